//! Somebody: names, offices over time, statements, meetings, positions, figures, and who they are seen with.

use super::{Happened, Page, Said, accounts, happened, happened_line, pages, part_of, said, said_line, word};
use crate::desk::Ask;
use crate::html::{part, t};
use crate::snapshot::{Cited, Snapshot, Who, cites};
use maud::html;
use readout_core::EntityType;
use readout_join::brief::page::day;
use serde::Serialize;
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
    name: String,
    href: String,
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sector: Option<String>,
    /// All names used, most used first.
    names: Vec<String>,
    /// Why the entities of several reports are taken for one.
    reasons: Vec<String>,
    n_reports: usize,
    offices: Vec<Held>,
    /// Of a group or state: who is seen in its offices.
    people: Vec<Holder>,
    n_statements: usize,
    statements: Vec<Said>,
    n_meetings: usize,
    meetings: Vec<Happened>,
    n_happenings: usize,
    happenings: Vec<Happened>,
    positions: Vec<Stand>,
    figures: Vec<Claimed>,
    seen_with: Vec<(Who, usize)>,
    reports: Vec<Cited>,
    corrections: Vec<readout_join::correct::Correction>,
}

#[derive(Serialize)]
struct Held {
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    org: Option<Who>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<String>,
    /// Others seen in the same office.
    others: Vec<Who>,
    cites: Vec<Cited>,
}

#[derive(Serialize)]
struct Holder {
    title: String,
    who: Who,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<String>,
    cites: Vec<Cited>,
}

#[derive(Serialize)]
struct Stand {
    issue: String,
    stance: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    according_to: Option<Who>,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<String>,
    words: String,
    cites: Vec<Cited>,
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
    let view = somebody(snapshot, actor);
    Some(Page::new(ask, "/who", row.name.clone(), &view, |view| body(snapshot, actor, view)))
}

fn somebody(snapshot: &Snapshot, actor: usize) -> Somebody {
    let record = &snapshot.record;
    let row = &record.cast.actors[actor];
    let of = &snapshot.of_actor[actor];
    let held = of.offices.iter().map(|(office, holder)| {
        let (office, holder) = (&record.offices[*office], &record.offices[*office].holders[*holder]);
        Held {
            title: office.title.clone(),
            org: office.org.map(|org| snapshot.who(org)),
            status: holder.status.clone(),
            first: holder.first.clone(),
            last: holder.last.clone(),
            others: office.holders.iter().filter(|other| other.actor != actor).take(6).map(|other| snapshot.who(other.actor)).collect(),
            cites: snapshot.cites(holder.evidence.iter().copied()),
        }
    });
    let people = record.offices.iter().filter(|office| office.org == Some(actor)).flat_map(|office| {
        office.holders.iter().map(|holder| Holder {
            title: office.title.clone(),
            who: snapshot.who(holder.actor),
            first: holder.first.clone(),
            last: holder.last.clone(),
            cites: snapshot.cites(holder.evidence.iter().copied()),
        })
    });
    let stands = of.stands.iter().map(|(issue, stand)| {
        let (issue, stand) = (&record.issues[*issue], &record.issues[*issue].stands[*stand]);
        stand_of(snapshot, issue, stand)
    });
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
    let (meetings, happenings): (Vec<usize>, Vec<usize>) = of.happenings.iter().partition(|place| record.happenings[**place].is_meeting());
    let mut with: BTreeMap<usize, usize> = BTreeMap::new();
    for place in &of.happenings {
        let row = &record.happenings[*place];
        let others: std::collections::BTreeSet<usize> =
            row.who.iter().chain(&row.whom).copied().filter(|other| *other != actor && snapshot.is_somebody(*other)).collect();
        others.into_iter().for_each(|other| *with.entry(other).or_default() += 1);
    }
    let mut with: Vec<(usize, usize)> = with.into_iter().collect();
    with.sort_by_key(|(other, n)| (std::cmp::Reverse(*n), *other));
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
        name: row.name.clone(),
        href: snapshot.who_href(actor),
        kind: word(&row.kind),
        code: row.code.clone(),
        sector: row.sector.clone(),
        names: row.names.clone(),
        reasons: row.reasons.clone(),
        n_reports: of.n_reports,
        offices: held.collect(),
        people: people.take(MOST_ROWS).collect(),
        n_statements: of.statements.len(),
        statements: of.statements.iter().take(MOST_ROWS).map(|place| said(snapshot, *place)).collect(),
        n_meetings: meetings.len(),
        meetings: meetings.iter().take(MOST_ROWS).map(|place| happened(snapshot, *place)).collect(),
        n_happenings: happenings.len(),
        happenings: happenings.iter().take(MOST_ROWS).map(|place| happened(snapshot, *place)).collect(),
        positions: stands.collect(),
        figures: claims.take(MOST_ROWS).collect(),
        seen_with: with.into_iter().take(16).map(|(other, n)| (snapshot.who(other), n)).collect(),
        reports: by_report
            .iter()
            .take(200)
            .map(|(report, spans)| snapshot.cite(*report, spans.get(..spans.len().min(40)).unwrap_or_default()))
            .collect(),
        corrections: corrections.cloned().collect(),
    }
}

