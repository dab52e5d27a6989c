//! How fast a processor multiplies bytes when nothing has to be fetched: what the forward pass is measured against.

use super::machine::{Job, Machine};
use std::hint::black_box;

/// Runs this many rounds of byte products from registers alone; gives the number of products.
pub(crate) struct Peak {
    pub(crate) rounds: usize,
}

impl Job for Peak {
    type Out = usize;
    #[inline(always)]
    fn go<M: Machine>(self, m: M) -> usize {
        // As many chains as fill the pipelines and still fit the registers: a machine with fewer rows to a tile has wider sums.
        match M::ROWS {
            8 => chains::<M, 12>(m, self.rounds),
            6 => chains::<M, 6>(m, self.rounds),
            _ => chains::<M, 3>(m, self.rounds),
        }
    }
}

/// `N` sums that do not wait for each other.
#[inline(always)]
fn chains<M: Machine, const N: usize>(m: M, rounds: usize) -> usize {
    let line = black_box(m.no_sums());
    let mut sums = [m.no_sums(); N];
    for _ in 0..rounds {
        for n in 0..N {
            sums[n] = m.byte_step(sums[n], line);
        }
        // Keeps the loop from being folded without costing it a store.
        if rounds == usize::MAX {
            sums = black_box(sums);
        }
    }
    black_box(sums);
    rounds * N * 64
}
