//! English. The table is spread over files by subject, each of which hands what there is to the
//! next and adds its own.

#[macro_use]
mod codebook;
#[macro_use]
mod commands;
#[macro_use]
mod comparing;
#[macro_use]
mod dialogs;
#[macro_use]
mod exchange;
#[macro_use]
mod file_copy;
#[macro_use]
mod history;
#[macro_use]
mod page;
#[macro_use]
mod recovery;
#[macro_use]
mod registries;
#[macro_use]
mod said;
#[macro_use]
mod sources;

/// A table of words, all in one text.
macro_rules! table {
    ($(#[$what:meta])* $name:ident $($key:ident = $text:literal,)*) => {
        $(#[$what])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(clippy::enum_variant_names, reason = "keys are named after what they say")]
        pub enum $name {
            $($key,)*
        }

        impl $name {
            pub fn text(self) -> &'static str {
                /// A list of texts would come with the address and the length of each.
                static ALL: &str = concat!($($text),*);

                /// Where in it each ends.
                static ENDS: [u16; ends().len()] = ends();

                #[allow(clippy::cast_possible_truncation, reason = "asserted")]
                const fn ends() -> [u16; [$($text),*].len()] {
                    let texts = [$($text),*];
                    let mut ends = [0; _];
                    let (mut end, mut at) = (0, 0);
                    while at < texts.len() {
                        end += texts[at].len();
                        assert!(end <= u16::MAX as usize, "the texts need longer numbers");
                        ends[at] = end as u16;
                        at += 1;
                    }
                    ends
                }

                let at = self as usize;
                let start = at.checked_sub(1).map_or(0, |before| ENDS[before]);
                &ALL[start.into()..ENDS[at].into()]
            }
        }
    };
}

macro_rules! words {
    (() $($rest:tt)*) => {
        table! {
            /// A sentence of the interface.
            Word $($rest)*
        }
    };
}

macro_rules! part_words {
    (() $($rest:tt)*) => {
        table! {
            /// A sentence of what comes when it is needed (`app::parts`): views, dialogs. Code of the page
            /// that said one of these would have all of them come with the page.
            PartWord $($rest)*
        }
    };
}

commands! { (page said recovery words) }
codebook! { (dialogs comparing sources registries history file_copy exchange part_words) }
