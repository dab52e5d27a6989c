//! Things a reader should know about an input or a result.

use crate::Span;
use serde::{Deserialize, Serialize};

/// Something a reader should know: odd input, a value that could not be resolved, a sum that does not add up.
///
/// Findings are data and never stop a reading. `code` is stable, `kebab-case` and listed in `docs/reference/findings.md`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable name of the kind of finding.
    pub code: String,
    /// Where in the text, if anywhere.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub span: Option<Span>,
    /// One lowercase sentence without a final stop.
    pub message: String,
}

impl Finding {
    /// A finding about the whole report.
    pub fn report(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), span: None, message: message.into() }
    }
    /// A finding about a stretch of text.
    pub fn at(code: &str, span: Span, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), span: Some(span), message: message.into() }
    }
}
