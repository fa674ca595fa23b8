//! Voices on one side, canonical claims on the other, and lines for what voices say and hold.
//!
//! Both sides are put in an order with few crossings: each thing where its neighbours are on the
//! average, again and again, and the best that was met is kept.

use super::{About, Lists, Scene, annotations, put, shared, words};
use crate::formats::drawing::{
    Behind, Cell, Drawing, Form, Shape, Table, in_lines, path, rect, text,
};
use crate::formats::sentence::filled;
use crate::model::sorted::{SortedMap, sort_by_key};
use crate::model::{AnnotationId, CanonicalClaimId, End, Polarity};

pub(crate) const ID: &str = "network";

/// Things on a side that are drawn, those with most lines first.
const VOICES: usize = 24;
const CLAIMS: usize = 30;
/// Height of a thing: two lines of words.
const NODE: usize = 38;
/// Where lines begin and end.
const LEFT: usize = 250;
const RIGHT: usize = 600;
const WIDTH: usize = 980;
/// Room for the legend.
const TOP: usize = 34;

/// How a voice is tied to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    Says,
    SaysOpposite,
    Endorses,
    Rejects,
    Questions,
    Comments,
}

const TIES: [(Tie, &str, &str, &str); 6] = [
    (Tie::Says, words::SAYS, "edge says", ""),
    (
        Tie::SaysOpposite,
        words::SAYS_OPPOSITE,
        "edge says against",
        "",
    ),
    (Tie::Endorses, words::ENDORSES, "edge for", "support"),
    (Tie::Rejects, words::REJECTS, "edge against", "deny"),
    (Tie::Questions, words::QUESTIONS, "edge doubt", "query"),
    (Tie::Comments, words::COMMENTS, "edge", "comment"),
];

impl Tie {
    fn of_stance(value: &str) -> Self {
        let known = TIES.iter().find(|it| it.3 == value && !value.is_empty());
        known.map_or(Self::Comments, |it| it.0)
    }

    fn words(self) -> &'static str {
        TIES[self as usize].1
    }

    fn class(self) -> &'static str {
        TIES[self as usize].2
    }
}

struct Edge {
    /// Where its ends stand in the lists of voices and claims.
    voice: usize,
    claim: usize,
    tie: Tie,
    behind: Behind,
}

/// All there is of a topic.
struct Graph {
    /// By their places among all voices.
    voices: Vec<usize>,
    claims: Vec<CanonicalClaimId>,
    edges: Vec<Edge>,
}

pub(super) fn drawing(scene: &Scene<'_>, about: About) -> Drawing {
    let mut graph = graph(scene, about);
    let title = match about {
        About::Everything => words::NETWORK.to_owned(),
        About::Topic(id) => {
            let topic = scene.end_name(End::Topic(id));
            filled(words::NETWORK_OF, &[("topic", &topic)])
        }
        About::NoTopic => filled(words::NETWORK_OF, &[("topic", words::WITHOUT_TOPIC)]),
    };
    let mut drawing = Drawing::new(ID, &title, WIDTH);
    drawing.table = table(scene, &graph);
    drawing.description = filled(
        words::NETWORK_DESC,
        &[
            ("voices", &graph.voices.len().to_string()),
            ("claims", &graph.claims.len().to_string()),
            ("ties", &graph.edges.len().to_string()),
        ],
    );
    let all = (graph.voices.len(), graph.claims.len());
    graph.keep_most_tied();
    let mut left = Vec::new();
    for it in [
        super::rest(words::MORE_VOICES, all.0, graph.voices.len()),
        super::rest(words::MORE_CLAIMS, all.1, graph.claims.len()),
    ] {
        if !it.is_empty() {
            left.push(it);
        }
    }
    drawing.rest = left.join(" ");
    graph.uncross();
    draw(&mut drawing, scene, &graph);
    drawing
}

fn graph(scene: &Scene<'_>, about: About) -> Graph {
    let wanted = |claim: CanonicalClaimId| {
        let topic = scene.project.canonical_claim(claim).map(|it| it.topic);
        match about {
            About::Everything => topic.is_some(),
            About::Topic(id) => topic == Some(Some(id)),
            About::NoTopic => topic == Some(None),
        }
    };
    let mut ties: Lists<(usize, CanonicalClaimId, Tie)> = SortedMap::new();
    for (at, voice) in scene.sources.voices.iter().enumerate() {
        for claim in voice.articles.iter().flat_map(|it| &it.claims) {
            for membership in scene.project.memberships_of(*claim) {
                let by = membership.provenance.annotator;
                let shown = scene.annotators.is_none_or(|it| it.contains(&by));
                if !shown || !wanted(membership.canonical_claim) {
                    continue;
                }
                let tie = match membership.polarity {
                    Polarity::Same => Tie::Says,
                    Polarity::Opposite => Tie::SaysOpposite,
                };
                put(&mut ties, (at, membership.canonical_claim, tie), *claim);
            }
        }
        for held in &voice.stances {
            let tie = Tie::of_stance(&held.value);
            for claim in held.targets.iter().flat_map(|it| &it.canonical_claims) {
                if wanted(*claim) {
                    put(&mut ties, (at, *claim, tie), held.stance);
                }
            }
        }
    }
    Graph::new(ties)
}

