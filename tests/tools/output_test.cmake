# SPDX-License-Identifier: Apache-2.0
# Where the commands write, and what they leave alone.
include(${CMAKE_CURRENT_LIST_DIR}/run.cmake)
file(REMOVE_RECURSE ${OUT})
file(MAKE_DIRECTORY ${OUT})
set(evt3 ${DATA}/moving_bar_evt3.raw)
set(summary "events: 860\ntriggers (not in CSV): 8\n")
succeed(convert ${evt3} ${OUT}/a.csv)
file(READ ${OUT}/a.csv text)

# The name of no other file is taken for a working copy's.
file(COPY_FILE ${evt3} ${OUT}/rec.raw.part)
succeed(convert ${OUT}/rec.raw.part ${OUT}/rec.raw)
file(SHA256 ${OUT}/rec.raw.part after)
file(SHA256 ${evt3} before)
expect_equal(${after} ${before})

# The input is never the output, by whatever name.
file(CREATE_LINK ${OUT}/rec.raw ${OUT}/hard.raw)
file(CREATE_LINK ${OUT}/rec.raw ${OUT}/soft.raw SYMBOLIC)
foreach(out IN ITEMS rec.raw ./rec.raw hard.raw soft.raw)
  fail_with("${out}: is the input, name another file" convert ${OUT}/rec.raw ${OUT}/${out})
  fail_with("${out}: is the input, name another file" voxel ${OUT}/rec.raw --window-us 50000
    --out ${OUT}/${out})
endforeach()
execute_process(COMMAND ${TOOL} convert - ${OUT}/rec.raw INPUT_FILE ${OUT}/rec.raw
  ERROR_VARIABLE stderr RESULT_VARIABLE exit_status)
expect_equal("${exit_status} ${stderr}"
  "1 saccade: ${OUT}/rec.raw: is the input, name another file\n")

file(COPY_FILE ${evt3} ${OUT}/.rec.raw.saccade-abc123)
fail_with("is what a stopped run has left of [^ ]*/rec.raw and would be removed, rename it first"
  convert ${OUT}/.rec.raw.saccade-abc123 ${OUT}/rec.raw)
file(SHA256 ${OUT}/.rec.raw.saccade-abc123 after)
file(SHA256 ${evt3} before)
expect_equal(${after} ${before})
succeed(convert ${evt3} ${OUT}/rec.raw)
if(EXISTS ${OUT}/.rec.raw.saccade-abc123)
  message(FATAL_ERROR "what a stopped run has left is still there")
endif()

# What a name leads to is written; the mode of what stands there counts.
file(CREATE_LINK ${OUT}/not_yet.csv ${OUT}/link.csv SYMBOLIC)
succeed(convert ${evt3} ${OUT}/link.csv)
file(READ ${OUT}/not_yet.csv again)
expect_equal("${again}" "${text}")
file(WRITE ${OUT}/keep.csv "precious")
file(CHMOD ${OUT}/keep.csv PERMISSIONS OWNER_READ GROUP_READ)
fail_with("keep.csv: cannot be written: Permission denied, it is write-protected" convert ${evt3}
  ${OUT}/keep.csv)
file(READ ${OUT}/keep.csv again)
expect_equal("${again}" "precious")
fail_with("nowhere/a.raw: cannot be written: folder '[^']*/nowhere': No such file or directory"
  convert ${evt3} ${OUT}/nowhere/a.raw)
fail_with("${OUT}: cannot be written: Is a directory" convert ${evt3} ${OUT} --format csv)
if(EXISTS /dev/full)
  fail_with("/dev/full: cannot be written: No space left on device" convert ${evt3} /dev/full
    --format csv)
  execute_process(COMMAND ${TOOL} info ${evt3} OUTPUT_FILE /dev/full ERROR_VARIABLE stderr
    RESULT_VARIABLE exit_status)
  expect_equal("${exit_status} ${stderr}"
    "1 saccade: standard output: cannot be written: No space left on device\n")
  foreach(shown IN ITEMS --help --version "info;--help")
    execute_process(COMMAND ${TOOL} ${shown} OUTPUT_FILE /dev/full ERROR_VARIABLE stderr
      RESULT_VARIABLE exit_status)
    if(NOT "${exit_status} ${stderr}" MATCHES "^1 saccade: standard output: cannot be written")
      message(FATAL_ERROR "${shown}: exit status ${exit_status}, stderr '${stderr}'")
    endif()
  endforeach()
