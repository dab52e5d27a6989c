//! Corrections: their history, and the forms that make them.

use super::{Found, Page, pages, part_of, word};
use crate::desk::Ask;
use crate::html::{part, short, spans_of, spans_part, t};
use crate::shelf::Shelf;
use crate::snapshot::Snapshot;
use maud::{Markup, html};
use readout_core::{CodepointIndex, EntityId, Span};
use readout_join::brief::page::day;
use readout_join::correct::{Correction, Layer, Spot, What, Whom, items};
use readout_store::{Part, Wanted};
use serde::Serialize;

/// Corrections on one page; reports in which somebody can be split off; names that are proposed.
const MOST: usize = 100;
const MOST_MEMBERS: usize = 100;
const MOST_ALIKE: usize = 60;

#[derive(Serialize)]
struct History {
    n: usize,
    n_standing: usize,
    /// Newest first. The same objects are what `readout corrections export` writes.
    corrections: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    #[serde(flatten)]
    correction: Correction,
    /// Why it has no effect, if it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    lost: Option<String>,
}

pub(crate) fn page(shelf: &Shelf, ask: &Ask<'_>, signer: &str) -> Found {
    let newest: Vec<&Correction> = shelf.corrections.iter().rev().collect();
    let shown = part_of(ask, &newest, MOST);
    let store = shelf.store();
    let headers = shelf.corrected(&store, shown.iter().copied())?;
    let snapshot = shelf.snapshot(&store, Wanted { headers, ..Wanted::default() })?;
    drop(store);
    let row = |correction: &&Correction| Row {
        lost: shelf.made.lost.get(&correction.id).filter(|_| correction.undone.is_none()).cloned(),
        correction: (*correction).clone(),
    };
    let view = History {
        n: newest.len(),
        n_standing: newest.iter().filter(|correction| correction.undone.is_none()).count(),
        corrections: shown.iter().map(row).collect(),
    };
    Ok(Some(Page::new(ask, "/corrections", "Corrections", &view, |view| {
        html! {
            h1 { "Corrections" }
            p { "What people put right stays beside what was read, is applied again whenever the record is worked out, and can be taken back." }
            p.faint role="status" { (view.n_standing) " stand" @if view.n > view.n_standing { ", " (view.n - view.n_standing) " taken back" } }
            @if view.corrections.is_empty() { p { "Nobody has corrected anything yet. Each report and each person's page has links to do so." } }
            ol.history { @for row in &view.corrections {
                @let correction = &row.correction;
                li id={ "c" (correction.id) } class=[correction.undone.is_some().then_some("undone")] {
                    div { (line(&snapshot, correction)) }
                    @if let Some(why) = &row.lost { p.lost { "has no effect: " (t(why)) } }
                    @match &correction.undone {
                        Some(undone) => { p.faint { "taken back by " (t(&undone.by)) ", " (t(&time(&undone.made))) } }
                        None if ask.rights.write => {
                            form.inline method="post" action={ "/corrections/" (part(&correction.id)) "/undo" } {
                                input type="hidden" name="to" value="/corrections";
                                input type="hidden" name="by" value=(t(signer));
                                button aria-label={ "Take back: " (summary(&snapshot, correction)) } { "take back" }
                            }
                        }
                        None => {}
                    }
                }
            } }
            (pages(ask, view.n, MOST))
        }
    })))
}

/// `2031-06-03T10:00:00Z` for people.
fn time(made: &str) -> String {
    match made.split_once('T') {
        Some((date, rest)) => format!("{} {}", day(date), rest.get(..5).unwrap_or_default()),
        None => made.to_owned(),
    }
}

