// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Hashes of results, compared between constant expressions, compilers' options and a known value.

#include <saccade/detail/fnv1a.hpp>

#include <bit>
#include <cstdint>
#include <cstdio>

namespace saccade::test {

/// FNV-1a, 64 bits, over little-endian words.
class bit_hash {
 public:
  constexpr void operator()(std::uint32_t word) { hash_.number(word, 4); }
  constexpr void operator()(std::int32_t word) { (*this)(static_cast<std::uint32_t>(word)); }
  constexpr void operator()(float number) { (*this)(std::bit_cast<std::uint32_t>(number)); }

  [[nodiscard]] constexpr auto value() const -> std::uint64_t { return hash_.value(); }

 private:
  saccade::detail::fnv1a hash_{};
};

/// `Bits(seed, rounds)` hashes what a function gives on random arguments. Compares run time with
/// constant evaluation over `Few` rounds, and `many` rounds with the value known from elsewhere.
template <auto Bits, int Few>
[[nodiscard]] auto same_bits(char const* name, int many, std::uint64_t known) -> bool {
  constexpr std::uint64_t at_compile_time = Bits(1, Few);
  std::uint64_t volatile seed = 1;
  std::uint64_t const at_run_time = Bits(seed, Few);
  std::uint64_t const all = Bits(seed, many);
  bool const same = at_run_time == at_compile_time && all == known;
  std::printf("%s: %s, %d rounds 0x%016llX\n", name,
              at_run_time != at_compile_time ? "differs from constant evaluation"
              : all != known                 ? "differs from the known hash"
                                             : "same",
              many, static_cast<unsigned long long>(all));
  return same;
}

}  // namespace saccade::test
