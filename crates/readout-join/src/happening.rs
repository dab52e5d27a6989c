//! What happened, or is expected to, once for each event however many reports tell of it; meetings among them.
//!
//! Two reports tell of one event where they share the text that tells it, or where the kind is the same, who takes part agrees, and the dates
//! can be one. A person stands for the office they hold: `the foreign ministers met` and `Ardesh and the Council met` can be one meeting. A
//! telling without a date joins others only where nothing else could be meant.

use crate::account::{Account, Telling, accounts};
use crate::copies::Copies;
use crate::dates::Dates;
use crate::entity::Cast;
use crate::groups::Groups;
use crate::office::plain;
use crate::when;
use readout_core::{EntityId, EntityType, Event, EventId, EventType, Factuality, Reading, Span};
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
}

/// Days within which undated reports tell of one meeting of the same people, where there is only one that they can mean. Set by hand.
const NEAR: i64 = 8;

/// For each actor, the states and groups it holds an office in, by any report.
pub(crate) fn acts_for(readings: &[Reading], cast: &Cast) -> BTreeMap<usize, BTreeSet<usize>> {
    let mut acts_for: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (report, reading) in readings.iter().enumerate() {
        for role in &reading.roles {
            if let (Some(person), Some(org)) = (cast.actor(report, role.entity), role.org.and_then(|org| cast.state(report, org)))
                && person != org
            {
                acts_for.entry(person).or_default().insert(org);
            }
        }
    }
    acts_for
}

/// For each unnamed person of a report whose office only one named person is seen in by all reports, that person: `Ardesh's foreign minister`.
fn office_holders(readings: &[Reading], cast: &Cast) -> BTreeMap<(usize, EntityId), usize> {
    type Key = (String, usize);
    let key = |report: usize, role: &readout_core::Role| -> Option<Key> {
        let org = cast.state(report, role.org?)?;
        // Newspapers call a foreign minister so.
        let title = plain(&role.title);
        Some((if title == "top diplomat" { "foreign minister".to_owned() } else { title }, org))
    };
    let mut holders: BTreeMap<Key, BTreeSet<usize>> = BTreeMap::new();
    for (report, reading) in readings.iter().enumerate() {
        for role in &reading.roles {
            let named = cast.actor(report, role.entity).filter(|actor| cast.actors[*actor].named);
            if let (Some(actor), Some(key)) = (named, key(report, role)) {
                holders.entry(key).or_default().insert(actor);
            }
        }
    }
    let mut found = BTreeMap::new();
    for (report, reading) in readings.iter().enumerate() {
        for role in reading.roles.iter().filter(|role| role.status.is_none()) {
            let unnamed = cast.actor(report, role.entity).is_some_and(|actor| {
                let actor = &cast.actors[actor];
                !actor.named && actor.kind == EntityType::PER
            });
            let known = key(report, role).and_then(|key| holders.get(&key)).filter(|known| known.len() == 1 && unnamed);
            found.extend(known.and_then(|known| known.first()).map(|actor| ((report, role.entity), *actor)));
        }
    }
    found
}

/// The stretch that tells an event: its clause, else its sentence, else its words.
pub fn stretch(reading: &Reading, event: &Event) -> Span {
    event.extent.or_else(|| reading.sentence_around(event.span)).unwrap_or(event.span)
}

