// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What a file format is to a recording: a type, in a file of its own, in a list. What names it,
/// recognises it, decodes it and, where there is one, writes it stands there and nowhere else.

#include <saccade/decode/delivery.hpp>
#include <saccade/geometry.hpp>
#include <saccade/io/recorded_stream.hpp>
#include <saccade/status.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace saccade::host {

/// A format's name, as it stands on a command line: a value that any list of formats understands.
class recording_format {
 public:
  explicit constexpr recording_format(std::string_view name) noexcept : name_{name} {}

  [[nodiscard]] constexpr auto name() const noexcept -> std::string_view { return name_; }

  friend constexpr auto operator==(recording_format, recording_format) -> bool = default;

  static recording_format const evt2;
  static recording_format const evt3;
  static recording_format const aedat4;
  static recording_format const csv;

 private:
  std::string_view name_;
};

inline constexpr recording_format recording_format::evt2{"evt2"};
inline constexpr recording_format recording_format::evt3{"evt3"};
inline constexpr recording_format recording_format::aedat4{"aedat4"};
inline constexpr recording_format recording_format::csv{"csv"};

[[nodiscard]] constexpr auto name(recording_format format) noexcept -> std::string_view {
  return format.name();
}

/// What a caller knows of a recording that its file may not say, and how it is to be read.
struct recording_options {
  std::optional<recording_format> expected{};  ///< where the content does not say the format
  geometry sensor{};            ///< where the file does not state it; {0, 0}: unknown
  std::string columns{};        ///< of text: in which order, as in "t,x,y,p"
  std::string time_unit{};      ///< of text: s, ms, us or ns
  std::optional<int> stream{};  ///< of several in one file, its number
  std::size_t packet_limit{std::size_t{64} << 20U};  ///< bytes, packed or not; larger are dropped
  bool force{};                                      ///< read what looks like another format
};

/// The start of a file that is to be recognised.
struct file_start {
  std::string_view text{};                     ///< its first 64 KiB, or all of it
  std::string file{};                          ///< its name, for errors
  std::optional<recording_format> expected{};  ///< by the caller, where the content does not say it
  recording_options options{};
  /// The first so many bytes, or all there are; for what needs more than `text`.
  std::function<std::string_view(std::size_t)> first{};
};

/// What reading a recording came to.
struct read_report : decode_counters {
  std::string
      first_fault{};  ///< where and what, as in "line 3: 'a,b'"; "" where no decoder says it
  std::vector<recorded_stream> streams{};  ///< of a file that numbers them, with their counts
  std::uint64_t bytes{};                   ///< of the file, behind its header
  std::uint64_t changed_times{};  ///< that error_policy::clamp_time did not leave as they were
};

/// What a format knows of a file before its events are read.
struct recognised_file {
  geometry sensor{};     ///< {0, 0}: the file does not say
  std::uint64_t body{};  ///< where the decoder's bytes begin
  std::string remark{};  ///< what was taken for granted and the user should hear, in one line
  std::vector<recorded_stream> streams{};  ///< of a file that numbers them
};

/// `recognise` answers nothing for a file of another format and throws host::error for one of its
/// own that cannot be read. What make_decoder() makes decodes from `body` on; where it has a
/// first_fault(), a string, or streams(), they go into the report.
///
/// Where its decoder reads anything but words, `unreadable` names in the plural what counts as
/// unknown_words. Where it can be written there is a `writer_type`, made from a std::ostream& and
/// the sensor's size, with `write(event)` and `write(trigger)`, which answer an encode_status, and
/// `finish()`.
template <typename F>
concept file_format = requires(file_start const& start, decoder_options const& options,
                               recording_options const& of_file) {
  { F::format } -> std::convertible_to<recording_format>;
  { F::title } -> std::convertible_to<std::string_view>;      ///< as a sentence names it
  { F::extension } -> std::convertible_to<std::string_view>;  ///< of files, without the dot
  { F::recognise(start) } -> std::same_as<std::optional<recognised_file>>;
  typename F::decoder_type;
  { F::make_decoder(options, of_file) } -> std::same_as<typename F::decoder_type>;
};

