//! `readout inspect`: one layer of a reading, its labels under the words, for people.

use crate::cli::{Inspect, Stage};
use crate::failure::{Failure, Outcome};
use crate::input::{read_all, sources};
use crate::print::{self, Screen, columns, safe_line};
use readout_core::{EntityId, Reading, Span};
use readout_intake::furniture;
use readout_model::Model;
use std::io::{self, BufWriter, Write};

pub(crate) fn run(options: &Inspect, model: &dyn Model) -> Result<Outcome, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let screen = Screen::stdout();
    if options.stage == Stage::Intake {
        let mut outcome = Outcome::default();
        for report in sources(&options.input)? {
            match report {
                Ok(mut report) => {
                    let asides = furniture::set_aside(&mut report);
                    let reading = Reading::empty(&report);
                    let labels = asides.iter().map(|aside| (aside.span, format!("{:?}", aside.kind).to_lowercase()));
                    show(&reading, &intake(&reading, labels.collect()), Stage::Intake, screen, &mut out)?;
                    outcome.done += 1;
                }
                Err(error) => {
                    Failure::from(error).print();
                    outcome.left_out += 1;
                }
            }
        }
        out.flush()?;
        return Ok(outcome);
    }
    let outcome = read_all(
        &options.input,
        model,
        |reading| reading,
        |reading| {
            show(&reading, &labels(&reading, options.stage), options.stage, screen, &mut out)?;
            Ok(())
        },
    )?;
    out.flush()?;
    Ok(outcome)
}

type Labels = Vec<(Span, String)>;

fn intake(reading: &Reading, mut labels: Labels) -> Labels {
    let header = &reading.report;
    labels.extend(header.title_span.map(|span| (span, "title".to_owned())));
    labels.extend(header.dateline.as_ref().map(|dateline| {
        let parts = [("place", &dateline.place), ("agency", &dateline.agency), ("date", &dateline.date)];
        let parts = parts.iter().filter_map(|(name, value)| value.as_ref().map(|value| format!("{name}={value}")));
        (dateline.span, format!("dateline {}", parts.collect::<Vec<_>>().join(" ")))
    }));
    labels.sort_by_key(|(span, _)| *span);
    labels
}

/// The labels of one layer.
fn labels(reading: &Reading, stage: Stage) -> Labels {
    let name = |id: Option<EntityId>| match id.and_then(|id| reading.entities.get(id.index()).map(|entity| (id, entity))) {
        Some((id, entity)) => format!("e{} {}", id.0, entity.name),
        None => "–".to_owned(),
    };
    let names = |ids: &[EntityId]| ids.iter().map(|id| name(Some(*id))).collect::<Vec<_>>().join(" + ");
    let mut labels: Labels = match stage {
        Stage::Intake | Stage::Text => Vec::new(),
        Stage::Syntax => reading.tokens.iter().map(|token| (token.span, format!("{} {}", token.upos, token.deprel))).collect(),
        Stage::Mention => {
            let label = |mention: &readout_core::Mention| format!("{:?} {:?} {}", mention.entity_type, mention.kind, name(mention.entity));
            reading.mentions.iter().map(|mention| (mention.span, label(mention))).collect()
        }
        Stage::Role => {
            let label = |role: &readout_core::Role| format!("{} is {} of {}", name(Some(role.entity)), role.title, name(role.org));
            reading.roles.iter().map(|role| (role.span, label(role))).collect()
        }
        Stage::Time => {
            let anchor = |time: &readout_core::Time| time.anchor.as_ref().map(|anchor| format!(" from {anchor}")).unwrap_or_default();
            let label = |time: &readout_core::Time| format!("t{} {:?} {}{}", time.id.0, time.time_type, time.value, anchor(time));
            reading.times.iter().map(|time| (time.span, label(time))).collect()
        }
        Stage::Attribution => {
            let mut labels = Labels::new();
            for attribution in &reading.attributions {
                let id = attribution.id.0;
                let chain: Vec<&str> = attribution.chain.iter().map(|hop| hop.name.as_str()).collect();
                labels.extend(attribution.source.iter().map(|span| (*span, format!("a{id} source {}", chain.join(" → ")))));
                let not = if attribution.negated { "not " } else { "" };
                labels.extend(attribution.cue.iter().map(|span| (*span, format!("a{id} {not}{}", lower(&attribution.manner)))));
                labels.extend(attribution.content.iter().map(|span| (*span, format!("a{id} content {}", lower(&attribution.kind)))));
            }
            labels
        }
        Stage::Figure => {
            let label = |figure: &readout_core::Figure| {
                let value = match (figure.value, figure.low, figure.high) {
                    (Some(value), ..) => value.to_string(),
                    (None, low, high) => format!(
                        "{}–{}",
                        low.map_or("?".to_owned(), |low| low.to_string()),
                        high.map_or("?".to_owned(), |high| high.to_string())
                    ),
                };
                let by = figure.attribution.map(|id| format!(" by a{}", id.0)).unwrap_or_default();
                let counted = figure.counted.as_deref().unwrap_or("–");
                format!("{} {value} {counted} {}{by}", lower(&figure.bound), figure.of.as_deref().unwrap_or("–"))
            };
            reading.figures.iter().map(|figure| (figure.span, label(figure))).collect()
        }
        Stage::Event => {
            let label = |event: &readout_core::Event| {
                let who = if event.participants.is_empty() { &event.actors } else { &event.participants };
                let time = event.time.map(|id| format!(" at t{}", id.0)).unwrap_or_default();
                format!(
                    "{} {}: {} → {}{time}",
                    lower(&event.event_type).to_uppercase(),
                    lower(&event.factuality),
                    names(who),
                    names(&event.recipients)
                )
            };
            reading.events.iter().map(|event| (event.span, label(event))).collect()
        }
        Stage::Position => {
            let label = |position: &readout_core::Position| {
                format!("{} {} {}", name(Some(position.actor)), lower(&position.stance), position.issue)
            };
            reading.positions.iter().map(|position| (position.span, label(position))).collect()
        }
        Stage::Finding => {
            let at = |finding: &readout_core::Finding| finding.span.map(|span| (span, format!("{}: {}", finding.code, finding.message)));
            reading.findings.iter().filter_map(at).collect()
        }
    };
    labels.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    labels
}

