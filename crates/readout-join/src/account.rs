//! Independent accounts: how many tellers there are behind what many reports print.
//!
//! Two tellings are one account where they stand in the same shared passage, are printed by the same outlet (or, where none is known, under the
//! same address), go back to the same agency, or were passed on by the same relay: two outlets that quote one radio interview are one account of
//! what was said there. Whom or what a telling names does not count: `Moscow` in one printing and `Russia` in the other are one passage, and
//! one account.

use crate::copies::{Copies, agencies};
use crate::entity::most;
use crate::groups::Groups;
use readout_core::{Attribution, Reading, Span};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One telling of something.
#[derive(Clone, Copy, Debug)]
pub struct Telling<'a> {
    /// The report's place in the list of readings.
    pub report: usize,
    /// The words.
    pub span: Span,
    /// By whose account, where it is told as somebody's.
    pub attribution: Option<&'a Attribution>,
}

/// One account: a teller and the reports that print it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Account {
    /// An agency or relay, else the outlet, else the report's id.
    pub name: String,
    /// The reports, in order.
    pub reports: Vec<usize>,
}

/// Groups tellings to accounts; in order of the first report.
pub fn accounts(readings: &[Reading], copies: &Copies, tellings: &[Telling<'_>]) -> Vec<Account> {
    let mut groups = Groups::new(tellings.len());
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (at, telling) in tellings.iter().enumerate() {
        for source in sources(readings, copies, telling) {
            for (known, holder) in &first {
                if one_source(known, &source) {
                    groups.join(*holder, at);
                }
            }
            groups.join(*first.entry(source).or_insert(at), at);
        }
        for (before, other) in tellings[..at].iter().enumerate() {
            if !groups.together(before, at) && copies.same_text((other.report, other.span), (telling.report, telling.span)) {
                groups.join(before, at);
            }
        }
    }
    let mut accounts: Vec<Account> = groups.all().iter().map(|group| account(readings, copies, tellings, group)).collect();
    accounts.sort_by(|one, other| one.reports.cmp(&other.reports).then(one.name.cmp(&other.name)));
    accounts
}

/// Independent accounts among whole reports: tellers, and the reports that print them.
pub fn tellers(readings: &[Reading], copies: &Copies) -> Vec<Account> {
    let mut groups = Groups::new(readings.len());
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for report in 0..readings.len() {
        for source in report_sources(readings, copies, report) {
            groups.join(*first.entry(source).or_insert(report), report);
        }
    }
    // One text is one teller, also where nobody says whose it is.
    for family in &copies.families {
        let mut whole = family.members.iter().filter(|member| member.percent >= 50).map(|member| member.report);
        if let Some(first) = whole.next() {
            whole.for_each(|report| groups.join(first, report));
        }
    }
    let mut accounts = Vec::new();
    for reports in groups.all() {
        accounts.push(Account { name: teller(readings, copies, &reports), reports });
    }
    accounts
}

/// What a telling goes back to, each as a key.
fn sources(readings: &[Reading], copies: &Copies, telling: &Telling<'_>) -> BTreeSet<String> {
    let mut sources = report_sources(readings, copies, telling.report);
    for hop in telling.attribution.iter().flat_map(|attribution| attribution.chain.iter().skip(1)) {
        sources.insert(format!("relay {}", plain(&hop.name)));
    }
    if let Some(audience) = telling.attribution.and_then(|attribution| attribution.chain.first()).and_then(|hop| hop.audience.as_deref())
        && audience.starts_with(char::is_uppercase)
    {
        sources.insert(format!("relay {}", plain(audience)));
    }
    sources
}

/// Where a report as a whole comes from. A report that prints an agency is that agency's account, not its outlet's.
fn report_sources(readings: &[Reading], copies: &Copies, report: usize) -> BTreeSet<String> {
    let mut sources: BTreeSet<String> = agencies(&readings[report]).iter().map(|agency| format!("relay {}", plain(agency))).collect();
    if sources.is_empty() {
        sources.extend(printed_agency(copies, report).map(|agency| format!("relay {}", plain(agency))));
    }
    if sources.is_empty() {
        let header = &readings[report].report;
        let outlet = header.outlet.as_deref().map(|outlet| format!("outlet {}", plain(outlet)));
        sources.extend(outlet.or_else(|| header.url.as_deref().map(|address| format!("address {address}"))));
    }
    sources
}

/// The agency whose text is at least half of an uncredited report.
fn printed_agency(copies: &Copies, report: usize) -> Option<&str> {
    let family = &copies.families[copies.family_of(report)?];
    let member = family.members.iter().find(|member| member.report == report)?;
    family.agency.as_deref().filter(|_| member.percent >= 50)
}

fn account(readings: &[Reading], copies: &Copies, tellings: &[Telling<'_>], group: &[usize]) -> Account {
    let reports: Vec<usize> = group.iter().map(|at| tellings[*at].report).collect::<BTreeSet<_>>().into_iter().collect();
    Account { name: teller(readings, copies, &reports), reports }
}

fn teller(readings: &[Reading], copies: &Copies, reports: &[usize]) -> String {
    let mut agencies_of: BTreeMap<String, usize> = BTreeMap::new();
    let mut outlets: BTreeMap<&str, usize> = BTreeMap::new();
    for report in reports {
        let mut named = agencies(&readings[*report]);
        if named.is_empty() {
            named.extend(printed_agency(copies, *report).map(str::to_owned));
        }
        named.into_iter().for_each(|agency| *agencies_of.entry(agency).or_default() += 1);
        readings[*report].report.outlet.iter().for_each(|outlet| *outlets.entry(outlet).or_default() += 1);
    }
    let agency = most(&agencies_of).cloned();
    agency.or_else(|| most(&outlets).map(|outlet| (*outlet).to_owned())).unwrap_or_else(|| readings[reports[0]].report.id.clone())
}

/// A relay's name without the words that say only what it is.
fn plain(name: &str) -> String {
    let words: Vec<String> = crate::words::Spans::new(name).map(|(_, word)| word).collect();
    let kept: Vec<&str> = words.iter().map(String::as_str).filter(|word| !WHAT_IT_IS.contains(word)).collect();
    if kept.is_empty() { words.join(" ") } else { kept.join(" ") }
}

const WHAT_IT_IS: &[&str] = &["the", "a", "an", "news", "agency", "agencies", "service", "wire"];

/// Words by which no relay is known alone: `Radio` may be any.
const ANY: &[&str] =
    &["channel", "daily", "journal", "media", "newspaper", "paper", "post", "press", "radio", "state", "television", "times", "tv"];

/// Whether two keys are one relay with more and with fewer words before its name: `Ardeshi Kontinent` and `Kontinent`.
fn one_source(one: &str, other: &str) -> bool {
    let (Some(one), Some(other)) = (one.strip_prefix("relay "), other.strip_prefix("relay ")) else { return false };
    let (shorter, longer) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    shorter.len() >= 4 && !ANY.contains(&shorter) && longer.strip_suffix(shorter).is_some_and(|rest| rest.ends_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;
    use readout_core::{Attribution, AttributionId, AttributionKind, Hop, Known, Manner, Report};

    fn reading(outlet: &str, credit: Option<&str>) -> Reading {
        let mut report = Report::new(outlet, "Envoys met.");
        report.outlet = Some(Known::given(outlet.to_owned(), "field"));
        report.credit = credit.map(|credit| Known::given(credit.to_owned(), "field")).into_iter().collect();
        Reading::empty(&report)
    }

    fn told_by(relay: &str) -> Attribution {
        let hop = |name: &str| Hop {
            name: name.to_owned(),
            entity: None,
            channel: None,
            audience: None,
            span: None,
            implied: false,
            translated: false,
        };
        Attribution {
            id: AttributionId(0),
            source: Vec::new(),
            cue: Vec::new(),
            content: Vec::new(),
            kind: AttributionKind::Indirect,
            manner: Manner::Says,
            negated: false,
            speaker: None,
            inside: None,
            voice: Default::default(),
            chain: vec![hop("an envoy"), hop(relay)],
        }
    }

    /// The accounts of tellings: outlet, credit, relay.
    fn check(tellings: &[(&str, Option<&str>, Option<&str>)], expect: &[&str]) {
        let readings: Vec<Reading> = tellings.iter().map(|(outlet, credit, _)| reading(outlet, *credit)).collect();
        let attributions: Vec<Option<Attribution>> = tellings.iter().map(|(_, _, relay)| relay.map(told_by)).collect();
        let told: Vec<Telling<'_>> = attributions
            .iter()
            .enumerate()
            .map(|(report, told)| Telling { report, span: Span::new(0, 10), attribution: told.as_ref() })
            .collect();
        let found: Vec<String> = accounts(&readings, &Copies::default(), &told).into_iter().map(|account| account.name).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn outlets_of_one_agency_are_one_account() {
        check(&[("Mail", Some("KP"), None), ("Bell", Some("KP"), None), ("Tidings", None, None)], &["KP", "Tidings"]);
    }

    #[test]
    fn outlets_that_quote_one_interview_are_one_account() {
        check(
            &[("Mail", None, Some("Sered Radio")), ("Bell", None, Some("the Sered Radio agency")), ("Tidings", None, None)],
            &["Bell", "Tidings"],
        );
    }

    #[test]
    fn a_relay_is_one_whatever_stands_before_its_name() {
        check(&[("Mail", None, Some("Ardeshi Kontinent")), ("Bell", None, Some("the Kontinent news agency"))], &["Bell"]);
        check(&[("Mail", None, Some("Sered Radio")), ("Bell", None, Some("the radio"))], &["Mail", "Bell"]);
    }

    #[test]
    fn a_report_that_prints_an_agency_without_credit_is_its_account_and_one_that_rewrites_it_is_not() {
        const WIRE: &str = "Envoys of Ardesh and of the Free Council met on Thursday in the port of Sered for their first talks since November. \
The war in the mountains has cost some 41,000 lives since the old assembly was dissolved.";
        let printed = |outlet: &str, credit: Option<&str>, text: &str| {
            let mut report = Report::new(outlet, text);
            report.outlet = Some(Known::given(outlet.to_owned(), "field"));
            report.credit = credit.map(|credit| Known::given(credit.to_owned(), "field")).into_iter().collect();
            Reading::empty(&report)
        };
        let own = "In Sered, delegates of the council sat down with those of Ardesh, the first time in a year, and the dead are said to be 41,000.";
        let readings = [printed("Mail", Some("KP"), WIRE), printed("Bell", None, WIRE), printed("Tidings", None, own)];
        let copies = crate::copies::copies(&readings);
        let told: Vec<Telling<'_>> = (0..3).map(|report| Telling { report, span: Span::new(0, 60), attribution: None }).collect();
        let found: Vec<(String, Vec<usize>)> =
            accounts(&readings, &copies, &told).into_iter().map(|account| (account.name, account.reports)).collect();
        assert_eq!(found, [("KP".to_owned(), vec![0, 1]), ("Tidings".to_owned(), vec![2])]);
        let tellers: Vec<Vec<usize>> = tellers(&readings, &copies).into_iter().map(|teller| teller.reports).collect();
        assert_eq!(tellers, [vec![0, 1], vec![2]]);
    }

    #[test]
    fn versions_of_one_address_are_one_account_and_one_text_is_one_teller() {
        const TEXT: &str = "Envoys of Ardesh and of the Free Council met on Thursday in the port of Sered for their first talks since November. \
The war in the mountains has cost some 41,000 lives since the old assembly was dissolved.";
        let printed = |url: Option<&str>, text: &str| {
            let mut report = Report::new(text.len().to_string(), text);
            report.url = url.map(|url| Known::given(url.to_owned(), "field"));
            Reading::empty(&report)
        };
        let other = "Rain fell in the upper valleys for the third week, and the bridge at Lund was closed to carts and lorries.";
        let readings = [
            printed(Some("https://mail.example/1"), TEXT),
            printed(Some("https://mail.example/1"), other),
            printed(Some("https://bell.example/9"), &TEXT.replace("Ardesh", "the Ardeshi army")),
        ];
        let told: Vec<Telling<'_>> = (0..2).map(|report| Telling { report, span: Span::new(0, 60), attribution: None }).collect();
        assert_eq!(accounts(&readings, &Copies::default(), &told).len(), 1);
        let copies = crate::copies::copies(&readings);
        let tellers: Vec<Vec<usize>> = tellers(&readings, &copies).into_iter().map(|teller| teller.reports).collect();
        assert_eq!(tellers, [vec![0, 1, 2]]);
    }

    #[test]
    fn an_outlet_that_says_it_twice_is_one_account() {
        check(&[("Mail", None, None), ("Mail", None, None)], &["Mail"]);
    }
}
