//! Paragraphs, words and sentence boundaries, by rule.
//!
//! Comes in: a report. Goes out: a [`Layout`]: its text without page furniture and dateline, in paragraphs, cut into words as
//! Universal Dependencies does, with what the rules know of a sentence boundary before each word. The rules are sure where they can be
//! (`. The`), exclude what cannot be (`Mr. Todor`), and leave the rest (`U.N. Envoy`, a small letter after a stop) to the model; without a
//! model only the sure ones count.
//!
//! > `Mr. Todor left. "It is over," he said.` → `Mr.` `Todor` `left` `.` | `"` `It` `is` `over` `,` `"` `he` `said` `.`

use crate::word::{self, Stop, is_gap};
use readout_core::{Finding, Report, Span};
use readout_model::Boundary;

/// A report cut into paragraphs and words; page furniture is left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// Paragraphs, in order.
    pub paragraphs: Vec<Span>,
    /// Words, in order.
    pub words: Vec<LaidWord>,
}

/// A word as the rules cut it.
#[derive(Clone, Debug, PartialEq)]
pub struct LaidWord {
    /// Where.
    pub span: Span,
    /// The word; differs from the span's characters only where these hold soft hyphens.
    pub form: String,
    /// White space stands before it.
    pub space_before: bool,
    /// What is known of a boundary before it.
    pub boundary: Boundary,
    /// Its paragraph's place in [`Layout::paragraphs`].
    pub paragraph: usize,
}

/// Cuts a report into paragraphs and words.
pub fn lay_out(report: &Report, _findings: &mut Vec<Finding>) -> Layout {
    let text = report.text.as_str();
    let mut layout = Layout::default();
    for stretches in paragraphs(text, &left_out(report)) {
        let (Some(first), Some(last)) = (stretches.first(), stretches.last()) else { continue };
        let paragraph = layout.paragraphs.len();
        let span = Span::new(first.0, last.1);
        let from = layout.words.len();
        for (start, end) in stretches {
            for (word_start, word_end) in word::cut(&text[start..end]) {
                let span = Span::new(start + word_start, start + word_end);
                let before = text[..start + word_start].chars().next_back();
                let form = span.of(text);
                layout.words.push(LaidWord {
                    span,
                    form: if form.contains('\u{ad}') { form.replace('\u{ad}', "") } else { word::unescaped(form).to_owned() },
                    space_before: before.is_none_or(is_gap),
                    boundary: Boundary::Inside,
                    paragraph,
                });
            }
        }
        if layout.words.len() > from {
            layout.paragraphs.push(span);
            bound(&mut layout.words[from..]);
        }
    }
    layout
}

/// What no stage reads: furniture and the dateline, sorted and apart.
fn left_out(report: &Report) -> Vec<(usize, usize)> {
    let dateline = report.dateline.iter().map(|dateline| dateline.span);
    let mut spans: Vec<(usize, usize)> =
        report.boilerplate.iter().copied().chain(dateline).map(|span| (span.start as usize, span.end as usize)).collect();
    spans.sort_unstable();
    spans
}

/// A line of text less what is left out.
struct Line {
    stretches: Vec<(usize, usize)>,
    /// Characters, with what is left out.
    width: usize,
    /// Characters of the first word, to tell whether it would have fitted on the line before.
    first_word: usize,
    indented: bool,
}

/// Lines no longer than this may be hard-wrapped.
const WRAP_WIDTH: usize = 100;
/// A wrapped line misses the full width by no more than this, beyond the word that did not fit.
const WRAP_SLACK: usize = 4;

/// Paragraphs as lists of stretches of text. Blank lines always part paragraphs; single line breaks do unless the text is hard-wrapped.
fn paragraphs(text: &str, left_out: &[(usize, usize)]) -> Vec<Vec<(usize, usize)>> {
    let mut blocks: Vec<Vec<Line>> = vec![Vec::new()];
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
        let end = at + line.len();
        let line = read_line(text, at, end, left_out);
        // The second half of a Windows line break is no blank line.
        let half = &text[at..end] == "\n" && text[..at].ends_with('\r');
        if !line.stretches.is_empty() {
            blocks.last_mut().expect("never empty").push(line);
        } else if !half && !blocks.last().expect("never empty").is_empty() {
            blocks.push(Vec::new());
        }
        at = end;
    }
    let wrapped = is_wrapped(&blocks);
    let mut found: Vec<Vec<(usize, usize)>> = Vec::new();
    for block in blocks {
        let width = block.iter().map(|line| line.width).max().unwrap_or(0);
        let mut before: Option<(usize, bool)> = None;
        for line in block {
            let joins = wrapped
                && before.is_some_and(|(full, indented)| full + 1 + line.first_word + WRAP_SLACK >= width && (!line.indented || indented));
            before = Some((line.width, line.indented));
            match found.last_mut() {
                Some(paragraph) if joins => paragraph.extend(line.stretches),
                _ => found.push(line.stretches),
            }
        }
    }
    found
}

