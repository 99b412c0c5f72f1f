#include "tests/bench/corpus.h"

#include <algorithm>
#include <atomic>
#include <random>
#include <thread>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"

namespace presstm {
namespace {

// A text cut into its units and what stands between them.
struct Pieces {
  struct Piece {
    std::string unit;
    std::string gap_after;
  };
  std::string gap_before;
  std::vector<Piece> pieces;

  std::string Join() const {
    std::string text = gap_before;
    for (const Piece& piece : pieces) text += piece.unit + piece.gap_after;
    return text;
  }
};

template <typename UnitSpans>
Pieces Cut(const std::string& text, const UnitSpans& spans) {
  Pieces result;
  if (spans.empty()) return {.gap_before = text};
  result.gap_before = text.substr(0, spans.front().first);
  for (size_t k = 0; k < spans.size(); ++k) {
    const auto [begin, end] = spans[k];
    const size_t next = k + 1 < spans.size() ? spans[k + 1].first : text.size();
    result.pieces.push_back(
        {text.substr(begin, end - begin), text.substr(end, next - end)});
  }
  return result;
}

// Words need a space after them, characters of Chinese or Korean none.
std::string GapAfter(absl::string_view unit) {
  return absl::ascii_isalnum(static_cast<unsigned char>(unit.back())) ? " "
                                                                      : "";
}

}  // namespace

Corpus::Corpus(std::vector<std::string> texts, const Options& options)
    : options_(options), real_(std::move(texts)) {
  std::erase(real_, "");
  std::shuffle(real_.begin(), real_.end(), SplitMix64(options.seed));
  const size_t held_out = std::min(options.held_out, real_.size() / 4);
  held_out_.assign(real_.end() - static_cast<std::ptrdiff_t>(held_out),
                   real_.end());
  real_.resize(real_.size() - held_out);

  real_spans_.resize(real_.size());
  Append(0, real_.size(), [this](size_t k) {
    TextUnits units = ToTextUnits(real_[k], options_.language);
    real_spans_[k] = SpansOf(units);
    return units;
  });
  Append(real_.size(), options_.segments,
         [this](size_t k) { return ToTextUnits(Text(k), options_.language); });
}

// A chunk is one thread's work, so that the result is the same on any number
// of them.
void Corpus::Append(size_t begin, size_t end,
                    const std::function<TextUnits(size_t)>& normalize) {
  if (begin >= end) return;
  chunks_.resize((end + kChunk - 1) / kChunk);
  std::atomic<size_t> next_chunk = begin / kChunk;
  const auto work = [&] {
    for (size_t c = next_chunk++; c < chunks_.size(); c = next_chunk++) {
      const size_t last = std::min(end, (c + 1) * kChunk);
      for (size_t k = std::max(begin, c * kChunk); k < last; ++k) {
        chunks_[c].Append(normalize(k));
      }
    }
  };
  std::vector<std::thread> threads(
      std::max(1U, std::thread::hardware_concurrency()));
  for (std::thread& thread : threads) thread = std::thread(work);
  for (std::thread& thread : threads) thread.join();
}

std::string Corpus::Text(size_t k) const {
  if (k < real_.size()) return real_[k];
  SplitMix64 random(options_.seed + k);
  const size_t source = random.Pick(real_.size());
  return Mutate(real_[source], real_spans_[source], random);
}

std::string Corpus::EditedText(size_t k, SplitMix64& random) const {
  const std::string text = Text(k);
  return Mutate(text, SpansOf(ToTextUnits(text, options_.language)), random);
}

Corpus::UnitSpans Corpus::SpansOf(const TextUnits& units) {
  UnitSpans spans;
  spans.reserve(units.units.size());
  for (const TextToken& token : units.tokens) {
    if (token.is_unit) spans.emplace_back(token.begin_bytes, token.end_bytes);
  }
  return spans;
}

std::string Corpus::RandomUnit(SplitMix64& random) const {
  while (true) {
    const size_t k = random.Pick(real_.size());
    const UnitSpans& spans = real_spans_[k];
    if (spans.empty()) continue;
    const auto [begin, end] = spans[random.Pick(spans.size())];
    return real_[k].substr(begin, end - begin);
  }
}

std::string Corpus::Mutate(const std::string& text, const UnitSpans& spans,
                           SplitMix64& random) const {
  Pieces cut = Cut(text, spans);
  auto& pieces = cut.pieces;
  const size_t edits =
      std::min(1 + random.Pick(4), std::max<size_t>(1, spans.size() / 2));
  for (size_t edit = 0; edit < edits; ++edit) {
    const size_t kind = random.Pick(3);
    if (kind == 0 || pieces.empty()) {
      const std::string unit = RandomUnit(random);
      const size_t at = random.Pick(pieces.size() + 1);
      pieces.insert(pieces.begin() + static_cast<std::ptrdiff_t>(at),
                    {unit, GapAfter(unit)});
    } else if (kind == 1 || pieces.size() == 1) {
      pieces[random.Pick(pieces.size())].unit = RandomUnit(random);
    } else {
      pieces.erase(pieces.begin() +
                   static_cast<std::ptrdiff_t>(random.Pick(pieces.size())));
    }
  }
  return cut.Join();
}

}  // namespace presstm
