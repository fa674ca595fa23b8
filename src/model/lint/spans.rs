//! Rules about where spans start and end, whatever their label.

use super::place::Scope;
use super::{Found, Rule};
use crate::model::{Annotation, Subject};
use crate::text::{ArticleText, ByteOffset, TextSpan};

pub(super) fn check(scope: &Scope<'_>, annotation: &Annotation, found: &mut Found) {
    let Some(text) = scope.text_of(annotation) else {
        return;
    };
    let mut first = |rule: Rule, breaks: &dyn Fn(TextSpan) -> bool| {
        let broken = annotation.fragments.iter().copied().find(|&it| breaks(it));
        if let Some(fragment) = broken {
            let place = (annotation.article, fragment);
            found.add(rule, Subject::Annotation(annotation.id), Some(place));
        }
    };
    first(Rule::CutWord, &|it| {
        cuts(text, it.start()) || cuts(text, it.end())
    });
    first(Rule::OuterWhiteSpace, &|it| text.trim(it) != Some(it));
    // A colon can be a cue.
    if annotation.label != "Cue" {
        first(Rule::TrailingPunctuation, &|it| {
            ends_with_punctuation(text, it)
        });
    }
}

/// Whether an edge cuts a word. Beside an apostrophe it does not, though Unicode counts
/// "Chile's" as one word: the name alone is a good Source.
fn cuts(text: &ArticleText, at: ByteOffset) -> bool {
    let (before, after) = text.as_str().split_at(at.get() as usize);
    let apostrophe = |c: char| matches!(c, '\'' | '’');
    !before.ends_with(apostrophe) && !after.starts_with(apostrophe) && text.cuts_word(at)
}

fn ends_with_punctuation(text: &ArticleText, span: TextSpan) -> bool {
    let quote = text.slice(span).trim_end();
    let bare = quote.trim_end_matches(is_sentence_punctuation);
    if bare.len() == quote.len() || bare.trim().is_empty() {
        return false;
    }
    // Inside the closing mark it stays, also when the mark itself was left out.
    let inside = text.as_str()[span.end().get() as usize..].starts_with(super::quotes::is_mark);
    !inside && !is_abbreviation(quote)
}

fn is_sentence_punctuation(c: char) -> bool {
    matches!(
        c,
        '.' | ',' | ';' | ':' | '!' | '?' | '…' | '。' | '，' | '！' | '？' | '؟' | '،'
    )
}

/// "U.S." and "EE.UU." keep their last full stop: another one stands inside the word.
fn is_abbreviation(quote: &str) -> bool {
    let word = quote.rsplit(char::is_whitespace).next().unwrap_or(quote);
    let Some(word) = word.strip_suffix('.') else {
        return false;
    };
    let (inner, last) = word.rsplit_once('.').unwrap_or(("", word));
    !inner.is_empty() && !last.is_empty() && last.chars().all(char::is_alphabetic)
}