endif()

# Data on standard output is that alone; the summary is on stderr.
foreach(out IN ITEMS - /dev/stdout /dev/fd/1)
  execute_process(COMMAND ${TOOL} convert ${evt3} ${out} --format csv
    OUTPUT_VARIABLE stdout ERROR_VARIABLE stderr)
  expect_equal("${stdout}" "${text}")
  expect_equal("${stderr}" "${summary}")
  # A file that a shell has opened.
  execute_process(COMMAND ${TOOL} convert ${evt3} ${out} --format csv
    OUTPUT_FILE ${OUT}/y.csv ERROR_VARIABLE stderr)
  file(READ ${OUT}/y.csv again)
  expect_equal("${again}" "${text}")
  expect_equal("${stderr}" "${summary}")
endforeach()
fail_with("standard output: say the output's format: --format " convert ${evt3} -)
execute_process(COMMAND ${TOOL} import ${DATA}/onnx/event_native.onnx -o -
  OUTPUT_VARIABLE stdout ERROR_VARIABLE stderr)
if(NOT stdout MATCHES "^//" OR stdout MATCHES "arena for tensors" OR
    NOT stderr MATCHES "arena for tensors")
  message(FATAL_ERROR "import -o -: '${stderr}'")
endif()
# An array's length is written last, so that its file must have a way back.
execute_process(COMMAND ${TOOL} voxel ${evt3} --window-us 50000 --out -
  OUTPUT_FILE ${OUT}/y.npy ERROR_VARIABLE stderr)
succeed(voxel ${evt3} --window-us 50000 --out ${OUT}/z.npy)
file(SHA256 ${OUT}/y.npy after)
file(SHA256 ${OUT}/z.npy before)
expect_equal(${after} ${before})
fail_with("standard output: cannot go back to the array's length at its start, name a file"
  voxel ${evt3} --window-us 50000 --out -)

# A reader that has enough ends the writer, without a word.
string(REPEAT "1,2,1,5\n" 100000 lines)
file(WRITE ${OUT}/long.csv "x,y,p,t\n${lines}")
execute_process(COMMAND ${TOOL} convert ${OUT}/long.csv - --format csv COMMAND true
  RESULTS_VARIABLE exit_statuses ERROR_VARIABLE stderr)
if(NOT stderr STREQUAL "" OR exit_statuses MATCHES "^[01];")
  message(FATAL_ERROR "a closed pipe: exit statuses ${exit_statuses}, stderr '${stderr}'")
endif()

# Two runs side by side, one output: both end well, and one of them wins whole.
file(WRITE ${OUT}/short.csv "x,y,p,t\n1,2,1,5\n")
foreach(run RANGE 10)
  execute_process(COMMAND sh -c
    "\"$0\" convert \"$1\" \"$3\" & \"$0\" convert \"$2\" \"$3\"; a=$?; wait $! && exit $a"
    ${TOOL} ${OUT}/long.csv ${OUT}/short.csv ${OUT}/both.csv
    RESULT_VARIABLE exit_status OUTPUT_QUIET)
  expect_equal("${exit_status}" "0")
  file(SHA256 ${OUT}/both.csv after)
  file(SHA256 ${OUT}/long.csv long)
  file(SHA256 ${OUT}/short.csv short)
  if(NOT after STREQUAL long AND NOT after STREQUAL short)
    message(FATAL_ERROR "two runs made one file of both")
  endif()
endforeach()

# More than a limit allows: the system's reason, and nothing is left.
execute_process(COMMAND sh -c "ulimit -f 1; exec \"$@\" 2>&1" - ${TOOL} convert ${evt3}
  ${OUT}/large.csv OUTPUT_VARIABLE stdout RESULT_VARIABLE exit_status)
expect_equal("${exit_status} ${stdout}"
  "1 saccade: ${OUT}/large.csv: cannot be written: File too large\n")

file(GLOB left ${OUT}/.*.saccade-* ${OUT}/*.saccade-*)
if(left OR EXISTS ${OUT}/large.csv)
  message(FATAL_ERROR "files are left: ${left}")
endif()
