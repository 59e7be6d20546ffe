#pragma once

#include <QObject>
#include <QPointer>
#include <QString>
#include <QWidget>
#include <functional>
#include <thread>
#include <vector>

#include "ui/charts/saved_file.h"

namespace charts {

/// Makes a file without holding up the window: first the pieces that need widgets, one per turn of the event loop, then
/// what is left (putting texts together, compressing, the disk) on a thread of its own. How it ended the widget that
/// was asked hears as an ExportEvent; when that has gone, its window. Begins by itself, in a later turn of the event
/// loop, and deletes itself when it is done; belongs to the window, whose end waits for the disk. GUI thread.
class ExportJob : public QObject {
 public:
  /// Given up when the widget goes before the last of them.
  using Piece = std::function<void()>;
  /// Runs on the job's thread, on values that nobody changes meanwhile. Throws base::Error when it cannot be done.
  using Write = std::function<void()>;

  ExportJob(QWidget& asked, QString path, Write write, std::vector<Piece> pieces = {});

  /// The commonest one: a single file.
  static void begin(QWidget& asked, const QString& path, FileContent content);

 protected:
  void timerEvent(QTimerEvent* event) override;

 private:
  void work();
  void tell(const QString& reason);

  QPointer<QWidget> asked_;
  QString path_;
  Write write_;
  std::vector<Piece> pieces_;
  std::size_t next_ = 0;
  std::jthread thread_;  ///< last: it uses the others
};

}  // namespace charts
