// Runs a fuzz target once on every file of a folder: seeds and past crashes.
// Where the target has a mutator of its own, then on so many mutations of them,
// the same each time.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);
extern "C" __attribute__((weak)) int LLVMFuzzerInitialize(int* argc,
                                                          char*** argv);
extern "C" __attribute__((weak)) size_t LLVMFuzzerCustomMutator(
    uint8_t* data, size_t size, size_t max_size, unsigned int seed);

namespace {

constexpr unsigned kMostMutations = 5;  // Of one input.

void Run(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()),
                         input.size());
}

std::vector<std::string> ReadInputs(const char* folder) {
  std::vector<std::string> inputs;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(file),
                        std::istreambuf_iterator<char>());
  }
  std::sort(inputs.begin(), inputs.end());  // Folders have no order.
  return inputs;
}

void RunMutations(const std::vector<std::string>& inputs, int count) {
  std::minstd_rand random;
  for (int k = 0; k < count; ++k) {
    std::string input = inputs[random() % inputs.size()];
    for (auto left = 1 + random() % kMostMutations; left > 0; --left) {
      const size_t size = input.size();
      input.resize(presstm::kMaxInputBytes);
      input.resize(LLVMFuzzerCustomMutator(
          reinterpret_cast<uint8_t*>(input.data()), size,
          presstm::kMaxInputBytes, static_cast<unsigned>(random())));
    }
    Run(input);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 && argc != 3) {
    std::cerr << "usage: " << argv[0] << " FOLDER [MUTATIONS]\n";
    return 2;
  }
  if (LLVMFuzzerInitialize != nullptr) LLVMFuzzerInitialize(&argc, &argv);
  const std::vector<std::string> inputs = ReadInputs(argv[1]);
  for (const std::string& input : inputs) Run(input);
  const int mutations = argc == 3 ? std::atoi(argv[2]) : 0;
  if (LLVMFuzzerCustomMutator != nullptr && !inputs.empty()) {
    RunMutations(inputs, mutations);
  }
  std::cout << inputs.size() << " inputs, " << mutations << " mutations\n";
  return inputs.empty() ? 1 : 0;
}
