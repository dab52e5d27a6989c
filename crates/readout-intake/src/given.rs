//! What is known of a report beside its text: flags, the fields of a JSON record, a sidecar file.
//!
//! Names are those of the JSON Lines input: `id`, `title`, `outlet`, `url`, `published`, `byline`, `credit`, `language`, with what
//! others call them (`headline`, `series`, `date`, `authors`, …). Where two sources know a value, the nearer one wins: flag, then field, then sidecar, then what
//! stands in the text.

use crate::date;
use readout_core::{Finding, Known, Published, Report};
use serde_json::{Map, Value};

/// What is known beside the text. Every value says where it came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Given {
    /// The input's own id.
    pub id: Option<String>,
    /// Title.
    pub title: Option<Known<String>>,
    /// Publisher.
    pub outlet: Option<Known<String>>,
    /// Address.
    pub url: Option<Known<String>>,
    /// When published, as written.
    pub published: Option<Known<String>>,
    /// Authors.
    pub byline: Vec<Known<String>>,
    /// Agencies.
    pub credit: Vec<Known<String>>,
    /// BCP 47 code.
    pub language: Option<String>,
}

impl Given {
    /// Reads the fields of a JSON object; `from` says which object it was: `field` or `sidecar`.
    pub fn from_json(fields: &Map<String, Value>, from: &str) -> Self {
        let text = |names: &[&str]| names.iter().find_map(|name| string(fields.get(*name)?));
        let known = |names: &[&str]| text(names).map(|value| Known::given(value, from));
        let list = |names: &[&str]| {
            let values = names.iter().find_map(|name| fields.get(*name)).map(strings).unwrap_or_default();
            values.into_iter().map(|value| Known::given(value, from)).collect()
        };
        // Names that others give the day of publication; a bare clock time under one of them is none.
        let dated = || {
            let names = ["published_at", "date_published", "publication_date", "datetime", "time"];
            names.iter().find_map(|name| known(&[name]).filter(|written| is_date(&written.value)))
        };
        Self {
            id: text(&["id"]),
            title: known(&["title", "headline"]),
            outlet: known(&["outlet", "series", "publisher"]),
            url: known(&["url"]),
            published: known(&["published", "date"]).or_else(dated),
            byline: list(&["byline", "author", "authors"]),
            credit: list(&["credit"]),
            language: text(&["language"]),
        }
    }

    /// These values, and those of `farther` where these are missing.
    pub fn or(self, farther: Given) -> Self {
        let lists = |near: Vec<_>, far| if near.is_empty() { far } else { near };
        Self {
            id: self.id.or(farther.id),
            title: self.title.or(farther.title),
            outlet: self.outlet.or(farther.outlet),
            url: self.url.or(farther.url),
            published: self.published.or(farther.published),
            byline: lists(self.byline, farther.byline),
            credit: lists(self.credit, farther.credit),
            language: self.language.or(farther.language),
        }
    }

    /// Writes the values into a report; a date that cannot be read leaves a finding and the report undated.
    pub(crate) fn apply(self, report: &mut Report) {
        if let Some(written) = self.published {
            match date::parse(&written.value) {
                Some(moment) => {
                    let from = written.from;
                    report.published = Some(Published { value: moment.value(), precision: moment.precision(), from });
                }
                None => {
                    let message = format!("the given date {:?} cannot be read, so the report counts as undated", written.value);
                    report.findings.push(Finding::report("published-unreadable", message));
                }
            }
        }
        report.title = self.title;
        report.outlet = self.outlet;
        report.url = self.url;
        report.byline = self.byline;
        report.credit = self.credit;
        report.language = self.language;
    }
}

/// Whether `written` is a date that a report can be given as its own.
pub fn is_date(written: &str) -> bool {
    date::parse(written).is_some()
}

/// The first day that a date written by a person can mean: of `June 2031` the first of June.
pub fn first_day(written: &str) -> Option<jiff::civil::Date> {
    let value = date::parse(written)?.value();
    let day = match value.len() {
        4 => format!("{value}-01-01"),
        7 => format!("{value}-01"),
        _ => value.get(..10)?.to_owned(),
    };
    day.parse().ok()
}

fn string(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().filter_map(string).collect(),
        value => string(value).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn aliases_and_lists() {
        let record =
            json!({"id": 7, "series": "Harbour Mail", "date": "2031-06-03", "byline": "A. Penner", "credit": ["KP", ""], "url": null});
        let given = Given::from_json(record.as_object().unwrap(), "field");
        assert_eq!(given.id.as_deref(), Some("7"));
        assert_eq!(given.outlet, Some(Known::given("Harbour Mail".to_owned(), "field")));
        assert_eq!(given.published.as_ref().map(|known| known.value.as_str()), Some("2031-06-03"));
        assert_eq!((given.byline.len(), given.credit.len(), given.url), (1, 1, None));
    }

    #[test]
    fn names_that_others_use() {
        let given = |record: serde_json::Value| Given::from_json(record.as_object().unwrap(), "field");
        let theirs = given(json!({"headline": "Talks", "publisher": "Mail", "authors": ["A. Penner"], "time": "2031-06-03"}));
        let values = [theirs.title, theirs.outlet, theirs.published].map(|known| known.map(|known| known.value));
        assert_eq!(values, ["Talks", "Mail", "2031-06-03"].map(|value| Some(value.to_owned())));
        assert_eq!(theirs.byline.len(), 1);
        assert_eq!(given(json!({"time": "14:05"})).published, None);
        assert_eq!(given(json!({"time": "2031-06-03", "date": "2031-06-04"})).published.unwrap().value, "2031-06-04");
    }

    #[test]
    fn the_nearer_source_wins() {
        let near = Given { outlet: Some(Known::given("Mail".to_owned(), "flag")), ..Given::default() };
        let far = Given { outlet: Some(Known::given("Post".to_owned(), "sidecar")), language: Some("en".to_owned()), ..Given::default() };
        let both = near.or(far);
        assert_eq!((both.outlet.unwrap().from.as_str(), both.language.as_deref()), ("flag", Some("en")));
    }
}
