// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The library's version. The build system reads it from here.

#define SACCADE_VERSION_MAJOR 0
#define SACCADE_VERSION_MINOR 1
#define SACCADE_VERSION_PATCH 0
