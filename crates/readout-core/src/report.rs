//! One published news text and what is known of its publication.

use crate::{Finding, Span, Text};
use serde::{Deserialize, Serialize};

/// One published news text, as intake leaves it: the frozen text, what is known about it, and where each value came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The input's own id, or one made from the path or the text's hash.
    pub id: String,
    /// The file it was read from, as it was named, if any.
    pub path: Option<String>,
    /// The text, exactly as it went in (after decoding), and never changed.
    pub text: Text,
    /// Who published it.
    pub outlet: Option<Known<String>>,
    /// Its address.
    pub url: Option<Known<String>>,
    /// Its title.
    pub title: Option<Known<String>>,
    /// Authors, as printed.
    pub byline: Vec<Known<String>>,
    /// Agencies (or others) whose text or picture this is said to be.
    pub credit: Vec<Known<String>>,
    /// `MUNICH, Germany (AFP) -`.
    pub dateline: Option<Dateline>,
    /// When it was published, or `None`: unknown.
    pub published: Option<Published>,
    /// BCP 47 code of the language, where known or recognised.
    pub language: Option<String>,
    /// Page furniture left in the text, which no later stage reads; sorted, without overlaps.
    pub boilerplate: Vec<Span>,
    /// What a reader should know about the input.
    pub findings: Vec<Finding>,
}

impl Report {
    /// A report of which nothing but the text is known.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            path: None,
            text: Text::new(text),
            outlet: None,
            url: None,
            title: None,
            byline: Vec::new(),
            credit: Vec::new(),
            dateline: None,
            published: None,
            language: None,
            boilerplate: Vec::new(),
            findings: Vec::new(),
        }
    }
}

/// A value and where it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known<T> {
    /// The value.
    pub value: T,
    /// Where it came from: `flag`, `field`, `sidecar`, `text`, `html:<property>`, …
    pub from: String,
    /// Where it stands in the text, if it was taken from there.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub span: Option<Span>,
}

impl<T> Known<T> {
    /// A value that does not stand in the text.
    pub fn given(value: T, from: &str) -> Self {
        Self { value, from: from.to_owned(), span: None }
    }
    /// A value read from the text at `span`.
    pub fn read(value: T, span: Span) -> Self {
        Self { value, from: "text".to_owned(), span: Some(span) }
    }
}

/// The place and agency that open a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dateline {
    /// The place as printed: `MUNICH, Germany`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub place: Option<String>,
    /// The agency as printed: `AFP`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub agency: Option<String>,
    /// The date as printed, if there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub date: Option<String>,
    /// The whole dateline with its dash.
    pub span: Span,
}

/// When a report was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// ISO 8601, as long as it is precise: `2015`, `2015-08`, `2015-08-13`, `2015-08-13T14:05:00+03:00`.
    pub value: String,
    /// How precise it is.
    pub precision: Precision,
    /// Where it came from: `flag`, `field`, `sidecar`, `text`, …
    pub from: String,
}

/// How precise a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// To the second or minute.
    Time,
    /// To the day (or a part of it).
    Day,
    /// To the week or weekend.
    Week,
    /// To the month.
    Month,
    /// To the quarter or season.
    Quarter,
    /// To the year.
    Year,
    /// To the decade or longer.
    Decade,
    /// Not known.
    Unknown,
}
