// How a chart's model reaches the screen: once per turn of the event loop, and only while somebody can see it.
#include <QEvent>
#include <QPainter>
#include <QResizeEvent>

#include "ui/charts/chart_parts.h"
#include "ui/charts/picture_queue.h"

namespace charts {
namespace {

constexpr int kMargin = 10;

qsizetype pointsIn(const VisibleLine& line) {
  qsizetype count = 0;
  for (const QList<QPointF>& segment : line.segments) count += segment.size();
  return count;
}

}  // namespace

QString describe(const SeriesSpec& spec) {
  QString text = QStringLiteral("<b>%1</b>").arg(spec.label.toHtmlEscaped());
  if (!spec.unit.isEmpty()) text += QStringLiteral(" [%1]").arg(spec.unit.toHtmlEscaped());
  if (!spec.provenance.isEmpty()) text += QStringLiteral(" · <i>%1</i>").arg(spec.provenance.toHtmlEscaped());
  if (!spec.explanation.isEmpty()) {
    text += QStringLiteral("<br>");
    text += spec.explanation.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
  }
  return text + QStringLiteral("<br>") + LiveChart::tr("Click to show or hide, Ctrl+click to show it alone.");
}

void LiveChart::Parts::applySmoothing(ChartModel::Series& series) const {
  const auto shape = series.spec.shape;
  const bool is_noisy = shape == SeriesSpec::Shape::line || shape == SeriesSpec::Shape::stacked;
  series.data.setSmoothing(is_noisy ? model.smoothing : 0);
}

const ChartPicture& LiveChart::Parts::upToDate(const LiveChart& chart) {
  if (is_stale) {
    model.window.setExtent(model.xPlaces());
    picture = compose(model, theme, chart.font(), QSizeF(view->viewport()->size()));
    is_stale = false;
  }
  return picture;
}

void LiveChart::scheduleRefresh() {
  parts_->is_stale = parts_->is_shown_old = true;
  if (isVisible()) PictureQueue::shared().add(*this, [this] { refresh(); });
}

void LiveChart::refresh() {
  parts_->is_shown_old = false;
  const ChartPicture& picture = parts_->upToDate(*this);
  for (std::size_t i = 0; i < picture.series.size(); ++i) {
    const ChartPicture::Series& one = picture.series[i];
    const ChartModel::Series& of = parts_->model.series[i];
    SeriesLines& lines = *parts_->lines[i];
    if (!one.visible) {
      lines.hide();
      continue;
    }
    lines.setFrame(picture.scene.x, picture.scene.y);
    lines.setBand(one.band_low, one.band_high,
                  of.spec.isArea() ? parts_->theme.stack(of.colour) : parts_->theme.band(of.colour));
    lines.setRaw(one.raw, parts_->theme.penBehindAverage(of.colour));
    lines.setFront(one.front, parts_->theme.pen(of.spec, of.colour, pointsIn(one.front)));
  }
  parts_->view->setScenery(picture.scene);
  if (parts_->crosshair_x) setCrosshair(*parts_->crosshair_x);
}

void LiveChart::applyTheme() {
  parts_->theme = ChartTheme(palette());
  QFont heading = font();
  heading.setWeight(QFont::DemiBold);
  parts_->title->setFont(heading);
  parts_->pill->setTheme(parts_->theme);
  parts_->badge->setTheme(parts_->theme);
  for (int i = 0; i < seriesCount(); ++i) {
    const ChartModel::Series& one = parts_->at(i);
    const bool area = one.spec.isArea();
    const bool dots = one.spec.shape == SeriesSpec::Shape::points;
    const QPen pen = area ? QPen(parts_->theme.stack(one.colour)) : parts_->theme.pen(one.spec, one.colour, 0);
    using Sign = LegendEntry::Sign;
    parts_->legend->entry(i)->setLook(pen,
                                      area   ? Sign::patch
                                      : dots ? Sign::dot
                                             : Sign::stroke,
                                      parts_->theme.text, parts_->theme.muted_text);
  }
  scheduleRefresh();
  update();
}

/// Title and badge at the left, then the legend, the pill at the right; the legend takes rows of its own where it does
/// not fit.
void LiveChart::arrange() {
  const QSize pill = parts_->pill->sizeHint();
  const QFontMetrics heading(parts_->title->font());
  const QSize title(heading.horizontalAdvance(parts_->model.title) + 2, parts_->title->sizeHint().height());
  const int first_row = std::max(pill.height(), title.height());
  const int pill_left = width() - kMargin - pill.width();
  const bool has_badge = !parts_->badge->text().isEmpty();
  const QSize badge = has_badge ? parts_->badge->sizeHint() + QSize(8, 0) : QSize(0, 0);
  const int legend_left = kMargin + title.width() + badge.width() + 12;
  const int beside = pill_left - 10 - legend_left;
  const bool fits = parts_->legend->widthOfOneRow() <= beside;
  parts_->pill->setGeometry(pill_left, kMargin - 2 + (first_row - pill.height()) / 2, pill.width(), pill.height());
  const int title_width = std::min(title.width(), pill_left - 10 - kMargin - badge.width());
  parts_->title->setText(heading.elidedText(parts_->model.title, Qt::ElideRight, title_width));
  parts_->title->setGeometry(kMargin, kMargin - 2, title_width, first_row);
  parts_->badge->setVisible(has_badge);
  parts_->badge->setGeometry(kMargin + title_width + 8, kMargin - 2 + (first_row - badge.height()) / 2,
                             badge.width() - 8, badge.height());
  parts_->legend->setVisible(parts_->legend_shown);
  const int legend_width = fits ? beside : width() - 2 * kMargin;
  const int legend_height = parts_->legend->arrange(legend_width);
  int top = kMargin - 2 + first_row + 4;
  if (fits) {
    const int legend_top = kMargin - 2 + (first_row - legend_height) / 2;
    parts_->legend->setGeometry(legend_left, legend_top, legend_width, legend_height);
  } else if (parts_->legend_shown) {
    parts_->legend->setGeometry(kMargin, top - 2, legend_width, legend_height);
    top += legend_height;
  }
  parts_->view->setGeometry(kMargin - 2, top, width() - 2 * kMargin + 6, std::max(10, height() - top - kMargin + 2));
}

void LiveChart::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  arrange();
  scheduleRefresh();
}

void LiveChart::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  scheduleRefresh();
  if (!parts_->view->keepsPicture()) refresh();  // strokes are wanted at once
}

void LiveChart::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
      event->type() == QEvent::StyleChange) {
    applyTheme();
    arrange();
  }
}

/// A card: the charts' ground with a hairline around it.
void LiveChart::paintEvent(QPaintEvent*) {
  if (parts_->is_shown_old) scheduleRefresh();  // it has come into view
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(parts_->theme.border, 1));
  painter.setBrush(parts_->theme.background);
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

}  // namespace charts
