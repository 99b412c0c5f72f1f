#include "server/server_gauges.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
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

// By the names that Prometheus gives to what every process has.
void AddProcess(std::vector<Gauge>& gauges) {
  std::ifstream state("/proc/self/statm");
  double pages = 0;
  double resident_pages = 0;
  if (state >> pages >> resident_pages) {
    gauges.push_back(
        {.name = "process_resident_memory_bytes",
         .help = "Memory in use",
         .labels = {},
         .value = resident_pages * static_cast<double>(sysconf(_SC_PAGESIZE))});
  }
  std::error_code error;
  const std::filesystem::directory_iterator descriptors("/proc/self/fd", error);
  if (error) return;
  gauges.push_back({.name = "process_open_fds",
                    .help = "Open files and connections",
                    .labels = {},
                    .value = static_cast<double>(
                        std::distance(begin(descriptors), end(descriptors)))});
}

void AddCertificate(TlsCertificates* certificates, std::vector<Gauge>& gauges) {
  if (certificates == nullptr) return;
  const absl::Time end = certificates->Get(absl::Now())->end;
  gauges.push_back({.name = "presstm_certificate_end_time_seconds",
                    .help = "When the certificate ends, in seconds since 1970",
                    .labels = {},
                    .value = static_cast<double>(absl::ToUnixSeconds(end))});
}

}  // namespace

std::vector<Gauge> CollectGauges(const GaugeSources& sources) {
  std::vector<Gauge> gauges;
  AddProcess(gauges);
  AddCertificate(sources.certificates, gauges);
  AddFile(sources.db_path, kMainFile, gauges);
  AddFile(sources.db_path + "-wal", kWriteAheadLogFile, gauges);
  AddMemories(sources.memory, gauges);
  AddIndexes(sources.memory, gauges);
  AddPools(sources.pools, gauges);
  return gauges;
}

}  // namespace presstm
