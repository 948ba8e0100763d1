// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The names of files that are not complete, kept where a signal handler may read them.

#include <unistd.h>

#include <atomic>
#include <cstring>
#include <string>
#include <utility>

namespace saccade::host {

/// Removes the file at `path` when it is destroyed or, before, when remove_all() is called, unless
/// keep() says that it is complete or another's. Objects may live in several threads.
class unfinished_file {
 public:
  /// The file need not be there yet.
  explicit unfinished_file(std::string path) : path_{std::move(path)}, slot_{take()} {
    // The system opens no longer name.
    if (path_.size() >= sizeof slot_->path) return;
    std::memcpy(slot_->path, path_.c_str(), path_.size() + 1);
    slot_->now = phase::named;
  }

  unfinished_file(unfinished_file const&) = delete;
  auto operator=(unfinished_file const&) -> unfinished_file& = delete;

  ~unfinished_file() {
    if (slot_ == nullptr) return;
    ::unlink(path_.c_str());
    keep();
  }

  [[nodiscard]] auto path() const noexcept -> std::string const& { return path_; }

  void keep() noexcept {
    // One that is being removed stays so: the process ends.
    if (auto now = slot_->now.load(); now != phase::removing) {
      slot_->now.compare_exchange_strong(now, phase::free);
    }
    slot_ = nullptr;
  }

  /// For a process that ends. Async-signal-safe.
  static void remove_all() noexcept {
    for (auto* slot = first_.load(); slot != nullptr; slot = slot->next) {
      auto expected = phase::named;
      slot->now.compare_exchange_strong(expected, phase::removing);
      if (slot->now == phase::removing) ::unlink(slot->path);
    }
  }

 private:
  enum class phase { free, taken, named, removing };
  static_assert(std::atomic<phase>::is_always_lock_free);

  /// Used again, never freed: a handler may stand in any of them.
  struct slot {
    std::atomic<phase> now{phase::taken};
    char path[4096]{};
    slot* next{};
  };

  static auto take() -> slot* {
    for (auto* slot = first_.load(); slot != nullptr; slot = slot->next) {
      auto expected = phase::free;
      if (slot->now.compare_exchange_strong(expected, phase::taken)) return slot;
    }
    auto* const added = new slot;
    added->next = first_.load();
    while (!first_.compare_exchange_weak(added->next, added)) {
    }
    return added;
  }

  static inline std::atomic<slot*> first_{};
  static_assert(std::atomic<slot*>::is_always_lock_free);

  std::string path_;
  slot* slot_;
};

}  // namespace saccade::host
