//! The codebook.

macro_rules! codebook {
    (($then:ident $($rest:ident)*) $($before:tt)*) => { $then! { ($($rest)*) $($before)*
    } };
}
