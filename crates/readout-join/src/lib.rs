//! Many readings to the rows of the record: copies, entities across reports, dates, disputes, stories. No SQL.
//!
//! Everything here is a pure function of the readings, in the order in which they are given, with offsets in bytes. Reports are named by
//! their place in that list, actors by their place in [`Cast::actors`]. Each file joins one layer:
//!
//! | file | comes in | goes out |
//! |---|---|---|
//! | [`correct`] | corrections | readings as a person put them right, who is whom by their word |
//! | [`copies`] | texts | passages, families, what was changed |
//! | [`entity`] | entities | actors across reports |
//! | [`voice`] | actors | which of them speak for a state |
//! | [`account`] | tellings, copies | independent accounts |
//! | [`statement`] | attributions | what was said, with every telling |
//! | [`happening`] | events | what happened or is expected; meetings |
//! | [`office`] | roles | who held which office, first and last seen |
//! | [`position`] | positions | where actors stand, over time |
//! | [`tally`] | figures | claims on the same thing, side by side |
//! | [`dispute`] | all of these | accounts that cannot both hold |
//! | [`story`] | readings, copies, actors | reports grouped into courses of events |
//! | [`brief`] | the record | what a busy person reads |
//! | [`view`] | the record | all of it about one actor, one pair, one name, one stretch of time |
//!
//! **Invariant:** every row leads to a report and to words in it.

pub mod account;
pub mod brief;
mod cited;
pub mod copies;
pub mod correct;
pub mod dates;
pub mod dispute;
pub mod entity;
mod groups;
pub mod happening;
pub mod ledger;
#[cfg(test)]
mod made;
pub mod office;
pub mod position;
pub mod statement;
pub mod story;
pub mod tally;
pub mod view;
pub mod voice;
mod when;
mod words;

use account::Account;
use copies::Copies;
use correct::Decisions;
use dates::Dates;
use dispute::Dispute;
use entity::Cast;
use happening::Happening;
use ledger::Ledger;
use office::Office;
use position::Issue;
use readout_core::{Reading, Span};
use serde::{Deserialize, Serialize};
use statement::Statement;
use story::Story;
use tally::Tally;

/// What made a record: the version of this crate and a hash of its sources. A record that another joining made may lack what this one finds.
pub const MAKER: &str = env!("READOUT_JOIN_MAKER");

/// Words in a report that back something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Evidence {
    /// The report's place in the list of readings.
    pub report: usize,
    /// The words, in bytes.
    pub span: Span,
}

/// What many readings say together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Who prints whose text.
    pub copies: Copies,
    /// Independent tellers, and the reports that print them.
    pub tellers: Vec<Account>,
    /// People, groups and places.
    pub cast: Cast,
    /// What was said.
    pub statements: Vec<Statement>,
    /// What happened, or is expected to.
    pub happenings: Vec<Happening>,
    /// Offices and their holders.
    pub offices: Vec<Office>,
    /// Where actors stand.
    pub issues: Vec<Issue>,
    /// Figures side by side.
    pub tallies: Vec<Tally>,
    /// For each tally, its claims over time and what can be derived.
    pub ledgers: Vec<Ledger>,
    /// When undated reports were made, as far as all reports together say.
    pub dates: Dates,
    /// What cannot both hold.
    pub disputes: Vec<Dispute>,
    /// Courses of events.
    pub stories: Vec<Story>,
    /// What the reports are called by, where this is a part of a larger record and they are called as there. Empty otherwise.
    #[serde(skip)]
    pub labels: Vec<String>,
}

impl Record {
    /// What the reports are called by: `K2`.
    pub fn labels(&self, readings: &[Reading]) -> Vec<String> {
        if self.labels.is_empty() { brief::labels(readings, &self.dates) } else { self.labels.clone() }
    }
}

/// Reports that are dated together at most: comparing every time with every other grows with the square of their number. A larger set is dated
/// story by story.
const MOST_DATED: usize = 150;

/// Joins readings (offsets in bytes) to the record. The order of the readings is kept and is the order of everything that has no other.
pub fn join(readings: &[Reading]) -> Record {
    join_with(readings, &Decisions::default())
}

/// The same, keeping to what a person decided on who is whom. `readings` are as [`correct::apply`] left them.
pub fn join_with(readings: &[Reading], decisions: &Decisions) -> Record {
    join_telling(readings, decisions, |_| {})
}

/// The same; `done` is told the name of each layer when it is made, so that whoever waits can be told how far it is.
pub fn join_telling(readings: &[Reading], decisions: &Decisions, mut done: impl FnMut(&'static str)) -> Record {
    let copies = copies::copies(readings);
    done("copies");
    let tellers = account::tellers(readings, &copies);
    done("tellers");
    let cast = entity::cast(readings, decisions);
    done("actors");
    let statements = statement::statements(readings, &copies, &cast);
    done("statements");
    let stories = story::stories(readings, &copies, &cast);
    done("stories");
    let dates = if readings.len() <= MOST_DATED {
        dates::dates(readings)
    } else {
        let groups: Vec<Vec<usize>> = stories.iter().map(|story| story.reports.clone()).collect();
        dates::dates_by_group(readings, &groups, MOST_DATED)
    };
    done("dates");
    let offices = office::offices(readings, &cast, &dates);
    done("offices");
    let happenings = happening::happenings(readings, &copies, &cast, &dates, &offices);
    done("happenings");
    let issues = position::issues(readings, &copies, &cast, &offices, &stories);
    done("issues");
    let tallies = tally::tallies(readings, &copies, &cast, &stories);
    done("tallies");
    let ledgers: Vec<Ledger> = tallies.iter().map(|tally| ledger::ledger(tally, readings, &dates)).collect();
    done("ledgers");
    let disputes = dispute::disputes(readings, &copies, &cast, &statements, &happenings, (&tallies, &ledgers), &issues);
    done("disputes");
    Record {
        copies,
        tellers,
        cast,
        statements,
        happenings,
        offices,
        issues,
        tallies,
        ledgers,
        dates,
        disputes,
        stories,
        labels: Vec::new(),
    }
}
