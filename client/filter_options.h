// The options that say which translation units are wanted.
#ifndef CLIENT_FILTER_OPTIONS_H_
#define CLIENT_FILTER_OPTIONS_H_

#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "absl/status/statusor.h"
#include "client/call_error.h"
#include "presstm/v1/translation_memory.pb.h"

namespace presstm {

// What the command line says.
struct FilterFlags {
  std::vector<std::string> documents;
  std::vector<std::string> properties;  // KEY=VALUE
  std::vector<std::string> authors;
  std::vector<v1::Origin> origins;
  std::string changed_from;  // Dates or times.
  std::string changed_before;
};

// `flags` must outlive the parsing of the command line.
void AddFilterOptions(CLI::App& sub, FilterFlags& flags);

// A UsageError for what is no UTF-8, or not of the form an option wants.
absl::Status SetFilter(const FilterFlags& flags, v1::LookupFilter& filter);

// Adds "KEY=VALUE", as given to `option`.
absl::Status AddProperty(absl::string_view option, absl::string_view text,
                         google::protobuf::RepeatedPtrField<v1::Property>& to);

// The options behind the fields of `filter` in a request.
std::vector<FieldOption> FilterOptions();

}  // namespace presstm

#endif  // CLIENT_FILTER_OPTIONS_H_
