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
//! | [`position`] | all of these | where actors stand |
//!
//! A stage returns its layer and adds findings; odd text is never an error and never a panic.

pub mod attribution;
mod calendar;
pub mod doc;
pub mod event;
pub mod figure;
mod gazetteer;
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
mod word;

mod number;
mod scan;

use readout_core::{Reading, Report};
use readout_model::Model;

/// What a reader of reports may choose.
#[derive(Clone, Debug, Default)]
pub struct Settings {}

/// Reads one report.
pub fn read(report: &Report, model: &dyn Model, _settings: &Settings) -> Reading {
    let mut reading = Reading::empty(report);
    let findings = &mut reading.findings;
    let layout = text::lay_out(report, findings);
    let doc = doc::parse(report, layout, model, findings);
    let cast = mention::cast(&doc, model, findings);
    let roles = role::roles(&doc, &cast);
    let times = time::times(&doc, findings);
    let attributions = attribution::attributions(&doc, &cast, &roles, &times, findings);
    let figures = figure::figures(&doc, &cast, &times, &attributions, findings);
    let events = event::events(&doc, &cast, &times, &attributions, &figures, findings);
    let positions = position::positions(&doc, &cast, &attributions, &events, findings);
    model.id().clone_into(&mut reading.model);
    reading.paragraphs = doc.paragraphs;
    reading.sentences = doc.sentences.iter().map(|sentence| sentence.span).collect();
    reading.tokens = doc.tokens;
    (reading.mentions, reading.entities) = (cast.mentions, cast.entities);
    (reading.roles, reading.times, reading.attributions) = (roles, times, attributions);
    (reading.figures, reading.events, reading.positions) = (figures, events, positions);
    reading
}
