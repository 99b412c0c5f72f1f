// The database against a std::map, under random operations with reopening.
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/storage/storage_fixture.h"
#include "tm_store/storage/merge.h"
#include "tm_store/storage/tm_database.h"
#include "tm_store/storage/write_rule.h"

namespace presstm {
namespace {

// What the database should hold. Knows no segment keys, no tables, no
// transactions: finds the same translation by comparing with every unit.
class Model {
 public:
  using Units = std::map<TranslationUnitId, TranslationUnit>;

  void Put(const TranslationUnit& unit) { units_[unit.id] = unit; }
  void Erase(TranslationUnitId id) { units_.erase(id); }
  void EraseMemory(MemoryId memory) {
    std::erase_if(units_, [memory](const auto& entry) {
      return entry.second.memory_id == memory;
    });
  }
  const Units& units() const { return units_; }

  std::set<TranslationUnitId> SameAs(const TranslationUnit& incoming) const {
    std::set<TranslationUnitId> same;
    for (const auto& [id, unit] : units_) {
      if (unit.memory_id == incoming.memory_id &&
          IsSameTranslation(unit, incoming)) {
        same.insert(id);
      }
    }
    return same;
  }

  std::vector<TranslationUnit> OfMemory(MemoryId memory) const {
    std::vector<TranslationUnit> units;
    for (const auto& [id, unit] : units_) {
      if (unit.memory_id == memory) units.push_back(unit);
    }
    return units;
  }

