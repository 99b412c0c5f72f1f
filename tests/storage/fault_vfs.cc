#include "tests/storage/fault_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <vector>

namespace presstm {
namespace {

constexpr int64_t kSectorBytes = 512;
constexpr int64_t kNever = INT64_MAX;

// Something done to a file and not yet synced.
struct Pending {
  int64_t offset = 0;  // Of a write; the new size of a truncation.
  std::string bytes;
  bool is_truncation = false;
};

struct FileState {
  std::string durable;
  std::vector<Pending> pending;
};

void Apply(const Pending& change, std::string& content) {
  const auto offset = static_cast<size_t>(change.offset);
  if (change.is_truncation) {
    content.resize(std::min(content.size(), offset));
    return;
  }
  if (content.size() < offset + change.bytes.size()) {
    content.resize(offset + change.bytes.size());
  }
  content.replace(offset, change.bytes.size(), change.bytes);
}

std::string ReadWhole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

class FaultVfs::Impl {
 public:
  static Impl* instance;

  Impl() : real_(sqlite3_vfs_find(nullptr)) {
    vfs_ = *real_;
    vfs_.zName = "presstm-fault";
    vfs_.pNext = nullptr;
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
    vfs_.xOpen = &Open;
    vfs_.xDelete = &Delete;
    instance = this;
    if (sqlite3_vfs_register(&vfs_, /*makeDflt=*/1) != SQLITE_OK) std::abort();
  }
  ~Impl() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(real_, /*makeDflt=*/1);
    instance = nullptr;
  }

