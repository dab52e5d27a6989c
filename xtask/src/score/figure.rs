//! Figures against the project's own readings, and numbers in MUC-4's victims.
//!
//! *Own readings*: a figure is found when its words share a character with the gold's; it is right in `number` when value, low, high and bound
//! are the gold's, in `counted` and `of` when those words are (case apart), and in all fields when date and period (same words), place (same
//! entity name), number of parts and account (cue or source share characters with the gold's) are right as well, and absent where the gold's are.
//! F1 over figures found and figures in the gold.
//!
//! *MUC-4 dev*: its keys, as they lie here, give victims but no slot for their number. So the gold is every number, in words or digits, that stands
//! directly before the words of a victim of the document's keys; found are the figures of people killed, wounded or kidnapped. A figure is right
//! when it covers such a number. The baseline takes every number directly before a plural noun as such a figure.

use super::Score;
use readout_core::{Figure, Precision, Published, Reading, Report, Span};
use serde_json::Value;
use std::path::Path;

/// Scores figures.
pub(crate) fn score(gold: Option<&Path>, errors: bool) -> Vec<Score> {
    let mut scores = own(errors);
    if let Some(gold) = gold {
        scores.extend(muc(&gold.join("muc4"), errors));
    }
    scores
}

const READINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../gold/readings");

/// The hand-made readings as JSON, by name, with their text as a report that knows what the gold knows of publication and furniture.
pub(crate) fn own_cases() -> Vec<(String, Value, Report)> {
    let Ok(entries) = std::fs::read_dir(READINGS) else { return Vec::new() };
    let mut paths: Vec<_> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
    paths.sort();
    let case = |path: &std::path::PathBuf| {
        let name = path.file_stem()?.to_str()?.to_owned();
        let value: Value = serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()?;
        let text = value["text"].as_str()?.to_owned();
        let mut report = Report::new(&name, &text);
        let index = readout_core::CodepointIndex::new(&text);
        report.boilerplate =
            value["boilerplate"].as_array().into_iter().flatten().filter_map(span).map(|span| index.byte_span(span)).collect();
        report.published = value["report"]["published"]["value"].as_str().map(|value| Published {
            value: value.to_owned(),
            precision: Precision::Day,
            from: "sidecar".to_owned(),
        });
        report.dateline = serde_json::from_value(value["report"]["dateline"].clone()).ok().map(|mut dateline: readout_core::Dateline| {
            dateline.span = index.byte_span(dateline.span);
            dateline
        });
        Some((name, value, report))
    };
    paths.iter().filter_map(case).collect()
}

/// A span of the JSON contract.
pub(crate) fn span(value: &Value) -> Option<Span> {
    Some(Span::new(value[0].as_u64()? as usize, value[1].as_u64()? as usize))
}

fn own(errors: bool) -> Vec<Score> {
    let (mut n_gold, mut n_found) = (0, 0);
    let mut right = [0usize; 9];
    let measures = ["found", "number", "counted", "of", "number, counted, of", "as of", "place", "period", "all fields"];
    let mut account = (0, 0);
    for (name, gold, report) in own_cases() {
        let reading = readout_read::read(&report, super::model(), &readout_read::Settings::default()).into_codepoints();
        let figures = gold["figures"].as_array().cloned().unwrap_or_default();
        n_gold += figures.len();
        n_found += reading.figures.len();
        let mut taken = vec![false; reading.figures.len()];
        for want in &figures {
            let Some(where_) = span(&want["span"]) else { continue };
            let place = (0..taken.len()).find(|place| !taken[*place] && reading.figures[*place].span.overlaps(where_));
            let Some(place) = place else {
                if errors {
                    println!("missed\t{name}\t{}", words(&gold, where_));
                }
                continue;
            };
            taken[place] = true;
            let checks = compare(&gold, want, &reading, &reading.figures[place]);
            let core = checks[0] && checks[1] && checks[2];
            let all = core && checks[3..].iter().all(|check| *check);
            let row = [true, checks[0], checks[1], checks[2], core, checks[3], checks[4], checks[7], all];
            right.iter_mut().zip(row).for_each(|(right, check)| *right += usize::from(check));
            account.0 += usize::from(checks[6]);
            account.1 += 1;
            if errors && !all {
                let failed: Vec<&str> = ["number", "counted", "of", "as of", "place", "parts", "account", "period"]
                    .into_iter()
                    .zip(checks)
                    .filter(|(_, check)| !check)
                    .map(|(name, _)| name)
                    .collect();
                let found = &reading.figures[place];
                println!("wrong\t{name}\t{}\t{}", words(&gold, where_), failed.join(", "));
                println!("\tfound {}", fields(&found_fields(&gold, &reading, found)));
                println!("\tgold  {}", fields(&gold_fields(&gold, want)));
            }
        }
        for (place, figure) in reading.figures.iter().enumerate() {
            if errors && !taken[place] {
                println!("extra\t{name}\t{}\t{:?} {:?}", words(&gold, figure.span), figure.counted, figure.of);
            }
        }
    }
    if n_gold == 0 {
        return Vec::new();
    }
    let f1 = |right: usize| 200.0 * right as f64 / (n_gold + n_found) as f64;
    let line = |measure: &str, value: f64| Score {
        layer: "figure",
        case: "own readings".to_owned(),
        measure: measure.to_owned(),
        value,
        n: n_gold,
    };
    let mut scores: Vec<Score> = measures.iter().zip(right).map(|(measure, right)| line(&format!("F1 {measure}"), f1(right))).collect();
    scores.push(line("account, of those found", 100.0 * account.0 as f64 / f64::from(account.1.max(1))));
    scores
}

