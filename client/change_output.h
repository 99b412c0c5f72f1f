// Changes of units and memories as text for people, on stdout.
#ifndef CLIENT_CHANGE_OUTPUT_H_
#define CLIENT_CHANGE_OUTPUT_H_

#include "presstm/v1/translation_memory.pb.h"

namespace presstm {

// One line that says what, when and by whom, then what differs between before
// and after, as "-" and "+" lines; of a unit that was not there before its
// variants.
void PrintChange(const v1::Change& change);

}  // namespace presstm

#endif  // CLIENT_CHANGE_OUTPUT_H_
