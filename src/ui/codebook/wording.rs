use crate::model::{Codebook, EntryKind, Fault, Wrong};
use crate::words::PartWord;

/// What is wrong, in a sentence that says what to do.
pub(in crate::ui) fn fault_in_words(fault: &Fault, name: &str) -> String {
    let word = match fault.wrong {
        Wrong::NoName => PartWord::FaultNoName,
        Wrong::SameName => PartWord::FaultSameName,
        Wrong::Id => PartWord::FaultId,
        Wrong::SameId => PartWord::FaultSameId,
        Wrong::Key => PartWord::FaultKey,
        Wrong::SameKey => PartWord::FaultSameKey,
        Wrong::Unknown => PartWord::FaultUnknown,
        Wrong::NoLabel => PartWord::FaultNoLabel,
        Wrong::NoEnd => PartWord::FaultNoEnd,
        Wrong::Fragments => PartWord::FaultFragments,
        Wrong::Quote => PartWord::FaultQuote,
        Wrong::Version => PartWord::FaultVersion,
        Wrong::NotThere => PartWord::FaultNotThere,
        Wrong::InUse => PartWord::FaultInUse,
        Wrong::Misshapen => PartWord::FaultMisshapen,
    };
    word.with(&[("name", name), ("what", &fault.what)])
}

pub(super) fn kind_in_words(kind: EntryKind) -> &'static str {
    let word = match kind {
        EntryKind::Codebook => PartWord::KindCodebook,
        EntryKind::Label => PartWord::KindLabel,
        EntryKind::Attribute => PartWord::KindAttribute,
        EntryKind::Value | EntryKind::ArticleValue => PartWord::KindValue,
        EntryKind::Relation => PartWord::KindRelation,
        EntryKind::ArticleAttribute => PartWord::KindArticleAttribute,
        EntryKind::Part => PartWord::KindPart,
    };
    word.text()
}

/// What a relation can lead from or to, or an attribute be on.
pub(in crate::ui) fn end_in_words(codebook: &Codebook, end: &str) -> String {
    let word = match end {
        "@actor" => PartWord::EndActor,
        "@canonical_claim" => PartWord::EndCanonicalClaim,
        "@topic" => PartWord::EndTopic,
        _ => {
            let label = codebook.label(&end.into()).map(|it| &it.name);
            let name = label.or_else(|| codebook.relation(&end.into()).map(|it| &it.name));
            return name.and_then(|it| it.get("en")).unwrap_or(end).to_owned();
        }
    };
    word.into()
}
