//! The names of days and months, which several stages must not take for something else.

const NAMES: [&str; 19] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Whether a word in small letters names a day of the week or a month.
pub(crate) fn is_day_or_month(lower: &str) -> bool {
    NAMES.contains(&lower)
}
