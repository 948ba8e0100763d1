// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Independent pieces of work on several threads.

#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace saccade::host {

/// Calls action(0) to action(count - 1), each once, in any order on up to `threads` threads, the
/// caller's included. After the first exception no further call starts, and it is thrown here.
template <typename Action>
void parallel_for(std::size_t count, unsigned threads, Action&& action) {
  std::atomic<std::size_t> next{0};
  std::mutex guard;
  std::exception_ptr failure;
  auto const worker = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      try {
        action(i);
      } catch (...) {
        std::lock_guard const lock{guard};
        if (!failure) failure = std::current_exception();
        next = count;
      }
    }
  };
  {
    std::vector<std::jthread> others;
    for (unsigned n = 1; n < threads; ++n) others.emplace_back(worker);
    worker();
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace saccade::host
