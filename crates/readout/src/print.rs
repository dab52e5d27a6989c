//! What reaches a terminal: safe text, styles, widths.

use anstyle::{AnsiColor, Style};
pub(crate) use readout_core::is_unsafe;
use std::io::{self, IsTerminal};

/// A report's words for a terminal, on one line: white space made one space, and characters that could move the cursor, hide text or turn
/// its direction shown as `\u{…}`.
pub(crate) fn safe_line(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut gap = false;
    for character in text.chars() {
        if character.is_whitespace() {
            gap = true;
            continue;
        }
        if gap && !safe.is_empty() {
            safe.push(' ');
        }
        gap = false;
        if is_unsafe(character) {
            safe.extend(character.escape_unicode());
        } else {
            safe.push(character);
        }
    }
    safe
}

/// How many columns a character takes in a terminal: none for marks that combine, two for the scripts of East Asia.
pub(crate) fn columns(text: &str) -> usize {
    text.chars()
        .map(|character| match character {
            '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' => 0,
            '\u{1100}'..='\u{115f}'
            | '\u{2e80}'..='\u{a4cf}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff00}'..='\u{ff60}'
            | '\u{1f300}'..='\u{1faff}' => 2,
            _ => 1,
        })
        .sum()
}

/// Breaks a line at spaces so that no piece is wider than `width`; a longer word stands alone.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let needs = columns(word);
        match lines.last_mut() {
            Some(line) if used + 1 + needs <= width => {
                line.push(' ');
                line.push_str(word);
                used += 1 + needs;
            }
            _ => {
                lines.push(word.to_owned());
                used = needs;
            }
        }
    }
    lines
}

/// Where text goes: its width, and whether it may be coloured.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Screen {
    pub(crate) width: usize,
    pub(crate) colour: bool,
}

impl Screen {
    /// Standard output as it is: colour on terminals where `NO_COLOR` is not set, the terminal's width up to 140 columns, else 100.
    pub(crate) fn stdout() -> Self {
        let terminal = io::stdout().is_terminal();
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let width = if terminal { terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)) } else { None };
        Self { width: width.unwrap_or(100).clamp(40, 140), colour: terminal && !plain }
    }

    /// `text` in a style, where there is colour.
    pub(crate) fn paint(self, style: Style, text: &str) -> String {
        if self.colour && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const DIM: Style = Style::new().dimmed();
pub(crate) const HEAD: Style = Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));
pub(crate) const MARK: Style = Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow)));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_a_report_steers_the_terminal() {
        assert_eq!(safe_line("a\u{1b}[31m b\n\tc\u{202e}d\0"), "a\\u{1b}[31m b c\\u{202e}d\\u{0}");
        assert_eq!(safe_line("  “é” — 日本 "), "“é” — 日本");
    }

    #[test]
    fn lines_are_broken_at_spaces() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("unbreakable x", 4), ["unbreakable", "x"]);
        assert_eq!(wrap("日本 日本", 8), ["日本", "日本"]);
    }
}
