//! `readout corrections`: what the desk's forms do, from the shell.

use crate::cli::{Add, Corrections, CorrectionsWhat};
use crate::command::desk::{now, signer};
use crate::failure::{Failure, Outcome};
use crate::print::safe_line;
use readout_core::{CodepointIndex, EntityId, Reading, Span};
use readout_join::correct::{self, Correction, Layer, Spot, Undone, What, Whom, extents, precision};
use readout_store::{Joined, Store, identity};
use serde::de::DeserializeOwned;
use std::io::{self, BufRead, BufWriter, Write};
use std::path::Path;

pub(crate) fn run(options: &Corrections) -> Result<Outcome, Failure> {
    let mut store = Store::open_existing(&options.store.path)?;
    let mut out = BufWriter::new(io::stdout().lock());
    match &options.what {
        CorrectionsWhat::List { json: true } | CorrectionsWhat::Export => {
            for correction in store.corrections()? {
                serde_json::to_writer(&mut out, &correction).map_err(io::Error::other)?;
                out.write_all(b"\n")?;
            }
        }
        CorrectionsWhat::List { json: false } => list(&mut store, &mut out)?,
        CorrectionsWhat::Add { note, by, what } => {
            let what = made(&mut store, what, note.is_some())?;
            let correction = Correction::new(now_words(), signer(by.as_deref()), what, note.clone());
            store.correct(std::slice::from_ref(&correction))?;
            writeln!(out, "{}  {}", correction.id, safe_line(&words(&correction)))?;
        }
        CorrectionsWhat::Undo { id, by } => {
            if !store.undo(id, &Undone { made: now_words(), by: signer(by.as_deref()) })? {
                let hint = "`readout corrections list` prints the ids of those that stand";
                return Err(Failure::new(format!("no correction {} stands", safe_line(id))).hint(hint));
            }
            writeln!(out, "{id} is taken back")?;
        }
        CorrectionsWhat::Import { path } => {
            let corrections = read(path)?;
            let changed = store.correct(&corrections)?;
            writeln!(out, "{changed} of {} new", corrections.len())?;
        }
    }
    out.flush()?;
    store.close()?;
    Ok(Outcome::default())
}

fn now_words() -> String {
    jiff::Timestamp::from_second(now().as_second()).unwrap_or_default().to_string()
}

fn list(store: &mut Store, out: &mut dyn Write) -> Result<(), Failure> {
    let Joined { corrections, applied, .. } = store.joined_with()?;
    for correction in &corrections {
        let state = match (&correction.undone, applied.lost.get(&correction.id)) {
            (Some(undone), _) => format!(" — taken back by {}, {}", undone.by, undone.made),
            (None, Some(why)) => format!(" — has no effect: {why}"),
            (None, None) => String::new(),
        };
        let note = correction.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
        let line = format!("{}{note} — {}, {}{state}", words(correction), correction.by, correction.made);
        writeln!(out, "{}  {}", correction.id, safe_line(&line))?;
    }
    if corrections.is_empty() {
        writeln!(out, "no corrections")?;
    }
    Ok(())
}

/// A correction in words.
fn words(correction: &Correction) -> String {
    fn word(value: &impl serde::Serialize) -> String {
        serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_lowercase)).unwrap_or_default()
    }
    match &correction.what {
        What::Merge { one, other } => format!("{} and {} are one", one.name, other.name),
        What::Split { entities } => {
            let name = entities.first().map_or("", |entity| &entity.name);
            format!("{name} is somebody else in {} reports", entities.len())
        }
        What::Speaker { at, speaker } => format!("{} says “{}”", speaker.as_ref().map_or("nobody named", |who| &who.name), at.words),
        What::Date { at, value } => format!("“{}” is {value}", at.words),
        What::Published { report, value } => format!("report {} was published on {value}", report.get(..12).unwrap_or(report)),
        What::Event { at, event_type, factuality, who, whom } => {
            let names = |all: &Vec<Whom>| match all.as_slice() {
                [] => "nobody".to_owned(),
                all => all.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", "),
            };
            let parts: Vec<String> = [
                event_type.as_ref().map(word),
                factuality.as_ref().map(word),
                who.as_ref().map(|who| format!("by {}", names(who))),
                whom.as_ref().map(|whom| format!("done to {}", names(whom))),
            ]
            .into_iter()
            .flatten()
            .collect();
            format!("“{}” is {}", at.words, parts.join(", "))
        }
        What::Wrong { layer, at } => format!("“{}” is no {}", at.words, word(layer)),
        What::Note { at, whom } => {
            format!(
                "note on {}",
                whom.as_ref().map(|whom| whom.name.as_str()).or(at.as_ref().map(|at| at.words.as_str())).unwrap_or_default()
            )
        }
    }
}

