#include "ui/charts/picture_queue.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <algorithm>
#include <utility>

namespace charts {
namespace {

// With the picture that goes beyond it and what is painted then, a turn stays well below a screen's 16 ms.
constexpr qint64 kTurnMilliseconds = 4;

/// Whether some of it lies within all that it lies in. Qt's own visible region leaves out what children cover, which
/// here is all there is to see.
bool canBeSeen(const QWidget& widget) {
  if (!widget.isVisible()) return false;
  QRect part = widget.rect();
  for (const QWidget* at = &widget; !at->isWindow() && at->parentWidget() != nullptr; at = at->parentWidget()) {
    part = part.translated(at->pos()) & at->parentWidget()->rect();
  }
  return !part.isEmpty();
}

}  // namespace

PictureQueue& PictureQueue::shared() {
  const QString name = QStringLiteral("pictureQueue");
  auto* queue = qApp->findChild<PictureQueue*>(name, Qt::FindDirectChildrenOnly);
  if (queue == nullptr) {
    queue = new PictureQueue;
    queue->setParent(qApp);
    queue->setObjectName(name);
  }
  return *queue;
}

void PictureQueue::add(QWidget& widget, std::function<void()> make) {
  const bool waits = std::ranges::any_of(queue_, [&](const Entry& entry) { return entry.widget == &widget; });
  if (waits) return;
  Entry entry{&widget, std::move(make)};
  if (widget.underMouse()) {
    queue_.push_front(std::move(entry));
  } else {
    queue_.push_back(std::move(entry));
  }
  if (!turn_.isActive()) turn_.start(0, this);
}

void PictureQueue::finish() {
  while (!queue_.empty()) makeFirst();
}

void PictureQueue::timerEvent(QTimerEvent*) {
  QElapsedTimer turn;
  turn.start();
  while (!queue_.empty() && turn.elapsed() < kTurnMilliseconds) makeFirst();
  if (queue_.empty()) turn_.stop();
}

void PictureQueue::makeFirst() {
  const Entry entry = std::move(queue_.front());
  queue_.pop_front();
  if (entry.widget != nullptr && canBeSeen(*entry.widget)) entry.make();
}

}  // namespace charts
