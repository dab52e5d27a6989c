//! All reports, by date, with filters.

use super::{Found, Page, pages, part_of};
use crate::desk::Ask;
use crate::html::t;
use crate::shelf::Shelf;
use maud::html;
use readout_store::Wanted;
use serde::Serialize;

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
pub(crate) fn asked_for(ask: &Ask<'_>, report: &readout_store::Filed) -> bool {
    let day = report.published.as_deref();
    let outlet = ask.get("outlet").is_none_or(|outlet| report.outlet.as_deref() == Some(outlet));
    let from = ask.get("from").is_none_or(|from| day.is_some_and(|day| day >= from));
    let to = ask.get("to").is_none_or(|to| day.is_some_and(|day| day.get(..to.len()).unwrap_or(day) <= to));
    outlet && from && to
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

pub(crate) fn page(shelf: &Shelf, ask: &Ask<'_>) -> Found {
    let fits: Vec<i64> = shelf.filed.iter().filter(|report| asked_for(ask, report)).map(|report| report.number).collect();
    let shown = part_of(ask, &fits, MOST).to_vec();
    let store = shelf.store();
    let weights = store.weights(&shown)?;
    let snapshot = shelf.snapshot(&store, Wanted { headers: shown.clone(), ..Wanted::default() })?;
    drop(store);
    let row = |(number, (n_statements, n_findings, shared_percent)): (&i64, (usize, usize, u8))| {
        let report = snapshot.place(*number)?;
        let header = &snapshot.readings[report].report;
        Some(Row {
            number: *number,
            label: snapshot.labels[report].clone(),
            href: snapshot.report_href(report),
            id: header.id.clone(),
            title: snapshot.title(report).to_owned(),
            outlet: header.outlet.clone(),
            published: header.published.as_ref().map(|published| published.value.clone()),
            day: snapshot.published(report),
            shared_percent,
            n_statements,
            n_findings,
        })
    };
    let view = Reports { n: fits.len(), reports: shown.iter().zip(weights).filter_map(row).collect(), outlets: shelf.outlets.clone() };
    Ok(Some(Page::new(ask, "/reports", "Reports", &view, |view| {
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
    })))
}
