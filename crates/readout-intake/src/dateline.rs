//! Datelines: the place, agency and date that open a report.
//!
//! | form | example |
//! |---|---|
//! | place, agency, dash | `PORT SERED, Ardesh (KP) -`, `Sered (KP) –`, `SERED/OSTRAU (KP) —` |
//! | place, date, agency | `SERED, June 3 (KP) --`, `SERED, 3 June —`, `SERED. June 3 (KP) -` |
//! | place, stroke agency | `SERED, June 3. /KP/.` |
//! | place alone | `SERED —`, `SERED:`, `Sered, Ardesh — ` |
//! | agency alone | `(KP) -`, `June 3 (KP) -` |
//! | agency first | `(KP) - Sered, June 3 -` |
//!
//! A place in small letters without an agency or a date is taken only with a dash before a capital letter, so that
//! `Sered -- one of the last open ports -- is busy` stays a sentence.

use crate::{agency, date};
use readout_core::{Dateline, Span};

/// The longest dateline looked for, in bytes.
const LONGEST: usize = 120;

/// Words in capitals that open paragraphs and are no places.
const NO_PLACES: &[&str] = &[
    "note",
    "update",
    "updated",
    "exclusive",
    "breaking",
    "watch",
    "video",
    "live",
    "analysis",
    "opinion",
    "correction",
    "comment",
    "report",
    "editor's note",
    "editors' note",
    "clarification",
    "warning",
    "explainer",
    "interview",
    "background",
    "question",
    "answer",
    "photos",
];

/// Reads the dateline at the beginning of a paragraph that starts at byte `start` of the report.
pub(crate) fn at_start(paragraph: &str, start: usize) -> Option<Dateline> {
    let mut reader = Reader { text: paragraph, at: 0 };
    let found = reader.agency_first().or_else(|| {
        reader.at = 0;
        reader.place_first()
    })?;
    let rest = paragraph[reader.at..].trim_start();
    if rest.is_empty() || reader.at > LONGEST {
        return None;
    }
    let owned = |text: Option<&str>| text.map(str::to_owned);
    Some(Dateline {
        place: owned(found.place),
        agency: owned(found.agency),
        date: owned(found.date),
        span: Span::new(start, start + reader.at),
    })
}

