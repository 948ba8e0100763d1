# SPDX-License-Identifier: Apache-2.0
include(${CMAKE_CURRENT_LIST_DIR}/run.cmake)
set(model ${DATA}/onnx/event_native.onnx)
set(recording ${DATA}/moving_bar_evt3.raw)

# 860 events in 0.079 s: two windows of 50 ms. The centre crop of 64x48 keeps 664.
succeed(run ${model} ${recording})
if(NOT stdout MATCHES "^ +16737216 us +[0-9]+ events  [a-z_]+ +[01]\\.[0-9]+\n +16787216 us" OR
    NOT stdout MATCHES "\n2 windows, 860 events from 64x48\n" OR
    NOT stdout MATCHES
    "\nper window: decode [0-9.]+ us, rescale and voxelise [0-9.]+ us, infer [0-9.]+ us\n")
  message(FATAL_ERROR "unexpected report:\n${stdout}")
endif()
succeed(run ${model} ${recording} --quiet)
if(NOT stdout MATCHES "^2 windows, 860 events")
  message(FATAL_ERROR "unexpected summary:\n${stdout}")
endif()
succeed(run ${model} ${recording} --window-us 100000 --csv)
if(NOT stdout MATCHES
    "^start_us,windows,events,class,confidence\n16737216,1,664,[0-9]+,[01]\\.[0-9]+\n$")
  message(FATAL_ERROR "unexpected CSV:\n${stdout}")
endif()

# From a pipe, the same.
set(expected "${stdout}")
execute_process(COMMAND ${CMAKE_COMMAND} -E cat ${recording}
  COMMAND ${TOOL} run ${model} - --window-us 100000 --csv OUTPUT_VARIABLE stdout
  ERROR_VARIABLE stderr RESULT_VARIABLE exit_status)
expect_equal("${exit_status}:${stderr}${stdout}" "0:${expected}")

# Any length of window and any times; a run of empty windows is labelled window by window.
succeed(run ${model} ${recording} --window-us 9223372036854775807 --quiet)
if(NOT stdout MATCHES "^1 windows, 860 events")
  message(FATAL_ERROR "unexpected summary:\n${stdout}")
endif()
file(WRITE ${OUT}/far.csv "x,y,p,t\n0,0,1,-9000000000000000000\n63,47,0,9000000000000000000\n")
file(WRITE ${OUT}/far_labels.csv "class,startTime_usec,endTime_usec\n"
  "1,-9000000000000000000,0\n2,0,9000000000000000000\n")
succeed(run ${model} ${OUT}/far.csv --quiet --labels ${OUT}/far_labels.csv --min-events 0)
if(NOT stdout MATCHES "^360000000000001 windows, 2 events" OR stdout MATCHES "too few events for" OR
    NOT stdout MATCHES "\naccuracy: [0-9.]+ %, [0-9]+ right of 360000000000000 classified; \
360000000000000 labelled windows, 0 of them with too few events\n" OR
    NOT stdout MATCHES "\nper window, a run without events as one: decode [0-9.]+ us")
  message(FATAL_ERROR "unexpected summary:\n${stdout}")
endif()
succeed(run ${model} ${OUT}/far.csv --quiet --labels ${OUT}/far_labels.csv)
if(NOT stdout MATCHES "\ntoo few events for a class: 360000000000001 windows \\(fewer than 50, \
--min-events\\)\naccuracy: 0 right of 0 classified; 360000000000000 labelled windows, \
360000000000000 of them with too few events\n")
  message(FATAL_ERROR "unexpected summary:\n${stdout}")
endif()
foreach(length IN ITEMS 1 9223372036854775807)
  succeed(run ${model} ${OUT}/far.csv --window-us ${length} --labels ${OUT}/far_labels.csv)
endforeach()

# Windows with too few events are shown apart, and count for no class.
set(sparse ${OUT}/sparse.csv)
file(WRITE ${sparse} "x,y,p,t\n5,5,1,0\n5,5,1,1\n6,5,1,2\n5,5,0,60000\n5,5,1,210000\n")
succeed(run ${model} ${sparse} --sensor 32x32 --min-events 2)
if(NOT stdout MATCHES "^ +0 us +3 events  [a-z_]+ +[01]\\.[0-9]+\n +50000 us +1 events  \
too few events\n +100000 us +0 events  too few events  \\(2 windows without events\\)\n +200000 us +\
1 events  too few events\n5 windows, 5 events from 32x32\ntoo few events for a class: 4 windows \
\\(fewer than 2, --min-events\\)\n  [a-z_]+: 1\nper window, a run without events as one: ")
  message(FATAL_ERROR "unexpected report:\n${stdout}")
endif()
succeed(run ${model} ${sparse} --sensor 32x32 --min-events 2 --csv)
if(NOT stdout MATCHES "^[a-z_,]+\n0,1,3,[0-9]+,[01]\\.[0-9]+\n50000,1,1,,\n100000,2,0,,\n\
200000,1,1,,\n$")
  message(FATAL_ERROR "unexpected CSV:\n${stdout}")
endif()
succeed(run ${model} ${sparse} --sensor 32x32 --min-events 0 --csv)
if(stdout MATCHES ",,")
  message(FATAL_ERROR "a window got no class:\n${stdout}")
endif()
succeed(run --help)
if(NOT stdout MATCHES "--min-events UINT=50 ")
  message(FATAL_ERROR "the default is not in:\n${stdout}")
endif()
foreach(number IN ITEMS -1 99999999999999999999999 many)
  fail_with("--min-events: '${number}' is no whole number from 0 to 18446744073709551615" run ${model} ${sparse}
    --min-events ${number})
endforeach()

fail_with("absent.raw: cannot be opened" run ${model} ${OUT}/absent.raw)
fail_with("absent.onnx: cannot be opened: No such file or directory" run ${OUT}/absent.onnx ${recording})
fail_with("--window-us" run ${model} ${recording} --window-us 0)

# Labels that the model or the recording has nothing of.
file(WRITE ${OUT}/alien_labels.csv "class,startTime_usec,endTime_usec\n99,0,99999999\n")
fail_with("alien_labels.csv: has class 99" run ${model} ${DATA}/moving_bar_evt3.raw
  --labels ${OUT}/alien_labels.csv)
file(WRITE ${OUT}/later_labels.csv "class,startTime_usec,endTime_usec\n1,0,10\n")
succeed(run ${model} ${DATA}/moving_bar_evt3.raw --quiet --labels ${OUT}/later_labels.csv)
if(NOT stdout MATCHES "\naccuracy: no window lies within a label\n")
  message(FATAL_ERROR "no accuracy line in: ${stdout}")
endif()