/// A plain value as the contract writes it.
fn lower(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn show(reading: &Reading, labels: &Labels, stage: Stage, screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let header = &reading.report;
    writeln!(out, "{}", screen.paint(print::HEAD, &safe_line(&header.id)))?;
    let facts = [
        ("title", header.title.clone()),
        ("outlet", header.outlet.clone()),
        ("published", header.published.as_ref().map(|published| format!("{} ({})", published.value, published.from))),
        ("byline", (!header.byline.is_empty()).then(|| header.byline.join(", "))),
        ("credit", (!header.credit.is_empty()).then(|| header.credit.join(", "))),
    ];
    if stage == Stage::Intake {
        for (name, value) in facts {
            writeln!(out, "  {name:<10} {}", safe_line(value.as_deref().unwrap_or("unknown")))?;
        }
    }
    for finding in &reading.findings {
        if matches!(stage, Stage::Intake | Stage::Finding) {
            writeln!(out, "  {:<10} {}: {}", "finding", finding.code, safe_line(&finding.message))?;
        }
    }
    writeln!(out)?;
    let lines = lines(reading, stage);
    for (number, (span, name)) in lines.iter().enumerate() {
        let here: Vec<&(Span, String)> = labels.iter().filter(|(at, _)| at.overlaps(*span)).collect();
        let all = matches!(stage, Stage::Text | Stage::Syntax);
        if here.is_empty() && !all {
            continue;
        }
        writeln!(out, "{}", screen.paint(print::DIM, &format!("{} {}", number + 1, name)))?;
        under(&reading.text, *span, &here, screen, out)?;
        if stage == Stage::Text {
            let forms: Vec<String> =
                reading.tokens.iter().filter(|token| token.span.overlaps(*span)).map(|token| safe_line(&token.form)).collect();
            for line in print::wrap(&forms.join(" · "), screen.width.saturating_sub(2)) {
                writeln!(out, "  {}", screen.paint(print::DIM, &line))?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

/// What is shown at once: sentences, or lines where nothing has been read yet or a label lies outside all sentences.
fn lines(reading: &Reading, stage: Stage) -> Vec<(Span, String)> {
    if stage != Stage::Intake && !reading.sentences.is_empty() {
        let paragraph =
            |span: &Span| reading.paragraphs.iter().position(|paragraph| paragraph.contains(*span)).map_or(0, |place| place + 1);
        return reading.sentences.iter().map(|span| (*span, format!("paragraph {}", paragraph(span)))).collect();
    }
    readout_intake::unit::units(&reading.text).into_iter().map(|unit| (unit.span, String::new())).collect()
}

/// Writes the words of `span`, broken at spaces, and under each line the labels that touch it.
fn under(text: &str, span: Span, labels: &[&(Span, String)], screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let width = screen.width.saturating_sub(2);
    let mut shown: Vec<bool> = vec![false; labels.len()];
    for line in break_lines(text, span, width) {
        writeln!(out, "  {}", safe_line(line.of(text)))?;
        let mut rows: Vec<String> = Vec::new();
        for (place, (at, label)) in labels.iter().enumerate() {
            if !at.overlaps(line) {
                continue;
            }
            let from = at.start.max(line.start);
            let to = at.end.min(line.end);
            let before = columns(&safe_line(&text[line.start as usize..from as usize]));
            // One space between what stands before and the words.
            let gap = usize::from(text[line.start as usize..from as usize].ends_with(char::is_whitespace) && before > 0);
            let marks = columns(&safe_line(&text[from as usize..to as usize])).max(1);
            let name = if shown[place] { "" } else { label.as_str() };
            shown[place] = true;
            let piece = format!("{} {}", "^".repeat(marks), safe_line(name));
            let column = before + gap;
            match rows.iter_mut().find(|row| row.chars().count() + 1 < column || (column == 0 && row.is_empty())) {
                Some(row) => {
                    let used = row.chars().count();
                    row.push_str(&" ".repeat(column - used));
                    row.push_str(piece.trim_end());
                }
                None => rows.push(format!("{}{}", " ".repeat(column), piece.trim_end())),
            }
        }
        for row in rows {
            writeln!(out, "  {}", screen.paint(print::MARK, &row))?;
        }
    }
    Ok(())
}

fn break_lines(text: &str, span: Span, width: usize) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = None;
    let mut end = 0;
    let mut used = 0;
    let words = span.of(text);
    let mut at = 0;
    for word in words.split(char::is_whitespace) {
        let from = span.start as usize + at;
        at += word.len() + words[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        if word.is_empty() {
            continue;
        }
        let needs = columns(&safe_line(word)) + 1;
        if start.is_some() && used + needs > width {
            lines.push(Span::new(start.take().unwrap_or(from), end));
            used = 0;
        }
        start.get_or_insert(from);
        end = from + word.len();
        used += needs;
    }
    lines.extend(start.map(|start| Span::new(start, end)));
    lines
}