/// What a correction says, in words without links.
fn summary(snapshot: &Snapshot, correction: &Correction) -> String {
    let label =
        |identity: &str| snapshot.report_of(identity).map_or_else(|| "another report".to_owned(), |report| snapshot.labels[report].clone());
    let words = match &correction.what {
        What::Merge { one, other } => format!("{} and {} are one", one.name, other.name),
        What::Split { entities } => format!(
            "{} in {} is somebody else",
            entities.first().map_or("", |whom| &whom.name),
            entities.iter().map(|whom| label(&whom.report)).collect::<Vec<_>>().join(", ")
        ),
        What::Speaker { at, speaker } => {
            format!("{} says “{}”", speaker.as_ref().map_or("nobody named", |speaker| &speaker.name), short(&at.words, 80))
        }
        What::Date { at, value } => format!("“{}” is {}", short(&at.words, 60), day(value)),
        What::Published { report, value } => format!("{} was published on {}", label(report), day(value)),
        What::Event { at, event_type, factuality, who, whom } => {
            let names = |all: &Vec<Whom>| match all.as_slice() {
                [] => "nobody".to_owned(),
                all => all.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", "),
            };
            let parts: Vec<String> = [
                event_type.map(|kind| word(&kind).to_lowercase()),
                factuality.map(|told| word(&told)),
                who.as_ref().map(|who| format!("by {}", names(who))),
                whom.as_ref().map(|whom| format!("done to {}", names(whom))),
            ]
            .into_iter()
            .flatten()
            .collect();
            format!("“{}” is {}", short(&at.words, 60), parts.join(", "))
        }
        What::Wrong { layer, at } => format!("“{}” is no {}", short(&at.words, 80), layer_name(*layer)),
        What::Note { at: Some(at), .. } => format!("note on {}", label(&at.report)),
        What::Note { whom: Some(whom), .. } => format!("note on {}", whom.name),
        What::Note { .. } => "note".to_owned(),
    };
    short(&words, 240)
}

fn layer_name(layer: Layer) -> &'static str {
    match layer {
        Layer::Attribution => "statement",
        Layer::Event => "event",
        Layer::Figure => "figure",
        Layer::Time => "time",
        Layer::Position => "position",
        Layer::Role => "office",
    }
}

/// A correction in a line: what, where, why, by whom, when.
pub(crate) fn line(snapshot: &Snapshot, correction: &Correction) -> Markup {
    let spot = match &correction.what {
        What::Speaker { at, .. }
        | What::Date { at, .. }
        | What::Event { at, .. }
        | What::Wrong { at, .. }
        | What::Note { at: Some(at), .. } => Some(at),
        _ => None,
    };
    let whom: Vec<&Whom> = match &correction.what {
        What::Merge { one, other } => vec![one, other],
        What::Split { entities } => entities.iter().take(6).collect(),
        What::Note { whom: Some(whom), .. } => vec![whom],
        _ => Vec::new(),
    };
    html! {
        b { (t(&summary(snapshot, correction))) } " "
        @if let Some(at) = spot { (place(snapshot, at)) }
        @for whom in whom { @if let Some(report) = snapshot.report_of(&whom.report) {
            @let spans: Vec<Span> = whom.span.into_iter().collect();
            a.cite href={ (snapshot.report_href(report)) @if !spans.is_empty() { "?mark=" (spans_part(&spans)) "#mark" } } { (t(&snapshot.labels[report])) } " "
        } }
        @if let Some(note) = &correction.note { div.words { (t(note)) } }
        div.faint { (t(&correction.by)) ", " (t(&time(&correction.made))) " " a href={ "/corrections#c" (part(&correction.id)) } { code { (t(&correction.id)) } } }
    }
}

fn place(snapshot: &Snapshot, at: &Spot) -> Markup {
    html! {
        @match snapshot.report_of(&at.report) {
            Some(report) => { a.cite href={ (snapshot.report_href(report)) "?mark=" (spans_part(&[at.span])) "#mark" } { (t(&snapshot.labels[report])) } " " }
            None => { span.faint { "(a report that is not here)" } }
        }
    }
}

/// What every form ends with.
fn sign(signer: &str, to: &str) -> Markup {
    html! {
        input type="hidden" name="to" value=(to);
        label { "Why " span.faint { "(if you like)" } textarea name="note" rows="2" maxlength="4000" {} }
        label { "Signed " input type="text" name="by" value=(t(signer)) required maxlength="80" autocomplete="name"; }
    }
}

#[derive(Serialize)]
struct Chosen {
    report: Option<i64>,
    layer: String,
    words: String,
}

