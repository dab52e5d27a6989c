//! What happened, or is expected to, once for each event however many reports tell of it; meetings among them.
//!
//! Two reports tell of one event where they share the text that tells it, or where the kind is the same, who takes part agrees, and the dates
//! can be one. A person stands for the office they hold: `the foreign ministers met` and `Ardesh and the Council met` can be one meeting. A
//! telling without a date joins others only where nothing else could be meant.

mod several;

use crate::account::{Account, Telling, accounts};
use crate::copies::Copies;
use crate::dates::Dates;
use crate::entity::Cast;
use crate::groups::Groups;
use crate::office::{Office, plain};
use crate::when;
use jiff::civil::Date;
use readout_core::{
    Attribution, EntityId, EntityType, Event, EventId, EventType, Factuality, MentionKind, Precision, Reading, Span, narrowest,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// An event by everybody's account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Happening {
    /// PLOVER type; meetings are `CONSULT`.
    pub kind: EventType,
    /// Told as happened by any; else as the strongest telling has it.
    pub factuality: Factuality,
    /// Some tell it as done, others deny it.
    pub denied: bool,
    /// Told as background from before the story's present, by all.
    pub historical: bool,
    /// Those who take part come together: they meet, or sign a text.
    #[serde(default)]
    pub together: bool,
    /// Who acts, or takes part.
    pub who: Vec<usize>,
    /// Whom it is done to.
    pub whom: Vec<usize>,
    /// Where.
    pub place: Option<usize>,
    /// TIMEX3 value, the most precise that is told; symbolic where no date is known.
    pub when: Option<String>,
    /// The tellings, report and event: the fullest first.
    pub tellings: Vec<(usize, EventId)>,
    /// Independent accounts of it.
    pub accounts: Vec<Account>,
}

/// One telling, as it is compared.
#[derive(Clone)]
struct Told<'a> {
    report: usize,
    event: &'a Event,
    id: EventId,
    who: BTreeSet<usize>,
    whom: BTreeSet<usize>,
    all: BTreeSet<usize>,
    place: Option<usize>,
    when: Option<&'a str>,
    moment: Option<when::Moment>,
    /// How many of the sides the telling itself names.
    n_named: usize,
    /// Of those who meet, who is named first: the subject of `met`.
    told_by: Option<usize>,
}

/// Days within which undated reports tell of one meeting of the same people, where there is only one that they can mean. Set by hand.
const NEAR: i64 = 8;

/// For each actor, the states and groups it holds an office in, by any report.
pub(crate) fn acts_for(readings: &[Reading], cast: &Cast, offices: &[Office]) -> BTreeMap<usize, BTreeSet<usize>> {
    let mut acts_for: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    // Who has no name has an office in one report alone.
    for (report, reading) in readings.iter().enumerate() {
        for role in &reading.roles {
            let person = cast.actor(report, role.entity).filter(|person| !cast.actors[*person].named);
            if let (Some(person), Some(org)) = (person, role.org.and_then(|org| cast.state(report, org)).filter(|org| Some(*org) != person))
            {
                acts_for.entry(person).or_default().extend([org, cast.side(org)]);
            }
        }
    }
    for office in offices {
        let Some(org) = office.org else { continue };
        for holder in office.holders.iter().filter(|holder| holder.actor != org) {
            acts_for.entry(holder.actor).or_default().extend([org, cast.side(org)]);
        }
    }
    acts_for
}

