//! Quotation marks: which stretches of a report stand between them.
//!
//! Comes in: a text and its paragraphs. Goes out: one [`Quotation`] for each quoted stretch of a paragraph, in order. Who is quoted, and whether
//! it is speech at all, is left to the stage.
//!
//! Marks are straight (`"`), curly, doubled grave and apostrophe (as old wires type them), angular, and single marks, which are told from
//! apostrophes by what stands on either side. English custom leaves a quotation open at the end of a paragraph and opens it again in the
//! next one; the second stretch then `continues` the first.
//!
//! ```
//! # use readout_core::Span;
//! # use readout_read::attribution::quote::quotations;
//! let text = "\"It won't last,\" she said.";
//! let found = quotations(text, &[Span::new(0, text.len())]);
//! assert_eq!(found[0].inner.of(text), "It won't last,");
//! ```

use readout_core::Span;

/// A quoted stretch within one paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks.
    pub span: Span,
    /// Without them.
    pub inner: Span,
    /// Goes on with the quotation that the paragraph before left open.
    pub continues: bool,
    /// Left open at the paragraph's end.
    pub open: bool,
    /// The quotation around it, by its place in the list.
    pub inside: Option<usize>,
}

/// The two sides of a pair belong together; a straight mark and a curly one never do, save by mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pair {
    Double,
    Grave,
    Angle,
    Single,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    Either,
}

struct Mark {
    at: usize,
    end: usize,
    pair: Pair,
    side: Side,
}

/// Finds the quotations of each paragraph.
pub fn quotations(text: &str, paragraphs: &[Span]) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut left_open: Option<Pair> = None;
    for (place, paragraph) in paragraphs.iter().enumerate() {
        let next = paragraphs.get(place + 1).map(|span| span.of(text));
        left_open = paragraph_quotations(text, *paragraph, next, left_open, &mut found);
    }
    found
}

/// Adds one paragraph's quotations and says which pair it leaves open for the next paragraph.
fn paragraph_quotations(
    text: &str,
    paragraph: Span,
    next: Option<&str>,
    left_open: Option<Pair>,
    found: &mut Vec<Quotation>,
) -> Option<Pair> {
    let body = paragraph.of(text);
    let base = paragraph.start as usize;
    let marks = marks(body);
    let first = found.len();
    // Places in `found` of the quotations that are open, outermost first.
    let mut open: Vec<(Pair, usize)> = Vec::new();
    if let Some(pair) = left_open {
        let opens_again =
            marks.first().is_some_and(|mark| mark.pair == pair && mark.side != Side::Closes && body[..mark.at].trim().is_empty());
        if !opens_again {
            // The paragraph before was left open because this one closes it.
            let start = base + (body.len() - body.trim_start().len());
            found.push(Quotation {
                span: Span::new(start, paragraph.end as usize),
                inner: Span::new(start, paragraph.end as usize),
                continues: true,
                open: true,
                inside: None,
            });
            open.push((pair, first));
        }
    }
    for mark in &marks {
        let is_open = open.iter().rposition(|(pair, _)| *pair == mark.pair);
        let closes = match mark.side {
            Side::Opens => false,
            Side::Closes => true,
            Side::Either => is_open.is_some(),
        };
        if closes {
            // A closing mark without an opening one says nothing. One that closes an outer quotation closes the inner ones with it.
            if let Some(depth) = is_open {
                for (place_inside, (_, place)) in open.drain(depth..).enumerate() {
                    let quotation = &mut found[place];
                    quotation.inner.end = (base + mark.at) as u32;
                    quotation.span.end = (base + if place_inside == 0 { mark.end } else { mark.at }) as u32;
                    quotation.open = false;
                }
            }
            continue;
        }
        if is_open.is_some() {
            // Opened twice: the first was never closed, and what it holds cannot be told. The later mark is the better one.
            if mark.side == Side::Opens && mark.pair != Pair::Single {
                let depth = is_open.unwrap_or_default();
                let place = open[depth].1;
                open.truncate(depth);
                if !found[place].continues {
                    found.truncate(place);
                }
            } else {
                continue;
            }
        }
        let continues = left_open == Some(mark.pair) && found.len() == first && body[..mark.at].trim().is_empty();
        let inside = open.last().map(|(_, place)| *place);
        open.push((mark.pair, found.len()));
        found.push(Quotation {
            span: Span::new(base + mark.at, paragraph.end as usize),
            inner: Span::new(base + mark.end, paragraph.end as usize),
            continues,
            open: true,
            inside,
        });
    }
    // What is open at the end: speech that goes on in the next paragraph, or a mark that was forgotten.
    let mut goes_on = None;
    if let Some((pair, place)) = open.first().copied() {
        if open.len() > 1 {
            let keep = open[1].1;
            found.truncate(keep);
        }
        let quotation = &mut found[place];
        let end = base + body.trim_end().len();
        quotation.span.end = end.max(quotation.span.start as usize) as u32;
        quotation.inner.end = end.max(quotation.inner.start as usize) as u32;
        let next_continues = next.is_some_and(|next| pair != Pair::Single && continues_in(next, pair));
        let before = text[base..quotation.span.start as usize].trim_end();
        let is_speech = before.is_empty() || before.ends_with([',', ':', '.', '!', '?']);
        if next_continues {
            goes_on = Some(pair);
        } else if pair == Pair::Single || !is_speech {
            found.truncate(place);
        }
    }
    goes_on
}

