//! The model as the program uses it: loaded once, read with from many threads.

use crate::encoder::{Encoder, Rows};
use crate::heads::Heads;
use crate::kernels::{Dot, Isa, Matrix, Peak};
use crate::weights::{Error, Weights};
use crate::{Analysis, MentionHead, Model, Pair, Window};
use std::borrow::Cow;
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Word pieces that go through the encoder at once: enough that weights are fetched seldom, few enough to stay in the caches.
const BATCH_PIECES: usize = 512;

/// What lies between a window and its analysis.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// Piece, shape, flag and boundary of each row.
    pub pieces: Vec<[u32; 4]>,
    /// Vector of each word.
    pub vectors: Vec<Vec<f32>>,
    /// Scores of each word under each head that labels words.
    pub scores: Vec<(&'static str, Vec<Vec<f32>>)>,
    /// What comes out.
    pub analysis: Analysis,
}

/// The trained model.
#[derive(Debug)]
pub struct Readout {
    weights: Weights,
    isa: Isa,
    threads: NonZeroUsize,
    /// Room for work that no thread is using just now; its pages are warm.
    idle: Mutex<Vec<Worker>>,
}

impl Readout {
    /// Reads a model file's bytes. `threads` is how many threads [`Model::read`] may use; the result does not depend on it.
    ///
    /// # Errors
    /// When the bytes are no model file of the format that this program reads, or a damaged one.
    pub fn load(bytes: impl Into<Cow<'static, [u8]>>, threads: NonZeroUsize) -> Result<Self, Error> {
        Ok(Self { weights: Weights::read(bytes.into())?, isa: Isa::best(), threads, idle: Mutex::default() })
    }

    /// The model that was built into the program.
    ///
    /// # Errors
    /// When the program was built without one, or with a damaged one.
    pub fn built_in(threads: NonZeroUsize) -> Result<Self, Error> {
        #[cfg(model_file)]
        let bytes: Option<&'static [u8]> = Some(include_bytes!("../../../models/readout.safetensors"));
        #[cfg(not(model_file))]
        let bytes: Option<&'static [u8]> = None;
        Self::load(bytes.ok_or(Error::Absent)?, threads)
    }

