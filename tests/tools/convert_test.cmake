# SPDX-License-Identifier: Apache-2.0
include(${CMAKE_CURRENT_LIST_DIR}/run.cmake)

# Around all formats and back.
set(evt3 ${DATA}/moving_bar_evt3.raw)
succeed(convert ${evt3} ${OUT}/a.csv)
expect_equal("${stdout}" "events: 860\ntriggers (not in CSV): 8\n")
succeed(convert ${evt3} ${OUT}/b.raw --format evt2)
expect_equal("${stdout}" "events: 860\ntriggers: 8\n")
succeed(convert ${OUT}/b.raw ${OUT}/c.raw)
succeed(convert ${OUT}/c.raw ${OUT}/d.csv)
succeed(convert ${OUT}/a.csv ${OUT}/e.evt3)
succeed(convert ${OUT}/e.evt3 ${OUT}/f.csv)
file(READ ${OUT}/a.csv text)
foreach(other IN ITEMS d f)
  file(READ ${OUT}/${other}.csv again)
  expect_equal("${again}" "${text}")
endforeach()
if(NOT text MATCHES "^x,y,p,t\n0,0,1,16737216\n")
  message(FATAL_ERROR "unexpected start of the CSV")
endif()

# The writers of the two RAW files agree with the script that made them.
file(SHA256 ${OUT}/b.raw converted)
file(SHA256 ${DATA}/moving_bar_evt2.raw original)
expect_equal(${converted} ${original})

succeed(info ${OUT}/c.raw)
if(NOT stdout MATCHES "^format: evt3\ngeometry: 64x48\nevents: 860\n" OR
    NOT stdout MATCHES "triggers: 8\n$")
  message(FATAL_ERROR "EVT2 to EVT3 lost something: ${stdout}")
endif()

# Unix time only fits after --rebase, and time that goes back only when it is held.
file(WRITE ${OUT}/unix.csv "x,y,p,t\n1,2,1,1605507430438338\n3,4,0,1605507430438339\n")
file(REMOVE ${OUT}/absent.raw)
file(WRITE ${OUT}/g.raw "precious")
foreach(out IN ITEMS absent g)
  fail_with("unix.csv: .*--rebase" convert ${OUT}/unix.csv ${OUT}/${out}.raw)
  file(GLOB left ${OUT}/.*.saccade-*)
  if(EXISTS ${OUT}/absent.raw OR left)
    message(FATAL_ERROR "a failed conversion left its output")
  endif()
endforeach()
file(READ ${OUT}/g.raw text)
expect_equal("${text}" "precious")
succeed(convert ${OUT}/unix.csv ${OUT}/g.raw --rebase)
succeed(convert ${OUT}/g.raw ${OUT}/g.csv)
file(READ ${OUT}/g.csv text)
expect_equal("${text}" "x,y,p,t\n1,2,1,0\n3,4,0,1\n")

file(WRITE ${OUT}/back.csv "x,y,p,t\n1,2,1,9\n3,4,0,8\nnoise\n")
fail_with("time goes back.*--policy clamp_time" convert ${OUT}/back.csv ${OUT}/h.raw)
succeed(convert ${OUT}/back.csv ${OUT}/h.raw --policy clamp_time --sensor 64x48)
expect_equal("${stdout}" "events: 2\nbad lines: 1\nbackward time: 1\n\
the first in line 4: 'noise'\ntimes changed: 1\n")
fail_with("back.csv: time goes back at byte 16" convert ${OUT}/back.csv ${OUT}/h.csv
  --policy strict)

fail_with("x.y: say the output's format" convert ${OUT}/a.csv ${OUT}/x.y)
fail_with("nowhere.raw: cannot be opened" convert ${OUT}/nowhere.raw ${OUT}/a.raw)
foreach(input - /dev/stdin)
  execute_process(COMMAND ${CMAKE_COMMAND} -E cat ${evt3}
    COMMAND ${TOOL} convert ${input} ${OUT}/pipe.csv RESULT_VARIABLE exit_status
    ERROR_VARIABLE stderr)
  if(NOT exit_status EQUAL 0)
    message(FATAL_ERROR "a pipe: exit status ${exit_status}, stderr '${stderr}'")
  endif()
  file(READ ${OUT}/pipe.csv again)
  file(READ ${OUT}/a.csv text)
  expect_equal("${again}" "${text}")
endforeach()
# A file on standard input is read as often as it takes; a pipe once, and what that cannot do is said.
file(WRITE ${OUT}/silent.csv "x,y,p,t\n4,0,1,0\n32,5,1,60000\n")
execute_process(COMMAND ${TOOL} convert - ${OUT}/silent.raw INPUT_FILE ${OUT}/silent.csv
  OUTPUT_VARIABLE stdout COMMAND_ERROR_IS_FATAL ANY)
if(NOT stdout MATCHES "^events: 2\n")
  message(FATAL_ERROR "from a file on standard input: ${stdout}")
endif()
execute_process(COMMAND ${CMAKE_COMMAND} -E cat ${OUT}/silent.csv
  COMMAND ${TOOL} convert - ${OUT}/silent.raw ERROR_VARIABLE stderr)
expect_equal("${stderr}" "saccade: standard input: does not state its sensor and can be read once \
only: say --sensor WIDTHxHEIGHT, or save it to a file first\n")
fail_with("a.b: cannot be opened" convert "${OUT}/a\nb" ${OUT}/pipe.csv)
