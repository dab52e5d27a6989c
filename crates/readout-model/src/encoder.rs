//! The encoder: word pieces of a few windows to a vector for each piece.
//!
//! Windows lie one below the other in the same rows, so that every linear layer is one product. Only attention looks at more than one row,
//! and it never leaves its window; so a window's vectors do not depend on what is read with it.

use crate::kernels::{Add, AddBytes, AddNorm, Attention, Bytes, Isa, Linear, QuantiseRows};
use crate::weights::Weights;
use crate::{Boundary, Window};
use std::ops::Range;

/// Word pieces of one window, with the two that stand at its ends.
pub(crate) const MAX_PIECES: usize = 256;
/// Rows that go through the wide inner layer at once: as many as stay in the near caches.
const INNER_ROWS: usize = 64;

/// Windows cut into pieces, one row each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    piece: Vec<u32>,
    place: Vec<u16>,
    shape: Vec<u8>,
    flag: Vec<u8>,
    boundary: Vec<u8>,
    /// Rows of each window.
    pub(crate) windows: Vec<Range<usize>>,
    /// Rows of the first pieces of each window's words, as many as found room.
    pub(crate) words: Vec<Vec<u32>>,
}

impl Rows {
    pub(crate) fn clear(&mut self) {
        self.piece.clear();
        self.place.clear();
        self.shape.clear();
        self.flag.clear();
        self.boundary.clear();
        self.windows.clear();
        self.words.clear();
    }

    pub(crate) fn len(&self) -> usize {
        self.piece.len()
    }

    /// Piece, shape, flag and boundary of each row.
    pub(crate) fn pieces(&self) -> Vec<[u32; 4]> {
        let marks = self.shape.iter().zip(&self.flag).zip(&self.boundary);
        self.piece
            .iter()
            .zip(marks)
            .map(|(&piece, ((&shape, &flag), &boundary))| [piece, shape.into(), flag.into(), boundary.into()])
            .collect()
    }

    /// Adds a window; words that find no room any more are left out.
    pub(crate) fn push(&mut self, weights: &Weights, window: &Window<'_>) {
        let start = self.len();
        self.piece.push(weights.tokenizer.cls);
        self.special();
        let mut words = Vec::with_capacity(window.words.len().min(MAX_PIECES));
        for word in &window.words {
            let first = self.len();
            weights.tokenizer.cut(word.form, &mut self.piece);
            if self.len() - start >= MAX_PIECES {
                self.piece.truncate(first);
                break;
            }
            words.push(first as u32);
            let (shape, space) = (crate::tokenizer::shape(word.form), u8::from(word.space_before));
            let paragraph = word.boundary == Boundary::Paragraph;
            for row in first..self.len() {
                self.place.push((row - start) as u16);
                self.shape.push(shape);
                self.flag.push(if row == first { space } else { 2 + space });
                self.boundary.push(u8::from(row == first && paragraph));
            }
        }
        self.piece.push(weights.tokenizer.sep);
        self.special();
        self.windows.push(start..self.len());
        self.words.push(words);
        debug_assert_eq!(self.place.len(), self.len());
    }

    fn special(&mut self) {
        let start = self.windows.last().map_or(0, |window| window.end);
        self.place.push((self.len() - 1 - start) as u16);
        self.shape.push(0);
        self.flag.push(0);
        self.boundary.push(0);
    }
}

/// Quantised rows with what one step of each is worth.
#[derive(Clone, Debug, Default)]
pub(crate) struct Quantised {
    pub(crate) bytes: Vec<u8>,
    pub(crate) scales: Vec<f32>,
}

impl Quantised {
    fn resize(&mut self, rows: usize, width: usize) {
        self.bytes.resize(rows * width, 0);
        self.scales.resize(rows, 0.0);
    }

    pub(crate) fn rows(&self, width: usize, rows: Range<usize>) -> Bytes<'_> {
        Bytes { width, rows: &self.bytes[rows.start * width..rows.end * width], scales: &self.scales[rows] }
    }
}

/// Vectors of all pieces, and room for the work, kept from one call to the next.
#[derive(Clone, Debug, Default)]
pub(crate) struct Encoder {
    /// After [`Encoder::run`], a vector for each row.
    pub(crate) state: Vec<f32>,
    /// The same, quantised.
    pub(crate) quantised: Quantised,
    query_key_value: Vec<f32>,
    mixed: Vec<f32>,
    mixed_quantised: Quantised,
    inside: Vec<f32>,
    inside_quantised: Quantised,
    change: Vec<f32>,
    attention: Vec<f32>,
}

