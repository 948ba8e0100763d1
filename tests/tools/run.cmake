# SPDX-License-Identifier: Apache-2.0
file(MAKE_DIRECTORY ${OUT})

# Runs the tool, which must succeed and keep quiet on stderr; its stdout goes into `stdout`.
macro(succeed)
  execute_process(COMMAND ${TOOL} ${ARGN} OUTPUT_VARIABLE stdout ERROR_VARIABLE stderr
    RESULT_VARIABLE exit_status)
  if(NOT exit_status STREQUAL "0" OR NOT stderr STREQUAL "")
    message(FATAL_ERROR "saccade ${ARGN}: exit status ${exit_status}, stderr '${stderr}'")
  endif()
endmacro()

# Runs the tool, which must fail with one line on stderr that matches `regex`.
macro(fail_with regex)
  execute_process(COMMAND ${TOOL} ${ARGN} OUTPUT_VARIABLE stdout ERROR_VARIABLE stderr
    RESULT_VARIABLE exit_status)
  if(NOT exit_status MATCHES "^[12]$" OR NOT stderr MATCHES "^saccade: [^\n]*${regex}[^\n]*\n$")
    message(FATAL_ERROR "saccade ${ARGN}: exit status ${exit_status}, stderr '${stderr}'")
  endif()
endmacro()

macro(expect_equal actual expected)
  if(NOT "${actual}" STREQUAL "${expected}")
    message(FATAL_ERROR "expected '${expected}', got '${actual}'")
  endif()
endmacro()
