# SPDX-License-Identifier: Apache-2.0
include(${CMAKE_CURRENT_LIST_DIR}/run.cmake)
set(models ${DATA}/onnx)

succeed(import ${models}/every_layer.onnx -o ${OUT}/model.hpp)
foreach(line IN ITEMS
    "conv4 +conv2d +8x8x32 +442368 +6912\n"
    "total +2589024 +34704\n"
    "arena for tensors: 180224 bytes\n")
  if(NOT stdout MATCHES ${line})
    message(FATAL_ERROR "no line '${line}' in:\n${stdout}")
  endif()
endforeach()

# The namespace follows the model's file, or the option.
file(STRINGS ${OUT}/model.hpp names REGEX "^namespace")
expect_equal("${names}" "namespace every_layer {")
succeed(import ${models}/every_layer.onnx -o ${OUT}/named.hpp --namespace mine --quiet)
expect_equal("${stdout}" "")
file(STRINGS ${OUT}/named.hpp names REGEX "^namespace")
expect_equal("${names}" "namespace mine {")
fail_with("namespace 'class': is no name" import ${models}/every_layer.onnx
  -o ${OUT}/bad.hpp --namespace class)

fail_with("refused_dilated.onnx: node 'conv' .Conv.: is dilated" import
  ${models}/import/refused_dilated.onnx -o ${OUT}/refused.hpp)
if(EXISTS ${OUT}/refused.hpp)
  message(FATAL_ERROR "a refused model left a header")
endif()
fail_with("absent.onnx: cannot be opened: No such file or directory" import ${OUT}/absent.onnx)
fail_with("model.hpp: cannot be written" import ${models}/every_layer.onnx
  -o ${OUT}/no/such/folder/model.hpp)

file(COPY_FILE ${models}/every_layer.onnx ${OUT}/self.onnx)
fail_with("self.onnx: is the model itself" import ${OUT}/self.onnx -o ${OUT}/self.onnx)
