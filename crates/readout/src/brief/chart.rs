//! A toll over time, drawn as SVG for the HTML brief: a line of steps for each claimant, a bar from the least to the most that a claim allows.
//!
//! The list of claims above it says the same in words, so the drawing is hidden from screen readers. Claimants are told apart by their marks and
//! dashes, never by colour alone. Nothing is drawn where fewer than two claims have a day, or all have one day.

use super::html::escape;
use super::page::day as day_for_people;
use jiff::civil::Date;
use readout_join::brief::{FigureClaim, FigureGroup};
use std::fmt::Write as _;

/// The drawing's size in units of its own, and where its lines lie in it.
const WIDTH: f64 = 760.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 520.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 130.0;
/// Claimants drawn at most; the list has all.
const MOST: usize = 6;

/// The first day that a value can mean, as days since a fixed one.
fn number(value: &str) -> Option<i64> {
    let full = match value.len() {
        4 => format!("{value}-01-01"),
        7 => format!("{value}-01"),
        _ => value.get(..10)?.to_owned(),
    };
    let day: Date = full.parse().ok()?;
    day.since(Date::constant(2000, 1, 1)).ok().map(|span| i64::from(span.get_days()))
}

/// Least and most that a claim allows; none for the most where nobody bounds it.
fn reach(claim: &FigureClaim) -> Option<(f64, f64)> {
    let low = claim.value.or(claim.low).or(claim.high)?;
    Some((low, claim.high.unwrap_or(low).max(low)))
}

/// Draws the claims of one group.
pub(super) fn steps(figures: &FigureGroup) -> String {
    let dated: Vec<(i64, f64, f64, &FigureClaim)> = figures
        .claims
        .iter()
        .filter(|claim| claim.relation.as_deref() != Some("other scope"))
        .filter_map(|claim| Some((number(claim.day.as_deref()?)?, claim)))
        .filter_map(|(day, claim)| reach(claim).map(|(low, high)| (day, low, high, claim)))
        .collect();
    let (Some(first), Some(last)) = (dated.iter().map(|row| row.0).min(), dated.iter().map(|row| row.0).max()) else {
        return String::new();
    };
    if dated.len() < 2 || first == last {
        return String::new();
    }
    let most = dated.iter().map(|row| row.2).fold(1.0, f64::max);
    let x = |day: i64| round(LEFT + (day - first) as f64 / (last - first) as f64 * (RIGHT - LEFT));
    let y = |value: f64| round(BOTTOM - value / most * (BOTTOM - TOP));
    let mut claimants: Vec<&str> = Vec::new();
    for (.., claim) in &dated {
        let name = name(claim);
        if !claimants.contains(&name) {
            claimants.push(name);
        }
    }
    let mut svg = format!("<svg class=\"steps\" viewBox=\"0 0 {WIDTH} 156\" aria-hidden=\"true\" focusable=\"false\">");
    for value in [0.0, most / 2.0, most] {
        let at = y(value);
        let _ = write!(svg, "<line class=\"tick\" x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{at}\" y2=\"{at}\"/>");
        let _ = write!(svg, "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>", LEFT - 6.0, round(at + 4.0), thousands(value));
    }
    for (day, anchor) in [(first, "start"), (last, "end")] {
        let words = dated.iter().find(|row| row.0 == day).and_then(|row| row.3.day.as_deref()).map(day_for_people).unwrap_or_default();
        let _ = write!(svg, "<text x=\"{}\" y=\"150\" text-anchor=\"{anchor}\">{}</text>", x(day), escape(&words));
    }
    for (n, claimant) in claimants.iter().enumerate().take(MOST) {
        let mut own: Vec<_> = dated.iter().filter(|row| name(row.3) == *claimant).collect();
        own.sort_by_key(|row| row.0);
        let mut path = String::new();
        for (place, (day, low, ..)) in own.iter().enumerate() {
            let _ = if place == 0 { write!(path, "M{} {}", x(*day), y(*low)) } else { write!(path, "H{}V{}", x(*day), y(*low)) };
        }
        let _ = write!(svg, "<g class=\"l{n}\"><path d=\"{path}\"/>");
        for (day, low, high, _) in &own {
            if high > low {
                let _ = write!(svg, "<line x1=\"{0}\" x2=\"{0}\" y1=\"{1}\" y2=\"{2}\"/>", x(*day), y(*low), y(*high));
            }
            svg.push_str(&mark(n, x(*day), y(*low)));
        }
        let at = TOP + 18.0 * n as f64;
        svg.push_str(&mark(n, RIGHT + 24.0, at));
        let _ = write!(svg, "<text x=\"{}\" y=\"{}\">{}</text></g>", RIGHT + 34.0, at + 4.0, escape(&short(claimant)));
    }
    svg.push_str("</svg>\n");
    svg
}

