//! What a newer version of the file format said and this one does not know: kept, and
//! written back as it was.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::Serialize;

/// Unknown keys of one record, in file order by name.
pub type Extra = Option<Rc<BTreeMap<String, Node>>>;

/// A bounded piece of JSON. Readers cap its depth and size before it is built.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Node {
    Null,
    Flag(bool),
    Whole(i64),
    Natural(u64),
    Number(f64),
    Text(String),
    List(Vec<Node>),
    Object(BTreeMap<String, Node>),
}

impl Eq for Node {}
