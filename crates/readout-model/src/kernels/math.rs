//! Functions of sixteen lanes, and the passes over rows: layer norm and quantisation.

use super::machine::{Job, LANES, Machine};

/// `e` to the power of `x`, for `x` of at most 0; to about 1e-7 of the value.
#[inline(always)]
pub(super) fn exp<M: Machine>(m: M, x: M::F) -> M::F {
    // x = n·ln 2 + r; the polynomial is that of Cephes' expf.
    let x = m.max(x, m.splat(-87.0));
    let magic = m.splat(12_582_912.0);
    let shifted = m.add(m.mul(x, m.splat(std::f32::consts::LOG2_E)), magic);
    let n = m.sub(shifted, magic);
    let r = m.sub(m.sub(x, m.mul(n, m.splat(0.693_359_4))), m.mul(n, m.splat(-2.121_944_4e-4)));
    let mut p = m.splat(1.987_569_1e-4);
    for c in [1.398_2e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5] {
        p = m.add(m.mul(p, r), m.splat(c));
    }
    let p = m.add(m.add(m.mul(p, m.mul(r, r)), r), m.splat(1.0));
    m.shift_exponent(p, shifted)
}

/// `x` times the normal distribution at `x`, in the erf form; to about 2e-6.
///
/// Within ±5 the distribution is 1/2 + x·p(x²); p is the Chebyshev interpolation of degree 12.
#[inline(always)]
pub(super) fn gelu<M: Machine>(m: M, x: M::F) -> M::F {
    const P: [f32; 13] = [
        0.141_363_8,
        -0.070_295_94,
        0.051_518_943,
        -0.040_450_71,
        0.031_464_87,
        -0.023_216_344,
        0.016_287_07,
        -0.011_299_743,
        0.006_667_809,
        -0.002_534_322_4,
        0.001_462_631_6,
        -0.001_674_031,
        0.000_705_953,
    ];
    let near = m.min(m.max(x, m.splat(-5.0)), m.splat(5.0));
    let t = m.sub(m.mul(m.mul(near, near), m.splat(0.08)), m.splat(1.0));
    // Even and odd powers apart: two short chains instead of a long one.
    let t2 = m.mul(t, t);
    let (mut even, mut odd) = (m.splat(P[12]), m.splat(P[11]));
    for i in (0..6).rev() {
        even = m.add(m.mul(even, t2), m.splat(P[2 * i]));
        if i > 0 {
            odd = m.add(m.mul(odd, t2), m.splat(P[2 * i - 1]));
        }
    }
    let p = m.add(even, m.mul(odd, t));
    m.mul(x, m.add(m.mul(near, p), m.splat(0.5)))
}

/// Sum of the lanes, pairwise.
#[inline(always)]
pub(super) fn sum<M: Machine>(m: M, x: M::F) -> f32 {
    let mut lanes = [0.0; LANES];
    m.store(x, &mut lanes);
    let mut half = LANES / 2;
    while half > 0 {
        for i in 0..half {
            lanes[i] += lanes[i + half];
        }
        half /= 2;
    }
    lanes[0]
}

/// Largest lane.
#[inline(always)]
pub(super) fn largest<M: Machine>(m: M, x: M::F) -> f32 {
    let mut lanes = [0.0; LANES];
    m.store(x, &mut lanes);
    let mut half = LANES / 2;
    while half > 0 {
        for i in 0..half {
            lanes[i] = if lanes[i] > lanes[i + half] { lanes[i] } else { lanes[i + half] };
        }
        half /= 2;
    }
    lanes[0]
}

