//! What holds whatever is proposed.

use cotejo::model::{AnnotationId, Origin, Project};
use cotejo::suggest::{Candidate, Lexicon, Pairing, Reason};
use proptest::prelude::*;

use super::{candidates, lexicon};
use crate::desk::Desk;
use crate::files::read;

fn sample() -> Project {
    let file = include_bytes!("../../../static/samples/kast-cecot.cotejo.json");
    read(file).unwrap().project
}

fn claims(project: &Project) -> Vec<AnnotationId> {
    let claims = project.annotations().filter(|it| it.label == "Claim");
    claims.map(|it| it.id).collect()
}

fn check(project: &Project, claim: AnnotationId, found: &[Candidate], most: usize) {
    assert!(found.len() <= most);
    let article = project.annotation(claim).unwrap().article;
    let rows_of = |claim| project.memberships_of(claim).map(|it| it.canonical_claim);
    let mut seen: Vec<_> = rows_of(claim).collect();
    let mut last = u32::MAX;
    for candidate in found {
        let other = project.annotation(candidate.claim).unwrap();
        assert_ne!(other.article, article);
        assert_eq!(other.label, "Claim");
        assert!(!other.orphan);
        assert_eq!(
            other.revision,
            project.article(other.article).unwrap().current().n
        );
        assert!(!candidate.reasons.is_empty());
        assert!(candidate.score <= last);
        last = candidate.score;
        for row in rows_of(candidate.claim) {
            assert!(!seen.contains(&row), "one for each row, none of its own");
        }
        seen.extend(rows_of(candidate.claim));
    }
}

#[test]
fn the_sample_keeps_the_laws_with_its_memberships() {
    let project = sample();
    let mut pairing = Pairing::new(lexicon());
    pairing.update(&project);
    for claim in claims(&project) {
        for most in [0, 1, 3, 100] {
            check(
                &project,
                claim,
                &pairing.candidates(&project, claim, most),
                most,
            );
        }
    }
}

#[test]
fn what_is_no_claim_has_no_candidates() {
    let mut desk = Desk::article(
        "en",
        "[source:1|40,000 inmates] [claim:2|of 40,000 inmates]",
    );
    desk.add_article("es", "[claim:3|40.000 presos] [source:4|40.000 presos]");
    let lexicon = lexicon();
    assert_eq!(candidates(&desk, &lexicon, 1), []);
    assert_eq!(numbers(&desk, &candidates(&desk, &lexicon, 2)), [3]);
    desk.orphan(3);
    assert_eq!(candidates(&desk, &lexicon, 2), []);
    assert_eq!(candidates(&desk, &lexicon, 3), []);
}

#[test]
fn claims_of_former_revisions_are_left_out() {
    let mut desk = Desk::article("en", "[claim:1|torture]");
    let other = desk.add_article("es", "[claim:2|torturas]");
    assert_eq!(candidates(&desk, &lexicon(), 1).len(), 1);
    desk.revise(other, "Nada.");
    assert_eq!(candidates(&desk, &lexicon(), 1), []);
}

fn numbers(desk: &Desk, found: &[Candidate]) -> Vec<u32> {
    let number = |claim| desk.handles.iter().find(|it| *it.1 == claim).unwrap().0;
    found.iter().map(|it| *number(it.claim)).collect()
}

#[test]
fn reasons_are_told_in_the_words_of_both() {
    let mut desk = Desk::article(
        "es",
        "[claim:1|El 16 de enero murieron cuarenta mil en Haití]",
    );
    desk.add_article("en", "[claim:2|In Haiti, 40,000 died on January 16]");
    let found = candidates(&desk, &lexicon(), 1);
    assert_eq!(numbers(&desk, &found), [2]);
    let words = |here: &str, there: &str| (here.to_owned(), there.to_owned());
    let (here, there) = words("cuarenta mil", "40,000");
    assert!(found[0].reasons.contains(&Reason::Number { here, there }));
    let (here, there) = words("16 de enero", "January 16");
    assert!(found[0].reasons.contains(&Reason::Date { here, there }));
    let (here, there) = words("Haití", "Haiti");
    assert!(found[0].reasons.contains(&Reason::Name { here, there }));
    let (here, there) = words("murieron", "died");
    assert!(found[0].reasons.contains(&Reason::Words { here, there }));
}

