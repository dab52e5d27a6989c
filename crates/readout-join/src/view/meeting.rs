//! Meetings, visits and calls: who with which office, when and where, at which level, whether held, and what each side gave out about it.

use super::office::office_on;
use super::{Party, party};
use crate::Evidence;
use crate::brief::make::{Desk, word};
use crate::brief::{Cite, Note, Statement, When};
use crate::cited::clean;
use crate::happening::{Happening, account_of, is_visit, stretch};
use crate::when;
use jiff::civil::Date;
use readout_core::{AttributionId, EntityType, Event, EventId, Factuality, Reading, Span};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A meeting by everybody's account.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Meeting {
    /// Its place in [`crate::Record::happenings`].
    pub happening: usize,
    /// Meeting, visit or call.
    pub kind: Kind,
    /// Whether it was held.
    pub status: Status,
    /// Some tell it as held, others deny it.
    pub denied: bool,
    /// Told as background from before the story's present.
    pub historical: bool,
    /// When, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// The day, where it is known to the day: ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The side in whose country it is, where one is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// Who takes part, each with the office of that day.
    pub participants: Vec<Party>,
    /// At which level, where the offices of two sides are known: that of the lower side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// Sides: states and groups, each with whoever acts for it.
    pub n_sides: usize,
    /// `first talks since February 2031` and at the margins of what, in the reports' words.
    pub notes: Vec<Note>,
    /// In the words of the report that tells it most fully.
    pub words: String,
    /// By whose account, where no report tells it as its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub according_to: Option<String>,
    /// Independent accounts of what `status` says.
    pub n_accounts: usize,
    /// Who they are.
    pub accounts: Vec<String>,
    /// Every telling, in order of the reports.
    pub tellings: Vec<Told>,
    /// Where it was announced or expected, if it was held.
    pub expected: Vec<Cite>,
    /// What each side gave out about it.
    pub readouts: Vec<Readout>,
    /// Evidence for `status`, one for each report.
    pub cites: Vec<Cite>,
}

/// How people meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// In one place, or talks as such.
    Meeting,
    /// Somebody goes somewhere; whom they meet there is not said.
    Visit,
    /// By telephone or over a line.
    Call,
}

/// Whether it was held, by the reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Told as held, or going on.
    Held,
    /// Announced or expected; no report tells it as held.
    Expected,
    /// Called off or put off.
    CalledOff,
    /// Told as not held, or not planned.
    Denied,
}

impl Status {
    /// In words.
    pub fn text(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Expected => "expected",
            Self::CalledOff => "called off",
            Self::Denied => "denied",
        }
    }
}

/// Rank of those who meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Heads of states, governments, groups and organisations.
    Leaders,
    /// Ministers.
    Ministers,
    /// Envoys, ambassadors, negotiators, mediators.
    Envoys,
    /// Other officials.
    Officials,
}

impl Level {
    /// In words.
    pub fn text(self) -> &'static str {
        match self {
            Self::Leaders => "leaders",
            Self::Ministers => "ministers",
            Self::Envoys => "envoys",
            Self::Officials => "officials",
        }
    }

    /// The rank that a title gives. Titles as English-language reports write them; unknown titles give none.
    pub fn of(title: &str) -> Option<Self> {
        let title = title.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| title.split(|c: char| !c.is_alphanumeric()).any(|own| own == *word));
        let below = has(&["deputy", "vice", "assistant", "under", "undersecretary", "former"]);
        if has(&["envoy", "ambassador", "negotiator", "mediator", "representative", "delegate", "emissary", "consul"]) {
            return Some(Self::Envoys);
        }
        if title.contains("prime minister") || has(&["premier", "chancellor", "taoiseach"]) {
            return Some(if below { Self::Ministers } else { Self::Leaders });
        }
        if has(&["minister"]) || title.contains("secretary of ") || title.contains("top diplomat") || title.contains("foreign secretary") {
            return Some(if below { Self::Officials } else { Self::Ministers });
        }
        if has(&["defense", "defence"]) && has(&["secretary"]) {
            return Some(if below { Self::Officials } else { Self::Ministers });
        }
        if has(&["president", "king", "queen", "emir", "sultan", "monarch", "pope", "head", "leader", "prince"])
            || title.contains("secretary-general")
            || title.contains("secretary general")
            || title.contains("head of state")
        {
            return Some(if has(&["deputy", "assistant", "former"]) { Self::Officials } else { Self::Leaders });
        }
        let official = has(&[
            "official",
            "spokesman",
            "spokeswoman",
            "spokesperson",
            "adviser",
            "advisor",
            "aide",
            "commander",
            "general",
            "governor",
            "director",
            "mayor",
            "secretary",
            "coordinator",
            "diplomat",
            "chief",
            "commissioner",
            "senator",
            "lawmaker",
        ]);
        official.then_some(Self::Officials)
    }
}

