// SPDX-License-Identifier: Apache-2.0
// A stranger's program: a host header, and through it LZ4 and zstd.
#include <saccade/host/npy.hpp>

#include <lz4frame.h>
#include <zstd.h>

auto main() -> int {
  try {
    static_cast<void>(saccade::host::read_npy<float>("/nonexistent"));
  } catch (saccade::host::error const&) {
    return LZ4F_getVersion() > 0 && ZSTD_versionNumber() > 0 ? 0 : 1;
  }
  return 1;
}
