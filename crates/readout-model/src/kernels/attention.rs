//! Attention of one head over one window, and the product of matrices of numbers that it is made of.

use super::machine::{Job, LANES, Machine};
use super::math;

/// Queries that look at all keys before the next come: as many as stay in the nearest cache with their weights.
const QUERIES: usize = 32;

/// `out = a · b`, every sum from its first product to its last.
pub(crate) struct Product<'a> {
    /// Rows of `a` and of `out`.
    pub(crate) rows: usize,
    /// Rows of `b`, used columns of `a`.
    pub(crate) steps: usize,
    /// Columns of `b` and `out`, a multiple of 16.
    pub(crate) columns: usize,
    pub(crate) a: &'a [f32],
    pub(crate) a_stride: usize,
    pub(crate) b: &'a [f32],
    pub(crate) b_stride: usize,
    pub(crate) out: &'a mut [f32],
    pub(crate) out_stride: usize,
}

impl Job for Product<'_> {
    type Out = ();
    #[inline(always)]
    fn go<M: Machine>(mut self, m: M) {
        assert!(self.columns.is_multiple_of(LANES));
        if self.rows == 0 || self.columns == 0 {
            return;
        }
        assert!(self.columns <= self.out_stride && self.out.len() >= (self.rows - 1) * self.out_stride + self.columns);
        assert!(self.steps <= self.a_stride && self.a.len() >= (self.rows - 1) * self.a_stride + self.steps);
        assert!(self.steps == 0 || (self.columns <= self.b_stride && self.b.len() >= (self.steps - 1) * self.b_stride + self.columns));
        let mut column = 0;
        while column < self.columns {
            match M::ROWS {
                8 if column + 2 * LANES <= self.columns => {
                    self.strip::<M, 8, 2>(m, column);
                    column += LANES;
                }
                8 => self.strip::<M, 8, 1>(m, column),
                _ => self.strip::<M, 6, 1>(m, column),
            }
            column += LANES;
        }
    }
}

impl Product<'_> {
    #[inline(always)]
    fn strip<M: Machine, const R: usize, const V: usize>(&mut self, m: M, column: usize) {
        let mut row = 0;
        while row + R <= self.rows {
            self.tile::<M, R, V>(m, row, column);
            row += R;
        }
        while row + 4 <= self.rows {
            self.tile::<M, 4, V>(m, row, column);
            row += 4;
        }
        while row + 2 <= self.rows {
            self.tile::<M, 2, V>(m, row, column);
            row += 2;
        }
        if row < self.rows {
            self.tile::<M, 1, V>(m, row, column);
        }
    }

    #[inline(always)]
    fn tile<M: Machine, const R: usize, const V: usize>(&mut self, m: M, row: usize, column: usize) {
        // SAFETY: `go` has compared the lengths with rows, steps and columns, and `row + R` and `column + 16 V` lie within those.
        let sums = unsafe {
            m.product_tile::<R, V>(
                self.a.as_ptr().add(row * self.a_stride),
                self.a_stride,
                self.b.as_ptr().add(column),
                self.b_stride,
                self.steps,
            )
        };
        for (r, sums) in sums.into_iter().enumerate() {
            let (out, _) = self.out[(row + r) * self.out_stride + column..][..V * LANES].as_chunks_mut::<LANES>();
            for (sum, out) in sums.into_iter().zip(out) {
                m.store(sum, out);
            }
        }
    }
}

/// Attention over one window: every head, from the queries, keys and values that stand side by side in each row.
/// The queries are already divided by the root of the head's width.
pub(crate) struct Attention<'a> {
    /// Word pieces of the window.
    pub(crate) pieces: usize,
    pub(crate) heads: usize,
    /// Numbers of one head, a multiple of 16.
    pub(crate) head: usize,
    /// Rows of queries, keys and values.
    pub(crate) rows: &'a [f32],
    /// Rows of `heads * head` numbers.
    pub(crate) out: &'a mut [f32],
    /// Room for work, which grows as needed.
    pub(crate) room: &'a mut Vec<f32>,
}

impl Job for Attention<'_> {
    type Out = ();
    #[inline(always)]
    fn go<M: Machine>(self, m: M) {
        let (n, head, width) = (self.pieces, self.head, self.heads * self.head);
        let (padded, stride) = (n.next_multiple_of(LANES), 3 * width);
        self.room.resize(padded * head + n * head + QUERIES * (padded + head), 0.0);
        let (keys, rest) = self.room.split_at_mut(padded * head);
        let (values, rest) = rest.split_at_mut(n * head);
        let (weights, sums) = rest.split_at_mut(QUERIES * padded);
        for h in 0..self.heads {
            // Keys become columns, in squares of sixteen.
            for start in (0..n).step_by(LANES) {
                for d in (0..head).step_by(LANES) {
                    let mut square = [[0.0; LANES]; LANES];
                    for (row, piece) in square.iter_mut().zip(start..n) {
                        row.copy_from_slice(&self.rows[piece * stride + width + h * head + d..][..LANES]);
                    }
                    for i in 0..LANES {
                        let column = &mut keys[(d + i) * padded + start..][..LANES];
                        for (row, key) in square.iter().zip(column) {
                            *key = row[i];
                        }
                    }
                }
            }
            // Values come together: in their rows they lie a page apart.
            for (row, values) in self.rows.chunks_exact(stride).zip(values.chunks_exact_mut(head)) {
                values.copy_from_slice(&row[2 * width + h * head..][..head]);
            }
            for start in (0..n).step_by(QUERIES) {
                let queries = QUERIES.min(n - start);
                Product {
                    rows: queries,
                    steps: head,
                    columns: padded,
                    a: &self.rows[start * stride + h * head..],
                    a_stride: stride,
                    b: keys,
                    b_stride: padded,
                    out: weights,
                    out_stride: padded,
                }
                .go(m);
                let mut shares = [0.0; QUERIES];
                for (row, share) in weights.chunks_exact_mut(padded).zip(&mut shares[..queries]) {
                    row[n..].fill(f32::NEG_INFINITY);
                    let (row, _) = row.as_chunks_mut::<LANES>();
                    let mut most = m.splat(f32::NEG_INFINITY);
                    for x in row.iter() {
                        most = m.max(m.load(x), most);
                    }
                    let most = m.splat(math::largest(m, most));
                    // What stands behind the last piece adds 1e-38 to a sum of 1 or more, which is nothing, and meets no value below.
                    let mut total = m.splat(0.0);
                    for x in row.iter_mut() {
                        let weight = math::exp(m, m.sub(m.load(x), most));
                        total = m.add(total, weight);
                        m.store(weight, x);
                    }
                    *share = 1.0 / math::sum(m, total);
                }
                Product {
                    rows: queries,
                    steps: n,
                    columns: head,
                    a: weights,
                    a_stride: padded,
                    b: values,
                    b_stride: head,
                    out: sums,
                    out_stride: head,
                }
                .go(m);
                let out = self.out[start * width..].chunks_exact_mut(width);
                for ((sums, share), out) in sums.chunks_exact(head).zip(&shares[..queries]).zip(out) {
                    let share = m.splat(*share);
                    let (out, _) = out[h * head..][..head].as_chunks_mut::<LANES>();
                    for (x, out) in sums.as_chunks::<LANES>().0.iter().zip(out) {
                        m.store(m.mul(m.load(x), share), out);
                    }
                }
            }
        }
    }
}