fn stand_of(snapshot: &Snapshot, issue: &readout_join::position::Issue, stand: &readout_join::position::Stand) -> Stand {
    let evidence = stand.tellings.iter().filter_map(|(report, place)| {
        Some(readout_join::Evidence { report: *report, span: snapshot.readings[*report].positions.get(*place)?.span })
    });
    let evidence: Vec<readout_join::Evidence> = evidence.collect();
    Stand {
        issue: issue.label.clone(),
        stance: word(&stand.stance),
        according_to: stand.according_to.map(|by| snapshot.who(by)),
        change: stand.change.clone(),
        first: stand.first.clone(),
        last: stand.last.clone(),
        words: evidence.first().map(|place| snapshot.words(place.report, place.span)).unwrap_or_default(),
        cites: snapshot.cites(evidence),
    }
}

fn body(snapshot: &Snapshot, actor: usize, view: &Somebody) -> maud::Markup {
    let more = |n: usize, shown: usize| html! { @if n > shown { p.faint { "and " (n - shown) " more" } } };
    let (report, entity) = snapshot.record.cast.actors[actor].members[0];
    let key = format!("{}.{}", snapshot.numbers[report], entity.0);
    html! {
        header.head {
            p.faint { (kind_name(&view.kind)) @if let Some(sector) = &view.sector { " · " (t(sector)) } @if let Some(code) = &view.code { " · " (t(code)) } " · " (view.n_reports) @if view.n_reports == 1 { " report" } @else { " reports" } }
            h1 { (t(&view.name)) }
            @if view.names.len() > 1 { p { span.faint { "also called " } (t(&view.names.iter().filter(|name| **name != view.name).take(24).cloned().collect::<Vec<_>>().join(" · "))) } }
            @if !view.reasons.is_empty() { details { summary { "Why these are one" } ul { @for reason in &view.reasons { li { (t(reason)) } } } } }
            p { a.correct href={ "/correct?layer=who&who=" (key) } { "merge, split or note" } }
        }
        @if !view.offices.is_empty() { section.brief { h2 { "Offices" } dl.lines { @for held in &view.offices {
            dt { (t(&days(held.first.as_deref(), held.last.as_deref()))) }
            dd { b { @if let Some(status) = &held.status { (t(status)) " " } (t(&held.title)) } @if let Some(org) = &held.org { ", " (org.link()) } @if !held.others.is_empty() { div.note { span.faint { "also seen in it: " } (crate::snapshot::names(&held.others)) } } }
            dd.aside { (cites(&held.cites, 6)) }
        } } } }
        @if !view.people.is_empty() { section.brief { h2 { "Seen in its offices" } dl.lines { @for holder in &view.people {
            dt { (t(&holder.title)) }
            dd { (holder.who.link()) " " span.faint { (t(&days(holder.first.as_deref(), holder.last.as_deref()))) } }
            dd.aside { (cites(&holder.cites, 6)) }
        } } } }
        @if !view.statements.is_empty() { section.brief { h2 { "Statements " span.faint { (view.n_statements) } } dl.lines { @for said in &view.statements {
            dt { @if let Some(printed) = &said.printed { (t(&day(printed))) } }
            dd { (said_line(said, false)) }
            dd.aside { (accounts(&said.accounts)) " " (cites(&said.cites, 4)) }
        } } (more(view.n_statements, view.statements.len())) } }
        @for (name, n, rows) in [("Meetings and talks", view.n_meetings, &view.meetings), ("Other happenings", view.n_happenings, &view.happenings)] {
            @if !rows.is_empty() { section.brief { h2 { (name) " " span.faint { (n) } } dl.lines { @for row in rows {
                dt { (t(&row.day)) }
                dd { (happened_line(row)) }
                dd.aside { (accounts(&row.accounts)) " " (cites(&row.cites, 4)) }
            } } (more(n, rows.len())) } }
        }
        @if !view.positions.is_empty() { section.brief { h2 { "Positions" } dl.lines { @for stand in &view.positions {
            dt { (t(&days(stand.first.as_deref(), stand.last.as_deref()))) }
            dd { b { (t(&stand.stance)) } " " (t(&stand.issue)) @if let Some(change) = &stand.change { " " span.faint { "(" (t(change)) ")" } } @if let Some(by) = &stand.according_to { " " span.faint { "according to " } (by.link()) } div.words { q { (t(&super::closed(&stand.words))) } } }
            dd.aside { (cites(&stand.cites, 4)) }
        } } } }
        @if !view.figures.is_empty() { section.brief { h2 { "Figures claimed" } dl.lines { @for claim in &view.figures {
            dt { (t(&days(claim.first.as_deref(), None))) }
            dd { q { (t(&claim.words)) } " " (t(&claim.counted)) }
            dd.aside { (cites(&claim.cites, 4)) }
        } } } }
        @if !view.seen_with.is_empty() { section.brief { h2 { "Seen with" } ul.names { @for (who, n) in &view.seen_with { li { (who.link()) " " span.faint { (n) } } } } } }
        section.brief { h2 { "Where the reports name it" } p { (cites(&view.reports, 60)) } }
        @if !view.corrections.is_empty() { section.brief { h2 { "Corrections" } ul { @for correction in &view.corrections { li { (super::corrections::line(snapshot, correction)) } } } } }
    }
}
