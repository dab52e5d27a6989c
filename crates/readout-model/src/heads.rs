//! The heads: vectors of words to what the model says about each window.

use crate::encoder::{Encoder, Quantised, Rows};
use crate::kernels::{Bytes, Dot, Dots, Gelu, Isa, LANES, Largest, Linear, Matrix, Product, QuantiseRows, probability};
use crate::spans::{Found, best_spans};
use crate::tree::best_tree;
use crate::weights::{Link, Weights};
use crate::{Analysis, AttributionSpans, Boundary, MentionHead, NameSpan, Window, WordAnalysis};
use std::ops::Range;

/// Kinds of the attribution head, in the order of its labels.
const SOURCE: usize = 0;
const CUE: usize = 1;
const CONTENT: usize = 2;
/// Words whose relations are scored at once.
const RELATION_ROWS: usize = 24;

/// Room for the work, kept from one window to the next.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heads {
    words: Quantised,
    scores: Vec<f32>,
    dependents: Vec<f32>,
    governors: Vec<f32>,
    arcs: Vec<f32>,
    relations: Vec<f32>,
    picked: Quantised,
    picked_out: Vec<f32>,
}

/// What all steps look at.
struct View<'a> {
    isa: Isa,
    weights: &'a Weights,
    window: &'a Window<'a>,
    /// Words that found room.
    n: usize,
    /// Numbers in a row of scores.
    row: usize,
}

impl Heads {
    /// Reads one of the windows that the encoder has just run over.
    pub(crate) fn read(
        &mut self,
        isa: Isa,
        weights: &Weights,
        encoder: &Encoder,
        rows: &Rows,
        which: usize,
        window: &Window<'_>,
    ) -> Analysis {
        let words = &rows.words[which];
        let n = words.len();
        let width = weights.width;
        gather(&encoder.quantised, width, words.iter().map(|&row| row as usize), &mut self.words);
        let view = View { isa, weights, window, n, row: weights.words.row() };
        self.scores.resize(n * view.row, 0.0);
        isa.run(Linear { matrix: &weights.words, rows: self.words.rows(width, 0..n), gelu: false, out: &mut self.scores });
        let gates = 2 * (weights.arc + weights.rel_size);
        for row in self.scores[..n * view.row].chunks_exact_mut(view.row) {
            isa.run(Gelu(&mut row[..gates]));
        }

        let sentences = self.sentences(&view);
        let heads: Vec<Option<usize>> = sentences.iter().flat_map(|sentence| self.tree(&view, sentence.clone())).collect();
        let relations = self.relations(&view, &heads);
        let mut starts = vec![false; n];
        sentences.iter().for_each(|sentence| starts[sentence.start] = true);
        let mut analysis = Analysis::default();
        for (place, word) in window.words.iter().take(n).enumerate() {
            let label = |column: usize, n: usize| isa.run(Largest(&self.row(&view, place)[column..column + n]));
            analysis.words.push(WordAnalysis {
                sentence_start: starts[place],
                upos: weights.upos[label(weights.columns.upos, weights.upos.len())].clone(),
                feats: weights.feats[label(weights.columns.feats, weights.feats.len())].clone(),
                lemma: weights.lemma[label(weights.columns.lemma, weights.lemma.len())].apply(word.form),
                head: heads[place],
                deprel: weights.rel[relations[place]].clone(),
            });
        }
        analysis.names = self.names(&view);
        analysis.mentions = self.mentions(&view);
        analysis.attributions = self.attributions(&view);
        analysis.sentence_vectors =
            sentences.iter().map(|sentence| self.sentence_vector(&view, encoder, &words[sentence.clone()])).collect();
        without_model(window, &mut analysis);
        analysis
    }

    /// Scores of every head for the words of the window that was read last.
    pub(crate) fn scores(&self, weights: &Weights, n: usize) -> Vec<(&'static str, Vec<Vec<f32>>)> {
        let columns = &weights.columns;
        let of = |start: usize, size: usize| {
            (0..n).map(|word| self.scores[word * weights.words.row() + start..][..size].to_vec()).collect::<Vec<Vec<f32>>>()
        };
        vec![
            ("sentence", of(columns.sentence, 2)),
            ("upos", of(columns.upos, weights.upos.len())),
            ("feats", of(columns.feats, weights.feats.len())),
            ("lemma", of(columns.lemma, weights.lemma.len())),
            ("name", of(columns.name, weights.name.len())),
            ("mention", of(columns.mention, weights.mention.len())),
            ("attribution", of(columns.attribution, weights.attribution.len())),
        ]
    }

