# Helpers that give every folder the same shape of target.

add_library(presstm_warnings INTERFACE)
# Designated initializers leave members at their defaults on purpose.
target_compile_options(
  presstm_warnings INTERFACE -Wall -Wextra -Wshadow -Werror
                             -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # False alarms of g++ 12 inside std::string (GCC bug 105651).
  target_compile_options(presstm_warnings INTERFACE -Wno-restrict)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  target_compile_options(presstm_warnings INTERFACE -Wthread-safety)
endif()

# presstm_library(NAME SOURCES ... [DEPS ...] [PRIVATE_DEPS ...])
# makes the library presstm_NAME with the alias presstm::NAME.
function(presstm_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS;PRIVATE_DEPS" ${ARGN})
  add_library(presstm_${name} STATIC ${ARG_SOURCES})
  add_library(presstm::${name} ALIAS presstm_${name})
  target_include_directories(presstm_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(presstm_${name} PUBLIC ${ARG_DEPS}
                        PRIVATE presstm_warnings ${ARG_PRIVATE_DEPS})
endfunction()

# presstm_precompile_api(TARGET) compiles what most sources of TARGET include
# once: gRPC's headers and the generated ones take longer than all of ours.
function(presstm_precompile_api target)
  # ccache has given back a header made from proto files of before.
  set_target_properties(${target} PROPERTIES CXX_COMPILER_LAUNCHER "")
  target_precompile_headers(
    ${target} PRIVATE <grpcpp/grpcpp.h> <presstm/v1/access.grpc.pb.h>
    <presstm/v1/translation_memory.grpc.pb.h>)
endfunction()

# presstm_test(NAME [THREADS] SOURCES ... [DEPS ...]) makes one test binary
# whose cases CTest lists one by one. THREADS: with more than one thread;
# ThreadSanitizer finds nothing in the others, and makes them many times slower.
function(presstm_test name)
  cmake_parse_arguments(ARG "THREADS" "" "SOURCES;DEPS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_definitions(
    ${name} PRIVATE PRESSTM_TEST_DATA_DIR="${PROJECT_SOURCE_DIR}/tests/data")
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} GTest::gmock
                        GTest::gtest_main presstm_warnings presstm_tsan_abseil)
  if(PRESSTM_SANITIZE STREQUAL "thread" AND NOT ARG_THREADS)
    set_target_properties(${name} PROPERTIES EXCLUDE_FROM_ALL TRUE)
    return()
  endif()
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60
                       PROPERTIES TIMEOUT 600)
endfunction()
