// Memory for large arrays that are read here and there.
#ifndef TM_STORE_BASE_HUGE_PAGE_ALLOCATOR_H_
#define TM_STORE_BASE_HUGE_PAGE_ALLOCATOR_H_

#include <cstddef>
#include <new>
#include <vector>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace presstm {

// Asks the system to back arrays of a huge page (2 MiB on x86-64) and more by
// huge pages: then finding an address costs no trip to memory of its own. The
// system may decline; all works the same. Throws std::bad_alloc like the
// standard allocator.
template <typename T>
struct HugePageAllocator {
  using value_type = T;

  HugePageAllocator() = default;
  template <typename U>
  HugePageAllocator(const HugePageAllocator<U>&) {}  // NOLINT: by standard.

  T* allocate(size_t count) {
    const size_t size_bytes = count * sizeof(T);
    void* memory = ::operator new(size_bytes, AlignmentFor(size_bytes));
#if defined(__linux__)
    if (size_bytes >= kHugePage) madvise(memory, size_bytes, MADV_HUGEPAGE);
#endif
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, size_t count) {
    ::operator delete(memory, AlignmentFor(count * sizeof(T)));
  }

  friend bool operator==(const HugePageAllocator&, const HugePageAllocator&) {
    return true;
  }

 private:
  static constexpr size_t kHugePage = size_t{2} << 20;

  static std::align_val_t AlignmentFor(size_t size_bytes) {
    return std::align_val_t(size_bytes >= kHugePage ? kHugePage : alignof(T));
  }
};

template <typename T>
using HugePageVector = std::vector<T, HugePageAllocator<T>>;

}  // namespace presstm

#endif  // TM_STORE_BASE_HUGE_PAGE_ALLOCATOR_H_
