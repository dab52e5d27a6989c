//! What was said, once for each time it was said, however often it is printed.

use crate::account::{Account, Telling, accounts};
use crate::copies::Copies;
use crate::entity::Cast;
use crate::groups::Groups;
use crate::when;
use crate::words::content_words;
use readout_core::{AttributionId, AttributionKind, Manner, Reading, Span, Voice, utterer};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// In what capacity something was said, by the report that tells it most fully; of [`readout_core::Voice`], across reports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capacity {
    /// The office that the speaker held as of that report.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub office: Option<String>,
    /// The actor for whom it was said.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub behalf: Option<usize>,
    /// The report gives no name for who said it.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub unnamed: bool,
    /// How many said it without a name, where the words say so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub count: Option<u32>,
}

impl Capacity {
    fn of(reading: &Reading, report: usize, voice: &Voice, cast: &Cast) -> Self {
        let behalf = voice.behalf.filter(|body| body.index() < reading.entities.len()).and_then(|body| cast.state(report, body));
        Self { office: voice.office.clone(), behalf, unnamed: voice.unnamed, count: voice.count }
    }

    /// Nothing is known of it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// `as spokeswoman, for Ossara`, `unnamed`, `3 unnamed, for the ministry`; `behalf` is that actor's name.
    pub fn words(&self, behalf: Option<&str>) -> Option<String> {
        let mut words = Vec::new();
        match (self.unnamed, self.count) {
            (true, Some(count)) if count > 1 => words.push(format!("{count} unnamed")),
            (true, _) => words.push("unnamed".to_owned()),
            // Whoever has no name is described by the office already.
            (false, _) => words.extend(self.office.as_ref().map(|office| format!("as {office}"))),
        }
        let told = |name: &&str| !self.office.as_ref().is_some_and(|office| office.to_lowercase().contains(&name.to_lowercase()));
        words.extend(behalf.filter(told).map(|name| format!("for {name}")));
        (!words.is_empty()).then(|| words.join(", "))
    }
}

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
    /// In what capacity the speaker said it.
    #[serde(skip_serializing_if = "Capacity::is_empty", default)]
    pub capacity: Capacity,
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
            let speaker = utterer(&reading.text, &reading.attributions, attribution).and_then(|entity| cast.actor(report, entity));
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
            capacity: Capacity::of(
                &readings[fullest.report],
                fullest.report,
                &readings[fullest.report].attributions[fullest.id.index()].voice,
                cast,
            ),
            said: said.map(str::to_owned),
            speaker: fullest.speaker,
            manner: readings[fullest.report].attributions[fullest.id.index()].manner,
            tellings: group.iter().map(|at| (all[*at].report, all[*at].id)).collect(),
            accounts: accounts(readings, copies, &told),
        });
    }
    statements
}

#[cfg(test)]
mod tests {
    use super::Capacity;

    #[test]
    fn a_capacity_says_what_the_reports_say_and_no_more() {
        let office = |office: &str| Capacity { office: Some(office.to_owned()), ..Capacity::default() };
        assert_eq!(office("spokeswoman").words(Some("Ossara")).as_deref(), Some("as spokeswoman, for Ossara"));
        assert_eq!(office("Ossara envoy").words(Some("Ossara")).as_deref(), Some("as Ossara envoy"));
        let unnamed = |count| Capacity { unnamed: true, count, ..office("official") };
        assert_eq!(unnamed(Some(3)).words(None).as_deref(), Some("3 unnamed"));
        assert_eq!(unnamed(None).words(Some("the ministry")).as_deref(), Some("unnamed, for the ministry"));
        assert_eq!(Capacity::default().words(None), None);
    }
}
