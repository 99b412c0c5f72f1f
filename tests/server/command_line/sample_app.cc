#include "tests/server/command_line/sample_app.h"

namespace presstm {

SampleApp::SampleApp() : app_("Makes and shows things.", "demo") {
  app_.fallthrough();
  app_.require_subcommand(1);
  app_.footer("Exit codes: 0 done.");
  app_.add_option("--server", text_, "The server")->type_name("HOST:PORT");
  app_.add_flag("--json", flag_, "Print JSON");
  CLI::App* make = app_.add_subcommand("make", "Make a thing");
  make->add_option("FILE", list_, "What to read")
      ->required()
      ->option_text("...");
  make->add_option("-r,--rule", text_, "What is kept")
      ->option_text("keep-all|keep-newest [keep-all]")
      ->group("Rules");
  make->add_option("--level", text_, "How much is said")
      ->check(CLI::IsMember(std::vector<std::string>{"much", "little"}))
      ->type_name("LEVEL")
      ->envname("DEMO_LEVEL");
  make->add_option("--check", list_, "Only these")
      ->delimiter(',')
      ->option_text("file|units|index");
  make->add_option("--key", text_, "A file")->type_name("FILE");
  make->add_flag("--secret", flag_, "Not shown")->group("");
  CLI::App* show = app_.add_subcommand("show", "Show a thing");
  show->require_subcommand(1);
  show->add_subcommand("one", "Show one, e.g. 'a' or \\b -- no more");
  show->add_subcommand("all", ".all of them");
  app_.add_subcommand("inner", "Not shown")->group("");
}

}  // namespace presstm