fn read(path: &Path) -> Result<Vec<Correction>, Failure> {
    let cannot = |error: io::Error| Failure::new(format!("cannot read {}", path.display())).because(&error);
    let lines: Vec<String> = match path.as_os_str() == "-" {
        true => io::stdin().lock().lines().collect::<Result<_, _>>().map_err(cannot)?,
        false => std::fs::read_to_string(path).map_err(cannot)?.lines().map(str::to_owned).collect(),
    };
    let mut corrections = Vec::new();
    for (n, line) in lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = || Failure::new(format!("line {} of {} is no correction", n + 1, path.display()));
        let correction: Correction = serde_json::from_str(line).map_err(|error| wrong().because(&error))?;
        if correction.id != correction.made_id() {
            return Err(wrong().hint("its id does not fit what it says: it was changed after it was made"));
        }
        corrections.push(correction);
    }
    Ok(corrections)
}

fn made(store: &mut Store, what: &Add, has_note: bool) -> Result<What, Failure> {
    let joined = store.joined_with()?;
    let named = |name: &str| -> Result<Reading, Failure> {
        let mut found = store.reading(name)?;
        match found.len() {
            1 => {
                let identity = identity(&found.remove(0));
                let same = joined.readings.iter().find(|reading| readout_store::identity(reading) == identity);
                same.cloned().ok_or_else(|| Failure::new("the store changed meanwhile"))
            }
            0 => Err(Failure::new(format!("no report is called {}", safe_line(name)))),
            n => Err(Failure::new(format!("{n} reports are called {}", safe_line(name))).hint("name it by its address or number")),
        }
    };
    Ok(match what {
        Add::Merge { one, other } => What::Merge { one: actor(&joined, one)?, other: actor(&joined, other)? },
        Add::Split { name, reports } => {
            let entities = reports.iter().map(|report| entity(&named(report)?, name)).collect::<Result<_, _>>()?;
            What::Split { entities }
        }
        Add::Speaker { report, words, speaker } => {
            let reading = named(report)?;
            let speaker = speaker.as_ref().map(|speaker| entity(&reading, speaker)).transpose()?;
            What::Speaker { at: spot(&reading, Layer::Attribution, words)?, speaker }
        }
        Add::Date { report, words, value } => What::Date { at: spot(&named(report)?, Layer::Time, words)?, value: date(value)? },
        Add::Published { report, value } => What::Published { report: identity(&named(report)?), value: date(value)? },
        Add::Event { report, words, event_type, told, who, whom } => {
            let reading = named(report)?;
            let at = spot(&reading, Layer::Event, words)?;
            // `nobody` empties a list.
            let parties = |names: &[String]| -> Result<Option<Vec<Whom>>, Failure> {
                match names {
                    [] => Ok(None),
                    [only] if only == "nobody" => Ok(Some(Vec::new())),
                    names => names.iter().map(|name| entity(&reading, name)).collect::<Result<_, _>>().map(Some),
                }
            };
            let (who, whom) = (parties(who)?, parties(whom)?);
            let event_type = event_type.as_ref().map(|kind| word(&kind.to_uppercase(), "type of event")).transpose()?;
            let factuality = told.as_ref().map(|told| word(told, "way of telling")).transpose()?;
            if event_type.is_none() && factuality.is_none() && who.is_none() && whom.is_none() {
                return Err(Failure::new("nothing is put right").hint("give --type TYPE, --told HOW, --who NAME or --whom NAME"));
            }
            What::Event { at, event_type, factuality, who, whom }
        }
        Add::Wrong { layer, report, words } => {
            let layer = word(layer, "layer")?;
            What::Wrong { layer, at: spot(&named(report)?, layer, words)? }
        }
        Add::Note { .. } if !has_note => return Err(Failure::new("the note is empty").hint("give it with --note WORDS")),
        Add::Note { who: Some(who), .. } => What::Note { at: None, whom: Some(actor(&joined, who)?) },
        Add::Note { report, words, .. } => {
            let reading = named(report.as_deref().unwrap_or_default())?;
            let place = match words {
                Some(words) => reading.text.find(words.as_str()).map(|at| Span::new(at, at + words.len())),
                None => Some(first_line(&reading.text)),
            };
            let missing = || Failure::new("these words are not in the report");
            What::Note { at: Some(at(&reading, place.ok_or_else(missing)?)), whom: None }
        }
    })
}

