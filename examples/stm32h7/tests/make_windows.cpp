// SPDX-License-Identifier: Apache-2.0
/// @file
/// Writes a window file (windows.hpp) whose windows are as full as those of real hand waves:
/// 1,024, 2,537 and 4,097 events at the 5th, 50th and 95th percentile. CORNERS of
/// them, 5 at most, are corner cases instead. The same arguments give the same bytes everywhere.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

namespace {

constexpr std::uint32_t size = 128;
constexpr std::uint32_t window_us = 50'000;

struct packed_event {
  std::uint32_t t;
  std::uint16_t x;
  std::uint16_t y_and_polarity;
};

class source {
 public:
  explicit source(std::uint64_t seed) : engine_{seed} {}

  /// In [0, limit). std::uniform_int_distribution differs between libraries.
  [[nodiscard]] auto below(std::uint32_t limit) -> std::uint32_t {
    return static_cast<std::uint32_t>((engine_() >> 32) * limit >> 32);
  }

  /// Around 0, bell-shaped, at most +-2 * width.
  [[nodiscard]] auto spread(int width) -> int {
    int sum = 0;
    for (int i = 0; i < 4; ++i)
      sum += static_cast<int>(below(static_cast<std::uint32_t>(width) + 1));
    return sum - 2 * width;
  }

 private:
  std::mt19937_64 engine_;
};

[[nodiscard]] auto event(std::uint32_t t, int x, int y, bool on) -> packed_event {
  auto const inside = [](int value) {
    return static_cast<std::uint16_t>(value < 0 ? 0 : value > 127 ? 127 : value);
  };
  return {t, inside(x), static_cast<std::uint16_t>(inside(y) | (on ? 0x8000 : 0))};
}

/// Straight lines between the percentiles.
[[nodiscard]] auto event_count(source& random) -> std::uint32_t {
  constexpr std::uint32_t percent[] = {0, 5, 50, 95, 100};
  constexpr std::uint32_t count[] = {300, 1024, 2537, 4097, 6000};
  auto const at = random.below(100'000);
  for (int i = 1;; ++i) {
    if (at >= percent[i] * 1000) continue;
    auto const from = percent[i - 1] * 1000;
    return count[i - 1] + (at - from) * (count[i] - count[i - 1]) / (percent[i] * 1000 - from);
  }
}

/// Two soft blobs, leading edge on, trailing edge off, and 5 % noise.
[[nodiscard]] auto hand(source& random) -> std::vector<packed_event> {
  auto const events = event_count(random);
  auto const x = static_cast<int>(random.below(size));
  auto const y = static_cast<int>(random.below(size));
  auto const speed = static_cast<int>(random.below(41)) - 20;
  std::vector<packed_event> window;
  for (std::uint32_t i = 0; i < events; ++i) {
    auto const t = static_cast<std::uint32_t>(std::uint64_t{i} * window_us / events);
    if (random.below(20) == 0) {
      window.push_back(event(t, static_cast<int>(random.below(size)),
                             static_cast<int>(random.below(size)), random.below(2) != 0));
      continue;
    }
    bool const on = random.below(2) != 0;
    auto const way = speed * static_cast<int>(t) / static_cast<int>(window_us);
    window.push_back(
        event(t, x + way + (on ? 8 : -8) + random.spread(14), y + random.spread(20), on));
  }
  return window;
}

/// Window `number` of the corner cases; number 0 is empty.
[[nodiscard]] auto corner(std::uint32_t number) -> std::vector<packed_event> {
  std::vector<packed_event> window;
  if (number == 1) window.push_back(event(window_us - 1, 127, 127, true));
  if (number == 2) {  // saturates a cell
    for (std::uint32_t i = 0; i < 300; ++i) window.push_back(event(20'000, 64, 64, false));
  }
  if (number == 3) {  // outside the picture and outside the window
    for (std::uint32_t i = 0; i < 100; ++i) {
      window.push_back(
          {i, static_cast<std::uint16_t>(i * 331), static_cast<std::uint16_t>(i * 977)});
    }
    window.push_back(event(window_us, 3, 3, true));
    window.push_back(event(0xffff'ffff, 3, 3, true));
  }
  if (number == 4) {  // every pixel, both polarities, every bin
    for (std::uint32_t t = 0; t < window_us; t += 10'000) {
      for (std::uint32_t i = 0; i < 2 * size * size; ++i) {
        window.push_back(event(t, static_cast<int>(i % size), static_cast<int>(i / size % size),
                               i < size * size));
      }
    }
  }
  return window;
}

}  // namespace

auto main(int count, char** words) -> int {
  if (count != 6) {
    std::fprintf(stderr,
                 "usage: %s FILE WINDOWS FLAGS SEED CORNERS\nexample: %s windows.bin 200 2 1 5\n",
                 words[0], words[0]);
    return 2;
  }
  std::FILE* const file = std::fopen(words[1], "wb");
  if (file == nullptr) {
    std::fprintf(stderr, "%s: cannot be written\n", words[1]);
    return 1;
  }
  auto const number = [words](int i) {
    return static_cast<std::uint32_t>(std::strtoul(words[i], nullptr, 10));
  };
  auto const put = [file](std::uint32_t value) { std::fwrite(&value, sizeof value, 1, file); };
  auto const windows = number(2);
  source random{number(4)};
  std::fwrite("SCW1", 1, 4, file);
  put(windows);
  put(number(3));
  for (std::uint32_t i = 0; i < windows; ++i) {
    auto const window = i < number(5) ? corner(i) : hand(random);
    put(static_cast<std::uint32_t>(window.size()));
    std::fwrite(window.data(), sizeof(packed_event), window.size(), file);
  }
  return std::fclose(file) == 0 ? 0 : 1;
}
