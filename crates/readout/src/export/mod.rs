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
