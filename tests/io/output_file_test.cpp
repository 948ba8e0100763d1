// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/output_file.hpp>

#include "support/catch.hpp"
#include "support/file.hpp"
#include "support/temporary_folder.hpp"

#include <saccade/io/error.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace fs = std::filesystem;
using saccade::host::error;
using saccade::host::output_file;
using saccade::test::read_file;
using saccade::test::temporary_folder;

namespace {

void put(fs::path const& path, std::string const& text) {
  std::ofstream{path, std::ios::binary} << text;
}

void write(fs::path const& path, std::string const& text) {
  output_file file{path};
  file.stream() << text;
  file.commit();
}

auto files_in(fs::path const& folder) -> std::vector<std::string> {
  std::vector<std::string> names;
  for (auto const& entry : fs::directory_iterator{folder}) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

auto mode_of(fs::path const& path) -> unsigned {
  return static_cast<unsigned>(fs::status(path).permissions());
}

using names = std::vector<std::string>;

}  // namespace

TEST_CASE("an output file appears when it is committed") {
  temporary_folder const folder{"output"};
  output_file file{folder / "new"};
  file.stream() << "text";
  CHECK_FALSE(fs::exists(folder / "new"));
  file.commit();
  CHECK(read_file(folder / "new") == "text");
  CHECK(files_in(folder.path) == names{"new"});
}

TEST_CASE("what is not committed leaves no trace and harms no file") {
  temporary_folder const folder{"output"};
  put(folder / "kept", "precious");
  put(folder / "kept.part", "another's");
  {
    output_file file{folder / "kept"};
    file.stream() << "half" << std::flush;
    auto const during = files_in(folder.path);
    REQUIRE(during.size() == 3);
    CHECK_THAT(during[0], ContainsSubstring(".kept.saccade-"));
  }
  CHECK(read_file(folder / "kept") == "precious");
  CHECK(read_file(folder / "kept.part") == "another's");
  CHECK(files_in(folder.path) == names{"kept", "kept.part"});
}

TEST_CASE("a replaced file keeps its mode, a new one has the usual one") {
  temporary_folder const folder{"output"};
  for (auto const mode : {0600U, 0640U, 0666U, 0755U}) {
    put(folder / "old", "old");
    fs::permissions(folder / "old", static_cast<fs::perms>(mode));
    write(folder / "old", "new");
    CHECK(mode_of(folder / "old") == mode);
    CHECK(read_file(folder / "old") == "new");
  }
  put(folder / "usual", "");
  write(folder / "made", "");
  CHECK(mode_of(folder / "made") == mode_of(folder / "usual"));
}

TEST_CASE("a write-protected file is kept, even from the superuser") {
  temporary_folder const folder{"output"};
  put(folder / "kept", "precious");
  fs::permissions(folder / "kept", fs::perms::owner_read);
  CHECK_THROWS_WITH(
      output_file{folder / "kept"},
      (folder / "kept").string() + ": cannot be written: Permission denied, it is write-protected");
  CHECK(read_file(folder / "kept") == "precious");
  CHECK(files_in(folder.path) == names{"kept"});
}

TEST_CASE("an output file goes through links") {
  temporary_folder const folder{"output"};
  fs::create_directory(folder / "far");
  fs::create_symlink("far/file", folder / "second");
  fs::create_symlink("second", folder / "link");
  for (auto const* text : {"into nothing", "into a file"}) {
    output_file file{folder / "link"};
    file.stream() << text;
    CHECK(files_in(folder.path) == names{"far", "link", "second"});
    file.commit();
    CHECK(fs::is_symlink(folder / "link"));
    CHECK(read_file(folder / "far/file") == text);
    CHECK(files_in(folder / "far") == names{"file"});
  }
}

TEST_CASE("an output that leads nowhere is refused with the system's reason") {
  temporary_folder const folder{"output"};
  put(folder / "file", "");
  fs::create_symlink("loop", folder / "loop");
  fs::create_symlink("absent/file", folder / "dangling");
  auto const refused = [&](char const* name, std::string const& reason) {
    INFO(name);
    CHECK_THROWS_WITH(output_file{folder / name},
                      (folder / name).string() + ": cannot be written: " + reason);
  };
  refused("", "Is a directory");
  refused("absent/", "No such file or directory");
  refused("file/x", "Not a directory");
  refused("loop", "Too many levels of symbolic links");
  auto const absent = "folder '" + (folder / "absent").string() + "': No such file or directory";
  refused("absent/x", absent);
  refused("dangling", absent);
  CHECK_THROWS_WITH(output_file{folder / std::string(256, 'x')}, ContainsSubstring("too long"));
  CHECK(files_in(folder.path) == names{"dangling", "file", "loop"});
}

TEST_CASE("long names fit") {
  temporary_folder const folder{"output"};
  for (auto const& name : {std::string(255, 'x'), "x" + [] {
                             std::string text;
                             for (int i = 0; i != 127; ++i) text += "\xC3\xA9";
                             return text;
                           }()}) {
    write(folder / name, "text");
    CHECK(read_file(folder / name) == "text");
    fs::remove(folder / name);
  }
}

TEST_CASE("of two writers of one file, each at its end replaces it whole") {
  temporary_folder const folder{"output"};
  std::string const first(300'000, '1'), second(200'000, '2');
  output_file one{folder / "file"};
  output_file two{folder / "file"};
  one.stream() << first;
  two.stream() << second;
  one.commit();
  CHECK(read_file(folder / "file") == first);
  two.commit();
  CHECK(read_file(folder / "file") == second);
  CHECK(files_in(folder.path) == names{"file"});
}

TEST_CASE("many threads write one file, and one of them wins whole") {
  temporary_folder const folder{"output"};
  {
    std::vector<std::jthread> threads;
    for (char c = 'a'; c != 'e'; ++c) {
      threads.emplace_back([&, c] {
        for (int i = 0; i != 50; ++i) write(folder / "file", std::string(1000, c));
      });
    }
  }
  auto const text = read_file(folder / "file");
  CHECK(text.size() == 1000);
  CHECK(text == std::string(1000, text[0]));
  CHECK(files_in(folder.path) == names{"file"});
}

TEST_CASE("what a killed process has left is removed, and nothing else") {
  temporary_folder const folder{"output"};
  names const others{".file.saccade-ABC123", ".file.saccade-abc1234", ".file2.saccade-abc123",
                     "file.saccade-abc123"};
  for (auto const& name : others) put(folder / name, "");
  put(folder / ".file.saccade-abc123", "");
  output_file other{folder / "file"};
  auto expected = files_in(folder.path);
  CHECK(expected.size() == others.size() + 1);
  // The other's is in use.
  output_file{folder / "file"};
  CHECK(files_in(folder.path) == expected);
}

TEST_CASE("a device is written directly, and a full one is an error") {
  write("/dev/null", "gone");
  CHECK(fs::is_character_file("/dev/null"));
  if (!fs::exists("/dev/full")) return;
  output_file at_end{"/dev/full"};
  at_end.stream() << "too much";
  CHECK_THROWS_WITH(at_end.commit(), "/dev/full: cannot be written: No space left on device");
  output_file at_once{"/dev/full"};
  CHECK_THROWS_AS(at_once.stream() << std::string(100'000, 'x'), error);
}

TEST_CASE("a named pipe is written directly") {
  temporary_folder const folder{"output"};
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  std::string read;
  std::jthread reader{[&] { read = read_file(folder / "pipe"); }};
  output_file file{folder / "pipe"};
  CHECK_FALSE(file.can_seek());
  file.stream() << "text";
  file.commit();
  reader.join();
  CHECK(read == "text");
  CHECK(fs::is_fifo(folder / "pipe"));
}

TEST_CASE("an open descriptor is written where it stands") {
  temporary_folder const folder{"output"};
  put(folder / "file", "");
  int const descriptor = ::open((folder / "file").c_str(), O_WRONLY | O_CLOEXEC);
  REQUIRE(descriptor >= 0);
  REQUIRE(::write(descriptor, "start ", 6) == 6);
  auto const name = "/dev/fd/" + std::to_string(descriptor);
  {
    output_file file{name};
    file.stream() << "x";
    file.stream().seekp(0);
    file.stream() << "middle ";
    file.commit();
  }
  CHECK(::write(descriptor, "end", 3) == 3);
  ::close(descriptor);
  CHECK(read_file(folder / "file") == "start middle end");
  CHECK_THROWS_WITH(output_file{name}, name + ": cannot be written: Bad file descriptor");
  int const read_only = ::open((folder / "file").c_str(), O_RDONLY | O_CLOEXEC);
  auto const input = "/dev/fd/" + std::to_string(read_only);
  CHECK_THROWS_WITH(output_file{input}, input + ": cannot be written: Bad file descriptor");
  ::close(read_only);
}

TEST_CASE("an output file can go back to its start") {
  temporary_folder const folder{"output"};
  output_file file{folder / "file"};
  REQUIRE(file.can_seek());
  file.stream() << "0123456789";
  CHECK(file.stream().tellp() == 10);
  file.stream().seekp(0) << "ab";
  file.stream().seekp(-1, std::ios::end) << "z";
  file.commit();
  CHECK(read_file(folder / "file") == "ab2345678z");
}
