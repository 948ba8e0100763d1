// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

namespace saccade::tool {

/// Each adds one subcommand with its options, help and action. An action reports a failure by
/// throwing; main() turns it into one line on stderr and a non-zero exit status.
void add_convert(CLI::App& app);
void add_info(CLI::App& app);
void add_import(CLI::App& app);
void add_run(CLI::App& app);
void add_simulate(CLI::App& app);
void add_voxel(CLI::App& app);
void add_validate(CLI::App& app);

}  // namespace saccade::tool
