//! Where actors stand.

use crate::{doc::Doc, mention::Cast};
use readout_core::{Attribution, Event, Finding, Position};

/// Finds positions.
pub fn positions(
    _doc: &Doc<'_>,
    _cast: &Cast,
    _attributions: &[Attribution],
    _events: &[Event],
    _findings: &mut Vec<Finding>,
) -> Vec<Position> {
    Vec::new()
}
