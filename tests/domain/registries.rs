//! Actors, canonical claims and topics: what hangs on them, and two of them that are one.

use cotejo::app::{Action, CheckingAction, Effect, Merging, RegisteringAction, SameActorsAction};
use cotejo::model::*;
use cotejo::suggest::{Likeness, NameReason, Party, SameActor};

use crate::app::App;
use crate::desk::Desk;

/// Two articles on one woman, who is two actors.
struct Scene {
    app: App,
    desk: Desk,
    ovelar: ActorId,
    minister: ActorId,
}

fn scene() -> Scene {
    let mut desk = Desk::new();
    desk.add_article(
        "es",
        "[source:1|La ministra] dijo que [claim:2|suben los impuestos].",
    );
    desk.add_article(
        "en",
        "[source:3|Graciela Ovelar] said [claim:4|taxes rise]. [stance:5|Shameful].",
    );
    let minister = desk.actor("La ministra");
    let ovelar = desk.actor("Graciela Ovelar");
    desk.names(1, minister);
    desk.names(3, ovelar);
    Scene {
        app: App::over(&desk),
        desk,
        ovelar,
        minister,
    }
}

impl Scene {
    fn edit(&mut self, actor: ActorId, field: ActorField) {
        self.app.act(RegisteringAction::EditActor(actor, field));
    }

    fn merge(&mut self, decided: Vec<ActorField>) -> Vec<Effect> {
        let pair = Merging {
            from: self.minister,
            into: self.ovelar,
        };
        self.app.act(RegisteringAction::MergeActors(pair, decided))
    }

    fn actor(&self, id: ActorId) -> &Actor {
        self.app.state.project.actor(id).unwrap()
    }

    fn named(&self, number: u32) -> Option<ActorId> {
        let id = self.desk.handles[&number];
        self.app.state.project.annotation(id).unwrap().actor
    }
}

#[test]
fn merged_actors_are_one_with_all_that_both_had() {
    let mut scene = scene();
    let (minister, ovelar) = (scene.minister, scene.ovelar);
    for (language, name) in [
        ("es", "La ministra"),
        ("es", "la titular"),
        ("en", "the minister"),
    ] {
        scene.app.add_alias(minister, language, name);
    }
    scene.edit(minister, ActorField::Kind("person".to_owned()));
    scene.edit(minister, ActorField::Note("see p. 2".to_owned()));
    scene.edit(ovelar, ActorField::Note("of health".to_owned()));
    let [claim, other, stance] = [2, 4, 5].map(|it| End::Annotation(scene.desk.handles[&it]));
    let both = [End::Actor(minister), End::Actor(ovelar)];
    // One that both have, and one that only one has.
    for actor in both {
        scene.app.relate("attributed_to", claim, actor);
    }
    scene
        .app
        .relate("attributed_to", other, End::Actor(minister));
    scene.app.relate("targets", stance, End::Actor(minister));
    let before = scene.app.state.project.clone();
    let length = scene.app.state.history.entries().len();
    scene.merge(Vec::new());
    assert_eq!(scene.app.state.project.actor(minister), None);
    assert_eq!(scene.named(1), Some(ovelar));
    let actor = scene.actor(ovelar);
    let aliases = "en: the minister; es: La ministra, la titular";
    assert_eq!(actor.aliases_in_words(), aliases);
    assert_eq!(
        (actor.kind.as_str(), actor.note.as_str()),
        ("person", "of health\nsee p. 2")
    );
    let relations = scene.app.state.project.relations_at(End::Actor(ovelar));
    let mut kinds: Vec<String> = relations.map(|it| it.kind.to_string()).collect();
    kinds.sort();
    assert_eq!(kinds, ["attributed_to", "attributed_to", "targets"]);
    assert_eq!(scene.app.state.history.entries().len(), length + 1);
    scene.app.act(Action::Undo);
    assert_eq!(scene.app.state.project, before);
}

#[test]
fn the_name_becomes_an_alias_in_the_language_of_its_articles() {
    let mut scene = scene();
    scene.merge(Vec::new());
    let aliases = scene.actor(scene.ovelar).aliases_in_words();
    assert_eq!(aliases, "es: La ministra");
}

#[test]
fn an_attribution_that_is_negated_is_not_the_same_as_one_that_is_not() {
    let mut scene = scene();
    let claim = End::Annotation(scene.desk.handles[&2]);
    let both = [End::Actor(scene.minister), End::Actor(scene.ovelar)];
    for actor in both {
        scene.app.relate("attributed_to", claim, actor);
    }
    let negated = scene.app.state.project.relations_at(both[0]).next();
    let negated = negated.unwrap().id;
    scene.app.act(cotejo::app::LinkingAction::SetAttribute(
        negated,
        "negated".into(),
        Some(AttributeValue::Flag(true)),
    ));
    scene.merge(Vec::new());
    assert_eq!(scene.app.state.project.relations_at(both[1]).count(), 2);
}

