//! Claims on how many, side by side: what was counted, where, and by whom. Nothing is averaged and no claim replaces another.
//!
//! Two claims are on the same thing where one text or one sentence gives both, or where their words are alike, their numbers near, and nothing
//! tells them apart: the place, the days, the length of time they count over, the kind of cases, the course of events. Sets are joined only
//! where that holds of each with each, the most alike first: a toll without a place does not tie that of one country to that of another.

use crate::account::{Account, Telling, accounts};
use crate::copies::Copies;
use crate::entity::Cast;
use crate::groups::Groups;
use crate::story::Story;
use crate::when;
use crate::words::content_words;
use jiff::civil::Date;
use readout_core::{Bound, EntityId, Figure, FigureId, Reading, Span};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Claims on the same thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// What happened to those counted: `killed`.
    pub counted: String,
    /// Where, as far as the claims say.
    pub place: Option<usize>,
    /// The claims, by date of report, then by value.
    pub claims: Vec<Claim>,
}

/// One claim, however often it is printed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Who claims it; unknown where no claimant is named.
    pub claimant: Option<usize>,
    /// The printings: report and figure.
    pub tellings: Vec<(usize, FigureId)>,
    /// Least it can mean.
    pub low: f64,
    /// Most it can mean; none for `at least`.
    pub high: Option<f64>,
    /// First day on which it is printed.
    pub first: Option<String>,
    /// Independent accounts.
    pub accounts: Vec<Account>,
}

/// What counts losses, in order of weight.
pub(crate) const TOLLS: &[&str] = &["killed", "wounded", "injured", "missing", "displaced", "detained", "arrested", "abducted"];

/// A figure, as it is compared.
struct Counted<'a> {
    report: usize,
    id: FigureId,
    figure: &'a Figure,
    counted: String,
    place: Option<usize>,
    claimant: Option<usize>,
    /// Numbers of its words, sorted.
    words: Vec<u32>,
    /// Whether the words call the cases confirmed, or suspected.
    confirmed: bool,
    suspected: bool,
    /// When those counted came to be counted, by the words: first and last day.
    happened: Option<(Date, Date)>,
    published: Option<Date>,
    /// Over how long: `P1Y`.
    period: Option<&'a str>,
}

/// Days between what two claims date, for them to be on one thing.
const APART: i64 = 10;
/// The same where only one dates it, and the other is as of its printing.
const PRINTED: i64 = 45;
/// The same where both are as of their printing.
const LONG: i64 = 400;
/// Days within which a count does not grow to several times what it was.
const SOON: i64 = 14;