    fn row(&self, view: &View<'_>, word: usize) -> &[f32] {
        &self.scores[word * view.row..(word + 1) * view.row]
    }

    /// Sentences of the words, in order.
    fn sentences(&self, view: &View<'_>) -> Vec<Range<usize>> {
        let mut sentences: Vec<Range<usize>> = Vec::new();
        for (place, word) in view.window.words.iter().take(view.n).enumerate() {
            let score = &self.row(view, place)[view.weights.columns.sentence..];
            let starts = match word.boundary {
                _ if place == 0 => true,
                Boundary::Inside => false,
                Boundary::Possible => score[1] > score[0],
                Boundary::Sentence | Boundary::Paragraph => true,
            };
            match sentences.last_mut() {
                Some(sentence) if !starts => sentence.end = place + 1,
                _ => sentences.push(place..place + 1),
            }
        }
        sentences
    }

    /// Governors of a sentence's words.
    fn tree(&mut self, view: &View<'_>, sentence: Range<usize>) -> Vec<Option<usize>> {
        let (weights, isa, n) = (view.weights, view.isa, sentence.len());
        let size = weights.arc;
        let padded = (n + 1).next_multiple_of(LANES);
        self.dependents.resize(n * size, 0.0);
        let first = sentence.start * view.row;
        isa.run(Product {
            rows: n,
            steps: size,
            columns: size,
            a: &self.scores[first + weights.columns.arc_dep..],
            a_stride: view.row,
            b: &weights.arc_u,
            b_stride: size,
            out: &mut self.dependents,
            out_stride: size,
        });
        // Governors stand in columns, the root behind the words.
        self.governors.clear();
        self.governors.resize((size + 1) * padded, 0.0);
        let (columns, own) = self.governors.split_at_mut(size * padded);
        for h in 0..=n {
            let governor = match h {
                h if h == n => &weights.arc_root,
                h => &self.scores[first + h * view.row + weights.columns.arc_gov..][..size],
            };
            own[h] = isa.run(Dot(governor, &weights.arc_b));
            for (d, &x) in governor.iter().enumerate() {
                columns[d * padded + h] = x;
            }
        }
        self.arcs.resize(n * padded, 0.0);
        isa.run(Product {
            rows: n,
            steps: size,
            columns: padded,
            a: &self.dependents,
            a_stride: size,
            b: columns,
            b_stride: padded,
            out: &mut self.arcs,
            out_stride: padded,
        });
        let scores: Vec<f32> = self.arcs[..n * padded]
            .chunks_exact(padded)
            .flat_map(|row| row[..=n].iter().zip(own.iter()).map(|(score, own)| score + own))
            .collect();
        best_tree(n, &scores).into_iter().map(|head| (head < n).then(|| sentence.start + head)).collect()
    }

    /// Relation of each word to its governor.
    fn relations(&mut self, view: &View<'_>, heads: &[Option<usize>]) -> Vec<usize> {
        let weights = view.weights;
        let (size, n_rel, columns) = (weights.rel_size, weights.rel.len(), weights.rel_w.row());
        self.relations.resize(RELATION_ROWS * columns, 0.0);
        let is_root: Vec<bool> = weights.rel.iter().map(|label| label == "root").collect();
        let mut best = Vec::with_capacity(heads.len());
        let mut scores = vec![0.0; n_rel];
        let mut start = 0;
        while start < heads.len() {
            let end = heads.len().min(start + RELATION_ROWS);
            let n = end - start;
            self.dependents.clear();
            for word in start..end {
                self.dependents.extend_from_slice(&self.scores[word * view.row + weights.columns.rel_dep..][..size]);
            }
            self.picked.bytes.resize(n * size, 0);
            self.picked.scales.resize(n, 0.0);
            let Quantised { bytes, scales } = &mut self.picked;
            view.isa.run(QuantiseRows { width: size, rows: &self.dependents, bytes, scales });
            view.isa.run(Linear { matrix: &weights.rel_w, rows: self.picked.rows(size, 0..n), gelu: false, out: &mut self.relations });
            for (word, head) in heads.iter().enumerate().take(end).skip(start) {
                let governor = match *head {
                    Some(head) => &self.scores[head * view.row + weights.columns.rel_gov..][..size],
                    None => &weights.rel_root,
                };
                let (rows, alone) = self.relations[(word - start) * columns..][..columns].split_at(n_rel * size);
                view.isa.run(Dots { rows, row: governor, out: &mut scores });
                scores.iter_mut().zip(alone).for_each(|(score, alone)| *score += alone);
                // A root is a root and nothing else is.
                let fits = |r: usize| is_root[r] == head.is_none();
                let top = (0..n_rel).filter(|&r| fits(r)).fold(None, |top: Option<usize>, r| match top {
                    Some(top) if scores[top] >= scores[r] => Some(top),
                    _ => Some(r),
                });
                best.push(top.unwrap_or(0));
            }
            start = end;
        }
        best
    }

