#include "tests/fuzz/message_mutator.h"

#include <array>
#include <limits>

#include "absl/strings/match.h"
#include "google/protobuf/descriptor.h"

namespace presstm {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// Names that exist where the target is run, and some that do not.
constexpr std::array<const char*, 8> kNames = {"memories/m",
                                               "memories/m/translationUnits/1",
                                               "memories/m/translationUnits/99",
                                               "memories/other",
                                               "memories/",
                                               "m",
                                               "*",
                                               "text,source_language_code"};
constexpr std::array<const char*, 9> kLanguages = {
    "zh", "zh-Hant-TW", "ko-KR", "en", "en_us", "EN", "x", "", "zh-"};
constexpr std::array<const char*, 10> kTexts = {"",
                                                "新闻社 2026 年",
                                                "한국 신문 1,200 개",
                                                "The press office",
                                                " \t",
                                                "👍🏽 e\u0301",
                                                "\xff\xc0\x80",
                                                "<tmx version=\"1.4\">",
                                                "?!",
                                                "a"};

}  // namespace

int MessageMutator::Below(int count) {
  return std::uniform_int_distribution<int>(0, count - 1)(random_);
}

template <typename T>
T MessageMutator::Number() {
  constexpr std::array<T, 8> kNumbers = {T{0},
                                         T{1},
                                         static_cast<T>(-1),
                                         T{2},
                                         T{100},
                                         T{101},
                                         std::numeric_limits<T>::max(),
                                         std::numeric_limits<T>::lowest()};
  return kNumbers[static_cast<size_t>(Below(kNumbers.size()))];
}

std::string MessageMutator::Text(const FieldDescriptor& field) {
  const auto any_of = [this](const auto& values) {
    return std::string(values[static_cast<size_t>(Below(values.size()))]);
  };
  if (Below(100) == 0) return std::string(100'000, 'x');
  const bool is_known = Below(4) > 0;
  if (is_known && absl::StrContains(field.name(), "language")) {
    return any_of(kLanguages);
  }
  if (is_known && (absl::StrContains(field.name(), "name") ||
                   absl::StrContains(field.name(), "parent") ||
                   absl::StrContains(field.name(), "memory") ||
                   absl::StrContains(field.name(), "path"))) {
    return any_of(kNames);
  }
  return any_of(kTexts);
}

void MessageMutator::Mutate(Message& message) {
  const auto* descriptor = message.GetDescriptor();
  if (descriptor->field_count() == 0) return;
  const FieldDescriptor& field =
      *descriptor->field(Below(descriptor->field_count()));
  if (field.is_repeated()) {
    MutateRepeated(field, message);
  } else {
    MutateSingular(field, message);
  }
}

void MessageMutator::MutateSingular(const FieldDescriptor& field,
                                    Message& message) {
  if (Below(4) == 0)
    return message.GetReflection()->ClearField(&message, &field);
  Put(field, message);
}

void MessageMutator::MutateRepeated(const FieldDescriptor& field,
                                    Message& message) {
  const Reflection& reflection = *message.GetReflection();
  const int size = reflection.FieldSize(message, &field);
  switch (size == 0 ? 0 : Below(5)) {
    case 0:
    case 1:
      return Put(field, message);
    case 2:
      return reflection.RemoveLast(&message, &field);
    case 3:
      return reflection.SwapElements(&message, &field, Below(size), size - 1);
    default:
      if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return;
      return Mutate(
          *reflection.MutableRepeatedMessage(&message, &field, Below(size)));
  }
}

void MessageMutator::Put(const FieldDescriptor& field, Message& message) {
  const Reflection& reflection = *message.GetReflection();
  const bool add = field.is_repeated();
#define PRESSTM_PUT(type, value)                             \
  return add ? reflection.Add##type(&message, &field, value) \
             : reflection.Set##type(&message, &field, value)
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      PRESSTM_PUT(Int32, Number<int32_t>());
    case FieldDescriptor::CPPTYPE_INT64:
      PRESSTM_PUT(Int64, Number<int64_t>());
    case FieldDescriptor::CPPTYPE_UINT32:
      PRESSTM_PUT(UInt32, Number<uint32_t>());
    case FieldDescriptor::CPPTYPE_UINT64:
      PRESSTM_PUT(UInt64, Number<uint64_t>());
    case FieldDescriptor::CPPTYPE_DOUBLE:
      PRESSTM_PUT(Double, Number<double>());
    case FieldDescriptor::CPPTYPE_FLOAT:
      PRESSTM_PUT(Float, Number<float>());
    case FieldDescriptor::CPPTYPE_BOOL:
      PRESSTM_PUT(Bool, Below(2) == 1);
    case FieldDescriptor::CPPTYPE_ENUM:
      // Unknown values among them.
      PRESSTM_PUT(EnumValue, Below(field.enum_type()->value_count() + 2));
    case FieldDescriptor::CPPTYPE_STRING:
      PRESSTM_PUT(String, Text(field));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return Mutate(add ? *reflection.AddMessage(&message, &field)
                        : *reflection.MutableMessage(&message, &field));
  }
#undef PRESSTM_PUT
}

}  // namespace presstm