/// Joins the figures of all readings; parts of a breakdown stay with their whole.
pub fn tallies(readings: &[Reading], copies: &Copies, cast: &Cast, stories: &[Story]) -> Vec<Tally> {
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut all: Vec<Counted<'_>> = Vec::new();
    for (report, reading) in readings.iter().enumerate() {
        let parts: BTreeSet<usize> = reading.figures.iter().flat_map(|figure| figure.parts.iter().map(|part| part.index())).collect();
        for (place, figure) in reading.figures.iter().enumerate() {
            let Some(counted) = figure.counted.clone().filter(|_| !parts.contains(&place)) else { continue };
            // A headline says again, mostly without its claimant, what the report says.
            let headline = |span: Span| reading.report.title_span.is_some_and(|title| title.contains(span));
            let number = |figure: &Figure| figure.value.or(figure.low).or(figure.high);
            let again = |other: &Figure| !headline(other.span) && other.counted == figure.counted && number(other) == number(figure);
            if headline(figure.span) && reading.figures.iter().any(again) {
                continue;
            }
            let span = figure.extent.or_else(|| reading.sentence_around(figure.span)).unwrap_or(figure.span);
            let words: BTreeSet<String> = content_words(span.of(&reading.text))
                .into_iter()
                .filter(|word| !word.starts_with(|first: char| first.is_ascii_digit()))
                .collect();
            all.push(Counted {
                report,
                id: FigureId::new(place),
                figure,
                counted,
                place: figure.place.and_then(|place| cast.actor(report, place)),
                claimant: claimant(reading, figure).and_then(|speaker| cast.actor(report, speaker)),
                confirmed: words.contains("confirm"),
                suspected: ["suspect", "probabl", "possibl"].iter().any(|stem| words.contains(*stem)),
                words: {
                    let mut words: Vec<u32> = words
                        .into_iter()
                        .map(|word| {
                            let next = numbers.len() as u32;
                            *numbers.entry(word).or_insert(next)
                        })
                        .collect();
                    words.sort_unstable();
                    words
                },
                happened: figure.as_of.and_then(|time| when::reach(when::value(reading, time)?)),
                published: when::published(reading),
                period: figure.period.and_then(|time| reading.times.get(time.index())).map(|time| time.value.as_str()),
            });
        }
    }
    let mut groups = Groups::new(all.len());
    // Only claims on one kind of thing that share a word are compared.
    let mut near: BTreeMap<(&str, u32), Vec<usize>> = BTreeMap::new();
    for (at, counted) in all.iter().enumerate() {
        counted.words.iter().for_each(|word| near.entry((counted.counted.as_str(), *word)).or_default().push(at));
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for places in near.values().filter(|places| places.len() <= 150) {
        for (n, one) in places.iter().enumerate() {
            pairs.extend(places[n + 1..].iter().map(|other| (*other, *one)));
        }
    }
    // Counts one after the other in a report need share no word (`Police put the number at 4,000`).
    pairs.extend((1..all.len()).filter(|at| all[*at].report == all[at - 1].report).map(|at| (at, at - 1)));
    pairs.sort_unstable();
    pairs.dedup();
    let mut told_in: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); readings.len()];
    for (story, row) in stories.iter().enumerate() {
        row.reports.iter().for_each(|report| {
            told_in[*report].insert(story);
        });
    }
    // How alike in per mille, and the pair; what the reports themselves put side by side is joined whatever else.
    let mut alike: Vec<(usize, usize, usize)> = Vec::new();
    let mut given: Vec<(usize, usize)> = Vec::new();
    for (at, before) in pairs {
        let (one, other) = (&all[at], &all[before]);
        if one.counted != other.counted || one.place.zip(other.place).is_some_and(|(one, other)| one != other) {
            continue;
        }
        let (first, second) = if one.figure.span.start < other.figure.span.start { (one, other) } else { (other, one) };
        let again = one.report == other.report
            && first.claimant != second.claimant
            && second.claimant.is_some()
            && counts_again(&readings[one.report], first.figure, second.figure);
        let common = in_common(&one.words, &other.words);
        let same_text = || copies.same_text((one.report, one.figure.span), (other.report, other.figure.span));
        if again || one.report != other.report && common >= 3 && same_text() {
            given.push((before, at));
            continue;
        }
        let toll = TOLLS.contains(&one.counted.as_str());
        // Sums, shares and votes of one report are mostly of different things: only by two claimants, or again, are they of one.
        let number = |counted: &Counted<'_>| counted.figure.value.or(counted.figure.low).or(counted.figure.high);
        let by_two = one.claimant.zip(other.claimant).is_some_and(|(one, other)| one != other)
            && common * 2 >= one.words.len().max(other.words.len());
        let of_one = one.figure.of == other.figure.of && one.figure.of.is_some() && (number(one) == number(other) || by_two);
        let same = toll || of_one;
        let one_story = one.report == other.report || !told_in[one.report].is_disjoint(&told_in[other.report]);
        if same && one_story && common >= 3 && common * 3 >= one.words.len().min(other.words.len()) {
            let most = one.words.len().max(other.words.len());
            alike.push((1000 - common * 1000 / most.max(1), before, at));
        }
    }
    alike.sort_unstable();
    let mut members: Vec<Vec<usize>> = (0..all.len()).map(|at| vec![at]).collect();
    let mut join = |groups: &mut Groups, before: usize, at: usize, fits: &dyn Fn(&Counted<'_>, &Counted<'_>) -> bool| {
        let (one, other) = (groups.first(before), groups.first(at));
        if one == other || !members[one].iter().all(|here| members[other].iter().all(|there| fits(&all[*here], &all[*there]))) {
            return;
        }
        groups.join(one, other);
        let moved = std::mem::take(&mut members[one.max(other)]);
        members[one.min(other)].extend(moved);
    };
    let one_place = |one: &Counted<'_>, other: &Counted<'_>| one.place.zip(other.place).is_none_or(|(one, other)| one == other);
    given.into_iter().for_each(|(before, at)| join(&mut groups, before, at, &one_place));
    alike.into_iter().for_each(|(_, before, at)| join(&mut groups, before, at, &can_be_one));
    let mut tallies: Vec<Tally> = Vec::new();
    for group in groups.all() {
        // The same claim: the same claimant and value. A headline drops the `at least` of its report, so the bound tells nothing apart.
        let mut claims: BTreeMap<(Option<usize>, u64), Vec<usize>> = BTreeMap::new();
        for at in &group {
            let figure = all[*at].figure;
            let value = figure.value.or(figure.low).or(figure.high).unwrap_or_default();
            claims.entry((all[*at].claimant, value.to_bits())).or_default().push(*at);
        }
        let mut lines: Vec<Claim> = Vec::new();
        // One text printed by several is one claim, whomever each reading takes for its claimant: most of them, else nobody.
        let mut merged: Vec<(Option<usize>, Vec<usize>)> = Vec::new();
        for ((claimant, value), places) in claims {
            let same = |known: &&mut (Option<usize>, Vec<usize>)| {
                known.1.iter().any(|one| {
                    let first = all[*one].figure;
                    let equal = first.value.or(first.low).or(first.high).unwrap_or_default().to_bits() == value;
                    equal
                        && places.iter().any(|other| {
                            all[*one].report != all[*other].report
                                && copies.same_text((all[*one].report, first.span), (all[*other].report, all[*other].figure.span))
                        })
                })
            };
            match merged.iter_mut().find(same) {
                Some(known) => {
                    if places.len() > known.1.len() {
                        known.0 = claimant;
                    }
                    known.1.extend(places);
                }
                None => merged.push((claimant, places)),
            }
        }
        for (claimant, mut places) in merged {
            // The fullest first: with its parts, with its bound.
            places.sort_by_key(|at| (all[*at].figure.parts.is_empty(), all[*at].figure.bound == Bound::Exactly, *at));
            let (low, high) = range(all[places[0]].figure);
            let told: Vec<Telling<'_>> = places
                .iter()
                .map(|at| {
                    let counted = &all[*at];
                    let attribution = counted.figure.attribution.and_then(|id| readings[counted.report].attributions.get(id.index()));
                    Telling { report: counted.report, span: counted.figure.span, attribution }
                })
                .collect();
            let first = places.iter().filter_map(|at| when::published(&readings[all[*at].report])).min().map(|day| day.to_string());
            let tellings = places.iter().map(|at| (all[*at].report, all[*at].id)).collect();
            lines.push(Claim {
                claimant,
                tellings,
                low,
                high: Some(high).filter(|high| high.is_finite()),
                first,
                accounts: accounts(readings, copies, &told),
            });
        }
        lines.sort_by(|one, other| {
            let order = when::order(one.first.as_deref()).cmp(&when::order(other.first.as_deref()));
            order.then(one.low.total_cmp(&other.low)).then(one.tellings.cmp(&other.tellings))
        });
        let place = group.iter().find_map(|at| all[*at].place);
        tallies.push(Tally { counted: all[group[0]].counted.clone(), place, claims: lines });
    }
    tallies.sort_by_key(|tally| {
        let toll = TOLLS.iter().position(|toll| *toll == tally.counted).unwrap_or(TOLLS.len());
        let n: usize = tally.claims.iter().map(|claim| claim.tellings.len()).sum();
        (toll.min(1), std::cmp::Reverse(n), toll, tally.claims.first().and_then(|claim| claim.tellings.first().copied()))
    });
    tallies
}

