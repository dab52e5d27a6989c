//! The store as pages ask it: a little of every report at hand, everything else looked up when it is shown.
//!
//! What is at hand is a number, a day, an outlet and a story for each report, some hundred bytes each. A shelf never changes; when reports come or
//! somebody corrects, another takes its place.

use crate::snapshot::Snapshot;
use readout_join::correct::Correction;
use readout_store::{Error, Filed, Made, Store, Wanted};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What is at hand of the whole store.
pub(crate) struct Shelf {
    store: Arc<Mutex<Store>>,
    /// How much there is of what.
    pub(crate) made: Made,
    /// All corrections, oldest first.
    pub(crate) corrections: Vec<Correction>,
    /// The reports in their order.
    pub(crate) filed: Vec<Filed>,
    by_number: HashMap<i64, u32>,
    /// Of each story its first report, by which it is called.
    first: HashMap<u32, i64>,
    /// Outlets with their reports, most first.
    pub(crate) outlets: Vec<(String, usize)>,
}

/// Places of each row that a page cites.
const MOST_PLACES: usize = 8;

impl Shelf {
    /// Takes the store as it is, whose record must be there. `store` is what pages will ask.
    pub(crate) fn take(from: &Store, store: Arc<Mutex<Store>>) -> Result<Self, Error> {
        let filed = from.filed()?;
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        filed.iter().filter_map(|report| report.outlet.as_deref()).for_each(|outlet| *counts.entry(outlet).or_default() += 1);
        let mut outlets: Vec<(String, usize)> = counts.into_iter().map(|(outlet, n)| (outlet.to_owned(), n)).collect();
        outlets.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
        outlets.truncate(300);
        let mut first = HashMap::new();
        for report in &filed {
            report.story.into_iter().for_each(|story| {
                first.entry(story).or_insert(report.number);
            });
        }
        Ok(Self {
            by_number: filed.iter().enumerate().map(|(place, report)| (report.number, place as u32)).collect(),
            made: from.made()?.unwrap_or_default(),
            corrections: from.corrections()?,
            store,
            filed,
            first,
            outlets,
        })
    }

    /// The store. Whoever holds this asks nothing of the shelf that does so as well.
    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The rows that a page shows. Where nothing else is said, a row comes with a few of its places.
    pub(crate) fn snapshot(&self, store: &Store, wanted: Wanted) -> Result<Snapshot, Error> {
        let wanted = Wanted { places: wanted.places.or(Some(MOST_PLACES)), ..wanted };
        Ok(Snapshot::new(store.excerpt(&wanted, &self.corrections)?))
    }

    /// A report by its number, as addresses have it.
    pub(crate) fn report(&self, number: &str) -> Option<i64> {
        let number = number.parse().ok()?;
        self.by_number.contains_key(&number).then_some(number)
    }

    /// What is at hand of a report.
    pub(crate) fn of(&self, number: i64) -> Option<&Filed> {
        self.filed.get(self.place(number)?)
    }

    /// A report's place in the order of all.
    pub(crate) fn place(&self, number: i64) -> Option<usize> {
        self.by_number.get(&number).map(|place| *place as usize)
    }

    /// The first of these numbers in the order of the reports, or the last.
    pub(crate) fn in_order(&self, numbers: impl IntoIterator<Item = i64>) -> Vec<i64> {
        let mut places: Vec<usize> = numbers.into_iter().filter_map(|number| self.place(number)).collect();
        places.sort_unstable();
        places.into_iter().map(|place| self.filed[place].number).collect()
    }

    /// A story's address: that of its first report, which stays when others come.
    pub(crate) fn story_href(&self, story: i64) -> String {
        format!("/story/{}", self.first.get(&(story as u32)).copied().unwrap_or_default())
    }

    /// First and last day of each of some stories, and how many of its reports came after a time.
    pub(crate) fn about(&self, stories: &[i64], since: Option<&str>) -> Vec<About> {
        let places: HashMap<u32, usize> = stories.iter().enumerate().map(|(place, story)| (*story as u32, place)).collect();
        let mut about = vec![About::default(); stories.len()];
        for report in &self.filed {
            let Some(about) = report.story.and_then(|story| places.get(&story)).map(|place| &mut about[*place]) else { continue };
            about.n_reports += 1;
            if since.is_some_and(|since| report.seen.as_deref().is_some_and(|seen| seen > since)) {
                about.n_new += 1;
            }
            if let Some(day) = report.published.as_deref().map(|published| published.get(..10).unwrap_or(published)) {
                if about.first.as_deref().is_none_or(|first| day < first) {
                    about.first = Some(day.to_owned());
                }
                if about.last.as_deref().is_none_or(|last| day > last) {
                    about.last = Some(day.to_owned());
                }
            }
        }
        about
    }

    /// Numbers of the reports that these corrections are about.
    pub(crate) fn corrected<'c>(&self, store: &Store, corrections: impl IntoIterator<Item = &'c Correction>) -> Result<Vec<i64>, Error> {
        let mut numbers = Vec::new();
        for correction in corrections {
            for identity in correction.reports() {
                numbers.extend(store.number_of(identity)?);
            }
        }
        Ok(numbers)
    }
}

/// What can be said of a story without its rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct About {
    pub(crate) first: Option<String>,
    pub(crate) last: Option<String>,
    pub(crate) n_reports: usize,
    pub(crate) n_new: usize,
}

impl About {
    /// First and last day, for people.
    pub(crate) fn days(&self) -> String {
        crate::snapshot::days(self.first.as_deref(), self.last.as_deref())
    }
}
