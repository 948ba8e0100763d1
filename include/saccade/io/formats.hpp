// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The formats that saccade knows. A new one is a file in format/ and a word here.

#include <saccade/io/format/csv.hpp>
#include <saccade/io/format/evt2.hpp>
#include <saccade/io/format/evt3.hpp>
#include <saccade/io/format/format.hpp>

/// 1 where LZ4 and zstd are linked: the target saccade::host says so.
#ifndef SACCADE_HAS_AEDAT4
#define SACCADE_HAS_AEDAT4 0
#endif

#if SACCADE_HAS_AEDAT4
#include <saccade/io/format/aedat4.hpp>
#endif

namespace saccade::host {

/// Those that need no library.
using plain_formats = formats<evt2_format, evt3_format, csv_format>;

#if SACCADE_HAS_AEDAT4
using all_formats = formats<evt2_format, evt3_format, aedat4_format, csv_format>;
#else
using all_formats = plain_formats;
#endif

/// The format with this name, as given on a command line or as a file name's extension.
[[nodiscard]] constexpr auto format_named(std::string_view text) noexcept
    -> std::optional<recording_format> {
  return all_formats::named(text);
}

}  // namespace saccade::host
