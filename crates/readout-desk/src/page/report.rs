//! A report: its text with what was read in it marked, the chain of a chosen statement, whose text it prints, and findings beside it.

use super::{Content, Found, Page, chain, correct_link, word};
use crate::desk::Ask;
use crate::html::{outside, short, spans_of, spans_part, t};
use crate::shelf::Shelf;
use crate::snapshot::{Cited, Snapshot, some_cites};
use maud::{Markup, html};
use readout_core::{Attribution, CodepointIndex, EntityId, MentionKind, Reading, Span};
use readout_join::brief::page::{day, likely};
use readout_join::correct::{Correction, Layer, extent, extents};
use readout_store::Wanted;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;

#[derive(Serialize)]
struct View {
    number: i64,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    story: Option<String>,
    /// When the desk first showed it.
    seen: String,
    /// Families of copies that it belongs to.
    families: Vec<FamilyBox>,
    /// Corrections on this report, those taken back among them.
    corrections: Vec<Correction>,
    /// The reading as the record has it: corrected, offsets in code points.
    reading: Reading,
}

#[derive(Serialize)]
struct FamilyBox {
    /// Whose text it probably is.
    original: String,
    percent: u8,
    why: Vec<String>,
    /// Other reports in all, of which those that print most of it are members here.
    n_others: usize,
    members: Vec<Member>,
}

#[derive(Serialize)]
struct Member {
    label: String,
    title: String,
    href: String,
    percent: u8,
    /// Both texts side by side.
    compare: String,
}

/// Other reports of a family beside the text, and places where a statement is told as well.
const MOST_MEMBERS: usize = 30;
const MOST_PLACES: usize = 6;

pub(crate) fn page(shelf: &Shelf, ask: &Ask<'_>, number: &str) -> Found {
    let Some(number) = shelf.report(number) else { return Ok(None) };
    let store = shelf.store();
    // The corrections on this report, and the reports that these name.
    let identity = store.identity_of(number)?.unwrap_or_default();
    let corrections: Vec<Correction> = shelf.corrections.iter().filter(|row| row.reports().contains(&identity.as_str())).cloned().collect();
    let wanted = Wanted {
        reports: vec![number],
        headers: shelf.corrected(&store, &corrections)?,
        statements: store.statements_of_reports(&[number])?,
        families: store.families_of_report(number)?,
        members: MOST_MEMBERS + 1,
        places: Some(MOST_PLACES),
        ..Wanted::default()
    };
    let snapshot = shelf.snapshot(&store, wanted)?;
    drop(store);
    let Some(report) = snapshot.place(number) else { return Ok(None) };
    let reading = &snapshot.readings[report];
    let view = View {
        number,
        label: snapshot.labels[report].clone(),
        story: snapshot.stories[report].map(|story| shelf.story_href(story)),
        seen: shelf.of(number).and_then(|of| of.seen.as_deref()).unwrap_or_default().to_owned(),
        families: families(&snapshot, report),
        corrections,
        reading: if ask.json { reading.clone().into_codepoints() } else { reading.clone() },
    };
    let marks = ask.get("mark").map(spans_of).unwrap_or_default();
    let title = short(snapshot.title(report), 120);
    let mut page = Page::new(ask, "/reports", title, &view, |view| body(&snapshot, report, view, &marks));
    page.style = Some(format!("/report/{}/marks.css", view.number));
    Ok(Some(page))
}

fn families(snapshot: &Snapshot, report: usize) -> Vec<FamilyBox> {
    let copies = &snapshot.record.copies;
    let of = copies.families.iter().enumerate();
    let of = of.filter(|(_, family)| family.members.iter().any(|member| member.report == report));
    of.map(|(place, family)| FamilyBox {
        original: family.agency.clone().unwrap_or_else(|| snapshot.labels[family.nearest].clone()),
        percent: family.members.iter().find(|member| member.report == report).map_or(0, |member| member.percent),
        why: family.why.clone(),
        n_others: (snapshot.sizes.families[place] - 1).max(0) as usize,
        members: family
            .members
            .iter()
            .filter(|member| member.report != report)
            .take(MOST_MEMBERS)
            .map(|member| Member {
                label: snapshot.labels[member.report].clone(),
                title: snapshot.title(member.report).to_owned(),
                href: snapshot.report_href(member.report),
                percent: member.percent,
                compare: format!("/copies/compare?a={}&b={}", snapshot.numbers[report], snapshot.numbers[member.report]),
            })
            .collect(),
    })
    .collect()
}

