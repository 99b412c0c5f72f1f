// Names of metrics that more than one file knows. All are documented in
// server/README.md.
#ifndef SERVER_METRIC_NAMES_H_
#define SERVER_METRIC_NAMES_H_

namespace presstm {

inline constexpr char kStartTimeMetric[] = "presstm_start_time_seconds";
inline constexpr char kCallsMetric[] = "presstm_calls_total";
inline constexpr char kRunningCallsMetric[] = "presstm_calls_running";
inline constexpr char kCallSecondsMetric[] = "presstm_call_seconds";
inline constexpr char kStageSecondsMetric[] = "presstm_lookup_stage_seconds";
inline constexpr char kImportedUnitsMetric[] = "presstm_imported_units_total";
inline constexpr char kDatabaseBytesMetric[] = "presstm_database_bytes";
inline constexpr char kIndexSegmentsMetric[] = "presstm_index_segments";
inline constexpr char kIndexBytesMetric[] = "presstm_index_bytes";
inline constexpr char kPoolCallsMetric[] = "presstm_pool_calls";
inline constexpr char kPoolLimitMetric[] = "presstm_pool_calls_limit";

// Values of the label "file" of kDatabaseBytesMetric.
inline constexpr char kMainFile[] = "main";
inline constexpr char kWriteAheadLogFile[] = "wal";

}  // namespace presstm

#endif  // SERVER_METRIC_NAMES_H_
