// Builds one translation unit after another from <tu> elements.
#ifndef TM_STORE_EXCHANGE_TMX_UNIT_BUILDER_H_
#define TM_STORE_EXCHANGE_TMX_UNIT_BUILDER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "tm_store/exchange/file_unit.h"
#include "tm_store/exchange/tmx_header.h"
#include "tm_store/exchange/tmx_segment_builder.h"
#include "tm_store/exchange/xml_attributes.h"
#include "tm_store/exchange/xml_flaw.h"

namespace presstm {

// All that one unit may hold, in bytes; larger ones are rejected unread.
inline constexpr size_t kMaxTmxUnitBytes = 16 * 1024 * 1024;

// Told of the elements of a <tu> in order; decides what of it is fit to be
// stored. Thread-compatible. Holds one unit, at most kMaxTmxUnitBytes.
class TmxUnitBuilder {
 public:
  // The header must be complete. `attributes` are those of the <tu>.
  void BeginUnit(const XmlAttributes& attributes, const TmxHeader& header,
                 int64_t line);
  // Returns the unit, or nullopt after adding a problem that rejects it.
  std::optional<FileUnit> EndUnit();

  void BeginVariant(const XmlAttributes& attributes, int64_t line);
  void EndVariant();

  // What stands between <seg> and </seg>, except for <prop> and <note>.
  void BeginSegment();
  void SegmentStart(absl::string_view name, const XmlAttributes& attributes);
  void SegmentText(absl::string_view text);
  void SegmentEnd(absl::string_view name);
  bool in_code() const { return segment_.in_code(); }

  // For the variant if one has begun, else for the unit.
  void AddProperty(Property property);
  void AddNote(std::string note);
  // Says that one was left out for being too long.
  void AddOverlong();

  // Says that the unit has `flaw`: see XmlFlawKind.
  void AddFlaw(const XmlFlaw& flaw);

  // Whether a unit has begun and not ended.
  bool in_unit() const { return line_ > 0; }

  // Problems so far; to be emptied by the caller.
  std::vector<FileProblem>& problems() { return problems_; }

 private:
  // What attributes say of a unit's past, on <tu> or <tuv>.
  struct History {
    absl::Time create_time = absl::InfinitePast();
    std::string created_by;
    absl::Time change_time = absl::InfinitePast();
    std::string changed_by;
    int64_t usage_count = 0;
    absl::Time last_used_time = absl::InfinitePast();
  };
  void ReadHistory(const XmlAttributes& attributes, History& history);
  void ApplyHistory();
  void ApplyChange();
  void ReadChange(const XmlAttributes& attributes, absl::string_view date_name,
                  absl::string_view id_name, absl::Time& time,
                  std::string& author);
  absl::Time ReadDate(const XmlAttributes& attributes, absl::string_view name);
  int64_t ReadUsageCount(const XmlAttributes& attributes);
  std::string ReadShortText(const XmlAttributes& attributes,
                            absl::string_view name);
  void CheckSourceLanguage();
  // Why the variant cannot be kept; "" if it can.
  // What is wrong with the variant read last; no reason if nothing is.
  struct Fault {
    absl::string_view reason;
    std::optional<ErrorReason> cause;
  };
  Fault VariantFault();
  void DropVariant(const Fault& fault);
  void ReportLosses();
  bool Grow(size_t bytes);
  void Warn(absl::string_view reason, absl::string_view detail = "");
  std::optional<FileUnit> Reject(absl::string_view reason,
                                 absl::string_view detail);
  // The canonical tag; "" if the language is unknown. Valid until next call.
  const std::string& CanonicalTag(const std::string& language);

  TranslationUnit unit_;
  History history_;           // Of the <tu>.
  History variants_history_;  // The newest, and the most, of its <tuv>.
  int64_t line_ = 0;
  size_t size_bytes_ = 0;
  std::string damage_;  // A reason to reject the whole unit.
  std::string damage_detail_;
  std::vector<FileProblem> dropped_variants_;  // Of this unit.
  bool has_unreadable_date_ = false;
  bool has_unreadable_count_ = false;
  std::vector<char32_t> illegal_characters_;  // Of this unit, each once.
  bool has_overlong_ = false;

  bool in_variant_ = false;
  Variant variant_;
  int64_t variant_line_ = 0;
  bool has_segment_ = false;
  TmxSegmentBuilder segment_;

  std::vector<FileProblem> problems_;
  absl::flat_hash_map<std::string, std::string> canonical_tags_;
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_TMX_UNIT_BUILDER_H_
