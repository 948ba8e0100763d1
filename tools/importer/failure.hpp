// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/io/error.hpp>

#include <exception>
#include <filesystem>
#include <iostream>
#include <new>
#include <string>

namespace saccade::tool {

/// Prints one line, whatever a file's name or text holds, and returns `exit_status`.
inline auto fail(std::string text, int exit_status) -> int {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = '?';
  }
  std::cerr << "saccade: " << text << '\n';
  return exit_status;
}

/// The same for the exception that is being handled. `where` is for those that name no place
/// themselves.
inline auto fail_by_exception(std::string const& where) -> int {
  try {
    throw;
  } catch (host::error const& error) {
    return fail(error.what(), 1);
  } catch (std::filesystem::filesystem_error const& error) {
    return fail(where + error.path1().string() + ": " + error.code().message(), 1);
  } catch (std::bad_alloc const&) {
    return fail(where + "not enough memory", 1);
  } catch (std::exception const& error) {
    return fail(where + error.what(), 1);
  }
}

}  // namespace saccade::tool
