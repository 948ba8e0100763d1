// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Maps a sensor's pixels onto a smaller (or larger) picture, in integers.
///
/// The largest centred rectangle of the source that has the target's aspect is kept:
///   if source.width * target.height > source.height * target.width:
///     crop.width = source.height * target.width / target.height, crop.height = source.height
///   else
///     crop.width = source.width, crop.height = source.width * target.height / target.width
///   crop.left = (source.width - crop.width) / 2, crop.top = (source.height - crop.height) / 2
/// and a pixel (x, y) inside it becomes
///   ((x - crop.left) * target.width / crop.width, (y - crop.top) * target.height / crop.height)
/// where / is integer division, rounding down; a crop is at least one pixel wide and high.
/// Events outside the crop are dropped and counted; a sink that takes ticks still hears their time.
/// Times and polarities are not touched.

#include <saccade/event.hpp>
#include <saccade/geometry.hpp>

#include <concepts>
#include <cstdint>

namespace saccade {

/// A rectangle of sensor pixels.
struct crop {
  int left{};
  int top{};
  int width{};
  int height{};

  friend constexpr auto operator==(crop const&, crop const&) -> bool = default;
};

/// The largest centred rectangle of `source` with the aspect of `target`; empty if either is
/// unknown.
[[nodiscard]] constexpr auto centre_crop(geometry source, geometry target) noexcept -> crop {
  if (!source.known() || !target.known()) return {};
  auto const scaled = [](int length, int numerator, int denominator) {
    auto const value = static_cast<std::int64_t>(length) * numerator / denominator;
    return value > 0 ? static_cast<int>(value) : 1;
  };
  auto kept = source;
  if (static_cast<std::int64_t>(source.width) * target.height >
      static_cast<std::int64_t>(source.height) * target.width) {
    kept.width = scaled(source.height, target.width, target.height);
  } else {
    kept.height = scaled(source.width, target.height, target.width);
  }
  return {(source.width - kept.width) / 2, (source.height - kept.height) / 2, kept.width,
          kept.height};
}

/// What a rescale stage has dropped since its construction.
struct rescale_counters {
  std::uint64_t cropped{};       ///< inside the source, outside the crop
  std::uint64_t out_of_range{};  ///< outside the source

  [[nodiscard]] constexpr auto all() const noexcept -> std::uint64_t {
    return cropped + out_of_range;
  }

  friend constexpr auto operator==(rescale_counters const&, rescale_counters const&)
      -> bool = default;
};

namespace detail {

template <typename Sink>
constexpr void rescale_event(event const& e, geometry source, geometry target, crop kept,
                             rescale_counters& dropped, Sink& sink) {
  auto const column = e.x - kept.left;
  auto const row = e.y - kept.top;
  if (column < 0 || row < 0 || column >= kept.width || row >= kept.height) {
    ++(source.contains(e.x, e.y) ? dropped.cropped : dropped.out_of_range);
    pass_on({.t = e.t, .in_place_of_event = true}, sink);
    return;
  }
  // A uint16 coordinate times a target of at most 65536 fits.
  auto const scaled = [](int position, int to, int from) {
    return static_cast<std::uint16_t>(static_cast<std::uint32_t>(position) *
                                      static_cast<std::uint32_t>(to) /
                                      static_cast<std::uint32_t>(from));
  };
  sink(event{e.t, scaled(column, target.width, kept.width), scaled(row, target.height, kept.height),
             e.p});
}

}  // namespace detail

/// Sizes known at run time; at most 65536 in each direction. With an unknown source or target every
/// event counts as out of range.
class dynamic_rescale {
 public:
  constexpr dynamic_rescale(geometry source, geometry target) noexcept
      : source_{target.known() ? source : geometry{}},
        target_{target},
        kept_{centre_crop(source, target)} {}

  template <event_sink Sink>
  constexpr void push(event const& e, Sink&& sink) {
    detail::rescale_event(e, source_, target_, kept_, dropped_, sink);
  }
  template <event_sink Sink>
  constexpr void push(tick const& now, Sink&& sink) {
    pass_on(now, sink);
  }
  /// Nothing is held back.
  template <event_sink Sink>
  constexpr void finish(Sink&&) noexcept {}

  [[nodiscard]] constexpr auto kept() const noexcept -> crop { return kept_; }
  [[nodiscard]] constexpr auto target() const noexcept -> geometry { return target_; }
  [[nodiscard]] constexpr auto counters() const noexcept -> rescale_counters { return dropped_; }
  [[nodiscard]] constexpr auto dropped() const noexcept -> std::uint64_t { return dropped_.all(); }

 private:
  geometry source_;
  geometry target_;
  crop kept_;
  rescale_counters dropped_{};
};

/// Sizes as template arguments: the divisions become multiplications.
///   rescale<geometry{1280, 720}, geometry{128, 128}>
template <auto... Sizes>
class rescale {
  static_assert(sizeof...(Sizes) == SIZE_MAX,
                "saccade: rescale: takes the size of the source and that of the target: "
                "rescale<geometry{1280, 720}, geometry{128, 128}>");
};

template <geometry Source, geometry Target>
class rescale<Source, Target> {
  static_assert(Source.width > 0 && Source.height > 0,
                "saccade: rescale: the source has no pixels");
  static_assert(Target.width > 0 && Target.height > 0,
                "saccade: rescale: the target has no pixels");
  static_assert(Target.width <= 65536, "saccade: rescale: the target is too wide for an event");
  static_assert(Target.height <= 65536, "saccade: rescale: the target is too high for an event");

 public:
  static constexpr geometry source = Source;
  static constexpr geometry target = Target;
  static constexpr crop kept = centre_crop(source, target);

  template <event_sink Sink>
  constexpr void push(event const& e, Sink&& sink) {
    detail::rescale_event(e, source, target, kept, dropped_, sink);
  }
  template <event_sink Sink>
  constexpr void push(tick const& now, Sink&& sink) {
    pass_on(now, sink);
  }
  /// Nothing is held back.
  template <event_sink Sink>
  constexpr void finish(Sink&&) noexcept {}

  [[nodiscard]] constexpr auto counters() const noexcept -> rescale_counters { return dropped_; }
  [[nodiscard]] constexpr auto dropped() const noexcept -> std::uint64_t { return dropped_.all(); }

 private:
  rescale_counters dropped_{};
};

namespace detail {

/// Asked by a specialisation, because compilers say nothing of one that is deprecated itself.
template <auto... Numbers>
[[deprecated("write rescale<geometry{width, height}, geometry{width, height}>")]]
inline constexpr bool four_numbers = true;

}  // namespace detail

/// Deprecated: four numbers do not say which is the width, and beside voxel_grid<2, 5, height,
/// width> they are a trap.
template <std::integral auto SourceWidth, std::integral auto SourceHeight, std::integral auto Width,
          std::integral auto Height>
class rescale<SourceWidth, SourceHeight, Width, Height>
    : public rescale<geometry{SourceWidth, SourceHeight}, geometry{Width, Height}> {
  static_assert(detail::four_numbers<SourceWidth, SourceHeight, Width, Height>);
};

}  // namespace saccade