/// One telling of a meeting.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Told {
    /// `happened`, `ongoing`, `planned`, `denied`, `hypothetical`.
    pub factuality: String,
    /// Day of the report, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// By whose account, where not the report's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub according_to: Option<String>,
    /// The report's words.
    pub words: String,
    /// Where they stand.
    pub cite: Cite,
}

/// What one who took part, or somebody of their side, said of the meeting.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Readout {
    /// Who gave it out.
    pub by: Party,
    /// For which of the sides.
    pub side: String,
    /// What was said.
    pub statement: Statement,
}

/// Words by which an arranged meeting is told as not to be held.
const CALLED_OFF: &[&str] = &["cancel", "called off", "call off", "calls off", "calling off", "postpon", "put off", "scrapp", "shelved"];

/// The meeting that a happening is; none for what is no meeting or only wished for.
pub(super) fn meeting(desk: &Desk<'_>, at: usize) -> Option<Meeting> {
    let happening = &desk.record.happenings[at];
    if !happening.is_meeting() {
        return None;
    }
    let (report, id, span) = happening.fullest(desk.readings, &desk.record.cast)?;
    let event_of = |(report, id): &(usize, EventId)| &desk.readings[*report].events[id.index()];
    let told_words = |(report, id): &(usize, EventId)| {
        let reading = &desk.readings[*report];
        sentence(reading, reading.events[id.index()].span).of(&reading.text).to_lowercase()
    };
    let off = |telling: &(usize, EventId)| {
        let event = event_of(telling);
        event.factuality == Factuality::Denied && {
            let words = told_words(telling);
            CALLED_OFF.iter().any(|sign| words.contains(sign))
        }
    };
    // `the planned trip, which was cancelled`.
    let dropped = |telling: &(usize, EventId)| {
        let reading = &desk.readings[telling.0];
        let event = event_of(telling);
        let clause = stretch(reading, event);
        let after = reading.text.get(event.span.end as usize..clause.end.max(event.span.end) as usize).unwrap_or_default().to_lowercase();
        CALLED_OFF.iter().any(|sign| ["was ", "were ", "been "].iter().any(|be| after.contains(&format!("{be}{sign}"))))
    };
    let status = match happening.factuality {
        Factuality::Happened | Factuality::Ongoing => Status::Held,
        Factuality::Planned if happening.tellings.iter().any(|telling| off(telling) || dropped(telling)) => Status::CalledOff,
        Factuality::Planned => Status::Expected,
        Factuality::Denied if happening.tellings.iter().any(off) => Status::CalledOff,
        Factuality::Denied => Status::Denied,
        Factuality::Hypothetical => return None,
    };
    let supports = |telling: &&(usize, EventId)| {
        let factuality = event_of(telling).factuality;
        matches!(factuality, Factuality::Happened | Factuality::Ongoing) == happening.is_done()
    };
    let backing: Vec<(usize, EventId)> = happening.tellings.iter().filter(supports).copied().collect();
    let day = happening.when.as_deref().and_then(when::day);
    let reports: BTreeSet<usize> = backing.iter().map(|(report, _)| *report).collect();
    let people: Vec<usize> = happening.who.iter().chain(&happening.whom).copied().collect();
    let visit = backing.iter().all(|telling| is_visit(event_of(telling)));
    // Who comes home visits nobody.
    if visit && backing.iter().all(|telling| event_words(desk, telling).starts_with("return")) {
        return None;
    }
    // Who is interviewed meets the press.
    let press = |actor: &usize| {
        let actor = &desk.record.cast.actors[*actor];
        actor.sector.as_deref() == Some("JRN")
            || backing.iter().any(|(report, _)| desk.readings[*report].report.outlet.as_ref() == Some(&actor.name))
    };
    if people.iter().filter(|actor| !press(actor)).count() < 2 {
        return None;
    }
    // `I met my family`: whom, only the report can tell.
    if people.iter().filter(|actor| desk.is_told_by_name(**actor)).count() < 2 {
        return None;
    }
    // To visit the wounded, or a hospital, is to meet nobody; and a vehicle visits nobody.
    let cast = &desk.record.cast;
    let comes = |actor: &usize| {
        let actor = &cast.actors[*actor];
        let one = matches!(actor.kind, EntityType::PER | EntityType::ORG | EntityType::GPE | EntityType::NORP);
        one && (actor.named || actor.code.is_some())
    };
    let receives = |actor: &usize| matches!(cast.actors[*actor].kind, EntityType::PER | EntityType::GPE | EntityType::NORP);
    let received = happening.whom.is_empty() || happening.whom.iter().any(receives);
    if visit && (!happening.who.iter().any(comes) || !received) {
        return None;
    }
    let met = |actor: &usize| cast.actors[*actor].named;
    if visit && (!happening.whom.iter().any(met) && happening.who.iter().filter(|actor| met(actor)).count() < 2) {
        return None;
    }
    let call = backing.iter().any(|telling| event_of(telling).mode.as_deref() == Some("phone"));
    let kind = if call {
        Kind::Call
    } else if visit {
        Kind::Visit
    } else {
        Kind::Meeting
    };
    let participants: Vec<Party> = people
        .iter()
        .map(|actor| {
            let person = desk.record.cast.actors[*actor].kind == EntityType::PER;
            let office = if person && !happening.historical { office_on(desk, *actor, &reports, day) } else { None };
            party(desk, *actor, office)
        })
        .collect();
    let sides = sides(desk, &participants);
    // A description that was taken for a place says nothing to a reader.
    let place = happening.place.filter(|place| desk.record.cast.actors[*place].named);
    let host = place.and_then(|place| host(desk, place, &sides));
    let spans = |tellings: &[(usize, EventId)]| -> Vec<Evidence> {
        let each = tellings.iter().flat_map(|telling| {
            let spans = happening.stretches(desk.readings, &desk.record.cast, *telling);
            spans.into_iter().map(|span| Evidence { report: telling.0, span })
        });
        each.collect()
    };
    let expected: Vec<(usize, EventId)> = if status == Status::Held {
        happening.tellings.iter().filter(|telling| event_of(telling).factuality == Factuality::Planned).copied().collect()
    } else {
        Vec::new()
    };
    Some(Meeting {
        happening: at,
        kind,
        status,
        denied: happening.denied,
        historical: happening.historical,
        when: moment(desk, happening),
        day: day.map(|day| day.to_string()),
        place: place.map(|place| desk.name(place)),
        host,
        level: level(&participants, &sides),
        n_sides: sides.values().collect::<BTreeSet<_>>().len(),
        participants,
        notes: notes(desk, happening),
        words: desk.words(report, span),
        according_to: told_by(desk, report, event_of(&(report, id)), span),
        n_accounts: happening.accounts.len(),
        accounts: Desk::accounts(&happening.accounts),
        tellings: tellings(desk, happening),
        expected: desk.cites(spans(&expected)),
        readouts: readouts(desk, &backing, &people, &sides),
        cites: desk.cites(spans(&backing)),
    })
}

