# SPDX-License-Identifier: Apache-2.0
# A file that is no recording is called what it is, by every command that reads one.
include(${CMAKE_CURRENT_LIST_DIR}/run.cmake)
set(model ${DATA}/onnx/event_native.onnx)

file(WRITE ${OUT}/pointer.raw "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n")
file(WRITE ${OUT}/robot.bag "#ROSBAG V2.0\n")
file(WRITE ${OUT}/page.aedat4 "<!DOCTYPE html><html></html>\n")
file(WRITE ${OUT}/cut.aedat4 "#!AER-DAT")
foreach(file IN ITEMS "pointer.raw: is a Git LFS pointer" "robot.bag: is a ROS bag"
    "page.aedat4: is an HTML page")
  string(REGEX MATCH "^[^:]*" name "${file}")
  fail_with("${file}" info ${OUT}/${name})
  fail_with("${file}" convert ${OUT}/${name} ${OUT}/out.csv)
  fail_with("${file}" voxel ${OUT}/${name} --window-us 1000 --out ${OUT}/out.npy)
  fail_with("${file}" run ${model} ${OUT}/${name})
endforeach()
if(EXISTS ${OUT}/out.csv OR EXISTS ${OUT}/out.npy)
  message(FATAL_ERROR "a refused file was written")
endif()

# What is asked for must look like it, unless it is forced.
fail_with("robot.bag: is a ROS bag" info ${OUT}/robot.bag --input-format evt2)
file(WRITE ${OUT}/letter.bin "This is no recording, but a letter.\n")
fail_with("letter.bin: does not look like evt2: .*--force reads it all the same"
  info ${OUT}/letter.bin --input-format evt2)
fail_with("robot.bag: no event could be read" info ${OUT}/robot.bag --input-format evt2 --force)
fail_with("--force requires --input-format" info ${OUT}/robot.bag --force)

# The cases that people reported, where they are at hand.
set(cases "$ENV{SACCADE_DATA}/../cases/file-edge/make_inputs.py")
find_program(python python3)
if(NOT "$ENV{SACCADE_DATA}" STREQUAL "" AND EXISTS "${cases}" AND python)
  execute_process(COMMAND ${python} "${cases}" ${OUT}/cases COMMAND_ERROR_IS_FATAL ANY)
  foreach(refused IN ITEMS event_stream.es picture_stack.npy archive.h5 robot.bag robot.mcap
      packed.raw.gz packed.zip pointer.raw page.aedat4 digit.bin empty.raw cut_in_header.raw
      nothing_valid.csv seconds_t_first.txt)
    fail_with("${refused}: " info ${OUT}/cases/${refused})
    if(stderr MATCHES "evt[23]")
      message(FATAL_ERROR "${refused} is called EVT words: ${stderr}")
    endif()
  endforeach()
  foreach(read IN ITEMS minus_one.csv:999 blanks.csv:2 float_times.csv:2
      time_high_bit_evt2.raw:2000 time_high_bit_evt3.raw:2 late_clock.raw:41
      system_number_only.raw:1 width_and_height.raw:1 recording.raw.part:1000)
    string(REPLACE ":" ";" pair ${read})
    list(GET pair 0 name)
    list(GET pair 1 events)
    succeed(info ${OUT}/cases/${name})
    if(NOT stdout MATCHES "\nevents: ${events}\n")
      message(FATAL_ERROR "${name}: expected ${events} events, got:\n${stdout}")
    endif()
    if(name MATCHES "raw" AND NOT stdout MATCHES "\ngeometry: 640x480\n")
      message(FATAL_ERROR "${name}: the sensor's size is lost:\n${stdout}")
    endif()
  endforeach()
  succeed(convert ${OUT}/cases/recording.raw.part ${OUT}/cases/recording.raw)
  succeed(info ${OUT}/cases/recording.raw.part)
  fail_with("would hold more than" voxel ${OUT}/cases/late_clock.raw --window-us 50000
    --out ${OUT}/late.npy)
  fail_with("time goes back" convert ${OUT}/cases/time_high_bit_evt3.raw ${OUT}/strict.csv
    --policy strict)
  succeed(info ${OUT}/cases/seconds_t_first.txt --columns t,x,y,p --time-unit s)
endif()
