// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"

#include <saccade/version.hpp>

#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>
#include <string>

auto main(int argc, char** argv) -> int {
  CLI::App app{"saccade: event-camera recordings, voxel grids and int8 networks"};
  app.set_version_flag("--version", std::to_string(SACCADE_VERSION_MAJOR) + "." +
                                        std::to_string(SACCADE_VERSION_MINOR) + "." +
                                        std::to_string(SACCADE_VERSION_PATCH));
  app.require_subcommand(1);
  saccade::tool::add_convert(app);
  saccade::tool::add_info(app);
  saccade::tool::add_import(app);
  saccade::tool::add_run(app);
  saccade::tool::add_simulate(app);
  saccade::tool::add_voxel(app);
  saccade::tool::add_validate(app);
  try {
    app.parse(argc, argv);
  } catch (CLI::Success const& shown) {
    return app.exit(shown);
  } catch (CLI::ParseError const& error) {
    std::cerr << "saccade: " << error.what() << '\n';
    return 2;
  } catch (std::exception const& error) {
    std::cerr << "saccade: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
