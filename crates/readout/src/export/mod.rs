//! A reading in the field's own formats, one file each.
//!
//! Every writer takes a reading with byte offsets and writes the whole of it; formats that count code points turn offsets with
//! [`readout_core::CodepointIndex`]. Where a format can hold several reports in one stream, the header of the writer says how they are
//! told apart.

pub(crate) mod brat;
pub(crate) mod conllu;
pub(crate) mod plover;
pub(crate) mod timeml;
pub(crate) mod webannotation;

use readout_core::Reading;
use std::io::{self, Write};

/// What `--to` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// One JSON object a line: the contract `readout/reading/1`
    Jsonl,
    /// CoNLL-U, entities in MISC
    Conllu,
    /// brat standoff: Source, Cue, Content, Attribution
    Brat,
    /// TimeML, TIMEX3 inline
    Timeml,
    /// PLOVER events as JSON, one event a line
    Plover,
    /// W3C Web Annotation, JSON-LD, one report a line
    Webannotation,
}

/// Writes one reading, whose offsets are bytes, in a format.
pub(crate) fn write(format: Format, reading: Reading, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Jsonl => {
            serde_json::to_writer(&mut *out, &reading.into_codepoints()).map_err(io::Error::other)?;
            out.write_all(b"\n")
        }
        Format::Conllu => conllu::write(&reading, out),
        Format::Brat => brat::write(&reading, out),
        Format::Timeml => timeml::write(&reading, out),
        Format::Plover => plover::write(&reading, out),
        Format::Webannotation => webannotation::write(&reading, out),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use readout_core::{Entity, EntityId, EntityType, Mention, MentionId, MentionKind, Reading, Report, Span, Token, TokenIndex};

    /// `Todor won't talk.` with its tree and its one name, made by hand.
    pub(crate) fn reading() -> Reading {
        let text = "Todor won't talk.";
        let mut reading = Reading::empty(&Report::new("talks", text));
        let rows = [
            (0, 5, "Todor", "PROPN", 3, "nsubj"),
            (6, 8, "will", "AUX", 3, "aux"),
            (8, 11, "not", "PART", 3, "advmod"),
            (12, 16, "talk", "VERB", -1, "root"),
            (16, 17, ".", "PUNCT", 3, "punct"),
        ];
        let token = |(start, end, lemma, upos, head, deprel): (usize, usize, &str, &str, i32, &str)| Token {
            span: Span::new(start, end),
            form: text[start..end].to_owned(),
            lemma: lemma.to_owned(),
            upos: upos.to_owned(),
            feats: "_".to_owned(),
            head,
            deprel: deprel.to_owned(),
        };
        reading.tokens = rows.into_iter().map(token).collect();
        reading.sentences = vec![Span::new(0, text.len())];
        reading.paragraphs = vec![Span::new(0, text.len())];
        reading.entities = vec![Entity {
            id: EntityId(0),
            entity_type: EntityType::PER,
            name: "Todor".to_owned(),
            named: true,
            aliases: Vec::new(),
            code: None,
            sector: None,
        }];
        reading.mentions = vec![Mention {
            id: MentionId(0),
            span: Span::new(0, 5),
            head: TokenIndex(0),
            kind: MentionKind::Name,
            entity_type: EntityType::PER,
            entity: Some(EntityId(0)),
        }];
        reading
    }
}
