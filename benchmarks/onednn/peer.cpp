// SPDX-License-Identifier: Apache-2.0
/// @file
/// How many times as long as saccade oneDNN takes, layer by layer, on one thread, both with the
/// instructions of one backend. Sums of all eight bits saturate in oneDNN where it has no VNNI.
///
///   OMP_NUM_THREADS=1 onednn_peer BACKEND
///
/// In turns, in seven rounds; of each the median of a round's samples, and of the rounds' ratios
/// the median. Bounds to standard output, the layers to standard error.
#include "onednn/layer.hpp"
#include "onednn/onednn_layer.hpp"
#include "onednn/vpdpbusd_peak.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

namespace {

using namespace saccade;
using namespace saccade::benchmarks;

struct shape_of_layer {
  char const* name;
  node n;
};

constexpr std::array layers{
    shape_of_layer{
        "c3s2_10x24_128",
        {.kind = op::conv2d, .out = 24, .kernel = 3, .stride = 2, .pad = 1, .in = {128, 128, 10}}},
    shape_of_layer{"c3s1_24x24_64",
                   {.kind = op::conv2d, .out = 24, .kernel = 3, .pad = 1, .in = {64, 64, 24}}},
    shape_of_layer{"c3s1_48x48_32",
                   {.kind = op::conv2d, .out = 48, .kernel = 3, .pad = 1, .in = {32, 32, 48}}},
    shape_of_layer{
        "c3s2_48x96_32",
        {.kind = op::conv2d, .out = 96, .kernel = 3, .stride = 2, .pad = 1, .in = {32, 32, 48}}},
    shape_of_layer{"c1_96x96_16", {.kind = op::conv2d, .out = 96, .in = {16, 16, 96}}},
    shape_of_layer{
        "dw3_48_32",
        {.kind = op::conv2d, .out = 48, .kernel = 3, .pad = 1, .groups = 48, .in = {32, 32, 48}}},
    shape_of_layer{"lin_1536x128", {.kind = op::linear, .out = 128, .in = {1, 1, 1536}}}};

constexpr int rounds = 7;
constexpr int samples = 40;
constexpr double sample_us = 100;

auto median(std::vector<double> values) -> double {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

template <typename Run>
auto time_us(int repetitions, Run const& run) -> double {
  auto const start = std::chrono::steady_clock::now();
  run(repetitions);
  std::chrono::duration<double, std::micro> const took = std::chrono::steady_clock::now() - start;
  return took.count() / repetitions;
}

struct comparison {
  double own_us{};
  double peer_us{};
  double ratio{};
  double of_peak{};
  std::size_t different{};  ///< results
};

auto compare(node const& shape, host::host_backend const& by, int lowest, bool with_peak)
    -> comparison {
  layer_data const data{shape, lowest};
  own_layer own{data, by};
  onednn_layer peer{data};
  auto const run_own = [&](int repetitions) {
    for (int i = 0; i < repetitions; ++i) own.run();
  };
  auto const run_peer = [&](int repetitions) {
    for (int i = 0; i < repetitions; ++i) peer.run();
    peer.wait();
  };
  auto const run_peak = [](int) { vpdpbusd_at_peak(); };
  auto const repetitions_of = [](auto const& run) {
    run(20);
    return std::max(1, static_cast<int>(sample_us / time_us(20, run)));
  };
  auto const own_repetitions = repetitions_of(run_own);
  auto const peer_repetitions = repetitions_of(run_peer);
  std::vector<double> all_own, all_peer, ratios, of_peak;
  for (int round = 0; round < rounds; ++round) {
    std::vector<double> own_us, peer_us, peak_us;
    for (int i = 0; i < samples; ++i) {
      own_us.push_back(time_us(own_repetitions, run_own));
      peer_us.push_back(time_us(peer_repetitions, run_peer));
      if (with_peak) peak_us.push_back(time_us(1, run_peak));
    }
    all_own.push_back(median(own_us));
    all_peer.push_back(median(peer_us));
    ratios.push_back(all_peer.back() / all_own.back());
    if (with_peak) {
      of_peak.push_back(static_cast<double>(macs_of(data.n)) / all_own.back() /
                        (peak_macs / median(peak_us)));
    }
  }
  comparison c{median(all_own), median(all_peer), median(ratios)};
  if (with_peak) c.of_peak = median(of_peak);
  for (std::size_t i = 0; i < own.out().size(); ++i) {
    c.different += own.out()[i] != peer.out()[i] ? 1U : 0U;
  }
  return c;
}

void print_bound(std::string const& backend, char const* bound, double value) {
  std::printf("x86.%s.%s: %.2f\n", backend.c_str(), bound, value);
}

auto compare_all(host::host_backend const& by, int lowest, bool with_peak)
    -> std::vector<comparison> {
  std::fprintf(stderr, "%.*s, inputs from %d\n%-15s %9s %7s %9s %7s %6s %8s %9s\n",
               static_cast<int>(by.name.size()), by.name.data(), lowest, "layer", "us", "GMAC/s",
               "oneDNN us", "GMAC/s", "ratio", "of peak", "different");
  std::vector<comparison> all;
  for (auto const& [name, shape] : layers) {
    auto const c = all.emplace_back(compare(shape, by, lowest, with_peak));
    auto n = shape;
    static_cast<void>(facts(n.kind).infer(n, {}));
    auto const macs = static_cast<double>(macs_of(n));
    std::fprintf(stderr, "%-15s %9.2f %7.1f %9.2f %7.1f %6.2f %8.2f %9zu\n", name, c.own_us,
                 macs / c.own_us / 1e3, c.peer_us, macs / c.peer_us / 1e3, c.ratio, c.of_peak,
                 c.different);
  }
  return all;
}

auto geomean(std::vector<comparison> const& all) -> double {
  double sum = 0;
  for (auto const& c : all) sum += std::log(c.ratio);
  return std::exp(sum / static_cast<double>(all.size()));
}

auto lowest_ratio(std::vector<comparison> const& all) -> double {
  return std::min_element(all.begin(), all.end(),
                          [](auto const& a, auto const& b) { return a.ratio < b.ratio; })
      ->ratio;
}

auto find_isa(std::string const& backend) -> dnnl::cpu_isa {
  if (backend == "avx2") return dnnl::cpu_isa::avx2;
  return backend == "avxvnni" ? dnnl::cpu_isa::avx2_vnni : dnnl::cpu_isa::avx512_core_vnni;
}

void compare_backend(std::string const& backend) {
  auto const& by = host::find_backend(backend);
  if (dnnl::set_max_cpu_isa(find_isa(backend)) != dnnl::status::success) {
    throw host::error{"oneDNN", "was built without a choice of instructions"};
  }
  if (backend == "avx2") {
    print_bound(backend, "min_vs_onednn_7bit", lowest_ratio(compare_all(by, 0, false)));
    print_bound(backend, "min_vs_onednn_full", lowest_ratio(compare_all(by, -128, false)));
    return;
  }
  bool const wide = backend == "avx512vnni";
  auto const all = compare_all(by, -128, wide);
  print_bound(backend, "geomean_vs_onednn", geomean(all));
  print_bound(backend, "min_vs_onednn", lowest_ratio(all));
  if (!wide) return;
  print_bound(backend, "fraction_of_peak_3x3_24", all[1].of_peak);
  print_bound(backend, "fraction_of_peak_3x3_48", all[2].of_peak);
  print_bound(backend, "depthwise_vs_onednn", all[5].ratio);
  print_bound(backend, "winograd_48_48_32_vs_onednn", all[2].ratio);
}

}  // namespace

auto main(int count, char** words) -> int {
  if (count != 2) {
    std::fputs("usage: OMP_NUM_THREADS=1 onednn_peer avx512vnni|avxvnni|avx2\n", stderr);
    return 2;
  }
  try {
    compare_backend(words[1]);
  } catch (std::exception const& e) {
    std::fprintf(stderr, "onednn_peer: %s\n", e.what());
    return 1;
  }
  return 0;
}
