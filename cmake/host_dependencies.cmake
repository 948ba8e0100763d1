# SPDX-License-Identifier: Apache-2.0
# Finds what the host headers need beyond the core: LZ4 and zstd, for AEDAT4. Used by the build and
# by the installed package; says in saccade_host_missing what is not there.
set(saccade_host_missing)
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  foreach(library IN ITEMS lz4 zstd)
    pkg_check_modules(saccade_${library} QUIET IMPORTED_TARGET GLOBAL lib${library})
    if(NOT saccade_${library}_FOUND)
      list(APPEND saccade_host_missing lib${library})
    endif()
  endforeach()
  list(JOIN saccade_host_missing " and " saccade_host_missing)
else()
  set(saccade_host_missing "pkg-config, which finds liblz4 and libzstd")
endif()
