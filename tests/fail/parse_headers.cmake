# SPDX-License-Identifier: Apache-2.0
# cmake -D INCLUDE= -D COMPILERS=a,b -D PARSED= -P parse_headers.cmake
include(${CMAKE_CURRENT_LIST_DIR}/compiler.cmake)
file(REMOVE_RECURSE ${PARSED})
string(REPLACE "," ";" COMPILERS ${COMPILERS})
foreach(compiler IN LISTS COMPILERS)
  compiler_command(command ${compiler})
  parsed_header(header ${compiler} ${PARSED})
  cmake_path(GET header PARENT_PATH folder)
  file(MAKE_DIRECTORY ${folder})
  execute_process(COMMAND ${command} -w -I${INCLUDE} -x c++-header ${INCLUDE}/saccade/saccade.hpp
    -o ${header} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