/// For each unnamed person of a report, the named one whom reports see in that office: `Ardesh's foreign minister`. Of several holders, who is
/// seen in it nearest to the report's day.
fn office_holders(readings: &[Reading], cast: &Cast, offices: &[Office]) -> BTreeMap<(usize, EntityId), usize> {
    type Key = (String, usize);
    let key = |report: usize, role: &readout_core::Role| -> Option<Key> {
        let org = cast.state(report, role.org?)?;
        // Newspapers call a foreign minister so.
        let title = plain(&role.title);
        Some((if title == "top diplomat" { "foreign minister".to_owned() } else { title }, org))
    };
    let mut holders: BTreeMap<Key, BTreeMap<usize, Vec<Date>>> = BTreeMap::new();
    for office in offices {
        let Some(org) = office.org else { continue };
        let title = plain(&office.title);
        let title = if title == "top diplomat" { "foreign minister".to_owned() } else { title };
        for holder in office.holders.iter().filter(|holder| holder.status.is_none() && cast.actors[holder.actor].named) {
            let days = holder.evidence.iter().filter_map(|place| when::published(&readings[place.report]));
            holders.entry((title.clone(), org)).or_default().entry(holder.actor).or_default().extend(days);
        }
    }
    let nearest = |known: &BTreeMap<usize, Vec<Date>>, report: usize| -> Option<usize> {
        if known.len() == 1 {
            return known.keys().next().copied();
        }
        let day = when::published(&readings[report])?;
        let mut apart: Vec<(i64, usize)> = Vec::new();
        for (actor, days) in known {
            apart.push((days.iter().map(|other| when::apart(*other, day)).min()?, *actor));
        }
        apart.sort_unstable();
        // Where two are seen in it about as near, which of them is meant is not known.
        apart.first().filter(|first| apart.get(1).is_some_and(|second| first.0 + NEAR < second.0)).map(|(_, actor)| *actor)
    };
    let mut found = BTreeMap::new();
    for (report, reading) in readings.iter().enumerate() {
        for role in reading.roles.iter().filter(|role| role.status.is_none()) {
            let unnamed = cast.actor(report, role.entity).is_some_and(|actor| {
                let actor = &cast.actors[actor];
                !actor.named && actor.kind == EntityType::PER
            });
            let known = key(report, role).and_then(|key| holders.get(&key)).filter(|_| unnamed);
            found.extend(known.and_then(|known| nearest(known, report)).map(|actor| ((report, role.entity), actor)));
        }
    }
    found
}

/// The stretch that tells an event: its clause, else its sentence, else its words.
pub fn stretch(reading: &Reading, event: &Event) -> Span {
    event.extent.or_else(|| reading.sentence_around(event.span)).unwrap_or(event.span)
}

impl Happening {
    /// The stretches of a report that tell it, the one that says most first. Of a telling of several meetings, those that speak of nobody else's.
    pub(crate) fn stretches(&self, readings: &[Reading], cast: &Cast, (report, id): (usize, EventId)) -> Vec<Span> {
        let reading = &readings[report];
        let event = &reading.events[id.index()];
        let own: BTreeSet<usize> = self.who.iter().chain(&self.whom).copied().collect();
        let told = event.actors.iter().chain(&event.participants).chain(&event.recipients);
        let others: BTreeSet<EntityId> = told
            .copied()
            .filter(|entity| {
                reading.entities[entity.index()].named && cast.actor(report, *entity).is_none_or(|actor| !own.contains(&actor))
            })
            .collect();
        let speaks_of = |also: &Span| {
            let mut inside = reading.mentions.iter().filter(|mention| also.contains(mention.span));
            inside.any(|mention| mention.entity.is_some_and(|entity| others.contains(&entity)))
        };
        let of_these = |also: &Span| own.len() != 2 || !speaks_of(also);
        let mut all = vec![stretch(reading, event)];
        all.extend(event.also.iter().copied().filter(of_these));
        all.sort_by_cached_key(|span| std::cmp::Reverse(self.fullness(readings, cast, report, *span)));
        all
    }

    /// How much the sentence of a stretch says of it: how many of those who take part it names, place and day, and whether the report says so itself.
    fn fullness(&self, readings: &[Reading], cast: &Cast, report: usize, span: Span) -> usize {
        let reading = &readings[report];
        let sentence = reading.sentence_around(span).unwrap_or(span);
        let named = named_in(reading, cast, report, sentence);
        let parties = self.who.iter().chain(&self.whom);
        let here = parties.filter(|actor| named.contains(actor)).count();
        let place = self.place.is_some_and(|place| named.contains(&place));
        let day = reading.times.iter().any(|time| time.precision <= Precision::Day && sentence.contains(time.span));
        let told = narrowest(&reading.attributions, span).is_none();
        let below = reading.report.title_span.is_none_or(|title| !title.contains(span));
        2 * here + usize::from(place) + usize::from(day) + usize::from(told) + 2 * usize::from(below)
    }