impl Graph {
    fn new(ties: Lists<(usize, CanonicalClaimId, Tie)>) -> Self {
        let mut graph = Self {
            voices: Vec::new(),
            claims: Vec::new(),
            edges: Vec::new(),
        };
        let mut places: SortedMap<CanonicalClaimId, usize> = SortedMap::new();
        for ((voice, claim, tie), behind) in ties {
            // Voices come in order.
            if graph.voices.last() != Some(&voice) {
                graph.voices.push(voice);
            }
            let at = places.get(&claim).copied().unwrap_or(graph.claims.len());
            if at == graph.claims.len() {
                graph.claims.push(claim);
                places.insert(claim, at);
            }
            graph.edges.push(Edge {
                voice: graph.voices.len() - 1,
                claim: at,
                tie,
                behind: behind.into(),
            });
        }
        graph
    }

    /// Leaves what can be drawn: the voices with most lines, the claims with most lines to them.
    fn keep_most_tied(&mut self) {
        let by_voice = self.kept(self.voices.len(), VOICES, |it| it.voice);
        self.edges.retain(|it| by_voice[it.voice]);
        let by_claim = self.kept(self.claims.len(), CLAIMS, |it| it.claim);
        self.edges.retain(|it| by_claim[it.claim]);
        // Who has no line left goes, too.
        let ends: Vec<(usize, usize)> = self.edges.iter().map(|it| (it.voice, it.claim)).collect();
        let mut voices = vec![usize::MAX; self.voices.len()];
        let mut claims = vec![usize::MAX; self.claims.len()];
        let (mut of_voices, mut of_claims) = (Vec::new(), Vec::new());
        for (at, place) in voices.iter_mut().enumerate() {
            if ends.iter().any(|it| it.0 == at) {
                *place = of_voices.len();
                of_voices.push(self.voices[at]);
            }
        }
        for (at, place) in claims.iter_mut().enumerate() {
            if ends.iter().any(|it| it.1 == at) {
                *place = of_claims.len();
                of_claims.push(self.claims[at]);
            }
        }
        self.voices = of_voices;
        self.claims = of_claims;
        for it in &mut self.edges {
            it.voice = voices[it.voice];
            it.claim = claims[it.claim];
        }
    }

    fn kept(&self, all: usize, most: usize, end: fn(&Edge) -> usize) -> Vec<bool> {
        let mut weights: Vec<(usize, usize)> = (0..all).map(|at| (0, at)).collect();
        for it in &self.edges {
            weights[end(it)].0 += it.behind.len();
        }
        sort_by_key(&mut weights, |it| (usize::MAX - it.0, it.1));
        let mut kept = vec![false; all];
        for (weight, at) in weights.into_iter().take(most) {
            kept[at] = weight > 0;
        }
        kept
    }

    /// Puts both sides in an order with few crossings.
    fn uncross(&mut self) {
        let mut best = self.crossings();
        for _ in 0..6 {
            if best == 0 {
                break;
            }
            let before = (self.voices.clone(), self.claims.clone(), self.ends());
            self.move_claims();
            self.move_voices();
            let now = self.crossings();
            if now >= best {
                let (voices, claims, ends) = before;
                self.voices = voices;
                self.claims = claims;
                self.set_ends(&ends);
                break;
            }
            best = now;
        }
    }

    fn ends(&self) -> Vec<(usize, usize)> {
        self.edges.iter().map(|it| (it.voice, it.claim)).collect()
    }

    fn set_ends(&mut self, ends: &[(usize, usize)]) {
        for (it, (voice, claim)) in self.edges.iter_mut().zip(ends) {
            it.voice = *voice;
            it.claim = *claim;
        }
    }

    fn move_claims(&mut self) {
        let order = averages(
            self.claims.len(),
            self.edges.iter().map(|it| (it.claim, it.voice)),
        );
        self.claims = order.iter().map(|it| self.claims[*it]).collect();
        let places = inverse(&order);
        for it in &mut self.edges {
            it.claim = places[it.claim];
        }
    }

    fn move_voices(&mut self) {
        let order = averages(
            self.voices.len(),
            self.edges.iter().map(|it| (it.voice, it.claim)),
        );
        self.voices = order.iter().map(|it| self.voices[*it]).collect();
        let places = inverse(&order);
        for it in &mut self.edges {
            it.voice = places[it.voice];
        }
    }

    fn crossings(&self) -> usize {
        let mut count = 0;
        for (at, one) in self.edges.iter().enumerate() {
            for two in &self.edges[..at] {
                count += usize::from(
                    (one.voice < two.voice && one.claim > two.claim)
                        || (one.voice > two.voice && one.claim < two.claim),
                );
            }
        }
        count
    }
}

/// The things of a side by where their neighbours are on the average.
fn averages(count: usize, ends: impl Iterator<Item = (usize, usize)>) -> Vec<usize> {
    let mut sums = vec![(0, 0); count];
    for (own, other) in ends {
        sums[own].0 += other * 1000;
        sums[own].1 += 1;
    }
    let mut order: Vec<usize> = (0..count).collect();
    sort_by_key(&mut order, |at| {
        let (sum, of) = sums[*at];
        (sum / usize::max(of, 1), *at)
    });
    order
}

