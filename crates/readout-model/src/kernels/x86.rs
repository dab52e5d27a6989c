//! The vector instructions of x86-64.
//!
//! The innermost loops are plain ones over places: a closure is compiled without the instructions, and may then not be inlined.
//! Each type can only be made where `detect` found its instructions, so every intrinsic called through one is there.

use super::machine::{Job, LANES, Line, Machine};
use std::arch::x86_64::*;

/// Writes methods that are one intrinsic expression each.
macro_rules! instructions {
    ($($name:ident($($arg:ident: $type:ty),*) $(-> $out:ty)? { $body:expr })*) => {$(
        #[inline(always)]
        fn $name(self, $($arg: $type),*) $(-> $out)? {
            // SAFETY: `self` exists only where `detect` found the instructions; loads and stores stay inside the arrays they are given.
            unsafe { $body }
        }
    )*};
}

/// Two registers of eight lanes each: what AVX2 and AVX-VNNI share.
macro_rules! eight_lanes {
    () => {
        instructions! {
            splat(x: f32) -> Self::F { [_mm256_set1_ps(x); 2] }
            load(x: &[f32; LANES]) -> Self::F { [_mm256_loadu_ps(x.as_ptr()), _mm256_loadu_ps(x.as_ptr().add(8))] }
            store(x: Self::F, to: &mut [f32; LANES]) {{
                _mm256_storeu_ps(to.as_mut_ptr(), x[0]);
                _mm256_storeu_ps(to.as_mut_ptr().add(8), x[1]);
            }}
            load_bytes(x: &[u8; LANES]) -> Self::F {{
                let bytes = _mm_loadu_si128(x.as_ptr().cast());
                [_mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(bytes)), _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_srli_si128::<8>(bytes)))]
            }}
            add(a: Self::F, b: Self::F) -> Self::F { [_mm256_add_ps(a[0], b[0]), _mm256_add_ps(a[1], b[1])] }
            sub(a: Self::F, b: Self::F) -> Self::F { [_mm256_sub_ps(a[0], b[0]), _mm256_sub_ps(a[1], b[1])] }
            mul(a: Self::F, b: Self::F) -> Self::F { [_mm256_mul_ps(a[0], b[0]), _mm256_mul_ps(a[1], b[1])] }
            max(a: Self::F, b: Self::F) -> Self::F { [_mm256_max_ps(a[0], b[0]), _mm256_max_ps(a[1], b[1])] }
            min(a: Self::F, b: Self::F) -> Self::F { [_mm256_min_ps(a[0], b[0]), _mm256_min_ps(a[1], b[1])] }
            abs(a: Self::F) -> Self::F {{
                let sign = _mm256_set1_ps(-0.0);
                [_mm256_andnot_ps(sign, a[0]), _mm256_andnot_ps(sign, a[1])]
            }}
            shift_exponent(x: Self::F, n: Self::F) -> Self::F {{
                let low = _mm256_slli_epi32::<23>(_mm256_castps_si256(n[0]));
                let high = _mm256_slli_epi32::<23>(_mm256_castps_si256(n[1]));
                [
                    _mm256_castsi256_ps(_mm256_add_epi32(_mm256_castps_si256(x[0]), low)),
                    _mm256_castsi256_ps(_mm256_add_epi32(_mm256_castps_si256(x[1]), high)),
                ]
            }}
            store_rounded(x: Self::F, to: &mut [u8; LANES]) {{
                let words = _mm256_packs_epi32(_mm256_cvtps_epi32(x[0]), _mm256_cvtps_epi32(x[1]));
                let words = _mm256_permute4x64_epi64::<0b11_01_10_00>(words);
                let bytes = _mm_packs_epi16(_mm256_castsi256_si128(words), _mm256_extracti128_si256::<1>(words));
                _mm_storeu_si128(to.as_mut_ptr().cast(), _mm_xor_si128(bytes, _mm_set1_epi8(-128)));
            }}
        }
    };
}

/// AVX2: bytes are widened to 16 bits, multiplied in pairs and added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Avx2(());

impl Avx2 {
    pub(crate) fn detect() -> Option<Self> {
        is_x86_feature_detected!("avx2").then_some(Self(()))
    }
}

#[target_feature(enable = "avx2")]
fn with_avx2<J: Job>(machine: Avx2, job: J) -> J::Out {
    job.go(machine)
}

impl Machine for Avx2 {
    type F = [__m256; 2];
    type Sums = [__m256i; 4];
    const ROWS: usize = 3;

