// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What a file is that is no recording this library reads: by its first bytes, with what to do.

#include <saccade/decode/raw_header.hpp>
#include <saccade/io/csv/line.hpp>
#include <saccade/io/plausible_words.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace saccade::host {

/// A kind of file that people pass, and how its bytes begin at `offset`.
struct foreign_file {
  std::string_view begins{};
  std::string_view name{};    ///< as in "is ..."
  std::string_view advice{};  ///< as in "...: do that"
  std::size_t offset{};
};

namespace detail {

using namespace std::string_view_literals;

inline constexpr auto export_events =
    "write its events as CSV, x,y,p,t, with the tool it is from"sv;
inline constexpr auto unpack = "unpack it first"sv;
inline constexpr auto no_recording = "pass the recording itself"sv;

inline constexpr std::array foreign_files{
    foreign_file{"\x89HDF\r\n\x1a\n"sv, "an HDF5 file", export_events},
    foreign_file{"\x93NUMPY"sv, "a NumPy array",
                 "write its events as CSV: numpy.savetxt(name, events, fmt='%d', delimiter=',', "
                 "header='x,y,p,t', comments='')"},
    foreign_file{"#ROSBAG V"sv, "a ROS bag", "write its event topic as CSV, x,y,p,t"},
    foreign_file{"\x89MCAP0\r\n"sv, "an MCAP file", "write its event topic as CSV, x,y,p,t"},
    foreign_file{"SQLite format 3\0"sv, "an SQLite database, as ROS 2 bags are",
                 "write its event topic as CSV, x,y,p,t"},
    foreign_file{"Event Stream"sv, "an Event Stream file", "convert it with faery, to EVT3 or CSV"},
    foreign_file{"MATLAB 5.0 MAT-file"sv, "a MATLAB file", export_events},
    foreign_file{"MATLAB 7.3 MAT-file"sv, "a MATLAB file", export_events},
    foreign_file{"\x1f\x8b\x08"sv, "packed with gzip", unpack},
    foreign_file{"PK\x03\x04"sv, "a zip archive (NumPy's .npz is one)", unpack},
    foreign_file{"BZh"sv, "packed with bzip2", unpack},
    foreign_file{"\xfd"
                 "7zXZ\0"sv,
                 "packed with xz", unpack},
    foreign_file{"\x28\xb5\x2f\xfd"sv, "packed with zstd", unpack},
    foreign_file{"\x04\x22\x4d\x18"sv, "packed with LZ4", unpack},
    foreign_file{"7z\xbc\xaf\x27\x1c"sv, "a 7-Zip archive", unpack},
    foreign_file{"Rar!\x1a\x07"sv, "a RAR archive", unpack},
    foreign_file{"ustar"sv, "a tar archive", unpack, 257},
    foreign_file{"version https://git-lfs.github.com/"sv, "a Git LFS pointer, not the recording",
                 "fetch that with git lfs pull"},
    foreign_file{"\x89PNG\r\n\x1a\n"sv, "a PNG picture", no_recording},
    foreign_file{"\xff\xd8\xff"sv, "a JPEG picture", no_recording},
    foreign_file{"GIF8"sv, "a GIF picture", no_recording},
    foreign_file{"%PDF-"sv, "a PDF document", no_recording},
    foreign_file{"AVI "sv, "an AVI video", no_recording, 8},
    foreign_file{"ftyp"sv, "an MP4 video", no_recording, 4},
    foreign_file{"\x1a\x45\xdf\xa3"sv, "a Matroska video", no_recording},
    foreign_file{"\x7f"
                 "ELF"sv,
                 "a program", no_recording}};

[[nodiscard]] constexpr auto is_blank_or_end(char c) noexcept -> bool {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// Whether `text` begins with `lower` behind blanks, in any case.
[[nodiscard]] constexpr auto begins_like(std::string_view text, std::string_view lower) noexcept
    -> bool {
  while (!text.empty() && is_blank_or_end(text.front())) text.remove_prefix(1);
  if (text.size() < lower.size()) return false;
  for (std::size_t i = 0; i != lower.size(); ++i) {
    char const c =
        text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
    if (c != lower[i]) return false;
  }
  return true;
}

[[nodiscard]] constexpr auto is_text(std::string_view bytes) noexcept -> bool {
  for (char const c : bytes) {
    auto const byte = static_cast<unsigned char>(c);
    if (byte < 0x20 && !is_blank_or_end(c) && c != '\f') return false;
    if (byte == 0x7f || byte >= 0xf8) return false;  // the latter in no UTF-8
  }
  return true;
}

/// N-MNIST's records: x, y, polarity and 23 bits of time, big-endian, without jumps.
[[nodiscard]] constexpr auto is_five_byte_events(std::string_view bytes) noexcept -> bool {
  constexpr std::size_t size = 5;
  if (bytes.size() < 4 * size) return false;
  constexpr std::uint32_t second = 1'000'000;
  std::uint32_t last = 0;
  std::size_t jumps = 0;
  std::size_t stays = 0;
  std::size_t records = 0;
  for (std::size_t at = 0; at + size <= bytes.size(); at += size, ++records) {
    auto const byte = [&](std::size_t i) {
      return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i]));
    };
    auto const t = (byte(2) & 0x7FU) << 16U | byte(3) << 8U | byte(4);
    if (records != 0 && (t > last + second || last > t + second)) ++jumps;
    if (records != 0 && t == last) ++stays;
    last = t;
  }
  return 20 * jumps <= records && 2 * stays <= records;
}

