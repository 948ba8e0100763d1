// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "support/kernel_conformance.hpp"

#include <saccade/kernels/impl/avxvnni/dense.hpp>
#include <saccade/runtime/host_backend.hpp>

#if SACCADE_HAS_X86_TARGETS

namespace test_evex {

/// The same instruction in AVX-512's encoding, for processors that have it in no other.
struct backend {
  using base = saccade::backend::avx2;
  static constexpr char const* name = "evex";
  static constexpr bool packs_when_run = true;
};

}  // namespace test_evex

namespace saccade::kernels::inline SACCADE_ISA {

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,avx512f,avx512vl,avx512vnni"))), \
                             apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,avx512f,avx512vl,avx512vnni")
#endif

namespace evex {

struct vector : avxvnni::vector {
  static void dot(type& sum, type values, type weights) noexcept {
    sum = _mm256_dpbusd_epi32(sum, values, weights);
  }
};

#include <saccade/kernels/impl/dots/dense.inc>
#include <saccade/kernels/impl/dots/linear.inc>

using avxvnni::interleave;

#include <saccade/kernels/impl/dots/depthwise.inc>

}  // namespace evex

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

template <>
struct kernel<op::conv2d, element::int8, test_evex::backend>
    : dots::convolution<std::uint8_t, evex::blocks_of> {
  template <typename Requantize, typename Layer>
  static void run(Layer layer, arguments const& a) noexcept {
    if (dots::is_depthwise(layer.value)) {
      evex::convolve_depthwise<Requantize>(layer.value, a);
    } else {
      evex::convolve<Requantize>(layer.value, a);
    }
  }
};

template <>
struct kernel<op::linear, element::int8, test_evex::backend>
    : dots::linear<std::uint8_t, evex::blocks_of> {
  template <typename Requantize, typename Layer>
  static void run(Layer layer, arguments const& a) noexcept {
    evex::multiply<Requantize>(layer.value, a);
  }
};

}  // namespace saccade::kernels::inline SACCADE_ISA

namespace {

template <typename Backend>
void expect_scalar_layers() {
  saccade::test::expect_scalar_convolutions<Backend>(1500);
  saccade::test::expect_scalar_wide_rows<Backend>();
  saccade::test::expect_scalar_linear_layers<Backend>(500);
}

}  // namespace

TEST_CASE("AVX-VNNI layers have the bits of scalar") {
  if (!saccade::host::runs_here<saccade::backend::avxvnni>()) {
    WARN("skipped: this processor has no avxvnni");
    return;
  }
  expect_scalar_layers<saccade::backend::avxvnni>();
}

TEST_CASE("they have with AVX-512's encoding of its instruction") {
  if (!saccade::host::runs_here<saccade::backend::avx512vnni>()) {
    WARN("skipped: this processor has no avx512vnni");
    return;
  }
  expect_scalar_layers<test_evex::backend>();
}

#else

TEST_CASE("there is no avxvnni") {
  SUCCEED();
}

#endif
