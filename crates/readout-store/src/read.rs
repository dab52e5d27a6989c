//! Rows back to readings.

use crate::Error;
use readout_core::{Reading, Span, Token};
use rusqlite::{Connection, Params};

/// The order in which readings come back.
const ORDER: &str = "ORDER BY r.published IS NULL, r.published, r.outlet,
    (SELECT path || char(0) || name FROM input WHERE report = r.id ORDER BY path, name LIMIT 1), r.identity";

/// All readings, in bytes.
pub(crate) fn readings(connection: &Connection, with_tokens: bool) -> Result<Vec<Reading>, Error> {
    let tokens = if with_tokens { "g.tokens" } else { "''" };
    let sql = format!("SELECT r.text, g.body, {tokens} FROM report r JOIN reading g ON g.report = r.id {ORDER}");
    collect(connection, &sql, [])
}

/// Readings of the reports that may be meant by `name`.
pub(crate) fn named(connection: &Connection, name: &str) -> Result<Vec<Reading>, Error> {
    let sql = format!(
        "SELECT r.text, g.body, g.tokens FROM report r JOIN reading g ON g.report = r.id
         WHERE r.id IN (SELECT report FROM input WHERE name = ?1 OR path = ?1) OR r.url = ?1 OR CAST(r.id AS TEXT) = ?1
            OR (length(?1) >= 6 AND substr(r.sha256, 1, length(?1)) = ?1) {ORDER}"
    );
    collect(connection, &sql, [name])
}

fn collect(connection: &Connection, sql: &str, values: impl Params) -> Result<Vec<Reading>, Error> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query(values)?;
    let mut readings = Vec::new();
    while let Some(row) = rows.next()? {
        let mut reading: Reading = serde_json::from_str(row.get_ref(1)?.as_str().unwrap_or_default())?;
        reading.text = row.get(0)?;
        reading.tokens = row.get_ref(2)?.as_str().unwrap_or_default().lines().map(token).collect::<Result<_, _>>()?;
        readings.push(reading.into_bytes());
    }
    Ok(readings)
}

fn token(line: &str) -> Result<Token, Error> {
    let fields: Vec<&str> = line.split('\t').collect();
    let broken = || Error::Words(line.to_owned());
    let [start, end, form, lemma, upos, feats, head, deprel] = fields[..] else { return Err(broken()) };
    let number = |field: &str| field.parse::<u32>().map_err(|_| broken());
    Ok(Token {
        span: Span { start: number(start)?, end: number(end)? },
        form: unescape(form),
        lemma: unescape(lemma),
        upos: unescape(upos),
        feats: unescape(feats),
        head: head.parse().map_err(|_| broken())?,
        deprel: unescape(deprel),
    })
}

fn unescape(field: &str) -> String {
    if !field.contains('\\') {
        return field.to_owned();
    }
    let mut plain = String::with_capacity(field.len());
    let mut characters = field.chars();
    while let Some(character) = characters.next() {
        match (character, if character == '\\' { characters.next() } else { None }) {
            (_, Some('t')) => plain.push('\t'),
            (_, Some('n')) => plain.push('\n'),
            (_, Some(other)) => plain.push(other),
            (other, None) => plain.push(other),
        }
    }
    plain
}