/// Whether a quotation left open goes on in the paragraph `next`: it opens with the same mark, or closes before it opens.
fn continues_in(next: &str, pair: Pair) -> bool {
    let marks = marks(next);
    let mut same = marks.iter().filter(|mark| mark.pair == pair);
    let Some(mark) = same.next() else { return false };
    (mark.side != Side::Closes && next[..mark.at].trim().is_empty()) || mark.side == Side::Closes
}

/// The marks of one paragraph, apostrophes left out.
fn marks(body: &str) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let characters: Vec<(usize, char)> = body.char_indices().collect();
    let mut index = 0;
    while index < characters.len() {
        let (at, character) = characters[index];
        let before = index.checked_sub(1).map(|before| characters[before].1);
        let after = characters.get(index + 1).map(|after| after.1);
        let mut width = 1;
        let kind = match character {
            '"' | '\u{FF02}' => Some((Pair::Double, straight_side(before, after))),
            '“' | '„' => {
                Some((Pair::Double, if character == '“' && is_misused_opener(before, after) { Side::Closes } else { Side::Opens }))
            }
            '”' => Some((Pair::Double, if is_misused_closer(before, after) { Side::Either } else { Side::Closes })),
            '«' => Some((Pair::Angle, Side::Opens)),
            '»' => Some((Pair::Angle, Side::Closes)),
            '`' if after == Some('`') => {
                width = 2;
                Some((Pair::Grave, Side::Opens))
            }
            '\'' if after == Some('\'') => {
                width = 2;
                let beyond = characters.get(index + 2).map(|after| after.1);
                let opened = marks.iter().rev().find(|mark| mark.pair == Pair::Grave).is_some_and(|mark| mark.side == Side::Opens);
                Some((Pair::Grave, if opened { Side::Closes } else { straight_side(before, beyond) }))
            }
            '‘' | '`' if !before.is_some_and(char::is_alphanumeric) && after.is_some_and(|after| !after.is_whitespace()) => {
                Some((Pair::Single, Side::Opens))
            }
            '’' | '\'' => single_side(&characters, index, &marks).map(|side| (Pair::Single, side)),
            _ => None,
        };
        if let Some((pair, side)) = kind {
            let end = characters.get(index + width).map_or(body.len(), |next| next.0);
            marks.push(Mark { at, end, pair, side });
        }
        index += width;
    }
    // Single marks that never close were apostrophes after all.
    let mut closed = vec![false; marks.len()];
    let mut open = None;
    for place in 0..marks.len() {
        if marks[place].pair == Pair::Single {
            match marks[place].side {
                Side::Closes => {
                    if let Some(opener) = open.take() {
                        (closed[opener], closed[place]) = (true, true);
                    }
                }
                _ => open = Some(place),
            }
        }
    }
    let mut place = 0;
    marks.retain(|mark| {
        place += 1;
        mark.pair != Pair::Single || closed[place - 1]
    });
    marks
}

fn straight_side(before: Option<char>, after: Option<char>) -> Side {
    let room_before = before.is_none_or(|before| before.is_whitespace() || "([{-–—/'‘“".contains(before));
    let room_after = after.is_none_or(|after| after.is_whitespace() || ".,;:!?)]}-–—/'’”".contains(after));
    match (room_before, room_after) {
        (true, false) => Side::Opens,
        (false, true) => Side::Closes,
        _ => Side::Either,
    }
}

/// A closing curly mark typed where one opens: ` ”word`.
fn is_misused_closer(before: Option<char>, after: Option<char>) -> bool {
    before.is_none_or(char::is_whitespace) && after.is_some_and(char::is_alphanumeric)
}

/// An opening curly mark typed where one closes: `word“ `, or the German custom.
fn is_misused_opener(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(|before| before.is_alphanumeric() || ".,!?".contains(before)) && after.is_none_or(char::is_whitespace)
}

/// Words that are written with an apostrophe in front.
const CLIPPED: &[&str] = &["em", "tis", "twas", "til", "till", "cause", "bout", "n", "round", "neath", "gainst"];

