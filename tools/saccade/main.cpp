// SPDX-License-Identifier: Apache-2.0
#include "../importer/failure.hpp"
#include "commands.hpp"
#include "load_network.hpp"

#include <saccade/io/input_file.hpp>
#include <saccade/io/output/remove_on_signal.hpp>
#include <saccade/version.hpp>

#include <CLI/CLI.hpp>

#include <cerrno>
#include <csignal>
#include <iostream>
#include <string>

using saccade::tool::fail;

namespace {

/// The command that ran, for exceptions that name no place themselves.
auto where(CLI::App const& app) -> std::string {
  auto const commands = app.get_subcommands();
  return commands.empty() ? "" : commands.front()->get_name() + ": ";
}

/// What has been printed and lies in no file is an error.
auto flush_output() -> int {
  errno = 0;
  std::cout.flush();
  if (std::cout) return 0;
  // Unknown where a write before this one has failed.
  auto const reason = errno == 0 ? "" : ": " + saccade::host::system_reason();
  return fail("standard output: cannot be written" + reason, 1);
}

}  // namespace

auto main(int argc, char** argv) -> int {
  // A limit on the size of files is then an error of what is written, with the system's reason.
  std::signal(SIGXFSZ, SIG_IGN);
  saccade::host::remove_on_signal();
  CLI::App app{"saccade: event-camera recordings, voxel grids and int8 networks"};
  app.set_version_flag("--version", std::to_string(SACCADE_VERSION_MAJOR) + "." +
                                        std::to_string(SACCADE_VERSION_MINOR) + "." +
                                        std::to_string(SACCADE_VERSION_PATCH) + "\n" +
                                        saccade::tool::list_backends());
  app.require_subcommand(0, 1);
  saccade::tool::add_convert(app);
  saccade::tool::add_info(app);
  saccade::tool::add_import(app);
  saccade::tool::add_run(app);
  saccade::tool::add_simulate(app);
  saccade::tool::add_voxel(app);
  saccade::tool::add_validate(app);
  try {
    app.parse(argc, argv);
    if (app.get_subcommands().empty()) return fail("no command; see saccade --help", 2);
    return flush_output();
  } catch (CLI::Success const& shown) {
    app.exit(shown);
    return flush_output();
  } catch (CLI::ParseError const& error) {
    return fail(error.what(), 2);
  } catch (...) {
    return saccade::tool::fail_by_exception(where(app));
  }
}
