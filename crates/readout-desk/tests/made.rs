//! A store made by hand: three outlets, one agency's text, a meeting, what was said of it, figures, offices, positions.

use axum::http::{Request, Response};
use readout_core::{
    Attribution, AttributionId, AttributionKind, Bound, Entity, EntityId, EntityType, Event, EventId, EventType, Factuality, Figure,
    FigureId, Finding, Hop, Known, Manner, Mention, MentionId, MentionKind, Position, Precision, Published, Reading, Report, Role, Span,
    Stance, Time, TimeId, TimeType, TokenIndex,
};
use readout_desk::{Desk, Rules, Settings};
use readout_store::Store;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

pub(crate) const TOKEN: &str = "0123456789abcdef";
pub(crate) const HOST: &str = "127.0.0.1:7380";

/// The desk's clock in these tests: seconds since 1970.
pub(crate) static CLOCK: AtomicI64 = AtomicI64::new(1_938_000_000);

/// A folder of its own, gone when dropped.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("readout-desk-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
    pub(crate) fn store(&self) -> PathBuf {
        self.0.join("test.db")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn settings(password: Option<&str>) -> Settings {
    let rules = Rules { address: HOST.parse().unwrap(), names: Vec::new(), token: TOKEN.to_owned(), password: password.map(str::to_owned) };
    Settings { rules, signer: "M. Editor".to_owned(), now: || CLOCK.load(Ordering::Relaxed) }
}

/// A desk on readings.
pub(crate) fn desk(folder: &Folder, readings: &[Reading]) -> Desk {
    Store::open(folder.store()).unwrap().add_all(readings).unwrap();
    Desk::open(&folder.store(), settings(None)).unwrap()
}

pub(crate) fn get_with(desk: &Desk, address: &str, headers: &[(&str, &str)]) -> Response<Vec<u8>> {
    let mut request = Request::builder().uri(address).header("host", HOST);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    desk.respond(&request.body(Vec::new()).unwrap())
}

pub(crate) fn get(desk: &Desk, address: &str) -> (u16, String) {
    let response = get_with(desk, address, &[]);
    (response.status().as_u16(), String::from_utf8(response.into_body()).unwrap())
}

/// Sends a form as the desk's own page would. The status, and where it leads.
pub(crate) fn post(desk: &Desk, address: &str, fields: &[(&str, &str)]) -> (u16, String) {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish().into_bytes();
    let request = Request::builder()
        .method("POST")
        .uri(address)
        .header("host", HOST)
        .header("sec-fetch-site", "same-origin")
        .header("cookie", format!("readout-7380={TOKEN}"))
        .body(body)
        .unwrap();
    let response = desk.respond(&request);
    let to = response.headers().get("location").map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
    let words = String::from_utf8(response.body().clone()).unwrap();
    (response.status().as_u16(), if to.is_empty() { words } else { to })
}

pub(crate) fn json(desk: &Desk, address: &str) -> serde_json::Value {
    let (status, body) = get(desk, address);
    assert_eq!(status, 200, "{address}: {body}");
    serde_json::from_str(&body).unwrap()
}

/// Three reports. `dress` is put on every string that a reading can hold.
pub(crate) fn readings(dress: &dyn Fn(&str) -> String) -> Vec<Reading> {
    let wire = "Council head Mara Todor met Foreign Minister Ilan Vesh in Port Sered on Tuesday, the first talks between the two sides since the \
                siege of Lower Ketch began. “The governor has no part in what comes after,” Todor told Sered Radio. At least 31 people were \
                killed in Lower Ketch, the Relief Federation said. The Council demands the governor's departure.";
    let later = "Ardesh's foreign ministry denied on Friday that its position had changed. Ilan Vesh plans to visit Maresh next week. The Relief \
                 Federation said 71 people were killed in Lower Ketch.";
    vec![
        reading(
            dress,
            "h1",
            "Harbour Mail",
            "Talks open in Port Sered",
            "2031-06-03",
            &format!("Talks open in Port Sered\nSubscribe now\n{wire}\n"),
        ),
        reading(
            dress,
            "d1",
            "Daily Bell",
            "Vesh and Todor meet",
            "2031-06-04",
            &format!("Vesh and Todor meet\n{wire}\nThe Bell was not told more.\n"),
        ),
        reading(dress, "t1", "Tidings", "Ministry denies a change", "2031-06-06", &format!("Ministry denies a change\n{later}\n")),
    ]
}

fn reading(dress: &dyn Fn(&str) -> String, id: &str, outlet: &str, title: &str, day: &str, text: &str) -> Reading {
    let text = format!("{text}{}\n", dress("End."));
    let mut report = Report::new(dress(id), text.clone());
    report.outlet = Some(Known::given(dress(outlet), "field"));
    report.title = Some(Known::given(dress(title), "field"));
    report.url = Some(Known::given(dress(&format!("https://{id}.example/story")), "field"));
    report.credit = if id == "t1" { Vec::new() } else { vec![Known::given(dress("KP"), "field")] };
    report.byline = vec![Known::given(dress("A. Writer"), "field")];
    report.published = Some(Published { value: day.to_owned(), precision: Precision::Day, from: dress("field") });
    report.path = Some(dress("a/path.txt"));
    let mut reading = Reading::empty(&report);
    let find = |words: &str| text.find(words).map(|at| Span::new(at, at + words.len()));
    reading.boilerplate = find("Subscribe now").into_iter().collect();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let mut start = at;
        for sentence in line.split_inclusive(". ") {
            let end = start + sentence.trim_end().len();
            if end > start {
                reading.sentences.push(Span::new(start, end));
            }
            start += sentence.len();
        }
        at += line.len();
    }
    let people = [
        ("Mara Todor", EntityType::PER),
        ("Ilan Vesh", EntityType::PER),
        ("Relief Federation", EntityType::ORG),
        ("Council", EntityType::ORG),
        ("Port Sered", EntityType::GPE),
        ("Lower Ketch", EntityType::GPE),
        ("Ardesh", EntityType::GPE),
    ];
    for (name, entity_type) in people {
        if let Some(span) = find(name) {
            let id = EntityId::new(reading.entities.len());
            let (named, aliases, sector) = (true, vec![dress("the one")], Some(dress("GOV")));
            reading.entities.push(Entity { id, entity_type, name: dress(name), named, aliases, code: None, sector });
            let (head, kind) = (TokenIndex(0), MentionKind::Name);
            reading.mentions.push(Mention { id: MentionId::new(reading.mentions.len()), span, head, kind, entity_type, entity: Some(id) });
        }
    }
    let who = |reading: &Reading, name: &str| reading.entities.iter().find(|entity| entity.name == dress(name)).map(|entity| entity.id);
    for words in ["on Tuesday", "on Friday"] {
        if let Some(span) = find(words) {
            reading.times.push(Time {
                id: TimeId::new(reading.times.len()),
                span,
                time_type: TimeType::DATE,
                value: if words == "on Tuesday" { "2031-06-03" } else { "2031-06-06" }.to_owned(),
                precision: Precision::Day,
                anchor: Some(dress("published")),
                alternatives: Vec::new(),
                modifier: None,
                relation: None,
            });
        }
    }
    let said =
        |reading: &mut Reading, source: &str, cue: &str, content: &str, speaker: Option<EntityId>, manner: Manner, relay: Option<&str>| {
            let Some(content) = find(content) else { return };
            let hop = |name: &str, span: Option<Span>| Hop {
                name: dress(name),
                entity: None,
                channel: Some(dress("interview")),
                audience: None,
                span,
                implied: false,
                translated: true,
            };
            let mut chain = vec![hop(source, find(source))];
            chain.extend(relay.map(|relay| hop(relay, find(relay))));
            reading.attributions.push(Attribution {
                id: AttributionId::new(reading.attributions.len()),
                source: find(source).into_iter().collect(),
                cue: find(cue).into_iter().collect(),
                content: vec![content],
                kind: AttributionKind::Direct,
                manner,
                negated: false,
                speaker,
                inside: None,
                voice: Default::default(),
                chain,
            });
        };
    let (todor, federation, ardesh) = (who(&reading, "Mara Todor"), who(&reading, "Relief Federation"), who(&reading, "Ardesh"));
    said(&mut reading, "Todor told", "told", "“The governor has no part in what comes after,”", todor, Manner::Says, Some("Sered Radio"));
    said(&mut reading, "the Relief Federation", "said.", "At least 31 people were killed in Lower Ketch", federation, Manner::Says, None);
    said(&mut reading, "foreign ministry", "denied", "that its position had changed", ardesh, Manner::Denies, None);
    said(&mut reading, "The Relief", "Federation said", "71 people were killed in Lower Ketch", federation, Manner::Says, None);
    for (words, value, bound) in [("At least 31", 31.0, Bound::AtLeast), ("71", 71.0, Bound::Exactly)] {
        if let Some(span) = find(words) {
            reading.figures.push(Figure {
                id: FigureId::new(reading.figures.len()),
                span,
                value: Some(value),
                low: Some(value),
                high: None,
                bound,
                counted: Some(dress("killed")),
                of: Some(dress("people")),
                place: who(&reading, "Lower Ketch"),
                as_of: None,
                period: None,
                parts: Vec::new(),
                attribution: reading.attributions.iter().find(|said| said.speaker == federation).map(|said| said.id),
                extent: None,
            });
        }
    }
    let vesh = who(&reading, "Ilan Vesh");
    let event: Event =
        serde_json::from_value(serde_json::json!({"id": 0, "span": [0, 0], "type": "CONSULT", "factuality": "happened"})).unwrap();
    if let (Some(span), Some(todor), Some(vesh)) =
        (find("met Foreign").map(|span| Span::new(span.start as usize, span.start as usize + 3)), todor, vesh)
    {
        let (participants, place, time) = (vec![todor, vesh], who(&reading, "Port Sered"), Some(TimeId(0)));
        reading.events.push(Event { id: EventId(0), span, participants, place, time, mode: Some(dress("meet")), ..event.clone() });
    }
    if let (Some(span), Some(vesh)) = (find("visit"), vesh) {
        let (factuality, actors) = (Factuality::Planned, vec![vesh]);
        reading.events.push(Event {
            id: EventId(0),
            span,
            factuality,
            actors,
            recipients: ardesh.into_iter().collect(),
            event_type: EventType::Consult,
            ..event
        });
    }
    if let (Some(span), Some(todor)) = (find("Council head"), todor) {
        let org = who(&reading, "Council");
        reading.roles.push(Role { entity: todor, title: dress("head"), org, span, attribution: None, status: Some(dress("acting")) });
    }
    if let (Some(span), Some(actor)) = (find("demands the governor's departure"), who(&reading, "Council")) {
        let (attribution, according_to, condition, issue_span) = (None, None, None, find("the governor's departure"));
        let (issue, change) = (dress("the governor's departure"), Some(dress("reaffirmed")));
        reading.positions.push(Position {
            actor,
            issue,
            stance: Stance::Demands,
            span,
            attribution,
            according_to,
            change,
            condition,
            issue_span,
            about: issue_span.into_iter().collect(),
        });
    }
    reading.findings.push(Finding {
        code: "odd-line".to_owned(),
        span: reading.boilerplate.first().copied(),
        message: dress("a line that is odd"),
    });
    reading
}

pub(crate) fn plain(words: &str) -> String {
    words.to_owned()
}