fn name(claim: &FigureClaim) -> &str {
    claim.claimant.as_deref().unwrap_or("no claimant named")
}

/// A name that fits beside the lines.
fn short(name: &str) -> String {
    if name.chars().count() <= 32 { name.to_owned() } else { format!("{}…", name.chars().take(31).collect::<String>().trim_end()) }
}

fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// `34,000`.
fn thousands(value: f64) -> String {
    let digits = format!("{:.0}", value.round());
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A mark that tells one claimant from the next.
fn mark(n: usize, x: f64, y: f64) -> String {
    match n % 3 {
        0 => format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"4\"/>"),
        1 => format!("<rect x=\"{}\" y=\"{}\" width=\"7\" height=\"7\"/>", round(x - 3.5), round(y - 3.5)),
        _ => format!("<path class=\"mark\" d=\"M{x} {}L{} {}H{}Z\"/>", round(y - 5.0), round(x + 5.0), round(y + 4.0), round(x - 5.0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(day: Option<&str>, value: f64, high: Option<f64>, claimant: &str, relation: Option<&str>) -> FigureClaim {
        FigureClaim {
            words: value.to_string(),
            value: Some(value),
            low: None,
            high,
            bound: "exactly".to_owned(),
            claimant: Some(claimant.to_owned()),
            when: None,
            day: day.map(str::to_owned),
            relation: relation.map(str::to_owned),
            parts: Vec::new(),
            n_printings: 1,
            n_accounts: 1,
            accounts: Vec::new(),
            cites: Vec::new(),
        }
    }

    fn drawn(claims: Vec<FigureClaim>) -> String {
        steps(&FigureGroup { counted: "killed".to_owned(), claims, derived: Vec::new() })
    }

    #[test]
    fn a_toll_steps_up_from_claim_to_claim() {
        let svg = drawn(vec![
            claim(Some("2033-08-08"), 31.0, None, "<Ministry>", None),
            claim(Some("2033-08-10"), 44.0, None, "<Ministry>", Some("update")),
            claim(Some("2033-08-10"), 62.0, Some(71.0), "Monitor", Some("conflicts")),
        ]);
        // From the first day and 31 to the last day, then up to 44 of at most 71.
        assert!(svg.contains("M64 79.4H520V58.1"), "{svg}");
        assert_eq!(svg.matches("<circle").count(), 3, "{svg}");
        assert!(svg.contains("Mon 8 Aug 2033") && svg.contains("Wed 10 Aug 2033") && svg.contains(">71<"));
        assert!(svg.contains("&lt;Ministry&gt;") && !svg.contains("<Ministry>"));
    }

    #[test]
    fn nothing_is_drawn_of_one_day_or_of_no_day_or_of_others() {
        let one = || claim(Some("2033-08-08"), 31.0, None, "Ministry", None);
        assert_eq!(drawn(vec![one(), claim(None, 44.0, None, "Ministry", None)]), "");
        assert_eq!(drawn(vec![one(), one()]), "");
        assert_eq!(drawn(vec![one(), claim(Some("2033-08-10"), 9.0, None, "Ministry", Some("other scope"))]), "");
    }

    #[test]
    fn large_numbers_have_commas() {
        assert_eq!([thousands(0.0), thousands(950.0), thousands(34_000.0), thousands(1_200_000.0)].join(" "), "0 950 34,000 1,200,000");
    }
}
