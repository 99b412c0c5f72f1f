#include "server/unit_sink.h"

#include <utility>

#include "tm_store/base/status_macros.h"
#include "tm_store/import_rehearsal.h"
#include "tm_store/validation.h"

namespace presstm {
namespace {

class StoringSink final : public UnitSink {
 public:
  StoringSink(TranslationMemory& memory, const ImportSettings& settings,
              const RequestContext& context)
      : memory_(memory), settings_(settings), context_(context) {}

  absl::StatusOr<std::vector<Result>> Write(
      std::vector<TranslationUnit> units) override {
    // What was sent before may be many batches.
    PRESSTM_RETURN_IF_ERROR(
        context_.CheckRights({.memories = {settings_.memory}}));
    return memory_.ImportUnits(settings_.memory, std::move(units),
                               settings_.write_rule, context_.user);
  }

  void Finish() override { memory_.AwaitIndex(); }

 private:
  TranslationMemory& memory_;
  const ImportSettings& settings_;
  const RequestContext& context_;
};

class RehearsingSink final : public UnitSink {
 public:
  RehearsingSink(std::unique_ptr<ImportRehearsal> rehearsal, WriteRule rule)
      : rehearsal_(std::move(rehearsal)), rule_(rule) {}

  absl::StatusOr<std::vector<Result>> Write(
      std::vector<TranslationUnit> units) override {
    return rehearsal_->Write(std::move(units), rule_);
  }

 private:
  const std::unique_ptr<ImportRehearsal> rehearsal_;
  const WriteRule rule_;
};

class CheckingSink final : public UnitSink {
 public:
  absl::StatusOr<std::vector<Result>> Write(
      std::vector<TranslationUnit> units) override {
    std::vector<Result> results;
    results.reserve(units.size());
    for (const TranslationUnit& unit : units) {
      absl::Status valid = ValidateUnit(unit);
      if (valid.ok()) {
        results.emplace_back(WriteOutcome::kAdded);
      } else {
        results.emplace_back(std::move(valid));
      }
    }
    return results;
  }
};

}  // namespace

std::unique_ptr<UnitSink> MakeStoringSink(TranslationMemory& memory,
                                          const ImportSettings& settings,
                                          const RequestContext& context) {
  return std::make_unique<StoringSink>(memory, settings, context);
}

absl::StatusOr<std::unique_ptr<UnitSink>> MakeRehearsingSink(
    TranslationMemory& memory, const ImportSettings& settings,
    const RequestContext& context) {
  PRESSTM_ASSIGN_OR_RETURN(
      std::unique_ptr<ImportRehearsal> rehearsal,
      memory.RehearseImport(settings.memory, settings.allow_missing,
                            context.user));
  return std::make_unique<RehearsingSink>(std::move(rehearsal),
                                          settings.write_rule);
}

std::unique_ptr<UnitSink> MakeCheckingSink() {
  return std::make_unique<CheckingSink>();
}

}  // namespace presstm
