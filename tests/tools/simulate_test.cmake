# SPDX-License-Identifier: Apache-2.0
include(${CMAKE_CURRENT_LIST_DIR}/run.cmake)

# A fault of the file system names the command and the path.
file(WRITE ${OUT}/file "no folder")
fail_with("simulate: [^ ]*/file/x: Not a directory" simulate --out ${OUT}/file/x)
