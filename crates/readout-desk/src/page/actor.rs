//! Somebody, as [`readout_join::view::who()`] has them: names, offices over time, meetings, positions, who they are seen with; and statements with
//! their chains, other happenings, figures, corrections.

use super::{Found, Happened, Page, Said, accounts, happened, happened_line, laid, looked_up, pages, said, said_line, word};
use crate::desk::Ask;
use crate::html::{part, t};
use crate::shelf::Shelf;
use crate::snapshot::{Cited, Snapshot, Who, cites, some_cites};
use maud::html;
use readout_join::brief::page::day;
use readout_join::view;
use readout_store::{Error, Kind, MOST_NAMES, Store, Wanted};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Names on one page of the list.
const MOST: usize = 150;
/// Rows of one section of somebody's page, and in the longer form. Each row may rest on a report of its own, which must be read.
const MOST_ROWS: usize = 16;
const MORE_ROWS: usize = 120;
/// A store of so many reports is small: there is room for more.
const SMALL: usize = 500;
const ROWS_OF_SMALL: usize = 40;
/// The latest reports that are looked through for who is named beside somebody, and in a small store.
const MOST_REPORTS: usize = 12;
const REPORTS_OF_SMALL: usize = 24;

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

pub(crate) fn list(shelf: &Shelf, ask: &Ask<'_>) -> Found {
    let kind = ask.get("kind");
    let of = kind.map(|kind| match kind {
        "people" => Kind::People,
        "groups" => Kind::Groups,
        _ => Kind::States,
    });
    let store = shelf.store();
    let (n, actors) = looked_up(ask, MOST, |part| store.actors(of, ask.get("name"), part))?;
    let snapshot = shelf.snapshot(&store, Wanted { actors: actors.clone(), ..Wanted::default() })?;
    drop(store);
    let row = |actor: usize| Row {
        who: snapshot.who(actor),
        kind: word(&snapshot.record.cast.actors[actor].kind),
        n_reports: snapshot.actors[actor].reports,
        n_statements: snapshot.actors[actor].statements,
    };
    let view = Everybody { n, actors: actors.iter().filter_map(|id| snapshot.actor(*id)).map(row).collect() };
    Ok(Some(Page::new(ask, "/who", "People and groups", &view, |view| {
        html! {
            h1 { "People and groups" }
            form.filters method="get" action="/who" {
                label { "Kind " select name="kind" { @for (value, name) in [("", "all"), ("people", "people"), ("groups", "groups"), ("states", "states and peoples")] { option value=(value) selected[kind.unwrap_or("") == value] { (name) } } } }
                label { "Name " input type="search" name="name" value=[ask.get("name").map(t)]; }
                button { "Show" }
            }
            p.faint role="status" { @if view.n >= MOST_NAMES && ask.get("name").is_some() { "at least " } (view.n) " names" }
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
    })))
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
    /// Reports that name it, and where the first and the latest of them do.
    n_reports: usize,
    named_in: Vec<Cited>,
    /// What is left out of `/who` for being very much.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<String>,
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

/// The actors that an address means: by name, with an entity that is one of its own where several go by that name.
pub(crate) fn meant(shelf: &Shelf, store: &Store, name: &str, within: Option<&str>) -> Result<Vec<i64>, Error> {
    let called = store.called(name)?;
    if called.len() < 2 {
        return Ok(called);
    }
    let member =
        within.and_then(|within| within.split_once('.')).and_then(|(number, entity)| Some((shelf.report(number)?, entity.parse().ok()?)));
    let member = member.map(|(number, entity)| store.actor_of(number, entity)).transpose()?.flatten();
    Ok(match member.filter(|actor| called.contains(actor)) {
        Some(actor) => vec![actor],
        None => called,
    })
}

pub(crate) fn page(shelf: &Shelf, ask: &Ask<'_>, name: &str) -> Found {
    let store = shelf.store();
    let called = meant(shelf, &store, name, ask.get("in"))?;
    let id = match called.as_slice() {
        [] => return Ok(None),
        [only] => *only,
        several => {
            let snapshot = shelf.snapshot(&store, Wanted { actors: several.to_vec(), ..Wanted::default() })?;
            let view: Vec<Who> = several.iter().filter_map(|id| snapshot.actor(*id)).map(|actor| snapshot.who(actor)).collect();
            let mut rows: Vec<(Who, String)> = Vec::new();
            for actor in several.iter().filter_map(|id| snapshot.actor(*id)) {
                let reports = store.reports_of_actor(snapshot.actors[actor].id)?;
                let days: Vec<&str> = reports
                    .iter()
                    .filter_map(|report| shelf.of(*report)?.published.as_deref())
                    .map(|day| day.get(..10).unwrap_or(day))
                    .collect();
                let days = crate::snapshot::days(days.iter().min().copied(), days.iter().max().copied());
                let n = reports.len();
                rows.push((snapshot.who(actor), format!("{n} {}, {days}", if n == 1 { "report" } else { "reports" })));
            }
            return Ok(Some(Page::new(ask, "/who", format!("{name}: several"), &view, |_| {
                html! {
                    h1 { (t(name)) }
                    p { "Several go by this name." }
                    ul { @for (who, about) in &rows { li { a href=(who.href) { (t(&who.name)) } " " span.faint { (t(who.office.as_deref().unwrap_or(""))) " " (t(about)) } } } }
                }
            })));
        }
    };
    let bare = shelf.snapshot(&store, Wanted { actors: vec![id], ..Wanted::default() })?;
    let Some(actor) = bare.actor(id) else { return Ok(None) };
    let fullest = bare.record.cast.actors[actor].name.clone();
    if fullest != name {
        // Another of its names: the fullest one is its address.
        let href = bare.who_href(actor);
        let href = if ask.json {
            format!("/who/{}.json{}", part(&fullest), href.split_once('?').map_or(String::new(), |(_, query)| format!("?{query}")))
        } else {
            href
        };
        return Ok(Some(Page::of(super::Content::Elsewhere(href))));
    }
    let small = shelf.filed.len() <= SMALL;
    let most = if small { REPORTS_OF_SMALL } else { MOST_REPORTS };
    let rows = match ask.get("rows") {
        Some("more") => MORE_ROWS,
        _ if small => ROWS_OF_SMALL,
        _ => MOST_ROWS,
    };
    let found = Traces::of(shelf, &store, id, (rows, most))?;
    let snapshot = shelf.snapshot(&store, found.wanted())?;
    drop(store);
    let Some(actor) = snapshot.actor(id) else { return Ok(None) };
    let mut who = view::who(&snapshot.readings, &snapshot.record, actor);
    who.n_reports = found.n_reports;
    (who.first, who.last) = (found.first.clone(), found.last.clone());
    let view = somebody(&snapshot, ask, &who, actor, &found);
    let more = (rows < MORE_ROWS).then(|| ask.with("rows", "more"));
    Ok(Some(Page::new(ask, "/who", fullest, &view, |view| body(&snapshot, actor, &who, view, more.as_deref()))))
}

/// What there is of somebody: ids of the latest of each, and how many there are.
#[derive(Default)]
struct Traces {
    id: i64,
    n_reports: usize,
    first: Option<String>,
    last: Option<String>,
    /// The first of its reports and the latest.
    reports: Vec<i64>,
    statements: Vec<i64>,
    n_meetings: usize,
    meetings: Vec<i64>,
    n_happenings: usize,
    happenings: Vec<i64>,
    n_stands: usize,
    stands: Vec<(i64, i64)>,
    holders: Vec<(i64, i64)>,
    claims: Vec<(i64, i64)>,
    /// Of what there is more that was not counted.
    cut: Vec<&'static str>,
    corrections: Vec<readout_join::correct::Correction>,
    corrected: Vec<i64>,
}

impl Traces {
    fn of(shelf: &Shelf, store: &Store, id: i64, (rows, most): (usize, usize)) -> Result<Self, Error> {
        let all = shelf.in_order(store.reports_of_actor(id)?);
        let days: Vec<&str> =
            all.iter().filter_map(|report| shelf.of(*report)?.published.as_deref()).filter(|day| day.len() >= 10).collect();
        let reports = if all.len() > most {
            // The first is where it came up; undated reports stand last and are not the latest.
            let dated: Vec<i64> = all.iter().copied().filter(|report| shelf.of(*report).is_some_and(|of| of.published.is_some())).collect();
            let from = if dated.len() > most { &dated } else { &all };
            [&from[..1], &from[from.len() + 1 - most..]].concat()
        } else {
            all.clone()
        };
        let (n_meetings, meetings) = store.happenings_of_actor(id, true, rows)?;
        let (n_happenings, happenings) = store.happenings_of_actor(id, false, rows)?;
        let (n_stands, stands) = store.stands_of_actor(id, rows)?;
        // One more than is shown, to know whether there is more.
        let (holders, claims) = (store.offices_of_actor(id, rows + 1)?, store.claims_of_actor(id, rows + 1)?);
        let of_it = |correction: &&readout_join::correct::Correction| {
            use readout_join::correct::What;
            matches!(correction.what, What::Merge { .. } | What::Split { .. } | What::Note { whom: Some(_), .. })
        };
        let about: Vec<readout_join::correct::Correction> = shelf.corrections.iter().filter(of_it).cloned().collect();
        let mut corrections = Vec::new();
        let mut corrected = Vec::new();
        for correction in about {
            let numbers = shelf.corrected(store, [&correction])?;
            if numbers.iter().any(|number| all.contains(number)) {
                corrected.extend(numbers);
                corrections.push(correction);
            }
        }
        Ok(Self {
            id,
            n_reports: all.len(),
            first: days.iter().min().map(|day| day[..10].to_owned()),
            last: days.iter().max().map(|day| day[..10].to_owned()),
            reports,
            statements: store.statements_of_actor(id, rows)?,
            n_meetings,
            meetings,
            n_happenings,
            happenings,
            n_stands,
            stands,
            cut: [(holders.len() > rows).then_some("offices"), (claims.len() > rows).then_some("figures")].into_iter().flatten().collect(),
            holders: holders.into_iter().take(rows).collect(),
            claims: claims.into_iter().take(rows).collect(),
            corrections,
            corrected,
        })
    }

    fn wanted(&self) -> Wanted {
        Wanted {
            actors: vec![self.id],
            reports: self.reports.clone(),
            headers: self.corrected.clone(),
            statements: self.statements.clone(),
            happenings: self.meetings.iter().chain(&self.happenings).copied().collect(),
            holders: self.holders.clone(),
            stands: self.stands.clone(),
            claims: self.claims.clone(),
            offices: true,
            places: Some(4),
            ..Wanted::default()
        }
    }

    /// What the page does not have for being very much, in words.
    fn left_out(&self, n_statements: usize) -> Vec<String> {
        let mut left = Vec::new();
        let mut count = |n: usize, shown: usize, what: &str| {
            if n > shown {
                left.push(format!("the latest {shown} of {n} {what}"));
            }
        };
        count(n_statements, self.statements.len(), "statements");
        count(self.n_meetings, self.meetings.len(), "meetings");
        count(self.n_happenings, self.happenings.len(), "other happenings");
        if self.n_stands > self.stands.len() {
            left.push(format!("{} of {} stances, on the most contested issues", self.stands.len(), self.n_stands));
        }
        left.extend(self.cut.iter().map(|what| format!("some of the {what}")));
        if self.n_reports > self.reports.len() {
            left.push(format!(
                "names and who it is seen with from the first and the latest {} of {} reports",
                self.reports.len() - 1,
                self.n_reports
            ));
        }
        left
    }
}

fn somebody(snapshot: &Snapshot, ask: &Ask<'_>, who: &view::Who, actor: usize, found: &Traces) -> Somebody {
    let record = &snapshot.record;
    let row = &record.cast.actors[actor];
    let mut data = Value::Object(serde_json::Map::new());
    if ask.json {
        data = serde_json::to_value(who).unwrap_or_default();
        laid::outward(&mut data, snapshot, None);
    }
    let own = |tally: &usize, claim: &usize| record.tallies[*tally].claims[*claim].claimant == Some(actor);
    let claims = (0..record.tallies.len())
        .flat_map(|tally| (0..record.tallies[tally].claims.len()).map(move |claim| (tally, claim)))
        .filter(|(tally, claim)| own(tally, claim))
        .map(|(tally, claim)| {
            let (tally, claim) = (&record.tallies[tally], &record.tallies[tally].claims[claim]);
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
    let takes_part = |place: &usize| {
        let row = &record.happenings[*place];
        !row.is_meeting() && row.who.iter().chain(&row.whom).any(|other| *other == actor)
    };
    let happenings: Vec<usize> = (0..record.happenings.len()).filter(takes_part).collect();
    let chosen: std::collections::BTreeSet<i64> = found.reports.iter().copied().collect();
    let mut by_report: BTreeMap<usize, Vec<readout_core::Span>> = BTreeMap::new();
    for (report, entity) in row.members.iter().filter(|(report, _)| chosen.contains(&snapshot.numbers[*report])) {
        let mentions =
            snapshot.readings[*report].mentions.iter().filter(|mention| mention.entity == Some(*entity)).map(|mention| mention.span);
        by_report.entry(*report).or_default().extend(mentions);
    }
    let n_statements = snapshot.actors[actor].statements;
    Somebody {
        view: data,
        href: snapshot.who_href(actor),
        n_statements,
        n_happenings: found.n_happenings,
        happenings: happenings.iter().map(|place| happened(snapshot, *place)).collect(),
        figures: claims.collect(),
        n_reports: found.n_reports,
        named_in: by_report
            .iter()
            .map(|(report, spans)| snapshot.cite(*report, spans.get(..spans.len().min(40)).unwrap_or_default()))
            .collect(),
        left_out: found.left_out(n_statements),
        corrections: found.corrections.clone(),
    }
}

/// Sections that stand before what was said, in the words of the view.
const FIRST: &[&str] = &["Offices", "Officers"];
/// Sections of the view that this page has in a fuller form.
const OWN: &[&str] = &["Said", "Names"];

fn body(snapshot: &Snapshot, actor: usize, who: &view::Who, view: &Somebody, more_rows: Option<&str>) -> maud::Markup {
    let row = &snapshot.record.cast.actors[actor];
    let key = snapshot.key(actor);
    let page = view::page::who(who);
    let sections = |first: bool| {
        page.sections.iter().enumerate().filter(move |(_, section)| !OWN.contains(&section.name) && FIRST.contains(&section.name) == first)
    };
    let laid_out =
        |first: bool| html! { @for (n, section) in sections(first) { (laid::section(snapshot, None, &format!("s{n}"), section)) } };
    let own = (0..snapshot.record.statements.len()).filter(|place| snapshot.record.statements[*place].speaker == Some(actor));
    let statements: Vec<Said> = own.map(|place| said(snapshot, place)).collect();
    let more = |n: usize, shown: usize| html! { @if n > shown { p.faint { "and " (n - shown) " before" } } };
    html! {
        header.head {
            p.faint { (kind_name(&word(&row.kind))) }
            h1 { (t(&row.name)) }
            @for fact in &page.facts { p.faint { (t(fact)) } }
            @if who.names.len() > 1 { p.names { span.faint { "names: " } @for (n, name) in who.names.iter().take(24).enumerate() { @if n > 0 { " · " } (t(&name.name)) " " span.faint { (name.n) } } } }
            @if !who.reasons.is_empty() { details { summary { "Why these are one" } ul { @for reason in &who.reasons { li { (t(reason)) } } } } }
            @if !view.left_out.is_empty() { p.faint { "shown here: " (t(&view.left_out.join("; "))) @if let Some(more) = more_rows { " · " a href=(more) { "more of each" } } } }
            p { a.correct href={ "/correct?layer=who&who=" (key) } { "merge, split or note" } " · " a.correct href={ "/met?a=" (part(&row.name)) } { "meetings" } " · " a.correct href={ "/positions?who=" (part(&row.name)) } { "positions beside others'" } }
        }
        (laid_out(true))
        @if !statements.is_empty() { section.brief { h2 { "Said " span.faint { (view.n_statements) } } dl.lines { @for said in &statements {
            dt { @if let Some(printed) = &said.printed { (t(&day(printed))) } }
            dd { (said_line(said, false)) }
            dd.aside { (accounts(&said.accounts, said.n_accounts)) " " (some_cites(&said.cites, 4, said.n_places)) }
        } } (more(view.n_statements, statements.len())) } }
        (laid_out(false))
        @if !view.happenings.is_empty() { section.brief { h2 { "Other happenings " span.faint { (view.n_happenings) } } dl.lines { @for row in &view.happenings {
            dt { (t(&row.day)) }
            dd { (happened_line(row)) }
            dd.aside { (accounts(&row.accounts, row.n_accounts)) " " (some_cites(&row.cites, 4, row.n_places)) }
        } } (more(view.n_happenings, view.happenings.len())) } }
        @if !view.figures.is_empty() { section.brief { h2 { "Figures claimed" } dl.lines { @for claim in &view.figures {
            dt { (t(&days(claim.first.as_deref(), None))) }
            dd { q { (t(&claim.words)) } " " (t(&claim.counted)) }
            dd.aside { (cites(&claim.cites, 4)) }
        } } } }
        section.brief { h2 { "Where the reports name it" } p { (some_cites(&view.named_in, 60, view.n_reports)) } }
        @if !view.corrections.is_empty() { section.brief { h2 { "Corrections" } ul { @for correction in &view.corrections { li { (super::corrections::line(snapshot, correction)) } } } } }
    }
}
