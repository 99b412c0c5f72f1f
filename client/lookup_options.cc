#include "client/lookup_options.h"

#include <map>
#include <string>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "client/names.h"
#include "client/option_checks.h"
#include "tm_store/base/limits.h"

namespace presstm {
namespace {

constexpr char kRankingGroup[] = "Ranking";
constexpr char kPivotGroup[] = "By way of a third language";

void AddMemoryOption(CLI::App& sub, LookupFlags& flags) {
  sub.add_option("--memory", flags.memories,
                 "A memory to search, with points to take off its matches; "
                 "may be repeated")
      ->option_text("NAME[:POINTS] [default]")
      ->allow_extra_args(false);
}

void AddTextOptions(CLI::App& sub, LookupFlags& flags) {
  CLI::Option* text =
      sub.add_option("TEXT", flags.text,
                     "The text, after -- if it begins with a dash; without "
                     "it, or with -, each line of stdin")
          ->option_text(" ");
  sub.add_option("--batch", flags.batch,
                 "Look up each line of this file; - is stdin")
      ->type_name("FILE")
      ->excludes(text);
}

void AddLanguageOptions(CLI::App& sub, LookupFlags& flags) {
  sub.add_option("--from", flags.from, "The language of the text")
      ->required()
      ->type_name("LANG");
  sub.add_option("--to", flags.to, "The language of the translations")
      ->required()
      ->type_name("LANG");
}

void AddResultOptions(CLI::App& sub, LookupFlags& flags) {
  AddMemoryOption(sub, flags);
  sub.add_option("--threshold", flags.threshold, "The lowest score shown")
      ->transform(WholeNumber(1, 100))
      ->option_text(absl::StrCat("1-100 [", kDefaultThreshold, "]"));
  sub.add_option("--limit", flags.limit, "The most matches shown")
      ->transform(WholeNumber(1, kMaxLookupLimit))
      ->option_text(
          absl::StrCat("1-", kMaxLookupLimit, " [", kDefaultLookupLimit, "]"));
  sub.add_flag("--exclude-exact", flags.exclude_exact,
               "Leave out what is identical to the text");
}

void AddContextOptions(CLI::App& sub, LookupFlags& flags) {
  sub.add_option("--previous", flags.previous,
                 "The text before it in its document")
      ->type_name("TEXT");
  sub.add_option("--next", flags.next, "The text after it in its document")
      ->type_name("TEXT");
  sub.add_option("--context-key", flags.context_key,
                 "A tool's own key of its place")
      ->type_name("KEY");
}

void AddRankingOptions(CLI::App& sub, LookupFlags& flags) {
  sub.add_option("--document", flags.document,
                 "Its document; equal matches from there rank first")
      ->type_name("NAME")
      ->group(kRankingGroup);
  sub.add_option("--prefer-property", flags.preferred_properties,
                 "Equal matches that have it rank first; may be repeated")
      ->option_text("KEY=VALUE")
      ->allow_extra_args(false)
      ->group(kRankingGroup);
  sub.add_option("--region", flags.region,
                 "What a region such as TW in zh-TW does")
      ->transform(OneOf(RegionOptions()))
      ->option_text("prefer|require|ignore [prefer]")
      ->group(kRankingGroup);
}

void AddPivotOptions(CLI::App& sub, LookupFlags& flags) {
  CLI::Option* pivot =
      sub.add_option("--pivot", flags.pivots,
                     "Where no unit has both languages, a language to go "
                     "through; may be repeated")
          ->option_text("LANG [en]")
          ->allow_extra_args(false)
          ->group(kPivotGroup);
  sub.add_flag("--no-pivot", flags.no_pivot, "Go through none")
      ->excludes(pivot)
      ->group(kPivotGroup);
}

}  // namespace

void AddLookupOptions(CLI::App& sub, LookupFlags& flags) {
  AddTextOptions(sub, flags);
  AddLanguageOptions(sub, flags);
  AddResultOptions(sub, flags);
  AddContextOptions(sub, flags);
  AddRankingOptions(sub, flags);
  AddFilterOptions(sub, flags.filter);
  AddPivotOptions(sub, flags);
}

void AddDocumentLookupOptions(CLI::App& sub, LookupFlags& flags) {
  AddMemoryOption(sub, flags);
  AddRankingOptions(sub, flags);
  AddFilterOptions(sub, flags.filter);
  AddPivotOptions(sub, flags);
}

void AddLookupSettings(CLI::App& sub, LookupFlags& flags) {
  AddLanguageOptions(sub, flags);
  AddResultOptions(sub, flags);
  AddRankingOptions(sub, flags);
  AddFilterOptions(sub, flags.filter);
  AddPivotOptions(sub, flags);
}

}  // namespace presstm
