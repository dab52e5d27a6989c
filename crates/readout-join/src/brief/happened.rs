//! What happened and what is expected: which happenings a brief tells, and in which words.
//!
//! A sentence that tells one thing twice (`flew in for talks`, `the talks`) makes one line; a meeting that is mentioned in passing (`after
//! meeting Rell`) goes with the line that tells of it; what is done by saying so stands with what was said; a headline is not told beside the
//! sentence that it sums up.

use super::make::{Desk, word};
use super::{Happening, Note, When};
use crate::cited::clean;
use crate::happening::{account_of, is_visit, stretch};
use crate::office::plain;
use crate::{Evidence, when};
use jiff::civil::Date;
use readout_core::{AttributionKind, EntityType, Event, EventId, EventType, Factuality, Span};
use std::collections::BTreeSet;

const MOST_HAPPENED: usize = 24;
const MOST_EXPECTED: usize = 10;

/// Sentences up to this many words are told whole; of longer ones, the clause.
const WHOLE: usize = 48;

/// What is chosen, with what goes into the same line.
struct Chosen {
    at: usize,
    /// Other happenings of the record that are told as this one.
    also: Vec<usize>,
}

impl Desk<'_> {
    /// What happened, and what is only expected, each by date.
    pub(super) fn happenings(&self) -> (Vec<Happening>, Vec<Happening>) {
        let mut done: Vec<(f64, usize)> = Vec::new();
        let mut open: Vec<(f64, usize)> = Vec::new();
        for (at, happening) in self.record.happenings.iter().enumerate() {
            let Some(weight) = self.weight(at) else { continue };
            match happening.factuality {
                Factuality::Happened | Factuality::Ongoing if !verbal(happening.kind) || weight > 2.0 => done.push((weight, at)),
                // What somebody would like to happen is in what they said; what is announced belongs here.
                Factuality::Planned if !verbal(happening.kind) => open.push((weight, at)),
                _ => {}
            }
        }
        let mut introduced = BTreeSet::new();
        (self.choose(done, MOST_HAPPENED, &mut introduced), self.choose(open, MOST_EXPECTED, &mut introduced))
    }

    /// How much a happening belongs into a brief; none where it does not at all.
    fn weight(&self, at: usize) -> Option<f64> {
        let happening = &self.record.happenings[at];
        let (report, id) = *happening.tellings.first()?;
        let reading = &self.readings[report];
        let event = &reading.events[id.index()];
        let (who, whom) = self.sides(at);
        let cast = &self.record.cast;
        // `Ardesh's foreign minister` says who is meant as a name does.
        let identified = |actor: &&usize| {
            let actor = &cast.actors[**actor];
            actor.named
                || actor
                    .name
                    .split(' ')
                    .skip(1)
                    .chain(actor.name.split_once("'s ").map(|(owner, _)| owner))
                    .any(|word| word.starts_with(char::is_uppercase))
        };
        let named = who.iter().chain(&whom).filter(identified).count();
        // Who is interviewed meets the press.
        let press = |actor: &&usize| {
            let actor = &cast.actors[**actor];
            actor.sector.as_deref() == Some("JRN") || reading.report.outlet.as_ref() == Some(&actor.name)
        };
        if happening.kind == EventType::Consult && who.iter().chain(&whom).filter(|actor| !press(actor)).count() < 2 && !is_visit(event) {
            return None;
        }
        let visit = is_visit(event);
        let lacking = match happening.kind {
            EventType::Consult if visit => who.is_empty() || who.len() + whom.len() + usize::from(happening.place.is_some()) < 2,
            EventType::Consult => who.len() + whom.len() < 2,
            // Who did an act of violence often nobody says; of other acts it is what a reader asks first.
            EventType::Assault | EventType::Coerce => who.is_empty() && whom.is_empty(),
            _ => who.is_empty(),
        };
        // What has neither a day nor a second side, or stands without a day far down in a dated report, is background.
        let opening = reading.sentence_at(event.span.start).is_some_and(|place| place < 4);
        let several = happening.accounts.len() > 1;
        let dated = when::published(reading).is_some();
        let background = happening.when.is_none()
            && !several
            && (who.len() + whom.len() < 2 || dated && !opening && happening.kind != EventType::Consult && event.figures.is_empty());
        if named == 0 || lacking || background || self.is_long_past(at) || self.is_spoken(report, event) || self.is_headline(at) {
            return None;
        }
        let kind = match happening.kind {
            EventType::Agree | EventType::Consult | EventType::Assault => 3.0,
            EventType::Sanction | EventType::Coerce | EventType::Protest | EventType::Mobilize | EventType::Retreat => 2.4,
            EventType::Aid | EventType::Cooperate => 2.0,
            _ => 0.6,
        };
        let mut weight = kind * (1.0 + happening.accounts.len() as f64).ln() + if opening { 1.0 } else { 0.0 } + 0.3 * named.min(3) as f64;
        weight += if happening.when.as_deref().is_some_and(|value| value.len() >= 10) { 0.8 } else { 0.0 };
        weight -= if happening.historical { 2.0 } else { 0.0 };
        Some(weight)
    }

    /// Whether it lies years before the reports that tell it, and no second account does: what a report tells of how it came to be.
    fn is_long_past(&self, at: usize) -> bool {
        const YEARS: i64 = 2 * 365;
        let happening = &self.record.happenings[at];
        let last = happening.when.as_deref().and_then(when::reach).map(|(_, last)| last);
        let told = self.printed(at);
        happening.accounts.len() < 2 && last.zip(told).is_some_and(|(last, told)| last < told && when::apart(last, told) > YEARS)
    }

    /// Whether the words only say it: `vowed to`, `is ready to`, or something done now and then that a quotation speaks of. A veto, and an
    /// agreement of several, are deeds all the same.
    fn is_spoken(&self, report: usize, event: &Event) -> bool {
        const WILLING: &[&str] = &["ready", "willing", "prepared", "open", "set"];
        let attributions = &self.readings[report].attributions;
        if WILLING.contains(&self.words(report, event.span).as_str()) {
            return true;
        }
        let deed = event.mode.is_some()
            || event.event_type == EventType::Consult
            || event.event_type == EventType::Agree && event.actors.len() + event.recipients.len() > 1;
        let cue = |span: &Span| span.overlaps(event.span);
        let inside = event.attribution.and_then(|id| attributions.get(id.index()));
        let strong = matches!(event.event_type, EventType::Consult | EventType::Agree | EventType::Assault | EventType::Coerce);
        // `"There was much on which we agreed with them," he said`: who agrees in their own words says so.
        let own = inside.and_then(|attribution| attribution.speaker).is_some_and(|speaker| event.actors.contains(&speaker));
        let agreed = event.event_type == EventType::Agree && event.mode.is_none() && own;
        let quoted = inside.is_some_and(|attribution| attribution.kind == AttributionKind::Direct) && (!strong || agreed);
        // What somebody promises to do stands with what they said.
        let promised = event.factuality == Factuality::Planned
            && event.event_type != EventType::Consult
            && inside.is_some_and(|attribution| attribution.speaker.is_some_and(|speaker| event.actors.contains(&speaker)));
        quoted || promised || !deed && attributions.iter().any(|attribution| attribution.cue.iter().any(cue))
    }

    /// Whether only titles tell it, and the report below tells something of the kind.
    fn is_headline(&self, at: usize) -> bool {
        let happening = &self.record.happenings[at];
        happening.tellings.iter().all(|(report, id)| {
            let reading = &self.readings[*report];
            let event = &reading.events[id.index()];
            let title = reading.report.title_span.filter(|title| title.contains(event.span));
            title
                .is_some_and(|title| reading.events.iter().any(|other| !title.contains(other.span) && other.event_type == event.event_type))
        })
    }

    /// Who and whom, as far as a reader can tell who is meant.
    fn sides(&self, at: usize) -> (Vec<usize>, Vec<usize>) {
        let happening = &self.record.happenings[at];
        let shown = |actors: &[usize]| -> Vec<usize> {
            let mut seen = BTreeSet::new();
            actors.iter().copied().filter(|actor| self.is_told_by_name(*actor) && seen.insert(self.party_name(*actor))).collect()
        };
        let who = shown(&happening.who);
        let names: BTreeSet<String> = who.iter().map(|actor| self.party_name(*actor)).collect();
        let whom = shown(&happening.whom).into_iter().filter(|actor| !names.contains(&self.party_name(*actor))).collect();
        (who, whom)
    }

    /// Takes the weightiest, each once; what is told as one with another goes with it.
    fn choose(&self, mut from: Vec<(f64, usize)>, most: usize, introduced: &mut BTreeSet<usize>) -> Vec<Happening> {
        // Meetings without a day of their own come last, so that they find the line they belong to.
        let passing = |at: usize| self.record.happenings[at].kind == EventType::Consult && self.record.happenings[at].when.is_none();
        from.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        let (late, early): (Vec<usize>, Vec<usize>) = from.iter().map(|(_, at)| *at).partition(|at| passing(*at));
        let mut chosen: Vec<Chosen> = Vec::new();
        for at in early.into_iter().chain(late) {
            match chosen.iter_mut().find(|other| self.is_told_with(at, other.at)) {
                Some(other) => other.also.push(at),
                None => chosen.push(Chosen { at, also: Vec::new() }),
            }
        }
        let rank = |at: usize| from.iter().position(|(_, other)| *other == at);
        chosen.sort_by_key(|chosen| rank(chosen.at));
        chosen.truncate(most);
        // The record has them by date, those without one last: what was printed on a known day has its place there.
        let day = |chosen: &Chosen| {
            let when = self.record.happenings[chosen.at].when.as_deref().and_then(when::reach);
            when.map(|(first, _)| first).or_else(|| self.printed(chosen.at))
        };
        chosen.sort_by_cached_key(|chosen| {
            let day = day(chosen);
            (day.is_none(), day, chosen.at)
        });
        chosen.iter().filter_map(|chosen| self.happening(chosen, introduced)).collect()
    }

    /// The first day on which a happening was printed.
    fn printed(&self, at: usize) -> Option<Date> {
        self.record.happenings[at].tellings.iter().filter_map(|(report, _)| when::published(&self.readings[*report])).min()
    }

    /// Whether `at` is what the line on `other` tells.
    fn is_told_with(&self, at: usize, other: usize) -> bool {
        let (one, two) = (&self.record.happenings[at], &self.record.happenings[other]);
        let parties = |at: usize| -> BTreeSet<String> {
            let (who, whom) = self.sides(at);
            who.iter().chain(&whom).map(|actor| self.party_name(*actor)).collect()
        };
        let (mine, theirs) = (parties(at), parties(other));
        let shared = mine.intersection(&theirs).count();
        let apart = one.when.is_some() && two.when.is_some() && one.when != two.when;
        // `after meeting Rell`: a meeting of those whose meeting is told, without a day of its own.
        let meetings = one.kind == EventType::Consult && two.kind == EventType::Consult;
        if meetings && one.when.is_none() && mine.len() >= 2 && shared == mine.len().min(theirs.len()) && shared >= 2 {
            return true;
        }
        if meetings && one.when.is_none() && self.are_these(at, other) {
            return true;
        }
        // One sentence, one course of action: another word for it, or a part of it.
        // The same again, in another place of the report.
        let act = |at: usize| {
            let (report, id) = self.record.happenings[at].tellings[0];
            self.act(report, &self.readings[report].events[id.index()], true)
        };
        if one.kind == two.kind && one.when.is_some() && one.when == two.when && mine == theirs && !mine.is_empty() && act(at) == act(other)
        {
            return true;
        }
        // What one telling tells of as several meetings are several.
        if one.tellings.iter().any(|telling| two.tellings.contains(telling)) {
            return false;
        }
        one.tellings.iter().any(|(report, id)| {
            two.tellings.iter().filter(|(other, _)| other == report).any(|(_, against)| {
                let reading = &self.readings[*report];
                let (a, b) = (&reading.events[id.index()], &reading.events[against.index()]);
                let nested = stretch(reading, a).contains(stretch(reading, b)) || stretch(reading, b).contains(stretch(reading, a));
                let sentence = |event: &Event| reading.sentence_at(event.span.start);
                let together = sentence(a).is_some() && sentence(a) == sentence(b);
                let inside = mine.is_subset(&theirs) || theirs.is_subset(&mine);
                together && shared > 0 && (nested && inside || !apart && (one.kind == two.kind || nested || inside))
            })
        })
    }

    /// Whether the parties of one meeting, by name or by office, are those of another that the same report tells of: `the foreign minister of
    /// Ardesh` and `the council's leader` are those who hold these offices, and a minister who is visited is the visited state's.
    fn are_these(&self, at: usize, other: usize) -> bool {
        let (one, two) = (&self.record.happenings[at], &self.record.happenings[other]);
        let here: BTreeSet<usize> = one.tellings.iter().map(|(report, _)| *report).collect();
        if !two.tellings.iter().any(|(report, _)| here.contains(report)) {
            return false;
        }
        let parties = |at: usize| -> Vec<usize> {
            let (who, whom) = self.sides(at);
            who.into_iter().chain(whom).collect()
        };
        let (mine, theirs) = (parties(at), parties(other));
        let offices = |actor: usize| {
            let held = self.record.offices.iter().filter(move |office| office.holders.iter().any(|holder| holder.actor == actor));
            held.map(|office| (plain(&office.title), office.org))
        };
        let is = |party: usize, against: usize| {
            let name = self.record.cast.actors[party].name.to_lowercase();
            let title = |title: &str| {
                let called = name.split([' ', '’', '\'']).skip_while(|word| *word == "the").collect::<Vec<_>>().join(" ");
                called.ends_with(title)
                    || called.split(' ').next_back().is_some_and(|last| plain(last) == title)
                    || title == "foreign minister" && called.starts_with("top diplomat")
            };
            self.party_name(party) == self.party_name(against)
                || !self.record.cast.actors[party].named && offices(against).any(|(held, _)| title(&held))
                || offices(party).any(|(_, org)| org.is_some_and(|org| self.party_name(org) == self.party_name(against)))
        };
        mine.len() >= 2
            && mine.len() == theirs.len()
            && mine.iter().all(|party| theirs.iter().any(|against| is(*party, *against)))
            && theirs.iter().all(|against| mine.iter().any(|party| is(*party, *against)))
    }

    /// `introduced` holds whose office has been said.
    fn happening(&self, chosen: &Chosen, introduced: &mut BTreeSet<usize>) -> Option<Happening> {
        let happening = &self.record.happenings[chosen.at];
        let (report, id, span) = happening.fullest(self.readings, &self.record.cast)?;
        let reading = &self.readings[report];
        let event = &reading.events[id.index()];
        let (who, whom) = self.sides(chosen.at);
        let attribution = account_of(reading, event, span);
        let speaker = attribution.and_then(|attribution| attribution.speaker).and_then(|speaker| self.record.cast.actor(report, speaker));
        let according_to = speaker
            .filter(|speaker| {
                let actor = &self.record.cast.actors[*speaker];
                actor.sector.as_deref() != Some("JRN") && speaks(actor.kind) && self.is_told_by_name(*speaker)
            })
            .map(|speaker| self.name(speaker));
        let dated = happening.tellings.iter().find_map(|(report, id)| {
            let time = self.readings[*report].events[id.index()].time?;
            let value = when::value(&self.readings[*report], time).filter(|value| Some(*value) == happening.when.as_deref())?;
            self.when_of(*report, Some(time), Some(value))
        });
        let settled = || {
            let value = happening.when.clone()?;
            Some(When { absolute: when::is_absolute(&value), value, words: None })
        };
        let words = self.telling(report, span);
        let visit = is_visit(event);
        // `now`, `in the future` and `a weekend` are no dates.
        let when = dated.or_else(settled).filter(|when| {
            let some = when.words.as_deref().is_some_and(|words| words.starts_with("a ") || words.starts_with("an "));
            !when.value.ends_with("_REF") && (when.absolute || !some)
        });
        // Where nobody is said to have done it and only a country is named, it happened there.
        let there: Vec<usize> = whom.iter().copied().filter(|actor| self.record.cast.actors[*actor].kind == EntityType::GPE).collect();
        let only_there = who.is_empty() && there.len() == whom.len() && matches!(happening.kind, EventType::Assault | EventType::Coerce);
        let (whom, struck) = if only_there { (Vec::new(), there.first().copied()) } else { (whom, None) };
        Some(Happening {
            printed: self.printed(chosen.at).filter(|_| when.is_none()).map(|day| day.to_string()),
            when,
            act: self.act(report, event, happening.is_done()),
            kind: word(&happening.kind),
            factuality: word(&happening.factuality),
            // Of what is said, the place is mostly that of something else.
            place: happening
                .place
                .filter(|_| !verbal(happening.kind) || happening.together)
                .or(struck)
                .and_then(|place| self.place(place, report, event, &who, &whom)),
            who: who.iter().map(|actor| self.party(*actor, introduced.insert(*actor))).collect(),
            // A visit is to a town and not to its government.
            whom: if visit {
                whom.iter().map(|actor| self.name(*actor)).collect()
            } else {
                whom.iter().map(|actor| self.party(*actor, introduced.insert(*actor))).collect()
            },
            words,
            according_to,
            notes: self.notes(chosen),
            n_accounts: happening.accounts.len(),
            accounts: Self::accounts(&happening.accounts),
            cites: self.cites(happening.tellings.iter().filter(|telling| self.is_of_one_mind(chosen.at, telling)).flat_map(|telling| {
                let spans = happening.stretches(self.readings, &self.record.cast, *telling);
                spans.into_iter().map(|span| Evidence { report: telling.0, span })
            })),
        })
    }

    /// In a word: of meetings, which reports put in many ways (`held talks`, `sat down with`), the plain one; else the report's own.
    fn act(&self, report: usize, event: &Event, done: bool) -> String {
        let plain = match (event.event_type, event.mode.as_deref()) {
            (EventType::Consult, Some("visit")) => ["visited", "visit"],
            (EventType::Consult, Some("phone")) => ["telephoned", "telephone"],
            (EventType::Consult, _) => ["met", "meet"],
            _ if event.details.iter().any(|detail| detail == "signed") => ["signed", "sign"],
            _ => return self.words(report, event.span),
        };
        plain[usize::from(!done)].to_owned()
    }

    fn is_of_one_mind(&self, at: usize, telling: &(usize, EventId)) -> bool {
        let factuality = self.readings[telling.0].events[telling.1.index()].factuality;
        matches!(factuality, Factuality::Happened | Factuality::Ongoing) == self.record.happenings[at].is_done()
    }

    /// What else is said of it: what came before, who announced or denied it, other dates, and where it is told in passing.
    fn notes(&self, chosen: &Chosen) -> Vec<Note> {
        let happening = &self.record.happenings[chosen.at];
        let mut notes = Vec::new();
        let mut seen = BTreeSet::new();
        let cited: BTreeSet<usize> =
            happening.tellings.iter().filter(|telling| self.is_of_one_mind(chosen.at, telling)).map(|(report, _)| *report).collect();
        for (report, id) in &happening.tellings {
            let reading = &self.readings[*report];
            let telling = &reading.events[id.index()];
            let cite = || vec![self.cite(*report, vec![stretch(reading, telling)])];
            let since = telling.since.filter(|_| happening.kind == EventType::Consult || telling.event_type == EventType::Protest);
            if let Some(since) = since.filter(|since| seen.insert(self.words(*report, *since))) {
                notes.push(Note { text: self.words(*report, since), cites: vec![self.cite(*report, vec![since])] });
            }
            if happening.is_done() && telling.factuality == Factuality::Planned && seen.insert("announced".to_owned()) {
                notes.push(Note { text: "announced before".to_owned(), cites: cite() });
            }
            if happening.is_done() && telling.factuality == Factuality::Denied {
                notes.push(Note { text: format!("denied: {}", self.words(*report, stretch(reading, telling))), cites: cite() });
            }
            let other = telling
                .time
                .and_then(|time| when::value(reading, time))
                .filter(|value| when::is_absolute(value) && Some(*value) != happening.when.as_deref());
            if let Some(other) =
                other.filter(|other| happening.when.as_deref().and_then(|when| when::can_be_one(when, other)) == Some(false))
            {
                notes.push(Note { text: format!("dated {other}"), cites: cite() });
            }
        }
        let passing = chosen.also.iter().flat_map(|at| &self.record.happenings[*at].tellings).filter(|(report, _)| !cited.contains(report));
        let passing: Vec<Evidence> = passing
            .map(|(report, id)| {
                let reading = &self.readings[*report];
                Evidence { report: *report, span: stretch(reading, &reading.events[id.index()]) }
            })
            .collect();
        if !passing.is_empty() {
            notes.push(Note { text: "also told, without a day".to_owned(), cites: self.cites(passing) });
        }
        notes
    }

    /// The report's words: the sentence, or of a long one the clause, with dots where something is left out.
    fn telling(&self, report: usize, clause: Span) -> String {
        let reading = &self.readings[report];
        let sentence = reading.sentence_around(clause).unwrap_or(clause);
        if self.words(report, sentence).split(' ').count() <= WHOLE {
            return self.words(report, sentence);
        }
        let words = self.words(report, clause);
        let before = if clause.start > sentence.start { "… " } else { "" };
        let rest = reading.text.get(clause.end as usize..sentence.end as usize).unwrap_or_default();
        let after = if rest.trim_matches(|mark: char| !mark.is_alphanumeric()).is_empty() { "" } else { " …" };
        format!("{before}{words}{after}")
    }

    /// Where, with the preposition that the report uses; nothing where a side's own name says it.
    fn place(&self, place: usize, report: usize, event: &Event, who: &[usize], whom: &[usize]) -> Option<String> {
        let name = self.name(place);
        if who.iter().chain(whom).any(|actor| self.name(*actor).contains(&name)) {
            return None;
        }
        let words = self.words(report, stretch(&self.readings[report], event));
        let forms = std::iter::once(&self.record.cast.actors[place].name).chain(&self.record.cast.actors[place].names);
        let near = forms.flat_map(|form| ["near", "outside", "around"].map(|preposition| format!("{preposition} {form}")));
        Some(near.into_iter().find(|phrase| words.contains(phrase.as_str())).map_or_else(|| format!("in {name}"), |phrase| clean(&phrase)))
    }
}

