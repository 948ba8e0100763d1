# SPDX-License-Identifier: Apache-2.0
# cmake -D PROVIDED=... -D FOLDER=... -D GENERATOR=... -D COMPILER=... -P rebuild.cmake
# What is built again after a change: of the importer, of the model, of neither.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/run_well.cmake)
file(REMOVE_RECURSE ${FOLDER})
file(COPY ${CMAKE_CURRENT_LIST_DIR}/rebuild/ DESTINATION ${FOLDER})
file(COPY ${PROVIDED}/release/ DESTINATION ${FOLDER}/saccade)
file(COPY ${PROVIDED}/release/tests/data/onnx/event_native.onnx DESTINATION ${FOLDER})

# Builds after `file` has changed; so often must the importer be built and a model be imported.
function(expect file importers models)
  if(file)
    file(TOUCH ${FOLDER}/${file})
  endif()
  run_well(${CMAKE_COMMAND} --build ${FOLDER}/build)
  string(REGEX MATCHALL "Building the importer" built "${output}")
  string(REGEX MATCHALL "Importing event_native" imported "${output}")
  list(LENGTH built built)
  list(LENGTH imported imported)
  if(NOT built EQUAL importers OR NOT imported EQUAL models)
    message(FATAL_ERROR "after a change of '${file}':\n${output}")
  endif()
endfunction()

set(configure ${CMAKE_COMMAND} -S ${FOLDER} -B ${FOLDER}/build -G ${GENERATOR}
  -DCMAKE_CXX_COMPILER=${COMPILER})
run_well(${configure})
expect("" 1 2)
expect("" 0 0)
expect(event_native.onnx 0 2)
file(APPEND ${FOLDER}/saccade/tools/importer/main.cpp "// changed\n")
expect("" 1 2)
expect(saccade/include/saccade/io/csv.hpp 1 0)
expect("" 0 0)

run_well(${configure} -DSACCADE_IMPORTER_COMPILER=no-such-compiler)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${FOLDER}/build
  RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(status EQUAL 0 OR NOT output MATCHES "saccade_add_model: the importer cannot be built")
  message(FATAL_ERROR "without a compiler: ${status}:\n${output}")
endif()
