//! Claims that may say the same: what is needed for it is loaded when it is first asked for.

use std::cell::RefCell;
use std::rc::Rc;

use crate::app::{MOST_CANDIDATES, Store, UnlinkedAction};
use crate::model::AnnotationId;
use crate::suggest::{Lexicon, Pairing};
use crate::web::Fetching;
use crate::web::timing::spawn;

/// Words of two languages that mean the same, beside the app.
const LEXICON: &str = "lexicon/es-en.txt";

pub(super) type Index = Rc<RefCell<Option<Pairing>>>;

/// Looks for candidates and says which were found. Without the lexicon there are fewer.
pub(super) fn find(index: &Index, store: &Store, claim: AnnotationId) {
    let (index, store) = (Rc::clone(index), store.clone());
    spawn(async move {
        if index.borrow().is_none() {
            let bytes = Fetching::begin(LEXICON).bytes().await.unwrap_or_default();
            let words = String::from_utf8(bytes).unwrap_or_default();
            let mut index = index.borrow_mut();
            if index.is_none() {
                *index = Some(Pairing::new(Lexicon::parse(&words)));
            }
        }
        let found = match index.borrow_mut().as_mut() {
            Some(pairing) => store.read(|state| {
                pairing.update(&state.project);
                pairing.candidates(&state.project, claim, MOST_CANDIDATES)
            }),
            None => Vec::new(),
        };
        store.dispatch(UnlinkedAction::Found(claim, found));
    });
}
