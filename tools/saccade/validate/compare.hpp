// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Where two engines differ, tensor by tensor and logit by logit.

#include "validate/results.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

namespace saccade::host::validate {

/// Of one tensor or one logit over all windows.
struct difference {
  std::string name{};
  std::size_t elements{};
  std::size_t different{};
  std::int64_t largest{};      ///< in steps of the quantised value
  std::size_t first_window{};  ///< that has one; meaningless where there is none
};

/// How far an engine may be off that rounds elsewhere.
struct tolerance {
  std::int64_t step = 1;
  double share = 0.001;  ///< of a tensor's elements
  double lead = 0.02;    ///< of a class that is not the other's, in deviations of the logits
};

class comparison {
 public:
  /// Both have the same tensors in the same order.
  comparison(results const& first, results const& second, std::size_t classes)
      : windows_{first.logits.size() / classes} {
    for (std::size_t i = 0; i < first.tensors.size(); ++i) {
      auto const& a = first.tensors[i];
      tensors_.push_back({.name = a.name, .elements = a.elements.size()});
      for (std::size_t k = 0; k < a.elements.size(); ++k) {
        count(tensors_.back(), a.elements[k], second.tensors[i].elements[k], k / a.size.size());
      }
    }
    for (std::size_t c = 0; c < classes; ++c) {
      logits_.push_back({.name = "logit " + std::to_string(c), .elements = windows_});
    }
    for (std::size_t k = 0; k < first.logits.size(); ++k) {
      count(logits_[k % classes], first.logits[k], second.logits[k], k / classes);
    }
    deviation_ = standard_deviation(first.logits);
    for (std::size_t window = 0; window < windows_; ++window) {
      judge({first.logits.data() + window * classes, classes},
            {second.logits.data() + window * classes, classes});
    }
  }

  [[nodiscard]] auto tensors() const noexcept -> std::span<difference const> { return tensors_; }
  [[nodiscard]] auto logits() const noexcept -> std::span<difference const> { return logits_; }

  /// Windows in which another class is the largest.
  [[nodiscard]] auto other_class() const noexcept -> std::size_t { return other_class_; }

  /// How far the first engine's class was ahead in them at most, in standard deviations of its
  /// logits.
  [[nodiscard]] auto largest_lead() const noexcept -> double {
    return largest_lead_ > 0 ? largest_lead_ / deviation_ : 0;
  }

  [[nodiscard]] auto equal() const noexcept -> bool {
    return first_divergent() == nullptr &&
           std::ranges::all_of(logits_, [](auto const& logit) { return logit.different == 0; });
  }

  [[nodiscard]] auto within(tolerance const& allowed) const noexcept -> bool {
    return largest_lead() <= allowed.lead && std::ranges::all_of(tensors_, [&](auto const& tensor) {
             return tensor.largest <= allowed.step &&
                    static_cast<double>(tensor.different) <=
                        allowed.share * static_cast<double>(tensor.elements);
           });
  }

  /// The first tensor in execution order that differs; null where all are equal.
  [[nodiscard]] auto first_divergent() const noexcept -> difference const* {
    auto const found =
        std::ranges::find_if(tensors_, [](auto const& tensor) { return tensor.different != 0; });
    return found == tensors_.end() ? nullptr : &*found;
  }

 private:
  static void count(difference& d, std::int64_t a, std::int64_t b, std::size_t window) {
    if (a == b) return;
    if (d.different == 0) d.first_window = window;
    ++d.different;
    d.largest = std::max(d.largest, std::abs(a - b));
  }

  [[nodiscard]] static auto standard_deviation(std::span<std::int32_t const> values) -> double {
    double sum = 0;
    double squares = 0;
    for (double const value : values) {
      sum += value;
      squares += value * value;
    }
    auto const count = static_cast<double>(values.size());
    return std::sqrt(std::max(0.0, squares / count - sum / count * (sum / count)));
  }

  void judge(std::span<std::int32_t const> first, std::span<std::int32_t const> second) {
    auto const a = std::ranges::max_element(first) - first.begin();
    auto const b = std::ranges::max_element(second) - second.begin();
    if (a == b) return;
    ++other_class_;
    auto const lead = static_cast<double>(first[static_cast<std::size_t>(a)]) -
                      static_cast<double>(first[static_cast<std::size_t>(b)]);
    largest_lead_ = std::max(largest_lead_, lead);
  }

  std::vector<difference> tensors_{};
  std::vector<difference> logits_{};
  std::size_t windows_;
  std::size_t other_class_{};
  double largest_lead_{};
  double deviation_{};
};

}  // namespace saccade::host::validate
