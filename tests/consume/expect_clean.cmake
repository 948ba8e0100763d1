# SPDX-License-Identifier: Apache-2.0
# What a user's target inherits: the language standard, which formats there are, and nothing about
# how to compile it.
function(expect_clean target)
  foreach(property IN ITEMS COMPILE_OPTIONS COMPILE_DEFINITIONS LINK_OPTIONS SOURCES ${ARGN})
    get_target_property(value ${target} INTERFACE_${property})
    if(value AND NOT value STREQUAL "SACCADE_HAS_AEDAT4=1")
      message(FATAL_ERROR "${target} passes ${property} on: ${value}")
    endif()
  endforeach()
endfunction()

function(expect_clean_core)
  expect_clean(saccade::saccade LINK_LIBRARIES)
  get_target_property(features saccade::saccade INTERFACE_COMPILE_FEATURES)
  if(NOT features STREQUAL "cxx_std_20")
    message(FATAL_ERROR "saccade::saccade asks for '${features}'")
  endif()
endfunction()
