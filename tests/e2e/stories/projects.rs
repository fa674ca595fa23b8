//! Projects and the files they are kept in.

use crate::harness::{Exported, Page, at, stories};

stories! {
    the_sample_is_what_a_visitor_sees_first,
    a_project_comes_back_from_its_file,
    files_that_are_no_project_change_nothing,
    several_projects_live_side_by_side,
    an_address_leads_to_its_annotation,
}

const ONE: &str = "One\n\nThe first article says 🖐️🇨🇱 something.\n";
const TWO: &str = "Two\n\nThe second article says it too.\n";

fn projects() -> crate::harness::Spot {
    at("menu", "Projects")
}

async fn open_menu(page: &Page) {
    page.click(at("banner", "").then("button", "*")).await;
    page.see(projects()).await;
}

async fn the_sample_is_what_a_visitor_sees_first(page: Page) {
    page.open().await;
    page.see(("region", "Article: Kast visita el CECOT en El Salvador"))
        .await;
    assert_eq!(
        page.count(("region", "Article: *")).await,
        2,
        "both articles are shown"
    );
    let welcome = at("region", "Welcome");
    page.see(welcome.clone().then("button", "Both articles report*"))
        .await;
    page.see(welcome.clone().then("button", "Only the *")).await;
    let listed: usize = page
        .of(
            at("listbox", "Annotations").then("option", "*"),
            "Number(it.getAttribute('aria-setsize'))",
        )
        .await;
    assert!(listed > 100, "{listed} annotations");
    // A finding leads to the words behind it.
    page.click(welcome.clone().then("button", "Both articles report*"))
        .await;
    page.until("the focus on a claim", async || {
        page.focused().await.filter(|it| it.starts_with("Claim: "))
    })
    .await;
    // Looking around keeps nothing: the address has no project yet.
    assert!(
        !page.url().await.contains("#project="),
        "{}",
        page.url().await
    );
    page.reload().await;
    page.see(&welcome).await;
    page.open_at("/?again#sample").await;
    page.see(&welcome).await;

    // The first edit makes a copy with an address of its own.
    page.tag((0, "Centro de Confinamiento"), "3").await;
    page.focus_is("Source: Centro de Confinamiento").await;
    page.gone(&welcome).await;
    page.saved().await;
    page.until("an address", async || {
        page.url().await.contains("#project=").then_some(())
    })
    .await;
    let address = page.url().await;
    page.reload().await;
    page.see(("button", "Undo: label Source")).await;
    // The shipped sample itself is as it was.
    page.open_at("/?fresh#sample").await;
    page.see(&welcome).await;
    assert!(page.count(("button", "Undo: label Source")).await == 0);
    // And the copy is where its address says.
    let own = address.split_once('#').map_or("", |it| it.1);
    page.open_at(&format!("/?own#{own}")).await;
    page.see(("button", "Undo: label Source")).await;
}

async fn import(page: &Page, name: &str, bytes: &[u8]) {
    open_menu(page).await;
    page.click(projects().then("menuitem", "Import")).await;
    let file = page.file(name, bytes);
    page.choose_files(
        at("dialog", "Import").then("file", "Files to import"),
        &[&file],
    )
    .await;
}

async fn a_project_comes_back_from_its_file(page: Page) {
    // All kinds of records there are: the sample has them.
    page.open_at("/#sample").await;
    page.see(("region", "Welcome")).await;
    let sample = page.export().await;
    // A fresh profile keeps nothing of it; the file makes a project of its own.
    import(&page, "sample.json", sample.bytes.as_bytes()).await;
    page.see(at("dialog", "Import").then("region", "Preview"))
        .await;
    page.click(at("dialog", "Import").then("button", "Import"))
        .await;
    page.gone(("dialog", "Import")).await;
    page.saved().await;
    page.until("an address", async || {
        page.url().await.contains("#project=").then_some(())
    })
    .await;
    assert_eq!(page.export().await.bytes, sample.bytes);
    page.reload().await;
    page.see(("region", "Article: Kast visita el CECOT en El Salvador"))
        .await;
    assert_eq!(page.export().await.bytes, sample.bytes);
    // It is there now: the same file again is offered as a copy.
    import(&page, "sample.json", sample.bytes.as_bytes()).await;
    page.see(at("dialog", "Import").then("group", "*")).await;
    page.click(at("dialog", "Import").then("button", "Import"))
        .await;
    page.gone(("dialog", "Import")).await;
    page.saved().await;
    let copy = page.export().await;
    assert_ne!(copy.json["project"]["id"], sample.json["project"]["id"]);
    assert_eq!(copy.json["annotations"], sample.json["annotations"]);
}

