//! Choosing and ordering: the record's rows to the lines of a brief.
//!
//! Weights are set by hand on the example story: independent accounts count most, then what kind of event or statement it is, then how early
//! its report tells it. Whatever is chosen is shown by date.

use super::happened::speaks;
use super::*;
use crate::account::Account;
use crate::cited::{Cited, clean};
use crate::copies::{Change, ChangeKind, agencies, diff};
use crate::dates::Dates;
use crate::dispute::{DisputeKind, Nature};
use crate::happening::stretch;
use crate::ledger::Relation;
use crate::position::name as stance_name;
use crate::tally::TOLLS;
use crate::{Evidence, Record, when};
use readout_core::{AttributionKind, Bound, EntityType, Factuality, Manner, Precision, Reading, Span, TimeId};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

/// Most lines of each section. A brief is for a busy person; the record has the rest.
const MOST_SPEAKERS: usize = 10;
const MOST_STATEMENTS: usize = 4;
const MOST_ISSUES: usize = 8;
/// Issues are cut at some 14 words; of this many, something may be missing.
const LONG_ISSUE: usize = 9;
const MOST_FIGURES: usize = 10;
const MOST_OFFICES: usize = 14;
const MOST_DISPUTES: usize = 8;
const MOST_FAMILIES: usize = 8;
const MOST_CHANGES: usize = 6;
const MOST_UNNAMED: usize = 6;
const MOST_UNKNOWN: usize = 12;

/// Makes the brief of `readings` (offsets in bytes), of which `record` is the join.
pub fn brief(readings: &[Reading], record: &Record) -> Brief {
    let desk = Desk::new(readings, record);
    let (happened, expected) = desk.happenings();
    Brief {
        format: FORMAT.to_owned(),
        title: desk.title(),
        about: desk.about(),
        happened,
        expected,
        said: desk.said(),
        stands: desk.stands(),
        figures: desk.figures(),
        offices: desk.offices(),
        disputed: desk.disputed(),
        copies: desk.copies(),
        unknown: desk.unknown(),
    }
}

/// The labels by which a brief calls its reports, in the order of `readings`: letters of the outlet and a number by date. Undated reports come
/// after the others, in the order that `dates` finds for them.
pub fn labels(readings: &[Reading], dates: &Dates) -> Vec<String> {
    let mut letters: BTreeMap<&str, String> = BTreeMap::new();
    let outlets: BTreeSet<&str> = readings.iter().filter_map(|reading| reading.report.outlet.as_deref()).collect();
    for outlet in outlets {
        let words: Vec<&str> = outlet.split_whitespace().filter(|word| !word.eq_ignore_ascii_case("the")).collect();
        let initials: String =
            words.iter().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric())).collect::<String>().to_uppercase();
        let whole: String = words.concat().chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_uppercase();
        let short = (1..=initials.chars().count().min(3)).map(|n| initials.chars().take(n).collect::<String>());
        let long = (2..=whole.chars().count()).map(|n| whole.chars().take(n).collect::<String>());
        let free = |label: &String| label != "R" && !label.is_empty() && !letters.values().any(|taken| taken == label);
        let label = short.chain(long).find(free).unwrap_or_else(|| format!("O{}", letters.len() + 1));
        letters.insert(outlet, label);
    }
    let mut order: Vec<usize> = (0..readings.len()).collect();
    let mut place: Vec<Option<usize>> = vec![None; readings.len()];
    for (at, group) in dates.order.iter().flatten().enumerate() {
        for report in group {
            place[*report] = place[*report].or(Some(at));
        }
    }
    order.sort_by_cached_key(|report| {
        (when::published(&readings[*report]).is_none(), when::published(&readings[*report]), place[*report], *report)
    });
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut labels = vec![String::new(); readings.len()];
    for report in order {
        let letters = readings[report].report.outlet.as_deref().and_then(|outlet| letters.get(outlet)).map_or("R", String::as_str);
        let count = counts.entry(letters.to_owned()).or_default();
        *count += 1;
        labels[report] = format!("{letters}{count}");
    }
    labels
}

/// The record with what every section needs: places as cites, and under it who is called how.
pub(crate) struct Desk<'a> {
    cited: Cited<'a>,
    offices: BTreeMap<usize, String>,
}

impl<'a> Deref for Desk<'a> {
    type Target = Cited<'a>;

    fn deref(&self) -> &Cited<'a> {
        &self.cited
    }
}

impl<'a> Desk<'a> {
    pub(crate) fn new(readings: &'a [Reading], record: &'a Record) -> Self {
        let mut offices: BTreeMap<usize, (usize, String)> = BTreeMap::new();
        for office in &record.offices {
            for holder in office.holders.iter().filter(|holder| holder.status.as_deref() != Some("former")) {
                let weight = 2 * holder.evidence.len() + usize::from(office.org.is_some());
                let known = offices.entry(holder.actor).or_default();
                if weight > known.0 {
                    *known = (weight, office.text(&record.cast));
                }
            }
        }
        let offices = offices.into_iter().map(|(actor, (_, text))| (actor, text)).collect();
        Self { cited: Cited::new(readings, record), offices }
    }

    pub(crate) fn name(&self, actor: usize) -> String {
        clean(&self.record.cast.actors[actor].name)
    }

    /// The actor that speaks and acts where this one is named: `Moscow` and `the Russians` are Russia.
    fn voice(&self, actor: usize) -> usize {
        self.record.cast.voice(actor)
    }

