# SPDX-License-Identifier: Apache-2.0
# cmake -DEMULATE=... -DIMAGE=x.elf -DMAKE_STREAM=... -DSACCADE=... -P stages.cmake
# Runs the table of stages and prints it: a simulated recording in both formats, and the real ones
# where they are.
set(folder ${IMAGE}.stages)
file(MAKE_DIRECTORY ${folder})
macro(run)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${folder}
    OUTPUT_QUIET ERROR_QUIET COMMAND_ERROR_IS_FATAL ANY)
endmacro()
run(${SACCADE} simulate --sequence --subjects 40 --seconds 0.2 --out .)
file(RENAME ${folder}/subject40_trial0_sequence.raw ${folder}/simulated_evt3.raw)
run(${SACCADE} convert simulated_evt3.raw simulated_evt2.raw --format evt2)
set(recordings simulated_evt2.raw simulated_evt3.raw)
if(NOT "$ENV{SACCADE_DATA}" STREQUAL "")
  list(APPEND recordings $ENV{SACCADE_DATA}/prophesee/gen3_evt2.raw
    $ENV{SACCADE_DATA}/prophesee/gen3_evt3_triggers.raw)
endif()
set(table "recording               words   events  counted windows   per word   per event   per counted  per window\n")
foreach(recording IN LISTS recordings)
  run(${MAKE_STREAM} ${recording} stream.bin 1024)
  run(${EMULATE} ${IMAGE} stream.bin row.txt)
  file(READ ${folder}/row.txt row)
  if(NOT row MATCHES "^[ .0-9]+[1-9][0-9]*\n$")
    message(FATAL_ERROR " saccade: no row for ${recording}:\n${row}")
  endif()
  cmake_path(GET recording STEM name)
  string(LENGTH ${name} length)
  string(SUBSTRING "                    " ${length} -1 space)
  string(APPEND table "${name}${space}${row}")
endforeach()
execute_process(COMMAND ${CMAKE_COMMAND} -E echo "${table}")
