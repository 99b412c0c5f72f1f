#include "server/converters/concordance_converter.h"

#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "server/converters/annotated.h"
#include "server/converters/code_points.h"
#include "server/converters/named_memories.h"
#include "server/converters/translation_unit_converter.h"
#include "tm_store/base/error.h"
#include "tm_store/base/status_macros.h"

namespace presstm {

absl::StatusOr<ConcordanceRequest> FromProto(
    const v1::SearchConcordanceRequest& proto) {
  ConcordanceRequest request;
  request.text = proto.text();
  request.language = proto.language_code();
  request.other_languages.assign(proto.other_language_codes().begin(),
                                 proto.other_language_codes().end());
  PRESSTM_ASSIGN_OR_RETURN(
      request.memories,
      ParseNamedMemories(proto.memories_size(), [&proto](int i) {
        return NamedMemory{proto.memories(i), ElementName("memories", i)};
      }));
  return request;
}

v1::ConcordanceHit ToProto(const ConcordanceHit& hit) {
  v1::ConcordanceHit proto;
  *proto.mutable_translation_unit() = ToProto(hit.unit, hit.memory_name);
  proto.set_variant_index(static_cast<int>(hit.variant_position));
  CodePointOffsets offsets(
      hit.unit.variants[hit.variant_position].segment.text);
  for (const ByteSpan& span : hit.spans) {
    v1::TextSpan& out = *proto.add_spans();
    out.set_begin_code_points(offsets.FromBytes(span.begin_bytes));
    out.set_end_code_points(offsets.FromBytes(span.end_bytes));
  }
  return proto;
}

std::string ToPagePosition(const ConcordanceKey& key) {
  return absl::StrCat(key.is_whole ? 1 : 0, ",", key.length_characters, ",",
                      key.unit.value, ",", key.variant);
}

absl::StatusOr<ConcordanceKey> FromPagePosition(absl::string_view position) {
  const std::vector<absl::string_view> parts = absl::StrSplit(position, ',');
  ConcordanceKey key;
  int is_whole = 0;
  if (parts.size() == 4 && absl::SimpleAtoi(parts[0], &is_whole) &&
      absl::SimpleAtoi(parts[1], &key.length_characters) &&
      absl::SimpleAtoi(parts[2], &key.unit.value) &&
      absl::SimpleAtoi(parts[3], &key.variant)) {
    key.is_whole = is_whole != 0;
    return key;
  }
  return InvalidArgument(ErrorReason::kInvalidArgument,
                         "page_token is not valid", "page_token");
}

}  // namespace presstm