fn read_line(text: &str, start: usize, end: usize, left_out: &[(usize, usize)]) -> Line {
    let mut stretches = Vec::new();
    let mut at = start;
    let first = left_out.partition_point(|(_, out_end)| *out_end <= start);
    for &(out_start, out_end) in left_out[first..].iter().take_while(|(out_start, _)| *out_start < end) {
        push_trimmed(text, at, out_start.max(at), &mut stretches);
        at = at.max(out_end.min(end));
    }
    push_trimmed(text, at, end, &mut stretches);
    let line = text[start..end].trim_end_matches(is_gap);
    let content = line.trim_start_matches(is_gap);
    Line {
        stretches,
        width: line.chars().count(),
        first_word: content.split(is_gap).next().unwrap_or_default().chars().count(),
        indented: line.len() >= content.len() + 2 || line.starts_with('\t'),
    }
}

fn push_trimmed(text: &str, start: usize, end: usize, stretches: &mut Vec<(usize, usize)>) {
    let stretch = text.get(start..end).unwrap_or_default();
    let content = stretch.trim_start_matches(is_gap);
    let start = end - content.len();
    let end = start + content.trim_end_matches(is_gap).len();
    if start < end {
        stretches.push((start, end));
    }
}

/// Whether lines were broken to a width: of the breaks inside blocks, most come where the next word did not fit, and no line is long.
fn is_wrapped(blocks: &[Vec<Line>]) -> bool {
    let longest = blocks.iter().flatten().map(|line| line.width).max().unwrap_or(0);
    let (mut n_breaks, mut n_full) = (0, 0);
    for block in blocks {
        let width = block.iter().map(|line| line.width).max().unwrap_or(0).max(40);
        for pair in block.windows(2) {
            n_breaks += 1;
            n_full += usize::from(pair[0].width + 1 + pair[1].first_word + WRAP_SLACK >= width);
        }
    }
    longest <= WRAP_WIDTH + 20 && n_breaks >= 2 && n_full * 10 >= n_breaks * 6
}

/// Words that begin a sentence after an abbreviation far more often than they go on with it.
const STARTERS: &[&str] = &[
    "A",
    "After",
    "Also",
    "Although",
    "An",
    "And",
    "As",
    "At",
    "Both",
    "But",
    "By",
    "During",
    "Earlier",
    "For",
    "From",
    "He",
    "Her",
    "His",
    "However",
    "If",
    "In",
    "It",
    "Its",
    "Last",
    "Many",
    "Meanwhile",
    "More",
    "No",
    "On",
    "One",
    "Others",
    "Our",
    "Several",
    "She",
    "Since",
    "So",
    "Some",
    "Such",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "To",
    "Two",
    "Under",
    "We",
    "What",
    "When",
    "While",
    "With",
    "Yet",
    "You",
];

/// Whether a quotation mark or bracket opens or closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    None,
    Opens,
    Closes,
}

/// Marks the boundaries of one paragraph's words.
fn bound(words: &mut [LaidWord]) {
    let sides = sides(words);
    words[0].boundary = Boundary::Paragraph;
    for place in 1..words.len() {
        words[place].boundary = boundary(words, &sides, place);
        if words[place].boundary == Boundary::Inside && sides[place] != Side::Closes && may_begin(words, &sides, place) {
            words[place].boundary = Boundary::Possible;
        }
    }
}

/// Whether the model may begin a sentence at `next` where no mark ends one: lists, headlines and messages leave it out. Set on the
/// development parts of UD EWT (sentences +1.6 F1) and GUM (-0.2).
fn may_begin(words: &[LaidWord], sides: &[Side], place: usize) -> bool {
    let before = words[..place].iter().zip(sides).rposition(|(_, side)| *side != Side::Closes).unwrap_or(0);
    let small = words[place].form.starts_with(|c: char| c.is_alphabetic() && !c.is_uppercase());
    let title = matches!(word::stop_of(&words[before].form), Some(Stop::Title | Stop::Initial));
    words[place].space_before && !small && !title && words[before].form != "," && sides[place - 1] != Side::Opens
}

