//! Drawings, made here as SVG: a timeline, who met whom, steps of figures. Each stands beside a list or a table that says the same, so the
//! drawing itself is hidden from screen readers and from the order of the keyboard. Shapes and dashes tell kinds apart, never colour alone.

use crate::html::{short, t};
use crate::page::Moment;
use jiff::civil::Date;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// The first day that a value can mean.
fn first_day(value: &str) -> Option<Date> {
    let full = match value.len() {
        4 => format!("{value}-01-01"),
        7 => format!("{value}-01"),
        _ => value.get(..10)?.to_owned(),
    };
    full.parse().ok()
}

/// Days since a fixed one.
fn number(day: Date) -> i64 {
    i64::from(day.since(Date::constant(2000, 1, 1)).map_or(0, |span| span.get_days()))
}

/// Where days stand on a line of `width`, and marks for the reader: few, and at the beginnings of days, months or years.
struct Scale {
    first: i64,
    last: i64,
    from: f64,
    width: f64,
}

impl Scale {
    fn x(&self, day: i64) -> f64 {
        let span = (self.last - self.first).max(1) as f64;
        self.from + (day - self.first) as f64 / span * self.width
    }

    fn ticks(&self) -> Vec<(f64, String)> {
        const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let days = self.last - self.first;
        let mut ticks = Vec::new();
        let zero = Date::constant(2000, 1, 1);
        let at = |number: i64| zero.checked_add(jiff::Span::new().days(number)).unwrap_or(zero);
        let (first, last) = (at(self.first), at(self.last));
        if days <= 45 {
            let step = (days / 9).max(1);
            let mut day = self.first;
            while day <= self.last {
                let date = at(day);
                ticks.push((self.x(day), format!("{} {}", date.day(), MONTHS[date.month() as usize - 1])));
                day += step;
            }
            return ticks;
        }
        let months = (i32::from(last.year()) - i32::from(first.year())) * 12 + i32::from(last.month()) - i32::from(first.month());
        let step = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600].into_iter().find(|step| months / step <= 9).unwrap_or(1200);
        for month in 0..=months {
            let index = i32::from(first.month()) - 1 + month;
            let (year, place) = (i32::from(first.year()) + index.div_euclid(12), index.rem_euclid(12));
            let absolute = year * 12 + place;
            let Ok(date) = Date::new(year as i16, place as i8 + 1, 1) else { continue };
            if absolute % step == 0 && date >= first {
                let name = if step >= 12 {
                    year.to_string()
                } else if place == 0 || ticks.is_empty() {
                    format!("{} {year}", MONTHS[place as usize])
                } else {
                    MONTHS[place as usize].to_owned()
                };
                ticks.push((self.x(number(date)), name));
            }
        }
        ticks
    }
}

/// Marks of one lane that may stand over each other.
const HIGHEST: usize = 7;

