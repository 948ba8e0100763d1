# SPDX-License-Identifier: Apache-2.0
# cmake -DSACCADE=... -DPYTHON=... -DMAKE_MODEL=make_random_model.py -DMODELS=... -DPROGRAM=...
#   -DFOLDER=... -P validate_differs.cmake
# A program that holds the same network with other weights: validate has to see it.
cmake_minimum_required(VERSION 3.25)
file(MAKE_DIRECTORY ${FOLDER}/idle)
file(WRITE ${FOLDER}/idle/qemu-system-arm "#!/bin/sh\n")
file(CHMOD ${FOLDER}/idle/qemu-system-arm PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
execute_process(COMMAND ${PYTHON} ${MAKE_MODEL} --seed 9 every_layer ${FOLDER}
  COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
execute_process(
  COMMAND ${SACCADE} validate ${FOLDER}/every_layer.onnx --count 20 --program ${PROGRAM}
    --python ${PYTHON}
  RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE error)
if(NOT status EQUAL 1 OR NOT error STREQUAL "saccade: validate: engines differ\n")
  message(FATAL_ERROR " exit status ${status}: ${error}")
endif()
foreach(expected
    "first layer that diverges: conv1.q\n" "engines DIFFER"
    "against ONNX Runtime [^\n]*\n.*\n  0 of 220 logits differ\n.*\n  agree\n")
  if(NOT output MATCHES "${expected}")
    message(FATAL_ERROR " '${expected}' is not in: ${output}")
  endif()
endforeach()

# A device that does nothing, after a program that did: its results are not taken for the device's.
execute_process(
  COMMAND ${CMAKE_COMMAND} -E env PATH=${FOLDER}/idle:$ENV{PATH}
    ${SACCADE} validate ${MODELS}/every_layer.onnx --count 20 --program ${PROGRAM} --image any.elf
  RESULT_VARIABLE status ERROR_VARIABLE error OUTPUT_QUIET)
if(NOT status EQUAL 1 OR NOT error STREQUAL "saccade: qemu-system-arm: wrote no results\n")
  message(FATAL_ERROR " idle device: exit status ${status}: ${error}")
endif()

# Another network altogether, and a Python without ONNX Runtime.
execute_process(
  COMMAND ${SACCADE} validate ${MODELS}/event_native.onnx --count 20 --program ${PROGRAM}
  RESULT_VARIABLE status ERROR_VARIABLE error OUTPUT_QUIET)
if(NOT status EQUAL 1 OR NOT error MATCHES "^saccade: [^\n]*another network\n$")
  message(FATAL_ERROR " another network: exit status ${status}: ${error}")
endif()
execute_process(
  COMMAND ${SACCADE} validate ${FOLDER}/every_layer.onnx --count 20 --python /bin/false
  RESULT_VARIABLE status ERROR_VARIABLE error OUTPUT_QUIET)
if(NOT status EQUAL 1 OR NOT error MATCHES "^saccade: /bin/false: [^\n]*\n$")
  message(FATAL_ERROR " no ONNX Runtime: exit status ${status}: ${error}")
endif()
