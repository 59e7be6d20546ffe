#include "ui/charts/saved_file.h"

#include <QCoreApplication>
#include <QSaveFile>
#include <utility>

#include "base/error.h"

namespace charts {
namespace {

/// QSaveFile takes a piece of which the disk took a part for written, and would put the torso in place: what is asked
/// for the rest fails, and knows why. Unbuffered, and the reason kept, since both the buffer and the end forget it.
class WholeFile : public QSaveFile {
 public:
  using QSaveFile::QSaveFile;
  QString reason() const { return reason_.isEmpty() ? errorString() : reason_; }

 protected:
  qint64 writeData(const char* bytes, qint64 count) override {
    for (qint64 done = 0; done < count;) {
      const qint64 taken = QSaveFile::writeData(bytes + done, count - done);
      if (taken <= 0) {
        if (reason_.isEmpty()) reason_ = errorString();
        cancelWriting();
        return -1;
      }
      done += taken;
    }
    return count;
  }

 private:
  QString reason_;
};

}  // namespace

FileContent contentOf(CsvTable table) {
  return [table = std::move(table)](QIODevice& out) {
    CsvWriter csv(out);
    table(csv);
  };
}

void saveFile(const QString& path, const FileContent& content) {
  WholeFile file(path);
  if (file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)) {
    content(file);
    if (file.commit()) return;
  }
  throw base::Error(
      QCoreApplication::translate("charts::SavedFile",
                                  "%1 cannot be written: %2. Check that its folder exists, may be written "
                                  "and has room, or choose another one.")
          .arg(path, file.reason())
          .toStdString());
}

}  // namespace charts