/// Joins the events of all readings.
pub fn happenings(readings: &[Reading], copies: &Copies, cast: &Cast, dates: &Dates) -> Vec<Happening> {
    let acts_for = acts_for(readings, cast);
    let holders = office_holders(readings, cast);
    let mut all: Vec<Told<'_>> = Vec::new();
    for (report, reading) in readings.iter().enumerate() {
        let actor = |entity: &EntityId| holders.get(&(report, *entity)).copied().or_else(|| cast.actor(report, *entity));
        let actors = |entities: &[EntityId]| entities.iter().filter_map(actor).collect::<BTreeSet<_>>();
        // An event with an empty span was called wrong by a person.
        for (place, event) in reading.events.iter().enumerate().filter(|(_, event)| !event.span.is_empty()) {
            let who: BTreeSet<usize> = actors(&event.actors).union(&actors(&event.participants)).copied().collect();
            let whom = actors(&event.recipients);
            all.push(Told {
                report,
                event,
                id: EventId::new(place),
                all: who.union(&whom).copied().collect(),
                who,
                whom,
                place: event.place.and_then(|place| cast.actor(report, place)),
                when: event.time.and_then(|time| when::value(reading, time)),
                moment: event.time.and_then(|time| when::moment(readings, dates, report, time)),
            });
        }
    }
    // Only tellings of one kind that share somebody (or whom they act for) are compared.
    let mut near: BTreeMap<(EventType, usize), Vec<usize>> = BTreeMap::new();
    for (at, told) in all.iter().enumerate() {
        let mut keys = told.all.clone();
        keys.extend(told.all.iter().filter_map(|actor| acts_for.get(actor)).flatten());
        for key in keys {
            near.entry((told.event.event_type, key)).or_default().push(at);
        }
    }
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for places in near.values().filter(|places| places.len() <= 400) {
        for (n, one) in places.iter().enumerate() {
            pairs.extend(places[n + 1..].iter().map(|other| (*one, *other)).filter(|(one, other)| all[*one].report != all[*other].report));
        }
    }
    let mut groups = Groups::new(all.len());
    let mut loose: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (one, other) in pairs {
        let same_text = copies.same_text((all[one].report, all[one].event.span), (all[other].report, all[other].event.span));
        let one_day = all[one].moment.zip(all[other].moment).and_then(|(one, other)| when::one_day(dates, one, other));
        if same_text && one_day != Some(false) {
            groups.join(one, other);
        } else if agree(&all[one], &all[other], &acts_for, cast) {
            match one_day {
                Some(true) => groups.join(one, other),
                Some(false) => {}
                // Without a day, those who meet must be the same, not some of them.
                None if all[one].all.len() == all[other].all.len() && close(readings, dates, copies, &all[one], &all[other]) => {
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
    for (at, others) in &loose {
        for other in others.iter().filter(|other| all[*at].moment.is_none() || all[**other].moment.is_none()) {
            if dated[at].union(&dated[other]).count() <= 1 {
                groups.join(*at, *other);
            }
        }
    }
    let mut happenings: Vec<((u8, i64, i64), Happening)> = groups
        .all()
        .into_iter()
        .map(|group| {
            let order = group.iter().map(|at| when::moment_order(dates, all[*at].moment)).min().unwrap_or((2, 0, 0));
            (order, happening(readings, copies, &all, group))
        })
        .collect();
    happenings.sort_by_key(|(order, happening)| (*order, happening.tellings.first().copied()));
    happenings.into_iter().map(|(_, happening)| happening).collect()
}

/// Whether who takes part agrees.
fn agree(one: &Told<'_>, other: &Told<'_>, acts_for: &BTreeMap<usize, BTreeSet<usize>>, cast: &Cast) -> bool {
    let stands_for = |person: usize, org: usize| acts_for.get(&person).is_some_and(|orgs| orgs.contains(&org));
    let same = |one: usize, other: usize| one == other || stands_for(one, other) || stands_for(other, one);
    let shared = |one: &BTreeSet<usize>, other: &BTreeSet<usize>| {
        one.iter().filter(|actor| other.iter().any(|against| same(**actor, *against))).count()
    };
    let named = |told: &Told<'_>| told.all.iter().filter(|actor| cast.actors[**actor].named).count();
    let (few, many) = if one.all.len() <= other.all.len() { (one, other) } else { (other, one) };
    if one.event.event_type == EventType::Consult {
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
    near && a.event.event_type == EventType::Consult || one_text && a.when == b.when
}

fn happening(readings: &[Reading], copies: &Copies, all: &[Told<'_>], mut group: Vec<usize>) -> Happening {
    let strength = |factuality: Factuality| match factuality {
        Factuality::Happened => 0,
        Factuality::Ongoing => 1,
        Factuality::Planned => 2,
        Factuality::Hypothetical => 3,
        Factuality::Denied => 4,
    };
    group.sort_by_key(|at| {
        let told = &all[*at];
        (strength(told.event.factuality), told.event.historical, std::cmp::Reverse(told.all.len() + usize::from(told.place.is_some())), *at)
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
    let settled = group.iter().find_map(|at| match all[*at].moment {
        Some(when::Moment::Absolute(first, last)) if first == last => Some(first.to_string()),
        _ => None,
    });
    let precise = group.iter().filter_map(|at| all[*at].when).min_by_key(|value| match when::reach(value) {
        Some((first, last)) => (0, when::apart(last, first), *value),
        None => (1, 0, *value),
    });
    let tells = |factuality| group.iter().any(|at| all[*at].event.factuality == factuality);
    Happening {
        kind: best.event.event_type,
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
        self.kind == EventType::Consult && self.who.len() + self.whom.len() > 1
    }
    /// Whether anybody tells it as done.
    pub fn is_done(&self) -> bool {
        matches!(self.factuality, Factuality::Happened | Factuality::Ongoing)
    }
}
