//! Where spans end, and what encloses them.

use super::{NOTHING, claim};
use crate::desk::Desk;

fn quote(marked: &str) -> Desk {
    let mut desk = Desk::article("en", &format!("[cue:9|Says]: {marked}"));
    desk.relate(1, "signalled_by", 9);
    desk.set(1, "reporting", "direct_quote");
    desk
}

#[test]
fn a_direct_quote_has_marks() {
    for marked in [
        "[claim:1|“no”]",
        "“[claim:1|no]”",
        "[claim:1|«no»]",
        "« [claim:1|no] »",
        "[claim:1|„no“]",
        "[claim:1|„no”]",
        "[claim:1|\"no\"]",
        "\"[claim:1|no]\"",
        "[claim:1|'no']",
        "'[claim:1|no]'",
        "[claim:1|‘no’]",
        "‘[claim:1|no]’",
        "»[claim:1|nein]«",
        // Split, or one of several in an enclosing quotation.
        "[claim:1|“No], she said, [claim:1|ever”]",
        "“No, [claim:1|taxes rise] and fall”",
        "'We don't know, [claim:1|taxes rise], it's so,' she said",
        "“[claim:1|taxes rise], and it goes on in the next paragraph",
        "We say [claim:1|a \"model\" prison]",
    ] {
        assert_eq!(quote(marked).findings(), NOTHING, "{marked}");
    }
    for marked in [
        "[claim:1|no]",
        "“yes”, [claim:1|no], “yes”",
        "It's [claim:1|Chile's], isn't it",
        "the 1990s' [claim:1|no] and more",
        "Ana's [claim:1|taxes] and Ben's",
        "the brothers' [claim:1|no] 's",
    ] {
        assert_eq!(
            quote(marked).findings(),
            ["direct_quote_without_marks 1"],
            "{marked}"
        );
    }
}

#[test]
fn a_post_is_direct_without_marks() {
    let mut desk = quote("[claim:1|Taxes rise] today. And more");
    desk.part(desk.first(), "embedded_post", "Taxes rise today.");
    assert_eq!(desk.findings(), NOTHING);
}

#[test]
fn a_span_cuts_no_word() {
    for marked in [
        "Ta[claim:1|xes] rise",
        "[claim:1|Tax]es rise",
        "[claim:1|40,0]00",
        "[claim:1|nin]\u{303}o",
    ] {
        assert_eq!(claim(marked).findings(), ["cut_word 1"], "{marked}");
    }
    for marked in [
        "[claim:1|Chile]'s",
        "[claim:1|Chile]’s",
        "l’[claim:1|État]",
        "[claim:1|right]-leaning",
    ] {
        assert_eq!(claim(marked).findings(), NOTHING, "{marked}");
    }
}

#[test]
fn a_span_has_no_outer_white_space() {
    for marked in [
        "[claim:1| taxes] rise",
        "[claim:1|taxes ]rise",
        "[claim:1|a\u{a0}]",
        "a[claim:1|\nb]",
    ] {
        assert_eq!(
            claim(marked).findings(),
            ["outer_white_space 1"],
            "{marked}"
        );
    }
    assert_eq!(claim("[claim:1|a] [claim:1|b]").findings(), NOTHING);
    assert_eq!(
        claim("[claim:1|a ], [claim:1|b]").findings(),
        ["outer_white_space 1"]
    );
}

#[test]
fn sentence_punctuation_stays_out_but_for_marks() {
    for marked in [
        "[claim:1|Taxes rise.]",
        "[claim:1|No], he said, [claim:1|never!]",
        "[claim:1|“No”.]",
        "[claim:1|Well…]",
    ] {
        assert_eq!(
            claim(marked).findings(),
            ["trailing_punctuation 1"],
            "{marked}"
        );
    }
    for marked in [
        "[claim:1|“Taxes rise.”]",
        "“[claim:1|Taxes rise.]”",
        "'[claim:1|brothers,]' he said",
        "[claim:1|the U.S.] says",
        "los [claim:1|EE.UU.]",
        "[claim:1|Taxes (they say)]",
    ] {
        assert_eq!(claim(marked).findings(), NOTHING, "{marked}");
    }
    assert_eq!(Desk::article("en", "Ana[cue:1|:] no").findings(), NOTHING);
}
