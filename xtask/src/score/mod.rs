//! Scores every layer on gold data and keeps the figures in `docs/scores.tsv`, one line per case.
//!
//! A line is `layer, case, measure, value, floor, n`, separated by tabs. `--update` rewrites values; `--check` fails where a value is below its
//! floor. Floors are raised by hand and fall only with a reason in the commit.

mod attribution;
mod cat;
mod conllu;
pub(crate) mod copies;
mod coref;
mod dates;
mod event;
mod figure;
mod meantime;
mod names;
mod record;
mod stories;
mod syntax;
mod time;

pub(crate) use copies::read_wikinews as wikinews;
use readout_model::Model;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::OnceLock;

/// What the command line chose.
pub(crate) struct Options {
    pub(crate) gold: Option<PathBuf>,
    pub(crate) model: Option<PathBuf>,
    pub(crate) layers: Vec<String>,
    pub(crate) update: bool,
    pub(crate) check: bool,
    pub(crate) errors: bool,
}

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Score {
    /// Layer: `syntax`, `names`, `attribution`, …
    pub(crate) layer: &'static str,
    /// Corpus and part: `ud-ewt dev`, `own readings`.
    pub(crate) case: String,
    /// What is measured: `LAS`, `F1 whole`.
    pub(crate) measure: String,
    /// Between 0 and 100 (per cent) unless the measure says otherwise.
    pub(crate) value: f64,
    /// Number of gold items behind it.
    pub(crate) n: usize,
}

static MODEL: OnceLock<Box<dyn Model>> = OnceLock::new();

/// The model that every scorer reads with: the file of `--model`, or else the workspace's own.
pub(crate) fn model() -> &'static dyn Model {
    MODEL.get().map_or(&readout_model::Fake, |model| &**model)
}

fn load_model(file: Option<&Path>) -> Result<(), String> {
    let file = file.unwrap_or(Path::new(WEIGHTS));
    if !file.exists() {
        eprintln!("warning: there is no model at {}; scoring the rules alone", file.display());
        return Ok(());
    }
    let bytes = std::fs::read(file).map_err(|error| format!("could not read {}: {error}", file.display()))?;
    let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let model = readout_model::Readout::load(bytes, threads).map_err(|error| format!("could not load {}: {error}", file.display()))?;
    let _ = MODEL.set(Box::new(model));
    Ok(())
}

/// A layer's scorer: given the gold folder (if there is one) and whether to print errors, its figures.
type Scorer = fn(gold: Option<&Path>, errors: bool) -> Vec<Score>;

/// Every layer with its scorer; a new layer is one line here and one file beside this one.
const LAYERS: &[(&str, Scorer)] = &[
    ("syntax", syntax::score),
    ("names", names::score),
    ("coref", coref::score),
    ("attribution", attribution::score),
    ("copies", copies::score),
    ("dates", dates::score),
    ("stories", stories::score),
    ("events", event::score),
    ("figure", figure::score),
    ("record", record::score),
    ("time", time::score),
];

const WEIGHTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../models/readout.safetensors");
const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/scores.tsv");

pub(crate) fn run(options: &Options) -> ExitCode {
    if let Err(problem) = load_model(options.model.as_deref()) {
        eprintln!("error: {problem}");
        return ExitCode::FAILURE;
    }
    let mut floors = read_table();
    let mut sunk = 0;
    println!("{:<14}{:<28}{:<24}{:>9}{:>9}{:>9}", "layer", "case", "measure", "value", "floor", "n");
    for (name, scorer) in LAYERS {
        if !options.layers.is_empty() && !options.layers.iter().any(|layer| layer == name) {
            continue;
        }
        for score in scorer(options.gold.as_deref(), options.errors) {
            let key = (score.layer.to_owned(), score.case.clone(), score.measure.clone());
            let row = floors.entry(key).or_insert(Row { value: score.value, floor: None, n: score.n });
            (row.value, row.n) = (score.value, score.n);
            let below = row.floor.is_some_and(|floor| score.value < floor);
            sunk += usize::from(below);
            let floor = row.floor.map_or("-".to_owned(), |floor| format!("{floor:.1}"));
            let mark = if below { "  below its floor" } else { "" };
            println!("{:<14}{:<28}{:<24}{:>9.2}{:>9}{:>9}{mark}", score.layer, score.case, score.measure, score.value, floor, score.n);
        }
    }
    if options.update {
        write_table(&floors);
    }
    if options.check && sunk > 0 {
        eprintln!("error: {sunk} scores are below their floors");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

struct Row {
    value: f64,
    floor: Option<f64>,
    n: usize,
}

type Table = BTreeMap<(String, String, String), Row>;

fn read_table() -> Table {
    let text = std::fs::read_to_string(TABLE).unwrap_or_default();
    let rows = text.lines().skip(1).filter_map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [layer, case, measure, value, floor, n] = fields[..] else { return None };
        let row = Row { value: value.parse().ok()?, floor: floor.parse().ok(), n: n.parse().ok()? };
        Some(((layer.to_owned(), case.to_owned(), measure.to_owned()), row))
    });
    rows.collect()
}

fn write_table(table: &Table) {
    let mut text = "layer\tcase\tmeasure\tvalue\tfloor\tn\n".to_owned();
    for ((layer, case, measure), row) in table {
        let floor = row.floor.map_or("-".to_owned(), |floor| format!("{floor:.1}"));
        text.push_str(&format!("{layer}\t{case}\t{measure}\t{:.2}\t{floor}\t{}\n", row.value, row.n));
    }
    if let Err(error) = std::fs::write(TABLE, text) {
        eprintln!("error: could not write {TABLE}\ncaused by: {error}");
    }
}
