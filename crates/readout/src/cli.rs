//! The command line: one definition for parsing, help, completions, the man page and the command reference.

use crate::export::Format;
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use std::net::IpAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Read news reports about a political story and keep a sourced record of it
///
/// readout reads reports on one machine, offline, and records who met whom, who said what and by whose account, where each actor stands,
/// which figures are claimed by whom, who holds which office, which reports copy the same text, and where reports contradict each other.
/// Every line of the record leads back to the words it came from.
#[derive(Debug, Parser)]
#[command(name = "readout", version, max_term_width = 100, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Read with these weights in place of the built-in ones
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) model: Option<PathBuf>,
    /// Know these predicates and actors first: a file in the form of docs/reference/lexicon.md, or a TABARI or PETRARCH dictionary; may be
    /// given several times
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) lexicon: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read reports and add them to a store
    Read(Read),
    /// Print what the reports say, with evidence for each line
    Brief(Brief),
    /// Print which reports print one text, whose it probably is, and each outlet's own share
    Copies(Copies),
    /// Print two reports side by side: what the one dropped, added or reworded
    Diff(Diff),
    /// Print which reports tell of one course of events, and the days they tell most of
    Stories(Stories),
    /// Everything about one person, group or state
    Who(Who),
    /// Who met whom: meetings held, expected, called off and denied
    Met(Met),
    /// Where somebody stands, issue by issue
    Stands(Stands),
    /// What is new since a day
    Changes(Changes),
    /// Find words in the reports of a store
    Find(Find),
    /// Show the record in a browser, and take corrections
    Desk(Desk),
    /// List, make, undo, export and import corrections
    Corrections(Corrections),
    /// Print the reading of each report in a documented format
    Annotate(Annotate),
    /// Show one layer of a report's reading under its words
    Inspect(Inspect),
    /// Print the completions of a shell
    Completions(Completions),
    /// Print the manual page
    Man,
}

/// Reports to read.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Input {
    /// Files and folders; `-` is standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,
    /// What the files hold, whatever they are called
    #[arg(long, value_name = "KIND")]
    pub(crate) from: Option<From>,
    #[command(flatten)]
    pub(crate) known: Known,
    /// Read all of the text: set no page furniture and no dateline aside
    #[arg(long)]
    pub(crate) whole: bool,
    /// How many reports to read at once; as many as there are cores unless given
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
}

