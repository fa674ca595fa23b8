//! What a newer version of the file format said and this one does not know: kept, and
//! written back as it was.

use std::rc::Rc;

use super::Node;
use super::sorted::SortedMap;

/// Unknown keys of one record, in file order by name.
pub type Extra = Option<Rc<SortedMap<String, Node>>>;
