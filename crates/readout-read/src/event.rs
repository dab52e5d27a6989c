//! PLOVER events, meetings among them.

use crate::{doc::Doc, mention::Cast};
use readout_core::{Attribution, Event, Figure, Finding, Time};

/// Finds events.
pub fn events(
    _doc: &Doc<'_>,
    _cast: &Cast,
    _times: &[Time],
    _attributions: &[Attribution],
    _figures: &[Figure],
    _findings: &mut Vec<Finding>,
) -> Vec<Event> {
    Vec::new()
}