fn event_words(desk: &Desk<'_>, (report, id): &(usize, EventId)) -> String {
    let reading = &desk.readings[*report];
    reading.events[id.index()].span.of(&reading.text).to_lowercase()
}

fn sentence(reading: &Reading, span: Span) -> Span {
    reading.sentence_around(span).unwrap_or(span)
}

/// The day as the record has it, with the words of a report that say so.
fn moment(desk: &Desk<'_>, happening: &Happening) -> Option<When> {
    let value = happening.when.as_deref()?;
    let with_words = happening.tellings.iter().find_map(|(report, id)| {
        let reading = &desk.readings[*report];
        let time = reading.events[id.index()].time?;
        let own = when::value(reading, time).filter(|own| *own == value)?;
        desk.when_of(*report, Some(time), Some(own))
    });
    with_words.or_else(|| Some(When { value: value.to_owned(), words: None, absolute: when::is_absolute(value) }))
}

/// By whose account a stretch tells an event: the event's own, or that of who says the further words in which it is told.
fn told_by(desk: &Desk<'_>, report: usize, event: &Event, span: Span) -> Option<String> {
    let reading = &desk.readings[report];
    let attribution = account_of(reading, event, span)?;
    let speaker = desk.record.cast.actor(report, attribution.speaker?)?;
    (desk.record.cast.actors[speaker].sector.as_deref() != Some("JRN")).then(|| desk.name(speaker))
}

fn notes(desk: &Desk<'_>, happening: &Happening) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    let mut add = |text: String, cite: Cite| match notes.iter_mut().find(|note| note.text.eq_ignore_ascii_case(&text)) {
        Some(known) => known.cites.push(cite),
        None => notes.push(Note { text, cites: vec![cite] }),
    };
    for (report, id) in &happening.tellings {
        let reading = &desk.readings[*report];
        let event = &reading.events[id.index()];
        if let Some(since) = event.since {
            add(desk.words(*report, since), desk.cite(*report, vec![since]));
        }
        for margins in event.details.iter().filter_map(|detail| detail.strip_prefix("margins=")) {
            add(format!("at the margins of {}", clean(margins)), desk.cite(*report, vec![sentence(reading, event.span)]));
        }
        let other = event.time.and_then(|time| when::value(reading, time)).filter(|value| when::is_absolute(value));
        let apart = other.filter(|other| happening.when.as_deref().and_then(|when| when::can_be_one(when, other)) == Some(false));
        if let Some(other) = apart {
            add(format!("dated {other}"), desk.cite(*report, vec![stretch(reading, event)]));
        }
    }
    notes
}

