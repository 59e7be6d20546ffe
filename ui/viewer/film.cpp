#include "ui/viewer/film.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>
#include <filesystem>
#include <system_error>

#include "base/error.h"

namespace viewer {
namespace {

constexpr int kStartPatience = 10'000, kWritePatience = 60'000, kFinishPatience = 600'000;  // ms
constexpr qint64 kMostWaiting = 16 << 20;  // bytes on their way to the encoder

QString tr(const char* text) { return QCoreApplication::translate("viewer::Film", text); }
[[noreturn]] void fail(const QString& text) { throw base::Error(text.toStdString()); }

/// Pipes of a QProcess need an event dispatcher, which a thread that is not Qt's own gets with its first event loop.
void prepareThread() { [[maybe_unused]] const QEventLoop loop; }

QString requireFolderOf(const QString& path) {
  if (path.isEmpty()) fail(tr("A recording needs a name: a .mp4, a .webm, or a folder for pictures"));
  const QFileInfo folder(QFileInfo(path).absolutePath());
  const QString shown = QDir::toNativeSeparators(folder.filePath());
  if (!folder.isDir())
    fail(tr("Nothing was written: there is no folder %1. Make it, or choose another one").arg(shown));
  if (!folder.isWritable()) fail(tr("Nothing was written: the folder %1 is write-protected").arg(shown));
  return folder.filePath();
}

QStringList codecOf(Film::Kind kind) {
  if (kind == Film::Kind::webm) {
    return {QStringLiteral("-c:v"),      QStringLiteral("libvpx-vp9"), QStringLiteral("-crf"),
            QStringLiteral("30"),        QStringLiteral("-b:v"),       QStringLiteral("0"),
            QStringLiteral("-deadline"), QStringLiteral("good"),       QStringLiteral("-cpu-used"),
            QStringLiteral("4")};
  }
  return {QStringLiteral("-c:v"), QStringLiteral("libx264"), QStringLiteral("-preset"),   QStringLiteral("fast"),
          QStringLiteral("-crf"), QStringLiteral("18"),      QStringLiteral("-movflags"), QStringLiteral("+faststart")};
}

}  // namespace

Film::Kind Film::kindOf(const QString& path) {
  const QString suffix = QFileInfo(path).suffix().toLower();
  return suffix == QLatin1String("mp4") ? Kind::mp4 : suffix == QLatin1String("webm") ? Kind::webm : Kind::pictures;
}

Film::Film(const QString& path, QSize size, int pictures_per_second)
    : path_(QFileInfo(path).absoluteFilePath()), kind_(kindOf(path)), size_(size) {
  const QString folder = requireFolderOf(path);
  const QString hidden = folder + QStringLiteral("/.") + QFileInfo(path_).completeBaseName();
  const QString shown = QDir::toNativeSeparators(path_);
  if (kind_ == Kind::pictures) {
    const QFileInfo there(path_);
    if (there.exists() && !(there.isDir() && QDir(path_).isEmpty())) {
      fail(tr("Nothing was written: %1 exists already and is no empty folder. Choose a new name").arg(shown));
    }
    folder_ = std::make_unique<QTemporaryDir>(hidden + QStringLiteral("-XXXXXX"));
    if (!folder_->isValid()) fail(tr("Cannot write to %1: %2").arg(shown, folder_->errorString()));
    return;
  }
  if (QFileInfo(path_).isDir()) fail(tr("Nothing was written: %1 is a folder").arg(shown));
  part_ = hidden + QStringLiteral("-%1.part.").arg(QCoreApplication::applicationPid()) + QFileInfo(path_).suffix();
  startEncoder(pictures_per_second);
}

Film::~Film() {
  if (encoder_) {
    encoder_->kill();
    encoder_->waitForFinished();
    encoder_.reset();
  }
  if (!part_.isEmpty()) QFile::remove(part_);
}

void Film::startEncoder(int pictures_per_second) {
  const QString program = QStandardPaths::findExecutable(QStringLiteral("ffmpeg"));
  if (program.isEmpty()) {
    fail(
        tr("Videos are encoded by ffmpeg, which is not installed: install the Debian package ffmpeg (sudo apt install "
           "ffmpeg), or record a folder of PNG pictures"));
  }
  prepareThread();
  encoder_ = std::make_unique<QProcess>();
  encoder_->setProcessChannelMode(QProcess::MergedChannels);
  QStringList arguments{QStringLiteral("-y"), QStringLiteral("-loglevel"), QStringLiteral("error"),
                        QStringLiteral("-f"), QStringLiteral("rawvideo"), QStringLiteral("-pixel_format"),
                        QStringLiteral("rgb24"), QStringLiteral("-video_size"),
                        QStringLiteral("%1x%2").arg(size_.width()).arg(size_.height()), QStringLiteral("-framerate"),
                        QString::number(pictures_per_second), QStringLiteral("-i"), QStringLiteral("-"),
                        // Both codecs halve the colour's resolution, which needs even sides.
                        QStringLiteral("-vf"), QStringLiteral("pad=ceil(iw/2)*2:ceil(ih/2)*2"),
                        QStringLiteral("-pix_fmt"), QStringLiteral("yuv420p")};
  arguments << codecOf(kind_) << part_;
  encoder_->start(program, arguments);
  if (!encoder_->waitForStarted(kStartPatience)) failEncoder(encoder_->errorString());
}

void Film::failEncoder(const QString& what) {
  const QString said = QString::fromLocal8Bit(encoder_->readAll()).trimmed().right(400);
  fail(tr("No video was written to %1: ffmpeg failed: %2. A folder of PNG pictures does without it")
           .arg(QDir::toNativeSeparators(path_), said.isEmpty() ? what : said));
}

void Film::add(const QImage& given) {
  QImage picture = given.convertToFormat(QImage::Format_RGB888);
  picture.setDevicePixelRatio(1);
  if (picture.size() != size_) picture = picture.scaled(size_, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
  ++pictures_;
  if (kind_ == Kind::pictures) {
    savePicture(picture, folder_->filePath(QStringLiteral("frame_%1.png").arg(pictures_, 6, 10, QLatin1Char('0'))));
    return;
  }
  for (int y = 0; y < size_.height(); ++y) {
    encoder_->write(reinterpret_cast<const char*>(picture.constScanLine(y)), qint64(3) * size_.width());
  }
  while (encoder_->state() == QProcess::Running && encoder_->bytesToWrite() > kMostWaiting) {
    if (!encoder_->waitForBytesWritten(kWritePatience)) break;
  }
  if (encoder_->state() != QProcess::Running) failEncoder(tr("it ended early"));
}

void Film::finish() {
  const QString shown = QDir::toNativeSeparators(path_);
  if (kind_ == Kind::pictures) {
    QFile::setPermissions(folder_->path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup |
                                               QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther);
    QDir().rmdir(path_);  // an empty one gives way
    if (!QDir().rename(folder_->path(), path_)) fail(tr("The pictures cannot be moved to %1").arg(shown));
    folder_->setAutoRemove(false);
    return;
  }
  encoder_->closeWriteChannel();
  if (encoder_->state() == QProcess::Running && !encoder_->waitForFinished(kFinishPatience)) {
    failEncoder(tr("it does not finish"));
  }
  if (encoder_->exitStatus() != QProcess::NormalExit || encoder_->exitCode() != 0) {
    failEncoder(tr("it ended with code %1").arg(encoder_->exitCode()));
  }
  encoder_.reset();
  std::error_code problem;  // replaces an older video in one go, which QFile::rename does not
  std::filesystem::rename(part_.toStdString(), path_.toStdString(), problem);
  if (problem) fail(tr("The video cannot be moved to %1: %2").arg(shown, QString::fromStdString(problem.message())));
}

void savePicture(const QImage& picture, const QString& path) {
  requireFolderOf(path);
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly) || !picture.save(&file, "PNG") || !file.commit()) {
    fail(tr("The picture was not written to %1: %2").arg(QDir::toNativeSeparators(path), file.errorString()));
  }
}

}  // namespace viewer
