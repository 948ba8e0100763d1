// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What a stream writes to an open file.

#include <saccade/io/error.hpp>
#include <saccade/io/input_file.hpp>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <ios>
#include <span>
#include <streambuf>
#include <string>
#include <utility>
#include <vector>

namespace saccade::host {

/// Owns the descriptor and writes forwards or, where it can seek, anywhere behind the place where
/// it found it. What cannot be written throws host::error with the system's reason. Destroyed
/// without close() it drops what it still holds.
class output_buffer final : public std::streambuf {
 public:
  /// `name` is for errors.
  output_buffer(int descriptor, std::string name)
      : descriptor_{descriptor}, name_{std::move(name)}, origin_{::lseek(descriptor, 0, SEEK_CUR)} {
    setp(bytes_.data(), bytes_.data() + bytes_.size());
  }

  output_buffer(output_buffer const&) = delete;
  auto operator=(output_buffer const&) -> output_buffer& = delete;
  ~output_buffer() override {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  [[nodiscard]] auto can_seek() const noexcept -> bool {
    return origin_ >= 0 && (::fcntl(descriptor_, F_GETFL) & O_APPEND) == 0;
  }

  /// Writes what it holds. Some systems say only when a file is closed that it is not written: this
  /// closes a copy of the descriptor, and any lock on it stays.
  void settle() {
    flush();
    int const copy = ::fcntl(descriptor_, F_DUPFD_CLOEXEC, 0);
    if (copy < 0 || ::close(copy) != 0) fail();
  }

  /// Writes and closes.
  void close() {
    flush();
    if (::close(std::exchange(descriptor_, -1)) != 0) fail();
  }

 protected:
  auto overflow(int_type c) -> int_type override {
    flush();
    if (!traits_type::eq_int_type(c, traits_type::eof())) sputc(traits_type::to_char_type(c));
    return traits_type::not_eof(c);
  }

  auto xsputn(char const* from, std::streamsize count) -> std::streamsize override {
    if (count < epptr() - pptr()) {
      traits_type::copy(pptr(), from, static_cast<std::size_t>(count));
      pbump(static_cast<int>(count));
    } else {
      flush();
      write({from, static_cast<std::size_t>(count)});
    }
    return count;
  }

  auto sync() -> int override {
    flush();
    return 0;
  }

  auto seekoff(off_type by, std::ios::seekdir from, std::ios::openmode) -> pos_type override {
    flush();
    if (!can_seek()) return pos_type{off_type{-1}};
    auto const at = from == std::ios::beg   ? ::lseek(descriptor_, origin_ + by, SEEK_SET)
                    : from == std::ios::cur ? ::lseek(descriptor_, by, SEEK_CUR)
                                            : ::lseek(descriptor_, by, SEEK_END);
    return at < 0 ? pos_type{off_type{-1}} : pos_type{at - origin_};
  }

  auto seekpos(pos_type to, std::ios::openmode which) -> pos_type override {
    return seekoff(off_type{to}, std::ios::beg, which);
  }

 private:
  void flush() {
    auto const held = static_cast<std::size_t>(pptr() - pbase());
    setp(bytes_.data(), bytes_.data() + bytes_.size());
    write({bytes_.data(), held});
  }

  void write(std::span<char const> bytes) {
    while (!bytes.empty()) {
      auto const written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written >= 0) {
        bytes = bytes.subspan(static_cast<std::size_t>(written));
      } else if (errno == EAGAIN) {
        ::pollfd until{descriptor_, POLLOUT, 0};
        ::poll(&until, 1, -1);
      } else if (errno != EINTR) {
        fail();
      }
    }
  }

  [[noreturn]] void fail() const { throw error{name_, "cannot be written: " + system_reason()}; }

  int descriptor_;
  std::string name_;
  off_type origin_;
  std::vector<char> bytes_ = std::vector<char>(std::size_t{1} << 16U);
};

}  // namespace saccade::host
