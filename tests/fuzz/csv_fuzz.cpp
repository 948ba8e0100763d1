// SPDX-License-Identifier: Apache-2.0
#include "fuzz/differential.hpp"

#include <saccade/io/csv.hpp>
#include <saccade/io/error.hpp>
#include <saccade/io/format/csv.hpp>

#include <string>
#include <string_view>

using namespace saccade;

namespace {

auto first_fault(host::csv_decoder decoder, std::string_view text, std::size_t chunk)
    -> std::string {
  auto const ignore = [](event const&) {};
  for (auto rest = std::as_bytes(std::span{text}); !rest.empty();) {
    auto const part = rest.first(chunk < rest.size() ? chunk : rest.size());
    decoder.push(part, ignore);
    rest = rest.subspan(part.size());
  }
  decoder.finish(ignore);
  return decoder.first_fault();
}

void recognise(std::string_view text, host::recording_options const& options) {
  try {
    static_cast<void>(host::csv_format::recognise({.text = text, .options = options}));
  } catch (host::error const& e) {
    fuzz::require(std::string_view{e.what()}.find('\n') == std::string_view::npos,
                  "an error is one line");
  }
}

}  // namespace

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  auto const bytes = std::as_bytes(std::span{data, size});
  std::string_view const text{reinterpret_cast<char const*>(data), size};
  for (auto const& of_file : {host::recording_options{},
                              host::recording_options{.columns = "t,x,y,p", .time_unit = "s"}}) {
    auto const make = [&](decoder_options const& options) {
      return host::csv_format::make_decoder(options, of_file);
    };
    fuzz::decode_differently(bytes, make);
    auto const whole = first_fault(make({}), text, SIZE_MAX);
    fuzz::require(whole == first_fault(make({}), text, 3), "chunks do not change the first fault");
    fuzz::require(whole.find('\n') == std::string::npos, "the first fault is one line");
    if (size != 0) recognise(text.substr(1), of_file);
  }
  return 0;
}
