// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The core: everything that also runs on bare metal.

#include <saccade/version.hpp>

#include <saccade/decode/evt2.hpp>
#include <saccade/decode/evt3.hpp>
#include <saccade/decode/raw_header.hpp>
#include <saccade/decode/raw_header_reader.hpp>
#include <saccade/duration.hpp>
#include <saccade/encode/evt2.hpp>
#include <saccade/encode/evt3.hpp>
#include <saccade/event.hpp>
#include <saccade/filter/rescale.hpp>
#include <saccade/geometry.hpp>
#include <saccade/graph/layers.hpp>
#include <saccade/model/make_weights.hpp>
#include <saccade/model/model.hpp>
#include <saccade/model/trained_on.hpp>
#include <saccade/pipeline/dense_front.hpp>
#include <saccade/pipeline/pipeline.hpp>
#include <saccade/quantize/fixed_point.hpp>
#include <saccade/represent/voxel_grid.hpp>
#include <saccade/stage/decoder.hpp>
#include <saccade/stage/filter.hpp>
#include <saccade/stage/flow.hpp>
#include <saccade/stage/front.hpp>
#include <saccade/stage/into.hpp>
#include <saccade/stage/representation.hpp>
#include <saccade/stage/windower.hpp>
#include <saccade/status.hpp>
#include <saccade/window/by_time.hpp>
