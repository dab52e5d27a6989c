//! Copies: families of reports that print one text, and two of them side by side.

use super::{Found, Page, laid, looked_up, pages};
use crate::desk::Ask;
use crate::html::t;
use crate::shelf::Shelf;
use maud::{Markup, html};
use readout_join::copies::ChangeKind;
use readout_join::copies::view::{ChangeView, Comparison, RowView, SideView, comparison};
use readout_store::Wanted;
use serde::Serialize;
use serde_json::Value;

/// Families on one page, and members shown of each.
const MOST: usize = 25;
const MOST_MEMBERS: usize = 24;

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
    n_reports: usize,
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

pub(crate) fn page(shelf: &Shelf, ask: &Ask<'_>) -> Found {
    let store = shelf.store();
    let n = shelf.made.families;
    let (n, ids) = looked_up(ask, MOST, |part| Ok((n, (part.from.min(n) as i64..(part.from + part.most).min(n) as i64).collect())))?;
    let snapshot = shelf.snapshot(&store, Wanted { families: ids, members: MOST_MEMBERS, ..Wanted::default() })?;
    drop(store);
    let families = &snapshot.record.copies.families;
    let one = |place: usize| {
        let family = &families[place];
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
            n_reports: snapshot.sizes.families[place] as usize,
            members,
        }
    };
    let view = Families { n, families: (0..families.len()).map(one).collect() };
    Ok(Some(Page::new(ask, "/copies", "Copies", &view, |view| {
        html! {
            h1 { "One text, printed more than once" }
            p.faint role="status" { (view.n) " families" }
            @for family in &view.families {
                section.brief {
                    h2 { (t(&family.original)) " " small { (family.n_reports) " reports" } }
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
                    @if family.n_reports > family.members.len() + 1 { p.faint { "and " (family.n_reports - family.members.len() - 1) " more that print less of it" } }
                }
            }
            @if view.n == 0 { p { "No two reports print the same text." } }
            (pages(ask, view.n, MOST))
        }
    })))
}

/// One of two printings.
struct Side {
    label: String,
    title: String,
    href: String,
    about: String,
    /// How much of it stands in the other, in per cent.
    percent: u8,
}

pub(crate) fn compare(shelf: &Shelf, ask: &Ask<'_>) -> Found {
    let number = |key: &str| ask.get(key).and_then(|number| shelf.report(number));
    let (Some(one), Some(other)) = (number("a"), number("b")) else { return Ok(None) };
    let snapshot = shelf.snapshot(&shelf.store(), Wanted { reports: vec![one, other], ..Wanted::default() })?;
    let (Some(a), Some(b)) = (snapshot.place(one), snapshot.place(other)) else { return Ok(None) };
    let compared = comparison(&snapshot.readings, &snapshot.record, a, b);
    let mut data = Value::Null;
    if ask.json {
        data = serde_json::to_value(&compared).unwrap_or_default();
        laid::outward(&mut data, &snapshot, None);
    }
    let side = |report: usize, percent: u8| Side {
        label: snapshot.labels[report].clone(),
        title: snapshot.title(report).to_owned(),
        href: snapshot.report_href(report),
        about: format!(
            "{} · {}",
            snapshot.readings[report].report.outlet.as_deref().unwrap_or("outlet unknown"),
            snapshot.published(report)
        ),
        percent,
    };
    let sides = [side(a, compared.a_percent), side(b, compared.b_percent)];
    let title = format!("{} and {}", sides[0].label, sides[1].label);
    let around = format!("/copies/compare?a={other}&b={one}");
    Ok(Some(Page::new(ask, "/copies", title, &data, |_| side_by_side(&compared, &sides, &around))))
}

