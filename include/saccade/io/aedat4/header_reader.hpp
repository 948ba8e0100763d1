// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/io/aedat4/header.hpp>
#include <saccade/io/flatbuffer.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace saccade::host {

inline constexpr std::string_view aedat4_magic = "#!AER-DAT4.0\r\n";

/// Takes the first line and the header from the start of a file that is cut into chunks.
class aedat4_header_reader {
 public:
  /// Answers how many of the bytes were still the header's: fewer than all where it has ended, or
  /// where there is a fault.
  auto push(std::span<std::byte const> bytes) -> std::size_t {
    std::size_t taken = 0;
    while (!done()) {
      auto const missing = end_ - held_.size();
      auto const part = bytes.subspan(taken);
      auto const size = part.size() < missing ? part.size() : missing;
      held_.insert(held_.end(), part.begin(), part.begin() + static_cast<std::ptrdiff_t>(size));
      taken += size;
      if (held_.size() != end_) break;
      next_part();
    }
    return taken;
  }

  /// Whether it needs no more bytes.
  [[nodiscard]] auto done() const -> bool { return header_ || !fault_.empty(); }

  [[nodiscard]] auto header() const noexcept -> std::optional<aedat4_header> const& {
    return header_;
  }

  /// What is wrong with it, behind "the header"; "" if nothing is yet.
  [[nodiscard]] auto fault() const noexcept -> std::string const& { return fault_; }

  /// Of bytes taken.
  [[nodiscard]] auto size() const noexcept -> std::size_t { return held_.size(); }

  /// Of bytes that it has, as far as that is known.
  [[nodiscard]] auto expected_size() const noexcept -> std::size_t { return end_; }

 private:
  static constexpr std::size_t size_end = aedat4_magic.size() + 4;
  static constexpr std::uint32_t limit = 1U << 24U;

  void next_part() {
    auto const behind_magic = std::span{std::as_const(held_)}.subspan(aedat4_magic.size());
    if (end_ == aedat4_magic.size()) {
      std::string_view const line{reinterpret_cast<char const*>(held_.data()), held_.size()};
      if (line != aedat4_magic) fault_ = "does not begin as AEDAT 4.0 does";
      end_ = size_end;
    } else if (end_ == size_end) {
      auto const size = flatbuffer{behind_magic}.read<std::uint32_t>(0).value_or(0);
      if (size == 0 || size > limit) {
        fault_ = "states a length of " + std::to_string(size) + " bytes";
      }
      end_ += size;
    } else {
      auto result = parse_aedat4_header(behind_magic);
      header_ = std::move(result.header);
      fault_ = std::move(result.fault);
    }
  }

  std::vector<std::byte> held_{};
  std::size_t end_{aedat4_magic.size()};  ///< of the part that is read
  std::optional<aedat4_header> header_{};
  std::string fault_{};
};

}  // namespace saccade::host