/// Lanes of what was held, planned and said. Nothing where fewer than two days are known.
pub(crate) fn timeline(moments: &[Moment]) -> Markup {
    let dated: Vec<(i64, &Moment)> =
        moments.iter().filter_map(|moment| Some((number(first_day(moment.when.as_deref()?)?), moment))).collect();
    let (Some(first), Some(last)) = (dated.iter().map(|(day, _)| *day).min(), dated.iter().map(|(day, _)| *day).max()) else {
        return html! {};
    };
    if first == last {
        return html! {};
    }
    let scale = Scale { first, last, from: 84.0, width: 880.0 };
    let lanes = ["held", "planned", "said"];
    let height = 82.0;
    let mut columns: BTreeMap<(usize, i64), usize> = BTreeMap::new();
    let mut marks = Vec::new();
    for (day, moment) in &dated {
        let lane = lanes.iter().position(|lane| *lane == moment.lane).unwrap_or_default();
        let column = (scale.x(*day) / 9.0).round() as i64;
        let level = columns.entry((lane, column)).or_default();
        if *level < HIGHEST {
            marks.push((lane, column as f64 * 9.0, height * (lane + 1) as f64 - 10.0 - 8.0 * *level as f64, *moment));
        }
        *level += 1;
    }
    // Above each column that is not shown in full, how many more there are; where the next such column is near, higher up by turns.
    let mut fuller: Vec<(usize, i64, usize, bool)> = Vec::new();
    for ((lane, column), n) in columns.iter().filter(|(_, n)| **n > HIGHEST) {
        let raised = fuller.last().is_some_and(|(before, at, _, raised)| before == lane && column - at < 4 && !raised);
        fuller.push((*lane, *column, n - HIGHEST, raised));
    }
    let bottom = height * 3.0;
    html! {
        svg.drawing viewBox={ "0 0 980 " (bottom + 26.0) } aria-hidden="true" focusable="false" {
            @for (n, lane) in lanes.iter().enumerate() {
                line.rule x1="84" x2="964" y1=(height * (n + 1) as f64) y2=(height * (n + 1) as f64) {}
                text x="0" y=(height * (n + 1) as f64 - 8.0) { (lane) }
            }
            @for (x, name) in scale.ticks() {
                line.tick x1=(round(x)) x2=(round(x)) y1="0" y2=(bottom) {}
                text.small x=(round(x)) y=(bottom + 16.0) text-anchor="middle" { (name) }
            }
            @for (lane, x, y, moment) in marks {
                g class={ "dot " (moment.lane) } {
                    title { (t(moment.when.as_deref().unwrap_or_default())) ": " (t(&short(&moment.words, 160))) }
                    @match lane {
                        0 => { circle cx=(round(x)) cy=(y) r=(if moment.n_accounts > 1 { 4.0 } else { 3.0 }) {} }
                        1 => { circle.open cx=(round(x)) cy=(y) r="3" {} }
                        _ => { rect x=(round(x - 3.0)) y=(y - 3.0) width="6" height="6" {} }
                    }
                }
            }
            @for (lane, column, more, raised) in fuller {
                text.small x=(column as f64 * 9.0) y=(height * (lane + 1) as f64 - 6.0 - 8.0 * HIGHEST as f64 - if raised { 10.0 } else { 0.0 }) text-anchor="middle" { "+" (more) }
            }
        }
    }
}

fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// Two who met, how often, and whether it is more than planned.
pub(crate) struct Tie {
    pub(crate) one: usize,
    pub(crate) other: usize,
    pub(crate) n: usize,
    pub(crate) held: bool,
}

/// Who met whom: names as points, meetings as lines, dashed where only planned. Points repel each other and lines pull, a fixed number of times
/// from a circle, so that the same record is drawn the same.
pub(crate) fn graph(names: &[String], ties: &[Tie]) -> Markup {
    let n = names.len();
    if n < 2 {
        return html! {};
    }
    let (width, height) = (960.0, (150.0 + 16.0 * n as f64).min(600.0));
    let angle = |at: usize| at as f64 / n as f64 * std::f64::consts::TAU;
    let mut points: Vec<(f64, f64)> =
        (0..n).map(|at| (width / 2.0 + 0.35 * width * angle(at).cos(), height / 2.0 + 0.38 * height * angle(at).sin())).collect();
    let ideal = 0.9 * (width * height / n as f64).sqrt();
    for round in 0..300 {
        let reach = 0.08 * width * (1.0 - f64::from(round) / 300.0);
        let mut moves = vec![(0.0, 0.0); n];
        for one in 0..n {
            for other in 0..one {
                let (dx, dy) = (points[one].0 - points[other].0, points[one].1 - points[other].1);
                let distance = (dx * dx + dy * dy).sqrt().max(1.0);
                // Names are wide: they need more room beside than above each other.
                let push = ideal * ideal / distance / distance * (1.0 + (dx.abs() < 130.0 && dy.abs() < 26.0) as u8 as f64 * 2.0);
                moves[one] = (moves[one].0 + dx * push / distance, moves[one].1 + dy * push / distance * 0.8);
                moves[other] = (moves[other].0 - dx * push / distance, moves[other].1 - dy * push / distance * 0.8);
            }
        }
        for tie in ties {
            let (dx, dy) = (points[tie.one].0 - points[tie.other].0, points[tie.one].1 - points[tie.other].1);
            let distance = (dx * dx + dy * dy).sqrt().max(1.0);
            let pull = distance / ideal * (1.0 + (tie.n as f64).ln()) * 0.5;
            moves[tie.one] = (moves[tie.one].0 - dx / distance * pull, moves[tie.one].1 - dy / distance * pull);
            moves[tie.other] = (moves[tie.other].0 + dx / distance * pull, moves[tie.other].1 + dy / distance * pull);
        }
        for (point, (dx, dy)) in points.iter_mut().zip(moves) {
            let length = (dx * dx + dy * dy).sqrt().max(1e-9);
            let step = (length * 60.0).min(reach);
            point.0 = (point.0 + dx / length * step).clamp(70.0, width - 70.0);
            point.1 = (point.1 + dy / length * step).clamp(16.0, height - 26.0);
        }
    }
    html! {
        svg.drawing.graph viewBox={ "0 0 " (width) " " (height) } aria-hidden="true" focusable="false" {
            @for tie in ties {
                line class=(if tie.held { "tie" } else { "tie planned" }) x1=(round(points[tie.one].0)) y1=(round(points[tie.one].1)) x2=(round(points[tie.other].0)) y2=(round(points[tie.other].1)) stroke-width=(round(1.0 + (tie.n as f64).ln() * 1.6)) {
                    title { (t(&names[tie.one])) " – " (t(&names[tie.other])) ": " (tie.n) }
                }
            }
            @for (name, (x, y)) in names.iter().zip(&points) {
                circle.node cx=(round(*x)) cy=(round(*y)) r="4" {}
                text.halo x=(round(*x)) y=(round(y + 16.0)) text-anchor="middle" { (t(&short(name, 30))) }
            }
        }
    }
}