/// Fields in one line, for reading.
fn fields(fields: &[Option<String>]) -> String {
    fields.iter().map(|field| field.as_deref().unwrap_or("-")).collect::<Vec<_>>().join(" | ")
}

fn found_fields(gold: &Value, reading: &Reading, found: &Figure) -> Vec<Option<String>> {
    let account = found.attribution.map(|id| &reading.attributions[id.index()]);
    vec![
        found.value.or(found.low).map(|value| value.to_string()),
        found.counted.clone(),
        found.of.clone(),
        found.as_of.map(|time| words(gold, reading.times[time.index()].span)),
        found.period.map(|time| words(gold, reading.times[time.index()].span)),
        found.place.map(|place| reading.entities[place.index()].name.clone()),
        Some(format!("{} parts", found.parts.len())),
        account.map(|account| account.source.iter().chain(&account.cue).map(|span| words(gold, *span)).collect::<Vec<_>>().join(" + ")),
    ]
}

fn gold_fields(gold: &Value, want: &Value) -> Vec<Option<String>> {
    let said = |item: &Value| span(&item["span"]).map(|span| words(gold, span));
    let item = |list: &'static str, field: &str| want[field].as_u64().map(|id| &gold[list][id as usize]);
    let account = |account: &Value| {
        let lists = ["source", "cue"].into_iter().flat_map(|list| account[list].as_array().into_iter().flatten().filter_map(span));
        lists.map(|span| words(gold, span)).collect::<Vec<_>>().join(" + ")
    };
    vec![
        want["value"].as_f64().or(want["low"].as_f64()).map(|value| value.to_string()),
        want["counted"].as_str().map(str::to_owned),
        want["of"].as_str().map(str::to_owned),
        item("times", "as_of").and_then(said),
        item("times", "period").and_then(said),
        item("entities", "place").and_then(|place| place["name"].as_str()).map(str::to_owned),
        Some(format!("{} parts", want["parts"].as_array().map_or(0, Vec::len))),
        item("attributions", "attribution").map(account),
    ]
}

fn words(gold: &Value, span: Span) -> String {
    let text = gold["text"].as_str().unwrap_or_default();
    text.chars().skip(span.start as usize).take(span.len()).collect()
}

/// Number, counted, of, as of, place, parts, account, period.
fn compare(gold: &Value, want: &Value, reading: &Reading, found: &Figure) -> [bool; 8] {
    let number = |field: &str, found: Option<f64>| match (want[field].as_f64(), found) {
        (None, None) => true,
        (Some(want), Some(found)) => (want - found).abs() < 1e-6 * want.abs().max(1.0),
        _ => false,
    };
    let bound = serde_json::to_value(found.bound).is_ok_and(|bound| bound == want["bound"]);
    let text = |field: &str, found: &Option<String>| {
        want[field].as_str().map(str::to_lowercase) == found.as_ref().map(|found| found.to_lowercase())
    };
    let time = |list: &Value, id: &Value| id.as_u64().and_then(|id| span(&list[id as usize]["span"]));
    let timed = |field: &str, found: Option<readout_core::TimeId>| match (
        time(&gold["times"], &want[field]),
        found.map(|time| reading.times[time.index()].span),
    ) {
        (None, None) => true,
        (Some(want), Some(found)) => want.overlaps(found),
        _ => false,
    };
    let place = match (want["place"].as_u64(), found.place) {
        (None, None) => true,
        (Some(want), Some(found)) => {
            gold["entities"][want as usize]["name"].as_str() == Some(reading.entities[found.index()].name.as_str())
        }
        _ => false,
    };
    let parts = want["parts"].as_array().map_or(0, Vec::len) == found.parts.len();
    let account = match (want["attribution"].as_u64(), found.attribution) {
        (None, None) => true,
        (Some(want), Some(found)) => {
            let spans = |list: &Value| list.as_array().into_iter().flatten().filter_map(span).collect::<Vec<_>>();
            let want = &gold["attributions"][want as usize];
            let found = &reading.attributions[found.index()];
            let meets = |a: &[Span], b: &[Span]| a.iter().any(|a| b.iter().any(|b| a.overlaps(*b)));
            meets(&spans(&want["cue"]), &found.cue) || meets(&spans(&want["source"]), &found.source)
        }
        _ => false,
    };
    [
        number("value", found.value) && number("low", found.low) && number("high", found.high) && bound,
        text("counted", &found.counted),
        text("of", &found.of),
        timed("as_of", found.as_of),
        place,
        parts,
        account,
        timed("period", found.period),
    ]
}

