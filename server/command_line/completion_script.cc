#include "absl/strings/str_replace.h"
#include "server/command_line/completion.h"

namespace presstm {
namespace {

constexpr char kBash[] = R"(# Completion of PROGRAM for Bash.
_FUNCTION() {
  local current=${COMP_WORDS[COMP_CWORD]} line
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      compopt -o filenames 2>/dev/null
      [[ $current != = ]] || current=
      mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$current")
    else
      COMPREPLY+=("${line%%$'\t'*}")
    fi
  done < <("$1" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _FUNCTION PROGRAM
)";

constexpr char kZsh[] = R"(#compdef PROGRAM
# Completion of PROGRAM for zsh.
_FUNCTION() {
  local line files=0
  local -a candidates
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      files=1
    else
      candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    fi
  done < <($words[1] __complete "${(@)words[2,CURRENT]}" 2>/dev/null)
  (( $#candidates == 0 )) || _describe PROGRAM candidates
  (( files == 0 )) || { compset -P '--*='; _files }
}
if [[ $funcstack[1] == _FUNCTION ]]; then
  _FUNCTION "$@"
else
  compdef _FUNCTION PROGRAM
fi
)";

constexpr char kFish[] = R"(# Completion of PROGRAM for fish.
function __FUNCTION_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for line in ($words[1] __complete $words[2..-1] "$current" 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path (string replace -r -- '^--[^=]*=' '' "$current")
        else
            echo $line
        end
    end
end
complete -c PROGRAM -f -a '(__FUNCTION_complete)'
)";

}  // namespace

std::vector<std::string> ShellNames() { return {"bash", "fish", "zsh"}; }

std::string CompletionScript(const std::string& shell,
                             const std::string& program) {
  const char* script = shell == "bash" ? kBash : shell == "zsh" ? kZsh : kFish;
  return absl::StrReplaceAll(
      script, {{"PROGRAM", program},
               {"FUNCTION", absl::StrReplaceAll(program, {{"-", "_"}})}});
}

}  // namespace presstm
