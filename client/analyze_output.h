// An analysis as a table for people, CSV for spreadsheets and JSON.
#ifndef CLIENT_ANALYZE_OUTPUT_H_
#define CLIENT_ANALYZE_OUTPUT_H_

#include <string>
#include <vector>

#include "client/analysis.h"
#include "client/json_output.h"

namespace presstm {

// Each with the bands, the total, what they weigh, and what was left out, for
// every file and, if there are several, for all.
std::string AnalysisTable(const std::vector<FileAnalysis>& files,
                          const BandWeights& weights);
std::string AnalysisCsv(const std::vector<FileAnalysis>& files,
                        const BandWeights& weights);
Json AnalysisToJson(const std::vector<FileAnalysis>& files,
                    const BandWeights& weights);

}  // namespace presstm

#endif  // CLIENT_ANALYZE_OUTPUT_H_
