//! What a busy person reads: the record of a story, chosen and put in order, as plain data.
//!
//! Readings and their [`Record`] come in, a [`Brief`] goes out; the program lays it out for the terminal, Markdown, HTML or JSON. Every line
//! has its evidence as [`Cite`]s. **Invariant:** nothing is in a brief that no report says; what is counted or inferred is marked by the
//! field it stands in.

mod happened;
pub(crate) mod make;
pub mod page;

pub use make::{brief, labels};

use crate::dates::LikelyDay;
use readout_core::Span;
use serde::Serialize;

/// The format's name and version.
pub const FORMAT: &str = "readout/brief/1";

/// A brief. Lists are ordered by importance or by date, as their field says, and are never empty placeholders: a section without lines is
/// left out by whoever prints it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Brief {
    /// [`FORMAT`].
    pub format: String,
    /// A name for the story, made of the reports' words.
    pub title: String,
    /// What this is about and from which reports.
    pub about: About,
    /// What is told as having happened, by date, or by the day it was printed where no report says when; undated last.
    pub happened: Vec<Happening>,
    /// What is only announced, expected or hypothetical, and not told as held by any report; by date.
    pub expected: Vec<Happening>,
    /// Who said what, most important speaker first.
    pub said: Vec<Speaker>,
    /// Where actors stand, by issue, the most contested first.
    pub stands: Vec<Issue>,
    /// Claimed quantities, tolls first.
    pub figures: Vec<FigureGroup>,
    /// Offices with more than one holder or more than one report first.
    pub offices: Vec<OfficeLine>,
    /// Accounts that cannot both hold.
    pub disputed: Vec<DisputeLine>,
    /// Texts printed more than once.
    pub copies: Vec<FamilyLine>,
    /// What the reports leave open.
    pub unknown: Vec<Note>,
}

/// A place in a report that backs a line: printed as `[K2:4]`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Cite {
    /// The report's place in [`About::reports`].
    pub report: usize,
    /// The report's label: `K2`.
    pub label: String,
    /// The sentence, counted from 1; none for title and dateline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentence: Option<usize>,
    /// The words, in bytes of the report's text.
    pub spans: Vec<Span>,
}

/// What the brief is made from.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct About {
    /// The reports, in order of their labels.
    pub reports: Vec<ReportCard>,
    /// Outlets known by name.
    pub n_outlets: usize,
    /// Independent accounts, after copies are collapsed.
    pub n_accounts: usize,
    /// First day reported from or published on, as far as it is known: ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// Last day, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// Reports without a published date.
    pub n_undated: usize,
    /// Whose text is printed by how many reports, most printed first.
    pub agencies: Vec<AgencyLine>,
    /// The people, groups and states named most, by number of reports.
    pub actors: Vec<ActorLine>,
}

/// A report, as a brief names it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReportCard {
    /// `K2`: letters of the outlet and a number by date; `R1` where no outlet is known.
    pub label: String,
    /// The input's id.
    pub id: String,
    /// Hash of its text.
    pub sha256: String,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// When it was likely made, where it is undated and no certain clue says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub likely: Option<LikelyDay>,
    /// Agencies credited, in the credit or the dateline.
    pub agencies: Vec<String>,
    /// How much of its words stand in another report as well, in per cent.
    pub shared_percent: u8,
}

/// An agency and who prints it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AgencyLine {
    /// The agency as credited.
    pub agency: String,
    /// Labels of the reports.
    pub reports: Vec<String>,
}

/// An actor and how present it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ActorLine {
    /// Its place in [`crate::Record::actors`].
    pub actor: usize,
    /// Fullest name.
    pub name: String,
    /// Office, where the reports give one: `foreign minister, Ardesh`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// Reports that name it.
    pub n_reports: usize,
}

/// A date as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct When {
    /// TIMEX3 value, symbolic (`XXXX-WXX-4`) where no date is known.
    pub value: String,
    /// The report's own words, where the value is taken from some: `over the weekend`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Whether `value` is an absolute date.
    pub absolute: bool,
}

/// Something that happened, or is expected to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Happening {
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Where no report says when: the first day on which it was printed, ISO 8601. It happened by then, or was expected then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed: Option<String>,
    /// One word: `met`, `said`, `struck`; for what is expected `meet`, `visit`.
    pub act: String,
    /// PLOVER type, `CONSULT` for meetings.
    pub kind: String,
    /// How it is told: `happened`, `ongoing`, `planned`, `hypothetical`, `denied`.
    pub factuality: String,
    /// Who acts or takes part, with offices where known.
    pub who: Vec<String>,
    /// Whom it is done to.
    pub whom: Vec<String>,
    /// Where, with its preposition: `in Sered`, `near Dorvat`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The words of the report that tells it most fully: the sentence, or the clause of a long one.
    pub words: String,
    /// By whose account, where it is told as somebody's: `Relief Federation`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub according_to: Option<String>,
    /// What else is said of it: `first talks since November 2029`, another date, a denial.
    pub notes: Vec<Note>,
    /// Independent accounts.
    pub n_accounts: usize,
    /// Who they are: agencies and outlets.
    pub accounts: Vec<String>,
    /// Evidence, one for each report.
    pub cites: Vec<Cite>,
}

/// A remark with its evidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Note {
    /// The remark.
    pub text: String,
    /// Evidence.
    pub cites: Vec<Cite>,
}