/// What is told as done by words, and stands with what was said.
fn verbal(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Request | EventType::Accuse | EventType::Reject | EventType::Threaten | EventType::Support | EventType::Concede
    )
}

/// Whether something of this type can say anything.
pub(super) fn speaks(kind: EntityType) -> bool {
    matches!(kind, EntityType::PER | EntityType::ORG | EntityType::GPE | EntityType::NORP | EntityType::FAC)
}

#[cfg(test)]
mod tests {
    use crate::brief::{Brief, brief};
    use readout_core::{Entity, EntityId, EntityType, Event, EventId, EventType, Factuality, Reading, Report, Span};

    /// An event as a test gives it: its words, its clause, its type, and who takes part.
    type Told<'a> = (&'a str, &'a str, EventType, &'a [&'a str]);

    fn entity_type(name: &str) -> EntityType {
        if name.starts_with("Ardesh") && !name.contains(' ') { EntityType::GPE } else { EntityType::PER }
    }

    /// A report with one sentence a line; a name with a small first letter is a description.
    fn report(id: usize, text: &str, told: &[Told<'_>]) -> Reading {
        let mut reading = Reading::empty(&Report::new(format!("r{id}"), text));
        let mut at = 0;
        for line in text.lines() {
            reading.sentences.push(Span::new(at, at + line.len()));
            at += line.len() + 1;
        }
        for (words, clause, event_type, parties) in told {
            let find = |words: &str| text.find(words).map(|at| Span::new(at, at + words.len())).expect("words of the text");
            let mut participants = Vec::new();
            for party in *parties {
                let known = reading.entities.iter().position(|entity| entity.name == *party);
                participants.push(EntityId::new(known.unwrap_or_else(|| {
                    reading.entities.push(Entity {
                        id: EntityId::new(reading.entities.len()),
                        entity_type: entity_type(party),
                        name: (*party).to_owned(),
                        named: party.starts_with(char::is_uppercase),
                        aliases: Vec::new(),
                        code: None,
                        sector: None,
                    });
                    reading.entities.len() - 1
                })));
            }
            let consult = *event_type == EventType::Consult;
            reading.events.push(Event {
                id: EventId::new(reading.events.len()),
                span: find(words),
                extent: Some(find(clause)),
                event_type: *event_type,
                mode: None,
                context: Vec::new(),
                actors: if consult { Vec::new() } else { participants[..1].to_vec() },
                recipients: if consult { Vec::new() } else { participants[1..].to_vec() },
                participants: if consult { participants } else { Vec::new() },
                place: None,
                time: None,
                factuality: Factuality::Happened,
                historical: false,
                attribution: None,
                figures: Vec::new(),
                also: Vec::new(),
                since: None,
                details: Vec::new(),
            });
        }
        reading
    }

    fn made(readings: &[Reading]) -> Brief {
        brief(readings, &crate::join(readings))
    }

    /// The lines of what happened as `act who → whom`.
    fn check(readings: &[Reading], expect: &[&str]) {
        let lines: Vec<String> = made(readings)
            .happened
            .iter()
            .map(|line| format!("{} {} → {}", line.act, line.who.join(" · "), line.whom.join(" · ")).trim_end_matches(" → ").to_owned())
            .collect();
        assert_eq!(lines, expect);
    }

    const MEETING: &str = "Mara Todor flew in and sat down with Ilan Vesh.";

    #[test]
    fn one_sentence_tells_one_thing_once() {
        let told: &[Told<'_>] = &[
            ("flew in", "Mara Todor flew in and sat down with Ilan Vesh", EventType::Consult, &["Mara Todor", "Ilan Vesh"]),
            ("sat down", "sat down with Ilan Vesh", EventType::Consult, &["Mara Todor", "Ilan Vesh"]),
        ];
        check(&[report(0, MEETING, told)], &["met Mara Todor · Ilan Vesh"]);
    }

    #[test]
    fn a_meeting_told_in_passing_goes_with_its_line() {
        let whole = report(0, MEETING, &[("sat down", "sat down with Ilan Vesh", EventType::Consult, &["Mara Todor", "Ilan Vesh"])]);
        let text = "Mara Todor spoke after meeting Ilan Vesh.";
        let passing = report(1, text, &[("meeting", "meeting Ilan Vesh", EventType::Consult, &["Mara Todor", "Ilan Vesh"])]);
        let made = made(&[whole, passing]);
        assert_eq!(made.happened.len(), 1);
        let cited: Vec<&str> = made.happened[0].notes.iter().flat_map(|note| &note.cites).map(|cite| cite.label.as_str()).collect();
        assert_eq!(cited, ["R2"], "the other report is cited");
    }

    #[test]
    fn what_has_no_date_stands_by_the_day_it_was_printed() {
        let dated = |n: usize, day: &str, text: &str, told: &[Told<'_>]| {
            let mut reading = report(n, text, told);
            let published =
                readout_core::Published { value: day.to_owned(), precision: readout_core::Precision::Day, from: "field".to_owned() };
            reading.report.published = Some(published);
            reading
        };
        let shelled: &[Told<'_>] = &[("shelled", "Ardesh shelled Ilan Vesh", EventType::Assault, &["Ardesh", "Ilan Vesh"])];
        let met: &[Told<'_>] = &[("met", "Mara Todor met Ilan Vesh", EventType::Consult, &["Mara Todor", "Ilan Vesh"])];
        let readings =
            [dated(0, "2031-06-09", "Ardesh shelled Ilan Vesh.", shelled), dated(1, "2031-06-03", "Mara Todor met Ilan Vesh.", met)];
        let lines: Vec<(String, Option<String>)> = made(&readings).happened.into_iter().map(|line| (line.act, line.printed)).collect();
        let expect = [("met", "2031-06-03"), ("shelled", "2031-06-09")].map(|(act, day)| (act.to_owned(), Some(day.to_owned())));
        assert_eq!(lines, expect);
    }

    #[test]
    fn whom_only_the_report_can_tell_is_left_out() {
        let text = "Mara Todor armed his group.\nArdesh shelled Ilan Vesh.";
        let told: &[Told<'_>] = &[
            ("armed", "Mara Todor armed his group", EventType::Aid, &["Mara Todor", "his group"]),
            ("shelled", "Ardesh shelled Ilan Vesh", EventType::Assault, &["Ardesh", "Ilan Vesh"]),
        ];
        check(&[report(0, text, told)], &["shelled Ardesh → Ilan Vesh"]);
    }

    /// The one report of `text` on a day, with one event in a place and time, as `act who → whom place`.
    fn line(text: &str, words: &str, who: &[&str], event_type: &str, more: &serde_json::Value) -> Vec<String> {
        let report = crate::made::Made::report("a", text).published("2031-06-03");
        let names: Vec<&str> = ["Nalvia", "Ardesh"].into_iter().filter(|name| text.contains(name)).collect();
        let report = report.names(EntityType::GPE, &names).time("In", "1997").time("all", "2031-06-02");
        let reading = report.event(words, event_type, who, more.clone()).done();
        let shown = |line: &crate::brief::Happening| {
            format!("{} {} → {} {}", line.act, line.who.join(" · "), line.whom.join(" · "), line.place.clone().unwrap_or_default())
        };
        made(std::slice::from_ref(&reading)).happened.iter().map(shown).collect()
    }

    #[test]
    fn what_lies_years_back_is_background() {
        let text = "In all, Ardesh shelled Nalvia.";
        let hit = |more: serde_json::Value| line(text, "shelled", &["Ardesh"], "ASSAULT", &more);
        assert_eq!(hit(serde_json::json!({"recipients": [0]})), ["shelled Ardesh → Nalvia "]);
        assert!(hit(serde_json::json!({"recipients": [0], "time": 0})).is_empty());
    }

    #[test]
    fn where_nobody_is_named_it_happened_in_the_country() {
        let text = "In all, a bomb of Ardesh killed five.";
        let more = serde_json::json!({"actors": [], "recipients": [0], "time": 1});
        assert_eq!(line(text, "killed", &["Ardesh"], "ASSAULT", &more), ["killed  →  in Ardesh"]);
    }

    #[test]
    fn a_short_sentence_is_told_whole() {
        let told: &[Told<'_>] = &[("sat down", "sat down with Ilan Vesh", EventType::Consult, &["Mara Todor", "Ilan Vesh"])];
        let made = made(&[report(0, MEETING, told)]);
        assert_eq!(made.happened[0].words, MEETING);
    }
}
