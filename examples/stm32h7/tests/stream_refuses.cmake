# SPDX-License-Identifier: Apache-2.0
# cmake -DEMULATE=... -DIMAGE=x.elf -DTWIN=... -DMAKE_STREAM=... -P stream_refuses.cmake
# What is no stream of a known camera ends with a line that says why.
cmake_minimum_required(VERSION 3.25)
set(folder ${IMAGE}.stream_refuses)
file(MAKE_DIRECTORY ${folder})
# A size of "....", 0x2e2e2e2e, is too large.
file(WRITE ${folder}/empty.bin "")
file(WRITE ${folder}/magic.bin "SCS2....")
file(WRITE ${folder}/unended.bin "SCS1....")
file(WRITE ${folder}/large.bin "SCS1........")
foreach(case "empty.bin ends within its header" "magic.bin is no stream file"
    "unended.bin ends without a last block" "large.bin too large" "absent.bin cannot.*open")
  string(REGEX MATCH "([^ ]+) (.*)" case "${case}")
  set(file ${CMAKE_MATCH_1})
  set(text ${CMAKE_MATCH_2})
  foreach(program "${EMULATE};${IMAGE}" "${TWIN}")
    execute_process(COMMAND ${program} ${file} out.bin WORKING_DIRECTORY ${folder}
      RESULT_VARIABLE status ERROR_VARIABLE error)
    if(NOT status EQUAL 1 OR NOT error MATCHES "saccade: [^\n]*${text}")
      message(FATAL_ERROR " saccade: ${file}: ${program}: ${status}: ${error}")
    endif()
  endforeach()
endforeach()

# Of another size, and without a header.
file(WRITE ${folder}/other.raw "% format EVT3;height=64;width=64\n% end\n....")
file(WRITE ${folder}/none.raw "....")
foreach(recording other none)
  execute_process(COMMAND ${MAKE_STREAM} ${recording}.raw stream.bin 4096
    WORKING_DIRECTORY ${folder} COMMAND_ERROR_IS_FATAL ANY)
  foreach(program "${EMULATE};${IMAGE}" "${TWIN}")
    execute_process(COMMAND ${program} stream.bin out.bin WORKING_DIRECTORY ${folder}
      RESULT_VARIABLE status ERROR_VARIABLE error)
    if(NOT status EQUAL 1 OR NOT error MATCHES "saccade: no RAW file of a camera")
      message(FATAL_ERROR " saccade: ${recording}: ${program}: ${status}: ${error}")
    endif()
  endforeach()
endforeach()
