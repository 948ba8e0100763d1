// SPDX-License-Identifier: Apache-2.0
#include "fuzz/differential.hpp"

#include <saccade/io/error.hpp>
#include "run/label_file.hpp"
#include "run/label_table.hpp"
#include "run/recording_labels.hpp"

#include <string>
#include <string_view>
#include <vector>

using namespace saccade;

namespace {

auto quoted(std::string const& text) -> std::string {
  std::string out{'"'};
  for (char const c : text) out.append(c == '"' ? 2 : 1, c);
  return out + '"';
}

/// A table written out says the same when it is read again.
void write_and_read(std::vector<host::label_row> rows) {
  std::string text = "start_us,class,file,end_us\n";
  for (auto const& row : rows) {
    text += (row.start ? std::to_string(*row.start) : "") + ',' + quoted(row.class_name) + ',' +
            quoted(row.file) + ',' + (row.end ? std::to_string(*row.end) : "") + '\n';
  }
  auto again = host::parse_label_table(text, "again");
  for (auto& row : again) row.line = 0;
  for (auto& row : rows) row.line = 0;
  fuzz::require(again == rows, "a table that was written out is read again");
}

/// Calls `read`, whose faults must name the text.
template <typename Read>
void expect_named_faults(Read const& read) {
  try {
    read();
  } catch (host::error const& fault) {
    fuzz::require(std::string_view{fault.what()}.starts_with("labels"), "errors name the text");
  }
}

}  // namespace

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  auto const text = std::string_view{reinterpret_cast<char const*>(data), size};
  std::vector<std::string> const classes{"clap", "wave"};
  expect_named_faults([&] { write_and_read(host::parse_label_table(text, "labels")); });
  expect_named_faults([&] {
    host::recording_labels const labels{text, "labels"};
    auto const spans = labels.of("folder/a.raw", 1, classes);
    fuzz::require(!spans.empty(), "a recording without labels is an error");
    for (auto const& span : spans) {
      fuzz::require(span.label < classes.size(), "labels are classes");
      fuzz::require(span.start <= span.end, "spans go forward");
    }
    auto const first = host::label_of(spans, spans.front().start, 50'000, 1000);
    fuzz::require(first.count > 0 && first.count <= 1000, "a run of windows is taken in parts");
  });
  return 0;
}
