#include "ui/charts/export_job.h"

#include <QTimerEvent>
#include <exception>
#include <utility>

#include "base/thread_priority.h"
#include "ui/charts/export_event.h"

namespace charts {

ExportJob::ExportJob(QWidget& asked, QString path, Write write, std::vector<Piece> pieces)
    : QObject(asked.window()),
      asked_(&asked),
      path_(std::move(path)),
      write_(std::move(write)),
      pieces_(std::move(pieces)) {
  startTimer(0);
}

void ExportJob::begin(QWidget& asked, const QString& path, FileContent content) {
  new ExportJob(asked, path, [path, content = std::move(content)] { saveFile(path, content); });
}

void ExportJob::timerEvent(QTimerEvent* event) {
  if (next_ < pieces_.size()) {
    if (!asked_) {
      deleteLater();
      return;
    }
    pieces_[next_++]();
    return;
  }
  killTimer(event->timerId());
  thread_ = std::jthread([this] { work(); });
}

// The thread's top frame.
void ExportJob::work() {
  base::lowerThreadPriority(base::kBackgroundNiceness);
  QString reason;
  try {
    write_();
  } catch (const std::exception& error) {  // the world's faults, and memory
    reason = QString::fromUtf8(error.what());
  }
  QMetaObject::invokeMethod(
      this, [this, reason] { tell(reason); }, Qt::QueuedConnection);
}

void ExportJob::tell(const QString& reason) {
  deleteLater();
  QWidget* hears = asked_ ? asked_.data() : qobject_cast<QWidget*>(parent());
  if (hears != nullptr) tellExport(*hears, path_, reason);
}

}  // namespace charts
