#include "tm_store/index_loader.h"

#include <algorithm>
#include <utility>

#include "tm_store/segment_refs.h"
#include "tm_store/text/text_units.h"

namespace presstm {
namespace {

constexpr size_t kChunkSegments = 500;
// Enough that neither side waits for the other over small differences.
constexpr size_t kMaxChunks = 16;

}  // namespace

IndexLoader::IndexLoader() {
  const unsigned threads = std::max(1u, std::thread::hardware_concurrency());
  for (unsigned k = 0; k < threads; ++k) {
    workers_.emplace_back([this] { Work(); });
  }
}

IndexLoader::~IndexLoader() { Finish(); }

void IndexLoader::Add(const std::shared_ptr<SegmentIndex>& index,
                      const SegmentRef& ref, const Language& language,
                      absl::string_view text) {
  next_.push_back(
      {index, ref, language.language, std::string(text.data(), text.size())});
  if (next_.size() == kChunkSegments) Hand(std::exchange(next_, {}));
}

void IndexLoader::Hand(Chunk chunk) {
  absl::MutexLock lock(&mutex_);
  mutex_.Await(absl::Condition(this, &IndexLoader::HasRoom));
  chunks_.push_back(std::move(chunk));
}

bool IndexLoader::HasRoom() const { return chunks_.size() < kMaxChunks; }

void IndexLoader::Finish() {
  if (!next_.empty()) Hand(std::exchange(next_, {}));
  {
    absl::MutexLock lock(&mutex_);
    ends_ = true;
  }
  for (std::thread& worker : workers_) worker.join();
  workers_.clear();
}

void IndexLoader::Work() {
  while (true) {
    Chunk chunk;
    {
      absl::MutexLock lock(&mutex_);
      mutex_.Await(absl::Condition(this, &IndexLoader::HasWorkOrEnds));
      if (chunks_.empty()) return;
      chunk = std::move(chunks_.front());
      chunks_.pop_front();
    }
    for (const Item& item : chunk) {
      const TextUnits units = ToTextUnits(item.text, item.language);
      item.index->Stage(ToIndexItem(item.ref, item.text, units));
    }
  }
}

}  // namespace presstm
