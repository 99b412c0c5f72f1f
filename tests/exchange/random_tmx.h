// Random documents and units.
#ifndef TESTS_EXCHANGE_RANDOM_TMX_H_
#define TESTS_EXCHANGE_RANDOM_TMX_H_

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "tests/exchange/tmx_test_reading.h"
#include "tm_store/exchange/tmx_date.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

// Makes TMX with everything in it, in no good order.
class RandomTmx {
 public:
  explicit RandomTmx(uint32_t seed) : random_(seed) {}

  std::string Document() {
    std::string body;
    for (int k = Below(6); k > 0; --k) body += Unit();
    return TmxDocument(body, Pick({"en", "*all*", "ko-KR", ""}));
  }

  // A unit as the API takes it: one variant is enough, and several may be in
  // one language.
  TranslationUnit ApiUnit() {
    TranslationUnit unit = {
        .source_language = Pick({"", "en", "zh-TW"}),
        .properties = ApiProperties(),
        .notes = ApiNotes(),
        .document = Pick({"", "a.html", "新闻|1"}),
        .external_id = Pick({"", "17", "<\"\n&"}),
        .origin = static_cast<Origin>(Below(5)),
        .status = static_cast<TranslationStatus>(Below(4)),
        .create_time = ApiTime(),
        .created_by = Pick({"", "kim", "김 <kim@example.com>"}),
        .change_time = ApiTime(),
        .changed_by = Pick({"", "lee"}),
        .usage_count = Below(3),
        .last_used_time = ApiTime()};
    for (int k = 1 + Below(4); k > 0; --k)
      unit.variants.push_back(ApiVariant());
    for (int k = Below(4); k > 0; --k) {
      unit.contexts.push_back({.language = Pick({"", "ko"}),
                               .previous_text = Pick({"", "a|b", "前\\"}),
                               .next_text = Text(),
                               .key = Pick({"", "-1, 2"})});
    }
    return unit;
  }

