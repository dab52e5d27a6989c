//! Dating on invented reports.

use super::page::sentences;
use super::*;
use readout_core::{Precision, Published, Report, Span, Time, TimeId, TimeType};

/// A reading with sentences by line and times given as `words=value/relation`.
fn reading(id: &str, text: &str, times: &[(&str, &str, &str)]) -> Reading {
    let mut reading = Reading::empty(&Report::new(id, text));
    reading.sentences = sentences(&reading);
    let mut from = 0;
    for (words, value, relation) in times {
        let at = from + text[from..].find(words).unwrap_or_else(|| panic!("{words} is not in {text}"));
        from = at + words.len();
        reading.times.push(Time {
            id: TimeId::new(reading.times.len()),
            span: Span::new(at, from),
            time_type: if value.starts_with('P') { TimeType::DURATION } else { TimeType::DATE },
            value: (*value).to_owned(),
            precision: if relation.ends_with('W') { Precision::Week } else { Precision::Day },
            anchor: None,
            alternatives: Vec::new(),
            modifier: None,
            relation: (!relation.is_empty()).then(|| (*relation).to_owned()),
        });
    }
    reading
}

fn story() -> Vec<Reading> {
    vec![
        reading(
            "thursday",
            "The river council on Thursday rejected calls to join the northern alliance.\nEnvoy Tamas Orlan is expected to meet the head of the Harbour Conference Committee on Friday.\nIt is part of a push to end the four-year war in Velmark and Osten.",
            &[("Thursday", "XXXX-WXX-4", "past"), ("Friday", "XXXX-WXX-5", "future"), ("four-year", "P4Y", "")],
        ),
        reading(
            "today",
            "After the talks the council insisted today that Osten was not clinging to Governor Halvar.\nIts leader met Thursday with the envoy in Velmark.\nEnvoy Tamas Orlan was also expected to meet today with the head of the Harbour Conference Committee.",
            &[("today", "XXXX-XX-XX", "P0D"), ("Thursday", "XXXX-WXX-4", "past"), ("today", "XXXX-XX-XX", "P0D")],
        ),
        reading(
            "monday",
            "Osten on Monday refused to drop the governor.\nThe council's leader claimed Friday after the talks that Osten was \"not clinging to Governor Halvar\".\nThe four-year war goes on in Velmark and Osten.",
            &[("Monday", "XXXX-WXX-1", "past"), ("Friday", "XXXX-WXX-5", "past"), ("four-year", "P4Y", "")],
        ),
        reading(
            "old",
            "Osten said on Saturday it would keep in touch with the council.\nThe 22-month conflict in Velmark and Osten has no end in sight.",
            &[("Saturday", "XXXX-WXX-6", "past"), ("22-month", "P22M", "")],
        ),
    ]
}

#[test]
fn undated_reports_are_put_in_order_and_days_apart() {
    let dates = dates(&story());
    let weekdays: Vec<Option<u8>> = dates.reports.iter().map(|report| report.weekday).collect();
    assert_eq!(weekdays, [Some(4), Some(5), Some(1), Some(6)]);
    let distance = |from: usize, to: usize| {
        dates.distances.iter().find(|distance| (distance.from, distance.to) == (from, to)).map(|distance| (distance.low, distance.high))
    };
    assert_eq!(distance(0, 1), Some((1, 1)), "{dates:?}");
    assert_eq!(distance(1, 2), Some((3, 3)), "{dates:?}");
    assert!(distance(0, 3).is_some_and(|(_, high)| high < -365), "{dates:?}");
    assert_eq!(dates.order, [vec![vec![3], vec![0], vec![1], vec![2]]]);
    assert!(dates.contradictions.is_empty(), "{:?}", dates.contradictions);
    assert_eq!(dates.settles[0].dates.len(), 2);
    assert!(dates.reports.iter().all(|report| report.earliest.is_none()));
}

#[test]
fn the_order_of_the_input_does_not_matter() {
    let mut turned = story();
    turned.reverse();
    let dates = dates(&turned);
    assert_eq!(dates.order, [vec![vec![0], vec![3], vec![2], vec![1]]]);
}

