#include "client/filter_options.h"

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "client/names.h"
#include "client/option_checks.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

constexpr char kFilterGroup[] = "Only units";

// Reads "2025-01-31" or "2025-01-31T12:00:00+09:00".
absl::StatusOr<google::protobuf::Timestamp> ParseDate(absl::string_view option,
                                                      const std::string& text) {
  absl::Time time;
  if (!absl::ParseTime("%Y-%m-%d", text, &time, nullptr) &&
      !absl::ParseTime(absl::RFC3339_full, text, &time, nullptr)) {
    return UsageError(absl::StrCat(option, ": '", text,
                                   "' is neither a date such as 2025-01-31 "
                                   "nor a time such as "
                                   "2025-01-31T12:00:00+09:00"));
  }
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(absl::ToUnixSeconds(time));
  return timestamp;
}

}  // namespace

void AddFilterOptions(CLI::App& sub, FilterFlags& flags) {
  const auto add = [&](const char* name, std::vector<std::string>& values,
                       const char* description, const char* value) {
    sub.add_option(name, values, description)
        ->option_text(value)
        ->allow_extra_args(false)
        ->group(kFilterGroup);
  };
  add("--in-document", flags.documents,
      "Of this document; may be repeated for others", "NAME");
  add("--with-property", flags.properties,
      "That have this property; repeated, all of them", "KEY=VALUE");
  add("--author", flags.authors,
      "Made or last changed by this person; may be repeated for others",
      "NAME");
  sub.add_option("--origin", flags.origins,
                 "Of this origin; may be repeated for others")
      ->transform(OneOf(OriginOptions()))
      ->option_text("human|aligned|machine|imported")
      ->allow_extra_args(false)
      ->group(kFilterGroup);
  sub.add_option("--changed-from", flags.changed_from,
                 "Last changed on this day (UTC) or later, or at this time")
      ->option_text("DATE")
      ->group(kFilterGroup);
  sub.add_option("--changed-before", flags.changed_before,
                 "Last changed before this day (UTC) or time")
      ->option_text("DATE")
      ->group(kFilterGroup);
}

absl::Status AddProperty(absl::string_view option, absl::string_view text,
                         google::protobuf::RepeatedPtrField<v1::Property>& to) {
  PRESSTM_RETURN_IF_ERROR(CheckUtf8Option(option, text));
  const size_t sign = text.find('=');
  if (sign == absl::string_view::npos || sign == 0) {
    return UsageError(absl::StrCat(option, ": '", text, "' is not KEY=VALUE"));
  }
  v1::Property& property = *to.Add();
  property.set_key(std::string(text.substr(0, sign)));
  property.set_value(std::string(text.substr(sign + 1)));
  return absl::OkStatus();
}

absl::Status SetFilter(const FilterFlags& flags, v1::LookupFilter& filter) {
  for (const std::string& document : flags.documents) {
    PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--in-document", document));
  }
  for (const std::string& author : flags.authors) {
    PRESSTM_RETURN_IF_ERROR(CheckUtf8Option("--author", author));
  }
  filter.mutable_documents()->Add(flags.documents.begin(),
                                  flags.documents.end());
  filter.mutable_authors()->Add(flags.authors.begin(), flags.authors.end());
  filter.mutable_origins()->Add(flags.origins.begin(), flags.origins.end());
  for (const std::string& property : flags.properties) {
    PRESSTM_RETURN_IF_ERROR(
        AddProperty("--with-property", property, *filter.mutable_properties()));
  }
  if (!flags.changed_from.empty()) {
    PRESSTM_ASSIGN_OR_RETURN(*filter.mutable_change_time_from(),
                             ParseDate("--changed-from", flags.changed_from));
  }
  if (!flags.changed_before.empty()) {
    PRESSTM_ASSIGN_OR_RETURN(
        *filter.mutable_change_time_before(),
        ParseDate("--changed-before", flags.changed_before));
  }
  return absl::OkStatus();
}

std::vector<FieldOption> FilterOptions() {
  return {{"filter.documents", "--in-document"},
          {"filter.properties", "--with-property"},
          {"filter.authors", "--author"},
          {"filter.origins", "--origin"},
          {"filter.change_time_from", "--changed-from"},
          {"filter.change_time_before", "--changed-before"}};
}

}  // namespace presstm
