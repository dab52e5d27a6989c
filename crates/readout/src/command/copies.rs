//! `readout copies`: which reports print one text, whose it probably is, and how much of each is the outlet's own.

use crate::brief::json;
use crate::brief::page::{cite_labels, count, likely};
use crate::cli::{Copies, CopiesForm};
use crate::failure::{Failure, Outcome};
use crate::joined::{joined, report};
use crate::print::{BOLD, DIM, HEAD, Screen, safe_line, wrap};
use readout_join::brief::ReportCard;
use readout_join::copies::cluster::passim;
use readout_join::copies::compare::ChangeKind;
use readout_join::copies::view::{ChangeView, CopiesView, FamilyView, MemberView, ReportView, copies_view};
use readout_model::Model;
use std::io::{self, BufWriter, Write};

/// Places of evidence shown in a line.
const MOST_CITES: usize = 6;

pub(crate) fn run(options: &Copies, model: &dyn Fn() -> Result<Box<dyn Model>, Failure>) -> Result<Outcome, Failure> {
    let (mut input, mut name) = (options.input.clone(), options.report.clone());
    if let [only] = &input.paths[..]
        && name.is_none()
        && only.as_os_str() != "-"
        && !only.exists()
    {
        name = Some(only.to_string_lossy().into_owned());
        input.paths.clear();
    }
    let (readings, record, outcome) = joined(&input, &options.store, model)?;
    let asked = name.as_deref().map(|name| report(&readings, &record, name)).transpose()?;
    let mut out = BufWriter::new(io::stdout().lock());
    let form = if options.json { CopiesForm::Json } else { options.to };
    match form {
        CopiesForm::Terminal => terminal(&copies_view(&readings, &record, asked), Screen::stdout(), &mut out)?,
        CopiesForm::Json => json::write_view(&copies_view(&readings, &record, asked), &readings, &mut out)?,
        CopiesForm::Passim => {
            for row in passim(&readings, &record.copies) {
                serde_json::to_writer(&mut out, &row).map_err(io::Error::other)?;
                out.write_all(b"\n")?;
            }
        }
    }
    out.flush()?;
    Ok(outcome)
}

fn terminal(view: &CopiesView, screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let facts = [
        count(view.reports.len(), "report"),
        count(view.n_accounts, "independent account"),
        match view.families.len() {
            1 => "1 text printed more than once".to_owned(),
            n => format!("{n} texts printed more than once"),
        },
    ];
    writeln!(out, "{}", screen.paint(DIM, &facts.join(" · ")))?;
    for family in &view.families {
        writeln!(out)?;
        write_family(view, family, screen, out)?;
    }
    let alone: Vec<&ReportCard> = view
        .reports
        .iter()
        .filter(|card| !view.families.iter().flat_map(|family| &family.members).any(|member| member.label == card.label))
        .collect();
    if let Some(report) = &view.report {
        writeln!(out)?;
        write_report(view, report, screen, out)?;
    } else if !alone.is_empty() {
        writeln!(out)?;
        writeln!(out, "{}", screen.paint(HEAD, "PRINTED BY NOBODY ELSE"))?;
        for card in alone {
            writeln!(out, "  {:<6} {}", screen.paint(BOLD, &safe_line(&card.label)), named(card))?;
        }
    }
    Ok(())
}

fn write_family(view: &CopiesView, family: &FamilyView, screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let head = match &family.agency {
        Some(agency) => format!("{} · {}", safe_line(agency), count(family.members.len(), "report")),
        None => format!("{} and {}", safe_line(&family.nearest), count(family.members.len() - 1, "more report")),
    };
    writeln!(out, "{}", screen.paint(HEAD, &head.to_uppercase()))?;
    let why = if family.why.is_empty() { String::new() } else { format!(": {}", family.why.join(", ")) };
    for line in wrap(&safe_line(&format!("nearest to the original is {}{why}", family.nearest)), screen.width - 2) {
        writeln!(out, "  {line}")?;
    }
    for credit in &family.credits {
        let place = cite_labels(std::slice::from_ref(&credit.cite), 1);
        writeln!(
            out,
            "  {}",
            screen.paint(
                DIM,
                &safe_line(&format!(
                    "{} is credited, {} {place}",
                    credit.agency,
                    if credit.by == "dateline" { "dateline" } else { "credit line" }
                ))
            )
        )?;
    }
    for member in &family.members {
        write_member(view, member, screen, out)?;
    }
    writeln!(out, "  {}", screen.paint(BOLD, "shared passages"))?;
    for passage in &family.passages {
        let text = format!("“{}”", passage.text);
        let place = screen.paint(DIM, &safe_line(&cite_labels(&passage.cites, MOST_CITES)));
        writeln!(out, "    {:>9}  {place}", count(passage.words, "word"))?;
        for line in wrap(&safe_line(&text), screen.width.saturating_sub(15)) {
            writeln!(out, "               {line}")?;
        }
    }
    Ok(())
}

