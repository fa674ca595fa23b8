//! Editing the codebook: each edit is one transaction, also where it changes annotations.

use std::rc::Rc;

use super::{Dialog, Effect, Env, MessageKind, NamedBytes, ProjectsAction, Said, State};
use crate::formats::project_json::{export_codebook, read_codebook};
use crate::formats::safe_file_name;
use crate::model::{
    Change, Codebook, CodebookEdit, Editing, EntryKind, EntryRef, Fate, Fault, Migration, Misfit,
    ProjectId, Property, TransactionName, Uses, Wrong, refitted,
};

#[derive(Debug, PartialEq)]
pub enum CodebookAction {
    /// Edit it, with a note for its log.
    Edit(CodebookEdit, String),
    /// Offer an entry no more, or again.
    Deprecate(EntryRef, bool),
    /// Take an entry out. What is in use is asked about first.
    Remove(EntryRef),
    /// Code by another codebook. What is in use and not in it is asked about first.
    Use(Rc<Codebook>),
    /// Read one from a file; to begin a project with it or to use it here.
    Read {
        name: String,
        bytes: Vec<u8>,
        begin: bool,
        /// The project in which it was chosen.
        project: ProjectId,
    },
    /// Read one of those that are shipped, by the name of its file.
    Load {
        file: &'static str,
        begin: bool,
    },
    /// Say what becomes of what is missing, by its place in the list.
    SetFate(usize, Fate),
    /// Do what was asked about.
    Migrate,
    Export,
}

/// What the view of the codebook remembers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recoding {
    pub asked: Option<Asked>,
    /// The last edit, if it was refused.
    pub refused: Option<Refused>,
}

/// A codebook that lacks what is in use, and where that is to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub codebook: Rc<Codebook>,
    /// The entry that is to be taken out; none when it is another codebook.
    pub removed: Option<EntryRef>,
    /// What is in use and missing, and how often.
    pub missing: Vec<(EntryRef, usize)>,
    /// What is in use and there, but not so.
    pub misfits: Vec<Misfit>,
    /// What becomes of what is missing and then of what does not fit, in the same order; none as
    /// long as nobody has said so.
    pub fates: Vec<Option<Fate>>,
}

impl Asked {
    /// Whether all is said that must be.
    pub fn is_answered(&self) -> bool {
        self.fates.iter().all(Option::is_some)
    }

    /// All that is asked about.
    pub fn entries(&self) -> Vec<&EntryRef> {
        let mut all = Vec::new();
        for (entry, _) in &self.missing {
            all.push(entry);
        }
        for misfit in &self.misfits {
            all.push(&misfit.entry);
        }
        all
    }

    /// Where what is asked about at a place of the list can go. An attribute goes only into one of
    /// its type that the same records can have.
    pub fn offers(&self, at: usize, before: &Codebook) -> Vec<String> {
        let Some((entry, _)) = self.missing.get(at) else {
            return self.misfits[at - self.missing.len()].offers.clone();
        };
        let of = |codebook: &Codebook, id: &str| match entry.kind {
            EntryKind::Attribute => codebook.attribute(&id.into()).cloned(),
            EntryKind::ArticleAttribute => codebook.article_attribute(id).cloned(),
            _ => None,
        };
        let mut all = self.codebook.offered(entry.kind, &entry.of);
        if let Some(mut before) = of(before, &entry.id) {
            // By then they may have the label or the type that this one goes into.
            for ((label, _), fate) in self.missing.iter().zip(&self.fates) {
                if let (EntryKind::Label | EntryKind::Relation, Some(Fate::Into(into))) =
                    (label.kind, fate)
                    && before.on.contains(&label.id)
                {
                    before.on.push(into.clone());
                }
            }
            all.retain(|id| {
                of(&self.codebook, id).is_some_and(|it| {
                    let shared = it.on.iter().any(|on| before.on.contains(on));
                    it.kind == before.kind && (shared || it.on.is_empty())
                })
            });
        }
        all
    }
}

/// An edit that would leave something wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub entry: EntryRef,
    /// The key that was to be set, with the language behind it; `add` for a new entry, nothing
    /// where it was to move, to go or to be offered no more or again.
    pub property: String,
    pub fault: Fault,
}

