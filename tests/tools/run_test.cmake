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

# Any length of window and any times; a run of empty windows is labelled window by window.
succeed(run ${model} ${recording} --window-us 9223372036854775807 --quiet)
if(NOT stdout MATCHES "^1 windows, 860 events")
  message(FATAL_ERROR "unexpected summary:\n${stdout}")
endif()
file(WRITE ${OUT}/far.csv "x,y,p,t\n0,0,1,-9000000000000000000\n63,47,0,9000000000000000000\n")
file(WRITE ${OUT}/far_labels.csv "class,startTime_usec,endTime_usec\n"
  "1,-9000000000000000000,0\n2,0,9000000000000000000\n")
succeed(run ${model} ${OUT}/far.csv --quiet --labels ${OUT}/far_labels.csv)
if(NOT stdout MATCHES "^360000000000001 windows, 2 events" OR
    NOT stdout MATCHES "\naccuracy: [0-9.]+ % of 360000000000000 labelled windows\n" OR
    NOT stdout MATCHES "\nper window, a run without events as one: decode [0-9.]+ us")
  message(FATAL_ERROR "unexpected summary:\n${stdout}")
endif()
foreach(length IN ITEMS 1 9223372036854775807)
  succeed(run ${model} ${OUT}/far.csv --window-us ${length} --labels ${OUT}/far_labels.csv)
endforeach()

fail_with("absent.raw: cannot be opened" run ${model} ${OUT}/absent.raw)
fail_with("absent.onnx: cannot be read" run ${OUT}/absent.onnx ${recording})
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