#[test]
fn where_two_actors_differ_it_is_for_the_user_to_decide() {
    let mut scene = scene();
    let (minister, ovelar) = (scene.minister, scene.ovelar);
    scene.edit(minister, ActorField::Status("current".to_owned()));
    scene.edit(ovelar, ActorField::Status("former".to_owned()));
    scene.edit(ovelar, ActorField::Kind("person".to_owned()));
    let before = scene.app.state.project.clone();
    assert_eq!(scene.merge(Vec::new()), []);
    assert_eq!(scene.app.state.project, before);
    let asked = Merging {
        from: minister,
        into: ovelar,
    };
    assert_eq!(scene.app.state.session.merging, Some(asked));
    scene.merge(vec![ActorField::Status("current".to_owned())]);
    assert_eq!(scene.app.state.session.merging, None);
    let actor = scene.actor(ovelar);
    assert_eq!(
        (actor.status.as_str(), actor.kind.as_str()),
        ("current", "person")
    );
}

#[test]
fn what_was_decided_of_two_actors_before_one_was_edited_is_asked_again() {
    let mut scene = scene();
    let (minister, ovelar) = (scene.minister, scene.ovelar);
    let status = |it: &str| ActorField::Status(it.to_owned());
    scene.edit(minister, status("current"));
    scene.edit(ovelar, status("former"));
    scene.edit(ovelar, status("unknown"));
    scene.merge(vec![status("former")]);
    assert!(scene.app.state.session.merging.is_some());
    // Nor is something decided that is no question, for something that is one.
    scene.merge(vec![ActorField::Kind("person".to_owned())]);
    assert!(scene.app.state.session.merging.is_some());
    scene.edit(minister, status("unknown"));
    // They do not differ any more; what was chosen between other values is not wanted.
    scene.merge(vec![status("former")]);
    assert_eq!(scene.app.state.project.actor(minister), None);
    assert_eq!(scene.actor(ovelar).status, "unknown");
}

#[test]
fn a_relation_by_another_annotator_is_not_the_same() {
    let mut scene = scene();
    let (minister, ovelar) = (scene.minister, scene.ovelar);
    let (claim, own) = (scene.desk.handles[&2], End::Actor(ovelar));
    scene.desk.annotator("Ben");
    scene.desk.relate(2, "attributed_to", minister);
    scene.app = App::over(&scene.desk);
    // This one is by somebody else.
    scene
        .app
        .relate("attributed_to", End::Annotation(claim), own);
    scene.merge(Vec::new());
    let mut by = Vec::new();
    for relation in scene.app.state.project.relations_at(own) {
        by.push(relation.provenance.annotator);
    }
    by.sort();
    assert_eq!(by.len(), 2, "{by:?}");
    assert_ne!(by[0], by[1]);
}

#[test]
fn merged_rows_keep_the_topic_and_the_notes_of_both() {
    let mut desk = Desk::article("en", "[claim:1|taxes rise].");
    let [one, other] = ["Taxes rise.", "Taxes go up."].map(|it| desk.row(it));
    desk.about(one, "Tax");
    desk.same(1, one);
    let mut app = App::over(&desk);
    for (row, note) in [(one, "see p. 2"), (other, "in the law")] {
        let note = CanonicalClaimField::Note(note.to_owned());
        app.act(RegisteringAction::EditCanonicalClaim(row, note));
    }
    let before = app.state.project.clone();
    app.act(RegisteringAction::MergeCanonicalClaims(one, other));
    let row = app.state.project.canonical_claim(other).unwrap();
    assert_eq!(row.note, "in the law\nsee p. 2");
    assert_eq!(row.topic, before.canonical_claim(one).unwrap().topic);
    assert!(row.topic.is_some());
    app.act(Action::Undo);
    assert_eq!(app.state.project, before);
}

#[test]
fn merged_topics_are_one_with_the_claims_of_both() {
    let mut desk = Desk::article("en", "[stance:1|Shameful].");
    let [tax, taxes] = ["Tax", "Taxes"].map(|it| desk.topic(it));
    let row = desk.row("Taxes rise.");
    let mut app = App::over(&desk);
    let set = CanonicalClaimField::Topic(Some(tax));
    app.act(RegisteringAction::EditCanonicalClaim(row, set));
    let stance = End::Annotation(desk.handles[&1]);
    app.relate("targets", stance, End::Topic(tax));
    app.relate("targets", stance, End::Topic(taxes));
    let before = app.state.project.clone();
    app.act(RegisteringAction::MergeTopics(tax, taxes));
    let project = &app.state.project;
    assert_eq!(project.topic(tax), None);
    assert_eq!(project.canonical_claim(row).unwrap().topic, Some(taxes));
    assert_eq!(project.relations_at(End::Topic(taxes)).count(), 1);
    app.act(Action::Undo);
    assert_eq!(app.state.project, before);
}

