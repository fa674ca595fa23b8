//! Sources and their plots.

macro_rules! sources {
    (($then:ident $($rest:ident)*) $($before:tt)*) => { $then! { ($($rest)*) $($before)*
    } };
}
