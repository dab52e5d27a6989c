//! A model file of noise, for tests and benchmarks: it reads as fast as a trained one, and says nothing.

use safetensors::tensor::{Dtype, TensorView, serialize};
use std::collections::HashMap;

/// Sizes of a model of noise.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// Numbers of a vector, a multiple of 16 for each attention head.
    pub width: usize,
    /// Layers of the encoder.
    pub layers: usize,
    /// Heads of attention.
    pub attention_heads: usize,
    /// Numbers inside a layer.
    pub inside: usize,
    /// Labels of the features and of the lemma head.
    pub labels: usize,
    /// Relations.
    pub relations: usize,
}

impl Sizes {
    /// As the trained model has them, in round numbers.
    pub const FULL: Self = Self { width: 384, layers: 6, attention_heads: 12, inside: 1536, labels: 500, relations: 50 };
    /// As small as can be.
    pub const TINY: Self = Self { width: 32, layers: 2, attention_heads: 2, inside: 64, labels: 4, relations: 3 };
}

struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as u32
    }

    /// Evenly between -1 and 1.
    fn number(&mut self) -> f32 {
        (self.next() as f32 / 1_073_741_824.0) - 1.0
    }

    /// Bytes like those of trained weights: most of them small.
    fn byte(&mut self) -> u8 {
        ((self.number() + self.number() + self.number()) * 42.0) as i8 as u8
    }
}

