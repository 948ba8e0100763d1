# SPDX-License-Identifier: Apache-2.0
include(${CMAKE_CURRENT_LIST_DIR}/run.cmake)
set(model ${DATA}/onnx/every_layer.onnx)

# The same headers as the command's, with and without a name.
succeed(import ${model} -o ${OUT}/default.hpp)
succeed(import ${model} -o ${OUT}/mine.hpp --namespace mine)
succeed(import ${model} -o ${OUT}/packed.hpp --namespace packed --backend armv7em)
fail_with("backend 'neon': weights can be packed for scalar, armv7em"
  import ${model} -o ${OUT}/bad.hpp --backend neon)
set(TOOL ${IMPORTER})
succeed(${model} ${OUT}/default_again.hpp)
expect_equal("${stdout}" "")
succeed(${model} ${OUT}/mine_again.hpp mine)
succeed(${model} ${OUT}/packed_again.hpp packed armv7em)
foreach(header IN ITEMS default mine packed)
  execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${OUT}/${header}.hpp
    ${OUT}/${header}_again.hpp COMMAND_ERROR_IS_FATAL ANY)
endforeach()

fail_with("usage: saccade_importer" ${model})
fail_with("absent.onnx: cannot be opened: No such file or directory" ${OUT}/absent.onnx ${OUT}/absent.hpp)
fail_with("namespace 'class': is no name" ${model} ${OUT}/bad.hpp class)
