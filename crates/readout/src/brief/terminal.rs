//! The brief for a terminal: three columns, key, words, evidence; readable without colour.

use super::page::{Group, Line, Page, Piece, ReportRow, cite_labels, page};
use crate::print::{BOLD, DIM, HEAD, Screen, columns, safe_line, wrap};
use anstyle::Style;
use readout_join::brief::{Brief, Cite};
use std::io::{self, Write};

/// Places of evidence shown in a line.
const MOST_CITES: usize = 3;

/// Columns of the key at most, and of the evidence.
const KEY: usize = 22;
const BESIDE: usize = 24;

pub(crate) fn write(brief: &Brief, screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    write_page(&page(brief), screen, out)
}

/// Draws anything that is laid out as a page.
pub(crate) fn write_page(page: &Page, screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let sheet = Sheet { screen };
    sheet.head(page, out)?;
    for section in &page.sections {
        writeln!(out)?;
        writeln!(out, "{}", screen.paint(HEAD, &section.name.to_uppercase()))?;
        let keys = section.groups.iter().flat_map(|group| &group.lines).map(|line| columns(&safe_line(&line.key)));
        let key_width = match keys.max() {
            Some(widest) if widest > 0 => (widest + 2).clamp(12, KEY),
            _ => 0,
        };
        for (place, group) in section.groups.iter().enumerate() {
            if place > 0 && !group.head.is_empty() {
                writeln!(out)?;
            }
            sheet.group(group, key_width, out)?;
        }
    }
    if page.reports.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    writeln!(out, "{}", screen.paint(HEAD, "REPORTS"))?;
    for row in &page.reports {
        sheet.report(row, out)?;
    }
    Ok(())
}

struct Sheet {
    screen: Screen,
}

/// Words with one style.
struct Run {
    text: String,
    style: Option<Style>,
}

impl Sheet {
    fn head(&self, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", self.screen.paint(BOLD, &safe_line(&page.title).to_uppercase()))?;
        for fact in &page.facts {
            for line in wrap(&safe_line(fact), self.screen.width) {
                writeln!(out, "{}", self.screen.paint(DIM, &line))?;
            }
        }
        Ok(())
    }

    fn group(&self, group: &Group, key_width: usize, out: &mut dyn Write) -> io::Result<()> {
        if !group.head.is_empty() {
            let runs = [Run { text: group.head.clone(), style: Some(BOLD) }, Run { text: group.aside.clone(), style: Some(DIM) }];
            for line in self.flow(&runs, self.screen.width - 2) {
                writeln!(out, "  {line}")?;
            }
        }
        for line in &group.lines {
            self.line(line, key_width, !group.head.is_empty(), out)?;
        }
        Ok(())
    }

    fn line(&self, line: &Line, key_width: usize, inside: bool, out: &mut dyn Write) -> io::Result<()> {
        let indent = if inside { 4 } else { 2 };
        let body: Vec<Run> = line.body.iter().map(run).collect();
        let keys = wrap(&safe_line(&line.key), key_width.saturating_sub(2).max(1));
        self.row(indent, key_width, &keys, &body, &line.aside, &line.cites, out)?;
        for (pieces, cites) in &line.notes {
            let runs: Vec<Run> = pieces.iter().map(run).collect();
            self.row(indent, key_width, &[], &runs, "", cites, out)?;
        }
        Ok(())
    }

    /// Key, words and evidence side by side; where the terminal is narrow, the evidence follows the words.
    #[allow(clippy::too_many_arguments, reason = "a row has these parts")]
    fn row(
        &self,
        indent: usize,
        key_width: usize,
        keys: &[String],
        body: &[Run],
        aside: &str,
        cites: &[Cite],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let width = self.screen.width;
        let labels = safe_line(&cite_labels(cites, MOST_CITES));
        let aside = safe_line(aside);
        let wide = width >= 80;
        let body_width = if wide { width - indent - key_width - BESIDE - 2 } else { width - indent - key_width };
        let mut words = self.flow(body, body_width);
        let mut beside: Vec<String> = Vec::new();
        let together = [aside.as_str(), labels.as_str()].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("  ");
        if wide && columns(&together) <= BESIDE {
            beside.push(together);
        } else {
            beside.extend(wrap(&aside, if wide { BESIDE } else { body_width }));
            beside.extend(wrap(&labels, if wide { BESIDE } else { body_width }));
        }
        if !wide {
            words.extend(beside.drain(..).map(|line| self.screen.paint(DIM, &line)));
        }
        for place in 0..words.len().max(beside.len()).max(keys.len()) {
            let left = keys.get(place).map_or("", String::as_str);
            let mut text = format!("{}{left}{}", " ".repeat(indent), " ".repeat(key_width.saturating_sub(columns(left))));
            let line = words.get(place).map_or("", String::as_str);
            text.push_str(line);
            if let Some(beside) = beside.get(place).filter(|beside| !beside.is_empty()) {
                let used = visible(line);
                text.push_str(&" ".repeat(body_width.saturating_sub(used) + 2));
                text.push_str(&self.screen.paint(DIM, beside));
            }
            writeln!(out, "{}", text.trim_end())?;
        }
        Ok(())
    }

    /// Breaks runs into lines of at most `width` columns, each run in its style.
    fn flow(&self, runs: &[Run], width: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut used = width + 1;
        for run in runs {
            for word in safe_line(&run.text).split(' ').filter(|word| !word.is_empty()) {
                let needs = columns(word);
                let painted = run.style.map_or_else(|| word.to_owned(), |style| self.screen.paint(style, word));
                match lines.last_mut() {
                    Some(line) if used + 1 + needs <= width => {
                        line.push(' ');
                        line.push_str(&painted);
                        used += 1 + needs;
                    }
                    _ => {
                        lines.push(painted);
                        used = needs;
                    }
                }
            }
        }
        lines
    }

    fn report(&self, row: &ReportRow, out: &mut dyn Write) -> io::Result<()> {
        let label = safe_line(&row.label);
        let mut parts = vec![row.outlet.clone(), row.published.clone()];
        parts.extend((!row.beside.is_empty()).then(|| row.beside.clone()));
        let runs = [Run { text: row.title.clone(), style: None }, Run { text: format!("— {}", parts.join(" · ")), style: Some(DIM) }];
        for (place, line) in self.flow(&runs, self.screen.width.saturating_sub(9)).iter().enumerate() {
            let label = if place == 0 { label.as_str() } else { "" };
            writeln!(out, "  {}{}{line}", self.screen.paint(BOLD, label), " ".repeat(7usize.saturating_sub(columns(label))))?;
        }
        Ok(())
    }
}

fn run(piece: &Piece) -> Run {
    match piece {
        Piece::Plain(text) => Run { text: text.clone(), style: None },
        Piece::Strong(text) => Run { text: text.clone(), style: Some(BOLD) },
        Piece::Words(text) => Run { text: text.clone(), style: None },
        Piece::Faint(text) => Run { text: text.clone(), style: Some(DIM) },
    }
}

/// Columns of a painted line: escape sequences take none.
fn visible(line: &str) -> usize {
    let mut n = 0;
    let mut rest = line;
    while let Some(at) = rest.find('\u{1b}') {
        n += columns(&rest[..at]);
        rest = rest[at..].find('m').map_or("", |end| &rest[at + end + 1..]);
    }
    n + columns(rest)
}
