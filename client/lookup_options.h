// The command line of `presstm lookup`, and what others have of it.
#ifndef CLIENT_LOOKUP_OPTIONS_H_
#define CLIENT_LOOKUP_OPTIONS_H_

#include "client/lookup_request.h"

namespace CLI {
class App;
}

namespace presstm {

// Adds all options and the text to `sub`; parsing fills `flags`, which must
// outlive it.
void AddLookupOptions(CLI::App& sub, LookupFlags& flags);

// Adds those that look-ups of whole documents have too: which memories and
// units, and what ranks first.
void AddDocumentLookupOptions(CLI::App& sub, LookupFlags& flags);
// The same without the text and what is known of its place.
void AddLookupSettings(CLI::App& sub, LookupFlags& flags);

}  // namespace presstm

#endif  // CLIENT_LOOKUP_OPTIONS_H_
