// What a running server can be asked by Metrics.
#ifndef SERVER_SERVER_GAUGES_H_
#define SERVER_SERVER_GAUGES_H_

#include <string>
#include <vector>

#include "server/metrics.h"
#include "server/tls_certificates.h"
#include "server/worker_pool.h"
#include "tm_store/translation_memory.h"

namespace presstm {

struct NamedPool {
  std::string name;
  const WorkerPool& pool;
};

// What is looked at. Borrowed.
struct GaugeSources {
  std::string db_path;
  TranslationMemory& memory;
  TlsCertificates* certificates = nullptr;  // Null: none.
  std::vector<NamedPool> pools;
};

// The process, the end of the certificate, the sizes of the database's files
// and of the indexes, the units of each memory, and the calls of each pool.
// What cannot be found out is left out.
std::vector<Gauge> CollectGauges(const GaugeSources& sources);

}  // namespace presstm

#endif  // SERVER_SERVER_GAUGES_H_
