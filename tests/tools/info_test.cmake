# SPDX-License-Identifier: Apache-2.0
include(${CMAKE_CURRENT_LIST_DIR}/run.cmake)

set(expected "geometry: 64x48
events: 860
on share: 55.8 %
first time: 16737216 us
last time: 16816159 us
duration: 0.078943 s
rate: 0.011 Mev/s
triggers: 8
")
foreach(format IN ITEMS evt2 evt3)
  succeed(info ${DATA}/moving_bar_${format}.raw)
  expect_equal("${stdout}" "format: ${format}\n${expected}")
endforeach()

file(WRITE ${OUT}/empty.raw "")
file(WRITE ${OUT}/header_only.raw "% evt 3.0\n% end\n")
fail_with("header_only.raw: holds no events" info ${OUT}/header_only.raw)
expect_equal("${stdout}" "format: evt3\ngeometry: unknown\nevents: 0\ntriggers: 0\n")
file(WRITE ${OUT}/cut.raw "% evt 3.0\n% end\nabc")
fail_with("cut.raw: no event could be read .words before sync: 1, truncated bytes: 1."
  info ${OUT}/cut.raw)
expect_equal("${stdout}" "format: evt3\ngeometry: unknown\nevents: 0\ntriggers: 0\n\
words before sync: 1\ntruncated bytes: 1\n")
fail_with("empty.raw: holds no events" info ${OUT}/empty.raw --input-format evt2)

fail_with("empty.raw: is empty" info ${OUT}/empty.raw)
fail_with("/nowhere: cannot be opened" info /nowhere)
fail_with("FILE is required" info)
fail_with("evt9" info ${OUT}/empty.raw --input-format evt9)

fail_with("bogus" bogus)
fail_with("no command; see saccade --help")
if(EXISTS /dev/full)
  execute_process(COMMAND ${TOOL} info ${DATA}/moving_bar_evt3.raw OUTPUT_FILE /dev/full
    ERROR_VARIABLE stderr RESULT_VARIABLE exit_status)
  if(NOT exit_status EQUAL 1 OR 
      NOT stderr STREQUAL "saccade: standard output: cannot be written: No space left on device\n")
    message(FATAL_ERROR "a full stdout: exit status ${exit_status}, stderr '${stderr}'")
  endif()
endif()

# What was read as something else says so, with its first line.
file(WRITE ${OUT}/bad_lines.csv "x,y,p,t\na,b,c,d\n1,2\n")
fail_with("bad_lines.csv: no event could be read .bad lines: 2, the first in line 2: 'a,b,c,d'."
  info ${OUT}/bad_lines.csv)
fail_with("bad_lines.csv: no event could be read" convert ${OUT}/bad_lines.csv ${OUT}/none.csv)
fail_with("bad_lines.csv: no event could be read" voxel ${OUT}/bad_lines.csv --window-us 5
  --sensor 8x8 --out ${OUT}/none.npy)
if(EXISTS ${OUT}/none.csv OR EXISTS ${OUT}/none.npy)
  message(FATAL_ERROR "nothing was read, and something written")
endif()
file(WRITE ${OUT}/mostly_bad.csv "x,y,p,t\n1,2,1,3\na\nb\n")
succeed(info ${OUT}/mostly_bad.csv)
if(NOT stdout MATCHES "\nbad lines: 2\nthe first in line 3: 'a'\nwarning: more was dropped .2. than read .1.")
  message(FATAL_ERROR "unexpected summary:\n${stdout}")
endif()
