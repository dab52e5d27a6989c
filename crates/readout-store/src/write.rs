//! A reading to its rows.

use crate::{Added, Error, ends, identity};
use readout_core::{Reading, Span, Token};
use rusqlite::{OptionalExtension, Transaction, params};
use serde::Serialize;
use std::fmt::Write;

/// Adds one report, inside the transaction of the caller.
pub(crate) fn add(transaction: &Transaction<'_>, reading: &Reading) -> Result<Added, Error> {
    let identity = identity(reading);
    let known: Option<i64> = query(transaction, "SELECT id FROM report WHERE identity = ?", &identity)?;
    let report = match known {
        Some(report) => report,
        None => free_number(transaction, &identity)?,
    };
    let mut reading = reading.clone().into_codepoints();
    let name = (reading.report.path.clone().unwrap_or_default(), reading.report.id.clone());
    if known.is_some() {
        add_input(transaction, report, &name)?;
        // Of several names the smallest goes into the reading, so that the order of arrival cannot be seen.
        let sql = "SELECT path, name FROM input WHERE report = ? ORDER BY path, name LIMIT 1";
        let (path, id) = transaction.prepare_cached(sql)?.query_row([report], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
        reading.report.path = Some(path).filter(|path| !path.is_empty());
        reading.report.id = id;
    }
    let tokens = tokens_to_lines(&std::mem::take(&mut reading.tokens));
    let text = std::mem::take(&mut reading.text);
    let body = serde_json::to_string(&reading)?;
    if known.is_some() {
        let sql = "SELECT 1 FROM reading WHERE report = ? AND body = ? AND tokens = ?";
        if transaction.prepare_cached(sql)?.exists(params![report, body, tokens])? {
            return Ok(Added::Same);
        }
        // The same reading under a smaller name is no new reading.
        let sql = "SELECT json_remove(body, '$.report.id', '$.report.path') = json_remove(?2, '$.report.id', '$.report.path')
                   AND tokens = ?3 FROM reading WHERE report = ?1";
        let same = transaction.prepare_cached(sql)?.query_row(params![report, body, tokens], |row| row.get(0)).optional()?;
        crate::record::set_stale(transaction)?;
        crate::record::set_reread(transaction, report)?;
        clear(transaction, report)?;
        add_header(transaction, report, &identity, &text, &reading)?;
        add_layers(transaction, report, &reading, &body, &tokens)?;
        return Ok(if same == Some(true) { Added::Same } else { Added::Reread });
    }
    crate::record::set_stale(transaction)?;
    add_header(transaction, report, &identity, &text, &reading)?;
    add_input(transaction, report, &name)?;
    add_layers(transaction, report, &reading, &body, &tokens)?;
    Ok(Added::New)
}

/// A number for a new report: the first 52 bits of its identity, which JavaScript and R keep exactly. The next free one where two reports
/// share them, which among a million reports happens once in nine thousand stores.
fn free_number(transaction: &Transaction<'_>, identity: &str) -> Result<i64, Error> {
    let mut number = i64::from_str_radix(identity.get(..13).unwrap_or_default(), 16).unwrap_or_default();
    while transaction.prepare_cached("SELECT 1 FROM report WHERE id = ?")?.exists([number])? {
        number += 1;
    }
    Ok(number)
}

fn query(transaction: &Transaction<'_>, sql: &str, value: &str) -> Result<Option<i64>, Error> {
    Ok(transaction.prepare_cached(sql)?.query_row([value], |row| row.get(0)).optional()?)
}

fn add_input(transaction: &Transaction<'_>, report: i64, (path, name): &(String, String)) -> Result<(), Error> {
    let sql = "INSERT INTO input (report, path, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    transaction.prepare_cached(sql)?.execute(params![report, path, name])?;
    Ok(())
}

/// The layers that hang on a report, in an order in which they can be emptied.
pub(crate) const LAYERS: &[&str] =
    &["report_note", "reading", "stretch", "entity", "mention", "role", "time", "attribution", "figure", "event", "position", "finding"];

fn clear(transaction: &Transaction<'_>, report: i64) -> Result<(), Error> {
    for layer in LAYERS {
        transaction.prepare_cached(&format!("DELETE FROM {layer} WHERE report = ?"))?.execute([report])?;
    }
    Ok(())
}

fn add_header(transaction: &Transaction<'_>, report: i64, identity: &str, text: &str, reading: &Reading) -> Result<(), Error> {
    let header = &reading.report;
    let dateline = header.dateline.as_ref();
    let published = header.published.as_ref();
    let sql = "INSERT INTO report (id, identity, text, sha256, outlet, url, title, dateline_place, dateline_agency, published,
               published_precision, published_from, language) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
               ON CONFLICT (id) DO UPDATE SET outlet = excluded.outlet, url = excluded.url, title = excluded.title,
               dateline_place = excluded.dateline_place, dateline_agency = excluded.dateline_agency, published = excluded.published,
               published_precision = excluded.published_precision, published_from = excluded.published_from, language = excluded.language";
    transaction.prepare_cached(sql)?.execute(params![
        report,
        identity,
        text,
        header.sha256,
        header.outlet,
        header.url,
        header.title,
        dateline.and_then(|dateline| dateline.place.as_deref()),
        dateline.and_then(|dateline| dateline.agency.as_deref()),
        published.map(|published| published.value.as_str()),
        published.map(|published| word(&published.precision)),
        published.map(|published| published.from.as_str()),
        header.language,
    ])?;
    let notes = [("byline", &header.byline), ("credit", &header.credit), ("origin", &header.origins)];
    let mut insert = transaction.prepare_cached("INSERT INTO report_note (report, kind, n, value) VALUES (?, ?, ?, ?)")?;
    for (kind, values) in notes {
        for (n, value) in values.iter().enumerate() {
            insert.execute(params![report, kind, n as i64, value])?;
        }
    }
    Ok(())
}