#[test]
fn nothing_is_dated_by_nothing() {
    assert_eq!(dates(&[]), Dates::default());
    let lone = dates(&[reading("lone", "Nothing is said of any day.", &[])]);
    assert_eq!(lone.reports[0], Dated::default());
    assert_eq!(lone.order, [vec![vec![0]]]);
}

/// `reading` with a dateline in its first line, up to the dash.
fn with_dateline(mut reading: Reading) -> Reading {
    let end = reading.text.find(" - ").expect("a dash");
    let span = Span::new(0, end + 2);
    reading.report.dateline = Some(readout_core::Dateline { place: None, agency: None, date: None, span });
    reading
}

#[test]
fn a_dateline_and_the_start_of_a_war_date_a_report_but_only_likely() {
    let dates = dates(&[
        with_dateline(reading(
            "capital",
            "PETRA, March 21 (KP) - Minister Lena Vado on Monday told Grigor Sabl that the decree was not for sale in Osten or Velmark.\nThe four-year war in Osten and Velmark goes on.",
            &[("March 21", "XXXX-03-21", "past"), ("Monday", "XXXX-WXX-1", "past"), ("four-year", "P4Y", "")],
        )),
        reading(
            "north",
            "The war in Osten and Velmark has cost 34,000 lives since the assembly was dissolved in March 2029.",
            &[("March 2029", "2029-03", "")],
        ),
    ]);
    assert_eq!(dates.reports[0].weekday, Some(1));
    assert_eq!((&dates.reports[0].earliest, &dates.reports[0].latest), (&None, &None));
    assert_eq!(dates.likely.days[0].as_deref(), Some("2033-03-21"), "{:?}", dates.likely);
    let one_day = LikelyDay { earliest: "2033-03-21".to_owned(), latest: "2033-03-21".to_owned(), best: "2033-03-21".to_owned() };
    assert_eq!(dates.likely_day(0), Some(one_day));
    let clues = &dates.likely.reports[0].clues;
    assert!(clues.iter().any(|clue| clue.says.contains("began in `March 2029`") && clue.evidence.len() == 2), "{clues:?}");
}

/// A role of the person whose name stands at its first place in the text.
fn hold(reading: &mut Reading, person: &str, title: &str) {
    use readout_core::{Entity, EntityId, EntityType, Role};
    let at = reading.text.find(person).expect("the person");
    let entity = EntityId::new(reading.entities.len());
    let named = Entity {
        id: entity,
        entity_type: EntityType::PER,
        name: person.to_owned(),
        named: true,
        aliases: Vec::new(),
        code: None,
        sector: None,
    };
    reading.entities.push(named);
    let span = Span::new(at, at + person.len());
    reading.roles.push(Role { entity, title: title.to_owned(), org: None, span, attribution: None, status: None });
}

#[test]
fn who_replaces_whom_orders_reports_but_only_likely() {
    let mut late = reading("late", "Sana Meret, the head of the council, spoke.", &[]);
    hold(&mut late, "Sana Meret", "head");
    let mut change = reading("change", "The council elected Sana Meret as its new head, replacing Idris Kolv.", &[]);
    hold(&mut change, "Sana Meret", "head");
    let mut early = reading("early", "Idris Kolv, the leader of the council, spoke.", &[]);
    hold(&mut early, "Idris Kolv", "leader");
    let found = dates(&[late, change, early]);
    assert!(found.before.is_empty(), "{:?}", found.before);
    assert_eq!(found.likely.order, [vec![vec![2], vec![1], vec![0]]]);
    assert_eq!(found.likely_order(&[0, 1, 2]), [vec![vec![2], vec![1], vec![0]]]);
    assert_eq!(found.likely_order(&[0, 2]), [vec![vec![2], vec![0]]]);
    assert!(found.likely_order(&[1]).is_empty());
    assert_eq!(found.likely_day(0), None);
}