fn tellings(desk: &Desk<'_>, happening: &Happening) -> Vec<Told> {
    let mut all: Vec<(usize, EventId)> = happening.tellings.clone();
    let place = |report: usize| (super::day_of(desk, report).is_none(), super::day_of(desk, report), report);
    all.sort_by_key(|(report, id)| (place(*report), *id));
    let told = |(report, id): (usize, EventId)| {
        let reading = &desk.readings[report];
        let event = &reading.events[id.index()];
        let spans = happening.stretches(desk.readings, &desk.record.cast, (report, id));
        let span = spans.first().copied().unwrap_or(event.span);
        Told {
            factuality: word(&event.factuality),
            published: reading.report.published.as_ref().map(|published| published.value.clone()),
            according_to: told_by(desk, report, event, span),
            words: desk.words(report, span),
            cite: desk.cite(report, spans),
        }
    };
    all.into_iter().map(told).collect()
}

/// For each who takes part, the state or group they are there for: their office's, else themselves.
fn sides(desk: &Desk<'_>, participants: &[Party]) -> BTreeMap<usize, usize> {
    let cast = &desk.record.cast;
    let mut sides = BTreeMap::new();
    for party in participants {
        let own = cast.state_of.get(&party.actor).copied().unwrap_or(party.actor);
        let side = party.office.as_ref().and_then(|office| office.org_actor).unwrap_or(own);
        // Ministries and the like stand with their state.
        let state = |actor: usize| {
            let code = cast.actors[actor].code.as_deref().filter(|_| cast.actors[actor].sector.as_deref() == Some("GOV"))?;
            participants
                .iter()
                .map(|party| party.actor)
                .chain(participants.iter().filter_map(|party| party.office.as_ref()?.org_actor))
                .find(|other| cast.actors[*other].kind == EntityType::GPE && cast.actors[*other].code.as_deref() == Some(code))
        };
        sides.insert(party.actor, state(side).unwrap_or(side));
    }
    sides
}

fn level(participants: &[Party], sides: &BTreeMap<usize, usize>) -> Option<Level> {
    let mut best: BTreeMap<usize, Level> = BTreeMap::new();
    for party in participants {
        let Some(level) = party.office.as_ref().and_then(|office| Level::of(&office.title)) else { continue };
        let side = sides.get(&party.actor).copied().unwrap_or(party.actor);
        best.entry(side).and_modify(|known| *known = level.min(*known)).or_insert(level);
    }
    (best.len() > 1).then(|| best.into_values().max()).flatten()
}

/// The side that has the place in its country.
fn host(desk: &Desk<'_>, place: usize, sides: &BTreeMap<usize, usize>) -> Option<String> {
    let cast = &desk.record.cast;
    let code = cast.actors[place].code.as_deref();
    let same = |side: &&usize| **side == place || code.is_some() && cast.actors[**side].code.as_deref() == code;
    let state = |side: &&usize| cast.actors[**side].kind == EntityType::GPE;
    sides.values().filter(same).find(state).map(|side| desk.name(*side))
}

/// What those who took part, or others of their side, say of the meeting: statements that tell of it themselves (`said they had met`), whose
/// sentence does (`said after the meeting`), or that follow it at once in the same paragraph.
fn readouts(desk: &Desk<'_>, backing: &[(usize, EventId)], people: &[usize], sides: &BTreeMap<usize, usize>) -> Vec<Readout> {
    let cast = &desk.record.cast;
    let mut chosen: BTreeMap<(usize, AttributionId), (usize, usize)> = BTreeMap::new();
    for (report, id) in backing {
        let reading = &desk.readings[*report];
        let event = &reading.events[id.index()];
        let told: Vec<Span> = std::iter::once(event.span).chain(event.also.iter().copied()).collect();
        for (place, attribution) in reading.attributions.iter().enumerate() {
            let Some(speaker) = attribution.speaker.and_then(|speaker| cast.actor(*report, speaker)) else { continue };
            let Some(side) = side_of(desk, speaker, people, sides) else { continue };
            let whole = attribution.cue.iter().chain(&attribution.content).chain(&attribution.source).copied().reduce(Span::cover);
            let Some(whole) = whole else { continue };
            let about = told.iter().any(|told| {
                let own = sentence(reading, *told);
                let inside = attribution.content.iter().any(|content| content.contains(*told));
                let same = sentence(reading, Span { start: whole.start, end: whole.start }).overlaps(own) || own.overlaps(whole);
                let paragraph = reading.paragraphs.iter().find(|paragraph| paragraph.contains(own));
                let next = paragraph.is_some_and(|paragraph| paragraph.contains(whole)) && whole.start >= own.end;
                inside || same || next
            });
            if about {
                chosen.insert((*report, AttributionId::new(place)), (speaker, side));
            }
        }
    }
    let mut seen = BTreeSet::new();
    let mut said_before = BTreeSet::new();
    let mut readouts = Vec::new();
    for ((report, id), (speaker, side)) in chosen {
        let statement = desk.record.statements.iter().position(|statement| statement.tellings.contains(&(report, id)));
        let Some(statement) = statement.filter(|statement| seen.insert(*statement)) else { continue };
        if let Some(said) =
            desk.statement(statement).filter(|said| !said.words.is_empty() && said_before.insert((speaker, said.words.clone())))
        {
            let office = office_on(desk, speaker, &BTreeSet::from([report]), None);
            readouts.push(Readout { by: party(desk, speaker, office), side: desk.name(side), statement: said });
        }
    }
    readouts
}