fn add_layers(transaction: &Transaction<'_>, report: i64, reading: &Reading, body: &str, tokens: &str) -> Result<(), Error> {
    let sql = "INSERT INTO reading (report, format, model, body, tokens) VALUES (?, ?, ?, ?, ?)";
    transaction.prepare_cached(sql)?.execute(params![report, reading.format, reading.model, body, tokens])?;
    let mut insert = transaction.prepare_cached("INSERT INTO stretch (report, kind, n, start, \"end\") VALUES (?, ?, ?, ?, ?)")?;
    let stretches = [("sentence", &reading.sentences), ("paragraph", &reading.paragraphs), ("boilerplate", &reading.boilerplate)];
    for (kind, spans) in stretches {
        for (n, span) in spans.iter().enumerate() {
            insert.execute(params![report, kind, n as i64, span.start, span.end])?;
        }
    }
    let sql = "INSERT INTO entity (report, n, type, name, named, aliases, code, sector) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    let mut insert = transaction.prepare_cached(sql)?;
    for (n, entity) in reading.entities.iter().enumerate() {
        let aliases = serde_json::to_string(&entity.aliases)?;
        let kind = word(&entity.entity_type);
        insert.execute(params![report, n as i64, kind, entity.name, entity.named, aliases, entity.code, entity.sector])?;
    }
    let sql = "INSERT INTO mention (report, n, start, \"end\", kind, type, entity) VALUES (?, ?, ?, ?, ?, ?, ?)";
    let mut insert = transaction.prepare_cached(sql)?;
    for (n, mention) in reading.mentions.iter().enumerate() {
        let (start, end) = ends(mention.span);
        let entity = mention.entity.map(|entity| entity.0);
        insert.execute(params![report, n as i64, start, end, word(&mention.kind), word(&mention.entity_type), entity])?;
    }
    let sql = "INSERT INTO role (report, n, start, \"end\", entity, title, org, status, attribution) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let mut insert = transaction.prepare_cached(sql)?;
    for (n, role) in reading.roles.iter().enumerate() {
        let (start, end) = ends(role.span);
        let (org, attribution) = (role.org.map(|org| org.0), role.attribution.map(|attribution| attribution.0));
        insert.execute(params![report, n as i64, start, end, role.entity.0, role.title, org, role.status, attribution])?;
    }
    let sql = "INSERT INTO time (report, n, start, \"end\", type, value, precision, anchor, modifier, alternatives)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let mut insert = transaction.prepare_cached(sql)?;
    for (n, time) in reading.times.iter().enumerate() {
        let (start, end) = ends(time.span);
        let (kind, precision) = (word(&time.time_type), word(&time.precision));
        let alternatives = serde_json::to_string(&time.alternatives)?;
        insert.execute(params![report, n as i64, start, end, kind, time.value, precision, time.anchor, time.modifier, alternatives])?;
    }
    add_attributions(transaction, report, reading)?;
    let sql = "INSERT INTO figure (report, n, start, \"end\", value, low, high, bound, counted, of, place, as_of, part_of, attribution)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let mut insert = transaction.prepare_cached(sql)?;
    for (n, figure) in reading.figures.iter().enumerate() {
        let (start, end) = ends(figure.span);
        let whole = reading.figures.iter().position(|whole| whole.parts.iter().any(|part| part.index() == n)).map(|whole| whole as i64);
        insert.execute(params![
            report,
            n as i64,
            start,
            end,
            figure.value,
            figure.low,
            figure.high,
            word(&figure.bound),
            figure.counted,
            figure.of,
            figure.place.map(|place| place.0),
            figure.as_of.map(|time| time.0),
            whole,
            figure.attribution.map(|attribution| attribution.0),
        ])?;
    }
    add_events(transaction, report, reading)?;
    let sql = "INSERT INTO position (report, n, start, \"end\", actor, issue, stance, change, according_to, attribution)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let mut insert = transaction.prepare_cached(sql)?;
    for (n, position) in reading.positions.iter().enumerate() {
        let (start, end) = ends(position.span);
        insert.execute(params![
            report,
            n as i64,
            start,
            end,
            position.actor.0,
            position.issue,
            word(&position.stance),
            position.change,
            position.according_to.map(|entity| entity.0),
            position.attribution.map(|attribution| attribution.0),
        ])?;
    }
    let mut insert =
        transaction.prepare_cached("INSERT INTO finding (report, n, code, start, \"end\", message) VALUES (?, ?, ?, ?, ?, ?)")?;
    for (n, finding) in reading.findings.iter().enumerate() {
        let (start, end) = finding.span.map(ends).unzip();
        insert.execute(params![report, n as i64, finding.code, start, end, finding.message])?;
    }
    Ok(())
}

