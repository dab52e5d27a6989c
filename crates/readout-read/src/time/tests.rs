//! Times by rule alone, on short news sentences written for the purpose.

use crate::{Settings, read};
use readout_core::{Dateline, Precision, Published, Reading, Report, Span};
use readout_model::Fake;

fn reading(text: &str, published: Option<&str>) -> Reading {
    let mut report = Report::new("test", text);
    report.published = published.map(|value| Published { value: value.to_owned(), precision: Precision::Day, from: "flag".to_owned() });
    read(&report, &Fake, &Settings::default())
}

fn lines(reading: &Reading) -> Vec<String> {
    let line = |time: &readout_core::Time| {
        let other = time.alternatives.first().map(|other| format!(" or {}", other.value)).unwrap_or_default();
        let modifier = time.modifier.as_ref().map(|modifier| format!(" {modifier}")).unwrap_or_default();
        format!("{} = {:?} {}{modifier}{other}", time.span.of(&reading.text), time.time_type, time.value)
    };
    reading.times.iter().map(line).collect()
}

/// Published on Thursday 11 August 2033.
fn check(text: &str, expect: &[&str]) {
    assert_eq!(lines(&reading(text, Some("2033-08-11"))), expect, "{text}");
}

fn check_undated(text: &str, expect: &[&str]) {
    let reading = reading(text, None);
    assert_eq!(lines(&reading), expect, "{text}");
    assert!(reading.times.iter().all(|time| time.anchor.as_deref().is_none_or(|anchor| anchor.starts_with("text:"))), "{text}");
}

#[test]
fn the_side_of_a_weekday_follows_tense_and_modality() {
    check("The envoys met Thursday.", &["Thursday = DATE 2033-08-11 or 2033-08-18"]);
    check("The envoys met on Monday.", &["Monday = DATE 2033-08-08 or 2033-08-15"]);
    check("The envoy is expected to meet them on Friday.", &["Friday = DATE 2033-08-12 or 2033-08-05"]);
    check("They will meet again Tuesday.", &["Tuesday = DATE 2033-08-16 or 2033-08-09"]);
    check("The truce holds until Saturday.", &["Saturday = DATE 2033-08-13 or 2033-08-06"]);
    check("They talked last Friday.", &["last Friday = DATE 2033-08-05 or 2033-07-29"]);
}

#[test]
fn what_is_relative_is_counted_from_the_day_of_publication() {
    check("He said so today, not yesterday.", &["today = DATE 2033-08-11", "yesterday = DATE 2033-08-10"]);
    check("The raid last week was the first.", &["last week = DATE 2033-W31"]);
    check("He left earlier this month.", &["earlier this month = DATE 2033-08 START"]);
    check("She took over late last year.", &["late last year = DATE 2032 END"]);
    check("Talks broke down two years ago.", &["two years ago = DATE 2031"]);
    check("Fighting went on over the weekend.", &["the weekend = DATE 2033-W31-WE or 2033-W32-WE"]);
}

#[test]
fn dates_and_times_of_day_are_read_in_any_order() {
    check("They met on 2 February 2031.", &["2 February 2031 = DATE 2031-02-02"]);
    check("They met on Feb. 2, 2031.", &["Feb. 2, 2031 = DATE 2031-02-02"]);
    check("The first talks since November 2031 failed.", &["November 2031 = DATE 2031-11"]);
    check("It fell at 10:35 a.m. on a hill.", &["10:35 a.m. = TIME 2033-08-11T10:35"]);
    check("It began in early October this year.", &["early October this year = DATE 2033-10 START"]);
    check("They signed it in June last year.", &["June last year = DATE 2032-06"]);
    check("It fell at 10:35 a.m. (0735 GMT) Friday.", &["10:35 a.m. (0735 GMT) Friday = TIME 2033-08-05T10:35 or 2033-08-12T10:35"]);
    check("The July deal holds.", &["July = DATE 2033-07 or 2034-07"]);
    check("May's offensive failed.", &["May = DATE 2033-05 or 2034-05"]);
    check("Prime Minister Rosa May's deal failed.", &[]);
    check("It began in the summer of 2031.", &["the summer of 2031 = DATE 2031-SU"]);
}

#[test]
fn durations_and_sets() {
    check("The 22-month conflict and the four-year war.", &["22-month = DURATION P22M", "four-year = DURATION P4Y"]);
    check("It lasted more than two weeks.", &["more than two weeks = DURATION P2W MORE_THAN"]);
    check("They speak every Thursday.", &["every Thursday = SET XXXX-WXX-4"]);
    check("A man of 42 years of age, 42 years old, a 42-year-old.", &[]);
}

#[test]
fn without_a_date_values_stay_symbolic() {
    check_undated("They met Thursday.", &["Thursday = DATE XXXX-WXX-4"]);
    check_undated("He said so today.", &["today = DATE XXXX-XX-XX"]);
    check_undated("Last week he left.", &["Last week = DATE XXXX-WXX"]);
    check_undated("The July deal.", &["July = DATE XXXX-07"]);
    check_undated("Earlier this month they met.", &["Earlier this month = DATE XXXX-XX START"]);
    check_undated(
        "On 3 May 2031 they met, and two days later they signed.",
        &["3 May 2031 = DATE 2031-05-03", "two days later = DATE 2031-05-05"],
    );
}