    /// Of the tellings that hold with the record (done, or not), the one that says most, with its stretch.
    pub(crate) fn fullest(&self, readings: &[Reading], cast: &Cast) -> Option<(usize, EventId, Span)> {
        let done = |(report, id): &(usize, EventId)| {
            matches!(readings[*report].events[id.index()].factuality, Factuality::Happened | Factuality::Ongoing) == self.is_done()
        };
        let mut best: Option<(usize, (usize, EventId, Span))> = None;
        for telling in self.tellings.iter().filter(|telling| done(telling)) {
            let Some(span) = self.stretches(readings, cast, *telling).into_iter().next() else { continue };
            let fullness = self.fullness(readings, cast, telling.0, span);
            if best.is_none_or(|(most, _)| fullness > most) {
                best = Some((fullness, (telling.0, telling.1, span)));
            }
        }
        best.map(|(_, found)| found)
    }
}

/// Whom a stretch of a report names.
fn named_in(reading: &Reading, cast: &Cast, report: usize, span: Span) -> BTreeSet<usize> {
    let inside = reading.mentions.iter().filter(|mention| mention.kind == MentionKind::Name && span.contains(mention.span));
    inside.filter_map(|mention| cast.actor(report, mention.entity?)).collect()
}

/// By whose account a stretch tells an event: the event's own where it is its own stretch, else that of the narrowest statement around it.
pub(crate) fn account_of<'r>(reading: &'r Reading, event: &Event, span: Span) -> Option<&'r Attribution> {
    match span == stretch(reading, event) {
        true => event.attribution.and_then(|id| reading.attributions.get(id.index())),
        false => narrowest(&reading.attributions, span),
    }
}