fn add_attributions(transaction: &Transaction<'_>, report: i64, reading: &Reading) -> Result<(), Error> {
    let sql = "INSERT INTO attribution (report, n, kind, manner, negated, speaker, inside, office, behalf, unnamed, voices)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let mut insert = transaction.prepare_cached(sql)?;
    let sql = "INSERT INTO attribution_span (report, attribution, part, n, start, \"end\") VALUES (?, ?, ?, ?, ?, ?)";
    let mut insert_span = transaction.prepare_cached(sql)?;
    let sql = "INSERT INTO hop (report, attribution, n, name, entity, channel, audience, start, \"end\", implied, translated)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let mut insert_hop = transaction.prepare_cached(sql)?;
    for (number, attribution) in reading.attributions.iter().enumerate() {
        let number = number as i64;
        let (kind, manner) = (word(&attribution.kind), word(&attribution.manner));
        let (speaker, inside) = (attribution.speaker.map(|entity| entity.0), attribution.inside.map(|outer| outer.0));
        let voice = &attribution.voice;
        let (office, behalf) = (&voice.office, voice.behalf.map(|entity| entity.0));
        let (unnamed, voices) = (voice.unnamed, voice.count);
        insert.execute(params![report, number, kind, manner, attribution.negated, speaker, inside, office, behalf, unnamed, voices])?;
        let parts = [("source", &attribution.source), ("cue", &attribution.cue), ("content", &attribution.content)];
        for (part, spans) in parts {
            for (n, Span { start, end }) in spans.iter().enumerate() {
                insert_span.execute(params![report, number, part, n as i64, start, end])?;
            }
        }
        for (n, hop) in attribution.chain.iter().enumerate() {
            let (start, end) = hop.span.map(ends).unzip();
            let entity = hop.entity.map(|entity| entity.0);
            insert_hop.execute(params![
                report,
                number,
                n as i64,
                hop.name,
                entity,
                hop.channel,
                hop.audience,
                start,
                end,
                hop.implied,
                hop.translated
            ])?;
        }
    }
    Ok(())
}

fn add_events(transaction: &Transaction<'_>, report: i64, reading: &Reading) -> Result<(), Error> {
    let sql = "INSERT INTO event (report, n, start, \"end\", type, mode, context, place, time, factuality, historical, attribution)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let mut insert = transaction.prepare_cached(sql)?;
    let sql = "INSERT INTO event_entity (report, event, part, n, entity) VALUES (?, ?, ?, ?, ?)";
    let mut insert_entity = transaction.prepare_cached(sql)?;
    for (number, event) in reading.events.iter().enumerate() {
        let number = number as i64;
        let (start, end) = ends(event.span);
        insert.execute(params![
            report,
            number,
            start,
            end,
            word(&event.event_type),
            event.mode,
            serde_json::to_string(&event.context)?,
            event.place.map(|place| place.0),
            event.time.map(|time| time.0),
            word(&event.factuality),
            event.historical,
            event.attribution.map(|attribution| attribution.0),
        ])?;
        let parts = [("actor", &event.actors), ("recipient", &event.recipients), ("participant", &event.participants)];
        for (part, entities) in parts {
            for (n, entity) in entities.iter().enumerate() {
                insert_entity.execute(params![report, number, part, n as i64, entity.0])?;
            }
        }
    }
    Ok(())
}

/// The word by which a value is known in the contract.
pub(crate) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Tokens as lines of text: a fifth of what they take as JSON, and as easy to read for other programs.
fn tokens_to_lines(tokens: &[Token]) -> String {
    let mut lines = String::new();
    for token in tokens {
        let Span { start, end } = token.span;
        let _ = write!(lines, "{start}\t{end}");
        for field in [&token.form, &token.lemma, &token.upos, &token.feats] {
            lines.push('\t');
            escape(field, &mut lines);
        }
        let _ = write!(lines, "\t{}\t", token.head);
        escape(&token.deprel, &mut lines);
        lines.push('\n');
    }
    lines
}

fn escape(field: &str, lines: &mut String) {
    for character in field.chars() {
        match character {
            '\t' => lines.push_str("\\t"),
            '\n' => lines.push_str("\\n"),
            '\\' => lines.push_str("\\\\"),
            other => lines.push(other),
        }
    }
}
