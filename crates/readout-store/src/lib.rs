//! The record as one SQLite file: schema, migrations, queries.
//!
//! Readings come in, rows go out. The file opens as it is in Datasette, DuckDB, pandas and R; offsets in it are Unicode code points, so that
//! `substr(text, start + 1, "end" - start)` gives the words in plain SQL. What several readings say together is worked out by
//! `readout-join` and only kept here; nothing in this crate prints, reads the environment or asks the clock.
//!
//! **A report's identity** is its text together with the place it was published at: its address where one is known, else its outlet, else
//! nothing. Two outlets that print the same bytes are two reports, for that is what copies are; the same file under another path is the
//! same report, and both paths are kept in `input`. A report's number is cut from the hash of its identity, never counted up: the same
//! reports give the same rows in any order of arrival.
//!
//! **Invariant:** a stored text never changes. A report that is read again, by another model or with more known about it, replaces its
//! reading and nothing else.
//!
//! **Invariant:** what [`Store::add`] returned for is on the disk; a process killed at any moment loses nothing that was reported done.
//!
//! ```
//! use readout_core::{Reading, Report};
//! use readout_store::{Added, Store};
//!
//! let mut store = Store::in_memory()?;
//! let reading = Reading::empty(&Report::new("a", "Envoys met in the old harbour."));
//! assert_eq!(store.add(&reading)?, Added::New);
//! assert_eq!(store.add(&reading)?, Added::Same);
//! assert_eq!(store.find("harbour", 10)?.len(), 1);
//! # Ok::<(), readout_store::Error>(())
//! ```

mod correction;
mod dump;
mod excerpt;
mod find;
mod look;
mod read;
mod record;
mod schema;
mod warm;
mod write;

pub use excerpt::{Excerpt, Ids, Presence, Told, Wanted};
pub use find::{Hit, Place};
pub use look::{Filed, Kind, MOST_NAMES, Meetings, Part};
pub use record::Made;
pub use schema::{APPLICATION_ID, SCHEMA};

use readout_core::{Reading, Span};
use readout_join::Record;
use readout_join::correct::{Applied, Correction, Undone};
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What can go wrong with a store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such file.
    #[error("there is no store at {0}")]
    Missing(PathBuf),
    /// The file is a database of something else.
    #[error("{0} is an SQLite file, but not a store of readout")]
    NotAStore(PathBuf),
    /// The file is not a database at all.
    #[error("{0} is not an SQLite file")]
    NotADatabase(PathBuf),
    /// A later version of readout wrote the file.
    #[error("the store was written by a newer readout (schema {found}; this one knows {known})")]
    Newer {
        /// Schema of the file.
        found: usize,
        /// Newest schema that this version knows.
        known: usize,
    },
    /// Another process is writing, and went on for longer than we wait.
    #[error("the store is being written to by another process")]
    Busy,
    /// A row that does not fit its format.
    #[error("the store holds a reading that cannot be understood")]
    Format(#[from] serde_json::Error),
    /// A layer of a reading that is not as it was written.
    #[error("the store holds a layer of words that cannot be understood: {0:?}")]
    Words(String),
    /// The record to keep is not that of all reports of the store.
    #[error("reports were added to the store while the record was worked out")]
    Stale,
    /// SQLite says no.
    #[error("the store could not be read or written")]
    Sqlite(#[source] rusqlite::Error),
    /// Writing an export failed.
    #[error("could not write the dump")]
    Io(#[from] std::io::Error),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => Self::Busy,
            _ => Self::Sqlite(error),
        }
    }
}

/// In a store of up to so many reports, joining sees the tokens: by them it knows words without a verb, who `put the number at 40`, and which words
/// name things. They take 100 kB of memory for each report; beyond, the record is made without them.
pub const MOST_WITH_TOKENS: usize = 5000;

/// What adding a report did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// The report was not there before.
    New,
    /// It was there, with the same reading: nothing changed (but a further path or id is noted).
    Same,
    /// It was there with another reading, which this one replaced.
    Reread,
}

/// A store: one SQLite file, one writer.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    warm: warm::Warm,
}

