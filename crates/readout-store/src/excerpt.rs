//! A part of the record as a record of its own: some rows, with the reports and actors that they speak of.
//!
//! Whoever shows a page asks for the rows on it; a store of a hundred thousand reports is never read as a whole for that. Of a row that very
//! many reports tell, the first few places come, and how many there are.

use crate::record::Carry;
use crate::record::load::{ACTOR, Filed, Head, Links, actor, json, link, passage};
use crate::warm::Warm;
use crate::{Error, Store, record};
use readout_core::{
    Attribution, Entity, EntityId, EntityType, Event, Figure, Known, Position, Reading, Report, ReportHeader, Role, Span, Time,
};
use readout_join::Record;
use readout_join::account::Account;
use readout_join::copies::{Family, Member};
use readout_join::correct::Correction;
use readout_join::dispute::Dispute;
use readout_join::entity::Actor;
use readout_join::happening::Happening;
use readout_join::ledger::{Entry, Ledger};
use readout_join::office::{Holder, Office};
use readout_join::position::{Issue, Stand};
use readout_join::statement::Statement;
use readout_join::story::Story;
use readout_join::tally::{Claim, Tally};
use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Rows that are wanted, by their ids, in the order in which they are to come. Reports are called by number.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Reports with their readings, and with everybody who is named in them.
    pub reports: Vec<i64>,
    /// Reports with their words and what was read in them, but for their mentions and for who is named in them beside the rows that are wanted.
    pub texts: Vec<i64>,
    /// Reports of which what is known of their publication is enough.
    pub headers: Vec<i64>,
    /// Actors.
    pub actors: Vec<i64>,
    /// Statements.
    pub statements: Vec<i64>,
    /// Happenings.
    pub happenings: Vec<i64>,
    /// Holders of offices: office, and place among its holders.
    pub holders: Vec<(i64, i64)>,
    /// Stands: issue, and place among its stands.
    pub stands: Vec<(i64, i64)>,
    /// Claims: tally, and place among its claims.
    pub claims: Vec<(i64, i64)>,
    /// Disputes.
    pub disputes: Vec<i64>,
    /// Families of copies, with so many of their members.
    pub families: Vec<i64>,
    /// Members of a family that come, the one that is nearest to the original first.
    pub members: usize,
    /// Stories, without their reports.
    pub stories: Vec<i64>,
    /// Places of each row that are cited; none is all that the store keeps at hand.
    pub places: Option<usize>,
    /// Whether the offices of everybody who takes part in `happenings` come, with as much evidence as the other rows bring along.
    pub offices: bool,
    /// Whether what the reports share comes: passages, and who prints whose account.
    pub shared: bool,
}

/// How often a row is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Tellings, copies included.
    pub tellings: usize,
    /// Independent accounts.
    pub accounts: usize,
}

/// What is known of an actor beside its row: see [`Excerpt::actors`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Presence {
    /// Its id in the store.
    pub id: i64,
    /// The office that most reports see it in.
    pub office: Option<String>,
    /// How many actors go by its name.
    pub namesakes: usize,
    /// The report that names it first, and its entity there.
    pub first: (i64, u32),
    /// Reports that speak of it.
    pub reports: usize,
    /// What it said.
    pub statements: usize,
    /// What it took part in.
    pub happenings: usize,
}

/// A part of the record. Everything in `record` is in terms of `readings`, as if these were all.
#[derive(Clone, Debug, Default)]
pub struct Excerpt {
    /// The readings, as people put them right, without their tokens; of [`Wanted::headers`] only the header. In the order of the store.
    pub readings: Vec<Reading>,
    /// The rows.
    pub record: Record,
    /// Of each reading: the report's number.
    pub numbers: Vec<i64>,
    /// Of each reading: the report's identity.
    pub identities: Vec<String>,
    /// Of each reading: the id of its story.
    pub stories: Vec<Option<i64>>,
    /// Of each actor.
    pub actors: Vec<Presence>,
    /// Ids of the statements, happenings, issues, tallies, families and stories that came.
    pub ids: Ids,
    /// Of each statement.
    pub statements: Vec<Told>,
    /// Of each happening.
    pub happenings: Vec<Told>,
    /// Of each stand, by issue.
    pub stands: Vec<Vec<Told>>,
    /// Of each claim, by tally.
    pub claims: Vec<Vec<Told>>,
    /// How many reports each family and each story has, how many stands each issue, how many claims each tally.
    pub sizes: Ids,
}

