//! Sentences for tests of single stages: trees made by hand, no model.

use crate::doc::{Doc, Sentence};
use crate::mention::Cast;
use readout_core::{
    Entity, EntityId, EntityType, Mention, MentionId, MentionKind, Report, Span, Time, TimeId, TimeType, Token, TokenIndex, TokenRange,
};

/// Hands one sentence to `run`: `form lemma UPOS head relation [entity type] [=features]` a line, heads counted from 1, 0 for the root. A word with
/// an entity type is a name, and `DATE` a time.
pub(crate) fn with(rows: &str, run: impl FnOnce(&Doc<'_>, &Cast, &[Time])) {
    let rows: Vec<Vec<&str>> =
        rows.lines().map(str::trim).filter(|row| !row.is_empty()).map(|row| row.split_whitespace().collect()).collect();
    let forms: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    let report = Report::new("test", forms.join(" "));
    let mut at = 0;
    let (mut mentions, mut entities) = (Vec::new(), Vec::new());
    let mut times = Vec::new();
    let mut tokens = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let span = Span::new(at, at + row[0].len());
        at += row[0].len() + 1;
        let told = row.iter().find_map(|field| field.strip_prefix('=').filter(|feats| !feats.is_empty()));
        let feats = told.unwrap_or(if row[0].ends_with("ing") { "Tense=Pres|VerbForm=Part" } else { "_" });
        let head = row[3].parse::<i32>().expect("a head") - 1;
        tokens.push(Token {
            span,
            form: row[0].into(),
            lemma: row[1].into(),
            upos: row[2].into(),
            feats: feats.into(),
            head,
            deprel: row[4].into(),
        });
        match row.get(5).filter(|field| !field.starts_with('=')) {
            Some(&"DATE") => times.push(Time {
                id: TimeId::new(times.len()),
                span,
                time_type: TimeType::DATE,
                value: match row[0] {
                    "Monday" => "XXXX-WXX-1".into(),
                    "Tuesday" => "XXXX-WXX-2".into(),
                    _ => "XXXX-WXX-4".into(),
                },
                precision: readout_core::Precision::Day,
                anchor: None,
                alternatives: Vec::new(),
                modifier: None,
                relation: None,
            }),
            Some(kind) => {
                let entity_type: EntityType = serde_json::from_value(serde_json::Value::from(*kind)).expect("an entity type");
                // A name that comes again is the same entity.
                let known = entities.iter().position(|entity: &Entity| entity.name == row[0]);
                let entity = EntityId::new(known.unwrap_or(entities.len()));
                mentions.push(Mention {
                    id: MentionId::new(mentions.len()),
                    span,
                    head: TokenIndex::new(place),
                    kind: MentionKind::Name,
                    entity_type,
                    entity: Some(entity),
                });
                if known.is_none() {
                    entities.push(Entity {
                        id: entity,
                        entity_type,
                        name: row[0].into(),
                        named: true,
                        aliases: Vec::new(),
                        code: None,
                        sector: None,
                    });
                }
            }
            None => {}
        }
    }
    let whole = Span::new(0, report.text.as_str().len());
    let range = TokenRange { start: 0, end: tokens.len() };
    let doc = Doc {
        report: &report,
        text: report.text.as_str(),
        paragraphs: vec![whole],
        sentences: vec![Sentence { span: whole, tokens: range, paragraph: 0 }],
        sentence_of: vec![0; tokens.len()],
        tokens,
        names: Vec::new(),
        mention_heads: Vec::new(),
        attributions: Vec::new(),
        sentence_vectors: Vec::new(),
    };
    let cast = Cast::made(mentions, entities, doc.tokens.len());
    run(&doc, &cast, &times);
}
