//! Drawings as they cross from the analyst to the page: markup that is ready to be shown, and
//! what is behind each mark of it.
//!
//! They cross as bytes. The page only puts them where they are to be seen, so it has no code that
//! draws; and markup is read by the browser, which is quicker at it than elements made one by one.

use std::rc::Rc;

use uuid::Uuid;

use crate::formats::drawing::{Drawing, Use};
use crate::formats::plots::{About, NETWORK, Scene};
use crate::model::sources::Sources;
use crate::model::{AnnotationId, Project, TopicId};

/// What was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// What is to be seen at once, in sentences.
    pub findings: Vec<String>,
    pub plots: Vec<Rc<Plot>>,
}

/// A drawing in all its forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plot {
    pub id: String,
    pub title: String,
    /// What is not drawn, in a sentence, or empty.
    pub rest: String,
    pub picture: Form,
    pub table: Form,
    /// Rows that the table does not have.
    pub more_rows: usize,
    pub svg: Rc<[u8]>,
    pub csv: Rc<[u8]>,
}

/// Markup, with what is behind its elements of the class `mark`, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    pub markup: Rc<str>,
    pub behind: Vec<Rc<[AnnotationId]>>,
}

/// The names of what a network can be about, beside ids of topics.
pub const EVERYTHING: &str = "";
pub const NO_TOPIC: &str = "none";

/// Draws all there is, or the network alone.
pub(super) fn draw(project: &Project, sources: &Sources, topic: &str, all: bool) -> Vec<u8> {
    let about = match topic {
        EVERYTHING => About::Everything,
        NO_TOPIC => About::NoTopic,
        id => id
            .parse()
            .map_or(About::Everything, |it: Uuid| About::Topic(TopicId(it))),
    };
    let scene = Scene::new(project, None, sources);
    let (findings, mut drawings) = if all {
        (scene.findings(), scene.drawings(about))
    } else {
        (Vec::new(), vec![scene.network(about)])
    };
    let mut bytes = Packing::default();
    bytes.number(findings.len());
    for it in findings {
        bytes.text(it.as_bytes());
    }
    if sources.voices.is_empty() {
        // Nobody to be shown; what stands on nobody's word still is.
        drawings.retain(|it| it.id != NETWORK && it.marks.iter().any(|it| !it.behind.is_empty()));
    }
    bytes.number(drawings.len());
    for it in &drawings {
        bytes.drawing(it);
    }
    bytes.0
}

#[derive(Default)]
struct Packing(Vec<u8>);

impl Packing {
    fn number(&mut self, number: usize) {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        self.0.extend(number.to_le_bytes());
    }

    fn text(&mut self, text: &[u8]) {
        self.number(text.len());
        self.0.extend_from_slice(text);
    }

    fn form(&mut self, markup: &str, behind: &[Vec<AnnotationId>]) {
        self.text(markup.as_bytes());
        self.number(behind.len());
        for list in behind {
            self.number(list.len());
            for id in list {
                self.0.extend_from_slice(id.0.as_bytes());
            }
        }
    }

    fn drawing(&mut self, drawing: &Drawing) {
        for it in [drawing.id, &drawing.title, &drawing.rest] {
            self.text(it.as_bytes());
        }
        let mut behind = Vec::new();
        let picture = drawing.svg(Use::Page(&mut behind));
        self.form(&picture, &behind);
        behind.clear();
        let (table, more_rows) = drawing.table_html(Some(&mut behind));
        self.form(&table, &behind);
        self.number(more_rows);
        self.text(drawing.svg(Use::Alone).as_bytes());
        self.text(&drawing.csv());
    }
}

impl Drawn {
    /// Takes apart what the analyst packed, unless somebody else did.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut rest = Unpacking(bytes);
        let mut drawn = Self::default();
        for _ in 0..rest.number()? {
            drawn.findings.push(rest.text()?);
        }
        for _ in 0..rest.number()? {
            drawn.plots.push(Rc::new(rest.plot()?));
        }
        rest.0.is_empty().then_some(drawn)
    }
}

struct Unpacking<'a>(&'a [u8]);

impl Unpacking<'_> {
    fn number(&mut self) -> Option<usize> {
        let (number, rest) = self.0.split_first_chunk::<4>()?;
        self.0 = rest;
        usize::try_from(u32::from_le_bytes(*number)).ok()
    }

    fn bytes(&mut self) -> Option<&[u8]> {
        let length = self.number()?;
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    fn text(&mut self) -> Option<String> {
        str::from_utf8(self.bytes()?).ok().map(str::to_owned)
    }

    fn form(&mut self) -> Option<Form> {
        let markup = Rc::from(str::from_utf8(self.bytes()?).ok()?);
        let mut behind = Vec::new();
        for _ in 0..self.number()? {
            let mut list = Vec::new();
            for _ in 0..self.number()? {
                let (id, rest) = self.0.split_first_chunk::<16>()?;
                self.0 = rest;
                list.push(AnnotationId(Uuid::from_bytes(*id)));
            }
            behind.push(list.into());
        }
        Some(Form { markup, behind })
    }

    fn plot(&mut self) -> Option<Plot> {
        Some(Plot {
            id: self.text()?,
            title: self.text()?,
            rest: self.text()?,
            picture: self.form()?,
            table: self.form()?,
            more_rows: self.number()?,
            svg: self.bytes()?.into(),
            csv: self.bytes()?.into(),
        })
    }
}
