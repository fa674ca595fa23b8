use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

mod mapping;
mod others;

use super::modal;
use crate::app::{Dialog, OpenedProject, ProjectsAction, Store, ViewingAction};
use crate::formats::{Bundle, Group, NamedFile, Opened, Warning, recognise};
use crate::ui::hooks::{use_selector, use_store};
use crate::ui::messages::title_of;
use crate::ui::parts::{
    button, button_if, callback, dispatching, element, element_of, heading, item, labelled,
    on_click, paragraph, text, worded,
};
use crate::ui::taking::{chosen_files, take_files};
use crate::web::timing;
use crate::words::{PartWord, Word, counted};
use others::Others;

thread_local! {
    /// What was dropped or chosen, waiting for the dialog.
    static STAGED: RefCell<Option<Staged>> = const { RefCell::new(None) };
}

/// What waits to be shown.
pub(in crate::ui) enum Staged {
    Project(NamedFile),
    /// Files of other tools.
    Groups(Vec<Group>),
}

/// Shows files in the import dialog, be it open already or not.
pub(in crate::ui) fn stage(store: &Store, staged: Staged) {
    STAGED.set(Some(staged));
    store.dispatch(ViewingAction::Open(Dialog::Import));
}

/// What a file turned out to be.
struct Preview {
    name: String,
    read: Result<Rc<Opened>, String>,
}

/// Shows what files hold before anything is taken from them.
#[hook]
pub(super) fn use_import() -> Html {
    let store = use_store();
    let rerender = use_force_update();
    let preview = use_mut_ref(|| None::<Preview>);
    let others = use_mut_ref(|| None::<Others>);
    match STAGED.take() {
        Some(Staged::Project(file)) => {
            *preview.borrow_mut() = Some(look_at(&store, file));
            others.replace(None);
        }
        Some(Staged::Groups(groups)) => {
            preview.replace(None);
            let reading = Others::read(&store, groups, {
                let rerender = rerender.clone();
                Rc::new(move || rerender.force_update())
            });
            others.replace(Some(reading));
        }
        None => {}
    }
    // Whoever leaves the dialog does not wait for it any more.
    use_effect_with((), {
        let others = Rc::clone(&others);
        move |()| {
            move || {
                if let Some(others) = &*others.borrow() {
                    others.stop();
                }
            }
        }
    });
    let preview = preview.borrow();
    let keep_both = use_state(|| true);
    let onfiles = {
        let store = store.clone();
        callback(move |event: Event| take_files(store.clone(), chosen_files(&event)))
    };
    let opened = preview
        .as_ref()
        .and_then(|it| it.read.as_ref().ok())
        .cloned();
    let id = opened.as_ref().map(|it| it.project.id());
    let (_, exists) = use_selector(move |state| {
        let exists = id.is_some_and(|it| state.keeps(it));
        (state.session.opened, exists)
    });
    let ready = others.borrow().as_ref().is_some_and(Others::is_ready);
    let onimport = {
        let store = store.clone();
        let opened = opened.clone();
        let others = Rc::clone(&others);
        let copy = exists && *keep_both;
        on_click(move || {
            if let Some(opened) = &opened {
                take(&store, opened, copy);
            } else if let Some(others) = &*others.borrow() {
                others.take_in(&store);
            }
        })
    };
    let keep = |copy: bool, words: PartWord| {
        let keep_both = keep_both.clone();
        let checked = *keep_both == copy;
        let onchange = callback(move |_: Event| keep_both.set(copy));
        let button = html! { <input type="radio" name="existing" {checked} {onchange} /> };
        element("label", "check", [button, text(words.text())])
    };
    let files = html! {
        <input type="file" data-first="true" multiple=true aria-label={PartWord::FilesToImport.text()} onchange={onfiles.clone()} />
    };
    let folder = html! {
        <input type="file" webkitdirectory={true} aria-label={PartWord::FolderToImport.text()} onchange={onfiles} />
    };
    modal(
        Word::Import.text(),
        "import",
        html! {
            <>
                { labelled("file", PartWord::FilesToImport.text(), files) }
                { labelled("file", PartWord::FolderToImport.text(), folder) }
                <div aria-live="polite">
                    if let Some(preview) = &*preview {
                        <section aria-label={PartWord::Preview.text()}>
                            { heading(&preview.name) }
                            { shown(preview) }
                        </section>
                    }
                </div>
                if let Some(others) = &*others.borrow() {
                    <section aria-label={PartWord::Preview.text()}>{ others.shown(&store) }</section>
                }
                if exists {
                    { element("fieldset", "", [
                        worded("legend", "", PartWord::ProjectExists.text()),
                        keep(true, PartWord::KeepBoth),
                        keep(false, PartWord::RestoreOver),
                    ]) }
                }
                { element("div", "row end", [
                    button("", Word::Cancel.text(), dispatching(&store, move || ViewingAction::Close)),
                    button_if(opened.is_some() || ready, "primary", Word::Import.text(), onimport),
                ]) }
            </>
        },
    )
}

