//! What a person put right, kept beside the readings and applied to them again each time they are joined.
//!
//! Readings and [`Correction`]s come in; the readings go out as the person would have them, with [`Decisions`] on who is whom for
//! [`crate::join_with`]. A correction names the report by its identity and the place by its characters, never by the number of a row, so that
//! it holds after the report is read again, by another model or under another name. Where the words are no longer read as anything that the
//! correction could be about, it does nothing and is reported as [`Applied::lost`]. The readings in the store stay as they are.
//!
//! A row that a person calls wrong keeps its place, for other rows count on it: an event is left with an empty span, an attribution without
//! content, a figure without what it counts; joining passes over these. Positions and offices are taken out.

use readout_core::{CodepointIndex, Entity, EntityId, EventType, Factuality, Precision, Reading, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_64;

/// One correction: what, by whom, when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// Cut from the hash of what follows, up to the undoing: the same correction has the same id everywhere.
    pub id: String,
    /// When it was made: RFC 3339, UTC.
    pub made: String,
    /// Who signs it.
    pub by: String,
    /// What is put right.
    #[serde(flatten)]
    pub what: What,
    /// Why, in the person's words; of a note, the note.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub note: Option<String>,
    /// Who took it back, and when.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub undone: Option<Undone>,
}

/// That a correction was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// When: RFC 3339, UTC.
    pub made: String,
    /// By whom.
    pub by: String,
}

/// A place in a report that outlives a new reading.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Spot {
    /// The report's identity.
    pub report: String,
    /// Where, in code points of its text.
    pub span: Span,
    /// The words there, for people.
    pub words: String,
}

/// An entity of one report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Whom {
    /// The report's identity.
    pub report: String,
    /// Its name there.
    pub name: String,
    /// Its first mention, in code points.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub span: Option<Span>,
}

/// A layer of a reading that a person may call wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layer {
    /// Who says what.
    Attribution,
    /// What happened.
    Event,
    /// A claimed quantity.
    Figure,
    /// A time expression.
    Time,
    /// Where an actor stands.
    Position,
    /// An office.
    Role,
}

/// What is put right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum What {
    /// Two that the record takes for two are one.
    Merge {
        /// The one.
        one: Whom,
        /// The other.
        other: Whom,
    },
    /// These are one, and nobody else: taken out of the actor that they were part of.
    Split {
        /// Entities, at least one.
        entities: Vec<Whom>,
    },
    /// Somebody else says this.
    Speaker {
        /// The content of the attribution.
        at: Spot,
        /// Who says it; nobody, where no source is named.
        speaker: Option<Whom>,
    },
    /// A time expression means another day.
    Date {
        /// The expression.
        at: Spot,
        /// ISO 8601, as precise as it is known.
        value: String,
    },
    /// A report was published on another day.
    Published {
        /// The report's identity.
        report: String,
        /// ISO 8601, as precise as it is known.
        value: String,
    },
    /// An event is of another type, or happened otherwise than it was read.
    Event {
        /// The words of the predicate.
        at: Spot,
        /// PLOVER type, where it is another.
        #[serde(rename = "type", skip_serializing_if = "Option::is_none", default)]
        event_type: Option<EventType>,
        /// Whether it happened, where that is otherwise.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        factuality: Option<Factuality>,
        /// Who acts or takes part, where it is somebody else: all of them.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        who: Option<Vec<Whom>>,
        /// To whom it is done, where that is somebody else: all of them.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        whom: Option<Vec<Whom>>,
    },
    /// The report does not say this.
    Wrong {
        /// Of what layer.
        layer: Layer,
        /// Its words.
        at: Spot,
    },
    /// A remark, which changes nothing.
    Note {
        /// On words of a report, if on any.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        at: Option<Spot>,
        /// On an actor, if on one.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        whom: Option<Whom>,
    },
}

/// Who is whom, by a person's word: reports by their place in the list of readings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decisions {
    /// Pairs that are one.
    pub same: Vec<((usize, EntityId), (usize, EntityId))>,
    /// Sets that are one each, and nobody else.
    pub apart: Vec<Vec<(usize, EntityId)>>,
}

