//! What is known about an article: what cannot be a date or an address is not kept.

use cotejo::app::ArticlesAction;
use cotejo::model::{Article, ArticleField};

use crate::app::App;
use crate::desk::Desk;

/// Edits the only article; says whether that was kept.
fn keeps(app: &mut App, field: ArticleField) -> bool {
    let before = article(app).clone();
    app.act(ArticlesAction::Edit(before.id, field));
    *article(app) != before
}

fn article(app: &App) -> &Article {
    app.state.project.ordered_articles()[0]
}

#[test]
fn what_is_no_date_is_not_kept() {
    let mut app = App::over(&Desk::article("en", "Taxes rise."));
    for field in [ArticleField::Published, ArticleField::Retrieved] {
        let mut date = |text: &str| keeps(&mut app, field(text.to_owned()));
        assert!(date("2026-01-30"));
        assert!(!date("30/01/2026"));
        assert!(!date("2026-13-45"));
        assert!(date(""), "an article may say nothing");
    }
}

#[test]
fn an_address_is_one_of_the_web() {
    let mut app = App::over(&Desk::article("en", "Taxes rise."));
    let mut address = |text: &str| keeps(&mut app, ArticleField::Url(text.to_owned()));
    assert!(address("https://example.org/a"));
    assert!(address("http://example.org/a"));
    for text in [
        "example.org",
        "javascript:alert(1)",
        "https://",
        "ftp://example.org",
    ] {
        assert!(!address(text), "{text}");
    }
    assert!(address(""));
    assert!(!app.state.project.ordered_articles()[0].url.contains(':'));
}

#[test]
fn other_fields_take_any_words() {
    let mut app = App::over(&Desk::article("en", "Taxes rise."));
    assert!(keeps(&mut app, ArticleField::Note("30/01/2026".to_owned())));
}