/// A speaker with what is reported from them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Speaker {
    /// Fullest name, or the description.
    pub name: String,
    /// Office, where the reports give one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// What they said, by date, then by weight.
    pub statements: Vec<Statement>,
}

/// Something somebody said.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Statement {
    /// `says`, `denies`, `demands`, …
    pub manner: String,
    /// The cue is negated.
    pub negated: bool,
    /// The cue as printed: `ruled out`.
    pub cue: String,
    /// What was said, in the report's words (quotation marks as printed).
    pub words: String,
    /// Whether all of it is quoted.
    pub direct: bool,
    /// In what capacity, as of the report: `as foreign minister, for Ardesh`, `3 unnamed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice: Option<String>,
    /// From the speaker outward, without the speaker: `Sered Radio (interview)`, `KP (translated)`, `Harbour Mail`.
    pub chain: Vec<String>,
    /// When it was said, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Independent accounts.
    pub n_accounts: usize,
    /// Who they are.
    pub accounts: Vec<String>,
    /// Evidence, one for each report.
    pub cites: Vec<Cite>,
}

/// Something actors take sides on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Issue {
    /// In the reports' words.
    pub issue: String,
    /// Where each actor stands.
    pub stances: Vec<StanceLine>,
}

/// An actor's stance on an issue.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StanceLine {
    /// Whose.
    pub actor: String,
    /// The body that the actor speaks for, where it is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub behalf: Option<String>,
    /// `demands`, `rejects`, `supports`, …
    pub stance: String,
    /// What it is on, in the words of this telling.
    pub issue: String,
    /// The words that show it.
    pub words: String,
    /// Who says so, where it is not the actor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub according_to: Option<String>,
    /// First and last day on which it is seen, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// Last day, where it is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// How it moved: `reaffirmed`, `changed`, as the words say, or `changed from rejects` where the record shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<String>,
    /// How often it is told, copies included.
    pub n_tellings: usize,
    /// Independent accounts.
    pub n_accounts: usize,
    /// Who they are: agencies and outlets.
    pub accounts: Vec<String>,
    /// Evidence, one for each report.
    pub cites: Vec<Cite>,
}

/// Figures that count the same thing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FigureGroup {
    /// What is counted: `killed · people · Lower Ketch`.
    pub counted: String,
    /// Claims, by date, then by value.
    pub claims: Vec<FigureClaim>,
    /// What can be derived from them, in words, each derivation shown: `lowest 31, highest 71`.
    pub derived: Vec<Note>,
}

/// One claimed quantity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FigureClaim {
    /// The words: `some 41,000`.
    pub words: String,
    /// The value said, or the least and most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// `exactly`, `about`, `at_least`, `at_most`, `nearly`.
    pub bound: String,
    /// Who claims it; absent where no claimant is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimant: Option<String>,
    /// As of when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// The day it holds for, ISO 8601: what the words date, else the day it was first printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// How it stands to the other claims: `repeats`, `update`, `other scope`, `conflicts`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<String>,
    /// Parts it is broken into: `46 civilians`.
    pub parts: Vec<String>,
    /// How often it is printed.
    pub n_printings: usize,
    /// Independent accounts.
    pub n_accounts: usize,
    /// Who they are: agencies and outlets.
    pub accounts: Vec<String>,
    /// Evidence, one for each report.
    pub cites: Vec<Cite>,
}

/// An office and who is seen in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OfficeLine {
    /// `foreign minister`.
    pub title: String,
    /// Of what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org: Option<String>,
    /// Who, in order of first sight.
    pub holders: Vec<Holder>,
    /// Whether it changed hands, as far as the reports show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<String>,
}

/// Somebody seen in an office.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Holder {
    /// Fullest name.
    pub name: String,
    /// First day seen, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// Last day seen, where it is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// `former`, `acting`, … where the words say so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Evidence, one for each report.
    pub cites: Vec<Cite>,
}

/// Accounts that cannot both hold.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DisputeLine {
    /// What it is about, in the reports' words.
    pub about: String,
    /// `conflict`, `denial`, `figures`, `position`; or, where both may hold, `update`, `different scope`, `misquotation`.
    pub kind: String,
    /// The accounts.
    pub sides: Vec<Side>,
}

/// One side of a dispute.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Side {
    /// Who says so; absent where a report does so itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// In the report's words.
    pub words: String,
    /// Independent accounts.
    pub n_accounts: usize,
    /// Who they are: agencies and outlets.
    pub accounts: Vec<String>,
    /// Evidence.
    pub cites: Vec<Cite>,
}

/// A text printed more than once.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FamilyLine {
    /// Whose text it probably is: an agency, or a report's label.
    pub original: String,
    /// Label of the report that stands nearest to the original.
    pub nearest: String,
    /// Why: `credits AFP`, `earliest`, `has what the others lack`.
    pub why: Vec<String>,
    /// The reports that print it, most first.
    pub members: Vec<MemberLine>,
    /// What was changed, the most telling first.
    pub changed: Vec<ChangeLine>,
}

/// A report that prints shared text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MemberLine {
    /// Its label.
    pub label: String,
    /// How much of its words are shared text of this family, in per cent.
    pub percent: u8,
    /// The shared stretches.
    pub cites: Vec<Cite>,
}

/// A change between two printings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChangeLine {
    /// `reworded`, `dropped`, `added`.
    pub kind: String,
    /// In the one printing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// In the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Evidence: the one, the other.
    pub cites: Vec<Cite>,
}
