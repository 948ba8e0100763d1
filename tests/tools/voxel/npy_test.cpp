// SPDX-License-Identifier: Apache-2.0
#include "voxel/npy.hpp"

#include "support/catch.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <unistd.h>

using saccade::host::npy_writer;
using saccade::host::read_npy;

namespace {

struct temporary {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("saccade_npy_test_" + std::to_string(getpid()));
  ~temporary() { std::filesystem::remove(path); }

  void put(std::string const& bytes) const { std::ofstream{path, std::ios::binary} << bytes; }
  auto bytes() const -> std::string {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
  }
};

auto header(std::string const& dictionary) -> std::string {
  std::string text{"\x93NUMPY\x01\x00", 8};
  text += static_cast<char>(dictionary.size());
  text += '\0';
  return text + dictionary;
}

}  // namespace

TEST_CASE("a file that grew item by item reads back, with numpy's own header layout") {
  temporary file;
  npy_writer<float> writer{file.path, {2, 3}};
  writer.write(std::array{1.0F, 2.0F, 3.0F, 4.0F, 5.0F, 6.0F});
  writer.write_zeros(2);
  writer.write(std::array{7.0F, 8.0F, 9.0F, 10.0F, 11.0F, 12.0F});
  writer.finish();
  auto const bytes = file.bytes();
  REQUIRE(bytes.size() == 128 + 4 * 6 * 4);
  CHECK(bytes.substr(0, 10) == std::string("\x93NUMPY\x01\x00\x76\x00", 10));
  CHECK(bytes.substr(10, 63) == "{'descr': '<f4', 'fortran_order': False, 'shape': (4, 2, 3,), }");
  CHECK(bytes[127] == '\n');

  auto const array = read_npy<float>(file.path);
  CHECK(array.shape == std::vector<std::size_t>{4, 2, 3});
  CHECK(array.values == std::vector<float>{1, 2, 3, 4, 5, 6, 0, 0, 0, 0,  0,  0,
                                           0, 0, 0, 0, 0, 0, 7, 8, 9, 10, 11, 12});
}

TEST_CASE("zeros at the end are in the file, and many of them are quick") {
  temporary file;
  npy_writer<std::uint8_t> writer{file.path, {1000}};
  writer.write_zeros(1'000'000);
  writer.finish();
  CHECK(std::filesystem::file_size(file.path) == 128 + 1'000'000'000);
  CHECK(writer.items() == 1'000'000);
}

TEST_CASE("no items, and items without elements") {
  temporary file;
  npy_writer<std::int8_t> none{file.path, {2, 3}};
  none.finish();
  CHECK(read_npy<std::int8_t>(file.path).shape == std::vector<std::size_t>{0, 2, 3});
  npy_writer<std::int8_t> hollow{file.path, {0, 3}};
  hollow.write({});
  hollow.write_zeros(7);
  hollow.finish();
  CHECK(read_npy<std::int8_t>(file.path).shape == std::vector<std::size_t>{8, 0, 3});
}

TEST_CASE("what does not fit is refused") {
  temporary file;
  npy_writer<float> writer{file.path, {2, 3}};
  CHECK_THROWS_AS(writer.write(std::array{1.0F}), saccade::host::error);
  CHECK_THROWS_AS(writer.write_zeros(UINT64_MAX), saccade::host::error);
  CHECK_THROWS_AS((npy_writer<float>{"/nonexistent/x.npy", {1}}), saccade::host::error);
}

TEST_CASE("a file that numpy would write otherwise reads as well") {
  temporary file;
  file.put(header("{'shape': (2,), 'fortran_order': False, 'descr': '|u1'}\n") + "ab");
  CHECK(read_npy<std::uint8_t>(file.path).values == std::vector<std::uint8_t>{'a', 'b'});
  file.put(header("{'descr': '|u1', 'fortran_order': False, 'shape': (), }\n") + "a");
  CHECK(read_npy<std::uint8_t>(file.path).shape.empty());
  CHECK(read_npy<std::uint8_t>(file.path).values.size() == 1);
}

TEST_CASE("hostile files are refused") {
  temporary file;
  auto const refused = [&](std::string const& bytes) {
    file.put(bytes);
    CHECK_THROWS_AS(read_npy<float>(file.path), saccade::host::error);
  };
  auto const valid = header("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }\n") + "abcd";
  for (std::size_t cut = 0; cut < valid.size(); ++cut) refused(valid.substr(0, cut));
  refused(header("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }") + "abcdefgh");
  refused(header("{'descr': '<f4', 'fortran_order': True, 'shape': (1,), }") + "abcd");
  refused(header("{'descr': '<f4', 'fortran_order': False, 'shape': (x,), }") + "abcd");
  refused(header("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }") + "abcd");
  refused(header("{'descr': '<f4', 'fortran_order': False, }") + "abcd");
  refused(header("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296)}"));
  refused(header("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}"));
  refused(header("{'descr':"));
  refused(std::string{"\x93NUMPY\x02\x00\xff\xff\xff\xff", 12});
  CHECK_THROWS_AS(read_npy<float>("/nonexistent/x.npy"), saccade::host::error);
}
