#include "ui/compare/export_job.h"

#include <QTimerEvent>
#include <exception>
#include <utility>

#include "base/thread_priority.h"

namespace compare {

ExportJob::ExportJob(std::vector<Piece> pieces, Write write, QObject* parent)
    : QObject(parent), pieces_(std::move(pieces)), write_(std::move(write)) {
  startTimer(0);
}

void ExportJob::timerEvent(QTimerEvent* event) {
  if (next_ < pieces_.size()) {
    pieces_[next_++]();
    return;
  }
  killTimer(event->timerId());
  thread_ = std::jthread([this] {
    base::lowerThreadPriority(base::kBackgroundNiceness);
    QString reason;
    try {
      reason = write_();
    } catch (const std::exception& error) {  // memory, most likely
      reason = QString::fromUtf8(error.what());
    }
    QMetaObject::invokeMethod(
        this,
        [this, reason] {
          Q_EMIT done(reason);
          deleteLater();
        },
        Qt::QueuedConnection);
  });
}

}  // namespace compare
