//! What a page or a terminal draws of copies: families with their passages, one report with who else prints each sentence, and two printings
//! side by side. Plain data, as the brief is: texts are there to be shown, and every place is a [`Cite`].

use super::Member;
use super::cluster::clusters;
use super::compare::{Change, ChangeKind, Row, rows};
use crate::Record;
use crate::brief::{Cite, ReportCard};
use crate::cited::{Cited, on_one_line};
use readout_core::{Mention, MentionKind, Reading, Span};
use serde::Serialize;
use std::collections::BTreeSet;

/// Format of [`CopiesView`].
pub const COPIES: &str = "readout/copies/1";
/// Format of [`Comparison`].
pub const DIFF: &str = "readout/diff/1";

/// Families of reports that print one text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CopiesView {
    /// [`COPIES`].
    pub format: String,
    /// All reports, in the order of the readings.
    pub reports: Vec<ReportCard>,
    /// Independent accounts among them, after copies are collapsed.
    pub n_accounts: usize,
    /// Families, largest first.
    pub families: Vec<FamilyView>,
    /// The report that was asked for, sentence by sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<ReportView>,
}

/// A family.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FamilyView {
    /// Its place in [`crate::copies::Copies::families`].
    pub family: usize,
    /// The agency whose text it probably is, where one is credited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// Label of the member that stands nearest to the original.
    pub nearest: String,
    /// Why.
    pub why: Vec<String>,
    /// Which member credits which agency, and where it says so.
    pub credits: Vec<CreditView>,
    /// The reports, the one with most shared words first.
    pub members: Vec<MemberView>,
    /// The shared passages, longest first.
    pub passages: Vec<PassageView>,
}

/// An agency that a report credits: evidence that it prints that agency's text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CreditView {
    /// The agency.
    pub agency: String,
    /// `dateline` or `credit`.
    pub by: String,
    /// The report; its words, where the credit stands in the text.
    pub cite: Cite,
}

/// A report in a family.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MemberView {
    /// Its label.
    pub label: String,
    /// Its place in the list of readings.
    pub report: usize,
    /// Its words, page furniture left out.
    pub n_words: usize,
    /// Those that other members have as well.
    pub n_shared: usize,
    /// How much of the text that is, in per cent.
    pub shared_percent: u8,
    /// The rest: the outlet's own share, in per cent.
    pub own_percent: u8,
    /// Labels of members published under the same address: other versions of it.
    pub versions: Vec<String>,
    /// What it has otherwise than the member nearest to the original, names and attributions first; none in that one.
    pub changes: Vec<ChangeView>,
    /// How many words were reworded, dropped, added, against the nearest: changes, not words, inside shared passages.
    pub n_changes: usize,
    /// The shared stretches.
    pub cite: Cite,
}

/// A passage and where it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PassageView {
    /// Most words that two printings have in common.
    pub words: usize,
    /// Whether nearly all of it stands in quotation marks in all of them: the same speech.
    pub quoted: bool,
    /// Its words as the member nearest to the original has them, or else the first.
    pub text: String,
    /// The printings.
    pub cites: Vec<Cite>,
}

/// A report, sentence by sentence, with who else prints it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReportView {
    /// Its label.
    pub label: String,
    /// Its place in the list of readings.
    pub report: usize,
    /// Its sentences in order; page furniture left out.
    pub sentences: Vec<SentenceView>,
}

/// A sentence and who else prints it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SentenceView {
    /// Its words.
    pub text: String,
    /// Where it stands.
    pub cite: Cite,
    /// How many of its words others print as well, in per cent.
    pub shared_percent: u8,
    /// Where they do.
    pub others: Vec<Cite>,
}

/// Two printings side by side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// [`DIFF`].
    pub format: String,
    /// The one.
    pub a: ReportCard,
    /// The other.
    pub b: ReportCard,
    /// Words in common, in passages of the two.
    pub n_common: usize,
    /// How much of the one that is, in per cent.
    pub a_percent: u8,
    /// How much of the other.
    pub b_percent: u8,
    /// Whether they were published under one address: versions over time.
    pub versions: bool,
    /// Rows in the order of the one; what only the other has stands behind what comes before it there.
    pub rows: Vec<RowView>,
    /// What is not the same, in the order of the rows.
    pub changes: Vec<ChangeView>,
}

/// A row: sentences that belong together, or one that the other report does not have.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RowView {
    /// `same`, `changed`, `dropped` or `added`.
    pub kind: String,
    /// The other has it in another place.
    pub moved: bool,
    /// The one; absent where it has nothing here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub a: Option<SideView>,
    /// The other, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub b: Option<SideView>,
}

