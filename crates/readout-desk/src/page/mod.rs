//! The pages: for each, what it shows as data (its JSON twin) and as HTML made of that data.

mod actor;
mod between;
mod copies;
mod corrections;
mod disputes;
mod figures;
mod fresh;
mod home;
mod laid;
mod meetings;
mod positions;
mod report;
mod reports;
mod search;
mod story;

pub(crate) use report::number;
pub(crate) use story::Moment;

use crate::desk::{Ask, Desk};
use crate::shelf::Shelf;
use crate::snapshot::{Cited, Snapshot, Who};
use axum::http::StatusCode;
use maud::{Markup, html};
use readout_core::Span;
use readout_store::Error;
use serde::Serialize;
use serde_json::Value;

/// A page, ready to be sent.
pub(crate) struct Page {
    pub(crate) title: String,
    /// Its entry in the navigation.
    pub(crate) here: &'static str,
    pub(crate) status: StatusCode,
    /// Whether it has a JSON twin.
    pub(crate) twin: bool,
    /// A stylesheet of its own.
    pub(crate) style: Option<String>,
    /// Words in the search field.
    pub(crate) search: String,
    pub(crate) content: Content,
}

pub(crate) enum Content {
    Html(Markup),
    Json(Value),
    Style(String),
    /// The page has another address.
    Elsewhere(String),
}

impl Page {
    /// The page of `view`, in the form that is asked for.
    fn new<V: Serialize>(ask: &Ask<'_>, here: &'static str, title: impl Into<String>, view: &V, body: impl FnOnce(&V) -> Markup) -> Self {
        let content = match ask.json {
            true => Content::Json(serde_json::to_value(view).unwrap_or_default()),
            false => Content::Html(body(view)),
        };
        Self { title: title.into(), here, status: StatusCode::OK, twin: true, style: None, search: String::new(), content }
    }

    fn of(content: Content) -> Self {
        Self { title: String::new(), here: "", status: StatusCode::OK, twin: false, style: None, search: String::new(), content }
    }
}

/// A page, where there is such a thing.
pub(crate) type Found = Result<Option<Page>, Error>;

/// The page at an address, if there is one.
pub(crate) fn page(desk: &Desk, shelf: &Shelf, ask: &Ask<'_>) -> Found {
    let segments: Vec<&str> = ask.segments.iter().map(String::as_str).collect();
    match segments.as_slice() {
        [] | ["overview"] => home::page(desk, shelf, ask),
        ["new"] => fresh::page(desk, shelf, ask),
        ["story", report] => story::page(shelf, ask, report),
        ["reports"] => reports::page(shelf, ask),
        ["report", number] => report::page(shelf, ask, number),
        ["report", number, "marks.css"] => report::marks(shelf, number),
        ["who"] => actor::list(shelf, ask),
        ["who", name] => actor::page(shelf, ask, name),
        ["positions"] => positions::page(shelf, ask),
        ["met"] => between::met(shelf, ask),
        ["changes"] => between::changes(shelf, ask),
        ["meetings"] => meetings::page(shelf, ask),
        ["figures"] => figures::page(shelf, ask),
        ["copies"] => copies::page(shelf, ask),
        ["copies", "compare"] => copies::compare(shelf, ask),
        ["disputes"] => disputes::page(shelf, ask),
        ["search"] => search::page(shelf, ask),
        ["corrections"] => corrections::page(shelf, ask, desk.signer(ask)),
        ["correct"] => corrections::form(shelf, ask, desk.signer(ask)),
        _ => Ok(None),
    }
}

/// What was said, as several pages show it.
#[derive(Serialize)]
pub(crate) struct Said {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) speaker: Option<Who>,
    pub(crate) manner: String,
    pub(crate) negated: bool,
    /// The cue as printed.
    pub(crate) cue: String,
    pub(crate) words: String,
    /// All of it is quoted.
    pub(crate) direct: bool,
    /// In what capacity, as of the report: `as foreign minister, for Ossara`, `3 unnamed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) voice: Option<String>,
    /// From the speaker outward, without the speaker.
    pub(crate) chain: Vec<String>,
    /// Publication of the first telling, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) printed: Option<String>,
    /// Independent accounts, and the names of the first of them.
    pub(crate) n_accounts: usize,
    pub(crate) accounts: Vec<String>,
    /// Places in all, of which the first are cited.
    pub(crate) n_places: usize,
    pub(crate) cites: Vec<Cited>,
}

/// Places of a row in all: as many as are cited where these are all, else its tellings.
fn n_places(cites: &[Cited], carried: usize, told: readout_store::Told) -> usize {
    if carried >= told.tellings { cites.len() } else { told.tellings.max(cites.len()) }
}

