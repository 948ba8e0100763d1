// SPDX-License-Identifier: Apache-2.0
#include "fuzz/as_file.hpp"
#include "fuzz/differential.hpp"

#include <saccade/io/error.hpp>
#include "voxel/npy.hpp"

#include <cstdint>

using namespace saccade;

namespace {

template <typename T>
void read(std::filesystem::path const& path) {
  try {
    auto const array = host::read_npy<T>(path);
    std::size_t elements = 1;
    for (auto const length : array.shape) elements *= length;
    fuzz::require(array.values.size() == elements, "there are as many values as the shape says");
  } catch (host::error const&) {
  }
}

}  // namespace

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  auto const path = fuzz::as_file(data, size);
  read<float>(path);
  read<std::uint8_t>(path);
  return 0;
}
