# SPDX-License-Identifier: Apache-2.0
# --sensor, for recordings that do not state their size.
include(${CMAKE_CURRENT_LIST_DIR}/run.cmake)
set(model ${DATA}/onnx/event_native.onnx)
set(silent ${OUT}/silent.csv)
file(WRITE ${silent} "x,y,p,t\n4,0,1,0\n32,5,1,60000\n40,31,1,120000\n")
set(taken "${silent}: sensor not stated, 128x128 taken, the smallest known sensor that holds all of \
the events; --sensor WIDTHxHEIGHT states it\n")
set(written "${silent}: sensor not stated, 41x32 written, the extent of all events; \
--sensor WIDTHxHEIGHT states it\n")

# What holds when nothing is stated is said in one line, by each command that needs a size.
function(expect_line line)
  string(FIND "\n${stdout}" "\n${line}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "no line '${line}' in:\n${stdout}")
  endif()
endfunction()
function(expect_no_line)
  if(stdout MATCHES "not stated|extent of")
    message(FATAL_ERROR "a size was taken from the events:\n${stdout}")
  endif()
endfunction()

set(run run ${model} ${silent} --quiet)
set(voxel voxel ${silent} --window-us 50000 --out ${OUT}/grids.npy)
set(convert convert ${silent} ${OUT}/written.raw)
set(validate validate ${model} ${silent})
foreach(command IN ITEMS run voxel convert)
  succeed(${${command}})
  if("${command}" STREQUAL "convert")
    expect_line("${written}")
  else()
    expect_line("${taken}")
  endif()
  succeed(${${command}} --sensor 64x32)
  expect_no_line()
endforeach()
execute_process(COMMAND ${TOOL} ${validate} --python "" OUTPUT_VARIABLE stdout ERROR_QUIET)
expect_line("${taken}")
execute_process(COMMAND ${TOOL} ${validate} --sensor 64x32 --python "" OUTPUT_VARIABLE stdout
  ERROR_QUIET)
expect_no_line()

# The size decides the crop: the middle 32x32 of 64x32 starts at column 16.
succeed(${run} --sensor 64x32)
if(NOT stdout MATCHES "^3 windows, 3 events from 64x32\n" OR
    NOT stdout MATCHES "\ncropped: 1\n")
  message(FATAL_ERROR "unexpected summary:\n${stdout}")
endif()
succeed(info ${silent} --sensor 64x32)
if(NOT stdout MATCHES "^format: csv\ngeometry: 64x32\nevents: 3\n")
  message(FATAL_ERROR "unexpected info:\n${stdout}")
endif()
succeed(${convert} --sensor 64x32)
succeed(info ${OUT}/written.raw)
if(NOT stdout MATCHES "\ngeometry: 64x32\n")
  message(FATAL_ERROR "the size has not been written:\n${stdout}")
endif()

# CSV on stdout stays CSV; nothing is taken from a recording without events.
execute_process(COMMAND ${TOOL} run ${model} ${silent} --csv OUTPUT_VARIABLE stdout
  ERROR_VARIABLE stderr COMMAND_ERROR_IS_FATAL ANY)
expect_equal("${stderr}" "${taken}")
expect_no_line()
file(WRITE ${OUT}/nothing.csv "x,y,p,t\n")
fail_with("nothing.csv: holds no events" run ${model} ${OUT}/nothing.csv --quiet)
if(stdout MATCHES "; --sensor")
  message(FATAL_ERROR "a size was taken from no event:\n${stdout}")
endif()

# One wrong coordinate decides nothing.
set(lines "x,y,p,t\n")
foreach(t RANGE 1 2000)
  math(EXPR x "${t} % 346")
  math(EXPR y "${t} % 260")
  string(APPEND lines "${x},${y},1,${t}\n")
endforeach()
file(WRITE ${OUT}/wrong_x.csv "${lines}40000,3,1,2001\n")
succeed(run ${model} ${OUT}/wrong_x.csv --quiet)
expect_line("${OUT}/wrong_x.csv: sensor not stated, 346x260 taken, the smallest known sensor that \
holds 99.95 % of the events; --sensor WIDTHxHEIGHT states it\n")
expect_line("outside the sensor: 1\n")

foreach(command IN ITEMS run voxel convert validate)
  fail_with("--sensor: expected WIDTHxHEIGHT of 1 to 65536 pixels, not '64'" ${${command}}
    --sensor 64)
endforeach()
foreach(size IN ITEMS 0x4 65537x4 4x 4xx4 -4x4 64X32 "64x32 ")
  fail_with("--sensor: expected WIDTHxHEIGHT" info ${silent} --sensor=${size})
endforeach()
execute_process(COMMAND ${TOOL} info ${silent} --sensor "" ERROR_VARIABLE stderr OUTPUT_QUIET)
expect_equal("${stderr}" "saccade: --sensor: expected WIDTHxHEIGHT\n")
fail_with("moving_bar_evt3.raw: states a sensor of 64x48, not 128x128" info
  ${DATA}/moving_bar_evt3.raw --sensor 128x128)