/// A statement of the record.
pub(crate) fn said(snapshot: &Snapshot, place: usize) -> Said {
    let row = &snapshot.record.statements[place];
    let (report, id) = row.tellings[0];
    let attribution = &snapshot.readings[report].attributions[id.index()];
    let mut printed: Vec<&str> = row
        .tellings
        .iter()
        .filter_map(|(report, _)| {
            snapshot.readings[*report].report.published.as_ref().map(|published| published.value.get(..10).unwrap_or(&published.value))
        })
        .collect();
    printed.sort_unstable();
    let evidence = row.tellings.iter().flat_map(|(report, id)| {
        let spans = &snapshot.readings[*report].attributions[id.index()].content;
        spans.iter().map(|span| readout_join::Evidence { report: *report, span: *span })
    });
    let (told, cites) = (snapshot.statements[place], snapshot.cites(evidence));
    Said {
        speaker: row.speaker.map(|actor| snapshot.who(actor)),
        manner: word(&row.manner),
        negated: attribution.negated,
        cue: snapshot.words_of(report, &attribution.cue),
        words: snapshot.words_of(report, &attribution.content),
        direct: attribution.kind == readout_core::AttributionKind::Direct,
        voice: {
            let behalf = row.capacity.behalf.filter(|behalf| Some(*behalf) != row.speaker).map(|behalf| snapshot.who(behalf).name);
            row.capacity.words(behalf.as_deref())
        },
        chain: chain(attribution),
        printed: printed.first().map(|day| (*day).to_owned()),
        n_accounts: told.accounts,
        accounts: snapshot.accounts(&row.accounts),
        n_places: n_places(&cites, row.tellings.len(), told),
        cites,
    }
}

/// The hops of a chain in words, without the speaker.
pub(crate) fn chain(attribution: &readout_core::Attribution) -> Vec<String> {
    let hops = attribution.chain.iter().enumerate().filter_map(|(n, hop)| {
        let mut how: Vec<String> = Vec::new();
        how.extend(hop.channel.clone());
        how.extend(hop.audience.as_ref().map(|audience| format!("to {audience}")));
        how.extend(hop.translated.then(|| "translated".to_owned()));
        how.extend(hop.implied.then(|| "by credit".to_owned()));
        match (n, how.is_empty()) {
            (0, true) => None,
            (0, false) => Some(how.join(", ")),
            (_, true) => Some(hop.name.clone()),
            (_, false) => Some(format!("{} ({})", hop.name, how.join(", "))),
        }
    });
    hops.collect()
}

/// One line of what was said: words, chain, accounts, evidence.
pub(crate) fn said_line(said: &Said, with_speaker: bool) -> Markup {
    use crate::html::t;
    html! {
        @if with_speaker { @if let Some(speaker) = &said.speaker { b { (speaker.link()) } " " } @else { i { "nobody named" } " " } }
        @if !said.direct || said.words.is_empty() { span.manner { @if said.negated && !said.cue.contains("not") { "not: " } (t(if said.cue.is_empty() { &said.manner } else { &said.cue })) } " " }
        q { (t(&closed(&said.words))) }
        @if let Some(voice) = &said.voice { " " span.faint { "(" (t(voice)) ")" } }
        @if !said.chain.is_empty() { div.chainline { "→ " (t(&said.chain.join(" → "))) } }
    }
}

/// A report's words; a quotation mark that opens in them and closes behind them is closed here.
pub(crate) fn closed(words: &str) -> String {
    let mut words = words.to_owned();
    if words.matches('“').count() > words.matches('”').count() {
        words.push('”');
    }
    if words.matches('"').count() % 2 == 1 {
        words.push('"');
    }
    words
}

/// By how many independent accounts, and which.
pub(crate) fn accounts(names: &[String], n: usize) -> Markup {
    use crate::html::t;
    html! {
        @match names {
            [] => {}
            [only] if n < 2 => { span.accounts { (t(only)) } }
            several => { span.accounts title=(t(&several.join(", "))) { (n) " accounts" } }
        }
    }
}

/// The word by which a value is known in the contract.
pub(crate) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

/// A happening, as several pages show it.
#[derive(Serialize)]
pub(crate) struct Happened {
    /// TIMEX3 value, as precise as it is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) when: Option<String>,
    /// The same for people.
    pub(crate) day: String,
    #[serde(rename = "type")]
    pub(crate) event_type: String,
    pub(crate) factuality: String,
    /// Some tell it as done, others deny it.
    pub(crate) denied: bool,
    pub(crate) historical: bool,
    pub(crate) who: Vec<Who>,
    pub(crate) whom: Vec<Who>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) place: Option<Who>,
    pub(crate) words: String,
    /// Independent accounts, and the names of the first of them.
    pub(crate) n_accounts: usize,
    pub(crate) accounts: Vec<String>,
    /// Places in all, of which the first are cited.
    pub(crate) n_places: usize,
    pub(crate) cites: Vec<Cited>,
}

