# SPDX-License-Identifier: Apache-2.0
include_guard(GLOBAL)

set(SACCADE_IMPORTER_COMPILER "" CACHE STRING
  "C++20 compiler of the machine that builds, for the model importer; empty: found")
mark_as_advanced(SACCADE_IMPORTER_COMPILER)

# saccade_add_model(target model.onnx [NAMESPACE name] [BACKEND name])
#
# Imports the model while building; `target` can then #include <model.hpp>. Header and namespace are
# named as the model's file, the namespace with model_ before what is no C++ name. Weights are packed
# for BACKEND, by default for the one that the toolchain's flags allow, if it wants them packed, else
# for scalar. The importer is built first, once per build tree, for the machine that builds.
function(saccade_add_model target model)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "NAMESPACE;BACKEND" "")
  if(arg_UNPARSED_ARGUMENTS OR arg_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "saccade_add_model: takes target, model.onnx, NAMESPACE name and "
      "BACKEND name, not "
      "'${arg_UNPARSED_ARGUMENTS}${arg_KEYWORDS_MISSING_VALUES}'")
  endif()
  if(NOT TARGET ${target})
    message(FATAL_ERROR "saccade_add_model: there is no target '${target}'")
  endif()
  saccade_add_importer(importer)
  if(NOT arg_BACKEND)
    saccade_find_backend(arg_BACKEND)
  endif()

  cmake_path(ABSOLUTE_PATH model NORMALIZE)
  cmake_path(GET model STEM LAST_ONLY stem)
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/saccade_models/${target})
  set(header "${folder}/${stem}.hpp")
  file(MAKE_DIRECTORY ${folder})
  add_custom_command(OUTPUT ${header}
    COMMAND ${importer} ${model} ${header} "${arg_NAMESPACE}" ${arg_BACKEND}
    DEPENDS ${model} ${importer}
    COMMENT "Importing ${stem}.onnx"
    VERBATIM)
  # By way of a target, so that `target` may belong to another directory.
  string(MAKE_C_IDENTIFIER "${target}_${stem}_model" import)
  if(TARGET ${import})
    message(FATAL_ERROR "saccade_add_model: '${target}' has a model called '${stem}' already")
  endif()
  add_custom_target(${import} DEPENDS ${header})
  add_dependencies(${import} saccade_importer)
  add_dependencies(${target} ${import})
  target_include_directories(${target} PRIVATE ${folder})
endfunction()

# Sets `out` to the path of the importer, which the target saccade_importer builds.
function(saccade_add_importer out)
  set(sources ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../tools/importer)
  cmake_path(NORMAL_PATH sources)
  get_target_property(include saccade::saccade HEADER_DIRS)
  set(compiler "${SACCADE_IMPORTER_COMPILER}")
  if(NOT compiler AND NOT CMAKE_CROSSCOMPILING)
    set(compiler "${CMAKE_CXX_COMPILER}${CMAKE_CXX_COMPILER_ARG1}")
  endif()

  # Another compiler or another saccade starts in another folder.
  string(SHA1 hash "${sources};${include};${compiler};${CMAKE_GENERATOR}")
  string(SUBSTRING ${hash} 0 8 hash)
  set(folder ${CMAKE_BINARY_DIR}/saccade_importer/${hash})
  set(importer ${folder}/bin/saccade_importer)
  if(CMAKE_HOST_WIN32)
    string(APPEND importer .exe)
  endif()
  set(${out} ${importer} PARENT_SCOPE)
  if(TARGET saccade_importer)
    return()
  endif()

  file(GLOB_RECURSE files ${include}/saccade/*.hpp ${include}/saccade/*.inc ${sources}/*)
  # If nothing that the importer uses has changed, only the stamp does: no model is imported again.
  add_custom_command(OUTPUT ${folder}.built BYPRODUCTS ${importer}
    COMMAND ${CMAKE_COMMAND} -D FOLDER=${folder} -D INCLUDE=${include}
      -D GENERATOR=${CMAKE_GENERATOR} -D MAKE_PROGRAM=${CMAKE_MAKE_PROGRAM}
      -D "COMPILER=${compiler}" -P ${sources}/build.cmake
    COMMAND ${CMAKE_COMMAND} -E touch ${folder}.built
    DEPENDS ${files}
    COMMENT "Building the importer of models"
    VERBATIM)
  add_custom_target(saccade_importer DEPENDS ${folder}.built)
endfunction()

# Sets `out` to the backend that weights are to be packed for with this build's compiler and flags.
function(saccade_find_backend out)
  set(${out} scalar PARENT_SCOPE)
  if(NOT CMAKE_CROSSCOMPILING)
    return()
  endif()
  include(CheckCXXSourceCompiles)
  get_target_property(include saccade::saccade HEADER_DIRS)
  set(CMAKE_REQUIRED_INCLUDES ${include})
  set(CMAKE_REQUIRED_FLAGS ${CMAKE_CXX20_STANDARD_COMPILE_OPTION})
  set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
  foreach(backend IN ITEMS armv7em)
    check_cxx_source_compiles("#include <saccade/backend.hpp>
      saccade::backend::${backend} tag = saccade::backend::best{};" SACCADE_PACKS_FOR_${backend})
    if(SACCADE_PACKS_FOR_${backend})
      set(${out} ${backend} PARENT_SCOPE)
    endif()
  endforeach()
endfunction()