#[test]
fn an_actor_by_another_name_is_a_reason() {
    let mut desk = Desk::article("es", "[claim:1|el CECOT sigue lleno de agua]");
    desk.add_article(
        "en",
        "[claim:2|the Terrorism Confinement Center is a well of water]",
    );
    let cecot = desk.actor("CECOT");
    let name = cotejo::model::ActorField::Aliases(
        "en".to_owned(),
        Some(vec!["Terrorism Confinement Center".to_owned()]),
    );
    let none = cotejo::model::ActorField::Aliases("en".to_owned(), None);
    desk.make(cotejo::model::Change::set(cecot, none, name));
    let found = candidates(&desk, &lexicon(), 1);
    assert_eq!(numbers(&desk, &found), [2]);
    assert!(found[0].reasons.contains(&Reason::Actor(cecot)));
}

#[test]
fn the_word_of_one_actor_is_a_reason_beside_others_only() {
    let mut desk = Desk::article(
        "es",
        "[source:1|Ana] dice [claim:2|que hay tortura]. [claim:3|Nieva]",
    );
    desk.add_article("en", "[source:4|Ana] says [claim:5|there is torture]");
    let ana = desk.actor("Ana");
    desk.names(1, ana);
    desk.names(4, ana);
    let bare = candidates(&desk, &lexicon(), 2);
    desk.relate(2, "attributed_to", 1);
    desk.relate(5, "attributed_to", ana);
    desk.relate(3, "attributed_to", ana);
    let found = candidates(&desk, &lexicon(), 2);
    assert_eq!(numbers(&desk, &found), [5]);
    assert!(found[0].reasons.contains(&Reason::Actor(ana)));
    assert!(
        bare[0].reasons.contains(&Reason::Actor(ana)),
        "it stands in the sentence"
    );
    assert_eq!(candidates(&desk, &lexicon(), 3), []);
}

#[test]
fn percentages_are_told_with_their_sign() {
    let mut desk = Desk::article("es", "[claim:1|el 80 % de los hogares]");
    desk.add_article("en", "[claim:2|80 percent of homes] [claim:3|80 homes]");
    let found = candidates(&desk, &lexicon(), 1);
    assert_eq!(numbers(&desk, &found)[0], 2);
    let (here, there) = ("80 %".to_owned(), "80 percent".to_owned());
    assert!(found[0].reasons.contains(&Reason::Number { here, there }));
}

#[test]
fn other_languages_and_scripts_have_candidates_too() {
    for (one, other) in [
        ("两国政府签署了自由贸易协定", "自由贸易协定已由两国政府签署"),
        (
            "Правительство повысило налоги",
            "налоги повышены правительством",
        ),
        (
            "le gouvernement augmente les impôts",
            "Le gouvernement a augmenté les impôts",
        ),
        ("最高裁判所が判決を下した", "判決は最高裁判所による"),
        (
            "Die Regierung erhöht die Steuern",
            "Steuern werden von der Regierung erhöht",
        ),
    ] {
        for language in ["", "xx"] {
            let mut desk = Desk::article(language, &format!("[claim:1|{one}]"));
            desk.add_article(language, &format!("[claim:2|{other}]"));
            let found = candidates(&desk, &Lexicon::default(), 1);
            assert_eq!(numbers(&desk, &found), [2], "{one}");
        }
    }
}

#[test]
fn one_candidate_for_each_row_and_none_of_its_own() {
    let mut desk = Desk::article("en", "[claim:1|torture in prison]");
    desk.add_article(
        "es",
        "[claim:2|tortura en la cárcel] y [claim:3|torturas en cárceles]",
    );
    desk.add_article("es", "[claim:4|hay tortura en prisión]");
    let lexicon = lexicon();
    assert_eq!(candidates(&desk, &lexicon, 1).len(), 3);
    let row = desk.row("Torture");
    desk.same(2, row);
    desk.opposite(3, row);
    assert_eq!(numbers(&desk, &candidates(&desk, &lexicon, 1)), [2, 4]);
    desk.same(1, row);
    assert_eq!(numbers(&desk, &candidates(&desk, &lexicon, 1)), [4]);
}

