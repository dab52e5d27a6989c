//! Who is seen in which office, when first and when last, and where it changed hands. Only what the reports say, never a list.

use crate::Evidence;
use crate::dates::Dates;
use crate::entity::{Cast, most};
use crate::when;
use readout_core::{EntityType, Reading};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// An office and everybody seen in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Office {
    /// `foreign minister`.
    pub title: String,
    /// Of what, where the reports say.
    pub org: Option<usize>,
    /// In order of first sight, undated by the order of the reports.
    pub holders: Vec<Holder>,
    /// Two holders, one after the other, neither called `former` nor `acting` all the time.
    pub changed: bool,
}

/// Somebody seen in an office.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Holder {
    /// Who.
    pub actor: usize,
    /// First day of a report that sees them in it.
    pub first: Option<String>,
    /// Last day, where known.
    pub last: Option<String>,
    /// `former`, `acting`, … where every report says so.
    pub status: Option<String>,
    /// The words, report by report.
    pub evidence: Vec<Evidence>,
}

/// An office as it is printed: `foreign minister, Ardesh`.
pub fn titled(title: &str, org: Option<&str>) -> String {
    match org {
        Some(org) => format!("{title}, {org}"),
        None => title.to_owned(),
    }
}

impl Office {
    /// The office as it is printed, its body by its fullest name.
    pub fn text(&self, cast: &Cast) -> String {
        titled(&self.title, self.org.map(|org| cast.actors[org].name.as_str()))
    }
}

/// Titles that many people of one body bear at a time: seeing two in them is no change.
const SHARED: &[&str] = &[
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "official",
    "senior official",
    "minister",
    "envoy",
    "diplomat",
    "member",
    "representative",
    "officer",
    "adviser",
    "advisor",
    "lawmaker",
    "senator",
    "analyst",
    "negotiator",
    "commander",
    "general",
    "deputy",
    "ambassador",
    "aide",
    "delegate",
    "counterpart",
    "leader",
    "source",
];

/// Last words of titles that many people of one body bear at a time.
const SHARED_LAST: &[&str] = &[
    "judge",
    "justice",
    "prosecutor",
    "lawyer",
    "attorney",
    "editor",
    "reporter",
    "journalist",
    "correspondent",
    "professor",
    "candidate",
    "nominee",
    "member",
    "councillor",
    "councilor",
    "congressman",
    "congresswoman",
    "senator",
    "lawmaker",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "official",
    "adviser",
    "advisor",
    "officer",
    "aide",
    "envoy",
    "ambassador",
    "delegate",
    "negotiator",
    "activist",
    "representative",
    "economist",
    "analyst",
    "researcher",
    "player",
    "coach",
];

/// What shows somebody in an office: the words, and the status each gives.
type Seen = (Vec<Evidence>, Vec<Option<String>>);

/// Last words of titles whose bearers say what they say for the body alone.
const SPOKESPEOPLE: &[&str] = &["spokesman", "spokeswoman", "spokesperson"];

/// Of the other titles that many bear, those whose bearers speak for the body all the same.
const SPEAKING: &[&str] = &["envoy", "ambassador", "delegate", "negotiator", "representative"];

fn is_spokesman(title: &str) -> bool {
    SPOKESPEOPLE.contains(&last_word(title).as_str())
}

/// Who holds an office now, as far as the reports say.
fn present(office: &Office) -> impl Iterator<Item = &Holder> {
    office.holders.iter().filter(|holder| holder.status.as_deref() != Some("former"))
}

/// For each person the body they speak for: that of the office in which most places of the reports show them. Judges, lawmakers, analysts and
/// others of whom a body has many speak for themselves, as do those who have left.
pub(crate) fn bodies(offices: &[Office], cast: &Cast) -> BTreeMap<usize, usize> {
    let mut bodies: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for office in offices {
        let last = last_word(&office.title);
        let many = SHARED_LAST.contains(&last.as_str()) && !SPEAKING.contains(&last.as_str()) && !is_spokesman(&office.title);
        // A chief of staff is somebody's, and speaks for no body by that.
        let body = |org: &usize| cast.actors[*org].kind != EntityType::PER;
        let Some(org) = office.org.filter(|org| !many && body(org)) else { continue };
        for holder in present(office).filter(|holder| holder.actor != org && cast.actors[holder.actor].kind == EntityType::PER) {
            let best = bodies.entry(holder.actor).or_insert((0, org));
            if holder.evidence.len() > best.0 {
                *best = (holder.evidence.len(), cast.side(org));
            }
        }
    }
    bodies.into_iter().map(|(person, (_, body))| (person, body)).collect()
}

