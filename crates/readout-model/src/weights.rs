//! Reads the model file: `docs/design/model.md` has its format.

use crate::kernels::{Add, Isa, LANES, Matrix};
use crate::lemma::Script;
use crate::spans::Bio;
use crate::tokenizer::Tokenizer;
use crate::{Label, NameKind, PAIR_SIZES};
use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// The format that this program reads.
const FORMAT: &str = "readout-model/1";

/// Why a model file cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The workspace held no `models/readout.safetensors` when the program was built.
    #[error("this program was built without its model; put `models/readout.safetensors` in place and build it again")]
    Absent,
    /// Not a safetensors file, or cut short.
    #[error("the model file is damaged")]
    Damaged(#[source] safetensors::SafeTensorError),
    /// Another format than the one this program reads.
    #[error("the model file has format `{found}`, and this program reads `{FORMAT}`")]
    Format {
        /// What the file says, empty when it says nothing.
        found: String,
    },
    /// The description in the file's header is missing or wrong.
    #[error("the model file's description has no usable `{0}`")]
    Config(String),
    /// A tensor is not there.
    #[error("the model file has no tensor `{0}`")]
    Missing(String),
    /// A tensor is of another type or size than its neighbours ask for.
    #[error("tensor `{name}` of the model file has shape {found:?} and type {dtype}, which does not fit {expected}")]
    Shape {
        /// Its name.
        name: String,
        /// Its shape.
        found: Vec<usize>,
        /// Its type.
        dtype: String,
        /// What was expected.
        expected: String,
    },
    /// A tensor holds something that is not a number.
    #[error("tensor `{0}` of the model file holds infinities or no numbers")]
    NotFinite(String),
}

/// A layer norm.
#[derive(Clone, Debug)]
pub(crate) struct Norm {
    pub(crate) weight: Vec<f32>,
    pub(crate) bias: Vec<f32>,
}

/// One layer of the encoder.
#[derive(Clone, Debug)]
pub(crate) struct Layer {
    /// Queries, keys and values side by side; the queries are divided by the root of the head's width.
    pub(crate) query_key_value: Matrix,
    pub(crate) output: Matrix,
    pub(crate) attention_norm: Norm,
    pub(crate) inside: Matrix,
    pub(crate) outside: Matrix,
    pub(crate) norm: Norm,
}

/// The table of word-piece vectors, where it lies in the file.
#[derive(Clone, Debug)]
pub(crate) struct Embeddings {
    pub(crate) word: std::borrow::Cow<'static, [u8]>,
    pub(crate) word_scale: Vec<f32>,
    /// Position and token type together.
    pub(crate) position: Vec<f32>,
    pub(crate) shape: Vec<f32>,
    pub(crate) flag: Vec<f32>,
    pub(crate) boundary: Vec<f32>,
    pub(crate) norm: Norm,
}

/// The heads that every word goes through, side by side in one matrix; places are columns of its result.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    pub(crate) sentence: usize,
    pub(crate) upos: usize,
    pub(crate) feats: usize,
    pub(crate) lemma: usize,
    pub(crate) name: usize,
    pub(crate) mention: usize,
    pub(crate) attribution: usize,
    /// From here on through GELU: dependents and governors of arcs, then of relations.
    pub(crate) arc_dep: usize,
    pub(crate) arc_gov: usize,
    pub(crate) rel_dep: usize,
    pub(crate) rel_gov: usize,
}

/// A learned choice of a partner among candidates, or of none.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    /// Queries and keys side by side.
    pub(crate) query_key: Matrix,
    pub(crate) none: Vec<f32>,
    pub(crate) distance: Vec<f32>,
}

