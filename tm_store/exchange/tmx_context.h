// Contexts of translation units: how TMX files of different tools tell them,
// and how ours do.
#ifndef TM_STORE_EXCHANGE_TMX_CONTEXT_H_
#define TM_STORE_EXCHANGE_TMX_CONTEXT_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tm_store/model/translation_unit.h"

namespace presstm {

// Reads contexts from the properties of the unit and its variants. Names are
// compared without regard to case, except x-Context and x-context.
//
//   Tool          Previous and next text              Key
//   OmegaT        prev, next                          id
//   memoQ,        x-context-pre, x-context-post       x-context
//   MateCat       (on tuv; <seg> around it taken off)
//   Phrase        context_prev, context_next          context
//   Trados        x-ContextContent: its first field,  x-Context: two hashes
//                 previous only
//   XTM           x-previous-source-text, x-next-...; x-previous-crc and
//                 the same with -target-text          x-next-crc: "A,B"
//   GlobalLink,   previousMd5Segment, next...         previousMd5Checksum and
//   Wordfast                                          next...: "A,B"
//   Swordfish     -                                   prev-en-fr and
//                                                     next-en-fr: "A,B"
//   t5memory      -                                   tmgr:context, not "-"
//   others        -                                   any name with "context"
//                                                     but x-StructureContext
//
// Texts can be compared with neighbours; keys only with keys of the same
// tool. Properties that occur n times tell of n contexts, in order. Equal
// contexts are told once; at most kMaxContexts. Context::language is "" for
// the source side.
std::vector<Context> ContextsFromProperties(const TranslationUnit& unit);

// Our own property for contexts that no other one tells, and its value.
inline constexpr char kContextProperty[] = "x-presstm-context";
std::string EncodeContext(const Context& context);
// Nullopt if EncodeContext did not write it.
std::optional<Context> DecodeContext(absl::string_view value);

// Whose names to use in addition, so that another tool sees our contexts.
enum class ContextNames { kOwnOnly, kOmegat, kMemoq, kXtm };

// Where that tool looks for the properties, and writes its own.
enum class ContextPlace { kUnit, kSourceVariant };
ContextPlace PlaceOfContexts(ContextNames names);

// The properties that tell `context` to that tool. Empty for kOwnOnly, where
// the context has neither text nor key, and for other than the source side
// where the tool knows of no other.
std::vector<Property> ContextProperties(const Context& context,
                                        ContextNames names);

}  // namespace presstm

#endif  // TM_STORE_EXCHANGE_TMX_CONTEXT_H_
