//! One event told in three sentences is one event.
//!
//! Two tellings are one when type and factuality agree, the sides of one are among the sides of the other, and neither their times nor, of meetings, their places differ. The
//! first telling stays and takes from the later ones what it lacks.

use crate::doc::Doc;
use readout_core::{EntityId, Event, EventType, Factuality};

/// Merges tellings of the same event, in order of the text.
pub(super) fn merge(told: Vec<Event>, doc: &Doc<'_>) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    for telling in told {
        match events.iter_mut().find(|event| same(event, &telling, doc)) {
            Some(event) => absorb(event, telling),
            None => events.push(telling),
        }
    }
    events
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
