//! What went wrong, in the program's one form: `error:`, `caused by:`, `hint:`.

use crate::print;
use std::error::Error;
use std::fmt::Display;
use std::io;
use std::process::ExitCode;

/// An error with what led to it and what to try next.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    causes: Vec<String>,
    hint: Option<String>,
    broken_pipe: bool,
}

impl Failure {
    pub(crate) fn new(message: impl Display) -> Self {
        Self { message: message.to_string(), causes: Vec::new(), hint: None, broken_pipe: false }
    }

    /// An error from a library, with everything that led to it.
    pub(crate) fn of(error: &(dyn Error + 'static)) -> Self {
        let mut failure = Self::new(error);
        let mut source = error.source();
        while let Some(cause) = source {
            failure.causes.push(cause.to_string());
            source = cause.source();
        }
        failure
    }

    pub(crate) fn because(mut self, error: &(dyn Error + 'static)) -> Self {
        let cause = Self::of(error);
        self.causes.push(cause.message);
        self.causes.extend(cause.causes);
        self
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Whoever read our output has gone: no error, and nothing more to say.
    pub(crate) fn is_broken_pipe(&self) -> bool {
        self.broken_pipe
    }

    /// The one printer of errors.
    #[allow(clippy::print_stderr, reason = "this is where errors are printed")]
    pub(crate) fn print(&self) {
        eprintln!("error: {}", print::safe_line(&self.message));
        for cause in &self.causes {
            eprintln!("  caused by: {}", print::safe_line(cause));
        }
        if let Some(hint) = &self.hint {
            eprintln!("  hint: {hint}");
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let broken_pipe = error.kind() == io::ErrorKind::BrokenPipe;
        Self { broken_pipe, ..Self::new("cannot write the output").because(&error) }
    }
}

impl From<readout_intake::Error> for Failure {
    fn from(error: readout_intake::Error) -> Self {
        use readout_intake::Error as Intake;
        let hint = match &error {
            Intake::TooLarge { .. } => Some("a file with many reports can be given as JSON Lines, one report a line"),
            Intake::NotText { .. } => Some("convert it to plain text first"),
            Intake::NoText { .. } => Some("each record needs the report's words in `text`"),
            Intake::Json { .. } => Some("each line must be one JSON object, or say with --from what the file holds"),
            Intake::Read { .. } | Intake::Empty { .. } => None,
        };
        let failure = Self::of(&error);
        hint.map_or_else(|| Self::of(&error), |hint| failure.hint(hint))
    }
}

impl From<readout_store::Error> for Failure {
    fn from(error: readout_store::Error) -> Self {
        use readout_store::Error as Store;
        let failure = Self::of(&error);
        match &error {
            Store::Missing(_) => failure.hint("`readout read PATH…` makes one from reports; --store FILE names another"),
            Store::NotAStore(_) | Store::NotADatabase(_) => failure.hint("name another file with --store FILE"),
            Store::Newer { .. } => failure.hint("use the newer readout, or another file with --store FILE"),
            Store::Busy => failure.hint("try again when the other process is done"),
            _ => failure,
        }
    }
}

/// How a command ended that could begin.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Outcome {
    /// Things done.
    pub(crate) done: usize,
    /// Things left out.
    pub(crate) left_out: usize,
}

impl Outcome {
    pub(crate) fn code(self) -> ExitCode {
        match (self.done, self.left_out) {
            (_, 0) => ExitCode::SUCCESS,
            (0, _) => ExitCode::from(2),
            _ => ExitCode::from(1),
        }
    }
}