/// Everything in the file, laid out for use.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    pub(crate) id: String,
    pub(crate) width: usize,
    pub(crate) attention_heads: usize,
    pub(crate) epsilon: f32,
    pub(crate) tokenizer: Tokenizer,
    pub(crate) embeddings: Embeddings,
    pub(crate) layers: Vec<Layer>,
    pub(crate) words: Matrix,
    pub(crate) columns: Columns,
    pub(crate) upos: Vec<Label>,
    pub(crate) feats: Vec<Label>,
    pub(crate) lemma: Vec<Script>,
    pub(crate) rel: Vec<Label>,
    pub(crate) name: Vec<Bio>,
    pub(crate) name_kinds: Vec<NameKind>,
    pub(crate) mention: Vec<Option<NameKind>>,
    pub(crate) attribution: Vec<Bio>,
    pub(crate) arc: usize,
    pub(crate) arc_u: Vec<f32>,
    pub(crate) arc_b: Vec<f32>,
    pub(crate) arc_root: Vec<f32>,
    pub(crate) rel_size: usize,
    /// From a dependent to a row of `rel × rel_size` numbers (relations, governors), then one number for each relation.
    pub(crate) rel_w: Matrix,
    pub(crate) rel_root: Vec<f32>,
    /// The later mention's vector, then the earlier one's, then what each gives to the hidden layer, the later first.
    pub(crate) coref: Matrix,
    pub(crate) coref_size: usize,
    pub(crate) coref_c: Vec<f32>,
    pub(crate) coref_distance: Vec<f32>,
    pub(crate) coref_same: Vec<f32>,
    pub(crate) coref_bias: f32,
    /// What the words around two mentions add to their score; empty where the head was trained without them.
    pub(crate) coref_pair: Vec<f32>,
    /// What they give to the hidden layer: a row for each place of the table.
    pub(crate) coref_pair_hidden: Vec<f32>,
    /// What each number of the hidden layer adds to the score; empty where there is no such layer.
    pub(crate) coref_hidden: Vec<f32>,
    pub(crate) cue_source: Link,
    pub(crate) content_cue: Link,
    pub(crate) vector: Matrix,
}

/// A linear layer before it is packed.
struct Plain {
    name: String,
    inputs: usize,
    weight: Vec<i8>,
    scale: Vec<f32>,
    bias: Vec<f32>,
}

struct File<'a> {
    tensors: SafeTensors<'a>,
}

impl<'a> File<'a> {
    fn tensor(&self, name: &str) -> Result<TensorView<'a>, Error> {
        self.tensors.tensor(name).map_err(|_| Error::Missing(name.to_owned()))
    }

    fn expect(&self, name: &str, dtype: Dtype, shape: &[Option<usize>]) -> Result<TensorView<'a>, Error> {
        let tensor = self.tensor(name)?;
        let fits =
            tensor.shape().len() == shape.len() && tensor.shape().iter().zip(shape).all(|(n, want)| want.is_none_or(|want| *n == want));
        if tensor.dtype() != dtype || !fits {
            let sizes: Vec<String> = shape.iter().map(|n| n.map_or("any".to_owned(), |n| n.to_string())).collect();
            return Err(Error::Shape {
                name: name.to_owned(),
                found: tensor.shape().to_vec(),
                dtype: format!("{:?}", tensor.dtype()),
                expected: format!("[{}] of {dtype:?}", sizes.join(", ")),
            });
        }
        Ok(tensor)
    }

    fn numbers(&self, name: &str, shape: &[Option<usize>]) -> Result<Vec<f32>, Error> {
        let tensor = self.expect(name, Dtype::F32, shape)?;
        let (parts, _) = tensor.data().as_chunks::<4>();
        let numbers: Vec<f32> = parts.iter().map(|part| f32::from_le_bytes(*part)).collect();
        if numbers.iter().all(|x| x.is_finite()) { Ok(numbers) } else { Err(Error::NotFinite(name.to_owned())) }
    }

    fn linear(&self, name: &str, inputs: usize, outputs: Option<usize>) -> Result<Plain, Error> {
        let weight = self.expect(&format!("{name}.weight"), Dtype::I8, &[outputs, Some(inputs)])?;
        let outputs = Some(weight.shape()[0]);
        Ok(Plain {
            name: name.to_owned(),
            inputs,
            weight: weight.data().iter().map(|&byte| byte as i8).collect(),
            scale: self.numbers(&format!("{name}.scale"), &[outputs])?,
            bias: self.numbers(&format!("{name}.bias"), &[outputs])?,
        })
    }

    fn norm(&self, name: &str, width: usize) -> Result<Norm, Error> {
        Ok(Norm {
            weight: self.numbers(&format!("{name}.weight"), &[Some(width)])?,
            bias: self.numbers(&format!("{name}.bias"), &[Some(width)])?,
        })
    }
}

