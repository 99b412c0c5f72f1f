#include "client/line_editor.h"

#include <histedit.h>
#include <langinfo.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <cstdio>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "client/input_descriptor.h"
#include "client/line_reader.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

constexpr int kRememberedLines = 1000;

// Stands for a key that no keyboard has. Text that is put into a line goes by
// way of it: el_push alone would obey the control characters in the text.
constexpr char kPrefillKey[] = "\x1b[900~";
constexpr char kPrefillKeyName[] = "\\e[900~";

// The bytes with which all of `words` begin; whole characters.
std::string CommonBeginning(const std::vector<std::string>& words) {
  std::string common = words.front();
  for (const std::string& word : words) {
    const auto end =
        std::mismatch(common.begin(), common.end(), word.begin(), word.end());
    common.erase(end.first, common.end());
  }
  while (!common.empty() && common.size() < words.front().size() &&
         (words.front()[common.size()] & 0xC0) == 0x80) {
    common.pop_back();
  }
  return common;
}

// libedit reads and measures characters by the locale; texts are UTF-8
// whatever that says.
void UseUtf8() {
  setlocale(LC_CTYPE, "");
  if (absl::string_view(nl_langinfo(CODESET)) != "UTF-8") {
    setlocale(LC_CTYPE, "C.UTF-8");
  }
}

class TerminalEditor : public LineEditor {
 public:
  explicit TerminalEditor(LineEditorHooks hooks) : hooks_(std::move(hooks)) {
    UseUtf8();
    HistEvent event;
    history_ = history_init();
    history(history_, &event, H_SETSIZE, kRememberedLines);
    history(history_, &event, H_SETUNIQUE, 1);
    edit_ = el_init("presstm", stdin, stdout, stderr);
    el_set(edit_, EL_CLIENTDATA, this);
    el_set(edit_, EL_PROMPT, &TerminalEditor::OnPrompt);
    el_set(edit_, EL_HIST, history, history_);
    // Puts the terminal back in order when a signal ends the program, and
    // learns of new sizes of the window.
    el_set(edit_, EL_SIGNAL, 1);
    el_set(edit_, EL_EDITOR, "emacs");
    el_source(edit_, nullptr);
    BindKeys();
  }

  ~TerminalEditor() override {
    el_end(edit_);
    history_end(history_);
  }

  bool is_terminal() const override { return true; }

  absl::StatusOr<std::optional<std::string>> Read() override {
    while (true) {
      std::optional<std::string> line = ReadOnce();
      if (!line.has_value() || !dropped_) return line;
    }
  }

  std::string Ask(absl::string_view question) override {
    question_ = std::string(question);
    const std::optional<std::string> answer = ReadOnce();
    question_.clear();
    return dropped_ ? "" : answer.value_or("");
  }

  void Prefill(absl::string_view text) override {
    prefilled_ = std::string(text);
  }

  void Remember(const std::string& line) override {
    HistEvent event;
    history(history_, &event, H_ENTER, line.c_str());
  }

 private:
  using KeyFunction = unsigned char (*)(EditLine*, int);

  static TerminalEditor& Self(EditLine* edit) {
    void* self = nullptr;
    el_get(edit, EL_CLIENTDATA, &self);
    return *static_cast<TerminalEditor*>(self);
  }

  static char* OnPrompt(EditLine* edit) {
    TerminalEditor& self = Self(edit);
    self.prompt_ =
        self.question_.empty() ? self.hooks_.prompt() : self.question_;
    return self.prompt_.data();
  }

  // Empties the line, if only for the eye: the key for its end is next.
  static unsigned char OnDrop(EditLine* edit, int) {
    Self(edit).dropped_ = true;
    const LineInfo* line = el_line(edit);
    el_cursor(edit, static_cast<int>(line->lastchar - line->cursor));
    el_push(edit, "\n");
    return CC_REFRESH;
  }

  static unsigned char OnPrefill(EditLine* edit, int) {
    return Insert(edit, std::exchange(Self(edit).prefilled_, ""));
  }

  static unsigned char OnAltKey(EditLine* edit, int key) {
    TerminalEditor& self = Self(edit);
    // A question wants its own answer.
    if (!self.question_.empty()) return CC_ERROR;
    const LineInfo* line = el_line(edit);
    const absl::string_view text(line->buffer, line->lastchar - line->buffer);
    Insert(edit, self.hooks_.on_alt_key(static_cast<char>(key), text));
    return CC_REDISPLAY;  // The prompt may be another one, too.
  }

