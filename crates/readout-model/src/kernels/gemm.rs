//! Products of rows of bytes with weights of bytes.
//!
//! Rows hold activations around 128 (`0..=255`), so that one side of each product is without a sign, as the instructions want it. What the
//! 128 adds to a channel's sum is known beforehand and taken off at the start.

use super::machine::{Job, LANES, Line, Machine};
use super::math;
use std::ops::Range;

/// Rows of quantised numbers, each with what one step is worth.
#[derive(Clone, Copy)]
pub(crate) struct Bytes<'a> {
    /// Bytes of one row, a multiple of 4.
    pub(crate) width: usize,
    pub(crate) rows: &'a [u8],
    pub(crate) scales: &'a [f32],
}

/// Weights of a linear layer, laid out for the byte product: panels of 16 channels, each a line of 16 × 4 weights after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Matrix {
    inputs: usize,
    outputs: usize,
    lines: Vec<Line>,
    start: Vec<[i32; LANES]>,
    scale: Vec<[f32; LANES]>,
    bias: Vec<[f32; LANES]>,
}

impl Matrix {
    /// Packs weights, row by row of `inputs` for each output channel. `inputs` must be a multiple of 4.
    pub(crate) fn pack(inputs: usize, weights: &[i8], scale: &[f32], bias: &[f32]) -> Self {
        assert!(inputs.is_multiple_of(4) && weights.len() == inputs * scale.len() && bias.len() == scale.len());
        let outputs = scale.len();
        let (panels, steps) = (outputs.div_ceil(LANES), inputs / 4);
        let mut lines = vec![Line([0; 64]); panels * steps];
        let mut start = vec![[0; LANES]; panels];
        for (output, row) in weights.chunks_exact(inputs).enumerate() {
            let (panel, lane) = (output / LANES, output % LANES);
            for (line, quad) in lines[panel * steps..(panel + 1) * steps].iter_mut().zip(row.chunks_exact(4)) {
                line.0[lane * 4..lane * 4 + 4].copy_from_slice(quad);
            }
            start[panel][lane] = -128 * row.iter().map(|&w| i32::from(w)).sum::<i32>();
        }
        Self { inputs, outputs, lines, start, scale: groups(scale), bias: groups(bias) }
    }

    /// Products for one row.
    pub(crate) fn products(&self) -> usize {
        self.inputs * self.outputs
    }

    /// Channels.
    pub(crate) fn outputs(&self) -> usize {
        self.outputs
    }

    /// Numbers in a row of the result: the channels, rounded up to whole panels.
    pub(crate) fn row(&self) -> usize {
        self.start.len() * LANES
    }
}

fn groups(x: &[f32]) -> Vec<[f32; LANES]> {
    x.chunks(LANES).map(|part| std::array::from_fn(|i| part.get(i).copied().unwrap_or(0.0))).collect()
}

/// `out = rows · matrixᵀ · scales + bias`, through GELU where wanted.
pub(crate) struct Linear<'a> {
    pub(crate) matrix: &'a Matrix,
    pub(crate) rows: Bytes<'a>,
    pub(crate) gelu: bool,
    /// `Matrix::row` numbers for each row.
    pub(crate) out: &'a mut [f32],
}

impl Job for Linear<'_> {
    type Out = ();
    #[inline(always)]
    fn go<M: Machine>(mut self, m: M) {
        let n = self.rows.scales.len();
        assert!(self.rows.width == self.matrix.inputs && self.rows.rows.len() >= n * self.rows.width);
        assert!(self.out.len() >= n * self.matrix.row());
        let panels = self.matrix.start.len();
        let mut panel = 0;
        while panel < panels {
            match (M::ROWS, panels - panel) {
                (8, 3..) => {
                    self.strip::<M, 8, 3>(m, panel, 0..n);
                    panel += 2;
                }
                (8, _) => self.strip::<M, 8, 1>(m, panel, 0..n),
                (6, _) => self.strip::<M, 6, 1>(m, panel, 0..n),
                (_, _) => self.strip::<M, 3, 1>(m, panel, 0..n),
            }
            panel += 1;
        }
    }
}

