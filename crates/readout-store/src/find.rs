//! Words to places.

use crate::Error;
use readout_core::{CodepointIndex, Span};
use rusqlite::Connection;

/// A report that holds the words, with the places.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Hit {
    /// The report's number in the store.
    pub report: i64,
    /// The input's own id.
    pub id: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// When it was published, as long as it is precise.
    pub published: Option<String>,
    /// The sentences that hold at least one of the words, those with most of them first.
    pub places: Vec<Place>,
}

/// A sentence that holds the words.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Place {
    /// The sentence's number in its report, counted from 0; none where the words stand outside any sentence.
    pub sentence: Option<usize>,
    /// The sentence.
    pub text: String,
    /// Where it stands, in bytes of the report's text.
    pub span: Span,
    /// Where the words stand in it, in bytes of `text`.
    pub marks: Vec<Span>,
}

/// Characters that no text needs, put around words by SQLite and taken out again here.
const MARKS: (char, char) = ('\u{1}', '\u{2}');

/// Reports whose words fit.
pub(crate) fn find(connection: &Connection, words: &str, limit: usize) -> Result<Vec<Hit>, Error> {
    let Some(query) = quote(words) else { return Ok(Vec::new()) };
    let sql = "SELECT report_words.rowid FROM report_words JOIN report r ON r.id = report_words.rowid
               WHERE report_words MATCH ?1 ORDER BY bm25(report_words), r.identity LIMIT ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let reports: Vec<i64> = statement.query_map(rusqlite::params![query, limit], |row| row.get(0))?.collect::<Result<_, _>>()?;
    hits(connection, words, &reports)
}

/// Numbers of all reports whose words fit, and whether they are in order, the best first: of more than `most` only which they are is said, for
/// to weigh each of very many takes long.
pub(crate) fn matches(connection: &Connection, words: &str, most: usize) -> Result<(Vec<i64>, bool), Error> {
    let Some(query) = quote(words) else { return Ok((Vec::new(), true)) };
    let all = |sql: &str| -> Result<Vec<i64>, Error> {
        Ok(connection.prepare_cached(sql)?.query_map([&query], |row| row.get(0))?.collect::<Result<_, _>>()?)
    };
    let reports = all("SELECT rowid FROM report_words WHERE report_words MATCH ?")?;
    if reports.len() > most {
        return Ok((reports, false));
    }
    Ok((all("SELECT rowid FROM report_words WHERE report_words MATCH ? ORDER BY bm25(report_words), rowid")?, true))
}

/// The places of words in some reports, in the order of these.
pub(crate) fn hits(connection: &Connection, words: &str, reports: &[i64]) -> Result<Vec<Hit>, Error> {
    let Some(query) = quote(words) else { return Ok(Vec::new()) };
    let sql =
        "SELECT r.id, (SELECT name FROM input WHERE report = r.id ORDER BY path, name LIMIT 1), r.outlet, r.title, r.published, r.text,
                      highlight(report_words, 1, ?2, ?3)
               FROM report_words JOIN report r ON r.id = report_words.rowid
               WHERE report_words MATCH ?1 AND report_words.rowid = ?4";
    let mut statement = connection.prepare_cached(sql)?;
    let mut hits = Vec::new();
    for report in reports {
        let mut rows = statement.query(rusqlite::params![query, MARKS.0.to_string(), MARKS.1.to_string(), report])?;
        while let Some(row) = rows.next()? {
            let (report, text, marked): (i64, String, String) = (row.get(0)?, row.get(5)?, row.get(6)?);
            hits.push(Hit {
                report,
                id: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
                outlet: row.get(2)?,
                title: row.get(3)?,
                published: row.get(4)?,
                places: places(&text, &sentences(connection, report, &text)?, &marks(&text, &marked)),
            });
        }
    }
    Ok(hits)
}

/// Words as a query in which nothing is an operator: each word or quoted run as a string. `None` where there is nothing to look for.
fn quote(words: &str) -> Option<String> {
    let straight = words.replace(['“', '”', '„'], "\"");
    let mut terms = Vec::new();
    for (n, part) in straight.split('"').enumerate() {
        // Odd parts stand between quotation marks.
        if n % 2 == 1 {
            terms.push(part.to_owned());
        } else {
            terms.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    terms.retain(|term| term.chars().any(char::is_alphanumeric));
    let quoted: Vec<String> = terms.iter().map(|term| format!("\"{}\"", term.replace('\0', " "))).collect();
    (!quoted.is_empty()).then(|| quoted.join(" "))
}

fn sentences(connection: &Connection, report: i64, text: &str) -> Result<Vec<Span>, Error> {
    let index = CodepointIndex::new(text);
    let sql = "SELECT start, \"end\" FROM stretch WHERE report = ? AND kind = 'sentence' ORDER BY n";
    let mut statement = connection.prepare_cached(sql)?;
    let spans = statement.query_map([report], |row| Ok(index.byte_span(Span { start: row.get(0)?, end: row.get(1)? })))?;
    Ok(spans.collect::<Result<_, _>>()?)
}

/// Where the marks stand, found by walking both texts at once: what is not in the text is a mark.
fn marks(text: &str, marked: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let (mut at, mut opened) = (0, None);
    let mut rest = text.chars().peekable();
    for character in marked.chars() {
        if rest.peek() == Some(&character) {
            at += character.len_utf8();
            rest.next();
        } else if character == MARKS.0 {
            opened = Some(at);
        } else if let Some(start) = opened.take() {
            spans.push(Span::new(start, at));
        }
    }
    spans
}

fn places(text: &str, sentences: &[Span], marks: &[Span]) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for mark in marks {
        let sentence = sentences.iter().position(|sentence| sentence.contains(*mark));
        let span = sentence.map_or_else(|| line_around(text, *mark), |sentence| sentences[sentence]);
        let inside = Span { start: mark.start - span.start, end: mark.end - span.start };
        match places.iter_mut().find(|place| place.span == span) {
            Some(place) => place.marks.push(inside),
            None => places.push(Place { sentence, text: span.of(text).to_owned(), span, marks: vec![inside] }),
        }
    }
    places.sort_by_key(|place| (std::cmp::Reverse(place.marks.len()), place.span));
    places
}

fn line_around(text: &str, mark: Span) -> Span {
    let start = text[..mark.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let end = text[mark.end as usize..].find('\n').map_or(text.len(), |at| mark.end as usize + at);
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_person_types_is_an_operator() {
        assert_eq!(quote("talks \"old harbour\" NEAR(x -y*").as_deref(), Some(r#""talks" "old harbour" "NEAR(x" "-y*""#));
        assert_eq!(quote(" \" -- * "), None);
    }

    #[test]
    fn marks_are_found_even_where_the_text_has_such_characters() {
        assert_eq!(marks("ab é cd", "ab é \u{1}cd\u{2}"), [Span::new(6, 8)]);
        assert_eq!(marks("a\u{1}b c", "a\u{1}b \u{1}c\u{2}"), [Span::new(4, 5)]);
    }
}