async fn files_that_are_no_project_change_nothing(page: Page) {
    page.project_of(&[ONE, TWO]).await;
    page.tag((0, "something"), "1").await;
    page.saved().await;
    let before = page.export().await;
    let newer = before
        .bytes
        .replacen("\"version\": \"1.", "\"version\": \"2.", 1);
    let newer = newer.replacen("\"version\":\"1.", "\"version\":\"2.", 1);
    assert_ne!(newer, before.bytes);
    let wrong_quote =
        before
            .bytes
            .replacen("\"quote\": \"something\"", "\"quote\": \"anything\"", 1);
    let files: Vec<(&str, Vec<u8>)> = vec![
        (
            "truncated.json",
            before.bytes.as_bytes()[..before.bytes.len() / 2].to_vec(),
        ),
        (
            "foreign.json",
            b"{\"documents\": [{\"text\": \"Hello\"}]}".to_vec(),
        ),
        ("newer.json", newer.into_bytes()),
        ("empty.json", Vec::new()),
        ("deep.json", "[".repeat(200_000).into_bytes()),
        ("binary.json", vec![0, 159, 146, 150, 255, 254, 0, 1]),
        ("list.json", b"[1, 2, 3]".to_vec()),
    ];
    for (name, bytes) in files {
        import(&page, name, &bytes).await;
        let preview = at("dialog", "Import").then("region", "Preview");
        let said = page.text(preview.then("alert", "*")).await;
        println!("{:?} · {name} · {said}", page.browser);
        assert!(said.len() > 20 && said.contains(' '), "{name}: {said:?}");
        assert!(
            !page
                .is_enabled(at("dialog", "Import").then("button", "Import"))
                .await
        );
        page.press("Escape").await;
        page.gone(("dialog", "Import")).await;
    }
    assert_eq!(page.export().await.bytes, before.bytes);
    // A quote that does not stand there is said before anything is taken.
    if wrong_quote != before.bytes {
        import(&page, "wrong.json", wrong_quote.as_bytes()).await;
        let preview = at("dialog", "Import").then("region", "Preview");
        let said = page.text(preview).await;
        assert!(said.contains("Warnings"), "{said}");
        page.press("Escape").await;
        page.gone(("dialog", "Import")).await;
    }
    assert_eq!(page.export().await.bytes, before.bytes);
    page.reload().await;
    assert_eq!(page.export().await.bytes, before.bytes);
}

async fn manage(page: &Page) {
    open_menu(page).await;
    page.click(projects().then("menuitem", "Manage projects"))
        .await;
    page.see(("dialog", "Projects")).await;
}

async fn leave(page: &Page) {
    page.press("Escape").await;
    page.gone(("dialog", "Projects")).await;
}

async fn rename(page: &Page, title: &str) {
    manage(page).await;
    page.fill(
        at("dialog", "Projects").then("textbox", "Title of the open project"),
        title,
    )
    .await;
    page.press("Tab").await;
    page.until_true(
        "the new title",
        &format!("document.querySelector('.project-button').textContent === '{title}'"),
    )
    .await;
    page.saved().await;
    leave(page).await;
}

fn title(exported: &Exported) -> &str {
    exported.json["project"]["title"]
        .as_str()
        .unwrap_or_default()
}

async fn several_projects_live_side_by_side(page: Page) {
    page.project_with(ONE).await;
    rename(&page, "First").await;
    page.tag("something", "1").await;
    page.saved().await;
    let first = page.export().await;
    assert_eq!(title(&first), "First");

    open_menu(&page).await;
    page.click(projects().then("menuitem", "New project")).await;
    page.see(("heading", "No articles yet")).await;
    rename(&page, "Second").await;
    let file = page.file("two.txt", TWO.as_bytes());
    page.add_files(&[&file]).await;
    page.see(("region", "Article: Two")).await;
    page.saved().await;
    let second = page.export().await;

    // To the first and back: each has its own articles and its own history.
    open_menu(&page).await;
    page.click(projects().then("menuitem", "First")).await;
    page.see(("region", "Article: One")).await;
    page.see(("button", "Undo: label Claim")).await;
    assert_eq!(page.export().await.bytes, first.bytes);
    open_menu(&page).await;
    page.click(projects().then("menuitem", "Second")).await;
    page.see(("region", "Article: Two")).await;
    assert_eq!(page.export().await.bytes, second.bytes);

    // Deleted, and restored, from the list and from the message.
    manage(&page).await;
    let dialog = at("dialog", "Projects");
    page.click(dialog.clone().then("button", "Delete project First"))
        .await;
    page.see(dialog.clone().then("button", "Restore")).await;
    leave(&page).await;
    open_menu(&page).await;
    assert_eq!(page.count(projects().then("menuitem", "First")).await, 0);
    page.press("Escape").await;
    page.gone(projects()).await;
    page.reload().await;
    page.see(("region", "Article: Two")).await;
    manage(&page).await;
    page.click(dialog.clone().then("button", "Restore")).await;
    page.see(dialog.clone().then("button", "Delete project First"))
        .await;
    page.click(dialog.clone().then("button", "Open project First"))
        .await;
    page.gone(&dialog).await;
    page.see(("region", "Article: One")).await;
    assert_eq!(page.export().await.bytes, first.bytes);
}

async fn an_address_leads_to_its_annotation(page: Page) {
    page.project_with(ONE).await;
    page.tag("first", "1").await;
    page.until_true("its address", "location.hash.includes('&annotation=')")
        .await;
    let address = page.url().await;
    page.tag("article", "2").await;
    page.focus_is("Stance: article").await;
    page.until_true("another address", &format!("location.href !== '{address}'"))
        .await;
    // In the page that is open, and in one that begins.
    page.go_to(&address).await;
    page.focus_is("Claim: first").await;
    let path = address
        .strip_prefix(&page.origin())
        .expect("an address of the app");
    page.step_aside().await;
    page.open_at(path).await;
    page.focus_is("Claim: first").await;
    // To another project, in the page that is open: even while the app is about to write the
    // address of what was gone to last.
    page.run::<()>(
        "const key = { key: 'j', code: 'KeyJ', bubbles: true, cancelable: true };
         document.activeElement.dispatchEvent(new KeyboardEvent('keydown', key));
         const late = performance.now() + 200;
         while (performance.now() < late);
         location.hash = '#sample';",
    )
    .await;
    page.see(("region", "Welcome")).await;
    let nowhere = "#project=01234567-89ab-4def-8123-456789abcdef";
    page.step_aside().await;
    page.open_at(&format!("/{nowhere}")).await;
    page.warned("not on this machine").await;
}