/// Changes that tell most: other names, other attributions.
fn telling(compared: &Comparison) -> Vec<&ChangeView> {
    /// Longer ones are whole sentences, which the rows show.
    const MOST_WORDS: usize = 12;
    let short = |words: &Option<String>| words.as_deref().is_none_or(|words| words.split_whitespace().count() <= MOST_WORDS);
    // A title before a name, such as `Mr`, tells nothing.
    let several = |words: &Option<String>| words.as_deref().is_none_or(|words| words.split_whitespace().count() > 1);
    let attributes = |change: &ChangeView| {
        change.kind != ChangeKind::Added && several(&change.from) && change.touches.iter().any(|kind| kind == "attribution")
    };
    compared.changes.iter().filter(|change| (change.names.is_some() || attributes(change)) && short(&change.from)).collect()
}

fn side_by_side(compared: &Comparison, sides: &[Side; 2], around: &str) -> Markup {
    let n = |kind: &str| compared.rows.iter().filter(|row| row.kind == kind).count();
    let telling = telling(compared);
    html! {
        h1 { "Two printings side by side" }
        p.faint {
            (compared.n_common) " words in common"
            @for (n, what) in [(n("dropped"), "sentences only on the left"), (n("added"), "only on the right"), (n("changed"), "with other words")] { @if n > 0 { " · " (n) " " (what) } }
            " · " a href=(around) { "the other way round" }
        }
        @if compared.versions { p { "Both were published at one address: versions of one report." } }
        p.legend { mark.reworded { "other words" } " " del { "only in " (t(&sides[0].label)) } " " ins { "only in " (t(&sides[1].label)) } }
        @if compared.n_common == 0 { p { "The two share no passage." } }
        @if !telling.is_empty() {
            section.brief { h2 { "Names and attributions" } ul.rows { @for change in telling { li { (changed(change)) } } } }
        }
        div.scroll { table.twins {
            thead { tr { @for side in sides { th scope="col" {
                a href=(side.href) { (t(&side.label)) } " " (t(&side.title)) div.faint { (t(&side.about)) " · " (side.percent) " % of it stands in the other" }
            } } } }
            tbody { @for row in &compared.rows { (drawn(compared, row)) } }
        } }
    }
}

fn changed(change: &ChangeView) -> Markup {
    let kind = match change.kind {
        ChangeKind::Reworded => "other words",
        ChangeKind::Spelled => "other spelling",
        ChangeKind::Dropped => "only in the first",
        ChangeKind::Added => "only in the second",
    };
    html! {
        span.kind { (kind) } " "
        @match &change.names {
            Some(names) => {
                q { (t(&names.from)) } " → " q { (t(&names.to)) }
                @match names.same_actor { Some(true) => { span.faint { ", who are one" } }, Some(false) => { span.faint { ", who are two" } }, None => {} }
            }
            None => {
                @if let Some(from) = &change.from { q { (t(from)) } }
                @if change.from.is_some() && change.to.is_some() { " → " }
                @if let Some(to) = &change.to { q { (t(to)) } }
            }
        }
        @if !change.touches.is_empty() { " " span.faint { "(" (change.touches.join(", ")) ")" } }
    }
}

/// Sentences that belong together, in two cells.
fn drawn(compared: &Comparison, row: &RowView) -> Markup {
    html! {
        tr class={ "row-" (row.kind) } {
            td { @if let Some(side) = &row.a { (side_of(compared, side, true)) } }
            td { @if row.moved { span.faint { "in another place: " } } @if let Some(side) = &row.b { (side_of(compared, side, false)) } }
        }
    }
}

fn side_of(compared: &Comparison, side: &SideView, first: bool) -> Markup {
    html! {
        @for piece in &side.pieces {
            @match piece.change.and_then(|change| compared.changes.get(change)).map(|change| change.kind) {
                Some(ChangeKind::Reworded) => { mark.reworded { (t(&piece.text)) } }
                Some(ChangeKind::Spelled) | None => { (t(&piece.text)) }
                Some(_) if first => { del { (t(&piece.text)) } }
                Some(_) => { ins { (t(&piece.text)) } }
            }
        }
    }
}
