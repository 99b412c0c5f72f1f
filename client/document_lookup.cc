// Two threads, as in lookup_stream.h: one reads the document and sends, the
// caller's takes the results. Between them wait the stretches whose results
// have not come; whichever thread completes the first of them hands it on.
#include "client/document_lookup.h"

#include <deque>
#include <optional>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "client/call_error.h"
#include "client/lookup_request.h"
#include "client/lookup_stream.h"
#include "client/segment_message.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/text/language.h"

namespace presstm {
namespace {

// What may be on its way. More than travels in one message, so that there is
// always something to wait for.
constexpr size_t kMaxWaitingSegments = 2'000;
constexpr size_t kMaxWaitingBytes = 32 * 1024 * 1024;

// Stretches on their way, in order. Thread-safe.
class WaitingStretches {
 public:
  explicit WaitingStretches(const DocumentLookup& lookup) : lookup_(lookup) {}

  void Push(std::unique_ptr<DocumentStretch> stretch)
      ABSL_LOCKS_EXCLUDED(mutex_) {
    absl::MutexLock lock(&mutex_);
    segments_ += stretch->segments().size();
    bytes_ += stretch->text().size();
    waiting_.push_back({.stretch = std::move(stretch)});
    HandOn();
  }

  // The result of the next segment.
  void Add(v1::LookupResult result) ABSL_LOCKS_EXCLUDED(mutex_) {
    absl::MutexLock lock(&mutex_);
    if (waiting_.empty()) return;  // More than was asked.
    waiting_.front().results.push_back(std::move(result));
    HandOn();
  }

  bool HasRoom() ABSL_LOCKS_EXCLUDED(mutex_) {
    absl::MutexLock lock(&mutex_);
    return MayGoOn();
  }

  // Waits until there is room; the error of the consumer, or Cancelled.
  absl::Status WaitForRoom() ABSL_LOCKS_EXCLUDED(mutex_) {
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(this, &WaitingStretches::MayGoOn));
    if (is_stopped_ && status_.ok()) {
      return absl::CancelledError("the document is not wanted any more");
    }
    return status_;
  }

  void Stop() ABSL_LOCKS_EXCLUDED(mutex_) {
    absl::MutexLock lock(&mutex_);
    is_stopped_ = true;
  }

  absl::Status status() ABSL_LOCKS_EXCLUDED(mutex_) {
    absl::MutexLock lock(&mutex_);
    return status_;
  }

 private:
  struct Waiting {
    std::unique_ptr<DocumentStretch> stretch;
    std::vector<v1::LookupResult> results;
  };

  bool MayGoOn() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return is_stopped_ || !status_.ok() || segments_ == 0 ||
           (segments_ < kMaxWaitingSegments && bytes_ < kMaxWaitingBytes);
  }

  void HandOn() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    while (!waiting_.empty()) {
      const Waiting& first = waiting_.front();
      const size_t size = first.stretch->segments().size();
      if (first.results.size() < size) return;
      if (status_.ok()) {
        status_ = lookup_.on_stretch(*first.stretch, first.results);
      }
      segments_ -= size;
      bytes_ -= first.stretch->text().size();
      waiting_.pop_front();
    }
  }

  const DocumentLookup& lookup_;
  absl::Mutex mutex_;
  std::deque<Waiting> waiting_ ABSL_GUARDED_BY(mutex_);
  size_t segments_ ABSL_GUARDED_BY(mutex_) = 0;  // Of all waiting.
  size_t bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  bool is_stopped_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
};

class DocumentQueries final : public QuerySource {
 public:
  DocumentQueries(const DocumentLookup& lookup, DocumentInput& input,
                  WaitingStretches& waiting)
      : lookup_(lookup), input_(input), waiting_(waiting) {}

