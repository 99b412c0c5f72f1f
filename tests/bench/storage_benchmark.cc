// Storage alone: writing bilingual units, writing them again, reading the few
// units a look-up shows, reading all of them.
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "benchmark/benchmark.h"
#include "tm_store/storage/tm_database.h"

namespace presstm {
namespace {

constexpr uint32_t kSeed = 20'250'101;
constexpr int kTransactionUnits = 1'000;

// Sentences of the lengths of news text, all different.
class Sentences {
 public:
  TranslationUnit Next(MemoryId memory) {
    std::string chinese;
    for (uint32_t k = 15 + random_() % 30; k > 0; --k) AppendHan(chinese);
    std::string other;
    const bool korean = ++count_ % 2 == 0;
    for (uint32_t k = 8 + random_() % 16; k > 0; --k) {
      korean ? AppendHangulWord(other) : AppendWord(other);
    }
    return {.memory_id = memory,
            .source_language = "zh-CN",
            .variants = {{.language = "zh-CN", .segment = {.text = chinese}},
                         {.language = korean ? "ko" : "en-US",
                          .segment = {.text = other}}}};
  }

 private:
  static void AppendThreeBytes(uint32_t code_point, std::string& text) {
    text.push_back(static_cast<char>(0xE0 | (code_point >> 12)));
    text.push_back(static_cast<char>(0x80 | ((code_point >> 6) & 0x3F)));
    text.push_back(static_cast<char>(0x80 | (code_point & 0x3F)));
  }
  void AppendHan(std::string& text) {
    AppendThreeBytes(0x4E00 + random_() % 3'000, text);
  }
  void AppendHangulWord(std::string& text) {
    for (uint32_t k = 2 + random_() % 3; k > 0; --k) {
      AppendThreeBytes(0xAC00 + random_() % 11'000, text);
    }
    text.push_back(' ');
  }
  void AppendWord(std::string& text) {
    for (uint32_t k = 2 + random_() % 8; k > 0; --k) {
      text.push_back(static_cast<char>('a' + random_() % 26));
    }
    text.push_back(' ');
  }

  std::mt19937 random_{kSeed};
  int count_ = 0;
};

class Database {
 public:
  Database() {
    std::string name =
        (std::filesystem::temp_directory_path() / "presstm_bench_XXXXXX")
            .string();
    folder_ = mkdtemp(name.data());
    database_ = *TmDatabase::Open(folder_ + "/tm.db", {});
    auto transaction = *database_->BeginWrite("bench");
    memory_ = transaction->CreateMemory({.name = "m"})->id;
    if (!transaction->Commit().ok()) std::abort();
  }
  ~Database() {
    database_.reset();
    std::filesystem::remove_all(folder_);
  }

  void WriteBatch(Sentences& sentences) {
    auto transaction = *database_->BeginWrite("bench");
    for (int k = 0; k < kTransactionUnits; ++k) {
      auto result =
          transaction->Write(sentences.Next(memory_), WriteRule::kKeepAll);
      ids_.push_back(result->unit.id);
    }
    if (!transaction->Commit().ok()) std::abort();
  }

  void Fill(int64_t units) {
    Sentences sentences;
    for (int64_t k = 0; k < units; k += kTransactionUnits) {
      WriteBatch(sentences);
    }
  }

  TmDatabase& operator*() { return *database_; }
  const std::vector<TranslationUnitId>& ids() const { return ids_; }
  uintmax_t size_bytes() const {
    return std::filesystem::file_size(folder_ + "/tm.db");
  }
  const std::string& folder() const { return folder_; }

 private:
  std::string folder_;
  std::unique_ptr<TmDatabase> database_;
  MemoryId memory_;
  std::vector<TranslationUnitId> ids_;
};

void BM_WriteNewUnits(benchmark::State& state) {
  for (auto _ : state) {
    state.PauseTiming();
    auto database = std::make_unique<Database>();
    Sentences sentences;
    state.ResumeTiming();
    for (int64_t k = 0; k < state.range(0); k += kTransactionUnits) {
      database->WriteBatch(sentences);
    }
    state.PauseTiming();
    database.reset();
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_WriteNewUnits)
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void BM_WriteTheSameAgain(benchmark::State& state) {
  Database database;
  database.Fill(state.range(0));
  for (auto _ : state) {
    Sentences sentences;
    for (int64_t k = 0; k < state.range(0); k += kTransactionUnits) {
      database.WriteBatch(sentences);
    }
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_WriteTheSameAgain)
    ->Arg(100'000)
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void BM_GetFiveUnits(benchmark::State& state) {
  Database database;
  database.Fill(state.range(0));
  std::mt19937 random(kSeed);
  std::vector<TranslationUnitId> ids(5);
  for (auto _ : state) {
    for (TranslationUnitId& id : ids) {
      id = database.ids()[random() % database.ids().size()];
    }
    auto units = (*database).GetUnits(ids);
    if (!units.ok() || units->size() != ids.size()) std::abort();
    benchmark::DoNotOptimize(units);
  }
}
BENCHMARK(BM_GetFiveUnits)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Unit(benchmark::kMicrosecond);

void BM_VisitVariants(benchmark::State& state) {
  Database database;
  database.Fill(state.range(0));
  for (auto _ : state) {
    size_t size_bytes = 0;
    const absl::Status status =
        (*database).VisitVariants([&](const VisitedVariant& v) {
          size_bytes += v.text.size();
          return absl::OkStatus();
        });
    if (!status.ok()) std::abort();
    benchmark::DoNotOptimize(size_bytes);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0) * 2);
}
BENCHMARK(BM_VisitVariants)->Arg(100'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace presstm

BENCHMARK_MAIN();
