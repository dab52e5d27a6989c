//! `readout annotate`: the contract.

use super::{REPORT, folder, readout, text};
use serde_json::{Value, json};

fn lines(output: &[u8]) -> Vec<Value> {
    text(output).lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

#[test]
fn the_id_and_the_text_come_back_as_they_went_in() {
    let odd = "A\u{0}B \u{202e}é\r\n\r\n  “c”\u{3}";
    let records = [
        json!({"id": "one", "text": REPORT, "date": "2031-06-04", "series": "Harbour Mail"}),
        json!({"id": 2, "text": odd}),
        json!({"text": ""}),
    ];
    let input: String = records.iter().map(|record| format!("{record}\n")).collect();
    let output = readout(&["annotate", "--from", "jsonl"], input.as_bytes());
    assert!(output.status.success(), "{}", text(&output.stderr));
    let found = lines(&output.stdout);
    assert_eq!(found.len(), 3);
    assert_eq!(found[0]["report"]["id"], "one");
    assert_eq!(found[0]["report"]["outlet"], "Harbour Mail");
    assert_eq!(found[0]["report"]["published"], json!({"value": "2031-06-04", "precision": "day", "from": "field"}));
    assert_eq!((&found[1]["report"]["id"], &found[2]["report"]["id"]), (&json!("2"), &json!("stdin:3")));
    for (record, line) in records.iter().zip(&found) {
        assert_eq!(record["text"], line["text"]);
    }
    assert_eq!(found[2]["findings"][0]["code"], "empty-text");
}

/// The speakers of a report's attributions, in order.
fn speakers(report: &str) -> Vec<String> {
    let output = readout(&["annotate"], report.as_bytes());
    let line = &lines(&output.stdout)[0];
    let said = line["attributions"].as_array().expect("attributions").iter();
    said.map(|said| said["chain"][0]["name"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn an_office_told_again_is_its_holder_under_any_name_of_the_country() {
    let report = "US Vice-President Mara Todor arrived in Oslo on Monday for talks with the United States' allies.\n\n\
                  \"There is work to do,\" Norwegian Foreign Minister Ilan Vesh said.\n\n\
                  Earlier the US vice-president told reporters that the talks would be long.\n";
    assert_eq!(speakers(report), ["Ilan Vesh", "Mara Todor"]);
}

#[test]
fn a_prime_minister_is_not_the_minister_just_named() {
    let report = "Norway's fisheries minister spoke in Oslo on Monday.\n\nThe minister, Ilan Vesh, denied that the quotas would be cut.\n\n\
                  Norway's prime minister laughed when asked. \"I have eaten with that man,\" she said.\n";
    assert_eq!(speakers(report), ["Ilan Vesh", "Norway's prime minister"]);
}

/// The positions of a report: actor, stance, issue, and by whose account.
fn positions(report: &str) -> Vec<String> {
    let output = readout(&["annotate"], report.as_bytes());
    let line = &lines(&output.stdout)[0];
    let name = |id: &Value| {
        let entities = line["entities"].as_array().expect("entities").iter();
        entities.into_iter().find(|entity| entity["id"] == *id).map_or("-", |entity| entity["name"].as_str().unwrap_or_default())
    };
    let found = line["positions"].as_array().expect("positions").iter();
    found
        .map(|position| {
            let (stance, issue) = (position["stance"].as_str().unwrap_or_default(), position["issue"].as_str().unwrap_or_default());
            format!("{} {stance} {issue} | {}", name(&position["actor"]), name(&position["according_to"]))
        })
        .collect()
}

#[test]
fn his_country_and_her_group_stand_where_their_officer_says() {
    let report = "Mara Todor, who heads the Free Norway Council, said on Monday that her group was ready for talks with the government.\n\n\
                  A senior Swedish official visiting Oslo reiterated that his country stood squarely behind the Norwegian government.\n\n\
                  Sweden insists it remains firmly behind the talks.\n\n\
                  \"We are categorically against the use of any arms,\" Todor said in her address to the conference.\n";
    let expect = [
        "Free Norway Council offers talks with the government | -",
        "Sweden supports the Norwegian government | -",
        "Mara Todor opposes the use of any arms | -",
    ];
    let found = positions(report);
    for expect in expect {
        assert!(found.iter().any(|found| found == expect), "{expect}: {found:#?}");
    }
}

#[test]
fn a_report_may_break_off_anywhere() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/reports/");
    let mut pieces: Vec<String> = Vec::new();
    for name in ["courier-1.txt", "radio-1.txt"] {
        let text = std::fs::read_to_string(format!("{folder}{name}")).expect("an example");
        let words: Vec<&str> = text.split(' ').collect();
        pieces.extend((1..words.len()).map(|end| words[end.saturating_sub(9)..end].join(" ")));
    }
    let endings = ["of", "to", "by", "according to", "said that", "told", "and", "'s", "after", ":", "\"", "“"];
    pieces.extend(endings.map(|ending| format!("Mara Todor, the head {ending}")));
    pieces.extend(endings.map(|ending| format!("In order to go the two sides agreed {ending}")));
    let input: String = pieces.iter().map(|text| format!("{}\n", json!({"text": text}))).collect();
    let output = readout(&["annotate", "--from", "jsonl"], input.as_bytes());
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(lines(&output.stdout).len(), pieces.len());
}

#[test]
fn offsets_are_code_points() {
    let output = readout(
        &["annotate"],
        "Überblick über die “Lage”\n\nSERED (KP) – Es regnet, sagte “sie” am Dienstag in der Stadt dort.\n\n(KP)\n".as_bytes(),
    );
    let line = &lines(&output.stdout)[0];
    let characters: Vec<char> = line["text"].as_str().expect("text").chars().collect();
    let words =
        |span: &Value| characters[span[0].as_u64().unwrap() as usize..span[1].as_u64().unwrap() as usize].iter().collect::<String>();
    assert_eq!(words(&line["report"]["dateline"]["span"]), "SERED (KP) – ");
    assert_eq!(words(&line["boilerplate"][0]), "(KP)");
}

#[test]
fn conllu_has_every_word_and_whole_sets_nothing_aside() {
    let report = "SERED (KP) – Talks won't resume, Todor said.\n\nMore From This Section\n\n(KP)\n";
    let aside = readout(&["annotate"], report.as_bytes());
    assert!(!lines(&aside.stdout)[0]["boilerplate"].as_array().expect("spans").is_empty());
    let whole = readout(&["annotate", "--whole"], report.as_bytes());
    assert_eq!(lines(&whole.stdout)[0]["boilerplate"], json!([]));
    let rows = readout(&["annotate", "--to", "conllu"], report.as_bytes());
    let forms = text(&rows.stdout).lines().filter(|row| !row.starts_with('#')).filter_map(|row| {
        let mut fields = row.split('\t');
        Some((fields.next()?, fields.next()?))
    });
    // A contraction stands as one token above its two words.
    let words: String = forms.filter(|(id, _)| !id.contains('-')).map(|(_, form)| form).collect();
    assert_eq!(words, report.split_whitespace().collect::<String>());
}

#[test]
fn one_thread_and_many_print_the_same_bytes() {
    let input: String = (0..60).map(|n| format!("{}\n", json!({"id": n, "text": REPORT.repeat(1 + n % 3)}))).collect();
    let one = readout(&["annotate", "--from", "jsonl", "--threads", "1"], input.as_bytes());
    let many = readout(&["annotate", "--from", "jsonl", "--threads", "8"], input.as_bytes());
    assert_eq!(one.stdout.len(), many.stdout.len());
    assert!(one.stdout == many.stdout);
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_goes_on() {
    let folder = folder("annotate-errors");
    std::fs::write(folder.join("a.txt"), REPORT).unwrap();
    std::fs::write(folder.join("b.txt"), b"").unwrap();
    std::fs::write(folder.join("c.txt"), b"%PDF-1.7").unwrap();
    std::fs::write(folder.join("d.txt"), b"caf\xe9 \x93talks\x94 opened in Sered on Tuesday.").unwrap();
    std::fs::write(folder.join("e.jsonl"), format!("{{\n{}\n{{\"id\":\"x\"}}\n", json!({"id": "e", "text": REPORT}))).unwrap();
    std::fs::write(folder.join("a.json"), "{\"outlet\": \"Harbour Mail\"}").unwrap();
    let output = readout(&["annotate", folder.to_str().unwrap()], b"");
    assert_eq!(output.status.code(), Some(1));
    let found = lines(&output.stdout);
    assert_eq!(found.iter().map(|line| line["report"]["id"].as_str().unwrap()).collect::<Vec<_>>(), ["a", "d", "e"]);
    assert_eq!(found[0]["report"]["outlet"], "Harbour Mail");
    assert_eq!(found[1]["text"], "café “talks” opened in Sered on Tuesday.");
    let errors = text(&output.stderr);
    for words in ["b.txt is empty", "c.txt is no text: a PDF document", "e.jsonl, line 1", "e.jsonl, line 3"] {
        assert!(errors.contains(words), "{words} in {errors}");
    }
    assert_eq!(readout(&["annotate", folder.join("b.txt").to_str().unwrap()], b"").status.code(), Some(2));
}

#[test]
fn the_schema_names_every_field() {
    let output = readout(&["annotate", "--schema"], b"");
    let schema: Value = serde_json::from_slice(&output.stdout).expect("a schema in JSON");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/reports");
    let read = readout(&["annotate", folder.to_str().unwrap()], b"");
    for line in lines(&read.stdout) {
        check(&line, &schema, &schema, "");
    }
}

/// The parts of JSON Schema that this schema uses; every field must be named in it.
fn check(value: &Value, schema: &Value, root: &Value, path: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        let target = root.pointer(name.trim_start_matches('#')).unwrap_or_else(|| panic!("{name} is defined"));
        return check(value, target, root, path);
    }
    if let Some(constant) = schema.get("const") {
        assert_eq!(value, constant, "{path}");
    }
    if let Some(values) = schema["enum"].as_array() {
        assert!(values.contains(value), "{path}: {value}");
    }
    match schema["type"].as_str() {
        Some("object") => {
            let fields = value.as_object().unwrap_or_else(|| panic!("{path} is an object"));
            for name in schema["required"].as_array().into_iter().flatten() {
                assert!(fields.contains_key(name.as_str().expect("a name")), "{path}/{name} is there");
            }
            for (name, inner) in fields {
                let inside = schema["properties"].get(name).unwrap_or_else(|| panic!("{path}/{name} is in the schema"));
                check(inner, inside, root, &format!("{path}/{name}"));
            }
        }
        Some("array") => {
            let items = value.as_array().unwrap_or_else(|| panic!("{path} is a list"));
            let inside = |place: usize| schema["prefixItems"].get(place).unwrap_or(&schema["items"]);
            items.iter().enumerate().for_each(|(place, item)| check(item, inside(place), root, &format!("{path}/{place}")));
        }
        Some("string") => assert!(value.is_string(), "{path}: {value}"),
        Some("integer") => assert!(value.is_i64() || value.is_u64(), "{path}: {value}"),
        Some("number") => assert!(value.is_number(), "{path}: {value}"),
        Some("boolean") => assert!(value.is_boolean(), "{path}: {value}"),
        _ => {}
    }
}

#[test]
fn a_lexicon_of_ones_own_comes_first() {
    let folder = super::folder("lexicon");
    let (own, verbs, broken) = (folder.join("own.tsv"), folder.join("verbs.txt"), folder.join("broken.tsv"));
    std::fs::write(&own, "v:greet\t-\tCONSULT\t-\t=\n").unwrap();
    std::fs::write(&verbs, "--- GREET [042] ---\nGREET {GREETS GREETED GREETING}\n- * WITH + [040]\n").unwrap();
    std::fs::write(&broken, "v:greet\t-\tPARLEY\t-\t=\n").unwrap();
    let report = b"Talks\n\nMara Todor greeted Ivo Rell on Tuesday.\n";
    let kinds = |arguments: &[&str]| {
        let output = readout(&[&["annotate", "-"], arguments].concat(), report);
        let reading: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one reading");
        reading["events"].as_array().expect("events").iter().map(|event| event["type"].to_string()).collect::<Vec<_>>()
    };
    assert!(kinds(&[]).is_empty());
    assert_eq!(kinds(&["--lexicon", own.to_str().unwrap()]), ["\"CONSULT\""]);
    assert_eq!(kinds(&["--lexicon", verbs.to_str().unwrap()]), ["\"CONSULT\""]);
    let output = readout(&["annotate", "-", "--lexicon", broken.to_str().unwrap()], report);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("line 1 of "), "{}", text(&output.stderr));
}
