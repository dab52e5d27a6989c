//! What the coreference head knows of two mentions besides their vectors.
//!
//! `readout-read` derives it from the tree and the words of both; each number is a place in its own part of the head's table
//! (`docs/design/model.md`, "Pairs").

/// The number of values of each feature, in the order of the table's parts.
pub const PAIR_SIZES: [usize; 15] = [289, 153, 153, 374, 198, 162, 153, 170, 102, 108, 1156, 119, 102, 85, 1156];

/// Two mentions as the words show them, without their vectors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// How many mentions of the report the later stands behind the earlier: 1 for the mention just before.
    pub distance: usize,
    /// The value of each feature, less than its entry in [`PAIR_SIZES`].
    pub features: [usize; PAIR_SIZES.len()],
}

impl Pair {
    /// The places of its values in a table of all features.
    pub(crate) fn places(&self) -> impl Iterator<Item = usize> {
        let starts = PAIR_SIZES.iter().scan(0, |next, size| Some(std::mem::replace(next, *next + size)));
        self.features.into_iter().zip(PAIR_SIZES).zip(starts).map(|((value, size), start)| start + value.min(size - 1))
    }

    /// What a table of all features adds to the score: 0 where the model file has none.
    pub(crate) fn score(&self, table: &[f32]) -> f32 {
        self.places().fold(0.0, |sum, place| sum + table.get(place).copied().unwrap_or(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_feature_has_a_part_of_the_table() {
        let n: usize = PAIR_SIZES.iter().sum();
        let table: Vec<f32> = (0..n).map(|place| place as f32).collect();
        let mut pair = Pair::default();
        let starts: f32 = PAIR_SIZES.iter().scan(0, |start, size| Some(std::mem::replace(start, *start + size) as f32)).sum();
        assert_eq!(pair.score(&table), starts);
        pair.features[1] = 5;
        assert_eq!(pair.score(&table), starts + 5.0);
        pair.features[1] = 1_000;
        assert_eq!(pair.score(&table), starts + 152.0, "a value too large is the last of its own part");
        assert_eq!(pair.score(&[]), 0.0);
    }
}
