// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Where the packets of AEDAT 4.0 begin and end, also in a damaged file.

#include <saccade/detail/little_endian.hpp>
#include <saccade/io/aedat4/header.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace saccade::host {

/// What stands next in a file.
struct aedat4_found {
  enum class kind : std::uint8_t {
    nothing,  ///< more bytes are needed, or there are none
    packet,
    damage,  ///< bytes in no packet; behind them is one, or the end
    rest,    ///< what is left: the table of the file's packets, or damage, or the one and then it
    cut,     ///< the file ends within a packet
  };

  kind what{};
  std::uint64_t offset{};  ///< in the file
  std::uint64_t bytes{};   ///< of the damage or the rest; 0 where two packets overlap
  bool known{};            ///< the damage is what reject() was called for
  std::int32_t stream{};
  std::span<std::byte const> body{};  ///< of a packet or the rest, valid until the next add()
};

/// A packet is an i32 stream, an i32 size and a body. It begins where the header lists the stream,
/// the size is within the limit and the body begins as the compression says. It ends where the
/// next one begins, where the table begins or at the file's end. Where none of these is so, its
/// size is not believed, and the next packet is searched for from its first byte on.
class aedat4_packets {
 public:
  /// `limit`: bytes of a body. That many are held, and what one add() brings.
  explicit aedat4_packets(std::size_t limit) : limit_{limit} {}

  /// Behind the header, which ends at `offset`.
  void start(aedat4_header const& header, std::uint64_t offset) {
    types_.clear();
    for (auto const& s : header.streams) types_.push_back({s.number, s.type});
    magic_ = magic_of(header.compression);
    head_ = magic_.empty() ? plain_head : magic_.size();
    table_ = header.table_position > 0 ? static_cast<std::uint64_t>(header.table_position) : 0;
    base_ = at_ = from_ = offset;
  }

  void add(std::span<std::byte const> bytes) {
    forget();
    if (in_table_ && held_.size() >= limit_) {
      not_held_ += bytes.size();
      return;
    }
    auto const size = held_.size() + bytes.size();
    if (size > held_.capacity()) {
      auto const twice = 2 * held_.capacity();
      held_.reserve(std::max({size, wanted_ + bytes.size(), twice < limit_ ? twice : limit_}));
    }
    held_.insert(held_.end(), bytes.begin(), bytes.end());
  }

  /// There are no more bytes.
  void end() { ended_ = true; }

  auto next() -> aedat4_found {
    if (done_) return {};
    if (searching_) return search();
    if (in_table_) return table();
    auto const left = end_of_held() - at_;
    bool const enough = left >= header_bytes + head_;
    if (!enough && !ended_) return {};
    if (enough && begins_packet(at_)) return packet(left);
    if (left == 0) {
      done_ = true;
      return {};
    }
    if (at_ == table_) {
      in_table_ = true;
      from_ = at_;
      return table();
    }
    begin_search(from_, rejected_ ? last_ : at_, !enough);
    return search();
  }

  /// The packet found last does not hold what its size says.
  void reject() { rejected_ = true; }

 private:
  struct type {
    std::int32_t stream{};
    std::string identifier{};
  };

  static constexpr std::size_t header_bytes = 8;
  static constexpr std::size_t plain_head = 12;  ///< size, root and identifier

  static auto magic_of(aedat4_compression compression) -> std::string_view {
    using enum aedat4_compression;
    if (compression == none) return {};
    return compression == lz4 || compression == lz4_high ? "\x04\x22\x4D\x18" : "\x28\xB5\x2F\xFD";
  }

  [[nodiscard]] auto end_of_held() const -> std::uint64_t { return base_ + held_.size(); }

  [[nodiscard]] auto data(std::uint64_t at) const -> std::byte const* {
    return held_.data() + static_cast<std::size_t>(at - base_);
  }

  template <typename Int>
  [[nodiscard]] auto read(std::uint64_t at) const -> Int {
    return saccade::detail::little_endian<Int>(data(at));
  }

  [[nodiscard]] auto holds(std::uint64_t at, std::string_view text) const -> bool {
    return std::string_view{reinterpret_cast<char const*>(data(at)), text.size()} == text;
  }

