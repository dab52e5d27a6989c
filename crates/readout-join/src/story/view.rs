//! What a page or a terminal draws of stories. Plain data; every place is a [`Cite`].

use crate::Record;
use crate::brief::{Cite, ReportCard};
use crate::cited::Cited;
use readout_core::Reading;
use serde::Serialize;
use std::collections::BTreeSet;

/// Format of [`StoriesView`].
pub const STORIES: &str = "readout/stories/1";

/// All stories.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct StoriesView {
    /// [`STORIES`].
    pub format: String,
    /// All reports, in the order of the readings.
    pub reports: Vec<ReportCard>,
    /// Stories, the largest first.
    pub stories: Vec<StoryView>,
}

/// A story.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StoryView {
    /// Its place in [`crate::Record::stories`].
    pub story: usize,
    /// Its name, made of the reports' words.
    pub name: String,
    /// Who is named by most of its reports.
    pub actors: Vec<String>,
    /// Names and words that tie its reports together, the strongest first.
    pub ties: Vec<String>,
    /// Independent accounts among its reports, after copies are collapsed.
    pub n_accounts: usize,
    /// Labels of its reports.
    pub reports: Vec<String>,
    /// The same, those together that tell of one event or stage in the same words.
    pub parts: Vec<Vec<String>>,
    /// Days of publication with the number of reports.
    pub published: Vec<(String, usize)>,
    /// The days that its reports tell most of, by date.
    pub days: Vec<DayView>,
    /// Where it was nearly several stories.
    pub joints: Vec<JointView>,
    /// Stories that came near and were kept apart.
    pub near: Vec<NearView>,
}

/// A day that a story tells of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DayView {
    /// ISO 8601.
    pub day: String,
    /// Reports that tell of it.
    pub n_reports: usize,
    /// Texts, one printed by several counted once.
    pub n_texts: usize,
    /// The sentence that says best what others say of it.
    pub words: String,
    /// Where it stands.
    pub cite: Cite,
}

/// Two parts of a story and why they are one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JointView {
    /// How alike they are, 0 to 1.
    pub alike: f64,
    /// How alike two must be to be one.
    pub needed: f64,
    /// Whether it is whom they name that is alike, rather than all their words.
    pub names: bool,
    /// Labels of the one part.
    pub one: Vec<String>,
    /// Labels of the other.
    pub other: Vec<String>,
    /// What they have in common.
    pub by: Vec<String>,
}

/// A story that came near and why it is another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NearView {
    /// Its place in the list of stories.
    pub story: usize,
    /// Its name.
    pub name: String,
    /// How alike the two are, 0 to 1.
    pub alike: f64,
    /// How alike two must be to be one.
    pub needed: f64,
    /// What they have in common.
    pub by: Vec<String>,
    /// Days between the two, where they do not overlap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_apart: Option<i64>,
}

/// All stories of a record.
pub fn stories_view(readings: &[Reading], record: &Record) -> StoriesView {
    let cited = Cited::new(readings, record);
    let labels = |reports: &[usize]| reports.iter().map(|report| cited.labels[*report].clone()).collect::<Vec<_>>();
    let mut stories = Vec::new();
    for (place, story) in record.stories.iter().enumerate() {
        let inside: BTreeSet<usize> = story.reports.iter().copied().collect();
        let days = story.timeline.iter().map(|day| DayView {
            day: day.day.clone(),
            n_reports: day.n_reports,
            n_texts: day.n_texts,
            words: cited.words(day.evidence.report, day.evidence.span),
            cite: cited.cite(day.evidence.report, vec![day.evidence.span]),
        });
        let joints = story.joints.iter().map(|joint| JointView {
            alike: joint.alike,
            needed: joint.needed,
            names: joint.names,
            one: labels(&joint.one),
            other: labels(&joint.other),
            by: joint.by.clone(),
        });
        let near = story.near.iter().map(|near| NearView {
            story: near.story,
            name: record.stories[near.story].name.clone(),
            alike: near.alike,
            needed: near.needed,
            by: near.by.clone(),
            days_apart: near.days_apart,
        });
        stories.push(StoryView {
            story: place,
            name: story.name.clone(),
            actors: story.actors.iter().map(|actor| record.cast.actors[*actor].name.clone()).collect(),
            ties: story.ties.clone(),
            n_accounts: record.tellers.iter().filter(|teller| teller.reports.iter().any(|report| inside.contains(report))).count(),
            reports: labels(&story.reports),
            parts: story.parts.iter().map(|part| labels(part)).collect(),
            published: story.days.clone(),
            days: days.collect(),
            joints: joints.collect(),
            near: near.collect(),
        });
    }
    StoriesView { format: STORIES.to_owned(), reports: cited.cards(), stories }
}
