// presstm analyze: what of documents the memories know.
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "client/analysis.h"
#include "client/analyze_output.h"
#include "client/call_error.h"
#include "client/command.h"
#include "client/document_lookup.h"
#include "client/document_options.h"
#include "client/file_progress.h"
#include "client/option_checks.h"
#include "tm_store/base/status_macros.h"

namespace presstm {
namespace {

struct AnalyzeFlags {
  std::vector<std::string> files;
  bool csv = false;
  std::vector<std::string> weights;
  DocumentFlags document;
};

bool IsAnalyzed(const DocumentSegment& segment) {
  return segment.state == SegmentState::kOpen ||
         segment.state == SegmentState::kTranslated;
}

absl::Status AnalyzeFile(Session& session, const AnalyzeFlags& flags,
                         const v1::LookupRequest& config,
                         const std::string& file, Analysis& analysis) {
  PRESSTM_ASSIGN_OR_RETURN(const std::unique_ptr<DocumentInput> input,
                           DocumentInput::Open(file, flags.document.format(),
                                               flags.document.languages()));
  analysis.BeginFile(input->name());
  FileProgress progress(input->name(), input->size_bytes(), "segments");
  int64_t segments = 0;
  return LookUpDocument(session,
                        {.config = config,
                         .is_wanted = IsAnalyzed,
                         .on_stretch =
                             [&](const DocumentStretch& stretch,
                                 const std::vector<v1::LookupResult>& results) {
                               for (size_t k = 0; k < results.size(); ++k) {
                                 analysis.Add(stretch.segments()[k],
                                              results[k]);
                               }
                               segments += static_cast<int64_t>(results.size());
                               progress.Show(segments, input->read_bytes());
                               return absl::OkStatus();
                             }},
                        *input);
}

absl::StatusOr<ExitCode> RunAnalyze(Session& session, AnalyzeFlags flags) {
  if (flags.csv && session.options().json) {
    return UsageError("--csv: not with --json");
  }
  BandWeights weights;
  PRESSTM_RETURN_IF_ERROR(weights.Set(flags.weights));
  flags.document.lookup.threshold = kLowestBand;
  flags.document.lookup.limit = 1;
  PRESSTM_ASSIGN_OR_RETURN(const v1::LookupRequest config,
                           MakeLookupRequest(flags.document.lookup));
  PRESSTM_RETURN_IF_ERROR(session.Connect(MissingDatabase::kIsError));
  Analysis analysis;
  for (const std::string& file : flags.files) {
    PRESSTM_RETURN_IF_ERROR(
        AnalyzeFile(session, flags, config, file, analysis));
  }
  PRESSTM_RETURN_IF_ERROR(analysis.FindInternalMatches());
  if (session.options().json) {
    PrintJson(AnalysisToJson(analysis.files(), weights));
  } else {
    std::cout << (flags.csv ? AnalysisCsv(analysis.files(), weights)
                            : AnalysisTable(analysis.files(), weights))
              << std::flush;
  }
  return analysis.failed() > 0 ? ExitCode::kError : ExitCode::kDone;
}

}  // namespace

void AddAnalyzeCommand(CLI::App& app, std::vector<Command>& commands) {
  auto flags = std::make_shared<AnalyzeFlags>();
  CLI::App* sub = app.add_subcommand(
      "analyze", "Count what of documents the memories know");
  sub->add_option("FILE", flags->files, DocumentFlags::kFileHelp)
      ->required()
      ->option_text("...");
  flags->document.AddTo(*sub);
  sub->add_flag("--csv", flags->csv, "Print comma-separated values");
  sub->add_option("--weights", flags->weights,
                  "How much a band counts in the weighted sums, from 0 to 1; "
                  "bands: 102, 101, repetitions, 100, 95, 85, 75, 50, new")
      ->option_text("BAND=WEIGHT,...")
      ->delimiter(',')
      ->allow_extra_args(false);
  flags->document.AddLookupTo(*sub);
  commands.push_back(
      {sub, [flags](Session& session) { return RunAnalyze(session, *flags); }});
}

}  // namespace presstm
