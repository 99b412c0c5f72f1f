// How the process ends, for scripts.
#ifndef CLIENT_EXIT_CODE_H_
#define CLIENT_EXIT_CODE_H_

namespace presstm {

enum class ExitCode {
  kDone = 0,          // Done or found.
  kNothingFound = 1,  // No match; no such unit or memory.
  kUsage = 2,         // The command line is at fault.
  kError = 3,         // The server, a file or the data is.
};

}  // namespace presstm

#endif  // CLIENT_EXIT_CODE_H_