/// What came of applying corrections.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Applied {
    /// For joining.
    pub decisions: Decisions,
    /// Corrections, by id, that found nothing to put right, and why.
    pub lost: BTreeMap<String, String>,
}

impl Correction {
    /// A correction with its id.
    pub fn new(made: impl Into<String>, by: impl Into<String>, what: What, note: Option<String>) -> Self {
        let mut correction = Self { id: String::new(), made: made.into(), by: by.into(), what, note, undone: None };
        correction.id = correction.made_id();
        correction
    }

    /// The id that fits what it says.
    pub fn made_id(&self) -> String {
        let plain = Self { id: String::new(), undone: None, ..self.clone() };
        format!("{:016x}", xxh3_64(serde_json::to_string(&plain).unwrap_or_default().as_bytes()))
    }

    /// The word for its kind.
    pub fn kind(&self) -> &'static str {
        match self.what {
            What::Merge { .. } => "merge",
            What::Split { .. } => "split",
            What::Speaker { .. } => "speaker",
            What::Date { .. } => "date",
            What::Published { .. } => "published",
            What::Event { .. } => "event",
            What::Wrong { .. } => "wrong",
            What::Note { .. } => "note",
        }
    }

    /// Identities of the reports it is about.
    pub fn reports(&self) -> Vec<&str> {
        match &self.what {
            What::Merge { one, other } => vec![&one.report, &other.report],
            What::Split { entities } => entities.iter().map(|whom| whom.report.as_str()).collect(),
            What::Speaker { at, .. } | What::Date { at, .. } | What::Event { at, .. } | What::Wrong { at, .. } => vec![&at.report],
            What::Published { report, .. } => vec![report],
            What::Note { at, whom } => at.iter().map(|at| at.report.as_str()).chain(whom.iter().map(|whom| whom.report.as_str())).collect(),
        }
    }
}

/// Applies corrections, oldest first, to readings (offsets in bytes) with the given identities. Those taken back are passed over.
pub fn apply(readings: &mut [Reading], identities: &[String], corrections: &[Correction]) -> Applied {
    let places: BTreeMap<&str, usize> = identities.iter().enumerate().map(|(place, identity)| (identity.as_str(), place)).collect();
    let mut standing: Vec<&Correction> = corrections.iter().filter(|correction| correction.undone.is_none()).collect();
    standing.sort_by(|one, other| (&one.made, &one.id).cmp(&(&other.made, &other.id)));
    let mut applied = Applied::default();
    for correction in standing {
        if let Err(why) = apply_one(readings, &places, &correction.what, &mut applied.decisions) {
            applied.lost.insert(correction.id.clone(), why.to_owned());
        }
    }
    applied
}

const NO_REPORT: &str = "the report is not in this store";
const NO_WORDS: &str = "the words are not read as this any more";
const NO_ENTITY: &str = "nobody of this name is read in the report any more";
const NO_DATE: &str = "this is not a date";

