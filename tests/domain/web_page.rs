//! What of a saved web page becomes the article.

use cotejo::ingest::{
    ATTRIBUTES, Inert, PageEvent, WebPage, article_of, ingest_bytes, is_web_page, may_be_web_page,
};
use proptest::prelude::*;
use scraper::{ElementRef, Html};

/// The events of a page, as `web::page_events` gives them in a browser.
fn events(html: &str) -> Vec<PageEvent> {
    let mut events = Vec::new();
    read(Html::parse_document(html).root_element(), &mut events);
    events
}

fn read(element: ElementRef<'_>, events: &mut Vec<PageEvent>) {
    let attribute = |name: &&'static str| Some((*name, element.attr(name)?.to_owned()));
    let attributes = ATTRIBUTES.iter().filter_map(attribute).collect();
    events.push(PageEvent::Open(
        element.value().name().to_owned(),
        attributes,
    ));
    for child in element.children() {
        if let Some(element) = ElementRef::wrap(child) {
            read(element, events);
        } else if let Some(text) = child.value().as_text() {
            events.push(PageEvent::Text(text.to_string()));
        }
    }
    events.push(PageEvent::Close);
}

fn article(html: &str) -> WebPage {
    article_of(&events(html)).unwrap()
}

const PAGE: &str = r#"<!DOCTYPE html>
<html lang="es-CL"><head>
<meta charset="utf-8">
<title>Kast visita el CECOT | Diario Uno</title>
<meta property="og:title" content="¡No creerás a quién visitó Kast!">
<meta property="og:site_name" content="Diario Uno">
<meta name="author" content="Ana Pérez">
<meta property="article:author" content="https://example.org/ana">
<meta property="article:published_time" content="2026-01-30T11:20:00-03:00">
<link rel="canonical" href="https://example.org/kast-cecot">
<script>var text = "<p>Not the article</p>";</script>
<style>p { color: red }</style>
</head><body>
<header><nav><ul><li><a href="/">Portada</a></li><li>Deportes</li></ul></nav></header>
<main>
<h1>Kast visita
    el <em>CECOT</em></h1>
<div class="share"><a href="x">Compartir</a> <a href="y">Enviar</a></div>
<article>
<figure><img src="kast.jpg"><figcaption>Foto: archivo</figcaption></figure>
<p>El presidente electo <b>visitó</b> la cárcel&nbsp;hoy.</p>
<p>“Las medidas no se copian:<br> se estudian”, dijo. <a href="z">Bukele</a> asintió.</p>
<aside><p>Suscríbase a nuestro boletín, que llega cada día a su correo.</p></aside>
<h2><a href="w">Enfoque en seguridad</a></h2>
<ul><li>Uno de los más seguros</li><li><a href="v">Lea también: otra nota</a></li></ul>
<p hidden>Oculto</p>
<script>track()</script>
<blockquote>Son 40.000 presos.</blockquote>
</article>
</main>
<footer><p>Todos los derechos reservados.</p></footer>
</body></html>"#;

#[test]
fn the_article_comes_without_what_stands_around_it() {
    let page = article(PAGE);
    assert_eq!(
        page.text,
        "Kast visita el CECOT\n\n\
         El presidente electo visitó la cárcel\u{a0}hoy.\n\n\
         “Las medidas no se copian:\nse estudian”, dijo. Bukele asintió.\n\n\
         Enfoque en seguridad\n\n\
         Uno de los más seguros\n\n\
         Son 40.000 presos.\n"
    );
}

#[test]
fn what_the_page_says_about_the_article_is_proposed() {
    let page = article(PAGE);
    assert_eq!(page.title, "Kast visita el CECOT");
    assert_eq!(page.outlet, "Diario Uno");
    assert_eq!(page.author, "Ana Pérez");
    assert_eq!(page.published, "2026-01-30");
    assert_eq!(page.url, "https://example.org/kast-cecot");
    assert_eq!(page.language, "es-CL");
}

#[test]
fn what_the_page_does_not_say_stays_empty() {
    let page = article("<p>Only a paragraph.</p><script>alert(1)</script>");
    let text = "Only a paragraph.\n".to_owned();
    assert_eq!(
        page,
        WebPage {
            text,
            ..WebPage::default()
        }
    );
    // An address that is none is not taken for one.
    let page = article("<link rel=canonical href='javascript:alert(1)'><p>Text.</p>");
    assert_eq!(page.url, "");
    let page =
        article("<title>The title</title><p>Text <time datetime='2026-02-01T10:00'>x</time>.");
    assert_eq!(
        (page.title.as_str(), page.published.as_str()),
        ("The title", "2026-02-01")
    );
    assert_eq!(page.text, "The title\n\nText x.\n");
}

