//! CoNLL-U: one block a sentence, names in MISC as `Entity=` in the manner of the CorefUD brackets.
//!
//! `# newdoc id` opens a report and `# newpar` a paragraph; `# text` is the sentence as it stands with runs of white space made one
//! space. A token's governor is counted within its sentence. MISC also holds `SpaceAfter=No` and `Offset=start:end` in code points of the
//! report's text, so that a row leads back to the words.

use readout_core::{CodepointIndex, Mention, Reading, Span, Token};
use std::io::{self, Write};

/// Writes one reading, whose offsets are bytes.
pub(crate) fn write(reading: &Reading, out: &mut dyn Write) -> io::Result<()> {
    let index = CodepointIndex::new(&reading.text);
    let mut first = 0;
    let mut last_paragraph = None;
    for (number, sentence) in reading.sentences.iter().enumerate() {
        let tokens = first + reading.tokens[first..].partition_point(|token| token.span.end <= sentence.start);
        let end = tokens + reading.tokens[tokens..].partition_point(|token| token.span.start < sentence.end);
        first = end;
        if tokens == end {
            continue;
        }
        if last_paragraph.is_none() {
            writeln!(out, "# newdoc id = {}\n# global.Entity = eid-etype", one_line(&reading.report.id))?;
        }
        let paragraph = reading.paragraphs.partition_point(|paragraph| paragraph.end <= sentence.start);
        if last_paragraph != Some(paragraph) {
            writeln!(out, "# newpar")?;
            last_paragraph = Some(paragraph);
        }
        writeln!(out, "# sent_id = {}-{}", one_line(&reading.report.id), number + 1)?;
        writeln!(out, "# text = {}", one_line(sentence.of(&reading.text)))?;
        write_rows(reading, tokens, end, &index, out)?;
        writeln!(out)?;
    }
    Ok(())
}

fn write_rows(reading: &Reading, start: usize, end: usize, index: &CodepointIndex<'_>, out: &mut dyn Write) -> io::Result<()> {
    let rows = &reading.tokens[start..end];
    let mut at = 0;
    while at < rows.len() {
        let parts = 1 + rows[at..].windows(2).take_while(|pair| contracted(&pair[0], &pair[1])).count();
        if parts > 1 {
            let written = rows[at].span.cover(rows[at + parts - 1].span);
            let misc = misc(written, None, rows.get(at + parts), index);
            writeln!(out, "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{misc}", at + 1, at + parts, field(written.of(&reading.text)))?;
        }
        for (place, token) in rows.iter().enumerate().skip(at).take(parts) {
            let misc = if parts > 1 {
                entities(reading, start + place).unwrap_or_else(|| "_".to_owned())
            } else {
                misc(token.span, entities(reading, start + place), rows.get(place + 1), index)
            };
            let head = usize::try_from(token.head).ok().and_then(|head| (start..end).contains(&head).then(|| head - start + 1));
            let relation = if head.is_none() { "root" } else { relation(token) };
            writeln!(
                out,
                "{}\t{}\t{}\t{}\t_\t{}\t{}\t{}\t_\t{misc}",
                place + 1,
                field(&token.form),
                field(&token.lemma),
                field(&token.upos),
                field(&token.feats),
                head.unwrap_or(0),
                relation,
            )?;
        }
        at += parts;
    }
    Ok(())
}

fn relation(token: &Token) -> &str {
    if token.deprel.is_empty() { "dep" } else { &token.deprel }
}

/// Whether two words are written as one, as UD English has it: `Todor's`, `won't`, `cannot`.
fn contracted(a: &Token, b: &Token) -> bool {
    let small = b.form.to_lowercase().replace(['’', '‘', '`', '´'], "'");
    let clitic = match small.as_str() {
        "n't" | "nt" | "'s" | "'m" | "'ll" | "'ve" | "'re" | "'d" => true,
        "'" => a.form.ends_with(['s', 'S']) && b.deprel == "case",
        "not" => a.form.eq_ignore_ascii_case("can"),
        "na" | "ta" | "me" => matches!(a.form.to_lowercase().as_str(), "gon" | "wan" | "got" | "gim" | "lem"),
        _ => false,
    };
    let touches = a.span == b.span || (a.span.end == b.span.start && clitic);
    touches && a.form.ends_with(char::is_alphanumeric)
}

fn misc(span: Span, entities: Option<String>, next: Option<&Token>, index: &CodepointIndex<'_>) -> String {
    let offset = index.span(span);
    let mut parts = Vec::new();
    parts.extend(entities);
    parts.push(format!("Offset={}:{}", offset.start, offset.end));
    if next.is_some_and(|next| next.span.start == span.end) {
        parts.push("SpaceAfter=No".to_owned());
    }
    parts.join("|")
}

/// `Entity=(e3-PER-1-)`: brackets that open and close mentions at this token, longest first.
fn entities(reading: &Reading, token: usize) -> Option<String> {
    let span = reading.tokens[token].span;
    let touching = |mention: &&Mention| mention.span.overlaps(span) && mention.entity.is_some();
    let mut mentions: Vec<&Mention> = reading.mentions.iter().filter(touching).collect();
    mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    let opens = |mention: &Mention| mention.span.start >= span.start;
    let closes = |mention: &Mention| mention.span.end <= span.end;
    let name = |mention: &Mention| mention.entity.map_or(String::new(), |entity| format!("e{}", entity.0));
    let mut brackets = String::new();
    for mention in mentions.iter().rev().filter(|mention| closes(mention) && !opens(mention)) {
        brackets.push_str(&format!("{})", name(mention)));
    }
    for mention in mentions.iter().filter(|mention| opens(mention)) {
        let close = if closes(mention) { ")" } else { "" };
        brackets.push_str(&format!("({}-{:?}{close}", name(mention), mention.entity_type));
    }
    (!brackets.is_empty()).then(|| format!("Entity={brackets}"))
}

/// A field may hold neither white space nor nothing.
fn field(value: &str) -> String {
    let joined = value.split_whitespace().collect::<Vec<_>>().join("\u{a0}");
    if joined.is_empty() { "_".to_owned() } else { joined }
}

fn one_line(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::reading;

    #[test]
    fn a_sentence_with_names_and_a_contraction() {
        let mut out = Vec::new();
        write(&reading(), &mut out).unwrap();
        let expect = "\
# newdoc id = talks
# global.Entity = eid-etype
# newpar
# sent_id = talks-1
# text = Todor won't talk.
1\tTodor\tTodor\tPROPN\t_\t_\t4\tnsubj\t_\tEntity=(e0-PER)|Offset=0:5
2-3\twon't\t_\t_\t_\t_\t_\t_\t_\tOffset=6:11
2\two\twill\tAUX\t_\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\t_\t_\t4\tadvmod\t_\t_
4\ttalk\ttalk\tVERB\t_\t_\t0\troot\t_\tOffset=12:16|SpaceAfter=No
5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\tOffset=16:17

";
        assert_eq!(String::from_utf8(out).unwrap(), expect);
    }
}
