//! Claims on how many, side by side: what was counted, where, and by whom. Nothing is averaged and no claim replaces another.

use crate::account::{Account, Telling, accounts};
use crate::copies::Copies;
use crate::entity::Cast;
use crate::groups::Groups;
use crate::when;
use crate::words::content_words;
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

/// Joins the figures of all readings; parts of a breakdown stay with their whole.
pub fn tallies(readings: &[Reading], copies: &Copies, cast: &Cast) -> Vec<Tally> {
    struct Counted<'a> {
        report: usize,
        id: FigureId,
        figure: &'a Figure,
        counted: String,
        place: Option<usize>,
        claimant: Option<usize>,
        /// Numbers of its words, sorted.
        words: Vec<u32>,
    }
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
            all.push(Counted {
                report,
                id: FigureId::new(place),
                figure,
                counted,
                place: figure.place.and_then(|place| cast.actor(report, place)),
                claimant: claimant(reading, figure).and_then(|speaker| cast.actor(report, speaker)),
                words: {
                    let words = content_words(span.of(&reading.text)).into_iter();
                    let mut words: Vec<u32> = words
                        .filter(|word| !word.starts_with(|first: char| first.is_ascii_digit()))
                        .map(|word| {
                            let next = numbers.len() as u32;
                            *numbers.entry(word).or_insert(next)
                        })
                        .collect();
                    words.sort_unstable();
                    words.dedup();
                    words
                },
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
    for (at, before) in pairs {
        let (one, other) = (&all[at], &all[before]);
        {
            let elsewhere = one.place.zip(other.place).is_some_and(|(one, other)| one != other);
            if one.counted != other.counted || elsewhere || groups.together(before, at) {
                continue;
            }
            let (low, high) = (range(one.figure).0, range(other.figure).0);
            let near = low.max(high) <= 4.0 * low.min(high).max(1.0);
            let alike = || {
                let common = in_common(&one.words, &other.words);
                common >= 3 && common * 3 >= one.words.len().min(other.words.len())
            };
            let toll = TOLLS.contains(&one.counted.as_str());
            let of_one = one.figure.of == other.figure.of && one.figure.of.is_some();
            let (first, second) = if one.figure.span.start < other.figure.span.start { (one, other) } else { (other, one) };
            let again = one.report == other.report
                && first.claimant != second.claimant
                && second.claimant.is_some()
                && counts_again(&readings[one.report], first.figure, second.figure);
            if copies.same_text((one.report, one.figure.span), (other.report, other.figure.span)) && one.report != other.report
                || again
                || near && (toll || of_one) && alike()
            {
                groups.join(before, at);
            }
        }
    }
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

/// Who claims a figure: whose words it stands in, or who `puts the number at` it.
fn claimant(reading: &Reading, figure: &Figure) -> Option<EntityId> {
    const PUTTING: &[&str] = &["put", "estimate", "place", "set", "peg", "revise", "raise", "lower", "speak", "cite"];
    let press = |entity: EntityId| reading.entities[entity.index()].sector.as_deref() == Some("JRN");
    let speaker = figure.attribution.and_then(|id| reading.attributions.get(id.index())?.speaker);
    if let Some(speaker) = speaker.filter(|speaker| !press(*speaker)) {
        return Some(speaker);
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