/// Joins the events of all readings.
pub fn happenings(readings: &[Reading], copies: &Copies, cast: &Cast, dates: &Dates, offices: &[Office]) -> Vec<Happening> {
    let acts_for = acts_for(readings, cast, offices);
    let holders = office_holders(readings, cast, offices);
    let mut all: Vec<Told<'_>> = Vec::new();
    for (report, reading) in readings.iter().enumerate() {
        let actor = |entity: &EntityId| holders.get(&(report, *entity)).copied().or_else(|| cast.actor(report, *entity));
        let actors = |entities: &[EntityId]| entities.iter().filter_map(actor).collect::<BTreeSet<_>>();
        // An event with an empty span was called wrong by a person.
        for (place, event) in reading.events.iter().enumerate().filter(|(_, event)| !event.span.is_empty()) {
            let mut who: BTreeSet<usize> = actors(&event.actors).union(&actors(&event.participants)).copied().collect();
            if event.details.iter().any(|detail| detail == "earlier") {
                // `the first talks since 2031` says that the sides met then, not who met for them.
                who = who.iter().map(|party| body_of(&acts_for, cast, *party)).collect();
            }
            let whom = actors(&event.recipients);
            all.push(Told {
                report,
                event,
                id: EventId::new(place),
                all: who.union(&whom).copied().collect(),
                who,
                whom,
                place: event.place.and_then(|place| cast.actor(report, place)).or_else(|| capital(cast, report, reading, event)),
                when: event.time.and_then(|time| when::value(reading, time)),
                moment: event.time.and_then(|time| when::moment(readings, dates, report, time)),
                n_named: {
                    let sides: BTreeSet<EntityId> =
                        event.actors.iter().chain(&event.participants).chain(&event.recipients).copied().collect();
                    sides.iter().filter(|side| reading.entities[side.index()].named).count()
                },
                told_by: event.participants.iter().chain(&event.actors).find_map(actor),
            });
        }
    }
    let told_again = several::told_apart(readings, dates, cast, &acts_for, &mut all);
    on_visits(readings, &mut all, cast);
    on_agreements(readings, &mut all, &acts_for, cast);
    // Only tellings of one kind that share somebody (or whom they act for) are compared.
    let mut near: BTreeMap<(EventType, usize), Vec<usize>> = BTreeMap::new();
    for (at, told) in all.iter().enumerate() {
        let mut keys = told.all.clone();
        keys.extend(told.all.iter().filter_map(|actor| acts_for.get(actor)).flatten());
        keys.extend(told.all.iter().map(|actor| cast.side(*actor)));
        for key in keys {
            near.entry((class(told.event), key)).or_default().push(at);
        }
    }
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for places in near.values().filter(|places| places.len() <= 400) {
        for (n, one) in places.iter().enumerate() {
            pairs.extend(places[n + 1..].iter().map(|other| (*one, *other)));
        }
    }
    let mut groups = Groups::new(all.len());
    told_again.iter().for_each(|(part, meeting)| groups.join(*part, *meeting));
    let mut loose: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (one, other) in pairs {
        if all[one].report == all[other].report {
            // Two parts of one telling are two meetings.
            if all[one].id != all[other].id && tells_again(readings, &all[one], &all[other], &acts_for, cast) {
                groups.join(one, other);
            }
            continue;
        }
        let same_text = copies.same_text((all[one].report, all[one].event.span), (all[other].report, all[other].event.span));
        let one_day = all[one].moment.zip(all[other].moment).and_then(|(one, other)| when::one_day(dates, one, other));
        if same_text && one_day != Some(false) {
            groups.join(one, other);
        } else if agree(&all[one], &all[other], &acts_for, cast) {
            match one_day {
                Some(true) => groups.join(one, other),
                Some(false) => {}
                // Without a day, those who meet must be the same, not some of them.
                None if all[one].all.len() == all[other].all.len()
                    && (close(readings, dates, copies, &all[one], &all[other]) || announced_or_one_weekday(&all[one], &all[other])) =>
                {
                    loose.entry(one).or_default().insert(other);
                    loose.entry(other).or_default().insert(one);
                }
                None => {}
            }
        }
    }
    // What has no date goes with the others only where all of those that have one are one event.
    let dated: BTreeMap<usize, BTreeSet<usize>> = loose
        .iter()
        .map(|(at, others)| {
            let own = std::iter::once(*at).chain(others.iter().copied()).filter(|other| all[*other].moment.is_some());
            (*at, own.map(|other| groups.first(other)).collect())
        })
        .collect();
    // What a telling was joined to may have a day of its own.
    let root: Vec<usize> = (0..all.len()).map(|at| groups.first(at)).collect();
    let mut days: BTreeMap<usize, Vec<when::Moment>> = BTreeMap::new();
    for (at, told) in all.iter().enumerate() {
        days.entry(root[at]).or_default().extend(told.moment);
    }
    let apart = |one: usize, other: usize| {
        days[&root[one]].iter().any(|day| days[&root[other]].iter().any(|against| when::one_day(dates, *day, *against) == Some(false)))
    };
    for (at, others) in &loose {
        let undated = |other: &&usize| all[*at].moment.is_none() || all[**other].moment.is_none();
        for other in others.iter().filter(undated).filter(|other| !apart(*at, **other)) {
            if dated[at].union(&dated[other]).count() <= 1 {
                groups.join(*at, *other);
            }
        }
    }
    let mut happenings: Vec<((u8, i64, i64), Happening)> = groups
        .all()
        .into_iter()
        .map(|group| {
            // By the day where a telling has it: one of last week does not come before.
            let to_the_day = |at: &&usize| !matches!(all[**at].moment, Some(when::Moment::Absolute(first, last)) if first != last);
            let order = |at: &usize| when::moment_order(dates, all[*at].moment);
            let dated = group.iter().filter(to_the_day).filter(|at| all[**at].moment.is_some()).map(order).min();
            let order = dated.or_else(|| group.iter().map(order).min()).unwrap_or((2, 0, 0));
            (order, happening(readings, copies, dates, &all, group))
        })
        .collect();
    happenings.sort_by_key(|(order, happening)| (*order, happening.tellings.first().copied()));
    happenings.into_iter().map(|(_, happening)| happening).collect()
}

