// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// How often a network is right: per window, and by majority over each whole second.

#include <saccade/event.hpp>
#include "run/classify.hpp"
#include "run/label_file.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace saccade::host {

/// The class with the most votes, the first of equals; none without a vote.
[[nodiscard]] inline auto majority(std::span<std::uint64_t const> votes)
    -> std::optional<std::size_t> {
  auto const most = std::ranges::max_element(votes);
  if (most == votes.end() || *most == 0) return std::nullopt;
  return static_cast<std::size_t>(most - votes.begin());
}

/// Right among those that got a class; those with too few events for one are counted apart.
struct tally {
  std::uint64_t classified{};
  std::uint64_t right{};
  std::uint64_t too_few{};

  void add(bool has_class, bool is_right, std::uint64_t count = 1) noexcept {
    (has_class ? classified : too_few) += count;
    if (has_class && is_right) right += count;
  }

  [[nodiscard]] auto labelled() const noexcept -> std::uint64_t { return classified + too_few; }

  auto operator+=(tally const& other) noexcept -> tally& {
    classified += other.classified;
    right += other.right;
    too_few += other.too_few;
    return *this;
  }

  friend auto operator==(tally const&, tally const&) -> bool = default;
};

struct score {
  tally windows{};
  tally seconds{};

  auto operator+=(score const& other) noexcept -> score& {
    windows += other.windows;
    seconds += other.seconds;
    return *this;
  }

  friend auto operator==(score const&, score const&) -> bool = default;
};

/// Windows in a second, 0 where it is not a whole number of them. `window_us` > 0.
[[nodiscard]] constexpr auto windows_per_second(std::int64_t window_us) noexcept -> std::uint64_t {
  constexpr std::int64_t second = 1'000'000;
  return second % window_us == 0 ? static_cast<std::uint64_t>(second / window_us) : 0;
}

/// Compares a recording's windows, in order, with its labels. The last one is left out, as the
/// recording's end cuts it short. A second is windows_per_second() consecutive windows of one span,
/// counted from its first window; what is left at its end casts no vote.
class scorer {
 public:
  /// `classes` > each label. `window_us` > 0 as in classify().
  scorer(std::vector<labelled_span> spans, std::int64_t window_us, std::size_t classes)
      : spans_{std::move(spans)},
        length_{static_cast<std::uint64_t>(window_us)},
        per_second_{windows_per_second(window_us)},
        votes_(classes) {}

  void operator()(classified_window const& w) {
    count(held_.start, held_.windows, held_.best);
    held_ = {w.start, w.windows, w.best.value_or(no_class)};
  }

  /// The score once the last window has been passed on.
  [[nodiscard]] auto finish() -> score const& {
    if (held_.windows > 0) count(held_.start, held_.windows - 1, held_.best);
    held_.windows = 0;
    return score_;
  }

 private:
  static constexpr auto no_class = std::numeric_limits<std::size_t>::max();

  struct answered {
    timestamp_us start{};
    std::uint64_t windows{};
    std::size_t best{};
  };

  void count(timestamp_us start, std::uint64_t windows, std::size_t best) {
    while (windows > 0) {
      auto const same = label_of(spans_, start, static_cast<std::int64_t>(length_), windows);
      if (same.label) score_.windows.add(best != no_class, best == *same.label, same.count);
      if (!same.label || same.span != span_) begin_second();
      span_ = same.span;
      if (same.label && per_second_ > 0) vote(best, *same.label, same.count);
      windows -= same.count;
      start = static_cast<timestamp_us>(static_cast<std::uint64_t>(start) + same.count * length_);
    }
  }

  void begin_second() {
    std::ranges::fill(votes_, 0);
    voters_ = 0;
  }

  void vote(std::size_t best, std::size_t truth, std::uint64_t windows) {
    while (windows > 0) {
      if (voters_ == 0 && windows >= per_second_) {  // a long run is many equal seconds
        score_.seconds.add(best != no_class, best == truth, windows / per_second_);
        windows %= per_second_;
        continue;
      }
      auto const more = std::min(windows, per_second_ - voters_);
      if (best != no_class) votes_[best] += more;
      voters_ += more;
      windows -= more;
      if (voters_ < per_second_) return;
      auto const most = majority(votes_);
      score_.seconds.add(most.has_value(), most == truth);
      begin_second();
    }
  }

  std::vector<labelled_span> spans_;
  std::uint64_t length_;
  std::uint64_t per_second_;
  std::vector<std::uint64_t> votes_;  ///< per class, of the second that has begun
  std::uint64_t voters_{};            ///< its windows so far, also those without a class
  std::size_t span_{};
  answered held_{};  ///< one behind, until it is not the last
  score score_{};
};

}  // namespace saccade::host