/// What is known of all the reports given.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "What is known of the reports")]
pub(crate) struct Known {
    /// When they were published: a date as precise as it is known
    #[arg(long, value_name = "DATE")]
    pub(crate) published: Option<String>,
    /// Who published them
    #[arg(long, value_name = "NAME")]
    pub(crate) outlet: Option<String>,
    /// Where they were published
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) url: Option<String>,
    /// Their title
    #[arg(long, value_name = "WORDS")]
    pub(crate) title: Option<String>,
    /// Whose text they print; may be given several times
    #[arg(long, value_name = "AGENCY")]
    pub(crate) credit: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum From {
    /// One report a file
    Text,
    /// One page a file
    Html,
    /// One report a line, as JSON
    Jsonl,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct StoreFile {
    /// The store
    #[arg(long = "store", visible_alias = "db", value_name = "FILE", default_value = "readout.db", value_hint = ValueHint::FilePath)]
    pub(crate) path: PathBuf,
}

#[derive(Args, Debug)]
pub(crate) struct Read {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) store: StoreFile,
    /// Print the summary only
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Brief {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) store: StoreFile,
    /// Its form
    #[arg(long, value_name = "FORM", default_value = "terminal")]
    pub(crate) to: BriefForm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum BriefForm {
    /// For reading here
    Terminal,
    /// Markdown
    Md,
    /// One page that can be sent to somebody, with links into the reports
    Html,
    /// All of it as data
    Json,
}

/// Which reports a view is of.
#[derive(Args, Clone, Debug)]
pub(crate) struct Of {
    #[command(flatten)]
    pub(crate) store: StoreFile,
    /// Take these files and folders in place of the store, and leave nothing behind; may be given several times; `-` is standard input
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) reports: Vec<PathBuf>,
    /// What the files of --reports hold, whatever they are called
    #[arg(long, value_name = "KIND", requires = "reports")]
    pub(crate) from: Option<From>,
    /// Print one JSON object, documented in docs/reference/views.md
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Who {
    /// Any form of the name, in any case
    #[arg(value_name = "NAME", required = true)]
    pub(crate) name: Vec<String>,
    #[command(flatten)]
    pub(crate) of: Of,
}

#[derive(Args, Debug)]
pub(crate) struct Met {
    /// Whose meetings; with two names, those of the one with the other; all, where none is given
    #[arg(value_name = "NAME", num_args = 0..=2)]
    pub(crate) names: Vec<String>,
    #[command(flatten)]
    pub(crate) of: Of,
}

#[derive(Args, Debug)]
pub(crate) struct Stands {
    /// Any form of the name, in any case
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// Words of the issue; all issues, where none are given
    #[arg(value_name = "ISSUE")]
    pub(crate) issue: Vec<String>,
    #[command(flatten)]
    pub(crate) of: Of,
}

#[derive(Args, Debug)]
pub(crate) struct Changes {
    /// The day from which on things are new
    #[arg(long, value_name = "DATE")]
    pub(crate) since: String,
    #[command(flatten)]
    pub(crate) of: Of,
}

#[derive(Args, Debug)]
pub(crate) struct Copies {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Only this report's family, with each of its sentences; a single argument that is no path is the same
    #[arg(long, value_name = "REPORT")]
    pub(crate) report: Option<String>,
    #[command(flatten)]
    pub(crate) store: StoreFile,
    /// Its form
    #[arg(long, value_name = "FORM", default_value = "terminal", conflicts_with = "json")]
    pub(crate) to: CopiesForm,
    /// Print all of it as data, as `--to json` does
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CopiesForm {
    /// For reading here
    Terminal,
    /// All of it as data
    Json,
    /// Clusters of passages as passim writes them, one JSON object a line
    Passim,
}

#[derive(Args, Debug)]
pub(crate) struct Diff {
    /// The one: a file, or a report of the store by its label, id or address
    #[arg(value_name = "A")]
    pub(crate) a: String,
    /// The other
    #[arg(value_name = "B")]
    pub(crate) b: String,
    #[command(flatten)]
    pub(crate) store: StoreFile,
    /// Print all of it as data
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Stories {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) store: StoreFile,
    /// Print all of it as data
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Find {
    /// Words that must all be there; quotation marks hold words together
    #[arg(value_name = "WORDS", required = true)]
    pub(crate) words: Vec<String>,
    #[command(flatten)]
    pub(crate) store: StoreFile,
    /// Reports to show at most
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// Print one JSON object for each report
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Desk {
    #[command(flatten)]
    pub(crate) store: StoreFile,
    /// The port; 0 takes any that is free
    #[arg(long, value_name = "N", default_value_t = 7380)]
    pub(crate) port: u16,
    /// Where to listen; beyond this machine only with a password
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub(crate) listen: IpAddr,
    /// A further name by which browsers reach the desk; may be given several times
    #[arg(long, value_name = "NAME")]
    pub(crate) host: Vec<String>,
    /// A file whose first line is the password; else READOUT_PASSWORD is taken
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) password_file: Option<PathBuf>,
    /// Who signs corrections; the name of the account unless given
    #[arg(long, value_name = "NAME")]
    pub(crate) by: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct Corrections {
    #[command(flatten)]
    pub(crate) store: StoreFile,
    #[command(subcommand)]
    pub(crate) what: CorrectionsWhat,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CorrectionsWhat {
    /// Print all corrections, those taken back among them
    List {
        /// Print one JSON object for each
        #[arg(long)]
        json: bool,
    },
    /// Put something right
    Add {
        /// Why
        #[arg(long, global = true, value_name = "WORDS")]
        note: Option<String>,
        /// Who signs it; the name of the account unless given
        #[arg(long, global = true, value_name = "NAME")]
        by: Option<String>,
        #[command(subcommand)]
        what: Add,
    },
    /// Take a correction back
    Undo {
        /// Its id
        id: String,
        /// Who takes it back; the name of the account unless given
        #[arg(long, value_name = "NAME")]
        by: Option<String>,
    },
    /// Print all corrections as JSON Lines
    Export,
    /// Add corrections that another store exported
    Import {
        /// JSON Lines; `-` is standard input
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        path: PathBuf,
    },
}

/// A report is named by its id, path, address, number or the start of its hash; words are looked for in its text.
#[derive(Debug, Subcommand)]
pub(crate) enum Add {
    /// Two names are one
    Merge {
        /// The one
        one: String,
        /// The other
        other: String,
    },
    /// In these reports, a name is somebody else
    Split {
        /// The name
        name: String,
        /// The reports
        #[arg(required = true)]
        reports: Vec<String>,
    },
    /// Somebody else says this
    Speaker {
        /// The report
        report: String,
        /// Words of what is said
        words: String,
        /// Who says it, as the report names them; nobody unless given
        speaker: Option<String>,
    },
    /// Words mean another day
    Date {
        /// The report
        report: String,
        /// The words
        words: String,
        /// 2031, 2031-06 or 2031-06-03
        value: String,
    },
    /// A report was published on another day
    Published {
        /// The report
        report: String,
        /// 2031, 2031-06 or 2031-06-03
        value: String,
    },
    /// An event is another one, or told otherwise
    Event {
        /// The report
        report: String,
        /// Words of the event
        words: String,
        /// PLOVER type
        #[arg(long = "type", value_name = "TYPE")]
        event_type: Option<String>,
        /// happened, ongoing, planned, hypothetical, denied
        #[arg(long, value_name = "HOW")]
        told: Option<String>,
        /// Who acts or takes part, as the report names them: all of them, or `nobody`
        #[arg(long, value_name = "NAME")]
        who: Vec<String>,
        /// To whom it is done: all of them, or `nobody`
        #[arg(long, value_name = "NAME")]
        whom: Vec<String>,
    },
    /// The report does not say this
    Wrong {
        /// attribution, event, figure, time, position, role
        layer: String,
        /// The report
        report: String,
        /// The words
        words: String,
    },
    /// A note on a report or on somebody (give it with --note)
    Note {
        /// The report
        #[arg(required_unless_present = "who")]
        report: Option<String>,
        /// Words that it is on
        words: Option<String>,
        /// The name of somebody that it is on
        #[arg(long, value_name = "NAME", conflicts_with_all = ["report", "words"])]
        who: Option<String>,
    },
}

#[derive(Args, Debug)]
pub(crate) struct Annotate {
    #[command(flatten)]
    pub(crate) input: Input,
    /// The format
    #[arg(long, value_name = "FORMAT", default_value = "jsonl")]
    pub(crate) to: Format,
    /// Print the JSON Schema of the format `jsonl` instead
    #[arg(long)]
    pub(crate) schema: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Inspect {
    /// The layer
    #[arg(value_name = "STAGE")]
    pub(crate) stage: Stage,
    #[command(flatten)]
    pub(crate) input: Input,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stage {
    /// Title, dateline, credits, dates, and what was set aside
    Intake,
    /// Paragraphs, sentences and words
    Text,
    /// Parts of speech and the tree
    Syntax,
    /// Mentions and what they refer to
    Mention,
    /// Offices
    Role,
    /// Time expressions
    Time,
    /// Who says what
    Attribution,
    /// Claimed quantities
    Figure,
    /// What happened
    Event,
    /// Where actors stand
    Position,
    /// What a reader should know
    Finding,
}

#[derive(Args, Debug)]
pub(crate) struct Completions {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}