#[test]
fn what_is_certain_is_not_told_as_likely() {
    let found = dates(&story());
    assert!(found.likely_order(&[0, 1, 2, 3]).is_empty(), "{:?}", found.likely.order);
    let mut dated = reading("dated", "On 3 June 2031 they met.", &[]);
    dated.report.published = Some(Published { value: "2031-06-03".to_owned(), precision: Precision::Day, from: "field".to_owned() });
    assert_eq!(dates(&[dated]).likely_day(0), None);
}

#[test]
fn what_is_counted_up_orders_reports_but_only_likely() {
    let found = dates(&[
        reading(
            "third",
            "In Mirel Rostav used its veto for the third time to shield Ostrik and Tavash.\nIt was the third time that Rostav had used its veto.",
            &[],
        ),
        reading("twice", "The ally of Ostrik, Rostav of Mirel, has twice vetoed texts on Tavash.", &[]),
    ]);
    assert!(found.before.is_empty());
    assert_eq!(found.likely.order, [vec![vec![1], vec![0]]], "{:?}", found.likely);
}

#[test]
fn large_sets_are_dated_story_by_story() {
    let mut readings = story();
    readings.insert(2, reading("other", "Nothing is said of any day.", &[]));
    let together = dates(&story());
    let by_group = dates_by_group(&readings, &[vec![0, 1, 3, 4], vec![2]], 4);
    assert_eq!(by_group.reports[3].weekday, together.reports[2].weekday);
    assert_eq!(by_group.order[0], [vec![4], vec![0], vec![1], vec![3]]);
    let apart = |dates: &Dates, from: usize, to: usize| {
        dates.distances.iter().find(|distance| (distance.from, distance.to) == (from, to)).map(|distance| distance.low)
    };
    assert_eq!(apart(&by_group, 1, 3), apart(&together, 1, 2));
    // Evidence points to the report's place among all.
    assert!(by_group.reports[3].clues.iter().flat_map(|clue| &clue.evidence).all(|words| words.report != 2));
    let too_large = dates_by_group(&readings, &[vec![0, 1, 3, 4], vec![2]], 3);
    assert!(too_large.distances.is_empty());
}

#[test]
fn last_years_truce_was_the_year_before_but_only_likely() {
    let mut signed = reading(
        "signed",
        "The government of Ossara and the council of Tavash under Kolvane signed a truce on Tuesday in Havnes.",
        &[("Tuesday", "XXXX-WXX-2", "past")],
    );
    signed.report.published = Some(Published { value: "2031-06-03".to_owned(), precision: Precision::Day, from: "field".to_owned() });
    let later = reading(
        "later",
        "The council of Tavash in Ossara, where Kolvane spoke against last year's truce of Havnes, met.",
        &[("last year", "XXXX", "-P1Y")],
    );
    let found = dates(&[signed, later]);
    assert_eq!(found.reports[1].earliest, None);
    let likely = &found.likely.reports[1];
    assert_eq!((likely.earliest.as_deref(), likely.latest.as_deref()), (Some("2032-01-01"), Some("2032-12-31")), "{likely:?}");
    assert!(likely.clues.iter().any(|clue| clue.says.contains("last year's truce") && clue.evidence.len() == 2), "{likely:?}");
}

#[test]
fn one_scene_is_of_one_day_but_only_likely() {
    let found = dates(&[
        reading(
            "scene",
            "The hospital of Pereslat is full.\nThe planes came yesterday, when the covered market was crowded.",
            &[("yesterday", "XXXX-XX-XX", "-P1D")],
        ),
        reading(
            "capital",
            "The minister spoke in Mirel on Monday.\nThe strike hit the covered market at Pereslat on Saturday.",
            &[("Monday", "XXXX-WXX-1", "past"), ("Saturday", "XXXX-WXX-6", "past")],
        ),
        reading("other", "Nothing is said of any day.", &[]),
    ]);
    assert!(found.distances.is_empty(), "{:?}", found.distances);
    assert_eq!(found.likely.reports[0].weekday, None);
    assert!(found.likely.order.contains(&vec![vec![0], vec![1]]), "{:?}", found.likely.order);
}
