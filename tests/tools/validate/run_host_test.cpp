// SPDX-License-Identifier: Apache-2.0
#include "validate/run_host.hpp"

#include "support/catch.hpp"
#include "support/imported.hpp"

#include <saccade/detail/fnv1a.hpp>
#include <saccade/runtime/executor.hpp>
#include "validate/compare.hpp"
#include "validate/reference_file.hpp"
#include "validate/window_file.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <span>
#include <sstream>
#include <string>
#include <vector>

namespace host = saccade::host;

namespace {

/// The lines of a file that tests/support/make_golden.py wrote with ONNX Runtime.
struct golden {
  std::string engine{};
  std::string model_hash{};
  std::map<std::string, std::vector<std::string>> hashes{};  ///< per tensor, per window
  std::vector<std::int32_t> logits{};

  explicit golden(std::filesystem::path const& path) {
    std::ifstream file{path};
    for (std::string line; std::getline(file, line);) {
      std::istringstream words{line};
      std::string key, name;
      words >> key;
      if (key == "engine") std::getline(words >> std::ws, engine);
      if (key == "model") words >> name >> model_hash;
      if (key == "tensor") {
        int size = 0;
        words >> name >> size >> size >> size;
        hashes[name] = {std::istream_iterator<std::string>{words}, {}};
      }
      if (key == "logits") {
        logits.insert(logits.end(), std::istream_iterator<std::int32_t>{words}, {});
      }
    }
  }
};

auto text_of(saccade::detail::fnv1a const& hash) -> std::string {
  std::ostringstream out;
  out.fill('0');
  out.width(16);
  out << std::hex << hash.value();
  return out.str();
}

auto hash_of(std::filesystem::path const& path) -> std::string {
  std::ifstream file{path, std::ios::binary};
  saccade::detail::fnv1a hash;
  for (std::istreambuf_iterator<char> at{file}, end; at != end; ++at) {
    hash.byte(static_cast<std::uint8_t>(*at));
  }
  return text_of(hash);
}

/// Of one window of a tensor as it is in ONNX: NCHW, uint8.
auto hash_of(host::validate::tensor_results const& tensor, std::size_t window) -> std::string {
  auto const channels = static_cast<std::size_t>(tensor.size.channels);
  auto const* const first = tensor.elements.data() + window * tensor.size.size();
  saccade::detail::fnv1a hash;
  for (std::size_t c = 0; c < channels; ++c) {
    for (std::size_t i = c; i < tensor.size.size(); i += channels) {
      hash.byte(static_cast<std::uint8_t>(first[i] + 128));
    }
  }
  return text_of(hash);
}

/// Another model needs another golden file.
void require_made_from(std::filesystem::path const& model, std::filesystem::path const& file,
                       std::string const& hash, std::string const& python,
                       std::string const& script) {
  if (hash == hash_of(model)) return;
  FAIL(file.filename().string() << " was not made from this " << model.filename().string()
                                << "; renew it: " << python << "/bin/python tests/support/"
                                << script << ' ' << model.lexically_normal().string());
}

void compare(std::filesystem::path const& model, std::filesystem::path const& file) {
  std::filesystem::path const folder{SACCADE_TEST_DATA};
  auto const windows = host::read_window_file(folder / "golden/windows.scw");
  REQUIRE(windows.size() == 6);
  golden const expected{file};
  INFO(model << " against " << expected.engine);
  require_made_from(model, file, expected.model_hash, "build/venv", "make_golden.py");
  host::executor network{saccade::test::imported(model)};
  auto const got = host::validate::run_host(network, windows);
  CHECK(got.tensors.size() >= 6);
  for (auto const& tensor : got.tensors) {
    INFO("tensor '" << tensor.name << "'");
    auto const found = expected.hashes.find(tensor.name);
    REQUIRE(found != expected.hashes.end());
    REQUIRE(found->second.size() == windows.size());
    for (std::size_t window = 0; window < windows.size(); ++window) {
      INFO("window " << window);
      CHECK(hash_of(tensor, window) == found->second[window]);
    }
  }
  CHECK(expected.logits.size() > 0);
  CHECK(got.logits == expected.logits);
}

/// The networks that the golden files were made from.
auto model_file(std::string const& name) -> std::filesystem::path {
  std::filesystem::path const folder{SACCADE_TEST_DATA};
  auto const shipped = folder / "../../examples/gesture" / (name + ".onnx");
  return std::filesystem::exists(shipped) ? shipped : folder / "onnx" / (name + ".onnx");
}

}  // namespace

TEST_CASE("the host has the bits of fused ONNX Runtime") {
  for (auto const* name : {"every_layer", "event_native", "quantize_static", "gesture"}) {
    compare(model_file(name),
            std::filesystem::path{SACCADE_TEST_DATA} / "golden" / (std::string{name} + ".txt"));
  }
}

TEST_CASE("the host is within a step of PyTorch's fake quantisation") {
  std::filesystem::path const folder{SACCADE_TEST_DATA "/golden"};
  auto const all = host::read_window_file(folder / "windows.scw");
  auto const windows = std::span{all}.last(2);
  for (std::string const name : {"every_layer", "gesture"}) {
    host::executor network{saccade::test::imported(model_file(name))};
    auto const got = host::validate::run_host(network, windows);
    host::validate::reference_file const torch{folder / (name + ".torch"), windows.size()};
    INFO(name << " against " << torch.fact("engine"));
    require_made_from(model_file(name), name + ".torch", torch.fact("model"), "build/train-venv",
                      "make_torch_golden.py");
    auto const other = torch.as(got, network.logit_scale());
    host::validate::comparison const found{got, other, got.logits.size() / windows.size()};
    CHECK(found.within({}));
    CHECK(found.tensors().size() >= 7);
  }
}

TEST_CASE("windows are counted as the model's metadata say") {
  host::imported_model model;
  model.quantization = {{.scale = 1.0F, .zero_point = 0}};
  auto& format = model.grid;
  format = {.polarities = 2,
            .bins = 2,
            .height = 1,
            .width = 2,
            .window_us = 10,
            .map = saccade::time_map::fixed_window,
            .cap = 2};
  host::window_events const window{
      {0, 0, 0, saccade::polarity::off}, {4, 1, 0, saccade::polarity::on},
      {5, 1, 0, saccade::polarity::on},  {6, 1, 0, saccade::polarity::on},
      {7, 1, 0, saccade::polarity::on},  {10, 0, 0, saccade::polarity::on},
      {3, 2, 0, saccade::polarity::on}};
  std::vector<std::int8_t> cells(8, 55);
  host::validate::fill_input(model, window, cells);
  CHECK(cells == std::vector<std::int8_t>{1, 0, 0, 0, 0, 0, 1, 2});
  model.quantization[0] = {.scale = 0.5F, .zero_point = -128};
  host::validate::fill_input(model, window, cells);
  CHECK(cells == std::vector<std::int8_t>{-126, -128, -128, -128, -128, -128, -126, -124});
  format.map = saccade::time_map::data_range_float64;
  CHECK_THROWS_AS(host::validate::fill_input(model, window, cells), host::error);
}
