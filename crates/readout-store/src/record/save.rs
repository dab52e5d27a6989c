//! The record to its rows.

use super::Made;
use super::carry::{Carry, Long};
use super::table::{Done, Table, number, optional, put_list, value};
use crate::write::word;
use crate::{Error, identity};
use readout_core::{CodepointIndex, EntityType, Reading};
use readout_join::Record;
use readout_join::correct::{Applied, Correction};
use readout_join::happening::Happening;
use readout_join::office::Holder;
use rusqlite::types::Value;
use rusqlite::{Transaction, params, params_from_iter};
use serde::Serialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Keeps the record of `readings`, which must be all of the store's, in their order, with the corrections applied. Says how many rows were
/// written.
pub(crate) fn save(
    transaction: &Transaction<'_>,
    readings: &[Reading],
    record: &Record,
    corrections: &[Correction],
    applied: &Applied,
) -> Result<usize, Error> {
    let mut find = transaction.prepare("SELECT id FROM report WHERE identity = ?")?;
    let numbers: Vec<i64> =
        readings.iter().map(|reading| find.query_row([identity(reading)], |row| row.get(0))).collect::<Result<_, _>>()?;
    let n: i64 = transaction.query_row("SELECT count(*) FROM report", [], |row| row.get(0))?;
    if numbers.len() as i64 != n {
        return Err(Error::Stale);
    }
    let save = Save::new(transaction, readings, record, numbers);
    let mut written = 0;
    for layer in [
        Save::filed,
        Save::actors,
        Save::copies,
        Save::tellers,
        Save::statements,
        Save::happenings,
        Save::ties,
        Save::offices,
        Save::issues,
        Save::tallies,
        Save::disputes,
        Save::stories,
        Save::dates,
    ] {
        written += layer(&save)?;
    }
    let made = save.made(corrections, applied);
    transaction.execute("INSERT OR REPLACE INTO record (part, body) VALUES ('made', ?)", [serde_json::to_string(&made)?])?;
    transaction.execute("DELETE FROM record WHERE part = 'stale'", [])?;
    Ok(written)
}

struct Save<'a> {
    transaction: &'a Transaction<'a>,
    readings: &'a [Reading],
    record: &'a Record,
    /// Of each report its number.
    numbers: Vec<i64>,
    /// Of each actor: reports, statements, happenings, office.
    weights: Vec<Weight>,
    /// Of each name, how many actors have it as their fullest.
    namesakes: HashMap<&'a str, usize>,
    story_of: Vec<Option<usize>>,
    /// Of each report, the statements that it tells.
    told: Vec<usize>,
}

#[derive(Clone, Default)]
struct Weight {
    reports: usize,
    statements: usize,
    happenings: usize,
    office: Option<(usize, std::cmp::Reverse<String>, String)>,
}

/// A row as JSON, short and whole: whole only where the two are not the same.
fn bodies<T: Long + Serialize>(mut row: T) -> Result<(Value, Value), Error> {
    let whole = serde_json::to_string(&row)?;
    if row.shorten() { Ok((value(serde_json::to_string(&row)?), value(whole))) } else { Ok((value(whole), Value::Null)) }
}

fn text(text: Option<&String>) -> Value {
    text.map_or(Value::Null, |text| value(text.clone()))
}

fn flag(flag: bool) -> Value {
    Value::Integer(i64::from(flag))
}

/// A TIMEX3 value that is a date, however precise.
fn dated(value: &str) -> bool {
    value.len() >= 4 && value.as_bytes()[..4].iter().all(u8::is_ascii_digit)
}

/// A date as a number that sorts: `2031-06` is 20310600; 0 for what is no date.
fn day_number(value: &str) -> i64 {
    let part = |from: usize, to: usize| value.get(from..to).and_then(|part| part.parse::<i64>().ok());
    let year = if dated(value) { part(0, 4).unwrap_or_default() } else { 0 };
    let month = part(5, 7).filter(|_| year > 0).unwrap_or_default();
    let day = part(8, 10).filter(|_| month > 0).unwrap_or_default();
    year * 10_000 + month * 100 + day
}

