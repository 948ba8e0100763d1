# SPDX-License-Identifier: Apache-2.0
# What the host headers need beyond the core: LZ4 and zstd, for AEDAT4.
find_package(PkgConfig REQUIRED)
pkg_check_modules(saccade_lz4 REQUIRED IMPORTED_TARGET GLOBAL liblz4)
pkg_check_modules(saccade_zstd REQUIRED IMPORTED_TARGET GLOBAL libzstd)
if(NOT TARGET saccade_host_dependencies)
  add_library(saccade_host_dependencies INTERFACE)
  target_link_libraries(saccade_host_dependencies
    INTERFACE PkgConfig::saccade_lz4 PkgConfig::saccade_zstd)
endif()
