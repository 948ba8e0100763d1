// SPDX-License-Identifier: Apache-2.0
/// @file
/// Stops `saccade convert` and `saccade voxel` in their work, by every signal that ends a process:
/// the input is as it was, the output absent, old or whole, and nothing else is in the folder.
/// Half of the runs read a pipe, which holds them in the middle; the others a file, and are stopped
/// at a moment drawn from the duration of an undisturbed run.

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

namespace fs = std::filesystem;
using words = std::vector<std::string>;
using std::chrono::steady_clock;

constexpr std::array signals{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGXCPU, SIGKILL};
constexpr std::string_view old_text = "precious";

void require(bool holds, std::string const& what) {
  if (holds) return;
  std::fprintf(stderr, "stopped_outputs: %s\n", what.c_str());
  std::exit(1);
}

auto content(fs::path const& path) -> std::string {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

void put(fs::path const& path, std::string_view text) {
  std::ofstream{path, std::ios::binary} << text;
}

auto start(words const& command) -> ::pid_t {
  auto const child = ::fork();
  if (child != 0) return child;
  ::rlimit const no_core{};
  ::setrlimit(RLIMIT_CORE, &no_core);
  int const nothing = ::open("/dev/null", O_RDWR);
  ::dup2(nothing, STDOUT_FILENO);
  std::vector<char*> arguments;
  for (auto const& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

auto end(::pid_t child) -> int {
  int status = 0;
  require(::waitpid(child, &status, 0) == child, "no child");
  return status;
}

/// A command that reads in() or pipe() and writes out(), in a folder where nothing else is.
class stopped_command {
 public:
  stopped_command(std::string tool, fs::path folder, words command)
      : tool_{std::move(tool)}, folder_{std::move(folder)}, command_{std::move(command)} {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    text_ = "x,y,p,t\n";
    for (int i = 0; i != 20'000; ++i) {
      text_ += std::to_string(i % 64) + ',' + std::to_string(i % 48) + ',' + std::to_string(i % 2) +
               ',' + std::to_string(i * 10) + '\n';
    }
    put(in(), text_);
    require(::mkfifo(pipe().c_str(), 0600) == 0, "no pipe");
    auto const begin = steady_clock::now();
    complete();
    duration_ = steady_clock::now() - begin;
    whole_ = content(out());
    require(whole_.size() > 1000, "no output");
  }

  void stop_in_pipe(int signal, bool has_old, double share) {
    prepare(has_old);
    int const feed = ::open(pipe().c_str(), O_RDWR | O_CLOEXEC);
    auto const child = start(words_for(pipe()));
    auto const fed = std::string_view{text_}.substr(
        0, static_cast<std::size_t>(share * static_cast<double>(text_.size())));
    require(::write(feed, fed.data(), fed.size()) == static_cast<::ssize_t>(fed.size()), "no feed");
    // The longer shares are more than the pipe holds, so that the output has been begun.
    if (share > 0.5) {
      while (temporaries().empty()) std::this_thread::yield();
      ++begun_;
    }
    ::kill(child, signal);
    auto const status = end(child);
    ::close(feed);
    require(WIFSIGNALED(status) && WTERMSIG(status) == signal, "ended otherwise: " + name(signal));
    ++struck_;
    require(content(out()) == (has_old ? old_text : ""), "half an output: " + name(signal));
    check(signal, has_old);
  }

  void stop_in_time(int signal, bool has_old, double share) {
    prepare(has_old);
    auto const until = steady_clock::now() + share * duration_;
    auto const child = start(words_for(in()));
    std::this_thread::sleep_until(until);
    ::kill(child, signal);
    auto const status = end(child);
    if (WIFSIGNALED(status)) ++struck_;
    require(WIFSIGNALED(status) ? WTERMSIG(status) == signal : status == 0,
            "ended otherwise: " + name(signal));
    check(signal, has_old);
  }

  void ignore(int signal) {
    prepare(false);
    int const feed = ::open(pipe().c_str(), O_RDWR | O_CLOEXEC);
    ::signal(signal, SIG_IGN);
    auto const child = start(words_for(pipe()));
    ::signal(signal, SIG_DFL);
    auto const size = static_cast<::ssize_t>(text_.size());
    require(::write(feed, text_.data(), text_.size()) == size, "no feed");
    ::kill(child, signal);
    ::close(feed);
    require(end(child) == 0 && content(out()) == whole_, "ended by an ignored signal");
  }

  [[nodiscard]] auto struck() const -> int { return struck_; }
  [[nodiscard]] auto begun() const -> int { return begun_; }

 private:
  [[nodiscard]] auto in() const -> fs::path { return folder_ / "in.csv"; }
  [[nodiscard]] auto pipe() const -> fs::path { return folder_ / "pipe.csv"; }
  [[nodiscard]] auto out() const -> fs::path { return folder_ / "out"; }

  [[nodiscard]] auto words_for(fs::path const& input) const -> words {
    words all{tool_};
    for (auto const& word : command_) {
      all.push_back(word == "IN" ? input.string() : word == "OUT" ? out().string() : word);
    }
    return all;
  }

  static auto name(int signal) -> std::string { return "signal " + std::to_string(signal); }

  void prepare(bool has_old) const {
    fs::remove(out());
    if (has_old) put(out(), old_text);
  }

  void complete() const { require(end(start(words_for(in()))) == 0, "an undisturbed run failed"); }

  [[nodiscard]] auto temporaries() const -> std::vector<std::string> {
    std::vector<std::string> found;
    for (auto const& entry : fs::directory_iterator{folder_}) {
      auto const path = entry.path();
      if (path == in() || path == pipe() || path == out()) continue;
      found.push_back(path.filename().string());
    }
    return found;
  }

  void check(int signal, bool has_old) const {
    require(content(in()) == text_, "the input has changed");
    auto const text = content(out());
    require(fs::exists(out()) ? text == whole_ || (has_old && text == old_text) : !has_old,
            "neither the old output nor a whole one: " + name(signal));
    auto const left = temporaries();
    require(left.size() <= (signal == SIGKILL ? 1U : 0U), "files are left: " + name(signal));
    if (left.empty()) return;
    require(left[0].starts_with(".out.saccade-"), "a file is left: " + left[0]);
    complete();
    require(temporaries().empty() && content(out()) == whole_, "not cleaned up by the next run");
  }

  std::string tool_;
  fs::path folder_;
  words command_;
  std::string text_{};
  std::string whole_{};
  steady_clock::duration duration_{};
  int struck_{};
  int begun_{};
};

void stop_often(stopped_command command, std::mt19937& random) {
  std::uniform_real_distribution<> share{0.0, 1.0};
  for (int i = 0; i != 28; ++i) {
    auto const signal = signals[static_cast<std::size_t>(i) % signals.size()];
    bool const has_old = i / static_cast<int>(signals.size()) % 2 == 0;
    command.stop_in_pipe(signal, has_old, share(random));
    command.stop_in_time(signal, has_old, share(random));
  }
  require(command.struck() >= 28 && command.begun() >= 8, "too few runs were stopped at work");
  std::printf("stopped: %d of 56 runs, %d of them certainly writing\n", command.struck(),
              command.begun());
  command.ignore(SIGHUP);
}

}  // namespace

auto main(int count, char** arguments) -> int {
  require(count == 3, "usage: stopped_outputs SACCADE FOLDER");
  ::alarm(100);
  // Children inherit what is ignored, as under nohup.
  for (int const signal : signals) ::signal(signal, SIG_DFL);
  std::string const tool{arguments[1]};
  fs::path const folder{arguments[2]};
  std::mt19937 random{1};
  stop_often(
      {tool, folder / "convert", {"convert", "IN", "OUT", "--format", "evt3", "--sensor", "64x48"}},
      random);
  stop_often({tool,
              folder / "voxel",
              {"voxel", "IN", "--out", "OUT", "--window-us", "10000", "--sensor", "64x48", "--size",
               "64x48"}},
             random);
  return 0;
}
