# SPDX-License-Identifier: Apache-2.0
# cmake -D KIND=program|firmware -D WAY=find_package|add_subdirectory|FetchContent
#   -D FOLDER=for the projects -D PROVIDED=what provide.cmake made -D GENERATOR=... -D OPTIONS=...
#   -P build.cmake
# Writes each project of this kind as the README prints it, configures, builds and runs it.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/../run_well.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/blocks.cmake)
set(release ${PROVIDED}/release)
set(prefix ${PROVIDED}/prefix)
read_cmake(${release}/README.md)
read_blocks(${release}/README.md cpp cpp)

# The README's sources of this kind, in order.
set(sources)
foreach(i RANGE ${cpp_count})
  set(kind program)
  if(cpp_${i} MATCHES "application\\(\\)")
    set(kind firmware)
  endif()
  if(DEFINED cpp_${i} AND kind STREQUAL KIND)
    list(APPEND sources cpp_${i})
  endif()
endforeach()
list(LENGTH sources count)
if(count EQUAL 0 OR NOT count EQUAL ${KIND}_count)
  message(FATAL_ERROR "README: ${count} sources of a ${KIND}, CMake for ${${KIND}_count}")
endif()

file(REMOVE_RECURSE ${FOLDER})
foreach(i RANGE 1 ${count})
  set(project ${FOLDER}/${i})
  set(provide ${${WAY}_of_${KIND}_${i}})
  if(KIND STREQUAL "program" OR NOT provide)
    list(APPEND provide ${${WAY}_alone})
  endif()
  if(NOT provide)
    message(FATAL_ERROR "README: no command gets saccade by ${WAY}")
  endif()
  list(JOIN provide "\n" provide)
  list(JOIN ${KIND}_${i} "\n" use)

  # What a placeholder stands for.
  string(REGEX REPLACE "(URL|GIT_REPOSITORY)[ \n]+[^ \n)]+" "URL \"${PROVIDED}/saccade.tar.gz\""
    provide "${provide}")
  string(REGEX REPLACE "(URL_HASH|GIT_TAG)[ \n]+[^ \n)]+" "" provide "${provide}")
  set(saccade ${prefix}/share/saccade)
  if(provide MATCHES "add_subdirectory\\(([^ \n)]+)")
    set(saccade ${project}/${CMAKE_MATCH_1})
    file(ARCHIVE_EXTRACT INPUT ${PROVIDED}/saccade.tar.gz DESTINATION ${saccade})
  endif()
  if(NOT use MATCHES "add_executable\\(([^ \n)]+)[ \n]+([^ \n)]+)")
    message(FATAL_ERROR "README: no executable in:\n${use}")
  endif()
  set(target ${CMAKE_MATCH_1})
  list(POP_FRONT sources source)
  file(WRITE ${project}/${CMAKE_MATCH_2} "${${source}}")
  if(use MATCHES "saccade_add_model\\([^ \n)]+[ \n]+([^ \n)]+)")
    configure_file(${release}/examples/gesture/gesture.onnx ${project}/${CMAKE_MATCH_1} COPYONLY)
  endif()
  file(WRITE ${project}/CMakeLists.txt
    "cmake_minimum_required(VERSION 3.25)\nproject(${target} LANGUAGES CXX)\n${provide}\n${use}\n")

  set(options ${OPTIONS})
  if(WAY STREQUAL "find_package")
    list(APPEND options -DCMAKE_PREFIX_PATH=${prefix})
  endif()
  if(KIND STREQUAL "firmware")
    list(APPEND options
      -DCMAKE_TOOLCHAIN_FILE=${saccade}/cmake/toolchains/arm-none-eabi-cortex-m7.cmake)
  endif()
  run_well(${CMAKE_COMMAND} -S ${project} -B ${project}/build -G ${GENERATOR}
    -DCMAKE_BUILD_TYPE=Release ${options})
  run_well(${CMAKE_COMMAND} --build ${project}/build)

  if(KIND STREQUAL "program")
    # 120 ms of events: three windows, each with its end in camera time, a label and a confidence.
    run_well(${project}/build/${target} INPUT_FILE ${release}/tests/data/moving_bar_evk4_evt3.raw)
    set(said "us: [a-z_]+ \\([01]\\.[0-9][0-9]\\)\n")
    if(NOT output MATCHES "^50000 ${said}100000 ${said}150000 ${said}$")
      message(FATAL_ERROR "the program printed '${output}'")
    endif()
    find_program(python python3 REQUIRED)
    run_well(${python} ${CMAKE_CURRENT_LIST_DIR}/program_test.py
      ${project}/build/${target} ${release}/tests/data)
    continue()
  endif()
  find_program(qemu qemu-system-arm)
  if(NOT qemu)
    message(STATUS "linked, not run: there is no qemu-system-arm")
    continue()
  endif()
  # Words as a camera sends them, without the text before them: three windows.
  string(CONCAT strip "LC_ALL=C sed '1,/^% end$/d' "
    "'${release}/tests/data/moving_bar_evk4_evt3.raw' > '${project}/words'")
  run_well(sh -c "${strip}")
  run_well(${saccade}/examples/stm32h7/emulate ${project}/build/${target}.elf ${project}/words
    ${project}/results)
  if(NOT output MATCHES "^[a-z_]+\n[a-z_]+\n[a-z_]+\nstack: [0-9]+ of [0-9]+ bytes used")
    message(FATAL_ERROR "the image printed '${output}'")
  endif()
endforeach()
