// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The only file that tests compiler and instruction-set macros. Every SACCADE_HAS_* is 0 or 1.

#if defined(__FAST_MATH__)
#error "saccade: -ffast-math changes the bits of requantisation; compile without it"
#endif

/// 1 where a fused multiply-add of floats is one instruction.
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
#define SACCADE_HAS_FMA 1
#else
#define SACCADE_HAS_FMA 0
#endif
