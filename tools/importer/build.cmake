# SPDX-License-Identifier: Apache-2.0
# cmake -D FOLDER=build folder -D INCLUDE=saccade's headers -D GENERATOR=... -D MAKE_PROGRAM=...
#   -D COMPILER=of the machine that builds, or empty: CMake finds one
#   -P build.cmake
# Builds the importer. Nothing of the project around it counts: it may be for another machine.
foreach(variable IN ITEMS
    CC CXX CFLAGS CXXFLAGS CPPFLAGS LDFLAGS CPATH CPLUS_INCLUDE_PATH LIBRARY_PATH COMPILER_PATH
    GCC_EXEC_PREFIX CMAKE_TOOLCHAIN_FILE CMAKE_BUILD_TYPE MAKEFLAGS MFLAGS MAKELEVEL)
  unset(ENV{${variable}})
endforeach()

if(NOT COMPILER STREQUAL "")
  set(ENV{CXX} "${COMPILER}")
endif()

macro(run)
  execute_process(COMMAND ${CMAKE_COMMAND} ${ARGN}
    RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    # What CMake found out about a compiler would outlive the compiler.
    file(REMOVE_RECURSE ${FOLDER})
    message(NOTICE "${output}")
    message(FATAL_ERROR "saccade_add_model: the importer cannot be built; another C++20 compiler for "
      "this machine can be named with -DSACCADE_IMPORTER_COMPILER=<compiler>")
  endif()
endmacro()

run(-S ${CMAKE_CURRENT_LIST_DIR} -B ${FOLDER} -G ${GENERATOR} -DCMAKE_MAKE_PROGRAM=${MAKE_PROGRAM}
  -DCMAKE_BUILD_TYPE=Release "-DSACCADE_INCLUDE=${INCLUDE}")
run(--build ${FOLDER} --config Release)