#[test]
fn claims_of_a_row_get_a_row_of_their_own() {
    let mut scene = scene();
    let (one, other) = (scene.desk.handles[&2], scene.desk.handles[&4]);
    let row = {
        scene.app.act(RegisteringAction::AddCanonicalClaim {
            text: "Taxes rise.".to_owned(),
            member: Some((one, Polarity::Same)),
        });
        scene
            .app
            .state
            .canonical_claim_saying("Taxes rise.")
            .unwrap()
    };
    let opposite = Some((row, Polarity::Opposite));
    scene.app.act(RegisteringAction::SetMembership {
        claim: other,
        membership: opposite,
    });
    let key = scene.app.state.shown_membership(other).unwrap().key();
    scene.app.act(RegisteringAction::SplitClaims(vec![key]));
    let own = scene.app.state.shown_membership(other).unwrap();
    let text = &scene
        .app
        .state
        .project
        .canonical_claim(own.canonical_claim)
        .unwrap()
        .text;
    // It says what it says itself, whatever the row was.
    assert_eq!(
        (text.as_str(), own.polarity),
        ("Taxes rise.", Polarity::Same)
    );
    assert_ne!(own.canonical_claim, row);
    assert_eq!(scene.app.state.project.members_of(row).count(), 1);
}

#[test]
fn a_row_of_two_annotators_is_split_as_each_decided() {
    let mut desk = Desk::article("en", "[claim:1|taxes rise], and [claim:2|taxes fall].");
    let row = desk.row("Taxes rise.");
    let claim = desk.handles[&1];
    let both = ["Ana", "Ben"].map(|name| {
        let annotator = desk.annotator(name);
        desk.same(1, row);
        desk.opposite(2, row);
        MembershipKey { claim, annotator }
    });
    let rows = |app: &App| both.map(|it| app.state.project.membership(it).unwrap().canonical_claim);
    let mut app = App::over(&desk);
    app.act(RegisteringAction::SplitClaims(vec![both[1]]));
    let [ana, ben] = rows(&app);
    assert_eq!(ana, row);
    assert_ne!(ben, row);
    app.act(Action::Undo);
    app.act(RegisteringAction::SplitClaims(both.to_vec()));
    let [ana, ben] = rows(&app);
    assert_eq!(ana, ben);
    assert_ne!(ana, row);
    // Nobody's decision on the other claim is any other.
    let others = app.state.project.memberships_of(desk.handles[&2]);
    assert!(others.into_iter().all(|it| it.canonical_claim == row));
}

#[test]
fn sources_of_an_actor_get_one_of_their_own() {
    let mut scene = scene();
    scene.merge(Vec::new());
    let claim = End::Annotation(scene.desk.handles[&2]);
    let ovelar = scene.ovelar;
    scene.app.relate("attributed_to", claim, End::Actor(ovelar));
    let relation = scene
        .app
        .state
        .project
        .relations_at(claim)
        .next()
        .unwrap()
        .id;
    let moved = vec![
        Reference::Annotation(scene.desk.handles[&1]),
        Reference::Relation(relation),
    ];
    scene.app.act(RegisteringAction::SplitActor(ovelar, moved));
    let own = scene.named(1).unwrap();
    assert_ne!(own, ovelar);
    assert_eq!(scene.actor(own).name, "La ministra");
    let relation = scene.app.state.project.relation(relation).unwrap();
    assert_eq!(relation.to, End::Actor(own));
    assert_eq!(scene.named(3), Some(ovelar));
}

#[test]
fn what_hangs_on_a_record_is_listed_in_order_of_place() {
    let mut scene = scene();
    scene.merge(Vec::new());
    let ovelar = scene.ovelar;
    let claim = scene.desk.handles[&4];
    scene
        .app
        .relate("attributed_to", End::Annotation(claim), End::Actor(ovelar));
    let of = Reference::Actor(ovelar);
    let hanging = scene.app.state.hanging_on(&of);
    let words = hanging
        .iter()
        .filter_map(|it| scene.app.state.annotation_of(it, &of));
    let wanted = [1, 3, 4].map(|it| scene.desk.handles[&it]);
    assert_eq!(words.collect::<Vec<_>>(), wanted);
    // The relation goes with the actor; Sources only name nobody any more.
    assert_eq!(scene.app.state.goes_with(&of), (1, 2));
}

fn pair(here: Party, there: Party) -> SameActor {
    let reasons = vec![NameReason {
        how: Likeness::Part,
        here: String::new(),
        there: String::new(),
    }];
    SameActor {
        here,
        there,
        score: 80,
        reasons,
    }
}

