//! The brief as one HTML page that can be sent to somebody: no scripts, nothing fetched, every place of evidence a link to the marked words
//! in the report's text at the end of the page.

use super::chart;
use super::page::{Group, Line, Piece, cite_label, page};
use readout_core::{Reading, Span};
use readout_join::brief::{Brief, Cite};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write};

const STYLE: &str = include_str!("../../data/brief.css");

pub(crate) fn write(brief: &Brief, readings: &[Reading], out: &mut dyn Write) -> io::Result<()> {
    let page = page(brief);
    let mut links = Links::default();
    let mut main = String::new();
    let _ = write!(main, "<header><p class=\"kind\">Brief</p><h1>{}</h1>", escape(&page.title));
    for (place, fact) in page.facts.iter().enumerate() {
        let class = if place == 0 { " class=\"lead\"" } else { "" };
        let _ = write!(main, "<p{class}>{}</p>", escape(fact));
    }
    main.push_str("</header>\n<nav>");
    for (place, section) in page.sections.iter().enumerate() {
        let _ = write!(main, "<a href=\"#s{place}\">{}</a> ", escape(section.name));
    }
    main.push_str("<a href=\"#reports\">Reports</a></nav>\n<main>\n");
    let mut tolls = brief.figures.iter().filter(|figures| figures.claims.len() > 1).peekable();
    for (place, section) in page.sections.iter().enumerate() {
        let _ = writeln!(main, "<section id=\"s{place}\"><h2>{}</h2>", escape(section.name));
        for group in &section.groups {
            write_group(group, &mut links, &mut main);
            // Groups of several claims stand in the order of the brief's.
            if section.name == "Figures"
                && let Some(figures) = tolls.next_if(|figures| figures.counted == group.head)
            {
                main.push_str(&chart::steps(figures));
            }
        }
        main.push_str("</section>\n");
    }
    main.push_str("<section id=\"reports\"><h2>Reports</h2><table>");
    for row in &page.reports {
        let place = row.place;
        let link = match row.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://")) {
            Some(url) => format!(" <a class=\"out\" rel=\"noreferrer\" href=\"{}\">original</a>", escape(url)),
            None => String::new(),
        };
        let _ = writeln!(
            main,
            "<tr><th><a href=\"#r{place}\">{}</a></th><td>{}{link}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escape(&row.label),
            escape(&row.title),
            escape(&row.outlet),
            escape(&row.published),
            escape(&row.beside)
        );
    }
    main.push_str("</table></section>\n");
    for row in &page.reports {
        if let Some(reading) = readings.get(row.place) {
            write_report(row.place, &row.label, reading, &links, &mut main);
        }
    }
    main.push_str("</main>\n");
    // A click marks exactly the words that the line stands on.
    let mut rules = String::new();
    for n in 0..links.n {
        let _ = write!(rules, "body:has(#c{n}:target) .c{n}{{background:var(--mark)}}");
    }
    writeln!(out, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")?;
    writeln!(out, "<title>{}</title>\n<style>\n{STYLE}{rules}\n</style></head><body>", escape(&page.title))?;
    out.write_all(main.as_bytes())?;
    writeln!(out, "</body></html>")
}

/// Cited stretches longer than this, in bytes, are whole passages of copied text: they are marked when a link leads there, and not before.
const WIDEST: usize = 500;

/// Every place of evidence on the page, numbered in order of appearance; the same words have one number.
#[derive(Default)]
struct Links {
    n: usize,
    known: HashMap<(usize, Vec<Span>), usize>,
    by_report: HashMap<usize, Vec<(usize, Span)>>,
}

impl Links {
    fn number(&mut self, cite: &Cite) -> Option<usize> {
        if cite.spans.is_empty() {
            return None;
        }
        let key = (cite.report, cite.spans.clone());
        if let Some(number) = self.known.get(&key) {
            return Some(*number);
        }
        let number = self.n;
        self.n += 1;
        self.known.insert(key, number);
        self.by_report.entry(cite.report).or_default().extend(cite.spans.iter().map(|span| (number, *span)));
        Some(number)
    }

    fn all(&mut self, cites: &[Cite]) -> String {
        let mut html = String::new();
        for cite in cites {
            let label = escape(&cite_label(cite));
            match self.number(cite) {
                Some(number) => {
                    let _ = write!(html, "<a class=\"cite\" href=\"#c{number}\">{label}</a> ");
                }
                None => {
                    let _ = write!(html, "<a class=\"cite\" href=\"#r{}\">{label}</a> ", cite.report);
                }
            }
        }
        html
    }
}

fn write_group(group: &Group, links: &mut Links, html: &mut String) {
    if !group.head.is_empty() {
        let _ = write!(html, "<h3>{} <small>{}</small></h3>", escape(&group.head), escape(&group.aside));
    }
    let bare = group.lines.iter().all(|line| line.key.is_empty());
    html.push_str(if bare { "<dl class=\"bare\">" } else { "<dl>" });
    for line in &group.lines {
        write_line(line, links, html);
    }
    html.push_str("</dl>\n");
}

