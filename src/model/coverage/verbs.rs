use crate::model::sorted::SortedSet;
use crate::text::search::lower;

/// Verbs of saying by language, as `static/lexicon/reporting-verbs.txt` lists them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportingVerbs(Vec<List>);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct List {
    language: String,
    forms: SortedSet<String>,
    /// Those that report behind an auxiliary only.
    participles: SortedSet<String>,
    auxiliaries: SortedSet<String>,
}

impl ReportingVerbs {
    /// The list as shipped. The page loads the file instead: see [`Codebook::news_claims`].
    ///
    /// [`Codebook::news_claims`]: crate::model::Codebook::news_claims
    pub fn shipped() -> Self {
        Self::parse(include_str!("../../../static/lexicon/reporting-verbs.txt"))
    }

    /// `[language]` begins a language; `+` comes before its auxiliaries. Any other line is a verb,
    /// a colon and its forms, participles behind `|`. What is behind `#` is a comment.
    pub fn parse(text: &str) -> Self {
        let mut lists: Vec<List> = Vec::new();
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if let Some(language) = line.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
                lists.push(List {
                    language: language.to_owned(),
                    ..List::default()
                });
            }
            let Some(list) = lists.last_mut() else {
                continue;
            };
            if let Some(words) = line.strip_prefix('+') {
                add(words, &mut list.auxiliaries);
            } else if let Some((_, forms)) = line.split_once(':') {
                let (forms, participles) = forms.split_once('|').unwrap_or((forms, ""));
                add(forms, &mut list.forms);
                add(participles, &mut list.participles);
            }
        }
        Self(lists)
    }

    /// Whether there are none: they may be on their way.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those of a language (BCP 47); all where that has none.
    pub(super) fn of(&self, language: &str) -> Vec<&List> {
        let main = language.split('-').next().unwrap_or_default();
        let mut lists: Vec<&List> = self.0.iter().collect();
        if lists.iter().any(|it| it.language == main) {
            lists.retain(|it| it.language == main);
        }
        lists
    }
}

fn add(words: &str, to: &mut SortedSet<String>) {
    for word in words.split_whitespace() {
        to.insert(lower(word));
    }
}

impl List {
    /// Whether a word in small letters reports, given the one before it.
    pub(super) fn reports(&self, before: &str, word: &str) -> bool {
        self.forms.contains(word)
            || self.participles.contains(word) && self.auxiliaries.contains(before)
    }
}
