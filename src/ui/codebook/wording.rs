use crate::model::{Codebook, EntryKind, Fault, Wrong};
use crate::words::Word;

/// What is wrong, in a sentence that says what to do.
pub(in crate::ui) fn fault_in_words(fault: &Fault, name: &str) -> String {
    let word = match fault.wrong {
        Wrong::NoName => Word::FaultNoName,
        Wrong::SameName => Word::FaultSameName,
        Wrong::Id => Word::FaultId,
        Wrong::SameId => Word::FaultSameId,
        Wrong::Key => Word::FaultKey,
        Wrong::SameKey => Word::FaultSameKey,
        Wrong::Unknown => Word::FaultUnknown,
        Wrong::NoLabel => Word::FaultNoLabel,
        Wrong::NoEnd => Word::FaultNoEnd,
        Wrong::Fragments => Word::FaultFragments,
        Wrong::Quote => Word::FaultQuote,
        Wrong::Version => Word::FaultVersion,
        Wrong::NotThere => Word::FaultNotThere,
        Wrong::InUse => Word::FaultInUse,
        Wrong::Misshapen => Word::FaultMisshapen,
    };
    word.with(&[("name", name), ("what", &fault.what)])
}

pub(super) fn kind_in_words(kind: EntryKind) -> &'static str {
    let word = match kind {
        EntryKind::Codebook => Word::KindCodebook,
        EntryKind::Label => Word::KindLabel,
        EntryKind::Attribute => Word::KindAttribute,
        EntryKind::Value | EntryKind::ArticleValue => Word::KindValue,
        EntryKind::Relation => Word::KindRelation,
        EntryKind::ArticleAttribute => Word::KindArticleAttribute,
        EntryKind::Part => Word::KindPart,
    };
    word.text()
}

/// What a relation can lead from or to, or an attribute be on.
pub(in crate::ui) fn end_in_words(codebook: &Codebook, end: &str) -> String {
    let word = match end {
        "@actor" => Word::EndActor,
        "@canonical_claim" => Word::EndCanonicalClaim,
        "@topic" => Word::EndTopic,
        _ => {
            let label = codebook.label(&end.into()).map(|it| &it.name);
            let name = label.or_else(|| codebook.relation(&end.into()).map(|it| &it.name));
            return name.and_then(|it| it.get("en")).unwrap_or(end).to_owned();
        }
    };
    word.into()
}
