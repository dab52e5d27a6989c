//! A report's words as copies are compared by: small letters, no punctuation, no possessive, no page furniture.

use readout_core::{Reading, Span};
use xxhash_rust::xxh3::xxh3_64;

/// The words of one report.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    /// Each word as a hash of its normal form.
    pub(crate) ids: Vec<u64>,
    /// Where each stands, in bytes.
    pub(crate) spans: Vec<Span>,
    /// Whether each is more than grammar.
    pub(crate) content: Vec<bool>,
    /// Whether each stands inside quotation marks.
    pub(crate) quoted: Vec<bool>,
}

impl Words {
    /// The words of `reading`, without those in `left_out` (sorted, without overlaps).
    pub(crate) fn of(reading: &Reading, left_out: &[Span]) -> Self {
        Self::of_text(&reading.text, left_out)
    }

    /// The words of a text, likewise.
    pub(crate) fn of_text(text: &str, left_out: &[Span]) -> Self {
        let mut words = Self::default();
        let mut out = left_out.iter().peekable();
        let (mut quoted, mut at) = (false, 0);
        let (mut spans, mut word) = (Spans::new(text), String::new());
        while let Some(span) = spans.step(&mut word) {
            // A quotation that is never closed ends with its paragraph, unless the next one opens with a mark again, which sets it anew.
            for character in text[at..span.start as usize].chars() {
                match character {
                    '“' | '„' => quoted = true,
                    '”' | '\n' => quoted = false,
                    '"' => quoted = !quoted,
                    _ => {}
                }
            }
            at = span.end as usize;
            while out.next_if(|left| left.end <= span.start).is_some() {}
            if out.peek().is_some_and(|left| left.overlaps(span)) {
                continue;
            }
            words.ids.push(xxh3_64(word.as_bytes()));
            words.spans.push(span);
            words.content.push(!is_function_word(&word));
            words.quoted.push(quoted);
        }
        words
    }

    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The stretch from the first to before the last of a run of words.
    pub(crate) fn stretch(&self, start: usize, end: usize) -> Span {
        match (self.spans.get(start), end.checked_sub(1).and_then(|last| self.spans.get(last))) {
            (Some(first), Some(last)) if start < end => first.cover(*last),
            (Some(next), _) => Span { start: next.start, end: next.start },
            _ => Span { start: 0, end: 0 },
        }
    }

    /// The words that overlap `span`.
    pub(crate) fn within(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.spans.partition_point(|word| word.end <= span.start);
        let end = self.spans.partition_point(|word| word.start < span.end);
        start..end.max(start)
    }
}

/// The words of a text in order, each with its normal form.
pub(crate) struct Spans<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Spans<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }
}

impl Iterator for Spans<'_> {
    type Item = (Span, String);

    fn next(&mut self) -> Option<Self::Item> {
        let mut word = String::new();
        self.step(&mut word).map(|span| (span, word))
    }
}

impl Spans<'_> {
    /// The next word, with its normal form written over `word`: to go through a text without a new string for each.
    fn step(&mut self, word: &mut String) -> Option<Span> {
        let rest = &self.text[self.at..];
        let start = self.at + rest.find(char::is_alphanumeric)?;
        word.clear();
        let mut end = self.text.len();
        let mut characters = self.text[start..].char_indices().peekable();
        while let Some((offset, character)) = characters.next() {
            let next = characters.peek().map(|(_, next)| *next);
            let inside = next.is_some_and(char::is_alphanumeric);
            match character {
                _ if character.is_ascii_alphanumeric() => word.push(character.to_ascii_lowercase()),
                _ if character.is_alphanumeric() => word.extend(character.to_lowercase()),
                // Apostrophes, and the marks inside a number or an abbreviation, belong to the word but are not compared.
                '\'' | '’' | '‘' if inside => {
                    if next == Some('s')
                        && self.text[start + offset + character.len_utf8() + 1..]
                            .chars()
                            .next()
                            .is_none_or(|after| !after.is_alphanumeric())
                    {
                        end = start + offset + character.len_utf8() + 1;
                        break;
                    }
                }
                ',' if inside && next.is_some_and(|next| next.is_ascii_digit()) && word.ends_with(|last: char| last.is_ascii_digit()) => {}
                '.' if inside && (word.ends_with(|last: char| last.is_ascii_digit()) || is_initial(&self.text[start..start + offset])) => {}
                _ => {
                    end = start + offset;
                    break;
                }
            }
        }
        self.at = end;
        Some(Span::new(start, end))
    }
}

/// Whether the word so far is `U` or `U.S`, so that a stop within it belongs to it.
fn is_initial(so_far: &str) -> bool {
    so_far.rsplit('.').next().is_some_and(|last| last.chars().count() == 1)
}

/// Whether a word (in small letters) is grammar rather than content. Set by hand for English.
pub(crate) fn is_function_word(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "a", "about", "after", "again", "against", "all", "also", "am", "amid", "an", "and", "any", "are", "as", "at", "be", "because",
        "been", "before", "being", "between", "both", "but", "by", "can", "could", "did", "do", "does", "during", "each", "for", "from",
        "had", "has", "have", "he", "her", "here", "him", "his", "how", "i", "if", "in", "into", "is", "it", "its", "may", "me", "might",
        "more", "most", "mr", "mrs", "ms", "must", "my", "no", "not", "now", "of", "off", "on", "one", "only", "or", "other", "our", "out",
        "over", "said", "say", "says", "she", "should", "since", "so", "some", "such", "than", "that", "the", "their", "them", "then",
        "there", "these", "they", "this", "those", "through", "to", "told", "two", "under", "until", "up", "us", "very", "was", "we",
        "were", "what", "when", "where", "which", "while", "who", "whom", "whose", "why", "will", "with", "would", "you", "your",
    ];
    WORDS.binary_search(&word).is_ok()
}

/// The content words of a stretch, in normal form and without common endings, so that `meets` and `meeting` are one.
pub(crate) fn content_words(text: &str) -> Vec<String> {
    Spans::new(text).map(|(_, word)| word).filter(|word| !is_function_word(word)).map(|word| stem(&word)).collect()
}

/// A word without the endings that English puts on most words. Rough: only for comparing words with each other.
pub(crate) fn stem(word: &str) -> String {
    for (ending, least) in
        [("ations", 4), ("ation", 4), ("ings", 3), ("ing", 3), ("ied", 3), ("ies", 3), ("ers", 4), ("ed", 3), ("es", 3), ("s", 3), ("e", 3)]
    {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.chars().count() >= least
            && !word.ends_with("ss")
        {
            return stem.to_owned();
        }
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_their_dress() {
        let words: Vec<String> =
            Spans::new("The U.S.-led “talks”: Ardesh's 12,000 men, O’Brien’s 3.5 km; don't.").map(|(_, word)| word).collect();
        assert_eq!(words, ["the", "us", "led", "talks", "ardesh", "12000", "men", "obrien", "35", "km", "dont"]);
    }

    #[test]
    fn the_list_of_function_words_is_sorted() {
        assert!(is_function_word("a") && is_function_word("your") && is_function_word("said") && !is_function_word("talks"));
    }
}