/// One side of a row.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SideView {
    /// Its words in order, on one line.
    pub pieces: Vec<Piece>,
    /// Where they stand.
    pub cite: Cite,
}

/// Words of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// The words, with the white space around them.
    pub text: String,
    /// The place in [`Comparison::changes`] of what was done to them; absent where the other has the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<usize>,
}

/// A change, and what it touches.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChangeView {
    /// `reworded`, `spelled`, `dropped` or `added`.
    pub kind: ChangeKind,
    /// In the one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// In the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// What the words are part of, in either report: `name`, `attribution`, `figure`, `time`.
    pub touches: Vec<String>,
    /// How each calls somebody or something in the same place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub names: Option<NamePair>,
    /// Evidence: the one, the other.
    pub cites: Vec<Cite>,
}

/// Two names in the same place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NamePair {
    /// In the one: `the rebels`.
    pub from: String,
    /// In the other: `the Free Council`.
    pub to: String,
    /// Whether the record takes both for one actor; absent where it knows neither.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_actor: Option<bool>,
}

/// Most changes shown of a member of a family; the comparison has all.
const MOST_CHANGES: usize = 8;

/// Words of a change beyond which it is another text rather than the same one with other words.
const LONGEST_SHOWN: usize = 12;

/// Families, all of them or those of one report.
pub fn copies_view(readings: &[Reading], record: &Record, report: Option<usize>) -> CopiesView {
    let view = View(Cited::new(readings, record));
    let wanted = |family: &usize| report.is_none_or(|report| record.copies.family_of(report) == Some(*family));
    let families = (0..record.copies.families.len()).filter(wanted).map(|family| view.family(family)).collect();
    CopiesView {
        format: COPIES.to_owned(),
        reports: view.0.cards(),
        n_accounts: record.tellers.len(),
        families,
        report: report.map(|report| view.report(report)),
    }
}

/// Two reports side by side, whether they are of one family or not.
pub fn comparison(readings: &[Reading], record: &Record, a: usize, b: usize) -> Comparison {
    View(Cited::new(readings, record)).comparison(a, b)
}

/// The views are made by one hand that knows the labels.
struct View<'a>(Cited<'a>);