    fn names(&self, view: &View<'_>) -> Vec<NameSpan> {
        let weights = view.weights;
        best_spans(&weights.name, view.n, |word| &self.row(view, word)[weights.columns.name..])
            .into_iter()
            .map(|Found { words, kind, score }| NameSpan { words, kind: weights.name_kinds[kind], score })
            .collect()
    }

    fn mentions(&mut self, view: &View<'_>) -> Vec<MentionHead> {
        let weights = view.weights;
        let n_labels = weights.mention.len();
        let mut found = Vec::new();
        for word in 0..view.n {
            let scores = &self.row(view, word)[weights.columns.mention..][..n_labels];
            let label = view.isa.run(Largest(scores));
            if let Some(kind) = weights.mention[label] {
                found.push((word, kind, probability(scores, label)));
            }
        }
        let places: Vec<usize> = found.iter().map(|&(word, ..)| word).collect();
        let row = self.pick(view, &weights.coref, &places);
        let (size, n_hidden) = (weights.coref_size, weights.coref_hidden.len());
        let mut mixed = vec![0.0; size];
        found
            .into_iter()
            .zip(self.picked_out.chunks_exact_mut(row))
            .map(|((word, kind, score), vectors)| {
                view.isa.run(Gelu(&mut vectors[..2 * size]));
                // The later mention's vector is taken through the matrix here, once, and not again for each pair.
                view.isa.run(Product {
                    rows: 1,
                    steps: size,
                    columns: size,
                    a: &vectors[..size],
                    a_stride: size,
                    b: &weights.coref_c,
                    b_stride: size,
                    out: &mut mixed,
                    out_stride: size,
                });
                let form = view.window.words[word].form;
                let (as_later, as_earlier) = vectors[2 * size..2 * (size + n_hidden)].split_at(n_hidden);
                MentionHead {
                    word,
                    kind,
                    score,
                    form: form.to_lowercase(),
                    capital: form.starts_with(char::is_uppercase),
                    a: [&vectors[size..2 * size], as_earlier].concat(),
                    b: [&mixed[..], as_later].concat(),
                }
            })
            .collect()
    }

    /// Runs a matrix over some words; returns the numbers in a row of `picked_out`.
    fn pick(&mut self, view: &View<'_>, matrix: &Matrix, words: &[usize]) -> usize {
        let width = view.weights.width;
        gather(&self.words, width, words.iter().copied(), &mut self.picked);
        self.picked_out.resize(words.len() * matrix.row(), 0.0);
        view.isa.run(Linear { matrix, rows: self.picked.rows(width, 0..words.len()), gelu: false, out: &mut self.picked_out });
        matrix.row()
    }

    /// Each cue with its source and the contents that lead to it; a content that leads to none stands alone.
    fn attributions(&mut self, view: &View<'_>) -> Vec<AttributionSpans> {
        let weights = view.weights;
        let found = best_spans(&weights.attribution, view.n, |word| &self.row(view, word)[weights.columns.attribution..]);
        let of = |kind: usize| -> Vec<Found> { found.iter().filter(|span| span.kind == kind).cloned().collect() };
        let (sources, cues, contents) = (of(SOURCE), of(CUE), of(CONTENT));
        let cue_source = self.link(view, &weights.cue_source, &cues, &sources);
        let content_cue = self.link(view, &weights.content_cue, &contents, &cues);
        let mut out: Vec<AttributionSpans> = cues
            .iter()
            .zip(&cue_source)
            .map(|(cue, source)| AttributionSpans {
                source: source.0.map(|source| sources[source].words.clone()).into_iter().collect(),
                cue: vec![cue.words.clone()],
                content: Vec::new(),
                score: cue.score * source.1,
            })
            .collect();
        let mut alone = Vec::new();
        for (content, (cue, chance)) in contents.iter().zip(&content_cue) {
            let score = content.score * chance;
            match cue {
                Some(cue) => {
                    let attribution = &mut out[*cue];
                    // The surest content speaks for the attribution, with its source and cue.
                    let own = cues[*cue].score * cue_source[*cue].1;
                    let before = if attribution.content.is_empty() { 0.0 } else { attribution.score / own.max(f32::MIN_POSITIVE) };
                    attribution.score = own * if before > score { before } else { score };
                    attribution.content.push(content.words.clone());
                }
                None => alone.push(AttributionSpans { content: vec![content.words.clone()], score, ..AttributionSpans::default() }),
            }
        }
        out.extend(alone);
        out.sort_by_key(|a| a.cue.iter().chain(&a.content).map(|words| words.start).min());
        out
    }

