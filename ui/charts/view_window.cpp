#include "ui/charts/view_window.h"

#include <algorithm>

namespace charts {
namespace {

constexpr double kAir = 0.02;         // of the width, so that the newest dot is not cut in half
constexpr double kClosestZoom = 1e-7;  // of all data; closer, the ticks' labels could not differ

}  // namespace

Range ViewWindow::whole() const {
  if (extent_.isEmpty()) return {0, 1};
  if (extent_.width() == 0) return padded(extent_, 0);
  return {extent_.low, extent_.high + kAir * extent_.width()};
}

Range ViewWindow::x() const {
  const Range all = whole();
  if (!follows_) {
    const bool misses_all = !extent_.isEmpty() && (still_.high < all.low || still_.low > all.high);
    return still_.isEmpty() || misses_all ? all : still_;
  }
  return width_ && *width_ < all.width() ? Range{all.high - *width_, all.high} : all;
}

void ViewWindow::zoom(double centre, double factor) {
  const Range all = whole();
  const Range wanted = zoomed(x(), centre, factor);
  if (wanted.width() < kClosestZoom * all.width()) return;
  if (wanted.width() >= all.width()) {
    showAll();
    return;
  }
  show(wanted);
}

void ViewWindow::pan(double distance) {
  if (showsAll()) return;
  show(moved(x(), distance));
}

void ViewWindow::show(const Range& wanted) {
  if (!(wanted.width() > 0)) return;
  const Range all = whole();
  if (wanted.high >= all.high) {
    width_ = wanted.width();
    follows_ = true;
    return;
  }
  follows_ = false;
  still_ = wanted.low < all.low ? moved(wanted, std::min(all.low - wanted.low, all.high - wanted.high)) : wanted;
}

void ViewWindow::showAll() {
  follows_ = true;
  width_.reset();
}

void ViewWindow::setFollows(bool follows) {
  if (follows == follows_) return;
  const Range now = x();
  if (follows) {
    width_ = now.width();
  } else {
    still_ = now;
  }
  follows_ = follows;
}

ViewWindow::State ViewWindow::state() const { return {follows_, width_, follows_ ? Range{} : still_}; }

void ViewWindow::restore(const State& state) {
  follows_ = state.follows;
  width_ = state.width;
  still_ = state.still;
}

}  // namespace charts
