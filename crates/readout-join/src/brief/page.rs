//! The brief as a page: sections, groups and lines, before it is known whether it goes to a terminal, to Markdown, to HTML or to the desk.
//!
//! All wording of the brief that is not a report's own is here. A line has a key (a date, an actor, a number), a body made of pieces, what
//! is said beside it (by how many accounts), its evidence, and notes of its own.

use super::{Brief, Cite, FigureClaim, Happening, Note, Statement, When};

/// A brief, laid out.
pub struct Page {
    /// The name of the story.
    pub title: String,
    /// What it is made from, in a few words each.
    pub facts: Vec<String>,
    /// Sections with at least one line.
    pub sections: Vec<Section>,
    /// The reports, in the order of the brief.
    pub reports: Vec<ReportRow>,
}

/// A section with its heading.
pub struct Section {
    /// The heading.
    pub name: &'static str,
    /// What stands under it.
    pub groups: Vec<Group>,
}

/// Lines under one heading; the heading may be missing.
#[derive(Default)]
pub struct Group {
    /// The heading; may be empty.
    pub head: String,
    /// What stands beside the heading.
    pub aside: String,
    /// The lines.
    pub lines: Vec<Line>,
}

/// One line with its evidence.
#[derive(Default)]
pub struct Line {
    /// A date, an actor, a number.
    pub key: String,
    /// What it says.
    pub body: Vec<Piece>,
    /// `2 accounts`, `KP`.
    pub aside: String,
    /// Its evidence.
    pub cites: Vec<Cite>,
    /// What else is said of it, with evidence of its own.
    pub notes: Vec<(Vec<Piece>, Vec<Cite>)>,
}

/// Words of a line and how they are meant.
#[derive(Clone)]
pub enum Piece {
    /// The brief's own words.
    Plain(String),
    /// Names and acts.
    Strong(String),
    /// Words of a report.
    Words(String),
    /// What is said in passing.
    Faint(String),
}

/// A report, as the list at the end names it.
pub struct ReportRow {
    /// `K2`.
    pub label: String,
    /// The date for people.
    pub published: String,
    /// Who published it.
    pub outlet: String,
    /// Its title, else its id.
    pub title: String,
    /// Its address, as given: whoever makes a link of it looks at its scheme first.
    pub url: Option<String>,
    /// Agencies, and how much is shared text.
    pub beside: String,
}

use Piece::{Faint, Plain, Strong, Words};

/// Lays out a brief.
pub fn page(brief: &Brief) -> Page {
    let mut sections = vec![
        Section { name: "What happened", groups: one(brief.happened.iter().map(happening).collect()) },
        Section { name: "Expected, not reported as held", groups: one(brief.expected.iter().map(happening).collect()) },
        Section { name: "Who said what, by whose account", groups: said(brief) },
        Section { name: "Where they stand", groups: stands(brief) },
        Section { name: "Figures", groups: figures(brief) },
        Section { name: "Offices", groups: offices(brief) },
        Section { name: "Disputed", groups: disputed(brief) },
        Section { name: "One text, printed more than once", groups: copies(brief) },
        Section { name: "Not known", groups: one(brief.unknown.iter().map(unknown).collect()) },
    ];
    // A date stands once for all that happened on it.
    for section in sections.iter_mut().take(2) {
        for group in &mut section.groups {
            let mut last = String::new();
            for line in &mut group.lines {
                if line.key == last {
                    line.key.clear();
                } else {
                    last.clone_from(&line.key);
                }
            }
        }
    }
    // A report without outlet is its own account: it is called by its label, as everywhere.
    for line in sections.iter_mut().flat_map(|section| &mut section.groups).flat_map(|group| &mut group.lines) {
        if let Some(card) = brief.about.reports.iter().find(|card| card.id == line.aside) {
            line.aside.clone_from(&card.label);
        }
        if line.cites.len() == 1 && line.cites[0].label == line.aside {
            line.aside.clear();
        }
    }
    sections.retain(|section| section.groups.iter().any(|group| !group.lines.is_empty()));
    Page { title: brief.title.clone(), facts: facts(brief), sections, reports: reports(brief) }
}

pub(crate) fn one(lines: Vec<Line>) -> Vec<Group> {
    vec![Group { lines, ..Group::default() }]
}

