//! All reports, by date, with filters.

use super::{Page, pages, part_of};
use crate::desk::Ask;
use crate::html::t;
use crate::snapshot::Snapshot;
use maud::html;
use serde::Serialize;
use std::collections::BTreeMap;

/// Reports on one page.
const MOST: usize = 100;

#[derive(Serialize)]
struct Reports {
    n: usize,
    reports: Vec<Row>,
    #[serde(skip)]
    outlets: Vec<(String, usize)>,
}

#[derive(Serialize)]
struct Row {
    number: i64,
    label: String,
    href: String,
    id: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    outlet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    day: String,
    shared_percent: u8,
    n_statements: usize,
    n_findings: usize,
}

/// Whether a report lies in the days and the outlet that are asked for.
pub(crate) fn asked_for(snapshot: &Snapshot, ask: &Ask<'_>, report: usize) -> bool {
    let header = &snapshot.readings[report].report;
    let day = header.published.as_ref().map(|published| published.value.as_str());
    let outlet = ask.get("outlet").is_none_or(|outlet| header.outlet.as_deref() == Some(outlet));
    let from = ask.get("from").is_none_or(|from| day.is_some_and(|day| day >= from));
    let to = ask.get("to").is_none_or(|to| day.is_some_and(|day| day.get(..to.len()).unwrap_or(day) <= to));
    outlet && from && to
}

/// Outlets with their reports, most first.
pub(crate) fn outlets(snapshot: &Snapshot) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    snapshot
        .readings
        .iter()
        .filter_map(|reading| reading.report.outlet.as_deref())
        .for_each(|outlet| *counts.entry(outlet).or_default() += 1);
    let mut outlets: Vec<(String, usize)> = counts.into_iter().map(|(outlet, n)| (outlet.to_owned(), n)).collect();
    outlets.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
    outlets.truncate(300);
    outlets
}

/// Fields for outlet and days, as the list of reports and the search have them.
pub(crate) fn filters(outlets: &[(String, usize)], ask: &Ask<'_>) -> maud::Markup {
    html! {
        label { "Outlet " select name="outlet" {
            option value="" { "any" }
            @for (outlet, n) in outlets { option value=(t(outlet)) selected[ask.get("outlet") == Some(outlet)] { (t(outlet)) " (" (n) ")" } }
        } }
        label { "From " input type="date" name="from" value=[ask.get("from").map(t)]; }
        label { "To " input type="date" name="to" value=[ask.get("to").map(t)]; }
    }
}

pub(crate) fn page(snapshot: &Snapshot, ask: &Ask<'_>) -> Page {
    let fits: Vec<usize> = (0..snapshot.readings.len()).filter(|report| asked_for(snapshot, ask, *report)).collect();
    let row = |report: &usize| {
        let reading = &snapshot.readings[*report];
        Row {
            number: snapshot.numbers[*report],
            label: snapshot.labels[*report].clone(),
            href: snapshot.report_href(*report),
            id: reading.report.id.clone(),
            title: snapshot.title(*report).to_owned(),
            outlet: reading.report.outlet.clone(),
            published: reading.report.published.as_ref().map(|published| published.value.clone()),
            day: snapshot.published(*report),
            shared_percent: snapshot.record.copies.percent.get(*report).copied().unwrap_or_default(),
            n_statements: reading.attributions.iter().filter(|said| !said.content.is_empty()).count(),
            n_findings: reading.findings.len(),
        }
    };
    let view = Reports { n: fits.len(), reports: part_of(ask, &fits, MOST).iter().map(row).collect(), outlets: outlets(snapshot) };
    Page::new(ask, "/reports", "Reports", &view, |view| {
        html! {
            h1 { "Reports" }
            form.filters method="get" action="/reports" { (filters(&view.outlets, ask)) button { "Show" } }
            p.faint role="status" { (view.n) @if view.n == 1 { " report" } @else { " reports" } }
            div.scroll { table {
                thead { tr { th scope="col" { "Label" } th scope="col" { "Published" } th scope="col" { "Outlet" } th scope="col" { "Title" } th.number scope="col" { "Statements" } th.number scope="col" { "Shared text" } } }
                tbody { @for row in &view.reports { tr {
                    td { a href=(row.href) { (t(&row.label)) } }
                    td.date { (t(&row.day)) }
                    td { @if let Some(outlet) = &row.outlet { (t(outlet)) } @else { span.faint { "unknown" } } }
                    th scope="row" { a href=(row.href) { (t(&row.title)) } }
                    td.number { (row.n_statements) }
                    td.number { @if row.shared_percent > 0 { (row.shared_percent) " %" } }
                } } }
            } }
            (pages(ask, view.n, MOST))
        }
    })
}
