//! How often what is proposed is right.

use cotejo::model::{AnnotationId, Project};
use cotejo::suggest::{Lexicon, Pairing};

use super::fixtures::{Rows, Set, folders, sample};
use super::lexicon;

/// As many as the page shows.
const SHOWN: usize = 3;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    pub claims: usize,
    pub with_partner: usize,
    /// For so many of those a partner is among the first three.
    pub found: usize,
    /// For so many claims anything is proposed, and for so many of them the first is right.
    pub proposed: usize,
    pub right: usize,
    /// For so many claims with a partner anything is proposed.
    pub proposed_with_partner: usize,
}

fn share(of: usize, all: usize) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "there are a few hundred")]
    let share = of as f64 / all.max(1) as f64;
    share
}

impl Figures {
    pub fn recall_at_3(&self) -> f64 {
        share(self.found, self.with_partner)
    }

    /// Of all claims for which something is proposed.
    pub fn precision_at_1(&self) -> f64 {
        share(self.right, self.proposed)
    }

    /// Of those that have a partner.
    pub fn precision_with_partner(&self) -> f64 {
        share(self.right, self.proposed_with_partner)
    }

    fn add(&mut self, other: &Self) {
        self.claims += other.claims;
        self.with_partner += other.with_partner;
        self.found += other.found;
        self.proposed += other.proposed;
        self.right += other.right;
        self.proposed_with_partner += other.proposed_with_partner;
    }

    fn row(&self, name: &str) -> String {
        format!(
            "{name:24} {:6} {:12} {:8.2} {:8} {:11.2} {:12.2}",
            self.claims,
            self.with_partner,
            self.recall_at_3(),
            self.proposed,
            self.precision_at_1(),
            self.precision_with_partner()
        )
    }
}

const HEAD: &str =
    "set                      claims with_partner recall@3 proposed precision@1 with partner";

pub fn measure(project: &Project, truth: &Rows, lexicon: Lexicon) -> Figures {
    let mut pairing = Pairing::new(lexicon);
    pairing.update(project);
    let mut figures = Figures::default();
    for (&claim, rows) in truth {
        let article = article_of(project, claim);
        let is_partner = |other: AnnotationId| {
            article_of(project, other) != article
                && truth[&other].iter().any(|it| rows.contains(it))
        };
        let candidates = pairing.candidates(project, claim, SHOWN);
        let has_partner = truth.keys().any(|it| is_partner(*it));
        let right = |at: usize| candidates.get(at).is_some_and(|it| is_partner(it.claim));
        let found = (0..SHOWN).any(right);
        figures.add(&Figures {
            claims: 1,
            with_partner: usize::from(has_partner),
            found: usize::from(found),
            proposed: usize::from(!candidates.is_empty()),
            right: usize::from(right(0)),
            proposed_with_partner: usize::from(has_partner && !candidates.is_empty()),
        });
        if std::env::var_os("COTEJO_PAIRING").is_some() {
            let sign = match (has_partner, found, right(0)) {
                (true, true, true) => "+",
                (true, true, false) => "~",
                (true, false, _) => "MISSED",
                (false, ..) if candidates.is_empty() => " ",
                _ => "WRONG",
            };
            println!("{sign} {}", quote(project, claim));
            for it in &candidates {
                let sign = if is_partner(it.claim) { "*" } else { "-" };
                println!("    {sign} {} {}", it.score, quote(project, it.claim));
                println!("        {:?}", it.reasons);
            }
        }
    }
    figures
}

fn article_of(project: &Project, claim: AnnotationId) -> cotejo::model::ArticleId {
    project.annotation(claim).unwrap().article
}

fn quote(project: &Project, claim: AnnotationId) -> String {
    project.quote(project.annotation(claim).unwrap())
}

fn table(sets: &[Set], lexicon: &Lexicon) -> Vec<Figures> {
    let mut all = Vec::new();
    let mut sum = Figures::default();
    println!("{HEAD}");
    for set in sets {
        let figures = measure(&set.project, &set.rows, lexicon.clone());
        println!("{}", figures.row(&set.name));
        sum.add(&figures);
        all.push(figures);
    }
    println!("{}", sum.row("all"));
    all
}

#[test]
fn partners_are_among_the_first_three() {
    let mut sets = vec![sample()];
    sets.extend(folders());
    println!("with the shipped lexicon");
    let figures = table(&sets, &lexicon());
    println!("without a lexicon");
    let bare = table(&sets, &Lexicon::default());
    // What was reached; less would be a step back.
    assert_eq!(figures[0].with_partner, 11);
    assert!(figures[0].recall_at_3() > 0.99, "{:?}", figures[0]);
    assert!(
        figures[0].precision_with_partner() > 0.8,
        "{:?}",
        figures[0]
    );
    assert!(bare[0].recall_at_3() > 0.7, "{:?}", bare[0]);
}