fn facts(brief: &Brief) -> Vec<String> {
    let about = &brief.about;
    let mut counts = vec![count(about.reports.len(), "report")];
    if about.n_outlets > 0 {
        counts.push(count(about.n_outlets, "outlet"));
    }
    counts.push(count(about.n_accounts, "independent account"));
    let mut facts = vec![counts.join(" · ")];
    let mut dates = match (&about.first, &about.last) {
        (Some(first), Some(last)) if first == last => day(first),
        (Some(first), Some(last)) => format!("{} – {}", day(first), day(last)),
        (Some(only), None) | (None, Some(only)) => day(only),
        (None, None) => String::new(),
    };
    if about.n_undated > 0 {
        let undated = if about.n_undated == about.reports.len() {
            "no report is dated".to_owned()
        } else {
            format!("{} undated", count(about.n_undated, "report"))
        };
        dates = if dates.is_empty() { undated } else { format!("{dates}, {undated}") };
    }
    if !dates.is_empty() {
        facts.push(dates);
    }
    if !about.agencies.is_empty() {
        let agencies = about.agencies.iter().map(|line| format!("{} in {}", line.agency, count(line.reports.len(), "report")));
        facts.push(format!("text credited to {}", agencies.collect::<Vec<_>>().join(", ")));
    }
    let actors = about.actors.iter().map(|actor| match &actor.office {
        Some(office) => format!("{} ({office})", actor.name),
        None => actor.name.clone(),
    });
    let actors: Vec<String> = actors.collect();
    if !actors.is_empty() {
        facts.push(format!("about {}", actors.join(", ")));
    }
    facts
}

fn happening(line: &Happening) -> Line {
    let mut body = vec![Strong(line.act.clone())];
    if !line.who.is_empty() {
        body.push(Plain(line.who.join(" · ")));
    }
    if !line.whom.is_empty() {
        body.push(Faint("→".to_owned()));
        body.push(Plain(line.whom.join(" · ")));
    }
    if let Some(place) = &line.place {
        body.push(Faint(format!("in {place}")));
    }
    match line.factuality.as_str() {
        "ongoing" => body.push(Faint("(going on)".to_owned())),
        "denied" => body.push(Faint("(denied)".to_owned())),
        "hypothetical" => body.push(Faint("(only talked of)".to_owned())),
        _ => {}
    }
    let mut notes = vec![(vec![quoted(&line.words)], Vec::new())];
    if let Some(by) = &line.according_to {
        notes.push((vec![Faint(format!("according to {by}"))], Vec::new()));
    }
    notes.extend(line.notes.iter().map(note));
    if let Some(words) = line.when.as_ref().and_then(|when| when.words.as_ref().filter(|_| !when.absolute || when.value.len() < 10)) {
        notes.push((vec![Faint(format!("date: “{words}”"))], Vec::new()));
    }
    let key = when(line.when.as_ref());
    let key = if key.is_empty() { "undated".to_owned() } else { key };
    Line { key, body, aside: accounts(line.n_accounts, &line.accounts), cites: line.cites.clone(), notes }
}

pub(crate) fn note(note: &Note) -> (Vec<Piece>, Vec<Cite>) {
    (vec![Faint(note.text.clone())], note.cites.clone())
}

fn unknown(note: &Note) -> Line {
    Line { body: vec![Plain(note.text.clone())], cites: note.cites.clone(), ..Line::default() }
}

fn said(brief: &Brief) -> Vec<Group> {
    let group = |speaker: &super::Speaker| Group {
        head: speaker.name.clone(),
        aside: speaker.office.clone().unwrap_or_default(),
        lines: speaker.statements.iter().map(statement).collect(),
    };
    brief.said.iter().map(group).collect()
}

pub(crate) fn statement(line: &Statement) -> Line {
    let mut body = Vec::new();
    if !line.direct {
        let not = if line.negated && !line.cue.contains("not") { "not: " } else { "" };
        let cue = if line.cue.is_empty() { line.manner.clone() } else { line.cue.clone() };
        body.push(Strong(format!("{not}{cue}")));
    }
    body.push(quoted(&line.words));
    let mut notes = Vec::new();
    // The report itself, or its outlet, stands in the evidence.
    if line.chain.len() > 1 {
        notes.push((vec![Faint(format!("→ {}", line.chain.join(" → ")))], Vec::new()));
    }
    Line { key: when(line.when.as_ref()), body, aside: accounts(line.n_accounts, &line.accounts), cites: line.cites.clone(), notes }
}

fn stands(brief: &Brief) -> Vec<Group> {
    let group = |issue: &super::Issue| Group {
        head: issue.issue.clone(),
        aside: String::new(),
        lines: issue
            .stances
            .iter()
            .map(|line| {
                let mut body = vec![Strong(line.stance.clone()), quoted(&line.words)];
                let seen = span_of_days(line.first.as_deref(), line.last.as_deref());
                let mut beside: Vec<String> = Vec::new();
                beside.extend(line.change.clone());
                if line.n_tellings > 1 {
                    beside.push(format!("told {} times", line.n_tellings));
                }
                beside.extend((!seen.is_empty()).then_some(seen));
                beside.extend(line.according_to.as_ref().map(|by| format!("according to {by}")));
                if !beside.is_empty() {
                    body.push(Faint(format!("({})", beside.join("; "))));
                }
                Line { key: line.actor.clone(), body, aside: accounts(line.n_accounts, &[]), cites: line.cites.clone(), notes: Vec::new() }
            })
            .collect(),
    };
    brief.stands.iter().map(group).collect()
}