    /// A side's name as it tells parties apart.
    pub(super) fn party_name(&self, actor: usize) -> String {
        self.name(self.voice(actor))
    }

    /// A side's name, with its office where that has not been said yet.
    pub(super) fn party(&self, actor: usize, with_office: bool) -> String {
        let name = self.party_name(actor);
        match self.offices.get(&actor).filter(|_| with_office) {
            Some(office) => format!("{name} ({office})"),
            None => name,
        }
    }

    /// Whether a reader can tell who is meant: `his group` and `its allies` say it only where they stand.
    pub(crate) fn is_told_by_name(&self, actor: usize) -> bool {
        const BY_OTHERS: &[&str] = &[
            "his", "her", "hers", "its", "their", "our", "my", "your", "whose", "he", "she", "it", "they", "we", "i", "you", "this",
            "that", "these", "those", "who", "which", "one", "some", "others", "both", "all", "many", "each",
        ];
        let actor = &self.record.cast.actors[actor];
        let mut words = actor.name.split_whitespace().map(str::to_lowercase);
        let first = words.next().unwrap_or_default();
        // `the two sides`: those who were named before.
        let counted = first == "the"
            && words.next().is_some_and(|word| matches!(word.as_str(), "two" | "three" | "four" | "sides" | "parties" | "pair"));
        actor.named || !(first.is_empty() || counted || BY_OTHERS.contains(&first.as_str()))
    }

    pub(crate) fn accounts(accounts: &[Account]) -> Vec<String> {
        accounts.iter().map(|account| account.name.clone()).collect()
    }

    fn title(&self) -> String {
        match self.record.stories.first() {
            Some(story) if story.reports.len() * 2 > self.readings.len() => story.name.clone(),
            // Reports of one long course of events, or of nothing in common.
            _ => crate::story::shared_name(self.readings, &self.record.cast).unwrap_or_else(|| format!("{} reports", self.readings.len())),
        }
    }

    fn about(&self) -> About {
        let days: Vec<_> = self.readings.iter().filter_map(when::published).collect();
        let outlets: BTreeSet<&str> = self.readings.iter().filter_map(|reading| reading.report.outlet.as_deref()).collect();
        let mut printed: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (report, reading) in self.readings.iter().enumerate() {
            agencies(reading).into_iter().for_each(|agency| printed.entry(agency).or_default().push(report));
        }
        let mut agencies_printed: Vec<(String, Vec<usize>)> = printed.into_iter().collect();
        agencies_printed.sort_by_key(|(agency, reports)| (std::cmp::Reverse(reports.len()), agency.clone()));
        About {
            reports: self.cards(),
            n_outlets: outlets.len(),
            n_accounts: self.record.tellers.len(),
            first: days.iter().min().map(ToString::to_string),
            last: days.iter().max().map(ToString::to_string),
            n_undated: self.readings.len() - days.len(),
            agencies: agencies_printed
                .into_iter()
                .map(|(agency, reports)| AgencyLine {
                    agency,
                    reports: reports.into_iter().map(|report| self.labels[report].clone()).collect(),
                })
                .collect(),
            actors: self.present_actors(12),
        }
    }

    fn present_actors(&self, most: usize) -> Vec<ActorLine> {
        let cast = &self.record.cast;
        let mut present: Vec<(usize, usize, usize)> = (0..cast.actors.len())
            .filter(|actor| {
                let actor = &cast.actors[*actor];
                actor.named
                    && actor.sector.as_deref() != Some("JRN")
                    && matches!(actor.kind, EntityType::PER | EntityType::ORG | EntityType::GPE)
            })
            .map(|actor| {
                let mentions = cast.actors[actor].members.iter().map(|(report, entity)| {
                    self.readings[*report].mentions.iter().filter(|mention| mention.entity == Some(*entity)).count()
                });
                (cast.reports(actor).len(), mentions.sum(), actor)
            })
            .collect();
        present.sort_by_key(|(reports, mentions, actor)| (std::cmp::Reverse((*reports, *mentions)), *actor));
        // A state and its seat are one; whose text is printed is not whom it is about.
        let printed: BTreeSet<String> = self.readings.iter().flat_map(agencies).collect();
        let mut seen = BTreeSet::new();
        present.retain(|(_, _, actor)| !printed.contains(&self.name(*actor)) && seen.insert(self.voice(*actor)));
        present.iter_mut().for_each(|(_, _, actor)| *actor = self.voice(*actor));
        present.truncate(most);
        let line = |(n_reports, _, actor): (usize, usize, usize)| ActorLine {
            actor,
            name: self.name(actor),
            office: self.offices.get(&actor).cloned(),
            n_reports,
        };
        present.into_iter().map(line).collect()
    }

    pub(crate) fn when_of(&self, report: usize, time: Option<TimeId>, value: Option<&str>) -> Option<When> {
        let value = value?;
        let time = time.and_then(|time| self.readings[report].times.get(time.index()));
        let words = time.map(|time| self.words(report, time.span)).filter(|words| !words.is_empty());
        Some(When { value: value.to_owned(), words, absolute: when::is_absolute(value) })
    }