/// The forms for one item of a report, a report, or somebody.
pub(crate) fn form(shelf: &Shelf, ask: &Ask<'_>, signer: &str) -> Found {
    match ask.get("layer") {
        Some("who") => actor_form(shelf, ask, signer),
        Some(layer) => {
            let Some(number) = ask.get("report").and_then(|number| shelf.report(number)) else { return Ok(None) };
            let snapshot = shelf.snapshot(&shelf.store(), Wanted { reports: vec![number], ..Wanted::default() })?;
            Ok(snapshot.place(number).and_then(|report| item_form(&snapshot, report, layer, ask, signer)))
        }
        None => Ok(None),
    }
}

/// Entities that can speak, act and be acted on.
fn parties(reading: &readout_core::Reading) -> impl Iterator<Item = (usize, &readout_core::Entity)> {
    use readout_core::EntityType::{GPE, NORP, ORG, PER};
    reading.entities.iter().enumerate().filter(|(_, entity)| matches!(entity.entity_type, PER | ORG | GPE | NORP))
}

fn item_form(snapshot: &Snapshot, report: usize, layer: &str, ask: &Ask<'_>, signer: &str) -> Option<Page> {
    let reading = &snapshot.readings[report];
    let number = snapshot.numbers[report];
    let span = ask.get("at").and_then(|at| spans_of(at).first().copied());
    let known: Option<Layer> = serde_json::from_value(serde_json::Value::String(layer.to_owned())).ok();
    let item = match known {
        Some(known) => Some(items(reading, known, span?).first().copied()?),
        None if matches!(layer, "published" | "note") => None,
        None => return None,
    };
    let index = CodepointIndex::new(&reading.text);
    let words = span.map(|span| index.byte_span(span).of(&reading.text).to_owned()).unwrap_or_default();
    let at = span.map(|span| spans_part(&[span])).unwrap_or_default();
    let back = if at.is_empty() { snapshot.report_href(report) } else { format!("{}?mark={at}#mark", snapshot.report_href(report)) };
    let view = Chosen { report: Some(number), layer: layer.to_owned(), words };
    let hidden = |kind: &str| {
        html! {
            input type="hidden" name="kind" value=(kind);
            input type="hidden" name="report" value=(number);
            input type="hidden" name="at" value=(at);
        }
    };
    let mut page = Page::new(ask, "/corrections", "Correct", &view, |view| {
        html! {
            h1 { "Correct " @match known { Some(layer) => { @if matches!(layer, Layer::Event | Layer::Role) { "an " } @else { "a " } (layer_name(layer)) }, None if layer == "note" => { "or remark" }, None => { "when it was published" } } }
            p { a.cite href=(back) { (t(&snapshot.labels[report])) } " " (t(snapshot.title(report))) }
            @if let Some(span) = span { p.context { (context(&reading.text, index.byte_span(span))) } }
            @if !ask.rights.write { p.notice { "To correct the record, open the link that " code { "readout desk" } " printed." } }
            @match (known, item) {
                (Some(Layer::Attribution), Some(item)) => {
                    form.stack method="post" action="/corrections" {
                        h2 { "Somebody else says this" }
                        (hidden("speaker"))
                        label { "Who says it " select name="speaker" {
                            option value="" { "nobody named" }
                            @for (n, entity) in parties(reading) {
                                option value=(n) selected[reading.attributions[item].speaker == Some(EntityId::new(n))] { (t(&short(&entity.name, 80))) }
                            }
                        } }
                        (sign(signer, &back)) button { "Put right" }
                    }
                }
                (Some(Layer::Time), Some(item)) => {
                    form.stack method="post" action="/corrections" {
                        h2 { "It means another day" }
                        (hidden("date"))
                        label { "Day, month or year " input type="text" name="value" required pattern="[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?" placeholder="2031-06-03" value=(t(&reading.times[item].value)); }
                        (sign(signer, &back)) button { "Put right" }
                    }
                }
                (Some(Layer::Event), Some(item)) => {
                    @let event = &reading.events[item];
                    form.stack method="post" action="/corrections" {
                        h2 { "It is another event, or told otherwise" }
                        (hidden("event"))
                        label { "Type " select name="type" { @for kind in TYPES { option value=(kind) selected[word(&event.event_type) == *kind] { (kind.to_lowercase()) } } } }
                        label { "Told as " select name="factuality" { @for told in ["happened", "ongoing", "planned", "hypothetical", "denied"] { option value=(told) selected[word(&event.factuality) == told] { (told) } } } }
                        (sign(signer, &back)) button { "Put right" }
                    }
                    form.stack method="post" action="/corrections" {
                        h2 { "Others take part in it" }
                        (hidden("parties"))
                        @let acting: Vec<EntityId> = event.actors.iter().chain(&event.participants).copied().collect();
                        @for (field, legend, now) in [("party", "Who acts or takes part", &acting), ("target", "To whom it is done", &event.recipients)] {
                            fieldset { legend { (legend) }
                                @for (n, entity) in parties(reading) {
                                    label.check { input type="checkbox" name=(field) value=(n) checked[now.contains(&EntityId::new(n))]; span { (t(&short(&entity.name, 80))) } }
                                }
                            }
                        }
                        (sign(signer, &back)) button { "Put right" }
                    }
                }
                _ => {}
            }
            @if layer == "published" {
                form.stack method="post" action="/corrections" {
                    (hidden("published"))
                    label { "Day, month or year " input type="text" name="value" required pattern="[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?" placeholder="2031-06-03" value=[reading.report.published.as_ref().map(|published| t(published.value.get(..10).unwrap_or(&published.value)))]; }
                    p.faint { "Days that the text tells from its own, such as “on Friday”, keep what was read; read the report again with this date to settle them." }
                    (sign(signer, &back)) button { "Put right" }
                }
            }
            @if let Some(layer) = known {
                form.stack method="post" action="/corrections" {
                    h2 { "The report does not say this" }
                    (hidden("wrong")) input type="hidden" name="layer" value=(word(&layer));
                    (sign(signer, &back)) button { "Mark as wrong" }
                }
            }
            form.stack method="post" action="/corrections" {
                h2 { "A note, which changes nothing" }
                (hidden("note"))
                input type="hidden" name="to" value=(back);
                label { "Note " textarea name="note" rows="3" maxlength="4000" required {} }
                label { "Signed " input type="text" name="by" value=(t(signer)) required maxlength="80" autocomplete="name"; }
                button { "Add the note" }
            }
            @if view.words.is_empty() && layer != "note" && layer != "published" { p { "These words are not there." } }
        }
    });
    page.twin = false;
    Some(page)
}

