//! Lines that say when a report was published: `Published: 3 June 2031 14:05 GMT`, `Posted on June 3, 2031`, or a date alone.

use crate::date::{self, Moment};

/// Words before a date of publication, and how near they are to it: the least wins where a report has several.
const MARKS: &[(&str, u8)] = &[
    ("first published", 0),
    ("originally published", 0),
    ("date published", 0),
    ("publication date", 0),
    ("published date", 0),
    ("published", 0),
    ("posted", 0),
    ("issued", 1),
    ("released", 1),
    ("created", 1),
    ("filed", 1),
    ("date", 1),
    ("last updated", 2),
    ("last modified", 2),
    ("updated", 2),
    ("modified", 2),
];

/// A date of publication found in a line: how near it is to the first publication, and the date.
pub(crate) fn read(line: &str) -> Option<(u8, Moment)> {
    if line.chars().count() > 140 {
        return None;
    }
    let line = line.trim_matches(|character: char| matches!(character, '(' | ')' | '[' | ']' | '|') || character.is_whitespace());
    let folded = line.to_ascii_lowercase();
    let mut best: Option<(u8, Moment)> = None;
    for (mark, rank) in MARKS {
        for (at, _) in folded.match_indices(mark) {
            let apart = at == 0 || folded[..at].ends_with([' ', '|', '(', '·', '•', '/', '-', ',', '\u{a0}']);
            // At the start, or behind a byline or another mark; never inside a sentence.
            let begins = at == 0 || folded[..at].trim_end().ends_with(['|', '·', '•', '/', '-', ',', '(', '.']) || best.is_some();
            if !apart || !begins {
                continue;
            }
            let rest = line[at + mark.len()..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '|'));
            let rest = ["on ", "at ", "On "].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
            let Some((moment, length)) = date::at_start(rest).or_else(|| time_first(rest)) else { continue };
            let after = rest[length..]
                .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ')' | '|' | ',' | '.' | '·' | '•' | '/' | '-'));
            let folded_after = after.to_ascii_lowercase();
            let ends = after.is_empty()
                || MARKS.iter().any(|(mark, _)| folded_after.starts_with(mark))
                || folded_after.starts_with("by ")
                || after.len() < 25;
            if ends && moment.value().len() > 4 && best.as_ref().is_none_or(|(other, _)| rank < other) {
                best = Some((*rank, moment));
            }
        }
    }
    best.or_else(|| date::parse(line).filter(|moment| moment.value().len() > 7).map(|moment| (1, moment)))
        .or_else(|| time_first(line).filter(|(_, length)| line[*length..].trim().is_empty()).map(|(moment, _)| (1, moment)))
}

/// `14:05, 3 June 2031`: the time is passed over, since what zone it is in stands nowhere near.
fn time_first(text: &str) -> Option<(Moment, usize)> {
    let digits = text.find(|character: char| !(character.is_ascii_digit() || matches!(character, ':' | '.' | 'h')))?;
    let clock = &text[..digits];
    if !(4..=5).contains(&clock.len()) || !clock.contains([':', '.', 'h']) {
        return None;
    }
    let rest = text[digits..].trim_start_matches(|character: char| character.is_whitespace() || matches!(character, ',' | '-' | '|'));
    let rest = ["GMT", "BST", "CET", "UTC", "EST", "EDT", "on"].iter().find_map(|zone| rest.strip_prefix(zone)).unwrap_or(rest);
    let rest = rest.trim_start_matches(|character: char| character.is_whitespace() || matches!(character, ',' | '-' | '|'));
    let (moment, length) = date::at_start(rest)?;
    Some((moment, text.len() - rest.len() + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, value: &str) {
        assert_eq!(read(line).map(|(_, moment)| moment.value()).unwrap_or_default(), value, "{line}");
    }

    #[test]
    fn lines_with_a_date() {
        check("Published: 3 June 2031 14:05 GMT", "2031-06-03T14:05:00Z");
        check("Posted on June 3, 2031", "2031-06-03");
        check("Updated 4 June 2031 | Published 3 June 2031", "2031-06-03");
        check("Published 3 June 2031, updated 4 June 2031", "2031-06-03");
        check("By Ola Renn | Published June 3, 2031", "2031-06-03");
        check("Last updated: 2031-06-04T08:00Z", "2031-06-04T08:00:00Z");
        check("Tuesday, June 3, 2031", "2031-06-03");
        check("14:05, 3 June 2031", "2031-06-03");
    }

    #[test]
    fn sentences_with_a_date() {
        check("The report, published on 3 June 2031, was denied by the council and its head.", "");
        check("Published on 3 June 2031, the report was denied by the council and by its head.", "");
        check("June 2031", "");
        check("2031", "");
        check("Tuesday", "");
        check("The talks of 3 June 2031", "");
    }
}