fn look_at(store: &Store, file: NamedFile) -> Preview {
    let name = file.name.clone();
    let files = [file];
    let bundle = Bundle(&files);
    let shipped = store.read(|state| Rc::clone(&state.shipped));
    let read = timing::measured("cotejo:import", || {
        let format = recognise(bundle).unwrap_or(crate::formats::FORMATS[0]);
        format.open(bundle, &shipped)
    });
    Preview {
        name,
        read: read.map(Rc::new).map_err(|error| error.to_string()),
    }
}

/// Articles and warnings listed in a preview.
const ARTICLES: usize = 50;
const WARNINGS: usize = 200;

fn shown(preview: &Preview) -> Html {
    let opened = match &preview.read {
        Err(reason) => return html! { <p class="error" role="alert">{ reason.clone() }</p> },
        Ok(opened) => opened,
    };
    let project = &opened.project;
    let summary = PartWord::ImportSummary.with(&[
        ("title", &project.about().title),
        (
            "articles",
            &counted(
                project.articles().len(),
                Word::OneArticle,
                Word::ManyArticles,
            ),
        ),
        (
            "annotations",
            &counted(
                project.annotations().len(),
                Word::OneAnnotation,
                Word::ManyAnnotations,
            ),
        ),
        (
            "relations",
            &counted(
                project.relations().len(),
                Word::OneRelation,
                Word::ManyRelations,
            ),
        ),
    ]);
    let articles = project.ordered_articles();
    let articles = articles.iter().take(ARTICLES).map(|article| {
        let count = project.annotation_count(article.id);
        item(text(&format!("{} · {count}", title_of(article))))
    });
    html! {
        <>
            { paragraph("", &summary) }
            { element_of("ul", "plain-list", articles.collect()) }
            { warnings(&opened.warnings) }
        </>
    }
}

/// What is not taken over as it stands, by its place.
fn warnings(all: &[Warning]) -> Html {
    let more = all.len().saturating_sub(WARNINGS);
    let more = (more > 0).then(|| Word::AndMore.with(&[("count", &more.to_string())]));
    let listed = all.iter().take(WARNINGS).map(ToString::to_string);
    let listed = listed.chain(more).map(|it| item(text(&it)));
    html! {
        if !all.is_empty() {
            { heading(PartWord::Warnings.text()) }
            { element_of("ul", "warnings", listed.collect()) }
        }
    }
}

/// Opens what was read, as a copy where asked.
fn take(store: &Store, opened: &Opened, copy: bool) {
    let start = timing::now();
    store.dispatch(ProjectsAction::TakeIn {
        opened: Box::new(OpenedProject {
            project: opened.project.clone(),
            history: None,
            keep: true,
            warnings: Vec::new(),
        }),
        copy,
    });
    timing::measure_to_next_frame("cotejo:open", start);
}
