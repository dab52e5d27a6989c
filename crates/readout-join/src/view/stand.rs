//! One actor's stance on one issue, with every telling.

use super::{Party, day_of, party};
use crate::Evidence;
use crate::brief::Cite;
use crate::brief::make::Desk;
use crate::position::{self, name, side};
use readout_core::Position;
use serde::Serialize;

/// A stance, by whose account, since when, and how it moved.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stand {
    /// Whose.
    pub actor: Party,
    /// The body that the actor speaks for: a person whom the reports see in an office of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub behalf: Option<Party>,
    /// On what, in the words that most reports use.
    pub issue: String,
    /// Which of the issue's topics it is on, from 0: stances of one topic are told in nearly the same words.
    pub topic: usize,
    /// `demands`, `supports`, `accepts`, `offers`, `conditional`, `opposes`, `rejects`, `neutral`.
    pub stance: &'static str,
    /// 1 for, -1 against, 0 neither.
    pub side: i8,
    /// Whether the actor itself says so; else it is a claim about the actor's position.
    pub own: bool,
    /// Who says so, where it is not the actor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub according_to: Option<String>,
    /// First day of a report that tells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// `reaffirmed`, `changed`, `changed from rejects`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<String>,
    /// Independent accounts.
    pub n_accounts: usize,
    /// Who they are.
    pub accounts: Vec<String>,
    /// Every telling, in order of the reports.
    pub tellings: Vec<StandTold>,
    /// Evidence, one for each report.
    pub cites: Vec<Cite>,
}

/// One telling of a stance.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StandTold {
    /// The issue in this report's words.
    pub issue: String,
    /// The words that show the stance.
    pub words: String,
    /// Who says so, where somebody is quoted or reported: an actor can speak through its officers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub through: Option<String>,
    /// What it depends on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// Day of the report, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// `reaffirmed`, where this report says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<String>,
    /// Where.
    pub cite: Cite,
}

/// Lays out a stance of an issue.
pub(super) fn stand(desk: &Desk<'_>, issue: &position::Issue, stand: &position::Stand) -> Stand {
    let position = |report: usize, place: usize| &desk.readings[report].positions[place];
    let mut places = stand.tellings.clone();
    places.sort_by_key(|(report, place)| (day_of(desk, *report).is_none(), day_of(desk, *report), *report, *place));
    let told = |(report, place): &(usize, usize)| {
        let told = position(*report, *place);
        StandTold {
            issue: crate::cited::clean(&told.issue),
            words: desk.words(*report, told.span),
            through: through(desk, *report, told).filter(|speaker| *speaker != stand.actor).map(|speaker| desk.name(speaker)),
            condition: told.condition.map(|condition| desk.words(*report, condition)),
            published: desk.readings[*report].report.published.as_ref().map(|published| published.value.clone()),
            change: told.change.clone(),
            cite: desk.cite(*report, vec![told.span]),
        }
    };
    Stand {
        actor: party(desk, stand.actor, None),
        behalf: stand.behalf.map(|body| party(desk, body, None)),
        issue: crate::cited::clean(&issue.label),
        topic: stand.topic,
        stance: name(stand.stance),
        side: side(stand.stance),
        own: stand.according_to.is_none(),
        according_to: stand.according_to.map(|by| desk.name(by)),
        first: stand.first.clone(),
        last: stand.last.clone(),
        change: stand.change.clone(),
        n_accounts: stand.accounts.len(),
        accounts: Desk::accounts(&stand.accounts),
        tellings: places.iter().map(told).collect(),
        cites: desk.cites(places.iter().map(|(report, place)| Evidence { report: *report, span: position(*report, *place).span })),
    }
}

/// Who speaks where a position is told through somebody's words.
pub(super) fn through(desk: &Desk<'_>, report: usize, position: &Position) -> Option<usize> {
    let attribution = desk.readings[report].attributions.get(position.attribution?.index())?;
    desk.record.cast.actor(report, attribution.speaker?)
}