    #[inline(always)]
    fn run<J: Job>(self, job: J) -> J::Out {
        // SAFETY: `self` exists only where `detect` found the instructions.
        unsafe { with_avx2(self, job) }
    }

    eight_lanes!();

    #[inline(always)]
    unsafe fn tile<const R: usize, const P: usize>(
        self,
        rows: *const u8,
        stride: usize,
        panels: *const Line,
        steps: usize,
        start: *const [i32; LANES],
    ) -> [[Self::Sums; P]; R] {
        // SAFETY: `r < R`, `p < P` and `step < steps`, for which the caller vouches; the instructions are there, see the type.
        unsafe {
            // Each of the four registers holds two sums for each of four channels. The starting sum goes into the first of the two.
            let mut sums = [[[_mm256_setzero_si256(); 4]; P]; R];
            for r in 0..R {
                for p in 0..P {
                    for i in 0..4 {
                        sums[r][p][i] = _mm256_cvtepu32_epi64(_mm_loadu_si128((*start.add(p)).as_ptr().add(i * 4).cast()));
                    }
                }
            }
            for step in 0..steps {
                let mut row = [_mm256_setzero_si256(); R];
                for r in 0..R {
                    let quad = rows.add(r * stride + step * 4).cast::<i32>().read_unaligned();
                    row[r] = _mm256_cvtepu8_epi16(_mm_set1_epi32(quad));
                }
                for p in 0..P {
                    let line = panels.add(p * steps + step).cast::<__m128i>();
                    for i in 0..4 {
                        let weights = _mm256_cvtepi8_epi16(_mm_load_si128(line.add(i)));
                        for r in 0..R {
                            sums[r][p][i] = _mm256_add_epi32(sums[r][p][i], _mm256_madd_epi16(weights, row[r]));
                        }
                    }
                }
            }
            sums
        }
    }
    instructions! {
        byte_step(sums: Self::Sums, line: Self::Sums) -> Self::Sums {{
            let mut sums = sums;
            for i in 0..4 {
                sums[i] = _mm256_add_epi32(sums[i], _mm256_madd_epi16(line[i], line[0]));
            }
            sums
        }}
        no_sums() -> Self::Sums { [_mm256_setzero_si256(); 4] }
        convert(x: Self::Sums) -> Self::F {
            [
                _mm256_cvtepi32_ps(_mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_hadd_epi32(x[0], x[1]))),
                _mm256_cvtepi32_ps(_mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_hadd_epi32(x[2], x[3]))),
            ]
        }
    }
}

/// AVX-VNNI: as AVX2, with an instruction for four products of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AvxVnni(());

impl AvxVnni {
    pub(crate) fn detect() -> Option<Self> {
        (is_x86_feature_detected!("avx2") && is_x86_feature_detected!("avxvnni")).then_some(Self(()))
    }
}

#[target_feature(enable = "avx2,avxvnni")]
fn with_avx_vnni<J: Job>(machine: AvxVnni, job: J) -> J::Out {
    job.go(machine)
}

impl Machine for AvxVnni {
    type F = [__m256; 2];
    type Sums = [__m256i; 2];
    const ROWS: usize = 6;

    #[inline(always)]
    fn run<J: Job>(self, job: J) -> J::Out {
        // SAFETY: `self` exists only where `detect` found the instructions.
        unsafe { with_avx_vnni(self, job) }
    }

    eight_lanes!();

    #[inline(always)]
    unsafe fn tile<const R: usize, const P: usize>(
        self,
        rows: *const u8,
        stride: usize,
        panels: *const Line,
        steps: usize,
        start: *const [i32; LANES],
    ) -> [[Self::Sums; P]; R] {
        // SAFETY: `r < R`, `p < P` and `step < steps`, for which the caller vouches; the instructions are there, see the type.
        unsafe {
            let mut sums = [[[_mm256_setzero_si256(); 2]; P]; R];
            for r in 0..R {
                for p in 0..P {
                    for i in 0..2 {
                        sums[r][p][i] = _mm256_loadu_si256((*start.add(p)).as_ptr().add(i * 8).cast());
                    }
                }
            }
            for step in 0..steps {
                for p in 0..P {
                    let line = panels.add(p * steps + step).cast::<__m256i>();
                    let weights = [_mm256_load_si256(line), _mm256_load_si256(line.add(1))];
                    for r in 0..R {
                        let row = _mm256_set1_epi32(rows.add(r * stride + step * 4).cast::<i32>().read_unaligned());
                        for i in 0..2 {
                            sums[r][p][i] = _mm256_dpbusd_avx_epi32(sums[r][p][i], row, weights[i]);
                        }
                    }
                }
            }
            sums
        }
    }
    instructions! {
        byte_step(sums: Self::Sums, line: Self::Sums) -> Self::Sums {
            [_mm256_dpbusd_avx_epi32(sums[0], line[0], line[0]), _mm256_dpbusd_avx_epi32(sums[1], line[0], line[1])]
        }
        no_sums() -> Self::Sums { [_mm256_setzero_si256(); 2] }
        convert(x: Self::Sums) -> Self::F { [_mm256_cvtepi32_ps(x[0]), _mm256_cvtepi32_ps(x[1])] }
    }
}