fn word<T: DeserializeOwned>(word: &str, what: &str) -> Result<T, Failure> {
    let wrong = || Failure::new(format!("there is no {what} {}", safe_line(word))).hint("`readout help corrections add` names them");
    serde_json::from_value(serde_json::Value::String(word.to_owned())).map_err(|_| wrong())
}

fn date(value: &str) -> Result<String, Failure> {
    let wrong = || Failure::new(format!("{} is not a date", safe_line(value))).hint("write it as 2031, 2031-06 or 2031-06-03");
    precision(value).map(|_| value.to_owned()).ok_or_else(wrong)
}

/// Somebody by name: one actor of the record.
fn actor(joined: &Joined, name: &str) -> Result<Whom, Failure> {
    let cast = &joined.record.cast;
    let fullest: Vec<usize> = (0..cast.actors.len()).filter(|actor| cast.actors[*actor].name == name).collect();
    let any = || (0..cast.actors.len()).filter(|actor| cast.actors[*actor].names.iter().any(|other| other == name)).collect();
    let found: Vec<usize> = if fullest.is_empty() { any() } else { fullest };
    match found.as_slice() {
        [only] => {
            let (report, id) = cast.actors[*only].members[0];
            Ok(whom(&joined.readings[report], id))
        }
        [] => Err(Failure::new(format!("nobody goes by the name {}", safe_line(name)))),
        several => {
            let hint = "the desk shows them one by one, and merges there";
            Err(Failure::new(format!("{} go by the name {}", several.len(), safe_line(name))).hint(hint))
        }
    }
}

/// Somebody by name in one report.
fn entity(reading: &Reading, name: &str) -> Result<Whom, Failure> {
    let fits = |fullest: bool| {
        let called =
            move |entity: &readout_core::Entity| entity.name == name || (!fullest && entity.aliases.iter().any(|alias| alias == name));
        reading.entities.iter().position(called).map(EntityId::new)
    };
    let missing = || Failure::new(format!("{} names nobody {}", safe_line(&reading.report.id), safe_line(name)));
    fits(true).or_else(|| fits(false)).map(|id| whom(reading, id)).ok_or_else(missing)
}

fn whom(reading: &Reading, entity: EntityId) -> Whom {
    correct::whom(reading, &identity(reading), entity)
}

/// The item of a layer that has these words: the one that is just these, else the only one that holds them.
fn spot(reading: &Reading, layer: Layer, words: &str) -> Result<Spot, Failure> {
    // An event is known by its predicate, but looked for by its clause.
    let wide = |place: usize, span: Span| if layer == Layer::Event { reading.events[place].extent.unwrap_or(span) } else { span };
    let mut spans: Vec<(Span, Span)> = extents(reading, layer).into_iter().map(|(place, span)| (span, wide(place, span))).collect();
    spans.sort_unstable();
    spans.dedup();
    let exact: Vec<Span> = spans.iter().filter(|(span, _)| span.of(&reading.text) == words).map(|(span, _)| *span).collect();
    let holding: Vec<Span> = spans.iter().filter(|(_, wide)| wide.of(&reading.text).contains(words)).map(|(span, _)| *span).collect();
    let found = if exact.is_empty() { holding } else { exact };
    match found.as_slice() {
        [only] => Ok(at(reading, *only)),
        [] => Err(Failure::new(format!("nothing of this kind is read in “{}”", safe_line(words)))
            .hint("`readout inspect` shows what is read where")),
        several => Err(Failure::new(format!("{} places have these words", several.len())).hint("give more of the words")),
    }
}

fn first_line(text: &str) -> Span {
    Span::new(0, text.find('\n').unwrap_or(text.len()))
}

fn at(reading: &Reading, span: Span) -> Spot {
    let words: String = span.of(&reading.text).split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect();
    Spot { report: identity(reading), span: CodepointIndex::new(&reading.text).span(span), words }
}
