// SPDX-License-Identifier: Apache-2.0
#include "run/text_table.hpp"

#include "support/catch.hpp"
#include "support/temporary_file.hpp"

#include <saccade/io/error.hpp>

#include <string>
#include <vector>

using saccade::host::text_table;
using fields = std::vector<std::string>;

namespace {

auto rows(std::string const& text) -> std::vector<fields> {
  std::vector<fields> all;
  text_table const table{text, "t.csv"};
  for (auto const& row : table.rows()) all.push_back(row.fields);
  return all;
}

auto refusal(std::string const& text) -> std::string {
  try {
    text_table const table{text, "t.csv"};
    return "column " + std::to_string(table.column("file"));
  } catch (saccade::host::error const& fault) {
    return fault.what();
  }
}

}  // namespace

TEST_CASE("rows are fields between commas, of any line end") {
  CHECK(rows("a,b\n1,2\r\n\n,x\r\n3,") == std::vector<fields>{{"1", "2"}, {"", "x"}, {"3", ""}});
  CHECK(rows("a\n1\r\n\r\n2\r") == std::vector<fields>{{"1"}, {"2"}});
  CHECK(rows("").empty());
  CHECK(rows("\n\n").empty());
  CHECK(rows("a,b").empty());
}

TEST_CASE("quoted fields hold commas, quotes and line ends") {
  CHECK(rows("a,b\n\"1,\"\"2\"\"\",\"x\r\ny\"\n\"\",3\n") ==
        std::vector<fields>{{"1,\"2\"", "x\r\ny"}, {"", "3"}});
  CHECK(rows("\"a\",b\r\n2\"5,\"\"\"\"\r\n") == std::vector<fields>{{"2\"5", "\""}});
}

TEST_CASE("rows know the line that they begin in, and columns their place") {
  text_table const table{"\nb,file\n\"1\n2\",x\n\n3,y", "t.csv"};
  CHECK(table.column("file") == 1);
  CHECK(table.find("b") == 0U);
  CHECK_FALSE(table.find("c"));
  REQUIRE(table.rows().size() == 2);
  CHECK(table.rows()[0].line == 3);
  CHECK(table.rows()[1].line == 6);
}

TEST_CASE("what is no table is refused with the line's number") {
  CHECK(refusal("file,a\nx,1\ny\n") == "t.csv:3: has 1 fields, not 2");
  CHECK(refusal("file\nx,1\n") == "t.csv:2: has 2 fields, not 1");
  CHECK(refusal("file\n\"x\n\n") == "t.csv:2: has a quote that does not end");
  CHECK(refusal("file\n\"") == "t.csv:2: has a quote that does not end");
  CHECK(refusal("file\n\"x\"y\n") == "t.csv:2: has text behind a quoted field");
  CHECK(refusal("file\n\"x\"\r") == "t.csv:2: has text behind a quoted field");
  CHECK(refusal("file,a,a\n") == "t.csv:1: names the column 'a' twice");
  CHECK(refusal("File\nx\n") == "t.csv: has no column 'file'");
  CHECK(refusal("") == "t.csv: has no column 'file'");
}

TEST_CASE("a small file is read without its byte order mark") {
  saccade::test::temporary_file const file{"table.csv",
                                           "\xEF\xBB\xBF"
                                           "file\nx\n"};
  CHECK(saccade::host::read_text(file.path) == "file\nx\n");
  CHECK_THROWS_AS(saccade::host::read_text("/nowhere"), saccade::host::error);
  CHECK_THROWS_AS(saccade::host::read_text("/"), saccade::host::error);
}
