// What a snapshot shares with the index. Internal to match/.
#ifndef TM_STORE_MATCH_INDEX_STATE_H_
#define TM_STORE_MATCH_INDEX_STATE_H_

#include <memory>
#include <vector>

#include "tm_store/match/generation_builder.h"
#include "tm_store/match/unit_vocabulary.h"

namespace presstm {

// Immutable; the largest generation comes first.
struct IndexState {
  std::vector<GenerationPtr> generations;
  // Knows every word in them.
  std::shared_ptr<const WordTable> words;
};

}  // namespace presstm

#endif  // TM_STORE_MATCH_INDEX_STATE_H_
