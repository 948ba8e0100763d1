# SPDX-License-Identifier: Apache-2.0
include_guard(GLOBAL)
include(warnings)

# Builds run several times (release, sanitizers, emulated Arm); the prefix tells their tests apart.
set(SACCADE_TEST_PREFIX "" CACHE STRING "Put before every test's name")

function(saccade_test name)
  cmake_parse_arguments(arg "" "" "COMMAND" ${ARGN})
  add_test(NAME ${SACCADE_TEST_PREFIX}${name} COMMAND ${arg_COMMAND})
  # Of a test whose recordings or programs are absent.
  set_tests_properties(${SACCADE_TEST_PREFIX}${name} PROPERTIES
    SKIP_RETURN_CODE 77
    ${arg_UNPARSED_ARGUMENTS})
endfunction()

# Each header below the folder BASE alone in a translation unit, under every warning.
function(saccade_check_headers target)
  cmake_parse_arguments(arg "" "BASE" "HEADERS;OPTIONS;LIBRARIES" ${ARGN})
  set(sources)
  foreach(header IN LISTS arg_HEADERS)
    file(RELATIVE_PATH path ${arg_BASE} ${header})
    string(REPLACE "/" "_" unit ${path})
    set(unit ${CMAKE_CURRENT_BINARY_DIR}/${target}/${unit}.cpp)
    file(CONFIGURE OUTPUT ${unit} CONTENT "#include <${path}>\n#include <${path}>\n")
    list(APPEND sources ${unit})
  endforeach()
  add_library(${target} OBJECT ${sources})
  target_link_libraries(${target} PRIVATE ${arg_LIBRARIES} saccade_warnings)
  target_include_directories(${target} PRIVATE ${arg_BASE})
  target_compile_options(${target} PRIVATE ${arg_OPTIONS})
endfunction()
