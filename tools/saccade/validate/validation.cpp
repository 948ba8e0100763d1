// SPDX-License-Identifier: Apache-2.0
#include "validate/validation.hpp"

#include "../report.hpp"
#include "load_network.hpp"
#include "program.hpp"
#include "validate/report.hpp"

#include <saccade/io/error.hpp>

#include <saccade/runtime/executor.hpp>
#include "validate/compare.hpp"
#include "validate/device.hpp"
#include "validate/once.hpp"
#include "validate/reference_file.hpp"
#include "validate/results.hpp"
#include "validate/window_file.hpp"
#include "validate/windows.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace saccade::tool {
namespace {

using namespace host::validate;

/// Beside the sources that this was built from, or where it has been installed.
auto scripts_folder() -> std::string {
  std::filesystem::path const sources{SACCADE_PYTHON_SCRIPTS};
  std::error_code fault;
  if (std::filesystem::exists(sources, fault)) return sources.string();
  auto const program = std::filesystem::read_symlink("/proc/self/exe", fault);
  return (program.parent_path().parent_path() / "share/saccade/python").string();
}

/// Where ./dev test installs it.
auto default_python() -> std::string {
  auto const sources = std::filesystem::path{SACCADE_PYTHON_SCRIPTS}.parent_path().parent_path();
  return (sources / "build/venv/bin/python").string();
}

class validation {
 public:
  explicit validation(validate_options options)
      : options_{std::move(options)},
        network_{load_executor(options_.model, options_.backend)},
        windows_{choose_windows()} {
    if (windows_.empty()) throw host::error{"validate", "there are no windows"};
    host::write_window_file(folder_ / "windows", windows_, true);
    host_ = host_results(network_, windows_);
  }

  /// False if an engine differs by more than it may.
  auto run() -> bool {
    std::size_t events = 0;
    for (auto const& window : windows_) events += window.size();
    std::cout << "model: " << options_.model << '\n'
              << "windows: " << windows_.size() << " (" << origin_ << "), " << events << " events\n"
              << taken_sensors_.str();
    compare_backends();
    if (!options_.program.empty()) {
      compare_device("compiled for this machine", {options_.program, in(), out()});
    }
    if (!options_.image.empty()) {
      compare_device("emulated Cortex-M7",
                     {"qemu-system-arm", "-M", "mps2-an500", "-icount", "shift=0", "-display",
                      "none", "-serial", "none", "-monitor", "none", "-semihosting-config",
                      "enable=on,target=native,arg=image,arg=" + emulator_argument(in()) +
                          ",arg=" + emulator_argument(out()),
                      "-kernel", options_.image});
    }
    compare_python();
    if (engines_ == 0) {
      throw host::error{"validate", "no second engine ran: give --image, --program or --python"};
    }
    std::cout << (good_ ? "\nall engines agree\n" : "\nengines DIFFER\n");
    return good_;
  }

 private:
  auto choose_windows() -> std::vector<host::window_events> {
    auto const& format = network_.network().grid;
    if (!options_.windows.empty()) {
      origin_ = options_.windows;
      auto windows = host::read_window_file(options_.windows);
      windows.resize(std::min(windows.size(), options_.count));
      return windows;
    }
    if (format.map != time_map::fixed_window) {
      throw host::error{options_.model,
                        "names no input with the time map fixed_window, the one "
                        "that engines are compared with"};
    }
    if (options_.recordings.empty()) {
      origin_ = "simulated gestures";
      return simulated_windows_of(format, options_.count);
    }
    origin_ = "recorded";
    std::vector<host::window_events> windows;
    for (auto const& file : options_.recordings) {
      auto const share =
          (options_.count + options_.recordings.size() - 1) / options_.recordings.size();
      auto const limit = std::min(share, options_.count - windows.size());
      auto const recording = open_recording(file, options_.input);
      auto recorded = recorded_windows_of(recording, format, limit);
      require_some(recorded.report.decoded.events, recording, recorded.report.decoded);
      for (auto& window : recorded.windows) windows.push_back(std::move(window));
      print_taken_sensor(taken_sensors_, file, recorded.report);
    }
    return windows;
  }