fn apply_one(readings: &mut [Reading], places: &BTreeMap<&str, usize>, what: &What, decisions: &mut Decisions) -> Result<(), &'static str> {
    let report = |identity: &str| places.get(identity).copied().ok_or(NO_REPORT);
    let whom = |readings: &[Reading], whom: &Whom| {
        let place = report(&whom.report)?;
        Ok::<_, &'static str>((place, entity(&readings[place], whom).ok_or(NO_ENTITY)?))
    };
    match what {
        What::Merge { one, other } => decisions.same.push((whom(readings, one)?, whom(readings, other)?)),
        What::Split { entities } => {
            let members = entities.iter().map(|entity| whom(readings, entity)).collect::<Result<Vec<_>, _>>()?;
            decisions.apart.push(members);
        }
        What::Speaker { at, speaker } => {
            let place = report(&at.report)?;
            let speaker = speaker.as_ref().map(|speaker| entity(&readings[place], speaker).ok_or(NO_ENTITY)).transpose()?;
            let reading = &mut readings[place];
            let name = speaker.map(|speaker| reading.entities[speaker.index()].name.clone());
            for found in items(reading, Layer::Attribution, at.span) {
                let attribution = &mut reading.attributions[found];
                attribution.speaker = speaker;
                attribution.voice = Default::default();
                // The chain begins with who speaks.
                if let (Some(hop), Some(name)) = (attribution.chain.first_mut(), &name) {
                    (hop.entity, hop.span) = (speaker, None);
                    hop.name.clone_from(name);
                }
            }
            return something(items(&readings[place], Layer::Attribution, at.span));
        }
        What::Date { at, value } => {
            let precision = precision(value).ok_or(NO_DATE)?;
            let reading = &mut readings[report(&at.report)?];
            let found = items(reading, Layer::Time, at.span);
            for place in &found {
                let time = &mut reading.times[*place];
                time.value.clone_from(value);
                time.precision = precision;
                time.alternatives.clear();
                (time.anchor, time.relation) = (None, None);
            }
            return something(found);
        }
        What::Published { report: identity, value } => {
            let precision = precision(value).ok_or(NO_DATE)?;
            let published = readout_core::Published { value: value.clone(), precision, from: "correction".to_owned() };
            readings[report(identity)?].report.published = Some(published);
        }
        What::Event { at, event_type, factuality, who, whom } => {
            let reading = &mut readings[report(&at.report)?];
            let named = |parties: &Option<Vec<Whom>>| {
                let parties = parties.as_ref().map(|all| all.iter().map(|one| entity(reading, one).ok_or(NO_ENTITY)));
                parties.map(Iterator::collect::<Result<Vec<EntityId>, _>>).transpose()
            };
            let (who, whom) = (named(who)?, named(whom)?);
            let found = items(reading, Layer::Event, at.span);
            for place in &found {
                let event = &mut reading.events[*place];
                if let Some(event_type) = event_type.filter(|event_type| *event_type != event.event_type) {
                    event.event_type = event_type;
                    event.mode = None;
                }
                event.factuality = factuality.unwrap_or(event.factuality);
                if let Some(who) = &who {
                    // A meeting has participants, whatever else has actors.
                    let meets = event.event_type == EventType::Consult && (event.actors.is_empty() || who.len() > 1);
                    (event.actors, event.participants) = if meets { (Vec::new(), who.clone()) } else { (who.clone(), Vec::new()) };
                }
                if let Some(whom) = &whom {
                    event.recipients.clone_from(whom);
                }
            }
            return something(found);
        }
        What::Wrong { layer, at } => {
            let reading = &mut readings[report(&at.report)?];
            let found = items(reading, *layer, at.span);
            strike(reading, *layer, &found);
            return something(found);
        }
        What::Note { at, whom: about } => {
            at.iter().map(|at| report(&at.report)).collect::<Result<Vec<_>, _>>()?;
            about.iter().map(|about| whom(readings, about)).collect::<Result<Vec<_>, _>>()?;
        }
    }
    Ok(())
}

fn something(found: Vec<usize>) -> Result<(), &'static str> {
    if found.is_empty() { Err(NO_WORDS) } else { Ok(()) }
}

/// How precise an ISO 8601 date is: a year, a month, a day. None for anything else.
pub fn precision(value: &str) -> Option<Precision> {
    let fits = |pattern: &str| {
        value.len() == pattern.len()
            && value.bytes().zip(pattern.bytes()).all(|(is, of)| if of == b'9' { is.is_ascii_digit() } else { is == of })
    };
    let (first, _) = crate::when::reach(value)?;
    match value.len() {
        4 if fits("9999") => Some(Precision::Year),
        7 if fits("9999-99") => Some(Precision::Month),
        10 if fits("9999-99-99") && first.to_string() == value => Some(Precision::Day),
        _ => None,
    }
}

/// The characters by which an item of a layer is known, in bytes; none for what was called wrong.
pub fn extent(reading: &Reading, layer: Layer, place: usize) -> Option<Span> {
    let span = match layer {
        Layer::Attribution => reading.attributions.get(place)?.content.iter().copied().reduce(Span::cover)?,
        Layer::Event => reading.events.get(place)?.span,
        Layer::Figure => reading.figures.get(place)?.span,
        Layer::Time => reading.times.get(place)?.span,
        Layer::Position => reading.positions.get(place)?.span,
        Layer::Role => reading.roles.get(place)?.span,
    };
    (!span.is_empty()).then_some(span)
}