 private:
  Units units_;
};

class TmDatabaseModelTest : public StorageTest,
                            public ::testing::WithParamInterface<uint32_t> {
 protected:
  int Random(int below) {
    return static_cast<int>(random_() % static_cast<uint32_t>(below));
  }

  template <typename T>
  const T& Pick(const std::vector<T>& list) {
    return list[static_cast<size_t>(Random(static_cast<int>(list.size())))];
  }

  // Few texts, so that units meet.
  Variant RandomVariant(const std::vector<std::string>& languages) {
    static const std::vector<std::string> texts = {"你好", "안녕", "Hello",
                                                   "𠮷"};
    Variant variant = {.language = Pick(languages),
                       .segment = {.text = Pick(texts)}};
    if (Random(8) == 0) variant.segment.codes = {{.number = 1}};
    if (Random(8) == 0) variant.properties = {{"p", "v"}};
    if (Random(8) == 0) variant.notes = {"n"};
    return variant;
  }

  TranslationUnit RandomUnit() {
    TranslationUnit unit;
    unit.memory_id = Pick(memories_);
    unit.variants.push_back(RandomVariant({"zh-CN", "zh", "zh-TW"}));
    if (Random(10) > 0) {
      unit.variants.push_back(RandomVariant({"en", "en-GB", "en-US"}));
    }
    if (Random(3) == 0) unit.variants.push_back(RandomVariant({"ko", "KOR"}));
    if (Random(9) == 0) unit.variants.push_back(RandomVariant({"en", "ko"}));
    unit.source_language = Pick(unit.variants).language;
    for (int k = Random(3); k > 0; --k) {
      unit.contexts.push_back({.key = std::to_string(Random(5))});
    }
    if (Random(4) == 0) unit.properties = {{"a", std::to_string(Random(3))}};
    if (Random(4) == 0) unit.notes = {std::to_string(Random(3))};
    if (Random(4) == 0) unit.change_time = Day(Random(9));
    return unit;
  }

  WriteRule RandomRule() {
    return Pick(std::vector<WriteRule>{
        WriteRule::kUnspecified, WriteRule::kKeepAll,
        WriteRule::kReplaceSameSource, WriteRule::kReplaceSameSourceAndContext,
        WriteRule::kKeepNewest, WriteRule::kSkipExisting});
  }

  TranslationUnitId RandomId(const Model& model) {
    if (model.units().empty()) return {1};
    auto it = model.units().begin();
    std::advance(it, Random(static_cast<int>(model.units().size())));
    return it->first;
  }

  static void ApplyChanges(absl::Span<const UnitChange> changes, size_t first,
                           Model& model) {
    for (const UnitChange& change : changes.subspan(first)) {
      if (change.before.has_value()) {
        ASSERT_EQ(model.units().count(change.before->id), 1);
        ASSERT_EQ(model.units().at(change.before->id), *change.before);
      }
      if (change.after.has_value()) {
        model.Put(*change.after);
      } else {
        model.Erase(change.before->id);
      }
    }
  }

  void RandomWrite(WriteTransaction& transaction, Model& model) {
    const TranslationUnit incoming = RandomUnit();
    const WriteRule rule = RandomRule();
    const std::set<TranslationUnitId> same = model.SameAs(incoming);
    const WritePlan plan = PlanWrite(
        incoming, rule == WriteRule::kUnspecified ? WriteRule::kKeepAll : rule,
        model.OfMemory(incoming.memory_id));
    const size_t first = transaction.changes().size();
    ASSERT_OK_AND_ASSIGN(const WriteResult result,
                         transaction.Write(incoming, rule));
    if (!same.empty()) {
      ASSERT_EQ(result.outcome, WriteOutcome::kMerged);
      ASSERT_EQ(same.count(result.unit.id), 1);
      const TranslationUnit& stored = model.units().at(result.unit.id);
      TranslationUnit merged = MergeUnits(stored, incoming);
      merged.revision = result.unit.revision;
      ASSERT_EQ(result.unit, merged);
    } else {
      ASSERT_EQ(result.outcome, plan.outcome);
      ASSERT_EQ(result.unit.variants, plan.unit.variants);
      ASSERT_EQ(result.unit.contexts, plan.unit.contexts);
      if (plan.outcome != WriteOutcome::kAdded) {
        ASSERT_EQ(result.unit.id, plan.unit.id);
      }
    }
    ASSERT_NO_FATAL_FAILURE(ApplyChanges(transaction.changes(), first, model));
    ASSERT_EQ(model.units().at(result.unit.id), result.unit);
  }

  void RandomUpdate(WriteTransaction& transaction, Model& model) {
    TranslationUnit unit = RandomUnit();
    unit.id = RandomId(model);
    const size_t first = transaction.changes().size();
    const auto updated = transaction.Update(unit, 0);
    if (model.units().count(unit.id) == 0) {
      ASSERT_THAT(updated, IsCode(absl::StatusCode::kNotFound));
      return;
    }
    ASSERT_OK(updated);
    ASSERT_EQ(updated->variants, unit.variants);
    ASSERT_NO_FATAL_FAILURE(ApplyChanges(transaction.changes(), first, model));
  }

  void RandomDelete(WriteTransaction& transaction, Model& model) {
    const TranslationUnitId id = RandomId(model);
    const auto deleted = transaction.Delete(id, 0);
    ASSERT_EQ(deleted.ok(), model.units().count(id) == 1);
    model.Erase(id);
  }

  void RandomTransaction() {
    auto transaction = *db_->BeginWrite("x");
    Model model = model_;
    for (int k = Random(20); k >= 0; --k) {
      const int kind = Random(20);
      if (kind < 14) {
        ASSERT_NO_FATAL_FAILURE(RandomWrite(*transaction, model));
      } else if (kind < 17) {
        ASSERT_NO_FATAL_FAILURE(RandomUpdate(*transaction, model));
      } else {
        ASSERT_NO_FATAL_FAILURE(RandomDelete(*transaction, model));
      }
    }
    if (Random(4) == 0) return;  // Abandoned.
    ASSERT_OK(transaction->Commit());
    model_ = model;
  }

  void ReplaceMemory() {
    auto transaction = *db_->BeginWrite("x");
    MemoryId& memory = memories_[static_cast<size_t>(Random(2))];
    ASSERT_OK(transaction->DeleteMemory(memory, 0));
    model_.EraseMemory(memory);
    ASSERT_OK_AND_ASSIGN(const Memory created,
                         transaction->CreateMemory(
                             {.name = "n" + std::to_string(++memory_number_)}));
    memory = created.id;
    ASSERT_OK(transaction->Commit());
  }

  void Compare() {
    auto state = *db_->BeginRead();
    const auto check = state->CheckFile();
    ASSERT_OK(check);
    ASSERT_THAT(check->problems, testing::IsEmpty());
    ASSERT_OK_AND_ASSIGN(const auto stored_memories,
                         db_->ListMemories("", 100));
    ASSERT_EQ(stored_memories.size(), memories_.size());
    for (const Memory& memory : stored_memories) {
      const std::vector<TranslationUnit> expected = model_.OfMemory(memory.id);
      ASSERT_EQ(memory.translation_unit_count, expected.size());
      ASSERT_OK_AND_ASSIGN(const auto units,
                           db_->ListUnits(memory.id, {}, {}, 1'000'000));
      ASSERT_EQ(units, expected);
    }
  }

  std::mt19937 random_{GetParam()};
  std::vector<MemoryId> memories_;
  int memory_number_ = 0;
  Model model_;
};

TEST_P(TmDatabaseModelTest, HoldsWhatTheModelHolds) {
  SCOPED_TRACE(absl::StrCat("seed ", GetParam()));
  ASSERT_NO_FATAL_FAILURE(Open());
  memories_ = {CreateMemory("a"), CreateMemory("b")};
  for (int k = 0; k < 80; ++k) {
    SCOPED_TRACE(absl::StrCat("transaction ", k));
    clock_.Advance(absl::Seconds(1));
    if (Random(10) == 0) {
      ASSERT_NO_FATAL_FAILURE(Open());
    }
    if (Random(40) == 0) {
      ASSERT_NO_FATAL_FAILURE(ReplaceMemory());
    }
    ASSERT_NO_FATAL_FAILURE(RandomTransaction());
    ASSERT_NO_FATAL_FAILURE(Compare());
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, TmDatabaseModelTest, ::testing::Range(1U, 6U));

}  // namespace
}  // namespace presstm