template <typename F>
concept writable_format = file_format<F> && requires { typename F::writer_type; };

/// Whether a file without a header can be one, if the caller says so. Where it has a
/// `judge(start)`, that says whether it holds() and, as text(), what speaks against it.
template <typename F>
concept headerless_format = file_format<F> && requires { requires F::may_lack_header; };

/// Whether a file's triggers come apart from its events, not in the order of time.
template <typename F>
concept triggers_apart = file_format<F> && requires { requires F::triggers_come_apart; };

/// Joined as in "evt2, evt3 or csv".
[[nodiscard]] inline auto alternatives(std::span<std::string const> names) -> std::string {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i != 0) text += i + 1 == names.size() ? " or " : ", ";
    text += names[i];
  }
  return text;
}

/// A list of formats, tried in this order.
template <file_format... F>
struct formats {
  template <file_format... More>
  using with = formats<F..., More...>;

  static constexpr std::array<std::string_view, sizeof...(F)> names{F::format.name()...};

  /// Calls `visit.template operator()<Format>()` for each.
  template <typename Visit>
  static constexpr void for_each(Visit&& visit) {
    (visit.template operator()<F>(), ...);
  }

  /// Of the one called `wanted`, if there is one.
  template <typename Visit>
  static constexpr void visit_named(recording_format wanted, Visit&& visit) {
    static_cast<void>(((F::format == wanted && (visit.template operator()<F>(), true)) || ...));
  }

  [[nodiscard]] static constexpr auto named(std::string_view text) noexcept
      -> std::optional<recording_format> {
    for (auto const name : names) {
      if (name == text) return recording_format{name};
    }
    return {};
  }

  /// What a file with this extension is written as: the format of that name, else of those that
  /// have it the last.
  [[nodiscard]] static constexpr auto written_as(std::string_view extension) noexcept
      -> std::optional<recording_format> {
    std::optional<recording_format> by_name;
    std::optional<recording_format> by_extension;
    for_each([&]<typename Format>() {
      if (!writable_format<Format>) return;
      if (Format::format.name() == extension) by_name = Format::format;
      if (Format::extension == extension) by_extension = Format::format;
    });
    return by_name ? by_name : by_extension;
  }

  /// Those extensions, as in "raw, csv".
  [[nodiscard]] static auto extensions() -> std::string {
    std::string text;
    for_each([&]<typename Format>() {
      auto const extension = std::string{"."} + std::string{Format::extension};
      if (text.find(extension) == std::string::npos) text += (text.empty() ? "" : ", ") + extension;
    });
    return text;
  }

  /// The names of those that can be written.
  [[nodiscard]] static auto writable() -> std::vector<std::string> {
    return names_of([]<typename Format>() { return writable_format<Format>; });
  }

  /// The names of those that can be read without a header.
  [[nodiscard]] static auto headerless() -> std::vector<std::string> {
    return names_of([]<typename Format>() { return headerless_format<Format>; });
  }

  /// Of those, the ones that a file with this start may be.
  [[nodiscard]] static auto headerless(std::string_view start) -> std::vector<std::string> {
    return names_of([&]<typename Format>() {
      if constexpr (!headerless_format<Format>) {
        return false;
      } else if constexpr (requires { Format::judge(start); }) {
        return Format::judge(start).holds();
      } else {
        return true;
      }
    });
  }

 private:
  template <typename Wanted>
  [[nodiscard]] static auto names_of(Wanted wanted) -> std::vector<std::string> {
    std::vector<std::string> chosen;
    for_each([&]<typename Format>() {
      if (wanted.template operator()<Format>()) chosen.emplace_back(Format::format.name());
    });
    return chosen;
  }
};

}  // namespace saccade::host
