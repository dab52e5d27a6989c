//! Countries, their seats and peoples, and organisations that news takes as known.
//!
//! Comes in: a name. Goes out: the country's ISO 3166 alpha-3 code or the organisation's sector. The tables lie in `data/`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a name is to a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bond {
    /// `Norway`.
    Name,
    /// `Oslo`, which may stand for the government.
    Seat,
    /// `Norwegian`.
    People,
}

/// A country as a name shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Country {
    /// ISO 3166 alpha-3.
    pub(crate) code: &'static str,
    pub(crate) bond: Bond,
}

/// An organisation that needs no introduction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Organisation {
    pub(crate) name: &'static str,
    /// PLOVER sector.
    pub(crate) sector: &'static str,
}

/// The country that `name` names, is the seat of, or is a people of. Letters must have their usual case: `us` is no country.
pub(crate) fn country(name: &str) -> Option<Country> {
    static TABLE: LazyLock<HashMap<&'static str, Country>> = LazyLock::new(|| {
        let mut table = HashMap::new();
        for line in include_str!("../data/countries.tsv").lines().skip(1) {
            let [code, name, names, seats, people] = fields(line);
            let bonds = [(name, Bond::Name), (names, Bond::Name), (people, Bond::People), (seats, Bond::Seat)];
            for (names, bond) in bonds {
                for name in names.split('|').filter(|name| !name.is_empty()) {
                    table.entry(name).or_insert(Country { code, bond });
                }
            }
        }
        table
    });
    TABLE.get(name).copied().or_else(|| {
        // One who comes from there, in the plural: `Norwegians`.
        let one = name.strip_suffix('s').filter(|one| one.len() > 3)?;
        TABLE.get(one).copied().filter(|country| country.bond == Bond::People)
    })
}

/// The organisation that `name` names.
pub(crate) fn organisation(name: &str) -> Option<Organisation> {
    static TABLE: LazyLock<HashMap<&'static str, Organisation>> = LazyLock::new(|| {
        let mut table = HashMap::new();
        for line in include_str!("../data/organisations.tsv").lines().skip(1) {
            let [name, names, sector] = fields(line);
            table.extend(names.split('|').map(|other| (other, Organisation { name, sector })));
        }
        table
    });
    TABLE.get(name).copied()
}

/// The code of the country of which `name` is a first-level region.
pub(crate) fn region(name: &str) -> Option<&'static str> {
    static TABLE: LazyLock<HashMap<&'static str, &'static str>> =
        LazyLock::new(|| include_str!("../data/regions.tsv").lines().skip(1).filter_map(|line| line.split_once('\t')).collect());
    TABLE.get(name).copied()
}

/// The fields of a line; missing ones are empty.
fn fields<const N: usize>(line: &'static str) -> [&'static str; N] {
    let mut fields = line.split('\t');
    std::array::from_fn(|_| fields.next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_seats_and_peoples_are_told_apart() {
        let seen = |name| country(name).map(|country| (country.code, country.bond));
        assert_eq!(seen("Norway"), Some(("NOR", Bond::Name)));
        assert_eq!(seen("Oslo"), Some(("NOR", Bond::Seat)));
        assert_eq!(seen("Norwegians"), Some(("NOR", Bond::People)));
        assert_eq!(seen("U.S."), Some(("USA", Bond::Name)));
        assert_eq!(seen("us"), None);
        assert_eq!(seen("Chinese"), Some(("CHN", Bond::People)));
        assert_eq!(organisation("U.N.").map(|known| known.name), Some("United Nations"));
    }

    #[test]
    fn every_line_of_the_tables_is_whole() {
        for line in include_str!("../data/countries.tsv").lines().skip(1) {
            let [code, name, names, _, _] = fields(line);
            assert!(code.len() == 3 && !name.is_empty() && !names.is_empty(), "{line}");
        }
        for line in include_str!("../data/organisations.tsv").lines().skip(1) {
            let [name, names, sector] = fields(line);
            assert!(!name.is_empty() && !names.is_empty() && (3..=3).contains(&sector.len()), "{line}");
        }
    }
}
