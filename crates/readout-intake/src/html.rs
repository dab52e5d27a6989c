//! Pages: main text and metadata. Not built yet: a page leaves a finding and an empty text.

use crate::Given;
use readout_core::Finding;

/// The main text of `page` and what its head says about it.
pub fn main_text(_page: &str, findings: &mut Vec<Finding>) -> (String, Given) {
    findings.push(Finding::report("no-main-text", "pages cannot be read yet: give the main text as `text`"));
    (String::new(), Given::default())
}
