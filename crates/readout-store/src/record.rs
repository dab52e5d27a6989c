//! The record in the store: derived, and there only while it is up to date.

use crate::write::word;
use crate::{Error, identity};
use readout_core::{CodepointIndex, Reading};
use readout_join::Record;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

/// The tables, those that point to others first.
const TABLES: &[&str] = &[
    "story_report",
    "story",
    "claim",
    "stand",
    "office_holder",
    "happening_telling",
    "happening_actor",
    "happening",
    "statement_telling",
    "statement",
    "teller",
    "family_member",
    "family",
    "passage",
    "actor_entity",
    "actor",
    "record",
];

/// Throws the record away, if there is one.
pub(crate) fn clear(transaction: &Transaction<'_>) -> Result<(), Error> {
    if transaction.prepare_cached("SELECT 1 FROM record LIMIT 1")?.exists([])? {
        for table in TABLES {
            transaction.prepare_cached(&format!("DELETE FROM {table}"))?.execute([])?;
        }
    }
    Ok(())
}

/// The record, if it is up to date.
pub(crate) fn load(connection: &Connection) -> Result<Option<Record>, Error> {
    let body: Option<String> = connection.query_row("SELECT body FROM record WHERE part = 'whole'", [], |row| row.get(0)).optional()?;
    Ok(body.map(|body| serde_json::from_str(&body)).transpose()?)
}

