//! Figures by rule alone, on short news sentences written for the purpose.

use crate::{Settings, read};
use readout_core::{Precision, Published, Reading, Report};
use readout_model::Fake;

fn reading(text: &str) -> Reading {
    let mut report = Report::new("test", text);
    report.published = Some(Published { value: "2033-08-11".to_owned(), precision: Precision::Day, from: "flag".to_owned() });
    read(&report, &Fake, &Settings::default())
}

/// Each line of `expect` is `words | value or low..high | bound | counted | of | when | parts`.
fn check(text: &str, expect: &[&str]) {
    let reading = reading(text);
    let lines: Vec<String> = reading
        .figures
        .iter()
        .map(|figure| {
            let number = match (figure.value, figure.low, figure.high) {
                (Some(value), ..) => value.to_string(),
                (None, low, high) => format!("{}..{}", low.unwrap_or(0.0), high.unwrap_or(0.0)),
            };
            let bound = serde_json::to_string(&figure.bound).unwrap_or_default().replace('"', "");
            let mut line = format!("{} | {number} | {bound}", figure.span.of(text));
            line.push_str(&format!(" | {}", figure.counted.as_deref().unwrap_or("-")));
            line.push_str(&format!(" | {}", figure.of.as_deref().unwrap_or("-")));
            if let Some(time) = figure.as_of {
                line.push_str(&format!(" | {}", reading.times[time.index()].span.of(text)));
            }
            if !figure.parts.is_empty() {
                let parts: Vec<String> = figure.parts.iter().map(|part| part.0.to_string()).collect();
                line.push_str(&format!(" | parts {}", parts.join(" ")));
            }
            line
        })
        .collect();
    assert_eq!(lines, expect, "{text}");
}

#[test]
fn tolls_with_their_bounds() {
    check("The war has cost some 34,000 lives.", &["some 34,000 | 34000 | about | killed | lives"]);
    check("The conflict has claimed upwards of 33,000 lives.", &["upwards of 33,000 | 33000 | at_least | killed | lives"]);
    check("Shelling of the town killed nearly 60 on Saturday.", &["nearly 60 | 60 | nearly | killed | people | Saturday"]);
    check("The blast left 12 people dead.", &["12 | 12 | exactly | killed | people"]);
    check("More than 41,000 people have been killed.", &["More than 41,000 | 41000 | at_least | killed | people"]);
    check("Police arrested twenty-two protesters.", &["twenty-two | 22 | exactly | detained | protesters"]);
    check("The death toll rose to 31, the ministry said.", &["31 | 31 | exactly | killed | people"]);
    check("It made a difference in the lives of all the 2.8 million farmers there.", &[]);
    check("They tried to save the lives of thousands of guards.", &["thousands | 2000..9999 | about | - | guards"]);
    check("As many as 1.2m people were displaced.", &["As many as 1.2m | 1200000 | at_most | displaced | people"]);
}

#[test]
fn an_age_is_no_toll() {
    check("The president died at the age of 55 on Monday.", &[]);
    check("Police detained two men aged 19 and 20.", &["two | 2 | exactly | detained | men"]);
    check("The soldier, 31, was killed.", &[]);
    check("Men of ages 18 to 40 were detained.", &[]);
}

#[test]
fn figures_open_sentences_and_stand_side_by_side() {
    check("The minister spoke. Twelve men were wounded.", &["Twelve | 12 | exactly | wounded | men"]);
    check(
        "The six priests and two more persons were killed on Friday.",
        &["six | 6 | exactly | killed | priests | Friday", "two | 2 | exactly | killed | persons | Friday"],
    );
}

#[test]
fn the_time_counted_over_is_no_date() {
    let check = |text: &str, when: Option<&str>, period: Option<&str>| {
        let reading = reading(text);
        let words = |time: Option<readout_core::TimeId>| time.map(|time| reading.times[time.index()].span.of(text).to_owned());
        let figure = &reading.figures[0];
        assert_eq!((words(figure.as_of).as_deref(), words(figure.period).as_deref()), (when, period), "{text}");
    };
    check("The war has cost some 34,000 lives since the assembly was dissolved in March 2029.", None, Some("March 2029"));
    check("It is a four-year war that has killed 34,000 people.", None, Some("four-year"));
    check("Freight rates have more than doubled in a year.", None, Some("a year"));
    check("The shelling killed 12 people on Friday.", Some("Friday"), None);
    // What would be done is not of the day on which it was offered.
    check("He told the station on Thursday: his men would stop if the government freed 1,200 prisoners.", None, None);
}