/// How many numbers two sorted lists have in common.
fn in_common(one: &[u32], other: &[u32]) -> usize {
    let mut other = other.iter().peekable();
    one.iter()
        .filter(|number| {
            while other.next_if(|next| next < number).is_some() {}
            other.peek() == Some(number)
        })
        .count()
}

/// Whether nothing tells two claims apart: where, when, over how long, which cases, and how many.
fn can_be_one(one: &Counted<'_>, other: &Counted<'_>) -> bool {
    let number = |counted: &Counted<'_>| range(counted.figure).0.max(1.0);
    let (low, high) = (number(one).min(number(other)), number(one).max(number(other)));
    let between = |one: (Date, Date), other: (Date, Date)| {
        if one.0 <= other.1 && other.0 <= one.1 { 0 } else { when::apart(one.1, other.0).min(when::apart(other.1, one.0)) }
    };
    let printed = |counted: &Counted<'_>| counted.published.map(|day| (day, day));
    let in_time = match (one.happened, other.happened) {
        (Some(one), Some(other)) => between(one, other) <= APART,
        (Some(happened), None) => printed(other).is_none_or(|day| between(happened, day) <= PRINTED),
        (None, Some(happened)) => printed(one).is_none_or(|day| between(happened, day) <= PRINTED),
        (None, None) => printed(one).zip(printed(other)).is_none_or(|(one, other)| between(one, other) <= LONG),
    };
    let soon = one.published.zip(other.published).is_none_or(|(one, other)| when::apart(one, other) <= SOON);
    let placed = match (one.place, other.place) {
        (Some(one), Some(other)) => one == other,
        (None, None) => true,
        // Without a place, it is the same place only where all else is the same.
        _ => soon && high <= 1.5 * low,
    };
    let other_kind = |one: &Counted<'_>, other: &Counted<'_>| one.confirmed && !one.suspected && other.suspected && !other.confirmed;
    let one_kind = !other_kind(one, other) && !other_kind(other, one);
    // `36,000 a year` counts no one event.
    let rate = |counted: &Counted<'_>| counted.period.is_some_and(|period| matches!(period, "P1Y" | "P1M" | "P1W" | "P1D"));
    let one_length = rate(one) == rate(other);
    in_time && placed && one_kind && one_length && high <= low * if soon { 4.0 } else { 20.0 }
}