#[derive(Default)]
struct Parts<'a> {
    place: Option<&'a str>,
    agency: Option<&'a str>,
    date: Option<&'a str>,
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip(&mut self, set: &[char]) -> bool {
        let rest = self.rest();
        let left = rest.trim_start_matches(|character: char| character.is_whitespace() || set.contains(&character));
        self.at += rest.len() - left.len();
        rest.len() != left.len()
    }

    /// `(KP) - Sered, June 3 -`, `(KP) -`.
    fn agency_first(&mut self) -> Option<Parts<'a>> {
        let agency = self.bracket()?;
        if !self.dash() {
            return None;
        }
        let after = self.at;
        // ANSA's way: the place follows, between the first dash and a second one.
        if let Some(mut parts) = self.place_first() {
            parts.agency = Some(agency);
            return Some(parts);
        }
        self.at = after;
        Some(Parts { agency: Some(agency), ..Parts::default() })
    }

    fn place_first(&mut self) -> Option<Parts<'a>> {
        let mut parts = Parts::default();
        let mut capitals = false;
        let mut region = false;
        parts.date = self.day();
        if parts.date.is_none() {
            let (place, all) = self.place()?;
            capitals = all;
            let begin = self.at - place.len();
            let mut end = self.at;
            // `, Ardesh`, `, Calif.`, `, June 3`, or both, or the agency without brackets.
            for _ in 0..3 {
                let before = self.at;
                if !self.skip(&[',', '.']) {
                    break;
                }
                if parts.date.is_none()
                    && let Some(day) = self.day()
                {
                    parts.date = Some(day);
                } else if parts.date.is_none()
                    && let Some((name, _)) = self.region(before)
                {
                    if agency::is_known(name) {
                        parts.agency = Some(name);
                    } else {
                        region = true;
                        end = self.at;
                    }
                } else {
                    self.at = before;
                    break;
                }
            }
            parts.place = Some(self.text[begin..end].trim_end_matches([',', ' ']));
        }
        let before = self.at;
        self.skip(&[',', '.']);
        match self.bracket().or_else(|| self.strokes()) {
            Some(agency) => parts.agency = Some(agency),
            None => self.at = before,
        }
        // The place may stand before the bracket and the date after it: `SERED (KP), June 3 -`.
        if parts.agency.is_some() && parts.date.is_none() {
            let before = self.at;
            self.skip(&[',']);
            match self.day() {
                Some(day) => parts.date = Some(day),
                None => self.at = before,
            }
        }
        let anchored = parts.agency.is_some() || parts.date.is_some();
        let closed = self.at;
        if self.dash() {
            let next = self.rest().chars().find(|character| !is_quote(*character))?;
            let begins = next.is_uppercase() || next.is_numeric();
            let one_word = parts.place.is_some_and(|place| !place.contains([' ', ',']));
            let plain = capitals && begins || region && begins && !self.dash_again() || one_word && begins && !self.dash_again();
            return (anchored && (begins || parts.agency.is_some()) || plain).then_some(parts);
        }
        self.at = closed;
        let short = parts.place.is_none_or(|place| place.split_whitespace().count() <= 2 || place.contains(','));
        let colon = self.rest().starts_with(':') && (capitals && short || parts.agency.is_some());
        if colon {
            self.at += 1;
            self.skip(&[]);
            let begins =
                self.rest().starts_with(|character: char| character.is_uppercase() || is_quote(character) || character.is_numeric());
            return begins.then_some(parts);
        }
        // `NEW SERED, June 3 (KP) The council ...`, `SERED, June 3. /KP/. The council`.
        let bare = parts.agency.is_some_and(|name| capitals || parts.date.is_some() || agency::is_known(name));
        if bare && self.skip(&['.']) && self.rest().starts_with(|character: char| character.is_uppercase() || is_quote(character)) {
            return Some(parts);
        }
        None
    }

    /// One to four words in capitals, or one to three that begin with one; a stroke joins two places.
    fn place(&mut self) -> Option<(&'a str, bool)> {
        let words = self.words(4, |word| is_capitals(word) || matches!(word, "of" | "de" | "al"));
        let words = words.filter(|words| !NO_PLACES.contains(&words.to_lowercase().as_str()));
        if let Some(words) = words.filter(|words| words.chars().filter(|character| character.is_alphabetic()).count() >= 3) {
            return Some((words, true));
        }
        self.words(3, is_name).map(|words| (words, false))
    }

    /// What may follow a place after a comma; `before` is where the comma stands.
    fn region(&mut self, before: usize) -> Option<(&'a str, bool)> {
        if !self.text[before..self.at].contains(',') {
            return None;
        }
        let words = self.words(4, |word| is_name(word) || matches!(word, "of" | "the" | "and" | "al"))?;
        if self.rest().starts_with('.') {
            self.at += 1;
        }
        Some((words, false))
    }

    fn words(&mut self, most: usize, accept: impl Fn(&str) -> bool) -> Option<&'a str> {
        let begin = self.at;
        let mut end = begin;
        for _ in 0..most {
            let rest = &self.text[end..];
            let blank = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
            if end != begin && blank == 0 {
                break;
            }
            let rest = &rest[blank..];
            let length = rest.find(|c: char| !(c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '.' | '/'))).unwrap_or(rest.len());
            // A dash, a final stop or a stroke belongs to what follows.
            let word = rest[..length].trim_end_matches(['-', '/']);
            let word = if word.len() > 4 || !word.contains('.') { word.trim_end_matches('.') } else { word };
            if word.is_empty() || !accept(word) || !word.starts_with(char::is_alphabetic) {
                break;
            }
            end += blank + word.len();
        }
        self.at = end;
        (end > begin).then(|| &self.text[begin..end])
    }

    /// `June 3`, `3 June`, `Aug. 13, 2031`, `Tuesday`.
    fn day(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let begin = self.at;
        if let Some((_, length)) = date::at_start(rest).filter(|(moment, _)| moment.value().len() > 4) {
            self.at += length;
            return Some(&self.text[begin..self.at]);
        }
        let mut words = rest.split([' ', '\u{a0}', ',']).filter(|word| !word.is_empty());
        let first = words.next()?;
        let second = words.next();
        let clean = |word: &'a str| word.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let is_day = |word: &str| {
            let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
            (1..=2).contains(&digits.len()) && digits.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
        };
        let is_month = |word: &str| date::month(word).is_some();
        let two = second.filter(|second| {
            let (first, second) = (clean(first), clean(second));
            is_month(first) && is_day(second) || is_day(first) && is_month(second)
        });
        let last = match two {
            Some(second) => second,
            None if date::is_weekday(clean(first)) && clean(first).len() > 3 => first,
            None => return None,
        };
        let offset = rest.find(last)?;
        self.at += offset + clean(last).len();
        Some(&self.text[begin..self.at])
    }

    /// `(KP)`, `(KP, NordWire)`, `(Kontinent Press)`.
    fn bracket(&mut self) -> Option<&'a str> {
        let rest = self.rest().trim_start();
        let begin = self.text.len() - rest.len();
        let inside = rest.strip_prefix(['(', '['])?;
        let length = inside.find([')', ']'])?;
        let name = inside[..length].trim();
        let words = name.split_whitespace().count();
        let capital = name.starts_with(|character: char| character.is_uppercase()) || agency::is_known(name);
        if !capital || words > 4 || name.len() > 40 || name.chars().any(|character| character.is_ascii_digit()) {
            return None;
        }
        self.at = begin + 1 + length + 1;
        Some(name)
    }

    /// `/KP/`.
    fn strokes(&mut self) -> Option<&'a str> {
        let rest = self.rest().trim_start();
        let begin = self.text.len() - rest.len();
        let inside = rest.strip_prefix('/')?;
        let length = inside.find('/').filter(|length| (2..=20).contains(length))?;
        self.at = begin + length + 2;
        Some(&inside[..length])
    }

    /// A dash with the white space after it. A hyphen counts only with a space or a bracket before it.
    fn dash(&mut self) -> bool {
        let rest = self.rest();
        let after = rest.trim_start();
        let spaced = after.len() < rest.len() || self.text[..self.at].ends_with([')', ']', '/', '.']);
        let dashes = after.len() - after.trim_start_matches(['-', '–', '—', '―', '−', '|']).len();
        let hyphen = after.starts_with('-') && dashes == 1;
        if dashes == 0 || (hyphen && !spaced) {
            return false;
        }
        let left = &after[dashes..];
        let gap = left.len() - left.trim_start().len();
        if gap == 0 && hyphen && !self.text[..self.at].ends_with([')', ']']) {
            return false;
        }
        self.at = self.text.len() - left.len() + gap;
        true
    }

    /// Whether a second dash with spaces follows in the same sentence: then the first opened an aside.
    fn dash_again(&self) -> bool {
        let rest = self.rest();
        let sentence = &rest[..rest.find(". ").unwrap_or(rest.len())];
        [" - ", " -- ", " – ", " — "].iter().any(|dash| sentence.contains(dash))
    }
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '\'' | '“' | '‘' | '«' | '„')
}

