use std::cmp::Reverse;

use super::described::{DESCRIBING, foremost, is_named, sort_tallies, tally, value_of};
use super::{ArticleSources, Held, InArticle, Sources, Target, Voice, VoiceSources};
use crate::model::matrix::{Shown, part_of};
use crate::model::sorted::{SortedMap, sort_by, sort_by_key};
use crate::model::{
    Annotation, AnnotationId, AnnotatorId, ArticleId, AttributeId, CanonicalClaimId, End, Project,
    Relation,
};

/// What was found so far.
pub(super) struct Gathered<'a> {
    project: &'a Project,
    shown: Shown<'a>,
    articles: Vec<ArticleSources>,
    voices: Vec<VoiceSources>,
    /// Where a voice stands in `voices`.
    places: SortedMap<Voice, usize>,
}

impl<'a> Gathered<'a> {
    pub(super) fn new(project: &'a Project, annotators: Option<&'a [AnnotatorId]>) -> Self {
        Self {
            project,
            shown: Shown(annotators),
            articles: Vec::new(),
            voices: Vec::new(),
            places: SortedMap::new(),
        }
    }

    /// Takes down how the Sources of an article are coded.
    pub(super) fn describe(&mut self, article: ArticleId) {
        let project = self.project;
        for source in project.annotations_of(article) {
            if source.label != "Source" || source.orphan {
                continue;
            }
            let Some(at) = self.place_of(End::Annotation(source.id)) else {
                continue;
            };
            let voice = &mut self.voices[at];
            voice.sources.push(source.id);
            for attribute in DESCRIBING {
                let value = value_of(project, source, attribute);
                if !value.is_empty() {
                    tally(voice.tallies(attribute), value, Some(source.id));
                }
            }
        }
    }

    /// What most Sources of a voice say comes first from here on.
    pub(super) fn rank(&mut self) {
        for voice in &mut self.voices {
            for attribute in DESCRIBING {
                sort_tallies(voice.tallies(attribute));
            }
        }
    }

    /// Counts the claims and stances of an article.
    pub(super) fn count(&mut self, column: usize, article: ArticleId) {
        let mut found = ArticleSources {
            article,
            claims: Vec::new(),
            attributed: Vec::new(),
            named: Vec::new(),
            authors_voice: Vec::new(),
            agentless: Vec::new(),
            negated: Vec::new(),
            unresolved: Vec::new(),
            voices: 0,
            by_affiliation: Vec::new(),
            by_source_type: Vec::new(),
            stances: Vec::new(),
        };
        for annotation in self.project.annotations_of(article) {
            let is_claim = annotation.label == "Claim";
            if (!is_claim && annotation.label != "Stance") || !self.has(annotation) {
                continue;
            }
            let own = End::Annotation(annotation.id);
            let relations = self.project.relations_at(own).filter(|it| it.from == own);
            let relations: Vec<&Relation> = relations.collect();
            if is_claim {
                self.claim(column, annotation, &relations, &mut found);
            } else {
                let value = value_of(self.project, annotation, "value");
                tally(&mut found.stances, value, Some(annotation.id));
                self.stance(column, annotation, &relations);
            }
        }
        sort_tallies(&mut found.by_affiliation);
        sort_tallies(&mut found.by_source_type);
        sort_tallies(&mut found.stances);
        self.articles.push(found);
    }

    fn has(&self, annotation: &Annotation) -> bool {
        let part = part_of(self.project, annotation);
        !annotation.orphan
            && self.shown.has(&annotation.provenance)
            && part.is_none_or(|it| it.part != "boilerplate")
    }

    fn claim(
        &mut self,
        column: usize,
        claim: &Annotation,
        relations: &[&Relation],
        found: &mut ArticleSources,
    ) {
        let id = claim.id;
        found.claims.push(id);
        let (mut attributed, mut named, mut negated, mut cue) = (false, false, false, false);
        for relation in relations {
            cue |= relation.kind == "signalled_by";
            if relation.kind != "attributed_to" {
                continue;
            }
            let Some(at) = self.place_of(relation.to) else {
                continue;
            };
            if relation.is_negated() {
                negated = true;
                add(&mut self.entry(at, column, claim.article).negated, id);
                continue;
            }
            attributed = true;
            self.quoted(at, column, claim);
            let source_type = self.value_at(relation.to, at, "source_type");
            named |= is_named(source_type) == Some(true);
            tally(&mut found.by_source_type, source_type, Some(id));
            let affiliation = self.value_at(relation.to, at, "affiliation");
            tally(&mut found.by_affiliation, affiliation, Some(id));
        }
        if named {
            found.named.push(id);
        }
        let list = if attributed {
            &mut found.attributed
        } else if claim.has("reporting", "authors_voice") {
            &mut found.authors_voice
        } else if negated {
            &mut found.negated
        } else if cue {
            &mut found.agentless
        } else {
            &mut found.unresolved
        };
        list.push(id);
    }

