//! What was said, once for each time it was said, however often it is printed.

use crate::account::{Account, Telling, accounts};
use crate::copies::Copies;
use crate::entity::Cast;
use crate::groups::Groups;
use crate::when;
use crate::words::content_words;
use readout_core::{AttributionId, AttributionKind, Manner, Reading, Span};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Something that was said, by everybody's account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Who said it, where that is known.
    pub speaker: Option<usize>,
    /// How the fullest telling puts it.
    pub manner: Manner,
    /// The tellings: report and attribution, the fullest first.
    pub tellings: Vec<(usize, AttributionId)>,
    /// When it was said, by the words beside the cue (TIMEX3) of the fullest telling that says so; neither when what is told of happened nor
    /// when it was printed.
    #[serde(default)]
    pub said: Option<String>,
    /// By how many independent accounts.
    pub accounts: Vec<Account>,
}

/// Joins the attributions of all readings.
pub fn statements(readings: &[Reading], copies: &Copies, cast: &Cast) -> Vec<Statement> {
    struct Said {
        report: usize,
        id: AttributionId,
        speaker: Option<usize>,
        span: Span,
        words: BTreeSet<String>,
    }
    let mut all = Vec::new();
    for (report, reading) in readings.iter().enumerate() {
        for (place, attribution) in reading.attributions.iter().enumerate() {
            let Some(span) = attribution.content.iter().copied().reduce(Span::cover) else { continue };
            let speaker = attribution.speaker.and_then(|entity| cast.actor(report, entity));
            let words = attribution.content.iter().flat_map(|span| content_words(span.of(&reading.text))).collect();
            all.push(Said { report, id: AttributionId::new(place), speaker, span, words });
        }
    }
    // Only what has a rare word in common is compared.
    let mut by_word: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, said) in all.iter().enumerate() {
        for word in &said.words {
            by_word.entry(word).or_default().push(at);
        }
    }
    let mut groups = Groups::new(all.len());
    for places in by_word.values().filter(|places| places.len() <= 200) {
        for (n, one) in places.iter().enumerate() {
            for other in &places[n + 1..] {
                let (one, other, joined) = (&all[*one], &all[*other], (*one, *other));
                if one.report == other.report || one.speaker != other.speaker || groups.together(joined.0, joined.1) {
                    continue;
                }
                let common = one.words.intersection(&other.words).count();
                let fewer = one.words.len().min(other.words.len());
                let alike = fewer >= 4 && common * 10 >= fewer * 8 && common * 2 >= one.words.len().max(other.words.len());
                if (common * 2 >= fewer && copies.same_text((one.report, one.span), (other.report, other.span))) || alike {
                    groups.join(joined.0, joined.1);
                }
            }
        }
    }
    let mut statements = Vec::new();
    for mut group in groups.all() {
        let weight = |at: &usize| {
            let attribution = &readings[all[*at].report].attributions[all[*at].id.index()];
            (attribution.kind == AttributionKind::Indirect, std::cmp::Reverse(all[*at].words.len()), *at)
        };
        group.sort_by_key(weight);
        let told: Vec<Telling<'_>> = group
            .iter()
            .map(|at| {
                let said = &all[*at];
                let attribution = readings[said.report].attributions.get(said.id.index());
                Telling { report: said.report, span: said.span, attribution }
            })
            .collect();
        let fullest = &all[group[0]];
        let said = group.iter().find_map(|at| {
            let reading = &readings[all[*at].report];
            when::value(reading, when::said(reading, reading.attributions.get(all[*at].id.index())?)?)
        });
        statements.push(Statement {
            said: said.map(str::to_owned),
            speaker: fullest.speaker,
            manner: readings[fullest.report].attributions[fullest.id.index()].manner,
            tellings: group.iter().map(|at| (all[*at].report, all[*at].id)).collect(),
            accounts: accounts(readings, copies, &told),
        });
    }
    statements
}
