//! Records from JSON and to JSON, as kept in journals, codebooks and settings.
//!
//! Each type says once, in a table, what its keys are. JSON is read as one tree, and records
//! are taken out of that.

mod misshapen;
mod values;

pub use misshapen::Misshapen;
use misshapen::Step;

use super::Node;
use super::json::{Limits, Raw};
use super::sorted::SortedMap;

/// What can be taken out of JSON.
pub trait FromNode: Sized {
    /// What is misshapen is said to the decoder, and something empty stands for it.
    fn from_node(node: Node, decoder: &mut Decoder) -> Self;
}

/// Reads what this app has written itself.
pub fn read<T: FromNode>(text: &str) -> Result<T, Misshapen> {
    let raw = Raw::of(text).map_err(|it| Misshapen::new(it.to_string()))?;
    let node = Node::of(raw, &mut Limits::OWN.clone());
    decoded(node.map_err(|it| Misshapen::new(it.problem))?)
}

/// Takes a value out of a tree.
pub fn decoded<T: FromNode>(node: Node) -> Result<T, Misshapen> {
    let mut decoder = Decoder::default();
    let value = T::from_node(node, &mut decoder);
    decoder.finish(value)
}

/// Keeps the first thing that is misshapen. Reading goes on behind it, to no effect: going back
/// from wherever it was found would cost more code than all of the reading.
#[derive(Debug, Default)]
pub struct Decoder {
    misshapen: Option<Misshapen>,
    /// How many objects and lists the value that is being read lies in.
    depth: usize,
    /// How many of the steps to what is misshapen are not known yet. They become known from the
    /// inside out: whoever is left at that depth lies on the way, and nobody else.
    outside: usize,
    /// The key whose value is being read as null, because it is not there.
    missing: Option<&'static str>,
}

impl Decoder {
    /// What was read, unless something in it was misshapen.
    pub fn finish<T>(self, value: T) -> Result<T, Misshapen> {
        self.misshapen.map_or(Ok(value), Err)
    }

    pub fn fail(&mut self, why: &str) {
        if self.misshapen.is_none() {
            self.misshapen = Some(match self.missing {
                Some(key) => Misshapen::missing(key),
                None => Misshapen::new(why),
            });
            self.outside = self.depth;
        }
    }

    fn unexpected(&mut self, node: &Node, expected: &str) {
        self.fail(&misshapen::unexpected(node, expected));
    }

    #[inline(never)]
    fn leave(&mut self, step: Step<'_>) {
        self.missing = None;
        if let Some(misshapen) = &mut self.misshapen
            && self.outside == self.depth
        {
            misshapen.lies(step);
            self.outside -= 1;
        }
        self.depth -= 1;
    }

    /// The keys of an object and what they hold.
    pub fn keys(&mut self, node: Node) -> SortedMap<String, Node> {
        match node {
            Node::Object(keys) => keys,
            node => {
                self.unexpected(&node, "an object");
                SortedMap::new()
            }
        }
    }

    pub fn object(&mut self, node: Node) -> Object<'_> {
        let rest = self.keys(node);
        Object {
            decoder: self,
            rest,
        }
    }

    /// The value of a key, or of an entry whose key is data.
    pub fn entry<T: FromNode>(&mut self, key: &str, value: Node) -> T {
        self.depth += 1;
        let value = T::from_node(value, self);
        self.leave(Step::Key(key));
        value
    }

    pub fn list(&mut self, node: Node) -> Vec<Node> {
        match node {
            Node::List(all) => all,
            node => {
                self.unexpected(&node, "a list");
                Vec::new()
            }
        }
    }

    /// The entry of a list, at this place in it.
    pub fn item<T: FromNode>(&mut self, (at, item): (usize, Node)) -> T {
        self.depth += 1;
        let item = T::from_node(item, self);
        self.leave(Step::Entry(at));
        item
    }

    pub fn pair(&mut self, node: Node) -> (Node, Node) {
        if let Node::List(all) = node
            && let Ok([one, two]) = <[Node; 2]>::try_from(all)
        {
            return (one, two);
        }
        self.fail("expected two values");
        (Node::Null, Node::Null)
    }

    pub fn text(&mut self, node: Node) -> String {
        match node {
            Node::Text(text) => text,
            node => {
                self.unexpected(&node, "a string");
                String::new()
            }
        }
    }

    /// The name of an enum's variant, and what it holds.
    pub fn named(&mut self, node: Node) -> (String, Node) {
        match node {
            Node::Text(name) => return (name, Node::Null),
            Node::Object(all) if all.len() == 1 => {
                if let Some(only) = all.into_iter().next() {
                    return only;
                }
            }
            _ => {}
        }
        self.fail("expected a variant");
        (String::new(), Node::Null)
    }

    /// Which of an enum's variants it is, and what it holds; the first stands for a
    /// misshapen one.
    pub fn variant(&mut self, node: Node, variants: &[&str]) -> (usize, Node) {
        let (name, value) = self.named(node);
        if let Some(at) = variants.iter().position(|it| is_variant(&name, it)) {
            return (at, value);
        }
        self.unknown_variant(&name);
        (0, Node::Null)
    }

    pub fn unknown_variant(&mut self, name: &str) {
        self.fail(&format!("unknown variant `{name}`"));
    }
}

/// An object of which the keys are being read.
#[derive(Debug)]
pub struct Object<'a> {
    decoder: &'a mut Decoder,
    /// The keys that are not read yet.
    pub rest: SortedMap<String, Node>,
}

