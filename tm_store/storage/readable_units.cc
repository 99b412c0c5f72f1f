#include "tm_store/storage/readable_units.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/storage/unit_id_scan.h"
#include "tm_store/storage/unit_reader.h"
#include "tm_store/text/language.h"

namespace presstm {
namespace {

constexpr char kCountUnits[] =
    "SELECT coalesce(sum(translation_unit_count), 0) FROM memory";
// Answered from the index, which is whole where the table is not.
constexpr char kIsInMemory[] =
    "SELECT 1 FROM translation_unit INDEXED BY translation_unit_by_memory "
    "WHERE memory_id = ? AND id = ?";

absl::StatusOr<int64_t> CountUnits(SqliteConnection& connection) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection.Prepare(kCountUnits));
  PRESSTM_RETURN_IF_ERROR(statement.Step().status());
  return statement.Integer(0);
}

// True also if that cannot be told.
absl::StatusOr<bool> MayBelongTo(SqliteConnection& connection,
                                 MemoryId memory_id, TranslationUnitId id) {
  PRESSTM_ASSIGN_OR_RETURN(SqliteStatement statement,
                           connection.Prepare(kIsInMemory));
  const absl::StatusOr<bool> found =
      statement.Bind(memory_id.value, id.value).Step();
  if (absl::IsDataLoss(found.status())) return true;
  return found;
}

bool Passes(const UnitFilter& filter, const TranslationUnit& unit,
            const std::optional<Language>& language) {
  if (!filter.document.empty() && unit.document != filter.document) {
    return false;
  }
  const auto has = [&](const auto& is_wanted) {
    return std::any_of(unit.variants.begin(), unit.variants.end(), is_wanted);
  };
  if (!filter.text.empty() && !has([&](const Variant& variant) {
        return absl::StrContains(variant.segment.text, filter.text);
      })) {
    return false;
  }
  return !language.has_value() || has([&](const Variant& variant) {
    const auto own = ParseLanguage(variant.language);
    return own.ok() && LanguageAnswers(*language, *own);
  });
}

}  // namespace

absl::StatusOr<TranslationUnit> ReadWholeUnit(SqliteConnection& connection,
                                              TranslationUnitId id) {
  PRESSTM_ASSIGN_OR_RETURN(std::optional<TranslationUnit> unit,
                           FindUnit(connection, id));
  if (!unit.has_value()) return UnitCorruptError(id, "is there in parts only");
  if (unit->variants.empty()) return UnitCorruptError(id, "has no variants");
  for (const Variant& variant : unit->variants) {
    if (!ParseLanguage(variant.language).ok()) {
      return UnitCorruptError(id, "has a variant in no language");
    }
  }
  return *std::move(unit);
}

absl::StatusOr<Damage> VisitReadableVariants(
    SqliteConnection& connection,
    const std::function<absl::Status(const VisitedVariant&)>& visit) {
  Damage damage;
  int64_t readable_count = 0;
  UnitIdScan ids(connection, {});
  while (true) {
    PRESSTM_ASSIGN_OR_RETURN(const std::optional<TranslationUnitId> id,
                             ids.Next());
    if (!id.has_value()) break;
    const absl::StatusOr<TranslationUnit> unit = ReadWholeUnit(connection, *id);
    if (absl::IsDataLoss(unit.status())) {
      damage.unreadable.Add(*id);
      continue;
    }
    PRESSTM_RETURN_IF_ERROR(unit.status());
    ++readable_count;
    for (size_t k = 0; k < unit->variants.size(); ++k) {
      PRESSTM_RETURN_IF_ERROR(visit({.memory_id = unit->memory_id,
                                     .unit_id = unit->id,
                                     .position = static_cast<int>(k),
                                     .change_time = LastChangeTime(*unit),
                                     .language = unit->variants[k].language,
                                     .text = unit->variants[k].segment.text}));
    }
  }
  PRESSTM_ASSIGN_OR_RETURN(const int64_t unit_count, CountUnits(connection));
  damage.nameless_count = std::max<int64_t>(
      0, unit_count - readable_count - damage.unreadable.id_count());
  return damage;
}

absl::StatusOr<UnitPage> ListUnitsPastDamage(SqliteConnection& connection,
                                             std::optional<MemoryId> memory_id,
                                             const UnitFilter& filter,
                                             TranslationUnitId after,
                                             int limit) {
  absl::StatusOr<std::vector<TranslationUnit>> units =
      memory_id.has_value()
          ? ListUnits(connection, *memory_id, filter, after, limit)
          : ListAllUnits(connection, after, limit);
  if (absl::IsDataLoss(units.status())) {
    return ListReadableUnits(connection, memory_id, filter, after, limit);
  }
  PRESSTM_RETURN_IF_ERROR(units.status());
  UnitPage page{.units = *std::move(units), .last = after};
  page.is_at_end = static_cast<int>(page.units.size()) < limit;
  if (!page.units.empty()) page.last = page.units.back().id;
  return page;
}

absl::StatusOr<UnitPage> ListReadableUnits(SqliteConnection& connection,
                                           std::optional<MemoryId> memory_id,
                                           const UnitFilter& filter,
                                           TranslationUnitId after, int limit) {
  UnitPage page{.last = after, .is_damaged = true};
  std::optional<Language> language;
  if (!filter.language.empty()) {
    PRESSTM_ASSIGN_OR_RETURN(language, ParseLanguage(filter.language));
  }
  UnitIdScan ids(connection, after);
  while (static_cast<int>(page.units.size()) < limit) {
    PRESSTM_ASSIGN_OR_RETURN(const std::optional<TranslationUnitId> id,
                             ids.Next());
    page.is_at_end = !id.has_value();
    if (page.is_at_end) break;
    page.last = *id;
    absl::StatusOr<TranslationUnit> unit = ReadWholeUnit(connection, *id);
    if (absl::IsDataLoss(unit.status())) {
      bool is_asked_for = true;
      if (memory_id.has_value()) {
        PRESSTM_ASSIGN_OR_RETURN(is_asked_for,
                                 MayBelongTo(connection, *memory_id, *id));
      }
      if (is_asked_for) page.unreadable.push_back(*id);
      continue;
    }
    PRESSTM_RETURN_IF_ERROR(unit.status());
    if (memory_id.value_or(unit->memory_id) == unit->memory_id &&
        Passes(filter, *unit, language)) {
      page.units.push_back(*std::move(unit));
    }
  }
  return page;
}

}  // namespace presstm
