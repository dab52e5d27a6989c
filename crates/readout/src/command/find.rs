//! `readout find`: words to the places where they stand.

use crate::cli::Find;
use crate::failure::{Failure, Outcome};
use crate::print::{self, Screen, safe_line, wrap};
use readout_store::Store;
use std::io::{self, BufWriter, Write};

/// Places shown of one report.
const MOST_PLACES: usize = 3;

pub(crate) fn run(options: &Find) -> Result<Outcome, Failure> {
    let store = Store::open_existing(&options.store.path)?;
    let hits = store.find(&options.words.join(" "), options.limit)?;
    let mut out = BufWriter::new(io::stdout().lock());
    if options.json {
        for hit in &hits {
            serde_json::to_writer(&mut out, hit).map_err(io::Error::other)?;
            out.write_all(b"\n")?;
        }
        out.flush()?;
        return Ok(Outcome::default());
    }
    let screen = Screen::stdout();
    for hit in &hits {
        let name = hit.title.as_deref().map_or_else(|| safe_line(&hit.id), safe_line);
        let about: Vec<String> = [hit.outlet.as_deref(), hit.published.as_deref(), hit.title.as_ref().map(|_| hit.id.as_str())]
            .into_iter()
            .flatten()
            .map(safe_line)
            .collect();
        writeln!(out, "{}  {}", screen.paint(print::BOLD, &name), screen.paint(print::DIM, &about.join(" · ")))?;
        for place in hit.places.iter().take(MOST_PLACES) {
            let at = place.sentence.map_or_else(|| "–".to_owned(), |sentence| (sentence + 1).to_string());
            let lines = wrap(&marked(&place.text, place), screen.width.saturating_sub(8));
            for (n, line) in lines.iter().enumerate() {
                let at = if n == 0 { at.as_str() } else { "" };
                writeln!(out, "  {at:>4}  {}", bright(line, screen))?;
            }
        }
        if hit.places.len() > MOST_PLACES {
            writeln!(out, "        {}", screen.paint(print::DIM, &format!("and {} more", hit.places.len() - MOST_PLACES)))?;
        }
        writeln!(out)?;
    }
    if hits.is_empty() {
        writeln!(out, "no report has these words")?;
    }
    out.flush()?;
    Ok(Outcome::default())
}

/// Private marks around the words found, which survive wrapping; no report's own text can hold them after [`safe_line`].
const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';

fn marked(text: &str, place: &readout_store::Place) -> String {
    let mut line = String::new();
    let mut at = 0;
    for mark in &place.marks {
        let (Some(before), Some(words)) = (text.get(at..mark.start as usize), text.get(mark.range())) else { break };
        line.push_str(&spaced(before));
        // Each word is marked by itself, so that a line may end between two.
        let words: Vec<String> = safe_line(words).split(' ').map(|word| format!("{OPEN}{word}{CLOSE}")).collect();
        line.push_str(&words.join(" "));
        at = mark.end as usize;
    }
    line.push_str(&spaced(text.get(at..).unwrap_or_default()));
    line
}

/// [`safe_line`] that keeps one space at either end.
fn spaced(text: &str) -> String {
    let edge = |character: Option<char>| if character.is_some_and(char::is_whitespace) { " " } else { "" };
    let middle = safe_line(text);
    if middle.is_empty() {
        return edge(text.chars().next()).to_owned();
    }
    format!("{}{middle}{}", edge(text.chars().next()), edge(text.chars().last()))
}

fn bright(line: &str, screen: Screen) -> String {
    let (on, off) = if screen.colour { (print::MARK.to_string(), format!("{:#}", print::MARK)) } else { (String::new(), String::new()) };
    line.replace(OPEN, &on).replace(CLOSE, &off)
}