fn figures(brief: &Brief) -> Vec<Group> {
    let group = |figures: &super::FigureGroup| {
        let mut lines: Vec<Line> = figures.claims.iter().map(claim).collect();
        lines.extend(figures.derived.iter().map(|note| Line {
            body: vec![Faint(format!("derived: {}", note.text))],
            cites: note.cites.clone(),
            ..Line::default()
        }));
        Group { head: figures.counted.clone(), aside: String::new(), lines }
    };
    brief.figures.iter().map(group).collect()
}

fn claim(line: &FigureClaim) -> Line {
    let mut body = vec![match &line.claimant {
        Some(claimant) => Plain(claimant.clone()),
        None => Faint("no claimant named".to_owned()),
    }];
    let mut beside: Vec<String> = Vec::new();
    let when = line.when.as_ref().map(|date| when(Some(date))).filter(|date| !date.is_empty());
    beside.extend(when.map(|date| format!("as of {date}")));
    beside.extend(line.relation.clone());
    if line.n_printings > line.n_accounts {
        beside.push(format!("printed {} times", line.n_printings));
    }
    if !line.parts.is_empty() {
        body.push(Plain(format!("= {}", line.parts.join(" + "))));
    }
    if !beside.is_empty() {
        body.push(Faint(format!("({})", beside.join("; "))));
    }
    Line { key: format!("“{}”", line.words), body, aside: accounts(line.n_accounts, &[]), cites: line.cites.clone(), notes: Vec::new() }
}

fn offices(brief: &Brief) -> Vec<Group> {
    let group = |office: &super::OfficeLine| {
        let head = match &office.org {
            Some(org) => format!("{}, {org}", office.title),
            None => office.title.clone(),
        };
        let line = |holder: &super::Holder| {
            let seen = span_of_days(holder.first.as_deref(), holder.last.as_deref());
            let seen = if seen.is_empty() { "date unknown".to_owned() } else { format!("seen {seen}") };
            let status = holder.status.as_ref().map(|status| format!("{status}, ")).unwrap_or_default();
            Line { key: holder.name.clone(), body: vec![Faint(format!("{status}{seen}"))], cites: holder.cites.clone(), ..Line::default() }
        };
        Group { head, aside: office.change.clone().unwrap_or_default(), lines: office.holders.iter().map(line).collect() }
    };
    brief.offices.iter().map(group).collect()
}

fn disputed(brief: &Brief) -> Vec<Group> {
    let group = |dispute: &super::DisputeLine| Group {
        head: dispute.about.clone(),
        aside: dispute.kind.clone(),
        lines: dispute
            .sides
            .iter()
            .map(|side| Line {
                key: side.by.clone().unwrap_or_else(|| "the report itself".to_owned()),
                body: vec![quoted(&side.words)],
                aside: accounts(side.n_accounts, &[]),
                cites: side.cites.clone(),
                notes: Vec::new(),
            })
            .collect(),
    };
    brief.disputed.iter().map(group).collect()
}

fn copies(brief: &Brief) -> Vec<Group> {
    let group = |family: &super::FamilyLine| {
        let mut lines: Vec<Line> = Vec::new();
        let members = family.members.iter().map(|member| format!("{} {} %", member.label, member.percent)).collect::<Vec<_>>();
        // One cite a printing is enough to lead there.
        let cites = family.members.iter().filter_map(|member| member.cites.first().cloned()).collect();
        lines.push(Line { key: "printed by".to_owned(), body: vec![Plain(members.join(", "))], cites, ..Line::default() });
        lines.extend(family.changed.iter().map(|change| {
            let quoted = |words: &str| Words(format!("“{words}”"));
            let body = match (&change.from, &change.to) {
                (Some(from), Some(to)) => vec![quoted(from), Faint("→".to_owned()), quoted(to)],
                (Some(only), None) | (None, Some(only)) => vec![quoted(only)],
                (None, None) => Vec::new(),
            };
            Line { key: change.kind.clone(), body, cites: change.cites.clone(), ..Line::default() }
        }));
        let nearest =
            if family.nearest == family.original { String::new() } else { format!("nearest to the original: {}", family.nearest) };
        let why = family.why.join(", ");
        let aside = [nearest, why].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
        Group { head: family.original.clone(), aside, lines }
    };
    brief.copies.iter().map(group).collect()
}

