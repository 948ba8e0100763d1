# SPDX-License-Identifier: Apache-2.0
# Installs the package as a distribution would, and packs what a release archive holds at least.
# Strangers start from nothing: what they fetched before would hide a change.
file(REMOVE_RECURSE ${PREFIX} ${STRANGERS})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${PREFIX}
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
foreach(file IN ITEMS include/saccade/saccade.hpp share/saccade/cmake/saccade-config.cmake)
  if(NOT EXISTS ${PREFIX}/${file})
    message(FATAL_ERROR "not installed: ${file}")
  endif()
endforeach()
execute_process(
  COMMAND ${CMAKE_COMMAND} -E tar czf ${ARCHIVE} CMakeLists.txt LICENSE cmake include
  WORKING_DIRECTORY ${SOURCE} COMMAND_ERROR_IS_FATAL ANY)
