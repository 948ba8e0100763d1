// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Names for files that are to take another's place: .NAME.saccade-XXXXXX beside it.

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <system_error>

namespace saccade::host {

/// Whoever writes such a file holds a lock on it. The system drops it with the process, even at
/// SIGKILL, so that no lock means abandoned; a process's number can be another's by then.
class temporary_name {
 public:
  explicit temporary_name(std::filesystem::path const& target) : folder_{target.parent_path()} {
    if (folder_.empty()) folder_ = ".";
    auto name = target.filename().string();
    if (name.size() > longest_name) {
      auto end = longest_name;
      while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80) --end;
      name.resize(end);  // between two characters of UTF-8
    }
    prefix_ = "." + name + ".saccade-";
  }

  [[nodiscard]] auto folder() const noexcept -> std::filesystem::path const& { return folder_; }

  /// One that nobody can guess.
  [[nodiscard]] auto next() const -> std::string {
    std::random_device random;
    std::uniform_int_distribution<std::size_t> any{0, letters.size() - 1};
    auto name = prefix_;
    for (std::size_t i = 0; i != random_letters; ++i) name += letters[any(random)];
    return (folder_ / name).string();
  }

  /// Whether a name in folder() is such a one.
  [[nodiscard]] auto is_one(std::string_view name) const -> bool {
    return name.size() == prefix_.size() + random_letters && name.starts_with(prefix_) &&
           name.find_first_not_of(letters, prefix_.size()) == std::string_view::npos;
  }

  /// Marks a file just made as in use. False if somebody has taken it for abandoned before.
  [[nodiscard]] static auto lock(int descriptor) -> bool {
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) return errno != EWOULDBLOCK;
    struct ::stat now{};
    return ::fstat(descriptor, &now) != 0 || now.st_nlink != 0;
  }

  /// Removes what killed processes have left of this target.
  void remove_abandoned() const {
    std::error_code fault;
    std::filesystem::directory_iterator entry{folder_, fault};
    for (; !fault && entry != std::filesystem::directory_iterator{}; entry.increment(fault)) {
      auto const& path = entry->path();
      if (is_one(path.filename().string())) remove_if_abandoned(path);
    }
  }

 private:
  static constexpr std::size_t longest_name = 100;
  static constexpr std::size_t random_letters = 6;
  static constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789";

  static void remove_if_abandoned(std::filesystem::path const& path) {
    // For writing, because NFS locks no other.
    int const found = ::open(path.c_str(), O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (found < 0) return;
    struct ::stat kind{};
    bool const file = ::fstat(found, &kind) == 0 && S_ISREG(kind.st_mode);
    if (file && ::flock(found, LOCK_EX | LOCK_NB) == 0) ::unlink(path.c_str());
    ::close(found);
  }

  std::filesystem::path folder_;
  std::string prefix_{};
};

}  // namespace saccade::host