fn write_member(view: &CopiesView, member: &MemberView, screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let card = view.reports.get(member.report);
    let label = safe_line(&member.label);
    let gap = " ".repeat(7usize.saturating_sub(label.chars().count()));
    let mut share = format!("{} % shared, {} % its own, of {} words", member.shared_percent, member.own_percent, member.n_words);
    if !member.versions.is_empty() {
        share.push_str(&format!("; same address as {}", safe_line(&member.versions.join(", "))));
    }
    writeln!(out, "  {}{gap}{share}", screen.paint(BOLD, &label))?;
    if let Some(card) = card {
        writeln!(out, "         {}", screen.paint(DIM, &named(card)))?;
    }
    for change in &member.changes {
        write_change(change, "         ", screen, out)?;
    }
    if member.n_changes > member.changes.len() {
        let more = format!("and {} in the shared text; see `readout diff`", count(member.n_changes - member.changes.len(), "more change"));
        writeln!(out, "         {}", screen.paint(DIM, &more))?;
    }
    Ok(())
}

/// `reworded  “the rebels” / “the Free Council” (name)  [K1:4 M2:3]`.
pub(crate) fn write_change(change: &ChangeView, indent: &str, screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let kind = match change.kind {
        ChangeKind::Reworded => "reworded",
        ChangeKind::Spelled => "spelled",
        ChangeKind::Dropped => "dropped",
        ChangeKind::Added => "added",
    };
    let words: Vec<String> = [&change.from, &change.to].into_iter().flatten().map(|words| format!("“{words}”")).collect();
    let mut text = words.join(" / ");
    if let Some(names) = &change.names {
        let one = if names.same_actor == Some(true) { "one actor" } else { "name" };
        let whole = [&change.from, &change.to].into_iter().flatten().eq([&names.from, &names.to]);
        text.push_str(&if whole { format!(" ({one})") } else { format!(" ({one}: {} / {})", names.from, names.to) });
    } else if !change.touches.is_empty() {
        text.push_str(&format!(" ({})", change.touches.join(", ")));
    }
    text.push_str(&format!(" {}", cite_labels(&change.cites, 2)));
    for (n, line) in wrap(&safe_line(&text), screen.width.saturating_sub(indent.len() + 10)).iter().enumerate() {
        let kind = if n == 0 { kind } else { "" };
        writeln!(out, "{indent}{}{line}", screen.paint(DIM, &format!("{kind:<10}")))?;
    }
    Ok(())
}

fn write_report(view: &CopiesView, report: &ReportView, screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let card = view.reports.get(report.report).map(named).unwrap_or_default();
    writeln!(out, "{}  {}", screen.paint(HEAD, &safe_line(&report.label)), screen.paint(DIM, &card))?;
    for sentence in &report.sentences {
        let number = sentence.cite.sentence.map(|number| number.to_string()).unwrap_or_default();
        let beside = if sentence.others.is_empty() {
            "its own".to_owned()
        } else {
            format!("{} % {}", sentence.shared_percent, cite_labels(&sentence.others, MOST_CITES))
        };
        for (n, line) in wrap(&safe_line(&sentence.text), screen.width.saturating_sub(8)).iter().enumerate() {
            let number = if n == 0 { number.as_str() } else { "" };
            writeln!(out, "  {number:>4}  {line}")?;
        }
        writeln!(out, "        {}", screen.paint(DIM, &safe_line(&beside)))?;
    }
    Ok(())
}

/// `Harbour Mail · 2031-06-03 · Talks open in Sered`.
pub(crate) fn named(card: &ReportCard) -> String {
    let title = card.title.as_deref().unwrap_or(&card.id);
    let likely = card.likely.as_ref().map(|day| format!("undated, {}", likely(day)));
    let parts = [card.outlet.as_deref(), card.published.as_deref().or(likely.as_deref()), Some(title)];
    safe_line(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}