pub(super) fn step(state: &mut State, action: CodebookAction, env: &mut Env<'_>) -> Vec<Effect> {
    match action {
        CodebookAction::Edit(edit, note) => edit_codebook(state, &edit, &note, env),
        CodebookAction::Deprecate(entry, on) => {
            let closes = state.session.dialog == Some(Dialog::Migration);
            if closes {
                state.session.dialog = None;
            }
            let edit = CodebookEdit::Set(entry, Property::flag("deprecated", on));
            edit_codebook(state, &edit, "", env)
        }
        CodebookAction::Remove(entry) => remove(state, entry, env),
        CodebookAction::Use(codebook) => replace(state, codebook, env),
        // It may arrive when nobody waits for it any more.
        CodebookAction::Read { begin, project, .. }
            if project != state.project.id()
                || state.session.dialog != Some(Dialog::Codebooks { begin }) =>
        {
            Vec::new()
        }
        CodebookAction::Read {
            name, bytes, begin, ..
        } => match read_codebook(&bytes) {
            Ok(codebook) => take(state, name, codebook, begin, env),
            Err(error) => {
                let reason = error.to_string();
                state.say(MessageKind::Error, Said::ProjectRefused { name, reason })
            }
        },
        CodebookAction::Load { file, begin } => {
            vec![Effect::LoadCodebook(file, begin, state.project.id())]
        }
        CodebookAction::SetFate(at, fate) => {
            let asked = state.session.recoding.asked.as_mut();
            if let Some(of) = asked.and_then(|it| it.fates.get_mut(at)) {
                *of = Some(fate);
            }
            Vec::new()
        }
        CodebookAction::Migrate => migrate(state, env),
        CodebookAction::Export => {
            let codebook = state.project.codebook();
            let name = codebook.name.get("en").unwrap_or(&codebook.id);
            let name = format!("{name} {}", codebook.version_number());
            vec![Effect::Download(vec![NamedBytes {
                name: format!("{}.json", safe_file_name(&name, "codebook")),
                mime: "application/json".to_owned(),
                bytes: export_codebook(codebook).into(),
            }])]
        }
    }
}

/// The codebook after an edit by who is at work.
fn edited(
    state: &State,
    edit: &CodebookEdit,
    note: &str,
    env: &Env<'_>,
) -> Result<Option<(Codebook, EntryRef)>, Fault> {
    let me = state.project.annotator(state.me);
    let editing = Editing {
        by: me.map_or(&state.settings.annotator_name, |it| &it.name),
        at: env.now,
        note,
    };
    state.project.codebook().edited(edit, &editing)
}

fn edit_codebook(state: &mut State, edit: &CodebookEdit, note: &str, env: &Env<'_>) -> Vec<Effect> {
    match edited(state, edit, note, env).and_then(|it| fitted(state, edit, it)) {
        Err(fault) => {
            let (entry, property) = place_of(edit);
            state.session.recoding.refused = Some(Refused {
                entry,
                property,
                fault,
            });
            Vec::new()
        }
        Ok(new) => {
            state.session.recoding.refused = None;
            let Some((new, entry, mut changes)) = new else {
                return Vec::new();
            };
            let before = Rc::clone(state.project.codebook());
            let (command, detail) = match edit {
                CodebookEdit::Add { name, .. } => ("add-to-codebook", name.clone()),
                CodebookEdit::Declare(version) => ("declare-codebook", version.clone()),
                CodebookEdit::Remove { .. } => ("remove-from-codebook", before.name_of(&entry)),
                CodebookEdit::Set(_, property) if property.key == "name" => {
                    ("rename-in-codebook", new.name_of(&entry))
                }
                _ => ("edit-codebook", before.name_of(&entry)),
            };
            changes.push(Change::Codebook {
                before,
                after: Rc::new(new),
            });
            let name = TransactionName::new(command, detail.trim());
            state.commit(name, changes, env, |_| ())
        }
    }
}

type Edited = Option<(Codebook, EntryRef)>;

/// What was edited, with the changes by which records fit it. Where some would not, nothing is.
fn fitted(
    state: &State,
    edit: &CodebookEdit,
    new: Edited,
) -> Result<Option<(Codebook, EntryRef, Vec<Change>)>, Fault> {
    let Some((new, entry)) = new else {
        return Ok(None);
    };
    let changes = match edit {
        CodebookEdit::Set(..) => refitted(&state.project, &new, &entry),
        _ => Ok(Vec::new()),
    };
    match changes {
        Ok(changes) => Ok(Some((new, entry, changes))),
        Err(count) => Err(Fault {
            wrong: Wrong::InUse,
            entry,
            what: count.to_string(),
        }),
    }
}

/// Where somebody edited, so that what is wrong is said there.
fn place_of(edit: &CodebookEdit) -> (EntryRef, String) {
    match edit {
        CodebookEdit::Add { kind, of, .. } => (EntryRef::within(*kind, of, ""), "add".to_owned()),
        // Its buttons are beside those that move it or take it out.
        CodebookEdit::Set(entry, property) if property.key == "deprecated" => {
            (entry.clone(), String::new())
        }
        CodebookEdit::Set(entry, property) => {
            let language = property.language.as_ref();
            let behind = language.map(|it| format!(".{it}")).unwrap_or_default();
            (entry.clone(), format!("{}{behind}", property.key))
        }
        CodebookEdit::Move { entry, .. } | CodebookEdit::Remove { entry, .. } => {
            (entry.clone(), String::new())
        }
        CodebookEdit::Declare(_) => (EntryRef::default(), "version".to_owned()),
    }
}

