// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A file that appears whole or not at all.

#include <saccade/io/error.hpp>
#include <saccade/io/input_file.hpp>
#include <saccade/io/output/buffer.hpp>
#include <saccade/io/output/target.hpp>
#include <saccade/io/output/temporary_name.hpp>
#include <saccade/io/output/unfinished_file.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <optional>
#include <ostream>
#include <string>

namespace saccade::host {

/// Writes under a private name beside `path`, or beside the file that it links to, and takes its
/// place on commit(), with its permissions. Without commit() what stood at `path` still stands
/// there, and if the process ends by a signal, remove_on_signal() removes the private file.
/// A stream is written directly: a pipe, a device, what /dev/stdout and /dev/fd/N name, and, as
/// "-", standard output.
///
/// Throws host::error with the system's reason for what cannot be written: the constructor where
/// that shows beforehand, the stream at the first byte, commit() at the latest.
class output_file {
 public:
  explicit output_file(std::filesystem::path const& path) : target_{find_output(path)} {
    buffer_.emplace(target_.is_stream() ? open_stream() : create(), target_.name);
    stream_.rdbuf(&*buffer_);
    stream_.exceptions(std::ios::badbit);
  }

  output_file(output_file const&) = delete;
  auto operator=(output_file const&) -> output_file& = delete;

  ~output_file() = default;

  [[nodiscard]] auto stream() noexcept -> std::ostream& { return stream_; }

  /// The path, or "standard output".
  [[nodiscard]] auto name() const noexcept -> std::string const& { return target_.name; }

  /// Whether the stream can go back to its start.
  [[nodiscard]] auto can_seek() const noexcept -> bool { return buffer_->can_seek(); }

  void commit() {
    if (temporary_) {
      // Locked until it has its name: unlocked it would count as abandoned.
      buffer_->settle();
      if (::rename(temporary_->path().c_str(), target_.path.c_str()) != 0) fail(system_reason());
      temporary_->keep();
      temporary_.reset();
    }
    buffer_->close();
  }

 private:
  [[noreturn]] void fail(std::string const& reason) const {
    throw error{target_.name, "cannot be written: " + reason};
  }

  [[nodiscard]] auto open_stream() const -> int {
    if (!target_.descriptor) {
      int const opened = ::open(target_.path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
      if (opened < 0) fail(system_reason());
      return opened;
    }
    int const flags = ::fcntl(*target_.descriptor, F_GETFL);
    if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY) fail(system_reason(EBADF));
    int const copy = ::fcntl(*target_.descriptor, F_DUPFD_CLOEXEC, 0);
    if (copy < 0) fail(system_reason());
    return copy;
  }

  /// The descriptor of a new file that will take the target's place.
  [[nodiscard]] auto create() -> int {
    check_target();
    temporary_name const names{target_.path};
    names.remove_abandoned();
    while (true) {
      // Before the file is there, so that a signal in between finds it.
      auto const& name = temporary_.emplace(names.next()).path();
      auto const mode = target_.found ? 0600U : 0666U;
      int const made = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
      if (made < 0) {
        int const reason = errno;
        temporary_->keep();
        if (reason == EEXIST) continue;
        fail("folder '" + names.folder().string() + "': " + system_reason(reason));
      }
      if (!names.lock(made)) {
        ::close(made);
        continue;
      }
      // Another user's file becomes this user's where the system does not let it be given away.
      if (target_.found) {
        static_cast<void>(!::fchown(made, target_.found->st_uid, target_.found->st_gid));
        static_cast<void>(::fchmod(made, target_.found->st_mode & 0777U));
      }
      return made;
    }
  }

  /// Renaming would replace what may not be written.
  void check_target() const {
    if (!target_.found) {
      if (!target_.path.has_filename()) fail(system_reason(ENOENT));
      return;
    }
    if (S_ISDIR(target_.found->st_mode)) fail(system_reason(EISDIR));
    // The superuser may write any file, but those who protect one want it kept.
    bool const protects = (target_.found->st_mode & 0222U) == 0;
    if (protects) fail(system_reason(EACCES) + ", it is write-protected");
    if (::faccessat(AT_FDCWD, target_.path.c_str(), W_OK, AT_EACCESS) != 0) fail(system_reason());
  }

  output_target target_;
  std::optional<unfinished_file> temporary_{};  ///< until it takes the target's place
  std::optional<output_buffer> buffer_{};
  std::ostream stream_{nullptr};
};

}  // namespace saccade::host