impl Encoder {
    pub(crate) fn run(&mut self, isa: Isa, weights: &Weights, rows: &Rows) {
        let (n, width) = (rows.len(), weights.width);
        self.state.clear();
        self.state.resize(n * width, 0.0);
        self.quantised.resize(n, width);
        self.query_key_value.resize(n * 3 * width, 0.0);
        self.mixed.resize(n * width, 0.0);
        self.mixed_quantised.resize(n, width);
        self.embed(isa, weights, rows);
        for layer in &weights.layers {
            let all = self.quantised.rows(width, 0..n);
            isa.run(Linear { matrix: &layer.query_key_value, rows: all, gelu: false, out: &mut self.query_key_value });
            for window in &rows.windows {
                isa.run(Attention {
                    pieces: window.len(),
                    heads: weights.attention_heads,
                    head: width / weights.attention_heads,
                    rows: &self.query_key_value[window.start * 3 * width..window.end * 3 * width],
                    out: &mut self.mixed[window.start * width..window.end * width],
                    room: &mut self.attention,
                });
            }
            let Quantised { bytes, scales } = &mut self.mixed_quantised;
            isa.run(QuantiseRows { width, rows: &self.mixed[..n * width], bytes, scales });
            let inner = layer.inside.outputs();
            let mut start = 0;
            while start < n {
                let part = start..n.min(start + INNER_ROWS);
                let m = part.len();
                self.change.resize(INNER_ROWS * width, 0.0);
                self.inside.resize(INNER_ROWS * inner, 0.0);
                self.inside_quantised.resize(INNER_ROWS, inner);
                let mixed = self.mixed_quantised.rows(width, part.clone());
                isa.run(Linear { matrix: &layer.output, rows: mixed, gelu: false, out: &mut self.change });
                self.add_norm(isa, &layer.attention_norm, weights.epsilon, width, part.clone());
                let states = self.quantised.rows(width, part.clone());
                isa.run(Linear { matrix: &layer.inside, rows: states, gelu: true, out: &mut self.inside });
                let Quantised { bytes, scales } = &mut self.inside_quantised;
                isa.run(QuantiseRows { width: inner, rows: &self.inside[..m * inner], bytes, scales });
                let inside = self.inside_quantised.rows(inner, 0..m);
                isa.run(Linear { matrix: &layer.outside, rows: inside, gelu: false, out: &mut self.change });
                self.add_norm(isa, &layer.norm, weights.epsilon, width, part.clone());
                start = part.end;
            }
        }
    }

    fn embed(&mut self, isa: Isa, weights: &Weights, rows: &Rows) {
        let (n, width) = (rows.len(), weights.width);
        let table = &weights.embeddings;
        let row = |table: &'_ [f32], place: usize| -> Range<usize> {
            debug_assert!((place + 1) * width <= table.len());
            place * width..(place + 1) * width
        };
        for (i, state) in self.state.chunks_exact_mut(width).enumerate() {
            let piece = rows.piece[i] as usize;
            let bytes = &table.word[piece * width..(piece + 1) * width];
            isa.run(AddBytes { bytes, scale: table.word_scale[piece], to: state });
            isa.run(Add(&table.position[row(&table.position, usize::from(rows.place[i]))], state));
            isa.run(Add(&table.shape[row(&table.shape, usize::from(rows.shape[i]))], state));
            isa.run(Add(&table.flag[row(&table.flag, usize::from(rows.flag[i]))], state));
            isa.run(Add(&table.boundary[row(&table.boundary, usize::from(rows.boundary[i]))], state));
        }
        isa.run(AddNorm {
            width,
            weight: &table.norm.weight,
            bias: &table.norm.bias,
            epsilon: weights.epsilon,
            state: &mut self.state,
            change: &[],
            bytes: &mut self.quantised.bytes[..n * width],
            scales: &mut self.quantised.scales[..n],
        });
    }

    fn add_norm(&mut self, isa: Isa, norm: &crate::weights::Norm, epsilon: f32, width: usize, rows: Range<usize>) {
        let numbers = rows.start * width..rows.end * width;
        isa.run(AddNorm {
            width,
            weight: &norm.weight,
            bias: &norm.bias,
            epsilon,
            state: &mut self.state[numbers.clone()],
            change: &self.change[..rows.len() * width],
            bytes: &mut self.quantised.bytes[numbers],
            scales: &mut self.quantised.scales[rows],
        });
    }
}
