// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The core: everything that also runs on bare metal.

#include <saccade/version.hpp>

#include <saccade/duration.hpp>
#include <saccade/event.hpp>
#include <saccade/geometry.hpp>
#include <saccade/status.hpp>
