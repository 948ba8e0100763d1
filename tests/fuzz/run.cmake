# SPDX-License-Identifier: Apache-2.0
# cmake -DFUZZER=... -DRUNS=n -DMAX_LEN=n -DFOUND=folder -DCORPUS=folder -P run.cmake
# What libFuzzer finds goes into a new folder, so that every run starts alike.
file(REMOVE_RECURSE "${FOUND}")
file(MAKE_DIRECTORY "${FOUND}")
execute_process(COMMAND "${FUZZER}" -runs=${RUNS} -seed=1 -max_len=${MAX_LEN} -timeout=10
  "-artifact_prefix=${FOUND}/" "${FOUND}" "${CORPUS}" COMMAND_ERROR_IS_FATAL ANY)