/// The state or group somebody acts for, where there is one.
fn body_of(acts_for: &BTreeMap<usize, BTreeSet<usize>>, cast: &Cast, party: usize) -> usize {
    let bodies: BTreeSet<usize> = acts_for.get(&party).into_iter().flatten().map(|body| cast.side(*body)).collect();
    if bodies.len() == 1 { bodies.first().copied().unwrap_or(party) } else { party }
}

/// What kind of thing a telling is compared as: whatever they do there, those who sign a text together meet.
fn class(event: &Event) -> EventType {
    if comes_together(event) { EventType::Consult } else { event.event_type }
}

pub(crate) fn is_visit(event: &Event) -> bool {
    event.mode.as_deref() == Some("visit")
}

fn comes_together(event: &Event) -> bool {
    let signed = event.details.iter().any(|detail| detail == "signed") && event.actors.len() + event.participants.len() > 1;
    event.event_type == EventType::Consult || signed
}

/// `in the Ardeshi capital`: the town, where the reports say which it is.
fn capital(cast: &Cast, report: usize, reading: &Reading, event: &Event) -> Option<usize> {
    let name = event.details.iter().find_map(|detail| detail.strip_prefix("capital="))?;
    let entity = reading.entities.iter().position(|entity| entity.name == name)?;
    let state = cast.state(report, EntityId::new(entity))?;
    cast.seats.get(&cast.voice(state)).copied()
}

/// Whether who takes part agrees.
fn agree(one: &Told<'_>, other: &Told<'_>, acts_for: &BTreeMap<usize, BTreeSet<usize>>, cast: &Cast) -> bool {
    let stands_for =
        |person: usize, org: usize| acts_for.get(&person).is_some_and(|orgs| orgs.contains(&org) || orgs.contains(&cast.side(org)));
    let same =
        |one: usize, other: usize| one == other || cast.side(one) == cast.side(other) || stands_for(one, other) || stands_for(other, one);
    let shared = |one: &BTreeSet<usize>, other: &BTreeSet<usize>| {
        one.iter().filter(|actor| other.iter().any(|against| same(**actor, *against))).count()
    };
    let named = |told: &Told<'_>| told.all.iter().filter(|actor| cast.actors[**actor].named).count();
    let (few, many) = if one.all.len() <= other.all.len() { (one, other) } else { (other, one) };
    if class(one.event) == EventType::Consult {
        // One in one town is not that in another.
        let town = |told: &Told<'_>| told.place.filter(|place| cast.actors[*place].named && cast.actors[*place].kind == EntityType::GPE);
        let apart = town(one).zip(town(other)).is_some_and(|(one, other)| one != other);
        return !apart && shared(&few.all, &many.all) == few.all.len() && few.all.len() >= 2 && named(few) >= 1;
    }
    let places = one.place.zip(other.place).map(|(one, other)| one == other);
    let whos = shared(&one.who, &other.who);
    let whoms = shared(&one.whom, &other.whom);
    places != Some(false) && ((whos > 0 && whoms > 0) || (places == Some(true) && whos + whoms > 0))
}