/// The items of a layer with the words they stand for, in bytes; those that were called wrong are left out.
pub fn extents(reading: &Reading, layer: Layer) -> Vec<(usize, Span)> {
    let n = match layer {
        Layer::Attribution => reading.attributions.len(),
        Layer::Event => reading.events.len(),
        Layer::Figure => reading.figures.len(),
        Layer::Time => reading.times.len(),
        Layer::Position => reading.positions.len(),
        Layer::Role => reading.roles.len(),
    };
    (0..n).filter_map(|place| Some((place, extent(reading, layer, place)?))).collect()
}

/// An entity of a reading in the words of a correction: by its name and its first mention.
pub fn whom(reading: &Reading, identity: &str, entity: EntityId) -> Whom {
    let first = reading.mentions.iter().filter(|mention| mention.entity == Some(entity)).map(|mention| mention.span).min();
    let index = CodepointIndex::new(&reading.text);
    Whom { report: identity.to_owned(), name: reading.entities[entity.index()].name.clone(), span: first.map(|span| index.span(span)) }
}

/// The items of a layer that stand at `span` (in code points); where none stands just there, the one that shares most of it.
pub fn items(reading: &Reading, layer: Layer, span: Span) -> Vec<usize> {
    let span = CodepointIndex::new(&reading.text).byte_span(span);
    let spans = extents(reading, layer);
    let exact: Vec<usize> = spans.iter().filter(|(_, found)| *found == span).map(|(place, _)| *place).collect();
    if !exact.is_empty() {
        return exact;
    }
    let shared = |found: Span| (found.end.min(span.end) as i64 - found.start.max(span.start) as i64).max(0);
    let near = spans.into_iter().filter(|(_, found)| {
        // More than half of both, so that a neighbour is never taken for it.
        2 * shared(*found) > found.len() as i64 && 2 * shared(*found) > span.len() as i64
    });
    near.max_by_key(|(place, found)| (shared(*found), std::cmp::Reverse(*place))).map(|(place, _)| place).into_iter().collect()
}

/// The entity that is meant: the one mentioned in that place, if it goes by that name; else the one of that name.
fn entity(reading: &Reading, whom: &Whom) -> Option<EntityId> {
    let called = |entity: &Entity| entity.name == whom.name || entity.aliases.contains(&whom.name);
    let of = |id: EntityId| reading.entities.get(id.index());
    let by_place = whom.span.and_then(|span| {
        let span = CodepointIndex::new(&reading.text).byte_span(span);
        let mentions = reading.mentions.iter().filter(|mention| mention.span.overlaps(span));
        mentions.filter_map(|mention| mention.entity).find(|id| of(*id).is_some_and(called))
    });
    let by_name = || reading.entities.iter().position(|entity| entity.name == whom.name).map(EntityId::new);
    by_place.or_else(by_name).or_else(|| reading.entities.iter().position(called).map(EntityId::new))
}

