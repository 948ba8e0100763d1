#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# paths_test.sh DEV FOLDER: runs a copy of ./dev from other folders.
set -euo pipefail
dev=$1 folder=$2
rm -rf "$folder"
root="$folder/the root"
gesture=examples/gesture
mkdir -p "$root/build/release/"{bin,benchmarks} "$root/build/train-venv/bin" "$root/tools" \
  "$root/$gesture/training" "$folder/bin" "$folder/user/recordings"
cp "$dev" "$root/dev"
user="$folder/user"

# Prints a word a line.
cat >"$folder/bin/say" <<'SAY'
#!/usr/bin/env bash
printf '%s\n' "$(basename "$0"):" "$@" "SACCADE_DATA=${SACCADE_DATA:-}"
SAY
printf '#!/bin/sh\necho "install ok installed"\n' >"$folder/bin/dpkg-query"
printf '#!/bin/sh\n' | tee "$folder/bin/cmake" >"$folder/bin/python3"
cp "$folder/bin/say" "$folder/bin/ctest"
chmod +x "$folder/bin/"*
cp "$folder/bin/say" "$root/build/release/bin/saccade"
cp "$folder/bin/say" "$root/build/release/benchmarks/a_benchmark"
cp "$folder/bin/say" "$root/build/train-venv/bin/python"
# Both Python environments are installed already.
touch "$root/tools/requirements.txt" "$root/$gesture/training/requirements.txt" \
  "$root/build/train-venv/.requirements"
mkdir -p "$root/build/venv"
touch "$root/build/venv/.requirements"
export PATH=$folder/bin:$PATH
unset SACCADE_DATA

# expect FOLDER COMMAND..: runs it there; its output must hold each line on stdin, in their order.
expect() {
  local in=$1 line at=1 output
  shift
  output=$(cd "$in" && "$@" 2>&1) || { echo "failed: $*: $output"; exit 1; }
  while IFS= read -r line; do
    at=$(tail -n "+$at" <<<"$output" | grep -nxF -e "$line" | head -1 | cut -d: -f1) ||
      { echo "$*: no line '$line' where it should be in:"; echo "$output"; exit 1; }
    output=$(tail -n "+$((at + 1))" <<<"$output")
    at=1
  done
}

# Options that hold paths, in each form, and none that does not.
expect "$user" "$root/dev" train --train A --held-out=B/b --sacc "C c" --seed 3 --out /D --ship <<END
python:
$gesture/training/train.py
--train
$user/A
--held-out=$user/B/b
--sacc
$user/C c
--seed
3
--out
/D
--ship
END
expect "$user" "$root/dev" train --trials 2 --held-out-subjects 4 --help <<END
--trials
2
--held-out-subjects
4
--help
END
# At home they stay as they are, so that an exported network does not say where it was made.
expect "$root" ./dev train --train A --held-out B <<END
--train
A
--held-out
B
END

expect "$user" "$root/dev" demo recordings/a.raw "../b c.raw" /d.raw <<END
saccade:
run
--quiet
$gesture/gesture.onnx
$user/recordings/a.raw
$user/../b c.raw
/d.raw
saccade:
validate
$user/recordings/a.raw
END
expect "$user/recordings" "$root/dev" demo a.raw <<END
saccade:
info
$user/recordings/a.raw
saccade:
run
$gesture/gesture.onnx
$user/recordings/a.raw
END

SACCADE_DATA=recordings expect "$user" "$root/dev" test -R 'host.*' -V --output-junit=j.xml -O l <<END
ctest:
-R
host.*
-V
--output-junit=$user/j.xml
-O
$user/l
SACCADE_DATA=$user/recordings
END
SACCADE_DATA=/data expect "$user" "$root/dev" bench --benchmark_filter=evt --benchmark_out=o.json <<END
a_benchmark:
--benchmark_filter=evt
--benchmark_out=$user/o.json
SACCADE_DATA=/data
END
expect "$user" "$root/dev" bench <<END
a_benchmark:
SACCADE_DATA=
END

for command in build demo fuzz stm32h7 format clean; do
  expect "$user" "$root/dev" "$command" --help <<END
usage: ./dev COMMAND
example: ./dev demo
END
done
[ -d "$root/build" ] || { echo "clean --help has cleaned"; exit 1; }
