#include "data/replay_buffer.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/error.h"

namespace data {
namespace {

constexpr std::int64_t kFloatsPerLine = 16;  // of a 64-byte cache line

}  // namespace

ReplayBuffer::ReplayBuffer(const TransitionLayout& layout, std::int64_t capacity)
    : layout_(layout), capacity_(capacity) {
  WORKBENCH_CHECK(capacity >= 1, "capacity is " + std::to_string(capacity));
  storage_ = at::empty({capacity, layout.width()}, at::kFloat);  // pages are committed as they are written
}

void ReplayBuffer::push(std::span<const float> row) {
  WORKBENCH_CHECK(static_cast<std::int64_t>(row.size()) == layout_.width(), "row has " + std::to_string(row.size()));
  ++taken_;
  std::int64_t target = 0;
  if (size_ < capacity_) {
    target = slot(size_++);
  } else {
    target = oldest_;
    oldest_ = (oldest_ + 1) % capacity_;
  }
  std::memcpy(storage_.data_ptr<float>() + target * layout_.width(), row.data(), row.size_bytes());
}

void ReplayBuffer::push(const at::Tensor& rows) {
  WORKBENCH_CHECK(rows.dim() == 2 && rows.size(1) == layout_.width(), "rows have another width");
  const at::Tensor contiguous = rows.contiguous();
  std::int64_t count = contiguous.size(0);
  taken_ += count;
  const float* source = contiguous.data_ptr<float>();
  if (count > capacity_) {  // only the newest can stay
    source += (count - capacity_) * layout_.width();
    count = capacity_;
  }
  const std::size_t row_bytes = static_cast<std::size_t>(layout_.width()) * sizeof(float);
  while (count > 0) {
    const std::int64_t target = slot(size_);  // the oldest row's slot when full
    const std::int64_t run = std::min(count, capacity_ - target);
    std::memcpy(storage_.data_ptr<float>() + target * layout_.width(), source,
                static_cast<std::size_t>(run) * row_bytes);
    const std::int64_t overwritten = std::max<std::int64_t>(0, size_ + run - capacity_);
    oldest_ = (oldest_ + overwritten) % capacity_;
    size_ = std::min(size_ + run, capacity_);
    source += run * layout_.width();
    count -= run;
  }
}

void ReplayBuffer::sampleInto(const at::Tensor& out, base::RandomStream& random) const {
  WORKBENCH_CHECK(size_ > 0, "the buffer is empty");
  const std::int64_t width = layout_.width();
  const std::size_t row_bytes = static_cast<std::size_t>(width) * sizeof(float);
  const float* source = storage_.data_ptr<float>();
  float* target = out.data_ptr<float>();
  // A large buffer lies outside the caches: ask for each row some rows before it is copied.
  constexpr std::int64_t kAhead = 16;
  std::array<const float*, kAhead> coming{};
  const auto draw = [&] {
    const auto pick = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(size_)));
    const float* const row = source + slot(pick) * width;
    for (std::int64_t i = 0; i < width; i += kFloatsPerLine) __builtin_prefetch(row + i);
    __builtin_prefetch(row + width - 1);
    return row;
  };
  const std::int64_t count = out.size(0);
  for (std::int64_t i = 0; i < count + kAhead; ++i) {
    const auto place = static_cast<std::size_t>(i % kAhead);
    if (i >= kAhead) std::memcpy(target + (i - kAhead) * width, coming[place], row_bytes);
    if (i < count) coming[place] = draw();
  }
}

at::Tensor ReplayBuffer::sample(std::int64_t n, base::RandomStream& random) const {
  at::Tensor out = at::empty({n, layout_.width()}, at::kFloat);
  sampleInto(out, random);
  return out;
}

std::span<const float> ReplayBuffer::row(std::int64_t i) const {
  WORKBENCH_CHECK(0 <= i && i < size_, "row " + std::to_string(i) + " of " + std::to_string(size_));
  return {storage_.data_ptr<float>() + slot(i) * layout_.width(), static_cast<std::size_t>(layout_.width())};
}

std::span<const float> ReplayBuffer::rowsFrom(std::int64_t i) const {
  const std::int64_t until_end = std::min(size_ - i, capacity_ - slot(i));
  return {row(i).data(), static_cast<std::size_t>(until_end * layout_.width())};
}

at::Tensor ReplayBuffer::rows() const {
  const std::int64_t until_end = std::min(size_, capacity_ - oldest_);
  const at::Tensor old_part = storage_.narrow(0, oldest_, until_end);
  if (until_end == size_) return old_part.clone();
  return at::cat({old_part, storage_.narrow(0, 0, size_ - until_end)});
}

void ReplayBuffer::resize(std::int64_t capacity) {
  if (capacity == capacity_) return;
  const std::int64_t kept = std::min(size_, capacity);
  ReplayBuffer resized(layout_, capacity);
  if (kept > 0) resized.push(rows().narrow(0, size_ - kept, kept));
  resized.taken_ = taken_;
  *this = std::move(resized);
}

void ReplayBuffer::restore(const at::Tensor& rows, std::int64_t taken) {
  clear();
  push(rows);
  taken_ = taken;
}

void ReplayBuffer::clear() { size_ = oldest_ = 0; }

}  // namespace data