/// Spokespeople, named or not, with the body or state whose word theirs is. Of who speaks for two bodies it is not known.
pub(crate) fn spokespeople(readings: &[Reading], cast: &Cast, offices: &[Office]) -> BTreeMap<usize, usize> {
    let mut bodies: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for office in offices.iter().filter(|office| is_spokesman(&office.title)) {
        present(office).for_each(|holder| bodies.entry(holder.actor).or_default().extend(office.org.map(|org| cast.side(org))));
    }
    for (report, reading) in readings.iter().enumerate() {
        for role in reading.roles.iter().filter(|role| is_spokesman(&role.title)) {
            let person = cast.actor(report, role.entity).filter(|person| !cast.actors[*person].named);
            if let (Some(person), Some(org)) = (person, body(cast, report, role)) {
                bodies.entry(person).or_default().insert(cast.side(org));
            }
        }
    }
    let one = bodies.into_iter().filter(|(_, bodies)| bodies.len() == 1);
    one.filter_map(|(person, bodies)| Some((person, bodies.into_iter().next()?))).filter(|(person, body)| person != body).collect()
}

/// Joins the roles of all readings.
pub fn offices(readings: &[Reading], cast: &Cast, dates: &Dates) -> Vec<Office> {
    let mut seen: BTreeMap<(String, Option<usize>), BTreeMap<usize, Seen>> = BTreeMap::new();
    for (report, reading) in readings.iter().enumerate() {
        for role in &reading.roles {
            let Some(actor) = cast.actor(report, role.entity).filter(|actor| cast.actors[*actor].named) else { continue };
            let org = body(cast, report, role).or_else(|| spoken_for(cast, report, reading, role)).filter(|org| *org != actor);
            let holder = seen.entry((plain(&role.title), org)).or_default().entry(actor).or_default();
            holder.0.push(Evidence { report, span: role.span });
            holder.1.push(role.status.clone());
        }
    }
    of_persons(&mut seen, cast);
    // An office without its body is that of the one body where the same person holds it, if there is only one.
    for title in bare(&seen) {
        let Some(holders) = seen.remove(&(title.clone(), None)) else { continue };
        for (actor, found) in holders {
            let of_one = |fits: &dyn Fn(&str) -> bool| {
                let mut bodies = seen.iter().filter(|((other, org), known)| fits(other) && org.is_some() && known.contains_key(&actor));
                bodies.next().filter(|_| bodies.next().is_none()).map(|(key, _)| key.clone())
            };
            // `rebel leader` is what a report calls the head of the rebels' council.
            let key = of_one(&|other| other == title).or_else(|| of_one(&|other| last_word(other) == last_word(&title)));
            add(&mut seen, key.unwrap_or((title.clone(), None)), actor, found);
        }
    }
    one_body(&mut seen, cast);
    successors(&mut seen, readings, cast);
    ranks(&mut seen);
    // Titles are compared in small letters and told as they are mostly written: `UN envoy`.
    let mut written: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for role in readings.iter().flat_map(|reading| &reading.roles) {
        *written.entry(role.title.to_lowercase()).or_default().entry(&role.title).or_default() += 1;
    }
    let mut offices: Vec<Office> =
        seen.into_iter().map(|((title, org), holders)| office(readings, cast, dates, title, org, holders)).collect();
    for office in &mut offices {
        if let Some(title) = written.get(&office.title).and_then(most) {
            office.title = (*title).to_owned();
        }
    }
    offices.sort_by_key(|office| {
        let n: usize = office.holders.iter().map(|holder| holder.evidence.len()).sum();
        (!office.changed, std::cmp::Reverse(n), office.title.clone(), office.org)
    });
    offices
}

type Offices = BTreeMap<(String, Option<usize>), BTreeMap<usize, Seen>>;