    fn said(&self) -> Vec<Speaker> {
        let cast = &self.record.cast;
        let mut by_speaker: BTreeMap<usize, Vec<(f64, usize)>> = BTreeMap::new();
        for (at, statement) in self.record.statements.iter().enumerate() {
            let Some(speaker) = statement.speaker else { continue };
            let Some((report, id)) = statement.tellings.first() else { continue };
            let attribution = &self.readings[*report].attributions[id.index()];
            if !speaks(cast.actors[speaker].kind) || !self.is_told_by_name(speaker) {
                continue;
            }
            // An agency that reports is a link of the chain, not a speaker.
            if cast.actors[speaker].sector.as_deref() == Some("JRN")
                || attribution.chain.first().is_some_and(|hop| hop.channel.as_deref() == Some("agency"))
            {
                continue;
            }
            let length: usize =
                attribution.content.iter().map(|span| span.of(&self.readings[*report].text).split_whitespace().count()).sum();
            if length < 3 || self.is_fragment(*report, attribution) {
                continue;
            }
            let mut weight = (statement.accounts.len() as f64).sqrt() + 0.3 * (statement.tellings.len() as f64).ln();
            weight += match attribution.kind {
                AttributionKind::Direct => 0.8,
                AttributionKind::Mixed => 0.6,
                AttributionKind::Indirect => 0.0,
            };
            weight += match attribution.manner {
                Manner::Says | Manner::Believes | Manner::Asks => 0.0,
                Manner::Expects | Manner::Hints | Manner::Doubts => 0.2,
                _ => 0.6,
            };
            weight += if (6..=45).contains(&length) { 0.4 } else { 0.0 };
            weight -= if attribution.inside.is_some() { 0.6 } else { 0.0 };
            // Headlines say again what the report says better.
            let title = self.readings[*report].report.title_span;
            weight -= if title.is_some_and(|title| attribution.content.iter().any(|span| title.overlaps(*span))) { 1.0 } else { 0.0 };
            by_speaker.entry(self.voice(speaker)).or_default().push((weight, at));
        }
        let mut speakers: Vec<(f64, usize, Vec<usize>)> = by_speaker
            .into_iter()
            .map(|(speaker, mut statements)| {
                statements.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
                self.drop_repeats(&mut statements);
                statements.truncate(MOST_STATEMENTS);
                let present = cast.reports(speaker).len() as f64;
                let named = if cast.actors[speaker].named { 1.0 } else { 0.3 };
                let weight = named * (statements.iter().map(|(weight, _)| weight).sum::<f64>() + present.ln());
                let mut chosen: Vec<usize> = statements.into_iter().map(|(_, at)| at).collect();
                chosen.sort_by_key(|at| self.first_told(*at));
                (weight, speaker, chosen)
            })
            .collect();
        speakers.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        self.drop_retold(&mut speakers);
        speakers.truncate(MOST_SPEAKERS);
        speakers
            .into_iter()
            .map(|(_, speaker, statements)| Speaker {
                name: self.name(speaker),
                office: self.offices.get(&speaker).cloned(),
                statements: statements.into_iter().filter_map(|at| self.statement(at)).collect(),
            })
            .collect()
    }

    /// Takes out what is said again within, or around, a weightier statement of the same report.
    fn drop_repeats(&self, statements: &mut Vec<(f64, usize)>) {
        let spans = |at: usize| {
            let (report, id) = self.record.statements[at].tellings[0];
            let content = &self.readings[report].attributions[id.index()].content;
            (report, content.iter().copied().reduce(Span::cover).unwrap_or(Span { start: 0, end: 0 }))
        };
        let mut kept: Vec<(usize, Span)> = Vec::new();
        statements.retain(|(_, at)| {
            let (report, span) = spans(*at);
            let new = !kept.iter().any(|(other, against)| *other == report && (against.contains(span) || span.contains(*against)));
            if new {
                kept.push((report, span));
            }
            new
        });
    }

    /// Takes out what stands whole within what a speaker before it said: `the envoy said his government was pushing for talks` is one statement.
    fn drop_retold(&self, speakers: &mut Vec<(f64, usize, Vec<usize>)>) {
        let mut kept: Vec<(usize, Span)> = Vec::new();
        for (_, _, statements) in speakers.iter_mut() {
            statements.retain(|at| {
                let (report, id) = self.record.statements[*at].tellings[0];
                let attribution = &self.readings[report].attributions[id.index()];
                let Some(span) = attribution.content.iter().copied().reduce(Span::cover) else { return false };
                let retold = attribution.kind != AttributionKind::Direct
                    && kept.iter().any(|(other, against)| *other == report && against.contains(span));
                kept.push((report, span));
                !retold
            });
        }
        speakers.retain(|(_, _, statements)| !statements.is_empty());
    }

    /// `concern about the use of force`, `was pushing the coalition`: words without a verb that somebody is told to have or to urge. What is
    /// urged on whom stands elsewhere, or was not understood.
    fn is_fragment(&self, report: usize, attribution: &readout_core::Attribution) -> bool {
        let reading = &self.readings[report];
        let has_verb = |span: &Span| {
            let first = reading.tokens.partition_point(|token| token.span.end <= span.start);
            let inside = reading.tokens[first..].iter().take_while(|token| token.span.start < span.end);
            inside.into_iter().any(|token| matches!(token.upos.as_str(), "VERB" | "AUX"))
        };
        let urges = matches!(
            attribution.manner,
            Manner::Urges | Manner::Demands | Manner::Orders | Manner::Asks | Manner::Says | Manner::Believes | Manner::Expects
        );
        let read = !reading.tokens.is_empty();
        read && attribution.kind == AttributionKind::Indirect
            && !attribution.content.iter().any(has_verb)
            && (urges || !attribution.cue.iter().any(has_verb))
    }