/// The name under which a statement is chosen: by its place in the text, which stays.
fn said_id(index: &CodepointIndex<'_>, attribution: &Attribution) -> Option<String> {
    let span = attribution.content.iter().copied().reduce(Span::cover)?;
    let Span { start, end } = index.span(span);
    Some(format!("said-{start}-{end}"))
}

/// Rules that bring out the words of the statement that is chosen.
pub(crate) fn marks(shelf: &Shelf, number: &str) -> Found {
    let Some(number) = shelf.report(number) else { return Ok(None) };
    let snapshot = shelf.snapshot(&shelf.store(), Wanted { reports: vec![number], ..Wanted::default() })?;
    let Some(report) = snapshot.place(number) else { return Ok(None) };
    let reading = &snapshot.readings[report];
    let index = CodepointIndex::new(&reading.text);
    let mut rules = String::new();
    for (n, attribution) in reading.attributions.iter().enumerate() {
        if let Some(id) = said_id(&index, attribution) {
            let _ = writeln!(rules, "body:has(#{id}:target) .s{n}{{background:var(--chosen);box-shadow:0 0 0 2px var(--chosen)}}");
            let _ = writeln!(rules, "body:has(#{id}:target) .h{n}{{outline:2px solid var(--link)}}");
        }
    }
    Ok(Some(Page::of(Content::Style(rules))))
}

/// Layers that a reader may switch: field, name, whether it is on at first.
const LAYERS: &[(&str, &str, bool)] = &[
    ("said", "Statements", true),
    ("names", "Names", false),
    ("times", "Times", false),
    ("figures", "Figures", false),
    ("events", "Events", false),
    ("wire", "Shared text", true),
    ("furniture", "Furniture", true),
];

fn body(snapshot: &Snapshot, report: usize, view: &View, marks: &[Span]) -> Markup {
    let reading = &view.reading;
    let header = &reading.report;
    html! {
        div.report {
            header.head {
                p.faint {
                    b { (t(&view.label)) }
                    @if let Some(story) = &view.story { " · " a href=(story) { "in its story" } }
                    @if let Some(url) = header.url.as_deref() {
                        " · "
                        @if let Some(url) = outside(url) { a href=(url) rel="noreferrer noopener" { "original" } } @else { (t(&short(url, 80))) }
                    }
                }
                h1 { (t(snapshot.title(report))) }
                dl.facts {
                    div {
                        dt { "Published" }
                        dd {
                            @match &header.published {
                                Some(published) => { (t(&day(&published.value))) " " span.faint { "(from " (t(&published.from)) ")" } }
                                None => "not known"
                            }
                            @let dated = snapshot.record.dates.reports.get(report).filter(|_| header.published.is_none());
                            @if let Some(dated) = dated { @if let (Some(first), Some(last)) = (&dated.earliest, &dated.latest) { " " span.faint { "between " (t(&day(first))) " and " (t(&day(last))) " by what reports say" } } }
                            @if header.published.is_none() { @if let Some(day) = snapshot.record.dates.likely_day(report) { " " span.faint { (t(&likely(&day))) } } }
                            " " a.correct href={ "/correct?report=" (view.number) "&layer=published" } { "correct" }
                        }
                    }
                    div { dt { "Outlet" } dd { (t(header.outlet.as_deref().unwrap_or("not known"))) } }
                    @if !header.byline.is_empty() { div { dt { "By" } dd { (t(&header.byline.join(", "))) } } }
                    @if !header.credit.is_empty() { div { dt { "Credit" } dd { (t(&header.credit.join(", "))) } } }
                    @if let Some(dateline) = &header.dateline { div { dt { "Dateline" } dd { (t(dateline.span.of(&reading.text))) } } }
                    div { dt { "Id" } dd { (t(&header.id)) } }
                }
            }
            fieldset.layers {
                legend { "Marked in the text" }
                @for (layer, name, on) in LAYERS {
                    label class={ "layer-" (layer) } { input id={ "show-" (layer) } type="checkbox" checked[*on]; span { (name) } }
                }
            }
            div.beside {
                article.text aria-label="The report" { (text(snapshot, report, marks)) }
                aside.margin aria-label="What was read" { (cards(snapshot, report)) (margin(snapshot, report, view)) }
            }
            (tables(snapshot, report))
        }
    }
}

