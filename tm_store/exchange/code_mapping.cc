// Codes are mapped by numbers, which an opening code shares with its closing
// one: from the target to the proposal's source, and from there to the
// document.
#include "tm_store/exchange/code_mapping.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "tm_store/exchange/xml_text.h"

namespace presstm {
namespace {

// The codes of one number.
struct Group {
  int number = 0;
  std::set<InlineCodeKind> kinds;
  std::string x;
  std::string content;  // Of the first code.
};

std::vector<Group> GroupsOf(const Segment& segment) {
  std::vector<Group> groups;
  for (const InlineCode& code : segment.codes) {
    auto group = std::find_if(
        groups.begin(), groups.end(),
        [&](const Group& other) { return other.number == code.number; });
    if (group == groups.end()) {
      group = groups.insert(
          group, {.number = code.number, .x = code.x, .content = code.content});
    }
    group->kinds.insert(code.kind);
  }
  return groups;
}

// Finds for each number of `from` the one of `to`.
class GroupMatcher {
 public:
  GroupMatcher(const Segment& from, const Segment& to)
      : from_(GroupsOf(from)), to_(GroupsOf(to)), is_taken_(to_.size()) {}

  std::map<int, int> Run(bool by_ties) {
    if (by_ties) {
      Pair([](const Group& a, const Group& b) {
        return !a.x.empty() && a.x == b.x;
      });
    }
    Pair([](const Group& a, const Group& b) { return a.content == b.content; });
    PairLastOnes();
    return numbers_;
  }

 private:
  bool IsFree(const Group& from) const {
    return numbers_.find(from.number) == numbers_.end();
  }
  bool MayPair(const Group& from, size_t to) const {
    return IsFree(from) && !is_taken_[to] && from.kinds == to_[to].kinds;
  }
  void Take(const Group& from, size_t to) {
    numbers_[from.number] = to_[to].number;
    is_taken_[to] = true;
  }

  template <typename Alike>
  void Pair(Alike alike) {
    for (const Group& from : from_) {
      for (size_t k = 0; k < to_.size(); ++k) {
        if (MayPair(from, k) && alike(from, to_[k])) Take(from, k);
      }
    }
  }

  // Where there is one possibility.
  void PairLastOnes() {
    for (const Group& from : from_) {
      std::vector<size_t> candidates;
      for (size_t k = 0; k < to_.size(); ++k) {
        if (MayPair(from, k)) candidates.push_back(k);
      }
      const auto rivals =
          std::count_if(from_.begin(), from_.end(), [&](const Group& other) {
            return IsFree(other) && other.kinds == from.kinds;
          });
      if (candidates.size() == 1 && rivals == 1) Take(from, candidates[0]);
    }
  }

  const std::vector<Group> from_;
  const std::vector<Group> to_;
  std::vector<bool> is_taken_;
  std::map<int, int> numbers_;
};

// Whether the code's tag is half of an element around text.
bool IsHalfOfElement(const DocumentSegment& segment, size_t code) {
  const InlineCode& own = segment.source.codes[code];
  for (size_t k = 0; k < segment.source.codes.size(); ++k) {
    const InlineCode& other = segment.source.codes[k];
    if (other.kind == InlineCodeKind::kClose && other.number == own.number &&
        absl::StartsWith(segment.markup[k], "</")) {
      return true;
    }
  }
  return false;
}

// Leaves out elements around text that are not whole, or cross others.
void LeaveOutCrossed(const DocumentSegment& segment,
                     std::vector<size_t>& mapping) {
  const std::vector<InlineCode>& codes = segment.source.codes;
  std::vector<size_t> open;
  std::vector<bool> is_kept(mapping.size(), true);
  for (size_t k = 0; k < mapping.size(); ++k) {
    if (mapping[k] == kNoCode || !IsHalfOfElement(segment, mapping[k])) {
      continue;
    }
    is_kept[k] = false;
    if (codes[mapping[k]].kind == InlineCodeKind::kOpen) {
      open.push_back(k);
      continue;
    }
    const auto mate = std::find_if(open.rbegin(), open.rend(), [&](size_t o) {
      return codes[mapping[o]].number == codes[mapping[k]].number;
    });
    if (mate == open.rend()) continue;
    is_kept[k] = is_kept[*mate] = true;
    open.erase(std::next(mate).base(), open.end());
  }
  for (size_t k = 0; k < mapping.size(); ++k) {
    if (!is_kept[k]) mapping[k] = kNoCode;
  }
}

int At(const std::map<int, int>& numbers, int number) {
  const auto it = numbers.find(number);
  return it == numbers.end() ? 0 : it->second;
}

}  // namespace

std::vector<size_t> MapCodes(const DocumentSegment& segment,
                             const Proposal& proposal, const Segment& side) {
  std::vector<size_t> mapping(side.codes.size(), kNoCode);
  if (side.codes.empty() || segment.source.codes.empty()) return mapping;
  const std::map<int, int> to_source =
      GroupMatcher(side, proposal.source).Run(/*by_ties=*/true);
  const std::map<int, int> to_document =
      GroupMatcher(proposal.source, segment.source).Run(/*by_ties=*/false);
  std::vector<bool> is_used(segment.source.codes.size());
  for (size_t k = 0; k < side.codes.size(); ++k) {
    const int number = At(to_document, At(to_source, side.codes[k].number));
    for (size_t j = 0; j < segment.source.codes.size(); ++j) {
      const InlineCode& code = segment.source.codes[j];
      if (number == 0 || is_used[j] || code.number != number ||
          code.kind != side.codes[k].kind) {
        continue;
      }
      is_used[j] = true;
      mapping[k] = j;
      break;
    }
  }
  LeaveOutCrossed(segment, mapping);
  return mapping;
}

bool CodesCorrespond(const DocumentSegment& segment, const Proposal& proposal) {
  const std::vector<size_t> mapping =
      MapCodes(segment, proposal, proposal.target);
  return mapping.size() == segment.source.codes.size() &&
         std::find(mapping.begin(), mapping.end(), kNoCode) == mapping.end();
}

void AppendMarkedUp(const Segment& side, const std::vector<size_t>& mapping,
                    const std::vector<std::string>& markup, std::string& out) {
  const absl::string_view text = side.text;
  size_t written = 0;
  for (size_t k = 0; k < side.codes.size(); ++k) {
    if (mapping[k] == kNoCode) continue;
    const size_t end =
        std::clamp(side.codes[k].position_bytes, written, text.size());
    AppendXmlText(text.substr(written, end - written), out);
    written = end;
    out += markup[mapping[k]];
  }
  AppendXmlText(text.substr(written), out);
}

}  // namespace presstm
