//! The record of the example story against `gold/story.json`: meetings, offices, positions, disputes.
//!
//! * **meetings**: one system meeting against one gold meeting. They are one where a telling of the one stands in a sentence of a telling of
//!   the other, the status agrees (held; or not: expected, called off, denied), everybody whom gold names takes part (a state or group
//!   where somebody who acts for it is named, and the other way round), and nobody takes part whom gold does not know (mediator and host are
//!   known). A meeting in two pieces is one right and one too many. Visits and calls are meetings. Of those right, `day` and `place`
//!   are the shares with gold's own, where gold has one.
//! * **offices**: person, title and organisation. Titles are compared as the record does; an office that the reports name in passing
//!   (`top diplomat`) is right where all its places are gold's places for that person. Who holds the office that gold names as the organisation
//!   (`President of …`) stands for it. A gold office is found by its own title; `head of …` and the like by `head` only where the person has no
//!   other that is called so.
//! * **positions**: one telling: report, actor, stance and whether it is the actor's own or a claim about it, with words that overlap. `side`
//!   asks only for or against. Headlines are left out. `issues` is over pairs of tellings that are right: in one issue or not.
//! * **disputes**: two sides whose words overlap those of two accounts of one gold dispute; `kind` is the share of those with gold's kind.

use super::Score;
use readout_core::{Reading, Span};
use readout_intake::{Options, Sources};
use readout_join::view::meeting::Status;
use readout_join::view::{Meeting, met};
use readout_join::{Evidence, Record};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/reports");
const STORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../gold/story.json");

/// Scores the joined example story.
pub(crate) fn score(_gold: Option<&Path>, errors: bool) -> Vec<Score> {
    let Some(story) = std::fs::read_to_string(STORY).ok().and_then(|story| serde_json::from_str::<Value>(&story).ok()) else {
        return Vec::new();
    };
    let reports = Sources::new(vec![PathBuf::from(EXAMPLES)], Options::default()).filter_map(Result::ok);
    let mut readings: Vec<Reading> =
        reports.map(|report| readout_read::read(&report, super::model(), &readout_read::Settings::default())).collect();
    let key = |reading: &Reading| {
        let published = reading.report.published.as_ref().map(|published| published.value.clone());
        (published.is_none(), published, reading.report.outlet.clone(), reading.report.id.clone())
    };
    readings.sort_by_key(key);
    let record = readout_join::join(&readings);
    let case = Case { readings: &readings, record: &record, story: &story, errors };
    if errors {
        for (reading, dated) in readings.iter().zip(&record.dates.reports).filter(|(reading, _)| reading.report.published.is_none()) {
            println!("report dated\t{}\t{:?} to {:?}", reading.report.id, dated.earliest, dated.latest);
        }
        let name = |actor: &usize| record.cast.actors[*actor].name.as_str();
        record
            .cast
            .voices
            .iter()
            .chain(&record.cast.branches)
            .for_each(|(who, state)| println!("speaks for\t{}\t{}", name(who), name(state)));
    }
    let mut scores = case.meetings();
    scores.extend(case.offices());
    scores.extend(case.positions());
    scores.extend(case.disputes());
    scores
}

struct Case<'a> {
    readings: &'a [Reading],
    record: &'a Record,
    story: &'a Value,
    errors: bool,
}

fn row(measure: &str, value: f64, n: usize) -> Score {
    Score { layer: "record", case: "example story".to_owned(), measure: measure.to_owned(), value, n }
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

/// Precision, recall and F1 from right ones among the system's and found ones among gold's.
fn three(name: &str, right: usize, system: usize, found: usize, gold: usize) -> Vec<Score> {
    let (precision, recall) = (percent(right, system), percent(found, gold));
    let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
    vec![row(&format!("{name} F1"), f1, gold), row(&format!("{name} P"), precision, system), row(&format!("{name} R"), recall, gold)]
}

fn text<'v>(value: &'v Value, field: &str) -> &'v str {
    value[field].as_str().unwrap_or_default()
}

fn list<'v>(value: &'v Value, field: &str) -> &'v [Value] {
    value[field].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn words(name: &str) -> BTreeSet<String> {
    let words = name.split(|character: char| !character.is_alphanumeric()).filter(|word| word.chars().count() > 2);
    words.map(str::to_lowercase).filter(|word| !matches!(word.as_str(), "the" | "and" | "for")).collect()
}

