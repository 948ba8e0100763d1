// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/output_file.hpp>

#include "support/catch.hpp"
#include "support/temporary_file.hpp"

#include <saccade/io/error.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

using saccade::host::output_file;
using saccade::test::temporary_file;

namespace {

auto content(std::filesystem::path const& path) -> std::string {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

auto part_of(std::filesystem::path path) -> std::filesystem::path {
  return path += ".part";
}

}  // namespace

TEST_CASE("an output file appears when it is committed") {
  temporary_file const target{"committed"};
  output_file file{target.path};
  file.stream() << "new";
  CHECK_FALSE(std::filesystem::exists(target.path));
  file.commit();
  CHECK(content(target.path) == "new");
  CHECK_FALSE(std::filesystem::exists(part_of(target.path)));
}

TEST_CASE("what is not committed leaves no trace and harms no file") {
  temporary_file const target{"kept", "precious"};
  {
    output_file file{target.path};
    file.stream() << "half";
  }
  CHECK(content(target.path) == "precious");
  CHECK_FALSE(std::filesystem::exists(part_of(target.path)));
}

TEST_CASE("a committed file goes through a link") {
  temporary_file const target{"linked", "old"};
  temporary_file const link{"link"};
  std::filesystem::create_symlink(target.path, link.path);
  output_file file{link.path};
  file.stream() << "new";
  file.commit();
  CHECK(std::filesystem::is_symlink(link.path));
  CHECK(content(target.path) == "new");
}

TEST_CASE("a device is written directly, and a full one is an error") {
  output_file nothing{"/dev/null"};
  nothing.stream() << "gone";
  CHECK_NOTHROW(nothing.commit());
  if (!std::filesystem::exists("/dev/full")) return;
  output_file full{"/dev/full"};
  full.stream() << "too much";
  CHECK_THROWS_AS(full.commit(), saccade::host::error);
}

TEST_CASE("a folder that is absent is an error") {
  CHECK_THROWS_AS(output_file{"/nowhere/file"}, saccade::host::error);
}
