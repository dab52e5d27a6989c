//! Claimed quantities.

use crate::{doc::Doc, mention::Cast};
use readout_core::{Attribution, Figure, Finding, Time};

/// Finds figures.
pub fn figures(_doc: &Doc<'_>, _cast: &Cast, _times: &[Time], _attributions: &[Attribution], _findings: &mut Vec<Finding>) -> Vec<Figure> {
    Vec::new()
}