/// AVX-512 with VNNI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Avx512(());

impl Avx512 {
    pub(crate) fn detect() -> Option<Self> {
        (is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vl")
            && is_x86_feature_detected!("avx512vnni"))
        .then_some(Self(()))
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
fn with_avx512<J: Job>(machine: Avx512, job: J) -> J::Out {
    job.go(machine)
}

impl Machine for Avx512 {
    type F = __m512;
    type Sums = __m512i;
    const ROWS: usize = 8;

    #[inline(always)]
    fn run<J: Job>(self, job: J) -> J::Out {
        // SAFETY: `self` exists only where `detect` found the instructions.
        unsafe { with_avx512(self, job) }
    }

    instructions! {
        splat(x: f32) -> Self::F { _mm512_set1_ps(x) }
        load(x: &[f32; LANES]) -> Self::F { _mm512_loadu_ps(x.as_ptr()) }
        store(x: Self::F, to: &mut [f32; LANES]) { _mm512_storeu_ps(to.as_mut_ptr(), x) }
        load_bytes(x: &[u8; LANES]) -> Self::F { _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128(x.as_ptr().cast()))) }
        add(a: Self::F, b: Self::F) -> Self::F { _mm512_add_ps(a, b) }
        sub(a: Self::F, b: Self::F) -> Self::F { _mm512_sub_ps(a, b) }
        mul(a: Self::F, b: Self::F) -> Self::F { _mm512_mul_ps(a, b) }
        max(a: Self::F, b: Self::F) -> Self::F { _mm512_max_ps(a, b) }
        min(a: Self::F, b: Self::F) -> Self::F { _mm512_min_ps(a, b) }
        abs(a: Self::F) -> Self::F { _mm512_abs_ps(a) }
        shift_exponent(x: Self::F, n: Self::F) -> Self::F {
            _mm512_castsi512_ps(_mm512_add_epi32(_mm512_castps_si512(x), _mm512_slli_epi32::<23>(_mm512_castps_si512(n))))
        }
        store_rounded(x: Self::F, to: &mut [u8; LANES]) {{
            let bytes = _mm512_cvtepi32_epi8(_mm512_cvtps_epi32(x));
            _mm_storeu_si128(to.as_mut_ptr().cast(), _mm_xor_si128(bytes, _mm_set1_epi8(-128)));
        }}
    }

    #[inline(always)]
    unsafe fn tile<const R: usize, const P: usize>(
        self,
        rows: *const u8,
        stride: usize,
        panels: *const Line,
        steps: usize,
        start: *const [i32; LANES],
    ) -> [[Self::Sums; P]; R] {
        // SAFETY: `r < R`, `p < P` and `step < steps`, for which the caller vouches; the instructions are there, see the type.
        unsafe {
            let mut sums = [[_mm512_setzero_si512(); P]; R];
            for r in 0..R {
                for p in 0..P {
                    sums[r][p] = _mm512_loadu_si512(start.add(p).cast());
                }
            }
            for step in 0..steps {
                let mut weights = [_mm512_setzero_si512(); P];
                for p in 0..P {
                    weights[p] = _mm512_load_si512(panels.add(p * steps + step).cast());
                }
                for r in 0..R {
                    let row = _mm512_set1_epi32(rows.add(r * stride + step * 4).cast::<i32>().read_unaligned());
                    for p in 0..P {
                        sums[r][p] = _mm512_dpbusd_epi32(sums[r][p], row, weights[p]);
                    }
                }
            }
            sums
        }
    }
    instructions! {
        byte_step(sums: Self::Sums, line: Self::Sums) -> Self::Sums { _mm512_dpbusd_epi32(sums, line, line) }
        no_sums() -> Self::Sums { _mm512_setzero_si512() }
        convert(x: Self::Sums) -> Self::F { _mm512_cvtepi32_ps(x) }
    }
}
