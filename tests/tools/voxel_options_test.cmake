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

# A gap is an array of nothing, which is not written in silence.
file(WRITE ${OUT}/late_clock.csv "x,y,p,t\n1,2,1,0\n1,2,1,20\n3,4,0,3000000000\n3,4,0,3000000010\n")
file(REMOVE ${OUT}/late.npy)
set(late voxel ${OUT}/late_clock.csv --sensor 8x8 --window-us 50000 --out ${OUT}/late.npy)
fail_with("late.npy: would hold more than 26214 windows .16383 MiB.: 59999 empty ones come behind 1, \
at 50000 us; --max-windows lifts the limit, --time-range leaves out what lies apart" ${late})
if(EXISTS ${OUT}/late.npy)
  message(FATAL_ERROR "a refused array was written")
endif()
succeed(${late} --max-windows 60001 --size 4x4)
expect_shape(${OUT}/late.npy "60001, 2, 5, 4, 4")
fail_with("would hold more than 60000 windows" ${late} --max-windows 60000 --size 4x4)
fail_with("--max-windows" ${late} --max-windows 0)

# A range has its own first window.
succeed(${late} --time-range 2999999999:)
expect_shape(${OUT}/late.npy "1, 2, 5, 128, 128")
expect_equal("${stdout}" "${OUT}/late.npy: 1 windows [2,5,128,128] of 50000 us, 0 empty; \
2 events from 8x8, 2 outside the time range\nfirst window: 2999999999 us\n")
succeed(${late} --time-range :20)
expect_shape(${OUT}/late.npy "1, 2, 5, 128, 128")
foreach(range IN ITEMS 5 5:5 6:5 a:7 1:99999999999999999999)
  fail_with("--time-range: expected FROM:TO in microseconds" ${late} --time-range ${range})
endforeach()

# One time that is wrong moves no window; a clock that goes back is followed and said.
set(lines "x,y,p,t\n")
foreach(t RANGE 0 100000 1000)
  string(APPEND lines "1,2,1,${t}\n")
  if(t EQUAL 30000)
    string(APPEND lines "1,2,1,9000000030000\n")
  endif()
endforeach()
file(WRITE ${OUT}/outlier.csv "${lines}")
succeed(voxel ${OUT}/outlier.csv --sensor 8x8 --window-us 50000 --out ${OUT}/outlier.npy)
expect_equal("${stdout}" "${OUT}/outlier.npy: 3 windows [2,5,128,128] of 50000 us, 0 empty; \
101 events from 8x8, 1 apart from those around them in time\nbackward time: 1\n\
first window: 0 us\n")
