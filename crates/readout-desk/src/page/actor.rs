//! Somebody, as [`readout_join::view::who()`] has them: names, offices over time, meetings, positions, who they are seen with; and statements with
//! their chains, other happenings, figures, corrections.

use super::{Happened, Page, Said, accounts, happened, happened_line, laid, pages, part_of, said, said_line, word};
use crate::desk::Ask;
use crate::html::{part, t};
use crate::snapshot::{Cited, Snapshot, Who, cites};
use maud::html;
use readout_core::EntityType;
use readout_join::brief::page::day;
use readout_join::view;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Names on one page of the list; rows of one section of somebody's page.
const MOST: usize = 150;
const MOST_ROWS: usize = 60;

#[derive(Serialize)]
struct Everybody {
    n: usize,
    actors: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    #[serde(flatten)]
    who: Who,
    kind: String,
    n_reports: usize,
    n_statements: usize,
}

pub(crate) fn list(snapshot: &Snapshot, ask: &Ask<'_>) -> Page {
    let cast = &snapshot.record.cast;
    let kind = ask.get("kind");
    let words = ask.get("name").map(str::to_lowercase);
    let fits = |actor: &usize| {
        let row = &cast.actors[*actor];
        snapshot.is_somebody(*actor)
            && kind.is_none_or(|kind| match kind {
                "people" => row.kind == EntityType::PER,
                "groups" => row.kind == EntityType::ORG,
                _ => matches!(row.kind, EntityType::GPE | EntityType::NORP),
            })
            && words.as_ref().is_none_or(|words| row.names.iter().any(|name| name.to_lowercase().contains(words)))
    };
    let mut order: Vec<usize> = (0..cast.actors.len()).filter(fits).collect();
    let weight = |actor: usize| {
        (snapshot.of_actor[actor].n_reports, snapshot.of_actor[actor].statements.len() + snapshot.of_actor[actor].happenings.len())
    };
    order.sort_by_key(|actor| (std::cmp::Reverse(weight(*actor)), *actor));
    let row = |actor: &usize| Row {
        who: snapshot.who(*actor),
        kind: word(&cast.actors[*actor].kind),
        n_reports: snapshot.of_actor[*actor].n_reports,
        n_statements: snapshot.of_actor[*actor].statements.len(),
    };
    let view = Everybody { n: order.len(), actors: part_of(ask, &order, MOST).iter().map(row).collect() };
    Page::new(ask, "/who", "People and groups", &view, |view| {
        html! {
            h1 { "People and groups" }
            form.filters method="get" action="/who" {
                label { "Kind " select name="kind" { @for (value, name) in [("", "all"), ("people", "people"), ("groups", "groups"), ("states", "states and peoples")] { option value=(value) selected[kind.unwrap_or("") == value] { (name) } } } }
                label { "Name " input type="search" name="name" value=[ask.get("name").map(t)]; }
                button { "Show" }
            }
            p.faint role="status" { (view.n) " names" }
            div.scroll { table {
                thead { tr { th scope="col" { "Name" } th scope="col" { "Office" } th scope="col" { "Kind" } th.number scope="col" { "Reports" } th.number scope="col" { "Statements" } } }
                tbody { @for row in &view.actors { tr {
                    th scope="row" { (row.who.link()) }
                    td { (t(row.who.office.as_deref().unwrap_or(""))) }
                    td { (kind_name(&row.kind)) }
                    td.number { (row.n_reports) }
                    td.number { (row.n_statements) }
                } } }
            } }
            (pages(ask, view.n, MOST))
        }
    })
}

fn kind_name(kind: &str) -> &'static str {
    match kind {
        "PER" => "person",
        "ORG" => "group",
        "GPE" => "state or place",
        "NORP" => "people",
        "LOC" | "FAC" => "place",
        _ => "other",
    }
}

#[derive(Serialize)]
struct Somebody {
    /// `readout/who/1`, with each place as pages give it.
    #[serde(flatten)]
    view: Value,
    href: String,
    n_statements: usize,
    /// What it took part in besides meetings.
    n_happenings: usize,
    happenings: Vec<Happened>,
    figures: Vec<Claimed>,
    /// Where the reports name it.
    named_in: Vec<Cited>,
    corrections: Vec<readout_join::correct::Correction>,
}

#[derive(Serialize)]
struct Claimed {
    counted: String,
    words: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<String>,
    cites: Vec<Cited>,
}

