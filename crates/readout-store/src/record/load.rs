//! Rows to the whole record.

use super::Carry;
use crate::Error;
use readout_core::{EntityId, EntityType, Span};
use readout_join::account::Account;
use readout_join::copies::{Family, Member, Passage};
use readout_join::dates::{Contradiction, Dated, Dates, Distance, Likely, Settles};
use readout_join::entity::{Actor, Cast};
use readout_join::ledger::Ledger;
use readout_join::office::Office;
use readout_join::position::Issue;
use readout_join::tally::Tally;
use readout_join::{Record, copies::Copies};
use rusqlite::{Connection, Row};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::HashMap;

/// A column that holds JSON.
pub(crate) fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T, Error> {
    Ok(serde_json::from_str(row.get_ref(column)?.as_str().unwrap_or("null"))?)
}

/// A word of the contract as the value it stands for.
pub(crate) fn value<T: DeserializeOwned>(word: String) -> Result<T, Error> {
    Ok(serde_json::from_value(serde_json::Value::String(word))?)
}

/// What [`filed`](super::save) keeps of a report beside its columns.
#[derive(Deserialize)]
pub(crate) struct Filed {
    pub(crate) boilerplate: Option<Vec<Span>>,
    pub(crate) dated: Option<Dated>,
    pub(crate) likely: Option<Dated>,
    pub(crate) day: Option<Option<String>>,
}

/// What `tally` keeps beside its columns.
#[derive(Deserialize)]
pub(crate) struct Head {
    estimate: Option<readout_join::ledger::Estimate>,
    cautious: Option<f64>,
    steps: Option<Vec<String>>,
    course: Option<Vec<(Option<String>, f64)>>,
}

impl Head {
    /// A ledger without its entries; none where there was none.
    pub(crate) fn ledger(self) -> Option<Ledger> {
        Some(Ledger { entries: Vec::new(), estimate: self.estimate, cautious: self.cautious, steps: self.steps?, course: self.course? })
    }
}

/// What `passage` keeps beside its columns.
#[derive(Deserialize)]
struct Shared {
    a: Span,
    b: Span,
    runs: Vec<(Span, Span)>,
}

/// A passage, its reports by number. The columns are a, b, words, quoted, body.
pub(crate) fn passage(row: &Row<'_>) -> Result<Passage, Error> {
    let shared: Shared = json(row, 4)?;
    let number = |column: usize| row.get::<_, i64>(column).map(|number| number as usize);
    Ok(Passage {
        a: number(0)?,
        b: number(1)?,
        matched: number(2)?,
        quoted: row.get(3)?,
        a_span: shared.a,
        b_span: shared.b,
        runs: shared.runs,
    })
}

/// Ids of actors that an actor belongs to: its state, the state it is the voice of, the one it is a branch of, its seat of government.
pub(crate) type Links = [Option<i64>; 4];

/// Notes the links of the actor at `place`, which are places by now.
pub(crate) fn link(cast: &mut Cast, place: usize, links: [Option<usize>; 4]) {
    let maps = [&mut cast.state_of, &mut cast.voices, &mut cast.branches, &mut cast.seats];
    for (map, link) in maps.into_iter().zip(links) {
        map.extend(link.map(|link| (place, link)));
    }
}

/// An actor without its members, and its links. The columns are those of [`ACTOR`].
pub(crate) fn actor(row: &Row<'_>) -> Result<(Actor, Links), Error> {
    let kind: EntityType = value(row.get(1)?)?;
    let actor = Actor {
        name: row.get(0)?,
        kind,
        named: row.get(2)?,
        names: json(row, 3)?,
        code: row.get(4)?,
        sector: row.get(5)?,
        reasons: json(row, 6)?,
        members: Vec::new(),
    };
    Ok((actor, [row.get(7)?, row.get(8)?, row.get(9)?, row.get(10)?]))
}

/// Columns that [`actor`] reads.
pub(crate) const ACTOR: &str = "name, type, named, names, code, sector, reasons, state, voice, branch, seat";