/// A stretch with how it is marked.
struct Mark {
    span: Span,
    class: String,
    title: Option<String>,
    /// Where a click on it leads.
    link: Option<String>,
}

/// Everything that is marked in a report's text, by where it begins.
fn marked(snapshot: &Snapshot, report: usize, chosen: &[Span]) -> Vec<Mark> {
    let reading = &snapshot.readings[report];
    let index = CodepointIndex::new(&reading.text);
    let name = |entity: EntityId| reading.entities.get(entity.index()).map(|entity| entity.name.clone());
    let mut all: Vec<Mark> = Vec::new();
    let mut add = |span: Span, class: String, title: Option<String>, link: Option<String>| all.push(Mark { span, class, title, link });
    reading.boilerplate.iter().for_each(|span| add(*span, "fu".to_owned(), Some("furniture of the page, not read".to_owned()), None));
    for family in &snapshot.record.copies.families {
        for member in family.members.iter().filter(|member| member.report == report) {
            member.spans.iter().for_each(|span| add(*span, "wi".to_owned(), None, None));
        }
    }
    for (n, attribution) in reading.attributions.iter().enumerate() {
        let id = said_id(&index, attribution);
        // What is clicked: the cue, else the source, else the beginning of what is said.
        let handle = attribution.cue.first().or(attribution.source.first()).copied();
        for (class, spans) in [("so", &attribution.source), ("cu", &attribution.cue), ("co", &attribution.content)] {
            for span in spans {
                let link = id
                    .as_ref()
                    .filter(|_| handle.map_or(class == "co", |handle| handle == *span && class != "co"))
                    .map(|id| format!("#{id}"));
                add(*span, format!("{class} s{n}"), None, link);
            }
        }
        attribution.chain.iter().filter_map(|hop| hop.span).for_each(|span| add(span, format!("h{n}"), None, None));
    }
    for mention in reading.mentions.iter().filter(|mention| mention.kind == MentionKind::Name) {
        add(mention.span, "na".to_owned(), mention.entity.and_then(name), None);
    }
    for time in reading.times.iter().filter(|time| !time.span.is_empty()) {
        add(time.span, "ti".to_owned(), Some(time.value.clone()), None);
    }
    for figure in reading.figures.iter().filter(|figure| !figure.span.is_empty()) {
        add(figure.span, "fi".to_owned(), Some(figure_words(figure)), None);
    }
    for event in reading.events.iter().filter(|event| !event.span.is_empty()) {
        add(event.span, "ev".to_owned(), Some(format!("{}, {}", word(&event.event_type).to_lowercase(), word(&event.factuality))), None);
    }
    chosen.iter().for_each(|span| add(index.byte_span(*span), "mark".to_owned(), None, None));
    all.retain(|mark| !mark.span.is_empty() && mark.span.end as usize <= reading.text.len());
    all.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
    all
}