    /// A claim on the word of a voice. Two Sources of one actor are one voice.
    fn quoted(&mut self, at: usize, column: usize, claim: &Annotation) {
        let quoted = self.entry(at, column, claim.article);
        add(&mut quoted.claims, claim.id);
        let list = if claim.has("reporting", "direct_quote") {
            &mut quoted.direct
        } else if claim.has("reporting", "indirect") {
            &mut quoted.indirect
        } else if claim.has("reporting", "mixed") {
            &mut quoted.mixed
        } else {
            &mut quoted.unset
        };
        add(list, claim.id);
    }

    fn stance(&mut self, column: usize, stance: &Annotation, relations: &[&Relation]) {
        let mut targets = Vec::new();
        for relation in relations {
            if relation.kind == "targets" {
                targets.push(self.target(relation.to));
            }
        }
        for relation in relations {
            if relation.kind != "held_by" {
                continue;
            }
            let Some(at) = self.place_of(relation.to) else {
                continue;
            };
            self.entry(at, column, stance.article);
            let stances = &mut self.voices[at].stances;
            if stances.last().is_none_or(|it| it.stance != stance.id) {
                stances.push(Held {
                    stance: stance.id,
                    article: stance.article,
                    value: value_of(self.project, stance, "value").to_owned(),
                    targets: targets.clone(),
                });
            }
        }
    }

    fn target(&self, end: End) -> Target {
        let mut canonical_claims: Vec<CanonicalClaimId> = Vec::new();
        match end {
            End::CanonicalClaim(id) => canonical_claims.push(id),
            End::Annotation(claim) => {
                for it in self.project.memberships_of(claim) {
                    let known = canonical_claims.contains(&it.canonical_claim);
                    if !known && self.shown.has(&it.provenance) {
                        canonical_claims.push(it.canonical_claim);
                    }
                }
            }
            End::Actor(_) | End::Topic(_) => {}
        }
        Target {
            end,
            canonical_claims,
        }
    }

    /// What describes a source: what it says itself, else what is said of its voice.
    fn value_at(&self, end: End, at: usize, attribute: &str) -> &str {
        let source = end.annotation().and_then(|it| self.project.annotation(it));
        let own = source.map_or("", |it| value_of(self.project, it, attribute));
        if !own.is_empty() {
            return own;
        }
        let voice = &self.voices[at];
        foremost(if attribute == "affiliation" {
            &voice.affiliation
        } else {
            &voice.source_type
        })
    }

    /// Where the voice at an end of a relation stands in `voices`; made when not there yet.
    fn place_of(&mut self, end: End) -> Option<usize> {
        let voice = self.project.voice_at(end)?;
        if let Some(at) = self.places.get(&voice) {
            return Some(*at);
        }
        let at = self.voices.len();
        self.places.insert(voice.clone(), at);
        let mut made = VoiceSources {
            name: self.project.voice_name(&voice),
            voice,
            sources: Vec::new(),
            source_type: Vec::new(),
            affiliation: Vec::new(),
            role: Vec::new(),
            status: Vec::new(),
            articles: Vec::new(),
            stances: Vec::new(),
        };
        if let Voice::Actor(actor) = made.voice {
            let actor = self.project.actor(actor)?;
            if !actor.affiliation.is_empty() {
                tally(&mut made.affiliation, &actor.affiliation, None);
            }
            if !actor.status.is_empty() {
                tally(&mut made.status, &actor.status, None);
            }
        }
        self.voices.push(made);
        Some(at)
    }

    /// What a voice says in an article. Articles come in order, so it is the last or none.
    fn entry(&mut self, at: usize, column: usize, article: ArticleId) -> &mut InArticle {
        let articles = &mut self.voices[at].articles;
        if articles.last().is_none_or(|it| it.column != column) {
            articles.push(InArticle {
                article,
                column,
                claims: Vec::new(),
                direct: Vec::new(),
                indirect: Vec::new(),
                mixed: Vec::new(),
                unset: Vec::new(),
                negated: Vec::new(),
            });
        }
        let last = articles.len() - 1;
        &mut articles[last]
    }

    pub(super) fn finish(self) -> Sources {
        let Self {
            project,
            mut articles,
            mut voices,
            ..
        } = self;
        // Who is only named somewhere is no voice.
        voices.retain(|it| !it.articles.is_empty());
        let values = project.codebook().attribute(&AttributeId::from("value"));
        for voice in &mut voices {
            for it in &voice.articles {
                articles[it.column].voices += usize::from(!it.claims.is_empty());
            }
            sort_by_key(&mut voice.stances, |it| {
                let known =
                    values.and_then(|all| all.values.iter().position(|one| one.id == *it.value));
                known.unwrap_or(usize::MAX)
            });
        }
        sort_by(&mut voices, |a, b| {
            let count = |it: &VoiceSources| Reverse((it.claim_count(), it.negated_count()));
            let by_count = count(a).cmp(&count(b));
            by_count.then_with(|| (&a.name, &a.voice).cmp(&(&b.name, &b.voice)))
        });
        Sources { articles, voices }
    }
}

/// Adds what comes in order once.
fn add(list: &mut Vec<AnnotationId>, id: AnnotationId) {
    if list.last() != Some(&id) {
        list.push(id);
    }
}