#[test]
fn a_candidate_is_declined_once_and_does_not_come_again_until_that_is_taken_back() {
    let mut scene = scene();
    let (one, other) = (Party::Actor(scene.minister), Party::Actor(scene.ovelar));
    let effects = scene.app.act(SameActorsAction::Look);
    assert!(effects.contains(&Effect::FindSameActors(1)));
    let found = Some(vec![pair(one.clone(), other.clone())]);
    let late = SameActorsAction::Found(0, Some(Vec::new()));
    scene.app.act(late);
    assert_eq!(
        scene.app.state.session.same_actors.as_ref().unwrap().found,
        None
    );
    scene.app.act(SameActorsAction::Found(1, found));
    assert_eq!(scene.app.state.same_actors().len(), 1);
    let effects = scene.app.act(SameActorsAction::Decline(one, other));
    // After an edit it is looked again.
    assert!(effects.contains(&Effect::FindSameActors(2)));
    assert_eq!(scene.app.state.same_actors(), []);
    let declined = scene.app.state.declined_actors();
    let (here, there, key) = declined[0].clone();
    assert_eq!(
        (here.as_str(), there.as_str()),
        ("La ministra", "Graciela Ovelar")
    );
    scene.app.act(CheckingAction::TakeBack(key));
    assert_eq!(scene.app.state.same_actors().len(), 1);
}

#[test]
fn what_was_declined_of_some_of_the_same_words_stays_so_when_there_are_more_of_them() {
    let mut desk = Desk::new();
    desk.add_article("en", "[source:1|Kast] said it. [source:2|Kast] left.");
    desk.add_article("en", "[source:3|José Kast] too.");
    let [first, second, other] = [1, 2, 3].map(|it| desk.handles[&it]);
    let mut app = App::over(&desk);
    let there = Party::Sources(vec![other]);
    app.act(SameActorsAction::Decline(
        Party::Sources(vec![second]),
        there.clone(),
    ));
    // Either way round, and with a Source before the one that was meant.
    let both = Party::Sources(vec![first, second]);
    app.act(SameActorsAction::Look);
    let found = vec![pair(both.clone(), there.clone()), pair(there, both)];
    app.act(SameActorsAction::Found(1, Some(found)));
    assert_eq!(app.state.same_actors(), []);
}

#[test]
fn what_one_actor_is_not_the_one_it_becomes_is_not_either() {
    let mut scene = scene();
    scene.app.act(RegisteringAction::AddActor {
        name: "Health".to_owned(),
        source: None,
    });
    let health = scene.app.state.actor_named("Health").unwrap();
    let (one, other) = (Party::Actor(health), Party::Actor(scene.minister));
    scene.app.act(SameActorsAction::Decline(one, other));
    let (one, other) = (Party::Actor(scene.ovelar), Party::Actor(scene.minister));
    scene.app.act(SameActorsAction::Decline(one, other));
    // They are one after all.
    scene.merge(Vec::new());
    let declined = scene.app.state.declined_actors();
    assert_eq!(declined.len(), 1);
    assert_eq!(
        (declined[0].0.as_str(), declined[0].1.as_str()),
        ("Health", "Graciela Ovelar")
    );
}

#[test]
fn accepting_says_of_sources_whom_they_name() {
    let mut desk = Desk::new();
    desk.add_article(
        "en",
        "[source:1|Kast] said it. [source:2|Kast] left. [source:3|José Kast] too.",
    );
    let kast = desk.actor("José Antonio Kast");
    let mut app = App::over(&desk);
    let ids = [1, 2].map(|it| desk.handles[&it]);
    let words = Party::Sources(ids.to_vec());
    app.act(SameActorsAction::Accept(words.clone(), Party::Actor(kast)));
    assert_eq!(app.state.project.sources_of(kast).count(), 2);
    app.act(Action::Undo);
    // Or of Sources alone: the longest words are the name of a new actor.
    let long = Party::Sources(vec![desk.handles[&3]]);
    app.act(SameActorsAction::Accept(words, long));
    let new = app.state.actor_named("José Kast").unwrap();
    assert_eq!(app.state.project.sources_of(new).count(), 3);
}

#[test]
fn accepting_two_actors_merges_them_into_the_one_on_which_more_hangs() {
    let mut scene = scene();
    let claim = End::Annotation(scene.desk.handles[&2]);
    scene
        .app
        .relate("attributed_to", claim, End::Actor(scene.minister));
    let (one, other) = (Party::Actor(scene.ovelar), Party::Actor(scene.minister));
    scene.app.act(SameActorsAction::Accept(other, one));
    assert_eq!(scene.app.state.project.actor(scene.ovelar), None);
    assert_eq!(scene.named(3), Some(scene.minister));
}
