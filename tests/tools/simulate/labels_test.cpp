// SPDX-License-Identifier: Apache-2.0
#include "simulate/labels.hpp"

#include "support/catch.hpp"

#include <sstream>

using namespace saccade::host::simulate;

TEST_CASE("labels count from 0 in a set and from 1 in a sequence") {
  std::vector<label> const one{{"a.raw", gesture::right_hand_wave, 3, 1, 0, 50'000}};
  std::ostringstream set, sequence;
  write_labels(set, one);
  write_sequence_labels(sequence, one);
  CHECK(set.str() ==
        "file,class,label,subject,trial,start_us,end_us\na.raw,right_hand_wave,1,3,1,0,50000\n");
  CHECK(sequence.str() == "class,startTime_usec,endTime_usec\n2,0,50000\n");
}
