#include "client/file_progress.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "client/display_text.h"

namespace presstm {
namespace {

constexpr int kBarWidth = 30;
constexpr absl::Duration kBarInterval = absl::Milliseconds(100);
constexpr absl::Duration kLineInterval = absl::Seconds(5);

std::string Bar(double done) {
  const int filled = static_cast<int>(done * kBarWidth);
  return absl::StrFormat("[%s%s] %3d%%", std::string(filled, '#'),
                         std::string(kBarWidth - filled, ' '),
                         static_cast<int>(done * 100));
}

}  // namespace

FileProgress::FileProgress(std::string name, int64_t size_bytes,
                           std::string things)
    : name_(std::move(name)),
      size_bytes_(size_bytes),
      things_(std::move(things)),
      terminal_(isatty(STDERR_FILENO) == 1),
      start_(absl::Now()),
      shown_(start_) {}

FileProgress::~FileProgress() {
  if (terminal_) std::cerr << "\r\x1b[K" << std::flush;
}

void FileProgress::Show(int64_t count, int64_t read_bytes) {
  const absl::Time now = absl::Now();
  if (now - shown_ < (terminal_ ? kBarInterval : kLineInterval)) return;
  shown_ = now;
  const double seconds = absl::ToDoubleSeconds(now - start_);
  const std::string counted =
      absl::StrFormat("%d %s, %.0f a second", count, things_,
                      static_cast<double>(count) / std::max(seconds, 0.001));
  std::string share;
  if (size_bytes_ > 0) {
    const double done = std::min(1.0, static_cast<double>(read_bytes) /
                                          static_cast<double>(size_bytes_));
    share = absl::StrCat(
        terminal_ ? Bar(done) : absl::StrFormat("%d%%", int(done * 100)), " ");
  }
  if (terminal_) {
    std::cerr << '\r' << ToPrintable(name_) << ' ' << share << counted
              << "\x1b[K" << std::flush;
  } else {
    std::cerr << ToPrintable(name_) << ": " << share << counted << std::endl;
  }
}

}  // namespace presstm
