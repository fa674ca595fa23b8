//! The strip beside the text: what stands where along an article.

use std::rc::Rc;

use cotejo::app::{
    Action, AnnotatingAction, COLUMNS, LabelAllAction, Overview, ROWS, Scale, ViewingAction,
};
use cotejo::model::LabelId;
use cotejo::text::ArticleText;
use proptest::prelude::*;

use crate::app::App;
use crate::desk::Desk;

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zñ🙂\\n]{0,80}",
        "(\\n|a long line of words\\n){0,3000}",
        "\\PC{0,4000}"
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_row_begins_at_the_first_place_that_is_in_it(text in text(), row in 0..ROWS) {
        let text = Rc::new(ArticleText::new(text));
        let scale = Scale::new(Rc::clone(&text));
        let place = scale.place(row);
        prop_assert!(place == text.end() || scale.row(place) >= row);
        let before = (0..place.get()).rev().find_map(|it| text.byte(it).ok());
        if let Some(before) = before {
            prop_assert!(scale.row(before) < row, "{before:?} is in row {}", scale.row(before));
        }
    }

    #[test]
    fn what_stands_further_down_is_in_no_row_above(text in text(), at: [u16; 2]) {
        let text = Rc::new(ArticleText::new(text));
        let scale = Scale::new(Rc::clone(&text));
        let mut at = at.map(|it| u32::from(it) % (text.end().get() + 1));
        at.sort_unstable();
        if let (Ok(first), Ok(second)) = (text.byte(at[0]), text.byte(at[1])) {
            prop_assert!(scale.row(first) <= scale.row(second));
            prop_assert!(scale.row(second) < ROWS);
        }
    }
}

fn all_stretches(overview: &Overview) -> Vec<Vec<(usize, usize)>> {
    (0..COLUMNS).map(|it| overview.stretches(it)).collect()
}

#[test]
fn each_label_has_its_column_and_each_annotation_its_rows() {
    let lines = "nothing here\n".repeat(20);
    let desk = Desk::article(
        "en",
        &format!("{lines}[claim:1|a claim]\n{lines}[source:2|her]"),
    );
    let app = App::over(&desk);
    let text = app.state.project.text(desk.first()).unwrap();
    let mut overview = Overview::new(desk.first(), Rc::clone(text));
    overview.follow(&app.state);
    let [claims, stances, sources, _] = &all_stretches(&overview)[..] else {
        panic!("as many as the columns");
    };
    assert_eq!((claims.len(), stances.len(), sources.len()), (1, 0, 1));
    let middle = claims[0].0;
    assert!((450..550).contains(&middle), "{middle}");
    assert!(sources[0].0 > 950, "{sources:?}");
}

#[test]
fn what_is_followed_step_by_step_is_what_is_counted_at_once() {
    let lines = "Many words are in this line of the text.\n".repeat(60);
    let desk = Desk::article("en", &format!("[claim:1|First]. {lines}[source:2|Last]."));
    let mut app = App::over(&desk);
    let article = desk.first();
    let text = Rc::clone(app.state.project.text(article).unwrap());
    let mut followed = Overview::new(article, Rc::clone(&text));
    followed.follow(&app.state);
    let mut check = |app: &App, what: &str| {
        followed.follow(&app.state);
        let mut anew = Overview::new(article, Rc::clone(&text));
        anew.follow(&app.state);
        assert_eq!(
            all_stretches(&followed),
            all_stretches(&anew),
            "after {what}"
        );
    };
    app.act(AnnotatingAction::Delete(desk.handles[&1]));
    check(&app, "deleting");
    app.act(ViewingAction::Search("words".to_owned()));
    let places = app.state.session.search.hits[..5].to_vec();
    let label = LabelId::from("Cue");
    app.act(LabelAllAction::Give {
        label: label.clone(),
        places,
        like: None,
    });
    check(&app, "five at once");
    app.act(Action::Undo);
    check(&app, "undoing");
    let places = app.state.session.search.hits.to_vec();
    app.act(LabelAllAction::Give {
        label,
        places,
        like: None,
    });
    check(&app, "more than are remembered");
    app.act(AnnotatingAction::Relabel(
        desk.handles[&2],
        LabelId::from("Stance"),
    ));
    check(&app, "another label");
}
