#pragma once

#include <QObject>
#include <QStringList>

namespace models {

/// The runs that are looked at together, in the order in which they were ticked. Directories are absolute and without a
/// final slash, however they were given. GUI thread.
class ComparedRuns : public QObject {
  Q_OBJECT

 public:
  using QObject::QObject;

  const QStringList& directories() const { return directories_; }
  bool contains(const QString& directory) const;
  void setTicked(const QString& directory, bool ticked);
  void clear();

  /// `runs/x/` and `runs/x` are one run.
  static QString canonical(const QString& directory);

 Q_SIGNALS:
  void changed();

 private:
  QStringList directories_;
};

}  // namespace models