/// `The government and the rebels signed a truce. … Foreign Minister Mara Todor and rebel leader Ilan Vesh put their names to it`: the next sentence
/// of a report tells one meeting again, with those who act for the sides. One of the two must be known to; the other is a description at first.
fn tells_again(readings: &[Reading], a: &Told<'_>, b: &Told<'_>, acts_for: &BTreeMap<usize, BTreeSet<usize>>, cast: &Cast) -> bool {
    let reading = &readings[a.report];
    let (lead, next) = if a.event.span.start <= b.event.span.start { (a, b) } else { (b, a) };
    let sentence = |told: &Told<'_>| reading.sentence_at(told.event.span.start);
    let follows = sentence(lead).zip(sentence(next)).is_some_and(|(lead, next)| next == lead + 1);
    let done = |told: &Told<'_>| matches!(told.event.factuality, Factuality::Happened | Factuality::Ongoing);
    let apart = lead.place.zip(next.place).is_some_and(|(one, other)| one != other) || lead.when.is_some() && next.when.is_some();
    let one_kind = class(lead.event) == EventType::Consult
        && class(next.event) == EventType::Consult
        && !is_visit(lead.event)
        && !is_visit(next.event);
    if !follows || !one_kind || !done(lead) || !done(next) || apart || lead.all.len() != 2 || next.all.len() != 2 {
        return false;
    }
    let same = |one: usize, other: usize| {
        cast.side(one) == cast.side(other)
            || acts_for.get(&other).is_some_and(|bodies| bodies.contains(&one) || bodies.contains(&cast.side(one)))
    };
    let matched: Vec<bool> = lead.all.iter().map(|one| next.all.iter().any(|other| same(*one, *other))).collect();
    let named = |actor: &usize| cast.actors[*actor].named;
    let described = |actor: &usize| !named(actor) || cast.actors[*actor].kind != EntityType::PER;
    next.all.iter().all(named)
        && matched.contains(&true)
        && lead.all.iter().zip(&matched).all(|(actor, matched)| *matched || described(actor))
}

