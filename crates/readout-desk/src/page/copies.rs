//! Copies: families of reports that print one text, and two of them side by side.

use super::{Page, pages, part_of};
use crate::desk::Ask;
use crate::html::t;
use crate::snapshot::Snapshot;
use maud::{Markup, html};
use readout_core::Span;
use readout_join::copies::view::{ChangeView, NamePair, comparison};
use readout_join::copies::{Change, ChangeKind, diff};
use serde::Serialize;

/// Families on one page.
const MOST: usize = 40;

#[derive(Serialize)]
struct Families {
    n: usize,
    families: Vec<Family>,
}

#[derive(Serialize)]
struct Family {
    original: String,
    nearest: Printed,
    why: Vec<String>,
    members: Vec<Printed>,
}

#[derive(Serialize)]
struct Printed {
    label: String,
    title: String,
    href: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    outlet: Option<String>,
    day: String,
    percent: u8,
    words: usize,
    compare: String,
}

pub(crate) fn page(snapshot: &Snapshot, ask: &Ask<'_>) -> Page {
    let families = &snapshot.record.copies.families;
    let places: Vec<usize> = (0..families.len()).collect();
    let one = |place: &usize| {
        let family = &families[*place];
        let printed = |report: usize, percent: u8, words: usize| Printed {
            label: snapshot.labels[report].clone(),
            title: snapshot.title(report).to_owned(),
            href: snapshot.report_href(report),
            outlet: snapshot.readings[report].report.outlet.clone(),
            day: snapshot.published(report),
            percent,
            words,
            compare: format!("/copies/compare?a={}&b={}", snapshot.numbers[family.nearest], snapshot.numbers[report]),
        };
        let mut members: Vec<Printed> = family
            .members
            .iter()
            .filter(|member| member.report != family.nearest)
            .map(|member| printed(member.report, member.percent, member.words))
            .collect();
        members.sort_by_key(|member| std::cmp::Reverse(member.percent));
        let own = family.members.iter().find(|member| member.report == family.nearest);
        Family {
            original: family.agency.clone().unwrap_or_else(|| snapshot.labels[family.nearest].clone()),
            nearest: printed(family.nearest, own.map_or(0, |own| own.percent), own.map_or(0, |own| own.words)),
            why: family.why.clone(),
            members,
        }
    };
    let view = Families { n: places.len(), families: part_of(ask, &places, MOST).iter().map(one).collect() };
    Page::new(ask, "/copies", "Copies", &view, |view| {
        html! {
            h1 { "One text, printed more than once" }
            p.faint role="status" { (view.n) " families" }
            @for family in &view.families {
                section.brief {
                    h2 { (t(&family.original)) " " small { (family.members.len() + 1) " reports" } }
                    p { "nearest to the original: " a href=(family.nearest.href) { (t(&family.nearest.label)) } " " (t(&family.nearest.title)) @if !family.why.is_empty() { " " span.faint { "(" (t(&family.why.join(", "))) ")" } } }
                    div.scroll { table {
                        thead { tr { th scope="col" { "Report" } th scope="col" { "Published" } th scope="col" { "Outlet" } th.number scope="col" { "Shared" } th scope="col" { "Both" } } }
                        tbody { @for member in &family.members { tr {
                            th scope="row" { a href=(member.href) { (t(&member.label)) } " " (t(&member.title)) }
                            td.date { (t(&member.day)) }
                            td { (t(member.outlet.as_deref().unwrap_or("unknown"))) }
                            td.number { (member.percent) " %" span.bar.{ "bar" (member.percent / 10) } {} }
                            td { a href=(member.compare) { "side by side" } }
                        } } }
                    } }
                }
            }
            @if view.n == 0 { p { "No two reports print the same text." } }
            (pages(ask, view.n, MOST))
        }
    })
}

#[derive(Serialize)]
struct Compared {
    a: Printed,
    b: Printed,
    /// `reworded`, `dropped`, `added`, `moved`, with the words of both.
    changes: Vec<Changed>,
}

#[derive(Serialize)]
struct Changed {
    kind: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    from: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    to: String,
    /// What the words are part of, in either report: `name`, `attribution`, `figure`, `time`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    touches: Vec<String>,
    /// How each calls somebody or something in the same place.
    #[serde(skip_serializing_if = "Option::is_none")]
    names: Option<NamePair>,
    /// In code points of the one and of the other.
    spans: (Span, Span),
}