impl<'a> Save<'a> {
    fn new(transaction: &'a Transaction<'a>, readings: &'a [Reading], record: &'a Record, numbers: Vec<i64>) -> Self {
        let mut weights = vec![Weight::default(); record.cast.actors.len()];
        for (actor, row) in record.cast.actors.iter().enumerate() {
            weights[actor].reports = row.members.iter().map(|(report, _)| *report).collect::<BTreeSet<_>>().len();
        }
        record.statements.iter().filter_map(|row| row.speaker).for_each(|speaker| weights[speaker].statements += 1);
        for row in &record.happenings {
            let actors: BTreeSet<usize> = row.who.iter().chain(&row.whom).copied().collect();
            actors.into_iter().for_each(|actor| weights[actor].happenings += 1);
        }
        for office in &record.offices {
            for holder in office.holders.iter().filter(|holder| holder.status.as_deref() != Some("former")) {
                let weight = 2 * holder.evidence.len() + usize::from(office.org.is_some());
                let found = (weight, std::cmp::Reverse(office.title.clone()), office.text(&record.cast));
                let known = &mut weights[holder.actor].office;
                if known.as_ref().is_none_or(|known| (known.0, &known.1) <= (found.0, &found.1)) {
                    *known = Some(found);
                }
            }
        }
        let mut namesakes: HashMap<&str, usize> = HashMap::new();
        record.cast.actors.iter().for_each(|actor| *namesakes.entry(&actor.name).or_default() += 1);
        let mut story_of = vec![None; readings.len()];
        for (story, row) in record.stories.iter().enumerate() {
            row.reports.iter().for_each(|report| story_of[*report] = Some(story));
        }
        let mut told = vec![0; readings.len()];
        for row in &record.statements {
            let reports: BTreeSet<usize> = row.tellings.iter().map(|(report, _)| *report).collect();
            reports.into_iter().for_each(|report| told[report] += 1);
        }
        Self { transaction, readings, record, numbers, weights, namesakes, story_of, told }
    }

    fn report(&self, place: usize) -> Value {
        Value::Integer(self.numbers[place])
    }