  [[nodiscard]] auto in() const -> std::string { return (folder_ / "windows").string(); }
  [[nodiscard]] auto out() const -> std::string { return (folder_ / "results").string(); }
  [[nodiscard]] auto log() const -> std::filesystem::path { return folder_ / "log"; }

  [[nodiscard]] auto compared(results const& other) -> comparison {
    ++engines_;
    return {host_, other, host_.logits.size() / windows_.size()};
  }

  /// What an engine before this one has written is never taken for its results.
  void run_engine(std::vector<std::string> const& words) {
    std::filesystem::remove(out());
    require_program(words, log());
    if (!std::filesystem::exists(out())) throw host::error{words.front(), "wrote no results"};
  }

  /// The same arithmetic in other instructions: no second engine.
  void compare_backends() {
    for (auto const& name : backend_names()) {
      if (name == network_.backend()) continue;
      auto network = load_executor(options_.model, name);
      auto const other = host_results(network, windows_);
      comparison const found{host_, other, host_.logits.size() / windows_.size()};
      if (found.equal()) {
        std::cout << '\n'
                  << host_.engine << " against " << other.engine << ": every bit is equal\n";
      } else {
        good_ = report(std::cout, host_.engine, other.engine, found, nullptr) && good_;
      }
    }
  }

  void compare_device(std::string const& engine, std::vector<std::string> const& words) {
    run_engine(words);
    auto const device = host::read_result_file(out());
    auto const found = compared(as_results(engine, device, host_));
    good_ = report(std::cout, host_.engine, engine, found, nullptr) && good_;
    report_instructions(std::cout, device);
  }

  void compare_python() {
    bool const asked = options_.python_named;
    std::string const python = asked ? options_.python : default_python();
    if (python.empty()) {
      std::cout << "\nONNX Runtime, PyTorch: not run, --python is empty\n";
      return;
    }
    if (!asked && !std::filesystem::exists(python)) {
      std::cout << "\nONNX Runtime, PyTorch: not run, there is no " << python
                << " (./dev test installs it, or name another with --python)\n";
      return;
    }
    auto const folder = options_.scripts.empty() ? scripts_folder() : options_.scripts;
    auto const script = [&](char const* name) { return folder + "/" + name; };
    auto const layers = (folder_ / "host").string();
    write_reference_file(layers, host_);
    std::vector<std::string> words{
        python, script("ort_reference.py"), options_.model, in(), out(), "--layers", layers};
    if (options_.unfused) words.emplace_back("--unfused");
    run_engine(words);
    compare_reference();
    if (run_program({python, "-c", "import torch"}, log()) != 0) {
      std::cout << "\nPyTorch: not installed\n";
      return;
    }
    run_engine(
        {python, script("torch_reference.py"), options_.model, in(), out(), "--layers", layers});
    compare_reference();
  }

  void compare_reference() {
    reference_file const file{out(), windows_.size()};
    tolerance const allowed{};
    auto const found = compared(file.as(host_, network_.logit_scale()));
    bool const exact = file.fact("exact") == "1";
    good_ = report(std::cout, host_.engine, file.fact("engine") + " " + file.fact("cpu"), found,
                   exact ? nullptr : &allowed) &&
            good_;
  }

  validate_options options_;
  host::executor network_;
  std::string origin_{};
  std::ostringstream taken_sensors_{};
  std::vector<host::window_events> windows_;
  temporary_folder folder_{};
  results host_{};
  int engines_{};  ///< beside the host
  bool good_ = true;
};

}  // namespace

auto validate(validate_options const& options) -> bool {
  return validation{options}.run();
}

}  // namespace saccade::tool
