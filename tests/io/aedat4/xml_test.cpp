// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/aedat4/xml.hpp>

#include "support/catch.hpp"

#include <string>
#include <string_view>

using namespace saccade;
using host::xml_reader;
using host::xml_token;

namespace {

/// All tokens on one line: (name text )name, '!' where the text is damaged.
auto tokens(std::string_view text) -> std::string {
  std::string out;
  xml_reader in{text};
  for (;;) {
    switch (in.next()) {
      case xml_token::open:
        out += '(' + std::string{in.name()} + ' ';
        break;
      case xml_token::close:
        out += ')' + std::string{in.name()} + ' ';
        break;
      case xml_token::text:
        out += in.text();
        break;
      case xml_token::damaged:
        return out + '!';
      case xml_token::end:
        return out;
    }
  }
}

auto attribute(std::string_view tag, std::string_view name) -> std::string {
  xml_reader in{tag};
  REQUIRE(in.next() == xml_token::open);
  return in.attribute(name).value_or("none");
}

}  // namespace

TEST_CASE("XML elements, text and what is passed over") {
  CHECK(tokens("") == "");
  CHECK(tokens("<a>1<b/>2</a>") == "(a 1(b )b 2)a ");
  CHECK(tokens("<?xml version='1.0'?><!DOCTYPE a><!-- <c> -- --><a\n/>") == "(a )a ");
  CHECK(tokens("<a x='>' y=\"/>\">t</a >") == "(a t)a ");
  CHECK(tokens("&lt;&gt;&amp;&quot;&apos;&#65;&#x42;") == "<>&\"'AB");
  CHECK(tokens("&euro; &#8364; &#x; & &amp") == "&euro; &#8364; &#x; & &amp");
}

TEST_CASE("XML attributes in any order and any quotes") {
  constexpr std::string_view tag =
      "<node path='/a \"b\"' originalname=\"no\"\n name = \"4 &lt; 5\" />";
  CHECK(attribute(tag, "name") == "4 < 5");
  CHECK(attribute(tag, "path") == "/a \"b\"");
  CHECK(attribute(tag, "original") == "none");
  CHECK(attribute("<node name=4>", "name") == "none");
  CHECK(attribute("<node name='4' key>", "key") == "none");
}

TEST_CASE("XML that ends within a tag is damaged") {
  for (auto const text :
       {"<", "<a", "<a x='", "<a x='>", "<!-- -", "<?xml", "<a <b>", "<>", "</>"}) {
    INFO(text);
    CHECK(tokens(text) == "!");
  }
}