/// One claim in a step chart.
pub(crate) struct Step {
    /// ISO 8601; none where no day is known.
    pub(crate) day: Option<String>,
    pub(crate) low: f64,
    /// None where nobody bounds it.
    pub(crate) high: Option<f64>,
    pub(crate) claimant: String,
}

/// Claims over time, a line of steps for each claimant. Nothing where fewer than two claims have a day.
pub(crate) fn steps(steps: &[Step]) -> Markup {
    let dated: Vec<(i64, &Step)> = steps.iter().filter_map(|step| Some((number(first_day(step.day.as_deref()?)?), step))).collect();
    let (Some(first), Some(last)) = (dated.iter().map(|(day, _)| *day).min(), dated.iter().map(|(day, _)| *day).max()) else {
        return html! {};
    };
    if dated.len() < 2 || first == last {
        return html! {};
    }
    let most = dated.iter().map(|(_, step)| step.high.unwrap_or(step.low).max(step.low)).fold(0.0, f64::max).max(1.0);
    let scale = Scale { first, last, from: 76.0, width: 660.0 };
    let y = |value: f64| round(150.0 - value / most * 136.0);
    let mut claimants: Vec<&str> = Vec::new();
    for (_, step) in &dated {
        if !claimants.contains(&step.claimant.as_str()) {
            claimants.push(&step.claimant);
        }
    }
    html! {
        svg.drawing.steps viewBox="0 0 980 184" aria-hidden="true" focusable="false" {
            @for value in [0.0, most / 2.0, most] {
                line.tick x1="76" x2="748" y1=(y(value)) y2=(y(value)) {}
                text.small x="70" y=(y(value) + 4.0) text-anchor="end" { (crate::page::number(value.round())) }
            }
            @for (x, name) in scale.ticks() { text.small x=(round(x)) y="170" text-anchor="middle" { (name) } }
            @for (n, claimant) in claimants.iter().enumerate().take(6) {
                @let own: Vec<&(i64, &Step)> = dated.iter().filter(|(_, step)| step.claimant == *claimant).collect();
                g class={ "line line" (n) } {
                    path d=(path(&own, &scale, &y)) {}
                    @for (day, step) in &own {
                        @if let Some(high) = step.high.filter(|high| *high > step.low) { line.range x1=(round(scale.x(*day))) x2=(round(scale.x(*day))) y1=(y(step.low)) y2=(y(high)) {} }
                        (shape(n, round(scale.x(*day)), y(step.low)))
                    }
                    (shape(n, 770.0, 16.0 + 20.0 * n as f64))
                    text.small x="782" y=(20.0 + 20.0 * n as f64) { (t(&short(claimant, 28))) }
                }
            }
        }
    }
}

