# SPDX-License-Identifier: Apache-2.0
include(${CMAKE_CURRENT_LIST_DIR}/run.cmake)
set(model ${DATA}/onnx/every_layer.onnx)

# The same headers as the command's, with and without a name.
succeed(import ${model} -o ${OUT}/default.hpp)
succeed(import ${model} -o ${OUT}/mine.hpp --namespace mine)
set(TOOL ${IMPORTER})
succeed(${model} ${OUT}/default_again.hpp)
expect_equal("${stdout}" "")
succeed(${model} ${OUT}/mine_again.hpp mine)
foreach(header IN ITEMS default mine)
  execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${OUT}/${header}.hpp
    ${OUT}/${header}_again.hpp COMMAND_ERROR_IS_FATAL ANY)
endforeach()

fail_with("usage: saccade_importer" ${model})
fail_with("absent.onnx: cannot be read" ${OUT}/absent.onnx ${OUT}/absent.hpp)
fail_with("namespace 'class': is no name" ${model} ${OUT}/bad.hpp class)
