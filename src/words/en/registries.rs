//! Actors, canonical claims and topics.

macro_rules! registries {
    (($then:ident $($rest:ident)*) $($before:tt)*) => { $then! { ($($rest)*) $($before)*
    } };
}