/// Layers side by side in one matrix.
fn pack(layers: &[Plain]) -> Matrix {
    let inputs = layers[0].inputs;
    let join = |part: fn(&Plain) -> &[f32]| layers.iter().flat_map(part).copied().collect::<Vec<f32>>();
    let weight: Vec<i8> = layers.iter().flat_map(|layer| layer.weight.iter().copied()).collect();
    Matrix::pack(inputs, &weight, &join(|l| &l.scale), &join(|l| &l.bias))
}

impl Weights {
    pub(crate) fn read(bytes: std::borrow::Cow<'static, [u8]>) -> Result<Self, Error> {
        let (_, header) = SafeTensors::read_metadata(&bytes).map_err(Error::Damaged)?;
        let empty = HashMap::new();
        let about = header.metadata().as_ref().unwrap_or(&empty);
        let format = about.get("format").cloned().unwrap_or_default();
        if format != FORMAT {
            return Err(Error::Format { found: format });
        }
        let config: Value =
            about.get("config").and_then(|text| serde_json::from_str(text).ok()).ok_or_else(|| Error::Config("config".to_owned()))?;
        let tensors = SafeTensors::deserialize(&bytes).map_err(Error::Damaged)?;
        let file = File { tensors };

        let labels = |head: &str| -> Result<Vec<String>, Error> {
            let list = config.get("labels").unwrap_or(&config).get(head).and_then(Value::as_array);
            let list = list.map(|list| list.iter().map(|label| label.as_str().map(str::to_owned)).collect::<Option<Vec<String>>>());
            list.flatten().filter(|list| !list.is_empty()).ok_or_else(|| Error::Config(format!("labels.{head}")))
        };
        let size = |name: &str, usual: usize| config.get(name).and_then(Value::as_u64).map_or(usual, |n| n as usize);

        let vocabulary = file.tensor("vocab")?;
        let vocabulary = std::str::from_utf8(vocabulary.data()).map_err(|_| Error::Config("vocab".to_owned()))?;
        let tokenizer = Tokenizer::new(vocabulary).ok_or_else(|| Error::Config("vocab".to_owned()))?;
        let n_pieces = vocabulary.split('\n').filter(|piece| !piece.is_empty()).count();
        let word = file.expect("embeddings.word.weight", Dtype::I8, &[Some(n_pieces), None])?;
        let width = word.shape()[1];
        let attention_heads = size("attention_heads", 12);
        if attention_heads == 0 || !width.is_multiple_of(LANES * attention_heads) || width > 4096 {
            return Err(Error::Config("attention_heads".to_owned()));
        }
        let at = word.data().as_ptr() as usize - bytes.as_ptr() as usize;
        let word = at..at + word.data().len();

        let mut position = file.numbers("embeddings.position", &[None, Some(width)])?;
        let kind = file.numbers("embeddings.type", &[None, Some(width)])?;
        for row in position.chunks_exact_mut(width) {
            Isa::Portable.run(Add(&kind[..width], row));
        }
        let rows = |name: &str, n: usize| file.numbers(name, &[Some(n), Some(width)]);
        let embeddings = Embeddings {
            word: match &bytes {
                std::borrow::Cow::Borrowed(bytes) => std::borrow::Cow::Borrowed(&bytes[word]),
                std::borrow::Cow::Owned(bytes) => std::borrow::Cow::Owned(bytes[word].to_vec()),
            },
            word_scale: file.numbers("embeddings.word.scale", &[Some(n_pieces)])?,
            position,
            shape: rows("embeddings.shape", 12)?,
            flag: rows("embeddings.flag", 4)?,
            boundary: rows("embeddings.boundary", 2)?,
            norm: file.norm("embeddings.norm", width)?,
        };

        let root = 1.0 / ((width / attention_heads) as f32).sqrt();
        let mut layers = Vec::new();
        while file.tensor(&format!("layer.{}.inside.weight", layers.len())).is_ok() {
            let name = format!("layer.{}", layers.len());
            let part = |part: &str| file.linear(&format!("{name}.attention.{part}"), width, Some(width));
            let mut query = part("query")?;
            query.scale.iter_mut().chain(&mut query.bias).for_each(|x| *x *= root);
            let inside = file.linear(&format!("{name}.inside"), width, None)?;
            let outside = file.linear(&format!("{name}.outside"), inside.scale.len(), Some(width))?;
            layers.push(Layer {
                query_key_value: pack(&[query, part("key")?, part("value")?]),
                output: pack(&[part("output")?]),
                attention_norm: file.norm(&format!("{name}.attention.norm"), width)?,
                inside: pack(&[inside]),
                outside: pack(&[outside]),
                norm: file.norm(&format!("{name}.norm"), width)?,
            });
        }

        let (upos, feats, lemma, rel) = (labels("upos")?, labels("feats")?, labels("lemma")?, labels("rel")?);
        let (name, mention, attribution) = (labels("name")?, labels("mention")?, labels("attribution")?);
        let head = |name: &str, outputs: Option<usize>| file.linear(name, width, outputs);
        let arc_dep = head("arc.dep", None)?;
        let rel_dep = head("rel.dep", None)?;
        let (arc, rel_size) = (arc_dep.scale.len(), rel_dep.scale.len());
        let parts = [
            arc_dep,
            head("arc.gov", Some(arc))?,
            rel_dep,
            head("rel.gov", Some(rel_size))?,
            head("sentence", Some(2))?,
            head("upos", Some(upos.len()))?,
            head("feats", Some(feats.len()))?,
            head("lemma", Some(lemma.len()))?,
            head("name", Some(name.len()))?,
            head("mention", Some(mention.len()))?,
            head("attribution", Some(attribution.len()))?,
        ];
        for (part, size) in parts[..4].iter().zip([arc, arc, rel_size, rel_size]) {
            if !size.is_multiple_of(LANES) {
                return Err(Error::Config(part.name.clone()));
            }
        }
        let mut starts = Vec::new();
        let mut start = 0;
        for part in &parts {
            starts.push(start);
            start += part.scale.len();
        }
        let columns = Columns {
            arc_dep: starts[0],
            arc_gov: starts[1],
            rel_dep: starts[2],
            rel_gov: starts[3],
            sentence: starts[4],
            upos: starts[5],
            feats: starts[6],
            lemma: starts[7],
            name: starts[8],
            mention: starts[9],
            attribution: starts[10],
        };

        let plain_rel_w = file.numbers("rel.W", &[Some(rel.len()), Some(rel_size + 1), Some(rel_size + 1)])?;
        let side = rel_size + 1;
        let at = |r: usize, dep: usize, gov: usize| plain_rel_w[(r * side + dep) * side + gov];
        let mut rel_weight: Vec<i8> = Vec::with_capacity(plain_rel_w.len());
        let (mut rel_scale, mut rel_bias) = (Vec::new(), Vec::new());
        let body = (0..rel.len()).flat_map(|r| (0..rel_size).map(move |gov| (r, gov)));
        for (r, gov) in body.chain((0..rel.len()).map(|r| (r, rel_size))) {
            let most = (0..rel_size).fold(0.0_f32, |most, dep| most.max(at(r, dep, gov).abs()));
            let scale = most.max(1e-12) / 127.0;
            rel_weight.extend((0..rel_size).map(|dep| (at(r, dep, gov) / scale).round_ties_even() as i8));
            rel_scale.push(scale);
            rel_bias.push(at(r, rel_size, gov));
        }
        let rel_w = Matrix::pack(rel_size, &rel_weight, &rel_scale, &rel_bias);

        let coref_a = head("coref.a", None)?;
        let coref_size = coref_a.scale.len();
        let mut coref = vec![coref_a, head("coref.b", Some(coref_size))?];
        let (mut coref_hidden, mut coref_pair_hidden) = (Vec::new(), Vec::new());
        if file.tensor("coref.hidden").is_ok() {
            coref_hidden = file.numbers("coref.hidden", &[None])?;
            let size = Some(coref_hidden.len());
            coref_pair_hidden = file.numbers("coref.pair_hidden", &[Some(PAIR_SIZES.iter().sum()), size])?;
            coref.extend([head("coref.p", size)?, head("coref.q", size)?]);
        }
        let link = |name: &str| -> Result<Link, Error> {
            let query = head(&format!("{name}.q"), None)?;
            let size = query.scale.len();
            let key = head(&format!("{name}.k"), Some(size))?;
            Ok(Link {
                none: file.numbers(&format!("{name}.none"), &[Some(size)])?,
                distance: file.numbers(&format!("{name}.distance"), &[Some(16)])?,
                query_key: pack(&[query, key]),
            })
        };
        let run = config.get("run").or(config.get("name")).and_then(Value::as_str).unwrap_or("model");
        let digest = Sha256::digest(&bytes);
        let digest: String = digest[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        let (name_labels, name_kinds) = bio(&name).ok_or_else(|| Error::Config("labels.name".to_owned()))?;
        let (attribution_labels, _) = bio(&attribution)
            .filter(|(_, kinds)| *kinds == ["SOURCE", "CUE", "CONTENT"])
            .ok_or_else(|| Error::Config("labels.attribution".to_owned()))?;
        Ok(Self {
            id: format!("{run}-{digest}"),
            width,
            attention_heads,
            epsilon: 1e-12,
            tokenizer,
            embeddings,
            layers,
            words: pack(&parts),
            columns,
            lemma: lemma
                .iter()
                .map(|script| Script::parse(script))
                .collect::<Option<_>>()
                .ok_or_else(|| Error::Config("labels.lemma".to_owned()))?,
            upos: fixed(upos),
            feats: fixed(feats),
            rel: fixed(rel),
            name: name_labels,
            name_kinds: name_kinds
                .iter()
                .map(|kind| NameKind::named(kind))
                .collect::<Option<_>>()
                .ok_or_else(|| Error::Config("labels.name".to_owned()))?,
            mention: mention
                .iter()
                .map(|kind| if kind == "O" { Some(None) } else { NameKind::named(kind).map(Some) })
                .collect::<Option<_>>()
                .ok_or_else(|| Error::Config("labels.mention".to_owned()))?,
            attribution: attribution_labels,
            arc,
            arc_u: file.numbers("arc.U", &[Some(arc), Some(arc)])?,
            arc_b: file.numbers("arc.b", &[Some(arc)])?,
            arc_root: file.numbers("arc.root", &[Some(arc)])?,
            rel_size,
            rel_w,
            rel_root: file.numbers("rel.root", &[Some(rel_size)])?,
            coref: pack(&coref),
            coref_size,
            coref_c: file.numbers("coref.C", &[Some(coref_size), Some(coref_size)])?,
            coref_distance: file.numbers("coref.distance", &[Some(9)])?,
            coref_same: file.numbers("coref.same", &[Some(3)])?,
            coref_bias: file.numbers("coref.bias", &[Some(1)])?[0],
            coref_pair: match file.tensor("coref.pair") {
                Ok(_) => file.numbers("coref.pair", &[Some(PAIR_SIZES.iter().sum())])?,
                Err(_) => Vec::new(),
            },
            coref_pair_hidden,
            coref_hidden,
            cue_source: link("cue_source")?,
            content_cue: link("content_cue")?,
            vector: pack(&[head("vector", None)?]),
        })
    }
}

/// Labels that live as long as the program, so that copies cost nothing. A program reads its model once.
fn fixed(labels: Vec<String>) -> Vec<Label> {
    labels.into_iter().map(|label| Label::Borrowed(Box::leak(label.into_boxed_str()))).collect()
}

/// `O`, `B-kind`, `I-kind` with kinds numbered in the order of their begins.
fn bio(labels: &[String]) -> Option<(Vec<Bio>, Vec<String>)> {
    let kinds: Vec<String> = labels.iter().filter_map(|label| label.strip_prefix("B-").map(str::to_owned)).collect();
    let number = |kind: &str| kinds.iter().position(|k| k == kind);
    let parsed = labels.iter().map(|label| match label.split_once('-') {
        None if label == "O" => Some(Bio::Outside),
        Some(("B", kind)) => number(kind).map(Bio::Begin),
        Some(("I", kind)) => number(kind).map(Bio::Inside),
        _ => None,
    });
    let parsed = parsed.collect::<Option<Vec<Bio>>>()?;
    Some((parsed, kinds))
}