/// One number for each row of some layers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ids {
    /// Of each statement.
    pub statements: Vec<i64>,
    /// Of each happening.
    pub happenings: Vec<i64>,
    /// Of each issue.
    pub issues: Vec<i64>,
    /// Of each tally.
    pub tallies: Vec<i64>,
    /// Of each family.
    pub families: Vec<i64>,
    /// Of each story.
    pub stories: Vec<i64>,
}

/// Readings that an excerpt takes along for the places beside the first of each row.
const MOST_READINGS: usize = 64;

/// Actors of whom an excerpt knows more than what its own reports call them, where reports with everybody in them are wanted.
const MOST_ACTORS: usize = 2500;

/// Holders that come with an office.
const MOST_HOLDERS: usize = 16;

impl Store {
    /// The rows that are wanted. Those that are not there, or that no report shows any more, are left out. `corrections` are all of the store's.
    pub fn excerpt(&self, wanted: &Wanted, corrections: &[Correction]) -> Result<Excerpt, Error> {
        // All of it from one state of the file.
        let transaction = self.connection.unchecked_transaction()?;
        let excerpt = Load::new(&transaction, &self.warm, wanted)?.excerpt(corrections)?;
        transaction.commit()?;
        Ok(excerpt)
    }
}

/// Rows as they stand in the store, with numbers of reports and ids of actors.
#[derive(Default)]
struct Rows {
    statements: Vec<(i64, Told, Statement)>,
    happenings: Vec<(i64, Told, Happening)>,
    holders: Vec<(i64, Holder)>,
    offices: BTreeMap<i64, Office>,
    stands: Vec<(i64, Told, Stand)>,
    issues: BTreeMap<i64, (String, i64)>,
    claims: Vec<(i64, i64, Told, Claim, Option<Entry>)>,
    tallies: BTreeMap<i64, (String, Option<usize>, i64, Option<Ledger>)>,
    disputes: Vec<Dispute>,
    families: Vec<(i64, i64, Family)>,
    stories: Vec<(i64, i64, Story)>,
}

/// A report with its reading.
const WHOLE: &str = "SELECT f.id, f.label, f.percent, f.story, f.actors, f.body, r.identity, r.text, g.body, f.published
     FROM filed f JOIN report r ON r.id = f.report JOIN reading g ON g.report = f.report WHERE f.report = ? AND f.reread = 0";

/// What is known of a report's publication.
const HEADER: &str = "SELECT f.id, f.label, f.percent, f.story, r.outlet, r.title, r.identity, r.url, f.published,
     (SELECT name FROM input WHERE report = r.id ORDER BY path, name LIMIT 1)
     FROM filed f JOIN report r ON r.id = f.report WHERE f.report = ? AND f.reread = 0";

fn of_actor() -> String {
    format!("SELECT {ACTOR}, office, namesakes, report, entity, reports, statements, happenings FROM actor WHERE id = ?")
}

fn singly(keys: &[i64]) -> Vec<[i64; 1]> {
    keys.iter().map(|key| [*key]).collect()
}

fn pairwise(keys: &[(i64, i64)]) -> Vec<[i64; 2]> {
    keys.iter().map(|(one, other)| [*one, *other]).collect()
}

struct Load<'c> {
    connection: &'c Connection,
    warm: &'c Warm,
    wanted: &'c Wanted,
    rows: Rows,
}

fn told(tellings: i64, accounts: i64) -> Told {
    Told { tellings: tellings as usize, accounts: accounts as usize }
}

impl<'c> Load<'c> {
    fn new(connection: &'c Connection, warm: &'c Warm, wanted: &'c Wanted) -> Result<Self, Error> {
        let mut load = Self { connection, warm, wanted, rows: Rows::default() };
        load.told()?;
        load.held()?;
        load.stood()?;
        load.counted()?;
        load.others()?;
        Ok(load)
    }