fn inverse(order: &[usize]) -> Vec<usize> {
    let mut places = vec![0; order.len()];
    for (place, at) in order.iter().enumerate() {
        places[*at] = place;
    }
    places
}

fn table(scene: &Scene<'_>, graph: &Graph) -> Table {
    let mut table = Table::headed(&[
        words::VOICE,
        words::TIE,
        words::ROW,
        words::CLAIMS_OR_STANCES,
    ]);
    for it in &graph.edges {
        let voice = &scene.sources.voices[graph.voices[it.voice]];
        let claim = scene.claim_text(graph.claims[it.claim]);
        table.rows.push(vec![
            Cell::words(&voice.name),
            Cell::words(it.tie.words()),
            Cell::foreign(claim, scene.language()),
            Cell::count(&it.behind),
        ]);
    }
    table
}

fn draw(drawing: &mut Drawing, scene: &Scene<'_>, graph: &Graph) {
    let rows = graph.voices.len().max(graph.claims.len());
    drawing.height = TOP + rows * NODE + 6;
    if graph.edges.is_empty() {
        drawing.height = TOP;
        return drawing.words("soft", 0, 18, words::NETWORK_NONE);
    }
    legend(drawing, graph);
    // The shorter side stands in the middle of the longer.
    let middle_of =
        |at: usize, count: usize| TOP + (rows - count) * NODE / 2 + at * NODE + NODE / 2;
    let mut before: Vec<(usize, usize)> = Vec::new();
    for it in &graph.edges {
        // Several lines between the same two lie beside each other.
        let same = before
            .iter()
            .filter(|one| **one == (it.voice, it.claim))
            .count();
        before.push((it.voice, it.claim));
        let from = middle_of(it.voice, graph.voices.len()) + same * 5;
        let to = middle_of(it.claim, graph.claims.len()) + same * 5;
        let half = usize::midpoint(LEFT, RIGHT);
        let d = format!("M{LEFT} {from}C{half} {from} {half} {to} {RIGHT} {to}");
        let voice = &scene.sources.voices[graph.voices[it.voice]].name;
        let name = filled(
            words::EDGE,
            &[
                ("who", voice),
                ("tie", it.tie.words()),
                ("what", scene.claim_text(graph.claims[it.claim])),
                ("count", &annotations(it.behind.len())),
            ],
        );
        let shapes = vec![path("hit", d.clone()), path(it.tie.class(), d)];
        drawing.mark(name, &it.behind, shapes);
    }
    for (at, voice) in graph.voices.iter().enumerate() {
        let name = &scene.sources.voices[*voice].name;
        let behind = graph.behind(|it| it.voice == at);
        let middle = middle_of(at, graph.voices.len());
        node(drawing, name, &behind, [0, LEFT - 6], middle);
    }
    for (at, claim) in graph.claims.iter().enumerate() {
        let behind = graph.behind(|it| it.claim == at);
        let middle = middle_of(at, graph.claims.len());
        node(
            drawing,
            scene.claim_text(*claim),
            &behind,
            [RIGHT + 6, WIDTH],
            middle,
        );
    }
}

impl Graph {
    /// What all lines of a thing stand for.
    fn behind(&self, of: impl Fn(&Edge) -> bool) -> Behind {
        let mut all: Vec<AnnotationId> = Vec::new();
        for it in self.edges.iter().filter(|it| of(it)) {
            for id in it.behind.iter() {
                if !all.contains(id) {
                    all.push(*id);
                }
            }
        }
        shared(&all)
    }
}

/// The kinds of lines that there are.
fn legend(drawing: &mut Drawing, graph: &Graph) {
    let mut left = 0;
    for (tie, name, class, _) in TIES {
        if graph.edges.iter().any(|it| it.tie == tie) {
            drawing.plain(vec![
                path(class, format!("M{left} 14H{}", left + 34)),
                text("soft", left + 42, 18, name),
            ]);
            left += 64 + name.chars().count() * 7;
        }
    }
}

/// A name in two lines, at the end of its room on the left side, at the start on the right.
fn node(drawing: &mut Drawing, name: &str, behind: &Behind, [from, to]: [usize; 2], middle: usize) {
    let lines = in_lines(name, to - from - 8, 2);
    let class = if from == 0 { "end" } else { "" };
    let x = if from == 0 { to - 6 } else { from + 6 };
    let mut shapes: Vec<Shape> = vec![rect(
        "hit",
        [from, middle - NODE / 2 + 1, to - from, NODE - 2],
    )];
    let first = middle + 5 - 8 * (lines.len().max(1) - 1);
    for (at, words) in lines.iter().enumerate() {
        let form = Form::Text(x, first + at * 16, words.clone());
        shapes.push(Shape { class, form });
    }
    let parts = [("who", name), ("count", &annotations(behind.len()))];
    drawing.mark(filled(words::NODE, &parts), behind, shapes);
}
