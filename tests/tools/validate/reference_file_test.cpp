// SPDX-License-Identifier: Apache-2.0
#include "validate/reference_file.hpp"

#include "support/catch.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <ios>
#include <random>
#include <string>
#include <vector>

namespace validate = saccade::host::validate;
using saccade::host::error;

namespace {
// Several builds of this test may run at once.
auto const run = std::random_device{}();

auto file(std::string const& bytes = {}) -> std::filesystem::path {
  auto const path = std::filesystem::temp_directory_path() /
                    ("saccade_reference_file_" + std::to_string(run) + ".bin");
  std::ofstream{path, std::ios::binary}.write(bytes.data(),
                                              static_cast<std::streamsize>(bytes.size()));
  return path;
}

template <std::size_t N>
auto text(char const (&literal)[N]) -> std::string {
  return {literal, N - 1};
}

/// One window: a tensor of 2 channels, 1 x 2 pixels, and two logits, 1.5 and -0.75.
auto const header = text(
    "engine ONNX Runtime 1.2 fused\n"
    "cpu x86 and more\n"
    "tensor uint8 2 1 2 a tensor\n"
    "tensor float32 2 1 1 logits\n\n");
auto const data = text("\x80\x81\x00\xFF\x00\x00\xC0\x3F\x00\x00\x40\xBF");

auto host() -> validate::results {
  return {.engine = "host", .tensors = {{"a tensor", {1, 2, 2}, {}}}, .logits = {0, 0}};
}
}  // namespace

TEST_CASE("an engine's result is read into the host's form") {
  validate::reference_file const read{file(header + data), 1};
  CHECK(read.fact("engine") == "ONNX Runtime 1.2 fused");
  CHECK(read.fact("cpu") == "x86 and more");
  CHECK(read.fact("vnni").empty());
  auto const results = read.as(host(), 0.25F);
  CHECK(results.engine == "ONNX Runtime 1.2 fused");
  REQUIRE(results.tensors.size() == 1);
  CHECK(results.tensors[0].elements == std::vector<std::int8_t>{0, -128, 1, 127});
  CHECK(results.logits == std::vector<std::int32_t>{6, -3});
}

TEST_CASE("what the host writes is what it reads") {
  auto mine = host();
  mine.tensors[0].elements = {0, -128, 1, 127, 5, 6, 7, 8};
  mine.logits = {0, 0, 0, 0};
  auto const path = file();
  validate::write_reference_file(path, mine);
  std::ifstream in{path, std::ios::binary};
  std::string const bytes{std::istreambuf_iterator<char>{in}, {}};
  CHECK(bytes == text("engine host\ntensor uint8 2 1 2 a tensor\n\n"
                      "\x80\x81\x00\xFF\x85\x87\x86\x88"));
}

TEST_CASE("counts and tensors that the file has in int8 keep their values") {
  auto mine = host();
  mine.tensors[0].elements = {0, 1, 127, 5};
  mine.tensors[0].form = {.is_signed = false, .shift = 0};
  mine.tensors.push_back({"signed", {1, 1, 2}, {-128, 127}, {.is_signed = true, .shift = 0}});
  auto const path = file();
  validate::write_reference_file(path, mine);
  std::ifstream in{path, std::ios::binary};
  std::string const bytes{std::istreambuf_iterator<char>{in}, {}};
  CHECK(bytes == text("engine host\ntensor uint8 2 1 2 a tensor\ntensor int8 2 1 1 signed\n\n"
                      "\x00\x7F\x01\x05\x80\x7F"));

  auto const logits = text("tensor float32 2 1 1 logits\n");
  auto const end = bytes.find("\n\n") + 1;
  validate::reference_file const read{
      file(bytes.substr(0, end) + logits + bytes.substr(end) + std::string(8, '\0')), 1};
  auto const results = read.as(mine, 1);
  CHECK(results.tensors[0].elements == mine.tensors[0].elements);
  CHECK(results.tensors[1].elements == mine.tensors[1].elements);
  mine.tensors[1].form = {};
  CHECK_THROWS_AS(read.as(mine, 1), error);
}

TEST_CASE("logits that a float cannot tell apart are refused") {
  validate::reference_file const read{file(header + data), 1};
  CHECK_NOTHROW(read.as(host(), 4e-7F));
  CHECK_THROWS_AS(read.as(host(), 3e-7F), error);
}

TEST_CASE("results of other networks and broken files are refused") {
  auto const path = file(header + data);
  validate::reference_file const read{path, 1};
  auto other = host();
  other.tensors[0].name = "another tensor";
  CHECK_THROWS_AS(read.as(other, 1), error);
  other = host();
  other.tensors[0].size = {2, 1, 2};
  CHECK_THROWS_AS(read.as(other, 1), error);
  other = host();
  other.logits.push_back(0);
  CHECK_THROWS_AS(read.as(other, 1), error);

  auto const whole = header + data;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CHECK_THROWS_AS((validate::reference_file{file(whole.substr(0, size)), 1}), error);
  }
  CHECK_THROWS_AS((validate::reference_file{file(whole + "x"), 1}), error);
  CHECK_THROWS_AS((validate::reference_file{file(whole), 2}), error);
  CHECK_THROWS_AS((validate::reference_file{file("engine x\ntensor uint8 -1 1 1 a\n\n"), 1}),
                  error);
  CHECK_THROWS_AS((validate::reference_file{file("engine x\ntensor int4 1 1 1 a\n\n"), 1}), error);
  CHECK_THROWS_AS(
      (validate::reference_file{file("engine x\ntensor uint8 2000000000 2000000000 4 a\n\n"), 1}),
      error);
}
