// Translation units as the shell has shown them.
#ifndef CLIENT_SHOWN_UNIT_H_
#define CLIENT_SHOWN_UNIT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/session.h"
#include "presstm/v1/translation_memory.pb.h"

namespace presstm {

struct ShownUnit {
  std::string name;    // The unit's resource name.
  std::string etag;    // Of the state that was shown.
  v1::Variant target;  // The proposal; empty if the unit has none.
  // If the proposal is another unit's, by way of a third language: its name.
  std::string second_name;
};

ShownUnit ShownMatch(const v1::Match& match);

// The unit, with its first variant that answers to `language` as the proposal.
ShownUnit ShownWhole(const v1::TranslationUnit& unit,
                     absl::string_view language);

// Takes over what `unit` has become, in all of `shown` that are of it.
void UpdateShown(const v1::TranslationUnit& unit,
                 std::vector<ShownUnit>& shown);

// The unit that one change is meant for: FailedPrecondition if `shown` is put
// together of two.
absl::Status CheckIsOneUnit(const ShownUnit& shown);

// The whole unit. Aborted with a message for people if it is not what was
// shown any more; else the server's errors.
absl::StatusOr<v1::TranslationUnit> FetchAsShown(Session& session,
                                                 const ShownUnit& shown);

}  // namespace presstm

#endif  // CLIENT_SHOWN_UNIT_H_
