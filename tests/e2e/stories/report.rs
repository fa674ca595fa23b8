//! From two articles that nobody has read yet to a report on them.

use serde_json::Value;

use crate::harness::{Page, Spot, at, report, stories};

stories! { two_articles_become_a_report_in_few_steps }

const SPANISH: &str = include_str!("../../../static/samples/kast-cecot-es.txt");
const ENGLISH: &str = include_str!("../../../static/samples/kast-cecot-en.txt");

/// Claims of the Spanish and of the English article, each with what says it.
const CLAIMS: [(usize, &str, Option<&str>); 8] = [
    (0, "visitó el Centro de Confinamiento del Terrorismo", None),
    (
        0,
        "el país pasó de ser uno de los más peligrosos de la región a uno de los más seguros",
        Some("Kast tras la visita"),
    ),
    (
        0,
        "“Las medidas no se copian: se estudian y se adaptan a la realidad nacional”",
        Some("Kast tras la visita"),
    ),
    (0, "tiene capacidad para 40,000 prisioneros", None),
    (
        1,
        "visited El Salvador's sprawling Terrorism Confinement Center",
        None,
    ),
    (
        1,
        "his visit was intended to study and understand it rather than to copy it verbatim",
        Some("Kast stressed"),
    ),
    (
        1,
        "at least 480 people have died",
        Some("The human rights group Socorro Juridico"),
    ),
    (1, "have capacity for up to 40,000 inmates", None),
];

fn tray() -> Spot {
    at("region", "Unlinked claims")
}

async fn two_articles_become_a_report_in_few_steps(page: Page) {
    page.copy_elsewhere(SPANISH).await;
    page.open().await;
    page.leave_the_sample().await;
    page.paste_as_article().await;
    page.copy_elsewhere(ENGLISH).await;
    page.open().await;
    page.paste_as_article().await;

    let mut tagged = Vec::new();
    for (pane, claim, source) in CLAIMS {
        page.tag((pane, claim), "1").await;
        let Some(source) = source else { continue };
        // From the one that was tagged last to the other.
        let other = if tagged.contains(&source) {
            source
        } else {
            page.tag((pane, source), "3").await;
            tagged.push(source);
            claim
        };
        page.press("l").await;
        page.see(("combobox", "Other end")).await;
        page.click_on((pane, other)).await;
        page.see(at("complementary", "Inspector").then("button", "Delete relation to*"))
            .await;
    }

    page.press("z").await;
    page.see(tray()).await;
    for (of, first) in [
        ("visitó el Centro", Some("visited El Salvador")),
        ("el país pasó", None),
        ("Las medidas no", Some("his visit was intended")),
        ("tiene capacidad", Some("have capacity")),
        ("at least 480", None),
    ] {
        page.holds(
            tray(),
            &format!("it.querySelector('strong').textContent.includes('{of}')"),
        )
        .await;
        match first {
            Some(first) => {
                page.holds(
                    tray(),
                    &format!("it.querySelector('li p')?.textContent.includes(\"{first}\")"),
                )
                .await;
                page.press("1").await;
            }
            None => page.press("n").await,
        }
    }
    page.see(tray().then("paragraph", "Every claim has its row."))
        .await;

    page.catch_downloads().await;
    page.click(("button", "Report")).await;
    page.click(at("dialog", "Report").then("button", "Report (HTML)"))
        .await;
    let html = page.caught().await;
    let actions = page.actions();
    report(&format!(
        "{:?} · two articles became a report in {actions} user actions",
        page.browser
    ));
    assert!(actions <= 80, "it took {actions} user actions");
    shows_who_says_what(&page, &html).await;
}

/// The report, opened by itself: rows, quotes and who they are by.
async fn shows_who_says_what(page: &Page, html: &str) {
    // From disk, as its readers do: a page made by the app would have the app's policy.
    let file = page.file("report.html", html.as_bytes());
    page.go_to(&format!("file://{}", file.display())).await;
    page.until_true("the report", "document.querySelector('h1') !== null")
        .await;
    // Its own policy lets in its own style sheet.
    page.until_true(
        "its styles",
        "getComputedStyle(document.body).maxWidth !== 'none'",
    )
    .await;
    for words in [
        "“Las medidas no se copian: se estudian y se adaptan a la realidad nacional”",
        "his visit was intended to study and understand it rather than to copy it verbatim",
        "at least 480 people have died",
        "The human rights group Socorro Juridico",
    ] {
        page.until_true(
            words,
            &format!("document.body.textContent.includes(\"{words}\")"),
        )
        .await;
    }
    is_accessible(page).await;
    page.until_true(
        "five rows",
        "document.querySelectorAll('#matrix ~ * tbody tr, #matrix tbody tr').length >= 5",
    )
    .await;
}

/// What axe-core finds in the report.
async fn is_accessible(page: &Page) {
    let axe = std::env::var("COTEJO_AXE").expect("COTEJO_AXE is where axe-core is");
    let axe = std::fs::read_to_string(axe).expect("axe-core can be read");
    page.run::<Value>(&axe).await;
    let wrong: Vec<String> = page
        .run_async(
            "const { violations } = await axe.run(document);
             return violations.flatMap((it) =>
               it.nodes.map((node) => `${it.id}: ${node.html.slice(0, 160)} (${node.failureSummary})`));",
            Vec::new(),
        )
        .await;
    report(&format!(
        "{:?} · axe-core found {} violations in the report",
        page.browser,
        wrong.len()
    ));
    assert!(wrong.is_empty(), "{wrong:#?}");
}
