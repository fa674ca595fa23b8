//! A report is asked for, waited for, and handed over, or not waited for any more.

use cotejo::analyst::What;
use cotejo::app::{Dialog, Effect, ReportingAction, Said, UnlinkedAction, ViewingAction, Writing};

use crate::app::App;
use crate::desk::Desk;

fn asked(what: What) -> Writing {
    Writing {
        what,
        title: "Taxes".to_owned(),
        include_data: true,
    }
}

/// In the dialog, waiting for a file.
fn waiting(what: What) -> App {
    let mut app = App::over(&Desk::article("en", "[claim:1|Taxes rise]."));
    app.act(ViewingAction::Open(Dialog::Report));
    let effects = app.act(ReportingAction::Write(asked(what)));
    assert_eq!(effects, [Effect::Write(1, asked(what))]);
    assert_eq!(app.state.session.writing, Some(asked(what)));
    app
}

#[test]
fn what_was_written_is_handed_over_under_its_name() {
    for (what, name, mime) in [
        (What::Report, "Desk report.html", "text/html"),
        (What::Matrix, "Desk matrix.csv", "text/csv"),
        (What::Sources, "Desk sources.csv", "text/csv"),
    ] {
        let mut app = waiting(what);
        let effects = app.act(ReportingAction::Written(1, Some((*b"words").into())));
        let [Effect::Download(files)] = effects.as_slice() else {
            panic!("{effects:?}");
        };
        let [file] = files.as_slice() else {
            panic!("{files:?}");
        };
        assert_eq!((file.name.as_str(), file.mime.as_str()), (name, mime));
        assert_eq!(*file.bytes, *b"words");
        assert_eq!(app.state.session.dialog, None);
        assert_eq!(app.state.session.writing, None);
    }
}

#[test]
fn who_cancels_or_closes_the_dialog_gets_nothing() {
    for way_out in [
        ReportingAction::Cancel.into(),
        cotejo::app::Action::from(ViewingAction::Close),
    ] {
        let mut app = waiting(What::Report);
        assert_eq!(app.act(way_out), [Effect::StopWriting]);
        assert_eq!(app.state.session.writing, None);
        let late = app.act(ReportingAction::Written(1, Some((*b"late").into())));
        assert_eq!(late, []);
        assert_eq!(app.act(ReportingAction::Cancel), []);
    }
}

#[test]
fn what_was_written_of_another_project_is_left() {
    let mut app = waiting(What::Report);
    let effects = app.open(Desk::article("en", "[claim:1|Rents fall].").project);
    assert!(effects.contains(&Effect::StopWriting), "{effects:?}");
    assert_eq!(app.state.session.writing, None);
    app.act(ViewingAction::Open(Dialog::Report));
    let asked_for = app.act(ReportingAction::Write(asked(What::Report)));
    assert_eq!(asked_for, [Effect::Write(2, asked(What::Report))]);
    let late = ReportingAction::Written(1, Some((*b"of before").into()));
    assert_eq!(app.act(late), []);
    let effects = app.act(ReportingAction::Written(2, Some((*b"this").into())));
    assert!(matches!(effects.as_slice(), [Effect::Download(_)]));
}

#[test]
fn where_nothing_can_be_written_it_is_said_and_the_dialog_stays() {
    let mut app = waiting(What::Report);
    assert_eq!(app.act(ReportingAction::Written(1, None)), []);
    assert_eq!(app.state.session.dialog, Some(Dialog::Report));
    assert_eq!(app.state.session.writing, None);
    let said = app.said(|it| matches!(it, Said::NoAnalyst).then_some(()));
    assert_eq!(said, Some(()));
}

#[test]
fn where_candidates_cannot_be_looked_for_the_tray_knows() {
    let desk = Desk::article("en", "[claim:1|Taxes rise]. [claim:2|Rents fall].");
    let mut app = App::over(&desk);
    app.act(UnlinkedAction::Toggle);
    let claim = desk.handles[&1];
    let blind = |app: &App| app.state.session.tray.as_ref().unwrap().blind;
    assert!(!blind(&app));
    app.act(UnlinkedAction::Found(desk.handles[&2], None));
    assert!(!blind(&app), "an answer to what is not asked any more");
    app.act(UnlinkedAction::Found(claim, None));
    assert!(blind(&app));
    app.act(UnlinkedAction::Step(cotejo::text::Motion::Forward));
    assert!(!blind(&app), "the next one is looked for");
}