/// One row as bytes around 128; returns what one step is worth.
#[inline(always)]
pub(super) fn quantise_row<M: Machine>(m: M, row: &[f32], to: &mut [u8]) -> f32 {
    let (row, _) = row.as_chunks::<LANES>();
    let (to, _) = to.as_chunks_mut::<LANES>();
    let mut most = m.splat(0.0);
    for x in row {
        most = m.max(m.abs(m.load(x)), most);
    }
    let most = largest(m, most);
    // A row of zeros, and one so small that its inverse has no number.
    let (scale, inverse) = if most > 1e-30 { (most / 127.0, 127.0 / most) } else { (0.0, 0.0) };
    let inverse = m.splat(inverse);
    for (x, to) in row.iter().zip(to) {
        m.store_rounded(m.mul(m.load(x), inverse), to);
    }
    scale
}

/// Quantises rows.
pub(crate) struct QuantiseRows<'a> {
    /// Numbers of one row, a multiple of 16.
    pub(crate) width: usize,
    pub(crate) rows: &'a [f32],
    pub(crate) bytes: &'a mut [u8],
    pub(crate) scales: &'a mut [f32],
}

impl Job for QuantiseRows<'_> {
    type Out = ();
    #[inline(always)]
    fn go<M: Machine>(self, m: M) {
        let rows = self.rows.chunks_exact(self.width).zip(self.bytes.chunks_exact_mut(self.width));
        for ((row, bytes), scale) in rows.zip(self.scales) {
            *scale = quantise_row(m, row, bytes);
        }
    }
}

/// `state = norm(state + change)`, and the result quantised. `width` must be a multiple of 16.
pub(crate) struct AddNorm<'a> {
    pub(crate) width: usize,
    pub(crate) weight: &'a [f32],
    pub(crate) bias: &'a [f32],
    pub(crate) epsilon: f32,
    pub(crate) state: &'a mut [f32],
    /// As long as `state`, or empty for no change.
    pub(crate) change: &'a [f32],
    pub(crate) bytes: &'a mut [u8],
    pub(crate) scales: &'a mut [f32],
}

impl Job for AddNorm<'_> {
    type Out = ();
    #[inline(always)]
    fn go<M: Machine>(self, m: M) {
        let width = self.width;
        let (weight, _) = self.weight[..width].as_chunks::<LANES>();
        let (bias, _) = self.bias[..width].as_chunks::<LANES>();
        let share = 1.0 / width as f32;
        let states = self.state.chunks_exact_mut(width).zip(self.bytes.chunks_exact_mut(width)).zip(self.scales);
        for (i, ((row, bytes), scale)) in states.enumerate() {
            let (row, _) = row.as_chunks_mut::<LANES>();
            let mut total = m.splat(0.0);
            if self.change.is_empty() {
                for x in row.iter() {
                    total = m.add(total, m.load(x));
                }
            } else {
                let (change, _) = self.change[i * width..(i + 1) * width].as_chunks::<LANES>();
                for (x, change) in row.iter_mut().zip(change) {
                    let y = m.add(m.load(x), m.load(change));
                    m.store(y, x);
                    total = m.add(total, y);
                }
            }
            let mean = m.splat(sum(m, total) * share);
            let mut squares = m.splat(0.0);
            for x in row.iter() {
                let d = m.sub(m.load(x), mean);
                squares = m.add(squares, m.mul(d, d));
            }
            let factor = m.splat(1.0 / (sum(m, squares) * share + self.epsilon).sqrt());
            for ((x, weight), bias) in row.iter_mut().zip(weight).zip(bias) {
                let y = m.mul(m.sub(m.load(x), mean), factor);
                m.store(m.add(m.mul(y, m.load(weight)), m.load(bias)), x);
            }
            *scale = quantise_row(m, row.as_flattened(), bytes);
        }
    }
}

/// [`exp`] of one number of at most 0.
pub(crate) fn exp_one(x: f32) -> f32 {
    exp(super::machine::Portable, [x; LANES])[0]
}

/// Probability of one label under a row of scores.
pub(crate) fn probability(row: &[f32], label: usize) -> f32 {
    let most = row.iter().fold(f32::NEG_INFINITY, |a, &b| if a > b { a } else { b });
    let total: f32 = row.iter().fold(0.0, |total, &x| total + exp_one(x - most));
    exp_one(row[label] - most) / total
}

