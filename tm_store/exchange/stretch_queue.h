// Stretches on their way out of a reader.
#ifndef TM_STORE_EXCHANGE_STRETCH_QUEUE_H_
#define TM_STORE_EXCHANGE_STRETCH_QUEUE_H_

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "tm_store/exchange/document_stretch.h"

namespace presstm {

// Tells segments their neighbours: holds the last one back until the next has
// come. Thread-compatible.
class StretchQueue {
 public:
  void Push(std::unique_ptr<DocumentStretch> stretch);

  // Says that what comes is no neighbour of what came: another file begins,
  // or there is no more.
  void Break();

  // Those whose segments know their neighbours.
  std::vector<std::unique_ptr<DocumentStretch>> Take();

 private:
  std::deque<std::unique_ptr<DocumentStretch>> held_;
  std::vector<std::unique_ptr<DocumentStretch>> ready_;
  DocumentSegment* last_ = nullptr;  // In held_, or null.
};

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_STRETCH_QUEUE_H_
