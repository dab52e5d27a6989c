//! What a kernel may ask of a processor, and the portable answer.

/// Number of `f32` lanes that every machine works on at once.
pub(crate) const LANES: usize = 16;

/// Four bytes of each of sixteen output channels: what one step of the byte product takes from the weights.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
pub(crate) struct Line(pub(crate) [i8; 64]);

/// Work that is written once for all machines. `go` must be `#[inline(always)]`, so that it is compiled with the machine's instructions.
pub(crate) trait Job {
    type Out;
    fn go<M: Machine>(self, machine: M) -> Self::Out;
}

/// Vector instructions. A value of the type is the proof that the processor has them.
///
/// The methods are `#[inline(always)]` and are to be called from inside [`Machine::run`] only: elsewhere they are right, but slow.
pub(crate) trait Machine: Copy + Send + Sync {
    /// Sixteen `f32`.
    type F: Copy;
    /// Sixteen `i32`, in the order in which the byte product leaves them.
    type Sums: Copy;
    /// Rows of a tile for which there are registers: 8 (with three panels at once), 6 or 3.
    const ROWS: usize;

    fn run<J: Job>(self, job: J) -> J::Out;

    fn splat(self, x: f32) -> Self::F;
    fn load(self, x: &[f32; LANES]) -> Self::F;
    fn store(self, x: Self::F, to: &mut [f32; LANES]);
    /// Widens signed bytes.
    fn load_bytes(self, x: &[u8; LANES]) -> Self::F;
    fn add(self, a: Self::F, b: Self::F) -> Self::F;
    fn sub(self, a: Self::F, b: Self::F) -> Self::F;
    fn mul(self, a: Self::F, b: Self::F) -> Self::F;
    /// The larger; `b` where they are equal or not comparable.
    fn max(self, a: Self::F, b: Self::F) -> Self::F;
    /// The smaller; `b` where they are equal or not comparable.
    fn min(self, a: Self::F, b: Self::F) -> Self::F;
    fn abs(self, a: Self::F) -> Self::F;
    /// Adds the low bits of `n`, as an integer, to the exponent of `x`.
    fn shift_exponent(self, x: Self::F, n: Self::F) -> Self::F;
    /// Rounds half to even, adds 128 and stores as bytes; `x` must lie within ±127.
    fn store_rounded(self, x: Self::F, to: &mut [u8; LANES]);

    /// Products of `R` rows of bytes with `P` panels of weights, added to the channels' starting sums.
    ///
    /// # Safety
    /// `rows` must be readable for `R` rows of `4 * steps` bytes that lie `stride` apart, `panels` for `P * steps` lines,
    /// and `start` for `P` groups.
    unsafe fn tile<const R: usize, const P: usize>(
        self,
        rows: *const u8,
        stride: usize,
        panels: *const Line,
        steps: usize,
        start: *const [i32; LANES],
    ) -> [[Self::Sums; P]; R];
    /// Sums as numbers, in the order of the channels.
    fn convert(self, x: Self::Sums) -> Self::F;
    /// Adds the 64 products of one line of weights with a quad that stands in every lane, all from registers.
    fn byte_step(self, sums: Self::Sums, line: Self::Sums) -> Self::Sums;
    /// Sums of zero.
    fn no_sums(self) -> Self::Sums;

    /// Products of `R` rows of numbers with `V` times sixteen columns, each sum from the first to the last.
    ///
    /// # Safety
    /// `a` must be readable for `R` rows of `steps` numbers that lie `stride` apart, `b` for `steps` rows of `16 * V` numbers that lie
    /// `b_stride` apart.
    #[inline(always)]
    unsafe fn product_tile<const R: usize, const V: usize>(
        self,
        a: *const f32,
        stride: usize,
        b: *const f32,
        b_stride: usize,
        steps: usize,
    ) -> [[Self::F; V]; R] {
        let mut sums = [[self.splat(0.0); V]; R];
        for step in 0..steps {
            let mut columns = [self.splat(0.0); V];
            for v in 0..V {
                // SAFETY: `step < steps`, and the caller vouches for `steps` rows of `b`.
                columns[v] = self.load(unsafe { &*b.add(step * b_stride + v * LANES).cast::<[f32; LANES]>() });
            }
            for r in 0..R {
                // SAFETY: `r < R` and `step < steps`, for which the caller vouches.
                let x = self.splat(unsafe { *a.add(r * stride + step) });
                for v in 0..V {
                    sums[r][v] = self.add(sums[r][v], self.mul(x, columns[v]));
                }
            }
        }
        sums
    }
}

/// The machines that this build knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Isa {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2(super::x86::Avx2),
    #[cfg(target_arch = "x86_64")]
    AvxVnni(super::x86::AvxVnni),
    #[cfg(target_arch = "x86_64")]
    Avx512(super::x86::Avx512),
}

impl Isa {
    /// All that this processor has, the best one last.
    pub(crate) fn all() -> Vec<Self> {
        let mut all = vec![Self::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            all.extend(super::x86::Avx2::detect().map(Self::Avx2));
            all.extend(super::x86::AvxVnni::detect().map(Self::AvxVnni));
            all.extend(super::x86::Avx512::detect().map(Self::Avx512));
        }
        all
    }

