// presstm pretranslate: a document with what the memories know of it.
#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "client/call_error.h"
#include "client/command.h"
#include "client/display_text.h"
#include "client/document_lookup.h"
#include "client/document_options.h"
#include "client/export_file.h"
#include "client/file_progress.h"
#include "client/json_output.h"
#include "client/option_checks.h"
#include "client/pretranslation.h"
#include "server/embedded_server.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

constexpr int kMostAlternatives = 20;

struct PretranslateFlags {
  std::string file;
  std::string output;
  bool in_place = false;
  DocumentFlags document;
  PretranslationSettings settings;
};

// "a/press.xlf.gz" gives "a/press.pretranslated.xlf.gz".
std::string DefaultOutput(const std::string& file) {
  if (file == "-") return "-";
  const size_t name = file.rfind('/') + 1;  // 0 if there is none.
  const size_t packed = absl::EndsWithIgnoreCase(file, ".gz") ? 3 : 0;
  size_t dot = file.rfind('.', file.size() - packed - 1);
  if (dot == std::string::npos || dot <= name) dot = file.size() - packed;
  return absl::StrCat(file.substr(0, dot), ".pretranslated", file.substr(dot));
}

absl::StatusOr<std::string> OutputOf(const PretranslateFlags& flags) {
  if (flags.in_place) {
    if (flags.file == "-") {
      return UsageError("--in-place: standard input has no place");
    }
    return flags.file;
  }
  return flags.output.empty() ? DefaultOutput(flags.file) : flags.output;
}

// Writes the document as it comes, with what is put into it.
class DocumentWriter {
 public:
  // `input` must outlive this.
  DocumentWriter(const DocumentInput& input, ExportFile& output,
                 const PretranslationSettings& settings)
      : input_(input),
        output_(output),
        pretranslation_(settings),
        progress_(input.name(), input.size_bytes(), "segments") {}

  absl::Status Write(const DocumentStretch& stretch,
                     const std::vector<v1::LookupResult>& results) {
    if (encoder_ == nullptr) {
      const DocumentReader& reader = input_.reader();
      encoder_ = std::make_unique<DocumentEncoder>(
          reader.encoding().value_or(TextEncoding()));
      PRESSTM_RETURN_IF_ERROR(output_.Write(reader.mark()));
    }
    const std::vector<SegmentAnswer> answers =
        pretranslation_.Answer(stretch, results, *encoder_);
    progress_.Show(pretranslation_.counts().segments, input_.read_bytes());
    return output_.Write(
        ApplyEdits(stretch.text(), stretch.Edits(answers), *encoder_));
  }

  const PretranslationCounts& counts() const {
    return pretranslation_.counts();
  }

 private:
  const DocumentInput& input_;
  ExportFile& output_;
  Pretranslation pretranslation_;
  FileProgress progress_;
  std::unique_ptr<DocumentEncoder> encoder_;  // Once the encoding is known.
};

void PrintCounts(Session& session, const std::string& output,
                 const PretranslationCounts& counts) {
  if (session.options().json && output != "-") {
    Json json = CountsToJson(counts);
    json["file"] = output;
    PrintJson(json);
    return;
  }
  // Standard output may be the document itself.
  std::ostream& out = output == "-" ? std::cerr : std::cout;
  out << (output == "-" ? "" : absl::StrCat(ToPrintable(output), ": "))
      << counts.segments << " segments\n"
      << CountsText(counts) << std::flush;
}

