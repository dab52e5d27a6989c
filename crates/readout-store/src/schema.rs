//! The tables, and how an older file becomes a newer one.

use crate::Error;
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;
use std::time::Duration;

/// Marks the file as ours: `RDOT`.
pub const APPLICATION_ID: i32 = 0x5244_4F54;

/// Number of the newest schema.
pub const SCHEMA: usize = MIGRATIONS.len();

/// One step from each schema to the next; a step that has been released never changes.
const MIGRATIONS: &[&str] = &[
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
    include_str!("schema/5.sql"),
    include_str!("schema/6.sql"),
];

/// How long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(5);

/// Sets the connection up and brings the file to the newest schema, in one transaction.
pub(crate) fn prepare(connection: &mut Connection, path: &Path) -> Result<(), Error> {
    connection.busy_timeout(PATIENCE)?;
    let id: i32 = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if id != APPLICATION_ID && (id != 0 || tables > 0) {
        return Err(Error::NotAStore(path.to_owned()));
    }
    // A store in memory has no log; everything else must be able to keep one.
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA mmap_size = 0;")?;
    if version(connection)? < SCHEMA {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Read again: another process may have done the work while we waited.
        for step in MIGRATIONS.iter().skip(version(&transaction)?) {
            transaction.execute_batch(step)?;
        }
        transaction.execute_batch(&format!("PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA};"))?;
        transaction.commit()?;
    }
    match version(connection)? {
        found if found > SCHEMA => Err(Error::Newer { found, known: SCHEMA }),
        _ => Ok(()),
    }
}

fn version(connection: &Connection) -> Result<usize, Error> {
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    Ok(usize::try_from(version).unwrap_or(usize::MAX))
}