impl Case<'_> {
    /// A gold place: the report's number and its span in bytes.
    fn place(&self, place: &Value) -> Option<Evidence> {
        let report = self.readings.iter().position(|reading| reading.report.id == text(place, "report"))?;
        let index = readout_core::CodepointIndex::new(&self.readings[report].text);
        let at = |n: usize| place["span"][n].as_u64().and_then(|at| u32::try_from(at).ok());
        Some(Evidence { report, span: index.byte_span(Span { start: at(0)?, end: at(1)? }) })
    }

    /// The sentences of a span.
    fn sentences(&self, place: Evidence) -> BTreeSet<(usize, usize)> {
        let sentences = self.readings[place.report].sentences.iter().enumerate();
        sentences.filter(|(_, sentence)| sentence.overlaps(place.span)).map(|(at, _)| (place.report, at)).collect()
    }

    /// Whether an actor goes by a gold name: its own name has all of gold's words, or gold's name all of its. Only the fullest name counts: an
    /// actor that also bears another's name is two actors made one.
    fn is(&self, actor: usize, gold: &str) -> bool {
        let wanted = words(gold);
        let own = words(&self.record.cast.actors[actor].name);
        !own.is_empty() && (wanted.is_subset(&own) || own.is_subset(&wanted) && own.len() * 2 >= wanted.len())
    }

    /// Everybody who can stand for an actor in a meeting: the actor, and the bodies it holds an office in, by gold.
    fn stands_for(&self, gold_person: &str) -> Vec<String> {
        let offices = list(self.story, "offices").iter().filter(|office| text(office, "person") == gold_person);
        let mut names: Vec<String> = offices.map(|office| text(office, "org").to_owned()).collect();
        names.push(gold_person.to_owned());
        // The story's two sides go by more names than their offices do.
        for (body, other) in [("Ossara", "Ossara's government"), ("Tavash Unity Council", "rebels of Tavash")] {
            if names.iter().any(|name| name == body) {
                names.push(other.to_owned());
            }
        }
        names
    }

    fn meetings(&self) -> Vec<Score> {
        let view = met(self.readings, self.record, &[]);
        let gold = list(self.story, "meetings");
        let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
        let (mut days, mut places) = ((0, 0), (0, 0));
        for (at, meeting) in view.meetings.iter().enumerate() {
            let Some(found) = (0..gold.len()).find(|place| !taken.contains_key(place) && self.same_meeting(meeting, &gold[*place])) else {
                if self.errors {
                    let near: Vec<&str> = gold.iter().filter(|gold| self.same_place(meeting, gold)).map(|gold| text(gold, "id")).collect();
                    println!("meeting too many\t{}\t(gold there: {})", self.show(meeting), near.join(", "));
                }
                continue;
            };
            taken.insert(found, at);
            if let Some(day) = gold[found]["date"].as_str() {
                days.1 += 1;
                let right = meeting.when.as_ref().is_some_and(|when| when.value.starts_with(day));
                days.0 += usize::from(right);
                if !right && self.errors {
                    println!("meeting dated otherwise\t{}\tgold {day}", self.show(meeting));
                }
            }
            if let Some(place) = gold[found]["place"].as_str() {
                places.1 += 1;
                let right = meeting.place.as_deref().is_some_and(|own| words(own) == words(place));
                places.0 += usize::from(right);
                if !right && self.errors {
                    println!("meeting placed otherwise\t{}\tgold {place}", self.show(meeting));
                }
            }
        }
        if self.errors {
            for (at, missing) in gold.iter().enumerate().filter(|(at, _)| !taken.contains_key(at)) {
                let near = view.meetings.iter().filter(|meeting| self.same_place(meeting, missing)).map(|meeting| self.show(meeting));
                println!("meeting missing\t{}\t(found there: {})", text(&gold[at], "id"), near.collect::<Vec<_>>().join(" / "));
            }
        }
        let mut scores = three("meetings", taken.len(), view.meetings.len(), taken.len(), gold.len());
        scores.push(row("meetings day", percent(days.0, days.1), days.1));
        scores.push(row("meetings place", percent(places.0, places.1), places.1));
        scores
    }

    fn show(&self, meeting: &Meeting) -> String {
        let who: Vec<&str> = meeting.participants.iter().map(|party| party.name.as_str()).collect();
        let when = meeting.when.as_ref().map_or("-", |when| when.value.as_str());
        let place = meeting.place.as_deref().unwrap_or("-");
        let ids: Vec<&str> = meeting.cites.iter().map(|cite| self.readings[cite.report].report.id.as_str()).collect();
        format!("{} {when} {place}: {} [{}] {}", meeting.status.text(), who.join(" + "), ids.join(" "), meeting.words)
    }

    fn same_place(&self, meeting: &Meeting, gold: &Value) -> bool {
        let told: BTreeSet<(usize, usize)> =
            list(gold, "told").iter().filter_map(|place| self.place(place)).flat_map(|place| self.sentences(place)).collect();
        let own =
            meeting.tellings.iter().flat_map(|told| told.cite.spans.iter().map(|span| Evidence { report: told.cite.report, span: *span }));
        own.into_iter().any(|place| self.sentences(place).iter().any(|sentence| told.contains(sentence)))
    }

    fn same_meeting(&self, meeting: &Meeting, gold: &Value) -> bool {
        let held = text(gold, "status") == "held";
        if held != (meeting.status == Status::Held) || !self.same_place(meeting, gold) {
            return false;
        }
        let named = |field: &str| -> Vec<String> {
            let one = gold[field].as_str().into_iter();
            let many = list(gold, field).iter().filter_map(Value::as_str);
            one.chain(many).map(str::to_owned).collect()
        };
        let wanted: Vec<Vec<String>> = named("participants").iter().map(|name| self.stands_for(name)).collect();
        let present = |names: &Vec<String>| meeting.participants.iter().any(|party| names.iter().any(|name| self.is(party.actor, name)));
        let mut known: Vec<String> = wanted.iter().flatten().cloned().collect();
        known.extend(named("mediator").iter().flat_map(|name| self.stands_for(name)));
        known.extend(named("host"));
        known.extend(named("place"));
        let nobody_else = meeting.participants.iter().all(|party| known.iter().any(|name| self.is(party.actor, name)));
        wanted.iter().all(present) && nobody_else
    }

    fn offices(&self) -> Vec<Score> {
        let gold = list(self.story, "offices");
        let plain = |title: &str| match title.to_lowercase().as_str() {
            "leader" | "chief" | "boss" => "head".to_owned(),
            title => title.to_owned(),
        };
        let (mut system, mut right) = (0, 0);
        let mut found: BTreeSet<usize> = BTreeSet::new();
        for office in &self.record.offices {
            let org_fits = |gold: &Value| {
                let wanted = text(gold, "org");
                // `President of Ossara` is who holds that office.
                let holds = |org: usize| {
                    list(self.story, "offices").iter().any(|office| {
                        let called = format!("{} of {}", text(office, "title"), text(office, "org"));
                        called.eq_ignore_ascii_case(wanted) && self.is(org, text(office, "person"))
                    })
                };
                office.org.is_some_and(|org| {
                    self.is(org, wanted) || holds(org) || words(wanted).is_superset(&words(&self.record.cast.actors[org].name))
                })
            };
            for holder in &office.holders {
                system += 1;
                let mine: Vec<usize> = (0..gold.len()).filter(|at| self.is(holder.actor, text(&gold[*at], "person"))).collect();
                let title_fits = |gold: &Value| {
                    let (own, wanted) = (plain(&office.title), plain(text(gold, "title")));
                    let shorter = wanted.starts_with(&format!("{own} for ")) || wanted.starts_with(&format!("{own} of "));
                    own == wanted || shorter && !mine.iter().any(|at| plain(text(&list(self.story, "offices")[*at], "title")) == own)
                };
                let whole: Vec<usize> = mine.iter().copied().filter(|at| title_fits(&gold[*at]) && org_fits(&gold[*at])).collect();
                let seen: BTreeSet<(usize, usize)> = mine
                    .iter()
                    .flat_map(|at| list(&gold[*at], "seen"))
                    .filter_map(|place| self.place(place))
                    .flat_map(|place| self.sentences(place))
                    .collect();
                let in_passing = || {
                    !mine.is_empty()
                        && mine.iter().any(|at| org_fits(&gold[*at]))
                        && holder.evidence.iter().all(|place| self.sentences(*place).iter().any(|sentence| seen.contains(sentence)))
                };
                if !whole.is_empty() || in_passing() {
                    right += 1;
                } else if self.errors {
                    let org = office.org.map_or("-", |org| self.record.cast.actors[org].name.as_str());
                    let name = &self.record.cast.actors[holder.actor].name;
                    let places: Vec<String> = holder.evidence.iter().map(|place| self.words(*place)).collect();
                    println!("office too many\t{name}: {} of {org}\t{}", office.title, places.join(" / "));
                }
                found.extend(whole);
            }
        }
        if self.errors {
            for (_, gold) in gold.iter().enumerate().filter(|(at, _)| !found.contains(at)) {
                println!("office missing\t{}: {} of {}", text(gold, "person"), text(gold, "title"), text(gold, "org"));
            }
        }
        three("offices", right, system, found.len(), gold.len())
    }

    fn words(&self, place: Evidence) -> String {
        let reading = &self.readings[place.report];
        format!("{}: {}", reading.report.id, place.span.of(&reading.text).split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn positions(&self) -> Vec<Score> {
        struct Wanted<'v> {
            actor: &'v str,
            issue: usize,
            stance: &'v str,
            own: bool,
            place: Evidence,
        }
        struct Told {
            actor: usize,
            issue: usize,
            stance: &'static str,
            side: i8,
            own: bool,
            place: Evidence,
        }
        let mut wanted: Vec<Wanted<'_>> = Vec::new();
        for (issue, position) in list(self.story, "positions").iter().enumerate() {
            for stance in list(position, "stances") {
                let Some(place) = self.place(stance) else { continue };
                wanted.push(Wanted {
                    actor: text(position, "actor"),
                    issue,
                    stance: text(stance, "stance"),
                    own: stance["by"].is_null(),
                    place,
                });
            }
        }
        let mut told: Vec<Told> = Vec::new();
        for (place, issue) in self.record.issues.iter().enumerate() {
            for stand in &issue.stands {
                let stance = readout_join::position::name(stand.stance);
                let side = readout_join::position::side(stand.stance);
                for (report, at) in &stand.tellings {
                    let span = self.readings[*report].positions[*at].span;
                    // A headline says again what the report says; gold has the report's words.
                    if self.readings[*report].report.title_span.is_some_and(|title| title.overlaps(span)) {
                        continue;
                    }
                    told.push(Told {
                        actor: stand.actor,
                        issue: place,
                        stance,
                        side,
                        own: stand.according_to.is_none(),
                        place: Evidence { report: *report, span },
                    });
                }
            }
        }
        let side = |stance: &str| match stance {
            "demands" | "supports" | "accepts" | "offers" => 1,
            "opposes" | "rejects" => -1,
            _ => 0,
        };
        let at_one_place =
            |told: &Told, wanted: &Wanted<'_>| told.place.report == wanted.place.report && told.place.span.overlaps(wanted.place.span);
        let whose = |told: &Told, wanted: &Wanted<'_>| {
            let officers = list(self.story, "offices").iter().filter(|office| text(office, "org") == wanted.actor);
            // An officer's own words can be told as the officer's.
            let as_officer = || officers.into_iter().any(|office| self.is(told.actor, text(office, "person")));
            at_one_place(told, wanted) && (self.is(told.actor, wanted.actor) || as_officer())
        };
        let exact = |told: &Told, wanted: &Wanted<'_>| whose(told, wanted) && told.stance == wanted.stance && told.own == wanted.own;
        let alike = |told: &Told, wanted: &Wanted<'_>| whose(told, wanted) && told.side == side(wanted.stance) && told.own == wanted.own;
        let mut scores = Vec::new();
        let count = |fits: &dyn Fn(&Told, &Wanted<'_>) -> bool| {
            let mut used: BTreeSet<usize> = BTreeSet::new();
            let mut pairs: Vec<(usize, usize)> = Vec::new();
            for (at, telling) in told.iter().enumerate() {
                if let Some(found) = (0..wanted.len()).find(|place| !used.contains(place) && fits(telling, &wanted[*place])) {
                    used.insert(found);
                    pairs.push((at, found));
                }
            }
            pairs
        };
        let pairs = count(&exact);
        scores.extend(three("positions", pairs.len(), told.len(), pairs.len(), wanted.len()));
        let sides = count(&alike);
        scores.extend(three("positions, side", sides.len(), told.len(), sides.len(), wanted.len()).into_iter().take(1));
        let places = count(&at_one_place);
        scores.extend(three("positions, place", places.len(), told.len(), places.len(), wanted.len()).into_iter().take(1));
        // Issues are those of gold whoever takes a side on them: gold's lists of one label are one issue.
        let labels: Vec<&str> = list(self.story, "positions").iter().map(|position| text(position, "issue")).collect();
        let (mut together, mut gold_together, mut both) = (0, 0, 0);
        for (n, one) in pairs.iter().enumerate() {
            for other in &pairs[n + 1..] {
                let own = told[one.0].issue == told[other.0].issue;
                let right = labels[wanted[one.1].issue] == labels[wanted[other.1].issue];
                together += usize::from(own);
                gold_together += usize::from(right);
                both += usize::from(own && right);
                if self.errors && own != right {
                    let shown = [one.0, other.0].map(|at| self.words(told[at].place));
                    println!("issue {}\t{}", if own { "joined wrongly" } else { "not joined" }, shown.join(" / "));
                }
            }
        }
        scores.extend(three("positions, issues", both, together, both, gold_together).into_iter().take(1));
        if self.errors {
            for (at, telling) in told.iter().enumerate().filter(|(at, _)| !pairs.iter().any(|pair| pair.0 == *at)) {
                let _ = at;
                let actor = &self.record.cast.actors[telling.actor].name;
                let near: Vec<String> = wanted
                    .iter()
                    .filter(|wanted| at_one_place(telling, wanted))
                    .map(|wanted| format!("{} {}{}", wanted.actor, wanted.stance, if wanted.own { "" } else { ", claimed" }))
                    .collect();
                let own = if telling.own { "" } else { ", claimed" };
                println!(
                    "position too many\t{actor} {}{own}\t{}\t(gold there: {})",
                    telling.stance,
                    self.words(telling.place),
                    near.join("; ")
                );
            }
            for (_, missing) in wanted.iter().enumerate().filter(|(at, _)| !pairs.iter().any(|pair| pair.1 == *at)) {
                let own = if missing.own { "" } else { ", claimed" };
                println!("position missing\t{} {}{own}\t{}", missing.actor, missing.stance, self.words(missing.place));
            }
        }
        scores
    }

    fn disputes(&self) -> Vec<Score> {
        let gold = list(self.story, "disputes");
        let accounts: Vec<Vec<Evidence>> =
            gold.iter().map(|dispute| list(dispute, "accounts").iter().filter_map(|place| self.place(place)).collect()).collect();
        let mut found: BTreeSet<usize> = BTreeSet::new();
        let (mut right, mut kinds) = (0, 0);
        for dispute in &self.record.disputes {
            // Two sides stand at two accounts of one gold dispute.
            let fits = |accounts: &Vec<Evidence>| {
                let sides: Vec<BTreeSet<usize>> = dispute
                    .sides
                    .iter()
                    .map(|side| {
                        let at = |place: &Evidence| {
                            side.evidence
                                .iter()
                                .any(|own| own.report == place.report && !self.sentences(*own).is_disjoint(&self.sentences(*place)))
                        };
                        accounts.iter().enumerate().filter(|(_, place)| at(place)).map(|(at, _)| at).collect()
                    })
                    .collect();
                sides.len() > 1 && sides.iter().all(|side| !side.is_empty()) && sides.iter().flatten().collect::<BTreeSet<_>>().len() > 1
            };
            match accounts.iter().position(fits) {
                Some(at) => {
                    right += 1;
                    if found.insert(at) {
                        kinds += usize::from(dispute.nature.text() == text(&gold[at], "kind"));
                    }
                }
                None if self.errors => {
                    let sides: Vec<String> = dispute
                        .sides
                        .iter()
                        .map(|side| side.evidence.first().map_or_else(String::new, |place| self.words(*place)))
                        .collect();
                    println!("dispute too many\t{:?} {:?}\t{}", dispute.kind, dispute.nature, sides.join(" <> "));
                }
                None => {}
            }
        }
        if self.errors {
            for (_, dispute) in gold.iter().enumerate().filter(|(at, _)| !found.contains(at)) {
                println!("dispute missing\t{}\t{}", text(dispute, "kind"), text(dispute, "about"));
            }
        }
        let mut scores = three("disputes", right, self.record.disputes.len(), found.len(), gold.len());
        scores.push(row("disputes kind", percent(kinds, found.len()), found.len()));
        scores
    }
}
