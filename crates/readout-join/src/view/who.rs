//! Everything about one actor: names, offices over time, meetings, statements, positions, and whom they are seen with.

use super::meeting::{Meeting, Status, meetings};
use super::met::takes_part;
use super::stand::Stand;
use super::stands::stands;
use super::{HeldOffice, Party, Source, cited, party, sources};
use crate::brief::make::Desk;
use crate::brief::{Cite, OfficeLine, Statement};
use crate::happening::acts_for;
use crate::{Evidence, Record, when};
use readout_core::{EntityType, MentionKind, Reading, Span};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The format's name and version.
pub const FORMAT: &str = "readout/who/1";

/// An actor by all reports.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Who {
    /// [`FORMAT`].
    pub format: &'static str,
    /// Who.
    pub actor: Party,
    /// ISO 3166 alpha-3 of the country it acts for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// PLOVER sector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// Reports that name it.
    pub n_reports: usize,
    /// First and last day of those, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// Names used, most used first.
    pub names: Vec<NameUse>,
    /// Why several names are one actor.
    pub reasons: Vec<String>,
    /// Offices, by first day.
    pub offices: Vec<OfficeHeld>,
    /// Of a state or group: its offices and who is seen in them.
    pub officers: Vec<OfficeLine>,
    /// Meetings, by date.
    pub meetings: Vec<Meeting>,
    /// What it said, by date of the reports.
    pub statements: Vec<Statement>,
    /// Its own positions, by issue.
    pub positions: Vec<Stand>,
    /// What people say as their own who hold an office of it.
    pub officers_positions: Vec<Stand>,
    /// What others say of its positions.
    pub claimed: Vec<Stand>,
    /// What it says of others' positions or states as somebody's officer.
    pub said: Vec<Stand>,
    /// Whom it is seen with, most first.
    pub with: Vec<SeenWith>,
    /// The reports cited.
    pub reports: Vec<Source>,
}

/// A name and its use.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NameUse {
    /// As written.
    pub name: String,
    /// How often.
    pub n: usize,
    /// In how many reports.
    pub n_reports: usize,
    /// First place in each report.
    pub cites: Vec<Cite>,
}

/// An office that a person is seen in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OfficeHeld {
    /// `foreign minister`.
    pub title: String,
    /// Of what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org: Option<String>,
    /// Actor of `org`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org_actor: Option<usize>,
    /// First day of a report that sees them in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// `former`, `acting`, … where every report says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Who was seen in it before, where it changed hands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// Who was seen in it after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Evidence, one for each report.
    pub cites: Vec<Cite>,
}

/// Somebody seen with the actor.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SeenWith {
    /// Who.
    pub party: Party,
    /// Meetings told as held that both took part in.
    pub n_meetings: usize,
    /// Sentences that name both.
    pub n_sentences: usize,
    /// Reports with such sentences.
    pub n_reports: usize,
    /// One sentence for each report.
    pub cites: Vec<Cite>,
}

/// Everything about `actor`.
pub fn who(readings: &[Reading], record: &Record, actor: usize) -> Who {
    let desk = Desk::new(readings, record);
    let known = &record.cast.actors[actor];
    let acts_for = acts_for(readings, &record.cast, &record.offices);
    let meetings = meetings(&desk, |happening| takes_part(record, &acts_for, happening, actor));
    let reports = record.cast.reports(actor);
    let days: Vec<String> = reports.iter().filter_map(|report| when::published(&readings[*report])).map(|day| day.to_string()).collect();
    let stands = stands(readings, record, actor, None);
    let mut who = Who {
        format: FORMAT,
        actor: party(&desk, actor, main_office(&desk, actor)),
        code: known.code.clone(),
        sector: known.sector.clone(),
        n_reports: reports.len(),
        first: days.iter().min().cloned(),
        last: days.iter().max().cloned(),
        names: names(&desk, actor),
        reasons: known.reasons.clone(),
        offices: offices(&desk, actor),
        officers: officers(&desk, actor),
        with: with(&desk, actor, &meetings),
        meetings,
        statements: statements(&desk, actor),
        positions: Vec::new(),
        officers_positions: Vec::new(),
        claimed: Vec::new(),
        said: Vec::new(),
        reports: Vec::new(),
    };
    for issue in stands.issues {
        who.positions.extend(issue.own);
        who.officers_positions.extend(issue.officers);
        who.claimed.extend(issue.claimed);
        who.said.extend(issue.said);
    }
    let mut all = cited(who.meetings.iter().flat_map(super::met::cites));
    all.extend(cited(who.names.iter().flat_map(|name| &name.cites)));
    all.extend(cited(who.offices.iter().flat_map(|office| &office.cites)));
    all.extend(cited(who.officers.iter().flat_map(|office| &office.holders).flat_map(|holder| &holder.cites)));
    all.extend(cited(who.statements.iter().flat_map(|statement| &statement.cites)));
    all.extend(cited(
        who.positions.iter().chain(&who.officers_positions).chain(&who.claimed).chain(&who.said).flat_map(|stand| &stand.cites),
    ));
    all.extend(cited(who.with.iter().flat_map(|with| &with.cites)));
    who.reports = sources(&desk, all);
    who
}

/// The office seen last, of those not left.
fn main_office(desk: &Desk<'_>, actor: usize) -> Option<HeldOffice> {
    let held = desk.record.offices.iter().filter_map(|office| {
        let holder = office.holders.iter().find(|holder| holder.actor == actor && holder.status.as_deref() != Some("former"))?;
        Some((holder.last.clone(), holder.evidence.len(), office))
    });
    let (.., office) =
        held.max_by_key(|(last, n, office)| (last.clone(), office.org.is_some(), *n, std::cmp::Reverse(office.title.clone())))?;
    Some(HeldOffice { title: office.title.clone(), org: office.org.map(|org| desk.name(org)), org_actor: office.org, basis: "seen" })
}