/// Number words and digits that begin a victim description.
fn muc(folder: &Path, errors: bool) -> Vec<Score> {
    let (Ok(keys), Ok(documents)) = (std::fs::read_to_string(folder.join("keys_dev")), std::fs::read_to_string(folder.join("dev.json")))
    else {
        return Vec::new();
    };
    let mut described: Vec<(String, String)> = Vec::new();
    for template in keys.split("%%%") {
        let rows: Vec<Value> = serde_json::from_str(template).unwrap_or_default();
        let Some(id) = rows.iter().find(|row| row[0] == "message_id").and_then(|row| row[1].as_str()) else { continue };
        for row in rows.iter().filter(|row| row[0] == "hum_tgt_description") {
            let lists = [&row[1]["strings"], &row[1]["strings_lhs"]];
            for text in lists.into_iter().flat_map(|list| list.as_array().into_iter().flatten()).filter_map(Value::as_str) {
                let pair = (id.to_owned(), text.to_lowercase());
                if !described.contains(&pair) {
                    described.push(pair);
                }
            }
        }
    }
    let mut own = (0, 0, 0);
    let mut baseline = (0, 0, 0);
    for line in documents.lines() {
        let Ok(document) = serde_json::from_str::<Value>(line) else { continue };
        let (Some(id), Some(text)) = (document["docid"].as_str(), document["doctext"].as_str()) else { continue };
        let mut gold: Vec<Span> = Vec::new();
        for (_, victim) in described.iter().filter(|(document, _)| document == id) {
            for (at, _) in text.match_indices(victim.as_str()) {
                gold.extend(number_before(text, at));
            }
        }
        gold.sort();
        gold.dedup();
        let reading = readout_read::read(&Report::new(id, text), super::model(), &readout_read::Settings::default());
        let people = |figure: &&Figure| matches!(figure.counted.as_deref(), Some("killed" | "wounded" | "kidnapped" | "casualties"));
        let found: Vec<Span> = reading.figures.iter().filter(people).map(|figure| figure.span).collect();
        if errors {
            let lost = gold.iter().filter(|gold| !found.iter().any(|found| found.overlaps(**gold)));
            lost.for_each(|gold| println!("muc missed\t{id}\t{}", around(text, *gold)));
            found
                .iter()
                .filter(|found| !gold.iter().any(|gold| gold.overlaps(**found)))
                .for_each(|found| println!("muc extra\t{id}\t{}", around(text, *found)));
        }
        count(&mut own, &gold, &found);
        count(&mut baseline, &gold, &plural_numbers(text));
    }
    let f1 = |(gold, found, right): (usize, usize, usize)| 200.0 * right as f64 / (gold + found).max(1) as f64;
    let line =
        |measure: &str, value: f64| Score { layer: "figure", case: "muc4 dev".to_owned(), measure: measure.to_owned(), value, n: own.0 };
    vec![
        line("F1 victims' numbers", f1(own)),
        line("recall", 100.0 * own.2 as f64 / own.0.max(1) as f64),
        line("baseline F1", f1(baseline)),
        line("baseline recall", 100.0 * baseline.2 as f64 / baseline.0.max(1) as f64),
    ]
}

fn count(tally: &mut (usize, usize, usize), gold: &[Span], found: &[Span]) {
    let right = gold.iter().filter(|gold| found.iter().any(|found| found.overlaps(**gold))).count();
    *tally = (tally.0 + gold.len(), tally.1 + found.len(), tally.2 + right);
}

fn around(text: &str, span: Span) -> String {
    let start = (0..=(span.start as usize).saturating_sub(60)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let end = (span.end as usize + 60..).find(|at| *at >= text.len() || text.is_char_boundary(*at)).unwrap_or(0).min(text.len());
    format!("{}[{}]{}", &text[start..span.start as usize], span.of(text), &text[span.end as usize..end])
}

/// The number word that ends before byte `at`.
fn number_before(text: &str, at: usize) -> Option<Span> {
    let before = text[..at].trim_end();
    let start = before.rfind(|letter: char| letter.is_whitespace()).map_or(0, |space| space + 1);
    is_number(&before[start..]).then(|| Span::new(start, before.len()))
}

fn plural_numbers(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = 0;
    let words: Vec<Span> = text
        .split(char::is_whitespace)
        .map(|word| {
            let span = Span::new(at, at + word.len());
            at += word.len() + 1;
            span
        })
        .filter(|span| !span.is_empty())
        .collect();
    for pair in words.windows(2) {
        let noun = pair[1].of(text).trim_end_matches(|letter: char| !letter.is_alphanumeric());
        if is_number(pair[0].of(text)) && (noun.ends_with('s') || matches!(noun, "people" | "men" | "women" | "children")) {
            spans.push(pair[0]);
        }
    }
    spans
}

fn is_number(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "hundred",
        "thousand",
    ];
    WORDS.contains(&word) || word.parse::<u32>().is_ok_and(|value| value > 1)
}
