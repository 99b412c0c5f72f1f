#include "client/analyze_output.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "client/display_text.h"

namespace presstm {
namespace {

struct Column {
  const char* heading;  // In the table.
  const char* key;      // In CSV and JSON.
  std::function<int64_t(const BandCounts&)> count;
};

const std::vector<Column>& Columns() {
  static const auto* const columns = new std::vector<Column>{
      {"segments", "segments",
       [](const BandCounts& counts) { return counts.segments; }},
      {"words", "words",
       [](const BandCounts& counts) { return counts.text.words; }},
      {"Chinese characters", "chinese_characters",
       [](const BandCounts& counts) { return counts.text.chinese_characters; }},
      {"eojeol", "eojeol",
       [](const BandCounts& counts) { return counts.text.eojeol; }},
      {"characters", "characters",
       [](const BandCounts& counts) { return counts.text.characters; }},
      {"without spaces", "characters_without_spaces",
       [](const BandCounts& counts) {
         return counts.text.characters_without_spaces;
       }}};
  return *columns;
}

// A name and one text for each column, and the weight of a band.
struct Row {
  std::string name;
  std::vector<std::string> cells;
  std::string weight;
};

Row CountsRow(std::string name, const BandCounts& counts) {
  Row row = {.name = std::move(name)};
  for (const Column& column : Columns()) {
    row.cells.push_back(absl::StrCat(column.count(counts)));
  }
  return row;
}

double Weighted(const FileAnalysis& file, const BandWeights& weights,
                const Column& column) {
  double sum = 0;
  for (size_t k = 0; k < kBandCount; ++k) {
    sum += weights.Of(BandAt(k)) *
           static_cast<double>(column.count(file.bands[k]));
  }
  return sum;
}

std::vector<Row> RowsOf(const FileAnalysis& file, const BandWeights& weights) {
  std::vector<Row> rows;
  for (size_t k = 0; k < kBandCount; ++k) {
    rows.push_back(CountsRow(BandName(BandAt(k)), file.bands[k]));
    rows.back().weight = absl::StrCat(weights.Of(BandAt(k)));
  }
  rows.push_back(CountsRow("total", file.total()));
  Row weighted = {.name = "weighted"};
  for (const Column& column : Columns()) {
    weighted.cells.push_back(
        absl::StrFormat("%.1f", Weighted(file, weights, column)));
  }
  rows.push_back(std::move(weighted));
  rows.push_back(CountsRow("left out", file.left_out));
  return rows;
}

std::vector<FileAnalysis> WithSum(const std::vector<FileAnalysis>& files) {
  std::vector<FileAnalysis> all = files;
  if (files.size() > 1) all.push_back(Sum(files));
  return all;
}

std::string QuotedCell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  return absl::StrCat("\"", absl::StrReplaceAll(text, {{"\"", "\"\""}}), "\"");
}

Json CountsToJson(const BandCounts& counts) {
  Json json = Json::object();
  for (const Column& column : Columns())
    json[column.key] = column.count(counts);
  return json;
}

Json FileToJson(const FileAnalysis& file, const BandWeights& weights) {
  Json bands = Json::array();
  for (size_t k = 0; k < kBandCount; ++k) {
    Json band = {{"band", BandName(BandAt(k))},
                 {"weight", weights.Of(BandAt(k))}};
    band.update(CountsToJson(file.bands[k]));
    bands.push_back(std::move(band));
  }
  Json weighted = Json::object();
  for (const Column& column : Columns()) {
    weighted[column.key] = Weighted(file, weights, column);
  }
  return {{"bands", std::move(bands)},
          {"total", CountsToJson(file.total())},
          {"weighted", std::move(weighted)},
          {"left_out", CountsToJson(file.left_out)}};
}

}  // namespace

std::string AnalysisTable(const std::vector<FileAnalysis>& files,
                          const BandWeights& weights) {
  constexpr int kNameWidth = 24;
  std::string text;
  for (const FileAnalysis& file : WithSum(files)) {
    absl::StrAppend(&text, text.empty() ? "" : "\n", ToPrintable(file.name),
                    "\n", std::string(kNameWidth + 2, ' '));
    for (const Column& column : Columns()) {
      absl::StrAppend(&text, "  ", column.heading);
    }
    text += "  weight\n";
    for (const Row& row : RowsOf(file, weights)) {
      absl::StrAppendFormat(&text, "  %-*s", kNameWidth, row.name);
      for (size_t k = 0; k < row.cells.size(); ++k) {
        const auto width =
            static_cast<int>(std::string(Columns()[k].heading).size());
        absl::StrAppendFormat(&text, "  %*s", width, row.cells[k]);
      }
      if (!row.weight.empty())
        absl::StrAppendFormat(&text, "  %6s", row.weight);
      text += '\n';
    }
  }
  return text;
}

std::string AnalysisCsv(const std::vector<FileAnalysis>& files,
                        const BandWeights& weights) {
  std::string text = "file,band";
  for (const Column& column : Columns()) {
    absl::StrAppend(&text, ",", column.key);
  }
  text += ",weight\n";
  for (const FileAnalysis& file : WithSum(files)) {
    for (const Row& row : RowsOf(file, weights)) {
      absl::StrAppend(&text, QuotedCell(file.name), ",", row.name);
      for (const std::string& cell : row.cells) {
        absl::StrAppend(&text, ",", cell);
      }
      absl::StrAppend(&text, ",", row.weight, "\n");
    }
  }
  return text;
}

Json AnalysisToJson(const std::vector<FileAnalysis>& files,
                    const BandWeights& weights) {
  Json list = Json::array();
  for (const FileAnalysis& file : files) {
    Json json = {{"file", file.name}};
    json.update(FileToJson(file, weights));
    list.push_back(std::move(json));
  }
  return {{"files", std::move(list)},
          {"total", FileToJson(Sum(files), weights)}};
}

}  // namespace presstm
