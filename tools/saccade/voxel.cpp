// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"
#include "input_options.hpp"
#include "number_option.hpp"
#include "time_range.hpp"
#include "voxel/voxelise.hpp"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <memory>

namespace saccade::tool {

void add_voxel(CLI::App& app) {
  auto const options = std::make_shared<voxel_options>();
  auto* const command =
      app.add_subcommand("voxel", "Cut a recording into windows and write their voxel grids");
  command->add_option("IN", options->in, recording_help())->required();
  command->add_option("--window-us", options->window_us, "Length of a window in microseconds")
      ->required()
      ->transform(number<std::int64_t>(1));
  command->add_option("--out", options->out, "NumPy file, [windows,2,bins,height,width]")
      ->required();
  command->add_option("--bins", options->bins, "Time bins of a window")
      ->transform(number(1, most_bins))
      ->capture_default_str();
  command
      ->add_option("--time-map", options->time_map,
                   "fixed: bins between the window's edges; data: between its first and last "
                   "event, as torch computes them in float32")
      ->check(CLI::IsMember({"fixed", "data"}))
      ->capture_default_str();
  command->add_option("--cells", options->cells, "f32, or u8 counts that stop at 127")
      ->check(CLI::IsMember({"f32", "u8"}))
      ->capture_default_str();
  command->add_option("--size", options->size, "WIDTHxHEIGHT of the grids")->capture_default_str();
  command->add_option("--time-range", options->time_range, time_range_help);
  command
      ->add_option("--max-windows", options->max_windows,
                   "Write no file with more windows (default: as many as 16 GiB hold)")
      ->transform(number(std::uint64_t{1}));
  add_input_options(*command, options->input);
  command->footer(
      "example: saccade voxel recording.raw --window-us 50000 --out windows.npy --cells u8");
  command->callback([options] { voxelise(*options); });
}

}  // namespace saccade::tool