    /// The cue as a reader needs it: with whom it was said to and what else stands between it and what was said.
    fn cue(&self, report: usize, attribution: &readout_core::Attribution) -> String {
        /// More letters than this between cue and content are no part of the cue.
        const GAP: usize = 60;
        let printed = || attribution.cue.iter().map(|span| self.words(report, *span)).collect::<Vec<_>>().join(" … ");
        let (Some(cue), Some(content)) = (attribution.cue.iter().copied().reduce(Span::cover), attribution.content.first().copied()) else {
            return printed();
        };
        let reading = &self.readings[report];
        let one = reading.sentence_around(cue.cover(content)).is_some();
        let between = Span { start: cue.end, end: content.start.max(cue.end) };
        let words = between.of(&reading.text);
        let even = words.matches('"').count().is_multiple_of(2) && words.matches('“').count() == words.matches('”').count();
        // A source that stands behind its cue is named already.
        let named = attribution.source.iter().any(|source| between.overlaps(*source));
        if one && cue.end < content.start && between.len() <= GAP && !named && even && !words.contains([',', '(', ')', '\n']) {
            self.words(report, Span { start: cue.start, end: between.end })
        } else {
            printed()
        }
    }

    pub(crate) fn first_told(&self, statement: usize) -> (bool, Option<jiff::civil::Date>, usize) {
        let tellings = &self.record.statements[statement].tellings;
        let day = tellings.iter().filter_map(|(report, _)| when::published(&self.readings[*report])).min();
        (day.is_none(), day, tellings.first().map_or(usize::MAX, |(report, _)| *report))
    }

    pub(crate) fn statement(&self, at: usize) -> Option<Statement> {
        let statement = &self.record.statements[at];
        let (report, id) = statement.tellings.first()?;
        let reading = &self.readings[*report];
        let attribution = &reading.attributions[id.index()];
        let words: Vec<String> = attribution.content.iter().map(|span| self.words(*report, *span)).collect();
        let chain = self.chain(*report, attribution);
        Some(Statement {
            manner: word(&attribution.manner),
            negated: attribution.negated,
            cue: self.cue(*report, attribution),
            words: words.join(" … "),
            direct: attribution.kind == AttributionKind::Direct,
            voice: self.capacity(statement),
            chain,
            when: None,
            n_accounts: statement.accounts.len(),
            accounts: Self::accounts(&statement.accounts),
            cites: self.cites(statement.tellings.iter().flat_map(|(report, id)| {
                let spans = &self.readings[*report].attributions[id.index()].content;
                spans.iter().map(|span| Evidence { report: *report, span: *span })
            })),
        })
    }

    /// In what capacity something was said; nobody speaks for themselves.
    fn capacity(&self, statement: &crate::statement::Statement) -> Option<String> {
        let behalf = statement.capacity.behalf.filter(|behalf| Some(*behalf) != statement.speaker).map(|behalf| self.name(behalf));
        statement.capacity.words(behalf.as_deref())
    }

    /// The links from the speaker to the reader: occasion, relays, and who prints it.
    fn chain(&self, report: usize, attribution: &readout_core::Attribution) -> Vec<String> {
        let mut links: Vec<String> = Vec::new();
        for (place, hop) in attribution.chain.iter().enumerate() {
            let mut how: Vec<&str> = Vec::new();
            // That an agency passes something on as an agency does goes without saying.
            let plain = |channel: &&str| place > 0 && matches!(*channel, "agency" | "broadcast" | "newspaper");
            how.extend(hop.channel.as_deref().filter(|channel| !plain(channel)));
            if hop.translated {
                how.push("translated");
            }
            let how = if how.is_empty() { String::new() } else { format!(" ({})", how.join(", ")) };
            let name =
                if place == 0 { hop.audience.as_deref().map(|audience| format!("to {}", clean(audience))) } else { Some(clean(&hop.name)) };
            match name {
                Some(name) => links.push(format!("{name}{how}")),
                None if !how.is_empty() => links.push(how.trim().trim_matches(['(', ')']).to_owned()),
                None => {}
            }
        }
        let outlet = self.readings[report].report.outlet.clone().unwrap_or_else(|| self.labels[report].clone());
        if links.last() != Some(&outlet) {
            links.push(outlet);
        }
        links.dedup();
        links
    }

    fn stands(&self) -> Vec<Issue> {
        let mut issues = Vec::new();
        let shown = self.record.issues.iter().filter_map(|issue| {
            let stands: Vec<&crate::position::Stand> = issue.stands.iter().filter(|stand| self.says_on_what(stand)).collect();
            (!stands.is_empty()).then_some((issue, stands))
        });
        for (issue, stands) in shown.take(MOST_ISSUES) {
            let line = |stand: &crate::position::Stand| {
                let (report, place) = stand.tellings.first().copied().unwrap_or_default();
                let position = &self.readings[report].positions[place];
                StanceLine {
                    actor: self.party_name(stand.actor),
                    behalf: stand.behalf.filter(|body| self.voice(*body) != self.voice(stand.actor)).map(|body| self.party_name(body)),
                    issue: self.issue_words(report, position),
                    stance: stance_name(stand.stance).to_owned(),
                    words: self.words(report, self.with_negation(report, position.span)),
                    according_to: stand.according_to.map(|by| self.name(by)),
                    first: stand.first.clone(),
                    last: stand.last.clone().filter(|last| Some(last) != stand.first.as_ref()),
                    change: stand.change.clone(),
                    n_tellings: stand.tellings.len(),
                    n_accounts: stand.accounts.len(),
                    accounts: Self::accounts(&stand.accounts),
                    cites: self.cites(
                        stand
                            .tellings
                            .iter()
                            .map(|(report, place)| Evidence { report: *report, span: self.readings[*report].positions[*place].span }),
                    ),
                }
            };
            issues.push(Issue { issue: whole(&clean(&issue.label)), stances: stands.into_iter().map(line).collect() });
        }
        issues
    }

