#include "tm_store/quality_check.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tm_store/text/language.h"
#include "tm_store/text/number_mentions.h"
#include "tm_store/text/text_units.h"
#include "tm_store/text/utf8.h"
#include "tm_store/text/writing_system.h"

namespace presstm {
namespace {

// A variant with what is made from it.
struct Side {
  const Variant& variant;
  size_t position;
  Language language;
  TextUnits units;

  TextInLanguage text() const {
    return {variant.segment.text, units, language.language};
  }
};

// One that is a name or a number alone may well stay as it is.
bool IsSentence(const TextUnits& text) {
  return std::count_if(text.units.begin(), text.units.end(), [](TextUnit unit) {
           return unit < kNumberPlaceholder || IsWord(unit);
         }) > 1;
}

bool IsSameText(const Variant& a, const Variant& b) {
  return ToNfc(absl::StripAsciiWhitespace(a.segment.text)) ==
         ToNfc(absl::StripAsciiWhitespace(b.segment.text));
}

// Whether each opening code has a closing one, and the other way round.
bool IsBalanced(const Segment& segment) {
  std::map<int, int> open_by_number;
  for (const InlineCode& code : segment.codes) {
    if (code.kind == InlineCodeKind::kOpen) ++open_by_number[code.number];
    if (code.kind == InlineCodeKind::kClose) --open_by_number[code.number];
  }
  return std::all_of(open_by_number.begin(), open_by_number.end(),
                     [](const auto& entry) { return entry.second == 0; });
}

std::map<InlineCodeKind, int> CountByKind(const Segment& segment) {
  std::map<InlineCodeKind, int> counts;
  for (const InlineCode& code : segment.codes) ++counts[code.kind];
  return counts;
}

// The warnings about one translation.
class PairCheck {
 public:
  PairCheck(const Side& source, const Side& target)
      : source_(source), target_(target) {}

  std::vector<QualityWarning> Run() {
    CheckNumbers();
    CheckCodes();
    CheckText();
    return std::move(warnings_);
  }

 private:
  void Warn(QualityIssue issue, std::string message) {
    warnings_.push_back(
        {issue, source_.position, target_.position, std::move(message)});
  }

  void CheckNumbers() {
    const std::vector<std::string> missing =
        FindUnmentionedNumbers(source_.text(), target_.text());
    if (missing.empty()) return;
    Warn(QualityIssue::kMissingNumber,
         absl::StrCat(target_.language.tag, " lacks ",
                      missing.size() == 1 ? "the number " : "the numbers ",
                      absl::StrJoin(missing, ", ")));
  }

  void CheckCodes() {
    const Segment& source = source_.variant.segment;
    const Segment& target = target_.variant.segment;
    if (!IsBalanced(target)) {
      Warn(QualityIssue::kUnbalancedCodes,
           absl::StrCat(target_.language.tag,
                        " has an inline code that is only opened or closed"));
    } else if (CountByKind(source) != CountByKind(target)) {
      Warn(QualityIssue::kUnbalancedCodes,
           absl::StrCat(target_.language.tag, " has ", target.codes.size(),
                        " inline codes, ", source_.language.tag, " ",
                        source.codes.size()));
    }
  }

  // A text left as it was is in a wrong script too, mostly.
  void CheckText() {
    if (IsSameText(source_.variant, target_.variant) &&
        IsSentence(target_.units)) {
      Warn(QualityIssue::kSourceEqualsTarget,
           absl::StrCat(target_.language.tag, " is the same as ",
                        source_.language.tag));
      return;
    }
    const std::string& text = target_.variant.segment.text;
    // A Latin name alone ("KBS") is in the script of no such language, and
    // right.
    if (IsSentence(target_.units) && !IsInScriptOf(text, target_.language)) {
      Warn(QualityIssue::kWrongScript,
           absl::StrCat(target_.language.tag,
                        " is not in the script of that language"));
    } else if (IsInOtherChinese(text, target_.language)) {
      Warn(QualityIssue::kWrongScript,
           absl::StrCat(
               target_.language.tag, " is in ",
               target_.language.script == "Hant" ? "Simplified" : "Traditional",
               " Chinese"));
    }
  }

  const Side& source_;
  const Side& target_;
  std::vector<QualityWarning> warnings_;
};

}  // namespace

std::vector<QualityWarning> CheckQuality(const TranslationUnit& unit) {
  std::vector<Side> sides;
  for (size_t k = 0; k < unit.variants.size(); ++k) {
    const Variant& variant = unit.variants[k];
    absl::StatusOr<Language> language = ParseLanguage(variant.language);
    // Nothing gets into a memory without a known language.
    if (!language.ok()) continue;
    TextUnits units = ToTextUnits(variant.segment.text, language->language);
    sides.push_back({variant, k, *std::move(language), std::move(units)});
  }
  std::vector<QualityWarning> warnings;
  const Variant* const source_variant = SourceVariant(unit);
  const auto source = std::find_if(
      sides.begin(), sides.end(),
      [&](const Side& side) { return &side.variant == source_variant; });
  if (source == sides.end()) return warnings;
  for (const Side& target : sides) {
    if (target.language.language == source->language.language) continue;
    for (QualityWarning& warning : PairCheck(*source, target).Run()) {
      warnings.push_back(std::move(warning));
    }
  }
  return warnings;
}

}  // namespace presstm
