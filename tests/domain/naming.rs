//! What undo says it would take back: in the words of the codebook, never by an id.

use cotejo::app::{
    AnnotatingAction, ArticlesAction, CheckingAction, LinkingAction, RegisteringAction,
};
use cotejo::model::{ArticleField, AttributeValue, End, Polarity, Subject};

use crate::app::App;
use crate::desk::Desk;

fn undo(app: &App) -> String {
    let name = app.state.history.next_undo().unwrap();
    format!("{} {}", name.command, name.detail)
}

#[test]
fn a_part_has_its_name_in_the_codebook() {
    let desk = Desk::article("en", "The mayor wrote that taxes rise.");
    let mut app = App::over(&desk);
    let mut mark = |part: Option<&str>| {
        app.act(ArticlesAction::SetPart {
            article: desk.first(),
            span: desk.span(desk.first(), "taxes rise"),
            part: part.map(Into::into),
        });
        undo(&app)
    };
    assert_eq!(mark(Some("embedded_post")), "set-part embedded post");
    assert_eq!(mark(None), "set-part body");
}

#[test]
fn an_excuse_names_the_rule_in_words() {
    let desk = Desk::article("en", "[claim:1|Taxes rise].");
    let mut app = App::over(&desk);
    app.act(CheckingAction::Excuse {
        rule: "claim_without_source".into(),
        subject: Subject::Annotation(desk.handles[&1]),
        note: "a headline".to_owned(),
    });
    assert_eq!(undo(&app), "add-exception claim without source");
    let key = app.state.project.lint_exceptions().next().unwrap();
    let key = key.key();
    app.act(CheckingAction::TakeBack(key));
    assert_eq!(undo(&app), "remove-exception claim without source");
}

#[test]
fn an_edit_of_an_article_says_of_which_field() {
    let mut app = App::over(&Desk::article("en", "Taxes rise."));
    let id = app.state.project.ordered_articles()[0].id;
    let mut edit = |field: ArticleField| {
        app.act(ArticlesAction::Edit(id, field));
        undo(&app)
    };
    let title = ArticleField::Title("Taxes".to_owned());
    assert_eq!(edit(title), "edit-article title");
    let outlet = ArticleField::Outlet("The Paper".to_owned());
    assert_eq!(edit(outlet), "edit-article Taxes: outlet");
    edit(ArticleField::Title(
        "Taxes rise and nobody knows why".to_owned(),
    ));
    let note = ArticleField::Note("long".to_owned());
    assert_eq!(
        edit(note),
        "edit-article Taxes rise and nobody knows …: note"
    );
}

#[test]
fn a_claim_taken_out_of_its_row_says_out_of_which() {
    let mut desk = Desk::article("en", "[claim:1|Taxes rise].");
    let row = desk.row("Taxes will rise.");
    let mut app = App::over(&desk);
    let mut say = |membership| {
        app.act(RegisteringAction::SetMembership {
            claim: desk.handles[&1],
            membership,
        });
        undo(&app)
    };
    assert_eq!(
        say(Some((row, Polarity::Same))),
        "set-membership Taxes will rise."
    );
    assert_eq!(say(None), "remove-membership Taxes will rise.");
}

#[test]
fn attributes_have_their_names() {
    let desk = Desk::article("en", "[source:1|She] said [claim:2|taxes rise].");
    let end = |number: u32| End::Annotation(desk.handles[&number]);
    let mut app = App::over(&desk);
    let flag = Some(AttributeValue::Flag(true));
    let claim_type = Some(AttributeValue::one("quantity"));
    app.act(AnnotatingAction::SetAttribute(
        desk.handles[&2],
        "claim_type".into(),
        claim_type,
    ));
    assert_eq!(undo(&app), "set-attribute Type");
    let genre = Some(AttributeValue::one("news"));
    app.act(ArticlesAction::SetCoding(
        desk.first(),
        "genre".into(),
        genre,
    ));
    assert_eq!(undo(&app), "set-coding Genre");
    app.relate("attributed_to", end(2), end(1));
    let relation = app.state.project.relations().next().unwrap().id;
    app.act(LinkingAction::SetAttribute(
        relation,
        "negated".into(),
        flag,
    ));
    assert_eq!(undo(&app), "edit-relation Negated");
}
