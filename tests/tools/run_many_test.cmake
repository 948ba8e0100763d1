# SPDX-License-Identifier: Apache-2.0
# Several recordings, and labels that name them.
include(${CMAKE_CURRENT_LIST_DIR}/run.cmake)
set(model ${DATA}/onnx/event_native.onnx)
set(first ${DATA}/moving_bar_evt3.raw)
set(second ${DATA}/moving_bar_evt2.raw)

function(expect regex)
  if(NOT stdout MATCHES "${regex}")
    message(FATAL_ERROR "nothing like '${regex}' in:\n${stdout}")
  endif()
endfunction()

# The same events twice: each recording as if it were alone, then the totals, the network once.
succeed(run ${model} ${first} --quiet)
string(REGEX REPLACE "per window:.*" "" alone "${stdout}")
string(REGEX MATCH "\n  ([a-z_]+): ([0-9]+)\n" line "${stdout}")
set(class ${CMAKE_MATCH_1})
math(EXPR twice "2 * ${CMAKE_MATCH_2}")
succeed(run ${model} ${first} ${second} --quiet)
string(FIND "${stdout}" "${first}\n${alone}per window: " at)
expect_equal(${at} 0)
string(FIND "${stdout}" "\n\n${second}\n${alone}per window: " at)
if(at EQUAL -1)
  message(FATAL_ERROR "the second recording differs from the first:\n${stdout}")
endif()
expect("\n\n2 recordings, 4 windows, 1720 events\ntoo few events for a class: 0 windows \
\\(fewer than 50, --min-events\\)\n")
expect("\n  ${class} +${twice} windows, most in [02] recordings\n")
expect("\nper window: decode [^\n]*\nnetwork: [^\n]*\n$")
string(REGEX MATCHALL "network: " networks "${stdout}")
expect_equal("${networks}" "network: ")

# CSV says which file a window is of, where there are several.
file(WRITE "${OUT}/a,b.csv" "x,y,p,t\n1,2,1,7\n")
succeed(run ${model} ${first} "${OUT}/a,b.csv" --csv --sensor 64x48 --window-us 100000)
expect("^file,start_us,windows,events,class,confidence\n${first},16737216,1,664,[0-9]+,[0-9.]+\n\
\"${OUT}/a,b.csv\",7,1,0,,\n$")

# Recordings of 1.2 s whose windows are a quarter of a second long: four windows are a vote, the last
# one, which the recording's end cuts short, is not scored. All events are alike, so all answers are.
foreach(name IN ITEMS a b)
  file(WRITE ${OUT}/${name}.csv "x,y,p,t\n5,5,1,0\n5,5,1,300000\n5,5,1,1200000\n")
endforeach()
file(WRITE ${OUT}/c.csv "x,y,p,t\n5,5,1,0\n5,5,1,1200000\n")
set(run run ${model} --sensor 32x32 --quiet --window-us)
succeed(${run} 250000 --min-events 1 ${OUT}/a.csv)
expect("\n  [a-z_]+: 3\n")
string(REGEX MATCH "\n  ([a-z_]+): 3\n" line "${stdout}")
set(class ${CMAKE_MATCH_1})
set(other right_hand_wave)
if(class STREQUAL other)
  set(other left_hand_wave)
endif()
set(labels --labels ${OUT}/labels.csv)
file(WRITE ${OUT}/labels.csv "subject,class,file\r\n1,${class},a.csv\r\n\
2,${other},b.csv\r\n3,\"${class}\",\"c.csv\"\r\n4,unheard_of,d.csv\r\n")
succeed(${run} 250000 --min-events 1 ${labels} ${OUT}/a.csv)
expect("\naccuracy: 100.00 %, 2 right of 2 classified; 4 labelled windows, 2 of them with too few \
events\none-second votes: 100.00 %, 1 right of 1\n")
succeed(${run} 250000 --min-events 1 ${labels} ${OUT}/a.csv ${OUT}/b.csv ${OUT}/c.csv)
expect("\n3 recordings, 15 windows, 8 events\ntoo few events for a class: 7 windows \
\\(fewer than 1, --min-events\\)\n  ${class} +8 windows, most in 3 recordings\n\
accuracy: 60.00 %, 3 right of 5 classified; 12 labelled windows, 7 of them with too few events\n\
one-second votes: 66.67 %, 2 right of 3\n\
recordings by the majority of their windows: 66.67 %, 2 right of 3\nper window, ")
succeed(${run} 250000 --min-events 2 ${labels} ${OUT}/a.csv ${OUT}/b.csv)
expect("\naccuracy: 0 right of 0 classified; 8 labelled windows, 8 of them with too few events\n\
one-second votes: 0 right of 0; 2 more had too few events throughout\n\
recordings by the majority of their windows: 0 right of 0; 2 more had too few events throughout\n")
succeed(${run} 300000 --min-events 1 ${labels} ${OUT}/a.csv)
if(stdout MATCHES "votes")
  message(FATAL_ERROR "a second is no whole number of these windows:\n${stdout}")
endif()

# Spans of time; where a sensor's size is not stated, the totals count it.
file(WRITE ${OUT}/spans.csv
  "start_us,file,end_us,class\n0,a.csv,1000000,${class}\n250000,b.csv,1000000,${class}\n")
succeed(run ${model} --window-us 250000 --quiet --min-events 0 --labels ${OUT}/spans.csv
  ${OUT}/a.csv ${OUT}/b.csv)
expect("\none-second votes: no label holds a second of whole windows\n")
expect("\n2 recordings, 10 windows, 6 events\nsensor not stated in 2 recordings: --sensor \
WIDTHxHEIGHT states it\n")
expect("accuracy: [0-9.]+ %, [0-7] right of 7 classified; 7 labelled windows, 0 of them with too few \
events\none-second votes: [0-9.]+ %, [01] right of 1\nrecordings by the majority ")

# As the simulator writes them.
succeed(simulate --out ${OUT}/simulated --subjects 3 --classes arm_roll,other --seconds 1.1)
succeed(run ${model} --quiet --labels ${OUT}/simulated/labels.csv
  ${OUT}/simulated/subject03_trial0_arm_roll.raw ${OUT}/simulated/subject03_trial0_other.raw)
expect("\n2 recordings, 44 windows, [0-9]+ events\n")
expect("\naccuracy: [0-9.]+ %, [0-9]+ right of 42 classified; 42 labelled windows, 0 of them with too \
few events\none-second votes: [0-9.]+ %, [0-2] right of 2\n\
recordings by the majority of their windows: [0-9.]+ %, [0-2] right of 2\n")

fail_with("labels.csv: has no label of ${second}" ${run} 250000 ${labels} ${OUT}/a.csv ${second})
file(WRITE ${OUT}/d.csv "x,y,p,t\n5,5,1,0\n")
fail_with("labels.csv:5: has class 'unheard_of', which the model does not" ${run} 250000 ${labels}
  ${OUT}/d.csv)
file(WRITE ${OUT}/alone.csv "class,startTime_usec,endTime_usec\n1,0,10\n")
fail_with("alone.csv: names no files: it labels one recording, not 2" ${run} 250000 ${OUT}/a.csv
  ${OUT}/b.csv --labels ${OUT}/alone.csv)
fail_with("nowhere.csv: cannot be opened: No such file or directory" ${run} 250000 ${OUT}/a.csv --labels ${OUT}/nowhere.csv)
# Nothing is printed before all recordings have been opened.
fail_with("absent.raw: cannot be opened" run ${model} ${first} ${OUT}/absent.raw)
expect_equal("${stdout}" "")