  static unsigned char OnComplete(EditLine* edit, int) {
    TerminalEditor& self = Self(edit);
    if (!self.question_.empty()) return CC_ERROR;
    const LineInfo* line = el_line(edit);
    const std::string text(line->buffer, line->cursor);
    const LineCompletion completion = self.hooks_.complete(text);
    if (completion.words.empty()) return CC_ERROR;
    const std::string typed = text.substr(completion.begin);
    const std::string common = CommonBeginning(completion.words);
    const bool is_one = completion.words.size() == 1;
    if (is_one || common.size() > typed.size()) {
      el_deletestr(edit, CountCharacters(typed));
      return Insert(edit, absl::StrCat(common, is_one ? " " : ""));
    }
    std::fprintf(stdout, "\n%s\n",
                 absl::StrJoin(completion.words, "  ").c_str());
    return CC_REDISPLAY;
  }

  static unsigned char Insert(EditLine* edit, const std::string& text) {
    return text.empty() || el_insertstr(edit, text.c_str()) == 0 ? CC_REFRESH
                                                                 : CC_ERROR;
  }

  static int CountCharacters(absl::string_view text) {
    return static_cast<int>(std::count_if(
        text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
  }

  void BindKeys() {
    // Else the terminal would make a signal of Ctrl-C.
    el_set(edit_, EL_SETTY, "-d", "-isig", nullptr);
    AddFunction(L"presstm-drop", L"Drop the line", &OnDrop);
    AddFunction(L"presstm-complete", L"Complete the word", &OnComplete);
    AddFunction(L"presstm-prefill", L"Begin with a text", &OnPrefill);
    AddFunction(L"presstm-alt", L"What Alt means here", &OnAltKey);
    Bind("^C", "presstm-drop");
    Bind("^I", "presstm-complete");
    Bind(kPrefillKeyName, "presstm-prefill");
    for (const char key : hooks_.alt_keys) {
      Bind(absl::StrCat("\\e", std::string(1, key)).c_str(), "presstm-alt");
    }
    // What people are used to from their shells.
    Bind("^R", "em-inc-search-prev");
    Bind("^W", "ed-delete-prev-word");
    Bind("\\e[1;5C", "em-next-word");
    Bind("\\e[1;5D", "ed-prev-word");
  }

  // By way of wide characters: el_set copies narrow ones and never frees them.
  void AddFunction(const wchar_t* name, const wchar_t* help,
                   KeyFunction function) {
    el_wset(edit_, EL_ADDFN, name, help, function);
  }

  void Bind(const char* key, const char* function) {
    el_set(edit_, EL_BIND, key, function, nullptr);
  }

  // One line, dropped_ or not; nullopt at the end.
  std::optional<std::string> ReadOnce() {
    dropped_ = false;
    if (question_.empty() && !prefilled_.empty()) el_push(edit_, kPrefillKey);
    int count = 0;
    const char* text = nullptr;
    do {
      // Else the prompt would be there before the keys are ours: a Ctrl-C
      // between the two would end the program.
      el_set(edit_, EL_PREP_TERM, 1);
      text = el_gets(edit_, &count);
    } while (text == nullptr && count < 0 && errno == EINTR);
    if (text == nullptr || count <= 0) {
      std::fputc('\n', stdout);
      return std::nullopt;
    }
    absl::string_view line(text, static_cast<size_t>(count));
    if (absl::EndsWith(line, "\n")) line.remove_suffix(1);
    return std::string(line);
  }

  const LineEditorHooks hooks_;
  EditLine* edit_ = nullptr;
  History* history_ = nullptr;
  std::string prompt_;     // What OnPrompt returned last.
  std::string question_;   // In the prompt's place, unless empty.
  std::string prefilled_;  // For the next line.
  bool dropped_ = false;   // The line that was read last, by Ctrl-C.
};

class PipeReader : public LineEditor {
 public:
  explicit PipeReader(std::unique_ptr<InputDescriptor> input)
      : input_(std::move(input)),
        lines_([this] { return input_->ReadChunk(); }) {}

  bool is_terminal() const override { return false; }

  absl::StatusOr<std::optional<std::string>> Read() override {
    return lines_.Next();
  }

  std::string Ask(absl::string_view) override { return ""; }
  void Prefill(absl::string_view) override {}
  void Remember(const std::string&) override {}

 private:
  const std::unique_ptr<InputDescriptor> input_;
  LineReader lines_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<LineEditor>> LineEditor::Open(
    LineEditorHooks hooks) {
  if (isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1) {
    return std::make_unique<TerminalEditor>(std::move(hooks));
  }
  PRESSTM_ASSIGN_OR_RETURN(std::unique_ptr<InputDescriptor> input,
                           InputDescriptor::Open("-"));
  return std::make_unique<PipeReader>(std::move(input));
}

}  // namespace presstm