#[test]
fn odd_dates_are_kept_as_said_with_a_finding() {
    let codes = |text: &str| {
        let reading = reading(text, Some("2033-08-11"));
        reading.findings.iter().map(|finding| finding.code.clone()).collect::<Vec<_>>()
    };
    assert!(codes("They met on 31 February 2033.").contains(&"unreadable-date".to_owned()));
    assert!(codes("It was signed on 12/11/10.").contains(&"ambiguous-date".to_owned()));
    assert!(codes("It was Monday, 2 February 2031.").contains(&"weekday-mismatch".to_owned()));
    for published in ["0000-01-01", "9999-12-31", "2033-02-31", "", "é", "20330811", "2033-08-11T25:99"] {
        for text in [
            "Yesterday, today, tomorrow, last week, next year, 30 years ago, Easter, next Friday, in 10 centuries.",
            "99999999999 years ago, on 0/0/0000.",
        ] {
            let _ = reading(text, Some(published));
        }
    }
}

#[test]
fn a_date_in_the_dateline_anchors_the_day() {
    let text = "HAVNES, Aug. 9 (AXP) - They met today.";
    let mut report = Report::new("test", text);
    report.published = Some(Published { value: "2033-08-11".to_owned(), precision: Precision::Day, from: "flag".to_owned() });
    report.dateline = Some(Dateline { place: None, agency: None, date: Some("Aug. 9".to_owned()), span: Span::new(0, 22) });
    let reading = read(&report, &Fake, &Settings::default());
    let today = reading.times.iter().find(|time| time.span.of(text) == "today").expect("today is found");
    assert_eq!((today.value.as_str(), today.anchor.as_deref()), ("2033-08-09", Some("dateline")));
}

#[test]
fn what_is_to_be_lies_ahead_whatever_stands_between() {
    let side = |text: &str| reading(text, None).times.first().and_then(|time| time.relation.clone());
    assert_eq!(side("He is expected to meet the head of a group known as the Cairo Committee on Friday.").as_deref(), Some("future"));
    assert_eq!(side("Elections are to be held on 3 June.").as_deref(), Some("future"));
    assert_eq!(side("Elections were held on 3 June.").as_deref(), Some("past"));
}

#[test]
fn a_month_told_by_its_own_verb_is_past_and_another_one_may_be_near() {
    check("The company has scheduled a meeting Friday.", &["Friday = DATE 2033-08-12 or 2033-08-05"]);
    check("The year ended Sept. 30 was good.", &["The year = DURATION P1Y", "Sept. 30 = DATE 2032-09-30 or 2033-09-30"]);
    check("A deal was near in October.", &["October = DATE 2032-10 or 2033-10"]);
}

#[test]
fn programmes_and_ages_are_no_times() {
    for text in [
        "He spoke on This Week with the host.",
        "She told 60 Minutes so.",
        "He was in his 30s then.",
        "A quarter-to-quarter growth.",
        "It sells seven seats a week.",
        "It is a matter of days.",
    ] {
        assert_eq!(lines(&reading(text, None)), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn rates_and_shares_are_no_times() {
    for text in ["It sells 700 seats a week.", "It pays $1.76 a year.", "They import about three-quarters of their food."] {
        assert_eq!(lines(&reading(text, None)), Vec::<String>::new(), "{text}");
    }
    assert_eq!(reading("The siege lasts a week.", None).times[0].value, "P1W");
    assert_eq!(reading("In recent weeks they talked.", None).times[0].value, "PXW");
}

/// Shifting the published date by whole weeks shifts every value by the same.
#[test]
fn weeks_shift_every_value() {
    let text = "They met Thursday, will meet on Friday, met last Monday and yesterday, and talked two days ago and ten days earlier. \
                On Tuesday night they left. They are due next Sunday, tomorrow, and at 5 p.m. Saturday.";
    let day = |value: &str| value.get(..10).and_then(|day| day.parse::<jiff::civil::Date>().ok());
    let base: jiff::civil::Date = "2033-08-11".parse().expect("a date");
    let first = reading(text, Some("2033-08-11"));
    assert!(first.times.len() >= 10, "{:?}", lines(&first));
    for weeks in [-120_i32, -53, -1, 1, 2, 30, 260] {
        let moved = base.checked_add(jiff::Span::new().weeks(weeks)).expect("near").to_string();
        let second = reading(text, Some(&moved));
        assert_eq!(first.times.len(), second.times.len());
        for (one, other) in first.times.iter().zip(&second.times) {
            assert_eq!(one.span, other.span);
            let values = |time: &readout_core::Time| [Some(time.value.clone()), time.alternatives.first().map(|other| other.value.clone())];
            for (one, other) in values(one).into_iter().zip(values(other)) {
                let (Some(one), Some(other)) = (one, other) else { continue };
                let (Some(from), Some(to)) = (day(&one), day(&other)) else { panic!("{one} and {other} are days") };
                assert_eq!((to - from).get_days(), weeks * 7, "{one} {other}");
                assert_eq!(one.get(10..), other.get(10..));
            }
        }
    }
}

/// Every span lies on character boundaries, whatever the text.
#[test]
fn spans_fit_any_text() {
    let pieces = [
        "today", " ", "“", "é", "12", "/", "-", "years", " ago ", "May", "\n\n", "last ", "'s", ".", "99", "Friday", "the ", "end of ",
        "$", "million", "½", "1,2,3", "first",
    ];
    let mut seed = 7u64;
    for _ in 0..400 {
        let mut text = String::new();
        for _ in 0..24 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
        }
        let reading = reading(&text, Some("2033-08-11"));
        for span in reading.times.iter().map(|time| time.span).chain(reading.figures.iter().map(|figure| figure.span)) {
            assert!(!span.of(&text).is_empty(), "{text:?} {span:?}");
        }
    }
}
