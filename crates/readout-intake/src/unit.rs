//! The pieces of a text that are looked at one by one: paragraphs, and lines that stand alone.
//!
//! News texts come in three layouts: paragraphs between blank lines, one paragraph a line, and lines broken at a fixed width as agencies
//! send them, with or without indented first lines. The layout is recognised once for the whole text.

use readout_core::Span;

/// A paragraph or a line that stands alone, without the white space and invisible characters around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Where.
    pub span: Span,
    /// It fills one line of the text.
    pub single: bool,
    /// A blank line, or the beginning of the text, stands before it.
    pub apart: bool,
}

struct Line {
    span: Span,
    indented: bool,
    apart: bool,
}

/// Cuts `text` into units, in order.
pub fn units(text: &str) -> Vec<Unit> {
    let lines = lines(text);
    let wrapped = is_wrapped(text, &lines);
    let mut units: Vec<Unit> = Vec::new();
    for line in lines {
        match units.last_mut() {
            Some(last) if wrapped && !line.apart && !line.indented => {
                last.span = last.span.cover(line.span);
                last.single = false;
            }
            _ => units.push(Unit { span: line.span, single: true, apart: line.apart }),
        }
    }
    units
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut apart = true;
    let mut start = 0;
    for piece in text.split_inclusive(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
        let left = piece.trim_start_matches(is_invisible);
        let visible = left.trim_end_matches(is_invisible);
        let from = start + piece.len() - left.len();
        if !visible.is_empty() {
            let blank = &text[start..from];
            let indented = blank.contains('\t') || blank.chars().count() >= 2;
            lines.push(Line { span: Span::new(from, from + visible.len()), indented, apart });
            apart = false;
        } else if !(piece == "\n" && start > 0 && text.as_bytes()[start - 1] == b'\r') {
            apart = true;
        }
        start += piece.len();
    }
    lines
}

/// White space, control characters and marks that print nothing.
pub(crate) fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{feff}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

/// Lines are broken at a fixed width where many of them go on with a small letter and hardly any is long.
fn is_wrapped(text: &str, lines: &[Line]) -> bool {
    let (mut followed, mut small, mut long) = (0, 0, 0);
    for (line, next) in lines.iter().zip(lines.iter().skip(1)) {
        if next.apart || next.indented {
            continue;
        }
        followed += 1;
        small += usize::from(next.span.of(text).starts_with(char::is_lowercase));
        long += usize::from(line.span.len() > 110);
    }
    followed >= 3 && small * 4 >= followed && long * 10 <= followed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let found: Vec<&str> = units(text).iter().map(|unit| unit.span.of(text)).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn blank_lines_and_single_lines() {
        check("One.\n\nTwo.\nThree.", &["One.", "Two.", "Three."]);
        check("\u{feff} One. \r\n\r\n\tTwo.\u{3}\r\n", &["One.", "Two."]);
        assert_eq!(units("a\r\nb").iter().map(|unit| unit.apart).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn lines_broken_at_a_width_are_joined() {
        let text = "The two sides met in the\nharbour town on Tuesday\nand agreed on nothing.\n    They will meet\nagain, a spokesman for\nboth said.\n Wire\n";
        let expect = [
            "The two sides met in the\nharbour town on Tuesday\nand agreed on nothing.",
            "They will meet\nagain, a spokesman for\nboth said.\n Wire",
        ];
        check(text, &expect);
    }
}