fn figure_words(figure: &readout_core::Figure) -> String {
    let value = match (figure.value, figure.low, figure.high) {
        (Some(value), _, _) => number(value),
        (None, Some(low), Some(high)) => format!("{}–{}", number(low), number(high)),
        (None, Some(low), None) => format!("at least {}", number(low)),
        (None, None, Some(high)) => format!("at most {}", number(high)),
        _ => String::new(),
    };
    let bound = word(&figure.bound).replace('_', " ");
    [bound, value, figure.counted.clone().unwrap_or_default(), figure.of.clone().unwrap_or_default()]
        .iter()
        .filter(|part| !part.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A number as people write it: `41,000`.
pub(crate) fn number(value: f64) -> String {
    if value.fract() != 0.0 || value.abs() >= 1e15 {
        return format!("{value}");
    }
    let digits = format!("{}", value.abs() as i64);
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if value < 0.0 { format!("−{grouped}") } else { grouped }
}

/// The text, cut wherever a mark begins or ends; each line is a paragraph.
fn text(snapshot: &Snapshot, report: usize, chosen: &[Span]) -> Markup {
    let reading = &snapshot.readings[report];
    let text = reading.text.as_str();
    let all = marked(snapshot, report, chosen);
    let mut cuts: Vec<u32> = vec![0, text.len() as u32];
    cuts.extend(all.iter().flat_map(|mark| [mark.span.start, mark.span.end]));
    cuts.extend(reading.sentences.iter().map(|sentence| sentence.start));
    cuts.retain(|cut| text.is_char_boundary(*cut as usize));
    cuts.sort_unstable();
    cuts.dedup();
    let numbers: BTreeMap<u32, usize> = reading.sentences.iter().enumerate().map(|(place, span)| (span.start, place + 1)).collect();
    let mut pieces = Pieces { paragraphs: Vec::new(), line: Vec::new(), marked: false, linked: Vec::new() };
    let (mut next, mut active): (usize, Vec<&Mark>) = (0, Vec::new());
    for pair in cuts.windows(2) {
        let piece = Span { start: pair[0], end: pair[1] };
        while next < all.len() && all[next].span.start <= piece.start {
            active.push(&all[next]);
            next += 1;
        }
        active.retain(|mark| mark.span.end > piece.start);
        let mut number = numbers.get(&piece.start).copied();
        for (n, line) in piece.of(text).split('\n').enumerate() {
            if n > 0 {
                pieces.end_line();
            }
            if !line.is_empty() {
                pieces.add(line.trim_end_matches('\r'), &active, number.take());
            }
        }
    }
    pieces.end_line();
    html! { @for line in &pieces.paragraphs { p { @for piece in line { (piece) } } } }
}

struct Pieces {
    paragraphs: Vec<Vec<Markup>>,
    line: Vec<Markup>,
    /// Whether the first of the marked words was met.
    marked: bool,
    linked: Vec<String>,
}

impl Pieces {
    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.is_empty() {
            self.paragraphs.push(line);
        }
    }

    fn add(&mut self, words: &str, active: &[&Mark], number: Option<usize>) {
        if let Some(number) = number {
            self.line.push(html! { sup id={ "n" (number) } { (number) } });
        }
        let classes: Vec<&str> = active.iter().map(|mark| mark.class.as_str()).filter(|class| *class != "mark").collect();
        let title = active.iter().rev().find_map(|mark| mark.title.as_deref());
        // The shortest of several is meant.
        let link = active.iter().filter(|mark| mark.link.is_some()).min_by_key(|mark| mark.span.len()).and_then(|mark| mark.link.clone());
        let first = link.as_ref().is_some_and(|link| !self.linked.contains(link));
        self.linked.extend(link.clone().filter(|_| first));
        let plain = html! {
            @match (&link, classes.is_empty()) {
                (Some(link), _) => { a class=(classes.join(" ")) href=(link) title=[title.map(t)] tabindex=[(!first).then_some("-1")] { (t(words)) } }
                (None, false) => { span class=(classes.join(" ")) title=[title.map(t)] { (t(words)) } }
                (None, true) => { (t(words)) }
            }
        };
        if active.iter().any(|mark| mark.class == "mark") {
            let id = (!std::mem::replace(&mut self.marked, true)).then_some("mark");
            self.line.push(html! { mark id=[id] { (plain) } });
        } else {
            self.line.push(plain);
        }
    }
}

/// A card for each statement, shown when it is chosen.
fn cards(snapshot: &Snapshot, report: usize) -> Markup {
    let reading = &snapshot.readings[report];
    let index = CodepointIndex::new(&reading.text);
    let rows: BTreeMap<usize, usize> = (0..snapshot.record.statements.len())
        .flat_map(|row| {
            let tellings = snapshot.record.statements[row].tellings.iter();
            tellings.filter(|(told, _)| *told == report).map(move |(_, id)| (id.index(), row))
        })
        .collect();
    html! {
        @for (n, attribution) in reading.attributions.iter().enumerate() {
            @if let (Some(id), Some(span)) = (said_id(&index, attribution), extent(reading, Layer::Attribution, n)) {
                section.card id=(id) aria-label="The chosen statement" tabindex="-1" {
                    h2 { "Who says this" }
                    (drawn(snapshot, report, attribution))
                    p { span.manner { (word(&attribution.manner)) @if attribution.negated { ", negated" } } " " q { (t(&short(&snapshot.words_of(report, &attribution.content), 400))) } }
                    @if let Some(outer) = attribution.inside.and_then(|outer| reading.attributions.get(outer.index())).and_then(|outer| said_id(&index, outer)) {
                        p { a href={ "#" (outer) } { "inside another statement" } }
                    }
                    @if let Some(row) = rows.get(&n) {
                        @let (row, told) = (&snapshot.record.statements[*row], snapshot.statements[*row]);
                        @let others: Vec<Cited> = row.tellings.iter().filter(|(told, _)| *told != report).map(|(told, id)| snapshot.cite(*told, &snapshot.readings[*told].attributions[id.index()].content)).collect();
                        @if !others.is_empty() { p { "also told in " (some_cites(&others, 12, if row.tellings.len() < told.tellings { told.tellings - 1 } else { others.len() })) " " (super::accounts(&snapshot.accounts(&row.accounts), told.accounts)) } }
                    }
                    p { (correct_link(snapshot, report, "attribution", span)) " · " a href="#main" { "put away" } }
                }
            }
        }
    }
}

/// The chain from who speaks to this report, link by link.
fn drawn(snapshot: &Snapshot, report: usize, attribution: &Attribution) -> Markup {
    let reading = &snapshot.readings[report];
    let speaker = attribution.speaker.and_then(|entity| snapshot.record.cast.actor(report, entity)).map(|actor| snapshot.who(actor));
    let first = chain(&Attribution { chain: attribution.chain.iter().take(1).cloned().collect(), ..attribution.clone() });
    html! {
        ol.chain {
            li {
                @match &speaker { Some(who) => b { (who.link()) }, None => i { "nobody named" } }
                @if let Some(office) = speaker.as_ref().and_then(|who| who.office.as_deref()) { " " span.faint { (t(office)) } }
                @for how in &first { " " span.faint { "(" (t(how)) ")" } }
            }
            @for hop in attribution.chain.iter().skip(1) {
                li {
                    (t(&hop.name))
                    @let how: Vec<&str> = [hop.channel.as_deref(), hop.audience.as_deref(), hop.translated.then_some("translated"), hop.implied.then_some("by credit")].into_iter().flatten().collect();
                    @if !how.is_empty() { " " span.faint { "(" (t(&how.join(", "))) ")" } }
                }
            }
            li { (t(reading.report.outlet.as_deref().unwrap_or("this report"))) " " span.faint { (t(&snapshot.labels[report])) } }
        }
    }
}

fn margin(snapshot: &Snapshot, report: usize, view: &View) -> Markup {
    let reading = &view.reading;
    html! {
        p.hint { "Choose an underlined word to see who says it, by whose account." }
        @for family in &view.families {
            section.family {
                h2 { "One text, printed more than once" }
                p { (family.percent) " % of this report is text of " b { (t(&family.original)) } @if !family.why.is_empty() { span.faint { " (" (t(&family.why.join(", "))) ")" } } }
                ul { @for member in &family.members {
                    li { a href=(member.href) { (t(&member.label)) } " " (t(&short(&member.title, 70))) " " span.faint { (member.percent) " %" } " · " a href=(member.compare) { "side by side" } }
                } }
                @if family.n_others > family.members.len() { p.faint { "and " (family.n_others - family.members.len()) " more" } }
            }
        }
        @if !reading.findings.is_empty() {
            section.findings {
                h2 { "Findings" }
                ul { @for finding in &reading.findings { li {
                    @match finding.span {
                        Some(span) if !span.is_empty() => { a href={ "?mark=" (spans_part(&snapshot.outward(report, &[span]))) "#mark" } { (t(&short(span.of(&reading.text), 40))) } ": " }
                        _ => {}
                    }
                    (t(&finding.message)) " " code { (t(&finding.code)) }
                } } }
            }
        }
        @if !view.corrections.is_empty() {
            section.corrected {
                h2 { "Corrections" }
                ul { @for correction in &view.corrections { li { (super::corrections::line(snapshot, correction)) } } }
            }
        }
    }
}

/// Everything that was read, in tables, each row with a way to correct it.
fn tables(snapshot: &Snapshot, report: usize) -> Markup {
    let reading = &snapshot.readings[report];
    let who = |entity: EntityId| snapshot.record.cast.actor(report, entity).map(|actor| snapshot.who(actor));
    let all = |entities: &[EntityId]| entities.iter().filter_map(|entity| who(*entity)).collect::<Vec<_>>();
    let at = |span: Span| snapshot.cite(report, &[span]);
    let [events, figures, times, roles, positions] =
        [Layer::Event, Layer::Figure, Layer::Time, Layer::Role, Layer::Position].map(|layer| extents(reading, layer));
    html! {
        section.tables {
            h2 { "What was read here" }
            details { summary { "Events " span.faint { (events.len()) } } div.scroll { table {
                thead { tr { th scope="col" { "Words" } th scope="col" { "Type" } th scope="col" { "Who" } th scope="col" { "When" } th scope="col" { "Told as" } th scope="col" { span.hidden { "Correct" } } } }
                tbody { @for (place, span) in &events { @let event = &reading.events[*place]; tr {
                    th scope="row" { a href=(at(*span).href) { (t(&short(event.extent.unwrap_or(*span).of(&reading.text), 90))) } }
                    td { (word(&event.event_type).to_lowercase()) @if let Some(mode) = &event.mode { " " span.faint { (t(mode)) } } }
                    td { (crate::snapshot::names(&all(&[event.actors.clone(), event.participants.clone()].concat()))) @if !event.recipients.is_empty() { span.faint { " → " } (crate::snapshot::names(&all(&event.recipients))) } }
                    td { @if let Some(time) = event.time.and_then(|time| reading.times.get(time.index())) { (t(&day(&time.value))) } }
                    td { (word(&event.factuality)) }
                    td { (correct_link(snapshot, report, "event", *span)) }
                } } }
            } } }
            details { summary { "Figures " span.faint { (figures.len()) } } div.scroll { table {
                thead { tr { th scope="col" { "Words" } th scope="col" { "Read as" } th scope="col" { "By whose account" } th scope="col" { span.hidden { "Correct" } } } }
                tbody { @for (place, span) in &figures { @let figure = &reading.figures[*place]; tr {
                    th scope="row" { a href=(at(*span).href) { (t(&short(span.of(&reading.text), 60))) } }
                    td { (t(&figure_words(figure))) }
                    td { @if let Some(who) = figure.attribution.and_then(|id| reading.attributions.get(id.index())).and_then(|said| said.speaker).and_then(who) { (who.link()) } }
                    td { (correct_link(snapshot, report, "figure", *span)) }
                } } }
            } } }
            details { summary { "Times " span.faint { (times.len()) } } div.scroll { table {
                thead { tr { th scope="col" { "Words" } th scope="col" { "Read as" } th scope="col" { "By" } th scope="col" { span.hidden { "Correct" } } } }
                tbody { @for (place, span) in &times { @let time = &reading.times[*place]; tr {
                    th scope="row" { a href=(at(*span).href) { (t(&short(span.of(&reading.text), 60))) } }
                    td { (t(&day(&time.value))) " " code { (t(&time.value)) } }
                    td { (t(time.anchor.as_deref().unwrap_or(""))) }
                    td { (correct_link(snapshot, report, "time", *span)) }
                } } }
            } } }
            details { summary { "Offices " span.faint { (roles.len()) } } div.scroll { table {
                thead { tr { th scope="col" { "Words" } th scope="col" { "Who" } th scope="col" { "Office" } th scope="col" { span.hidden { "Correct" } } } }
                tbody { @for (place, span) in &roles { @let role = &reading.roles[*place]; tr {
                    th scope="row" { a href=(at(*span).href) { (t(&short(span.of(&reading.text), 60))) } }
                    td { @if let Some(who) = who(role.entity) { (who.link()) } }
                    td { @if let Some(status) = &role.status { (t(status)) " " } (t(&role.title)) @if let Some(org) = role.org.and_then(who) { ", " (org.link()) } }
                    td { (correct_link(snapshot, report, "role", *span)) }
                } } }
            } } }
            details { summary { "Positions " span.faint { (positions.len()) } } div.scroll { table {
                thead { tr { th scope="col" { "Words" } th scope="col" { "Who" } th scope="col" { "Stance" } th scope="col" { "Issue" } th scope="col" { span.hidden { "Correct" } } } }
                tbody { @for (place, span) in &positions { @let position = &reading.positions[*place]; tr {
                    th scope="row" { a href=(at(*span).href) { (t(&short(span.of(&reading.text), 90))) } }
                    td { @if let Some(who) = who(position.actor) { (who.link()) } }
                    td { (word(&position.stance)) @if let Some(change) = &position.change { " " span.faint { (t(change)) } } }
                    td { (t(&position.issue)) }
                    td { (correct_link(snapshot, report, "position", *span)) }
                } } }
            } } }
            p { a.correct href={ "/correct?report=" (snapshot.numbers[report]) "&layer=note" } { "add a note on this report" } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_for_people() {
        for (value, expect) in
            [(0.0, "0"), (999.0, "999"), (41000.0, "41,000"), (1234567.0, "1,234,567"), (2.5, "2.5"), (-1200.0, "−1,200")]
        {
            assert_eq!(number(value), expect);
        }
    }
}