    /// The best that this processor has.
    pub(crate) fn best() -> Self {
        Self::all().pop().unwrap_or(Self::Portable)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(_) => "avx2",
            #[cfg(target_arch = "x86_64")]
            Self::AvxVnni(_) => "avx-vnni",
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(_) => "avx512-vnni",
        }
    }

    pub(crate) fn run<J: Job>(self, job: J) -> J::Out {
        match self {
            Self::Portable => Portable.run(job),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(machine) => machine.run(job),
            #[cfg(target_arch = "x86_64")]
            Self::AvxVnni(machine) => machine.run(job),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(machine) => machine.run(job),
        }
    }
}

/// Plain Rust, which the compiler turns into what vector instructions every processor of the kind has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Portable;

/// Sixteen numbers by a rule. A plain loop, which the compiler turns into vector instructions more surely than `from_fn`.
#[inline(always)]
fn each(f: impl Fn(usize) -> f32) -> [f32; LANES] {
    let mut out = [0.0; LANES];
    for (i, out) in out.iter_mut().enumerate() {
        *out = f(i);
    }
    out
}

impl Machine for Portable {
    type F = [f32; LANES];
    type Sums = [i32; LANES];
    const ROWS: usize = 3;

    #[inline(always)]
    fn run<J: Job>(self, job: J) -> J::Out {
        job.go(self)
    }
    #[inline(always)]
    fn splat(self, x: f32) -> Self::F {
        [x; LANES]
    }
    #[inline(always)]
    fn load(self, x: &[f32; LANES]) -> Self::F {
        *x
    }
    #[inline(always)]
    fn store(self, x: Self::F, to: &mut [f32; LANES]) {
        *to = x;
    }
    #[inline(always)]
    fn load_bytes(self, x: &[u8; LANES]) -> Self::F {
        each(|i| f32::from(x[i] as i8))
    }
    #[inline(always)]
    fn add(self, a: Self::F, b: Self::F) -> Self::F {
        each(|i| a[i] + b[i])
    }
    #[inline(always)]
    fn sub(self, a: Self::F, b: Self::F) -> Self::F {
        each(|i| a[i] - b[i])
    }
    #[inline(always)]
    fn mul(self, a: Self::F, b: Self::F) -> Self::F {
        each(|i| a[i] * b[i])
    }
    #[inline(always)]
    fn max(self, a: Self::F, b: Self::F) -> Self::F {
        each(|i| if a[i] > b[i] { a[i] } else { b[i] })
    }
    #[inline(always)]
    fn min(self, a: Self::F, b: Self::F) -> Self::F {
        each(|i| if a[i] < b[i] { a[i] } else { b[i] })
    }
    #[inline(always)]
    fn abs(self, a: Self::F) -> Self::F {
        each(|i| a[i].abs())
    }
    #[inline(always)]
    fn shift_exponent(self, x: Self::F, n: Self::F) -> Self::F {
        each(|i| f32::from_bits(x[i].to_bits().wrapping_add(n[i].to_bits() << 23)))
    }
    #[inline(always)]
    fn store_rounded(self, x: Self::F, to: &mut [u8; LANES]) {
        // Adding 1.5 × 2²³ leaves the number, rounded half to even, in the low bits.
        for (x, to) in x.iter().zip(to) {
            *to = (x + 12_582_912.0).to_bits() as u8 ^ 0x80;
        }
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
        // With the 128 taken off first, two products fit into 16 bits, and the starting sums are not needed.
        let _ = start;
        let mut sums = [[[0; LANES]; P]; R];
        for step in 0..steps {
            for p in 0..P {
                // SAFETY: `p < P` and `step < steps`, for which the caller vouches.
                let line = unsafe { &(*panels.add(p * steps + step)).0 };
                let mut weights = [[0_i16; LANES]; 4];
                for lane in 0..LANES {
                    for k in 0..4 {
                        weights[k][lane] = i16::from(line[lane * 4 + k]);
                    }
                }
                for (r, sums) in sums.iter_mut().enumerate() {
                    // SAFETY: `r < R` and `step < steps`, for which the caller vouches.
                    let row = unsafe { *rows.add(r * stride + step * 4).cast::<[u8; 4]>() };
                    let row = [i16::from(row[0]) - 128, i16::from(row[1]) - 128, i16::from(row[2]) - 128, i16::from(row[3]) - 128];
                    for (lane, sum) in sums[p].iter_mut().enumerate() {
                        let first = row[0] * weights[0][lane] + row[1] * weights[1][lane];
                        let second = row[2] * weights[2][lane] + row[3] * weights[3][lane];
                        *sum += i32::from(first) + i32::from(second);
                    }
                }
            }
        }
        sums
    }
    #[inline(always)]
    fn convert(self, x: Self::Sums) -> Self::F {
        each(|i| x[i] as f32)
    }
    #[inline(always)]
    fn byte_step(self, mut sums: Self::Sums, line: Self::Sums) -> Self::Sums {
        for (sum, quad) in sums.iter_mut().zip(line) {
            let [a, b, c, d] = quad.to_le_bytes().map(i16::from);
            *sum += i32::from(a * a + b * b) + i32::from(c * c + d * d);
        }
        sums
    }
    #[inline(always)]
    fn no_sums(self) -> Self::Sums {
        [0; LANES]
    }
}
