//! Drawings are asked for while they are looked at, one request at a time.

use std::rc::Rc;

use cotejo::analyst::{Analyst, Answer, Drawn, Plot, Request};
use cotejo::app::{
    Action, Behind, Dialog, DrawingAction, Effect, RegisteringAction, View, ViewingAction,
};
use cotejo::formats::project_json::export;
use cotejo::model::AnnotationId;

use crate::app::App;
use crate::desk::Desk;
use crate::sample::sample;

/// What is to be drawn: of which topic, and whether all.
fn asked(topic: &str, all: bool) -> (String, bool) {
    (topic.to_owned(), all)
}

fn drawn(title: &str) -> Rc<Drawn> {
    let plot = |id: &str| {
        Rc::new(Plot {
            id: id.to_owned(),
            title: title.to_owned(),
            svg: (*b"<svg/>").into(),
            ..Plot::default()
        })
    };
    Rc::new(Drawn {
        findings: vec![title.to_owned()],
        plots: vec![plot("word"), plot("network")],
    })
}

fn only(effects: Vec<Effect>) -> Vec<(String, bool)> {
    let asked = |it| match it {
        Effect::Draw { topic, all, .. } => Some((topic, all)),
        _ => None,
    };
    effects.into_iter().filter_map(asked).collect()
}

/// Looking at the sources of an article.
fn looking() -> (App, Desk) {
    let mut desk = Desk::article("en", "[source:1|Ana] said [claim:2|so] and [claim:3|so].");
    desk.relate(2, "attributed_to", 1);
    let mut app = App::over(&desk);
    let effects = app.act(ViewingAction::Show(View::Sources));
    assert_eq!(only(effects), [asked("", true)]);
    (app, desk)
}

/// Answers the last request.
fn answer(app: &mut App, with: Option<Rc<Drawn>>) -> Vec<(String, bool)> {
    let number = app.state.session.requests.drawings;
    only(app.act(DrawingAction::Drawn(number, with)))
}

fn edit(app: &mut App) -> Vec<(String, bool)> {
    only(app.act(RegisteringAction::AddCanonicalClaim {
        text: "So.".to_owned(),
        member: None,
    }))
}

fn titles(app: &App) -> Vec<String> {
    let shown = app.state.session.drawings.shown.as_ref();
    let plots = shown.map(|it| it.plots.iter().map(|it| it.title.clone()).collect());
    plots.unwrap_or_default()
}

#[test]
fn what_is_shown_stays_until_the_new_is_there() {
    let (mut app, _) = looking();
    assert_eq!(answer(&mut app, Some(drawn("one"))), []);
    assert_eq!(titles(&app), ["one", "one"]);
    assert_eq!(edit(&mut app), [asked("", true)]);
    assert_eq!(titles(&app), ["one", "one"]);
    answer(&mut app, Some(drawn("two")));
    assert_eq!(titles(&app), ["two", "two"]);
    assert_eq!(only(app.act(Action::Undo)), [asked("", true)]);
}

#[test]
fn many_edits_are_one_request_more() {
    let (mut app, _) = looking();
    for _ in 0..5 {
        assert_eq!(edit(&mut app), []);
    }
    // What was drawn is of before: it is not shown, and the last state asked for.
    assert_eq!(answer(&mut app, Some(drawn("before"))), [asked("", true)]);
    assert_eq!(titles(&app), [] as [&str; 0]);
    assert_eq!(answer(&mut app, Some(drawn("after"))), []);
    assert_eq!(titles(&app), ["after", "after"]);
}

#[test]
fn another_topic_draws_the_network_alone() {
    let (mut app, _) = looking();
    answer(&mut app, Some(drawn("all")));
    let about = |app: &mut App, topic: &str| only(app.act(DrawingAction::About(topic.to_owned())));
    assert_eq!(about(&mut app, "none"), [asked("none", false)]);
    assert_eq!(about(&mut app, ""), []);
    // Nobody wants that topic any more.
    assert_eq!(answer(&mut app, Some(drawn("none"))), []);
    assert_eq!(titles(&app), ["all", "all"]);
    assert_eq!(about(&mut app, "none"), [asked("none", false)]);
    let mut alone = Drawn::clone(&drawn("of none"));
    alone.plots.remove(0);
    answer(&mut app, Some(Rc::new(alone)));
    assert_eq!(titles(&app), ["all", "of none"]);
    assert_eq!(
        app.state.session.drawings.shown.as_ref().unwrap().findings,
        ["all"]
    );
}

