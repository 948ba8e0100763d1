# SPDX-License-Identifier: Apache-2.0
# cmake -D INCLUDE= -D OUT= -D COMPILER= -P operation.cmake
# Adds the operation `mirror`, which reverses each row, and runs a network that has it.
set(recipe ${CMAKE_CURRENT_LIST_DIR})
file(REMOVE_RECURSE ${OUT})
file(COPY ${INCLUDE}/saccade DESTINATION ${OUT}/include)

# insert(header after text): `text` behind the first line that matches.
function(insert header after text)
  set(path ${OUT}/include/saccade/${header})
  file(READ ${path} content)
  string(REGEX MATCH "[^\n]*${after}[^\n]*\n" line "${content}")
  if(line STREQUAL "")
    message(FATAL_ERROR "${header}: has no line '${after}'")
  endif()
  string(REPLACE "${line}" "${line}${text}\n" content "${content}")
  file(WRITE ${path} "${content}")
endfunction()

# 1. Its name.
insert(graph/node.hpp "^  argmax, |  argmax,  " "  mirror,")
# 2. What it is: its row of the table.
file(READ ${OUT}/include/saccade/graph/operations.hpp content)
string(REPLACE "\n};\n\nstatic_assert(\n    [] {" "
    operation{.kind = op::mirror,
              .name = \"mirror\",
              .operands = 1,
              .infer = detail::infer_same,
              .keeps_quantization = true},
};\n\nstatic_assert(\n    [] {" content "${content}")
file(WRITE ${OUT}/include/saccade/graph/operations.hpp "${content}")
# 3. How a graph says it.
insert(graph/layers.hpp "inline constexpr chain<1> relu"
  "inline constexpr chain<1> mirror{{node{.kind = op::mirror}}};")
# 4. Its scalar kernel, a file of its own.
file(COPY_FILE ${recipe}/mirror.hpp ${OUT}/include/saccade/kernels/mirror.hpp)
insert(kernels/kernels.hpp "#include <saccade/kernels/linear.hpp>"
  "#include <saccade/kernels/mirror.hpp>")

execute_process(COMMAND ${COMPILER} -std=c++20 -Wall -Wextra -Werror -fno-exceptions -fno-rtti
  -I${OUT}/include -I${recipe}/.. ${recipe}/mirror.cpp -o ${OUT}/mirror
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${OUT}/mirror COMMAND_ERROR_IS_FATAL ANY)
