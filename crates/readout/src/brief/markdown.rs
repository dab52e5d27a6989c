//! The brief as Markdown: headings, lists, quoted words, evidence in brackets.

use super::page::{Line, Piece, cite_labels, page};
use crate::print::safe_line;
use readout_join::brief::Brief;
use std::io::{self, Write};

/// Places of evidence shown in a line.
const MOST_CITES: usize = 6;

pub(crate) fn write(brief: &Brief, out: &mut dyn Write) -> io::Result<()> {
    let page = page(brief);
    writeln!(out, "# {}\n", escape(&page.title))?;
    for fact in &page.facts {
        writeln!(out, "{}  ", escape(fact))?;
    }
    for section in &page.sections {
        writeln!(out, "\n## {}\n", section.name)?;
        for group in &section.groups {
            if !group.head.is_empty() {
                let aside = if group.aside.is_empty() { String::new() } else { format!(" · {}", escape(&group.aside)) };
                writeln!(out, "\n**{}**{aside}\n", escape(&group.head))?;
            }
            for line in &group.lines {
                write_line(line, out)?;
            }
        }
    }
    writeln!(out, "\n## Reports\n\n| | outlet | date | title | |\n|---|---|---|---|---|")?;
    for row in &page.reports {
        let title = match row.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://")) {
            Some(url) => format!("[{}](<{}>)", cell(&row.title), url.replace(['<', '>', '\n', '\r', '|'], "")),
            None => cell(&row.title),
        };
        writeln!(out, "| {} | {} | {} | {title} | {} |", cell(&row.label), cell(&row.outlet), row.published, cell(&row.beside))?;
    }
    Ok(())
}

fn write_line(line: &Line, out: &mut dyn Write) -> io::Result<()> {
    let key = if line.key.is_empty() { String::new() } else { format!("{}: ", escape(&line.key)) };
    let beside = [escape(&line.aside), escape(&cite_labels(&line.cites, MOST_CITES))];
    let beside = beside.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ");
    writeln!(out, "- {key}{} {beside}", pieces(&line.body))?;
    for (body, cites) in &line.notes {
        writeln!(out, "  - {} {}", pieces(body), escape(&cite_labels(cites, MOST_CITES)))?;
    }
    Ok(())
}

fn pieces(pieces: &[Piece]) -> String {
    let words = pieces.iter().map(|piece| match piece {
        Piece::Plain(text) | Piece::Words(text) | Piece::Faint(text) => escape(text),
        Piece::Strong(text) => format!("**{}**", escape(text)),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// One line in which nothing is mark-up.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in safe_line(text).chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&') {
            safe.push('\\');
        }
        safe.push(character);
    }
    safe
}

fn cell(text: &str) -> String {
    escape(text)
}
