// Reads documents that are to be translated, such that they can be written
// again byte for byte but for what is put into them.
#ifndef TM_STORE_EXCHANGE_DOCUMENT_READER_H_
#define TM_STORE_EXCHANGE_DOCUMENT_READER_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tm_store/exchange/document_stretch.h"
#include "tm_store/exchange/text_encoding.h"

namespace presstm {

enum class DocumentFormat {
  kXliff,  // 1.x and 2.x
  kTmx,
  kText,  // One segment a line.
};

// The format that a file's name tells: by .xlf, .xliff and what Trados, memoQ
// and Phrase call theirs (.sdlxliff, .mqxliff, .mxliff), .tmx or .txt in any
// case, before a .gz if there is one.
std::optional<DocumentFormat> DocumentFormatFromName(absl::string_view name);

// The languages of a document where it does not say itself; "" = not known.
struct DocumentLanguages {
  std::string source;
  std::string target;
};

// Takes the bytes of one document as they come and gives its stretches. How
// the bytes are cut makes no difference to what comes out in the end, but for
// which of several faults is told.
// Memory: stretches not yet taken, one unit, and some hundred kilobytes.
// Thread-compatible. O(bytes) time.
class DocumentReader {
 public:
  virtual ~DocumentReader() = default;

  // Takes the next bytes. InvalidArgument with reason FILE_MALFORMED or
  // TMX_MALFORMED and a message that begins with "line 120: " where the
  // document is not well-formed; ResourceExhausted where a unit or tag is
  // longer than kMaxUnitBytes. Later calls give the same error.
  virtual absl::Status Feed(absl::string_view bytes) = 0;
  virtual absl::Status Finish() = 0;

  // What has come since the last call, in order. A segment comes once the one
  // after it is known.
  virtual std::vector<std::unique_ptr<DocumentStretch>> TakeStretches() = 0;

  // Known, and for good, before the first stretch comes.
  virtual const std::optional<TextEncoding>& encoding() const = 0;
  // The bytes before the first stretch: the byte order mark or "".
  virtual const std::string& mark() const = 0;
};

inline constexpr size_t kMaxUnitBytes = 16 * 1024 * 1024;

std::unique_ptr<DocumentReader> MakeDocumentReader(
    DocumentFormat format, const DocumentLanguages& languages);

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_DOCUMENT_READER_H_
