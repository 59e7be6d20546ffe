#include "ui/window/dropped_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include "mbpo/scenario.h"

namespace window {
namespace {

using Kind = DroppedFile::Kind;

// Scenarios and tasks are a few kilobytes.
constexpr qint64 kLongestLook = 1 << 20;

QString tr(const char* text) { return QCoreApplication::translate("DroppedFile", text); }

bool isRun(const QString& directory) {
  return QFileInfo::exists(QDir(directory).filePath(QStringLiteral("config.json")));
}

DroppedFile unknown(const QString& path, const QString& why) {
  return {Kind::unknown, path,
          tr("%1 %2. The window takes run directories, scenario files, task files (JSON) and MJCF files (XML).")
              .arg(QDir::toNativeSeparators(path), why)};
}

}  // namespace

DroppedFile lookAtDroppedFile(const QString& given) {
  const QFileInfo info(given);
  const QString path = info.absoluteFilePath();
  if (!info.exists()) return unknown(path, tr("does not exist"));
  if (info.isDir()) {
    if (isRun(path)) return {Kind::run, path, {}};
    return unknown(path, tr("is no run directory: config.json is missing"));
  }
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) return unknown(path, tr("cannot be read: %1").arg(file.errorString()));
  const QByteArray beginning = file.read(kLongestLook);
  if (beginning.left(4096).contains("<mujoco")) return {Kind::body, path, {}};
  if (mbpo::looksLikeScenario(beginning.toStdString())) return {Kind::scenario, path, {}};
  const QJsonObject json = QJsonDocument::fromJson(beginning).object();
  if (json.contains(QLatin1String("model")) && json.contains(QLatin1String("observation")))
    return {Kind::task, path, {}};
  if (isRun(info.absolutePath())) return {Kind::run, info.absolutePath(), {}};
  if (info.suffix() == QLatin1String("xml")) return unknown(path, tr("has no <mujoco> element"));
  return unknown(path, tr("is none of these"));
}

QString dropPromise(const DroppedFile& file) {
  const QString name = QFileInfo(file.path).fileName();
  switch (file.kind) {
    case Kind::run: return tr("Open run %1").arg(name);
    case Kind::scenario: return tr("Load scenario %1").arg(name);
    case Kind::task: return tr("Train on task %1").arg(name);
    case Kind::body: return tr("Look at body %1").arg(name);
    default: return tr("%1 cannot be opened here").arg(name);
  }
}

}  // namespace window
