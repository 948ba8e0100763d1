# SPDX-License-Identifier: Apache-2.0
# Runs a command, which must succeed; what it prints goes into `output`.
function(run_well)
  execute_process(COMMAND ${ARGN}
    RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${output}\n${command}: ${status}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()
