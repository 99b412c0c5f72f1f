# Helpers that give every folder the same shape of target.

add_library(presstm_warnings INTERFACE)
# Designated initializers leave members at their defaults on purpose.
target_compile_options(
  presstm_warnings INTERFACE -Wall -Wextra -Wshadow -Werror
                             -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # False alarms of g++ 12 inside std::string (GCC bug 105651).
  target_compile_options(presstm_warnings INTERFACE -Wno-restrict
                                                    -Wno-stringop-overflow)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  target_compile_options(presstm_warnings INTERFACE -Wthread-safety)
endif()

# What programs link. With jemalloc an import takes a quarter less of the
# processor and a fifth less memory than with the allocator of glibc; the
# sanitizers bring their own.
add_library(presstm_allocator INTERFACE)
if(NOT PRESSTM_SANITIZE)
  target_link_libraries(presstm_allocator INTERFACE PkgConfig::JEMALLOC)
endif()

# presstm_precompile(TARGET [API] [TEST]) compiles once what most sources of
# TARGET include: API, gRPC's headers and the generated ones, which take longer
# than all of ours; TEST, those of GoogleTest.
function(presstm_precompile target)
  if(NOT PRESSTM_PRECOMPILE)
    return()
  endif()
  set(headers <algorithm> <functional> <map> <memory> <optional> <string>
      <vector> <absl/status/statusor.h> <absl/strings/str_cat.h>
      <absl/strings/string_view.h>)
  if("API" IN_LIST ARGN)
    list(APPEND headers <grpcpp/grpcpp.h> <presstm/v1/access.grpc.pb.h>
         <presstm/v1/translation_memory.grpc.pb.h>)
  endif()
  if("TEST" IN_LIST ARGN)
    list(APPEND headers <gmock/gmock.h> <gtest/gtest.h>)
  endif()
  # ccache has given back a header made from proto files of before.
  set_target_properties(${target} PROPERTIES CXX_COMPILER_LAUNCHER "")
  target_precompile_headers(${target} PRIVATE ${headers})
endfunction()

# presstm_library(NAME [API] SOURCES ... [DEPS ...] [PRIVATE_DEPS ...])
# makes the library presstm_NAME with the alias presstm::NAME. API: most of its
# sources include gRPC's headers and the generated ones.
function(presstm_library name)
  cmake_parse_arguments(ARG "API" "" "SOURCES;DEPS;PRIVATE_DEPS" ${ARGN})
  add_library(presstm_${name} STATIC ${ARG_SOURCES})
  add_library(presstm::${name} ALIAS presstm_${name})
  target_include_directories(presstm_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(presstm_${name} PUBLIC ${ARG_DEPS}
                        PRIVATE presstm_warnings ${ARG_PRIVATE_DEPS})
  set(headers "")
  if(ARG_API)
    set(headers API)
  endif()
  presstm_precompile(presstm_${name} ${headers})
endfunction()

# presstm_test(NAME [API] [THREADS] SOURCES ... [DEPS ...]) makes one test binary
# whose cases CTest lists one by one. API: as above. THREADS: with more than one
# thread; ThreadSanitizer finds nothing in the others, and makes them many times
# slower.
function(presstm_test name)
  cmake_parse_arguments(ARG "API;THREADS" "" "SOURCES;DEPS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_definitions(
    ${name} PRIVATE PRESSTM_TEST_DATA_DIR="${PROJECT_SOURCE_DIR}/tests/data")
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} GTest::gmock
                        GTest::gtest_main presstm_warnings presstm_tsan_abseil)
  set(headers TEST)
  if(ARG_API)
    list(APPEND headers API)
  endif()
  presstm_precompile(${name} ${headers})
  if(PRESSTM_SANITIZE STREQUAL "thread" AND NOT ARG_THREADS)
    set_target_properties(${name} PROPERTIES EXCLUDE_FROM_ALL TRUE)
    return()
  endif()
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60
                       PROPERTIES TIMEOUT 600)
endfunction()