fn reports(brief: &Brief) -> Vec<ReportRow> {
    let row = |card: &super::ReportCard| {
        let mut beside = Vec::new();
        if !card.agencies.is_empty() {
            beside.push(card.agencies.join(", "));
        }
        if card.shared_percent > 0 {
            beside.push(format!("{} % shared", card.shared_percent));
        }
        ReportRow {
            label: card.label.clone(),
            published: card.published.as_deref().map_or_else(|| "undated".to_owned(), day),
            outlet: card.outlet.clone().unwrap_or_else(|| "outlet unknown".to_owned()),
            title: card.title.clone().unwrap_or_else(|| card.id.clone()),
            url: card.url.clone(),
            beside: beside.join(" · "),
        }
    };
    brief.about.reports.iter().map(row).collect()
}

/// `[K2:4 H1:2]`, at most so many places.
pub fn cite_labels(cites: &[Cite], most: usize) -> String {
    if cites.is_empty() {
        return String::new();
    }
    let mut labels: Vec<String> = cites.iter().take(most).map(cite_label).collect();
    if cites.len() > most {
        labels.push(format!("+{}", cites.len() - most));
    }
    format!("[{}]", labels.join(" "))
}

/// `K2:4`.
pub fn cite_label(cite: &Cite) -> String {
    match cite.sentence {
        Some(sentence) => format!("{}:{sentence}", cite.label),
        None => cite.label.clone(),
    }
}

pub(crate) fn accounts(n: usize, names: &[String]) -> String {
    match (n, names) {
        (0, _) => String::new(),
        (1, [only]) => only.clone(),
        (n, _) => count(n, "account"),
    }
}

/// `1 report`, `2 reports`.
pub fn count(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

pub(crate) fn span_of_days(first: Option<&str>, last: Option<&str>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first != last => format!("{} – {}", day(first), day(last)),
        (Some(only), _) | (None, Some(only)) => day(only),
        (None, None) => String::new(),
    }
}

/// A report's words; a quotation mark that opens in them and closes behind them is closed here.
pub(crate) fn quoted(words: &str) -> Piece {
    let mut words = words.to_owned();
    if words.matches('“').count() > words.matches('”').count() {
        words.push('”');
    }
    if words.matches('"').count() % 2 == 1 {
        words.push('"');
    }
    Words(words)
}

/// A date for people: the day where it is known, else the report's own words, else nothing.
pub(crate) fn when(when: Option<&When>) -> String {
    match when {
        None => String::new(),
        Some(when) if when.absolute => day(&when.value),
        Some(When { words: Some(words), .. }) => format!("“{words}”"),
        Some(when) => when.value.clone(),
    }
}

/// `2031-06-03` as `Tue 3 Jun 2031`, `2031-06` as `Jun 2031`; what is no such date stays as it is.
pub fn day(value: &str) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let date = value.split('T').next().unwrap_or(value);
    let mut parts = date.split('-');
    let year = parts.next().and_then(|year| year.parse::<i16>().ok());
    let rest: Vec<&str> = parts.collect();
    let month = rest.first().and_then(|month| month.parse::<i8>().ok()).filter(|month| (1..=12).contains(month));
    match (year, month, rest.as_slice()) {
        (Some(year), None, []) => year.to_string(),
        (Some(year), Some(month), [_]) => format!("{} {year}", MONTHS[month as usize - 1]),
        (Some(year), Some(month), [_, number]) => {
            let Some(date) = number.parse().ok().and_then(|number| jiff::civil::Date::new(year, month, number).ok()) else {
                return value.to_owned();
            };
            let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][date.weekday().to_monday_zero_offset() as usize];
            format!("{weekday} {} {} {year}", date.day(), MONTHS[month as usize - 1])
        }
        (Some(year), None, [week]) if week.starts_with('W') => format!("week {} of {year}", week.trim_start_matches('W')),
        (Some(year), None, [week, "WE"]) => format!("weekend of week {}, {year}", week.trim_start_matches('W')),
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_for_people() {
        for (value, expect) in [
            ("2031-06-03", "Tue 3 Jun 2031"),
            ("2031-06-03T14:05:00Z", "Tue 3 Jun 2031"),
            ("2031-06", "Jun 2031"),
            ("2031", "2031"),
            ("2031-W23-WE", "weekend of week 23, 2031"),
            ("XXXX-WXX-4", "XXXX-WXX-4"),
            ("2031-Q2", "2031-Q2"),
        ] {
            assert_eq!(day(value), expect);
        }
    }

    #[test]
    fn places_in_a_line() {
        let cite = |label: &str, sentence| Cite { report: 0, label: label.to_owned(), sentence, spans: Vec::new() };
        let cites = [cite("K2", Some(4)), cite("H1", None), cite("T1", Some(2))];
        assert_eq!(cite_labels(&cites, 2), "[K2:4 H1 +1]");
        assert_eq!(cite_labels(&[], 2), "");
    }
}
