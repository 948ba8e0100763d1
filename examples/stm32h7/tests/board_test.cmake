# SPDX-License-Identifier: Apache-2.0
# Runs board_test.elf and compares what it copied.
string(REPEAT "0123456" 1429 block)
string(APPEND block "ABCD")
string(REPEAT "${block}" 20 input)
file(WRITE ${IMAGE}.in "${input}")
execute_process(COMMAND ${EMULATE} ${IMAGE} ${IMAGE}.in ${IMAGE}.out COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${IMAGE}.in ${IMAGE}.out
  COMMAND_ERROR_IS_FATAL ANY)