/// Takes items out without moving any other from its place.
fn strike(reading: &mut Reading, layer: Layer, places: &[usize]) {
    for place in places.iter().rev() {
        match layer {
            Layer::Attribution => {
                let outer = reading.attributions[*place].inside;
                for inner in &mut reading.attributions {
                    if inner.inside.is_some_and(|inside| inside.index() == *place) {
                        inner.inside = outer;
                    }
                }
                let attribution = &mut reading.attributions[*place];
                attribution.source.clear();
                attribution.cue.clear();
                attribution.content.clear();
                attribution.chain.clear();
                attribution.speaker = None;
            }
            Layer::Event => {
                let event = &mut reading.events[*place];
                event.span.end = event.span.start;
            }
            Layer::Figure => {
                let figure = &mut reading.figures[*place];
                (figure.counted, figure.attribution, figure.span.end) = (None, None, figure.span.start);
                reading.figures.iter_mut().for_each(|whole| whole.parts.retain(|part| part.index() != *place));
                reading.events.iter_mut().for_each(|event| event.figures.retain(|figure| figure.index() != *place));
            }
            Layer::Time => {
                // A time that was none is nobody's time.
                let time = &mut reading.times[*place];
                time.span.end = time.span.start;
                time.value.clear();
                let is = |time: readout_core::TimeId| time.index() == *place;
                reading.events.iter_mut().filter(|event| event.time.is_some_and(is)).for_each(|event| event.time = None);
                for figure in &mut reading.figures {
                    figure.as_of = figure.as_of.filter(|time| !is(*time));
                    figure.period = figure.period.filter(|time| !is(*time));
                }
                reading.figures.iter_mut().filter(|figure| figure.period.is_some_and(is)).for_each(|figure| figure.period = None);
            }
            Layer::Position => drop(reading.positions.remove(*place)),
            Layer::Role => drop(reading.roles.remove(*place)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use readout_core::{
        Attribution, AttributionId, AttributionKind, EntityType, Event, EventId, Figure, FigureId, Hop, Manner, Mention, MentionId,
        MentionKind, Report, Time, TimeId, TimeType, TokenIndex,
    };

    const TEXT: &str = "“Évidemment” – Mara Todor said on Friday that Ilan Vesh met 12 envoys.";

    fn span(words: &str) -> Span {
        let at = TEXT.find(words).expect("words of the text");
        Span::new(at, at + words.len())
    }

    /// One report with two people, one statement, one event, one figure, one day. `shift` puts other items in front, as another model would.
    fn reading(shift: usize) -> Reading {
        let mut reading = Reading::empty(&Report::new("r", TEXT));
        let people = if shift == 0 { ["Mara Todor", "Ilan Vesh"] } else { ["Ilan Vesh", "Mara Todor"] };
        for (at, name) in people.into_iter().enumerate() {
            let (id, entity_type) = (EntityId::new(at), EntityType::PER);
            reading.entities.push(Entity {
                id,
                entity_type,
                name: name.to_owned(),
                named: true,
                aliases: Vec::new(),
                code: None,
                sector: None,
            });
            let (head, kind, entity) = (TokenIndex(0), MentionKind::Name, Some(id));
            reading.mentions.push(Mention { id: MentionId::new(at), span: span(name), head, kind, entity_type, entity });
        }
        let hop = Hop {
            name: people[0].to_owned(),
            entity: Some(EntityId(0)),
            channel: None,
            audience: None,
            span: None,
            implied: false,
            translated: false,
        };
        for (at, content) in ["met 12", "Ilan Vesh met 12 envoys"].into_iter().skip(1 - shift).enumerate() {
            reading.attributions.push(Attribution {
                id: AttributionId::new(at),
                source: vec![span("Mara Todor")],
                cue: vec![span("said")],
                content: vec![span(content)],
                kind: AttributionKind::Indirect,
                manner: Manner::Says,
                negated: false,
                speaker: Some(EntityId(0)),
                inside: None,
                voice: Default::default(),
                chain: vec![hop.clone()],
            });
        }
        reading.times.push(Time {
            id: TimeId(0),
            span: span("on Friday"),
            time_type: TimeType::DATE,
            value: "XXXX-WXX-5".to_owned(),
            precision: Precision::Day,
            anchor: None,
            alternatives: Vec::new(),
            modifier: None,
            relation: Some("past".to_owned()),
        });
        let event: Event = serde_json::from_value(serde_json::json!({
            "id": 0, "span": [span("met").start, span("met").end], "type": "CONSULT", "mode": "meet", "factuality": "happened",
            "actors": [1], "time": 0, "figures": [0]
        }))
        .expect("an event");
        reading.events.push(Event { id: EventId(0), ..event });
        reading.figures.push(Figure {
            id: FigureId(0),
            span: span("12"),
            value: Some(12.0),
            low: None,
            high: None,
            bound: readout_core::Bound::Exactly,
            counted: Some("met".to_owned()),
            of: None,
            place: None,
            as_of: Some(TimeId(0)),
            period: None,
            parts: Vec::new(),
            attribution: None,
            extent: None,
        });
        reading
    }

    fn spot(words: &str) -> Spot {
        Spot { report: "id".to_owned(), span: CodepointIndex::new(TEXT).span(span(words)), words: words.to_owned() }
    }

    fn whom(name: &str) -> Whom {
        Whom { report: "id".to_owned(), name: name.to_owned(), span: None }
    }

    /// The reading after one correction, on a first reading and on one with other rows, and what came of it.
    fn check(what: What, holds: impl Fn(&Reading) -> bool) {
        for shift in [0, 1] {
            let mut readings = [reading(shift)];
            let applied = apply(&mut readings, &["id".to_owned()], &[Correction::new("2031-06-03T10:00:00Z", "M", what.clone(), None)]);
            assert_eq!(applied.lost, BTreeMap::new(), "{what:?}");
            assert!(holds(&readings[0]), "{what:?} on rows shifted by {shift}: {:#?}", readings[0]);
        }
    }

    #[test]
    fn corrections_hold_whatever_row_the_words_stand_in() {
        let content = "Ilan Vesh met 12 envoys";
        let said =
            |reading: &Reading| items(reading, Layer::Attribution, spot(content).span).first().map(|at| reading.attributions[*at].clone());
        check(What::Speaker { at: spot(content), speaker: Some(whom("Ilan Vesh")) }, |reading| {
            let said = said(reading).expect("still read");
            let speaker = said.speaker.map(|speaker| reading.entities[speaker.index()].name.as_str());
            speaker == Some("Ilan Vesh") && said.chain[0].name == "Ilan Vesh" && said.chain[0].entity == said.speaker
        });
        check(What::Speaker { at: spot(content), speaker: None }, |reading| said(reading).is_some_and(|said| said.speaker.is_none()));
        check(What::Wrong { layer: Layer::Attribution, at: spot(content) }, |reading| {
            said(reading).is_none() && reading.attributions.iter().filter(|said| said.content.is_empty()).count() == 1
        });
        check(What::Date { at: spot("on Friday"), value: "2031-05-30".to_owned() }, |reading| {
            reading.times[0].value == "2031-05-30" && reading.times[0].relation.is_none()
        });
        check(What::Wrong { layer: Layer::Time, at: spot("on Friday") }, |reading| {
            reading.events[0].time.is_none() && reading.figures[0].as_of.is_none()
        });
        check(What::Published { report: "id".to_owned(), value: "2031-06".to_owned() }, |reading| {
            reading
                .report
                .published
                .as_ref()
                .is_some_and(|published| published.value == "2031-06" && published.precision == Precision::Month)
        });
        check(
            What::Event {
                at: spot("met"),
                event_type: Some(EventType::Agree),
                factuality: Some(Factuality::Planned),
                who: None,
                whom: None,
            },
            |reading| {
                let event = &reading.events[0];
                event.event_type == EventType::Agree && event.factuality == Factuality::Planned && event.mode.is_none()
            },
        );
        let parties = |who: &[&str], to: Option<&[&str]>| What::Event {
            at: spot("met"),
            event_type: None,
            factuality: None,
            who: Some(who.iter().map(|name| whom(name)).collect()),
            whom: to.map(|to| to.iter().map(|name| whom(name)).collect()),
        };
        let names = |reading: &Reading, ids: &[EntityId]| {
            ids.iter().map(|id| reading.entities[id.index()].name.clone()).collect::<Vec<_>>().join(", ")
        };
        check(parties(&["Mara Todor", "Ilan Vesh"], None), |reading| {
            let event = &reading.events[0];
            names(reading, &event.participants) == "Mara Todor, Ilan Vesh" && event.actors.is_empty()
        });
        check(parties(&["Mara Todor"], Some(&["Ilan Vesh"])), |reading| {
            let event = &reading.events[0];
            names(reading, &event.actors) == "Mara Todor" && names(reading, &event.recipients) == "Ilan Vesh"
        });
        check(What::Wrong { layer: Layer::Event, at: spot("met") }, |reading| {
            reading.events.len() == 1 && reading.events[0].span.is_empty()
        });
        check(What::Wrong { layer: Layer::Figure, at: spot("12") }, |reading| {
            reading.figures[0].counted.is_none() && reading.events[0].figures.is_empty()
        });
    }

    #[test]
    fn a_place_read_a_little_otherwise_is_the_same_place_and_a_neighbour_is_not() {
        let reading = reading(0);
        assert_eq!(items(&reading, Layer::Time, spot("Friday").span), [0]);
        assert_eq!(items(&reading, Layer::Event, spot("met 12 envoys").span), Vec::<usize>::new());
        assert_eq!(items(&reading, Layer::Event, spot("Ilan Vesh").span), Vec::<usize>::new());
    }

    #[test]
    fn what_finds_nothing_is_told_and_what_is_taken_back_does_nothing() {
        let made = |what| Correction::new("2031-06-03T10:00:00Z", "M", what, None);
        let lost = [
            made(What::Wrong { layer: Layer::Event, at: spot("envoys") }),
            made(What::Date { at: spot("on Friday"), value: "2031-02-30".to_owned() }),
            made(What::Merge { one: whom("Mara Todor"), other: whom("Nobody") }),
            made(What::Published { report: "other".to_owned(), value: "2031".to_owned() }),
        ];
        let mut readings = [reading(0)];
        let applied = apply(&mut readings, &["id".to_owned()], &lost);
        assert_eq!(applied.lost.len(), 4);
        assert_eq!(readings[0], reading(0));
        let mut back = made(What::Wrong { layer: Layer::Event, at: spot("met") });
        back.undone = Some(Undone { made: "2031-06-04T10:00:00Z".to_owned(), by: "N".to_owned() });
        assert_eq!(back.id, made(What::Wrong { layer: Layer::Event, at: spot("met") }).id);
        apply(&mut readings, &["id".to_owned()], &[back]);
        assert_eq!(readings[0], reading(0));
    }

    #[test]
    fn who_is_whom_by_a_persons_word() {
        let names = |cast: &crate::entity::Cast| cast.actors.iter().map(|actor| actor.members.clone()).collect::<Vec<_>>();
        let mut readings = [reading(0), reading(1)];
        let identities = ["id".to_owned(), "other".to_owned()];
        let whom = |report: &str, name: &str| Whom { report: report.to_owned(), name: name.to_owned(), span: None };
        let (todor, vesh) = (EntityId(0), EntityId(1));
        let mut members = |what: Vec<What>| {
            let corrections: Vec<Correction> = what.into_iter().map(|what| Correction::new("2031", "M", what, None)).collect();
            let applied = apply(&mut readings, &identities, &corrections);
            assert_eq!(applied.lost, BTreeMap::new());
            names(&crate::entity::cast(&readings, &applied.decisions))
        };
        assert_eq!(members(Vec::new()), [vec![(0, todor), (1, EntityId(1))], vec![(0, vesh), (1, EntityId(0))]]);
        let split = What::Split { entities: vec![whom("other", "Mara Todor")] };
        assert_eq!(members(vec![split.clone()]), [vec![(0, todor)], vec![(0, vesh), (1, EntityId(0))], vec![(1, EntityId(1))]]);
        let merge = What::Merge { one: whom("other", "Mara Todor"), other: whom("id", "Ilan Vesh") };
        assert_eq!(members(vec![split, merge.clone()]), [vec![(0, todor)], vec![(0, vesh), (1, EntityId(0)), (1, EntityId(1))]]);
        assert_eq!(members(vec![merge]).len(), 1);
    }

    #[test]
    fn dates_that_a_person_may_give() {
        for (value, expect) in [
            ("2031", Some(Precision::Year)),
            ("2031-06", Some(Precision::Month)),
            ("2031-06-03", Some(Precision::Day)),
            ("2031-02-30", None),
            ("2031-13", None),
            ("2031-6-3", None),
            ("3 June", None),
            ("2031-06-03x", None),
            ("", None),
            ("ééé", None),
        ] {
            assert_eq!(precision(value), expect, "{value:?}");
        }
    }
}
