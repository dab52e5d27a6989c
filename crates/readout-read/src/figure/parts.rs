//! Breakdowns: `114: 46 civilians, 33 rebels and 35 soldiers`, and whether their parts add up.

use super::{Draft, Reader};
use readout_core::{Bound, Figure, Finding};

/// Whether the parts of a figure add up, where they are told as all there are.
pub(super) fn check_sum(figures: &[Figure], whole: usize, findings: &mut Vec<Finding>) {
    let figure = &figures[whole];
    let parts: Vec<f64> = figure.parts.iter().filter_map(|part| figures[part.index()].value).collect();
    let (Some(value), true) = (figure.value, parts.len() == figure.parts.len()) else { return };
    let sum: f64 = parts.iter().sum();
    let fits = match figure.bound {
        Bound::Exactly | Bound::AtLeast => sum == value,
        Bound::About | Bound::Nearly => (sum - value).abs() <= value * 0.1,
        Bound::AtMost => sum <= value,
    };
    if !fits {
        let terms: Vec<String> = parts.iter().map(|part| part.to_string()).collect();
        findings.push(Finding::at("sum-mismatch", figure.span, format!("the parts {} make {sum}, not {value}", terms.join(" + "))));
    }
}

impl Reader<'_> {
    /// Figures with their parts: whole (and whether the parts claim to be all), parts.
    pub(super) fn parts(&self, drafts: &mut [Draft]) -> Vec<((usize, bool), Vec<usize>)> {
        let mut found = Vec::new();
        for whole in 0..drafts.len() {
            let opened = |next: &Draft, mark: &str| (drafts[whole].noun_end..next.quantity.from).any(|at| self.lower(at) == mark);
            let Some(next) = drafts.get(whole + 1) else { break };
            if next.sentence != drafts[whole].sentence || drafts[whole].quantity.measure.is_some() {
                continue;
            }
            let colon = opened(next, ":");
            let including = opened(next, "including");
            if !(colon || including) || !self.enumerates_after(&drafts[whole], next) {
                continue;
            }
            let mut parts = vec![whole + 1];
            while let Some(part) = drafts.get(whole + 1 + parts.len()) {
                let before = &drafts[whole + parts.len()];
                let linked = (before.noun_end..part.quantity.from).all(|at| matches!(self.lower(at), "," | "and" | ";" | "of" | "them"));
                if part.sentence != drafts[whole].sentence || !linked || part.quantity.measure.is_some() {
                    break;
                }
                parts.push(whole + 1 + parts.len());
            }
            let total = drafts[whole].quantity.value.or(drafts[whole].quantity.high).unwrap_or(f64::INFINITY);
            if parts.iter().any(|part| drafts[*part].quantity.value.unwrap_or(0.0) > total) && including {
                continue;
            }
            let counted = drafts[whole].counted.clone();
            for part in &parts {
                if colon || drafts[*part].counted.is_none() {
                    drafts[*part].counted = counted.clone().or(drafts[*part].counted.take());
                }
            }
            found.push(((whole, colon && parts.len() > 1), parts));
        }
        found
    }

    pub(super) fn enumerates_after(&self, whole: &Draft, part: &Draft) -> bool {
        let mark = (whole.noun_end..part.quantity.from).rev().find(|at| matches!(self.lower(*at), ":" | "including"));
        mark.is_some_and(|mark| part.quantity.from - mark <= 3)
    }
}