fn write_line(line: &Line, links: &mut Links, html: &mut String) {
    let cites = links.all(&line.cites);
    let aside = if line.aside.is_empty() { String::new() } else { format!("<span class=\"aside\">{}</span> ", escape(&line.aside)) };
    // A date that stands for several lines stands once.
    let class = if line.key.is_empty() { " class=\"same\"" } else { "" };
    let _ = write!(html, "<div{class}><dt>{}</dt><dd><p>{}</p>", escape(&line.key), pieces(&line.body));
    for (body, cites) in &line.notes {
        let _ = write!(html, "<p class=\"note\">{} {}</p>", pieces(body), links.all(cites));
    }
    let _ = writeln!(html, "</dd><dd class=\"beside\">{aside}{cites}</dd></div>");
}

fn pieces(pieces: &[Piece]) -> String {
    let html = pieces.iter().map(|piece| match piece {
        Piece::Plain(text) => escape(text),
        Piece::Strong(text) => format!("<b>{}</b>", escape(text)),
        Piece::Words(text) => format!("<q>{}</q>", escape(text)),
        Piece::Faint(text) => format!("<i>{}</i>", escape(text)),
    });
    html.collect::<Vec<_>>().join(" ")
}

/// The report's text with its sentences numbered and every cited stretch marked.
fn write_report(place: usize, label: &str, reading: &Reading, links: &Links, html: &mut String) {
    let header = &reading.report;
    let about: Vec<&str> =
        [header.outlet.as_deref(), header.published.as_ref().map(|published| published.value.as_str())].into_iter().flatten().collect();
    let _ = write!(
        html,
        "<article id=\"r{place}\"><h3>{} <small>{}</small></h3>",
        escape(label),
        escape(&[header.title.as_deref().unwrap_or(&header.id), &about.join(" · ")].join(" — "))
    );
    let none = Vec::new();
    let cited = links.by_report.get(&place).unwrap_or(&none);
    let text = reading.text.as_str();
    let mut cuts: Vec<u32> = vec![0, text.len() as u32];
    let stretches = cited.iter().map(|(_, span)| *span).chain(reading.boilerplate.iter().copied()).chain(reading.sentences.iter().copied());
    cuts.extend(stretches.flat_map(|span| [span.start, span.end]));
    cuts.extend(text.match_indices('\n').map(|(at, _)| at as u32));
    cuts.sort_unstable();
    cuts.dedup();
    let sentences: HashMap<u32, usize> = reading.sentences.iter().enumerate().map(|(place, span)| (span.start, place + 1)).collect();
    html.push_str("<p>");
    for pair in cuts.windows(2) {
        let piece = Span { start: pair[0], end: pair[1] };
        let words = piece.of(text);
        let mut numbered = None;
        if let Some(number) = sentences.get(&piece.start) {
            numbered = Some(*number);
        }
        // A line of the text is a paragraph of the page; blank lines are none.
        let bare = words.trim_start_matches(['\n', '\r']);
        if bare.len() < words.len() && !html.ends_with("<p>") {
            html.push_str("</p><p>");
        }
        if bare.is_empty() {
            continue;
        }
        if let Some(number) = numbered {
            let _ = write!(html, "<sup>{number}</sup>");
        }
        let mut classes = String::new();
        let mut narrow = false;
        for (number, span) in cited.iter().filter(|(_, span)| span.overlaps(piece)) {
            if span.start == piece.start && first_of(cited, *number) == *span {
                let _ = write!(html, "<a id=\"c{number}\"></a>");
            }
            let _ = write!(classes, " c{number}");
            narrow |= span.len() <= WIDEST;
        }
        let set_aside = reading.boilerplate.iter().any(|span| span.overlaps(piece));
        match (classes.is_empty(), set_aside) {
            (true, false) => html.push_str(&escape(bare)),
            (true, true) => {
                let _ = write!(html, "<s>{}</s>", escape(bare));
            }
            (false, _) => {
                let class = format!("{}{classes}", if narrow { "m" } else { "" });
                let _ = write!(html, "<span class=\"{}\">{}</span>", class.trim_start(), escape(bare));
            }
        }
    }
    html.push_str("</p></article>\n");
}

fn first_of(cited: &[(usize, Span)], number: usize) -> Span {
    cited.iter().filter(|(other, _)| *other == number).map(|(_, span)| *span).min().unwrap_or(Span { start: 0, end: 0 })
}

/// Text in which nothing is mark-up, and nothing turns the direction of what stands around it.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' | '\t' => safe.push(character),
            _ if crate::print::is_unsafe(character) => safe.extend(character.escape_unicode()),
            _ => safe.push(character),
        }
    }
    safe
}
