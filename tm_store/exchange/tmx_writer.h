// Writes translation units as a TMX file, piece by piece.
#ifndef TM_STORE_EXCHANGE_TMX_WRITER_H_
#define TM_STORE_EXCHANGE_TMX_WRITER_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tm_store/exchange/file_writer.h"
#include "tm_store/exchange/language_subset.h"
#include "tm_store/exchange/tmx_context.h"
#include "tm_store/model/translation_unit.h"
#include "tm_store/text/language.h"

namespace presstm {

// Makes TMX 1.4b, valid against tmx14.dtd, UTF-8, without a DOCTYPE: some
// tools would look for the file it names. Reading the file back gives equal
// units (ids, memory, revision aside) if they came from a TMX file; from
// others, TmxElement::kNone and fractions of a second are lost.
// XML-illegal characters are left out. Immutable after Create; thread-safe.
//
//   auto writer = TmxWriter::Create({.languages = {"zh", "ko"}});
//   out << writer->Header() << writer->Unit(unit) << writer->Footer();
class TmxWriter final : public FileWriter {
 public:
  struct Options {
    // For the header: the direction of most units; "" = none ("*all*").
    std::string source_language;
    // Write the variant in that language first, where others look for the
    // source. Read back, the unit has its variants in another order.
    bool source_comes_first = false;
    // BCP-47. If not empty, only variants in these are written, and only
    // units that have at least two of them (one, if one is given): a
    // bilingual subset. "zh" stands for both scripts.
    std::vector<std::string> languages;
    // Also tell contexts by the names another tool looks for. Read back, they
    // are properties of the unit, or of its source, as well.
    ContextNames context_names = ContextNames::kOwnOnly;
    std::string tool_version = "0.1";
  };

  // InvalidArgument with reason UNKNOWN_LANGUAGE.
  static absl::StatusOr<TmxWriter> Create(Options options);

  // From the XML declaration to <body>.
  std::string Header() const override;
  // One <tu>, with a line end; "" if `unit` has too few of the languages.
  std::string Unit(const TranslationUnit& unit) const override;
  std::string Footer() const override;

 private:
  TmxWriter(Options options, std::optional<Language> source,
            LanguageSubset subset)
      : options_(std::move(options)),
        source_(std::move(source)),
        subset_(std::move(subset)) {}

  std::string WholeUnit(const TranslationUnit& unit) const;
  void AppendUnitTag(const TranslationUnit& unit, bool has_segment_type,
                     std::string& out) const;
  void PutSourceFirst(TranslationUnit& unit) const;
  void AddContextsForOthers(TranslationUnit& unit) const;

  Options options_;
  std::optional<Language> source_;  // The one that comes first.
  LanguageSubset subset_;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_TMX_WRITER_H_
