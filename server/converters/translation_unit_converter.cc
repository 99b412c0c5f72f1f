#include "server/converters/translation_unit_converter.h"

#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "server/converters/annotated.h"
#include "server/converters/enum_converter.h"
#include "server/converters/segment_converter.h"
#include "server/converters/time_converter.h"
#include "server/resource_name.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

using google::protobuf::RepeatedPtrField;

RepeatedPtrField<v1::Property> PropertiesToProto(
    const std::vector<Property>& properties) {
  RepeatedPtrField<v1::Property> proto;
  for (const Property& property : properties) {
    v1::Property& out = *proto.Add();
    out.set_key(property.key);
    out.set_value(property.value);
  }
  return proto;
}

v1::Context ContextToProto(const Context& context) {
  v1::Context proto;
  proto.set_language_code(context.language);
  proto.set_previous_text(context.previous_text);
  proto.set_next_text(context.next_text);
  proto.set_key(context.key);
  return proto;
}

Context ContextFromProto(const v1::Context& proto) {
  return {.language = proto.language_code(),
          .previous_text = proto.previous_text(),
          .next_text = proto.next_text(),
          .key = proto.key()};
}

absl::StatusOr<Variant> VariantFromProto(const v1::Variant& proto) {
  Variant variant;
  variant.language = proto.language_code();
  variant.properties = PropertiesFromProto(proto.properties());
  variant.notes.assign(proto.notes().begin(), proto.notes().end());
  PRESSTM_ASSIGN_OR_RETURN(variant.segment,
                           InField(FromProto(proto.segment()), "segment"));
  return variant;
}

void SetTimes(const TranslationUnit& unit, v1::TranslationUnit& proto) {
  if (unit.create_time != absl::InfinitePast()) {
    *proto.mutable_create_time() = ToProto(unit.create_time);
  }
  if (unit.change_time != absl::InfinitePast()) {
    *proto.mutable_update_time() = ToProto(unit.change_time);
  }
  if (unit.last_used_time != absl::InfinitePast()) {
    *proto.mutable_last_used_time() = ToProto(unit.last_used_time);
  }
}

absl::Status SetTimes(const v1::TranslationUnit& proto, TranslationUnit& unit) {
  if (proto.has_create_time()) {
    PRESSTM_ASSIGN_OR_RETURN(
        unit.create_time,
        InField(FromProto(proto.create_time()), "create_time"));
  }
  if (proto.has_update_time()) {
    PRESSTM_ASSIGN_OR_RETURN(
        unit.change_time,
        InField(FromProto(proto.update_time()), "update_time"));
  }
  if (proto.has_last_used_time()) {
    PRESSTM_ASSIGN_OR_RETURN(
        unit.last_used_time,
        InField(FromProto(proto.last_used_time()), "last_used_time"));
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<Property> PropertiesFromProto(
    const RepeatedPtrField<v1::Property>& proto) {
  std::vector<Property> properties;
  for (const v1::Property& in : proto) {
    properties.push_back({.key = in.key(), .value = in.value()});
  }
  return properties;
}

v1::QualityWarning ToProto(const QualityWarning& warning,
                           const TranslationUnit& unit) {
  v1::QualityWarning proto;
  proto.set_issue(ToProto(warning.issue));
  proto.set_source_language_code(
      unit.variants[warning.source_position].language);
  proto.set_target_language_code(
      unit.variants[warning.target_position].language);
  proto.set_message(warning.message);
  return proto;
}

v1::Variant ToProto(const Variant& variant) {
  v1::Variant proto;
  proto.set_language_code(variant.language);
  *proto.mutable_segment() = ToProto(variant.segment);
  *proto.mutable_properties() = PropertiesToProto(variant.properties);
  proto.mutable_notes()->Add(variant.notes.begin(), variant.notes.end());
  return proto;
}

v1::TranslationUnit ToProto(const TranslationUnit& unit,
                            absl::string_view memory) {
  v1::TranslationUnit proto;
  proto.set_name(UnitResourceName(memory, unit.id));
  proto.set_source_language_code(unit.source_language);
  for (const Variant& variant : unit.variants) {
    *proto.add_variants() = ToProto(variant);
  }
  *proto.mutable_properties() = PropertiesToProto(unit.properties);
  proto.mutable_notes()->Add(unit.notes.begin(), unit.notes.end());
  for (const Context& context : unit.contexts) {
    *proto.add_contexts() = ContextToProto(context);
  }
  proto.set_document(unit.document);
  proto.set_external_id(unit.external_id);
  proto.set_origin(ToProto(unit.origin));
  proto.set_status(ToProto(unit.status));
  proto.set_created_by(unit.created_by);
  proto.set_updated_by(unit.changed_by);
  proto.set_usage_count(unit.usage_count);
  proto.set_etag(EtagFromRevision(unit.revision));
  SetTimes(unit, proto);
  return proto;
}

absl::StatusOr<TranslationUnit> FromProto(const v1::TranslationUnit& proto) {
  TranslationUnit unit;
  unit.source_language = proto.source_language_code();
  unit.properties = PropertiesFromProto(proto.properties());
  unit.notes.assign(proto.notes().begin(), proto.notes().end());
  unit.document = proto.document();
  unit.external_id = proto.external_id();
  unit.created_by = proto.created_by();
  unit.changed_by = proto.updated_by();
  unit.usage_count = proto.usage_count();
  for (int i = 0; i < proto.variants_size(); ++i) {
    PRESSTM_ASSIGN_OR_RETURN(Variant variant,
                             InField(VariantFromProto(proto.variants(i)),
                                     ElementName("variants", i)));
    unit.variants.push_back(std::move(variant));
  }
  for (const v1::Context& context : proto.contexts()) {
    unit.contexts.push_back(ContextFromProto(context));
  }
  PRESSTM_ASSIGN_OR_RETURN(unit.origin,
                           InField(FromProto(proto.origin()), "origin"));
  PRESSTM_ASSIGN_OR_RETURN(unit.status,
                           InField(FromProto(proto.status()), "status"));
  PRESSTM_RETURN_IF_ERROR(SetTimes(proto, unit));
  return unit;
}

std::string EtagFromRevision(int64_t revision) {
  return absl::StrCat(revision);
}

int64_t RevisionFromEtag(absl::string_view etag) {
  if (etag.empty()) return 0;
  int64_t revision = 0;
  if (!absl::SimpleAtoi(etag, &revision) || revision <= 0) return -1;
  return EtagFromRevision(revision) == etag ? revision : -1;
}

}  // namespace presstm
