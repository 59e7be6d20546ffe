#include "ui/studies/study_picture.h"

#include <QApplication>
#include <QPainter>

#include "ui/studies/curve_chart.h"
#include "ui/studies/study_plots.h"

namespace studies {
namespace {

constexpr int kMargin = 16, kGap = 12;
constexpr QSize kChart{(1200 - 2 * kMargin - kGap) / 2, 420};
constexpr double kPixelRatio = 2;

}  // namespace

QImage studyPicture(const study::StudyResult& result, study::ErrorMeasure measure) {
  const QFont font = QApplication::font();
  const int width = 2 * kChart.width() + kGap + 2 * kMargin;
  const QString basis = provenance(result);
  const QRect text = QFontMetrics(font).boundingRect(QRect(0, 0, width - 2 * kMargin, 400), Qt::TextWordWrap, basis);
  QImage image(QSize(width, kChart.height() + text.height() + 3 * kMargin) * kPixelRatio, QImage::Format_RGB32);
  image.setDevicePixelRatio(kPixelRatio);
  image.fill(QApplication::palette().color(QPalette::Window));
  QPainter painter(&image);
  int x = kMargin;
  for (const CurvePlot& plot : {errorPlot(result, measure), slopePlot(result, measure)}) {
    CurveChart chart(QStringLiteral("study_picture"));
    chart.setPlot(plot);
    painter.drawImage(QPointF(x, kMargin), chart.toImage(kChart, kPixelRatio));
    x += kChart.width() + kGap;
  }
  painter.setPen(QApplication::palette().color(QPalette::WindowText));
  painter.setFont(font);
  painter.drawText(text.translated(kMargin, kChart.height() + 2 * kMargin), Qt::TextWordWrap, basis);
  return image;
}

}  // namespace studies
