# SPDX-License-Identifier: Apache-2.0
include_guard(GLOBAL)

# saccade_add_board(name board)
#
# An object library: all that is under application() in <board/board.hpp>, with the linker script.
# `board` is a folder of examples/stm32h7/board: mps2-an500, which QEMU emulates, nucleo-h743zi2, or
# host, a program of the machine that builds.
function(saccade_add_board name board)
  set(example ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../examples/stm32h7)
  cmake_path(NORMAL_PATH example)
  set(folder ${example}/board)
  if(NOT EXISTS ${folder}/${board}/board.cpp)
    message(FATAL_ERROR "saccade_add_board: there is no board '${board}' in ${folder}")
  endif()
  file(GLOB sources CONFIGURE_DEPENDS ${folder}/${board}/*.cpp)
  add_library(${name} OBJECT ${sources})
  target_compile_features(${name} PUBLIC cxx_std_20)
  target_include_directories(${name} INTERFACE ${example})
  if(board STREQUAL "host")
    return()
  endif()

  file(GLOB start_up CONFIGURE_DEPENDS ${folder}/cortex-m7/*.cpp)
  file(GLOB script ${folder}/${board}/*.ld)
  target_sources(${name} PRIVATE ${start_up})
  target_compile_options(${name} PUBLIC
    -fno-exceptions -fno-rtti -fno-unwind-tables -fno-asynchronous-unwind-tables
    -fno-threadsafe-statics -ffunction-sections -fdata-sections)
  target_link_options(${name} INTERFACE
    -T${script} -L${folder} -nostartfiles --specs=nano.specs
    -Wl,--gc-sections -Wl,-Map=$<TARGET_PROPERTY:NAME>.map)
  set_property(TARGET ${name} PROPERTY INTERFACE_LINK_DEPENDS ${script} ${folder}/sections.ld)
endfunction()
