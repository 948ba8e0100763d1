# SPDX-License-Identifier: Apache-2.0
# Recordings some of whose times are wrong, and such as hold two: what is lost is said.
include(${CMAKE_CURRENT_LIST_DIR}/run.cmake)
set(model ${DATA}/onnx/event_native.onnx)

# `count` lines from `begin` on, 100 us apart.
function(rows into begin count)
  set(lines)
  foreach(i RANGE 1 ${count})
    math(EXPR t "${begin} + 100 * (${i} - 1)")
    math(EXPR x "${i} % 64")
    math(EXPR y "${i} % 48")
    string(APPEND lines "${x},${y},1,${t}\n")
  endforeach()
  set(${into} ${lines} PARENT_SCOPE)
endfunction()
function(write name)
  file(WRITE ${OUT}/${name}.csv "x,y,p,t\n" ${ARGN})
endfunction()
function(expect regex)
  if(NOT stdout MATCHES "${regex}")
    message(FATAL_ERROR "no '${regex}' in:\n${stdout}")
  endif()
endfunction()
function(expect_no regex)
  if(stdout MATCHES "${regex}")
    message(FATAL_ERROR "'${regex}' in:\n${stdout}")
  endif()
endfunction()
macro(voxel name)
  succeed(voxel ${OUT}/${name}.csv --window-us 50000 --out ${OUT}/grids.npy --sensor 64x64 ${ARGN})
endmacro()

rows(first 0 2000)
rows(later 10000000 2000)
rows(behind 70000 1300)

# A first time that is wrong and ahead, and a recording that starts anew.
write(wrong_first "1,1,1,1000000000000\n" ${first})
voxel(wrong_first)
expect("5 windows .*; 2001 events from 64x64\ntime goes back for good: 1 time; ")
write(restarted ${later} ${first})
voxel(restarted)
expect("8 windows .*; 4000 events from 64x64\ntime goes back for good: 1 time; ")
succeed(convert ${OUT}/restarted.csv ${OUT}/held.csv --policy clamp_time)
expect("events: 4000\nbackward time: 1\ntimes changed: [12][0-9][0-9][0-9]\n")
expect("warning: of 4000 times [0-9]+ were changed: does the file hold two recordings\\?\n")

# Two whose times overlap.
write(overlapping ${first} ${first})
voxel(overlapping)
expect("before their window.*\nwarning: of 4000 events [0-9]+ were dropped for their times: ")
succeed(run ${model} ${OUT}/overlapping.csv --quiet --sensor 64x64)
expect("\nwarning: of 4000 events [0-9]+ were dropped for their times: ")

execute_process(COMMAND ${TOOL} run ${model} ${OUT}/overlapping.csv --csv --sensor 64x64
  OUTPUT_VARIABLE stdout ERROR_VARIABLE stderr COMMAND_ERROR_IS_FATAL ANY)
expect("^start_us,windows,events,class,confidence\n([-0-9.e,]+\n)+$")
set(stdout "${stderr}")
expect("^[^\n]*overlapping.csv:\nbefore their window: .*\nbackward time: 1\nwarning: of 4000 events ")

# One wrong time within costs itself.
rows(begun 0 700)
write(wrong_within ${begun} "1,1,1,220000\n" ${behind})
voxel(wrong_within)
expect("; 2000 events from 64x64, 1 apart from those around them in time\n")
expect_no("warning")
succeed(convert ${OUT}/wrong_within.csv ${OUT}/held.csv --policy clamp_time)
expect("events: 2001\nbackward time: 1\ntimes changed: 1\n$")

# Windows of which none has an event.
write(sound ${first})
file(REMOVE ${OUT}/none.npy)
set(none "sound.csv: no event of 2000 is in a window [(]2000 outside the time range[)]")
fail_with("${none}" voxel ${OUT}/sound.csv --window-us 50000 --out ${OUT}/none.npy
  --time-range 1000000:2000000)
if(EXISTS ${OUT}/none.npy)
  message(FATAL_ERROR "a file without windows")
endif()
fail_with("${none}" run ${model} ${OUT}/sound.csv --time-range 1000000: --quiet --sensor 64x64)