fn names(desk: &Desk<'_>, actor: usize) -> Vec<NameUse> {
    let mut forms: BTreeMap<String, (usize, BTreeMap<usize, Span>)> = BTreeMap::new();
    for (report, entity) in &desk.record.cast.actors[actor].members {
        let reading = &desk.readings[*report];
        for mention in reading.mentions.iter().filter(|mention| mention.entity == Some(*entity) && mention.kind == MentionKind::Name) {
            let form = forms.entry(desk.words(*report, mention.span)).or_default();
            form.0 += 1;
            form.1.entry(*report).or_insert(mention.span);
        }
    }
    let mut names: Vec<NameUse> = forms
        .into_iter()
        .map(|(name, (n, places))| NameUse {
            name,
            n,
            n_reports: places.len(),
            cites: desk.cites(places.into_iter().map(|(report, span)| Evidence { report, span })),
        })
        .collect();
    names.sort_by(|one, other| other.n.cmp(&one.n).then_with(|| one.name.cmp(&other.name)));
    names
}

fn offices(desk: &Desk<'_>, actor: usize) -> Vec<OfficeHeld> {
    let mut held: Vec<OfficeHeld> = Vec::new();
    for office in &desk.record.offices {
        let Some(place) = office.holders.iter().position(|holder| holder.actor == actor) else { continue };
        let holder = &office.holders[place];
        let beside = |at: Option<usize>| at.filter(|_| office.changed).and_then(|at| office.holders.get(at)).map(|it| desk.name(it.actor));
        held.push(OfficeHeld {
            title: office.title.clone(),
            org: office.org.map(|org| desk.name(org)),
            org_actor: office.org,
            first: holder.first.clone(),
            last: holder.last.clone(),
            status: holder.status.clone(),
            before: beside(place.checked_sub(1)),
            after: beside(Some(place + 1)),
            cites: desk.cites(holder.evidence.iter().copied()),
        });
    }
    held.sort_by_key(|office| (when::order(office.first.as_deref()), std::cmp::Reverse(office.cites.len()), office.title.clone()));
    held
}

fn officers(desk: &Desk<'_>, actor: usize) -> Vec<OfficeLine> {
    let state = desk.record.cast.state_of.get(&actor).copied().unwrap_or(actor);
    let of = desk.record.offices.iter().filter(|office| office.org.is_some_and(|org| org == actor || org == state));
    of.map(|office| desk.office_line(office)).collect()
}

fn statements(desk: &Desk<'_>, actor: usize) -> Vec<Statement> {
    let said = |at: &usize| desk.record.statements[*at].speaker == Some(actor);
    let mut places: Vec<usize> = (0..desk.record.statements.len()).filter(said).collect();
    places.sort_by_key(|at| desk.first_told(*at));
    places.into_iter().filter_map(|at| desk.statement(at)).filter(|statement| !statement.words.is_empty()).collect()
}

fn with(desk: &Desk<'_>, actor: usize, meetings: &[Meeting]) -> Vec<SeenWith> {
    let cast = &desk.record.cast;
    let counts = |other: usize| {
        let other = &cast.actors[other];
        let acts = matches!(other.kind, EntityType::PER | EntityType::ORG | EntityType::GPE);
        other.named && acts && other.sector.as_deref() != Some("JRN")
    };
    let mut met: BTreeMap<usize, usize> = BTreeMap::new();
    for meeting in meetings.iter().filter(|meeting| meeting.status == Status::Held) {
        for party in meeting.participants.iter().filter(|party| party.actor != actor) {
            *met.entry(party.actor).or_default() += 1;
        }
    }
    let mut beside: BTreeMap<usize, BTreeMap<usize, BTreeSet<Span>>> = BTreeMap::new();
    for report in cast.reports(actor) {
        let reading = &desk.readings[report];
        let mut named: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for mention in &reading.mentions {
            let Some(other) = mention.entity.and_then(|entity| cast.actor(report, entity)) else { continue };
            if let Some(sentence) = reading.sentence_at(mention.span.start) {
                named.entry(sentence).or_default().insert(other);
            }
        }
        for (sentence, actors) in named.into_iter().filter(|(_, actors)| actors.contains(&actor)) {
            for other in actors.into_iter().filter(|other| *other != actor && counts(*other)) {
                beside.entry(other).or_default().entry(report).or_default().insert(reading.sentences[sentence]);
            }
        }
    }
    let others: BTreeSet<usize> = met.keys().copied().filter(|other| counts(*other)).chain(beside.keys().copied()).collect();
    let mut with: Vec<SeenWith> = others
        .into_iter()
        .map(|other| {
            let places = beside.remove(&other).unwrap_or_default();
            let first = places.iter().filter_map(|(report, spans)| Some(Evidence { report: *report, span: *spans.first()? }));
            SeenWith {
                party: party(desk, other, main_office(desk, other)),
                n_meetings: met.get(&other).copied().unwrap_or_default(),
                n_sentences: places.values().map(BTreeSet::len).sum(),
                n_reports: places.len(),
                cites: desk.cites(first),
            }
        })
        .filter(|with| with.n_meetings > 0 || with.n_sentences > 1)
        .collect();
    with.sort_by_key(|with| (std::cmp::Reverse((with.n_meetings, with.n_reports, with.n_sentences)), with.party.actor));
    with
}