impl Linear<'_> {
    /// All rows against `P` panels, `R` rows at a time.
    #[inline(always)]
    fn strip<M: Machine, const R: usize, const P: usize>(&mut self, m: M, panel: usize, rows: Range<usize>) {
        let mut row = rows.start;
        while row + R <= rows.end {
            self.tile::<M, R, P>(m, panel, row);
            row += R;
        }
        while R > 4 && row + 4 <= rows.end {
            self.tile::<M, 4, P>(m, panel, row);
            row += 4;
        }
        while row + 2 <= rows.end {
            self.tile::<M, 2, P>(m, panel, row);
            row += 2;
        }
        if row < rows.end {
            self.tile::<M, 1, P>(m, panel, row);
        }
    }

    #[inline(always)]
    fn tile<M: Machine, const R: usize, const P: usize>(&mut self, m: M, panel: usize, row: usize) {
        let (steps, width) = (self.matrix.inputs / 4, self.matrix.row());
        let rows = &self.rows.rows[row * self.rows.width..(row + R) * self.rows.width];
        let lines = &self.matrix.lines[panel * steps..(panel + P) * steps];
        let start = &self.matrix.start[panel..panel + P];
        // SAFETY: the three slices have just been cut to `R` rows of `4 * steps` bytes, `P * steps` lines and `P` groups.
        let sums = unsafe { m.tile::<R, P>(rows.as_ptr(), self.rows.width, lines.as_ptr(), steps, start.as_ptr()) };
        let scales = &self.rows.scales[row..row + R];
        for r in 0..R {
            let row_scale = m.splat(scales[r]);
            let out = &mut self.out[(row + r) * width + panel * LANES..][..P * LANES];
            let (out, _) = out.as_chunks_mut::<LANES>();
            for p in 0..P {
                let x = m.mul(m.mul(m.convert(sums[r][p]), row_scale), m.load(&self.matrix.scale[panel + p]));
                let x = m.add(x, m.load(&self.matrix.bias[panel + p]));
                m.store(if self.gelu { math::gelu(m, x) } else { x }, &mut out[p]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::machine::Isa;
    use super::*;

    fn noise(seed: u64) -> impl FnMut() -> u64 {
        let mut state = seed;
        move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state >> 33
        }
    }

    /// Every machine gives what plain sums give, to the last bit, for whole tiles and for what is left over.
    #[test]
    fn products_are_exact_on_every_machine() {
        for (n, inputs, outputs) in [(1, 4, 1), (8, 384, 48), (15, 384, 17), (7, 1536, 40), (19, 100, 97)] {
            let mut noise = noise(n as u64);
            let rows: Vec<u8> = (0..n * inputs).map(|_| (noise() % 255) as u8 + 1).collect();
            let weights: Vec<i8> = (0..outputs * inputs).map(|_| ((noise() % 255) as i32 - 127) as i8).collect();
            let scale: Vec<f32> = (0..outputs).map(|_| 1e-4 + noise() as f32 * 1e-14).collect();
            let bias: Vec<f32> = (0..outputs).map(|_| noise() as f32 * 1e-9 - 1.0).collect();
            let scales: Vec<f32> = (0..n).map(|_| 1e-2 + noise() as f32 * 1e-12).collect();
            let matrix = Matrix::pack(inputs, &weights, &scale, &bias);
            for isa in Isa::all() {
                for gelu in [false, true] {
                    let mut out = vec![f32::NAN; n * matrix.row()];
                    let bytes = Bytes { width: inputs, rows: &rows, scales: &scales };
                    isa.run(Linear { matrix: &matrix, rows: bytes, gelu, out: &mut out });
                    for row in 0..n {
                        for channel in 0..outputs {
                            let sum: i32 = (0..inputs)
                                .map(|k| (i32::from(rows[row * inputs + k]) - 128) * i32::from(weights[channel * inputs + k]))
                                .sum();
                            let got = out[row * matrix.row() + channel];
                            let plain = sum as f32 * scales[row] * scale[channel] + bias[channel];
                            if gelu {
                                let mut exact = vec![0.0; matrix.row()];
                                let rows = &rows[row * inputs..(row + 1) * inputs];
                                let bytes = Bytes { width: inputs, rows, scales: &scales[row..=row] };
                                Isa::Portable.run(Linear { matrix: &matrix, rows: bytes, gelu, out: &mut exact });
                                assert_eq!(got.to_bits(), exact[channel].to_bits(), "{} {n} {inputs} {outputs}", isa.name());
                            } else {
                                assert_eq!(got.to_bits(), plain.to_bits(), "{} {n} {inputs} {outputs}", isa.name());
                            }
                        }
                    }
                }
            }
        }
    }
}
