//! The whole store as text, and whether it is sound.

use crate::Error;
use rusqlite::{Connection, types::ValueRef};
use std::io::Write;

/// Writes every row of every table, sorted by its key.
pub(crate) fn dump(connection: &Connection, out: &mut dyn Write) -> Result<(), Error> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%\\_words%' ESCAPE '\\'
               ORDER BY name";
    let tables: Vec<String> = connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for table in tables {
        let columns = connection.prepare(&format!("SELECT * FROM \"{table}\""))?.column_count();
        let order: Vec<String> = (1..=columns).map(|column| column.to_string()).collect();
        let mut statement = connection.prepare(&format!("SELECT * FROM \"{table}\" ORDER BY {}", order.join(", ")))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            write!(out, "{table}")?;
            for column in 0..columns {
                match row.get_ref(column)? {
                    ValueRef::Null => write!(out, "\t")?,
                    ValueRef::Integer(value) => write!(out, "\t{value}")?,
                    ValueRef::Real(value) => write!(out, "\t{value:?}")?,
                    ValueRef::Text(value) => write!(out, "\t{:?}", String::from_utf8_lossy(value))?,
                    ValueRef::Blob(value) => write!(out, "\t{value:02x?}")?,
                }
            }
            writeln!(out)?;
        }
    }
    Ok(())
}

/// What is wrong with the file, in words; empty where all is well.
pub(crate) fn check(connection: &Connection) -> Result<Vec<String>, Error> {
    let mut wrong: Vec<String> =
        connection.prepare("PRAGMA integrity_check")?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    wrong.retain(|line| line != "ok");
    let broken: i64 = connection.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))?;
    if broken > 0 {
        wrong.push(format!("{broken} rows point to rows that are not there"));
    }
    if let Err(error) = connection.execute("INSERT INTO report_words (report_words, rank) VALUES ('integrity-check', 1)", []) {
        wrong.push(format!("the word index does not fit the texts: {error}"));
    }
    Ok(wrong)
}
