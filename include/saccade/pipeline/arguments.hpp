// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Which argument of a pipeline is which, and one line about the first that is something else.

#include <saccade/represent/grid_format.hpp>
#include <saccade/stage/decoder.hpp>
#include <saccade/stage/filter.hpp>
#include <saccade/stage/flow.hpp>
#include <saccade/stage/front.hpp>
#include <saccade/stage/representation.hpp>
#include <saccade/stage/windower.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>

namespace saccade {

enum class argument_fault : std::uint8_t {
  none,
  too_few,
  decoder,
  model,
  front,
  windower,
  length,
  filter,
  unconstructed,
};

/// Its name in the compiler's message is the report: what is wrong, with which argument, counted
/// from 1, and what was given there.
template <argument_fault What, std::size_t Argument, typename Given>
struct pipeline_argument {
  template <argument_fault Other>
  static constexpr bool free_of = What != Other;
  static constexpr bool reported = true;

  static_assert(free_of<argument_fault::too_few>,
                "saccade: pipeline: needs a decoder, filters or none, a windower, a representation "
                "or a front, and a model, in this order");
  static_assert(free_of<argument_fault::decoder>,
                "saccade: pipeline: the first argument must be a decoder");
  static_assert(free_of<argument_fault::model>,
                "saccade: pipeline: the last argument must be a model");
  static_assert(free_of<argument_fault::front>,
                "saccade: pipeline: the last argument but one must be a representation or a front");
  static_assert(free_of<argument_fault::windower>,
                "saccade: pipeline: the last argument but two must be a windower");
  static_assert(free_of<argument_fault::length>,
                "saccade: pipeline: the windower's type must say how long its windows are");
  static_assert(free_of<argument_fault::filter>,
                "saccade: pipeline: what is between the decoder and the windower must be filters");
  static_assert(free_of<argument_fault::unconstructed>,
                "saccade: pipeline: a stage must be default-constructible: its type says all that "
                "it needs");
};

namespace detail {

struct argument_verdict {
  argument_fault what{};
  std::size_t argument{};  ///< counted from 1; 0: none in particular
};

/// Also one that does not compile, and has said why.
template <typename M>
concept network_model = requires {
  typename M::arena;
  typename M::scratch;
  { M::is_sound } -> std::convertible_to<bool>;
  { M::input_format } -> std::convertible_to<grid_format>;
  { M::classes } -> std::convertible_to<std::size_t>;
};

template <typename F>
concept front_or_representation = front<F> || representation<F>;

template <typename... Stages>
[[nodiscard]] consteval auto check_arguments() -> argument_verdict {
  using enum argument_fault;
  constexpr std::size_t count = sizeof...(Stages);
  if constexpr (count < 4) {
    return {too_few, 0};
  } else {
    using all = std::tuple<Stages...>;
    using windows = std::tuple_element_t<count - 3, all>;
    using last = std::tuple_element_t<count - 1, all>;
    if (!saccade::decoder<std::tuple_element_t<0, all>>) return {decoder, 1};
    if (!network_model<last>) return {model, count};
    if (!front_or_representation<std::tuple_element_t<count - 2, all>>) return {front, count - 1};
    if (!saccade::windower<windows>) return {windower, count - 2};
    if (!fixed_windower<windows>) return {length, count - 2};
    if (!std::default_initializable<windows>) return {unconstructed, count - 2};
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      argument_verdict found{};
      [[maybe_unused]] auto const look = [&]<typename F>(std::type_identity<F>,
                                                         std::size_t argument) {
        if (found.what != none) return;
        if (!saccade::filter<F>) found = {filter, argument};
        if (saccade::filter<F> && !std::default_initializable<F>) found = {unconstructed, argument};
      };
      (look(std::type_identity<std::tuple_element_t<I + 1, all>>{}, I + 2), ...);
      return found;
    }(std::make_index_sequence<count - 4>{});
  }
}

/// A base that makes a model say what is wrong with it before a concept asks: there clang takes the
/// answer for another error.
template <typename... Stages>
struct complete {
  static_assert(((sizeof(Stages) != 0) && ...));
};

template <std::size_t Argument, typename... Stages>
struct given_argument : std::tuple_element<Argument - 1, std::tuple<Stages...>> {};
template <typename... Stages>
struct given_argument<0, Stages...> : std::type_identity<void> {};

/// Where there is no filter.
struct no_filter {
  template <event_sink Sink>
  constexpr void push(event const& e, Sink&& sink) {
    sink(e);
  }
  template <event_sink Sink>
  constexpr void push(tick const& now, Sink&& sink) {
    pass_on(now, sink);
  }
  template <event_sink Sink>
  constexpr void finish(Sink&&) noexcept {}
  [[nodiscard]] constexpr auto dropped() const noexcept -> std::uint64_t { return 0; }
};

template <typename... Filters>
struct flow_of : std::type_identity<no_filter> {};
template <typename Filter>
struct flow_of<Filter> : std::type_identity<Filter> {};
template <typename First, typename... Rest>
  requires(sizeof...(Rest) != 0)
struct flow_of<First, Rest...> : std::type_identity<flow<First, typename flow_of<Rest...>::type>> {
};

/// The stages by name, where each is what it must be.
template <typename... Stages>
struct arguments {
  static constexpr std::size_t count = sizeof...(Stages);
  template <std::size_t I>
  using at = std::tuple_element_t<I, std::tuple<Stages...>>;

  using decoder = at<0>;
  using filters = typename decltype([]<std::size_t... I>(std::index_sequence<I...>) {
    return flow_of<at<I + 1>...>{};
  }(std::make_index_sequence<count - 4>{}))::type;
  using windower = at<count - 3>;
  using front = at<count - 2>;
  using model = at<count - 1>;
};

}  // namespace detail
}  // namespace saccade
