// SPDX-License-Identifier: Apache-2.0
#define CATCH_CONFIG_RUNNER
#include "support/catch.hpp"
#include "support/recordings.hpp"

/// The exit status 77 lists a test as skipped, which never hides a failure.
auto main(int count, char** words) -> int {
  if (Catch::Session{}.run(count, words) != 0) return 1;
  return saccade::test::recordings_absent ? 77 : 0;
}
