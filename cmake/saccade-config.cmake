# SPDX-License-Identifier: Apache-2.0
include(${CMAKE_CURRENT_LIST_DIR}/saccade-targets.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/saccade_add_model.cmake)

if("host" IN_LIST saccade_FIND_COMPONENTS)
  if(EXISTS ${CMAKE_CURRENT_LIST_DIR}/saccade-host-targets.cmake)
    include(${CMAKE_CURRENT_LIST_DIR}/host_dependencies.cmake)
    include(${CMAKE_CURRENT_LIST_DIR}/saccade-host-targets.cmake)
    set(saccade_host_FOUND TRUE)
  else()
    set(saccade_FOUND FALSE)
    set(saccade_NOT_FOUND_MESSAGE "saccade was installed without its host component")
  endif()
endif()
