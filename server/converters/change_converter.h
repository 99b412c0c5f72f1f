// Changes of the change log.
#ifndef SERVER_CONVERTERS_CHANGE_CONVERTER_H_
#define SERVER_CONVERTERS_CHANGE_CONVERTER_H_

#include "presstm/v1/translation_memory.pb.h"
#include "tm_store/model/change.h"

namespace presstm {

v1::Change ToProto(const Change& change);

}  // namespace presstm

#endif  // SERVER_CONVERTERS_CHANGE_CONVERTER_H_
