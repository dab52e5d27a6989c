//! `readout diff`: two reports side by side.

use super::copies::{named, write_change};
use crate::brief::json;
use crate::brief::page::count;
use crate::cli::{Diff, Input};
use crate::failure::{Failure, Outcome};
use crate::joined::{joined, report};
use crate::print::{BOLD, DIM, HEAD, MARK, Screen, columns, is_unsafe, safe_line};
use anstyle::Style;
use readout_join::copies::compare::ChangeKind;
use readout_join::copies::view::{Comparison, RowView, SideView, comparison};
use readout_model::Model;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

pub(crate) fn run(options: &Diff, model: &dyn Fn() -> Result<Box<dyn Model>, Failure>) -> Result<Outcome, Failure> {
    let mut input = Input::default();
    if [&options.a, &options.b].iter().all(|name| Path::new(name).is_file()) {
        input.paths = vec![PathBuf::from(&options.a), PathBuf::from(&options.b)];
    }
    let (readings, record, outcome) = joined(&input, &options.store, model)?;
    if !input.paths.is_empty() && readings.len() == 1 {
        return Err(
            Failure::new("the two files hold one report").hint("say with a file beside each, as NAME.json, which outlet printed it")
        );
    }
    let (a, b) = (report(&readings, &record, &options.a)?, report(&readings, &record, &options.b)?);
    if a == b {
        return Err(Failure::new("the two names mean one report").hint("name two reports"));
    }
    let compared = comparison(&readings, &record, a, b);
    let mut out = BufWriter::new(io::stdout().lock());
    if options.json {
        json::write_view(&compared, &readings, &mut out)?;
    } else {
        terminal(&compared, Screen::stdout(), &mut out)?;
    }
    out.flush()?;
    Ok(outcome)
}

fn terminal(compared: &Comparison, screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    for (card, percent, n) in [(&compared.a, compared.a_percent, 1), (&compared.b, compared.b_percent, 2)] {
        let share = format!("{percent} % of it stands in the other");
        let sign = if n == 1 { "-" } else { "+" };
        writeln!(out, "{sign} {}  {}  {}", screen.paint(BOLD, &safe_line(&card.label)), named(card), screen.paint(DIM, &share))?;
    }
    if compared.versions {
        writeln!(out, "{}", screen.paint(DIM, "both were published at one address: versions of one report"))?;
    }
    if compared.n_common == 0 {
        writeln!(out)?;
        writeln!(out, "the two share no passage")?;
        return Ok(());
    }
    writeln!(out)?;
    for row in &compared.rows {
        write_row(row, screen, out)?;
    }
    let telling: Vec<_> = compared
        .changes
        .iter()
        .filter(|change| {
            change.names.is_some() || change.kind != ChangeKind::Added && change.touches.iter().any(|kind| kind == "attribution")
        })
        .filter(|change| change.from.as_deref().is_none_or(|from| from.split_whitespace().count() <= 12))
        .collect();
    if !telling.is_empty() {
        writeln!(out)?;
        writeln!(out, "{}", screen.paint(HEAD, "NAMES AND ATTRIBUTIONS"))?;
        for change in telling {
            write_change(change, "  ", screen, out)?;
        }
    }
    let n = |kind: &str| compared.rows.iter().filter(|row| row.kind == kind).count();
    writeln!(out)?;
    let sums = [
        count(compared.n_common, "word") + " in common",
        count(n("dropped"), "sentence") + " dropped",
        count(n("added"), "sentence") + " added",
        count(n("changed"), "place") + " with other words",
    ];
    writeln!(out, "{}", screen.paint(DIM, &sums.join(" · ")))
}

/// Both sides in two columns; a sentence that is the same stands once.
fn write_row(row: &RowView, screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let sign = match row.kind.as_str() {
        "same" if row.moved => "»",
        "same" => "=",
        "dropped" => "-",
        "added" => "+",
        _ if row.moved => "»",
        _ => "~",
    };
    let width = (screen.width - 5) / 2;
    let side =
        |side: &Option<SideView>, marks: (&str, &str)| side.as_ref().map(|side| lines(side, width, screen, marks)).unwrap_or_default();
    let (left, right) = (side(&row.a, ("[-", "-]")), side(&row.b, ("{+", "+}")));
    for place in 0..left.len().max(right.len()) {
        let (text, used) = left.get(place).cloned().unwrap_or_default();
        let sign = if place == 0 { sign } else { " " };
        let (other, _) = right.get(place).cloned().unwrap_or_default();
        let line = format!("{sign} {text}{}   {other}", " ".repeat(width.saturating_sub(used)));
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// Breaks one side into lines, each with the columns it takes. What was changed is marked by colour, or else by `marks`.
fn lines(side: &SideView, width: usize, screen: Screen, marks: (&str, &str)) -> Vec<(String, usize)> {
    let whole = side.pieces.len() == 1 && side.pieces[0].change.is_some();
    // Units are what stands between two blanks: runs of characters, each changed or not.
    let mut units: Vec<Vec<(String, bool)>> = vec![Vec::new()];
    for piece in &side.pieces {
        let changed = piece.change.is_some() && !whole;
        let (open, close) = if changed && !screen.colour { marks } else { ("", "") };
        let mut text = String::from(open);
        for character in piece.text.chars() {
            if is_unsafe(character) && !character.is_whitespace() {
                text.extend(character.escape_unicode());
            } else {
                text.push(character);
            }
        }
        text.push_str(close);
        for (n, word) in text.split(char::is_whitespace).enumerate() {
            if n > 0 {
                units.push(Vec::new());
            }
            if let (false, Some(unit)) = (word.is_empty(), units.last_mut()) {
                unit.push((word.to_owned(), changed));
            }
        }
    }
    let style = |text: &str, changed: bool| -> String {
        let style: Option<Style> = if changed { Some(MARK) } else { None };
        style.map_or_else(|| text.to_owned(), |style| screen.paint(style, text))
    };
    let mut lines: Vec<(String, usize)> = Vec::new();
    for unit in units.iter().filter(|unit| !unit.is_empty()) {
        let needs: usize = unit.iter().map(|(text, _)| columns(text)).sum();
        let painted: String = unit.iter().map(|(text, changed)| style(text, *changed)).collect();
        match lines.last_mut() {
            Some((line, used)) if *used + 1 + needs <= width => {
                line.push(' ');
                line.push_str(&painted);
                *used += 1 + needs;
            }
            _ => lines.push((painted, needs)),
        }
    }
    lines
}