/// The bytes of a model file of noise. Its word pieces are all pairs of small letters and all ASCII characters.
#[must_use]
pub fn random_file(sizes: Sizes, seed: u64) -> Vec<u8> {
    let mut noise = Noise(seed);
    let mut tensors: Vec<(String, Dtype, Vec<usize>, Vec<u8>)> = Vec::new();
    let mut vocabulary = vec!["[PAD]".to_owned()];
    vocabulary.extend((33..127_u8).map(char::from).filter(|c| !c.is_ascii_uppercase()).map(String::from));
    for start in ["", "##"] {
        for a in 'a'..='z' {
            vocabulary.extend(('a'..='z').map(|b| format!("{start}{a}{b}")));
        }
    }
    vocabulary.extend(('a'..='z').map(|a| format!("##{a}")));
    // The special pieces have the numbers that they have in the base's vocabulary.
    vocabulary.splice(100..100, ["[UNK]", "[CLS]", "[SEP]"].map(str::to_owned));
    let n_pieces = vocabulary.len();
    let mut numbers = |name: &str, shape: &[usize], middle: f32, size: f32, noise: &mut Noise| {
        let n = shape.iter().product();
        let data = (0..n).flat_map(|_| (middle + size * noise.number()).to_le_bytes()).collect();
        tensors.push((name.to_owned(), Dtype::F32, shape.to_vec(), data));
    };
    let w = sizes.width;
    let mut linears: Vec<(String, usize, usize)> = Vec::new();
    for layer in 0..sizes.layers {
        for part in ["query", "key", "value", "output"] {
            linears.push((format!("layer.{layer}.attention.{part}"), w, w));
        }
        linears.push((format!("layer.{layer}.inside"), w, sizes.inside));
        linears.push((format!("layer.{layer}.outside"), sizes.inside, w));
        for norm in ["attention.norm", "norm"] {
            numbers(&format!("layer.{layer}.{norm}.weight"), &[w], 1.0, 0.2, &mut noise);
            numbers(&format!("layer.{layer}.{norm}.bias"), &[w], 0.0, 0.1, &mut noise);
        }
    }
    let kinds = ["PER", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "OTHER"];
    let bio = |kinds: &[&str]| -> Vec<String> {
        let pairs = kinds.iter().flat_map(|kind| [format!("B-{kind}"), format!("I-{kind}")]);
        std::iter::once("O".to_owned()).chain(pairs).collect()
    };
    let numbered = |prefix: &str, n: usize| -> Vec<String> { (0..n).map(|i| format!("{prefix}{i}")).collect() };
    let mut relations = vec!["root".to_owned()];
    relations.extend(numbered("rel", sizes.relations - 1));
    let upos = numbered("U", 17);
    let feats = numbered("F=", sizes.labels);
    let lemma = numbered("l|0|", sizes.labels);
    let (name, attribution) = (bio(&kinds), bio(&["SOURCE", "CUE", "CONTENT"]));
    let mention: Vec<String> = std::iter::once("O").chain(kinds).map(str::to_owned).collect();
    let half = w / 2;
    for (head, n) in [
        ("sentence", 2),
        ("upos", upos.len()),
        ("feats", feats.len()),
        ("lemma", lemma.len()),
        ("name", name.len()),
        ("mention", mention.len()),
        ("attribution", attribution.len()),
        ("arc.dep", half),
        ("arc.gov", half),
        ("rel.dep", (w / 4).next_multiple_of(16)),
        ("rel.gov", (w / 4).next_multiple_of(16)),
        ("coref.a", (w / 3).next_multiple_of(16)),
        ("coref.b", (w / 3).next_multiple_of(16)),
        ("cue_source.q", 16),
        ("cue_source.k", 16),
        ("content_cue.q", 16),
        ("content_cue.k", 16),
        ("vector", half),
    ] {
        linears.push((head.to_owned(), w, n));
    }
    let (rel, coref) = ((w / 4).next_multiple_of(16), (w / 3).next_multiple_of(16));
    for (name, shape) in [
        ("arc.U", vec![half, half]),
        ("arc.b", vec![half]),
        ("arc.root", vec![half]),
        ("rel.W", vec![sizes.relations, rel + 1, rel + 1]),
        ("rel.root", vec![rel]),
        ("coref.C", vec![coref, coref]),
        ("coref.distance", vec![9]),
        ("coref.same", vec![3]),
        ("coref.bias", vec![1]),
        ("cue_source.none", vec![16]),
        ("cue_source.distance", vec![16]),
        ("content_cue.none", vec![16]),
        ("content_cue.distance", vec![16]),
        ("embeddings.position", vec![512, w]),
        ("embeddings.type", vec![2, w]),
        ("embeddings.shape", vec![12, w]),
        ("embeddings.flag", vec![4, w]),
        ("embeddings.boundary", vec![2, w]),
        ("embeddings.norm.bias", vec![w]),
    ] {
        numbers(name, &shape, 0.0, 0.1, &mut noise);
    }
    numbers("embeddings.norm.weight", &[w], 1.0, 0.2, &mut noise);
    // From a source of its own, so that all else is as it was before there were pairs.
    let (mut own, n_places, n_hidden) = (Noise(!seed), crate::PAIR_SIZES.iter().sum(), 16);
    numbers("coref.pair", &[n_places], 0.0, 0.1, &mut own);
    numbers("coref.pair_hidden", &[n_places, n_hidden], 0.0, 0.1, &mut own);
    numbers("coref.hidden", &[n_hidden], 0.0, 0.5, &mut own);
    let mentions = ["coref.p", "coref.q"];
    for name in mentions {
        numbers(&format!("{name}.scale"), &[n_hidden], 0.002, 0.0005, &mut own);
        numbers(&format!("{name}.bias"), &[n_hidden], 0.0, 0.1, &mut own);
    }
    numbers("embeddings.word.scale", &[n_pieces], 0.001, 0.0002, &mut noise);
    for (name, inputs, outputs) in &linears {
        numbers(&format!("{name}.scale"), &[*outputs], 0.002, 0.0005, &mut noise);
        numbers(&format!("{name}.bias"), &[*outputs], 0.0, 0.1, &mut noise);
        let _ = inputs;
    }
    for (name, inputs, outputs) in linears {
        let data = (0..inputs * outputs).map(|_| noise.byte()).collect();
        tensors.push((format!("{name}.weight"), Dtype::I8, vec![outputs, inputs], data));
    }
    for name in mentions {
        let data = (0..w * n_hidden).map(|_| own.byte()).collect();
        tensors.push((format!("{name}.weight"), Dtype::I8, vec![n_hidden, w], data));
    }
    let data = (0..n_pieces * w).map(|_| noise.byte()).collect();
    tensors.push(("embeddings.word.weight".to_owned(), Dtype::I8, vec![n_pieces, w], data));
    let vocabulary = vocabulary.join("\n").into_bytes();
    tensors.push(("vocab".to_owned(), Dtype::U8, vec![vocabulary.len()], vocabulary));
    let labels = serde_json::json!({
        "upos": upos, "feats": feats, "lemma": lemma, "rel": relations, "name": name, "mention": mention, "attribution": attribution,
    });
    let config = serde_json::json!({ "run": format!("noise-{seed}"), "width": w, "layers": sizes.layers, "attention_heads": sizes.attention_heads, "labels": labels });
    let about = HashMap::from([("format".to_owned(), "readout-model/1".to_owned()), ("config".to_owned(), config.to_string())]);
    let views = tensors.iter().map(|(name, dtype, shape, data)| {
        (name.as_str(), TensorView::new(*dtype, shape.clone(), data).expect("the data were made for the shape"))
    });
    serialize(views, Some(about)).expect("names and shapes are in order")
}
