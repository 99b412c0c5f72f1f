// Makes abseil's mutexes, notifications and shared statuses known to
// ThreadSanitizer. The packaged abseil is not instrumented, so that everything
// they order would be taken for a race. The linker's --wrap (see
// tests/support/CMakeLists.txt) sends the calls of these methods here, by their
// mangled names, and the functions say what they order. Suppressions would hide
// the real races as well.
#include <sanitizer/tsan_interface.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>

#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"

extern "C" {

void AnnotateIgnoreReadsBegin(const char* file, int line);
void AnnotateIgnoreReadsEnd(const char* file, int line);

void __real__ZN4absl7debian35Mutex4LockEv(absl::Mutex* mutex);
void __real__ZN4absl7debian35Mutex6UnlockEv(absl::Mutex* mutex);
void __real__ZN4absl7debian35Mutex10ReaderLockEv(absl::Mutex* mutex);
void __real__ZN4absl7debian35Mutex12ReaderUnlockEv(absl::Mutex* mutex);
void __real__ZN4absl7debian35Mutex5AwaitERKNS0_9ConditionE(
    absl::Mutex* mutex, const absl::Condition& condition);
void __real__ZN4absl7debian312Notification6NotifyEv(
    absl::Notification* notification);
void __real__ZNK4absl7debian312Notification19WaitForNotificationEv(
    absl::Notification* notification);
void __real__ZN4absl7debian36Status15UnrefNonInlinedEm(uintptr_t rep);

void __wrap__ZN4absl7debian35Mutex4LockEv(absl::Mutex* mutex) {
  __real__ZN4absl7debian35Mutex4LockEv(mutex);
  __tsan_acquire(mutex);
}

// Unlocking evaluates the conditions others wait for, still under the lock.
void __wrap__ZN4absl7debian35Mutex6UnlockEv(absl::Mutex* mutex) {
  __tsan_release(mutex);
  AnnotateIgnoreReadsBegin(__FILE__, __LINE__);
  __real__ZN4absl7debian35Mutex6UnlockEv(mutex);
  AnnotateIgnoreReadsEnd(__FILE__, __LINE__);
}

void __wrap__ZN4absl7debian35Mutex10ReaderLockEv(absl::Mutex* mutex) {
  __real__ZN4absl7debian35Mutex10ReaderLockEv(mutex);
  __tsan_acquire(mutex);
}

void __wrap__ZN4absl7debian35Mutex12ReaderUnlockEv(absl::Mutex* mutex) {
  __tsan_release(mutex);
  AnnotateIgnoreReadsBegin(__FILE__, __LINE__);
  __real__ZN4absl7debian35Mutex12ReaderUnlockEv(mutex);
  AnnotateIgnoreReadsEnd(__FILE__, __LINE__);
}

void __wrap__ZN4absl7debian35Mutex5AwaitERKNS0_9ConditionE(
    absl::Mutex* mutex, const absl::Condition& condition) {
  __tsan_release(mutex);
  AnnotateIgnoreReadsBegin(__FILE__, __LINE__);
  __real__ZN4absl7debian35Mutex5AwaitERKNS0_9ConditionE(mutex, condition);
  AnnotateIgnoreReadsEnd(__FILE__, __LINE__);
  __tsan_acquire(mutex);
}

void __wrap__ZN4absl7debian312Notification6NotifyEv(
    absl::Notification* notification) {
  __tsan_release(notification);
  __real__ZN4absl7debian312Notification6NotifyEv(notification);
}

void __wrap__ZNK4absl7debian312Notification19WaitForNotificationEv(
    absl::Notification* notification) {
  __real__ZNK4absl7debian312Notification19WaitForNotificationEv(notification);
  __tsan_acquire(notification);
}

// Copies of a status share what it holds, and the last one to go frees it: the
// count orders that after all that the others did. Locks chosen by address
// order little more than the count does.
void __wrap__ZN4absl7debian36Status15UnrefNonInlinedEm(uintptr_t rep) {
  static std::array<std::mutex, 64> locks;
  const std::lock_guard lock(locks[rep / sizeof(max_align_t) % locks.size()]);
  __real__ZN4absl7debian36Status15UnrefNonInlinedEm(rep);
}

}  // extern "C"

namespace {

// abseil looks for deadlocks by a graph of its own, behind a spin lock that
// ThreadSanitizer does not see either; and it looks for them itself.
[[maybe_unused]] const bool deadlocks_are_left_to_tsan = [] {
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  return true;
}();

}  // namespace
