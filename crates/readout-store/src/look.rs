//! Questions to the ids of rows: what a page is about to show, without reading what it does not.

use crate::{Error, Store, record};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params, params_from_iter};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A part of a list: so many rows from one on.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// The first, counted from 0.
    pub from: usize,
    /// At most so many.
    pub most: usize,
}

/// A report in its place: what is small enough to be kept at hand of all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// Its number.
    pub number: i64,
    /// When it was published, as corrected.
    pub published: Option<Box<str>>,
    /// Who published it.
    pub outlet: Option<Arc<str>>,
    /// The id of its story.
    pub story: Option<u32>,
    /// When it was first seen; none where it never was.
    pub seen: Option<Arc<str>>,
}

/// Kinds of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// People.
    People,
    /// Organisations and groups.
    Groups,
    /// States and peoples.
    States,
}

/// Which meetings are meant.
#[derive(Clone, Debug, Default)]
pub struct Meetings {
    /// Those in which one of these took part; all, where none is given.
    pub who: Option<Vec<i64>>,
    /// Those told as held, or those not.
    pub held: Option<bool>,
}

/// Labels that fit some words are counted up to here.
const MOST_FOUND: usize = 3000;

/// Names likewise: each is looked at, to tell who is in most reports.
pub const MOST_NAMES: usize = 1000;

/// Words that begin with each of these, as a query of the word index. None where there are none.
fn beginning(words: &str) -> Option<String> {
    let words: Vec<String> = words
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| format!("\"{word}\"*"))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

impl Store {
    /// What the record that is kept was made of; none where there is no record.
    pub fn made(&self) -> Result<Option<record::Made>, Error> {
        record::made(&self.connection)
    }

    /// Whether the record that is kept was made by another version of the program, so that it is worked out anew when it is asked for; none where
    /// there is no record.
    pub fn is_of_another(&self) -> Result<Option<bool>, Error> {
        record::is_of_another(&self.connection)
    }

