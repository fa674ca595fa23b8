use super::field::fields;
use super::form::form;
use super::timestamp::is_date;
use super::{ArticleId, Extra, OrderKey, PartId, Provenance};
use crate::text::TextSpan;

/// One text with what is known about it. What the article does not say stays empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    pub id: ArticleId,
    pub order: OrderKey,
    pub title: String,
    pub outlet: String,
    pub author: String,
    /// As the user wrote it: newspapers give anything from a year to a minute. Files of others
    /// may have other words here; they are kept.
    pub published: String,
    pub url: String,
    /// BCP 47; empty when nobody knows.
    pub language: String,
    pub retrieved: String,
    pub note: String,
    /// Oldest first; never empty. The last one is current.
    pub revisions: Vec<Revision>,
    pub extra: Extra,
}

/// One state of an article's text. The text itself is kept under its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Counts from 1.
    pub n: u32,
    pub text: TextHash,
    pub source: RevisionSource,
    pub extra: Extra,
}

/// What is needed to get the original bytes back from the canonical text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RevisionSource {
    pub file_name: Option<String>,
    /// `utf-8`, `utf-16le`, `utf-16be` or `windows-1252`; empty when not known.
    pub encoding: String,
    pub bom: bool,
    /// Where carriage returns were taken out, as `ingest` counts them.
    pub carriage_returns: Vec<u32>,
    /// Where a line ended with a carriage return alone.
    pub lone_carriage_returns: Vec<u32>,
    /// Hash of the original bytes.
    pub sha256: Option<TextHash>,
}

/// SHA-256 of a canonical text in UTF-8, or of original bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextHash(pub [u8; 32]);

impl TextHash {
    pub fn of(bytes: &[u8]) -> Self {
        use sha2::Digest;
        Self(sha2::Sha256::digest(bytes).into())
    }
}

impl std::fmt::Display for TextHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl From<TextHash> for String {
    fn from(hash: TextHash) -> Self {
        hash.to_string()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a SHA-256 has 64 hexadecimal digits")]
pub struct BadHash;

impl TryFrom<String> for TextHash {
    type Error = BadHash;

    fn try_from(text: String) -> Result<Self, BadHash> {
        let mut hash = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return Err(BadHash);
        }
        for (byte, digits) in hash.iter_mut().zip(text.as_bytes().chunks(2)) {
            let digits = std::str::from_utf8(digits).map_err(|_| BadHash)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| BadHash)?;
        }
        Ok(Self(hash))
    }
}

impl Article {
    /// What can be edited by itself. Where lines ended can be a million numbers.
    pub(super) fn without_revisions(&self) -> Self {
        Self {
            id: self.id,
            order: self.order.clone(),
            title: self.title.clone(),
            outlet: self.outlet.clone(),
            author: self.author.clone(),
            published: self.published.clone(),
            url: self.url.clone(),
            language: self.language.clone(),
            retrieved: self.retrieved.clone(),
            note: self.note.clone(),
            revisions: Vec::new(),
            extra: self.extra.clone(),
        }
    }

    /// The current revision.
    ///
    /// # Panics
    /// Never for an article in a project: one without revisions is refused there.
    pub fn current(&self) -> &Revision {
        self.revisions
            .last()
            .expect("a project refuses articles without revisions")
    }

    pub fn revision(&self, n: u32) -> Option<&Revision> {
        self.revisions.iter().find(|it| it.n == n)
    }
}

fields! { ArticleField {
    Order(OrderKey),
    Title(String),
    Outlet(String),
    Author(String),
    Published(String),
    Url(String),
    Language(String),
    Retrieved(String),
    Note(String),
    Revisions(Vec<Revision>),
}}

impl ArticleField {
    /// Whether it can be what it says it is: a date, or the address of a page.
    pub fn is_sound(&self) -> bool {
        match self {
            Self::Published(it) | Self::Retrieved(it) => it.is_empty() || is_date(it),
            Self::Url(it) => {
                let begins = |with| it.strip_prefix(with).is_some_and(|it| !it.is_empty());
                it.is_empty() || begins("http://") || begins("https://")
            }
            _ => true,
        }
    }
}

impl Article {
    pub fn key(&self) -> ArticleId {
        self.id
    }
}

/// A stretch of an article: headline, summary, embedded post, boilerplate. What no part
/// covers is body.
#[allow(
    clippy::struct_field_names,
    reason = "`part` is the glossary's word for the kind too"
)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub article: ArticleId,
    pub revision: u32,
    pub part: PartId,
    pub span: TextSpan,
    pub provenance: Provenance,
    pub extra: Extra,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartKey {
    pub article: ArticleId,
    pub revision: u32,
    pub span: TextSpan,
    pub part: PartId,
}

impl Part {
    pub fn key(&self) -> PartKey {
        PartKey {
            article: self.article,
            revision: self.revision,
            span: self.span,
            part: self.part.clone(),
        }
    }
}

form!(Article {
    id,
    order,
    title,
    outlet,
    author,
    published,
    url,
    language,
    retrieved,
    note,
    revisions,
    extra
});
form!(Revision {
    n,
    text,
    source,
    extra
});
form!(RevisionSource {
    file_name,
    encoding,
    bom,
    carriage_returns,
    lone_carriage_returns or nothing,
    sha256
});
form!(Part {
    article,
    revision,
    part,
    span,
    provenance,
    extra
});
form!(PartKey {
    article,
    revision,
    span,
    part
});
