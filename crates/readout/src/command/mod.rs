//! The commands, one file each.

mod annotate;
mod brief;
mod changes;
mod copies;
mod corrections;
mod desk;
mod diff;
mod find;
mod inspect;
mod met;
mod read;
mod stands;
mod stories;
mod who;

use crate::cli::{Cli, Command};
use crate::failure::{Failure, Outcome};
use clap::CommandFactory;
use std::io::{self, Write};

/// Runs what the command line says.
pub(crate) fn run(cli: Cli) -> Result<Outcome, Failure> {
    crate::input::know(&cli.lexicon)?;
    let model = || crate::input::model(cli.model.as_deref());
    match cli.command {
        Command::Read(options) => read::run(&options, &*model()?),
        Command::Brief(options) => brief::run(&options, &model),
        Command::Copies(options) => copies::run(&options, &model),
        Command::Diff(options) => diff::run(&options, &model),
        Command::Stories(options) => stories::run(&options, &model),
        Command::Who(options) => who::run(&options, &model),
        Command::Met(options) => met::run(&options, &model),
        Command::Stands(options) => stands::run(&options, &model),
        Command::Changes(options) => changes::run(&options, &model),
        Command::Find(options) => find::run(&options),
        Command::Desk(options) => desk::run(&options),
        Command::Corrections(options) => corrections::run(&options),
        Command::Annotate(options) => annotate::run(&options, &model),
        Command::Inspect(options) => inspect::run(&options, &*model()?),
        Command::Completions(options) => {
            let mut script = Vec::new();
            clap_complete::generate(options.shell, &mut Cli::command(), "readout", &mut script);
            io::stdout().write_all(&script)?;
            Ok(Outcome::default())
        }
        Command::Man => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Cli::command()).render(&mut page)?;
            io::stdout().write_all(&page)?;
            Ok(Outcome::default())
        }
    }
}