fn sides(words: &[LaidWord]) -> Vec<Side> {
    let mut open = false;
    let space_after = |place: usize| words.get(place + 1).is_none_or(|next| next.space_before);
    (0..words.len())
        .map(|place| match words[place].form.as_str() {
            "(" | "[" | "{" | "«" | "„" | "“" | "``" | "‘" | "‘‘" | "‹" => Side::Opens,
            ")" | "]" | "}" | "»" | "”" | "''" | "’’" | "›" => Side::Closes,
            "’" | "'" | "`" | "´" if !space_after(place) && (place == 0 || words[place].space_before) => Side::Opens,
            "’" | "'" | "`" | "´" => Side::Closes,
            "\"" => {
                // A mark that leans on one side belongs there; one that leans on neither or both alternates.
                let opens = match (place == 0 || words[place].space_before, space_after(place)) {
                    (true, false) => true,
                    (false, true) => false,
                    _ => !open,
                };
                open = opens;
                if opens { Side::Opens } else { Side::Closes }
            }
            _ => Side::None,
        })
        .collect()
}

/// The boundary before the word at `place`, which is not the paragraph's first.
fn boundary(words: &[LaidWord], sides: &[Side], place: usize) -> Boundary {
    if sides[place] == Side::Closes {
        return Boundary::Inside;
    }
    // The word that ends the sentence stands before the marks that close, the word that begins it after those that open.
    let mut last = place - 1;
    while last > 0 && sides[last] == Side::Closes {
        last -= 1;
    }
    if sides[place - 1] == Side::Opens {
        return Boundary::Inside;
    }
    let closed = last < place - 1;
    let mut first = place;
    while first + 1 < words.len() && sides[first] == Side::Opens {
        first += 1;
    }
    let opened = first > place;
    let end = words[last].form.as_str();
    let next = words[first].form.as_str();
    let Some(next_character) = next.chars().next() else { return Boundary::Inside };
    let spaced = words[place].space_before;
    let capital = next_character.is_uppercase() || (!next_character.is_lowercase() && next_character.is_alphabetic());
    let starts =
        capital || next_character.is_numeric() || matches!(next_character, '@' | '#' | '•' | '*' | '-' | '–' | '—' | '$' | '£' | '€');
    let starter = STARTERS.contains(&next);
    let sentence_if = |sure: bool| if sure { Boundary::Sentence } else { Boundary::Possible };
    if !spaced && !opened {
        // `the regime.The ministry`: a space was lost; `example.The` may be anything.
        let lost = matches!(end, "." | "!" | "?") && capital && next.chars().nth(1).is_some_and(char::is_lowercase);
        return if lost { sentence_if(starter || closed) } else { Boundary::Inside };
    }
    match end {
        "." | "。" | "！" | "？" | "।" | "۔" | "؟" => {
            if starts {
                // A bullet or dash after a stop may begin a sentence or go on with it.
                sentence_if(capital || next_character.is_numeric())
            } else {
                Boundary::Possible
            }
        }
        "!" | "?" | "!!" | "??" | "?!" | "!?" | "!!!" | "???" => {
            if closed {
                // `"Why now?" Todor asked.`
                if capital { Boundary::Possible } else { Boundary::Inside }
            } else if starts {
                sentence_if(capital || next_character.is_numeric())
            } else {
                Boundary::Possible
            }
        }
        ":" | ";" | "-" | "--" | "–" | "—" => {
            if capital || opened {
                Boundary::Possible
            } else {
                Boundary::Inside
            }
        }
        _ if end.len() > 1 && (end.starts_with("..") || end == "…") => {
            if starts {
                sentence_if(starter)
            } else {
                Boundary::Possible
            }
        }
        _ if end.chars().all(|c| matches!(c, '!' | '?')) => sentence_if(capital),
        _ if end.ends_with('.') => match word::stop_of(end) {
            Some(Stop::Title) => Boundary::Inside,
            Some(Stop::Initial) if starter && next.len() > 1 => Boundary::Sentence,
            Some(Stop::Initial) => Boundary::Inside,
            _ if !starts => Boundary::Inside,
            _ => sentence_if(starter || (opened && capital)),
        },
        _ => Boundary::Inside,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paragraphs are parted by `¶`, sentences by `|`, possible ones by `?|`.
    fn show(report: &Report) -> String {
        let layout = lay_out(report, &mut Vec::new());
        let mut shown = String::new();
        for (place, word) in layout.words.iter().enumerate() {
            let mark = match word.boundary {
                Boundary::Paragraph if place == 0 => "",
                Boundary::Paragraph => " ¶",
                Boundary::Sentence => " |",
                Boundary::Possible if layout.words[place - 1].form.ends_with(['.', '!', '?', ':', '…', '”', '"']) => " ?|",
                Boundary::Possible => "",
                Boundary::Inside => "",
            };
            shown.push_str(mark);
            shown.push_str(if place == 0 { "" } else { " " });
            shown.push_str(&word.form);
            assert_eq!(word.span.of(report.text.as_str()), word.form, "spans yield their words");
            assert!(layout.paragraphs[word.paragraph].contains(word.span), "paragraphs hold their words");
        }
        shown
    }

    fn check(text: &str, expect: &str) {
        assert_eq!(show(&Report::new("r", text)), expect, "{text:?}");
    }

    #[test]
    fn sentences_end_where_the_rules_are_sure() {
        check("Todor left. The talks failed.", "Todor left . | The talks failed .");
        check("He met Mr. Vey and J. Todor.", "He met Mr. Vey and J. Todor .");
        check("He went to the U.N. The envoy stayed.", "He went to the U.N. | The envoy stayed .");
        check("The U.N. Envoy left.", "The U.N. ?| Envoy left .");
        check("It cost $5. 12 people paid.", "It cost $ 5 . | 12 people paid .");
        check("It was 5 p.m. He left.", "It was 5 p.m. | He left .");
        check("It ended. iPhones rang.", "It ended . ?| iPhones rang .");
        check("The war goes on.The ministry said so.", "The war goes on . | The ministry said so .");
    }

    #[test]
    fn quotation_marks_close_after_the_stop() {
        check("\"It is over.\" He left.", "\" It is over . \" | He left .");
        check("He said: \"It is over. We go.\" The end.", "He said : ?| \" It is over . | We go . \" | The end .");
        check("“Why now?” Todor asked. “Why?” asked Vey.", "“ Why now ? ” ?| Todor asked . | “ Why ? ” asked Vey .");
        check("\"We agree,\" Vey said. \"We will go.\"", "\" We agree , \" Vey said . | \" We will go . \"");
        check("He left. (She stayed.) They won.", "He left . | ( She stayed . ) | They won .");
    }

    #[test]
    fn paragraphs_come_from_blank_lines_or_single_breaks() {
        check("A headline\n\nOne two.\n\nThree.", "A headline ¶ One two . ¶ Three .");
        let line =
            "The ministry in the capital of the northern province said that it would take part in the talks on Monday if all sides came.";
        check(&format!("{line}\nIt did."), &format!("{} . ¶ It did .", line.trim_end_matches('.')));
        check("One.\r\n\r\nTwo.\r\nThree.", "One . ¶ Two . ¶ Three .");
    }

    #[test]
    fn hard_wrapped_lines_are_joined() {
        let text = "The foreign minister of Norland said\non Monday that his country would not\nleave the talks before a settlement.\nThe envoy agreed.\n\nNobody else did.";
        check(
            text,
            "The foreign minister of Norland said on Monday that his country would not leave the talks before a settlement . | The envoy agreed . ¶ Nobody else did .",
        );
    }

    #[test]
    fn furniture_and_datelines_are_left_out() {
        let text = "VELIN, Norland (AFN) - Talks began.\nMore From This Section\nThey failed.";
        let mut report = Report::new("r", text);
        let furniture = text.find("More").expect("there");
        report.boilerplate = vec![Span::new(furniture, furniture + 22)];
        let span = Span::new(0, text.find("Talks").expect("there"));
        report.dateline = Some(readout_core::Dateline { place: None, agency: None, date: None, span });
        assert_eq!(show(&report), "Talks began . ¶ They failed .");
    }

    #[test]
    fn odd_texts_are_laid_out() {
        for text in ["", "\n\n", "\u{feff}", "\0\0", "....", "\"\"\"", "(((", "\u{202e}abc\u{202c}", "’’ ‘‘ '' ``", "a\u{ad}b"] {
            let layout = lay_out(&Report::new("r", text), &mut Vec::new());
            assert!(layout.words.iter().all(|word| !word.form.is_empty()));
        }
    }
}