impl Object<'_> {
    /// The value of a key that must be there, unless null can stand for it.
    pub fn must<T: FromNode>(&mut self, key: &'static str) -> T {
        let value = self.take(key);
        self.decoder.entry(key, value)
    }

    // Not generic, and so code once.
    #[inline(never)]
    fn take(&mut self, key: &'static str) -> Node {
        let value = self.rest.take(key);
        if value.is_none() {
            self.decoder.missing = Some(key);
        }
        value.unwrap_or(Node::Null)
    }

    pub fn or_default<T: FromNode + Default>(&mut self, key: &'static str) -> T {
        if self.rest.contains_key(key) {
            self.must(key)
        } else {
            T::default()
        }
    }
}

/// Whether `name` is what `Variant` is called in JSON: in `snake_case`.
fn is_variant(name: &str, variant: &str) -> bool {
    let mut name = name.chars();
    variant.chars().enumerate().all(|(at, letter)| {
        let capital = letter.is_ascii_uppercase();
        (!capital || at == 0 || name.next() == Some('_'))
            && name.next() == Some(letter.to_ascii_lowercase())
    }) && name.next().is_none()
}

/// The form of a record: its keys in the order in which they are written.
///
/// A key must be there, unless something stands behind `or`: `default`, which is written all
/// the same; `nothing`, which is not; or a value in parentheses. `keeps` names the field for
/// keys that are not known. `only read` stands before what is written in another way.
macro_rules! form {
    ($name:ident {
        $($field:ident $(: $key:literal)? $(or $otherwise:tt)?),* $(,)?
    } $(keeps $rest:ident)?) => {
        $crate::model::form::form!(only read $name {
            $($field $(: $key)? $(or $otherwise)?),*
        } $(keeps $rest)?);

        impl $crate::model::json::ToJson for $name {
            fn write(&self, to: &mut $crate::model::json::Writer) {
                to.object(|to| {
                    $($crate::model::form::form!(
                        @put to $crate::model::form::form!(@key $field $($key)?),
                        self.$field, $($otherwise)?
                    );)*
                    $(for (key, value) in &self.$rest {
                        to.entry(key, value);
                    })?
                });
            }
        }
    };
    (only read $name:ident {
        $($field:ident $(: $key:literal)? $(or $otherwise:tt)?),* $(,)?
    } $(keeps $rest:ident)?) => {
        impl $crate::model::form::FromNode for $name {
            fn from_node(
                node: $crate::model::Node,
                decoder: &mut $crate::model::form::Decoder,
            ) -> Self {
                let mut object = decoder.object(node);
                Self {
                    $($field: $crate::model::form::form!(
                        @read object $crate::model::form::form!(@key $field $($key)?),
                        $($otherwise)?
                    ),)*
                    $($rest: object.rest,)?
                }
            }
        }
    };
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
    (@read $object:ident $key:expr,) => { $object.must($key) };
    (@read $object:ident $key:expr, ($otherwise:expr)) => {
        $object.must::<Option<_>>($key).unwrap_or_else(|| $otherwise)
    };
    (@read $object:ident $key:expr, $otherwise:tt) => { $object.or_default($key) };
    (@put $to:ident $key:expr, $value:expr, nothing) => { $to.entry_if_set($key, &$value) };
    (@put $to:ident $key:expr, $value:expr, $($otherwise:tt)?) => { $to.entry($key, &$value) };
}
pub(crate) use form;

/// Reads a variant by its name.
macro_rules! read_variant {
    ($node:expr, $decoder:ident, $($variant:ident($value:ident) => $read:expr,)*) => {{
        #[derive(Clone, Copy)]
        enum Which {
            $($variant,)*
        }
        let (at, value) = $decoder.variant($node, &[$(stringify!($variant)),*]);
        match [$(Which::$variant),*][at] {
            $(Which::$variant => {
                let $value = value;
                $read
            })*
        }
    }};
}
pub(crate) use read_variant;

/// The form of an enum of which each variant holds one value.
macro_rules! form_of_variants {
    ($name:ident { $($variant:ident),* $(,)? }) => {
        impl $crate::model::form::FromNode for $name {
            fn from_node(
                node: $crate::model::Node,
                decoder: &mut $crate::model::form::Decoder,
            ) -> Self {
                $crate::model::form::read_variant!(node, decoder, $(
                    $variant(value) => Self::$variant(
                        $crate::model::form::FromNode::from_node(value, decoder)
                    ),
                )*)
            }
        }

        impl $crate::model::json::ToJson for $name {
            fn write(&self, to: &mut $crate::model::json::Writer) {
                match self {
                    $(Self::$variant(value) => to.variant(stringify!($variant), value),)*
                }
            }
        }
    };
}
pub(crate) use form_of_variants;

/// The form of what is written as one of some words; the first stands for a misshapen one.
macro_rules! form_of_words {
    ($name:ident::$first:ident) => {
        impl $crate::model::form::FromNode for $name {
            fn from_node(
                node: $crate::model::Node,
                decoder: &mut $crate::model::form::Decoder,
            ) -> Self {
                let word = decoder.text(node);
                word.parse().unwrap_or_else(|_| {
                    decoder.unknown_variant(&word);
                    Self::$first
                })
            }
        }

        impl $crate::model::json::ToJson for $name {
            fn write(&self, to: &mut $crate::model::json::Writer) {
                to.text(<&str>::from(*self));
            }
        }
    };
}
pub(crate) use form_of_words;
