// Makes abseil's mutexes, notifications and shared statuses known to
// ThreadSanitizer. The packaged abseil is not instrumented, so that everything
// they order would be taken for a race. The definitions here come before those
// of the library, for gRPC's libraries as well as for this program; each says
// what it orders and calls the library's own. Suppressions would hide the real
// races as well.
#include <dlfcn.h>
#include <sanitizer/tsan_interface.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>

#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"

extern "C" {

void AnnotateIgnoreReadsBegin(const char* file, int line);
void AnnotateIgnoreReadsEnd(const char* file, int line);

}  // extern "C"

namespace {

// The library's own function of this mangled name. Methods are called as what
// they are to the linker: functions of an object.
template <typename Function>
Function* LibraryFunction(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

// Within it abseil evaluates the conditions others wait for, under their locks.
class IgnoredReads {
 public:
  IgnoredReads() { AnnotateIgnoreReadsBegin(__FILE__, __LINE__); }
  ~IgnoredReads() { AnnotateIgnoreReadsEnd(__FILE__, __LINE__); }
  IgnoredReads(const IgnoredReads&) = delete;
  IgnoredReads& operator=(const IgnoredReads&) = delete;
};

// `wait` gives the mutex up and takes it again.
template <typename Wait>
auto WaitWithout(const void* mutex, Wait wait) {
  __tsan_release(const_cast<void*>(mutex));
  struct Acquired {
    const void* mutex;
    ~Acquired() { __tsan_acquire(const_cast<void*>(mutex)); }
  } acquired{mutex};
  const IgnoredReads ignored;
  return wait();
}

// abseil looks for deadlocks by a graph of its own, behind a spin lock that
// ThreadSanitizer does not see either; and it looks for them itself.
[[maybe_unused]] const bool deadlocks_are_left_to_tsan = [] {
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  return true;
}();

}  // namespace

namespace absl {
inline namespace debian3 {

void Mutex::Lock() {
  static auto* const real =
      LibraryFunction<void(Mutex*)>("_ZN4absl7debian35Mutex4LockEv");
  real(this);
  __tsan_acquire(this);
}

bool Mutex::TryLock() {
  static auto* const real =
      LibraryFunction<bool(Mutex*)>("_ZN4absl7debian35Mutex7TryLockEv");
  const bool is_locked = real(this);
  if (is_locked) __tsan_acquire(this);
  return is_locked;
}

void Mutex::Unlock() {
  static auto* const real =
      LibraryFunction<void(Mutex*)>("_ZN4absl7debian35Mutex6UnlockEv");
  __tsan_release(this);
  const IgnoredReads ignored;
  real(this);
}

void Mutex::ReaderLock() {
  static auto* const real =
      LibraryFunction<void(Mutex*)>("_ZN4absl7debian35Mutex10ReaderLockEv");
  real(this);
  __tsan_acquire(this);
}

void Mutex::ReaderUnlock() {
  static auto* const real =
      LibraryFunction<void(Mutex*)>("_ZN4absl7debian35Mutex12ReaderUnlockEv");
  __tsan_release(this);
  const IgnoredReads ignored;
  real(this);
}

void Mutex::Await(const Condition& condition) {
  static auto* const real = LibraryFunction<void(Mutex*, const Condition&)>(
      "_ZN4absl7debian35Mutex5AwaitERKNS0_9ConditionE");
  WaitWithout(this, [&] { real(this, condition); });
}

bool Mutex::AwaitWithTimeout(const Condition& condition, Duration timeout) {
  static auto* const real =
      LibraryFunction<bool(Mutex*, const Condition&, Duration)>(
          "_ZN4absl7debian35Mutex16AwaitWithTimeoutERKNS0_9ConditionENS0_"
          "8DurationE");
  return WaitWithout(this, [&] { return real(this, condition, timeout); });
}

void ReleasableMutexLock::Release() {
  static auto* const real = LibraryFunction<void(ReleasableMutexLock*)>(
      "_ZN4absl7debian319ReleasableMutexLock7ReleaseEv");
  // Its first and only member is the mutex's address.
  __tsan_release(*reinterpret_cast<void**>(this));
  const IgnoredReads ignored;
  real(this);
}

void CondVar::Wait(Mutex* mutex) {
  static auto* const real = LibraryFunction<void(CondVar*, Mutex*)>(
      "_ZN4absl7debian37CondVar4WaitEPNS0_5MutexE");
  WaitWithout(mutex, [&] { real(this, mutex); });
}

bool CondVar::WaitWithTimeout(Mutex* mutex, Duration timeout) {
  static auto* const real = LibraryFunction<bool(CondVar*, Mutex*, Duration)>(
      "_ZN4absl7debian37CondVar15WaitWithTimeoutEPNS0_5MutexENS0_8DurationE");
  return WaitWithout(mutex, [&] { return real(this, mutex, timeout); });
}

void Notification::Notify() {
  static auto* const real = LibraryFunction<void(Notification*)>(
      "_ZN4absl7debian312Notification6NotifyEv");
  __tsan_release(this);
  real(this);
}

void Notification::WaitForNotification() const {
  static auto* const real = LibraryFunction<void(const Notification*)>(
      "_ZNK4absl7debian312Notification19WaitForNotificationEv");
  real(this);
  __tsan_acquire(const_cast<Notification*>(this));
}

// Copies of a status share what it holds, and the last one to go frees it: the
// count orders that after all that the others did. Locks chosen by address
// order little more than the count does.
void Status::UnrefNonInlined(uintptr_t rep) {
  static auto* const real = LibraryFunction<void(uintptr_t)>(
      "_ZN4absl7debian36Status15UnrefNonInlinedEm");
  static std::array<std::mutex, 64> locks;
  const std::lock_guard lock(locks[rep / sizeof(max_align_t) % locks.size()]);
  real(rep);
}

}  // namespace debian3
}  // namespace absl
