// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// NumPy's .npy files, versions 1 to 3: written item by item, read whole.
/// Format: numpy.lib.format, "Format Version 1.0".

#include <saccade/detail/little_endian.hpp>
#include <saccade/io/error.hpp>
#include <saccade/io/input_file.hpp>
#include <saccade/io/output_file.hpp>

#include <bit>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <limits>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace saccade::host {

static_assert(std::endian::native == std::endian::little, "saccade: npy: big-endian hosts");

namespace detail {

template <typename T>
consteval auto npy_type() -> std::string_view {
  if constexpr (std::same_as<T, float>) return "<f4";
  if constexpr (std::same_as<T, double>) return "<f8";
  if constexpr (std::same_as<T, std::uint8_t>) return "|u1";
  if constexpr (std::same_as<T, std::int8_t>) return "|i1";
  if constexpr (std::same_as<T, std::uint16_t>) return "<u2";
  if constexpr (std::same_as<T, std::int32_t>) return "<i4";
  if constexpr (std::same_as<T, std::uint32_t>) return "<u4";
  if constexpr (std::same_as<T, std::int64_t>) return "<i8";
  if constexpr (std::same_as<T, std::uint64_t>) return "<u8";
  return {};
}

[[nodiscard]] inline auto npy_dictionary(std::string_view type, std::uint64_t items,
                                         std::span<std::size_t const> item_shape) -> std::string {
  std::string text = "{'descr': '";
  text.append(type).append("', 'fortran_order': False, 'shape': (");
  text.append(std::to_string(items)).append(",");
  for (auto length : item_shape) text.append(" ").append(std::to_string(length)).append(",");
  return text.append("), }");
}

/// The value after `'key':` in a header's dictionary.
[[nodiscard]] inline auto npy_value(std::string_view dictionary, std::string_view key)
    -> std::string_view {
  std::string quoted = "'";
  quoted.append(key).append("':");
  auto const at = dictionary.find(quoted);
  if (at == std::string_view::npos) return {};
  auto value = dictionary.substr(at + quoted.size());
  auto const first = value.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  value.remove_prefix(first);
  auto const end = value.starts_with('(') ? value.find(')') : value.find_first_of(",}");
  return value.substr(0, end);
}

}  // namespace detail

template <typename T>
concept npy_element = !detail::npy_type<T>().empty();

/// Writes an array of shape [items, item_shape...] without knowing the number of items beforehand.
/// Until finish() the file says that it holds none.
template <npy_element T>
class npy_writer {
 public:
  npy_writer(std::filesystem::path const& path, std::vector<std::size_t> item_shape)
      : name_{path.string()}, target_{path}, item_shape_{std::move(item_shape)} {
    for (auto length : item_shape_) item_size_ *= length;
    if (!target_.can_seek()) {
      throw error{target_.name(), "cannot go back to the array's length at its start, name a file"};
    }
    write_header();
  }

  /// Appends one item.
  void write(std::span<T const> item) {
    if (item.size() != item_size_) throw error{name_, "an item of the wrong size"};
    file_.write(reinterpret_cast<char const*>(item.data()),
                static_cast<std::streamsize>(item.size_bytes()));
    ++items_;
    last_is_hole_ = false;
  }

  /// Appends `count` items of zeros; they take no time, and no disk where files may have holes.
  void write_zeros(std::uint64_t count) {
    auto const bytes = item_size_ * sizeof(T);
    if (count == 0) return;
    auto const limit = static_cast<std::uint64_t>(std::numeric_limits<std::streamoff>::max());
    if (bytes > 0 && count > (limit - static_cast<std::uint64_t>(file_.tellp())) / bytes) {
      throw error{name_, std::to_string(count) + " empty items do not fit in a file"};
    }
    file_.seekp(static_cast<std::streamoff>(count * bytes), std::ios::cur);
    if (!file_) throw error{name_, "cannot be written (too large for this file system?)"};
    items_ += count;
    last_is_hole_ = true;
  }

  /// Completes the file.
  void finish() {
    if (last_is_hole_ && item_size_ > 0) {
      file_.seekp(-1, std::ios::cur);
      file_.put('\0');
    }
    file_.seekp(0);
    write_header();
    target_.commit();
  }

  [[nodiscard]] auto items() const noexcept -> std::uint64_t { return items_; }

