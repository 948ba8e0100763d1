# SPDX-License-Identifier: Apache-2.0
# The package lies as the sources do, so that its files find one another in the same way in both.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_DATADIR}/saccade)

install(TARGETS saccade EXPORT saccade-targets FILE_SET HEADERS)
if(TARGET saccade_io)
  install(TARGETS saccade_io EXPORT saccade-targets FILE_SET HEADERS)
endif()
install(EXPORT saccade-targets NAMESPACE saccade:: DESTINATION ${package_dir}/cmake)
if(TARGET saccade_host)
  install(TARGETS saccade_host EXPORT saccade-host-targets)
  install(EXPORT saccade-host-targets NAMESPACE saccade:: DESTINATION ${package_dir}/cmake)
endif()
if(NOT TARGET saccade_io)
  # For the importer.
  list(TRANSFORM host_rooms PREPEND include/saccade/)
  install(DIRECTORY ${host_rooms} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/saccade)
endif()

write_basic_package_version_file(${PROJECT_BINARY_DIR}/saccade-config-version.cmake
  COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES
  cmake/saccade-config.cmake
  cmake/saccade_add_board.cmake
  cmake/saccade_add_model.cmake
  cmake/host_dependencies.cmake
  ${PROJECT_BINARY_DIR}/saccade-config-version.cmake
  DESTINATION ${package_dir}/cmake)
install(DIRECTORY cmake/toolchains DESTINATION ${package_dir}/cmake)
install(DIRECTORY tools/importer DESTINATION ${package_dir}/tools)
install(DIRECTORY examples/stm32h7/board DESTINATION ${package_dir}/examples/stm32h7
  USE_SOURCE_PERMISSIONS PATTERN CMakeLists.txt EXCLUDE)
install(PROGRAMS examples/stm32h7/emulate DESTINATION ${package_dir}/examples/stm32h7)
install(FILES LICENSE DESTINATION ${package_dir})