fn path(own: &[&(i64, &Step)], scale: &Scale, y: &dyn Fn(f64) -> f64) -> String {
    let mut path = String::new();
    for (n, (day, step)) in own.iter().enumerate() {
        let (x, y) = (round(scale.x(*day)), y(step.low));
        path.push_str(&if n == 0 { format!("M{x} {y}") } else { format!("H{x}V{y}") });
    }
    path
}

/// A mark for each claimant that can be told from the others without colour.
fn shape(n: usize, x: f64, y: f64) -> Markup {
    html! {
        @match n % 4 {
            0 => { circle cx=(x) cy=(y) r="4" {} }
            1 => { rect x=(x - 3.5) y=(y - 3.5) width="7" height="7" {} }
            2 => { path.filled d={ "M" (x) " " (y - 5.0) "L" (x + 5.0) " " (y + 4.0) "H" (x - 5.0) "Z" } {} }
            _ => { path.filled d={ "M" (x) " " (y - 5.0) "L" (x + 5.0) " " (y) "L" (x) " " (y + 5.0) "L" (x - 5.0) " " (y) "Z" } {} }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(lane: &'static str, when: Option<&str>) -> Moment {
        Moment {
            lane,
            when: when.map(str::to_owned),
            words: "<b>met</b>".to_owned(),
            n_accounts: 1,
            n_places: 0,
            cites: Vec::new(),
            line: html! {},
        }
    }

    #[test]
    fn a_timeline_has_a_mark_for_each_day_that_is_known() {
        let moments = [
            moment("held", Some("2031-06-03")),
            moment("said", Some("2031-06")),
            moment("planned", Some("2033-01-05")),
            moment("held", None),
        ];
        let drawn = timeline(&moments).into_string();
        assert_eq!(drawn.matches("class=\"dot").count(), 3);
        assert!(drawn.contains("&lt;b&gt;") && !drawn.contains("<b>"));
        assert!(drawn.contains(">2032<") || drawn.contains("Jan"), "{drawn}");
        assert_eq!(timeline(&moments[..1]).into_string(), "");
    }

    #[test]
    fn many_marks_of_a_day_are_counted() {
        let mut moments: Vec<Moment> = (0..20).map(|_| moment("held", Some("2031-06-03"))).collect();
        moments.push(moment("held", Some("2031-06-09")));
        let drawn = timeline(&moments).into_string();
        assert_eq!(drawn.matches("class=\"dot").count(), HIGHEST + 1);
        assert!(drawn.contains("+13"));
        // Two such columns near each other: their numbers do not stand over one another.
        let mut near: Vec<Moment> =
            ["2031-06-03", "2031-06-20"].iter().flat_map(|day| (0..20).map(|_| moment("held", Some(day)))).collect();
        near.push(moment("held", Some("2033-06-09")));
        let drawn = timeline(&near).into_string();
        let numbers = drawn.split("<text").filter(|text| text.contains(">+13<"));
        let heights: Vec<Option<&str>> = numbers.map(|text| text.split(" y=\"").nth(1)?.split('"').next()).collect();
        assert!(heights.len() == 2 && heights[0].is_some() && heights[0] != heights[1], "{heights:?}");
    }

    #[test]
    fn who_met_whom_is_drawn_the_same_each_time_and_inside() {
        let names: Vec<String> = (0..12).map(|n| format!("Envoy {n} <script>")).collect();
        let ties: Vec<Tie> = (1..12).map(|n| Tie { one: 0, other: n, n, held: n % 2 == 0 }).collect();
        let drawn = graph(&names, &ties).into_string();
        assert_eq!(drawn, graph(&names, &ties).into_string());
        assert!(!drawn.contains("<script") && !drawn.contains("NaN"));
        assert_eq!(drawn.matches("tie planned").count(), 6);
    }

    #[test]
    fn steps_need_two_days() {
        let step = |day: &str, low| Step { day: Some(day.to_owned()), low, high: None, claimant: "Federation".to_owned() };
        assert_eq!(steps(&[step("2031-06-03", 12.0)]).into_string(), "");
        let drawn = steps(&[step("2031-06-03", 12.0), step("2031-06-05", 41_000.0)]).into_string();
        assert!(drawn.contains("41,000") && drawn.contains("M76 150H736V14"), "{drawn}");
    }
}