/// Who claims a figure: whose words it stands in, or who `puts the number at` it.
fn claimant(reading: &Reading, figure: &Figure) -> Option<EntityId> {
    const PUTTING: &[&str] = &["put", "estimate", "place", "set", "peg", "revise", "raise", "lower", "speak", "cite"];
    let press = |entity: EntityId| reading.entities[entity.index()].sector.as_deref() == Some("JRN");
    let speaker = figure.attribution.and_then(|id| reading.attributions.get(id.index())?.speaker);
    if let Some(speaker) = speaker.filter(|speaker| !press(*speaker)) {
        return Some(speaker);
    }
    if reading.tokens.is_empty() {
        return puts_it(reading, figure).or(speaker);
    }
    let token = |at: usize| reading.tokens.get(at);
    let mut at = reading.tokens.partition_point(|token| token.span.end <= figure.span.start);
    for _ in 0..6 {
        let own = token(at)?;
        if PUTTING.contains(&own.lemma.as_str()) && own.upos == "VERB" {
            break;
        }
        at = usize::try_from(own.head).ok()?;
    }
    let verb = token(at).filter(|verb| PUTTING.contains(&verb.lemma.as_str()) && verb.upos == "VERB")?;
    // `disputes the figure and speaks of 300`: the second verb shares its subject.
    let governor = usize::try_from(verb.head).ok().filter(|_| verb.deprel == "conj");
    let subject = [Some(at), governor]
        .into_iter()
        .flatten()
        .find_map(|verb| reading.tokens.iter().position(|token| usize::try_from(token.head) == Ok(verb) && token.deprel == "nsubj"))?;
    let mention = reading.mentions.iter().filter(|mention| mention.head.index() == subject).max_by_key(|mention| mention.span.len());
    mention.and_then(|mention| mention.entity).or(speaker)
}

/// Who `puts the number at` a figure, by the words alone: whose name or description stands right before the verb, at most a day or an adverb between.
fn puts_it(reading: &Reading, figure: &Figure) -> Option<EntityId> {
    const PUTS: &[&str] = &[
        "put",
        "puts",
        "estimated",
        "estimates",
        "estimate",
        "placed",
        "places",
        "pegged",
        "pegs",
        "revised",
        "raised",
        "raises",
        "lowered",
        "lowers",
        "cited",
        "cites",
    ];
    let sentence = reading.sentence_around(figure.span)?;
    let before = |mention: &&readout_core::Mention| sentence.contains(mention.span) && mention.span.end <= figure.span.start;
    let puts = |mention: &readout_core::Mention| {
        let after = reading.text.get(mention.span.end as usize..figure.span.start as usize).unwrap_or_default().to_lowercase();
        let near = after.split(' ').filter(|word| !word.is_empty()).take(4).position(|word| PUTS.contains(&word));
        near.filter(|_| !after.contains([',', ';', '.', ':']))
    };
    let found = reading.mentions.iter().filter(before).filter_map(|mention| Some((puts(mention)?, mention)));
    let nearest = found.min_by_key(|(near, mention)| (*near, std::cmp::Reverse(mention.span.len())));
    nearest.and_then(|(_, mention)| mention.entity)
}

/// `Police put the number at 4,000`: a second count of what was counted just before, or in the same sentence by somebody else.
fn counts_again(reading: &Reading, first: &Figure, second: &Figure) -> bool {
    let (Some(one), Some(other)) = (reading.sentence_at(first.span.start), reading.sentence_at(second.span.start)) else { return false };
    let between = reading.text.get(reading.sentences[other].start.max(first.span.end) as usize..second.span.start as usize);
    let between = between.unwrap_or_default().to_lowercase();
    let back = ["the number", "the figure", "the toll", "the total", "the count", "that number", "that figure"];
    one == other && first.of == second.of || other - one <= 1 && back.iter().any(|words| between.contains(words))
}