/// Whose side a speaker is on: their own where they took part, or that of the body they hold an office in.
fn side_of(desk: &Desk<'_>, speaker: usize, people: &[usize], sides: &BTreeMap<usize, usize>) -> Option<usize> {
    if people.contains(&speaker) {
        return sides.get(&speaker).copied();
    }
    if let Some(side) = sides.values().find(|side| **side == speaker) {
        return Some(*side);
    }
    let offices = desk.record.offices.iter().filter(|office| office.holders.iter().any(|holder| holder.actor == speaker));
    offices.filter_map(|office| office.org).find_map(|org| sides.values().copied().find(|side| *side == org))
}

/// All meetings of the record, in its order: by date, undated last.
pub(super) fn meetings(desk: &Desk<'_>, mut choose: impl FnMut(&Happening) -> bool) -> Vec<Meeting> {
    let places = (0..desk.record.happenings.len()).filter(|at| choose(&desk.record.happenings[*at]));
    let all: Vec<Meeting> = places.collect::<Vec<_>>().into_iter().filter_map(|at| meeting(desk, at)).collect();
    let in_passing = |told: &Meeting| all.iter().any(|meeting| is_in_passing(told, meeting));
    let told_as_meeting: Vec<bool> =
        all.iter().map(|told| all.iter().any(|meeting| is_on(desk, told, meeting)) || in_passing(told)).collect();
    all.into_iter().zip(told_as_meeting).filter(|(_, told)| !told).map(|(meeting, _)| meeting).collect()
}

/// Whether a meeting is told without a day and a place, where one of the same people has one: in passing, of that one or another of theirs.
fn is_in_passing(told: &Meeting, meeting: &Meeting) -> bool {
    let parties = |meeting: &Meeting| meeting.participants.iter().map(|party| party.actor).collect::<BTreeSet<_>>();
    let bare = told.when.is_none() && told.place.is_none() && told.cites.len() < 2;
    bare && told.kind == meeting.kind
        && told.status == Status::Held
        && meeting.status == Status::Held
        && meeting.day.is_some()
        && parties(told) == parties(meeting)
}

/// Whether a visit is that on which a meeting was, so that it tells nothing more: the visitor met somebody there.
fn is_on(desk: &Desk<'_>, visit: &Meeting, meeting: &Meeting) -> bool {
    let cast = &desk.record.cast;
    let place = |meeting: &Meeting| desk.record.happenings[meeting.happening].place;
    let shared = visit.participants.iter().filter(|party| Some(party.actor) != place(visit));
    let visitor = shared.into_iter().any(|party| meeting.participants.iter().any(|other| other.actor == party.actor));
    let host = |place: usize| meeting.participants.iter().any(|party| cast.side(party.actor) == cast.voice(place));
    let there = place(visit).is_some_and(|at| place(meeting) == Some(at) || place(meeting).is_none() && host(at));
    let apart = visit.when.as_ref().zip(meeting.when.as_ref()).and_then(|(one, other)| when::can_be_one(&one.value, &other.value));
    visit.kind == Kind::Visit && meeting.kind != Kind::Visit && visitor && there && apart != Some(false)
}

