#include "server/export_tmx.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "server/converters/annotated.h"
#include "server/resource_name.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/exchange/tmx_writer.h"
#include "tm_store/text/language.h"

namespace presstm {
namespace {

constexpr size_t kChunkBytes = 256 * 1024;
constexpr int kPageSize = 200;

// Checks the languages one by one, so that an error names the field.
absl::StatusOr<TmxWriter> MakeWriter(const v1::ExportTmxRequest& request) {
  TmxWriter::Options options;
  options.source_language = request.source_language_code();
  if (!options.source_language.empty()) {
    PRESSTM_RETURN_IF_ERROR(
        InField(ParseLanguage(options.source_language), "source_language_code")
            .status());
  }
  for (int i = 0; i < request.language_codes_size(); ++i) {
    PRESSTM_RETURN_IF_ERROR(InField(ParseLanguage(request.language_codes(i)),
                                    ElementName("language_codes", i))
                                .status());
    options.languages.push_back(request.language_codes(i));
  }
  return TmxWriter::Create(std::move(options));
}

// Cuts the file into chunks.
class ChunkWriter {
 public:
  explicit ChunkWriter(StreamWriter& writer) : writer_(writer) {}

  // Sends full chunks, keeps what is left.
  absl::Status Append(absl::string_view bytes) {
    while (!bytes.empty()) {
      const absl::string_view part =
          bytes.substr(0, kChunkBytes - response_.chunk().size());
      response_.mutable_chunk()->append(part.data(), part.size());
      bytes.remove_prefix(part.size());
      if (response_.chunk().size() == kChunkBytes) {
        PRESSTM_RETURN_IF_ERROR(Flush());
      }
    }
    return absl::OkStatus();
  }

  // Sends what is left.
  absl::Status Flush() {
    if (response_.chunk().empty()) return absl::OkStatus();
    PRESSTM_RETURN_IF_ERROR(writer_.Write(response_));
    response_.clear_chunk();
    return absl::OkStatus();
  }

 private:
  StreamWriter& writer_;
  v1::ExportTmxResponse response_;
};

}  // namespace

absl::Status ExportTmx(TranslationMemory& memory,
                       const v1::ExportTmxRequest& request,
                       StreamWriter& writer, const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(const std::string name,
                           ParseMemoryName(request.parent(), "parent"));
  PRESSTM_ASSIGN_OR_RETURN(const TmxWriter tmx, MakeWriter(request));
  PRESSTM_RETURN_IF_ERROR(memory.GetMemory(name).status());
  ChunkWriter out(writer);
  PRESSTM_RETURN_IF_ERROR(out.Append(tmx.Header()));
  TranslationUnitId last;
  bool at_end = false;
  while (!at_end) {
    PRESSTM_RETURN_IF_ERROR(context.deadline.Check());
    PRESSTM_ASSIGN_OR_RETURN(const std::vector<TranslationUnit> page,
                             memory.ListUnits(name, {}, last, kPageSize));
    for (const TranslationUnit& unit : page) {
      PRESSTM_RETURN_IF_ERROR(out.Append(tmx.Unit(unit)));
      last = unit.id;
    }
    at_end = page.empty();
  }
  PRESSTM_RETURN_IF_ERROR(out.Append(tmx.Footer()));
  return out.Flush();
}

}  // namespace presstm