absl::StatusOr<PretranslationCounts> Pretranslate(
    Session& session, const PretranslateFlags& flags,
    const v1::LookupRequest& config, const std::string& output) {
  PRESSTM_ASSIGN_OR_RETURN(
      const std::unique_ptr<DocumentInput> input,
      DocumentInput::Open(flags.file, flags.document.format(),
                          flags.document.languages()));
  // What cannot be read leaves no file.
  PRESSTM_RETURN_IF_ERROR(input->FirstSegment().status());
  PRESSTM_RETURN_IF_ERROR(EmbeddedServer::CheckIsNoDatabase(output));
  PRESSTM_ASSIGN_OR_RETURN(const std::unique_ptr<ExportFile> file,
                           ExportFile::Open(output));
  DocumentWriter writer(*input, *file, flags.settings);
  PRESSTM_RETURN_IF_ERROR(
      LookUpDocument(session,
                     {.config = config,
                      .is_wanted =
                          [](const DocumentSegment& segment) {
                            return segment.state == SegmentState::kOpen;
                          },
                      .on_stretch =
                          [&](const DocumentStretch& stretch,
                              const std::vector<v1::LookupResult>& results) {
                            return writer.Write(stretch, results);
                          }},
                     *input));
  PRESSTM_RETURN_IF_ERROR(file->Commit());
  return writer.counts();
}

absl::StatusOr<ExitCode> RunPretranslate(Session& session,
                                         PretranslateFlags flags) {
  PRESSTM_ASSIGN_OR_RETURN(const std::string output, OutputOf(flags));
  flags.document.lookup.threshold = std::min(
      {flags.document.lookup.threshold, flags.settings.fill_threshold, 100});
  flags.document.lookup.limit =
      std::max(flags.settings.max_alternatives, kDefaultLookupLimit);
  PRESSTM_ASSIGN_OR_RETURN(const v1::LookupRequest config,
                           MakeLookupRequest(flags.document.lookup));
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsError));
  PRESSTM_ASSIGN_OR_RETURN(const PretranslationCounts counts,
                           Pretranslate(session, flags, config, output));
  PrintCounts(session, output, counts);
  return counts.failed > 0 ? ExitCode::kError : ExitCode::kDone;
}

void AddFileOptions(CLI::App& sub, PretranslateFlags& flags) {
  sub.add_option("FILE", flags.file, DocumentFlags::kFileHelp)
      ->required()
      ->option_text(" ");
  CLI::Option* output =
      sub.add_option("--output", flags.output,
                     "The file to write, replaced only when all is written; "
                     "without it FILE with .pretranslated before its ending; "
                     "- is stdout")
          ->type_name("FILE");
  sub.add_flag("--in-place", flags.in_place, "Write to FILE itself")
      ->excludes(output);
  flags.document.AddTo(sub);
}

void AddScoreOptions(CLI::App& sub, PretranslateFlags& flags) {
  sub.add_option("--fill-threshold", flags.settings.fill_threshold,
                 "The lowest score that is filled in; 101 and 102 are exact "
                 "matches with one or both neighbours the same")
      ->transform(WholeNumber(1, 102))
      ->option_text("1-102 [100]");
  sub.add_option("--threshold", flags.document.lookup.threshold,
                 "The lowest score of alternatives, which segments get that "
                 "are not filled in; TMX and text have no place for them")
      ->transform(WholeNumber(1, 100))
      ->option_text(absl::StrCat("1-100 [", kDefaultThreshold, "]"));
  sub.add_option("--max-alternatives", flags.settings.max_alternatives,
                 "The most alternatives for a segment")
      ->transform(WholeNumber(0, kMostAlternatives))
      ->option_text(absl::StrCat("0-", kMostAlternatives, " [3]"));
}

}  // namespace

void AddPretranslateCommand(CLI::App& app, std::vector<Command>& commands) {
  auto flags = std::make_shared<PretranslateFlags>();
  CLI::App* sub = app.add_subcommand(
      "pretranslate", "Fill a document with what the memories know of it");
  AddFileOptions(*sub, *flags);
  AddScoreOptions(*sub, *flags);
  flags->document.AddLookupTo(*sub);
  commands.push_back({sub, [flags](Session& session) {
                        return RunPretranslate(session, *flags);
                      }});
}

}  // namespace presstm