impl View<'_> {
    fn family(&self, place: usize) -> FamilyView {
        let (copies, family) = (&self.0.record.copies, &self.0.record.copies.families[place]);
        let mut members: Vec<&Member> = family.members.iter().collect();
        members.sort_by_key(|member| (std::cmp::Reverse(member.words), member.report));
        let inside = |passage: usize| {
            let passage = &copies.passages[passage];
            !passage.quoted && copies.family_of(passage.a) == Some(place) && copies.family_of(passage.b) == Some(place)
        };
        let passages = clusters(copies, inside).into_iter().map(|cluster| {
            let shown = cluster.members.iter().find(|(report, _)| *report == family.nearest).unwrap_or(&cluster.members[0]);
            PassageView {
                words: cluster.words,
                quoted: false,
                text: self.0.words(shown.0, shown.1),
                cites: cluster.members.iter().map(|(report, span)| self.0.cite(*report, vec![*span])).collect(),
            }
        });
        FamilyView {
            family: place,
            agency: family.agency.clone(),
            nearest: self.0.labels[family.nearest].clone(),
            why: family.why.clone(),
            credits: family.members.iter().flat_map(|member| self.credits(member.report)).collect(),
            members: members.into_iter().map(|member| self.member(family, member)).collect(),
            passages: passages.collect(),
        }
    }

    fn credits(&self, report: usize) -> Vec<CreditView> {
        let header = &self.0.readings[report].report;
        let mut credits = Vec::new();
        if let Some((dateline, agency)) = header.dateline.as_ref().and_then(|dateline| Some((dateline, dateline.agency.clone()?))) {
            credits.push(CreditView { agency, by: "dateline".to_owned(), cite: self.0.cite(report, vec![dateline.span]) });
        }
        for agency in &header.credit {
            credits.push(CreditView { agency: agency.clone(), by: "credit".to_owned(), cite: self.0.cite(report, Vec::new()) });
        }
        credits
    }

    fn member(&self, family: &super::Family, member: &Member) -> MemberView {
        let report = member.report;
        let address = |report: usize| self.0.readings[report].report.url.as_deref();
        let is_version = |other: &&Member| other.report != report && address(report).is_some() && address(other.report) == address(report);
        let mut changes = Vec::new();
        if report != family.nearest {
            for row in rows(&self.0.readings[family.nearest], &self.0.readings[report]).into_iter().filter(|row| row.matched > 0) {
                changes.extend(row.changes.iter().map(|change| self.change(family.nearest, report, change)));
            }
        }
        let n_changes = changes.len();
        changes.retain(|change: &ChangeView| {
            [&change.from, &change.to].into_iter().flatten().all(|words| words.split_whitespace().count() <= LONGEST_SHOWN)
        });
        // The most telling ones, in their order.
        let weigh = |change: &ChangeView| {
            (change.names.is_some(), change.touches.iter().any(|kind| kind == "attribution"), !change.touches.is_empty(), length(change))
        };
        let mut best: Vec<usize> = (0..changes.len()).collect();
        best.sort_by_key(|at| (std::cmp::Reverse(weigh(&changes[*at])), *at));
        let best: BTreeSet<usize> = best.into_iter().take(MOST_CHANGES).collect();
        let mut place = 0;
        changes.retain(|_| {
            place += 1;
            best.contains(&(place - 1))
        });
        let n_words = crate::words::Words::of(&self.0.readings[report], &self.0.record.copies.boilerplate[report]).len();
        MemberView {
            label: self.0.labels[report].clone(),
            report,
            n_words,
            n_shared: member.words,
            shared_percent: member.percent,
            own_percent: 100 - member.percent,
            versions: family.members.iter().filter(is_version).map(|other| self.0.labels[other.report].clone()).collect(),
            changes,
            n_changes,
            cite: self.0.cite(report, member.spans.clone()),
        }
    }

    fn report(&self, report: usize) -> ReportView {
        let (reading, copies) = (&self.0.readings[report], &self.0.record.copies);
        let words = crate::words::Words::of(reading, &copies.boilerplate[report]);
        let mut sentences = Vec::new();
        for sentence in reading.sentences.iter().filter(|sentence| !words.within(**sentence).is_empty()) {
            let mut shared: BTreeSet<usize> = BTreeSet::new();
            let mut others: Vec<(usize, Span)> = Vec::new();
            for passage in copies.passages.iter().filter(|passage| passage.a == report || passage.b == report) {
                let other = if passage.a == report { passage.b } else { passage.a };
                let mut stretch: Option<Span> = None;
                for (run_a, run_b) in &passage.runs {
                    let (own, their) = if passage.a == report { (run_a, run_b) } else { (run_b, run_a) };
                    if own.overlaps(*sentence) {
                        shared.extend(words.within(Span { start: own.start.max(sentence.start), end: own.end.min(sentence.end) }));
                        // Runs are the same words in both, so that a place in the one is about the same place in the other.
                        let skip = sentence.start.saturating_sub(own.start).min(their.end - their.start);
                        let rest = own.end.saturating_sub(sentence.end).min(their.end - their.start - skip);
                        let part = Span { start: their.start + skip, end: their.end - rest };
                        stretch = Some(stretch.map_or(part, |known| known.cover(part)));
                    }
                }
                others.extend(stretch.map(|stretch| (other, whole_words(&self.0.readings[other].text, stretch))));
            }
            others.sort_unstable();
            sentences.push(SentenceView {
                text: self.0.words(report, *sentence),
                cite: self.0.cite(report, vec![*sentence]),
                shared_percent: super::family::per_cent(shared.len(), words.within(*sentence).len()),
                others: others.into_iter().map(|(other, span)| self.0.cite(other, vec![span])).collect(),
            });
        }
        ReportView { label: self.0.labels[report].clone(), report, sentences }
    }

    fn comparison(&self, a: usize, b: usize) -> Comparison {
        let (one, other) = (&self.0.readings[a], &self.0.readings[b]);
        let found = rows(one, other);
        let n_common: usize = found.iter().map(|row| row.matched).sum();
        let n_words = |reading: &Reading| crate::words::Words::of(reading, &reading.boilerplate).len();
        let (mut changes, mut views) = (Vec::new(), Vec::new());
        for row in &found {
            let first = changes.len();
            changes.extend(row.changes.iter().map(|change| self.change(a, b, change)));
            views.push(self.row(a, b, row, first));
        }
        Comparison {
            format: DIFF.to_owned(),
            a: self.0.card(a),
            b: self.0.card(b),
            n_common,
            a_percent: super::family::per_cent(n_common, n_words(one)),
            b_percent: super::family::per_cent(n_common, n_words(other)),
            versions: one.report.url.is_some() && one.report.url == other.report.url,
            rows: views,
            changes,
        }
    }

    fn row(&self, a: usize, b: usize, row: &Row, first: usize) -> RowView {
        let kind = match (row.a.is_empty(), row.b.is_empty()) {
            (false, true) => "dropped",
            (true, false) => "added",
            _ if row.changes.is_empty() => "same",
            _ => "changed",
        };
        let side = |report: usize, sentences: &[Span], of: fn(&Change) -> Span| {
            let text = &self.0.readings[report].text;
            let mut pieces: Vec<Piece> = Vec::new();
            for sentence in sentences {
                if !pieces.is_empty() {
                    pieces.push(Piece { text: " ".to_owned(), change: None });
                }
                let mut marks: Vec<(Span, usize)> = row.changes.iter().enumerate().map(|(n, change)| (of(change), first + n)).collect();
                marks.retain(|(span, _)| !span.is_empty() && sentence.contains(*span));
                marks.sort_unstable();
                let mut at = sentence.start;
                for (span, change) in marks {
                    pieces.push(Piece { text: on_one_line(Span { start: at, end: span.start.max(at) }.of(text)), change: None });
                    pieces.push(Piece { text: on_one_line(span.of(text)), change: Some(change) });
                    at = span.end;
                }
                pieces.push(Piece { text: on_one_line(Span { start: at, end: sentence.end.max(at) }.of(text)), change: None });
            }
            pieces.retain(|piece| !piece.text.is_empty());
            (!sentences.is_empty()).then(|| SideView { pieces, cite: self.0.cite(report, sentences.to_vec()) })
        };
        RowView { kind: kind.to_owned(), moved: row.moved, a: side(a, &row.a, |change| change.a), b: side(b, &row.b, |change| change.b) }
    }

    fn change(&self, a: usize, b: usize, change: &Change) -> ChangeView {
        let sides = [(a, change.a), (b, change.b)];
        let mut touches = BTreeSet::new();
        for (report, span) in sides.iter().filter(|(_, span)| !span.is_empty()) {
            touches.extend(touched(&self.0.readings[*report], *span));
        }
        let names = matches!(change.kind, ChangeKind::Reworded | ChangeKind::Spelled).then(|| self.names(a, b, change)).flatten();
        if names.is_some() {
            touches.insert("name");
        }
        ChangeView {
            kind: change.kind,
            from: (!change.a.is_empty()).then(|| self.0.words(a, change.a)),
            to: (!change.b.is_empty()).then(|| self.0.words(b, change.b)),
            touches: touches.into_iter().map(str::to_owned).collect(),
            names,
            cites: sides.iter().filter(|(_, span)| !span.is_empty()).map(|(report, span)| self.0.cite(*report, vec![*span])).collect(),
        }
    }

    /// How the two call somebody or something in the same place.
    fn names(&self, a: usize, b: usize, change: &Change) -> Option<NamePair> {
        let (one, other) = (calls(&self.0.readings[a], change.a)?, calls(&self.0.readings[b], change.b)?);
        let (from, to) = (self.0.words(a, one.span), self.0.words(b, other.span));
        let plain = |name: &str| name.to_lowercase().split_whitespace().filter(|word| *word != "the").collect::<Vec<_>>().join(" ");
        if plain(&from) == plain(&to) {
            return None;
        }
        let actor = |report: usize, mention: &Mention| mention.entity.and_then(|entity| self.0.record.cast.actor(report, entity));
        let same_actor = match (actor(a, one), actor(b, other)) {
            (Some(one), Some(other)) => Some(one == other),
            _ => None,
        };
        Some(NamePair { from, to, same_actor })
    }
}

