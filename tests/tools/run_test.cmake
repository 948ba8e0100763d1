# SPDX-License-Identifier: Apache-2.0
include(${CMAKE_CURRENT_LIST_DIR}/run.cmake)
set(model ${DATA}/onnx/event_native.onnx)
set(recording ${DATA}/moving_bar_evt3.raw)

# 860 events in 0.079 s: two windows of 50 ms. The centre crop of 64x48 keeps 664.
succeed(run ${model} ${recording})
if(NOT stdout MATCHES "^ +16737216 us +[0-9]+ events  [a-z_]+ +[01]\\.[0-9]+\n +16787216 us" OR
    NOT stdout MATCHES "\n2 windows, 860 events from 64x48\n" OR
    NOT stdout MATCHES "infer [0-9.]+ us\n")
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

fail_with("absent.raw: cannot be opened" run ${model} ${OUT}/absent.raw)
fail_with("absent.onnx: cannot be read" run ${OUT}/absent.onnx ${recording})
fail_with("--window-us" run ${model} ${recording} --window-us 0)
