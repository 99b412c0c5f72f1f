// The last stop for exceptions: none leaves a handler.
#ifndef SERVER_EXCEPTION_GUARD_H_
#define SERVER_EXCEPTION_GUARD_H_

#include <exception>
#include <new>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace presstm {

// Returns what `function` returns: ResourceExhausted if memory ran out,
// Internal after any other exception. Our code throws nothing; this is for
// the standard library and those below it.
template <typename Function>
absl::Status GuardExceptions(Function&& function) {
  try {
    return function();
  } catch (const std::bad_alloc&) {
    return absl::ResourceExhaustedError("the server is out of memory");
  } catch (const std::exception& error) {
    return absl::InternalError(absl::StrCat("exception: ", error.what()));
  }
}

}  // namespace presstm

#endif  // SERVER_EXCEPTION_GUARD_H_
