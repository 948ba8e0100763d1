// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The only file that tests compiler and instruction-set macros. Every SACCADE_HAS_* is 0 or 1.

#if defined(__FAST_MATH__) || defined(__ASSOCIATIVE_MATH__) || defined(__RECIPROCAL_MATH__) || \
    defined(__NO_SIGNED_ZEROS__)
#error "saccade: -ffast-math and its parts change the bits of requantisation; compile without them"
#endif

#if defined(__FLT_EVAL_METHOD__) && (__FLT_EVAL_METHOD__ == 1 || __FLT_EVAL_METHOD__ == 2)
#error "saccade: floats must be evaluated as float; on 32-bit x86 add -msse2 -mfpmath=sse"
#endif

/// 1 where a fused multiply-add of floats is one instruction.
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
#define SACCADE_HAS_FMA 1
#else
#define SACCADE_HAS_FMA 0
#endif

/// 1 where the IEEE minimum and maximum of floats are one instruction each. GCC does not say so for
/// Cortex-M; there FPv5 has them, and double precision comes with FPv5 only.
#if defined(__ARM_FEATURE_NUMERIC_MAXMIN) || \
    (defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M' && (__ARM_FP & 8) != 0)
#define SACCADE_HAS_FLOAT_MINMAX 1
#else
#define SACCADE_HAS_FLOAT_MINMAX 0
#endif

/// 1 on every x86-64.
#if defined(__SSE2__)
#define SACCADE_HAS_SSE2 1
#else
#define SACCADE_HAS_SSE2 0
#endif

/// 1 with -mavx2 -mfma or more, as -march=native may mean.
#if defined(__AVX2__) && defined(__FMA__)
#define SACCADE_HAS_AVX2 1
#else
#define SACCADE_HAS_AVX2 0
#endif

/// 1 with -mavxvnni and those.
#if defined(__AVXVNNI__) && SACCADE_HAS_AVX2
#define SACCADE_HAS_AVX_VNNI 1
#else
#define SACCADE_HAS_AVX_VNNI 0
#endif

/// 1 with -mavx512vnni and what it needs.
#if defined(__AVX512VNNI__) && defined(__AVX512BW__) && defined(__AVX512VL__) && SACCADE_HAS_AVX2
#define SACCADE_HAS_AVX512_VNNI 1
#else
#define SACCADE_HAS_AVX512_VNNI 0
#endif

/// 1 where functions can have instruction sets of their own, beyond the compiler's flags.
#if defined(__x86_64__) && defined(__SSE2__)
#define SACCADE_HAS_X86_TARGETS 1
#else
#define SACCADE_HAS_X86_TARGETS 0
#endif

/// 1 where a Cortex-M has the instructions of two 16-bit products, SMLAD and its like.
#if defined(__ARM_FEATURE_DSP) && defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M'
#define SACCADE_HAS_ARM_DSP 1
#else
#define SACCADE_HAS_ARM_DSP 0
#endif

/// An inline namespace for what depends on the macros above: translation units with different
/// instruction sets, linked into one program, each keep their own.
#define SACCADE_JOIN_ISA(fma, minmax, sse2, avx2, vnni, vnni512, dsp) \
  isa_##fma##minmax##sse2##avx2##vnni##vnni512##dsp
#define SACCADE_NAME_ISA(fma, minmax, sse2, avx2, vnni, vnni512, dsp) \
  SACCADE_JOIN_ISA(fma, minmax, sse2, avx2, vnni, vnni512, dsp)
#define SACCADE_ISA                                                                               \
  SACCADE_NAME_ISA(SACCADE_HAS_FMA, SACCADE_HAS_FLOAT_MINMAX, SACCADE_HAS_SSE2, SACCADE_HAS_AVX2, \
                   SACCADE_HAS_AVX_VNNI, SACCADE_HAS_AVX512_VNNI, SACCADE_HAS_ARM_DSP)
