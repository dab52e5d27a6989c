//! What all pages share: safe words, addresses, the frame around a page.

use maud::{DOCTYPE, Markup, html};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use readout_core::Span;
use std::borrow::Cow;

/// A report's words for a page, on one line: white space is space, and what could hide words or turn their direction is shown as `\u{…}`.
/// What would be mark-up is escaped where it is printed.
pub(crate) fn t(text: &str) -> Cow<'_, str> {
    let plain = |character: char| character == ' ' || !(character.is_whitespace() || readout_core::is_unsafe(character));
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_whitespace() {
            safe.push(' ');
        } else if readout_core::is_unsafe(character) {
            safe.extend(character.escape_unicode());
        } else {
            safe.push(character);
        }
    }
    Cow::Owned(safe)
}

/// Words with a most at which they are cut, between words where that is possible.
pub(crate) fn short(text: &str, most: usize) -> String {
    let safe = t(text);
    let words = safe.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= most {
        return words;
    }
    let cut: String = words.chars().take(most).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole} …")
}

/// What may stand in a path or a query as it is; a full stop may not, for an address that ends in `.json` is that of a JSON twin.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'~');

/// Text as a part of an address.
pub(crate) fn part(text: &str) -> String {
    utf8_percent_encode(text, PLAIN).to_string()
}

/// A sentence of the record's own in which words stand between backticks, as they do in a terminal: with the marks that readers know.
pub(crate) fn quoted(text: &str) -> String {
    if !text.matches('`').count().is_multiple_of(2) {
        return text.to_owned();
    }
    let mut open = false;
    let mark = |character: char| match character {
        '`' => {
            open = !open;
            if open { '“' } else { '”' }
        }
        other => other,
    };
    text.chars().map(mark).collect()
}

/// An address outside that a page may lead to: of the web, and nothing else.
pub(crate) fn outside(url: &str) -> Option<&str> {
    let web = |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let clean = url.chars().all(|character| !character.is_whitespace() && !readout_core::is_unsafe(character));
    (clean && (web("https://") || web("http://"))).then_some(url)
}

/// `120-180,200-210`: spans in code points as a part of an address.
pub(crate) fn spans_part(spans: &[Span]) -> String {
    spans.iter().map(|span| format!("{}-{}", span.start, span.end)).collect::<Vec<_>>().join(",")
}

/// The inverse of [`spans_part`]; what cannot be understood is left out.
pub(crate) fn spans_of(part: &str) -> Vec<Span> {
    let one = |pair: &str| {
        let (start, end) = pair.split_once('-')?;
        let (start, end) = (start.parse().ok()?, end.parse().ok()?);
        (start < end).then_some(Span { start, end })
    };
    part.split(',').filter_map(one).take(200).collect()
}

/// What the frame around a page shows.
pub(crate) struct Frame<'a> {
    /// The page's name.
    pub(crate) title: &'a str,
    /// Which entry of the navigation it is.
    pub(crate) here: &'a str,
    /// The page's own address, for its JSON twin.
    pub(crate) json: Option<String>,
    /// Words in the search field.
    pub(crate) search: &'a str,
    /// What should be known before reading on: reports that have come, a record that is being worked out.
    pub(crate) notice: Option<String>,
    /// Whether this browser may correct.
    pub(crate) may_write: bool,
    /// A further stylesheet.
    pub(crate) style: Option<String>,
    /// Ask again by itself after so many seconds.
    pub(crate) again: Option<u32>,
}

/// The navigation: address and name.
const WAYS: &[(&str, &str)] = &[
    ("/", "Overview"),
    ("/reports", "Reports"),
    ("/who", "People and groups"),
    ("/positions", "Positions"),
    ("/meetings", "Meetings"),
    ("/figures", "Figures"),
    ("/copies", "Copies"),
    ("/disputes", "Disputes"),
    ("/corrections", "Corrections"),
];

/// A whole page.
pub(crate) fn frame(frame: &Frame<'_>, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                @if let Some(seconds) = frame.again { meta http-equiv="refresh" content=(seconds); }
                title { (t(frame.title)) " – readout" }
                link rel="icon" href="/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/desk.css";
                @if let Some(style) = &frame.style { link rel="stylesheet" href=(style); }
            }
            body {
                a.skip href="#main" { "To the page" }
                header.top {
                    a.name href="/" { "readout" }
                    nav aria-label="Pages" {
                        @for (address, name) in WAYS {
                            a href=(address) aria-current=[(*address == frame.here).then_some("page")] { (name) }
                        }
                    }
                    form.find action="/search" method="get" role="search" {
                        label.hidden for="q" { "Search everything" }
                        input #q type="search" name="q" value=(t(frame.search)) placeholder="Search everything" autocomplete="off";
                        button { "Find" }
                    }
                }
                @if let Some(notice) = &frame.notice { p.notice role="status" { (t(notice)) } }
                main #main tabindex="-1" { (body) }
                footer {
                    @if let Some(json) = &frame.json { a href=(json) { "this page as data" } }
                    @if !frame.may_write { span { "to correct the record, open the link that " code { "readout desk" } " printed" } }
                }
            }
        }
    }
}

/// A page that says one thing: an error, a refusal.
pub(crate) fn plain(title: &str, words: &str) -> Markup {
    html! { h1 { (t(title)) } p { (t(words)) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_between_backticks_are_quoted() {
        assert_eq!(quoted("`19,000` and `More than 34,000` differ"), "“19,000” and “More than 34,000” differ");
        assert_eq!(quoted("a lone ` mark"), "a lone ` mark");
    }

    #[test]
    fn words_cannot_hide_or_turn() {
        assert_eq!(t("a\u{202e}b\nc\u{0}"), "a\\u{202e}b c\\u{0}");
        assert_eq!(html! { (t("<b>\"&'")) }.into_string(), "&lt;b&gt;&quot;&amp;'");
    }

    #[test]
    fn only_the_web_is_outside() {
        for (url, expect) in [
            ("https://example.org/a?b", true),
            ("HTTP://example.org", true),
            ("javascript:alert(1)", false),
            ("java\nscript:alert(1)", false),
            (" https://example.org", false),
            ("data:text/html,x", false),
            ("//example.org", false),
            ("https:/", false),
            ("é", false),
        ] {
            assert_eq!(outside(url).is_some(), expect, "{url:?}");
        }
    }

    #[test]
    fn spans_in_addresses() {
        let spans = [Span::new(1, 5), Span::new(10, 12)];
        assert_eq!(spans_of(&spans_part(&spans)), spans);
        assert_eq!(spans_of("5-1,x,3,-,9-99999999999,2-4"), [Span::new(2, 4)]);
        assert_eq!(part("a b/ü?.json"), "a%20b%2F%C3%BC%3F%2Ejson");
    }

    #[test]
    fn long_words_are_cut_between_words() {
        assert_eq!(short("envoys  met in\nthe harbour", 12), "envoys met …");
        assert_eq!(short("met", 12), "met");
    }
}