    /// Whether a reader can tell what a stance is on: not of `talk about that`, `which`, `what they did`, `leave`, or of oneself.
    fn says_on_what(&self, stand: &crate::position::Stand) -> bool {
        const ASKING: &[&str] = &["what", "which", "who", "whom", "whose", "why", "how", "where", "when"];
        let Some((report, place)) = stand.tellings.first().copied() else { return false };
        let reading = &self.readings[report];
        let position = &reading.positions[place];
        let words = crate::words::content_words(&position.issue);
        let own = crate::words::content_words(&self.record.cast.actors[stand.actor].name);
        let mut all = position.issue.split_whitespace().map(str::to_lowercase);
        let (first, last) = (all.next().unwrap_or_default(), position.issue.rsplit(' ').next().unwrap_or_default().to_lowercase());
        let points = matches!(last.as_str(), "that" | "this" | "it" | "them" | "these" | "those" | "so" | "him" | "her");
        // One word that nothing is done to: `leave`.
        let verb = words.len() == 1 && position.about.is_empty() && reading.positions.iter().any(|other| !other.about.is_empty());
        !words.is_empty() && !words.iter().all(|word| own.contains(word)) && !ASKING.contains(&first.as_str()) && !points && !verb
    }

    /// The words with the `not` before them, if there is one: `"not clinging" to`.
    fn with_negation(&self, report: usize, span: Span) -> Span {
        let before = self.readings[report].text.get(..span.start as usize).unwrap_or_default().trim_end();
        let negation = ["not", "never", "n't"].iter().find(|word| before.ends_with(**word));
        match negation.map(|_| before.rfind(char::is_whitespace).map_or(0, |at| at + 1)) {
            Some(start) => Span::new(start, span.end as usize),
            None => span,
        }
    }

    /// What a stance is on, with dots where the report goes on.
    fn issue_words(&self, report: usize, position: &readout_core::Position) -> String {
        let Some(span) = position.issue_span else { return clean(&position.issue) };
        let rest = self.readings[report].text.get(span.end as usize..).unwrap_or_default();
        let goes_on = rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        let long = position.issue.split_whitespace().count() >= LONG_ISSUE;
        if long && goes_on { format!("{} …", clean(&position.issue)) } else { clean(&position.issue) }
    }

    fn figures(&self) -> Vec<FigureGroup> {
        let tallies = || self.record.tallies.iter().enumerate();
        let tolls = tallies().filter(|(_, tally)| TOLLS.contains(&tally.counted.as_str()));
        let others = tallies().filter(|(_, tally)| {
            !TOLLS.contains(&tally.counted.as_str()) && tally.claims.iter().map(|claim| claim.accounts.len()).sum::<usize>() > 1
        });
        let mut groups = Vec::new();
        for (place, tally) in tolls.chain(others).take(MOST_FIGURES) {
            let ledger = self.record.ledgers.get(place).cloned().unwrap_or_default();
            let mut claims: Vec<FigureClaim> = Vec::new();
            let entries = ledger.entries.iter().filter_map(|entry| Some((entry, tally.claims.get(entry.claim)?)));
            for (entry, claim) in entries {
                let Some((report, id)) = claim.tellings.first().copied() else { continue };
                let reading = &self.readings[report];
                let figure = &reading.figures[id.index()];
                let part = |part: &readout_core::FigureId| {
                    let part = &reading.figures[part.index()];
                    let of = part.of.as_deref().unwrap_or_default();
                    let words = self.words(report, part.span);
                    if words.ends_with(of) { words } else { format!("{words} {of}") }
                };
                let relation = (entry.relation != Relation::First).then(|| word(&entry.relation).replace('_', " "));
                claims.push(FigureClaim {
                    words: self.words(report, figure.span),
                    value: figure.value,
                    low: figure.low,
                    high: figure.high,
                    bound: bound(figure.bound).to_owned(),
                    claimant: claim.claimant.map(|claimant| self.name(claimant)),
                    when: figure.as_of.and_then(|time| self.when_of(report, Some(time), when::value(reading, time))),
                    day: entry.day.clone(),
                    relation,
                    parts: figure.parts.iter().map(part).collect(),
                    n_printings: claim.tellings.iter().map(|(report, _)| *report).collect::<BTreeSet<_>>().len(),
                    n_accounts: claim.accounts.len(),
                    accounts: Self::accounts(&claim.accounts),
                    cites: self.cites(claim.tellings.iter().map(|(report, id)| {
                        let figure = &self.readings[*report].figures[id.index()];
                        Evidence { report: *report, span: figure.extent.unwrap_or(figure.span) }
                    })),
                });
            }
            let of = tally
                .claims
                .first()
                .and_then(|claim| claim.tellings.first())
                .and_then(|(report, id)| self.readings[*report].figures[id.index()].of.clone());
            let place = tally.place.map(|place| self.name(place));
            let counted: Vec<String> = [Some(tally.counted.clone()), of.map(|of| clean(&of)), place].into_iter().flatten().collect();
            let cites: Vec<Cite> = self.cites(tally.claims.iter().flat_map(|claim| &claim.tellings).map(|(report, id)| {
                let figure = &self.readings[*report].figures[id.index()];
                Evidence { report: *report, span: figure.span }
            }));
            // One claim needs no derivation.
            let steps = if claims.len() > 1 { ledger.steps } else { Vec::new() };
            let derived = steps.into_iter().map(|text| Note { text, cites: cites.clone() }).collect();
            groups.push(FigureGroup { counted: counted.join(" · "), claims, derived });
        }
        groups
    }

