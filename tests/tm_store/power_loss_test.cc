// What remains when the power goes in the middle of writes, at a disk that
// keeps only what was synced (tests/storage/fault_vfs.h).
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/storage/fault_vfs.h"
#include "tests/tm_store/translation_memory_fixture.h"

namespace presstm {
namespace {

// How often the power goes; PRESSTM_POWER_LOSSES in the environment says how
// often instead.
constexpr int kLosses = 40;
// All that one file has lived through is looked at after each loss.
constexpr int kLossesOfAFile = 20;
constexpr uint32_t kSeed = 20'251'126;
constexpr int kThreads = 4;

int LossesWanted() {
  int losses = kLosses;
  const char* wanted = std::getenv("PRESSTM_POWER_LOSSES");
  if (wanted != nullptr && !absl::SimpleAtoi(wanted, &losses)) std::abort();
  return losses;
}

class PowerLossTest : public TranslationMemoryFixture {
 protected:
  // What a client knows: what it was told to be stored.
  struct Acknowledged {
    TranslationUnitId id;
    std::string text;
    bool deleted = false;
  };

  // One client's writes until the power goes: single units, batches, changes
  // and deletions.
  void WriteUntilOff(int round, int thread, FaultVfs& vfs) {
    std::mt19937 random(kSeed + static_cast<uint32_t>(round * 100 + thread));
    std::vector<Acknowledged> mine;
    for (int k = 0; !vfs.power_is_off() && k < 1'000; ++k) {
      const std::string text = absl::StrCat("r", round, " t", thread, " k", k);
      switch (random() % 4) {
        case 0:
          WriteBatch(text, mine);
          break;
        case 1:
          if (!mine.empty()) Delete(mine[random() % mine.size()]);
          break;
        default:
          WriteBatch(text, mine, /*size=*/1);
          break;
      }
    }
    const std::lock_guard<std::mutex> lock(mutex_);
    acknowledged_.insert(acknowledged_.end(), mine.begin(), mine.end());
  }

  void WriteBatch(const std::string& text, std::vector<Acknowledged>& mine,
                  int size = 20) {
    std::vector<TranslationUnit> units;
    for (int k = 0; k < size; ++k) {
      const std::string one = absl::StrCat(text, " n", k);
      units.push_back(MakeUnit({{"en", one}, {"ko", one}}));
    }
    const auto results =
        tm_->CreateUnits("press", units, WriteRule::kKeepAll, "t");
    if (!results.ok()) return;
    for (const BatchResult& result : *results) {
      mine.push_back({result->unit.id, result->unit.variants[0].segment.text});
    }
  }

  // A deletion that fails may still have been done, and is not looked at.
  void Delete(Acknowledged& unit) {
    if (unit.deleted) return;
    if (tm_->DeleteUnit("press", unit.id, 0, "t").ok()) {
      unit.deleted = true;
    } else {
      unit.id = {};
    }
  }

  void ExpectAllAcknowledged() {
    for (const Acknowledged& unit : acknowledged_) {
      if (unit.id.value == 0) continue;
      const auto stored = tm_->GetUnit("press", unit.id);
      if (unit.deleted) {
        EXPECT_THAT(stored, IsCode(absl::StatusCode::kNotFound)) << unit.text;
        continue;
      }
      ASSERT_OK(stored);
      EXPECT_EQ(stored->variants[0].segment.text, unit.text);
      EXPECT_EQ(stored->variants.size(), 2);
    }
  }

  void ExpectInOrder(const absl::StatusOr<CheckResult>& result) {
    ASSERT_OK(result);
    EXPECT_THAT(result->problems, testing::IsEmpty());
  }

  std::mutex mutex_;
  std::vector<Acknowledged> acknowledged_;
};

TEST_F(PowerLossTest, NothingAcknowledgedIsLost) {
  tm_.reset();
  FaultVfs vfs;
  std::mt19937 random(kSeed);
  size_t acknowledged = 0;
  for (int round = 0; round < LossesWanted(); ++round) {
    SCOPED_TRACE(absl::StrCat("round ", round));
    if (round % kLossesOfAFile == 0) {
      acknowledged += std::exchange(acknowledged_, {}).size();
      tm_.reset();
      std::filesystem::remove(path());
    }
    ASSERT_NO_FATAL_FAILURE(Reopen());
    if (round % kLossesOfAFile == 0) {
      ASSERT_OK(tm_->CreateMemory({.name = "press"}, "tester"));
    }
    vfs.LosePowerAfter(1 + random() % 300);
    std::vector<std::thread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back(
          [this, round, thread, &vfs] { WriteUntilOff(round, thread, vfs); });
    }
    for (std::thread& thread : threads) thread.join();
    ASSERT_TRUE(vfs.power_is_off());
    tm_.reset();
    vfs.RestorePower(random());
    ASSERT_NO_FATAL_FAILURE(Reopen());
    ASSERT_NO_FATAL_FAILURE(ExpectAllAcknowledged());
    ExpectInOrder(tm_->maintenance().CheckFile());
    ExpectInOrder(tm_->maintenance().CheckUnits({}));
    ExpectInOrder(tm_->maintenance().CheckIndex({}));
  }
  acknowledged += acknowledged_.size();
  EXPECT_GT(acknowledged, LossesWanted());
  std::cout << acknowledged << " acknowledged writes, " << LossesWanted()
            << " power losses\n";
  tm_.reset();
}

TEST_F(PowerLossTest, AFileIsMadeAsAWholeOrNotAtAll) {
  tm_.reset();
  FaultVfs vfs;
  bool was_made = false;
  for (int event = 1; !was_made; ++event) {
    SCOPED_TRACE(absl::StrCat("event ", event));
    const std::string file = absl::StrCat(path(), event);
    vfs.LosePowerAfter(event);
    {
      const auto made = TranslationMemory::Open(file, {});
      was_made = made.ok();
    }
    vfs.RestorePower(static_cast<uint32_t>(event));
    const auto opened = TranslationMemory::Open(file, {});
    ASSERT_OK(opened);
    ASSERT_OK((*opened)->CreateMemory({.name = "m"}, "t"));
  }
}

}  // namespace
}  // namespace presstm
