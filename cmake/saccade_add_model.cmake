# SPDX-License-Identifier: Apache-2.0
include_guard(GLOBAL)

# saccade_add_model(target model.onnx [NAMESPACE name])
#
# Imports the model while building; `target` can then #include <model.hpp>, named as the model's
# file. The command comes from the same build, else from SACCADE_TOOL (cross builds), else from an
# installed saccade.
function(saccade_add_model target model)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "NAMESPACE" "")
  if(TARGET saccade_tool)
    set(tool $<TARGET_FILE:saccade_tool>)
    set(tool_dependency saccade_tool)
  else()
    set(tool ${SACCADE_TOOL})
    if(NOT tool)
      find_program(SACCADE_INSTALLED_TOOL saccade
        HINTS ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../../../bin)
      set(tool ${SACCADE_INSTALLED_TOOL})
    endif()
    if(NOT tool)
      message(FATAL_ERROR "saccade_add_model: no saccade command: build one for this machine and "
        "name it with -DSACCADE_TOOL=<path>")
    endif()
    set(tool_dependency ${tool})
  endif()

  cmake_path(ABSOLUTE_PATH model)
  cmake_path(GET model STEM LAST_ONLY stem)
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/saccade_models/${target})
  set(header "${folder}/${stem}.hpp")
  set(name_options)
  if(arg_NAMESPACE)
    set(name_options --namespace ${arg_NAMESPACE})
  endif()
  file(MAKE_DIRECTORY ${folder})
  add_custom_command(OUTPUT ${header}
    COMMAND ${tool} import ${model} -o ${header} ${name_options} --quiet
    DEPENDS ${model} ${tool_dependency}
    COMMENT "Importing ${stem}.onnx"
    VERBATIM)
  # By way of a target, so that `target` may belong to another directory.
  string(MAKE_C_IDENTIFIER "${target}_${stem}_model" import)
  add_custom_target(${import} DEPENDS ${header})
  add_dependencies(${target} ${import})
  target_include_directories(${target} PRIVATE ${folder})
endfunction()