    /// Names of the vector instructions that this machine offers, the slowest first.
    #[must_use]
    pub fn machines() -> Vec<&'static str> {
        Isa::all().into_iter().map(Isa::name).collect()
    }

    /// The same model on other vector instructions of this machine, to compare them. Unknown names change nothing.
    #[must_use]
    pub fn on_machine(mut self, name: &str) -> Self {
        self.isa = Isa::all().into_iter().find(|isa| isa.name() == name).unwrap_or(self.isa);
        self
    }

    /// Multiplies bytes from registers alone for some rounds, on this model's vector instructions; gives the number of products, for a
    /// benchmark to divide by the time that it took.
    #[must_use]
    pub fn byte_products_at_peak(&self, rounds: usize) -> usize {
        self.isa.run(Peak { rounds })
    }

    /// Products of bytes that the encoder makes for one word piece.
    #[must_use]
    pub fn byte_products_per_piece(&self) -> usize {
        self.weights.layers.iter().flat_map(|l| [&l.query_key_value, &l.output, &l.inside, &l.outside]).map(Matrix::products).sum()
    }

    /// The vector instructions that are used.
    #[must_use]
    pub fn machine(&self) -> &'static str {
        self.isa.name()
    }

    /// What lies between a window and its analysis, for comparison with the trainer's own arithmetic.
    #[must_use]
    pub fn inspect(&self, window: &Window<'_>) -> Inspection {
        let mut worker = Worker::default();
        let analysis = worker.read(self, std::slice::from_ref(window)).pop().unwrap_or_default();
        let width = self.weights.width;
        let words = &worker.rows.words[0];
        Inspection {
            pieces: worker.rows.pieces(),
            vectors: words.iter().map(|&row| worker.encoder.state[row as usize * width..][..width].to_vec()).collect(),
            scores: worker.heads.scores(&self.weights, words.len()),
            analysis,
        }
    }

    /// Lends room for work, and keeps it for the next who asks.
    fn with_worker<T>(&self, work: impl FnOnce(&mut Worker) -> T) -> T {
        let idle = locked(&self.idle).pop();
        let mut worker = idle.unwrap_or_default();
        let out = work(&mut worker);
        locked(&self.idle).push(worker);
        out
    }

    /// Groups of neighbouring windows that are encoded together.
    fn batches(&self, windows: &[Window<'_>]) -> Vec<std::ops::Range<usize>> {
        let sizes: Vec<usize> = windows.iter().map(|window| window.words.len() + window.words.len() / 4 + 2).collect();
        let share = sizes.iter().sum::<usize>().div_ceil(self.threads.get());
        let limit = share.min(BATCH_PIECES);
        let mut batches: Vec<std::ops::Range<usize>> = Vec::new();
        let mut total = 0;
        for (place, size) in sizes.into_iter().enumerate() {
            match batches.last_mut() {
                Some(batch) if total + size <= limit => {
                    batch.end = place + 1;
                    total += size;
                }
                _ => {
                    batches.push(place..place + 1);
                    total = size;
                }
            }
        }
        batches
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Room for the work of one thread.
#[derive(Debug, Default)]
struct Worker {
    rows: Rows,
    encoder: Encoder,
    heads: Heads,
}

impl Worker {
    fn read(&mut self, model: &Readout, windows: &[Window<'_>]) -> Vec<Analysis> {
        self.rows.clear();
        for window in windows {
            self.rows.push(&model.weights, window);
        }
        self.encoder.run(model.isa, &model.weights, &self.rows);
        (windows.iter().enumerate())
            .map(|(which, window)| self.heads.read(model.isa, &model.weights, &self.encoder, &self.rows, which, window))
            .collect()
    }
}

impl Model for Readout {
    fn id(&self) -> &str {
        &self.weights.id
    }

    fn pieces(&self, form: &str) -> usize {
        let mut pieces = Vec::new();
        self.weights.tokenizer.cut(form, &mut pieces);
        pieces.len()
    }

    fn read(&self, windows: &[Window<'_>]) -> Vec<Analysis> {
        let batches = self.batches(windows);
        let n_threads = self.threads.get().min(batches.len());
        if n_threads <= 1 {
            return self.with_worker(|worker| batches.into_iter().flat_map(|batch| worker.read(self, &windows[batch])).collect());
        }
        let next = AtomicUsize::new(0);
        let done: Vec<Mutex<Vec<Analysis>>> = batches.iter().map(|_| Mutex::default()).collect();
        let turns = |worker: &mut Worker| {
            while let Some(batch) = batches.get(next.fetch_add(1, Ordering::Relaxed)).cloned() {
                let place = batches.partition_point(|other| other.start < batch.start);
                let analyses = worker.read(self, &windows[batch]);
                *locked(&done[place]) = analyses;
            }
        };
        let work = || self.with_worker(turns);
        std::thread::scope(|scope| {
            for _ in 1..n_threads {
                scope.spawn(work);
            }
            work();
        });
        done.into_iter().flat_map(|part| part.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)).collect()
    }

    fn corefer(&self, a: &MentionHead, b: &MentionHead, pair: &Pair) -> f32 {
        let weights = &self.weights;
        let (size, n_hidden) = (weights.coref_size, weights.coref_hidden.len());
        if a.a.len() != size + n_hidden || b.b.len() != size + n_hidden {
            return f32::NEG_INFINITY;
        }
        let mut hidden = b.b[size..].to_vec();
        let add = |hidden: &mut [f32], row: &[f32]| hidden.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
        add(&mut hidden, &a.a[size..]);
        if n_hidden > 0 {
            pair.places().for_each(|place| add(&mut hidden, &weights.coref_pair_hidden[place * n_hidden..][..n_hidden]));
        }
        hidden.iter_mut().for_each(|x| *x = x.max(0.0));
        let same = usize::from(a.form == b.form) + usize::from(a.form == b.form && a.capital && b.capital);
        let bucket = [2, 3, 4, 5, 8, 16, 32, 64].iter().filter(|&&edge| pair.distance >= edge).count();
        self.isa.run(Dot(&b.b[..size], &a.a[..size]))
            + self.isa.run(Dot(&hidden, &weights.coref_hidden))
            + weights.coref_distance[bucket]
            + weights.coref_same[same]
            + weights.coref_bias
            + pair.score(&weights.coref_pair)
    }
}
