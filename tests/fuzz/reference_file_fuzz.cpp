// SPDX-License-Identifier: Apache-2.0
#include "fuzz/as_file.hpp"
#include "fuzz/differential.hpp"

#include <saccade/io/error.hpp>
#include "validate/reference_file.hpp"
#include "validate/results.hpp"

using namespace saccade;

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  constexpr std::size_t windows = 2;
  host::validate::results const host{
      .engine = "host",
      .tensors = {{"conv", {2, 1, 3}, std::vector<std::int8_t>(2 * 3 * windows), {}}},
      .logits = std::vector<std::int32_t>(2 * windows)};
  try {
    host::validate::reference_file const file{fuzz::as_file(data, size), windows};
    auto const same = file.as(host, 0.5F);
    fuzz::require(same.tensors.size() == 1, "every tensor is there");
    fuzz::require(same.tensors[0].elements.size() == host.tensors[0].elements.size(),
                  "and has as many elements");
    fuzz::require(same.logits.size() == host.logits.size(), "and every logit");
  } catch (host::error const&) {
  }
  return 0;
}