    fn offices(&self) -> Vec<OfficeLine> {
        let mut offices: Vec<&crate::office::Office> =
            self.record.offices.iter().filter(|office| office.org.is_some() || office.changed).collect();
        // `top diplomat` says of a foreign minister what the office says better.
        let plain = |office: &crate::office::Office| {
            matches!(office.title.as_str(), "top diplomat" | "minister" | "diplomat" | "counterpart" | "official" | "post")
        };
        let better: BTreeSet<usize> =
            offices.iter().filter(|office| !plain(office)).flat_map(|office| office.holders.iter().map(|holder| holder.actor)).collect();
        offices.retain(|office| !plain(office) || office.holders.iter().any(|holder| !better.contains(&holder.actor)));
        offices.truncate(MOST_OFFICES);
        offices.into_iter().map(|office| self.office_line(office)).collect()
    }

    /// An office with its holders.
    pub(crate) fn office_line(&self, office: &crate::office::Office) -> OfficeLine {
        let holder = |holder: &crate::office::Holder| Holder {
            name: self.name(holder.actor),
            first: holder.first.clone(),
            last: holder.last.clone().filter(|last| Some(last) != holder.first.as_ref()),
            status: holder.status.clone(),
            cites: self.cites(holder.evidence.iter().copied()),
        };
        let change =
            office.changed.then(|| match office.holders.windows(2).next().map(|pair| (pair[0].last.clone(), pair[1].first.clone())) {
                Some((Some(last), Some(first))) => format!("changed hands between {last} and {first}"),
                _ => "changed hands".to_owned(),
            });
        OfficeLine {
            title: office.title.clone(),
            org: office.org.map(|org| self.name(org)),
            holders: office.holders.iter().map(holder).collect(),
            change,
        }
    }

    fn disputed(&self) -> Vec<DisputeLine> {
        let kind = |kind: DisputeKind| match kind {
            DisputeKind::Denial => "denial",
            DisputeKind::Conflict => "conflict",
            DisputeKind::Position => "position",
            DisputeKind::Figures => "figures",
        };
        let side = |side: &crate::dispute::DisputeSide| {
            let first = side.evidence.first()?;
            // `no`, `the accusation`: what is meant stands in the sentence.
            let words = self.words(first.report, first.span);
            let sentence = self.readings[first.report].sentence_around(first.span);
            let words = match sentence.filter(|_| words.split(' ').count() < 4) {
                Some(sentence) => self.words(first.report, sentence),
                None => words,
            };
            Some(Side {
                by: side.by.map(|by| self.name(by)),
                words,
                n_accounts: side.n_accounts,
                accounts: Self::accounts(&side.accounts),
                cites: self.cites(side.evidence.iter().copied()),
            })
        };
        let line = |dispute: &crate::dispute::Dispute| DisputeLine {
            about: whole(&clean(&dispute.about)),
            kind: match dispute.nature {
                Nature::Conflict => kind(dispute.kind).to_owned(),
                nature => nature.text().to_owned(),
            },
            sides: dispute.sides.iter().filter_map(side).collect(),
        };
        // One claim that is answered twice is one dispute.
        let mut seen = BTreeSet::new();
        let new = |dispute: &&crate::dispute::Dispute| {
            seen.insert((dispute.kind, dispute.sides.first().and_then(|side| side.evidence.first().copied()), dispute.about.clone()))
        };
        self.record.disputes.iter().filter(new).take(MOST_DISPUTES).map(line).collect()
    }

    fn copies(&self) -> Vec<FamilyLine> {
        let mut lines = Vec::new();
        for family in self.record.copies.families.iter().take(MOST_FAMILIES) {
            let mut members: Vec<&crate::copies::Member> = family.members.iter().collect();
            members.sort_by_key(|member| (std::cmp::Reverse(member.words), member.report));
            let member = |member: &&crate::copies::Member| MemberLine {
                label: self.labels[member.report].clone(),
                percent: member.percent,
                cites: vec![self.cite(member.report, member.spans.clone())],
            };
            lines.push(FamilyLine {
                original: family.agency.clone().unwrap_or_else(|| self.labels[family.nearest].clone()),
                nearest: self.labels[family.nearest].clone(),
                why: family.why.clone(),
                members: members.iter().map(member).collect(),
                changed: self.changes(family),
            });
        }
        lines
    }