/// A happening of the record.
pub(crate) fn happened(snapshot: &Snapshot, place: usize) -> Happened {
    let row = &snapshot.record.happenings[place];
    let (report, id) = row.tellings[0];
    let stretch = |report: usize, id: readout_core::EventId| -> Span {
        let reading = &snapshot.readings[report];
        readout_join::happening::stretch(reading, &reading.events[id.index()])
    };
    let evidence = row.tellings.iter().map(|(report, id)| readout_join::Evidence { report: *report, span: stretch(*report, *id) });
    let (told, cites) = (snapshot.happenings[place], snapshot.cites(evidence));
    Happened {
        day: row.when.as_deref().map_or_else(|| "undated".to_owned(), day_of),
        when: row.when.clone(),
        event_type: word(&row.kind),
        factuality: word(&row.factuality),
        denied: row.denied,
        historical: row.historical,
        who: row.who.iter().map(|actor| snapshot.who(*actor)).collect(),
        whom: row.whom.iter().map(|actor| snapshot.who(*actor)).collect(),
        place: row.place.map(|place| snapshot.who(place)),
        words: snapshot.words(report, stretch(report, id)),
        n_accounts: told.accounts,
        accounts: snapshot.accounts(&row.accounts),
        n_places: n_places(&cites, row.tellings.len(), told),
        cites,
    }
}

/// A TIMEX3 value for people, also where it is a weekday or a day of no known year.
fn day_of(value: &str) -> String {
    const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    if value.starts_with(|first: char| first.is_ascii_digit()) {
        return readout_join::brief::page::day(value);
    }
    let weekday = value.strip_prefix("XXXX-WXX-").and_then(|n| WEEKDAYS.get(n.parse::<usize>().ok()?.checked_sub(1)?));
    match (weekday, value.strip_prefix("XXXX-").filter(|rest| rest.len() == 5 && !rest.contains(['X', 'W']))) {
        (Some(weekday), _) => format!("a {weekday}"),
        // Any year does for the name of the month.
        (None, Some(rest)) => match format!("2000-{rest}").parse::<jiff::civil::Date>() {
            Ok(date) => format!("{}, year unknown", date.strftime("%-d %B")),
            Err(_) => "undated".to_owned(),
        },
        (None, None) => "undated".to_owned(),
    }
}

/// What happened, in a line.
pub(crate) fn happened_line(row: &Happened) -> Markup {
    use crate::html::t;
    html! {
        span.kind { (t(&row.event_type.to_lowercase())) } " "
        (crate::snapshot::names(&row.who))
        @if !row.whom.is_empty() { span.faint { " → " } (crate::snapshot::names(&row.whom)) }
        @if let Some(place) = &row.place { span.faint { " in " } (place.link()) }
        @if row.factuality != "happened" { " " span.faint { "(" (t(&row.factuality)) ")" } }
        @if row.denied { " " span.faint { "(others deny it)" } }
        div.words { q { (t(&closed(&row.words))) } }
    }
}

/// A way to the pages of a list that is too long for one.
pub(crate) fn pages(ask: &Ask<'_>, n: usize, most: usize) -> Markup {
    let last = n.div_ceil(most).max(1);
    let here = ask.page().min(last);
    html! {
        @if last > 1 {
            nav.pages aria-label="Pages of this list" {
                @if here > 1 { a href=(ask.with("page", &(here - 1).to_string())) rel="prev" { "← before" } }
                span { "page " (here) " of " (last) }
                @if here < last { a href=(ask.with("page", &(here + 1).to_string())) rel="next" { "after →" } }
            }
        }
    }
}

/// The part of a list that a page shows.
pub(crate) fn part_of<'a, T>(ask: &Ask<'_>, all: &'a [T], most: usize) -> &'a [T] {
    let last = all.len().div_ceil(most).max(1);
    let start = (ask.page().min(last) - 1) * most;
    &all[start.min(all.len())..(start + most).min(all.len())]
}

/// The same part of a list that is still in the store, of which `look` tells how long it is and what stands in some part.
pub(crate) fn looked_up(
    ask: &Ask<'_>,
    most: usize,
    look: impl Fn(readout_store::Part) -> Result<(usize, Vec<i64>), Error>,
) -> Result<(usize, Vec<i64>), Error> {
    let from = (ask.page() - 1) * most;
    let (n, ids) = look(readout_store::Part { from, most })?;
    if !ids.is_empty() || from == 0 || n == 0 {
        return Ok((n, ids));
    }
    // Beyond the end stands the last part.
    look(readout_store::Part { from: (n - 1) / most * most, most })
}

/// A link to the form that corrects one item of a report.
pub(crate) fn correct_link(snapshot: &Snapshot, report: usize, layer: &str, span: Span) -> Markup {
    let at = crate::html::spans_part(&snapshot.outward(report, &[span]));
    html! { a.correct href={ "/correct?report=" (snapshot.numbers[report]) "&layer=" (layer) "&at=" (at) } { "correct" } }
}

#[cfg(test)]
mod tests {
    use super::day_of;

    #[test]
    fn days_that_are_not_dates_are_put_in_words() {
        for (value, expect) in [
            ("XXXX-WXX-2", "a Tuesday"),
            ("XXXX-WXX-9", "undated"),
            ("XXXX-02-27", "27 February, year unknown"),
            ("XXXX-13-27", "undated"),
            ("PAST_REF", "undated"),
            ("XXXX-WXX", "undated"),
        ] {
            assert_eq!(day_of(value), expect, "{value}");
        }
        assert!(day_of("2031-06-03").contains("2031"));
    }
}