/// Most words of a phrase that is shown as what somebody is called.
const LONGEST_NAME: usize = 6;

/// The shortest name or noun phrase that the words are part of, or that they are most of.
fn calls(reading: &Reading, span: Span) -> Option<&Mention> {
    let n_words = |span: Span| span.of(&reading.text).split_whitespace().count();
    let common = |mention: &Mention| mention.span.end.min(span.end).saturating_sub(mention.span.start.max(span.start)) as usize;
    let fits = |mention: &&Mention| {
        mention.kind != MentionKind::Pronoun
            && n_words(mention.span) <= LONGEST_NAME
            && (mention.span.contains(span) || common(mention) * 2 >= span.len())
    };
    reading.mentions.iter().filter(fits).min_by_key(|mention| (std::cmp::Reverse(common(mention)), mention.span.len(), mention.span))
}

/// What words are part of.
fn touched(reading: &Reading, span: Span) -> BTreeSet<&'static str> {
    let mut touches = BTreeSet::new();
    if reading.mentions.iter().any(|mention| mention.kind == MentionKind::Name && mention.span.overlaps(span)) {
        touches.insert("name");
    }
    let told = |attribution: &readout_core::Attribution| {
        let hops = attribution.chain.iter().filter(|hop| !hop.implied).filter_map(|hop| hop.span);
        attribution.source.iter().chain(&attribution.cue).copied().chain(hops).any(|part| part.overlaps(span))
    };
    if reading.attributions.iter().any(told) {
        touches.insert("attribution");
    }
    if reading.figures.iter().any(|figure| figure.span.overlaps(span)) {
        touches.insert("figure");
    }
    if reading.times.iter().any(|time| time.span.overlaps(span)) {
        touches.insert("time");
    }
    touches
}