pub(crate) fn compare(snapshot: &Snapshot, ask: &Ask<'_>) -> Option<Page> {
    let (a, b) = (snapshot.report(ask.get("a")?)?, snapshot.report(ask.get("b")?)?);
    let (one, other) = (&snapshot.readings[a], &snapshot.readings[b]);
    let changes = diff(one, other);
    let printed = |report: usize| Printed {
        label: snapshot.labels[report].clone(),
        title: snapshot.title(report).to_owned(),
        href: snapshot.report_href(report),
        outlet: snapshot.readings[report].report.outlet.clone(),
        day: snapshot.published(report),
        percent: snapshot.record.copies.percent.get(report).copied().unwrap_or_default(),
        words: 0,
        compare: format!("/copies/compare?a={}&b={}", snapshot.numbers[b], snapshot.numbers[a]),
    };
    // The same changes as the comparison of `readout diff` has, but for slips of spelling, which are not marked here.
    let compared = comparison(&snapshot.readings, &snapshot.record, a, b);
    let told = compared.changes.into_iter().filter(|change| change.kind != ChangeKind::Spelled);
    let changed = |(change, told): (&Change, ChangeView)| Changed {
        touches: told.touches,
        names: told.names,
        kind: super::word(&change.kind),
        from: change.a.of(&one.text).to_owned(),
        to: change.b.of(&other.text).to_owned(),
        spans: (snapshot.outward(a, &[change.a])[0], snapshot.outward(b, &[change.b])[0]),
    };
    let view = Compared { a: printed(a), b: printed(b), changes: changes.iter().zip(told).map(changed).collect() };
    let title = format!("{} and {}", snapshot.labels[a], snapshot.labels[b]);
    Some(Page::new(ask, "/copies", title, &view, |view| {
        let spans = |first: bool| changes.iter().map(|change| (if first { change.a } else { change.b }, change.kind)).collect::<Vec<_>>();
        let furniture = |report: usize| snapshot.readings[report].boilerplate.clone();
        html! {
            h1 { "Two printings side by side" }
            p.faint { "What both have is plain; what one has otherwise or alone is marked. " a href=(view.a.compare) { "the other way round" } }
            p.legend { mark.reworded { "reworded" } " " del { "only in " (t(&view.a.label)) } " " ins { "only in " (t(&view.b.label)) } }
            div.twins {
                @for (printed, report, first) in [(&view.a, a, true), (&view.b, b, false)] {
                    article.text {
                        h2 { a href=(printed.href) { (t(&printed.label)) } " " (t(&printed.title)) }
                        p.faint { (t(printed.outlet.as_deref().unwrap_or("outlet unknown"))) " · " (t(&printed.day)) }
                        (side(&snapshot.readings[report].text, &spans(first), &furniture(report), first))
                    }
                }
            }
            details { summary { "The changes as a list (" (view.changes.len()) ")" } ul { @for change in &view.changes { li {
                b { (t(&change.kind)) } " "
                @if !change.from.is_empty() { q { (t(&crate::html::short(&change.from, 200))) } }
                @if !change.from.is_empty() && !change.to.is_empty() { " → " }
                @if !change.to.is_empty() { q { (t(&crate::html::short(&change.to, 200))) } }
                @if let Some(names) = &change.names {
                    span.faint { " called " (t(&names.from)) " and " (t(&names.to)) @if names.same_actor == Some(true) { ", one actor" } }
                } @else if !change.touches.is_empty() {
                    span.faint { " " (t(&change.touches.join(", "))) }
                }
            } } } }
        }
    }))
}

/// One text with what the other has otherwise marked.
fn side(text: &str, changes: &[(Span, ChangeKind)], furniture: &[Span], first: bool) -> Markup {
    let mut cuts: Vec<usize> = vec![0, text.len()];
    cuts.extend(
        changes.iter().map(|(span, _)| *span).chain(furniture.iter().copied()).flat_map(|span| [span.start as usize, span.end as usize]),
    );
    cuts.retain(|cut| text.is_char_boundary(*cut));
    cuts.sort_unstable();
    cuts.dedup();
    let mut lines: Vec<Vec<Markup>> = vec![Vec::new()];
    for pair in cuts.windows(2) {
        let piece = Span::new(pair[0], pair[1]);
        let kind = changes.iter().find(|(span, _)| !span.is_empty() && span.overlaps(piece)).map(|(_, kind)| *kind);
        let set_aside = furniture.iter().any(|span| span.overlaps(piece));
        for (n, line) in piece.of(text).split('\n').enumerate() {
            if n > 0 {
                lines.push(Vec::new());
            }
            let words = t(line.trim_end_matches('\r'));
            if words.is_empty() {
                continue;
            }
            let last = lines.len() - 1;
            lines[last].push(match (kind, first) {
                (Some(ChangeKind::Reworded), _) => html! { mark.reworded { (words) } },
                (Some(_), true) => html! { del { (words) } },
                (Some(_), false) => html! { ins { (words) } },
                (None, _) if set_aside => html! { span.fu { (words) } },
                (None, _) => html! { (words) },
            });
        }
    }
    html! { @for line in lines.iter().filter(|line| !line.is_empty()) { p { @for piece in line { (piece) } } } }
}
