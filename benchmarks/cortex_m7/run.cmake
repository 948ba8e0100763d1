# SPDX-License-Identifier: Apache-2.0
# Runs the table of layers and prints it.
execute_process(COMMAND ${MAKE_WINDOWS} ${IMAGE}.windows 20 0 1 0 COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${EMULATE} ${IMAGE} ${IMAGE}.windows ${IMAGE}.txt
  ERROR_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(READ ${IMAGE}.txt table)
if(NOT table MATCHES "network +[0-9]+ +[0-9]+ +[0-9]+ +[0-9]+ +[0-9]+ +[0-9]+\\.[0-9][0-9]\n")
  message(FATAL_ERROR " saccade: no total in:\n${table}")
endif()
execute_process(COMMAND ${CMAKE_COMMAND} -E echo "${table}")
