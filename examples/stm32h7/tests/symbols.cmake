# SPDX-License-Identifier: Apache-2.0
# cmake -DNM=arm-none-eabi-nm -DIMAGE=x.elf -P symbols.cmake
# Fails if an image holds a heap, exceptions, run-time type information, an unwinder, static
# destructors, locks for static objects, or printf.
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND ${NM} ${IMAGE} OUTPUT_VARIABLE table COMMAND_ERROR_IS_FATAL ANY)
if(NOT table MATCHES " [Tt] reset\n")
  message(FATAL_ERROR " saccade: ${IMAGE}: no symbol table")
endif()

set(forbidden
  "_*(malloc|calloc|realloc|free|memalign)(_r)?" "_*sbrk(_r)?"  # heap
  "_Zn[wa].*" "_Zd[la].*"                                       # operator new, delete
  "__cxa_.*" "_ZSt[0-9]+__throw_.*" "_ZSt9terminatev" "_Unwind_.*" "__gnu_unwind_.*"
  "__aeabi_unwind_.*" "__gxx_personality.*" "__register_frame.*"
  "_ZTI.*" "_ZTS.*"                                             # type information
  "__aeabi_atexit" "atexit" "_?v?[fs]?n?i?printf(_r)?" "abort" "exit" "_exit")
string(JOIN "|" forbidden ${forbidden})
string(REGEX MATCHALL "[^\n]+" lines "${table}")
set(found "")
foreach(line IN LISTS lines)
  string(REGEX REPLACE "^.* [A-Za-z] " "" symbol "${line}")
  if(symbol MATCHES "^(${forbidden})$")
    list(APPEND found ${symbol})
  endif()
endforeach()
if(found)
  list(JOIN found " " found)
  message(FATAL_ERROR " saccade: ${IMAGE}: must not link: ${found}")
endif()
