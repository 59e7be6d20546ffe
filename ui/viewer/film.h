#pragma once

#include <QImage>
#include <QProcess>
#include <QSize>
#include <QString>
#include <QTemporaryDir>
#include <memory>

namespace viewer {

/// A recording on disk, which appears whole under its name when it is finished, or not at all. By the name's ending it
/// is an H.264 video (.mp4), a VP9 one (.webm), both encoded by ffmpeg, or a folder of pictures frame_000001.png, …
/// Waits for the disk and the encoder: never on the GUI thread. One owner thread.
///
/// Errors are base::Error: what, where, what to do.
class Film {
 public:
  enum class Kind { pictures, mp4, webm };
  static Kind kindOf(const QString& path);

  /// Throws when the folder above is missing or cannot be written, the path exists as something else, or ffmpeg is
  /// missing.
  Film(const QString& path, QSize size, int pictures_per_second);
  ~Film();  ///< not finished: nothing is left
  Film(const Film&) = delete;
  Film& operator=(const Film&) = delete;

  /// Scaled to the film's size where it has another one.
  void add(const QImage& picture);
  void finish();

  const QString& path() const { return path_; }
  QSize size() const { return size_; }
  int pictures() const { return pictures_; }

 private:
  void startEncoder(int pictures_per_second);
  [[noreturn]] void failEncoder(const QString& what);

  QString path_, part_;  // part_: the video while it is being written
  Kind kind_;
  QSize size_;
  int pictures_ = 0;
  std::unique_ptr<QTemporaryDir> folder_;  // the pictures while they are being written
  std::unique_ptr<QProcess> encoder_;
};

/// Writes one PNG, whole or not at all. Throws base::Error. Not on the GUI thread.
void savePicture(const QImage& picture, const QString& path);

}  // namespace viewer
