#pragma once

#include <QObject>
#include <QStringList>
#include <QThreadPool>
#include <functional>

namespace models {

/// What people do to run directories: star, note, trash, restore, delete. One after the other on a thread of its own,
/// so that a slow disk never holds up the window; what has happened comes back as a signal. The destructor waits for
/// what was asked for. GUI thread.
class RunShelf : public QObject {
  Q_OBJECT

 public:
  explicit RunShelf(QObject* parent = nullptr);

  void setStarred(const QString& directory, bool starred);
  void setNote(const QString& directory, const QString& note);
  void moveToTrash(const QStringList& directories);
  void restore(const QStringList& trashed_directories);
  /// Deletes for good.
  void emptyTrash(const QString& runs_folder);

 Q_SIGNALS:
  void annotated(const QString& directory);
  void trashed(const QString& from, const QString& to);
  void restored(const QString& to);
  void emptied(int runs);
  /// Says what, where and what to do.
  void failed(const QString& message);

 private:
  /// Runs `work` on the pool; what it throws becomes `failed`, what it returns is called on the GUI thread.
  void run(std::function<std::function<void()>()> work);

  QThreadPool pool_;
};

}  // namespace models