fn bare(seen: &Offices) -> Vec<String> {
    seen.keys().filter(|(_, org)| org.is_none()).map(|(title, _)| title.clone()).collect()
}

fn add(seen: &mut Offices, key: (String, Option<usize>), actor: usize, found: Seen) {
    let holder = seen.entry(key).or_default().entry(actor).or_default();
    holder.0.extend(found.0);
    holder.1.extend(found.1);
}

/// The last word of a title, as titles are compared: `rebel leader` is a head.
fn last_word(title: &str) -> String {
    plain(title.rsplit(' ').next().unwrap_or(title))
}

/// Whose an office is: the state for its people and its government, a person where it is in their service.
fn body(cast: &Cast, report: usize, role: &readout_core::Role) -> Option<usize> {
    let org = cast.state(report, role.org?)?;
    // Of a person only those in somebody's service, and ministers, who are then the state's.
    let serves = ["chief of staff", "secretary", "spokesman", "spokeswoman", "adviser", "advisor", "deputy", "aide", "envoy", "minister"];
    if cast.actors[org].kind == EntityType::PER
        && cast.actors[org].named
        && !serves.iter().any(|office| role.title.to_lowercase().ends_with(office))
    {
        return None;
    }
    let seat = cast.actors[org].kind != EntityType::PER && cast.actors[org].named && cast.actors[org].kind != EntityType::ORG;
    // A minister of Karsk, where the government sits, is one of Nalvia; its mayor is not.
    let minister = role.title.to_lowercase().contains("minister") || role.title.eq_ignore_ascii_case("president");
    let unnamed = !cast.actors[org].named;
    Some(if seat && minister || unnamed { cast.voice(org) } else { org })
}

/// The body for which somebody speaks in an office that the report names without it: `A spokeswoman for the ministry said … spokeswoman Mara
/// Todor told KP`. Two bodies are none.
fn spoken_for(cast: &Cast, report: usize, reading: &Reading, role: &readout_core::Role) -> Option<usize> {
    let own = reading.attributions.iter().filter(|attribution| attribution.speaker == Some(role.entity));
    let same = own.filter(|attribution| attribution.voice.office.as_deref().is_some_and(|office| plain(office) == plain(&role.title)));
    let behalf: BTreeSet<_> = same.filter_map(|attribution| attribution.voice.behalf).collect();
    let org = behalf.first().copied().filter(|_| role.org.is_none() && behalf.len() == 1)?;
    body(cast, report, &readout_core::Role { org: Some(org), ..role.clone() })
}

/// `his foreign minister` is that of the state he heads, `her deputy` the deputy head of what she heads.
fn of_persons(seen: &mut Offices, cast: &Cast) {
    let heads = |of: usize, seen: &Offices| -> Vec<(String, usize)> {
        let held = seen.iter().filter(|((_, org), holders)| org.is_some() && holders.contains_key(&of));
        held.filter_map(|((title, org), _)| Some((title.clone(), (*org)?))).collect()
    };
    let keys: Vec<(String, usize)> = seen.keys().filter_map(|(title, org)| Some((title.clone(), (*org)?))).collect();
    for (title, person) in keys.into_iter().filter(|(_, org)| cast.actors[*org].kind == EntityType::PER) {
        let held = heads(person, seen);
        let states: Vec<usize> = held.iter().filter(|(_, org)| cast.actors[*org].kind == EntityType::GPE).map(|(_, org)| *org).collect();
        let leads = held.iter().find(|(title, _)| matches!(last_word(title).as_str(), "head" | "president" | "chairman" | "commander"));
        let key = match title.as_str() {
            minister if minister.ends_with("minister") => (title.clone(), states.first().copied()),
            "deputy" => match leads {
                Some((head, org)) => (format!("deputy {head}"), Some(*org)),
                None => continue,
            },
            _ => continue,
        };
        for (actor, found) in seen.remove(&(title.clone(), Some(person))).unwrap_or_default() {
            add(seen, key.clone(), actor, found);
        }
    }
}