    /// The most telling changes that members of a family made: other names and acts first, then whole sentences that were left out of text
    /// that is otherwise kept.
    fn changes(&self, family: &crate::copies::Family) -> Vec<ChangeLine> {
        /// A sentence of which more than this part is other words was written anew, and its words do not answer each other one by one.
        const ANEW: f64 = 0.2;
        let mut weighed: Vec<(f64, usize, Change)> = Vec::new();
        let a = family.nearest;
        for member in family.members.iter().filter(|member| member.report != a && member.percent >= 10) {
            let b = member.report;
            let changes = diff(&self.readings[a], &self.readings[b]);
            let count = |span: Span| span.of(&self.readings[a].text).split_whitespace().count() as f64;
            let sentence_of = |span: Span| self.readings[a].sentences.iter().copied().find(|sentence| sentence.overlaps(span));
            let anew = |change: &Change| {
                let Some(sentence) = sentence_of(change.a) else { return false };
                let reworded = changes.iter().filter(|other| other.kind == ChangeKind::Reworded && sentence.overlaps(other.a));
                reworded.map(|other| count(other.a)).sum::<f64>() > ANEW * count(sentence)
            };
            for change in changes.iter().filter(|change| change.kind != ChangeKind::Reworded || !anew(change)).cloned() {
                let (from, to) = (change.a.of(&self.readings[a].text), change.b.of(&self.readings[b].text));
                let long = from.split_whitespace().count().max(to.split_whitespace().count());
                // Names and acts tell most; numerals written otherwise tell nothing.
                let names = |text: &str| text.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count() as f64;
                let telling = |text: &str| crate::words::content_words(text).len() as f64 - 0.5 + names(text);
                let weight = match change.kind {
                    ChangeKind::Reworded => 2.0 + telling(from).min(4.0) + telling(to).min(4.0) - if long > 14 { 4.0 } else { 0.0 },
                    // What was left out tells most where most else was kept.
                    ChangeKind::Dropped if long > 6 && self.readings[a].report.title_span.is_none_or(|title| !title.overlaps(change.a)) => {
                        f64::from(member.percent) / 20.0
                    }
                    _ => 0.0,
                };
                let numeral = |text: &str| text.chars().any(|letter| letter.is_ascii_digit());
                if weight > 2.6 && (to.is_empty() || numeral(from) == numeral(to)) {
                    weighed.push((weight, b, change));
                }
            }
        }
        weighed.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2.a, one.2.b).cmp(&(other.1, other.2.a, other.2.b))));
        let mut seen = BTreeSet::new();
        weighed.retain(|(_, b, change)| {
            let plain = |report: usize, span: Span| self.words(report, span).to_lowercase();
            seen.insert((plain(a, change.a), plain(*b, change.b)))
        });
        weighed.truncate(MOST_CHANGES);
        let line = |(_, b, change): (f64, usize, Change)| {
            let mut cites = Vec::new();
            let from = (!change.a.is_empty()).then(|| self.words(a, change.a));
            let to = (!change.b.is_empty()).then(|| self.words(b, change.b));
            cites.extend(from.is_some().then(|| self.cite(a, vec![change.a])));
            cites.extend(to.is_some().then(|| self.cite(b, vec![change.b])));
            if to.is_none() {
                cites.push(self.cite(b, Vec::new()));
            }
            ChangeLine { kind: word(&change.kind), from, to, cites }
        };
        weighed.into_iter().map(line).collect()
    }

    /// What the reports together say of the days of those without a date.
    fn undated(&self, undated: &[usize]) -> Vec<Note> {
        const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        let dates = &self.record.dates;
        let mut notes = Vec::new();
        for report in undated {
            let Some(dated) = dates.reports.get(*report) else { continue };
            let mut known = Vec::new();
            known.extend(dated.weekday.and_then(|day| DAYS.get(usize::from(day).checked_sub(1)?)).map(|day| format!("on a {day}")));
            let near = dates
                .distances
                .iter()
                .filter(|distance| distance.to == *report && distance.low == distance.high && undated.contains(&distance.from));
            known.extend(near.min_by_key(|distance| distance.low.abs()).map(|distance| match distance.low {
                0 => format!("on the same day as {}", self.labels[distance.from]),
                1 => format!("the day after {}", self.labels[distance.from]),
                -1 => format!("the day before {}", self.labels[distance.from]),
                days if days > 0 => format!("{days} days after {}", self.labels[distance.from]),
                days => format!("{} days before {}", -days, self.labels[distance.from]),
            }));
            if !known.is_empty() {
                let cites = self.cites(dated.clues.iter().flat_map(|clue| clue.evidence.iter().copied()));
                notes.push(Note {
                    text: format!(
                        "the date of {}: by what the reports say together it was written {}",
                        self.labels[*report],
                        known.join(", ")
                    ),
                    cites,
                });
            }
        }
        notes.truncate(4);
        if let Some(order) = self.likely_order(undated) {
            notes.push(order);
        }
        if let Some(settles) = dates.settles.first().filter(|settles| !settles.dates.is_empty()) {
            let others: Vec<&str> = settles.dates.iter().map(|report| self.labels[*report].as_str()).collect();
            let text = format!("the date of {}, which would date {} as well", self.labels[settles.report], others.join(", "));
            notes.push(Note { text, cites: vec![self.cite(settles.report, Vec::new())] });
        }
        notes
    }

    /// In which order undated reports were likely made.
    fn likely_order(&self, undated: &[usize]) -> Option<Note> {
        let sets = self.record.dates.likely_order(undated);
        let label = |group: &Vec<usize>| group.iter().map(|report| self.labels[*report].as_str()).collect::<Vec<_>>().join(" ");
        let set = |set: &Vec<Vec<usize>>| set.iter().map(label).collect::<Vec<_>>().join(" · ");
        let text = sets.iter().map(set).collect::<Vec<_>>().join("; ");
        let clues = sets.iter().flatten().flatten().filter_map(|report| self.record.dates.likely.reports.get(*report));
        let cites = self.cites(clues.flat_map(|dated| &dated.clues).flat_map(|clue| clue.evidence.iter().copied()));
        (!sets.is_empty())
            .then(|| Note { text: format!("the order of the undated reports; by weaker clues it is likely, oldest first: {text}"), cites })
    }

    fn unknown(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        let undated: Vec<usize> = (0..self.readings.len()).filter(|report| when::published(&self.readings[*report]).is_none()).collect();
        if !undated.is_empty() {
            let of = if undated.len() == self.readings.len() {
                "any of the reports".to_owned()
            } else {
                undated.iter().map(|report| self.labels[*report].clone()).collect::<Vec<_>>().join(", ")
            };
            let cites = undated.iter().map(|report| self.cite(*report, Vec::new())).collect();
            notes.push(Note { text: format!("when {of} appeared: no published date is given"), cites });
        }
        notes.extend(self.undated(&undated));
        let cast = &self.record.cast;
        // Speakers who are quoted but not named.
        let mut n_unnamed = 0;
        for statement in &self.record.statements {
            let Some(speaker) =
                statement.speaker.filter(|speaker| !cast.actors[*speaker].named && cast.actors[*speaker].kind == EntityType::PER)
            else {
                continue;
            };
            let Some((report, id)) = statement.tellings.first() else { continue };
            let source = self.readings[*report].attributions[id.index()].source.clone();
            let who = source.first().map_or_else(|| self.name(speaker), |span| self.words(*report, *span));
            const VAGUE: &[&str] = &[
                "one of",
                "the other",
                "another",
                "other",
                "others",
                "some",
                "many",
                "several",
                "every",
                "a number of",
                "so many",
                "somebody",
                "someone",
                "anybody",
                "anyone",
                "everybody",
                "everyone",
                "members",
                "my",
                "our",
                "your",
                "his",
                "her",
                "its",
                "their",
            ];
            let opens =
                |opening: &&str| who.to_lowercase().strip_prefix(*opening).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
            let vague = VAGUE.iter().any(opens) || who.ends_with(" who");
            if vague
                || cast.actors[speaker].sector.as_deref() == Some("JRN")
                || who.split_whitespace().count() < 2
                || notes.iter().any(|note| note.text.contains(&who))
            {
                continue;
            }
            // Of many, nobody asks for all the names.
            let last = cast.actors[speaker].name.split_whitespace().last().unwrap_or_default().to_lowercase();
            let many = who.contains(" and ") || last.ends_with('s') && !last.ends_with("ss");
            if many || n_unnamed == MOST_UNNAMED {
                continue;
            }
            n_unnamed += 1;
            notes.push(Note { text: format!("who “{who}” is"), cites: vec![self.cite(*report, source)] });
        }
        // Tolls without a claimant.
        for tally in self.record.tallies.iter().filter(|tally| TOLLS.contains(&tally.counted.as_str())) {
            if tally.claims.iter().any(|claim| claim.claimant.is_some()) {
                continue;
            }
            let Some((report, id)) = tally.claims.first().and_then(|claim| claim.tellings.first()) else { continue };
            let figure = &self.readings[*report].figures[id.index()];
            let text = format!("who counted “{}” {}: no report names a claimant", self.words(*report, figure.span), tally.counted);
            notes.push(Note {
                text,
                cites: self.cites(
                    tally
                        .claims
                        .iter()
                        .flat_map(|claim| &claim.tellings)
                        .map(|(report, id)| Evidence { report: *report, span: self.readings[*report].figures[id.index()].span }),
                ),
            });
        }
        // Meetings that were announced and never reported as held.
        for happening in
            self.record.happenings.iter().filter(|happening| happening.is_meeting() && happening.factuality == Factuality::Planned)
        {
            let Some((report, id)) = happening.tellings.first() else { continue };
            let event = &self.readings[*report].events[id.index()];
            let span = stretch(&self.readings[*report], event);
            let who: Vec<String> = happening.who.iter().chain(&happening.whom).map(|actor| self.name(*actor)).collect();
            notes.push(Note {
                text: format!("whether {} met as expected: no report says so", who.join(" and ")),
                cites: vec![self.cite(*report, vec![span])],
            });
        }
        // Happenings by day of the week whose date is open.
        let imprecise = self
            .readings
            .iter()
            .filter_map(|reading| reading.report.published.as_ref())
            .any(|published| published.precision > Precision::Day);
        if imprecise {
            notes.push(Note {
                text: "the day on which some reports appeared: their dates are only given to the month or year".to_owned(),
                cites: Vec::new(),
            });
        }
        notes.truncate(MOST_UNKNOWN);
        notes
    }
}

/// A heading cut from a longer phrase, with dots where it was cut.
fn whole(label: &str) -> String {
    if label.split(' ').count() >= 13 && !label.ends_with(['.', '”', '"', '…']) { format!("{label} …") } else { label.to_owned() }
}

/// The word by which a value is known in the contract.
pub(crate) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn bound(bound: Bound) -> &'static str {
    match bound {
        Bound::Exactly => "exactly",
        Bound::About => "about",
        Bound::AtLeast => "at_least",
        Bound::AtMost => "at_most",
        Bound::Nearly => "nearly",
    }
}
