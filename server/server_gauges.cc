#include "server/server_gauges.h"

#include <filesystem>
#include <system_error>

#include "absl/status/statusor.h"
#include "server/metric_names.h"

namespace presstm {
namespace {

constexpr int kMemoriesAtOnce = 1'000;

void AddFile(const std::string& path, const char* name,
             std::vector<Gauge>& gauges) {
  std::error_code error;
  const auto size_bytes = std::filesystem::file_size(path, error);
  if (error) return;
  gauges.push_back({.name = kDatabaseBytesMetric,
                    .help = "Sizes of the database's files",
                    .labels = {{"file", name}},
                    .value = static_cast<double>(size_bytes)});
}

void AddMemories(TranslationMemory& memory, std::vector<Gauge>& gauges) {
  std::string after;
  while (true) {
    const absl::StatusOr<std::vector<Memory>> page =
        memory.ListMemories(after, kMemoriesAtOnce);
    if (!page.ok() || page->empty()) return;
    for (const Memory& row : *page) {
      gauges.push_back(
          {.name = "presstm_translation_units",
           .help = "Translation units of each memory",
           .labels = {{"memory", row.name}},
           .value = static_cast<double>(row.translation_unit_count)});
    }
    after = page->back().name;
  }
}

void AddIndexes(TranslationMemory& memory, std::vector<Gauge>& gauges) {
  const auto sizes = memory.maintenance().IndexSizes();
  for (const auto& [language, size] : sizes) {
    gauges.push_back({.name = kIndexSegmentsMetric,
                      .help = "Segments in the indexes, by language",
                      .labels = {{"language", language}},
                      .value = static_cast<double>(size.segments)});
  }
  for (const auto& [language, size] : sizes) {
    gauges.push_back({.name = kIndexBytesMetric,
                      .help = "Memory of the indexes, by language",
                      .labels = {{"language", language}},
                      .value = static_cast<double>(size.bytes)});
  }
}

void AddPools(const std::vector<NamedPool>& pools, std::vector<Gauge>& gauges) {
  for (const auto& [name, pool] : pools) {
    gauges.push_back({.name = kPoolCallsMetric,
                      .help = "Calls that run or wait, by kind",
                      .labels = {{"pool", name}},
                      .value = static_cast<double>(pool.tasks())});
  }
  for (const auto& [name, pool] : pools) {
    gauges.push_back({.name = kPoolLimitMetric,
                      .help = "Calls beyond which new ones are refused",
                      .labels = {{"pool", name}},
                      .value = static_cast<double>(pool.max_tasks())});
  }
}

}  // namespace

std::vector<Gauge> CollectGauges(const GaugeSources& sources) {
  std::vector<Gauge> gauges;
  AddFile(sources.db_path, kMainFile, gauges);
  AddFile(sources.db_path + "-wal", kWriteAheadLogFile, gauges);
  AddMemories(sources.memory, gauges);
  AddIndexes(sources.memory, gauges);
  AddPools(sources.pools, gauges);
  return gauges;
}

}  // namespace presstm
