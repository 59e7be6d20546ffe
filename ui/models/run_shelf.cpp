#include "ui/models/run_shelf.h"

#include "run/annotation.h"
#include "run/trash.h"

namespace models {
namespace {

QString shown(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

}  // namespace

RunShelf::RunShelf(QObject* parent) : QObject(parent) { pool_.setMaxThreadCount(1); }

void RunShelf::run(std::function<std::function<void()>()> work) {
  pool_.start([this, work = std::move(work)] {
    std::function<void()> answer;
    try {
      answer = work();
    } catch (const std::exception& error) {
      answer = [this, message = QString::fromStdString(error.what())] { Q_EMIT failed(message); };
    }
    QMetaObject::invokeMethod(this, answer, Qt::QueuedConnection);
  });
}

void RunShelf::setStarred(const QString& directory, bool starred) {
  run([this, directory, starred] {
    run::Annotation annotation = run::readAnnotation(directory.toStdString());
    annotation.starred = starred;
    run::writeAnnotation(directory.toStdString(), annotation);
    return [this, directory] { Q_EMIT annotated(directory); };
  });
}

void RunShelf::setNote(const QString& directory, const QString& note) {
  run([this, directory, note] {
    run::Annotation annotation = run::readAnnotation(directory.toStdString());
    annotation.note = note.toStdString();
    run::writeAnnotation(directory.toStdString(), annotation);
    return [this, directory] { Q_EMIT annotated(directory); };
  });
}

void RunShelf::moveToTrash(const QStringList& directories) {
  for (const QString& directory : directories) {
    run([this, directory] {
      const auto place = run::moveToTrash(directory.toStdString());
      return [this, directory, place] { Q_EMIT trashed(directory, shown(place)); };
    });
  }
}

void RunShelf::restore(const QStringList& trashed_directories) {
  for (const QString& directory : trashed_directories) {
    run([this, directory] {
      const auto place = run::restoreFromTrash(directory.toStdString());
      return [this, place] { Q_EMIT restored(shown(place)); };
    });
  }
}

void RunShelf::emptyTrash(const QString& runs_folder) {
  run([this, runs_folder] {
    const int runs = run::emptyTrash(runs_folder.toStdString());
    return [this, runs] { Q_EMIT emptied(runs); };
  });
}

}  // namespace models
