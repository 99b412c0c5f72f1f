// What the services need besides what they serve.
#ifndef SERVER_SERVICE_RESOURCES_H_
#define SERVER_SERVICE_RESOURCES_H_

#include "server/limits.h"

namespace presstm {

class Authenticator;
class Metrics;
class QuickReads;
class RateLimiter;
class TransferLimiter;
class WorkerPool;

// The threads on which calls run: apart, so that none of the kinds keeps the
// others waiting.
struct ServicePools {
  WorkerPool& unary;     // Unary calls that read.
  WorkerPool& stream;    // Streams of look-ups, a turn at a time.
  WorkerPool& write;     // Unary calls that write.
  WorkerPool& transfer;  // Imports, exports and the like, a thread each.
};

// All must outlive the services.
struct ServiceResources {
  ServicePools pools;
  const Authenticator& authenticator;
  RateLimiter& rate_limiter;
  TransferLimiter& transfer_limiter;
  QuickReads& quick_reads;
  const Limits& limits;
  Metrics& metrics;
};

}  // namespace presstm

#endif  // SERVER_SERVICE_RESOURCES_H_