/// Keeps the record of `readings`, which must be all of the store's, in their order.
pub(crate) fn save(transaction: &Transaction<'_>, readings: &[Reading], record: &Record) -> Result<(), Error> {
    clear(transaction)?;
    let mut find = transaction.prepare("SELECT id FROM report WHERE identity = ?")?;
    let reports: Vec<i64> =
        readings.iter().map(|reading| find.query_row([identity(reading)], |row| row.get(0))).collect::<Result<_, _>>()?;
    let n: i64 = transaction.query_row("SELECT count(*) FROM report", [], |row| row.get(0))?;
    if reports.len() as i64 != n {
        return Err(Error::Stale);
    }
    let body = serde_json::to_string(record)?;
    transaction.execute("INSERT INTO record (part, body) VALUES ('whole', ?)", [body])?;
    let number = |place: usize| place as i64;
    let optional = |place: Option<usize>| place.map(|place| place as i64);

    let mut insert =
        transaction.prepare("INSERT INTO actor (id, name, type, named, names, code, sector, reasons) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?;
    let mut member = transaction.prepare("INSERT INTO actor_entity (actor, report, entity) VALUES (?, ?, ?)")?;
    for (id, actor) in record.cast.actors.iter().enumerate() {
        let (names, reasons) = (serde_json::to_string(&actor.names)?, serde_json::to_string(&actor.reasons)?);
        insert.execute(params![number(id), actor.name, word(&actor.kind), actor.named, names, actor.code, actor.sector, reasons])?;
        for (report, entity) in &actor.members {
            member.execute(params![number(id), reports[*report], entity.0])?;
        }
    }

    let texts: Vec<CodepointIndex<'_>> = readings.iter().map(|reading| CodepointIndex::new(&reading.text)).collect();
    let sql = "INSERT INTO passage (id, a, a_start, a_end, b, b_start, b_end, words, quoted) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let mut insert = transaction.prepare(sql)?;
    for (id, passage) in record.copies.passages.iter().enumerate() {
        let (a, b) = (texts[passage.a].span(passage.a_span), texts[passage.b].span(passage.b_span));
        insert.execute(params![
            number(id),
            reports[passage.a],
            a.start,
            a.end,
            reports[passage.b],
            b.start,
            b.end,
            number(passage.matched),
            passage.quoted
        ])?;
    }
    let mut insert = transaction.prepare("INSERT INTO family (id, agency, nearest, why) VALUES (?, ?, ?, ?)")?;
    let mut member = transaction.prepare("INSERT INTO family_member (family, report, words, percent) VALUES (?, ?, ?, ?)")?;
    for (id, family) in record.copies.families.iter().enumerate() {
        insert.execute(params![number(id), family.agency, reports[family.nearest], serde_json::to_string(&family.why)?])?;
        for print in &family.members {
            member.execute(params![number(id), reports[print.report], number(print.words), print.percent])?;
        }
    }
    let mut insert = transaction.prepare("INSERT INTO teller (n, name, report) VALUES (?, ?, ?)")?;
    for (n, account) in record.tellers.iter().enumerate() {
        for report in &account.reports {
            insert.execute(params![number(n), account.name, reports[*report]])?;
        }
    }

    let mut insert = transaction.prepare("INSERT INTO statement (id, speaker, manner, accounts) VALUES (?, ?, ?, ?)")?;
    let mut telling = transaction.prepare("INSERT INTO statement_telling (statement, n, report, attribution) VALUES (?, ?, ?, ?)")?;
    for (id, statement) in record.statements.iter().enumerate() {
        insert.execute(params![number(id), optional(statement.speaker), word(&statement.manner), number(statement.accounts.len())])?;
        for (n, (report, attribution)) in statement.tellings.iter().enumerate() {
            telling.execute(params![number(id), number(n), reports[*report], attribution.0])?;
        }
    }

    let sql = "INSERT INTO happening (id, type, factuality, denied, historical, value, place, accounts) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    let mut insert = transaction.prepare(sql)?;
    let mut actor = transaction.prepare("INSERT INTO happening_actor (happening, part, actor) VALUES (?, ?, ?)")?;
    let mut telling = transaction.prepare("INSERT INTO happening_telling (happening, n, report, event) VALUES (?, ?, ?, ?)")?;
    for (id, happening) in record.happenings.iter().enumerate() {
        insert.execute(params![
            number(id),
            word(&happening.kind),
            word(&happening.factuality),
            happening.denied,
            happening.historical,
            happening.when,
            optional(happening.place),
            number(happening.accounts.len()),
        ])?;
        for (part, actors) in [("who", &happening.who), ("whom", &happening.whom)] {
            for one in actors {
                actor.execute(params![number(id), part, number(*one)])?;
            }
        }
        for (n, (report, event)) in happening.tellings.iter().enumerate() {
            telling.execute(params![number(id), number(n), reports[*report], event.0])?;
        }
    }

    let sql = "INSERT INTO office_holder (title, org, holder, first, last, status, changed) VALUES (?, ?, ?, ?, ?, ?, ?)";
    let mut insert = transaction.prepare(sql)?;
    for office in &record.offices {
        for holder in &office.holders {
            insert.execute(params![
                office.title,
                optional(office.org),
                number(holder.actor),
                holder.first,
                holder.last,
                holder.status,
                office.changed
            ])?;
        }
    }
    let sql = "INSERT INTO stand (issue, actor, stance, according_to, first, last, change, accounts) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    let mut insert = transaction.prepare(sql)?;
    for issue in &record.issues {
        for stand in &issue.stands {
            insert.execute(params![
                issue.label,
                number(stand.actor),
                word(&stand.stance),
                optional(stand.according_to),
                stand.first,
                stand.last,
                stand.change,
                number(stand.accounts.len()),
            ])?;
        }
    }
    let sql = "INSERT INTO claim (tally, counted, place, claimant, low, high, first, accounts) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    let mut insert = transaction.prepare(sql)?;
    for (tally, counted) in record.tallies.iter().enumerate() {
        for claim in &counted.claims {
            insert.execute(params![
                number(tally),
                counted.counted,
                optional(counted.place),
                optional(claim.claimant),
                claim.low,
                claim.high,
                claim.first,
                number(claim.accounts.len()),
            ])?;
        }
    }
    let mut insert = transaction.prepare("INSERT INTO story (id, name) VALUES (?, ?)")?;
    let mut member = transaction.prepare("INSERT INTO story_report (story, report) VALUES (?, ?)")?;
    for (id, story) in record.stories.iter().enumerate() {
        insert.execute(params![number(id), story.name])?;
        for report in &story.reports {
            member.execute(params![number(id), reports[*report]])?;
        }
    }
    Ok(())
}