/// First and last day as people write them.
pub(crate) fn days(first: Option<&str>, last: Option<&str>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first != last => format!("{} – {}", day(first), day(last)),
        (Some(only), _) | (None, Some(only)) => day(only),
        (None, None) => "date unknown".to_owned(),
    }
}

/// The actor that an address means: by name, with an entity that is one of its own where several go by that name.
pub(crate) fn meant(snapshot: &Snapshot, name: &str, within: Option<&str>) -> Vec<usize> {
    let called = snapshot.called(name);
    if called.len() < 2 {
        return called;
    }
    let member = within.and_then(|within| {
        let (number, entity) = within.split_once('.')?;
        snapshot.record.cast.actor(snapshot.report(number)?, readout_core::EntityId(entity.parse().ok()?))
    });
    match member.filter(|actor| called.contains(actor)) {
        Some(actor) => vec![actor],
        None => called,
    }
}

pub(crate) fn page(snapshot: &Snapshot, ask: &Ask<'_>, name: &str) -> Option<Page> {
    let called = meant(snapshot, name, ask.get("in"));
    let actor = match called.as_slice() {
        [] => return None,
        [only] => *only,
        several => {
            let view: Vec<Who> = several.iter().map(|actor| snapshot.who(*actor)).collect();
            let rows: Vec<(Who, String)> = several
                .iter()
                .map(|actor| {
                    let reports: Vec<usize> = snapshot.record.cast.reports(*actor).into_iter().collect();
                    (snapshot.who(*actor), format!("{} reports, {}", reports.len(), snapshot.days(&reports)))
                })
                .collect();
            return Some(Page::new(ask, "/who", format!("{name}: several"), &view, |_| {
                html! {
                    h1 { (t(name)) }
                    p { "Several go by this name." }
                    ul { @for (who, about) in &rows { li { a href=(who.href) { (t(&who.name)) } " " span.faint { (t(who.office.as_deref().unwrap_or(""))) " " (t(about)) } } } }
                }
            }));
        }
    };
    let row = &snapshot.record.cast.actors[actor];
    if row.name != name {
        // Another of its names: the fullest one is its address.
        let href = snapshot.who_href(actor);
        let href = if ask.json {
            format!("/who/{}.json{}", part(&row.name), href.split_once('?').map_or(String::new(), |(_, query)| format!("?{query}")))
        } else {
            href
        };
        return Some(Page::of(super::Content::Elsewhere(href)));
    }
    let who = view::who(&snapshot.readings, &snapshot.record, actor);
    let view = somebody(snapshot, ask, &who, actor);
    Some(Page::new(ask, "/who", row.name.clone(), &view, |view| body(snapshot, actor, &who, view)))
}

fn somebody(snapshot: &Snapshot, ask: &Ask<'_>, who: &view::Who, actor: usize) -> Somebody {
    let record = &snapshot.record;
    let row = &record.cast.actors[actor];
    let of = &snapshot.of_actor[actor];
    let mut data = Value::Object(serde_json::Map::new());
    if ask.json {
        data = serde_json::to_value(who).unwrap_or_default();
        laid::outward(&mut data, snapshot, None);
    }
    let claims = of.claims.iter().map(|(tally, claim)| {
        let (tally, claim) = (&record.tallies[*tally], &record.tallies[*tally].claims[*claim]);
        let place = tally.place.map(|place| format!(", {}", record.cast.actors[place].name)).unwrap_or_default();
        let (report, id) = claim.tellings[0];
        let evidence = claim
            .tellings
            .iter()
            .map(|(report, id)| readout_join::Evidence { report: *report, span: snapshot.readings[*report].figures[id.index()].span });
        Claimed {
            counted: format!("{}{place}", tally.counted),
            words: snapshot.words(report, snapshot.readings[report].figures[id.index()].span),
            first: claim.first.clone(),
            cites: snapshot.cites(evidence),
        }
    });
    let happenings: Vec<usize> = of.happenings.iter().copied().filter(|place| !record.happenings[*place].is_meeting()).collect();
    let mut by_report: BTreeMap<usize, Vec<readout_core::Span>> = BTreeMap::new();
    for (report, entity) in &row.members {
        let mentions =
            snapshot.readings[*report].mentions.iter().filter(|mention| mention.entity == Some(*entity)).map(|mention| mention.span);
        by_report.entry(*report).or_default().extend(mentions);
    }
    let members: Vec<String> = row.members.iter().map(|(report, _)| snapshot.identities[*report].clone()).collect();
    let corrections = snapshot.corrections.iter().filter(|correction| {
        use readout_join::correct::What;
        let mine = |whom: &readout_join::correct::Whom| {
            members.contains(&whom.report) && (row.names.contains(&whom.name) || row.name == whom.name)
        };
        match &correction.what {
            What::Merge { one, other } => mine(one) || mine(other),
            What::Split { entities } => entities.iter().any(mine),
            What::Note { whom: Some(whom), .. } => mine(whom),
            _ => false,
        }
    });
    Somebody {
        view: data,
        href: snapshot.who_href(actor),
        n_statements: of.statements.len(),
        n_happenings: happenings.len(),
        happenings: happenings.iter().take(MOST_ROWS).map(|place| happened(snapshot, *place)).collect(),
        figures: claims.take(MOST_ROWS).collect(),
        named_in: by_report
            .iter()
            .take(200)
            .map(|(report, spans)| snapshot.cite(*report, spans.get(..spans.len().min(40)).unwrap_or_default()))
            .collect(),
        corrections: corrections.cloned().collect(),
    }
}

