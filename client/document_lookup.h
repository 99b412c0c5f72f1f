// Looks up all segments of a document.
#ifndef CLIENT_DOCUMENT_LOOKUP_H_
#define CLIENT_DOCUMENT_LOOKUP_H_

#include <functional>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "client/document_input.h"
#include "client/session.h"
#include "presstm/v1/translation_memory.pb.h"

namespace presstm {

// What a document is asked about, and what becomes of it.
struct DocumentLookup {
  // The request without languages: those of the document are put in where
  // these are empty.
  v1::LookupRequest config;
  // Which segments are looked up; the others have empty results.
  std::function<bool(const DocumentSegment&)> is_wanted;
  // Takes each stretch in order, with a result for each of its segments. Never
  // called by two threads at once. Its error ends the reading.
  std::function<absl::Status(const DocumentStretch&,
                             const std::vector<v1::LookupResult>&)>
      on_stretch;
};

// Reads `input` to its end through one stream, with the texts around each
// segment as its context. What is on the way is bounded, whatever the size of
// the document. A UsageError if a language is not known, or the document's is
// another than the one asked for; else the errors of the input, of
// `on_stretch` and of LookUpAll.
absl::Status LookUpDocument(Session& session, DocumentLookup lookup,
                            DocumentInput& input);

// Whether the document says the languages of the segment are those of
// `config`, or does not say.
bool HasLanguagesOf(const v1::LookupRequest& config,
                    const DocumentSegment& segment);

}  // namespace presstm

#endif  // CLIENT_DOCUMENT_LOOKUP_H_