    /// The models that read the reports, each with how many.
    pub fn models(&self) -> Result<BTreeMap<String, usize>, Error> {
        let mut statement = self.connection.prepare_cached("SELECT model, count(*) FROM reading GROUP BY model")?;
        let models = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as usize)))?;
        Ok(models.collect::<Result<_, _>>()?)
    }

    /// Whether the record that is kept is what this program makes of all reports; none where there is no record.
    pub fn is_fresh(&self) -> Result<Option<bool>, Error> {
        record::is_fresh(&self.connection)
    }

    fn ids(&self, sql: &str, values: Vec<Value>) -> Result<Vec<i64>, Error> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let ids = statement.query_map(params_from_iter(values), |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    fn pairs(&self, sql: &str, values: Vec<Value>) -> Result<Vec<(i64, i64)>, Error> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let pairs = statement.query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(pairs.collect::<Result<_, _>>()?)
    }

    fn count(&self, sql: &str, values: Vec<Value>) -> Result<usize, Error> {
        let n: i64 = self.connection.prepare_cached(sql)?.query_row(params_from_iter(values), |row| row.get(0))?;
        Ok(n as usize)
    }

    /// All reports of the record, in their order.
    pub fn filed(&self) -> Result<Vec<Filed>, Error> {
        let mut shared: BTreeSet<Arc<str>> = BTreeSet::new();
        let mut share = |value: Option<String>| {
            value.map(|value| match shared.get(value.as_str()) {
                Some(known) => known.clone(),
                None => {
                    let new: Arc<str> = value.into();
                    shared.insert(new.clone());
                    new
                }
            })
        };
        // Both are read from one end to the other, without the rows that they are indexes of.
        let mut seen: HashMap<i64, Arc<str>> = HashMap::new();
        let sql = "SELECT r.id, s.at FROM seen s CROSS JOIN report r ON r.identity = s.identity ORDER BY s.identity";
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            seen.extend(share(row.get(1)?).map(|at| (row.get_unwrap(0), at)));
        }
        let sql = "SELECT report, published, outlet, story FROM filed INDEXED BY filed_at_hand ORDER BY id";
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        let mut filed = Vec::new();
        while let Some(row) = rows.next()? {
            let number = row.get(0)?;
            filed.push(Filed {
                number,
                published: row.get::<_, Option<String>>(1)?.map(String::into_boxed_str),
                outlet: share(row.get(2)?),
                story: row.get::<_, Option<i64>>(3)?.map(|story| story as u32),
                seen: seen.remove(&number),
            });
        }
        Ok(filed)
    }

    /// For each report: statements it tells, findings, per cent of its words that others print as well.
    pub fn weights(&self, reports: &[i64]) -> Result<Vec<(usize, usize, u8)>, Error> {
        let sql = "SELECT statements, findings, percent FROM filed WHERE report = ?";
        self.warm.fetch(sql, &reports.iter().map(|report| [*report]).collect::<Vec<_>>());
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut weight = |report: &i64| {
            let row =
                statement.query_row([report], |row| Ok((row.get::<_, i64>(0)? as usize, row.get::<_, i64>(1)? as usize, row.get(2)?)));
            Ok::<_, Error>(row.optional()?.unwrap_or_default())
        };
        reports.iter().map(&mut weight).collect()
    }

    /// Ids of stories, the largest first.
    pub fn stories(&self, part: Part) -> Result<Vec<i64>, Error> {
        let sql = "SELECT id FROM story ORDER BY reports DESC, last DESC, id LIMIT ? OFFSET ?";
        self.ids(sql, vec![(part.most as i64).into(), (part.from as i64).into()])
    }

    /// Reports of a story, in their order.
    pub fn reports_of_story(&self, story: i64) -> Result<Vec<i64>, Error> {
        self.ids("SELECT report FROM story_report WHERE story = ? ORDER BY n", vec![story.into()])
    }

    /// How many people, groups and states fit, and the ids of some, those in most reports first.
    pub fn actors(&self, kind: Option<Kind>, words: Option<&str>, part: Part) -> Result<(usize, Vec<i64>), Error> {
        let types: &[&str] = match kind {
            None => &["PER", "ORG", "GPE", "NORP"],
            Some(Kind::People) => &["PER"],
            Some(Kind::Groups) => &["ORG"],
            Some(Kind::States) => &["GPE", "NORP"],
        };
        let (most, from) = ((part.most as i64).into(), (part.from as i64).into());
        if let Some(words) = words {
            let Some(query) = beginning(words) else { return Ok((0, Vec::new())) };
            let sql = "SELECT rowid FROM actor_words WHERE actor_words MATCH ? LIMIT ?";
            let ids = self.ids(sql, vec![query.into(), (MOST_NAMES as i64).into()])?;
            // They lie far apart: fetched together, not one after the other.
            let sql = "SELECT type, reports, statements + happenings FROM actor WHERE id = ?";
            self.warm.fetch(sql, &ids.iter().map(|id| [*id]).collect::<Vec<_>>());
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut fits: Vec<(Reverse<i64>, Reverse<i64>, i64)> = Vec::new();
            for id in ids {
                let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?));
                if let Some((kind, reports, rows)) = statement.query_row([id], row).optional()?
                    && types.contains(&kind.as_str())
                {
                    fits.push((Reverse(reports), Reverse(rows), id));
                }
            }
            fits.sort_unstable();
            return Ok((fits.len(), fits.into_iter().skip(part.from).take(part.most).map(|(.., id)| id).collect()));
        }
        let made = self.made()?.unwrap_or_default();
        let (n, only) = match kind {
            None => (made.people + made.groups + made.states, ""),
            Some(Kind::People) => (made.people, "AND type = 'PER'"),
            Some(Kind::Groups) => (made.groups, "AND type = 'ORG'"),
            Some(Kind::States) => (made.states, "AND type IN ('GPE', 'NORP')"),
        };
        let sql = format!(
            "SELECT id FROM actor INDEXED BY actor_present WHERE named = 1 AND type IN ('PER', 'ORG', 'GPE', 'NORP') {only}
             ORDER BY reports DESC, statements + happenings DESC, id LIMIT ? OFFSET ?"
        );
        Ok((n, self.ids(&sql, vec![most, from])?))
    }

    /// The actors that go by a name: as their fullest name, else as another of their names.
    pub fn called(&self, name: &str) -> Result<Vec<i64>, Error> {
        let ids = self.ids("SELECT id FROM actor WHERE name = ? ORDER BY id LIMIT 200", vec![name.to_owned().into()])?;
        let Some(query) = beginning(name).filter(|_| ids.is_empty()) else { return Ok(ids) };
        let sql = "SELECT id, names FROM actor WHERE named = 1 AND id IN (SELECT rowid FROM actor_words WHERE actor_words MATCH ? LIMIT ?)
                   ORDER BY id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(params![query, MOST_NAMES as i64], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
        let mut found = Vec::new();
        for row in rows {
            let (id, names) = row?;
            let names: Vec<String> = serde_json::from_str(&names)?;
            if names.iter().any(|other| other == name) {
                found.push(id);
            }
        }
        Ok(found)
    }

    /// Whether exactly one actor has this as its fullest name.
    pub fn is_called(&self, name: &str) -> Result<bool, Error> {
        let mut statement = self.connection.prepare_cached("SELECT id FROM actor WHERE name = ? LIMIT 2")?;
        let n = statement.query_map([name], |row| row.get::<_, i64>(0))?.count();
        Ok(n == 1)
    }

    /// The actor that an entity of a report is.
    pub fn actor_of(&self, report: i64, entity: u32) -> Result<Option<i64>, Error> {
        let actors: Option<String> = self
            .connection
            .prepare_cached("SELECT actors FROM filed WHERE report = ?")?
            .query_row([report], |row| row.get(0))
            .optional()?;
        let actors: Option<Vec<i64>> = actors.map(|actors| serde_json::from_str(&actors)).transpose()?.flatten();
        Ok(actors.and_then(|actors| actors.get(entity as usize).copied()))
    }

    /// Reports that speak of an actor.
    pub fn reports_of_actor(&self, actor: i64) -> Result<BTreeSet<i64>, Error> {
        Ok(self.ids("SELECT report FROM actor_entity WHERE actor = ?", vec![actor.into()])?.into_iter().collect())
    }

    /// Entities of reports that are an actor.
    pub fn n_members(&self, actor: i64) -> Result<usize, Error> {
        self.count("SELECT count(*) FROM actor_entity WHERE actor = ?", vec![actor.into()])
    }

    /// Statements of an actor: the latest of them, the earliest first.
    pub fn statements_of_actor(&self, actor: i64, most: usize) -> Result<Vec<i64>, Error> {
        let sql = "SELECT id FROM statement WHERE speaker = ? ORDER BY first DESC, id DESC LIMIT ?";
        let mut ids = self.ids(sql, vec![actor.into(), (most as i64).into()])?;
        ids.sort_unstable();
        Ok(ids)
    }

    /// Happenings in which an actor took part: how many, and the latest of them, in their order. Either meetings or others.
    pub fn happenings_of_actor(&self, actor: i64, meetings: bool, most: usize) -> Result<(usize, Vec<i64>), Error> {
        let kind = if meetings { "kind IN (1, 2)" } else { "kind = 0" };
        let n = self.count(&format!("SELECT count(*) FROM actor_happening WHERE actor = ? AND {kind}"), vec![actor.into()])?;
        let sql = format!("SELECT happening FROM actor_happening WHERE actor = ? AND {kind} ORDER BY day DESC, happening LIMIT ?");
        let mut ids = self.ids(&sql, vec![actor.into(), (most as i64).into()])?;
        ids.sort_unstable();
        Ok((n, ids))
    }

    /// Stands of an actor, those that others tell of it, and those that it tells of others.
    pub fn stands_of_actor(&self, actor: i64, most: usize) -> Result<(usize, Vec<(i64, i64)>), Error> {
        let n = self.count("SELECT count(*) FROM stand_actor WHERE actor = ?", vec![actor.into()])?;
        let sql = "SELECT issue, n FROM stand_actor WHERE actor = ? ORDER BY issue, n LIMIT ?";
        Ok((n, self.pairs(sql, vec![actor.into(), (most as i64).into()])?))
    }

    /// Offices that an actor is seen in with everybody who is seen in them, and the offices of a state or group.
    pub fn offices_of_actor(&self, actor: i64, most: usize) -> Result<Vec<(i64, i64)>, Error> {
        let state: Option<i64> = self
            .connection
            .prepare_cached("SELECT state FROM actor WHERE id = ?")?
            .query_row([actor], |row| row.get(0))
            .optional()?
            .flatten();
        let sql = "SELECT h.office, h.n FROM office_holder h
                   WHERE h.office IN (SELECT office FROM office_holder WHERE holder = ?1 UNION SELECT id FROM office WHERE org = ?1 OR org = ?2)
                   ORDER BY h.office, h.n LIMIT ?3";
        self.pairs(sql, vec![actor.into(), state.map_or(Value::Null, Value::from), (most as i64).into()])
    }

    /// Claims of figures that an actor makes.
    pub fn claims_of_actor(&self, actor: i64, most: usize) -> Result<Vec<(i64, i64)>, Error> {
        self.pairs("SELECT tally, n FROM claim WHERE claimant = ? ORDER BY tally, n LIMIT ?", vec![actor.into(), (most as i64).into()])
    }

    /// Whom an actor met, most first: ids with how often held and how often only planned.
    pub fn ties(&self, meetings: &Meetings, most: usize) -> Result<Vec<(i64, i64, usize, usize)>, Error> {
        let held = match meetings.held {
            None => "",
            Some(true) => "AND held > 0",
            Some(false) => "AND planned > 0",
        };
        let mut ties: BTreeMap<i64, (i64, i64, usize, usize)> = BTreeMap::new();
        let mut add = |sql: &str, values: Vec<Value>| -> Result<(), Error> {
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query(params_from_iter(values))?;
            while let Some(row) = rows.next()? {
                let n = |column: usize| row.get::<_, i64>(column).map(|n| n as usize);
                ties.insert(row.get(0)?, (row.get(1)?, row.get(2)?, n(3)?, n(4)?));
            }
            Ok(())
        };
        let columns = "SELECT id, one, other, held, planned FROM tie";
        match &meetings.who {
            None => add(&format!("{columns} WHERE 1 {held} ORDER BY id LIMIT ?"), vec![(most as i64).into()])?,
            Some(who) => {
                for actor in who {
                    for side in ["one", "other"] {
                        let sql = format!("{columns} WHERE {side} = ? {held} ORDER BY id LIMIT ?");
                        add(&sql, vec![(*actor).into(), (most as i64).into()])?;
                    }
                }
            }
        }
        // What is asked for leaves the other count out.
        let count = |(one, other, held, planned): (i64, i64, usize, usize)| match meetings.held {
            Some(true) => (one, other, held, 0),
            Some(false) => (one, other, 0, planned),
            None => (one, other, held, planned),
        };
        Ok(ties.into_values().take(most).map(count).collect())
    }

    /// How many meetings fit in which somebody is called by name, and the ids of some: the latest first, undated last.
    pub fn meetings(&self, meetings: &Meetings, part: Part) -> Result<(usize, Vec<i64>), Error> {
        let (most, from): (Value, Value) = ((part.most as i64).into(), (part.from as i64).into());
        let Some(who) = &meetings.who else {
            let made = self.made()?.unwrap_or_default();
            let (n, held) = match meetings.held {
                None => (made.held + made.planned, ""),
                Some(true) => (made.held, "AND held = 1"),
                Some(false) => (made.planned, "AND held = 0"),
            };
            let sql = format!("SELECT id FROM happening WHERE meeting = 1 AND named = 1 {held} ORDER BY day DESC, id LIMIT ? OFFSET ?");
            return Ok((n, self.ids(&sql, vec![most, from])?));
        };
        let kind = match meetings.held {
            None => "kind IN (1, 2)",
            Some(true) => "kind = 2",
            Some(false) => "kind = 1",
        };
        let list = who.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
        let of = format!("FROM actor_happening WHERE actor IN ({list}) AND {kind}");
        let n = self.count(&format!("SELECT count(DISTINCT happening) {of}"), Vec::new())?;
        Ok((n, self.ids(&format!("SELECT DISTINCT happening {of} ORDER BY day DESC, happening LIMIT ? OFFSET ?"), vec![most, from])?))
    }

    /// How many issues fit, and the ids of some: the most contested first. With all of `words`, and with a stand of one of `who`.
    pub fn issues(&self, words: Option<&str>, who: Option<&[i64]>, part: Part) -> Result<(usize, Vec<i64>), Error> {
        let mut fits: Option<BTreeSet<i64>> = None;
        if let Some(words) = words {
            let Some(query) = beginning(words) else { return Ok((0, Vec::new())) };
            let sql = "SELECT rowid FROM issue_words WHERE issue_words MATCH ? ORDER BY rowid LIMIT ?";
            fits = Some(self.ids(sql, vec![query.into(), (MOST_FOUND as i64).into()])?.into_iter().collect());
        }
        if let Some(who) = who {
            let mut of = BTreeSet::new();
            for actor in who {
                let sql = "SELECT DISTINCT issue FROM stand WHERE actor = ? ORDER BY issue LIMIT ?";
                of.extend(self.ids(sql, vec![(*actor).into(), (MOST_FOUND as i64).into()])?);
            }
            fits = Some(fits.map_or(of.clone(), |fits| fits.intersection(&of).copied().collect()));
        }
        match fits {
            Some(fits) => Ok((fits.len(), fits.into_iter().skip(part.from).take(part.most).collect())),
            None => {
                let n = self.made()?.unwrap_or_default().issues;
                Ok((n, (part.from.min(n) as i64..(part.from + part.most).min(n) as i64).collect()))
            }
        }
    }

    /// Stands on an issue, in their order: of more than `most`, those of `who` before others.
    pub fn stands(&self, issue: i64, who: Option<&[i64]>, most: usize) -> Result<Vec<(i64, i64)>, Error> {
        let mut chosen: BTreeSet<(i64, i64)> = BTreeSet::new();
        for actor in who.unwrap_or_default() {
            let sql = "SELECT issue, n FROM stand WHERE actor = ? AND issue = ? ORDER BY n LIMIT ?";
            chosen.extend(self.pairs(sql, vec![(*actor).into(), issue.into(), (most as i64).into()])?);
        }
        let sql = "SELECT issue, n FROM stand WHERE issue = ? ORDER BY n LIMIT ?";
        for stand in self.pairs(sql, vec![issue.into(), (most as i64).into()])? {
            if chosen.len() >= most {
                break;
            }
            chosen.insert(stand);
        }
        Ok(chosen.into_iter().collect())
    }

    /// How many tallies fit, and the ids of some: tolls that several claim first.
    pub fn tallies(&self, counted: Option<&str>, place: Option<&str>, part: Part) -> Result<(usize, Vec<i64>), Error> {
        let fields = [("counted", counted), ("place", place)];
        if fields.iter().all(|(_, words)| words.is_none()) {
            let n = self.made()?.unwrap_or_default().tallies;
            let sql = "SELECT id FROM tally ORDER BY weight, claims DESC, id LIMIT ? OFFSET ?";
            return Ok((n, self.ids(sql, vec![(part.most as i64).into(), (part.from as i64).into()])?));
        }
        let mut query = Vec::new();
        for (field, words) in fields {
            if let Some(words) = words {
                let Some(words) = beginning(words) else { return Ok((0, Vec::new())) };
                query.push(format!("{field} : ({words})"));
            }
        }
        let sql = "SELECT id FROM tally WHERE id IN (SELECT rowid FROM tally_words WHERE tally_words MATCH ? LIMIT ?)
                   ORDER BY weight, claims DESC, id";
        let found = self.ids(sql, vec![query.join(" AND ").into(), (MOST_FOUND as i64).into()])?;
        Ok((found.len(), found.into_iter().skip(part.from).take(part.most).collect()))
    }

    /// Claims of a tally: the latest of them, the earliest first.
    pub fn claims(&self, tally: i64, most: usize) -> Result<Vec<(i64, i64)>, Error> {
        let sql = "SELECT tally, n FROM claim WHERE tally = ? ORDER BY at DESC, n DESC LIMIT ?";
        let mut claims = self.pairs(sql, vec![tally.into(), (most as i64).into()])?;
        claims.reverse();
        Ok(claims)
    }

    /// Ids of disputes, of one kind or of all.
    pub fn disputes(&self, kind: Option<&str>, part: Part) -> Result<(usize, Vec<i64>), Error> {
        let made = self.made()?.unwrap_or_default().disputes;
        let (most, from) = ((part.most as i64).into(), (part.from as i64).into());
        match kind {
            Some(kind) => {
                let n = made.get(kind).copied().unwrap_or_default();
                let sql = "SELECT id FROM dispute WHERE kind = ? ORDER BY id LIMIT ? OFFSET ?";
                Ok((n, self.ids(sql, vec![kind.to_owned().into(), most, from])?))
            }
            None => Ok((made.values().sum(), self.ids("SELECT id FROM dispute ORDER BY id LIMIT ? OFFSET ?", vec![most, from])?)),
        }
    }

    /// Families of copies that a report belongs to.
    pub fn families_of_report(&self, report: i64) -> Result<Vec<i64>, Error> {
        self.ids("SELECT DISTINCT family FROM family_member WHERE report = ? ORDER BY family", vec![report.into()])
    }

    /// Statements that some reports tell.
    pub fn statements_of_reports(&self, reports: &[i64]) -> Result<Vec<i64>, Error> {
        self.of_reports("SELECT statement FROM statement_telling WHERE report = ?", reports)
    }

    /// Happenings that some reports tell.
    pub fn happenings_of_reports(&self, reports: &[i64]) -> Result<Vec<i64>, Error> {
        self.of_reports("SELECT happening FROM happening_telling WHERE report = ?", reports)
    }

    /// Meetings that some reports tell of, held or not.
    pub fn meetings_of_reports(&self, reports: &[i64]) -> Result<Vec<i64>, Error> {
        let sql = "SELECT t.happening FROM happening_telling t JOIN happening h ON h.id = t.happening WHERE t.report = ? AND h.meeting = 1";
        self.of_reports(sql, reports)
    }

    /// The reports that tell of some happenings first.
    pub fn first_reports(&self, happenings: &[i64]) -> Result<Vec<i64>, Error> {
        self.of_reports("SELECT report FROM happening_telling WHERE happening = ? ORDER BY n LIMIT 1", happenings)
    }

    /// Disputes that some reports show.
    pub fn disputes_of_reports(&self, reports: &[i64]) -> Result<Vec<i64>, Error> {
        self.of_reports("SELECT dispute FROM dispute_report WHERE report = ?", reports)
    }

    /// Families of copies that some reports belong to.
    pub fn families_of_reports(&self, reports: &[i64]) -> Result<Vec<i64>, Error> {
        self.of_reports("SELECT family FROM family_member WHERE report = ?", reports)
    }

    fn of_reports(&self, sql: &str, reports: &[i64]) -> Result<Vec<i64>, Error> {
        self.warm.fetch(sql, &reports.iter().map(|report| [*report]).collect::<Vec<_>>());
        let mut found = BTreeSet::new();
        for report in reports {
            found.extend(self.ids(sql, vec![(*report).into()])?);
        }
        Ok(found.into_iter().collect())
    }

    /// Rows with a place in a row that some reports show: holders of offices, stands on issues, claims of tallies.
    fn pairs_of_reports(&self, sql: &str, reports: &[i64]) -> Result<Vec<(i64, i64)>, Error> {
        self.warm.fetch(sql, &reports.iter().map(|report| [*report]).collect::<Vec<_>>());
        let mut found = BTreeSet::new();
        for report in reports {
            found.extend(self.pairs(sql, vec![(*report).into()])?);
        }
        Ok(found.into_iter().collect())
    }

    /// Holders of offices that some reports show.
    pub fn holders_of_reports(&self, reports: &[i64]) -> Result<Vec<(i64, i64)>, Error> {
        self.pairs_of_reports("SELECT office, n FROM office_report WHERE report = ?", reports)
    }

    /// Stands that some reports show.
    pub fn stands_of_reports(&self, reports: &[i64]) -> Result<Vec<(i64, i64)>, Error> {
        self.pairs_of_reports("SELECT issue, n FROM stand_report WHERE report = ?", reports)
    }

    /// Claims that some reports print.
    pub fn claims_of_reports(&self, reports: &[i64]) -> Result<Vec<(i64, i64)>, Error> {
        self.pairs_of_reports("SELECT tally, n FROM claim_report WHERE report = ?", reports)
    }

    /// Of statements and happenings those that no other report tells than these.
    pub fn told_only_by(&self, reports: &BTreeSet<i64>, statements: &[i64], happenings: &[i64]) -> Result<(Vec<i64>, Vec<i64>), Error> {
        let only = |sql: &str, ids: &[i64]| -> Result<Vec<i64>, Error> {
            self.warm.fetch(sql, &ids.iter().map(|id| [*id]).collect::<Vec<_>>());
            let mut found = Vec::new();
            for id in ids {
                if self.ids(sql, vec![(*id).into()])?.iter().all(|report| reports.contains(report)) {
                    found.push(*id);
                }
            }
            Ok(found)
        };
        let statements = only("SELECT report FROM statement_telling WHERE statement = ?", statements)?;
        Ok((statements, only("SELECT report FROM happening_telling WHERE happening = ?", happenings)?))
    }
}

#[cfg(test)]
mod tests {
    use super::beginning;

    #[test]
    fn words_of_names_are_never_operators() {
        assert_eq!(beginning("M. O'Todor-Vesh*").as_deref(), Some("\"M\"* \"O\"* \"Todor\"* \"Vesh\"*"));
        assert_eq!(beginning(" \" - ( "), None);
    }
}
