//! Editing the codebook: ids that stay, versions, a log, and where annotations go.

mod edits;
mod migrating;
mod misfits;
mod shipped;
mod uses;

use cotejo::app::{Action, CodebookAction};
use cotejo::model::*;

use crate::app::App;

pub fn label(id: &str) -> EntryRef {
    EntryRef::new(EntryKind::Label, id)
}

pub fn attribute(id: &str) -> EntryRef {
    EntryRef::new(EntryKind::Attribute, id)
}

pub fn relation(id: &str) -> EntryRef {
    EntryRef::new(EntryKind::Relation, id)
}

pub fn value(of: &str, id: &str) -> EntryRef {
    EntryRef::within(EntryKind::Value, of, id)
}

pub fn rename(entry: EntryRef, name: &str) -> CodebookEdit {
    CodebookEdit::Set(entry, Property::in_language("name", "en", name))
}

pub fn add(kind: EntryKind, of: &str, name: &str) -> CodebookEdit {
    CodebookEdit::Add {
        kind,
        of: of.to_owned(),
        name: name.to_owned(),
        id: None,
    }
}

pub fn remove(entry: EntryRef) -> CodebookEdit {
    CodebookEdit::Remove {
        entry,
        to: String::new(),
    }
}

/// The codebook after edits by Ana, each of which must be taken.
pub fn after(codebook: &Codebook, edits: &[CodebookEdit]) -> Codebook {
    let mut codebook = codebook.clone();
    for edit in edits {
        let editing = Editing {
            by: "Ana",
            ..Editing::default()
        };
        if let Some((new, _)) = codebook.edited(edit, &editing).unwrap() {
            codebook = new;
        }
    }
    codebook
}

pub fn refused(codebook: &Codebook, edit: &CodebookEdit) -> Wrong {
    codebook
        .edited(edit, &Editing::default())
        .unwrap_err()
        .wrong
}

pub fn edit(edit: CodebookEdit) -> Action {
    CodebookAction::Edit(edit, String::new()).into()
}

/// Answers every question with this.
pub fn migrate(app: &mut App, fate: &Fate) {
    let count = app.state.session.recoding.asked.as_ref().unwrap();
    for at in 0..count.missing.len() {
        app.act(CodebookAction::SetFate(at, fate.clone()));
    }
    app.act(CodebookAction::Migrate);
}
