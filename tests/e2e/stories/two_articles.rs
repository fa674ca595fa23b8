//! The main job over the two articles that are shipped, whatever it is done with: what is tagged,
//! and what is exported in the end.

use crate::harness::{Exported, Spot, at};

pub const SPANISH: &str = include_str!("../../../static/samples/kast-cecot-es.txt");
pub const ENGLISH: &str = include_str!("../../../static/samples/kast-cecot-en.txt");

pub const CLAIM: &str =
    "“Las medidas no se copian: se estudian y se adaptan a la realidad nacional”";
pub const SOURCE: &str = "Kast tras la visita";
pub const STANCE: &str = "resultados positivos";
pub const CANONICAL: &str = "Security measures are studied, not copied.";
pub const SAME: &str = "rather than to copy it verbatim";

pub fn inspector(role: &str, name: &str) -> Spot {
    at("complementary", "Inspector").then(role, name)
}

/// A claim of the one article with its source and a stance to it, and the same claim in the other.
pub fn is_the_main_job(exported: &Exported) {
    let mut named = exported.named();
    named.sort();
    let name = |label: &str, words: &str| format!("{label}: {words}");
    let (claim, stance) = (name("Claim", CLAIM), name("Stance", STANCE));
    let all = [name("Claim", SAME), claim, name("Source", SOURCE), stance];
    let [_, claim, source, stance] = &all;
    assert_eq!(named, all);
    exported.is_related_by(&[("attributed_to", claim, source), ("targets", stance, claim)]);
    let set = &exported.annotation(stance)["attributes"];
    assert_eq!(
        set,
        &serde_json::json!({ "value": "support", "holder": "unnamed" })
    );
    let memberships = exported.json["memberships"].as_array();
    assert_eq!(memberships.map_or(0, Vec::len), 2);
}
