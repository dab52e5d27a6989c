//! Sections, groups and lines that were laid out for every form of a brief or a view, as HTML.

use crate::html::{part, t};
use crate::snapshot::{Cited, Snapshot, cites};
use maud::{Markup, html};
use readout_core::Span;
use readout_join::brief::Cite;
use readout_join::brief::page::{Group, Line, Piece, Section};
use serde_json::Value;

/// The places of a list of reports, such as a brief's, in the snapshot: `None` where the list is the snapshot's own.
pub(crate) type Places<'a> = Option<&'a [usize]>;

fn place(places: Places<'_>, report: usize) -> Option<usize> {
    match places {
        Some(places) => places.get(report).copied(),
        None => Some(report),
    }
}

/// Cites as pages give them.
pub(crate) fn cited(snapshot: &Snapshot, places: Places<'_>, all: &[Cite]) -> Vec<Cited> {
    let known = |report: usize| place(places, report).filter(|report| *report < snapshot.readings.len());
    all.iter().filter_map(|cite| Some(snapshot.cite(known(cite.report)?, &cite.spans))).collect()
}

/// Data of a brief or a view with its places as pages give them: every object with `report` and `spans`.
pub(crate) fn outward(value: &mut Value, snapshot: &Snapshot, places: Places<'_>) {
    match value {
        Value::Object(fields) => {
            let report = fields.get("report").and_then(Value::as_u64).and_then(|report| place(places, report as usize));
            if let (Some(report), Some(spans)) = (report.filter(|report| *report < snapshot.readings.len()), fields.get("spans")) {
                let spans: Vec<Span> = serde_json::from_value(spans.clone()).unwrap_or_default();
                *value = serde_json::to_value(snapshot.cite(report, &spans)).unwrap_or_default();
                return;
            }
            fields.values_mut().for_each(|value| outward(value, snapshot, places));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| outward(value, snapshot, places)),
        _ => {}
    }
}

/// A section with its heading.
pub(crate) fn section(snapshot: &Snapshot, places: Places<'_>, id: &str, section: &Section) -> Markup {
    html! {
        section.brief id=(id) {
            h2 { (section.name) }
            @for group in &section.groups { (group_html(snapshot, places, group)) }
        }
    }
}

fn group_html(snapshot: &Snapshot, places: Places<'_>, group: &Group) -> Markup {
    let named = |name: &str| html! { @match who(snapshot, name) { Some(href) => { a href=(href) { (t(name)) } }, None => { (t(name)) } } };
    let line = |line: &Line| {
        html! {
            dt { (named(&line.key)) }
            dd {
                div { (pieces(&line.body)) }
                @for (note, all) in &line.notes { div.note { (pieces(note)) " " (cites(&cited(snapshot, places, all), 6)) } }
            }
            dd.aside { @if !line.aside.is_empty() { span.accounts { (t(&line.aside)) } " " } (cites(&cited(snapshot, places, &line.cites), 6)) }
        }
    };
    html! {
        @if !group.head.is_empty() { h3 { (named(&group.head)) " " small { (t(&group.aside)) } } }
        dl.lines { @for one in &group.lines { (line(one)) } }
    }
}

/// The page of somebody who is called so, if only one is.
fn who(snapshot: &Snapshot, name: &str) -> Option<String> {
    (!name.is_empty() && snapshot.called(name).is_some()).then(|| format!("/who/{}", part(name)))
}

fn pieces(pieces: &[Piece]) -> Markup {
    html! {
        @for piece in pieces {
            @match piece {
                Piece::Plain(text) => { (t(text)) " " }
                Piece::Strong(text) => { b { (t(text)) } " " }
                Piece::Words(text) => { q { (t(text)) } " " }
                Piece::Faint(text) => { i { (t(text)) } " " }
            }
        }
    }
}