fn remove(state: &mut State, entry: EntryRef, env: &Env<'_>) -> Vec<Effect> {
    let edit = CodebookEdit::Remove {
        entry: entry.clone(),
        to: String::new(),
    };
    let Ok(Some((new, _))) = edited(state, &edit, "", env) else {
        return edit_codebook(state, &edit, "", env);
    };
    // What the codebook did not know before is none of its business now.
    let uses = Uses::of(&state.project);
    let mut missing = uses.missing(&new);
    let before = state.project.codebook();
    missing.retain(|it| before.has(&it.0));
    if missing.is_empty() {
        return edit_codebook(state, &edit, "", env);
    }
    ask(state, Rc::new(new), Some(entry), missing, Vec::new())
}

/// Takes in a codebook that was read.
fn take(
    state: &mut State,
    name: String,
    codebook: Rc<Codebook>,
    begin: bool,
    env: &mut Env<'_>,
) -> Vec<Effect> {
    let mut faults = Vec::new();
    for fault in codebook.check() {
        let name = codebook.name_of(&fault.entry);
        faults.push((fault, name));
    }
    if !faults.is_empty() {
        return state.say(MessageKind::Error, Said::CodebookRefused { name, faults });
    }
    if begin {
        return super::projects::step(state, ProjectsAction::NewWith(codebook), env);
    }
    replace(state, codebook, env)
}

fn replace(state: &mut State, codebook: Rc<Codebook>, env: &Env<'_>) -> Vec<Effect> {
    let mut missing = Uses::of(&state.project).missing(&codebook);
    // Words that became values are asked about all together.
    let before = state.project.codebook();
    missing.retain(|(entry, _)| !before.has_words_at(entry));
    let misfits = Misfit::of(&state.project, &codebook);
    if !missing.is_empty() || !misfits.is_empty() {
        return ask(state, codebook, None, missing, misfits);
    }
    state.session.dialog = None;
    let asked = Asked {
        codebook,
        removed: None,
        missing,
        misfits,
        fates: Vec::new(),
    };
    carry_out(state, &asked, env)
}

fn ask(
    state: &mut State,
    codebook: Rc<Codebook>,
    removed: Option<EntryRef>,
    missing: Vec<(EntryRef, usize)>,
    misfits: Vec<Misfit>,
) -> Vec<Effect> {
    // Nothing is deleted that nobody said should be. What is not there without the entry that is
    // taken out goes with it, unless somebody finds it another place.
    let mut fates = Vec::new();
    for (entry, _) in &missing {
        fates.push(match &removed {
            Some(removed) if entry == removed => None,
            Some(_) => Some(Fate::Delete),
            None => Some(Fate::Keep),
        });
    }
    for _ in &misfits {
        fates.push(Some(Fate::Keep));
    }
    state.session.recoding.asked = Some(Asked {
        codebook,
        removed,
        missing,
        misfits,
        fates,
    });
    super::viewing::open(state, Dialog::Migration)
}

fn migrate(state: &mut State, env: &Env<'_>) -> Vec<Effect> {
    let asked = state.session.recoding.asked.take_if(|it| it.is_answered());
    let Some(mut asked) = asked else {
        return Vec::new();
    };
    state.session.dialog = None;
    if let Some(entry) = &asked.removed {
        // The log says where the annotations went, which nobody knew when it was asked about.
        let fate = asked.missing.iter().position(|it| it.0 == *entry);
        let to = match fate.map(|at| &asked.fates[at]) {
            Some(Some(Fate::Into(id))) => {
                let to = EntryRef::within(entry.kind, &entry.of, id);
                state.project.codebook().name_of(&to)
            }
            _ => String::new(),
        };
        let edit = CodebookEdit::Remove {
            entry: entry.clone(),
            to,
        };
        if let Ok(Some((new, _))) = edited(state, &edit, "", env) {
            asked.codebook = Rc::new(new);
        }
    }
    carry_out(state, &asked, env)
}

fn carry_out(state: &mut State, asked: &Asked, env: &Env<'_>) -> Vec<Effect> {
    let mut fates = Vec::new();
    for (entry, fate) in asked.entries().into_iter().zip(&asked.fates) {
        fates.push((entry.clone(), fate.clone().unwrap_or_default()));
    }
    let before = Rc::clone(state.project.codebook());
    let name = if let Some(entry) = &asked.removed {
        TransactionName::new("remove-from-codebook", &before.name_of(entry))
    } else {
        let name = asked
            .codebook
            .name_of(&EntryRef::new(EntryKind::Codebook, ""));
        TransactionName::new("use-codebook", &name)
    };
    let migration = Migration::of(&state.project, &asked.codebook, &fates);
    let effects = state.commit(name, migration.changes, env, |_| ());
    if !effects.is_empty() && migration.changed + migration.deleted + migration.kept > 0 {
        let said = Said::Migrated {
            changed: migration.changed,
            deleted: migration.deleted,
            kept: migration.kept,
            taken: migration.taken,
        };
        state.say(MessageKind::Note, said);
    }
    effects
}
