# SPDX-License-Identifier: Apache-2.0
# Sets `out` to how `compiler` checks a source of these tests.
function(compiler_command out compiler)
  set(command ${compiler} -std=c++20 -fno-exceptions -fno-rtti)
  if(compiler MATCHES "arm-none-eabi")
    list(APPEND command -mcpu=cortex-m7 -mfpu=fpv5-d16 -mfloat-abi=hard)
  endif()
  set(${out} ${command} PARENT_SCOPE)
endfunction()

# Sets `out` to the file with what `compiler` has parsed, below the folder `parsed`.
function(parsed_header out compiler parsed)
  cmake_path(GET compiler FILENAME name)
  if(name MATCHES "clang")
    set(${out} ${parsed}/${name}/saccade.pch PARENT_SCOPE)
  else()
    set(${out} ${parsed}/${name}/saccade/saccade.hpp.gch PARENT_SCOPE)
  endif()
endfunction()
