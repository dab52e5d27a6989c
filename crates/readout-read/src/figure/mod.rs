//! Claimed quantities: how many, of whom, killed or freed or marching, where, as of when, and by whose account.
//!
//! Words, times and attributions come in, [`Figure`]s go out. `at least 114 people were killed on Saturday: 46 civilians, 33 rebels and 35
//! soldiers` is one figure of 114 `people`, `killed`, `at_least`, with three parts that inherit what they count. Years, dates, durations,
//! ages, ordinals, distances and numbers in names are not figures. Percentages (`percent`), money (`money`), shares (`share`) and
//! changes (`change`: `doubled` is 2) are kept with what they measure. A figure is by the account of the smallest attribution whose content holds it.
//!
//! What vague words can mean is fixed here: `dozens` 24 to 99, `scores` 40 to 99, `hundreds` 200 to 999, and so on upward.

mod context;
mod counted;
mod lexicon;
mod parts;
mod place;
mod quantity;

use crate::scan::{self, Word};
use crate::{doc::Doc, mention::Cast};
use lexicon::is_event;
use parts::check_sum;
use quantity::Quantity;
use readout_core::{Attribution, Figure, FigureId, Finding, Span, Time};

/// Finds figures.
pub fn figures(doc: &Doc<'_>, cast: &Cast, times: &[Time], attributions: &[Attribution], findings: &mut Vec<Finding>) -> Vec<Figure> {
    let words = scan::scan(doc.text);
    let reader = Reader::new(doc, cast, times, attributions, &words);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match reader.quantity(at) {
            Some(quantity) => {
                at = quantity.to.max(at + 1);
                if let Some(draft) = reader.draft(quantity, &drafts) {
                    drafts.push(draft);
                }
            }
            None => at += 1,
        }
    }
    let parts = reader.parts(&mut drafts);
    let spans: Vec<Span> = drafts.iter().map(|draft| reader.span(draft.quantity.from, draft.quantity.to)).collect();
    let mut figures: Vec<Figure> = drafts.iter().enumerate().map(|(place, draft)| reader.figure(place, draft, &spans)).collect();
    // A later figure on the same thing in the same paragraph is of the same place: `44 dead, up from 31`.
    for at in 1..figures.len() {
        let (before, figure) = (&figures[at - 1], &figures[at]);
        let paragraph = doc.paragraphs.iter().find(|paragraph| paragraph.contains(figure.span));
        let near = paragraph.is_some_and(|paragraph| paragraph.contains(before.span));
        if figure.place.is_none() && near && figure.counted == before.counted && figure.counted.as_deref() == Some("killed") {
            figures[at].place = before.place;
        }
    }
    for (whole, of) in &parts {
        // The parts of a toll are of the toll's day and place where they name none.
        for part in of {
            let (place, as_of, period) = (figures[whole.0].place, figures[whole.0].as_of, figures[whole.0].period);
            figures[*part].place = figures[*part].place.or(place);
            figures[*part].as_of = figures[*part].as_of.or(as_of);
            figures[*part].period = figures[*part].period.or(period);
        }
    }
    repeat(&mut figures);
    for (whole, of) in parts {
        figures[whole.0].parts = of.iter().map(|part| FigureId::new(*part)).collect();
        if whole.1 {
            check_sum(&figures, whole.0, findings);
        }
    }
    for figure in &figures {
        let most = figure.value.or(figure.high).unwrap_or(0.0);
        let people = !matches!(figure.counted.as_deref(), Some("money" | "percent" | "share"));
        if people && most > 1e10 {
            findings.push(Finding::at("implausible-figure", figure.span, format!("{most:.0} is more than there are people; kept as said")));
        }
    }
    figures
}

/// A number said twice of one thing (in the title and in the text) is one claim: what either says of when and where holds for both.
fn repeat(figures: &mut [Figure]) {
    for at in 0..figures.len() {
        let same = |other: &Figure| {
            let figure = &figures[at];
            other.id != figure.id
                && figure.value.is_some()
                && other.value == figure.value
                && other.counted == figure.counted
                && other.of == figure.of
        };
        let told = |told: &dyn Fn(&Figure) -> bool| figures.iter().find(|other| same(other) && told(other)).cloned();
        let (dated, placed) = (told(&|other| other.as_of.is_some()), told(&|other| other.place.is_some()));
        if figures[at].counted.as_deref().is_some_and(is_event) {
            figures[at].as_of = figures[at].as_of.or(dated.and_then(|other| other.as_of));
            figures[at].place = figures[at].place.or(placed.and_then(|other| other.place));
        }
    }
}

/// A quantity with what it counts.
#[derive(Clone, Debug)]
struct Draft {
    quantity: Quantity,
    counted: Option<String>,
    of: Option<String>,
    /// The word after the counted noun.
    noun_end: usize,
    /// Sentence, as words.
    sentence: (usize, usize),
}

struct Reader<'a> {
    doc: &'a Doc<'a>,
    cast: &'a Cast,
    times: &'a [Time],
    attributions: &'a [Attribution],
    words: &'a [Word],
    starts: Vec<usize>,
}

impl<'a> Reader<'a> {
    fn new(doc: &'a Doc<'a>, cast: &'a Cast, times: &'a [Time], attributions: &'a [Attribution], words: &'a [Word]) -> Self {
        let starts = if doc.sentences.is_empty() {
            scan::sentence_starts(words)
        } else {
            doc.sentences.iter().map(|sentence| words.partition_point(|word| word.start < sentence.span.start as usize)).collect()
        };
        Self { doc, cast, times, attributions, words, starts }
    }

    fn lower(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.lower.as_str())
    }
    fn is(&self, at: usize, any: &[&str]) -> bool {
        any.contains(&self.lower(at))
    }
    fn before(&self, at: usize, by: usize) -> &str {
        at.checked_sub(by).map_or("", |at| self.lower(at))
    }
    fn span(&self, from: usize, to: usize) -> Span {
        scan::span(self.words, from, to)
    }
    fn sentence(&self, at: usize) -> (usize, usize) {
        let place = self.starts.partition_point(|start| *start <= at);
        let begin = place.checked_sub(1).map_or(0, |place| self.starts[place]);
        (begin, self.starts.get(place).copied().unwrap_or(self.words.len()))
    }
}

#[cfg(test)]
mod tests;
