//! Pages: main text and metadata.
//!
//! The finding of the main text is left to `dom_smoothie`, a port of the reader view of Firefox; it measured 0.951 F1 at 2.6 ms a page on
//! the article extraction benchmark. The result is the report's text and is frozen like any other; spans never refer to the page.

use crate::Given;
use dom_smoothie::{Config, Readability, TextMode};
use readout_core::{Finding, Known};

/// Elements that a page may have. The largest news pages have about a tenth.
const MOST_ELEMENTS: usize = 100_000;

/// Elements inside one another. News pages have some dozens; the time that very deep ones take grows with the square of the depth.
const DEEPEST: usize = 600;

/// Stack for walks over deeply nested pages.
const STACK: usize = 64 << 20;

/// The main text of `page` and what its head says about it.
pub fn main_text(page: &str, findings: &mut Vec<Finding>) -> (String, Given) {
    if depth(page) > DEEPEST {
        findings.push(Finding::report("no-main-text", "no main text was looked for in the page: its elements are nested too deep"));
        return (String::new(), Given::default());
    }
    let work = || {
        let config = Config { text_mode: TextMode::Formatted, max_elements_to_parse: MOST_ELEMENTS, ..Config::default() };
        let mut readability = Readability::new(page, None, Some(config)).map_err(|error| error.to_string())?;
        let article = readability.parse().map_err(|error| error.to_string())?;
        let known = |value: Option<String>, property: &str| {
            let value = value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
            value.map(|value| Known::given(value, &format!("html:{property}")))
        };
        let given = Given {
            id: None,
            title: known(Some(article.title), "title"),
            outlet: known(article.site_name, "site_name"),
            url: known(article.url, "url"),
            published: known(article.published_time, "published_time"),
            byline: known(article.byline, "byline").into_iter().collect(),
            credit: Vec::new(),
            language: article.lang,
        };
        Ok((article.text_content.to_string(), given))
    };
    // Neither depth nor a fault in the parser may cost more than this page.
    let article = std::thread::scope(|scope| {
        let worker = std::thread::Builder::new().name("html".to_owned()).stack_size(STACK).spawn_scoped(scope, work);
        match worker.map(|worker| worker.join()) {
            Ok(Ok(article)) => article,
            Ok(Err(_)) => Err("the parser failed on it".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    });
    article.unwrap_or_else(|reason: String| {
        findings.push(Finding::report("no-main-text", format!("no main text was found in the page: {}", reason.to_lowercase())));
        (String::new(), Given::default())
    })
}

/// How deep the page's elements are nested, at most; elements that are usually left open do not count.
fn depth(page: &str) -> usize {
    const OPEN: &[&str] = &[
        "p", "li", "td", "tr", "th", "dt", "dd", "option", "br", "img", "meta", "link", "input", "hr", "source", "wbr", "area", "base",
        "col", "embed", "param", "track", "path", "use", "circle", "rect", "line", "stop", "html", "head", "body", "thead", "tbody",
    ];
    let (mut deep, mut deepest) = (0usize, 0);
    for (at, _) in page.match_indices('<') {
        let rest = &page[at + 1..];
        let closes = rest.starts_with('/');
        let name = rest.trim_start_matches('/');
        let name = &name[..name.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(name.len())];
        if name.is_empty() || OPEN.iter().any(|open| name.eq_ignore_ascii_case(open)) {
            continue;
        }
        deep = if closes { deep.saturating_sub(1) } else { deep + 1 };
        deepest = deepest.max(deep);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_main_text_of_a_page() {
        let body =
            "<p>The council met in the harbour town on Tuesday and agreed on nothing, officials from both of the sides said.</p>".repeat(6);
        let page = format!(
            "<html lang=en><head><title>Talks open - Harbour Mail</title><meta property='og:site_name' content='Harbour Mail'>\
             <meta property='article:published_time' content='2031-06-03T14:05:00Z'></head><body><nav><a href=/>Home</a> <a href=/w>World</a></nav>\
             <article><h1>Talks open</h1>{body}</article><footer>Copyright 2031</footer></body></html>"
        );
        let mut findings = Vec::new();
        let (text, given) = main_text(&page, &mut findings);
        assert!(text.contains("harbour town") && !text.contains("Home"), "{text}");
        assert_eq!(given.outlet.map(|outlet| outlet.value).as_deref(), Some("Harbour Mail"));
        assert_eq!(given.published.map(|published| published.value).as_deref(), Some("2031-06-03T14:05:00Z"));
        assert!(findings.is_empty());
    }

    #[test]
    fn odd_pages_are_no_error() {
        for page in ["", "<", "<html></html>", &"<div>".repeat(60_000), "\u{0}<p>"] {
            let mut findings = Vec::new();
            let (text, _) = main_text(page, &mut findings);
            assert!(text.is_empty() != findings.is_empty() || text.trim().is_empty(), "{page:.20}");
        }
    }
}
