#include "ui/models/compared_runs.h"

#include <QDir>

namespace models {

QString ComparedRuns::canonical(const QString& directory) { return QDir::cleanPath(QDir(directory).absolutePath()); }

bool ComparedRuns::contains(const QString& directory) const { return directories_.contains(canonical(directory)); }

void ComparedRuns::setTicked(const QString& directory, bool ticked) {
  const QString one = canonical(directory);
  if (directories_.contains(one) == ticked) return;
  if (ticked) {
    directories_ << one;
  } else {
    directories_.removeOne(one);
  }
  Q_EMIT changed();
}

void ComparedRuns::clear() {
  if (directories_.isEmpty()) return;
  directories_.clear();
  Q_EMIT changed();
}

}  // namespace models
