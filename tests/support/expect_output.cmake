# SPDX-License-Identifier: Apache-2.0
# cmake -DPROGRAM=... -DEXPECTED=regex [-DINPUT=file] -P expect_output.cmake
# Fails unless the program succeeds and prints what is expected; PASS_REGULAR_EXPRESSION alone would
# take a crash after that.
if(NOT INPUT)
  set(INPUT /dev/null)
endif()
execute_process(COMMAND "${PROGRAM}" INPUT_FILE "${INPUT}" OUTPUT_VARIABLE output
  COMMAND_ERROR_IS_FATAL ANY)
if(NOT output MATCHES "${EXPECTED}")
  message(FATAL_ERROR " ${PROGRAM}: expected ${EXPECTED}, got:\n${output}")
endif()