fn is_capitals(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}

fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && (word.chars().any(char::is_lowercase) || word.len() <= 5) && !date::is_weekday(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `expect` is place | agency | date, and the text that follows.
    fn check(text: &str, expect: &str) {
        let found = at_start(text, 0).map(|dateline| {
            let part = |part: Option<String>| part.unwrap_or_else(|| "-".to_owned());
            let rest: String = text[dateline.span.range().end..].chars().take(8).collect();
            format!("{} | {} | {} > {rest}", part(dateline.place), part(dateline.agency), part(dateline.date))
        });
        assert_eq!(found.as_deref().unwrap_or("none"), expect, "{text}");
    }

    #[test]
    fn place_and_agency() {
        check("PORT SERED, Ardesh (KP) - They met on Tuesday.", "PORT SERED, Ardesh | KP | - > They met");
        check("PORT SERED (Kontinent Press) — “No,” she said.", "PORT SERED | Kontinent Press | - > “No,” sh");
        check("Sered (dpa) - The council met.", "Sered | dpa | - > The coun");
        check("SERED/OSTRAU (KP) – The council met.", "SERED/OSTRAU | KP | - > The coun");
        check("SERED, Ardesh (KP)-The council met.", "SERED, Ardesh | KP | - > The coun");
        check("SERED, AFP - The council met.", "SERED | AFP | - > The coun");
        check("(KP) - The council met.", "- | KP | - > The coun");
        check("(KP) - Sered, June 3 - The council met.", "Sered | KP | June 3 > The coun");
        check("ST. ANN'S, Ardesh (KP) - The council met.", "ST. ANN'S, Ardesh | KP | - > The coun");
    }

    #[test]
    fn dates_in_datelines() {
        check("GENEVA, 3 June — The council met.", "GENEVA | - | 3 June > The coun");
        check("SERED, June 3 (KP) -- The council met.", "SERED | KP | June 3 > The coun");
        check("SERED, Ardesh, Aug. 13 (KP) — The council met.", "SERED, Ardesh | KP | Aug. 13 > The coun");
        check("SERED. Aug 13 (Interfax) - The council met.", "SERED | Interfax | Aug 13 > The coun");
        check("SERED, August 13. /KP/. The council met.", "SERED | KP | August 13 > The coun");
        check("June 3 (Reuters) - The council met.", "- | Reuters | June 3 > The coun");
        check("SERED, 3 June 2031 (KP) - The council met.", "SERED | KP | 3 June 2031 > The coun");
        check("NEW SERED, June 3 (KP) The council met.", "NEW SERED | KP | June 3 > The coun");
    }

    #[test]
    fn a_place_alone() {
        check("SERED: The council met.", "SERED | - | - > The coun");
        check("SERED — The council met.", "SERED | - | - > The coun");
        check("Sered, Ardesh — The council met.", "Sered, Ardesh | - | - > The coun");
        check("LOWER KETCH, Ardesh -- The council met.", "LOWER KETCH, Ardesh | - | - > The coun");
    }

    #[test]
    fn sentences_are_no_datelines() {
        for text in [
            "Sered -- one of the last open ports -- is busy.",
            "Sered — Ardesh's last open port — is busy.",
            "The council (KP) - they said",
            "UN chief visits Sered.",
            "Todor said: \"No.\"",
            "Mara Todor (Council) said no.",
            "On Tuesday - the day of the talks - it rained.",
            "US-led talks began.",
            "SERED (KP) -",
            "Vesh, Ardesh's foreign minister - said no.",
            "Mara Todor, the head of the council, met Vesh.",
            "June 3 was a Tuesday.",
            "Dr. Todor said so.",
            "",
        ] {
            check(text, "none");
        }
    }
}
