# SPDX-License-Identifier: Apache-2.0
# CSV as people have it.
include(${CMAKE_CURRENT_LIST_DIR}/run.cmake)
set(expected "x,y,p,t\n1,2,0,10\n3,4,1,20\n")

function(expect_events name)
  file(READ ${OUT}/${name} text)
  expect_equal("${text}" "${expected}")
endfunction()

# Without options, by the header line.
file(WRITE ${OUT}/blanks.csv "x,y,p,t\n1, 2, 0, 10\n3, 4, 1, 20\n")
file(WRITE ${OUT}/float_times.csv "x,y,p,t\n1,2,0,10.0\n3,4,1,20.0\n")
file(WRITE ${OUT}/minus_one.csv "timestamp,x,y,polarity\r\n10,1,2,-1\r\n20,3,4,1\r\n")
file(WRITE ${OUT}/vendor.csv "%geometry:64,48\n1,2,0,10\n3,4,1,20\n")
foreach(name IN ITEMS blanks float_times minus_one vendor)
  succeed(convert ${OUT}/${name}.csv ${OUT}/out.csv)
  expect_equal("${stdout}" "events: 2\n")
  expect_events(out.csv)
endforeach()
succeed(info ${OUT}/vendor.csv)
if(NOT stdout MATCHES "geometry: 64x48\nevents: 2\n")
  message(FATAL_ERROR "no geometry: ${stdout}")
endif()
succeed(convert ${OUT}/out.csv ${OUT}/again.csv)
expect_events(again.csv)

# What is taken for granted is said on stderr.
function(expect_remark name remark)
  execute_process(COMMAND ${TOOL} convert ${OUT}/${name} ${OUT}/out.csv OUTPUT_QUIET
    ERROR_VARIABLE stderr COMMAND_ERROR_IS_FATAL ANY)
  expect_equal("${stderr}" "${OUT}/${name}: ${remark}\n")
  expect_events(out.csv)
endfunction()
file(WRITE ${OUT}/nameless.csv "1,2,0,10\n3,4,1,20\n")
expect_remark(nameless.csv "no line names the columns, taken as x,y,p,t; --columns says otherwise")
file(WRITE ${OUT}/unit.csv "t [s],x,y,p\n0.000010,1,2,0\n0.000020,3,4,1\n")
expect_remark(unit.csv "times are in s, as 't [s]' says")

# What cannot be known is refused, with the options that say it.
file(WRITE ${OUT}/seconds.txt "0.000010 1 2 0\n0.000020 3 4 1\n")
fail_with("seconds.txt: .*'0.000010 1 2 0', say them, as in --columns t,x,y,p --time-unit s"
  convert ${OUT}/seconds.txt ${OUT}/out.csv)
fail_with("seconds.txt: times have fractions, .*--time-unit s"
  convert ${OUT}/seconds.txt ${OUT}/out.csv --columns t,x,y,p)
succeed(convert ${OUT}/seconds.txt ${OUT}/out.csv --columns t,x,y,p --time-unit s)
expect_events(out.csv)
succeed(convert ${OUT}/nameless.csv ${OUT}/out.csv --columns x,y,p,t)
expect_events(out.csv)

fail_with("--columns: 't,x,q,p' has the column 'q'"
  info ${OUT}/seconds.txt --columns t,x,q,p)
fail_with("--time-unit: min not in {s,ms,us,ns}" info ${OUT}/seconds.txt --time-unit min)
foreach(option IN ITEMS "--columns;t,x,y,p" "--time-unit;s")
  fail_with("moving_bar_evt3.raw: is evt3, leave out --[a-z-]+, which is for CSV"
    info ${DATA}/moving_bar_evt3.raw ${option})
endforeach()

# A strict conversion says which line it stopped at.
file(WRITE ${OUT}/bad.csv "x,y,p,t\n1,2,0,10\na,b,c,d\n")
fail_with("bad.csv: .* at byte 17, line 3: 'a,b,c,d'"
  convert ${OUT}/bad.csv ${OUT}/out.csv --policy strict)