#[test]
fn a_list_of_articles_is_not_mistaken_for_its_first() {
    let page = article(
        "<main><article><p>First teaser.</p></article><article><p>Second teaser.</p></article></main>",
    );
    assert_eq!(page.text, "First teaser.\n\nSecond teaser.\n");
}

#[test]
fn a_page_without_text_has_no_article() {
    for html in [
        "",
        "<html></html>",
        "<nav><p>Menu</p></nav>",
        "<p> &nbsp;</p>",
        "<a href=x>Go</a>",
    ] {
        assert_eq!(article_of(&events(html)), None, "{html}");
    }
}

#[test]
fn markup_is_told_from_text() {
    for html in [
        PAGE,
        "\n<html><p>x",
        "<!-- saved from url=(0022)https://example.org --><HTML><body>x</body></HTML>",
        "<div><p>Pasted</p></div>",
    ] {
        assert!(is_web_page(None, html), "{html}");
    }
    for text in [
        "",
        "Kast visits <CECOT>\n\nText",
        "<3 is a heart",
        "<Name withheld>, a neighbour, said so.",
        "The tag </p> ends a paragraph.",
    ] {
        assert!(!is_web_page(None, text), "{text}");
        assert!(!is_web_page(Some("note.txt"), text), "{text}");
    }
    assert!(is_web_page(Some("page.HTM"), "<b>Short"));
    assert!(!is_web_page(Some("page.html"), "No markup at all"));
}

proptest! {
    #[test]
    fn no_page_is_missed_at_a_glance(
        html in "[ \t\n\u{b}\u{85}\u{a0}\u{2003}\u{3000}]{0,4}[<a\u{3c3c}]?(html|p)>[a-z ]{0,9}(</p>)?",
        form in 0..5_usize,
    ) {
        let wide = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            let units = std::iter::once(0xFEFF).chain(html.encode_utf16());
            units.flat_map(bytes).collect()
        };
        let western = |c: char| u8::try_from(u32::from(c)).unwrap_or(b' ');
        let bytes = match form {
            0 => html.clone().into_bytes(),
            1 => format!("\u{feff}{html}").into_bytes(),
            2 => wide(u16::to_le_bytes),
            3 => wide(u16::to_be_bytes),
            _ => html.chars().map(western).collect(),
        };
        if let Ok(read) = ingest_bytes(Some("page.html"), &bytes)
            && is_web_page(Some("page.html"), &read.text)
        {
            prop_assert!(may_be_web_page(&bytes));
        }
    }

    #[test]
    fn no_page_panics_and_no_text_is_invented(html in "(<(p|div|a|article|h1|br|script|li)( hidden)?>|</(p|div|a|article|h1|li)>|[a-z ]{0,6}|&nbsp;){0,40}") {
        let events = events(&html);
        if let Some(page) = article_of(&events) {
            for line in page.text.lines() {
                prop_assert_eq!(line.trim_matches(' '), line);
            }
            prop_assert!(page.text.ends_with('\n'));
        }
    }

    #[test]
    fn events_that_do_not_match_up_do_no_harm(ends in proptest::collection::vec(0_u8..4, 0..30)) {
        let events: Vec<PageEvent> = ends
            .into_iter()
            .map(|it| match it {
                0 => PageEvent::Close,
                1 => PageEvent::Open("p".to_owned(), Vec::new()),
                2 => PageEvent::Open("nav".to_owned(), Vec::new()),
                _ => PageEvent::Text("words".to_owned()),
            })
            .collect();
        let _ = article_of(&events);
    }
}

