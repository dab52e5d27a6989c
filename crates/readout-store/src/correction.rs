//! Corrections and what was seen when: the rows that people make.

use crate::Error;
use readout_core::Reading;
use readout_join::correct::{Correction, Undone};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::collections::BTreeMap;

/// All corrections, in the order in which they were made; those taken back among them.
pub(crate) fn all(connection: &Connection) -> Result<Vec<Correction>, Error> {
    let mut statement = connection.prepare_cached("SELECT body, undone, undone_by FROM correction ORDER BY made, id")?;
    let mut rows = statement.query([])?;
    let mut corrections = Vec::new();
    while let Some(row) = rows.next()? {
        let mut correction: Correction = serde_json::from_str(row.get_ref(0)?.as_str().unwrap_or_default())?;
        correction.undone = match (row.get(1)?, row.get(2)?) {
            (Some(made), Some(by)) => Some(Undone { made, by }),
            _ => None,
        };
        corrections.push(correction);
    }
    Ok(corrections)
}

/// Adds corrections that are not there; of those that are, a taking back is taken over. Says how many rows were new or changed.
pub(crate) fn add(transaction: &Transaction<'_>, corrections: &[Correction]) -> Result<usize, Error> {
    let mut changed = 0;
    for correction in corrections {
        let body = serde_json::to_string(&Correction { undone: None, ..correction.clone() })?;
        let (undone, undone_by) = correction.undone.as_ref().map(|undone| (&undone.made, &undone.by)).unzip();
        let sql = "INSERT INTO correction (id, made, signed, kind, body, undone, undone_by) VALUES (?, ?, ?, ?, ?, ?, ?)
                   ON CONFLICT (id) DO UPDATE SET undone = excluded.undone, undone_by = excluded.undone_by
                   WHERE correction.undone IS NULL AND excluded.undone IS NOT NULL";
        let row = params![correction.id, correction.made, correction.by, correction.kind(), body, undone, undone_by];
        changed += transaction.prepare_cached(sql)?.execute(row)?;
        for identity in correction.reports() {
            let sql = "INSERT INTO correction_report (identity, correction) VALUES (?, ?) ON CONFLICT DO NOTHING";
            transaction.prepare_cached(sql)?.execute(params![identity, correction.id])?;
        }
    }
    if changed > 0 {
        crate::record::set_stale(transaction)?;
    }
    Ok(changed)
}

/// Takes a correction back. False where there is none of this id that stands.
pub(crate) fn undo(transaction: &Transaction<'_>, id: &str, undone: &Undone) -> Result<bool, Error> {
    let sql = "UPDATE correction SET undone = ?2, undone_by = ?3 WHERE id = ?1 AND undone IS NULL";
    let found = transaction.prepare_cached(sql)?.execute(params![id, undone.made, undone.by])? > 0;
    if found {
        crate::record::set_stale(transaction)?;
    }
    Ok(found)
}

/// The numbers of all reports, by identity.
pub(crate) fn numbers(connection: &Connection) -> Result<BTreeMap<String, i64>, Error> {
    let mut statement = connection.prepare_cached("SELECT identity, id FROM report")?;
    let numbers = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(numbers.collect::<Result<_, _>>()?)
}

/// Notes that reports which were not seen before are seen `at` this time.
pub(crate) fn note_seen(transaction: &Transaction<'_>, at: &str) -> Result<(), Error> {
    let sql = "INSERT INTO seen (identity, at) SELECT identity, ? FROM report WHERE identity NOT IN (SELECT identity FROM seen)";
    transaction.execute(sql, [at])?;
    Ok(())
}

/// Whether some report was never seen.
pub(crate) fn any_unseen(connection: &Connection) -> Result<bool, Error> {
    let sql = "SELECT 1 FROM report WHERE identity NOT IN (SELECT identity FROM seen) LIMIT 1";
    Ok(connection.query_row(sql, [], |_| Ok(())).optional()?.is_some())
}

/// When reports were first seen, by identity.
pub(crate) fn seen(connection: &Connection) -> Result<BTreeMap<String, String>, Error> {
    let mut statement = connection.prepare_cached("SELECT identity, at FROM seen")?;
    let seen = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(seen.collect::<Result<_, _>>()?)
}

/// Applies the corrections of the store to its readings.
pub(crate) fn apply(connection: &Connection, readings: &mut [Reading]) -> Result<(Vec<Correction>, readout_join::correct::Applied), Error> {
    let corrections = all(connection)?;
    if corrections.is_empty() {
        return Ok(Default::default());
    }
    let identities: Vec<String> = readings.iter().map(crate::identity).collect();
    let applied = readout_join::correct::apply(readings, &identities, &corrections);
    Ok((corrections, applied))
}
