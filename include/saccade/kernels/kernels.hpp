// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Every operation's scalar kernel, and those of the backends that the compiler's flags allow.

#include <saccade/kernels/activation.hpp>
#include <saccade/kernels/add.hpp>
#include <saccade/kernels/conv2d.hpp>
#include <saccade/kernels/linear.hpp>
#include <saccade/kernels/pool.hpp>
#include <saccade/kernels/softmax.hpp>
// Those of a backend hold nothing where its instructions are missing; armv7em is portable, so that
// a PC can pack weights for it and check its sums.
#include <saccade/kernels/impl/armv7em/conv2d.hpp>
#include <saccade/kernels/impl/armv7em/linear.hpp>
#include <saccade/kernels/impl/sse2/conv2d.hpp>
#include <saccade/kernels/impl/sse2/linear.hpp>

// Those that need more than every x86-64 has take a second to parse: without its flags a program
// that wants them includes them, as runtime/host_backend.hpp does.
#if SACCADE_HAS_AVX2
#include <saccade/kernels/impl/avx2/kernels.hpp>
#endif
#if SACCADE_HAS_AVX_VNNI
#include <saccade/kernels/impl/avxvnni/dense.hpp>
#endif
#if SACCADE_HAS_AVX512_VNNI
#include <saccade/kernels/impl/avx512vnni/dense.hpp>
#endif