#[test]
fn what_was_drawn_of_another_project_is_left() {
    let (mut app, desk) = looking();
    let number = app.state.session.requests.drawings;
    app.open(Desk::article("en", "[source:1|Ben] said [claim:2|no].").project);
    let effects = app.act(ViewingAction::Show(View::Sources));
    assert_eq!(only(effects), [asked("", true)]);
    let late = app.act(DrawingAction::Drawn(number, Some(drawn("of before"))));
    assert_eq!(only(late), [], "the one that is awaited still is");
    assert_eq!(titles(&app), [] as [&str; 0]);
    answer(&mut app, Some(drawn("of this")));
    assert_eq!(titles(&app), ["of this", "of this"]);
    // Nor has the next one of the same number.
    app.open(desk.project);
    app.act(ViewingAction::Show(View::Sources));
    assert!(app.state.session.requests.drawings > number + 1);
}

#[test]
fn after_a_failure_another_topic_brings_all() {
    let (mut app, _) = looking();
    answer(&mut app, Some(drawn("old")));
    edit(&mut app);
    answer(&mut app, None);
    let about = app.act(DrawingAction::About("none".to_owned()));
    assert_eq!(only(about), [asked("none", true)]);
    answer(&mut app, Some(drawn("new")));
    assert_eq!(titles(&app), ["new", "new"]);
}

#[test]
fn a_topic_that_is_gone_is_not_chosen_any_more() {
    let (mut app, _) = looking();
    answer(&mut app, Some(drawn("all")));
    app.act(RegisteringAction::AddTopic {
        name: "Taxes".to_owned(),
        of: None,
    });
    answer(&mut app, Some(drawn("all")));
    let topic = app.state.project.topics().next().unwrap().id.to_string();
    let about = app.act(DrawingAction::About(topic.clone()));
    assert_eq!(only(about), [asked(&topic, false)]);
    answer(&mut app, Some(drawn("Taxes")));
    assert_eq!(only(app.act(Action::Undo)), [asked("", true)]);
    assert_eq!(app.state.session.drawings.topic, "");
}

#[test]
fn who_does_not_look_asks_for_nothing() {
    let (mut app, _) = looking();
    answer(&mut app, Some(drawn("one")));
    app.act(ViewingAction::Show(View::Read));
    assert_eq!(edit(&mut app), []);
    assert_eq!(edit(&mut app), []);
    let back = app.act(ViewingAction::Show(View::Sources));
    assert_eq!(only(back), [asked("", true)]);
}

#[test]
fn a_failure_is_said_and_tried_again_when_asked() {
    let (mut app, _) = looking();
    assert_eq!(answer(&mut app, None), []);
    assert!(app.state.session.drawings.failed);
    assert_eq!(only(app.act(DrawingAction::Retry)), [asked("", true)]);
    answer(&mut app, Some(drawn("there")));
    assert!(!app.state.session.drawings.failed);
    // What is there stays when the next fails.
    edit(&mut app);
    answer(&mut app, None);
    assert_eq!(titles(&app), ["there", "there"]);
    assert!(app.state.session.drawings.failed);
    assert_eq!(edit(&mut app), [asked("", true)]);
    answer(&mut app, Some(drawn("again")));
    assert_eq!(titles(&app), ["again", "again"]);
}