  absl::StatusOr<std::optional<v1::LookupQuery>> Next() override {
    while (queries_.empty()) {
      PRESSTM_RETURN_IF_ERROR(waiting_.WaitForRoom());
      PRESSTM_ASSIGN_OR_RETURN(std::unique_ptr<DocumentStretch> stretch,
                               input_.Next());
      if (stretch == nullptr) return std::nullopt;
      for (const DocumentSegment& segment : stretch->segments()) {
        queries_.push_back(QueryOf(segment));
      }
      waiting_.Push(std::move(stretch));
    }
    v1::LookupQuery query = std::move(queries_.front());
    queries_.pop_front();
    return query;
  }

  bool HasNext() override {
    return !queries_.empty() || (waiting_.HasRoom() && input_.HasNext());
  }

  void Stop() override {
    waiting_.Stop();
    input_.Stop();
  }

 private:
  v1::LookupQuery QueryOf(const DocumentSegment& segment) const {
    v1::LookupQuery query;
    if (!lookup_.is_wanted(segment)) {
      query.set_skip(true);
      return query;
    }
    *query.mutable_query() = SegmentMessage(segment.source);
    query.set_previous_text(segment.previous_text);
    query.set_next_text(segment.next_text);
    return query;
  }

  const DocumentLookup& lookup_;
  DocumentInput& input_;
  WaitingStretches& waiting_;
  std::deque<v1::LookupQuery> queries_;
};

bool IsLanguageOf(absl::string_view asked, absl::string_view said) {
  if (said.empty() || asked == said) return true;
  const auto a = ParseLanguage(asked);
  const auto b = ParseLanguage(said);
  return a.ok() && b.ok() &&
         (LanguageAnswers(*a, *b) || LanguageAnswers(*b, *a));
}

// The language asked for, or else the document's.
absl::StatusOr<std::string> ChooseLanguage(const char* option,
                                           const std::string& asked,
                                           const std::string& said) {
  if (asked.empty() && said.empty()) {
    return UsageError(absl::StrCat(
        option, ": the file does not say the language, so it has to be given"));
  }
  if (!asked.empty() && !IsLanguageOf(asked, said)) {
    return UsageError(absl::StrCat(option, ": the file's language is ", said,
                                   ", not ", asked));
  }
  return asked.empty() ? said : asked;
}

// Hands on a document in which there is nothing to look up.
absl::Status PassOn(const DocumentLookup& lookup, DocumentInput& input) {
  while (true) {
    PRESSTM_ASSIGN_OR_RETURN(const std::unique_ptr<DocumentStretch> stretch,
                             input.Next());
    if (stretch == nullptr) return absl::OkStatus();
    PRESSTM_RETURN_IF_ERROR(lookup.on_stretch(*stretch, {}));
  }
}

}  // namespace

bool HasLanguagesOf(const v1::LookupRequest& config,
                    const DocumentSegment& segment) {
  return IsLanguageOf(config.source_language_code(), segment.source_language) &&
         IsLanguageOf(config.target_language_code(), segment.target_language);
}

absl::Status LookUpDocument(Session& session, DocumentLookup lookup,
                            DocumentInput& input) {
  PRESSTM_ASSIGN_OR_RETURN(const DocumentSegment* first, input.FirstSegment());
  if (first == nullptr) return PassOn(lookup, input);
  PRESSTM_ASSIGN_OR_RETURN(
      *lookup.config.mutable_source_language_code(),
      ChooseLanguage("--from", lookup.config.source_language_code(),
                     first->source_language));
  PRESSTM_ASSIGN_OR_RETURN(
      *lookup.config.mutable_target_language_code(),
      ChooseLanguage("--to", lookup.config.target_language_code(),
                     first->target_language));
  const auto is_wanted = lookup.is_wanted;
  lookup.is_wanted = [&](const DocumentSegment& segment) {
    return is_wanted(segment) && HasLanguagesOf(lookup.config, segment);
  };
  WaitingStretches waiting(lookup);
  DocumentQueries queries(lookup, input, waiting);
  const absl::Status status = LookUpAll(
      session, lookup.config, queries,
      [&](v1::LookupResult result) { waiting.Add(std::move(result)); });
  PRESSTM_RETURN_IF_ERROR(waiting.status());
  return NameOption(status, LookupConfigOptions());
}

}  // namespace presstm