#[test]
fn rising_is_not_falling() {
    let mut desk = Desk::article("es", "[claim:1|los precios del pan subieron]");
    desk.add_article(
        "en",
        "[claim:2|bread prices fell] and [claim:3|bread prices rose]",
    );
    let found = candidates(
        &desk,
        &Lexicon::parse("pan = bread\nprecio = price\n> subir = rose\n< bajar = fell"),
        1,
    );
    assert_eq!(numbers(&desk, &found), [3, 2]);
    assert!(found[0].score > found[1].score);
}

const CLAIMS: [&str; 10] = [
    "480 people died in detention",
    "480 personas murieron en detención",
    "torture is reported",
    "hay torturas en la cárcel",
    "prices rose 25% in January",
    "los precios subieron 25 por ciento en enero",
    "the minister resigned on 16 January",
    "el ministro dimitió el 16 de enero",
    "Ana Pérez visited Honduras",
    "la visita de Ana Pérez a Honduras",
];

#[derive(Clone, Debug)]
enum Deed {
    Article(bool, Vec<usize>),
    Orphan(usize),
    Same(usize, usize),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        (any::<bool>(), prop::collection::vec(0..CLAIMS.len(), 0..6))
            .prop_map(|(spanish, claims)| Deed::Article(spanish, claims)),
        (0..20_usize).prop_map(Deed::Orphan),
        (0..20_usize, 0..3_usize).prop_map(|(claim, row)| Deed::Same(claim, row)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// An index that was there all along proposes what a new one does.
    #[test]
    fn an_index_keeps_up(deeds in prop::collection::vec(deed(), 1..12)) {
        let mut desk = Desk::new();
        let rows: Vec<_> = (0..3).map(|it| desk.row(&it.to_string())).collect();
        let mut pairing = Pairing::new(lexicon());
        let mut count = 0;
        for deed in deeds {
            match deed {
                Deed::Article(spanish, claims) => {
                    let mut text = Vec::new();
                    for claim in claims {
                        count += 1;
                        text.push(format!("[claim:{count}|{}].", CLAIMS[claim]));
                    }
                    desk.add_article(if spanish { "es" } else { "en" }, &text.join(" "));
                }
                Deed::Orphan(at) => {
                    let number = u32::try_from(at).unwrap() + 1;
                    if number <= count && !desk.annotation(number).orphan {
                        desk.orphan(number);
                    }
                }
                Deed::Same(at, row) => {
                    let number = u32::try_from(at).unwrap() + 1;
                    let free = |desk: &Desk| desk.project.memberships_of(desk.handles[&number]).next().is_none();
                    if number <= count && free(&desk) {
                        desk.same(number, rows[row]);
                    }
                }
            }
            pairing.update(&desk.project);
            let mut anew = Pairing::new(lexicon());
            anew.update(&desk.project);
            for claim in claims(&desk.project) {
                let found = pairing.candidates(&desk.project, claim, 3);
                prop_assert_eq!(&found, &anew.candidates(&desk.project, claim, 3));
                check(&desk.project, claim, &found, 3);
            }
        }
    }

    /// A claim about something else takes no first place away.
    #[test]
    fn what_has_nothing_to_do_with_it_changes_nothing(at in 0..CLAIMS.len(), language in "(es|en|fr)") {
        let marked = |from: usize| -> String {
            let claims = CLAIMS.iter().enumerate().filter(|it| it.0 % 2 == from);
            let marked: Vec<_> = claims.map(|(at, it)| format!("[claim:{at}|{it}].")).collect();
            marked.join(" ")
        };
        let mut desk = Desk::article("en", &marked(0));
        desk.add_article("es", &marked(1));
        let number = u32::try_from(at).unwrap();
        let before = numbers(&desk, &candidates(&desk, &lexicon(), number));
        prop_assert_eq!(before.first(), Some(&(number ^ 1)), "{:?}", before);
        desk.add_article(&language, "[claim:50|Zyx wvut qrs]");
        let after = numbers(&desk, &candidates(&desk, &lexicon(), number));
        prop_assert_eq!(before.first(), after.first());
    }
}

#[test]
fn nothing_is_recorded() {
    let project = sample();
    let before = project.clone();
    let mut pairing = Pairing::default();
    pairing.update(&project);
    for claim in claims(&project) {
        pairing.candidates(&project, claim, 3);
    }
    assert_eq!(project, before);
    assert!(
        project
            .annotations()
            .all(|it| it.provenance.origin != Origin::Suggestion)
    );
}