/// A few bytes as "89 48 44".
[[nodiscard]] inline auto in_hexadecimal(std::string_view bytes) -> std::string {
  constexpr auto digits = "0123456789abcdef"sv;
  std::string text;
  for (char const c : bytes.substr(0, 8)) {
    auto const byte = static_cast<unsigned char>(c);
    if (!text.empty()) text += ' ';
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

/// In quotes.
[[nodiscard]] inline auto first_line(std::string_view text) -> std::string {
  while (!text.empty() && is_blank_or_end(text.front())) text.remove_prefix(1);
  return csv::quoted(text.substr(0, text.find_first_of("\r\n")));
}

/// A network, passed where the recording belongs: ONNX's version, and who wrote it.
[[nodiscard]] inline auto is_onnx(std::string_view start) -> bool {
  if (start.size() < 5 || start[0] != '\x08' || start[2] != '\x12') return false;
  auto const size = static_cast<unsigned char>(start[3]);
  auto const writer = start.substr(4, size);
  return size > 2 && writer.size() == size && is_text(writer);
}

/// Behind a header like RAW's stand the type of the events and their size, 8.
[[nodiscard]] inline auto is_dat(std::string_view start) -> bool {
  auto const header = parse_raw_header(start);
  if (header.value("Data").starts_with("file containing")) return true;
  auto const body = start.substr(header.text.size());
  return !header.value("Version").empty() && body.size() > 1 && body[1] == '\x08';
}

[[nodiscard]] inline auto not_read(std::string_view name, std::string_view advice) -> std::string {
  return "is " + std::string{name} + ", which is not read: " + std::string{advice};
}

}  // namespace detail

/// What a file with this start (64 KiB, or all of it) is without a doubt, as the end of an error
/// that begins with its name; "" where there is a doubt.
[[nodiscard]] inline auto name_foreign_file(std::string_view start) -> std::string {
  using namespace detail;
  for (auto const& each : foreign_files) {
    if (start.size() > each.offset && start.substr(each.offset).starts_with(each.begins)) {
      return not_read(each.name, each.advice);
    }
  }
  if (begins_like(start, "<!doctype html") || begins_like(start, "<html")) {
    return not_read("an HTML page, not the recording", "download the file that it links to");
  }
  if (begins_like(start, "<?xml")) return not_read("XML", no_recording);
  if (is_onnx(start)) return not_read("an ONNX network", no_recording);
  if (is_dat(start))
    return not_read("a DAT file", "convert it with metavision_file_to_csv or faery");
  if (!start.empty() && start.find_first_not_of('\0') == start.npos) {
    return "holds zeros only: a download that did not finish?";
  }
  constexpr auto aedat = "#!AER-DAT4.0\r\n"sv;
  if (start.size() < aedat.size() && start.size() > 1 && aedat.starts_with(start)) {
    return "ends within its first line: a download that did not finish?";
  }
  return {};
}

/// The same of a file that no format has recognised, with what it may be.
[[nodiscard]] inline auto describe_unknown_file(std::string_view start) -> std::string {
  using namespace detail;
  if (start.empty()) return "is empty: a download or a recording that did not finish?";
  if (auto const name = name_foreign_file(start); !name.empty()) return name;
  if (is_text(start)) {
    if (begins_like(start, "{") || begins_like(start, "[")) return not_read("JSON", export_events);
    return "is text, but no table of events that is known; its first line is " + first_line(start);
  }
  if (as_evt2_words(start).is_evt21()) {
    return not_read("EVT 2.1 without a header", "pass EVT 2.0 or EVT 3.0");
  }
  if (is_five_byte_events(start)) {
    return not_read("a file of five-byte events, as N-MNIST has them",
                    "write them as CSV, x,y,p,t");
  }
  return "is no known format (its first bytes are " + in_hexadecimal(start) + ")";
}

}  // namespace saccade::host
