// Options from a file, and errors that tell where a value came from.
#ifndef COMMAND_LINE_TOML_CONFIG_H_
#define COMMAND_LINE_TOML_CONFIG_H_

#include <istream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"

namespace presstm {

// Reads what `app`, which must outlive this, has as set_config: TOML (toml.io)
// whose keys are names of options, without tables and arrays.
// Thread-compatible.
class TomlConfig final : public CLI::ConfigTOML {
 public:
  explicit TomlConfig(const CLI::App& app) : app_(app) {}

  // Throws CLI::ConfigError, as CLI11 wants it, with file and line: of what is
  // no TOML, or a key that is no option or of no single value.
  std::vector<CLI::ConfigItem> from_config(std::istream& input) const override;

  // "server.toml, line 3", where the option `name` stands; "" if it does not.
  std::string PlaceOf(const std::string& name) const;

 private:
  std::string Place(unsigned line) const;

  const CLI::App& app_;
  // CLI11 reads through a const object.
  mutable std::map<std::string, unsigned> lines_;  // Of options, from 1.
};

// Makes `app` read its set_config so, and say of a value that is refused in
// which line of the file or in which variable of the environment it stands,
// unless it is among the arguments, which must outlive `app`. Throws
// CLI::ValidationError for a flag in the environment that is neither on nor
// off.
void ReadConfigAsToml(CLI::App& app, int argc, const char* const* argv);

}  // namespace presstm

#endif  // COMMAND_LINE_TOML_CONFIG_H_