    /// A row by its key, if it is there.
    fn one<T>(&self, sql: &str, key: &[i64], with: impl FnOnce(&rusqlite::Row<'_>) -> Result<T, Error>) -> Result<Option<T>, Error> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(rusqlite::params_from_iter(key))?;
        rows.next()?.map(with).transpose()
    }

    /// The rows of `sql` by their keys, as many as are there, in the order of the keys; fetched ahead together.
    fn each<const N: usize, T>(
        &self,
        sql: &str,
        keys: &[[i64; N]],
        with: impl Fn([i64; N], &rusqlite::Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        self.warm.fetch(sql, keys);
        let mut found = Vec::new();
        for key in keys {
            found.extend(self.one(sql, key, |row| with(*key, row))?);
        }
        Ok(found)
    }

    fn told(&mut self) -> Result<(), Error> {
        let sql = "SELECT tellings, accounts, body FROM statement WHERE id = ?";
        self.rows.statements =
            self.each(sql, &singly(&self.wanted.statements), |[id], row| Ok((id, told(row.get(0)?, row.get(1)?), json(row, 2)?)))?;
        let sql = "SELECT tellings, accounts, body FROM happening WHERE id = ?";
        self.rows.happenings =
            self.each(sql, &singly(&self.wanted.happenings), |[id], row| Ok((id, told(row.get(0)?, row.get(1)?), json(row, 2)?)))?;
        Ok(())
    }

    fn held(&mut self) -> Result<(), Error> {
        let mut holders = self.wanted.holders.clone();
        if self.wanted.offices {
            let parties: BTreeSet<usize> =
                self.rows.happenings.iter().flat_map(|(.., row)| row.who.iter().chain(&row.whom)).copied().collect();
            let sql = "SELECT DISTINCT office FROM office_holder WHERE holder = ? LIMIT 12";
            self.warm.fetch(sql, &parties.iter().map(|party| [*party as i64]).collect::<Vec<_>>());
            let mut of = self.connection.prepare_cached(sql)?;
            let mut known: BTreeSet<i64> = holders.iter().map(|(office, _)| *office).collect();
            for party in parties {
                let offices: Vec<i64> = of.query_map([party as i64], |row| row.get(0))?.collect::<Result<_, _>>()?;
                let new: Vec<i64> = offices.into_iter().filter(|office| known.insert(*office)).collect();
                holders.extend(new.into_iter().flat_map(|office| (0..MOST_HOLDERS as i64).map(move |n| (office, n))));
            }
        }
        let sql = "SELECT body FROM office_holder WHERE office = ? AND n = ?";
        self.rows.holders = self.each(sql, &pairwise(&holders), |[office, _], row| Ok((office, json::<Holder>(row, 0)?)))?;
        for office in holders.into_iter().map(|(office, _)| office).collect::<BTreeSet<_>>() {
            let made = self.one("SELECT title, org, changed FROM office WHERE id = ?", &[office], |row| {
                let org = row.get::<_, Option<i64>>(1)?.map(|org| org as usize);
                Ok(Office { title: row.get(0)?, org, holders: Vec::new(), changed: row.get(2)? })
            })?;
            self.rows.offices.extend(made.map(|made| (office, made)));
        }
        Ok(())
    }

    fn stood(&mut self) -> Result<(), Error> {
        let sql = "SELECT tellings, accounts, body FROM stand WHERE issue = ? AND n = ?";
        self.rows.stands =
            self.each(sql, &pairwise(&self.wanted.stands), |[issue, _], row| Ok((issue, told(row.get(0)?, row.get(1)?), json(row, 2)?)))?;
        for issue in self.wanted.stands.iter().map(|(issue, _)| *issue).collect::<BTreeSet<_>>() {
            let made = self.one("SELECT label, stands FROM issue WHERE id = ?", &[issue], |row| Ok((row.get(0)?, row.get(1)?)))?;
            self.rows.issues.extend(made.map(|made| (issue, made)));
        }
        Ok(())
    }

    fn counted(&mut self) -> Result<(), Error> {
        let sql = "SELECT tellings, accounts, body, entry FROM claim WHERE tally = ? AND n = ?";
        self.rows.claims = self.each(sql, &pairwise(&self.wanted.claims), |[tally, n], row| {
            Ok((tally, n, told(row.get(0)?, row.get(1)?), json(row, 2)?, json::<Option<Entry>>(row, 3)?))
        })?;
        for tally in self.wanted.claims.iter().map(|(tally, _)| *tally).collect::<BTreeSet<_>>() {
            let made = self.one("SELECT counted, place, claims, body FROM tally WHERE id = ?", &[tally], |row| {
                let place = row.get::<_, Option<i64>>(1)?.map(|place| place as usize);
                Ok((row.get(0)?, place, row.get(2)?, json::<Head>(row, 3)?.ledger()))
            })?;
            self.rows.tallies.extend(made.map(|made| (tally, made)));
        }
        Ok(())
    }

    fn others(&mut self) -> Result<(), Error> {
        let sql = "SELECT body FROM dispute WHERE id = ?";
        self.rows.disputes = self.each(sql, &singly(&self.wanted.disputes), |_, row| json(row, 0))?;
        for id in &self.wanted.stories {
            let row = self.one("SELECT reports, body FROM story WHERE id = ?", &[*id], |row| Ok((*id, row.get(0)?, json(row, 1)?)))?;
            self.rows.stories.extend(row);
        }
        for id in &self.wanted.families {
            let found = self.one("SELECT agency, nearest, why, reports FROM family WHERE id = ?", &[*id], |row| {
                let nearest = row.get::<_, i64>(1)? as usize;
                Ok((*id, row.get(3)?, Family { members: Vec::new(), agency: row.get(0)?, nearest, why: json(row, 2)? }))
            })?;
            let Some(mut found) = found else { continue };
            // The nearest, and reports that are wanted for themselves, come whatever else does.
            let sql = "SELECT report, words, percent, spans FROM family_member WHERE family = ?1
                       ORDER BY report <> ?2, percent DESC, n LIMIT ?3";
            let member = |row: &rusqlite::Row<'_>| {
                let (report, words): (i64, i64) = (row.get(0)?, row.get(1)?);
                Ok::<_, Error>(Member { report: report as usize, spans: json(row, 3)?, words: words as usize, percent: row.get(2)? })
            };
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query([*id, found.2.nearest as i64, self.wanted.members as i64])?;
            while let Some(row) = rows.next()? {
                found.2.members.push(member(row)?);
            }
            for report in &self.wanted.reports {
                if !found.2.members.iter().any(|member| member.report == *report as usize) {
                    let sql = "SELECT report, words, percent, spans FROM family_member WHERE report = ? AND family = ?";
                    found.2.members.extend(self.one(sql, &[*report, *id], member)?);
                }
            }
            self.rows.families.push(found);
        }
        Ok(())
    }

    /// Numbers of the reports whose readings are needed, by how much: the first place of each row, then others.
    fn places(&self) -> BTreeSet<i64> {
        let most = self.wanted.places.unwrap_or(usize::MAX);
        let rows = &self.rows;
        let mut lists: Vec<Vec<usize>> = Vec::new();
        let reports = |places: &mut dyn Iterator<Item = usize>| {
            let mut reports: Vec<usize> = Vec::new();
            for report in places {
                if reports.len() < most && !reports.contains(&report) {
                    reports.push(report);
                }
            }
            reports
        };
        lists.extend(rows.statements.iter().map(|(.., row)| reports(&mut row.tellings.iter().map(|(report, _)| *report))));
        lists.extend(rows.happenings.iter().map(|(.., row)| reports(&mut row.tellings.iter().map(|(report, _)| *report))));
        lists.extend(rows.stands.iter().map(|(.., row)| reports(&mut row.tellings.iter().map(|(report, _)| *report))));
        lists.extend(rows.claims.iter().map(|(.., row, _)| reports(&mut row.tellings.iter().map(|(report, _)| *report))));
        let sides = rows.disputes.iter().flat_map(|row| &row.sides);
        lists.extend(sides.map(|side| reports(&mut side.evidence.iter().map(|place| place.report))));
        // Of offices that are only looked up beside other rows the evidence does not bring reports along.
        let asked: BTreeSet<i64> = self.wanted.holders.iter().map(|(office, _)| *office).collect();
        let holders = rows.holders.iter().filter(|(office, _)| asked.contains(office));
        lists.extend(holders.map(|(_, row)| reports(&mut row.evidence.iter().map(|place| place.report))));
        let mut numbers: BTreeSet<i64> = self.wanted.reports.iter().chain(&self.wanted.texts).copied().collect();
        numbers.extend(lists.iter().filter_map(|list| list.first()).map(|report| *report as i64));
        for report in lists.iter().flat_map(|list| list.iter().skip(1)) {
            if numbers.len() >= MOST_READINGS {
                break;
            }
            numbers.insert(*report as i64);
        }
        numbers
    }

    fn excerpt(self, corrections: &[Correction]) -> Result<Excerpt, Error> {
        let numbers = self.places();
        let mut headers: BTreeSet<i64> = self.wanted.headers.iter().copied().collect();
        headers.extend(self.rows.families.iter().flat_map(|(.., row)| row.members.iter().map(|member| member.report as i64)));
        self.warm.fetch(WHOLE, &singly(&numbers.iter().copied().collect::<Vec<_>>()));
        self.warm.fetch(HEADER, &singly(&headers.difference(&numbers).copied().collect::<Vec<_>>()));
        let mut filed: Vec<OfReport> = Vec::new();
        let corrected: BTreeSet<&str> = corrections.iter().flat_map(Correction::reports).collect();
        for number in numbers.iter().chain(headers.difference(&numbers)) {
            filed.extend(self.report(*number, numbers.contains(number), &corrected)?);
        }
        filed.sort_by_key(|report| report.place);
        let mut excerpt = Excerpt::default();
        for report in &mut filed {
            excerpt.numbers.push(report.number);
            excerpt.identities.push(std::mem::take(&mut report.identity));
            excerpt.stories.push(report.story);
            excerpt.readings.push(report.reading.take().unwrap_or_else(|| Reading::empty(&Report::new("", ""))));
            excerpt.record.labels.push(std::mem::take(&mut report.label));
            excerpt.record.copies.percent.push(report.percent);
        }
        self.correct(&mut excerpt, corrections)?;
        let places: HashMap<usize, usize> = excerpt.numbers.iter().enumerate().map(|(place, number)| (*number as usize, place)).collect();
        let actors = self.actors(&mut excerpt, &filed)?;
        let report = |number: usize| places.get(&number).copied();
        let actor = |id: usize| actors.get(&id).copied();
        let carry = Carry { report: &report, actor: &actor };
        self.carry(&mut excerpt, &carry, filed)?;
        if self.wanted.shared {
            self.share(&mut excerpt, &carry)?;
        }
        Ok(excerpt)
    }

    /// A report in its place; with its reading or with its header alone. None where it is not in the record, or was read again since.
    fn report(&self, number: i64, whole: bool, corrected: &BTreeSet<&str>) -> Result<Option<OfReport>, Error> {
        if !whole {
            return self.one(HEADER, &[number], |row| {
                let known = |column: usize| Ok::<_, Error>(row.get::<_, Option<String>>(column)?.map(|value| Known::given(value, "field")));
                let mut report = Report::new(row.get::<_, Option<String>>(9)?.unwrap_or_default(), "");
                (report.outlet, report.title, report.url) = (known(4)?, known(5)?, known(7)?);
                let mut reading = Reading::empty(&report);
                let published: Option<String> = row.get(8)?;
                reading.report.published = published.map(|value| readout_core::Published {
                    precision: readout_core::Precision::Day,
                    from: "field".to_owned(),
                    value,
                });
                Ok(OfReport {
                    place: row.get(0)?,
                    number,
                    label: row.get(1)?,
                    percent: row.get(2)?,
                    story: row.get(3)?,
                    identity: row.get(6)?,
                    actors: Vec::new(),
                    body: None,
                    reading: Some(reading),
                })
            });
        }
        self.one(WHOLE, &[number], |row| {
            let identity: String = row.get(6)?;
            // Corrections find what they put right by mentions.
            let in_full = self.wanted.reports.contains(&number) || corrected.contains(identity.as_str());
            let mut reading: Reading = if in_full { json(row, 8)? } else { json::<Quoted>(row, 8)?.into() };
            reading.text = row.get(7)?;
            Ok(OfReport {
                place: row.get(0)?,
                number,
                label: row.get(1)?,
                percent: row.get(2)?,
                story: row.get(3)?,
                identity,
                actors: json::<Option<Vec<usize>>>(row, 4)?.unwrap_or_default(),
                body: Some(json(row, 5)?),
                reading: Some(reading.into_bytes()),
            })
        })
    }

    /// Applies the corrections with which the record was made, no others: its rows count on what these left.
    fn correct(&self, excerpt: &mut Excerpt, corrections: &[Correction]) -> Result<(), Error> {
        if corrections.is_empty() {
            return Ok(());
        }
        let made: BTreeSet<String> = record::made(self.connection)?.unwrap_or_default().corrections.into_iter().collect();
        // A header alone has no words that could be corrected.
        let whole = excerpt.identities.iter().zip(&excerpt.readings).filter(|(_, reading)| !reading.text.is_empty());
        let here: BTreeSet<&str> = whole.map(|(identity, _)| identity.as_str()).collect();
        let applied: Vec<Correction> = corrections
            .iter()
            .filter(|row| made.contains(&row.id) && row.reports().iter().all(|report| here.contains(report)))
            .map(|row| Correction { undone: None, ..row.clone() })
            .collect();
        if !applied.is_empty() {
            readout_join::correct::apply(&mut excerpt.readings, &excerpt.identities, &applied);
        }
        Ok(())
    }

    /// Brings the actors that the rows and the wanted reports speak of. Says where each is now.
    fn actors(&self, excerpt: &mut Excerpt, filed: &[OfReport]) -> Result<HashMap<usize, usize>, Error> {
        let rows = &self.rows;
        let mut ids: BTreeSet<usize> = self.wanted.actors.iter().map(|actor| *actor as usize).collect();
        ids.extend(rows.statements.iter().flat_map(|(.., row)| row.speaker.into_iter().chain(row.capacity.behalf)));
        ids.extend(rows.happenings.iter().flat_map(|(.., row)| row.who.iter().chain(&row.whom).chain(&row.place)));
        ids.extend(rows.holders.iter().map(|(_, row)| row.actor));
        ids.extend(rows.offices.values().filter_map(|office| office.org));
        ids.extend(rows.stands.iter().flat_map(|(.., row)| [row.actor].into_iter().chain(row.according_to)));
        ids.extend(rows.tallies.values().filter_map(|(_, place, ..)| *place));
        ids.extend(rows.claims.iter().filter_map(|(.., row, _)| row.claimant));
        ids.extend(rows.disputes.iter().flat_map(|row| row.sides.iter().filter_map(|side| side.by)));
        ids.extend(rows.stories.iter().flat_map(|(.., row)| row.actors.iter()));
        // Everybody in the wanted reports: those that several name first.
        let whole: BTreeSet<i64> = self.wanted.reports.iter().copied().collect();
        let mut named: BTreeMap<usize, usize> = BTreeMap::new();
        for report in filed.iter().filter(|report| whole.contains(&report.number)) {
            report.actors.iter().collect::<BTreeSet<_>>().into_iter().for_each(|actor| *named.entry(*actor).or_default() += 1);
        }
        let mut named: Vec<(usize, usize)> = named.into_iter().filter(|(actor, _)| !ids.contains(actor)).collect();
        named.sort_by_key(|(actor, n)| (std::cmp::Reverse(*n), *actor));
        let passing: BTreeSet<usize> = named.split_off(named.len().min(MOST_ACTORS)).into_iter().map(|(actor, _)| actor).collect();
        ids.extend(named.into_iter().map(|(actor, _)| actor));
        let mut found: BTreeMap<usize, (Actor, Links, Presence)> = BTreeMap::new();
        self.warm.fetch(&of_actor(), &ids.iter().map(|id| [*id as i64]).collect::<Vec<_>>());
        let mut left: Vec<usize> = ids.into_iter().collect();
        while let Some(id) = left.pop() {
            if found.contains_key(&id) {
                continue;
            }
            if let Some(row) = self.actor(id)? {
                left.extend(row.1.iter().flatten().map(|link| *link as usize));
                found.insert(id, row);
            }
        }
        // Those who only pass are called as their report calls them.
        for report in filed.iter().filter(|report| whole.contains(&report.number)) {
            let place = excerpt.numbers.iter().position(|number| *number == report.number).unwrap_or_default();
            for (entity, id) in report.actors.iter().enumerate().filter(|(_, id)| passing.contains(id)) {
                let Some(known) = excerpt.readings[place].entities.get(entity) else { continue };
                found.entry(*id).or_insert_with(|| {
                    let actor = Actor {
                        name: known.name.clone(),
                        kind: known.entity_type,
                        named: known.named,
                        names: vec![known.name.clone()],
                        code: known.code.clone(),
                        sector: known.sector.clone(),
                        members: Vec::new(),
                        reasons: Vec::new(),
                    };
                    let first = (report.number, entity as u32);
                    (actor, Links::default(), Presence { id: *id as i64, namesakes: 2, first, reports: 1, ..Presence::default() })
                });
            }
        }
        let places: HashMap<usize, usize> = found.keys().enumerate().map(|(place, id)| (*id, place)).collect();
        let cast = &mut excerpt.record.cast;
        for (place, (actor, links, presence)) in found.into_values().enumerate() {
            cast.actors.push(actor);
            excerpt.actors.push(presence);
            link(cast, place, links.map(|link| places.get(&(link? as usize)).copied()));
        }
        // Whom no row speaks of is nobody here.
        let nobody = cast.actors.len();
        cast.actors.push(Actor {
            name: String::new(),
            kind: EntityType::OTHER,
            named: false,
            names: Vec::new(),
            code: None,
            sector: None,
            members: Vec::new(),
            reasons: Vec::new(),
        });
        excerpt.actors.push(Presence { id: -1, ..Presence::default() });
        for (place, report) in filed.iter().enumerate() {
            let of: Vec<usize> = report.actors.iter().map(|id| places.get(id).copied().unwrap_or(nobody)).collect();
            for (entity, actor) in of.iter().enumerate().filter(|(_, actor)| **actor != nobody) {
                cast.actors[*actor].members.push((place, EntityId::new(entity)));
            }
            cast.of.push(of);
        }
        Ok(places)
    }

    fn actor(&self, id: usize) -> Result<Option<(Actor, Links, Presence)>, Error> {
        self.one(&of_actor(), &[id as i64], |row| {
            let (actor, links) = actor(row)?;
            let n = |column: usize| row.get::<_, i64>(column).map(|n| n as usize);
            let presence = Presence {
                id: id as i64,
                office: row.get(11)?,
                namesakes: n(12)?,
                first: (row.get(13)?, row.get(14)?),
                reports: n(15)?,
                statements: n(16)?,
                happenings: n(17)?,
            };
            Ok((actor, links, presence))
        })
    }

    /// Puts the rows into the terms of the excerpt.
    fn carry(&self, excerpt: &mut Excerpt, carry: &Carry<'_>, filed: Vec<OfReport>) -> Result<(), Error> {
        let Excerpt { readings, record, .. } = excerpt;
        for report in filed {
            let body = report.body;
            let dated = |body: &Option<Filed>, likely: bool| {
                let body = body.as_ref();
                let dated = body.and_then(|body| if likely { body.likely.clone() } else { body.dated.clone() });
                dated.map(|dated| carry.dated(dated)).unwrap_or_default()
            };
            record.dates.reports.push(dated(&body, false));
            record.dates.likely.reports.push(dated(&body, true));
            record.dates.likely.days.push(body.as_ref().and_then(|body| body.day.clone()).flatten());
            record.copies.boilerplate.push(body.and_then(|body| body.boilerplate).unwrap_or_default());
        }
        record.copies.family = vec![None; readings.len()];
        for (id, told, row) in &self.rows.statements {
            let mut row = carry.statement(row.clone());
            row.tellings.retain(|(report, id)| readings[*report].attributions.get(id.index()).is_some());
            if !row.tellings.is_empty() {
                record.statements.push(row);
                excerpt.statements.push(*told);
                excerpt.ids.statements.push(*id);
            }
        }
        for (id, told, row) in &self.rows.happenings {
            let mut row = carry.happening(row.clone());
            row.tellings.retain(|(report, id)| readings[*report].events.get(id.index()).is_some());
            if !row.tellings.is_empty() {
                record.happenings.push(row);
                excerpt.happenings.push(*told);
                excerpt.ids.happenings.push(*id);
            }
        }
        let mut offices: BTreeMap<i64, Office> = self.rows.offices.clone();
        for (office, row) in &self.rows.holders {
            let holder = carry.holder(row.clone());
            offices.get_mut(office).into_iter().zip(holder).for_each(|(office, holder)| office.holders.push(holder));
        }
        for mut office in offices.into_values() {
            office.org = office.org.and_then(carry.actor);
            if !office.holders.is_empty() {
                record.offices.push(office);
            }
        }
        let mut issues: BTreeMap<i64, usize> = BTreeMap::new();
        for (id, told, row) in &self.rows.stands {
            let Some(mut row) = carry.stand(row.clone()) else { continue };
            row.tellings.retain(|(report, place)| readings[*report].positions.get(*place).is_some());
            let Some((label, n)) = self.rows.issues.get(id).filter(|_| !row.tellings.is_empty()) else { continue };
            let at = *issues.entry(*id).or_insert_with(|| {
                record.issues.push(Issue { label: label.clone(), stands: Vec::new() });
                excerpt.stands.push(Vec::new());
                excerpt.ids.issues.push(*id);
                excerpt.sizes.issues.push(*n);
                record.issues.len() - 1
            });
            record.issues[at].stands.push(row);
            excerpt.stands[at].push(*told);
        }
        let mut tallies: BTreeMap<i64, usize> = BTreeMap::new();
        // Of each claim that comes, its place among the claims of the whole tally, so that entries find each other.
        let mut whole: Vec<Vec<i64>> = Vec::new();
        let mut entries: Vec<Vec<Entry>> = Vec::new();
        for (id, n, told, row, entry) in &self.rows.claims {
            let mut row = carry.claim(row.clone());
            row.tellings.retain(|(report, id)| readings[*report].figures.get(id.index()).is_some());
            let Some((counted, place, n_claims, ledger)) = self.rows.tallies.get(id).filter(|_| !row.tellings.is_empty()) else { continue };
            let at = *tallies.entry(*id).or_insert_with(|| {
                record.tallies.push(Tally { counted: counted.clone(), place: place.and_then(carry.actor), claims: Vec::new() });
                record.ledgers.push(ledger.clone().unwrap_or_default());
                excerpt.claims.push(Vec::new());
                excerpt.ids.tallies.push(*id);
                excerpt.sizes.tallies.push(*n_claims);
                whole.push(Vec::new());
                entries.push(Vec::new());
                record.tallies.len() - 1
            });
            record.tallies[at].claims.push(row);
            excerpt.claims[at].push(*told);
            whole[at].push(*n);
            entries[at].extend(entry.clone());
        }
        for ((ledger, entries), whole) in record.ledgers.iter_mut().zip(entries).zip(whole) {
            let place = |claim: usize| whole.iter().position(|n| *n == claim as i64);
            ledger.entries = entries
                .into_iter()
                .filter_map(|mut entry| {
                    entry.claim = place(entry.claim)?;
                    entry.to = entry.to.and_then(place);
                    Some(entry)
                })
                .collect();
        }
        for row in &self.rows.disputes {
            let row = carry.dispute(row.clone());
            if row.sides.iter().all(|side| !side.evidence.is_empty()) {
                record.disputes.push(row);
            }
        }
        for (id, n, row) in &self.rows.families {
            let mut row = row.clone();
            let Some(nearest) = (carry.report)(row.nearest) else { continue };
            row.nearest = nearest;
            row.members.retain_mut(|member| match (carry.report)(member.report) {
                Some(report) => {
                    member.report = report;
                    true
                }
                None => false,
            });
            row.members.sort_by_key(|member| member.report);
            if row.members.len() < 2 {
                continue;
            }
            row.members.iter().for_each(|member| record.copies.family[member.report] = Some(record.copies.families.len()));
            record.copies.families.push(row);
            excerpt.ids.families.push(*id);
            excerpt.sizes.families.push(*n);
        }
        for (id, n, row) in &self.rows.stories {
            record.stories.push(carry.story(row.clone()));
            excerpt.ids.stories.push(*id);
            excerpt.sizes.stories.push(*n);
        }
        Ok(())
    }

    /// Passages among the reports, and who prints whose account.
    fn share(&self, excerpt: &mut Excerpt, carry: &Carry<'_>) -> Result<(), Error> {
        let mut passages = self.connection.prepare_cached("SELECT a, b, words, quoted, body FROM passage WHERE a = ?")?;
        let mut tellers = self
            .connection
            .prepare_cached("SELECT t.id, t.name FROM teller_report r JOIN teller t ON t.id = r.teller WHERE r.report = ?")?;
        let mut accounts: BTreeMap<i64, Account> = BTreeMap::new();
        for (place, number) in excerpt.numbers.iter().enumerate() {
            let mut rows = passages.query([number])?;
            while let Some(row) = rows.next()? {
                let mut passage = passage(row)?;
                if let (Some(a), Some(b)) = ((carry.report)(passage.a), (carry.report)(passage.b)) {
                    (passage.a, passage.b) = (a, b);
                    excerpt.record.copies.passages.push(passage);
                }
            }
            let mut rows = tellers.query([number])?;
            while let Some(row) = rows.next()? {
                let account = accounts.entry(row.get(0)?);
                account.or_insert(Account { name: row.get(1)?, reports: Vec::new() }).reports.push(place);
            }
        }
        excerpt.record.copies.passages.sort_by_key(|passage| (passage.a, passage.b, passage.a_span, passage.b_span));
        excerpt.record.tellers = accounts.into_values().collect();
        Ok(())
    }
}

/// A reading without its mentions, paragraphs, furniture and findings, which are nearly half of it and which only those look at who show the
/// report for itself: these are passed over, not taken apart.
#[derive(Deserialize)]
struct Quoted {
    format: String,
    offsets: String,
    report: ReportHeader,
    #[serde(default)]
    model: String,
    sentences: Vec<Span>,
    entities: Vec<Entity>,
    roles: Vec<Role>,
    times: Vec<Time>,
    attributions: Vec<Attribution>,
    figures: Vec<Figure>,
    events: Vec<Event>,
    positions: Vec<Position>,
}

impl From<Quoted> for Reading {
    fn from(quoted: Quoted) -> Self {
        let Quoted { format, offsets, report, model, sentences, entities, roles, times, attributions, figures, events, positions } = quoted;
        Self {
            format,
            text: String::new(),
            offsets,
            report,
            model,
            boilerplate: Vec::new(),
            sentences,
            paragraphs: Vec::new(),
            tokens: Vec::new(),
            mentions: Vec::new(),
            entities,
            roles,
            times,
            attributions,
            figures,
            events,
            positions,
            findings: Vec::new(),
        }
    }
}

/// A report as the store has it.
struct OfReport {
    place: i64,
    number: i64,
    label: String,
    percent: u8,
    story: Option<i64>,
    identity: String,
    actors: Vec<usize>,
    body: Option<Filed>,
    reading: Option<Reading>,
}

impl Store {
    /// The identity of a report.
    pub fn identity_of(&self, report: i64) -> Result<Option<String>, Error> {
        Ok(self.connection.prepare_cached("SELECT identity FROM report WHERE id = ?")?.query_row([report], |row| row.get(0)).optional()?)
    }

    /// The number of the report with this identity, if the record has it.
    pub fn number_of(&self, identity: &str) -> Result<Option<i64>, Error> {
        let sql = "SELECT r.id FROM report r JOIN filed f ON f.report = r.id WHERE r.identity = ?";
        Ok(self.connection.prepare_cached(sql)?.query_row([identity], |row| row.get(0)).optional()?)
    }
}