impl Store {
    /// Opens the store at `path`, and makes it where there is none.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::prepare(Connection::open(path.as_ref()), path.as_ref())
    }

    /// Opens the store at `path`, which must be there.
    pub fn open_existing(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        if !path.exists() {
            return Err(Error::Missing(path.to_owned()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Self::prepare(Connection::open_with_flags(path, flags), path)
    }

    /// A store without a file, gone when dropped.
    pub fn in_memory() -> Result<Self, Error> {
        Self::prepare(Connection::open_in_memory(), Path::new(":memory:"))
    }

    fn prepare(connection: rusqlite::Result<Connection>, path: &Path) -> Result<Self, Error> {
        let mut connection = connection?;
        match schema::prepare(&mut connection, path) {
            Ok(()) => {
                let in_file = connection.path().is_some_and(|path| !path.is_empty());
                let warm = if in_file { warm::Warm::new(path) } else { warm::Warm::default() };
                Ok(Self { connection, warm })
            }
            Err(Error::Sqlite(error)) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) => {
                Err(Error::NotADatabase(path.to_owned()))
            }
            Err(error) => Err(error),
        }
    }

    /// Adds one report with its reading, in a transaction of its own. When this returns, the report is on the disk.
    pub fn add(&mut self, reading: &Reading) -> Result<Added, Error> {
        Ok(self.add_all(std::slice::from_ref(reading))?.pop().unwrap_or(Added::Same))
    }

    /// Adds several reports in one transaction: all of them or, where one fails, none. What was done comes back in the same order.
    pub fn add_all(&mut self, readings: &[Reading]) -> Result<Vec<Added>, Error> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let added = readings.iter().map(|reading| write::add(&transaction, reading)).collect::<Result<Vec<_>, _>>()?;
        transaction.commit()?;
        Ok(added)
    }

    /// How many reports there are.
    pub fn n_reports(&self) -> Result<usize, Error> {
        let n: i64 = self.connection.query_row("SELECT count(*) FROM report", [], |row| row.get(0))?;
        Ok(usize::try_from(n).unwrap_or_default())
    }

    /// Whether the report of `reading` is there already, whatever its reading.
    pub fn has(&self, reading: &Reading) -> Result<bool, Error> {
        Ok(self.connection.prepare_cached("SELECT 1 FROM report WHERE identity = ?")?.exists([identity(reading)])?)
    }

    /// All readings, offsets in bytes, in an order that does not depend on arrival: by published date (undated last), outlet, id, identity.
    pub fn readings(&self) -> Result<Vec<Reading>, Error> {
        read::readings(&self.connection, true)
    }

    /// The same readings without their tokens, which are most of the weight.
    pub fn readings_without_tokens(&self) -> Result<Vec<Reading>, Error> {
        read::readings(&self.connection, false)
    }

    /// The reading of the report that a person calls `name`: its id, path, address, number, or the start of its text's hash. Several, where
    /// the name is not enough.
    pub fn reading(&self, name: &str) -> Result<Vec<Reading>, Error> {
        read::named(&self.connection, name)
    }

    /// Places whose words fit `words`, best report first. Quotation marks hold words together; everything else is plain words, all of which
    /// must be there.
    pub fn find(&self, words: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        find::find(&self.connection, words, limit)
    }

    /// Numbers of all reports whose words fit, and whether they are in order, the best first: of more than `most` only which they are is said.
    pub fn matches(&self, words: &str, most: usize) -> Result<(Vec<i64>, bool), Error> {
        find::matches(&self.connection, words, most)
    }

    /// The places of words in some reports, in the order of these.
    pub fn places(&self, words: &str, reports: &[i64]) -> Result<Vec<Hit>, Error> {
        find::hits(&self.connection, words, reports)
    }

    /// What the readings say together, if that was kept and no report has come or changed since.
    pub fn record(&self) -> Result<Option<Record>, Error> {
        record::load(&self.connection)
    }

    /// Keeps the record of all `readings`, given in the order of [`Store::readings`], in a transaction of its own, and says how many rows were
    /// written: those that are other than before. As soon as a report is added or read anew, the record is stale.
    pub fn save_record(&mut self, readings: &[Reading], record: &Record) -> Result<usize, Error> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let written = record::save(&transaction, readings, record, &[], &Applied::default())?;
        transaction.commit()?;
        Ok(written)
    }

    /// All readings (as people put them right; with their tokens in a store of up to [`MOST_WITH_TOKENS`] reports) and what they say together: from
    /// the store where that is up to date, else worked out and kept.
    pub fn joined(&mut self) -> Result<(Vec<Reading>, Record), Error> {
        let Joined { readings, record, .. } = self.joined_with()?;
        Ok((readings, record))
    }

    /// The same, with the corrections and what came of each.
    pub fn joined_with(&mut self) -> Result<Joined, Error> {
        let version = self.version()?;
        let mut readings = read::readings(&self.connection, self.n_reports()? <= MOST_WITH_TOKENS)?;
        let (corrections, applied) = correction::apply(&self.connection, &mut readings)?;
        let record = match self.record()? {
            Some(record) => record,
            None => {
                let record = readout_join::join_with(&readings, &applied.decisions);
                let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
                // Written to by another meanwhile: what is kept may be of readings that are no more.
                let moved = transaction.query_row("PRAGMA data_version", [], |row| row.get::<_, i64>(0))? != version;
                let reread = moved && record::any_reread(&transaction)?;
                record::save(&transaction, &readings, &record, &corrections, &applied)?;
                if reread || correction::all(&transaction)? != corrections {
                    // Or somebody corrected, and what is kept is not as they would have it.
                    record::set_stale(&transaction)?;
                }
                transaction.commit()?;
                record
            }
        };
        Ok(Joined { readings, record, corrections, applied })
    }

    /// All corrections, oldest first; those taken back among them.
    pub fn corrections(&self) -> Result<Vec<Correction>, Error> {
        correction::all(&self.connection)
    }

    /// Adds corrections, in one transaction. Those that are there already change nothing, but are taken back where these are. Says how many
    /// were new or changed.
    pub fn correct(&mut self, corrections: &[Correction]) -> Result<usize, Error> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let changed = correction::add(&transaction, corrections)?;
        transaction.commit()?;
        Ok(changed)
    }

    /// Takes a correction back. False where none of this id stands.
    pub fn undo(&mut self, id: &str, undone: &Undone) -> Result<bool, Error> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let found = correction::undo(&transaction, id, undone)?;
        transaction.commit()?;
        Ok(found)
    }

    /// The numbers of all reports, by identity.
    pub fn numbers(&self) -> Result<BTreeMap<String, i64>, Error> {
        correction::numbers(&self.connection)
    }

    /// Notes that all reports which were never seen are seen `at` this time (RFC 3339, UTC). Says whether there were any.
    pub fn see(&mut self, at: &str) -> Result<bool, Error> {
        if !correction::any_unseen(&self.connection)? {
            return Ok(false);
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        correction::note_seen(&transaction, at)?;
        transaction.commit()?;
        Ok(true)
    }

    /// When reports were first seen, by identity.
    pub fn seen(&self) -> Result<BTreeMap<String, String>, Error> {
        correction::seen(&self.connection)
    }

    /// A number that changes whenever another connection writes to the file.
    pub fn version(&self) -> Result<i64, Error> {
        Ok(self.connection.query_row("PRAGMA data_version", [], |row| row.get(0))?)
    }

    /// Writes every row of every table as one line of text each, sorted: two stores with the same dump hold the same.
    pub fn dump(&self, out: &mut dyn std::io::Write) -> Result<(), Error> {
        dump::dump(&self.connection, out)
    }

    /// Checks the file: SQLite's own check, the references, and the word index against the texts. What is wrong comes back in words.
    pub fn check(&self) -> Result<Vec<String>, Error> {
        dump::check(&self.connection)
    }

    /// Ends the work: the log goes into the file, which is then whole by itself. Dropping a store without this loses nothing.
    pub fn close(self) -> Result<(), Error> {
        self.connection.execute_batch("PRAGMA optimize")?;
        self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        self.connection.close().map_err(|(_, error)| error.into())
    }
}

/// Readings as people put them right, what they say together, and what came of each correction.
#[derive(Clone, Debug)]
pub struct Joined {
    /// All readings, offsets in bytes; with their tokens in a store of up to [`MOST_WITH_TOKENS`] reports.
    pub readings: Vec<Reading>,
    /// What they say together.
    pub record: Record,
    /// All corrections, oldest first.
    pub corrections: Vec<Correction>,
    /// Which of them found nothing to put right.
    pub applied: Applied,
}

/// What makes a report this report and no other: its text and where it was published. See the head of this file.
pub fn identity(reading: &Reading) -> String {
    let header = &reading.report;
    let (kind, place) = match (&header.url, &header.outlet) {
        (Some(url), _) => ("url", url.as_str()),
        (None, Some(outlet)) => ("outlet", outlet.as_str()),
        (None, None) => ("", ""),
    };
    let mut hash = Sha256::new();
    for part in [kind, place, header.sha256.as_str()] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A span as two numbers for SQLite.
fn ends(span: Span) -> (u32, u32) {
    (span.start, span.end)
}