const TYPES: &[&str] = &[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];

/// Words with what stands around them.
fn context(text: &str, span: Span) -> Markup {
    /// Letters on either side, in whole words.
    const REACH: usize = 120;
    let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
    let from = before.char_indices().rev().nth(REACH - 1).map_or(0, |(at, _)| at);
    let from = if from == 0 { 0 } else { from + before[from..].find(char::is_whitespace).unwrap_or_default() };
    let to = after.char_indices().nth(REACH).map_or(after.len(), |(at, _)| at);
    let to = if to == after.len() { to } else { after[..to].rfind(char::is_whitespace).unwrap_or(to) };
    html! {
        span.faint { @if from > 0 { "… " } (t(&before[from..])) }
        mark { (t(span.of(text))) }
        span.faint { (t(&after[..to])) @if to < after.len() { " …" } }
    }
}

/// Merge, split, note: the forms for somebody.
fn actor_form(shelf: &Shelf, ask: &Ask<'_>, signer: &str) -> Found {
    let member = ask.get("who").and_then(|key| key.split_once('.'));
    let member = member.and_then(|(number, entity)| Some((shelf.report(number)?, entity.parse::<u32>().ok()?)));
    let (Some((number, entity)), Some(key)) = (member, ask.get("who")) else { return Ok(None) };
    let store = shelf.store();
    let Some(id) = store.actor_of(number, entity)? else { return Ok(None) };
    let all = shelf.in_order(store.reports_of_actor(id)?);
    let reports: Vec<i64> = all.iter().copied().take(MOST_MEMBERS).collect();
    let bare = shelf.snapshot(&store, Wanted { actors: vec![id], ..Wanted::default() })?;
    let Some(actor) = bare.actor(id) else { return Ok(None) };
    // Whoever has a word of the names in theirs.
    let mut others = std::collections::BTreeSet::new();
    for word in bare.record.cast.actors[actor].names.iter().flat_map(|name| name.split_whitespace()).filter(|word| word.chars().count() > 2)
    {
        others.extend(store.actors(None, Some(word), Part { from: 0, most: MOST_ALIKE })?.1);
    }
    others.remove(&id);
    let actors = others.iter().copied().chain([id]).collect();
    let snapshot = shelf.snapshot(&store, Wanted { actors, reports, ..Wanted::default() })?;
    drop(store);
    let Some(actor) = snapshot.actor(id) else { return Ok(None) };
    let row = &snapshot.record.cast.actors[actor];
    let back = snapshot.who_href(actor);
    let view = Chosen { report: None, layer: "who".to_owned(), words: row.name.clone() };
    let mut alike: Vec<usize> = others.iter().filter_map(|other| snapshot.actor(*other)).collect();
    alike.sort_by_key(|other| (std::cmp::Reverse(snapshot.actors[*other].reports), *other));
    alike.truncate(MOST_ALIKE);
    let mut page = Page::new(ask, "/corrections", "Correct", &view, |_| {
        html! {
            h1 { "Correct who is whom: " a href=(back) { (t(&row.name)) } }
            @if !ask.rights.write { p.notice { "To correct the record, open the link that " code { "readout desk" } " printed." } }
            form.stack method="post" action="/corrections" {
                h2 { "The same as somebody else" }
                input type="hidden" name="kind" value="merge";
                input type="hidden" name="who" value=(key);
                label { "The other's name " input type="text" name="other" required list="alike" autocomplete="off"; }
                datalist #alike { @for other in &alike { option value=(t(&snapshot.record.cast.actors[*other].name)) { (snapshot.actors[*other].reports) " reports" } } }
                (sign(signer, &back)) button { "Merge" }
            }
            @if row.members.len() > 1 {
                form.stack method="post" action="/corrections" {
                    h2 { "Somebody else in some reports" }
                    input type="hidden" name="kind" value="split";
                    fieldset { legend { "Where it is somebody else" }
                        @if all.len() > MOST_MEMBERS { p.faint { "the first " (MOST_MEMBERS) " of " (all.len()) " reports; " code { "readout corrections add split" } " takes any" } }
                        @for (report, entity) in &row.members {
                            label.check { input type="checkbox" name="member" value={ (snapshot.numbers[*report]) "." (entity.0) }; span {
                                b { (t(&snapshot.readings[*report].entities[entity.index()].name)) } " in " (t(&snapshot.labels[*report])) " " span.faint { (t(&short(snapshot.title(*report), 70))) }
                            } }
                        }
                    }
                    (sign(signer, &back)) button { "Split off" }
                }
            }
            form.stack method="post" action="/corrections" {
                h2 { "A note, which changes nothing" }
                input type="hidden" name="kind" value="note";
                input type="hidden" name="who" value=(key);
                input type="hidden" name="to" value=(back);
                label { "Note " textarea name="note" rows="3" maxlength="4000" required {} }
                label { "Signed " input type="text" name="by" value=(t(signer)) required maxlength="80" autocomplete="name"; }
                button { "Add the note" }
            }
        }
    });
    page.twin = false;
    Ok(Some(page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_is_in_whole_words() {
        let text = format!("{} MET {}", "earlier é ".repeat(30).trim_end(), "later ".repeat(30).trim_end());
        let at = text.find("MET").unwrap();
        let drawn = context(&text, Span::new(at, at + 3)).into_string();
        assert!(drawn.starts_with("<span class=\"faint\">… ") && drawn.ends_with("later …</span>"), "{drawn}");
        let words = drawn.replace(['<', '>'], " ");
        assert!(!words.split_whitespace().any(|word| "earlier".ends_with(word) && word.len() < 7 || word == "late"), "{drawn}");
        assert_eq!(
            context("She met him", Span::new(4, 7)).into_string(),
            "<span class=\"faint\">She </span><mark>met</mark><span class=\"faint\"> him</span>"
        );
    }
}
