// Disks that fail: an SQLite VFS that can lose its power or refuse to work.
#ifndef TESTS_STORAGE_FAULT_VFS_H_
#define TESTS_STORAGE_FAULT_VFS_H_

#include <cstdint>
#include <memory>

namespace presstm {

// What the disk does, from now on, with database files and their logs.
enum class DiskFault {
  kNone,
  kFull,       // Nothing can be written: SQLITE_FULL.
  kReadOnly,   // Nothing can be written: SQLITE_READONLY.
  kSyncFails,  // What is written is not made durable: SQLITE_IOERR_FSYNC.
  kUnreadable  // Nothing can be read: SQLITE_IOERR_READ.
};

// While it lives it is what SQLite works with in this process: the ordinary
// VFS, but for what is asked for here. Only one at a time, and no connection
// may be open when it comes or goes. Thread-safe.
//
// Power loss: a write that has not been followed by a sync of its file may or
// may not have reached the disk, or only some of its first sectors of 512
// bytes have; what was synced has. Files that are made or deleted are so at
// once, for SQLite syncs their folder where that matters.
class FaultVfs {
 public:
  FaultVfs();
  ~FaultVfs();
  FaultVfs(const FaultVfs&) = delete;
  FaultVfs& operator=(const FaultVfs&) = delete;

  void SetFault(DiskFault fault);

  // The power goes at the `events`th write or sync from now on, which then is
  // half done; after it nothing works any more.
  void LosePowerAfter(int64_t events);
  bool power_is_off() const;
  // Writes and syncs so far.
  int64_t event_count() const;

  // Makes the files what the disk holds after the power was lost. All
  // connections must be closed.
  void RestorePower(uint32_t seed);

  class Impl;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace presstm

#endif  // TESTS_STORAGE_FAULT_VFS_H_