/// Place of the largest number, the first of equals.
pub(crate) struct Largest<'a>(pub(crate) &'a [f32]);

impl Job for Largest<'_> {
    type Out = usize;
    #[inline(always)]
    fn go<M: Machine>(self, m: M) -> usize {
        let (chunks, rest) = self.0.as_chunks::<LANES>();
        let mut most = m.splat(f32::NEG_INFINITY);
        for x in chunks {
            most = m.max(m.load(x), most);
        }
        let most = rest.iter().fold(largest(m, most), |a, &b| if a > b { a } else { b });
        self.0.iter().position(|&x| x == most).unwrap_or(0)
    }
}

/// Sum of products, sixteen lanes at a time; the rest that fills no sixteen comes last.
pub(crate) struct Dot<'a>(pub(crate) &'a [f32], pub(crate) &'a [f32]);

impl Job for Dot<'_> {
    type Out = f32;
    #[inline(always)]
    fn go<M: Machine>(self, m: M) -> f32 {
        let ((a, a_rest), (b, b_rest)) = (self.0.as_chunks::<LANES>(), self.1.as_chunks::<LANES>());
        let mut total = m.splat(0.0);
        for (a, b) in a.iter().zip(b) {
            total = m.add(total, m.mul(m.load(a), m.load(b)));
        }
        let rest = a_rest.iter().zip(b_rest).fold(0.0, |rest, (a, b)| rest + a * b);
        sum(m, total) + rest
    }
}

/// `out[i] = ` sum of products of the `i`-th of many rows with one row, as [`Dot`] has it.
pub(crate) struct Dots<'a> {
    pub(crate) rows: &'a [f32],
    pub(crate) row: &'a [f32],
    pub(crate) out: &'a mut [f32],
}

impl Job for Dots<'_> {
    type Out = ();
    #[inline(always)]
    fn go<M: Machine>(self, m: M) {
        for (row, out) in self.rows.chunks_exact(self.row.len()).zip(self.out) {
            *out = Dot(row, self.row).go(m);
        }
    }
}

/// GELU of each number; their count must be a multiple of 16.
pub(crate) struct Gelu<'a>(pub(crate) &'a mut [f32]);

impl Job for Gelu<'_> {
    type Out = ();
    #[inline(always)]
    fn go<M: Machine>(self, m: M) {
        for x in self.0.as_chunks_mut::<LANES>().0 {
            m.store(gelu(m, m.load(x)), x);
        }
    }
}

/// Adds a row of bytes times its scale to a row of numbers; the length must be a multiple of 16.
pub(crate) struct AddBytes<'a> {
    /// Signed bytes, as they lie in the file.
    pub(crate) bytes: &'a [u8],
    pub(crate) scale: f32,
    pub(crate) to: &'a mut [f32],
}

impl Job for AddBytes<'_> {
    type Out = ();
    #[inline(always)]
    fn go<M: Machine>(self, m: M) {
        let scale = m.splat(self.scale);
        for (x, to) in self.bytes.as_chunks::<LANES>().0.iter().zip(self.to.as_chunks_mut::<LANES>().0) {
            m.store(m.add(m.load(to), m.mul(m.load_bytes(x), scale)), to);
        }
    }
}

/// Adds a row of numbers to another; the length must be a multiple of 16.
pub(crate) struct Add<'a>(pub(crate) &'a [f32], pub(crate) &'a mut [f32]);

impl Job for Add<'_> {
    type Out = ();
    #[inline(always)]
    fn go<M: Machine>(self, m: M) {
        for (x, to) in self.0.as_chunks::<LANES>().0.iter().zip(self.1.as_chunks_mut::<LANES>().0) {
            m.store(m.add(m.load(to), m.load(x)), to);
        }
    }
}
