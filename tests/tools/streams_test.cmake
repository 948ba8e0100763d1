# SPDX-License-Identifier: Apache-2.0
# Streams beside the first: listed, chosen, and never passed over in silence.
include(${CMAKE_CURRENT_LIST_DIR}/run.cmake)
if(NOT WRITE_AEDAT4)
  return()
endif()
set(stereo ${OUT}/stereo.aedat4)
execute_process(COMMAND ${WRITE_AEDAT4} ${stereo} COMMAND_ERROR_IS_FATAL ANY)

succeed(info ${stereo})
foreach(line IN ITEMS "events: 2" "stream 4: FRME, 0 packets, not read"
    "stream 0: EVTS, 346x260, 1 packets, 2 elements, read"
    "stream 2: EVTS, 1 packets, not read: --stream 2 does")
  string(FIND "${stdout}" "\n${line}\n" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "no line '${line}' in:\n${stdout}")
  endif()
endforeach()
succeed(info ${stereo} --stream 2)
if(NOT stdout MATCHES "\nevents: 1\n" OR NOT stdout MATCHES "stream 0: [^\n]*--stream 0 does")
  message(FATAL_ERROR "unexpected list:\n${stdout}")
endif()

succeed(convert ${stereo} ${OUT}/second.csv --stream 2)
file(READ ${OUT}/second.csv text)
expect_equal("${text}" "x,y,p,t\n5,6,1,150\n")
foreach(command IN ITEMS "convert;${stereo};${OUT}/first.csv"
    "voxel;${stereo};--window-us;50;--out;${OUT}/first.npy"
    "run;${DATA}/onnx/event_native.onnx;${stereo};--quiet")
  succeed(${command})
  if(NOT stdout MATCHES "stereo.aedat4: stream 2 of events is not read: --stream 2 does\n")
    message(FATAL_ERROR "a stream is passed over in silence:\n${stdout}")
  endif()
endforeach()

fail_with("has no stream of events 4; choose one of those it has: --stream 0, 2" info ${stereo}
  --stream 4)
fail_with("has no numbered streams; leave out --stream" info ${DATA}/moving_bar_evt3.raw --stream 0)
fail_with("--packet-limit" info ${stereo} --packet-limit 0)
fail_with("--stream" info ${stereo} --stream -1)