/// A bare title that reports give somebody only after they last saw another in that office of the state they are about: `Foreign Minister Vey`
/// follows `Ardesh's foreign minister, Mara Todor`. Where both are seen at a time, or nobody was before, nothing is made of it.
fn successors(seen: &mut Offices, readings: &[Reading], cast: &Cast) {
    let days = |found: &Seen| -> Option<(jiff::civil::Date, jiff::civil::Date)> {
        let days: Vec<_> = found.0.iter().filter_map(|place| when::published(&readings[place.report])).collect();
        Some((*days.iter().min()?, *days.iter().max()?))
    };
    let told = crate::voice::states_told(readings, cast);
    for title in bare(seen) {
        let actors: Vec<usize> = seen[&(title.clone(), None)].keys().copied().collect();
        for actor in actors {
            let found = seen[&(title.clone(), None)][&actor].clone();
            let reports: BTreeSet<usize> = found.0.iter().map(|place| place.report).collect();
            let mut about: BTreeMap<usize, usize> = BTreeMap::new();
            for report in &reports {
                // A state whose own holder of the office the report names is not the one meant.
                let named = |holder: &usize| *holder != actor && cast.actors[*holder].members.iter().any(|(member, _)| member == report);
                let taken = |state: &usize| seen.get(&(title.clone(), Some(*state))).is_some_and(|holders| holders.keys().any(named));
                let free: BTreeMap<usize, usize> =
                    told[*report].iter().filter(|(state, _)| !taken(state)).map(|(state, n)| (*state, *n)).collect();
                if let Some(state) = crate::voice::most_told(&free) {
                    *about.entry(state).or_default() += 1;
                }
            }
            let Some((state, n)) = about.into_iter().max_by_key(|(state, n)| (*n, std::cmp::Reverse(*state))) else { continue };
            let before = seen.get(&(title.clone(), Some(state)));
            let after_all = before.is_some_and(|holders| {
                let own = days(&found);
                !holders.is_empty() && holders.values().all(|other| days(other).zip(own).is_some_and(|(other, own)| other.1 < own.0))
            });
            if n * 2 > reports.len() && reports.len() > 1 && after_all {
                seen.get_mut(&(title.clone(), None)).map(|holders| holders.remove(&actor));
                add(seen, (title.clone(), Some(state)), actor, found);
            }
        }
    }
    seen.retain(|_, holders| !holders.is_empty());
}

/// A bare rank is no office of somebody who has one.
fn ranks(seen: &mut Offices) {
    const RANKS: &[&str] = &["general", "colonel", "captain", "major", "lieutenant", "brigadier", "admiral", "marshal", "gen.", "col."];
    let held: BTreeSet<usize> =
        seen.iter().filter(|((title, _), _)| !RANKS.contains(&title.as_str())).flat_map(|(_, holders)| holders.keys().copied()).collect();
    for ((title, _), holders) in seen.iter_mut() {
        if RANKS.contains(&title.as_str()) {
            holders.retain(|actor, _| !held.contains(actor));
        }
    }
    seen.retain(|_, holders| !holders.is_empty());
}

/// One office of one person is not of two bodies that are one state: `Ardeshi foreign minister` and `foreign minister of Ardesh`.
fn one_body(seen: &mut BTreeMap<(String, Option<usize>), BTreeMap<usize, Seen>>, cast: &Cast) {
    let of_state = |org: usize| matches!(cast.actors[org].kind, EntityType::GPE | EntityType::NORP) && cast.actors[org].code.is_some();
    let keys: Vec<(String, usize)> = seen.keys().filter_map(|(title, org)| Some((title.clone(), (*org)?))).collect();
    for (title, org) in &keys {
        let other = keys.iter().find(|(other_title, other)| {
            let (own, against) = (&cast.actors[*org], &cast.actors[*other]);
            // The state, of its people and its name; the name used most, of two.
            let better = (against.kind == EntityType::GPE, against.members.len(), std::cmp::Reverse(*other))
                > (own.kind == EntityType::GPE, own.members.len(), std::cmp::Reverse(*org));
            let shared = || {
                let holders = |org: usize| seen.get(&(title.clone(), Some(org)));
                holders(*org).zip(holders(*other)).is_some_and(|(one, two)| one.keys().any(|actor| two.contains_key(actor)))
            };
            other_title == title && other != org && better && of_state(*org) && of_state(*other) && own.code == against.code && shared()
        });
        let Some((_, other)) = other.cloned() else { continue };
        let Some(moved) = seen.remove(&(title.clone(), Some(*org))) else { continue };
        let kept = seen.entry((title.clone(), Some(other))).or_default();
        for (actor, found) in moved {
            let holder = kept.entry(actor).or_default();
            holder.0.extend(found.0);
            holder.1.extend(found.1);
        }
    }
}

