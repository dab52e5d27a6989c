//! What finding copies costs: a record that grows by made reports, one after the other, on one thread.
//!
//! Two reports of three are made word by word, each word being one that follows the one before it somewhere in the Reuters stories: so they have
//! stock phrases in common as news has, and hardly a passage, and the record goes on growing with text that nobody has copied. Each third is a copy of one of these,
//! any that came before, made as in `cargo xtask score copies`, with slips in two words of a hundred. So the number of copies of one text hardly
//! grows with the record, as in news. First come the 21,578 stories as they are.
//!
//! *All of them* is counted in seconds of processor time where the system tells (Linux), so that a busy machine does not show; *one more* is the slowest and the middle one of
//! the last hundred reports before a size is reached, by the clock, less the time for which the thread waited while others had the processor. Memory is that of the
//! index, and all that the process holds (Linux), which has the texts in it that a store would keep on the disk.

use crate::plot::{Line, plot};
use crate::score::copies::{Chance, make, read_reuters, reading, sentences};
use readout_core::{Reading, Span};
use readout_join::copies::{Growing, copies};
use std::collections::HashMap;
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
    held: Option<f64>,
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
        "reports\tseconds of processor time\tslowest of the last 100, ms\tmiddle of the last 100, ms\tindex, MB\tprocess with texts, MB\tpassages\n"
            .to_owned();
    for size in measured {
        table.push_str(&format!(
            "{}\t{:.2}\t{:.2}\t{:.3}\t{:.0}\t{}\t{}\n",
            size.reports,
            size.seconds,
            size.slowest,
            size.middle,
            size.megabytes,
            size.held.map_or("–".to_owned(), |held| format!("{held:.0}")),
            size.passages
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
        Line { name: "index, MB", points: points(|size| size.megabytes) },
    ];
    let drawn = plot("Finding copies in a record that grows, one thread", "reports in the record", &lines);
    std::fs::write(TABLE, table(measured)).and_then(|()| std::fs::write(PLOT, drawn))
}

fn grow(stories: &[String], sizes: &[usize], mut tell: impl FnMut(&[Measured])) -> Vec<Measured> {
    let sources: Vec<(Vec<Span>, &String)> =
        stories.iter().map(|text| (sentences(text), text)).filter(|(spans, _)| spans.len() >= 6).collect();
    let chain = Chain::of(stories);
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
                        return chain.story(&mut chance);
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
        let (start, waited) = (Instant::now(), processor().1);
        passages += growing.add((new, &[]), |report| (before[report].as_str(), &[])).len();
        let took = start.elapsed().as_secs_f64() - (processor().1 - waited);
        if made.is_empty() {
            seconds += spent() - begun;
        }
        if last.len() == LAST {
            last.remove(0);
        }
        last.push(took * 1000.0);
        if sizes.contains(&(number + 1)) {
            let mut sorted = last.clone();
            sorted.sort_by(f64::total_cmp);
            measured.push(Measured {
                reports: number + 1,
                seconds,
                slowest: sorted[sorted.len() - 1],
                middle: sorted[sorted.len() / 2],
                megabytes: growing.bytes() as f64 / 1e6,
                held: held(),
                passages,
            });
            tell(&measured);
            eprintln!("{} reports in {seconds:.1} s", number + 1);
        }
    }
    measured
}

/// Seconds of processor time that this thread has taken, or of the clock where the system does not tell.
pub(crate) fn spent() -> f64 {
    processor().0
}

/// The same, and seconds for which this thread waited while others had the processor.
fn processor() -> (f64, f64) {
    static START: OnceLock<Instant> = OnceLock::new();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let mut seconds = told.split_whitespace().map(|nanoseconds| nanoseconds.parse::<f64>().unwrap_or_default() / 1e9);
    match (seconds.next(), seconds.next()) {
        (Some(taken), Some(waited)) => (taken, waited),
        _ => (START.get_or_init(Instant::now).elapsed().as_secs_f64(), 0.0),
    }
}

/// Which words follow which, in all stories.
struct Chain<'a> {
    words: Vec<&'a str>,
    /// For each word, the places in `all` after it.
    after: Vec<Vec<u32>>,
    /// Each story's words by number.
    all: Vec<u32>,
}

impl<'a> Chain<'a> {
    fn of(stories: &'a [String]) -> Self {
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut chain = Self { words: Vec::new(), after: Vec::new(), all: Vec::new() };
        for word in stories.iter().flat_map(|text| text.split_whitespace()) {
            let number = *numbers.entry(word).or_insert_with(|| {
                chain.words.push(word);
                chain.after.push(Vec::new());
                chain.words.len() as u32 - 1
            });
            if let Some(before) = chain.all.last() {
                chain.after[*before as usize].push(number);
            }
            chain.all.push(number);
        }
        chain
    }

    /// A story of six to fourteen sentences that nobody else prints.
    fn story(&self, chance: &mut Chance) -> String {
        let mut story = String::new();
        let mut word = self.all[chance.below(self.all.len())];
        for _ in 0..6 + chance.below(9) {
            for n in 0.. {
                let after = &self.after[word as usize];
                word = if after.is_empty() { self.all[chance.below(self.all.len())] } else { after[chance.below(after.len())] };
                story.push_str(self.words[word as usize]);
                if n >= 40 || n >= 5 && story.ends_with('.') {
                    break;
                }
                story.push(' ');
            }
            story.push('\n');
        }
        story
    }
}

/// Megabytes that the process holds, where the system tells.
fn held() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS"))?;
    line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kilobytes| kilobytes / 1e3)
}