/// Which side a `'` or `’` is, or `None` for an apostrophe.
fn single_side(characters: &[(usize, char)], index: usize, marks: &[Mark]) -> Option<Side> {
    let before = index.checked_sub(1).map(|before| characters[before].1);
    let after = characters.get(index + 1).map(|after| after.1);
    let letter_before = before.is_some_and(char::is_alphanumeric);
    let letter_after = after.is_some_and(char::is_alphanumeric);
    if letter_before && letter_after {
        return None;
    }
    let is_open = marks.iter().rev().find(|mark| mark.pair == Pair::Single).is_some_and(|mark| mark.side == Side::Opens);
    let closes_well = before.is_some_and(|before| !before.is_whitespace()) && !letter_after;
    if is_open && closes_well {
        // `the officers' mess` inside single marks: a plural's apostrophe unless nothing closes later.
        let plural = before == Some('s') && after == Some(' ') && characters.get(index + 2).is_some_and(|next| next.1.is_lowercase());
        let rest = &characters[index + 1..];
        let closes_later = || {
            rest.windows(2)
                .position(|pair| matches!(pair[0].1, '\'' | '’') && !pair[1].1.is_alphanumeric())
                .is_some_and(|closer| rest.iter().position(|(_, character)| *character == '‘').is_none_or(|opener| closer < opener))
        };
        return if plural && closes_later() { None } else { Some(Side::Closes) };
    }
    let opens_well = before.is_none_or(|before| before.is_whitespace() || "([{-–—/\"“".contains(before));
    if opens_well && after.is_some_and(|after| !after.is_whitespace() && !after.is_ascii_digit()) && characters[index].1 == '\'' {
        let word: String =
            characters[index + 1..].iter().map(|(_, character)| *character).take_while(|character| character.is_alphabetic()).collect();
        return if CLIPPED.contains(&word.to_lowercase().as_str()) { None } else { Some(Side::Opens) };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paragraphs are lines; the quotations are expected without their marks, `+` before one that continues, `>` before nested ones.
    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let mut paragraphs = Vec::new();
        let mut start = 0;
        for line in text.split('\n') {
            paragraphs.push(Span::new(start, start + line.len()));
            start += line.len() + 1;
        }
        let found: Vec<String> = quotations(text, &paragraphs)
            .iter()
            .map(|quotation| {
                let mark = if quotation.continues { "+" } else { "" };
                let depth = if quotation.inside.is_some() { ">" } else { "" };
                format!("{mark}{depth}{}", quotation.inner.of(text))
            })
            .collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn straight_and_curly_marks() {
        check(r#""We will stay," she said. "We must.""#, &["We will stay,", "We must."]);
        check("“We will stay,” she said. “We must.”", &["We will stay,", "We must."]);
        check("``We will stay,'' she said.", &["We will stay,"]);
        check("«We will stay», she said.", &["We will stay"]);
        check(r#"the visit as "very good"-natured"#, &["very good"]);
    }

    #[test]
    fn single_marks_are_told_from_apostrophes() {
        check("'I won't go,' the miners' leader said.", &["I won't go,"]);
        check("The miners' leader doesn't want 'regular contact' with it", &["regular contact"]);
        check("‘It’s the officers’ choice,’ he said", &["It’s the officers’ choice,"]);
        check("Rock 'n' roll of the '70s, tell 'em", &[]);
        check("the girls' school and the boys' school", &[]);
    }

    #[test]
    fn one_quotation_inside_another() {
        check(r#""This is a 'red line' for us," he said."#, &["This is a 'red line' for us,", ">red line"]);
        check("“He told me ‘no’ twice,” she said", &["He told me ‘no’ twice,", ">no"]);
        check("“It is a ‘line.’” he said", &["It is a ‘line.’", ">line."]);
    }

    #[test]
    fn a_quotation_over_several_paragraphs() {
        check("\"We are here.\n\"We stay,\" she said.", &["We are here.", "+We stay,"]);
        check("“We are here.\n“We stay.\n“Always,” she said.", &["We are here.", "+We stay.", "+Always,"]);
        check("She said: \"We are here.\nWe stay.\" Then she left.", &["We are here.", "+We stay."]);
    }

    #[test]
    fn forgotten_marks_do_no_harm_beyond_their_paragraph() {
        check("\"We are here, she said.\nThe \"plan\" is dead.", &["We are here, she said.", "plan"]);
        check("The so-called plan\" is dead.\n\"We stay,\" she said.", &["We stay,"]);
        check("A stray “mark in the middle\nNothing here.", &[]);
        check("", &[]);
        check("\"", &[""]);
    }
}
