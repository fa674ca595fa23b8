//! Project files, read as the page reads them.

use std::rc::Rc;

use cotejo::formats::ReadError;
use cotejo::formats::project_json::{self, Opened};
use cotejo::model::Codebook;

thread_local! {
    static SHIPPED: Rc<Codebook> = Rc::new(Codebook::news_claims());
}

/// The codebook of files that come without one.
pub fn shipped() -> Rc<Codebook> {
    SHIPPED.with(Rc::clone)
}

pub fn read(bytes: &[u8]) -> Result<Opened, ReadError> {
    project_json::read(bytes, &shipped())
}