    /// Runs `with` with a way from places to the numbers of reports.
    fn carried<T>(&self, with: impl FnOnce(&Carry<'_>) -> T) -> T {
        let report = |place: usize| self.numbers.get(place).map(|number| *number as usize);
        with(&Carry { report: &report, actor: &Some })
    }

    /// Day of a report's publication.
    fn day(&self, report: usize) -> Option<String> {
        let published = self.readings[report].report.published.as_ref()?;
        Some(published.value.get(..10).unwrap_or(&published.value).to_owned())
    }

    fn is_named(&self, actors: &[usize]) -> bool {
        actors.iter().any(|actor| self.record.cast.actors[*actor].named)
    }

    /// Takes the children of rows that are gone out of `table`, and runs `insert` for each row that was written.
    fn children(&self, done: &Done, tables: &[(&str, &str)], mut insert: impl FnMut(usize) -> Result<(), Error>) -> Result<usize, Error> {
        for (table, key) in tables {
            let mut delete = self.transaction.prepare(&format!("DELETE FROM {table} WHERE {key} = ?"))?;
            for id in &done.gone {
                delete.execute([id])?;
            }
        }
        for place in &done.written {
            insert(*place)?;
        }
        Ok(done.written.len())
    }

    fn filed(&self) -> Result<usize, Error> {
        let labels = self.record.labels(self.readings);
        let copies = &self.record.copies;
        let dates = &self.record.dates;
        let columns = "id, report, label, published, outlet, percent, story, statements, findings, reread, actors, body";
        let row = |place: usize| {
            let reading = &self.readings[place];
            let body = self.carried(|carry| {
                json!({
                    "boilerplate": copies.boilerplate.get(place),
                    "dated": dates.reports.get(place).cloned().map(|dated| carry.dated(dated)),
                    "likely": dates.likely.reports.get(place).cloned().map(|dated| carry.dated(dated)),
                    "day": dates.likely.days.get(place),
                })
            });
            Ok(vec![
                self.report(place),
                value(labels[place].clone()),
                text(reading.report.published.as_ref().map(|published| &published.value)),
                text(reading.report.outlet.as_ref()),
                number(copies.percent.get(place).copied().unwrap_or_default().into()),
                optional(self.story_of[place]),
                number(self.told[place]),
                number(reading.findings.len()),
                Value::Integer(0),
                value(serde_json::to_string(&self.record.cast.of.get(place))?),
                value(serde_json::to_string(&body)?),
            ])
        };
        let done = Table { name: "filed", columns }.put(self.transaction, self.readings.len(), &row)?;
        Ok(done.written.len())
    }

    fn actors(&self) -> Result<usize, Error> {
        let cast = &self.record.cast;
        let columns = "id, name, type, named, names, code, sector, reasons, state, voice, branch, seat, office, namesakes, report, entity, \
                       reports, statements, happenings";
        let row = |place: usize| {
            let actor = &cast.actors[place];
            let weight = &self.weights[place];
            let first = actor.members.first();
            Ok(vec![
                value(actor.name.clone()),
                value(word(&actor.kind)),
                flag(actor.named),
                value(serde_json::to_string(&actor.names)?),
                text(actor.code.as_ref()),
                text(actor.sector.as_ref()),
                value(serde_json::to_string(&actor.reasons)?),
                optional(cast.state_of.get(&place).copied()),
                optional(cast.voices.get(&place).copied()),
                optional(cast.branches.get(&place).copied()),
                optional(cast.seats.get(&place).copied()),
                weight.office.as_ref().map_or(Value::Null, |(.., office)| value(office.clone())),
                number(self.namesakes[actor.name.as_str()]),
                first.map_or(Value::Integer(0), |(report, _)| self.report(*report)),
                first.map_or(Value::Integer(0), |(_, entity)| Value::Integer(entity.0.into())),
                number(weight.reports),
                number(weight.statements),
                number(weight.happenings),
            ])
        };
        let done = Table { name: "actor", columns }.put(self.transaction, cast.actors.len(), &row)?;
        let mut words = self.transaction.prepare("INSERT INTO actor_words (rowid, names) VALUES (?, ?)")?;
        let somebody = |kind: EntityType| matches!(kind, EntityType::PER | EntityType::ORG | EntityType::GPE | EntityType::NORP);
        let written = self.children(&done, &[("actor_words", "rowid")], |place| {
            let actor = &cast.actors[place];
            if actor.named && somebody(actor.kind) {
                words.execute(params![
                    place as i64,
                    std::iter::once(&actor.name).chain(&actor.names).cloned().collect::<Vec<_>>().join("\n")
                ])?;
            }
            Ok(())
        })?;
        Ok(written + self.members()?)
    }

    /// Which entity is whom.
    fn members(&self) -> Result<usize, Error> {
        let actors = self.record.cast.actors.iter().enumerate();
        let members = actors.flat_map(|(actor, row)| row.members.iter().map(move |(report, entity)| (actor, *report, entity.0)));
        let rows = members.map(|(actor, report, entity)| [actor as i64, self.numbers[report], entity.into()]);
        put_list(self.transaction, "actor_entity", ["actor", "report", "entity"], rows.collect())
    }

    fn copies(&self) -> Result<usize, Error> {
        let copies = &self.record.copies;
        let columns = "id, a, a_start, a_end, b, b_start, b_end, words, quoted, body";
        let row = |place: usize| {
            let passage = &copies.passages[place];
            let (a, b) = (CodepointIndex::new(&self.readings[passage.a].text), CodepointIndex::new(&self.readings[passage.b].text));
            let (a_span, b_span) = (a.span(passage.a_span), b.span(passage.b_span));
            let body = json!({"a": passage.a_span, "b": passage.b_span, "runs": passage.runs});
            Ok(vec![
                self.report(passage.a),
                Value::Integer(a_span.start.into()),
                Value::Integer(a_span.end.into()),
                self.report(passage.b),
                Value::Integer(b_span.start.into()),
                Value::Integer(b_span.end.into()),
                number(passage.matched),
                flag(passage.quoted),
                value(serde_json::to_string(&body)?),
            ])
        };
        let mut written = Table { name: "passage", columns }.put(self.transaction, copies.passages.len(), &row)?.written.len();
        let families = &copies.families;
        let row = |place: usize| {
            let family = &families[place];
            Ok(vec![
                text(family.agency.as_ref()),
                self.report(family.nearest),
                value(serde_json::to_string(&family.why)?),
                number(family.members.len()),
            ])
        };
        let done = Table { name: "family", columns: "id, agency, nearest, why, reports" }.put(self.transaction, families.len(), &row)?;
        written += done.written.len();
        let member = |member: &readout_join::copies::Member| {
            let spans = value(serde_json::to_string(&member.spans)?);
            Ok(vec![self.report(member.report), number(member.words), number(member.percent.into()), spans])
        };
        let children = Children { table: "family_member", key: "family", columns: "family, n, report, words, percent, spans" };
        Ok(written + children.put(self.transaction, families.iter().map(|family| family.members.as_slice()), &member)?)
    }

    fn tellers(&self) -> Result<usize, Error> {
        let tellers = &self.record.tellers;
        let row = |place: usize| {
            let account = self.carried(|carry| carry.account(tellers[place].clone()));
            Ok(vec![value(account.name.clone()), number(account.reports.len()), value(serde_json::to_string(&account.reports)?)])
        };
        let done = Table { name: "teller", columns: "id, name, reports, body" }.put(self.transaction, tellers.len(), &row)?;
        let rows = tellers.iter().enumerate().flat_map(|(id, account)| account.reports.iter().map(move |report| (*report, id as i64)));
        let rows = rows.map(|(report, id)| [self.numbers[report], id]);
        Ok(done.written.len() + put_list(self.transaction, "teller_report", ["report", "teller"], rows.collect())?)
    }

    fn statements(&self) -> Result<usize, Error> {
        let statements = &self.record.statements;
        let row = |place: usize| {
            let row = &statements[place];
            let first = row.tellings.iter().filter_map(|(report, _)| self.day(*report)).min();
            let (body, whole) = bodies(self.carried(|carry| carry.statement(row.clone())))?;
            Ok(vec![
                optional(row.speaker),
                value(word(&row.manner)),
                text(row.capacity.office.as_ref()),
                optional(row.capacity.behalf),
                number(usize::from(row.capacity.unnamed)),
                optional(row.capacity.count.map(|count| count as usize)),
                text(row.said.as_ref()),
                text(first.as_ref()),
                number(row.tellings.len()),
                number(row.accounts.len()),
                body,
                whole,
            ])
        };
        let columns = "id, speaker, manner, office, behalf, unnamed, voices, said, first, tellings, accounts, body, whole";
        let done = Table { name: "statement", columns }.put(self.transaction, statements.len(), &row)?;
        let rows = statements.iter().enumerate().flat_map(|(id, row)| {
            row.tellings.iter().enumerate().map(move |(n, (report, said))| [id as i64, n as i64, self.numbers[*report], said.0.into()])
        });
        let columns = ["statement", "n", "report", "attribution"];
        Ok(done.written.len() + put_list(self.transaction, "statement_telling", columns, rows.collect())?)
    }

    fn happenings(&self) -> Result<usize, Error> {
        let happenings = &self.record.happenings;
        let row = |place: usize| {
            let row: &Happening = &happenings[place];
            let (body, whole) = bodies(self.carried(|carry| carry.happening(row.clone())))?;
            Ok(vec![
                value(word(&row.kind)),
                value(word(&row.factuality)),
                flag(row.denied),
                flag(row.historical),
                text(row.when.as_ref()),
                text(row.when.as_ref().filter(|value| dated(value))),
                optional(row.place),
                flag(self.is_named(&row.who) || self.is_named(&row.whom)),
                flag(row.is_meeting()),
                flag(row.is_done()),
                number(row.tellings.len()),
                number(row.accounts.len()),
                body,
                whole,
            ])
        };
        let columns = "id, type, factuality, denied, historical, value, day, place, named, meeting, held, tellings, accounts, body, whole";
        let done = Table { name: "happening", columns }.put(self.transaction, happenings.len(), &row)?;
        let mut actor = self.transaction.prepare("INSERT OR IGNORE INTO happening_actor (happening, part, actor) VALUES (?, ?, ?)")?;
        let written = self.children(&done, &[("happening_actor", "happening")], |place| {
            let row = &happenings[place];
            for (part, actors) in [("who", &row.who), ("whom", &row.whom)] {
                for one in actors {
                    actor.execute(params![place as i64, part, *one as i64])?;
                }
            }
            Ok(())
        })?;
        let rows = happenings.iter().enumerate().flat_map(|(id, row)| {
            row.tellings.iter().enumerate().map(move |(n, (report, event))| [id as i64, n as i64, self.numbers[*report], event.0.into()])
        });
        let of_actors = happenings.iter().enumerate().flat_map(|(id, row)| {
            let kind = if row.is_meeting() { 1 + i64::from(row.is_done()) } else { 0 };
            let day = row.when.as_deref().map_or(0, day_number);
            row.who.iter().chain(&row.whom).map(move |actor| [*actor as i64, kind, day, id as i64])
        });
        put_list(self.transaction, "actor_happening", ["actor", "kind", "day", "happening"], of_actors.collect())?;
        Ok(written + put_list(self.transaction, "happening_telling", ["happening", "n", "report", "event"], rows.collect())?)
    }

    /// Who met whom, the pairs that met most first.
    fn ties(&self) -> Result<usize, Error> {
        /// Of a meeting of very many, those whose pairs are counted.
        const MOST: usize = 12;
        let cast = &self.record.cast;
        let somebody = |actor: &usize| {
            let row = &cast.actors[*actor];
            row.named && matches!(row.kind, EntityType::PER | EntityType::ORG | EntityType::GPE | EntityType::NORP)
        };
        let mut pairs: BTreeMap<(usize, usize), (usize, usize)> = BTreeMap::new();
        for row in self.record.happenings.iter().filter(|row| row.is_meeting()) {
            let all: BTreeSet<usize> = row.who.iter().chain(&row.whom).copied().filter(somebody).collect();
            let all: Vec<usize> = all.into_iter().take(MOST).collect();
            for (n, one) in all.iter().enumerate() {
                for other in &all[n + 1..] {
                    let count = pairs.entry((*one, *other)).or_default();
                    if row.is_done() { count.0 += 1 } else { count.1 += 1 }
                }
            }
        }
        let mut pairs: Vec<((usize, usize), (usize, usize))> = pairs.into_iter().collect();
        pairs.sort_by_key(|(pair, counts)| (std::cmp::Reverse(*counts), *pair));
        let row = |place: usize| {
            let ((one, other), (held, planned)) = pairs[place];
            Ok(vec![number(one), number(other), number(held), number(planned)])
        };
        let done = Table { name: "tie", columns: "id, one, other, held, planned" }.put(self.transaction, pairs.len(), &row)?;
        Ok(done.written.len())
    }

    fn offices(&self) -> Result<usize, Error> {
        let offices = &self.record.offices;
        let row = |place: usize| {
            let office = &offices[place];
            Ok(vec![value(office.title.clone()), optional(office.org), flag(office.changed)])
        };
        let done = Table { name: "office", columns: "id, title, org, changed" }.put(self.transaction, offices.len(), &row)?;
        let holder = |holder: &Holder| {
            let carried = self.carried(|carry| carry.holder(holder.clone()));
            let (body, whole) = bodies(carried.unwrap_or_else(|| holder.clone()))?;
            let first = [number(holder.actor), text(holder.first.as_ref()), text(holder.last.as_ref()), text(holder.status.as_ref())];
            Ok([first.as_slice(), &[body, whole]].concat())
        };
        let children = Children { table: "office_holder", key: "office", columns: "office, n, holder, first, last, status, body, whole" };
        let written = children.put(self.transaction, offices.iter().map(|office| office.holders.as_slice()), &holder)?;
        let rows = offices.iter().enumerate().flat_map(|(id, office)| {
            let holders = office.holders.iter().enumerate();
            holders.flat_map(move |(n, holder)| holder.evidence.iter().map(move |place| [self.numbers[place.report], id as i64, n as i64]))
        });
        put_list(self.transaction, "office_report", ["report", "office", "n"], rows.collect())?;
        Ok(done.written.len() + written)
    }

    fn issues(&self) -> Result<usize, Error> {
        let issues = &self.record.issues;
        let row = |place: usize| Ok(vec![value(issues[place].label.clone()), number(issues[place].stands.len())]);
        let done = Table { name: "issue", columns: "id, label, stands" }.put(self.transaction, issues.len(), &row)?;
        let mut words = self.transaction.prepare("INSERT INTO issue_words (rowid, label) VALUES (?, ?)")?;
        let mut written = self.children(&done, &[("issue_words", "rowid")], |place| {
            words.execute(params![place as i64, issues[place].label])?;
            Ok(())
        })?;
        let stand = |stand: &readout_join::position::Stand| {
            let carried = self.carried(|carry| carry.stand(stand.clone()));
            let (body, whole) = bodies(carried.unwrap_or_else(|| stand.clone()))?;
            Ok(vec![
                number(stand.actor),
                value(word(&stand.stance)),
                optional(stand.according_to),
                text(stand.first.as_ref()),
                text(stand.last.as_ref()),
                text(stand.change.as_ref()),
                number(stand.tellings.len()),
                number(stand.accounts.len()),
                body,
                whole,
            ])
        };
        let columns = "issue, n, actor, stance, according_to, first, last, change, tellings, accounts, body, whole";
        let children = Children { table: "stand", key: "issue", columns };
        written += children.put(self.transaction, issues.iter().map(|issue| issue.stands.as_slice()), &stand)?;
        let rows = issues.iter().enumerate().flat_map(|(id, issue)| {
            let stands = issue.stands.iter().enumerate();
            stands.flat_map(move |(n, stand)| stand.tellings.iter().map(move |(report, _)| [self.numbers[*report], id as i64, n as i64]))
        });
        put_list(self.transaction, "stand_report", ["report", "issue", "n"], rows.collect())?;
        self.stand_actors()?;
        Ok(written)
    }

    /// Whose stand it is, who is said to say so, and through whose words it is told.
    fn stand_actors(&self) -> Result<usize, Error> {
        let mut rows = Vec::new();
        for (issue, row) in self.record.issues.iter().enumerate() {
            for (n, stand) in row.stands.iter().enumerate() {
                let through = stand.tellings.iter().filter_map(|(report, place)| {
                    let reading = &self.readings[*report];
                    let attribution = reading.positions.get(*place)?.attribution?;
                    self.record.cast.actor(*report, reading.attributions.get(attribution.index())?.speaker?)
                });
                let actors = [stand.actor].into_iter().chain(stand.behalf).chain(stand.according_to).chain(through);
                rows.extend(actors.map(|actor| [actor as i64, issue as i64, n as i64]));
            }
        }
        put_list(self.transaction, "stand_actor", ["actor", "issue", "n"], rows)
    }

    fn tallies(&self) -> Result<usize, Error> {
        const TOLLS: &[&str] = &["killed", "wounded", "injured", "missing", "displaced", "detained", "arrested", "abducted"];
        let tallies = &self.record.tallies;
        let row = |place: usize| {
            let tally = &tallies[place];
            let toll = TOLLS.iter().position(|toll| *toll == tally.counted).unwrap_or(TOLLS.len()).min(3);
            let ledger = self.record.ledgers.get(place);
            let body = json!({
                "estimate": ledger.and_then(|ledger| ledger.estimate),
                "cautious": ledger.and_then(|ledger| ledger.cautious),
                "steps": ledger.map(|ledger| &ledger.steps),
                "course": ledger.map(|ledger| &ledger.course),
            });
            Ok(vec![
                value(tally.counted.clone()),
                optional(tally.place),
                number(tally.claims.len()),
                number(usize::from(tally.claims.len() < 2) * 10 + toll),
                value(serde_json::to_string(&body)?),
            ])
        };
        let done =
            Table { name: "tally", columns: "id, counted, place, claims, weight, body" }.put(self.transaction, tallies.len(), &row)?;
        let mut words = self.transaction.prepare("INSERT INTO tally_words (rowid, counted, place) VALUES (?, ?, ?)")?;
        let mut written = self.children(&done, &[("tally_words", "rowid")], |place| {
            let at = tallies[place].place.map(|place| self.record.cast.actors[place].name.as_str());
            words.execute(params![place as i64, tallies[place].counted, at])?;
            Ok(())
        })?;
        // A claim with its tally and its entry in the ledger, which its row tells of as well.
        struct Entered<'r> {
            tally: &'r readout_join::tally::Tally,
            claim: &'r readout_join::tally::Claim,
            at: Option<usize>,
            entry: Option<&'r readout_join::ledger::Entry>,
        }
        let entered: Vec<Vec<Entered<'_>>> = tallies
            .iter()
            .enumerate()
            .map(|(place, tally)| {
                let entries = self.record.ledgers.get(place).map(|ledger| ledger.entries.as_slice()).unwrap_or_default();
                let at: HashMap<usize, usize> = entries.iter().enumerate().map(|(at, entry)| (entry.claim, at)).collect();
                let one = |(n, claim)| Entered { tally, claim, at: at.get(&n).copied(), entry: at.get(&n).map(|at| &entries[*at]) };
                tally.claims.iter().enumerate().map(one).collect()
            })
            .collect();
        let claim = |row: &Entered<'_>| {
            let (body, whole) = bodies(self.carried(|carry| carry.claim(row.claim.clone())))?;
            Ok(vec![
                optional(row.at),
                value(row.tally.counted.clone()),
                optional(row.tally.place),
                optional(row.claim.claimant),
                Value::Real(row.claim.low),
                row.claim.high.map_or(Value::Null, Value::Real),
                text(row.claim.first.as_ref()),
                number(row.claim.tellings.len()),
                number(row.claim.accounts.len()),
                body,
                whole,
                row.entry.map(serde_json::to_string).transpose()?.map_or(Value::Null, value),
            ])
        };
        let columns = "tally, n, at, counted, place, claimant, low, high, first, tellings, accounts, body, whole, entry";
        let children = Children { table: "claim", key: "tally", columns };
        written += children.put(self.transaction, entered.iter().map(Vec::as_slice), &claim)?;
        let rows = tallies.iter().enumerate().flat_map(|(id, tally)| {
            let claims = tally.claims.iter().enumerate();
            claims.flat_map(move |(n, claim)| claim.tellings.iter().map(move |(report, _)| [self.numbers[*report], id as i64, n as i64]))
        });
        put_list(self.transaction, "claim_report", ["report", "tally", "n"], rows.collect())?;
        Ok(written)
    }

    fn disputes(&self) -> Result<usize, Error> {
        let disputes = &self.record.disputes;
        let row = |place: usize| {
            let row = &disputes[place];
            let (body, whole) = bodies(self.carried(|carry| carry.dispute(row.clone())))?;
            Ok(vec![value(word(&row.kind)), value(word(&row.nature)), value(row.about.clone()), body, whole])
        };
        let done =
            Table { name: "dispute", columns: "id, kind, nature, about, body, whole" }.put(self.transaction, disputes.len(), &row)?;
        let rows = disputes.iter().enumerate().flat_map(|(id, row)| {
            row.sides.iter().flat_map(|side| &side.evidence).map(move |place| [self.numbers[place.report], id as i64])
        });
        put_list(self.transaction, "dispute_report", ["report", "dispute"], rows.collect())?;
        Ok(done.written.len())
    }

    fn stories(&self) -> Result<usize, Error> {
        let stories = &self.record.stories;
        let row = |place: usize| {
            let row = &stories[place];
            let days: Vec<String> = row.reports.iter().filter_map(|report| self.day(*report)).collect();
            let mut carried = self.carried(|carry| carry.story(row.clone()));
            let reports = std::mem::take(&mut carried.reports).len();
            let (body, whole) = bodies(carried)?;
            Ok(vec![value(row.name.clone()), number(reports), text(days.iter().min()), text(days.iter().max()), body, whole])
        };
        let done =
            Table { name: "story", columns: "id, name, reports, first, last, body, whole" }.put(self.transaction, stories.len(), &row)?;
        let rows = stories
            .iter()
            .enumerate()
            .flat_map(|(id, story)| story.reports.iter().enumerate().map(move |(n, report)| [id as i64, n as i64, self.numbers[*report]]));
        put_list(self.transaction, "story_report", ["story", "n", "report"], rows.collect())?;
        Ok(done.written.len())
    }

    /// What dates say together, beside what they say of each report.
    fn dates(&self) -> Result<usize, Error> {
        /// Entries of a list in one row.
        const CHUNK: usize = 500;
        let dates = &self.record.dates;
        let number = |report: usize| self.numbers[report] as usize;
        let numbers = |reports: &[usize]| reports.iter().map(|report| number(*report)).collect::<Vec<_>>();
        let order = |order: &[Vec<Vec<usize>>]| -> Result<Vec<String>, Error> {
            order.iter().map(|groups| Ok(serde_json::to_string(&groups.iter().map(|group| numbers(group)).collect::<Vec<_>>())?)).collect()
        };
        let distances = |distances: &[readout_join::dates::Distance]| -> Result<Vec<String>, Error> {
            let pair = |it: &readout_join::dates::Distance| (number(it.from), number(it.to), it.low, it.high);
            distances.iter().map(|distance| Ok(serde_json::to_string(&pair(distance))?)).collect()
        };
        let before = dates.before.iter().map(|(one, other)| Ok(serde_json::to_string(&(number(*one), number(*other)))?));
        let contradictions = dates.contradictions.iter().map(|row| {
            let mut row = row.clone();
            self.carried(|carry| carry.evidence(&mut row.evidence));
            Ok(serde_json::to_string(&row)?)
        });
        let settles = dates.settles.iter().map(|row| Ok(serde_json::to_string(&(number(row.report), numbers(&row.dates)))?));
        let lists: [(&str, Vec<String>); 7] = [
            ("before", before.collect::<Result<_, Error>>()?),
            ("contradictions", contradictions.collect::<Result<_, Error>>()?),
            ("distances", distances(&dates.distances)?),
            ("likely distances", distances(&dates.likely.distances)?),
            ("likely order", order(&dates.likely.order)?),
            ("order", order(&dates.order)?),
            ("settles", settles.collect::<Result<_, Error>>()?),
        ];
        let mut written = 0;
        let mut find = self.transaction.prepare("SELECT body = ?3 FROM record_list WHERE part = ?1 AND n = ?2")?;
        let mut insert = self.transaction.prepare("INSERT OR REPLACE INTO record_list (part, n, body) VALUES (?, ?, ?)")?;
        for (part, entries) in lists {
            for (n, chunk) in entries.chunks(CHUNK).enumerate() {
                let body = format!("[{}]", chunk.join(","));
                let mut same = find.query(params![part, n as i64, body])?;
                if same.next()?.map(|row| row.get::<_, bool>(0)).transpose()? != Some(true) {
                    drop(same);
                    written += insert.execute(params![part, n as i64, body])?;
                }
            }
            let n = entries.len().div_ceil(CHUNK);
            self.transaction.execute("DELETE FROM record_list WHERE part = ? AND n >= ?", params![part, n as i64])?;
        }
        Ok(written)
    }

    fn made(&self, corrections: &[Correction], applied: &Applied) -> Made {
        let record = self.record;
        let outlets: BTreeSet<&str> = self.readings.iter().filter_map(|reading| reading.report.outlet.as_deref()).collect();
        let n = |wanted: &[EntityType]| record.cast.actors.iter().filter(|actor| actor.named && wanted.contains(&actor.kind)).count();
        let meetings = |held: bool| {
            let named = |row: &&Happening| self.is_named(&row.who) || self.is_named(&row.whom);
            record.happenings.iter().filter(|row| row.is_meeting() && row.is_done() == held).filter(named).count()
        };
        let mut disputes: BTreeMap<String, usize> = BTreeMap::new();
        record.disputes.iter().for_each(|row| *disputes.entry(word(&row.kind)).or_default() += 1);
        Made {
            maker: readout_join::MAKER.to_owned(),
            corrections: corrections.iter().filter(|row| row.undone.is_none()).map(|row| row.id.clone()).collect(),
            lost: applied.lost.clone(),
            reports: self.readings.len(),
            outlets: outlets.len(),
            accounts: record.tellers.len(),
            people: n(&[EntityType::PER]),
            groups: n(&[EntityType::ORG]),
            states: n(&[EntityType::GPE, EntityType::NORP]),
            statements: record.statements.len(),
            happenings: record.happenings.len(),
            held: meetings(true),
            planned: meetings(false),
            issues: record.issues.len(),
            tallies: record.tallies.len(),
            claims: record.tallies.iter().map(|tally| tally.claims.len()).sum(),
            disputes,
            families: record.copies.families.len(),
            stories: record.stories.len(),
        }
    }
}

