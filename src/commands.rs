//! Everything a person can ask for by name. Keys, menus, the palette and the sheet of
//! shortcuts are four views of one table.

mod chord;
mod keymap;
mod resolve;

pub use chord::{BadChord, Chord, KeyPress};
pub use keymap::{Typing, chords_of, command_for, key_of_label, taken_by};
pub use resolve::give_or_arm;

use crate::app::{Action, State};
use crate::words::Word;

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Stable: key of keymaps, and `data-command` in the page.
    pub name: &'static str,
    pub title: Word,
    pub group: Group,
    pub keys: &'static [&'static str],
    pub scope: Scope,
    /// The action this means right now; `None` greys it out everywhere.
    pub resolve: fn(&State) -> Option<Action>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::EnumIter)]
pub enum Group {
    Annotate,
    Link,
    Move,
    Select,
    Article,
    Project,
    View,
}

/// Where a command's keys work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Even while typing into a field.
    Anywhere,
    /// Wherever nobody is typing.
    NotTyping,
    /// With the keyboard in an article or a list.
    Reading,
}

/// The command of that name.
pub fn command(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|it| it.name == name)
}

macro_rules! commands {
    ($($group:ident { $($name:literal $title:ident [$($key:literal)*] $scope:ident $resolve:expr;)* })*) => {
        /// Every command, in the order in which menus and sheets show them.
        pub static COMMANDS: &[Command] = &[$($(
            Command {
                name: $name,
                title: Word::$title,
                group: Group::$group,
                keys: &[$($key),*],
                scope: Scope::$scope,
                resolve: $resolve,
            },
        )*)*];
    };
}

use resolve as r;