#[test]
fn a_date_may_stand_in_the_sentence_before() {
    let text = "The shells hit the market on Saturday. Doctors said 11 children were killed.";
    // Without a model there are no places, and the date alone is too little to say that the two sentences tell of one thing.
    check(text, &["11 | 11 | exactly | killed | children"]);
}

#[test]
fn changes_and_those_counted_again() {
    check("Freight rates have more than doubled in a year.", &["more than doubled | 2 | at_least | change | Freight rates"]);
    check("The price of bread tripled since May.", &["tripled | 3 | exactly | change | price of bread"]);
    check("They doubled the guard.", &[]);
    check(
        "The raid killed 12 civilians. It had the names of all 12 civilians.",
        &["12 | 12 | exactly | killed | civilians", "12 | 12 | exactly | killed | civilians"],
    );
    check("All 12 envoys left.", &[]);
}

#[test]
fn two_things_in_one_sentence() {
    check(
        "The attack killed 12 soldiers and wounded 30.",
        &["12 | 12 | exactly | killed | soldiers", "30 | 30 | exactly | wounded | people"],
    );
    check(
        "Three villagers were killed and five were injured.",
        &["Three | 3 | exactly | killed | villagers", "five | 5 | exactly | wounded | people"],
    );
}

#[test]
fn vague_numbers_and_ranges() {
    check("Dozens of civilians were killed.", &["Dozens | 24..99 | about | killed | civilians"]);
    check("Several thousand people marched through the capital.", &["Several thousand | 2000..9999 | about | marched | people"]);
    check("Between 20 and 30 rebels were captured.", &["Between 20 and 30 | 20..30 | exactly | captured | rebels"]);
    check("Tens of thousands of people fled.", &["Tens of thousands | 20000..99999 | about | displaced | people"]);
}

#[test]
fn breakdowns_are_parts_and_their_sums_are_checked() {
    let text = "The monitor said at least 27 people were killed on Saturday: 14 civilians, eight council fighters and five soldiers.";
    check(
        text,
        &[
            "at least 27 | 27 | at_least | killed | people | Saturday | parts 1 2 3",
            "14 | 14 | exactly | killed | civilians | Saturday",
            "eight | 8 | exactly | killed | council fighters | Saturday",
            "five | 5 | exactly | killed | soldiers | Saturday",
        ],
    );
    assert!(reading(text).findings.iter().all(|finding| finding.code != "sum-mismatch"));
    let wrong = reading("At least 27 people were killed: 14 civilians, eight fighters and four soldiers.");
    assert!(wrong.findings.iter().any(|finding| finding.code == "sum-mismatch"), "{:?}", wrong.findings);
}

#[test]
fn money_and_shares_are_kept_apart() {
    check("The bank lent $1.5 billion.", &["$1.5 billion | 1500000000 | exactly | money | US dollars"]);
    check("About 40 percent of the harvest was lost.", &["About 40 percent | 40 | about | percent | harvest"]);
}

#[test]
fn what_is_no_figure() {
    for text in [
        "The talks lasted three hours on 12 May 2031.",
        "Mara Todor, 42, said the two sides would meet again.",
        "Resolution 2254 was adopted in 2015.",
        "The town lies 30 kilometres north of the border.",
        "An F-16 and the G20 and the 22-month war.",
        "One of the leaders spoke first.",
        "It is the third round of talks.",
    ] {
        check(text, &[]);
    }
}

#[test]
fn odd_numbers_are_kept_as_said() {
    let huge = format!("1{} people were killed.", "0".repeat(30));
    let reading = reading(&huge);
    assert_eq!(reading.figures.len(), 1);
    assert!(reading.findings.iter().any(|finding| finding.code == "implausible-figure"));
}
