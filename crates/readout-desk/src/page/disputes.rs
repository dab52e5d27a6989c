//! Disputes: accounts that cannot both hold, each in its own words.

use super::{Found, Page, closed, looked_up, pages, word};
use crate::desk::Ask;
use crate::html::t;
use crate::shelf::Shelf;
use crate::snapshot::{Cited, Who, cites};
use maud::html;
use readout_store::Wanted;
use serde::Serialize;

/// Disputes on one page.
const MOST: usize = 30;

#[derive(Serialize)]
struct Disputes {
    n: usize,
    disputes: Vec<Dispute>,
}

#[derive(Serialize)]
struct Dispute {
    kind: String,
    about: String,
    sides: Vec<Side>,
}

#[derive(Serialize)]
struct Side {
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Who>,
    words: String,
    n_accounts: usize,
    cites: Vec<Cited>,
}

pub(crate) fn page(shelf: &Shelf, ask: &Ask<'_>) -> Found {
    let kind = ask.get("kind");
    let store = shelf.store();
    let (n, disputes) = looked_up(ask, MOST, |part| store.disputes(kind, part))?;
    let snapshot = shelf.snapshot(&store, Wanted { disputes, ..Wanted::default() })?;
    drop(store);
    let fits: Vec<usize> = (0..snapshot.record.disputes.len()).collect();
    let one = |place: &usize| {
        let row = &snapshot.record.disputes[*place];
        let side = |side: &readout_join::dispute::DisputeSide| Side {
            by: side.by.map(|by| snapshot.who(by)),
            words: side.evidence.first().map(|place| snapshot.words(place.report, place.span)).unwrap_or_default(),
            n_accounts: side.n_accounts,
            cites: snapshot.cites(side.evidence.iter().copied()),
        };
        Dispute { kind: word(&row.kind), about: row.about.clone(), sides: row.sides.iter().map(side).collect() }
    };
    let view = Disputes { n, disputes: fits.iter().map(one).collect() };
    Ok(Some(Page::new(ask, "/disputes", "Disputes", &view, |view| {
        html! {
            h1 { "Disputes" }
            form.filters method="get" action="/disputes" {
                label { "Kind " select name="kind" { @for (value, name) in [("", "all"), ("denial", "denials"), ("conflict", "done or not done"), ("position", "positions"), ("figures", "figures")] { option value=(value) selected[kind.unwrap_or("") == value] { (name) } } } }
                button { "Show" }
            }
            p.faint role="status" { (view.n) " disputes" }
            @for dispute in &view.disputes {
                section.dispute {
                    h2 { small { (t(&dispute.kind)) } " " (t(&crate::html::short(&dispute.about, 140))) }
                    div.sides { @for side in &dispute.sides {
                        div.side {
                            p { @match &side.by { Some(who) => { b { (who.link()) } @if let Some(office) = &who.office { " " span.faint { (t(office)) } } }, None => { b { "the report itself" } } } }
                            blockquote { (t(&closed(&side.words))) }
                            p.aside { @if side.n_accounts > 1 { span.accounts { (side.n_accounts) " accounts" } " " } (cites(&side.cites, 6)) }
                        }
                    } }
                }
            }
            @if view.n == 0 { p { "No two accounts are found that cannot both hold." } }
            (pages(ask, view.n, MOST))
        }
    })))
}
