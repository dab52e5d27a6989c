//! A light scanner for the stages that read characters rather than grammar: numbers, dates, times of day.
//!
//! The text goes in, words with their byte spans come out: runs of letters, runs of digits (`240,000`, `71.75`), single marks. Sentences
//! and trees are left to [`crate::doc`]; this scanner gives the same words whether a model is there or not.

use readout_core::Span;

/// A word of the light scanner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// First byte.
    pub(crate) start: usize,
    /// The byte after the last.
    pub(crate) end: usize,
    /// In small letters.
    pub(crate) lower: String,
    /// What it is made of.
    pub(crate) kind: Kind,
    /// Nothing stands between it and the word before.
    pub(crate) glued: bool,
    /// An empty line, or a line end after a short line, stands before it.
    pub(crate) paragraph: bool,
    /// It begins with a capital letter.
    pub(crate) capital: bool,
}

/// What a word is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters, with an apostrophe inside (`o'clock`); `'s` and the like stand alone.
    Letters,
    /// Digits, with grouping commas and a decimal point.
    Digits,
    /// One other character.
    Mark,
}

/// Cuts `text` into words.
pub(crate) fn scan(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut at = 0;
    let mut newlines = 0;
    let mut space = true;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() {
            newlines += usize::from(first == '\n');
            space = true;
            at += first.len_utf8();
            continue;
        }
        let (end, kind) = if first.is_ascii_digit() {
            (digits_end(text, at), Kind::Digits)
        } else if first.is_alphabetic() {
            (letters_end(text, at), Kind::Letters)
        } else if is_apostrophe(first) && !space {
            match suffix_end(text, at + first.len_utf8()) {
                Some(end) => (end, Kind::Letters),
                None => (at + first.len_utf8(), Kind::Mark),
            }
        } else {
            (at + first.len_utf8(), Kind::Mark)
        };
        let lower = text[at..end].to_lowercase().replace('’', "'");
        words.push(Word { start: at, end, lower, kind, glued: !space, paragraph: newlines > 1, capital: first.is_uppercase() });
        (at, newlines, space) = (end, 0, false);
    }
    words
}

/// The span from word `from` to before word `to`.
pub(crate) fn span(words: &[Word], from: usize, to: usize) -> Span {
    Span::new(words[from].start, words[to - 1].end)
}

/// First words of sentences, by a rule of thumb; a stand-in where the document has none.
pub(crate) fn sentence_starts(words: &[Word]) -> Vec<usize> {
    let mut starts = vec![0];
    for place in 1..words.len() {
        let (before, word) = (&words[place - 1], &words[place]);
        let stop = matches!(before.lower.as_str(), "." | "!" | "?")
            || (matches!(before.lower.as_str(), "\"" | "”" | "'" | ")")
                && place > 1
                && matches!(words[place - 2].lower.as_str(), "." | "!" | "?"));
        let abbreviation = before.lower == "." && place > 1 && is_abbreviation(&words[place - 2]);
        let opens = word.capital || word.kind == Kind::Digits || matches!(word.lower.as_str(), "\"" | "“" | "`" | "‘");
        if word.paragraph || (stop && !abbreviation && !word.glued && opens) {
            starts.push(place);
        }
    }
    starts
}

fn is_abbreviation(word: &Word) -> bool {
    const TITLES: &[&str] = &["mr", "mrs", "ms", "dr", "gen", "col", "lt", "sgt", "sen", "rep", "gov", "st", "no", "jan", "feb", "mar"];
    const MONTHS: &[&str] = &["apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"];
    word.capital && (word.lower.chars().count() == 1 || TITLES.contains(&word.lower.as_str()) || MONTHS.contains(&word.lower.as_str()))
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’')
}

fn letters_end(text: &str, from: usize) -> usize {
    let mut end = from;
    let mut characters = text[from..].char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if character.is_alphabetic() {
            end = from + at + character.len_utf8();
            continue;
        }
        let letters_follow = characters.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if is_apostrophe(character) && letters_follow && suffix_end(text, from + at + character.len_utf8()).is_none() {
            continue;
        }
        break;
    }
    end
}

/// The end of the `s` of `'s`, the `re` of `'re` and so on, if one begins at `from`.
fn suffix_end(text: &str, from: usize) -> Option<usize> {
    let letters: String = text[from..].chars().take_while(|character| character.is_alphabetic()).collect();
    let known = matches!(letters.to_lowercase().as_str(), "s" | "re" | "ll" | "d" | "m" | "ve" | "t");
    known.then_some(from + letters.len())
}

fn digits_end(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let run = |at: usize| bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = from + run(from);
    let grouped = end - from <= 3;
    while grouped && bytes.get(end) == Some(&b',') && run(end + 1) == 3 {
        end += 4;
    }
    if bytes.get(end) == Some(&b'.') && end + 1 < bytes.len() && run(end + 1) > 0 {
        end += 1 + run(end + 1);
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let words: Vec<String> = scan(text).into_iter().map(|word| word.lower).collect();
        assert_eq!(words, expect, "{text}");
    }

    #[test]
    fn words_keep_numbers_whole_and_take_possessives_apart() {
        check("Friday's talks at 10 o'clock", &["friday", "'s", "talks", "at", "10", "o'clock"]);
        check("some 240,000 lives, 1.2m", &["some", "240,000", "lives", ",", "1.2", "m"]);
        check("Oct. 13,1989", &["oct", ".", "13", ",", "1989"]);
        check("22-month", &["22", "-", "month"]);
        check("12/11/10", &["12", "/", "11", "/", "10"]);
        check("", &[]);
        check("3.", &["3", "."]);
    }
}