  /// `header_bytes + head_` from `at` on are held.
  [[nodiscard]] auto begins_packet(std::uint64_t at) const -> bool {
    if (!holds(at + header_bytes, magic_)) return false;
    auto const size = read<std::uint32_t>(at + 4);
    constexpr std::uint32_t largest = 0x7FFF'FFFF;
    if (size < head_ || size > largest || size > limit_) return false;
    auto const stream = read<std::int32_t>(at);
    for (auto const& t : types_) {
      if (t.stream != stream) continue;
      return !magic_.empty() ||
             (read<std::uint32_t>(at + header_bytes) == size - 4 &&
              (t.identifier.size() != 4 || holds(at + header_bytes + 8, t.identifier)));
    }
    return false;
  }

  auto packet(std::uint64_t left) -> aedat4_found {
    from_ = at_;  // the one before ends where it says
    rejected_ = false;
    auto const size = header_bytes + read<std::uint32_t>(at_ + 4);
    if (left < size) {
      wanted_ = size;
      if (!ended_) return {};
      begin_search(at_ + 1, at_, true);  // unless it is the size that is wrong
      return search();
    }
    aedat4_found const found{.what = aedat4_found::kind::packet,
                             .offset = at_,
                             .stream = read<std::int32_t>(at_),
                             .body = {data(at_ + header_bytes), size - header_bytes}};
    wanted_ = 0;
    last_ = at_;
    from_ = at_ + 1;
    at_ += size;
    return found;
  }

  auto table() -> aedat4_found {
    if (!ended_) return {};
    done_ = true;
    auto const held = end_of_held() - at_;
    return {.what = aedat4_found::kind::rest,
            .offset = at_,
            .bytes = held + not_held_,
            .body = {data(at_), static_cast<std::size_t>(held)}};
  }

  void begin_search(std::uint64_t from, std::uint64_t lost, bool is_cut) {
    searching_ = true;
    scanned_ = from;
    lost_ = lost;
    is_cut_ = is_cut;
    may_be_table_ =
        table_ != 0 && !is_cut && (magic_.empty() ? holds(at_ + 8, "FTAB") : holds(at_, magic_));
  }

  auto search() -> aedat4_found {
    for (; end_of_held() >= scanned_ + header_bytes + head_; ++scanned_) {
      if (!begins_packet(scanned_)) continue;
      at_ = from_ = scanned_;
      searching_ = false;
      return lost_up_to(scanned_);
    }
    if (!ended_) return {};
    done_ = true;
    auto const end = end_of_held();
    if (is_cut_) return {.what = aedat4_found::kind::cut, .offset = at_, .bytes = end - at_};
    auto found = lost_up_to(end);
    if (may_be_table_) {
      found.what = aedat4_found::kind::rest;
      found.body = {data(at_), static_cast<std::size_t>(end - at_)};
    }
    return found;
  }

  [[nodiscard]] auto lost_up_to(std::uint64_t position) const -> aedat4_found {
    return {.what = aedat4_found::kind::damage,
            .offset = lost_,
            .bytes = position > lost_ ? position - lost_ : 0,
            .known = rejected_};
  }

  /// Lets go of the bytes that are needed no more.
  void forget() {
    if (searching_ && may_be_table_ && end_of_held() - at_ > limit_) may_be_table_ = false;
    auto const keep = !searching_ ? from_ : may_be_table_ && at_ < scanned_ ? at_ : scanned_;
    held_.erase(held_.begin(), held_.begin() + static_cast<std::ptrdiff_t>(keep - base_));
    base_ = keep;
  }

  std::size_t limit_;
  std::vector<type> types_{};
  std::string_view magic_{};  ///< "" without compression
  std::size_t head_{};        ///< bytes of a body that tell whether it is one
  std::uint64_t table_{};     ///< 0: none

  // Positions in the file.
  std::vector<std::byte> held_{};
  std::uint64_t base_{};      ///< of what is held
  std::uint64_t at_{};        ///< where a packet should begin
  std::uint64_t last_{};      ///< where the one before began
  std::uint64_t from_{};      ///< where to search for one if none begins at `at_`
  std::uint64_t scanned_{};   ///< up to which none has been found
  std::uint64_t lost_{};      ///< where the damage begins
  std::size_t wanted_{};      ///< bytes of the packet that has begun
  std::uint64_t not_held_{};  ///< bytes of the rest
  bool searching_{};
  bool in_table_{};
  bool rejected_{};
  bool is_cut_{};
  bool may_be_table_{};
  bool ended_{};
  bool done_{};
};

}  // namespace saccade::host
