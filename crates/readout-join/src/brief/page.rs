//! The brief as a page: sections, groups and lines, before it is known whether it goes to a terminal, to Markdown, to HTML or to the desk.
//!
//! All wording of the brief that is not a report's own is here. A line has a key (a date, an actor, a number), a body made of pieces, what
//! is said beside it (by how many accounts), its evidence, and notes of its own.

use super::{Brief, Cite, FigureClaim, Happening, Note, Statement, When};
use crate::dates::LikelyDay;
use crate::office::titled;

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
    /// Its place in [`super::About::reports`], which cites name it by.
    pub place: usize,
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
    // The words of a sentence that tells of several things stand once.
    for section in sections.iter_mut().take(2) {
        let mut told = std::collections::BTreeSet::new();
        for line in section.groups.iter_mut().flat_map(|group| &mut group.lines) {
            let first = line.cites.first().map(|cite| (cite.report, cite.sentence));
            let words = match line.notes.first() {
                Some((pieces, _)) => match pieces.as_slice() {
                    [Words(words)] => words.clone(),
                    _ => continue,
                },
                None => continue,
            };
            if !told.insert((first, words)) {
                line.notes.remove(0);
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
        let agencies = about.agencies.iter().map(|line| {
            let unnamed = line.agency.eq_ignore_ascii_case("agencies");
            let agency = if unnamed { "agencies that are not named" } else { line.agency.as_str() };
            format!("{agency} in {}", count(line.reports.len(), "report"))
        });
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
        // Without who did it, no arrow comes from anybody.
        body.extend((!line.who.is_empty()).then(|| Faint("→".to_owned())));
        body.push(Plain(line.whom.join(" · ")));
    }
    if let Some(place) = &line.place {
        body.push(Faint(place.clone()));
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
    // Where the key is a month or a year, the report's words may say more; where it is the words, they stand there.
    let close = line.when.as_ref().filter(|when| when.absolute && when.value.len() < 10);
    if let Some(words) = close.and_then(|when| when.words.as_ref().filter(|words| **words != day(&when.value) && **words != when.value)) {
        notes.push((vec![Faint(format!("date: “{words}”"))], Vec::new()));
    }
    let done = matches!(line.factuality.as_str(), "happened" | "ongoing" | "denied");
    let key = match (when(line.when.as_ref()), &line.printed) {
        (key, _) if !key.is_empty() => key,
        (_, Some(printed)) => format!("{} {}", if done { "by" } else { "as of" }, day(printed)),
        _ => "undated".to_owned(),
    };
    Line { key, body, aside: accounts(line.n_accounts, &line.accounts), cites: line.cites.clone(), notes }
}

pub(crate) fn note(note: &Note) -> (Vec<Piece>, Vec<Cite>) {
    (vec![Faint(note.text.clone())], note.cites.clone())
}

fn unknown(note: &Note) -> Line {
    Line { body: vec![Plain(note.text.clone())], cites: note.cites.clone(), ..Line::default() }
}

fn said(brief: &Brief) -> Vec<Group> {
    // A capacity is told where it is another than the line before and the head have it.
    let line = |speaker: &super::Speaker, at: usize| {
        let own = &speaker.statements[at];
        let known = |voice: &String| {
            let before = at.checked_sub(1).is_some_and(|before| speaker.statements[before].voice.as_ref() == Some(voice));
            before || speaker.office.as_ref().is_some_and(|office| is_told_by(voice, office))
        };
        match own.voice.as_ref().is_some_and(known) {
            true => statement(&Statement { voice: None, ..own.clone() }),
            false => statement(own),
        }
    };
    let group = |speaker: &super::Speaker| Group {
        head: speaker.name.clone(),
        aside: speaker.office.clone().unwrap_or_default(),
        lines: (0..speaker.statements.len()).map(|at| line(speaker, at)).collect(),
    };
    brief.said.iter().map(group).collect()
}

/// `as foreign minister, for Ossara`, of which an office `foreign minister, Ossara` tells all.
fn is_told_by(voice: &str, office: &str) -> bool {
    let office = office.to_lowercase();
    voice.split(", ").all(|part| part.split_once(' ').is_some_and(|(_, name)| office.contains(&name.to_lowercase())))
}

pub(crate) fn statement(line: &Statement) -> Line {
    let mut body = Vec::new();
    if !line.direct {
        let not = if line.negated && !line.cue.contains("not") { "not: " } else { "" };
        // Under the speaker's name, `according to Mara Todor …` would be read as her account.
        let astray = line.cue.is_empty() || line.cue.to_lowercase().starts_with("according to");
        let cue = if astray { &line.manner } else { &line.cue };
        body.push(Strong(format!("{not}{cue}")));
    }
    body.push(quoted(&line.words));
    let mut notes = Vec::new();
    if let Some(voice) = &line.voice {
        body.push(Faint(format!("({voice})")));
    }
    // The report itself, or its outlet, stands in the evidence, and the one account beside it.
    let label = line.cites.first().map(|cite| cite.label.as_str());
    let chain = match line.chain.split_last() {
        Some((last, chain)) if Some(last.as_str()) == label => chain,
        _ => line.chain.as_slice(),
    };
    let hops = if chain.len() == line.chain.len() { chain.len().saturating_sub(1) } else { chain.len() };
    let told = hops == 0 || hops == 1 && line.n_accounts == 1 && line.accounts.first() == chain.first();
    if !told {
        notes.push((vec![Faint(format!("→ {}", chain.join(" → ")))], Vec::new()));
    }
    Line { key: when(line.when.as_ref()), body, aside: accounts(line.n_accounts, &line.accounts), cites: line.cites.clone(), notes }
}

fn stands(brief: &Brief) -> Vec<Group> {
    let line = |line: &super::StanceLine| {
        let mut body = stance(line);
        let seen = span_of_days(line.first.as_deref(), line.last.as_deref());
        let mut beside: Vec<String> = Vec::new();
        beside.extend(line.change.clone().filter(|_| line.stance != "neutral"));
        if line.n_tellings > 1 {
            beside.push(format!("told {} times", line.n_tellings));
        }
        beside.extend((!seen.is_empty()).then_some(seen));
        beside.extend(line.according_to.as_ref().map(|by| format!("according to {by}")));
        if !beside.is_empty() {
            body.push(Faint(format!("({})", beside.join("; "))));
        }
        Line {
            key: line.behalf.as_ref().map_or_else(|| line.actor.clone(), |body| format!("{} ({body})", line.actor)),
            body,
            aside: accounts(line.n_accounts, &line.accounts),
            cites: line.cites.clone(),
            notes: Vec::new(),
        }
    };
    let (contested, single): (Vec<&super::Issue>, Vec<&super::Issue>) = brief.stands.iter().partition(|issue| issue.stances.len() > 1);
    let groups = contested.iter().map(|issue| Group {
        head: issue.issue.clone(),
        aside: String::new(),
        lines: issue.stances.iter().map(line).collect(),
    });
    with_others(groups.collect(), "Other issues", single.iter().flat_map(|issue| &issue.stances).map(line).collect())
}

/// What needs no heading of its own comes last, under one for all of it; under none where there is nothing else.
fn with_others(mut groups: Vec<Group>, name: &str, lines: Vec<Line>) -> Vec<Group> {
    if !lines.is_empty() {
        let head = if groups.is_empty() { String::new() } else { name.to_owned() };
        groups.push(Group { head, aside: String::new(), lines });
    }
    groups
}

/// `rejects “calls to work with the governor”`. Where the words that show it say it the other way round (`did not accept`), or say only that
/// a position stands, they are quoted themselves.
fn stance(line: &super::StanceLine) -> Vec<Piece> {
    let turned = line.words.split_whitespace().any(|word| matches!(word.to_lowercase().as_str(), "not" | "never") || word.ends_with("n't"));
    match line.stance.as_str() {
        "neutral" if line.change.as_deref() == Some("reaffirmed") => vec![Strong("keeps to".to_owned()), marked(&line.words)],
        "neutral" => vec![Strong("says".to_owned()), marked(&line.words)],
        "conditional" => vec![Strong("on a condition".to_owned()), marked(&line.words)],
        stance if turned => vec![Strong(stance.to_owned()), marked(&line.words)],
        stance => vec![Strong(stance.to_owned()), marked(&line.issue)],
    }
}

/// A report's words between quotation marks, those inside them single; a mark without its other half is left out.
fn marked(words: &str) -> Piece {
    let whole = words.matches('"').count().is_multiple_of(2) && words.matches('“').count() == words.matches('”').count();
    let mut open = false;
    let inner: String = words
        .chars()
        .filter(|character| whole || !matches!(character, '"' | '“' | '”'))
        .map(|character| match character {
            '"' => {
                open = !open;
                if open { '‘' } else { '’' }
            }
            '“' => '‘',
            '”' => '’',
            _ => character,
        })
        .collect();
    Words(format!("“{}”", inner.trim_matches([' ', ','])))
}

fn figures(brief: &Brief) -> Vec<Group> {
    let group = |figures: &super::FigureGroup| {
        let mut lines: Vec<Line> = figures.claims.iter().map(claim).collect();
        // What follows from the claims is one line: each step stands behind the other.
        if let Some(first) = figures.derived.first() {
            let steps: Vec<&str> = figures.derived.iter().map(|note| note.text.as_str()).collect();
            let body = vec![Faint(format!("derived: {}", steps.join("; ")))];
            lines.push(Line { body, cites: first.cites.clone(), ..Line::default() });
        }
        Group { head: figures.counted.clone(), aside: String::new(), lines }
    };
    let (several, single): (Vec<&super::FigureGroup>, Vec<&super::FigureGroup>) =
        brief.figures.iter().partition(|figures| figures.claims.len() > 1);
    let mut alone: Vec<Line> = Vec::new();
    for figures in single {
        alone.extend(figures.claims.iter().map(|figure| {
            let mut line = claim(figure);
            line.body.splice(0..0, [Strong(figures.counted.clone()), Faint("—".to_owned())]);
            line
        }));
    }
    with_others(several.iter().map(|figures| group(figures)).collect(), "Other figures", alone)
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
    Line {
        key: format!("“{}”", line.words),
        body,
        aside: accounts(line.n_accounts, &line.accounts),
        cites: line.cites.clone(),
        notes: Vec::new(),
    }
}

fn offices(brief: &Brief) -> Vec<Group> {
    let name = |office: &super::OfficeLine| titled(&office.title, office.org.as_deref());
    let line = |holder: &super::Holder, office: Option<String>| {
        let seen = span_of_days(holder.first.as_deref(), holder.last.as_deref());
        let mut beside: Vec<String> = Vec::new();
        beside.extend(holder.status.clone());
        if !seen.is_empty() {
            beside.push(format!("seen {seen}"));
        } else if office.is_none() {
            beside.push("in undated reports".to_owned());
        }
        let mut body: Vec<Piece> = office.map(Plain).into_iter().collect();
        if !beside.is_empty() {
            body.push(Faint(if body.is_empty() { beside.join(", ") } else { format!("({})", beside.join(", ")) }));
        }
        Line { key: holder.name.clone(), body, cites: holder.cites.clone(), ..Line::default() }
    };
    let (several, single): (Vec<&super::OfficeLine>, Vec<&super::OfficeLine>) =
        brief.offices.iter().partition(|office| office.holders.len() > 1);
    let groups = several.iter().map(|office| Group {
        head: name(office),
        aside: office.change.as_deref().map(|change| change.split(' ').map(day).collect::<Vec<_>>().join(" ")).unwrap_or_default(),
        lines: office.holders.iter().map(|holder| line(holder, None)).collect(),
    });
    let alone = single.iter().flat_map(|office| office.holders.iter().map(|holder| line(holder, Some(name(office)))));
    with_others(groups.collect(), "Other offices", alone.collect())
}

fn disputed(brief: &Brief) -> Vec<Group> {
    // What it is about is mostly what the first side says: it stands once.
    let told = |dispute: &super::DisputeLine| dispute.sides.first().is_some_and(|side| side.words == dispute.about.trim_end_matches(" …"));
    let group = |dispute: &super::DisputeLine| Group {
        head: if told(dispute) { title_of(&dispute.kind).to_owned() } else { dispute.about.clone() },
        aside: if told(dispute) { String::new() } else { title_of(&dispute.kind).to_lowercase() },
        lines: dispute
            .sides
            .iter()
            .map(|side| Line {
                key: side.by.clone().unwrap_or_else(|| "the report itself".to_owned()),
                body: vec![quoted(&side.words)],
                aside: accounts(side.n_accounts, &side.accounts),
                cites: side.cites.clone(),
                notes: Vec::new(),
            })
            .collect(),
    };
    brief.disputed.iter().map(group).collect()
}

fn title_of(kind: &str) -> &'static str {
    match kind {
        "denial" => "Claim and answer",
        "conflict" => "Told as done, and as not done",
        "position" => "Where they stand, and where others say they do",
        _ => "Figures that cannot both hold",
    }
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
    let row = |(place, card): (usize, &super::ReportCard)| {
        let mut beside = Vec::new();
        beside.extend(card.likely.as_ref().map(likely));
        if !card.agencies.is_empty() {
            beside.push(card.agencies.join(", "));
        }
        if card.shared_percent > 0 {
            beside.push(format!("{} % shared", card.shared_percent));
        }
        ReportRow {
            place,
            label: card.label.clone(),
            published: card.published.as_deref().map_or_else(|| "undated".to_owned(), day),
            outlet: card.outlet.clone().unwrap_or_else(|| "outlet unknown".to_owned()),
            title: card.title.clone().unwrap_or_else(|| card.id.clone()),
            url: card.url.clone(),
            beside: beside.join(" · "),
        }
    };
    let mut rows: Vec<ReportRow> = brief.about.reports.iter().enumerate().map(row).collect();
    // By letters, then by number: `R2` before `R10`.
    rows.sort_by_key(|row| {
        let letters = row.label.trim_end_matches(|letter: char| letter.is_ascii_digit()).to_owned();
        let number: u32 = row.label[letters.len()..].parse().unwrap_or_default();
        let dated = brief.about.reports.get(row.place).and_then(|card| card.published.clone());
        (dated.is_none(), dated, letters, number)
    });
    rows
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

/// A report's words; a quotation mark or bracket that opens in them and closes behind them is closed here, and one that opened before them is
/// opened.
pub(crate) fn quoted(words: &str) -> Piece {
    let mut words = words.to_owned();
    if words.matches('“').count() > words.matches('”').count() {
        words.push('”');
    }
    if words.matches('(').count() > words.matches(')').count() {
        words.push(')');
    }
    if words.matches('"').count() % 2 == 1 {
        let at = words.find('"').unwrap_or_default();
        let closes = words[..at].chars().next_back().is_some_and(|before| !before.is_whitespace());
        if closes && words.matches('"').count() == 1 && at + 1 < words.len() { words.insert(0, '"') } else { words.push('"') }
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

/// `likely Tue 3 Jun 2031`, `likely between 1 Apr and 9 Sep 2031`.
pub fn likely(likely: &LikelyDay) -> String {
    let parts = |value: &str| day(value).split_once(' ').map_or_else(|| value.to_owned(), |(_, rest)| rest.to_owned());
    if likely.earliest == likely.latest {
        return format!("likely {}", day(&likely.best));
    }
    let (first, last) = (parts(&likely.earliest), parts(&likely.latest));
    // The year stands once where it is one.
    let year = |text: &str| text.rsplit_once(' ').map(|(rest, year)| (rest.to_owned(), year.to_owned()));
    match (year(&first), year(&last)) {
        (Some((rest, one)), Some((_, other))) if one == other => format!("likely between {rest} and {last}"),
        _ => format!("likely between {first} and {last}"),
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
        (Some(year), None, ["SP"]) => format!("spring {year}"),
        (Some(year), None, ["SU"]) => format!("summer {year}"),
        (Some(year), None, ["FA"]) => format!("autumn {year}"),
        (Some(year), None, ["WI"]) => format!("winter {year}/{:02}", (year + 1).rem_euclid(100)),
        (Some(year), None, ["H1"]) => format!("first half of {year}"),
        (Some(year), None, ["H2"]) => format!("second half of {year}"),
        (Some(year), None, [quarter @ ("Q1" | "Q2" | "Q3" | "Q4")]) => format!("{quarter} {year}"),
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
            ("2031-SU", "summer 2031"),
            ("2031-WI", "winter 2031/32"),
            ("2031-H2", "second half of 2031"),
            ("2031", "2031"),
            ("2031-W23-WE", "weekend of week 23, 2031"),
            ("XXXX-WXX-4", "XXXX-WXX-4"),
            ("2031-Q2", "Q2 2031"),
        ] {
            assert_eq!(day(value), expect);
        }
    }

    #[test]
    fn what_somebody_said_is_not_told_as_by_whom_it_is_of() {
        let shown = |cue: &str| {
            let said = Statement {
                manner: "says".to_owned(),
                negated: false,
                cue: cue.to_owned(),
                words: "Mara Todor left".to_owned(),
                direct: false,
                voice: None,
                chain: Vec::new(),
                when: None,
                n_accounts: 1,
                accounts: Vec::new(),
                cites: Vec::new(),
            };
            let first = statement(&said).body.into_iter().next();
            matches!(first, Some(Strong(word)) if word == if cue == "insisted" { cue } else { "says" })
        };
        assert!(shown("According to") && shown("") && shown("insisted"));
    }

    #[test]
    fn a_likely_day_is_told_as_far_as_it_is_known() {
        let shown = |earliest: &str, latest: &str, best: &str| {
            likely(&LikelyDay { earliest: earliest.to_owned(), latest: latest.to_owned(), best: best.to_owned() })
        };
        assert_eq!(shown("2031-06-03", "2031-06-03", "2031-06-03"), "likely Tue 3 Jun 2031");
        assert_eq!(shown("2031-04-01", "2031-09-09", "2031-06-03"), "likely between 1 Apr and 9 Sep 2031");
        assert_eq!(shown("2031-11-01", "2032-02-09", "2032-01-03"), "likely between 1 Nov 2031 and 9 Feb 2032");
    }

    #[test]
    fn marks_without_their_other_half() {
        let shown = |piece: Piece| match piece {
            Words(words) => words,
            _ => String::new(),
        };
        assert_eq!(shown(marked("its \"red line\" has not moved")), "“its ‘red line’ has not moved”");
        assert_eq!(shown(marked("push\" the governor out")), "“push the governor out”");
        assert_eq!(shown(quoted("not clinging\" to the governor")), "\"not clinging\" to the governor");
        assert_eq!(shown(quoted("the Free Party (FP")), "the Free Party (FP)");
        assert_eq!(shown(quoted("he said “no")), "he said “no”");
    }

    #[test]
    fn a_stance_is_told_by_its_issue_unless_the_words_turn_it_round() {
        let line = |stance: &str, words: &str| super::super::StanceLine {
            accounts: Vec::new(),
            actor: "Ardesh".to_owned(),
            behalf: None,
            stance: stance.to_owned(),
            issue: "the plan".to_owned(),
            words: words.to_owned(),
            according_to: None,
            first: None,
            last: None,
            change: None,
            n_tellings: 1,
            n_accounts: 1,
            cites: Vec::new(),
        };
        let shown = |line: &super::super::StanceLine| {
            let pieces = stance(line).into_iter().map(|piece| match piece {
                Plain(text) | Strong(text) | Words(text) | Faint(text) => text,
            });
            pieces.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(shown(&line("rejects", "rejected the plan")), "rejects “the plan”");
        assert_eq!(shown(&line("rejects", "did not accept the plan")), "rejects “did not accept the plan”");
    }

    #[test]
    fn places_in_a_line() {
        let cite = |label: &str, sentence| Cite { report: 0, label: label.to_owned(), sentence, spans: Vec::new() };
        let cites = [cite("K2", Some(4)), cite("H1", None), cite("T1", Some(2))];
        assert_eq!(cite_labels(&cites, 2), "[K2:4 H1 +1]");
        assert_eq!(cite_labels(&[], 2), "");
    }
}