    /// For each query its best key, or none, with the probability of the choice.
    fn link(&mut self, view: &View<'_>, link: &Link, queries: &[Found], keys: &[Found]) -> Vec<(Option<usize>, f32)> {
        let size = link.none.len();
        let places: Vec<usize> = queries.iter().chain(keys).map(|span| span.words.start).collect();
        let row = self.pick(view, &link.query_key, &places);
        let out = &self.picked_out;
        (queries.iter().enumerate())
            .map(|(i, query)| {
                let q = &out[i * row..][..size];
                let mut scores: Vec<f32> = (keys.iter().enumerate())
                    .map(|(j, key)| {
                        let k = &out[(queries.len() + j) * row + size..][..size];
                        view.isa.run(Dot(q, k)) + link.distance[link_bucket(query.words.start, key.words.start)]
                    })
                    .collect();
                scores.push(view.isa.run(Dot(q, &link.none)));
                let best = view.isa.run(Largest(&scores));
                ((best < keys.len()).then_some(best), probability(&scores, best))
            })
            .collect()
    }

    fn sentence_vector(&self, view: &View<'_>, encoder: &Encoder, words: &[u32]) -> Vec<f32> {
        let (weights, isa, width) = (view.weights, view.isa, view.weights.width);
        let mut mean = vec![0.0; width];
        for &row in words {
            isa.run(crate::kernels::Add(&encoder.state[row as usize * width..][..width], &mut mean));
        }
        mean.iter_mut().for_each(|x| *x /= words.len() as f32);
        let (mut bytes, mut scales) = (vec![0; width], [0.0]);
        isa.run(QuantiseRows { width, rows: &mean, bytes: &mut bytes, scales: &mut scales });
        let mut vector = vec![0.0; weights.vector.row()];
        isa.run(Linear { matrix: &weights.vector, rows: Bytes { width, rows: &bytes, scales: &scales }, gelu: false, out: &mut vector });
        vector.truncate(weights.vector.outputs());
        let length = isa.run(Dot(&vector, &vector)).sqrt();
        if length > 0.0 {
            vector.iter_mut().for_each(|x| *x /= length);
        }
        vector
    }
}

/// Signed distance in words from a query to a key: the power of two that it reaches, at most 7, plus 8 when the key stands behind.
fn link_bucket(query: usize, key: usize) -> usize {
    let distance = query.abs_diff(key).max(1);
    (distance.ilog2() as usize).min(7) + if key > query { 8 } else { 0 }
}

fn gather(from: &Quantised, width: usize, rows: impl Iterator<Item = usize>, to: &mut Quantised) {
    to.bytes.clear();
    to.scales.clear();
    for row in rows {
        to.bytes.extend_from_slice(&from.bytes[row * width..(row + 1) * width]);
        to.scales.push(from.scales[row]);
    }
}

/// Words that found no room in the window: each hangs on its sentence's first word that stands there.
fn without_model(window: &Window<'_>, analysis: &mut Analysis) {
    let mut root = analysis.words.iter().rposition(|word| word.head.is_none());
    for place in analysis.words.len()..window.words.len() {
        let word = &window.words[place];
        let sentence_start = root.is_none() || matches!(word.boundary, Boundary::Sentence | Boundary::Paragraph);
        if sentence_start {
            root = Some(place);
            analysis.sentence_vectors.push(Vec::new());
        }
        let head = root.filter(|&root| root != place);
        analysis.words.push(WordAnalysis {
            sentence_start,
            upos: "X".into(),
            feats: "_".into(),
            lemma: word.form.to_lowercase(),
            head,
            deprel: if head.is_none() { "root".into() } else { "dep".into() },
        });
    }
}
