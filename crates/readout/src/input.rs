//! Paths and flags to readings: what all commands that read reports share.

use crate::cli::{From, Input};
use crate::failure::{Failure, Outcome};
use crate::order::in_order;
use readout_core::{Known, Reading, Report};
use readout_intake::{Given, Kind, Options, Sources};
use readout_model::Model;
use readout_read::Settings;
use readout_read::event::{Lexicon, dictionary};
use std::io::{self, IsTerminal, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The reports that a command line names.
pub(crate) fn sources(input: &Input) -> Result<Sources, Failure> {
    let kind = input.from.map(|from| match from {
        From::Text => Kind::Text,
        From::Html => Kind::Html,
        From::Jsonl => Kind::Jsonl,
    });
    let known = &input.known;
    if let Some(date) = known.published.as_deref().filter(|date| !readout_intake::given::is_date(date)) {
        return Err(Failure::new(format!("{date:?} is no date")).hint("write it as 2031-06-03, 3 June 2031 or 2031-06-03T14:05+02:00"));
    }
    let flag = |value: &Option<String>| value.clone().map(|value| Known::given(value, "flag"));
    let flags = Given {
        title: flag(&known.title),
        outlet: flag(&known.outlet),
        url: flag(&known.url),
        published: flag(&known.published),
        credit: known.credit.iter().map(|credit| Known::given(credit.clone(), "flag")).collect(),
        ..Given::default()
    };
    let mut paths = input.paths.clone();
    if paths.is_empty() {
        if io::stdin().is_terminal() {
            return Err(Failure::new("no report was given").hint("name files or folders, or - for standard input"));
        }
        paths.push(PathBuf::from("-"));
    }
    Ok(Sources::new(paths, Options { kind, flags, ..Options::default() }))
}

/// The model of the command line, or the built-in one.
pub(crate) fn model(file: Option<&Path>) -> Result<Box<dyn Model>, Failure> {
    let Some(file) = file else {
        return match readout_model::Readout::built_in(std::num::NonZeroUsize::MIN) {
            Ok(model) => Ok(Box::new(model)),
            // A build without weights reads by rule alone.
            Err(readout_model::Error::Absent) => Ok(Box::new(readout_model::Fake)),
            Err(error) => Err(Failure::new("the model that was built in cannot be used").because(&error)),
        };
    };
    let bytes = std::fs::read(file).map_err(|error| Failure::new(format!("cannot read the model {}", file.display())).because(&error))?;
    let model = readout_model::Readout::load(bytes, std::num::NonZeroUsize::MIN);
    Ok(Box::new(model.map_err(|error| Failure::new(format!("{} is no model that readout can use", file.display())).because(&error))?))
}

/// What the command line chose for every reading of this run.
static SETTINGS: OnceLock<Settings> = OnceLock::new();

/// Reads the files of `--lexicon`; the first of them wins among rows that fit alike, and all of them win over the built-in rows.
pub(crate) fn know(files: &[PathBuf]) -> Result<(), Failure> {
    let mut settings = Settings::default();
    let mut own: Option<Lexicon> = None;
    for file in files {
        let named = file.display();
        let text =
            std::fs::read_to_string(file).map_err(|error| Failure::new(format!("cannot read the lexicon {named}")).because(&error))?;
        let read = if dictionary::is_dictionary(&text) {
            let read = dictionary::read(&text);
            if read.n_read == 0 {
                return Err(Failure::new(format!("{named} has no verb and no actor that readout can use"))
                    .hint("its form is described in docs/reference/lexicon.md"));
            }
            note(&format!("{named}: {} rows and actors read, {} lines left out", read.n_read, read.left_out.len()))?;
            settings.actors.join(read.actors);
            read.lexicon
        } else {
            Lexicon::parse(&text).map_err(|(line, problem)| {
                Failure::new(format!("line {line} of {named}: {problem}")).hint("the form is described in docs/reference/lexicon.md")
            })?
        };
        own = Some(match own {
            Some(before) => read.with(&before),
            None => read,
        });
    }
    settings.lexicon = own.map(|own| Lexicon::built_in().with(&own));
    let _ = SETTINGS.set(settings);
    Ok(())
}

/// A line for the user beside the output.
pub(crate) fn note(line: &str) -> io::Result<()> {
    writeln!(io::stderr(), "{}", crate::print::safe_line(line))
}

/// Reads every report of the input on several threads, calls `turn` on each reading on its thread and `done` on each result in order. What
/// cannot be read is told and left out.
pub(crate) fn read_all<O: Send>(
    input: &Input,
    model: &dyn Model,
    turn: impl Fn(Reading) -> O + Sync,
    mut done: impl FnMut(O) -> Result<(), Failure>,
) -> Result<Outcome, Failure> {
    let threads = input.threads.or_else(|| std::thread::available_parallelism().ok()).map_or(1, std::num::NonZeroUsize::get);
    let mut outcome = Outcome::default();
    let read = |mut report: Report| {
        if input.whole {
            report.boilerplate.clear();
            report.dateline = None;
        }
        read_one(&report, model)
    };
    let work = |item: Result<Report, readout_intake::Error>| item.map_err(Failure::from).and_then(read).map(&turn);
    in_order(sources(input)?, threads, work, |result| {
        match result {
            Ok(result) => {
                done(result)?;
                outcome.done += 1;
            }
            Err(failure) => {
                failure.print();
                outcome.left_out += 1;
            }
        }
        Ok::<(), Failure>(())
    })?;
    Ok(outcome)
}

/// Reads one report. A fault inside the program costs this report and no other.
fn read_one(report: &Report, model: &dyn Model) -> Result<Reading, Failure> {
    catch_unwind(AssertUnwindSafe(|| readout_read::read(report, model, SETTINGS.get_or_init(Settings::default)))).map_err(|_| {
        let name = report.path.as_deref().unwrap_or("standard input");
        Failure::new(format!("the report {} of {name} could not be read", report.id))
            .hint("this is a fault of readout: please report it with the text")
    })
}
