//! The record in the store: derived, marked as stale as soon as a report comes or changes, and written row by row where it is other than before.

mod carry;
pub(crate) mod load;
mod save;
mod table;

pub(crate) use carry::Carry;
pub(crate) use load::load;
pub(crate) use save::save;

use crate::Error;
use rusqlite::{Connection, OptionalExtension, Transaction};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the record that is kept was made of, and how much there is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Which joining made it: [`readout_join::MAKER`] of that program. Empty in stores of before that was kept.
    #[serde(default)]
    pub maker: String,
    /// Ids of the corrections that were applied, oldest first.
    pub corrections: Vec<String>,
    /// Those that found nothing to put right, and why.
    pub lost: BTreeMap<String, String>,
    /// Reports.
    pub reports: usize,
    /// Outlets known by name.
    pub outlets: usize,
    /// Independent accounts.
    pub accounts: usize,
    /// People, groups, states and peoples that are called by name: of each kind.
    pub people: usize,
    /// Groups.
    pub groups: usize,
    /// States and peoples.
    pub states: usize,
    /// Statements.
    pub statements: usize,
    /// Happenings.
    pub happenings: usize,
    /// Meetings that are told as held, in which somebody is called by name.
    pub held: usize,
    /// Other meetings.
    pub planned: usize,
    /// What actors take sides on.
    pub issues: usize,
    /// Things that are counted.
    pub tallies: usize,
    /// Claims of figures.
    pub claims: usize,
    /// Disputes, by kind.
    pub disputes: BTreeMap<String, usize>,
    /// Families of copies.
    pub families: usize,
    /// Stories.
    pub stories: usize,
}

/// Marks the record as one that is not that of all reports any more, if there is one.
pub(crate) fn set_stale(transaction: &Transaction<'_>) -> Result<(), Error> {
    let sql = "INSERT INTO record (part, body) SELECT 'stale', 'true' WHERE EXISTS (SELECT 1 FROM record WHERE part = 'made')
               ON CONFLICT DO NOTHING";
    transaction.prepare_cached(sql)?.execute([])?;
    Ok(())
}

/// Notes that a report was read again: no row of the record fits its new reading.
pub(crate) fn set_reread(transaction: &Transaction<'_>, report: i64) -> Result<(), Error> {
    transaction.prepare_cached("UPDATE filed SET reread = 1 WHERE report = ?")?.execute([report])?;
    Ok(())
}

/// Whether there is a record, and whether it is what this program makes of all reports.
pub(crate) fn is_fresh(connection: &Connection) -> Result<Option<bool>, Error> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM record WHERE part = 'stale') FROM record WHERE part = 'made'";
    let fresh: Option<bool> = connection.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?;
    Ok(match fresh {
        Some(true) => is_of_another(connection)?.map(|another| !another),
        other => other,
    })
}

/// Whether there is a record, and whether another joining than this program's made it.
pub(crate) fn is_of_another(connection: &Connection) -> Result<Option<bool>, Error> {
    let sql = "SELECT coalesce(json_extract(body, '$.maker'), '') FROM record WHERE part = 'made'";
    let maker: Option<String> = connection.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?;
    Ok(maker.map(|maker| maker != readout_join::MAKER))
}

/// What the record was made of, if there is one.
pub(crate) fn made(connection: &Connection) -> Result<Option<Made>, Error> {
    let body: Option<String> =
        connection.prepare_cached("SELECT body FROM record WHERE part = 'made'")?.query_row([], |row| row.get(0)).optional()?;
    Ok(body.map(|body| serde_json::from_str(&body)).transpose()?)
}

/// Whether some report was read again since the record was made.
pub(crate) fn any_reread(connection: &Connection) -> Result<bool, Error> {
    Ok(connection.query_row("SELECT EXISTS (SELECT 1 FROM filed WHERE reread = 1)", [], |row| row.get(0))?)
}
