//! No relation is there twice.

use cotejo::app::{Action, LinkingAction, Said};
use cotejo::model::{Codebook, End};

use crate::app::App;
use crate::desk::Desk;

fn is_there(app: &App) -> bool {
    let there = |it: &Said| matches!(it, Said::RelationThere { .. }).then_some(());
    app.said(there).is_some()
}

#[test]
fn a_relation_made_again_is_said_to_be_there() {
    let (mut app, claim, source) = App::with_two_types();
    app.relate("attributed_to", claim, source);
    assert!(!is_there(&app));
    app.relate("attributed_to", claim, source);
    assert!(is_there(&app));
    assert_eq!(app.state.project.relations().count(), 1);
}

#[test]
fn a_relation_does_not_become_one_that_is_there() {
    let (mut app, claim, source) = App::with_two_types();
    app.relate("attributed_to", claim, source);
    app.relate("denied_by", claim, source);
    let denied = app
        .state
        .project
        .relations()
        .find(|it| it.kind.as_str() == "denied_by")
        .unwrap()
        .id;
    let before = app.state.project.clone();
    app.act(LinkingAction::SetKind(denied, "attributed_to".into()));
    assert!(is_there(&app));
    assert_eq!(app.state.project, before);
}

#[test]
fn a_symmetric_relation_is_there_from_both_ends() {
    let desk = Desk::article("en", "[claim:1|Taxes rise], and [claim:2|rents rise].");
    let end = |number: u32| End::Annotation(desk.handles[&number]);
    let codebook = Codebook::news_claims();
    let symmetric = codebook
        .relations
        .iter()
        .find(|it| it.symmetric && it.allows("Claim", "Claim"))
        .unwrap();
    let mut app = App::over(&desk);
    app.relate(symmetric.id.as_str(), end(1), end(2));
    app.relate(symmetric.id.as_str(), end(2), end(1));
    assert!(is_there(&app));
    assert_eq!(app.state.project.relations().count(), 1);
}

#[test]
fn somebody_new_is_related_as_was_chosen() {
    let (mut app, claim, _) = App::with_two_types();
    app.act(LinkingAction::Start(claim));
    let kind = "denied_by".into();
    app.act(LinkingAction::FinishWithNewActor(kind, "Jane Doe".into()));
    let relation = app.state.project.relations().next().unwrap();
    assert_eq!(relation.kind.as_str(), "denied_by");
    let End::Actor(actor) = relation.to else {
        panic!("{relation:?}");
    };
    assert_eq!(app.state.project.actor(actor).unwrap().name, "Jane Doe");
    app.act(Action::Undo);
    assert_eq!(app.state.project.actors().len(), 0, "one step");
}

#[test]
fn nobody_is_made_for_a_relation_that_does_not_fit() {
    let (mut app, claim, _) = App::with_two_types();
    app.act(LinkingAction::Start(claim));
    let kind = "held_by".into();
    app.act(LinkingAction::FinishWithNewActor(kind, "Jane Doe".into()));
    assert_eq!(app.state.project.actors().len(), 0);
    let refused = |it: &Said| matches!(it, Said::RelationRefused { .. }).then_some(());
    assert!(app.said(refused).is_some());
}

#[test]
fn two_ends_that_are_chosen_at_once_are_related_asked_about_or_refused() {
    let mut desk = Desk::article(
        "en",
        "[source:1|Ana] said [claim:2|taxes rise]. [claim:3|They rise]. [cue:4|said]",
    );
    desk.add_article("es", "[claim:5|Suben].");
    let mut app = App::over(&desk);
    let end = |number: u32| End::Annotation(desk.handles[&number]);
    // Only one relation fits.
    app.act(LinkingAction::Connect(end(2), end(1)));
    assert_eq!(app.state.project.relations_at(end(1)).count(), 1);
    assert_eq!(app.state.linking(), None);
    // None does.
    app.act(LinkingAction::Connect(end(1), end(4)));
    assert_eq!(app.state.linking(), None);
    assert!(
        app.said(|it| matches!(it, Said::RelationRefused { .. }).then_some(()))
            .is_some()
    );
    // Of claims there is always something to be asked: they may say the same.
    app.act(LinkingAction::Connect(end(2), end(5)));
    let linking = app.state.linking().unwrap();
    assert_eq!((linking.from, linking.to), (end(2), Some(end(5))));
    assert!(app.state.can_connect(desk.handles[&3], desk.handles[&5]));
    assert!(!app.state.can_connect(desk.handles[&1], desk.handles[&4]));
    assert!(!app.state.can_connect(desk.handles[&3], desk.handles[&3]));
}

#[test]
fn what_is_not_marked_in_the_text_is_no_end_of_a_drag() {
    let mut desk = Desk::article("en", "[source:2|Ana] said [claim:1|rents rise].");
    desk.add_article("en", "[claim:3|Taxes rise].");
    let mut app = App::over(&desk);
    let from = desk.handles[&3];
    let here = |app: &App| {
        let here = [2, 1].map(|it| app.state.project.annotation(desk.handles[&it]).unwrap());
        app.state.ends_among(from, &here)
    };
    assert_eq!(here(&app), [2, 1].map(|it| desk.handles[&it]));
    app.state.settings.hidden_labels = vec!["Source".into()];
    assert_eq!(here(&app), [desk.handles[&1]]);
}
