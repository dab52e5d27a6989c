//! One event told in three sentences is one event.
//!
//! Two tellings are one when type and factuality agree, the sides of one are among the sides of the other, and neither their times nor, of meetings, their places differ. The
//! first telling stays and takes from the later ones what it lacks.

use crate::doc::Doc;
use crate::mention::Cast;
use readout_core::{EntityId, EntityType, Event, EventType, Factuality};

/// Merges tellings of the same event, in order of the text.
pub(super) fn merge(told: Vec<Event>, doc: &Doc<'_>, cast: &Cast) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    for telling in told {
        if let Some(lead) = events.iter_mut().find(|event| introduces(event, &telling, doc, cast)) {
            lead.participants.clear();
            lead.actors.clear();
            absorb(lead, telling);
            continue;
        }
        match events.iter_mut().find(|event| same(event, &telling, doc)) {
            Some(event) => absorb(event, telling),
            None => events.push(telling),
        }
    }
    events
}

/// A report's first sentence often says what people are, and the next who: `Ardesh's foreign minister and the council's leader met on Thursday. …
/// Mara Todor and Ilan Vesh spent four hours in talks.` The one meeting of two people without names is that of the two who have some.
fn introduces(lead: &Event, telling: &Event, doc: &Doc<'_>, cast: &Cast) -> bool {
    let sentence = |event: &Event| doc.sentence_of.get(doc.token_at(event.span.start)).copied();
    let next = sentence(lead).zip(sentence(telling)).is_some_and(|(lead, next)| lead < 4 && next == lead + 1);
    let both = lead.event_type == EventType::Consult && telling.event_type == EventType::Consult;
    let happened = [lead, telling].iter().all(|event| matches!(event.factuality, Factuality::Happened | Factuality::Ongoing));
    let named = |entity: &EntityId| cast.entity(*entity).named && cast.entity(*entity).entity_type == EntityType::PER;
    let apart =
        lead.time.is_some() && telling.time.is_some() || lead.place.is_some() && telling.place.is_some() && lead.place != telling.place;
    both && next
        && happened
        && !apart
        && lead.participants.len() == 2
        && telling.participants.len() == 2
        && !lead.participants.iter().any(named)
        && telling.participants.iter().all(named)
}

fn same(a: &Event, b: &Event, doc: &Doc<'_>) -> bool {
    let both_told = |event: &Event| matches!(event.factuality, Factuality::Happened | Factuality::Ongoing);
    let factual = a.factuality == b.factuality || (both_told(a) && both_told(b));
    let timed = a.time.is_none() || b.time.is_none() || a.time == b.time;
    if a.event_type != b.event_type || !factual || !timed {
        return false;
    }
    if a.event_type == EventType::Consult {
        // A meeting in one town is not that in another.
        if a.place.is_some() && b.place.is_some() && a.place != b.place {
            return false;
        }
        // Talks of two, dated by themselves, are not those of three (`sat down with Rell and Sarn last week`, `met Rell on Tuesday`).
        let (few, many) = if a.participants.len() <= b.participants.len() { (a, b) } else { (b, a) };
        if few.participants.len() < many.participants.len() && few.time.is_some() && few.time != many.time {
            return false;
        }
        return nested(&a.participants, &b.participants, 2);
    }
    let lemma = |event: &Event| doc.tokens.get(doc.token_at(event.span.start)).map(|token| token.lemma.clone());
    nested(&a.actors, &b.actors, 1) && nested(&a.recipients, &b.recipients, 1) && lemma(a) == lemma(b)
}

/// Whether one list holds the other, with at least `least` in common.
fn nested(a: &[EntityId], b: &[EntityId], least: usize) -> bool {
    let common = a.iter().filter(|entity| b.contains(entity)).count();
    common >= least && common == a.len().min(b.len())
}

fn absorb(event: &mut Event, telling: Event) {
    let add = |to: &mut Vec<EntityId>, from: Vec<EntityId>| {
        for entity in from {
            if !to.contains(&entity) {
                to.push(entity);
            }
        }
    };
    add(&mut event.actors, telling.actors);
    add(&mut event.participants, telling.participants);
    add(&mut event.recipients, telling.recipients);
    event.recipients.retain(|recipient| !event.actors.contains(recipient));
    event.place = event.place.or(telling.place);
    event.time = event.time.or(telling.time);
    event.since = event.since.or(telling.since);
    event.mode = event.mode.take().or(telling.mode);
    event.also.push(telling.extent.unwrap_or(telling.span));
    for detail in telling.details {
        if !event.details.contains(&detail) {
            event.details.push(detail);
        }
    }
    for figure in telling.figures {
        if !event.figures.contains(&figure) {
            event.figures.push(figure);
        }
    }
}
