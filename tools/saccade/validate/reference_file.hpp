// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What an engine outside this project computed, as tools/python/reference.py writes it: text lines
/// up to an empty one ("engine NAME", "KEY VALUE" facts, "tensor TYPE C H W NAME"), then each
/// tensor's elements for all windows, NCHW, uint8, int8 or little-endian float32.

#include <saccade/detail/little_endian.hpp>
#include <saccade/io/error.hpp>
#include <saccade/io/output_file.hpp>
#include <saccade/io/read_whole_file.hpp>
#include <saccade/tensor/shape.hpp>
#include "validate/results.hpp"

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <ios>
#include <map>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace saccade::host::validate {

struct reference_tensor {
  std::string type{};  ///< "uint8", "int8" or "float32"
  shape size{};
  std::string_view bytes{};  ///< of all windows
};

[[nodiscard]] inline auto type_name(stored_form const& form) -> std::string {
  return form.is_signed ? "int8" : "uint8";
}

/// Writes the tensors of `host` in this form, without logits.
inline void write_reference_file(std::filesystem::path const& path, results const& host) {
  output_file target{path};
  auto& file = target.stream();
  file << "engine " << host.engine << '\n';
  for (auto const& tensor : host.tensors) {
    file << "tensor " << type_name(tensor.form) << ' ' << tensor.size.channels << ' '
         << tensor.size.height << ' ' << tensor.size.width << ' ' << tensor.name << '\n';
  }
  file << '\n';
  for (auto const& tensor : host.tensors) {
    auto const channels = static_cast<std::size_t>(tensor.size.channels);
    for (auto window = std::span{tensor.elements}; !window.empty();
         window = window.subspan(tensor.size.size())) {
      for (std::size_t c = 0; c < channels; ++c) {
        for (std::size_t i = c; i < tensor.size.size(); i += channels) {
          file.put(static_cast<char>(static_cast<unsigned char>(window[i] + tensor.form.shift)));
        }
      }
    }
  }
  target.commit();
}

class reference_file {
 public:
  reference_file(std::filesystem::path const& path, std::size_t windows)
      : where_{path.string()}, windows_{windows}, bytes_{read_whole_file(path)} {
    auto const end = bytes_.find("\n\n");
    if (!bytes_.starts_with("engine ") || end == std::string::npos) {
      throw error{where_, "is not an engine's result"};
    }
    std::istringstream lines{bytes_.substr(0, end)};
    std::size_t offset = end + 2;
    for (std::string line; std::getline(lines, line);) {
      std::istringstream words{line};
      std::string key;
      words >> key;
      if (key == "tensor") {
        add_tensor(words, offset);
      } else {
        std::getline(words >> std::ws, facts_[key]);
      }
    }
    if (offset != bytes_.size()) throw error{where_, "has a wrong length"};
  }

  /// The value of a line, "" where there is none.
  [[nodiscard]] auto fact(std::string const& key) const -> std::string {
    auto const found = facts_.find(key);
    return found == facts_.end() ? "" : found->second;
  }

  [[nodiscard]] auto tensor(std::string const& name) const -> reference_tensor const& {
    auto const found = tensors_.find(name);
    if (found == tensors_.end()) throw error{where_, "has no tensor '" + name + "'"};
    return found->second;
  }

  [[nodiscard]] auto logit(std::size_t index) const -> float {
    auto const& bytes = tensor("logits").bytes;
    return std::bit_cast<float>(
        saccade::detail::little_endian<std::uint32_t>(bytes.data() + index * 4));
  }

  /// In the form of `host`'s, tensor by tensor of the same name and form, NHWC. Logits in units of
  /// `logit_scale`: a reference whose accumulators reach 2^22 could not tell them apart.
  [[nodiscard]] auto as(results const& host, float logit_scale) const -> results {
    results out{.engine = fact("engine")};
    for (auto const& mine : host.tensors) {
      auto const& theirs = tensor(mine.name);
      if (theirs.type != type_name(mine.form) || theirs.size != mine.size) {
        throw error{where_, "tensor '" + mine.name + "' has another type or shape"};
      }
      out.tensors.push_back({mine.name, mine.size, {}, mine.form});
      append(theirs, mine.form.shift, out.tensors.back().elements);
    }
    auto const& logits = tensor("logits");
    if (logits.type != "float32" || logits.bytes.size() != 4 * host.logits.size()) {
      throw error{where_, "has another number of logits"};
    }
    for (std::size_t i = 0; i < host.logits.size(); ++i) {
      double const accumulator =
          std::nearbyint(static_cast<double>(logit(i)) / static_cast<double>(logit_scale));
      if (!(std::abs(accumulator) < 0x1p22)) {
        throw error{where_, "a logit is too large to be compared, 2^22 or more units"};
      }
      out.logits.push_back(static_cast<std::int32_t>(accumulator));
    }
    return out;
  }

 private:
  void add_tensor(std::istringstream& words, std::size_t& offset) {
    reference_tensor tensor;
    auto& [type, size, bytes] = tensor;
    std::string name;
    words >> type >> size.channels >> size.height >> size.width;
    std::getline(words >> std::ws, name);
    auto const wide = type == "float32";
    if (!words || (!wide && type != "uint8" && type != "int8") || size.channels < 1 ||
        size.height < 1 || size.width < 1) {
      throw error{where_, "has a tensor that cannot be read"};
    }
    auto const length = size.size() * windows_ * (wide ? 4 : 1);
    if (bytes_.size() - offset < length) throw error{where_, "ends too early"};
    bytes = std::string_view{bytes_}.substr(offset, length);
    offset += length;
    tensors_.emplace(std::move(name), tensor);
  }

  void append(reference_tensor const& from, int shift, std::vector<std::int8_t>& to) const {
    auto const channels = static_cast<std::size_t>(from.size.channels);
    auto const pixels = from.size.size() / channels;
    to.reserve(from.bytes.size());
    for (std::size_t window = 0; window < windows_; ++window) {
      auto const bytes = from.bytes.substr(window * from.size.size(), from.size.size());
      for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
        for (std::size_t c = 0; c < channels; ++c) {
          auto const q = static_cast<unsigned char>(bytes[c * pixels + pixel]);
          to.push_back(static_cast<std::int8_t>(q - shift));
        }
      }
    }
  }

  std::string where_;
  std::size_t windows_;
  std::string bytes_;
  std::map<std::string, std::string> facts_{};
  std::map<std::string, reference_tensor> tensors_{};
};

}  // namespace saccade::host::validate