/// Least and most that a figure can mean. `about` and `nearly` allow a tenth.
pub(crate) fn range(figure: &Figure) -> (f64, f64) {
    let value = figure.value.or(figure.low).or(figure.high).unwrap_or_default();
    match figure.bound {
        _ if figure.low.is_some() && figure.high.is_some() => (figure.low.unwrap_or(value), figure.high.unwrap_or(value)),
        Bound::Exactly => (value, value),
        Bound::About => (value * 0.9, value * 1.1),
        Bound::Nearly => (value * 0.9, value),
        Bound::AtLeast => (value, f64::INFINITY),
        Bound::AtMost => (0.0, value),
    }
}

#[cfg(test)]
mod tests {
    use crate::made::Made;
    use readout_core::{EntityType, Reading};
    use serde_json::{Value, json};

    /// Tallies as the words of their claims.
    fn check(readings: &[Reading], expect: &[&str]) {
        let record = crate::join(readings);
        let words = |(report, id): &(usize, readout_core::FigureId)| {
            let reading = &readings[*report];
            reading.figures[id.index()].span.of(&reading.text)
        };
        let line = |tally: &super::Tally| {
            tally.claims.iter().filter_map(|claim| claim.tellings.first()).map(words).collect::<Vec<_>>().join(" · ")
        };
        let mut found: Vec<String> = record.tallies.iter().map(line).collect();
        found.sort();
        assert_eq!(found, expect);
    }

    /// A report that `n` people were killed by the flood in the valley, and where.
    fn flood(id: &str, day: &str, n: u32, place: &str, changes: &Value) -> Reading {
        let text = format!("The flood in the valley of the Anish has killed {n} people, rescuers said.\n{place} is under water.");
        let known: &[&str] = if place.is_empty() { &["Anish"] } else { &["Anish", place] };
        let words = n.to_string();
        let mut changes = changes.clone();
        if !place.is_empty() {
            changes["place"] = json!(place);
        }
        Made::report(id, &text).published(day).names(EntityType::GPE, known).time("flood", "1968").killed(&words, n, &changes).done()
    }

    #[test]
    fn who_puts_a_number_claims_it() {
        let text = "Rescuers said 12 people were killed in Sered.\nPolice on Monday put the number at 31, and the mayor spoke of 5.";
        let report = Made::report("a", text)
            .names(EntityType::GPE, &["Sered"])
            .described(EntityType::ORG, "Police")
            .described(EntityType::PER, "the mayor")
            .killed("12", 12, &json!({}))
            .killed("31", 31, &json!({}))
            .done();
        let record = crate::join(&[report]);
        let claimants: Vec<Option<&str>> =
            record.tallies[0].claims.iter().map(|claim| claim.claimant.map(|actor| record.cast.actors[actor].name.as_str())).collect();
        assert_eq!(claimants, [None, Some("Police")]);
    }

    #[test]
    fn a_toll_that_grows_is_one_tally() {
        check(&[flood("a", "2031-06-01", 12, "Sered", &json!({})), flood("b", "2031-06-04", 31, "Sered", &json!({}))], &["12 · 31"]);
    }

    #[test]
    fn other_places_years_and_lengths_are_other_tallies() {
        let first = || flood("a", "2031-06-01", 12, "Sered", &json!({}));
        check(&[first(), flood("b", "2031-06-04", 31, "Dorvat", &json!({}))], &["12", "31"]);
        check(&[first(), flood("b", "2031-06-04", 31, "Sered", &json!({"as_of": 0}))], &["12", "31"]);
        check(&[first(), flood("b", "2033-06-04", 31, "Sered", &json!({}))], &["12", "31"]);
        check(&[first(), flood("b", "2031-06-04", 90, "Sered", &json!({}))], &["12", "90"]);
    }

    /// What has no place does not tie two places together, however like its words are.
    #[test]
    fn a_tally_is_of_one_place() {
        let placed = |id: &str, place: &str| flood(id, "2031-06-01", 30, place, &json!({}));
        let all = [placed("a", "Sered"), placed("b", ""), placed("c", "Dorvat")];
        let record = crate::join(&all);
        assert!(record.tallies.len() == 2, "{:?}", record.tallies);
        let places = |tally: &super::Tally| -> std::collections::BTreeSet<usize> {
            let told = tally.claims.iter().flat_map(|claim| &claim.tellings);
            told.filter_map(|(report, id)| record.cast.actor(*report, all[*report].figures[id.index()].place?)).collect()
        };
        assert!(record.tallies.iter().all(|tally| places(tally).len() == 1), "{:?}", record.tallies);
    }
}
