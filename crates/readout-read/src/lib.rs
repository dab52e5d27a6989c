//! One report to one reading: a pure function of the report, the model and the settings.
//!
//! The stages stand in the order of the pipeline, one file each, and [`read`] is all of them:
//!
//! | stage | comes in | goes out |
//! |---|---|---|
//! | [`text`] | the report | paragraphs, rule-made words and certain or possible sentence boundaries |
//! | [`doc`] | those, the model | sentences, tokens with their tree, and the model's suggestions: the [`doc::Doc`] all later stages read |
//! | [`mention`] | doc | mentions and the entities they refer to: the [`mention::Cast`] |
//! | [`role`] | doc, cast | offices |
//! | [`time`] | doc | time expressions |
//! | [`attribution`] | doc, cast, roles | who says what, with its chain |
//! | [`figure`] | doc, cast, times, attributions | claimed quantities |
//! | [`event`] | all of these | PLOVER events, meetings among them |
//! | [`position`] | all of these | where actors stand; what their issues are about is marked by [`about`] |
//!
//! A stage returns its layer and adds findings; odd text is never an error and never a panic.

mod about;
pub mod attribution;
mod bounds;
mod calendar;
mod clause;
pub mod doc;
pub mod event;
pub mod figure;
mod gazetteer;
mod gender;
mod given;
mod lemma;
pub mod mention;
mod name;
mod office;
mod pair;
pub mod phrase;
pub mod position;
mod refer;
pub mod role;
mod sector;
pub mod text;
pub mod time;
mod usage;
mod word;

#[cfg(test)]
mod made;
mod number;
mod scan;

use readout_core::{Reading, Report};
use readout_model::Model;

/// What a reader of reports may choose.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Predicates and their events; the built-in ones where there is none. Make it with [`event::Lexicon::with`] to keep those as well.
    pub lexicon: Option<event::Lexicon>,
    /// Country and sector of names, which win over what is found out otherwise.
    pub actors: event::dictionary::Actors,
}

/// Reads one report.
pub fn read(report: &Report, model: &dyn Model, settings: &Settings) -> Reading {
    let mut reading = Reading::empty(report);
    let findings = &mut reading.findings;
    let layout = text::lay_out(report, findings);
    let doc = doc::parse(report, layout, model, findings);
    let mut cast = mention::cast(&doc, model, findings);
    settings.actors.apply(&mut cast.entities, published_day(report));
    let roles = role::roles(&doc, &cast);
    let times = time::times(&doc, findings);
    let attributions = attribution::attributions(&doc, &cast, &roles, &times, findings);
    let figures = figure::figures(&doc, &cast, &times, &attributions, findings);
    let lexicon = settings.lexicon.as_ref().unwrap_or_else(|| event::Lexicon::built_in());
    let events = event::events(&doc, &cast, &times, &attributions, &figures, lexicon, findings);
    let mut positions = position::positions(&doc, &cast, &attributions, &events, findings);
    for position in &mut positions {
        position.about = about::about(&doc.tokens, position.issue_span.unwrap_or(position.span));
    }
    cast.name_owners(doc.text);
    model.id().clone_into(&mut reading.model);
    reading.paragraphs = doc.paragraphs;
    reading.sentences = doc.sentences.iter().map(|sentence| sentence.span).collect();
    reading.tokens = doc.tokens;
    (reading.mentions, reading.entities) = (cast.mentions, cast.entities);
    (reading.roles, reading.times, reading.attributions) = (roles, times, attributions);
    (reading.figures, reading.events, reading.positions) = (figures, events, positions);
    reading
}

/// The day a report was published, as `YYYYMMDD`, where it is known to the day.
fn published_day(report: &Report) -> Option<u32> {
    let digits: String = report.published.as_ref()?.value.get(..10)?.chars().filter(char::is_ascii_digit).collect();
    (digits.len() == 8).then(|| digits.parse().ok()).flatten()
}
