// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// For a program's main(): a signal that ends it leaves no unfinished output.

#include <saccade/io/output/unfinished_file.hpp>

#include <csignal>

namespace saccade::host {

/// Removes the unfinished files of output_file on a signal that ends the process, which then ends
/// by that signal as its parent expects. Signals that are ignored, as under nohup, or handled stay
/// so. SIGKILL cannot be caught; the next output_file of the same name removes what it leaves.
inline void remove_on_signal() noexcept {
  struct sigaction action{};
  action.sa_handler = [](int signal) {
    unfinished_file::remove_all();
    struct sigaction usual{};
    usual.sa_handler = SIG_DFL;
    ::sigaction(signal, &usual, nullptr);
    // Blocked until this returns.
    ::raise(signal);
  };
  ::sigfillset(&action.sa_mask);
  for (int const signal :
       {SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS, SIGPIPE, SIGALRM,
        SIGTERM, SIGUSR1, SIGUSR2, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF}) {
    struct sigaction found{};
    if (::sigaction(signal, nullptr, &found) != 0 || found.sa_handler != SIG_DFL) continue;
    ::sigaction(signal, &action, nullptr);
  }
}

}  // namespace saccade::host
