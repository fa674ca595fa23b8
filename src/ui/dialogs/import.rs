use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::Modal;
use crate::app::{OpenedProject, ProjectsAction, Store, ViewingAction};
use crate::formats::{Bundle, NamedFile, Opened, recognise};
use crate::ui::app::chosen_files;
use crate::ui::hooks::{use_selector, use_store};
use crate::web::{read_file, timing};
use crate::words::{Word, counted};

thread_local! {
    /// A file that was dropped on the page, waiting for the dialog.
    static STAGED: RefCell<Option<NamedFile>> = const { RefCell::new(None) };
}

/// Keeps a file for the import dialog, which is about to open.
pub(in crate::ui) fn stage(name: String, bytes: Vec<u8>) {
    STAGED.set(Some(NamedFile { name, bytes }));
}

/// What a file turned out to be.
#[derive(Clone)]
struct Preview {
    name: String,
    read: Result<Rc<Opened>, String>,
}

impl PartialEq for Preview {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.read.is_ok() == other.read.is_ok()
    }
}

/// Shows what a file holds before anything is taken from it.
#[component]
pub(super) fn Import() -> Html {
    let store = use_store();
    let preview = use_state(|| STAGED.take().map(look_at));
    let known = use_selector(|state| {
        let mut ids: Vec<_> = state
            .projects
            .iter()
            .filter(|it| !it.deleted)
            .map(|it| it.id)
            .collect();
        if state.stored {
            ids.push(state.project.id());
        }
        ids
    });
    let keep_both = use_state(|| true);
    let onfiles = {
        let preview = preview.clone();
        move |event: Event| {
            let preview = preview.clone();
            let files = chosen_files(&event);
            wasm_bindgen_futures::spawn_local(async move {
                for file in files.into_iter().take(1) {
                    if let Ok(bytes) = read_file(&file).await {
                        preview.set(Some(look_at(NamedFile {
                            name: file.name(),
                            bytes,
                        })));
                    }
                }
            });
        }
    };
    let opened = preview
        .as_ref()
        .and_then(|it| it.read.as_ref().ok())
        .cloned();
    let exists = opened
        .as_ref()
        .is_some_and(|it| known.contains(&it.project.id()));
    let onimport = {
        let store = store.clone();
        let opened = opened.clone();
        let copy = exists && *keep_both;
        move |_| {
            if let Some(opened) = &opened {
                take(&store, opened, copy);
            }
        }
    };
    html! {
        <Modal title={Word::Import.text()} class="import">
            <label class="file">{ Word::FilesToImport.text() }
                <input type="file" data-first="true" accept=".json,application/json" aria-label={Word::FilesToImport.text()} onchange={onfiles} />
            </label>
            if let Some(preview) = &*preview {
                <section aria-label={Word::Preview.text()}>
                    <h3>{ preview.name.clone() }</h3>
                    { shown(preview) }
                </section>
            }
            if exists {
                <fieldset>
                    <legend>{ Word::ProjectExists.text() }</legend>
                    <label class="check">
                        <input type="radio" name="existing" checked={*keep_both} onchange={
                            let keep_both = keep_both.clone();
                            move |_| keep_both.set(true)
                        } />
                        { Word::KeepBoth.text() }
                    </label>
                    <label class="check">
                        <input type="radio" name="existing" checked={!*keep_both} onchange={
                            let keep_both = keep_both.clone();
                            move |_| keep_both.set(false)
                        } />
                        { Word::RestoreOver.text() }
                    </label>
                </fieldset>
            }
            <div class="row end">
                <button type="button" onclick={
                    let store = store.clone();
                    move |_| store.dispatch(ViewingAction::Close)
                }>{ Word::Cancel.text() }</button>
                <button type="button" class="primary" disabled={opened.is_none()} onclick={onimport}>{ Word::Import.text() }</button>
            </div>
        </Modal>
    }
}

fn look_at(file: NamedFile) -> Preview {
    let name = file.name.clone();
    let files = [file];
    let bundle = Bundle(&files);
    let read = timing::measured("cotejo:import", || {
        let format = recognise(bundle).unwrap_or(crate::formats::FORMATS[0]);
        format.open(bundle)
    });
    Preview {
        name,
        read: read.map(Rc::new).map_err(|error| error.to_string()),
    }
}

fn shown(preview: &Preview) -> Html {
    match &preview.read {
        Err(reason) => html! { <p class="error" role="alert">{ reason.clone() }</p> },
        Ok(opened) => {
            let project = &opened.project;
            html! {
                <>
                    <p>
                        { Word::ImportSummary.with(&[
                            ("title", &project.about().title),
                            ("articles", &counted(project.articles().len(), Word::OneArticle, Word::ManyArticles)),
                            ("annotations", &counted(project.annotations().len(), Word::OneAnnotation, Word::ManyAnnotations)),
                            ("relations", &counted(project.relations().len(), Word::OneRelation, Word::ManyRelations)),
                        ]) }
                    </p>
                    <ul class="plain-list">
                        for article in project.ordered_articles().into_iter().take(50) {
                            <li>{ format!("{} · {}", article.title, project.annotation_count(article.id)) }</li>
                        }
                    </ul>
                    if !opened.warnings.is_empty() {
                        <h3>{ Word::Warnings.text() }</h3>
                        <ul class="warnings">
                            for warning in opened.warnings.iter().take(200) {
                                <li>{ warning.to_string() }</li>
                            }
                            if opened.warnings.len() > 200 {
                                <li>{ Word::AndMore.with(&[("count", &(opened.warnings.len() - 200).to_string())]) }</li>
                            }
                        </ul>
                    }
                </>
            }
        }
    }
}

/// Opens what was read, as a copy where asked.
fn take(store: &Store, opened: &Opened, copy: bool) {
    store.dispatch(ProjectsAction::TakeIn {
        opened: Box::new(OpenedProject {
            project: opened.project.clone(),
            history: None,
            keep: true,
            warnings: Vec::new(),
        }),
        copy,
    });
}