/// Whether a report says that somebody is new in an office, or no longer in it.
fn roles_say_so(readings: &[Reading], cast: &Cast, holder: &Holder) -> bool {
    holder.evidence.iter().any(|seen| {
        let roles = readings[seen.report].roles.iter().filter(|role| cast.actor(seen.report, role.entity) == Some(holder.actor));
        roles.into_iter().any(|role| role.status.is_some())
    })
}

fn office(readings: &[Reading], cast: &Cast, dates: &Dates, title: String, org: Option<usize>, holders: BTreeMap<usize, Seen>) -> Office {
    let mut holders: Vec<Holder> = holders
        .into_iter()
        .map(|(actor, (mut evidence, statuses))| {
            let status = status_of(readings, &evidence, &statuses);
            evidence.sort_unstable();
            let days: Vec<String> =
                evidence.iter().filter_map(|seen| when::published(&readings[seen.report])).map(|day| day.to_string()).collect();
            Holder { actor, first: days.iter().min().cloned(), last: days.iter().max().cloned(), status, evidence }
        })
        .collect();
    // Undated reports stand in the order that they themselves suggest.
    let place = |report: usize| dates.order.iter().flatten().position(|group| group.contains(&report));
    holders.sort_by_key(|holder| {
        (
            when::order(holder.first.as_deref()),
            holder.evidence.iter().filter_map(|seen| place(seen.report)).min(),
            holder.evidence.first().copied(),
        )
    });
    let regular: Vec<&Holder> = holders.iter().filter(|holder| holder.status.is_none()).collect();
    let last = title.rsplit(' ').next().unwrap_or_default();
    let shared = SHARED.contains(&title.as_str()) || SHARED_LAST.contains(&last) || org.is_none();
    // Two names with a word in common may be one person's, and two people whom one report each saw in it need not follow each other.
    let words = |holder: &Holder| -> BTreeSet<String> {
        cast.actors[holder.actor]
            .name
            .split(|letter: char| !letter.is_alphanumeric())
            .map(str::to_lowercase)
            .filter(|word| word.len() > 2)
            .collect()
    };
    let reports = |holder: &Holder| holder.evidence.iter().map(|seen| seen.report).collect::<BTreeSet<_>>();
    let told_apart = |pair: &[&Holder]| {
        let seen_well = pair.iter().any(|holder| reports(holder).len() > 1);
        let said = |holder: &Holder| roles_say_so(readings, cast, holder);
        words(pair[0]).is_disjoint(&words(pair[1])) && (seen_well || pair.iter().any(|holder| said(holder)))
    };
    let one_after_the_other = |pair: &[&Holder]| match (&pair[0].last, &pair[1].first) {
        // Whom one report sees in it beside another follows nobody by that.
        _ if reports(pair[0]) == reports(pair[1]) => false,
        (Some(last), Some(first)) => last <= first,
        // Undated: they differ, and nothing says that they held it together.
        _ => true,
    };
    let changed = !shared && regular.len() > 1 && regular.windows(2).all(|pair| one_after_the_other(pair) && told_apart(pair));
    Office { title, org, holders, changed }
}

/// `former`, `acting`: where every report says so; and `former` where the last does, whatever it calls them beside that.
fn status_of(readings: &[Reading], evidence: &[Evidence], statuses: &[Option<String>]) -> Option<String> {
    let first = statuses.first().cloned().flatten();
    if first.is_some() && statuses.iter().all(|other| *other == first) {
        return first;
    }
    let order = |seen: &Evidence| (when::published(&readings[seen.report]), seen.report);
    let last = evidence.iter().max_by_key(|seen| order(seen))?.report;
    let mut there = evidence.iter().zip(statuses).filter(|(seen, _)| seen.report == last);
    there.any(|(_, status)| status.as_deref() == Some("former")).then(|| "former".to_owned())
}