/// The record, if it is up to date.
pub(crate) fn load(connection: &Connection) -> Result<Option<Record>, Error> {
    if super::is_fresh(connection)? != Some(true) {
        return Ok(None);
    }
    let mut record = Record::default();
    let mut places: HashMap<usize, usize> = HashMap::new();
    let mut bodies = Vec::new();
    each(connection, "SELECT report, percent, actors, body FROM filed ORDER BY id", |row| {
        places.insert(row.get::<_, i64>(0)? as usize, places.len());
        record.copies.percent.push(row.get(1)?);
        record.cast.of.extend(json::<Option<Vec<usize>>>(row, 2)?);
        bodies.push(json::<Filed>(row, 3)?);
        Ok(())
    })?;
    let report = |number: usize| places.get(&number).copied();
    let carry = Carry { report: &report, actor: &Some };
    let (mut boilerplate, mut dates) = (Vec::new(), Dates { likely: Likely::default(), ..Dates::default() });
    for body in bodies {
        boilerplate.extend(body.boilerplate);
        dates.reports.extend(body.dated.map(|dated| carry.dated(dated)));
        dates.likely.reports.extend(body.likely.map(|dated| carry.dated(dated)));
        dates.likely.days.extend(body.day);
    }
    record.copies = copies(connection, &carry, places.len(), boilerplate, record.copies.percent)?;
    record.dates = lists(connection, &carry, dates)?;
    record.cast = cast(connection, &carry, record.cast.of)?;
    let columns = |column: &str, table: &str| format!("SELECT coalesce(whole, body) FROM {table} ORDER BY {column}");
    each(connection, &columns("id", "statement"), |row| {
        record.statements.push(carry.statement(json(row, 0)?));
        Ok(())
    })?;
    each(connection, &columns("id", "happening"), |row| {
        record.happenings.push(carry.happening(json(row, 0)?));
        Ok(())
    })?;
    each(connection, &columns("id", "dispute"), |row| {
        record.disputes.push(carry.dispute(json(row, 0)?));
        Ok(())
    })?;
    each(connection, &columns("id", "story"), |row| {
        record.stories.push(carry.story(json(row, 0)?));
        Ok(())
    })?;
    each(connection, "SELECT story, report FROM story_report ORDER BY story, n", |row| {
        let story = record.stories.get_mut(row.get::<_, i64>(0)? as usize);
        story.into_iter().for_each(|story| story.reports.extend(row.get::<_, i64>(1).ok().and_then(|number| report(number as usize))));
        Ok(())
    })?;
    each(connection, "SELECT name, body FROM teller ORDER BY id", |row| {
        record.tellers.push(carry.account(Account { name: row.get(0)?, reports: json(row, 1)? }));
        Ok(())
    })?;
    each(connection, "SELECT title, org, changed FROM office ORDER BY id", |row| {
        let org = row.get::<_, Option<i64>>(1)?.map(|org| org as usize);
        record.offices.push(Office { title: row.get(0)?, org, holders: Vec::new(), changed: row.get(2)? });
        Ok(())
    })?;
    each(connection, "SELECT coalesce(whole, body), office FROM office_holder ORDER BY office, n", |row| {
        let office = record.offices.get_mut(row.get::<_, i64>(1)? as usize);
        let holder = carry.holder(json(row, 0)?);
        office.into_iter().zip(holder).for_each(|(office, holder)| office.holders.push(holder));
        Ok(())
    })?;
    each(connection, "SELECT label FROM issue ORDER BY id", |row| {
        record.issues.push(Issue { label: row.get(0)?, stands: Vec::new() });
        Ok(())
    })?;
    each(connection, "SELECT coalesce(whole, body), issue FROM stand ORDER BY issue, n", |row| {
        let issue = record.issues.get_mut(row.get::<_, i64>(1)? as usize);
        let stand = carry.stand(json(row, 0)?);
        issue.into_iter().zip(stand).for_each(|(issue, stand)| issue.stands.push(stand));
        Ok(())
    })?;
    each(connection, "SELECT counted, place, body FROM tally ORDER BY id", |row| {
        let place = row.get::<_, Option<i64>>(1)?.map(|place| place as usize);
        record.tallies.push(Tally { counted: row.get(0)?, place, claims: Vec::new() });
        record.ledgers.extend(json::<Head>(row, 2)?.ledger());
        Ok(())
    })?;
    let mut entries: Vec<Vec<(i64, readout_join::ledger::Entry)>> = record.ledgers.iter().map(|_| Vec::new()).collect();
    each(connection, "SELECT coalesce(whole, body), tally, at, entry FROM claim ORDER BY tally, n", |row| {
        let tally = row.get::<_, i64>(1)? as usize;
        let claim = carry.claim(json(row, 0)?);
        record.tallies.get_mut(tally).into_iter().for_each(|tally| tally.claims.push(claim.clone()));
        if let (Some(at), Some(entry), Some(entries)) = (row.get(2)?, json::<Option<_>>(row, 3)?, entries.get_mut(tally)) {
            entries.push((at, entry));
        }
        Ok(())
    })?;
    for (ledger, mut entries) in record.ledgers.iter_mut().zip(entries) {
        entries.sort_by_key(|(at, _)| *at);
        ledger.entries = entries.into_iter().map(|(_, entry)| entry).collect();
    }
    Ok(Some(record))
}

