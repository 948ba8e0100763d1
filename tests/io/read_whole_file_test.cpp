// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/read_whole_file.hpp>

#include "support/catch.hpp"
#include "support/temporary_file.hpp"

#include <sys/stat.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

using saccade::host::read_whole_file;
using saccade::test::temporary_file;

TEST_CASE("a file of any size is read whole") {
  for (std::size_t const size : {0U, 1U, 65'535U, 65'536U, 65'537U, 200'000U}) {
    std::string text(size, 'x');
    if (size != 0) text.back() = '\0';
    temporary_file const file{"whole", text};
    CHECK(read_whole_file(file.path) == text);
  }
}

TEST_CASE("a pipe is read to its end") {
  temporary_file const pipe{"whole_pipe"};
  REQUIRE(::mkfifo(pipe.path.c_str(), 0600) == 0);
  std::string const text(100'000, 'x');
  std::jthread const writer{[&] { std::ofstream{pipe.path} << text; }};
  CHECK(read_whole_file(pipe.path) == text);
}

TEST_CASE("a file that cannot be read whole is refused") {
  std::size_t const most = std::size_t{1} << 20U;
  temporary_file const file{"whole_large", std::string(most + 1, 'x')};
  CHECK(read_whole_file(file.path, most + 1).size() == most + 1);
  CHECK_THROWS_WITH(read_whole_file(file.path, most),
                    file.path.string() + ": is larger than 1 MiB");
  CHECK_THROWS_WITH(read_whole_file("/nowhere/x"),
                    "/nowhere/x: cannot be opened: No such file or directory");
  CHECK_THROWS_WITH(read_whole_file("/"), ContainsSubstring("is a directory"));
}
