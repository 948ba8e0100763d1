// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/event.hpp>
#include <saccade/io/aedat4.hpp>

#include <lz4frame.h>
#include <zstd.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace saccade::test {

template <typename Int>
void put(std::string& to, Int value) {
  for (std::size_t i = 0; i != sizeof value; ++i) {
    to.push_back(static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i)));
  }
}

[[nodiscard]] inline auto size_prefixed(std::string const& buffer) -> std::string {
  std::string out;
  put(out, static_cast<std::uint32_t>(buffer.size()));
  return out + buffer;
}

/// The head of a packet whose table has one field, a vector of this many elements.
[[nodiscard]] inline auto vector_table(char const* identifier, std::size_t elements)
    -> std::string {
  std::string out;
  put(out, std::uint32_t{20});  // root
  out += identifier;
  out.append(4, '\0');
  for (int const u16 : {6, 8, 4, 0}) put(out, static_cast<std::uint16_t>(u16));
  put(out, std::int32_t{8});   // 20: the table, back to its vtable
  put(out, std::uint32_t{4});  // 24: field 0, on to the vector
  put(out, static_cast<std::uint32_t>(elements));
  return out;
}

[[nodiscard]] inline auto events_payload(std::span<event const> events) -> std::string {
  auto out = vector_table("EVTS", events.size());
  for (auto const& e : events) {
    put(out, e.t);
    put(out, e.x);
    put(out, e.y);
    put(out, static_cast<std::uint32_t>(e.p));
  }
  return size_prefixed(out);
}

struct aedat4_edge {
  timestamp_us t{};
  std::uint8_t source{};
};

[[nodiscard]] inline auto triggers_payload(std::span<aedat4_edge const> edges) -> std::string {
  auto out = vector_table("TRIG", edges.size());
  // Behind the offsets, for each edge a vtable of 8 bytes and a table of 16.
  for (std::size_t i = 0; i != edges.size(); ++i) {
    put(out, static_cast<std::uint32_t>(4 * (edges.size() - i) + 24 * i + 8));
  }
  for (auto const& edge : edges) {
    for (int const u16 : {8, 16, 8, 4}) put(out, static_cast<std::uint16_t>(u16));
    put(out, std::int32_t{8});
    put(out, static_cast<std::uint32_t>(edge.source));
    put(out, edge.t);
  }
  return size_prefixed(out);
}

inline constexpr std::string_view aedat4_xml = R"(<dv version="2.0">
  <node name="outInfo" path="/outInfo/">
    <node name="4" path="/outInfo/4/">
      <attr key="typeIdentifier" type="string">FRME</attr>
      <node name="info" path="/outInfo/4/info/"><attr key="sizeX" type="int">9</attr></node>
    </node>
    <node name="0" path="/outInfo/0/">
      <attr key="typeIdentifier" type="string">EVTS</attr>
      <node name="info" path="/outInfo/0/info/">
        <attr key="sizeX" type="int">346</attr>
        <attr key="sizeY" type="int">260</attr>
      </node>
    </node>
    <node name="1"><attr key="typeIdentifier" type="string">TRIG</attr></node>
    <node name="2"><attr key="typeIdentifier" type="string">EVTS</attr></node>
  </node>
</dv>
)";

class aedat4_file {
 public:
  explicit aedat4_file(host::aedat4_compression compression, std::string_view xml = aedat4_xml)
      : compression_{compression}, xml_{xml} {}

  void packet(std::int32_t stream, std::string const& payload, std::string const& behind = {}) {
    raw_packet(stream, compressed(payload) + behind);
  }

  void raw_packet(std::int32_t stream, std::string const& body) {
    put(packets_, stream);
    put(packets_, static_cast<std::int32_t>(body.size()));
    packets_ += body;
  }

  /// Where the first packet begins.
  [[nodiscard]] auto packets_begin() const -> std::size_t { return header(0).size(); }

  /// The whole file; with a table behind the packets, or as left by a recorder that was killed.
  [[nodiscard]] auto bytes(bool with_table = true) const -> std::string {
    auto const packets_end = packets_begin() + packets_.size();
    return header(with_table ? static_cast<std::int64_t>(packets_end) : -1) + packets_ +
           (with_table ? compressed(size_prefixed(vector_table("FTAB", 0))) : "");
  }

 private:
  [[nodiscard]] auto header(std::int64_t table) const -> std::string {
    std::string out;
    put(out, std::uint32_t{24});  // root
    out += "IOHE";
    out.append(4, '\0');
    for (int const u16 : {10, 20, 4, 8, 16, 0}) put(out, static_cast<std::uint16_t>(u16));
    put(out, std::int32_t{12});  // 24: the table, back to its vtable
    put(out, static_cast<std::int32_t>(compression_));
    put(out, table);
    put(out, std::uint32_t{4});
    put(out, static_cast<std::uint32_t>(xml_.size()));
    return std::string{host::aedat4_magic} + size_prefixed(out + xml_);
  }

  [[nodiscard]] auto compressed(std::string const& plain) const -> std::string {
    using enum host::aedat4_compression;
    std::string out;
    if (compression_ == none) return plain;
    if (compression_ == lz4 || compression_ == lz4_high) {
      out.resize(LZ4F_compressFrameBound(plain.size(), nullptr));
      out.resize(LZ4F_compressFrame(out.data(), out.size(), plain.data(), plain.size(), nullptr));
    } else {
      out.resize(ZSTD_compressBound(plain.size()));
      out.resize(ZSTD_compress(out.data(), out.size(), plain.data(), plain.size(), 1));
    }
    return out;
  }

  host::aedat4_compression compression_;
  std::string xml_;
  std::string packets_;
};

}  // namespace saccade::test
