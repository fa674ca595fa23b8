//! Going from one stretch that calls for an annotation to the next.

use cotejo::app::{CheckingAction, Said, ViewingAction};
use cotejo::text::Motion;

use crate::app::App;
use crate::desk::Desk;

fn selected(app: &App) -> String {
    let selected = app.state.session.selection.unwrap();
    let text = app.state.project.text(selected.article).unwrap();
    text.slice(selected.span().unwrap()).to_owned()
}

fn at_desk() -> App {
    let desk = Desk::article(
        "en",
        "“One” is covered here: [claim:1|“two”]. Then “three” came, and he said so.",
    );
    let mut app = App::over(&desk);
    app.act(ViewingAction::ShowArticle(desk.first()));
    app
}

#[test]
fn each_step_selects_the_next_one_and_passes_over_what_is_covered() {
    let mut app = at_desk();
    let steps: Vec<String> = (0..3)
        .map(|_| {
            app.act(CheckingAction::NextUncovered(Motion::Forward));
            selected(&app)
        })
        .collect();
    assert_eq!(steps, ["“One”", "“three”", "said"]);
}

#[test]
fn a_step_back_leads_to_the_one_before() {
    let mut app = at_desk();
    for _ in 0..3 {
        app.act(CheckingAction::NextUncovered(Motion::Forward));
    }
    app.act(CheckingAction::NextUncovered(Motion::Backward));
    assert_eq!(selected(&app), "“three”");
}

#[test]
fn behind_the_last_one_that_is_said_and_nothing_moves() {
    let mut app = at_desk();
    for _ in 0..4 {
        app.act(CheckingAction::NextUncovered(Motion::Forward));
    }
    assert_eq!(selected(&app), "said");
    let said = app.said(|it| matches!(it, Said::NothingUncovered).then_some(()));
    assert!(said.is_some());
}