/// The places of one report's tellings: they stand in the order of the reports.
fn of_report(all: &[Told<'_>], report: usize) -> std::ops::Range<usize> {
    all.partition_point(|told| told.report < report)..all.partition_point(|told| told.report <= report)
}

/// `… a visit to Sered earlier this month by the envoy. He met the minister for two days`: a meeting without a place that follows a visit of
/// somebody who takes part, in one paragraph, was on that visit.
fn on_visits(readings: &[Reading], all: &mut [Told<'_>], cast: &Cast) {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, told) in all.iter().enumerate().filter(|(_, told)| told.place.is_none() && comes_together(told.event) && !is_visit(told.event))
    {
        let reading = &readings[told.report];
        let paragraph = |at: u32| reading.paragraphs.partition_point(|paragraph| paragraph.end <= at);
        let here = reading.sentence_at(told.event.span.start);
        let visit = of_report(all, told.report).find(|visit| {
            let visit = &all[*visit];
            let there = reading.sentence_at(visit.event.span.start);
            is_visit(visit.event)
                && visit.place.is_some_and(|place| cast.actors[place].named)
                && visit.event.factuality == told.event.factuality
                && there.zip(here).is_some_and(|(there, here)| there < here && here - there <= 2)
                && paragraph(visit.event.span.start) == paragraph(told.event.span.start)
                && visit.who.iter().any(|visitor| told.all.contains(visitor))
        });
        found.extend(visit.map(|visit| (at, visit)));
    }
    for (at, visit) in found {
        all[at].place = all[visit].place;
        if all[at].when.is_none() {
            (all[at].when, all[at].moment) = (all[visit].when, all[visit].moment);
        }
    }
}

/// `The two sides agreed on Thursday … Ministers Todor and Vesh signed the document`: a text is signed on the day of which the sentence before
/// says that its sides agreed.
fn on_agreements(readings: &[Reading], all: &mut [Told<'_>], acts_for: &BTreeMap<usize, BTreeSet<usize>>, cast: &Cast) {
    let signed = |told: &Told<'_>| told.event.details.iter().any(|detail| detail == "signed") && comes_together(told.event);
    let sentence = |told: &Told<'_>| readings[told.report].sentence_at(told.event.span.start);
    let mut days: Vec<(usize, usize)> = Vec::new();
    for (at, told) in all.iter().enumerate().filter(|(_, told)| told.when.is_none() && signed(told)) {
        let on_side = |actor: &usize| {
            let described = !cast.actors[*actor].named;
            described
                || told.all.iter().any(|party| {
                    let bodies = acts_for.get(party);
                    cast.side(*party) == cast.side(*actor) || bodies.is_some_and(|bodies| bodies.contains(&cast.side(*actor)))
                })
        };
        let before = of_report(all, told.report).find(|other| {
            let other = &all[*other];
            let agreed = other.event.event_type == EventType::Agree && other.event.factuality == Factuality::Happened;
            let next = sentence(other).zip(sentence(told)).is_some_and(|(there, here)| there + 1 == here);
            agreed && other.when.is_some() && next && other.all.iter().any(on_side)
        });
        days.extend(before.map(|before| (at, before)));
    }
    for (at, before) in days {
        (all[at].when, all[at].moment) = (all[before].when, all[before].moment);
    }
}

/// Whether two reports are near enough for an undated telling to mean the same day.
fn close(readings: &[Reading], dates: &Dates, copies: &Copies, a: &Told<'_>, b: &Told<'_>) -> bool {
    if let Some((one, other)) = when::published(&readings[a.report]).zip(when::published(&readings[b.report])) {
        return when::apart(one, other) <= 3;
    }
    // Undated reports: those that all reports together place within days of each other, and copies with the same words for the day.
    let pair = (a.report.min(b.report), a.report.max(b.report));
    let near =
        dates.distances.iter().any(|distance| (distance.from, distance.to) == pair && distance.low >= -NEAR && distance.high <= NEAR);
    let one_text = copies.family_of(a.report).is_some_and(|family| Some(family) == copies.family_of(b.report)) && a.when.is_some();
    near && class(a.event) == EventType::Consult || one_text && a.when == b.when
}

/// `met Thursday in Sered` of a report without a date and of one that has one; or a meeting announced for a day, and one of the same people in
/// the same place without a day. Joined only where nothing else can be meant.
fn announced_or_one_weekday(a: &Told<'_>, b: &Told<'_>) -> bool {
    if class(a.event) != EventType::Consult || class(b.event) != EventType::Consult {
        return false;
    }
    let (dated, other) = match (a.moment, b.moment) {
        (Some(when::Moment::Absolute(..)), None | Some(when::Moment::From(..))) => (a, b),
        (None | Some(when::Moment::From(..)), Some(when::Moment::Absolute(..))) => (b, a),
        _ => return false,
    };
    let Some(when::Moment::Absolute(first, last)) =
        dated.moment.filter(|_| dated.place.is_none() || other.place.is_none() || dated.place == other.place)
    else {
        return false;
    };
    let weekday = other.when.and_then(|value| value.strip_prefix("XXXX-WXX-")).and_then(|day| day.parse::<i8>().ok());
    let told = |told: &Told<'_>| matches!(told.event.factuality, Factuality::Happened | Factuality::Ongoing);
    let announced = dated.event.factuality == Factuality::Planned && told(other) && other.when.is_none() && dated.place.is_some();
    announced && dated.place == other.place || weekday.is_some_and(|day| first == last && first.weekday().to_monday_one_offset() == day)
}

fn happening(readings: &[Reading], copies: &Copies, dates: &Dates, all: &[Told<'_>], mut group: Vec<usize>) -> Happening {
    let strength = |factuality: Factuality| match factuality {
        Factuality::Happened => 0,
        Factuality::Ongoing => 1,
        Factuality::Planned => 2,
        Factuality::Hypothetical => 3,
        Factuality::Denied => 4,
    };
    group.sort_by_key(|at| {
        let told = &all[*at];
        // Who met says more than who came, and a name more than an office.
        let fullness = told.all.len() + usize::from(told.place.is_some()) + told.n_named;
        (strength(told.event.factuality), told.event.historical, is_visit(told.event), std::cmp::Reverse(fullness), *at)
    });
    let best = &all[group[0]];
    let told: Vec<Telling<'_>> = group
        .iter()
        .map(|at| &all[*at])
        .filter(|told| strength(told.event.factuality) == strength(best.event.factuality))
        .map(|told| {
            let attribution = told.event.attribution.and_then(|id| readings[told.report].attributions.get(id.index()));
            Telling { report: told.report, span: told.event.span, attribution }
        })
        .collect();
    // A symbolic day that the other reports settle is given as that day.
    let day = |at: &usize| match all[*at].moment {
        Some(when::Moment::Absolute(first, last)) if first == last => Some(first.to_string()),
        _ => None,
    };
    // Where no report gives the calendar's day, that of a report that all reports together date to the day is as good.
    let reckoned = |at: &usize| when::calendar(dates, all[*at].moment?).filter(|(first, last)| first == last).map(|day| day.0.to_string());
    let told_day = |at: &&usize| strength(all[**at].event.factuality) == strength(best.event.factuality);
    let settled = group
        .iter()
        .filter(told_day)
        .find_map(day)
        .or_else(|| group.iter().filter(told_day).find_map(reckoned))
        .or_else(|| group.iter().find_map(day));
    let precise = group.iter().filter_map(|at| all[*at].when).min_by_key(|value| match when::reach(value) {
        Some((first, last)) => (0, when::apart(last, first), *value),
        // A day of the week says more than a week.
        None => (if value.starts_with("XXXX-WXX-") { 1 } else { 2 }, 0, *value),
    });
    let tells = |factuality| group.iter().any(|at| all[*at].event.factuality == factuality);
    Happening {
        // Of those who meet and sign, that they meet.
        kind: if group.iter().any(|at| all[*at].event.event_type == EventType::Consult) {
            EventType::Consult
        } else {
            best.event.event_type
        },
        together: comes_together(best.event),
        factuality: best.event.factuality,
        denied: tells(Factuality::Denied) && (tells(Factuality::Happened) || tells(Factuality::Ongoing)),
        historical: group.iter().all(|at| all[*at].event.historical),
        who: best.who.iter().copied().collect(),
        // Who takes part on equal terms is not also acted on.
        whom: best.whom.difference(&best.who).copied().collect(),
        place: group.iter().find_map(|at| all[*at].place),
        when: settled.or_else(|| precise.map(str::to_owned)),
        tellings: group.iter().map(|at| (all[*at].report, all[*at].id)).collect(),
        accounts: accounts(readings, copies, &told),
    }
}

impl Happening {
    /// Whether it is a meeting: people or groups in one place, or talking.
    pub fn is_meeting(&self) -> bool {
        (self.together || self.kind == EventType::Consult) && self.who.len() + self.whom.len() > 1
    }
    /// Whether anybody tells it as done.
    pub fn is_done(&self) -> bool {
        matches!(self.factuality, Factuality::Happened | Factuality::Ongoing)
    }
}

#[cfg(test)]
mod tests {
    use crate::made::Made;
    use readout_core::{EntityType, Reading};
    use serde_json::json;

    const SHARED: &str = "Mara Todor and Ilan Vesh sat down for three hours in the old town hall by the river, and both of them left without a \
                          word to the crowd that had waited in the rain since the early morning.";

    fn report(id: &str, text: &str, day: Option<&str>) -> Reading {
        let made = Made::report(id, text).names(EntityType::PER, &["Mara Todor", "Ilan Vesh"]);
        let made = match day {
            Some(day) => made.published(day).time("Todor", day),
            None => made.published("2031-06-11"),
        };
        let changes = if day.is_some() { json!({"time": 0}) } else { json!({}) };
        made.event(text.split_once("sat down").map_or("met", |_| "sat down"), "CONSULT", &["Mara Todor", "Ilan Vesh"], changes).done()
    }

    /// An undated copy of a dated report tells its meeting, and not also that of another day.
    #[test]
    fn what_is_one_with_one_day_is_not_one_with_another() {
        let dated = report("a", SHARED, Some("2031-06-08"));
        let copy = report("b", SHARED, None);
        let other = report("c", "Mara Todor met Ilan Vesh at the border.", Some("2031-06-12"));
        let readings = [dated, copy, other];
        let found: Vec<(String, usize)> = crate::join(&readings)
            .happenings
            .into_iter()
            .map(|happening| (happening.when.unwrap_or_default(), happening.tellings.len()))
            .collect();
        assert_eq!(found, [("2031-06-08".to_owned(), 2), ("2031-06-12".to_owned(), 1)]);
    }
}
