//! TimeML: the text with TIMEX3 inline, and the publication date as the document's creation time.
//!
//! All characters of the report are kept, page furniture among them; the five that XML reserves are escaped, and control characters that XML
//! cannot hold become `U+FFFD`. A time resolved against another in the text or the publication date names it in `anchorTimeID`. Several
//! reports in one stream are several documents, one after another.
//!
//! ```text
//! <DCT><TIMEX3 tid="t0" type="DATE" value="2033-03-18" functionInDocument="CREATION_TIME">2033-03-18</TIMEX3></DCT>
//! <TEXT>… met <TIMEX3 tid="t1" type="DATE" value="2033-03-17" anchorTimeID="t0">Thursday</TIMEX3> …</TEXT>
//! ```

use readout_core::{Reading, Time};
use std::io::{self, Write};

/// Writes one reading, whose offsets are bytes.
pub(crate) fn write(reading: &Reading, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<TimeML xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:noNamespaceSchemaLocation=\"http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd\">"
    )?;
    writeln!(out, "<DOCID>{}</DOCID>", escape(&reading.report.id))?;
    if let Some(published) = &reading.report.published {
        let value = escape(&published.value);
        writeln!(
            out,
            "<DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"{value}\" temporalFunction=\"false\" functionInDocument=\"CREATION_TIME\">{value}</TIMEX3></DCT>"
        )?;
    }
    if let Some(title) = &reading.report.title {
        writeln!(out, "<TITLE>{}</TITLE>", escape(title))?;
    }
    write!(out, "<TEXT>")?;
    let mut at = 0;
    for time in &reading.times {
        let (start, end) = (time.span.start as usize, time.span.end as usize);
        let (Some(before), Some(words)) = (reading.text.get(at..start), reading.text.get(start..end)) else { continue };
        write!(out, "{}<TIMEX3 {}>{}</TIMEX3>", escape(before), attributes(time), escape(words))?;
        at = end;
    }
    writeln!(out, "{}</TEXT>", escape(reading.text.get(at..).unwrap_or_default()))?;
    writeln!(out, "</TimeML>")
}

/// `tid="t3" type="DATE" value="2015-08" …`; the publication date is `t0`, so that time 0 of the reading is `t1`.
fn attributes(time: &Time) -> String {
    let mut line = format!("tid=\"t{}\" type=\"{:?}\" value=\"{}\"", time.id.0 + 1, time.time_type, escape(&time.value));
    if let Some(modifier) = &time.modifier {
        line.push_str(&format!(" mod=\"{}\"", escape(modifier)));
    }
    match time.anchor.as_deref() {
        Some("published" | "dateline") => line.push_str(" temporalFunction=\"true\" anchorTimeID=\"t0\""),
        Some(anchor) => {
            if let Some(id) = anchor.strip_prefix("text:").and_then(|id| id.parse::<u32>().ok()) {
                line.push_str(&format!(" temporalFunction=\"true\" anchorTimeID=\"t{}\"", id + 1));
            }
        }
        None => {}
    }
    line
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(character),
            _ if character.is_control() || matches!(character, '\u{FFFE}' | '\u{FFFF}') => escaped.push('\u{FFFD}'),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use readout_core::{Precision, Report, Span, TimeId, TimeType};

    #[test]
    fn times_stand_inline_and_the_text_is_kept() {
        let mut reading = Reading::empty(&Report::new("r<1", "A & B met Thursday\u{0}."));
        reading.times.push(Time {
            id: TimeId::new(0),
            span: Span::new(10, 18),
            time_type: TimeType::DATE,
            value: "XXXX-WXX-4".to_owned(),
            precision: Precision::Day,
            anchor: None,
            alternatives: Vec::new(),
            modifier: None,
            relation: Some("past".to_owned()),
        });
        let mut out = Vec::new();
        write(&reading, &mut out).expect("a vector takes all");
        let out = String::from_utf8(out).expect("it is UTF-8");
        assert!(out.contains("<DOCID>r&lt;1</DOCID>"), "{out}");
        assert!(
            out.contains("<TEXT>A &amp; B met <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"XXXX-WXX-4\">Thursday</TIMEX3>\u{FFFD}.</TEXT>"),
            "{out}"
        );
    }
}
