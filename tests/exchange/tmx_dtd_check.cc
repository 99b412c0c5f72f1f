#include "tests/exchange/tmx_dtd_check.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "expat.h"

namespace presstm {
namespace {

// The content of an element: any number of `free` children in any order, then
// those of `last` in order; "+" lets the one before it repeat.
struct ElementRule {
  const char* name;
  const char* free;
  const char* last;
  bool has_text;
  const char* required;  // Attributes, by spaces.
  const char* optional;
};

constexpr char kInline[] = "bpt ept ph it hi ut";
constexpr char kHistory[] =
    "o-encoding datatype usagecount lastusagedate creationtool "
    "creationtoolversion creationdate creationid changedate changeid o-tmf";

const std::vector<ElementRule>& Rules() {
  static const std::vector<ElementRule>& rules = *new std::vector<ElementRule>{
      {"tmx", "", "header body", false, "version", ""},
      {"header", "note prop ude", "", false,
       "creationtool creationtoolversion segtype o-tmf adminlang srclang "
       "datatype",
       "o-encoding creationdate creationid changedate changeid"},
      {"body", "tu", "", false, "", ""},
      {"tu", "note prop", "tuv +", false, "", "tuid segtype srclang"},
      {"tuv", "note prop", "seg", false, "xml:lang", ""},
      {"note", "", "", true, "", "o-encoding xml:lang lang"},
      {"prop", "", "", true, "type", "o-encoding xml:lang lang"},
      {"seg", kInline, "", true, "", ""},
      {"hi", kInline, "", true, "", "x type"},
      {"sub", kInline, "", true, "", "datatype type"},
      {"bpt", "sub", "", true, "i", "x type"},
      {"ept", "sub", "", true, "i", ""},
      {"it", "sub", "", true, "pos", "x type"},
      {"ph", "sub", "", true, "", "x assoc type"},
      {"ut", "sub", "", true, "", "x"},
  };
  return rules;
}

std::vector<std::string> Words(absl::string_view text) {
  return absl::StrSplit(text, ' ', absl::SkipEmpty());
}

bool Contains(const std::vector<std::string>& words, const std::string& word) {
  return std::ranges::find(words, word) != words.end();
}

bool HasValidContent(const ElementRule& rule,
                     const std::vector<std::string>& children) {
  const std::vector<std::string> free = Words(rule.free);
  size_t k = 0;
  while (k < children.size() && Contains(free, children[k])) ++k;
  for (const std::string& word : Words(rule.last)) {
    if (word == "+") {
      while (k < children.size() && children[k] == children[k - 1]) ++k;
    } else if (k == children.size() || children[k++] != word) {
      return false;
    }
  }
  return k == children.size();
}

struct Checker {
  std::vector<std::string> open;
  std::vector<std::vector<std::string>> children;  // Of each open element.
  std::string fault;
};

void AddFault(Checker& checker, const std::string& fault) {
  if (checker.fault.empty()) {
    checker.fault = absl::StrCat(absl::StrJoin(checker.open, "/"), ": ", fault);
  }
}

const ElementRule* FindRule(absl::string_view name) {
  for (const ElementRule& rule : Rules()) {
    if (name == rule.name) return &rule;
  }
  return nullptr;
}

bool IsAllowedValue(absl::string_view attribute, absl::string_view value) {
  const auto is_in = [&](absl::string_view list) {
    const std::set<std::string> values = absl::StrSplit(list, ' ');
    return values.contains(std::string(value));
  };
  if (attribute == "pos") return is_in("begin end");
  if (attribute == "assoc") return is_in("p f b");
  if (attribute == "segtype") return is_in("block paragraph sentence phrase");
  if (attribute == "version") return is_in("1.4");
  return true;
}

void XMLCALL OnStart(void* data, const XML_Char* name,
                     const XML_Char** attributes) {
  auto& checker = *static_cast<Checker*>(data);
  if (!checker.children.empty()) {
    checker.children.back().emplace_back(name);
  } else if (std::string(name) != "tmx") {
    AddFault(checker, "the root is not tmx");
  }
  checker.open.emplace_back(name);
  checker.children.emplace_back();
  const ElementRule* rule = FindRule(name);
  if (rule == nullptr) return AddFault(checker, "unknown element");
  std::set<std::string> required =
      absl::StrSplit(rule->required, ' ', absl::SkipEmpty());
  std::set<std::string> allowed =
      absl::StrSplit(rule->optional, ' ', absl::SkipEmpty());
  allowed.insert(required.begin(), required.end());
  if (absl::StartsWith(rule->name, "tu")) {
    for (const absl::string_view more : absl::StrSplit(kHistory, ' ')) {
      allowed.insert(std::string(more));
    }
  }
  for (; *attributes != nullptr; attributes += 2) {
    required.erase(attributes[0]);
    if (!allowed.contains(attributes[0]) ||
        !IsAllowedValue(attributes[0], attributes[1])) {
      AddFault(checker, absl::StrCat("attribute ", attributes[0], "=\"",
                                     attributes[1], "\""));
    }
  }
  if (!required.empty()) {
    AddFault(checker, absl::StrCat("no attribute ", *required.begin()));
  }
}

void XMLCALL OnEnd(void* data, const XML_Char* name) {
  auto& checker = *static_cast<Checker*>(data);
  const ElementRule* rule = FindRule(name);
  if (rule != nullptr && !HasValidContent(*rule, checker.children.back())) {
    AddFault(
        checker,
        absl::StrCat("children ", absl::StrJoin(checker.children.back(), " ")));
  }
  checker.open.pop_back();
  checker.children.pop_back();
}

void XMLCALL OnText(void* data, const XML_Char* text, int size_bytes) {
  auto& checker = *static_cast<Checker*>(data);
  const std::string content(text, static_cast<size_t>(size_bytes));
  const ElementRule* rule = FindRule(checker.open.back());
  if (rule != nullptr && !rule->has_text &&
      content.find_first_not_of(" \n\t") != std::string::npos) {
    AddFault(checker, "text where none may be");
  }
}

}  // namespace

std::string FindDtdFault(absl::string_view document) {
  Checker checker;
  XML_Parser parser = XML_ParserCreate("UTF-8");
  XML_SetUserData(parser, &checker);
  XML_SetElementHandler(parser, &OnStart, &OnEnd);
  XML_SetCharacterDataHandler(parser, &OnText);
  if (XML_Parse(parser, document.data(), static_cast<int>(document.size()),
                XML_TRUE) != XML_STATUS_OK) {
    AddFault(checker,
             absl::StrCat("line ", XML_GetCurrentLineNumber(parser), ": ",
                          XML_ErrorString(XML_GetErrorCode(parser))));
  }
  XML_ParserFree(parser);
  return checker.fault;
}

}  // namespace presstm