 private:
  int Below(int end) {
    return std::uniform_int_distribution<int>(0, end - 1)(random_);
  }
  std::string Pick(std::vector<std::string> choices) {
    return choices[static_cast<size_t>(
        Below(static_cast<int>(choices.size())))];
  }
  std::string Text() {
    return Pick({"a", "Good morning", "新闻联播", "뉴스", "😀 x", "a  b\n c",
                 "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "100%"});
  }
  absl::Time ApiTime() {
    if (Below(3) == 0) return absl::InfinitePast();
    return absl::FromUnixSeconds(Below(2'000'000'000));
  }
  std::vector<Property> ApiProperties() {
    std::vector<Property> properties;
    for (int k = Below(3); k > 0; --k) {
      properties.push_back(
          {Pick({"client", "prev", "x-context-pre", "segtype", "", "뉴스"}),
           Pick({"", "a", "paragraph", "<b>\r\n"})});
    }
    return properties;
  }
  std::vector<std::string> ApiNotes() {
    std::vector<std::string> notes;
    for (int k = Below(3); k > 0; --k) {
      notes.push_back(Pick({"", " ", "note\n& more", "비고"}));
    }
    return notes;
  }
  Variant ApiVariant() {
    Variant variant = {.language = Pick({"en", "en-GB", "ZH_tw", "ko"}),
                       .segment = {.text = Text()},
                       .properties = ApiProperties(),
                       .notes = ApiNotes()};
    const auto add = [&](InlineCodeKind kind, size_t position) {
      const bool is_xml = Below(4) == 0;
      variant.segment.codes.push_back(
          {.kind = kind,
           .position_bytes = position,
           .content = is_xml ? Pick({"", "&lt;b&gt;"})
                             : Pick({"", "<b>", "{1}", "&amp;"}),
           .content_is_xml = is_xml});
      // TMX has a type for openings and what stands alone only.
      if (kind != InlineCodeKind::kClose) {
        variant.segment.codes.back().type = Pick({"", "bold"});
      }
    };
    const size_t length = variant.segment.text.size();
    if (Below(3) == 0) add(InlineCodeKind::kStandalone, 0);
    if (Below(3) == 0) {
      add(InlineCodeKind::kOpen, 0);
      add(InlineCodeKind::kClose, length);
    }
    if (Below(3) == 0) add(InlineCodeKind::kStandalone, length);
    NumberInlineCodes(variant.segment);
    return variant;
  }
  std::string XmlText() {
    return Pick({"a", "News &amp; more", "新闻", "뉴스를", "&#x1F600;", " ",
                 "&lt;b&gt;", "<![CDATA[<i>]]>", "\n\t", "", "<!-- c -->"});
  }
  std::string Inline(int depth) {
    const std::string content = depth > 0 ? Content(depth - 1) : XmlText();
    switch (Below(10)) {
      case 0:
        return absl::StrCat("<bpt", Attribute("i"), Attribute("x"), ">",
                            XmlText(), "</bpt>", content, "<ept",
                            Attribute("i"), ">", XmlText(), "</ept>");
      case 1:
        return absl::StrCat("<ph", Attribute("assoc"), Attribute("type"), ">",
                            XmlText(), "<sub>", content, "</sub></ph>");
      case 2:
        return absl::StrCat("<it", Attribute("pos"), ">", XmlText(), "</it>");
      case 3:
        return absl::StrCat("<hi", Attribute("type"), ">", content, "</hi>");
      case 4:
        return absl::StrCat("<ut", Attribute("x"), "/>");
      case 5:
        return absl::StrCat("<t5:n", Attribute("n"), "/>");
      case 6:
        return absl::StrCat("<g", Attribute("id"), ">", content, "</g>");
      case 7:
        return absl::StrCat("<ept", Attribute("i"), "/>");
      case 8:
        return absl::StrCat("<bpt", Attribute("i"), "/>");
      default:
        return absl::StrCat("<prop", Attribute("type"), ">v</prop>");
    }
  }
  std::string Attribute(absl::string_view name) {
    const std::string value =
        Pick({"", "1", "2", "begin", "end", "p", "&quot;&#xA;", "新"});
    return value.empty() ? "" : absl::StrCat(" ", name, "=\"", value, "\"");
  }
  std::string Content(int depth) {
    std::string content = XmlText();
    for (int k = Below(3); k > 0; --k) {
      absl::StrAppend(&content, Inline(depth), XmlText());
    }
    return content;
  }
  std::string Metadata() {
    std::string xml;
    for (int k = Below(4); k > 0; --k) {
      const std::string type =
          Pick({"prev", "next", "id", "x-context-pre", "x-Context",
                "x-ContextContent", "tmgr:context", "file", "aligned",
                "x-presstm-origin", "x-presstm-context", "client", ""});
      absl::StrAppend(&xml, "<prop type=\"", type, "\">",
                      Pick({"a", "b | c", "yes", "machine", "|a|b|", "-"}),
                      "</prop>");
      if (Below(3) == 0) absl::StrAppend(&xml, "<note>", Text(), "</note>");
    }
    return xml;
  }
  std::string Unit() {
    std::string xml =
        absl::StrCat("<tu", Attribute("tuid"), Attribute("creationid"),
                     Pick({"", " srclang='ko'", " srclang='*all*'"}),
                     Pick({"", " segtype='paragraph'", " segtype='x'"}),
                     Pick({"", " changedate='19650203T040506Z' changeid='x'"}),
                     ">", Metadata());
    for (int k = 1 + Below(4); k > 0; --k) {
      absl::StrAppend(&xml, "<tuv xml:lang='",
                      Pick({"en", "en-GB", "ZH_cn", "zh-TW", "ko"}), "'",
                      Pick({"", " changedate='2020-01-01'"}), ">", Metadata(),
                      "<seg>", Content(3), "</seg></tuv>");
    }
    return xml + Metadata() + "</tu>\n";
  }

  std::mt19937 random_;
};

}  // namespace presstm

#endif  // TESTS_EXCHANGE_RANDOM_TMX_H_
