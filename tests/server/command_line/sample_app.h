// A command line with something of each kind.
#ifndef TESTS_COMMAND_LINE_SAMPLE_APP_H_
#define TESTS_COMMAND_LINE_SAMPLE_APP_H_

#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"

namespace presstm {

// demo [--server HOST:PORT] [--json] make|show, and the hidden `inner`.
class SampleApp {
 public:
  SampleApp();
  CLI::App& app() { return app_; }

 private:
  CLI::App app_;
  std::string text_;
  std::vector<std::string> list_;
  bool flag_ = false;
};

}  // namespace presstm

#endif  // TESTS_COMMAND_LINE_SAMPLE_APP_H_
