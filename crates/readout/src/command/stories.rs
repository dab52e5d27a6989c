//! `readout stories`: reports grouped into courses of events.

use crate::brief::json;
use crate::brief::page::{cite_labels, count, day};
use crate::cli::Stories;
use crate::failure::{Failure, Outcome};
use crate::joined::joined;
use crate::print::{BOLD, DIM, HEAD, Screen, safe_line, wrap};
use readout_join::story::view::{StoriesView, StoryView, stories_view};
use readout_model::Model;
use std::io::{self, BufWriter, Write};

/// Labels of reports shown in a line of explanation.
const MOST_LABELS: usize = 8;

pub(crate) fn run(options: &Stories, model: &dyn Fn() -> Result<Box<dyn Model>, Failure>) -> Result<Outcome, Failure> {
    let (readings, record, outcome) = joined(&options.input, &options.store, model)?;
    let view = stories_view(&readings, &record);
    let mut out = BufWriter::new(io::stdout().lock());
    if options.json {
        json::write_view(&view, &readings, &mut out)?;
    } else {
        terminal(&view, Screen::stdout(), &mut out)?;
    }
    out.flush()?;
    Ok(outcome)
}

fn terminal(view: &StoriesView, screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let sum = match view.stories.len() {
        1 => "1 story".to_owned(),
        n => format!("{n} stories"),
    };
    writeln!(out, "{}", screen.paint(DIM, &format!("{} · {sum}", count(view.reports.len(), "report"))))?;
    for story in &view.stories {
        writeln!(out)?;
        write_story(story, screen, out)?;
    }
    Ok(())
}

fn write_story(story: &StoryView, screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", screen.paint(HEAD, &safe_line(&story.name)))?;
    let mut facts = vec![count(story.reports.len(), "report"), count(story.n_accounts, "independent account")];
    if story.parts.len() > 1 {
        facts.push(count(story.parts.len(), "part"));
    }
    facts.extend(match (story.published.first(), story.published.last()) {
        (Some((first, _)), Some((last, _))) if first != last => Some(format!("published {} – {}", day(first), day(last))),
        (Some((only, _)), _) => Some(format!("published {}", day(only))),
        _ => None,
    });
    let parts: Vec<String> = story.parts.iter().map(|part| part.join(" ")).collect();
    let mut lines = vec![facts.join(" · "), parts.join(" | ")];
    if !story.ties.is_empty() {
        lines.push(format!("tied by {}", story.ties.join(", ")));
    }
    for joint in &story.joints {
        let by = joint.by.join(", ");
        let how = if joint.names { "both name" } else { "both have" };
        let (one, other) = (some(&joint.one), some(&joint.other));
        lines.push(format!("{one} and {other} are one: {how} {by}: {:.2}, {:.2} needed", joint.alike, joint.needed));
    }
    for near in &story.near {
        let days =
            near.days_apart.map(|days| format!("{} apart, ", count(usize::try_from(days).unwrap_or_default(), "day"))).unwrap_or_default();
        let by = near.by.join(", ");
        lines.push(format!("apart from “{}”, though both have {by}: {days}{:.2} of the {:.2} needed", near.name, near.alike, near.needed));
    }
    for line in lines.iter().flat_map(|line| wrap(&safe_line(line), screen.width.saturating_sub(2))) {
        writeln!(out, "  {}", screen.paint(DIM, &line))?;
    }
    for told in &story.days {
        let date = format!("{:<16}", day(&told.day));
        let texts = format!("{} {}", count(told.n_texts, "text"), cite_labels(std::slice::from_ref(&told.cite), 1));
        for (n, line) in wrap(&safe_line(&format!("{}  {texts}", told.words)), screen.width.saturating_sub(18)).iter().enumerate() {
            let date = if n == 0 { screen.paint(BOLD, &date) } else { " ".repeat(16) };
            writeln!(out, "  {date}{line}")?;
        }
    }
    Ok(())
}

fn some(labels: &[String]) -> String {
    let mut shown: Vec<String> = labels.iter().take(MOST_LABELS).cloned().collect();
    if labels.len() > MOST_LABELS {
        shown.push(format!("+{}", labels.len() - MOST_LABELS));
    }
    shown.join(" ")
}
