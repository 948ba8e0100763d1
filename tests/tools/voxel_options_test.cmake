# SPDX-License-Identifier: Apache-2.0
# The grids' values are compared with numpy's by tests/support/check_voxel.py.
include(${CMAKE_CURRENT_LIST_DIR}/run.cmake)
set(recording ${DATA}/moving_bar_evt3.raw)

# expect_shape(file shape): what the header of a .npy file says, here on one line.
function(expect_shape file shape)
  file(STRINGS ${file} header LIMIT_INPUT 192 REGEX "shape")
  if(NOT header MATCHES "'shape': \\(${shape},\\)")
    message(FATAL_ERROR "expected ${shape}, the header is '${header}'")
  endif()
endfunction()

# Five bins, or as many as asked for.
succeed(voxel ${recording} --window-us 50000 --out ${OUT}/five.npy)
expect_shape(${OUT}/five.npy "2, 2, 5, 128, 128")
expect_equal("${stdout}" "${OUT}/five.npy: 2 windows [2,5,128,128] of 50000 us, 0 empty; \
664 events from 64x48, 196 cropped\nfirst window: 16737216 us\n")
foreach(bins IN ITEMS 1 12)
  succeed(voxel ${recording} --window-us 50000 --out ${OUT}/bins.npy --bins ${bins} --size 16x8)
  expect_shape(${OUT}/bins.npy "2, 2, ${bins}, 8, 16")
  if(NOT stdout MATCHES ": 2 windows \\[2,${bins},8,16\\] of 50000 us, 0 empty; ")
    message(FATAL_ERROR "unexpected report: ${stdout}")
  endif()
endforeach()
foreach(bins IN ITEMS 0 101 five)
  fail_with("--bins" voxel ${recording} --window-us 50000 --out ${OUT}/none.npy --bins ${bins})
endforeach()
fail_with("--bins: a window of 3355443200 voxels is too large: 2.28 is the limit" voxel ${recording}
  --window-us 50000 --out ${OUT}/none.npy --bins 100 --size 4096x4096)
