# SPDX-License-Identifier: Apache-2.0
# cmake -D SOURCE=... -D BUILD=... -D PROVIDED=... -D STRANGERS=... -D COMPILER=... -P provide.cmake
# Makes in PROVIDED what strangers start from: saccade.tar.gz with what a release holds, the same
# unpacked as release/, and packages installed from that without a preset or an option: prefix/, and
# core/ as on a machine without LZ4 and zstd. What strangers had before would hide a change.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/run_well.cmake)
file(REMOVE_RECURSE ${PROVIDED} ${STRANGERS})
file(MAKE_DIRECTORY ${PROVIDED})

# What Git tracks; where there is no Git, everything but builds.
execute_process(COMMAND git -c core.quotePath=off ls-files WORKING_DIRECTORY ${SOURCE}
  RESULT_VARIABLE status OUTPUT_VARIABLE tracked ERROR_QUIET)
if(NOT status EQUAL 0 OR tracked STREQUAL "")
  file(GLOB_RECURSE files RELATIVE ${SOURCE} ${SOURCE}/*)
  list(FILTER files EXCLUDE REGEX "^(build/|\\.git/)")
  list(JOIN files "\n" tracked)
endif()
string(REGEX MATCHALL "[^\n]+" files "${tracked}")
set(present)
foreach(file IN LISTS files)
  if(EXISTS ${SOURCE}/${file})
    string(APPEND present "${file}\n")
  endif()
endforeach()
file(WRITE ${PROVIDED}/files.txt "${present}")
execute_process(
  COMMAND ${CMAKE_COMMAND} -E tar czf ${PROVIDED}/saccade.tar.gz --files-from=${PROVIDED}/files.txt
  WORKING_DIRECTORY ${SOURCE} COMMAND_ERROR_IS_FATAL ANY)
file(ARCHIVE_EXTRACT INPUT ${PROVIDED}/saccade.tar.gz DESTINATION ${PROVIDED}/release)

function(install_package prefix)
  run_well(${CMAKE_COMMAND} -S ${PROVIDED}/release -B ${PROVIDED}/${prefix}.build
    -DCMAKE_CXX_COMPILER=${COMPILER} ${ARGN})
  set(output "${output}" PARENT_SCOPE)
  run_well(${CMAKE_COMMAND} --install ${PROVIDED}/${prefix}.build --prefix ${PROVIDED}/${prefix})
endfunction()
install_package(prefix)
install_package(core -DCMAKE_DISABLE_FIND_PACKAGE_PkgConfig=TRUE)
if(NOT output MATCHES "saccade: without AEDAT 4.0; saccade::host needs [^\n]*liblz4")
  message(FATAL_ERROR "nothing says that saccade::host is missing:\n${output}")
endif()

# A build with tools installs them too.
run_well(${CMAKE_COMMAND} --install ${BUILD} --prefix ${PROVIDED}/tools)
foreach(file IN ITEMS
    prefix/include/saccade/saccade.hpp prefix/share/saccade/cmake/saccade-config.cmake
    tools/bin/saccade tools/share/saccade/python/ort_reference.py)
  if(NOT EXISTS ${PROVIDED}/${file})
    message(FATAL_ERROR "not installed: ${file}")
  endif()
endforeach()
