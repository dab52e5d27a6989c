//! The arithmetic of the forward pass, the same to the last bit on every machine.
//!
//! A [`Machine`] is a set of vector instructions that was found on the processor at run time. Every kernel is written once over it:
//! sixteen lanes of `f32`, added up in one fixed order and never with a fused multiply-add, and sums of products of bytes in `i32`,
//! which are exact in any order. So the portable machine, AVX2, AVX-VNNI and AVX-512 give the same result, and tests hold them to it.
//!
//! This is the only place of the program with `unsafe`: the instructions themselves, and the pointers of the innermost loops.
#![allow(unsafe_code, reason = "vector instructions")]
#![allow(clippy::needless_range_loop, reason = "plain loops are surely inlined into the machine's own code, closures are not")]

mod attention;
mod gemm;
mod machine;
mod math;
mod peak;
#[cfg(target_arch = "x86_64")]
mod x86;

pub(crate) use attention::{Attention, Product};
pub(crate) use gemm::{Bytes, Linear, Matrix};
pub(crate) use machine::{Isa, LANES};
pub(crate) use math::{Add, AddBytes, AddNorm, Dot, Dots, Gelu, Largest, QuantiseRows, probability};
pub(crate) use peak::Peak;
