// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/output/remove_on_signal.hpp>

#include "support/catch.hpp"
#include "support/file.hpp"
#include "support/temporary_folder.hpp"

#include <saccade/io/output_file.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <filesystem>
#include <iterator>
#include <list>
#include <string>

using saccade::host::output_file;
using saccade::test::temporary_folder;

namespace {

/// The state in which a process ends that has several files open and gets `signal`.
auto end_by(int signal, void (*before)(int), temporary_folder const& folder) -> int {
  auto const child = ::fork();
  if (child == 0) {
    before(signal);
    saccade::host::remove_on_signal();
    std::list<output_file> files;
    for (int i = 0; i != 5; ++i) files.emplace_back(folder / std::to_string(i));
    files.pop_front();
    files.front().commit();
    ::raise(signal);
    ::_exit(3);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return status;
}

auto count(temporary_folder const& folder) -> std::ptrdiff_t {
  return std::distance(std::filesystem::directory_iterator{folder.path}, {});
}

}  // namespace

TEST_CASE("a signal that ends the process removes its unfinished files") {
  for (int const signal : {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGXCPU, SIGABRT}) {
    temporary_folder const folder{"signal"};
    auto const status = end_by(signal, [](int s) { ::signal(s, SIG_DFL); }, folder);
    CHECK(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == signal);
    CHECK(count(folder) == 1);
    CHECK(std::filesystem::exists(folder / "1"));
  }
}

TEST_CASE("a signal that is ignored or handled stays so") {
  for (auto* const before :
       {+[](int s) { ::signal(s, SIG_IGN); }, +[](int s) { ::signal(s, [](int) {}); }}) {
    temporary_folder const folder{"signal"};
    auto const status = end_by(SIGHUP, before, folder);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 3);
    CHECK(count(folder) == 4);
  }
}