commands! {
    Annotate {
        "label-1" Label1 ["1"] Reading |it| r::label(it, "1");
        "label-2" Label2 ["2"] Reading |it| r::label(it, "2");
        "label-3" Label3 ["3"] Reading |it| r::label(it, "3");
        "label-4" Label4 ["4"] Reading |it| r::label(it, "4");
        "label-5" Label5 ["5"] Reading |it| r::label(it, "5");
        "label-6" Label6 ["6"] Reading |it| r::label(it, "6");
        "label-7" Label7 ["7"] Reading |it| r::label(it, "7");
        "label-8" Label8 ["8"] Reading |it| r::label(it, "8");
        "label-9" Label9 ["9"] Reading |it| r::label(it, "9");
        "annotate-without-words" AnnotateWithoutWords ["0"] Reading r::without_words;
        "add-fragment" AddFragment ["F"] Reading r::add_fragment;
        "remove-fragment" RemoveFragment ["Shift+F"] Reading r::remove_fragment;
        "start-outwards" StartOutwards ["Shift+code:Comma"] Reading r::start_outwards;
        "start-inwards" StartInwards ["code:Comma"] Reading r::start_inwards;
        "end-outwards" EndOutwards ["Shift+code:Period"] Reading r::end_outwards;
        "end-inwards" EndInwards ["code:Period"] Reading r::end_inwards;
        "toggle-edge-unit" ToggleEdgeUnit ["U"] Reading r::toggle_edge_unit;
        "toggle-snap" ToggleSnap ["X"] Reading r::toggle_snap;
        "edit-attributes" EditAttributes ["E"] Reading r::edit_attributes;
        "label-all" LabelAll ["O"] Reading r::label_all;
        "edit-note" EditNote ["N"] Reading r::edit_note;
        "delete-annotation" DeleteAnnotation ["Delete" "Backspace"] Reading r::delete_annotation;
        "undo" Undo ["Mod+Z"] NotTyping r::undo;
        "redo" Redo ["Mod+Shift+Z" "Mod+Y"] NotTyping r::redo;
    }
    Link {
        "add-relation" AddRelation ["L"] Reading r::add_relation;
        "set-actor" SetActor ["A"] Reading r::set_actor;
        "set-canonical-claim" SetCanonicalClaim ["M"] Reading r::set_canonical_claim;
        "unlinked-claims" ShowUnlinked ["Z"] Reading r::unlinked_claims;
    }
    Select {
        "select-word" SelectWord ["W"] Reading r::select_word;
        "select-sentence" SelectSentence ["S"] Reading r::select_sentence;
        "select-paragraph" SelectParagraph ["P"] Reading r::select_paragraph;
        "select-text" SelectText ["Mod+A"] Reading r::select_text;
        "select-annotation" SelectAnnotation ["T"] Reading r::select_annotation;
        "focus-here" FocusHere ["Enter"] Reading r::focus_here;
        "clear" Clear ["Escape"] NotTyping r::clear;
    }
    Move {
        "next-annotation" NextAnnotation ["J"] Reading r::next_annotation;
        "previous-annotation" PreviousAnnotation ["K"] Reading r::previous_annotation;
        "show-in-list" ShowInList ["I"] Reading r::show_in_list;
        "next-uncovered" NextUncovered ["Q"] Reading |it| r::uncovered(it, crate::text::Motion::Forward);
        "previous-uncovered" PreviousUncovered ["Shift+Q"] Reading |it| r::uncovered(it, crate::text::Motion::Backward);
        "next-pane" NextPane ["F6"] Anywhere r::next_pane;
        "previous-pane" PreviousPane ["Shift+F6"] Anywhere r::previous_pane;
        "link-scrolling" LinkScrolling [] NotTyping r::link_scrolling;
        "search" Search ["/"] NotTyping r::search;
        "next-hit" NextHit ["G"] Reading r::next_hit;
        "previous-hit" PreviousHit ["Shift+G"] Reading r::previous_hit;
        "caret-right" CaretRight ["ArrowRight"] Reading r::caret_right;
        "caret-left" CaretLeft ["ArrowLeft"] Reading r::caret_left;
        "caret-down" CaretDown ["ArrowDown"] Reading r::caret_down;
        "caret-up" CaretUp ["ArrowUp"] Reading r::caret_up;
        "caret-word-right" CaretWordRight ["Mod+ArrowRight"] Reading r::caret_word_right;
        "caret-word-left" CaretWordLeft ["Mod+ArrowLeft"] Reading r::caret_word_left;
        "caret-sentence-right" CaretSentenceRight ["H"] Reading r::caret_sentence_right;
        "caret-sentence-left" CaretSentenceLeft ["Shift+H"] Reading r::caret_sentence_left;
        "caret-paragraph-down" CaretParagraphDown ["Mod+ArrowDown"] Reading r::caret_paragraph_down;
        "caret-paragraph-up" CaretParagraphUp ["Mod+ArrowUp"] Reading r::caret_paragraph_up;
        "caret-line-start" CaretLineStart ["Home"] Reading r::caret_line_start;
        "caret-line-end" CaretLineEnd ["End"] Reading r::caret_line_end;
        "caret-text-start" CaretTextStart ["Mod+Home"] Reading r::caret_text_start;
        "caret-text-end" CaretTextEnd ["Mod+End"] Reading r::caret_text_end;
        "extend-right" ExtendRight ["Shift+ArrowRight"] Reading r::extend_right;
        "extend-left" ExtendLeft ["Shift+ArrowLeft"] Reading r::extend_left;
        "extend-down" ExtendDown ["Shift+ArrowDown"] Reading r::extend_down;
        "extend-up" ExtendUp ["Shift+ArrowUp"] Reading r::extend_up;
        "extend-word-right" ExtendWordRight ["Mod+Shift+ArrowRight"] Reading r::extend_word_right;
        "extend-word-left" ExtendWordLeft ["Mod+Shift+ArrowLeft"] Reading r::extend_word_left;
        "extend-sentence-right" ExtendSentenceRight ["Y"] Reading r::extend_sentence_right;
        "extend-sentence-left" ExtendSentenceLeft ["Shift+Y"] Reading r::extend_sentence_left;
        "extend-paragraph-down" ExtendParagraphDown ["Mod+Shift+ArrowDown"] Reading r::extend_paragraph_down;
        "extend-paragraph-up" ExtendParagraphUp ["Mod+Shift+ArrowUp"] Reading r::extend_paragraph_up;
        "extend-line-start" ExtendLineStart ["Shift+Home"] Reading r::extend_line_start;
        "extend-line-end" ExtendLineEnd ["Shift+End"] Reading r::extend_line_end;
        "extend-text-start" ExtendTextStart ["Mod+Shift+Home"] Reading r::extend_text_start;
        "extend-text-end" ExtendTextEnd ["Mod+Shift+End"] Reading r::extend_text_end;
    }
    Article {
        "add-article" AddArticle [] NotTyping r::add_article;
        "article-details" ArticleDetails ["D"] Reading r::article_details;
        "toggle-fully-read" ToggleFullyRead ["R"] Reading r::toggle_fully_read;
        "mark-headline" MarkHeadline [] Reading |it| r::mark_part(it, "headline");
        "mark-summary" MarkSummary [] Reading |it| r::mark_part(it, "summary");
        "mark-body" MarkBody [] Reading |it| r::mark_part(it, "body");
        "mark-embedded-post" MarkEmbeddedPost [] Reading |it| r::mark_part(it, "embedded_post");
        "mark-boilerplate" MarkBoilerplate [] Reading |it| r::mark_part(it, "boilerplate");
        "remove-article" RemoveArticle [] Reading r::remove_article;
    }
    Project {
        "new-project" NewProject [] NotTyping r::new_project;
        "new-project-with" NewProjectWith [] NotTyping r::new_project_with;
        "open-sample" OpenSample [] NotTyping r::open_sample;
        "projects" Projects [] NotTyping r::projects;
        "history" History [] NotTyping r::history;
        "import" Import [] NotTyping r::import;
        "export" Export [] NotTyping r::export;
        "file-copy" KeepFileCopy [] NotTyping r::file_copy;
        "confirm-omission" ConfirmOmission ["Shift+R"] Reading r::confirm_omission;
        "checks" Checks ["C"] Reading r::checks;
        "evidence-chain" EvidenceChain ["Shift+V"] Reading r::evidence_chain;
        "report" Report [] NotTyping r::report;
        "registries" Registries [] NotTyping r::registries;
        "same-actors" LookForSame [] NotTyping r::same_actors;
        "use-codebook" UseAnotherCodebook [] NotTyping r::use_codebook;
        "export-codebook" ExportCodebook [] NotTyping r::export_codebook;
    }
    View {
        "commands" Commands ["Mod+K"] Anywhere r::commands;
        "shortcuts" Shortcuts ["?"] NotTyping r::shortcuts;
        "appearance" Appearance [] NotTyping r::appearance;
        "reading-mode" ReadingMode ["B"] Reading r::reading_mode;
        "view-read" ViewRead [] NotTyping |it| r::view(it, crate::app::View::Read);
        "view-compare" ViewCompare [] NotTyping |it| r::view(it, crate::app::View::Compare);
        "view-sources" ViewSources [] NotTyping |it| r::view(it, crate::app::View::Sources);
        "view-codebook" ViewCodebook [] NotTyping |it| r::view(it, crate::app::View::Codebook);
    }
}