fn length(change: &ChangeView) -> usize {
    change.from.as_deref().unwrap_or_default().len().max(change.to.as_deref().unwrap_or_default().len())
}

/// A stretch made to begin and end with whole words (and on characters).
fn whole_words(text: &str, span: Span) -> Span {
    let (mut start, mut end) = (span.start as usize, (span.end as usize).min(text.len()));
    let inside =
        |at: usize| text[..at].chars().next_back().is_some_and(char::is_alphanumeric) && text[at..].starts_with(char::is_alphanumeric);
    while start > 0 && (!text.is_char_boundary(start) || inside(start)) {
        start -= 1;
    }
    while end < text.len() && (!text.is_char_boundary(end) || inside(end)) {
        end += 1;
    }
    Span::new(start.min(end), end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::made::Made;
    use readout_core::{EntityType, Known, Report};

    /// A report of one outlet and address, with its names.
    fn reading(outlet: &str, url: &str, text: &str, names: &[&str]) -> Reading {
        let mut report = Report::new(outlet, text);
        report.outlet = Some(Known::given(outlet.to_owned(), "field"));
        report.url = Some(Known::given(url.to_owned(), "field"));
        let mut reading = Reading::empty(&report);
        let mut at = 0;
        for sentence in text.split_inclusive(". ") {
            reading.sentences.push(Span::new(at, at + sentence.trim_end().len()));
            at += sentence.len();
        }
        Made::of(reading).names(EntityType::ORG, names).done()
    }

    const TEXT: &str = "Envoys of Ardesh and of the Free Council met on Thursday in the port of Sered for their first talks since November. \
The war in the mountains has cost some 41,000 lives since the old assembly was dissolved. \
The head of the council ruled out a joint force against the Ash Brigade, which holds the upper valleys.";

    #[test]
    fn a_reworded_name_is_shown_as_such_with_whether_the_record_takes_both_for_one() {
        let reworded = TEXT.replace("the Ash Brigade", "the Valley Front").replace("Thursday", "Friday") + " It rained.";
        let readings = [
            reading("Mail", "https://mail.example/1", TEXT, &["Free Council", "Ash Brigade"]),
            reading("Bell", "https://bell.example/1", &reworded, &["Free Council", "Valley Front"]),
        ];
        let record = crate::join(&readings);
        let compared = comparison(&readings, &record, 0, 1);
        let names: Vec<&NamePair> = compared.changes.iter().filter_map(|change| change.names.as_ref()).collect();
        assert_eq!(names.len(), 1, "{compared:#?}");
        assert_eq!((names[0].from.as_str(), names[0].to.as_str(), names[0].same_actor), ("Ash Brigade", "Valley Front", Some(false)));
        assert!(!compared.versions);
        // However they call it, one text is one account.
        assert_eq!(record.tellers.len(), 1);
    }

    #[test]
    fn versions_of_one_address_say_so_and_shares_add_up() {
        let later = TEXT.replace(" since November", "") + " Talks go on tomorrow, the mediator said.";
        let readings = [reading("Mail", "https://mail.example/1", TEXT, &[]), reading("Mail", "https://mail.example/1", &later, &[])];
        let record = crate::join(&readings);
        assert!(comparison(&readings, &record, 0, 1).versions);
        let view = copies_view(&readings, &record, None);
        let members = &view.families[0].members;
        assert!(
            members.iter().all(|member| member.versions.len() == 1 && member.shared_percent + member.own_percent == 100),
            "{members:#?}"
        );
        assert_eq!(view.n_accounts, 1);
    }
}