/// Pieces of which markup is made, well or not.
const PIECES: &[&str] = &[
    "<p onclick='run()'>",
    "</p>",
    "on and on ",
    "<b style=\"color:red\" title='a > b'>",
    "</b>",
    "\"",
    "'",
    "<style>p{}</style>",
    "<STYLE media=x>",
    "</style >",
    "<!-- <a href=\"x -->",
    "-->",
    "<",
    ">",
    " = ",
    "<script>\"<a onx='\"</script>",
    "<textarea><p on",
    "</textarea>",
    "<img src=x OnError = run()>",
    "<a href=it's onfocus=x>",
    "<br/onload=run()>",
    "ónice ",
    "<i\nonblur\n=\n'x'>",
    "<a on>",
    "<title>on",
    "</title>",
    "<br/>",
    "<p style>",
    "a < b on c",
    "<!doctype html>",
    "<?on x?>",
    "<p x='\"' only=\"'\" style=y>",
    "<base HREF=//0>",
    "<hr href>",
    "<one-page>",
    "</one-page>",
    " \u{fdd0}one &#xFDD1; &#64978;",
];

/// Such pieces of drawings and formulas, in which other rules hold.
const DRAWINGS: &[&str] = &[
    "<svg>",
    "</svg>",
    "<math>",
    "</math>",
    "<svg/onload=run()>",
    "<math><mtext><table><mglyph><style>",
    "<style/>",
    "<svg width=1 />",
    "<![CDATA[ <style onx='y'> ]]>",
    "<foreignObject><p ONmouseover=x>",
    "</foreignObject>",
    "<animate onbegin=run() />",
    "<b </onclick=run()>",
    "<svg><desc><style><a onfocus=x>",
];

/// The words of a page, without those of scripts and style sheets. White space before the first word is
/// nobody's.
fn words(page: &Html, inert: Option<&Inert>) -> String {
    let as_it_was = |read: &str| match inert {
        Some(inert) => inert.as_it_was(read.to_owned()),
        None => read.to_owned(),
    };
    let mut words = String::new();
    for node in page.tree.nodes() {
        let parent = node.parent().and_then(ElementRef::wrap);
        let name = parent.map_or(String::new(), |it| as_it_was(it.value().name()));
        if let Some(text) = node.value().as_text()
            && !matches!(&*name, "script" | "style")
        {
            words.push_str(&as_it_was(text));
        }
    }
    words.trim_start().to_owned()
}

fn nothing_acts(page: &Html) -> Result<(), TestCaseError> {
    for element in page.tree.root().descendants().filter_map(ElementRef::wrap) {
        prop_assert_ne!(element.value().name(), "style", "{}", page.html());
        for (name, _) in element.value().attrs() {
            let acts = name == "style" || name == "href" || name.starts_with("on");
            prop_assert!(!acts, "{name} in {}", page.html());
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn what_acts_is_gone_and_no_word_is_another(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..12)) {
        let html = pieces.concat();
        let inert = Inert::of(&html);
        let (before, after) = (Html::parse_document(&html), Html::parse_document(inert.html()));
        prop_assert_eq!(words(&before, None), words(&after, Some(&inert)), "{}", inert.html());
        nothing_acts(&after)?;
    }

    #[test]
    fn what_acts_is_gone_from_drawings_too(pieces in prop::collection::vec(
        prop_oneof![prop::sample::select(PIECES), prop::sample::select(DRAWINGS)],
        0..12,
    )) {
        let html = pieces.concat();
        nothing_acts(&Html::parse_document(Inert::of(&html).html()))?;
    }
}

#[test]
fn a_style_that_a_drawing_closes_at_once_takes_nothing_with_it() {
    let html =
        "<svg><svg/><style/></svg><p>The first words.</p><svg /><style>p{}</style><p>The rest.</p>";
    let inert = Inert::of(html);
    let after = Html::parse_document(inert.html());
    assert_eq!(words(&after, Some(&inert)), "The first words.The rest.");
}

#[test]
fn addresses_are_there_under_another_name() {
    let inert = Inert::of("<link rel=canonical href='/a'>");
    let page = Html::parse_document(inert.html());
    let mut elements = page.tree.root().descendants().filter_map(ElementRef::wrap);
    let link = elements.find(|it| it.value().name() == "link").unwrap();
    assert_eq!(link.attr(&inert.called("href")), Some("/a"));
    assert_eq!(link.attr(&inert.called("rel")), Some("canonical"));
    assert_eq!(link.attr("href"), None);
}

#[test]
fn where_every_mark_is_taken_the_words_are_what_they_were() {
    let marks: String = ('\u{fdd0}'..='\u{fdef}').collect();
    let html = format!("<p title='on'>on {marks}</p>");
    let inert = Inert::of(&html);
    assert_eq!(inert.html(), html);
    assert_eq!(inert.as_it_was(marks.clone()), marks);
}
