// The look-up's reference: scores every unit and every pair of units.
#ifndef TESTS_TM_STORE_EXHAUSTIVE_LOOKUP_H_
#define TESTS_TM_STORE_EXHAUSTIVE_LOOKUP_H_

#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <tuple>
#include <vector>

#include "tm_store/model/match.h"

namespace presstm {

// What tells one match from another.
struct Proposal {
  int score = 0;
  MatchType type = MatchType::kFuzzy;
  int64_t unit = 0;
  int64_t pivot_unit = 0;  // 0: none.
  std::string target;
  friend bool operator==(const Proposal&, const Proposal&) = default;
};
std::ostream& operator<<(std::ostream& out, const Proposal& proposal);
Proposal ToProposal(const Match& match);

// Knows languages with regions but one script, one pivot language, English,
// and texts whose surfaces do not differ and hold no numbers and no codes.
class ExhaustiveLookup {
 public:
  // Takes the state of a stored unit; `penalty` is its memory's.
  void Put(const TranslationUnit& unit, int penalty) {
    units_[unit.id.value] = {unit, penalty};
  }

  std::vector<Proposal> Find(const LookupRequest& request) const;

  struct StoredUnit {
    TranslationUnit unit;
    int penalty = 0;
  };
  // A match with what the ranking looks at.
  struct Ranked {
    Proposal proposal;
    int closeness = 0;
    bool same_document = false;
    int preferred = 0;
    absl::Time time;

    auto key() const {
      return std::make_tuple(
          proposal.type, proposal.score, proposal.pivot_unit == 0, closeness,
          same_document, preferred, time, proposal.unit, proposal.pivot_unit);
    }
  };

 private:
  std::vector<Ranked> MatchesFrom(const LookupRequest& request,
                                  const StoredUnit& first) const;

  std::map<int64_t, StoredUnit> units_;
};

}  // namespace presstm

#endif  // TESTS_TM_STORE_EXHAUSTIVE_LOOKUP_H_
