//! Things that belong together, pair by pair.

/// Sets of small numbers that grow by joining. The smallest number stands for its set, so the order of joining does not show.
#[derive(Clone, Debug)]
pub(crate) struct Groups {
    parents: Vec<usize>,
}

impl Groups {
    pub(crate) fn new(n: usize) -> Self {
        Self { parents: (0..n).collect() }
    }

    pub(crate) fn first(&mut self, mut item: usize) -> usize {
        while self.parents[item] != item {
            self.parents[item] = self.parents[self.parents[item]];
            item = self.parents[item];
        }
        item
    }

    pub(crate) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        self.parents[one.max(other)] = one.min(other);
    }

    pub(crate) fn together(&mut self, one: usize, other: usize) -> bool {
        self.first(one) == self.first(other)
    }

    /// All sets, each sorted, in order of their smallest number.
    pub(crate) fn all(&mut self) -> Vec<Vec<usize>> {
        let mut sets: Vec<Vec<usize>> = vec![Vec::new(); self.parents.len()];
        for item in 0..self.parents.len() {
            let first = self.first(item);
            sets[first].push(item);
        }
        sets.retain(|set| !set.is_empty());
        sets
    }

    /// The sets with more than one.
    pub(crate) fn of_several(&mut self) -> Vec<Vec<usize>> {
        let mut sets = self.all();
        sets.retain(|set| set.len() > 1);
        sets
    }
}
