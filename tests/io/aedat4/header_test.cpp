// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/aedat4/header.hpp>

#include "support/aedat4_file.hpp"
#include "support/catch.hpp"
#include "support/file.hpp"

#include <saccade/io/aedat4/header_reader.hpp>

#include <span>
#include <string>
#include <string_view>

using namespace saccade;
using host::aedat4_compression;
using test::aedat4_file;
using test::bytes_of;

namespace {

auto parse(std::string_view xml) -> host::aedat4_header_result {
  auto const file = aedat4_file{aedat4_compression::none, xml}.bytes(false);
  return host::parse_aedat4_header(bytes_of(file).subspan(host::aedat4_magic.size()));
}

constexpr std::string_view stereo = R"(<?xml version="1.0"?>
<!-- two cameras -->
<dv version='2.0'><mainloop/><node name="outInfo2"><node name="9"></node></node>
  <node path="/out" name="outInfo">
    <attr key="typeIdentifier">EVTS</attr>
    <node name="7"><attr type="string" key='typeIdentifier'>EVTS</attr>
      <attr key="originalOutputName">left &amp; up</attr>
      <node name="other"><attr key="sizeX">1</attr><attr key="typeIdentifier">FRME</attr></node>
      <node name="info">
        <node name="info"><attr key="sizeX">2</attr></node>
        <new><attr key="sizeX">3</attr></new>
        <attr key="sizeY">480</attr><attr key="sizeX">640</attr><attr key="source">A</attr>
      </node>
    </node>
    <node name="8"><node name="info"><attr key="source">B</attr></node>
      <attr key="typeIdentifier">EVTS</attr></node>
    <node name="1"><attr key="typeIdentifier">TRIG</attr></node>
    <node name="2"><node name="info"><attr key="source">B</attr></node>
      <attr key="typeIdentifier">TRIG</attr></node>
    <node name="extra"><attr key="typeIdentifier">EVTS</attr></node>
    <node name="5"/>
  </node>
  <node name="outInfo"/>
</dv>)";

}  // namespace

TEST_CASE("an AEDAT4 header lists its streams whatever stands beside them") {
  auto const result = parse(stereo);
  CHECK(result.fault.empty());
  REQUIRE(result.header);
  auto const& header = *result.header;
  std::string list;
  for (auto const& s : header.streams) {
    list += std::to_string(s.number) + s.type + '[' + s.name + ']' + s.source + ' ' +
            std::to_string(s.sensor.width) + 'x' + std::to_string(s.sensor.height) + '\n';
  }
  CHECK(list == "7EVTS[left & up]A 640x480\n8EVTS[]B 0x0\n1TRIG[] 0x0\n2TRIG[]B 0x0\n5[] 0x0\n");
  CHECK(header.events({})->number == 7);
  CHECK(header.events(8)->number == 8);
  CHECK(header.events(1) == nullptr);
  CHECK(header.triggers_beside(*header.events(7))->number == 1);
  CHECK(header.triggers_beside(*header.events(8))->number == 2);
}

TEST_CASE("an AEDAT4 header without streams is none with a fault") {
  for (auto const xml : {"", "text", "<dv/>", "<dv><node name='outInfo'></node></dv>"}) {
    auto const result = parse(xml);
    REQUIRE(result.header);
    CHECK(result.header->streams.empty());
  }
}

TEST_CASE("a damaged AEDAT4 header says what is wrong") {
  auto const list = [](std::string const& inside) {
    return "<dv><node name='outInfo'><node name='0'>" + inside + "</node></node></dv>";
  };
  auto const info = [&](std::string const& attribute) {
    return list("<node name='info'>" + attribute + "</node>");
  };
  CHECK(parse(info("<attr key='sizeX'>346</attr>")).fault.empty());
  CHECK(parse(info("<attr key='sizeX'>3t6</attr>")).fault == "states sizeX '3t6' for stream 0");
  CHECK(parse(info("<attr key='sizeY'>-1</attr>")).fault == "states sizeY '-1' for stream 0");
  CHECK(parse(info("<attr key='sizeY'>99999</attr>")).fault == "states sizeY '99999' for stream 0");
  CHECK(parse(list("</node><node name='0'>")).fault == "lists stream 0 twice");
  CHECK(parse(list("<attr>")).fault == "has an XML element that ends without a begin");
  CHECK(parse("</dv>").fault == "has an XML element that ends without a begin");
  CHECK(parse("<dv>").fault == "has an XML element without an end");
  CHECK(parse("<dv").fault == "has an XML tag without an end");
}

TEST_CASE("an AEDAT4 header that is no table says so") {
  auto const file = aedat4_file{aedat4_compression::none}.bytes(false);
  auto const table = bytes_of(file).subspan(host::aedat4_magic.size());
  CHECK(host::parse_aedat4_header(table.first(3)).fault == "is no IOHE table");
  CHECK(host::parse_aedat4_header(table.first(table.size() - 1)).fault == "is no IOHE table");
  auto const nine = aedat4_file{aedat4_compression{9}}.bytes(false);
  CHECK(host::parse_aedat4_header(bytes_of(nine).subspan(host::aedat4_magic.size())).fault ==
        "names a compression 9, which does not exist");
}

TEST_CASE("an AEDAT4 header is read from chunks and leaves what is behind it") {
  auto const file = aedat4_file{aedat4_compression::none}.bytes(false) + "behind";
  for (std::size_t const chunk : {1U, 5U, 100000U}) {
    host::aedat4_header_reader reader;
    for (std::size_t at = 0; at < file.size() && !reader.done(); at += chunk) {
      reader.push(bytes_of(file).subspan(at).first(std::min(chunk, file.size() - at)));
    }
    CHECK(reader.header());
    CHECK(reader.size() == file.size() - 6);
    CHECK(reader.push(bytes_of(file)) == 0);
  }
}

TEST_CASE("no damaged byte of an AEDAT4 header is read beyond") {
  auto const file = aedat4_file{aedat4_compression::lz4, stereo}.bytes(false);
  for (std::size_t at = 0; at != file.size(); ++at) {
    for (unsigned bit = 0; bit != 8; ++bit) {
      auto damaged = file;
      damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
      host::aedat4_header_reader reader;
      CHECK(reader.push(bytes_of(damaged)) <= file.size());
      CHECK(reader.header().has_value() != (!reader.fault().empty() || !reader.done()));
    }
  }
}
