# SPDX-License-Identifier: Apache-2.0
include_guard(GLOBAL)
# The warnings that every header must survive in a user's build. Linked by tests and tools only.
add_library(saccade_warnings INTERFACE)
target_compile_options(saccade_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wold-style-cast
  -Wdouble-promotion -Werror)
