//! Who says, thinks or wants what, and by whose account.

use crate::{doc::Doc, mention::Cast};
use readout_core::{Attribution, Finding, Role, Time};

/// Finds attributions and their chains.
pub fn attributions(_doc: &Doc<'_>, _cast: &Cast, _roles: &[Role], _times: &[Time], _findings: &mut Vec<Finding>) -> Vec<Attribution> {
    Vec::new()
}
