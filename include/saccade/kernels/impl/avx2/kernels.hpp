// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// All that AVX2 does better.

#include <saccade/kernels/impl/avx2/add.hpp>
#include <saccade/kernels/impl/avx2/conv2d.hpp>
#include <saccade/kernels/impl/avx2/linear.hpp>
