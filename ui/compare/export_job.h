#pragma once

#include <QObject>
#include <functional>
#include <thread>
#include <vector>

namespace compare {

/// Makes a file without holding up the window: first the pieces that need widgets, one per turn of the event loop, then
/// what is left (putting texts together, compressing, the disk) on a thread of its own. Begins by itself and deletes
/// itself when it is done; the destructor waits for the disk. GUI thread.
class ExportJob : public QObject {
  Q_OBJECT

 public:
  using Piece = std::function<void()>;
  /// Runs on the job's thread; returns why it failed, or nothing.
  using Write = std::function<QString()>;

  ExportJob(std::vector<Piece> pieces, Write write, QObject* parent);

 Q_SIGNALS:
  void done(const QString& reason);

 protected:
  void timerEvent(QTimerEvent* event) override;

 private:
  std::vector<Piece> pieces_;
  Write write_;
  std::size_t next_ = 0;
  std::jthread thread_;
};

}  // namespace compare
