//! What finding copies costs: a record that grows by made reports, one after the other, on one thread.
//!
//! Two reports of three are Reuters stories with every third word replaced by one drawn from all stories, so that the record goes on growing with text that
//! nobody has copied; each third is a copy of one of these, any that came before, made as in `cargo xtask score copies`, with slips in two words of a
//! hundred. So the number of copies of one text hardly grows with the record, as in news. First come the 21,578 stories as they are.
//!
//! *All of them* is counted in seconds of processor time where the system tells (Linux), so that a busy machine does not show; *one more* is
//! by the clock: the slowest and the middle one of the last hundred reports before a size is reached. Memory is that of the index; the texts,
//! which a store keeps on the disk, come on top.

use crate::plot::{Line, plot};
use crate::score::copies::{Chance, make, read_reuters, reading, sentences};
use readout_core::{Reading, Span};
use readout_join::copies::{Growing, copies};
use std::path::Path;
use std::process::ExitCode;
use std::sync::OnceLock;
use std::time::Instant;

const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/copies-cost.tsv");
const PLOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/copies-cost.svg");

/// Reports that are made, and then added, at once: all sizes are multiples.
const AT_ONCE: usize = 1000;
/// Reports whose slowest counts as the price of one more.
const LAST: usize = 100;

/// One size of the record.
struct Measured {
    reports: usize,
    seconds: f64,
    slowest: f64,
    middle: f64,
    megabytes: f64,
    passages: usize,
}

pub(crate) fn run(gold: &Path, sizes: &[usize], update: bool) -> ExitCode {
    let stories = read_reuters(&gold.join("raw-reuters21578/data/full"));
    if stories.is_empty() {
        eprintln!("error: there are no Reuters stories in {}", gold.display());
        return ExitCode::FAILURE;
    }
    let readings: Vec<Reading> = stories.iter().enumerate().map(|(at, text)| reading(&format!("r{at}"), text)).collect();
    let start = spent();
    let found = copies(&readings);
    let whole = spent() - start;
    println!("{} Reuters stories\t{whole:.1} s\t{} passages\t{} families", readings.len(), found.passages.len(), found.families.len());
    drop((readings, found));
    let mut written = Ok(());
    // Written after each size, so that a run that is stopped leaves what it has.
    let measured = grow(&stories, sizes, |measured| {
        if update && written.is_ok() {
            written = write(measured);
        }
    });
    print!("{}", table(&measured));
    if let Err(error) = written {
        eprintln!("error: could not write the figures\ncaused by: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// The figures, a line for each size.
fn table(measured: &[Measured]) -> String {
    let mut table =
        "reports\tseconds of processor time\tslowest of the last 100, ms\tmiddle of the last 100, ms\tmemory without texts, MB\tpassages\n"
            .to_owned();
    for size in measured {
        table.push_str(&format!(
            "{}\t{:.2}\t{:.2}\t{:.3}\t{:.0}\t{}\n",
            size.reports, size.seconds, size.slowest, size.middle, size.megabytes, size.passages
        ));
    }
    table
}

/// Writes the figures and the plot.
fn write(measured: &[Measured]) -> std::io::Result<()> {
    let points = |value: fn(&Measured) -> f64| measured.iter().map(|size| (size.reports as f64, value(size))).collect();
    let lines = [
        Line { name: "all of them, seconds", points: points(|size| size.seconds) },
        Line { name: "one more, slowest of 100, ms", points: points(|size| size.slowest) },
        Line { name: "one more, middle of 100, ms", points: points(|size| size.middle) },
        Line { name: "memory without texts, MB", points: points(|size| size.megabytes) },
    ];
    let drawn = plot("Finding copies in a record that grows, one thread", "reports in the record", &lines);
    std::fs::write(TABLE, table(measured)).and_then(|()| std::fs::write(PLOT, drawn))
}

fn grow(stories: &[String], sizes: &[usize], mut tell: impl FnMut(&[Measured])) -> Vec<Measured> {
    let sources: Vec<(Vec<Span>, &String)> =
        stories.iter().map(|text| (sentences(text), text)).filter(|(spans, _)| spans.len() >= 6).collect();
    let words: Vec<&str> = stories.iter().flat_map(|text| text.split_whitespace()).collect();
    let mut chance = Chance(0x0DD0_5EED_0DD0_5EED);
    let mut growing = Growing::default();
    // Processor time is told in steps, so that it is taken over many reports at once.
    let (mut texts, mut seconds, mut passages) = (Vec::<String>::new(), 0.0, 0);
    let (mut last, mut measured) = (Vec::<f64>::new(), Vec::new());
    let most = sizes.iter().copied().max().unwrap_or_default();
    let (mut made, mut begun) = (Vec::<String>::new(), 0.0);
    for number in 0..most {
        if made.is_empty() {
            made = (number..most.min(number + AT_ONCE))
                .map(|number| {
                    if number % 3 != 2 {
                        return renewed(&sources[(number * 7) % sources.len()], &words, &mut chance);
                    }
                    // A text of its own that came before, and another to splice it into; two Reuters stories at the very first.
                    let mut before = || match texts.len() / 3 {
                        0 => sources[chance.below(sources.len())].1,
                        thirds => &texts[3 * chance.below(thirds) + chance.below(2)],
                    };
                    let two = [before(), before()].map(|text| (sentences(text), text));
                    make(&two, 0, number % 4, 2, &mut chance).text
                })
                .rev()
                .collect();
            begun = spent();
        }
        texts.extend(made.pop());
        let (new, before) = texts.split_last().expect("a report was just added");
        let start = Instant::now();
        passages += growing.add((new, &[]), |report| (before[report].as_str(), &[])).len();
        let took = start.elapsed();
        if made.is_empty() {
            seconds += spent() - begun;
        }
        if last.len() == LAST {
            last.remove(0);
        }
        last.push(took.as_secs_f64() * 1000.0);
        if sizes.contains(&(number + 1)) {
            let mut sorted = last.clone();
            sorted.sort_by(f64::total_cmp);
            measured.push(Measured {
                reports: number + 1,
                seconds,
                slowest: sorted[sorted.len() - 1],
                middle: sorted[sorted.len() / 2],
                megabytes: growing.bytes() as f64 / 1e6,
                passages,
            });
            tell(&measured);
            eprintln!("{} reports in {seconds:.1} s", number + 1);
        }
    }
    measured
}

/// Seconds of processor time that this thread has taken, or of the clock where the system does not tell.
fn spent() -> f64 {
    static START: OnceLock<Instant> = OnceLock::new();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.as_deref().and_then(|told| told.split_whitespace().next()).and_then(|first| first.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.get_or_init(Instant::now).elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

/// A story that nobody else prints: every third word is another one, drawn from all stories.
fn renewed((spans, text): &(Vec<Span>, &String), words: &[&str], chance: &mut Chance) -> String {
    let mut renewed = String::new();
    for span in spans {
        for (at, word) in span.of(text).split_whitespace().enumerate() {
            renewed.push_str(if at % 3 == 1 { words[chance.below(words.len())] } else { word });
            renewed.push(' ');
        }
        renewed.push('\n');
    }
    renewed
}
