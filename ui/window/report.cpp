#include "ui/window/report.h"

#include <QApplication>
#include <QEventLoop>
#include <QFileInfo>
#include <QPainter>
#include <QTimer>
#include <string>

#include "base/error.h"
#include "study/study_file.h"
#include "ui/charts/picture_queue.h"
#include "ui/charts/saved_file.h"
#include "ui/charts/vector_drawing.h"
#include "ui/panels/dashboard.h"
#include "ui/panels/run_header.h"
#include "ui/studies/study_picture.h"

namespace window {
namespace {

constexpr int kWidth = 1600, kSectionWidth = 1200;
// Longer than reading any run takes; a folder that hangs must not hang a script.
constexpr int kPatienceMilliseconds = 60'000;

[[noreturn]] void refuseToWrite(const QString& file, const std::string& endings) {
  throw base::Error("Cannot write " + file.toStdString() +
                    ": check that its folder exists and may be written, and that the name ends in " + endings + ".");
}

}  // namespace

QImage chartPicture(bridge::SessionBridge& bridge, bridge::ParameterBoard& board, const QString& section) {
  panels::Dashboard dashboard(bridge, board);
  const int width = section.isEmpty() ? kWidth : kSectionWidth;
  dashboard.setAttribute(Qt::WA_DontShowOnScreen);
  dashboard.resize(width, width);
  dashboard.header()->hideButton();
  dashboard.show();
  dashboard.refreshNow();
  // One pass lays the charts out, the next draws.
  for (int pass = 0; pass < 2; ++pass) {
    QCoreApplication::sendPostedEvents();
    dashboard.toImage(width, section);
    charts::PictureQueue::shared().finish();
  }
  return dashboard.toImage(width, section);
}

void writeReport(const QString& source, const QString& file, const QString& section) {
  if (QFileInfo(source).isFile()) {
    const study::StudyResult result = study::readStudy(source.toStdString());
    if (!studies::studyPicture(result, study::ErrorMeasure::eps_m_prime_mean).save(file))
      refuseToWrite(file, ".png or .jpg");
    return;
  }
  bridge::SessionBridge bridge;
  QUndoStack undo;
  bridge::ParameterBoard board(bridge, undo);
  QString problem;
  QEventLoop loop;
  QObject::connect(&bridge, &bridge::SessionBridge::failed, &loop, [&](const QString& message) {
    problem = message;
    loop.quit();
  });
  QObject::connect(&bridge, &bridge::SessionBridge::stateChanged, &loop, [&] {
    if (bridge.caughtUp()) loop.quit();
  });
  QTimer::singleShot(kPatienceMilliseconds, &loop, [&] {
    problem = QStringLiteral("%1 could not be read within a minute.").arg(source);
    loop.quit();
  });
  if (bridge.open(source.toStdString()) && !bridge.caughtUp()) loop.exec();
  if (!problem.isEmpty()) throw base::Error(problem.toStdString());
  if (!chartPicture(bridge, board, section).save(file)) refuseToWrite(file, ".png or .jpg");
}

void writeRoofline(const charts::Roofline& roofline, const QString& file) {
  const charts::ChartTheme theme(QApplication::palette());
  const QFont font = QApplication::font();
  const QSize size = charts::sizeOfRoofline(roofline, font);
  if (file.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) {
    const QByteArray drawing = charts::drawVector(roofline.title, size, [&](QPainter& painter) {
      charts::paintRoofline(painter, roofline, theme, font, size);
    });
    charts::saveFile(file, [&](QIODevice& out) { out.write(drawing); });
    return;
  }
  QImage image(size * 2, QImage::Format_RGB32);
  image.setDevicePixelRatio(2);
  QPainter painter(&image);
  charts::paintRoofline(painter, roofline, theme, font, size);
  painter.end();
  if (!image.save(file)) refuseToWrite(file, ".png, .jpg or .svg");
}

}  // namespace window