 private:
  void write_header() {
    constexpr std::size_t prefix = 10;
    auto const type = detail::npy_type<T>();
    auto const longest = detail::npy_dictionary(type, UINT64_MAX, item_shape_).size() + prefix + 1;
    auto const total = (longest + 63) / 64 * 64;
    if (total - prefix > UINT16_MAX) throw error{name_, "a shape of too many dimensions"};
    auto text = detail::npy_dictionary(type, items_, item_shape_);
    text.append(total - prefix - 1 - text.size(), ' ');
    text += '\n';
    char const start[prefix] = {'\x93',
                                'N',
                                'U',
                                'M',
                                'P',
                                'Y',
                                1,
                                0,
                                static_cast<char>(text.size() & 0xFF),
                                static_cast<char>(text.size() >> 8)};
    file_.write(start, prefix);
    file_.write(text.data(), static_cast<std::streamsize>(text.size()));
  }

  std::string name_;
  output_file target_;
  std::ostream& file_{target_.stream()};
  std::vector<std::size_t> item_shape_;
  std::size_t item_size_{1};
  std::uint64_t items_{};
  bool last_is_hole_{};
};

template <npy_element T>
struct npy_array {
  std::vector<std::size_t> shape;
  std::vector<T> values;  ///< in C order
};

/// Reads a whole file of elements `T` in C order.
template <npy_element T>
[[nodiscard]] auto read_npy(std::filesystem::path const& path) -> npy_array<T> {
  auto const name = path.string();
  std::ifstream file{path, std::ios::binary};
  if (!file) throw error{name, "cannot be opened: " + system_reason()};
  std::error_code unknown;
  auto const file_size = std::filesystem::file_size(path, unknown);
  if (unknown) throw error{name, "is not an ordinary file"};

  unsigned char start[12]{};
  file.read(reinterpret_cast<char*>(start), 8);
  if (!file || std::string_view{reinterpret_cast<char const*>(start), 6} != "\x93NUMPY" ||
      start[6] < 1 || start[6] > 3) {
    throw error{name, "is not a .npy file of version 1, 2 or 3"};
  }
  std::size_t const width = start[6] == 1 ? 2 : 4;
  file.read(reinterpret_cast<char*>(start + 8), static_cast<std::streamsize>(width));
  std::uint64_t const header_size = saccade::detail::little_endian(start + 8, width);
  std::uint64_t const offset = 8 + width + header_size;
  if (!file || offset > file_size) throw error{name, "ends within its header"};
  std::string header(static_cast<std::size_t>(header_size), '\0');
  file.read(header.data(), static_cast<std::streamsize>(header_size));

  auto type = detail::npy_value(header, "descr");
  if (type.size() >= 2) type = type.substr(1, type.size() - 2);
  if (type != detail::npy_type<T>()) {
    std::string what = "holds '";
    throw error{name,
                what.append(type).append("', expected '").append(detail::npy_type<T>()) + "'"};
  }
  if (!detail::npy_value(header, "fortran_order").starts_with("False")) {
    throw error{name, "is not in C order"};
  }
  auto lengths = detail::npy_value(header, "shape");
  if (!lengths.starts_with('(')) throw error{name, "has no shape"};
  lengths.remove_prefix(1);

  npy_array<T> array;
  std::uint64_t count = 1;
  while (true) {
    auto const digit = lengths.find_first_not_of(", ");
    if (digit == std::string_view::npos) break;
    lengths.remove_prefix(digit);
    std::uint64_t length = 0;
    auto const [end, fault] =
        std::from_chars(lengths.data(), lengths.data() + lengths.size(), length);
    if (fault != std::errc{}) throw error{name, "has a shape that is not a list of lengths"};
    lengths.remove_prefix(static_cast<std::size_t>(end - lengths.data()));
    count = length != 0 && count > UINT64_MAX / length ? UINT64_MAX : count * length;
    array.shape.push_back(static_cast<std::size_t>(length));
  }
  if (count > (file_size - offset) / sizeof(T)) throw error{name, "is shorter than its shape"};
  array.values.resize(static_cast<std::size_t>(count));
  file.read(reinterpret_cast<char*>(array.values.data()),
            static_cast<std::streamsize>(count * sizeof(T)));
  if (!file) throw error{name, "cannot be read"};
  return array;
}

}  // namespace saccade::host