/// Sections that stand before what was said, in the words of the view.
const FIRST: &[&str] = &["Offices", "Officers"];
/// Sections of the view that this page has in a fuller form.
const OWN: &[&str] = &["Said", "Names"];

fn body(snapshot: &Snapshot, actor: usize, who: &view::Who, view: &Somebody) -> maud::Markup {
    let row = &snapshot.record.cast.actors[actor];
    let (report, entity) = row.members[0];
    let key = format!("{}.{}", snapshot.numbers[report], entity.0);
    let page = view::page::who(who);
    let sections = |first: bool| {
        page.sections.iter().enumerate().filter(move |(_, section)| !OWN.contains(&section.name) && FIRST.contains(&section.name) == first)
    };
    let laid_out =
        |first: bool| html! { @for (n, section) in sections(first) { (laid::section(snapshot, None, &format!("s{n}"), section)) } };
    let statements: Vec<Said> = snapshot.of_actor[actor].statements.iter().take(MOST_ROWS).map(|place| said(snapshot, *place)).collect();
    let more = |n: usize, shown: usize| html! { @if n > shown { p.faint { "and " (n - shown) " more" } } };
    html! {
        header.head {
            p.faint { (kind_name(&word(&row.kind))) }
            h1 { (t(&row.name)) }
            @for fact in &page.facts { p.faint { (t(fact)) } }
            @if who.names.len() > 1 { p.names { span.faint { "names: " } @for (n, name) in who.names.iter().take(24).enumerate() { @if n > 0 { " · " } (t(&name.name)) " " span.faint { (name.n) } } } }
            @if !who.reasons.is_empty() { details { summary { "Why these are one" } ul { @for reason in &who.reasons { li { (t(reason)) } } } } }
            p { a.correct href={ "/correct?layer=who&who=" (key) } { "merge, split or note" } " · " a.correct href={ "/met?a=" (part(&row.name)) } { "its meetings" } " · " a.correct href={ "/positions?who=" (part(&row.name)) } { "its positions beside others'" } }
        }
        (laid_out(true))
        @if !statements.is_empty() { section.brief { h2 { "Said " span.faint { (view.n_statements) } } dl.lines { @for said in &statements {
            dt { @if let Some(printed) = &said.printed { (t(&day(printed))) } }
            dd { (said_line(said, false)) }
            dd.aside { (accounts(&said.accounts)) " " (cites(&said.cites, 4)) }
        } } (more(view.n_statements, statements.len())) } }
        (laid_out(false))
        @if !view.happenings.is_empty() { section.brief { h2 { "Other happenings " span.faint { (view.n_happenings) } } dl.lines { @for row in &view.happenings {
            dt { (t(&row.day)) }
            dd { (happened_line(row)) }
            dd.aside { (accounts(&row.accounts)) " " (cites(&row.cites, 4)) }
        } } (more(view.n_happenings, view.happenings.len())) } }
        @if !view.figures.is_empty() { section.brief { h2 { "Figures claimed" } dl.lines { @for claim in &view.figures {
            dt { (t(&days(claim.first.as_deref(), None))) }
            dd { q { (t(&claim.words)) } " " (t(&claim.counted)) }
            dd.aside { (cites(&claim.cites, 4)) }
        } } } }
        section.brief { h2 { "Where the reports name it" } p { (cites(&view.named_in, 60)) } }
        @if !view.corrections.is_empty() { section.brief { h2 { "Corrections" } ul { @for correction in &view.corrections { li { (super::corrections::line(snapshot, correction)) } } } } }
    }
}