/// Runs `with` for each row.
fn each(connection: &Connection, sql: &str, mut with: impl FnMut(&Row<'_>) -> Result<(), Error>) -> Result<(), Error> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        with(row)?;
    }
    Ok(())
}

fn cast(connection: &Connection, carry: &Carry<'_>, of: Vec<Vec<usize>>) -> Result<Cast, Error> {
    let mut cast = Cast { of, ..Cast::default() };
    each(connection, &format!("SELECT {ACTOR} FROM actor ORDER BY id"), |row| {
        let (actor, links) = actor(row)?;
        let place = cast.actors.len();
        link(&mut cast, place, links.map(|link| link.map(|link| link as usize)));
        cast.actors.push(actor);
        Ok(())
    })?;
    each(connection, "SELECT actor, report, entity FROM actor_entity", |row| {
        let member = (carry.report)(row.get::<_, i64>(1)? as usize).zip(Some(EntityId(row.get(2)?)));
        let actor = cast.actors.get_mut(row.get::<_, i64>(0)? as usize);
        actor.into_iter().zip(member).for_each(|(actor, member)| actor.members.push(member));
        Ok(())
    })?;
    cast.actors.iter_mut().for_each(|actor| actor.members.sort_unstable());
    Ok(cast)
}

fn copies(
    connection: &Connection,
    carry: &Carry<'_>,
    n_reports: usize,
    boilerplate: Vec<Vec<Span>>,
    percent: Vec<u8>,
) -> Result<Copies, Error> {
    let mut copies = Copies { boilerplate, percent, family: vec![None; n_reports], ..Copies::default() };
    each(connection, "SELECT a, b, words, quoted, body FROM passage ORDER BY id", |row| {
        let mut passage = passage(row)?;
        if let (Some(a), Some(b)) = ((carry.report)(passage.a), (carry.report)(passage.b)) {
            (passage.a, passage.b) = (a, b);
            copies.passages.push(passage);
        }
        Ok(())
    })?;
    each(connection, "SELECT agency, nearest, why FROM family ORDER BY id", |row| {
        let nearest = (carry.report)(row.get::<_, i64>(1)? as usize).unwrap_or_default();
        copies.families.push(Family { members: Vec::new(), agency: row.get(0)?, nearest, why: json(row, 2)? });
        Ok(())
    })?;
    each(connection, "SELECT family, report, words, percent, spans FROM family_member ORDER BY family, n", |row| {
        let (family, report) = (row.get::<_, i64>(0)? as usize, (carry.report)(row.get::<_, i64>(1)? as usize));
        if let (Some(into), Some(report)) = (copies.families.get_mut(family), report) {
            let words = row.get::<_, i64>(2)? as usize;
            into.members.push(Member { report, spans: json(row, 4)?, words, percent: row.get(3)? });
            copies.family[report] = Some(family);
        }
        Ok(())
    })?;
    Ok(copies)
}

fn lists(connection: &Connection, carry: &Carry<'_>, mut dates: Dates) -> Result<Dates, Error> {
    let report = |number: usize| (carry.report)(number);
    let order = |chunk: Vec<Vec<Vec<usize>>>| {
        chunk.into_iter().map(|groups| {
            let group = |group: Vec<usize>| group.into_iter().filter_map(report).collect();
            groups.into_iter().map(group).collect::<Vec<Vec<usize>>>()
        })
    };
    let distances = |chunk: Vec<(usize, usize, i64, i64)>| {
        chunk.into_iter().filter_map(|(from, to, low, high)| Some(Distance { from: report(from)?, to: report(to)?, low, high }))
    };
    each(connection, "SELECT part, body FROM record_list ORDER BY part, n", |row| {
        match row.get_ref(0)?.as_str().unwrap_or_default() {
            "before" => {
                let chunk: Vec<(usize, usize)> = json(row, 1)?;
                dates.before.extend(chunk.into_iter().filter_map(|(one, other)| Some((report(one)?, report(other)?))));
            }
            "contradictions" => {
                let chunk: Vec<Contradiction> = json(row, 1)?;
                dates.contradictions.extend(chunk.into_iter().map(|mut row| {
                    carry.evidence(&mut row.evidence);
                    row
                }));
            }
            "distances" => dates.distances.extend(distances(json(row, 1)?)),
            "likely distances" => dates.likely.distances.extend(distances(json(row, 1)?)),
            "likely order" => dates.likely.order.extend(order(json(row, 1)?)),
            "order" => dates.order.extend(order(json(row, 1)?)),
            "settles" => {
                let chunk: Vec<(usize, Vec<usize>)> = json(row, 1)?;
                dates.settles.extend(chunk.into_iter().filter_map(|(one, mut dates)| {
                    carry.reports(&mut dates);
                    Some(Settles { report: report(one)?, dates })
                }));
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(dates)
}