#[test]
fn a_mark_leads_to_its_annotation_or_lists_them() {
    let (mut app, desk) = looking();
    let ids = |numbers: &[u32]| -> Rc<[AnnotationId]> {
        numbers.iter().map(|it| desk.handles[it]).collect()
    };
    let open = |app: &mut App, numbers: &[u32]| {
        app.act(DrawingAction::Open(Behind {
            name: "Claims".to_owned(),
            annotations: ids(numbers),
        }));
        app.state.session.dialog.clone()
    };
    let listed = Behind {
        name: "Claims".to_owned(),
        annotations: ids(&[2, 3]),
    };
    assert_eq!(open(&mut app, &[2, 3]), Some(Dialog::Behind(listed)));
    app.act(DrawingAction::Go(desk.handles[&3]));
    assert_eq!(app.state.session.dialog, None, "the list is left");
    assert_eq!(app.state.session.view, View::Read);
    app.act(ViewingAction::Show(View::Sources));
    app.act(cotejo::app::AnnotatingAction::Delete(desk.handles[&3]));
    assert_eq!(open(&mut app, &[2, 3]), None, "one is left");
    assert_eq!(app.state.session.focused, Some(desk.handles[&2]));
}

#[test]
fn a_plot_is_saved_under_its_name() {
    let (mut app, _) = looking();
    answer(&mut app, Some(drawn("On whose word")));
    let plot = Rc::clone(&app.state.session.drawings.shown.as_ref().unwrap().plots[0]);
    let effects = app.act(DrawingAction::SaveSvg(plot));
    let [Effect::Download(files)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert_eq!(files[0].name, "Desk On whose word.svg");
    assert_eq!(files[0].mime, "image/svg+xml");
    assert_eq!(*files[0].bytes, *b"<svg/>");
}

#[test]
fn where_nobody_is_quoted_all_else_is_drawn() {
    let packed = |desk: &Desk| {
        let mut analyst = Analyst::new("");
        analyst.handle(&Request::Take, &export(&desk.project, "test"));
        let request = Request::Draw {
            topic: String::new(),
            all: true,
        };
        let Some(Answer::Written(bytes)) = analyst.handle(&request, &[]) else {
            panic!("nothing drawn");
        };
        let plots = Drawn::read(&bytes).unwrap().plots;
        plots.iter().map(|it| it.id.clone()).collect::<Vec<_>>()
    };
    let mut desk = Desk::article("en", "[claim:1|Taxes rise].");
    let row = desk.row("Taxes rise");
    desk.same(1, row);
    desk.published(desk.first(), "2026-01-31");
    assert_eq!(packed(&desk), ["word", "timeline", "first"]);
    assert_eq!(packed(&Desk::article("en", "Nothing.")), [] as [&str; 0]);
}

#[test]
fn what_the_analyst_packs_the_page_reads() {
    let project = sample();
    let mut analyst = Analyst::new("");
    let draw = |all, topic: &str| Request::Draw {
        topic: topic.to_owned(),
        all,
    };
    assert_eq!(
        analyst.handle(&draw(true, ""), &[]),
        Some(Answer::NoProject)
    );
    analyst.handle(&Request::Take, &export(&project, "test"));
    let mut packed = |all, topic: &str| match analyst.handle(&draw(all, topic), &[]) {
        Some(Answer::Written(bytes)) => bytes,
        other => panic!("{other:?}"),
    };
    let bytes = packed(true, "");
    let all = Drawn::read(&bytes).unwrap();
    assert!(all.findings[0].starts_with("No critic"));
    let ids: Vec<&str> = all.plots.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "stance",
            "word",
            "way",
            "type",
            "affiliation",
            "voices",
            "stances",
            "network",
            "timeline"
        ]
    );
    for plot in &all.plots {
        for form in [&plot.picture, &plot.table] {
            let marks = form.markup.matches("class=\"mark\"").count();
            assert_eq!(marks, form.behind.len(), "{}", plot.id);
        }
        assert!(str::from_utf8(&plot.svg).unwrap().starts_with("<svg "));
    }
    let topic = project.topics().next().unwrap();
    let alone = Drawn::read(&packed(false, &topic.id.to_string())).unwrap();
    assert_eq!(alone.plots.len(), 1);
    assert!(alone.plots[0].title.ends_with(&topic.name));
    for cut in [0, 1, 7, bytes.len() / 2, bytes.len() - 1] {
        assert_eq!(Drawn::read(&bytes[..cut]), None, "{cut}");
    }
}
