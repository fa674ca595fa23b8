//! Records from JSON and to JSON, as kept in journals, codebooks and settings.
//!
//! Each type says once, in a table, what its keys are. A value is read as it stands in the
//! text: nothing is built but what is kept.

mod decoder;
mod misshapen;
mod values;

pub use decoder::{Back, Decoder, Object};
pub use misshapen::Misshapen;

use super::json::{Raw, ToJson, compact};

/// What can be read from JSON.
pub trait FromJson: Sized {
    /// Reads the value that comes next, and goes behind it whatever it is. What is misshapen
    /// is said to the decoder, and something empty stands for it.
    fn from_json(decoder: &mut Decoder<'_>) -> Self;
}

/// Reads what this app has written itself.
pub fn read<T: FromJson>(text: &str) -> Result<T, Misshapen> {
    let raw = Raw::of(text).map_err(|it| Misshapen::new(it.to_string(), 0))?;
    read_raw(raw)
}

/// Reads a value as it stands in a text.
pub fn read_raw<T: FromJson>(raw: Raw<'_>) -> Result<T, Misshapen> {
    let mut decoder = Decoder::of(raw);
    let value = T::from_json(&mut decoder);
    decoder.finish(value)
}

/// Reads as another type what a value is in JSON.
pub fn reread<T: FromJson>(value: &dyn ToJson) -> Result<T, Misshapen> {
    let json = compact(value);
    read_raw(Raw::written(&json))
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
        impl $crate::model::form::FromJson for $name {
            fn from_json(decoder: &mut $crate::model::form::Decoder<'_>) -> Self {
                let mut object = decoder.object();
                let read = Self {
                    $($field: $crate::model::form::form!(
                        @read object $crate::model::form::form!(@key $field $($key)?),
                        $($otherwise)?
                    ),)*
                    $($rest: object.rest(),)?
                };
                object.end();
                read
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

/// Reads a variant by its name, and what it holds.
macro_rules! read_variant {
    ($decoder:ident, $($variant:ident => $read:expr,)*) => {{
        #[derive(Clone, Copy)]
        enum Which {
            $($variant,)*
        }
        let (at, back) = $decoder.variant(&[$(stringify!($variant)),*]);
        let read = match [$(Which::$variant),*][at] {
            $(Which::$variant => $read,)*
        };
        $decoder.close(back);
        read
    }};
}
pub(crate) use read_variant;

/// The form of an enum of which each variant holds one value.
macro_rules! form_of_variants {
    ($name:ident { $($variant:ident),* $(,)? }) => {
        impl $crate::model::form::FromJson for $name {
            fn from_json(decoder: &mut $crate::model::form::Decoder<'_>) -> Self {
                $crate::model::form::read_variant!(decoder, $(
                    $variant => Self::$variant(
                        $crate::model::form::FromJson::from_json(decoder)
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
        impl $crate::model::form::FromJson for $name {
            fn from_json(decoder: &mut $crate::model::form::Decoder<'_>) -> Self {
                let word = decoder.text();
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