/// The day of a meeting, where it is known to the day.
pub(super) fn day(meeting: &Meeting) -> Option<Date> {
    meeting.day.as_deref().and_then(when::day)
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::made::Made;
    use readout_core::Reading;
    use serde_json::json;

    /// Meetings as `status when place: who`.
    fn check(readings: &[Reading], expect: &[&str]) {
        assert_eq!(lines(readings), expect);
    }

    fn lines(readings: &[Reading]) -> Vec<String> {
        let record = crate::join(readings);
        let desk = Desk::new(readings, &record);
        let line = |meeting: &Meeting| {
            let who: Vec<&str> = meeting.participants.iter().map(|party| party.name.as_str()).collect();
            let when = meeting.when.as_ref().map_or("-", |when| when.value.as_str());
            format!("{} {when} {}: {}", meeting.status.text(), meeting.place.as_deref().unwrap_or("-"), who.join(" · "))
        };
        meetings(&desk, |_| true).iter().map(line).collect()
    }

    /// A report of one meeting of Mara Todor and Ilan Vesh on a day in Sered.
    fn told(id: &str, text: &str, words: &str, factuality: &str, day: &str) -> Reading {
        Made::report(id, text)
            .published("2031-06-01")
            .names(EntityType::PER, &["Mara Todor", "Ilan Vesh"])
            .names(EntityType::GPE, &["Sered"])
            .time("Friday", day)
            .event(words, "CONSULT", &["Mara Todor", "Ilan Vesh"], json!({"factuality": factuality, "place": "Sered", "time": 0}))
            .done()
    }

    const PLAN: &str = "Mara Todor will meet Ilan Vesh in Sered on Friday.";

    #[test]
    fn a_meeting_called_off_is_told_so() {
        let plan = told("a", PLAN, "meet", "planned", "2031-06-06");
        check(std::slice::from_ref(&plan), &["expected 2031-06-06 Sered: Mara Todor · Ilan Vesh"]);
        let off = told("b", "Mara Todor cancelled talks with Ilan Vesh in Sered on Friday.", "talks", "denied", "2031-06-06");
        check(std::slice::from_ref(&off), &["called off 2031-06-06 Sered: Mara Todor · Ilan Vesh"]);
        check(&[plan.clone(), off], &["called off 2031-06-06 Sered: Mara Todor · Ilan Vesh"]);
        let put_off = told("b", "The talks of Mara Todor and Ilan Vesh in Sered on Friday were put off.", "talks", "denied", "2031-06-06");
        check(&[plan.clone(), put_off], &["called off 2031-06-06 Sered: Mara Todor · Ilan Vesh"]);
        // What was called off for one day may be held on another, and what is only denied was not called off.
        let other = told("b", "Mara Todor cancelled talks with Ilan Vesh in Sered on Friday.", "talks", "denied", "2031-07-04");
        let two = ["expected 2031-06-06 Sered: Mara Todor · Ilan Vesh", "called off 2031-07-04 Sered: Mara Todor · Ilan Vesh"];
        check(&[plan, other], &two);
        let denied = told("b", "Mara Todor did not meet Ilan Vesh in Sered on Friday.", "meet", "denied", "2031-06-06");
        check(&[denied], &["denied 2031-06-06 Sered: Mara Todor · Ilan Vesh"]);
    }

    #[test]
    fn a_meeting_planned_and_held_is_one() {
        let plan = told("a", PLAN, "meet", "planned", "2031-06-06");
        let held = told("b", "Mara Todor met Ilan Vesh in Sered on Friday.", "met", "happened", "2031-06-06");
        check(&[plan, held], &["held 2031-06-06 Sered: Mara Todor · Ilan Vesh"]);
    }

    #[test]
    fn who_signs_together_meets() {
        let sign = |who: &[&str]| {
            Made::report("a", "Mara Todor and Ilan Vesh signed an accord in Sered.")
                .names(EntityType::PER, &["Mara Todor", "Ilan Vesh"])
                .names(EntityType::GPE, &["Sered"])
                .event("signed", "SUPPORT", who, json!({"details": ["signed"], "place": "Sered"}))
                .done()
        };
        check(&[sign(&["Mara Todor", "Ilan Vesh"])], &["held - Sered: Mara Todor · Ilan Vesh"]);
        check(&[sign(&["Mara Todor"])], &[]);
    }

    #[test]
    fn the_next_sentence_says_who_signed() {
        let text = "The Nalvian government and the rebels signed a truce on Friday.\nMara Todor and rebel leader Ilan Vesh put their names to it in Sered.";
        let signed = |next: &[&str]| {
            Made::report("a", text)
                .published("2031-06-07")
                .names(EntityType::NORP, &["Nalvian"])
                .names(EntityType::GPE, &["Sered"])
                .names(EntityType::PER, &["Mara Todor", "Ilan Vesh"])
                .described(EntityType::ORG, "The Nalvian government")
                .described(EntityType::ORG, "the rebels")
                .role("Mara Todor", "minister", "The Nalvian government")
                .time("Friday", "2031-06-06")
                .event("signed", "SUPPORT", &["The Nalvian government", "the rebels"], json!({"details": ["signed"], "time": 0}))
                .event("put", "SUPPORT", next, json!({"details": ["signed"], "place": "Sered"}))
                .done()
        };
        check(&[signed(&["Mara Todor", "Ilan Vesh"])], &["held 2031-06-06 Sered: Mara Todor · Ilan Vesh"]);
    }

    #[test]
    fn who_is_met_on_a_visit_is_met_there() {
        let text = "Ilan Vesh came back from a visit to Sered on Friday. He met Mara Todor for two days.";
        let mut visit = Made::report("a", text)
            .published("2031-06-07")
            .names(EntityType::PER, &["Ilan Vesh", "Mara Todor"])
            .names(EntityType::GPE, &["Sered"])
            .time("Friday", "2031-06-06")
            .event("visit", "CONSULT", &["Ilan Vesh"], json!({"mode": "visit", "place": "Sered", "time": 0, "recipients": [2]}))
            .event("met", "CONSULT", &["Ilan Vesh", "Mara Todor"], json!({}))
            .done();
        let stop = text.find(". ").expect("two sentences") + 1;
        visit.sentences = vec![Span::new(0, stop), Span::new(stop + 1, text.len())];
        check(&[visit], &["held 2031-06-06 Sered: Ilan Vesh · Mara Todor"]);
    }

    #[test]
    fn a_meeting_told_in_passing_is_not_listed_beside_it() {
        let held = told("a", "Mara Todor met Ilan Vesh in Sered on Friday.", "met", "happened", "2031-06-06");
        let passing = |text: &str, who: &[&str]| {
            let report = Made::report("b", text).published("2032-08-01").names(EntityType::PER, &["Mara Todor", "Ilan Vesh", "Aksel Orn"]);
            report.event("meeting", "CONSULT", who, json!({})).done()
        };
        let text = "Mara Todor spoke of it after meeting Ilan Vesh, and not Aksel Orn.";
        check(&[held.clone(), passing(text, &["Mara Todor", "Ilan Vesh"])], &["held 2031-06-06 Sered: Mara Todor · Ilan Vesh"]);
        let both = ["held 2031-06-06 Sered: Mara Todor · Ilan Vesh", "held - -: Mara Todor · Aksel Orn"];
        check(&[held, passing(text, &["Mara Todor", "Aksel Orn"])], &both);
    }

    /// A report of `Mara Todor met Ilan Vesh and Aksel Orn` with more words, before which something else may be told.
    fn met_both(before: &str, more: &str, changes: &serde_json::Value) -> Made {
        let text = format!("{before}Mara Todor met Ilan Vesh and Aksel Orn{more}.");
        let people = ["Mara Todor", "Ilan Vesh", "Aksel Orn", "Oto Linde"];
        let known: Vec<&str> = people.into_iter().filter(|name| text.contains(name)).collect();
        let words = "met Ilan Vesh and Aksel Orn";
        Made::report("a", &text).names(EntityType::PER, &known).event(words, "CONSULT", &people[..3], changes.clone())
    }

    const ONE_OF_THREE: &str = "held - -: Mara Todor · Ilan Vesh · Aksel Orn";
    const TWO_OF_TWO: [&str; 2] = ["held - -: Mara Todor · Ilan Vesh", "held - -: Mara Todor · Aksel Orn"];

    #[test]
    fn who_is_met_separately_is_met_alone() {
        check(&[met_both("", "", &json!({})).done()], &[ONE_OF_THREE]);
        check(&[met_both("", " separately", &json!({})).done()], &TWO_OF_TWO);
    }

    #[test]
    fn a_meeting_with_one_of_them_is_one_of_two() {
        let more = ". In her meeting with Ilan Vesh, Mara Todor asked for a truce";
        let at = |words: &str| {
            let text = format!("Mara Todor met Ilan Vesh and Aksel Orn{more}.");
            text.find(words).map(|at| [at, at + words.len()]).expect("its words")
        };
        let also = |words: &str| json!({"also": [at(words)]});
        check(&[met_both("", more, &also("In her meeting with Ilan Vesh, Mara Todor")).done()], &TWO_OF_TWO);
        check(&[met_both("", more, &also("asked for a truce")).done()], &[ONE_OF_THREE]);
    }

    #[test]
    fn who_is_met_too_is_met_as_by_another() {
        let before = "Oto Linde met Ilan Vesh. Oto Linde spoke with Aksel Orn. ";
        let another = |made: Made| {
            made.event("met Ilan Vesh.", "CONSULT", &["Oto Linde", "Ilan Vesh"], json!({}))
                .event("spoke", "CONSULT", &["Oto Linde", "Aksel Orn"], json!({}))
                .done()
        };
        let first = ["held - -: Ilan Vesh · Oto Linde", "held - -: Aksel Orn · Oto Linde"];
        let lines = |more: &str| {
            let mut reading = another(met_both(before, more, &json!({})));
            // Events stand in the order of the text.
            reading.events.sort_by_key(|event| event.span);
            let mut lines = lines(&[reading]);
            lines.retain(|line| !first.contains(&line.as_str()));
            lines
        };
        assert_eq!(lines(" too"), TWO_OF_TWO);
        assert_eq!(lines(""), [ONE_OF_THREE]);
    }

    #[test]
    fn what_only_sums_up_meetings_is_none_of_its_own() {
        let alone = |id: &str, other: &str, day: &str| {
            Made::report(id, &format!("Mara Todor met {other} on Friday."))
                .published("2031-06-07")
                .names(EntityType::PER, &["Mara Todor", other])
                .time("Friday", day)
                .event("met", "CONSULT", &["Mara Todor", other], json!({"time": 0}))
                .done()
        };
        let summary = met_both("", " last week", &json!({"time": 0})).published("2031-06-10").time("last week", "2031-W23").done();
        let both = [alone("b", "Ilan Vesh", "2031-06-06"), alone("c", "Aksel Orn", "2031-06-05"), summary.clone()];
        check(&both, &["held 2031-06-05 -: Mara Todor · Aksel Orn", "held 2031-06-06 -: Mara Todor · Ilan Vesh"]);
        // One of them alone says nothing of the other, and what was in another week was another meeting.
        let one = [alone("b", "Ilan Vesh", "2031-06-06"), summary.clone()];
        assert!(lines(&one).iter().any(|line| line.ends_with("Mara Todor · Ilan Vesh · Aksel Orn")));
        let other = [alone("b", "Ilan Vesh", "2031-06-06"), alone("c", "Aksel Orn", "2031-06-13"), summary];
        assert!(lines(&other).iter().any(|line| line.ends_with("Mara Todor · Ilan Vesh · Aksel Orn")));
    }

    #[test]
    fn a_meeting_is_told_in_the_words_that_say_most() {
        let text = "There were talks between the minister and the envoy.\nMara Todor met Ilan Vesh in Sered.";
        let at = text.find("Mara Todor").expect("her name");
        let reading = Made::report("a", text)
            .names(EntityType::PER, &["Mara Todor", "Ilan Vesh"])
            .names(EntityType::GPE, &["Sered"])
            .event("talks", "CONSULT", &["Mara Todor", "Ilan Vesh"], json!({"place": "Sered", "also": [[at, text.len() - 1]]}))
            .done();
        let readings = [reading];
        let record = crate::join(&readings);
        let desk = Desk::new(&readings, &record);
        let meeting = meetings(&desk, |_| true).remove(0);
        assert_eq!(meeting.words, "Mara Todor met Ilan Vesh in Sered");
        assert_eq!(meeting.cites[0].sentence, Some(2));
        assert_eq!(meeting.cites[0].spans.len(), 2, "both sentences are evidence");
    }

    #[test]
    fn a_vague_title_gives_way_to_the_office() {
        let held = told("a", "Mara Todor met Ilan Vesh in Sered on Friday.", "met", "happened", "2031-06-06");
        let vague = Made::of(held).role("Mara Todor", "top diplomat", "Sered").role("Ilan Vesh", "Special Envoy", "Sered").done();
        let better = Made::report("b", "Mara Todor, foreign minister of Sered, spoke.")
            .published("2031-06-02")
            .names(EntityType::PER, &["Mara Todor"])
            .names(EntityType::GPE, &["Sered"])
            .role("Mara Todor", "foreign minister", "Sered")
            .done();
        let titles = |readings: &[Reading]| -> Vec<String> {
            let record = crate::join(readings);
            let parties = meetings(&Desk::new(readings, &record), |_| true).remove(0).participants;
            parties.into_iter().filter_map(|party| party.office).map(|office| office.title).collect()
        };
        assert_eq!(titles(std::slice::from_ref(&vague)), ["top diplomat", "Special Envoy"]);
        assert_eq!(titles(&[vague, better]), ["foreign minister", "Special Envoy"]);
    }

    #[test]
    fn a_planned_meeting_that_was_cancelled_is_off() {
        let plan = "Mara Todor planned talks with Ilan Vesh on Friday.\nTalks in Sered were cancelled.";
        check(&[told("a", plan, "talks", "planned", "2031-06-06")], &["expected 2031-06-06 Sered: Mara Todor · Ilan Vesh"]);
        let text = "Mara Todor planned talks with Ilan Vesh on Friday, which were cancelled.";
        let mut whole = told("a", &format!("{text}\nSered is far."), "talks", "planned", "2031-06-06");
        whole.events[0].extent = Some(Span::new(0, text.len()));
        check(&[whole], &["called off 2031-06-06 Sered: Mara Todor · Ilan Vesh"]);
    }

    #[test]
    fn a_visit_is_of_somebody_to_somebody() {
        let visit = |kind: EntityType, who: &str, to: EntityType, where_to: &str| {
            let reading = Made::report("a", &format!("{who} went to {where_to} today.")).names(kind, &[who]).names(to, &[where_to]);
            lines(&[reading.event("went", "CONSULT", &[who], json!({"mode": "visit", "recipients": [1]})).done()]).len()
        };
        assert_eq!(visit(EntityType::PER, "Mara Todor", EntityType::GPE, "Sered"), 1);
        assert_eq!(visit(EntityType::OTHER, "Sky Nine", EntityType::GPE, "Sered"), 0);
        assert_eq!(visit(EntityType::PER, "Mara Todor", EntityType::FAC, "Sered Hospital"), 0);
    }

    #[test]
    fn titles_have_a_rank() {
        let check = |title: &str, level: Option<Level>| assert_eq!(Level::of(title), level, "{title}");
        check("president", Some(Level::Leaders));
        check("prime minister", Some(Level::Leaders));
        check("deputy prime minister", Some(Level::Ministers));
        check("Foreign Minister", Some(Level::Ministers));
        check("deputy foreign minister", Some(Level::Officials));
        check("secretary of state", Some(Level::Ministers));
        check("special envoy", Some(Level::Envoys));
        check("head", Some(Level::Leaders));
        check("secretary-general", Some(Level::Leaders));
        check("spokeswoman", Some(Level::Officials));
        check("witness", None);
    }
}
