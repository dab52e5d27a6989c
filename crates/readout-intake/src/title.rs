//! What looks like a title, and what looks like the body.

use crate::pattern;

/// Section names that stand above a title.
const LABELS: &[&str] = &[
    "world",
    "world news",
    "politics",
    "news",
    "latest",
    "latest news",
    "breaking",
    "breaking news",
    "international",
    "national",
    "home",
    "middle east",
    "africa",
    "asia",
    "asia pacific",
    "europe",
    "americas",
    "us",
    "uk",
    "u.s.",
    "opinion",
    "analysis",
    "business",
    "exclusive",
    "live",
    "top news",
    "featured",
    "conflict",
    "war",
    "defence",
    "defense",
    "security",
    "diplomacy",
    "features",
    "regional",
    "local",
];

/// Whether the line ends as sentences do.
pub(crate) fn ends_sentence(line: &str) -> bool {
    let bare =
        line.trim_end_matches(|character: char| matches!(character, '"' | '\'' | '”' | '’' | '»' | ')' | ']') || character.is_whitespace());
    let quoted = bare.len() < line.len();
    match bare.chars().last() {
        Some('.' | '…') => true,
        Some('!' | '?') => true,
        // `… she said".` keeps its stop outside.
        Some(_) => quoted && line.trim_end().ends_with('.'),
        None => false,
    }
}

/// Whether the line is a paragraph of the report: a sentence of some length, or very long.
pub(crate) fn is_body(line: &str) -> bool {
    let words = line.split_whitespace().count();
    (ends_sentence(line) && words >= 8) || words > 35
}

/// Whether the line can be a title. A question mark or an abbreviation may end one; a full stop does not.
pub(crate) fn is_title(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let last = line.split_whitespace().last().unwrap_or_default();
    let abbreviation = last.matches('.').count() >= 2;
    let stop = line.ends_with(['.', ',', ';', ':']) && !abbreviation
        || line.ends_with(".\"")
        || line.ends_with(".”")
        || line.ends_with("\".")
        || line.ends_with("”.");
    (2..=30).contains(&words)
        && line.chars().count() <= 220
        && !stop
        && line.starts_with(|c: char| !c.is_lowercase())
        && line.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 2).count() >= 2
}

/// Whether the line is a section's name.
pub(crate) fn is_label(line: &str) -> bool {
    LABELS.contains(&pattern::fold(line).as_str())
}

/// Whether two titles are the same but for case, quotation marks and stops, or one opens the other.
pub(crate) fn same(a: &str, b: &str) -> bool {
    let plain = |line: &str| pattern::fold(line).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (a, b) = (plain(a), plain(b));
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short == long || (short.len() >= 20 && short.len() * 10 >= long.len() * 7 && long.starts_with(&short))
}