/// A title in small letters, as it is compared. `head` and `leader` of one body are one office.
pub(crate) fn plain(title: &str) -> String {
    let words: Vec<String> = title.split_whitespace().map(str::to_lowercase).filter(|word| word != "the").collect();
    match words.join(" ").as_str() {
        "leader" | "chief" | "boss" => "head".to_owned(),
        title => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::made::Made;
    use readout_core::{EntityType, Reading};

    /// Offices as `title, body: holders`.
    fn check(readings: &[Reading], expect: &[&str]) {
        let record = crate::join(readings);
        let name = |actor: usize| record.cast.actors[actor].name.clone();
        let line = |office: &super::Office| {
            let holders: Vec<String> = office.holders.iter().map(|holder| name(holder.actor)).collect();
            format!("{}: {}{}", office.text(&record.cast), holders.join(" · "), if office.changed { ", changed" } else { "" })
        };
        let mut found: Vec<String> = record.offices.iter().map(line).collect();
        found.sort();
        assert_eq!(found, expect);
    }

    const STATE: &str = "Nalvia's foreign minister, Mara Todor, spoke of Nalvia and the Nalvian army.";

    fn minister(id: &str, day: &str) -> Made {
        let report = Made::report(id, STATE).published(day).names(EntityType::GPE, &["Nalvia"]).names(EntityType::PER, &["Mara Todor"]);
        report.role("Mara Todor", "foreign minister", "Nalvia")
    }

    fn bare(id: &str, day: &str, person: &str) -> Made {
        let text = format!("Foreign Minister {person} left Nalvia.\nNalvia said so.");
        let report = Made::report(id, &text).published(day).names(EntityType::GPE, &["Nalvia"]).names(EntityType::PER, &[person]);
        report.role(person, "foreign minister", "")
    }

    #[test]
    fn who_follows_in_an_office_is_in_it() {
        let later =
            [minister("a", "2031-03-01").done(), bare("b", "2031-05-01", "Ilan Vesh").done(), bare("c", "2031-06-01", "Ilan Vesh").done()];
        check(&later, &["foreign minister, Nalvia: Mara Todor · Ilan Vesh, changed"]);
    }

    #[test]
    fn who_is_seen_beside_the_holder_follows_nobody() {
        let beside =
            [bare("a", "2031-01-01", "Ilan Vesh").done(), minister("b", "2031-03-01").done(), bare("c", "2031-06-01", "Ilan Vesh").done()];
        check(&beside, &["foreign minister, Nalvia: Mara Todor", "foreign minister: Ilan Vesh"]);
        // One report alone may speak of another country's.
        let once = [minister("a", "2031-03-01").done(), bare("b", "2031-05-01", "Ilan Vesh").done()];
        check(&once, &["foreign minister, Nalvia: Mara Todor", "foreign minister: Ilan Vesh"]);
    }

    #[test]
    fn not_every_second_name_is_a_change_of_hands() {
        let seen = |id: &str, day: &str, person: &str, title: &str| {
            let report = Made::report(id, &format!("{person}, {title} of Nalvia, spoke of Nalvia.")).published(day);
            report.names(EntityType::GPE, &["Nalvia"]).names(EntityType::PER, &[person]).role(person, title, "Nalvia").done()
        };
        let twice = |person: &str, title: &str| {
            [
                seen("a", "2031-01-01", "Mara Todor", title),
                seen("b", "2031-02-01", "Mara Todor", title),
                seen("c", "2031-05-01", person, title),
            ]
        };
        check(&twice("Ilan Vesh", "governor"), &["governor, Nalvia: Mara Todor · Ilan Vesh, changed"]);
        check(&twice("Ilan Vesh", "district judge"), &["district judge, Nalvia: Mara Todor · Ilan Vesh"]);
        check(&twice("Ana Todor", "governor"), &["governor, Nalvia: Mara Todor · Ana Todor"]);
        // Each by one report: governors of two times, or of two places.
        check(&twice("Ilan Vesh", "governor")[1..], &["governor, Nalvia: Mara Todor · Ilan Vesh"]);
    }

    #[test]
    fn a_bare_title_and_a_rank_go_with_the_office() {
        let text = "Ilan Vesh, head of the Free Council, met General Aksel Orn, head of the Free Mission.\nRebel leader Ilan Vesh spoke.";
        let report = Made::report("a", text)
            .names(EntityType::ORG, &["Free Council", "Free Mission"])
            .names(EntityType::PER, &["Ilan Vesh", "Aksel Orn"])
            .role("Ilan Vesh", "head", "Free Council")
            .role("Ilan Vesh", "rebel leader", "")
            .role("Aksel Orn", "head", "Free Mission")
            .role("Aksel Orn", "general", "");
        check(&[report.done()], &["head, Free Council: Ilan Vesh", "head, Free Mission: Aksel Orn"]);
    }

    #[test]
    fn an_office_is_that_of_the_body_for_which_its_holder_speaks() {
        let text = "A spokeswoman for the Free Council said no.\nThe Free Mission left.\nSpokeswoman Mara Todor told KP no again.";
        let report = |bodies: &[&str]| {
            let mut reading = Made::report("a", text)
                .names(EntityType::ORG, &["Free Council", "Free Mission"])
                .names(EntityType::PER, &["Mara Todor"])
                .role("Mara Todor", "spokeswoman", "")
                .said("Mara Todor", "says", "said", "no")
                .said("Mara Todor", "says", "told", "no again")
                .done();
            for (attribution, body) in reading.attributions.iter_mut().zip(bodies) {
                let place = reading.entities.iter().position(|entity| entity.name == *body).map(readout_core::EntityId::new);
                attribution.voice = readout_core::Voice { office: Some("spokeswoman".to_owned()), behalf: place, ..Default::default() };
            }
            reading
        };
        check(&[report(&["Free Council"])], &["spokeswoman, Free Council: Mara Todor"]);
        check(&[report(&["Free Council", "Free Mission"])], &["spokeswoman: Mara Todor"]);
    }

    #[test]
    fn whose_deputy_somebody_is() {
        let report = Made::report("a", "Mara Todor, head of the Free Council, and her deputy Ilan Vesh spoke.")
            .names(EntityType::ORG, &["Free Council"])
            .names(EntityType::PER, &["Mara Todor", "Ilan Vesh"])
            .role("Mara Todor", "head", "Free Council")
            .role("Ilan Vesh", "deputy", "Mara Todor");
        check(&[report.done()], &["deputy head, Free Council: Ilan Vesh", "head, Free Council: Mara Todor"]);
    }

    #[test]
    fn who_commands_those_who_are_only_described_is_theirs() {
        let report = Made::report("a", "The monitors' commander, Aksel Orn, spoke.\nThe monitors left.")
            .names(EntityType::PER, &["Aksel Orn"])
            .described(EntityType::PER, "The monitors")
            .role("Aksel Orn", "commander", "The monitors");
        check(&[report.done()], &["commander, The monitors: Aksel Orn"]);
        // Of somebody by name only those in their service.
        let named = Made::report("a", "Mara Todor's commander, Aksel Orn, spoke.")
            .names(EntityType::PER, &["Aksel Orn", "Mara Todor"])
            .role("Aksel Orn", "commander", "Mara Todor");
        check(&[named.done()], &["commander: Aksel Orn"]);
    }

    #[test]
    fn who_was_in_it_before_is_former_and_one_report_changes_nothing() {
        let text = "Former President Ilan Vesh of Nalvia died.\nPresident Vesh fell in 2011.\nPresident Mara Todor of Nalvia spoke.";
        let report = |former: bool| {
            let mut reading = Made::report("a", text)
                .published("2031-06-01")
                .names(EntityType::PER, &["Ilan Vesh", "Mara Todor"])
                .names(EntityType::GPE, &["Nalvia"])
                .role("Ilan Vesh", "president", "Nalvia")
                .role("Ilan Vesh", "president", "Nalvia")
                .role("Mara Todor", "president", "Nalvia")
                .done();
            reading.roles[0].status = former.then(|| "former".to_owned());
            reading
        };
        let status = |reading: Reading| crate::join(&[reading]).offices[0].holders[0].status.clone();
        assert_eq!(status(report(true)), Some("former".to_owned()));
        assert_eq!(status(report(false)), None);
        check(&[report(true)], &["president, Nalvia: Ilan Vesh · Mara Todor"]);
        check(&[report(false)], &["president, Nalvia: Ilan Vesh · Mara Todor"]);
    }
}
