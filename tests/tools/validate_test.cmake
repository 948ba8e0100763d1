# SPDX-License-Identifier: Apache-2.0
include(${CMAKE_CURRENT_LIST_DIR}/run.cmake)
set(model ${DATA}/onnx/event_native.onnx)

# A recording that does not say its sensor, in the windows of `run`; and no Python.
set(recording ${OUT}/unstated.csv)
file(WRITE ${recording} "x,y,p,t\n0,0,1,0\n32,5,1,60000\n63,31,1,120000\n")
succeed(run ${model} ${recording} --quiet)
if(NOT stdout MATCHES "^3 windows, ")
  message(FATAL_ERROR "unexpected summary:\n${stdout}")
endif()
execute_process(COMMAND ${TOOL} validate ${model} ${recording} --python ""
  OUTPUT_VARIABLE stdout ERROR_VARIABLE stderr RESULT_VARIABLE exit_status)
# Nothing was compared, and that is no agreement.
if(NOT exit_status STREQUAL "1" OR
    NOT stderr MATCHES "^saccade: validate: no second engine ran: [^\n]*\n$" OR
    stdout MATCHES "agree" OR
    NOT stdout MATCHES "\nwindows: 3 \\(recorded\\), 3 events\n" OR
    NOT stdout MATCHES "\nsaccade host, [a-z0-9]+ against saccade host, scalar: every bit is equal\n" OR
    NOT stdout MATCHES "\nONNX Runtime, PyTorch: not run, --python is empty\n")
  message(FATAL_ERROR "exit status ${exit_status}, stderr '${stderr}', report:\n${stdout}")
endif()

fail_with("absent.csv: cannot be opened" validate ${model} ${OUT}/absent.csv)
fail_with("absent: cannot be opened: No such file or directory" validate ${model} ${recording} --windows ${OUT}/absent)
