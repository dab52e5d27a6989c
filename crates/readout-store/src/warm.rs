//! Rows fetched ahead, many at a time.
//!
//! A page reads some hundred rows that lie far apart in the file. One after the other, each waits for the disk; asked for by several
//! connections at once they come together. What these read is thrown away: it is in the memory of the operating system when the one connection
//! that makes the page reads it again, from one state of the file.

use crate::Error;
use rusqlite::{Connection, OpenFlags, params_from_iter};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Connections that fetch ahead; a disk answers so many questions in hardly more time than one.
const MOST: usize = 12;

/// Keys that are worth a connection of their own.
const LEAST: usize = 4;

/// Connections to one file that fetch ahead.
#[derive(Debug, Default)]
pub(crate) struct Warm {
    path: Option<PathBuf>,
    readers: Mutex<Vec<Connection>>,
}

impl Warm {
    pub(crate) fn new(path: &Path) -> Self {
        Self { path: Some(path.to_owned()), readers: Mutex::default() }
    }

    /// Has the rows of `sql` for each of `keys` fetched. Where that cannot be done, nothing is lost.
    pub(crate) fn fetch<K: AsRef<[i64]> + Sync>(&self, sql: &str, keys: &[K]) {
        let n = (keys.len() / LEAST).min(MOST);
        let Some(path) = self.path.as_ref().filter(|_| n > 1) else { return };
        let mut readers = std::mem::take(&mut *self.readers.lock().unwrap_or_else(PoisonError::into_inner));
        while readers.len() < n {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            match Connection::open_with_flags(path, flags) {
                Ok(reader) => readers.push(reader),
                Err(_) => break,
            }
        }
        std::thread::scope(|scope| {
            // Neighbours go to one reader: they often lie on one page.
            for (reader, keys) in readers.iter_mut().zip(keys.chunks(keys.len().div_ceil(n))) {
                scope.spawn(move || read(reader, sql, keys));
            }
        });
        *self.readers.lock().unwrap_or_else(PoisonError::into_inner) = readers;
    }
}

fn read<K: AsRef<[i64]>>(reader: &Connection, sql: &str, keys: &[K]) -> Result<(), Error> {
    let mut statement = reader.prepare_cached(sql)?;
    for key in keys {
        let mut rows = statement.query(params_from_iter(key.as_ref()))?;
        while let Some(row) = rows.next()? {
            // A long value is read only when it is asked for.
            (0..row.as_ref().column_count()).try_for_each(|column| row.get_ref(column).map(|_| ()))?;
        }
    }
    Ok(())
}