  void SetFault(DiskFault fault) {
    const std::lock_guard<std::mutex> lock(mutex_);
    fault_ = fault;
  }
  void LosePowerAfter(int64_t events) {
    const std::lock_guard<std::mutex> lock(mutex_);
    last_event_ = events_ + events;
  }
  bool power_is_off() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return power_is_off_;
  }
  int64_t event_count() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return events_;
  }

  void RestorePower(uint32_t seed) {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::mt19937 random(seed);
    for (const auto& [path, state] : files_) {
      std::string content = state.durable;
      for (const Pending& change : state.pending) {
        Pending done = change;
        switch (random() % 3) {
          case 0:  // It never got there.
            continue;
          case 1:  // Some of it did.
            done.bytes.resize(std::min<size_t>(done.bytes.size(),
                                               kSectorBytes * (random() % 8)));
            break;
          default:
            break;
        }
        Apply(done, content);
      }
      std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
    }
    files_.clear();
    power_is_off_ = false;
    last_event_ = kNever;
  }

 private:
  struct File {
    sqlite3_file base;
    FileState* state;  // Null for files that are not looked after.
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  };
  static File& Of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
  static sqlite3_file* RealOf(sqlite3_file* file) { return Of(file).real(); }

  // Counts a write or sync; whether it may be done.
  bool CountEvent() {
    if (power_is_off_) return false;
    if (++events_ >= last_event_) power_is_off_ = true;
    return !power_is_off_;
  }

  static int Open(sqlite3_vfs* /*vfs*/, const char* name, sqlite3_file* file,
                  int flags, int* out_flags) {
    Impl& impl = *instance;
    const std::lock_guard<std::mutex> lock(impl.mutex_);
    File& opened = Of(file);
    opened.base.pMethods = nullptr;
    opened.state = nullptr;
    if (impl.power_is_off_) return SQLITE_CANTOPEN;
    constexpr int kDurable =
        SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;
    if (name != nullptr && (flags & kDurable) != 0) {
      const auto [it, is_new] = impl.files_.try_emplace(name);
      if (is_new) it->second.durable = ReadWhole(name);
      opened.state = &it->second;
    }
    const int result =
        impl.real_->xOpen(impl.real_, name, opened.real(), flags, out_flags);
    if (opened.real()->pMethods != nullptr) opened.base.pMethods = Methods();
    return result;
  }

  static int Delete(sqlite3_vfs* /*vfs*/, const char* name, int sync) {
    Impl& impl = *instance;
    const std::lock_guard<std::mutex> lock(impl.mutex_);
    if (impl.power_is_off_) return SQLITE_IOERR_DELETE;
    impl.files_[name] = FileState();
    const int result = impl.real_->xDelete(impl.real_, name, sync);
    return result;
  }

  static int Read(sqlite3_file* file, void* bytes, int size, sqlite3_int64 at) {
    Impl& impl = *instance;
    {
      const std::lock_guard<std::mutex> lock(impl.mutex_);
      if (impl.power_is_off_) return SQLITE_IOERR_READ;
      if (Of(file).state != nullptr && impl.fault_ == DiskFault::kUnreadable) {
        return SQLITE_IOERR_READ;
      }
    }
    return RealOf(file)->pMethods->xRead(RealOf(file), bytes, size, at);
  }

  int WriteFault(const File& file) const {
    if (file.state == nullptr) return SQLITE_OK;
    if (fault_ == DiskFault::kFull) return SQLITE_FULL;
    if (fault_ == DiskFault::kReadOnly) return SQLITE_READONLY;
    return SQLITE_OK;
  }

  static int Write(sqlite3_file* file, const void* bytes, int size,
                   sqlite3_int64 at) {
    Impl& impl = *instance;
    const std::lock_guard<std::mutex> lock(impl.mutex_);
    File& written = Of(file);
    if (const int fault = impl.WriteFault(written); fault != SQLITE_OK) {
      return fault;
    }
    if (written.state != nullptr) {
      if (impl.power_is_off_) return SQLITE_IOERR_WRITE;
      written.state->pending.push_back(
          {at, std::string(static_cast<const char*>(bytes),
                           static_cast<size_t>(size))});
      if (!impl.CountEvent()) return SQLITE_IOERR_WRITE;
    }
    return written.real()->pMethods->xWrite(written.real(), bytes, size, at);
  }

  static int Truncate(sqlite3_file* file, sqlite3_int64 size) {
    Impl& impl = *instance;
    const std::lock_guard<std::mutex> lock(impl.mutex_);
    File& cut = Of(file);
    if (impl.power_is_off_) return SQLITE_IOERR_TRUNCATE;
    if (cut.state != nullptr) {
      cut.state->pending.push_back({size, "", /*is_truncation=*/true});
    }
    return cut.real()->pMethods->xTruncate(cut.real(), size);
  }

  static int Sync(sqlite3_file* file, int flags) {
    Impl& impl = *instance;
    const std::lock_guard<std::mutex> lock(impl.mutex_);
    File& synced = Of(file);
    if (synced.state == nullptr) {
      return synced.real()->pMethods->xSync(synced.real(), flags);
    }
    if (impl.fault_ == DiskFault::kSyncFails || !impl.CountEvent()) {
      return SQLITE_IOERR_FSYNC;
    }
    for (const Pending& change : synced.state->pending) {
      Apply(change, synced.state->durable);
    }
    synced.state->pending.clear();
    return SQLITE_OK;  // The real disk is not what is tested.
  }

  static int Size(sqlite3_file* file, sqlite3_int64* size) {
    return RealOf(file)->pMethods->xFileSize(RealOf(file), size);
  }
  static int Close(sqlite3_file* file) {
    return RealOf(file)->pMethods->xClose(RealOf(file));
  }
  static int Lock(sqlite3_file* file, int level) {
    return RealOf(file)->pMethods->xLock(RealOf(file), level);
  }
  static int Unlock(sqlite3_file* file, int level) {
    return RealOf(file)->pMethods->xUnlock(RealOf(file), level);
  }
  static int CheckLock(sqlite3_file* file, int* result) {
    return RealOf(file)->pMethods->xCheckReservedLock(RealOf(file), result);
  }
  static int Control(sqlite3_file* file, int operation, void* argument) {
    return RealOf(file)->pMethods->xFileControl(RealOf(file), operation,
                                                argument);
  }
  static int SectorSize(sqlite3_file* file) {
    return RealOf(file)->pMethods->xSectorSize(RealOf(file));
  }
  static int Characteristics(sqlite3_file* /*file*/) {
    return 0;  // A disk that promises nothing.
  }
  static int ShmMap(sqlite3_file* file, int page, int size, int extend,
                    void volatile** out) {
    return RealOf(file)->pMethods->xShmMap(RealOf(file), page, size, extend,
                                           out);
  }
  static int ShmLock(sqlite3_file* file, int offset, int count, int flags) {
    return RealOf(file)->pMethods->xShmLock(RealOf(file), offset, count, flags);
  }
  static void ShmBarrier(sqlite3_file* file) {
    RealOf(file)->pMethods->xShmBarrier(RealOf(file));
  }
  static int ShmUnmap(sqlite3_file* file, int remove) {
    return RealOf(file)->pMethods->xShmUnmap(RealOf(file), remove);
  }

  static const sqlite3_io_methods* Methods() {
    // Version 2: shared memory for the log, no mapped files.
    static constexpr sqlite3_io_methods kMethods = {2,
                                                    Close,
                                                    Read,
                                                    Write,
                                                    Truncate,
                                                    Sync,
                                                    Size,
                                                    Lock,
                                                    Unlock,
                                                    CheckLock,
                                                    Control,
                                                    SectorSize,
                                                    Characteristics,
                                                    ShmMap,
                                                    ShmLock,
                                                    ShmBarrier,
                                                    ShmUnmap,
                                                    nullptr,
                                                    nullptr};
    return &kMethods;
  }

  sqlite3_vfs* const real_;
  sqlite3_vfs vfs_ = {};
  mutable std::mutex mutex_;
  std::map<std::string, FileState> files_;
  DiskFault fault_ = DiskFault::kNone;
  int64_t events_ = 0;
  int64_t last_event_ = kNever;
  bool power_is_off_ = false;
};

FaultVfs::Impl* FaultVfs::Impl::instance = nullptr;

FaultVfs::FaultVfs() : impl_(std::make_unique<Impl>()) {}
FaultVfs::~FaultVfs() = default;
void FaultVfs::SetFault(DiskFault fault) { impl_->SetFault(fault); }
void FaultVfs::LosePowerAfter(int64_t events) { impl_->LosePowerAfter(events); }
bool FaultVfs::power_is_off() const { return impl_->power_is_off(); }
int64_t FaultVfs::event_count() const { return impl_->event_count(); }
void FaultVfs::RestorePower(uint32_t seed) { impl_->RestorePower(seed); }

}  // namespace presstm