/// Rows that belong to a row, in their order.
struct Children {
    table: &'static str,
    key: &'static str,
    /// The key first, then `n`.
    columns: &'static str,
}

impl Children {
    /// Makes the table hold these, and writes only those of parents where something is other than before. Says how many rows were written.
    fn put<'r, T: 'r>(
        &self,
        transaction: &Transaction<'_>,
        parents: impl ExactSizeIterator<Item = &'r [T]>,
        row: &dyn Fn(&T) -> Result<Vec<Value>, Error>,
    ) -> Result<usize, Error> {
        let (table, key) = (self.table, self.key);
        let n_parents = parents.len();
        let width = self.columns.split(',').count();
        let mut select = transaction.prepare(&format!("SELECT {} FROM {table} WHERE {key} = ? ORDER BY n", self.columns))?;
        let mut delete = transaction.prepare(&format!("DELETE FROM {table} WHERE {key} = ?"))?;
        let marks = vec!["?"; width].join(", ");
        let mut insert = transaction.prepare(&format!("INSERT INTO {table} ({}) VALUES ({marks})", self.columns))?;
        let mut written = 0;
        for (parent, children) in parents.enumerate() {
            let mut before: Vec<Vec<Value>> = Vec::new();
            let mut rows = select.query([parent as i64])?;
            while let Some(found) = rows.next()? {
                before.push((2..width).map(|column| found.get(column)).collect::<Result<_, _>>()?);
            }
            drop(rows);
            let wanted: Vec<Vec<Value>> = children.iter().map(row).collect::<Result<_, _>>()?;
            if before == wanted {
                continue;
            }
            delete.execute([parent as i64])?;
            for (n, values) in wanted.into_iter().enumerate() {
                insert.execute(params_from_iter([number(parent), number(n)].into_iter().chain(values)))?;
                written += 1;
            }
        }
        transaction.execute(&format!("DELETE FROM {table} WHERE {key} >= ?"), [n_parents as i64])?;
        Ok(written)
    }
}
