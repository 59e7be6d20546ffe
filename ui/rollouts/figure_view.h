#pragma once

#include <QPointer>

#include "ui/charts/plot_card.h"
#include "ui/rollouts/figure.h"

namespace rollouts {

class StepCursor;

/// A PlotCard with a Figure. Over steps the pointer, or ← → with the focus, moves the page's StepCursor, and the figure
/// reads the step where that one stands, with numbers where it is looked at. A compact one is chosen by a click or
/// Return. GUI thread.
class FigureView : public charts::PlotCard {
  Q_OBJECT

 public:
  explicit FigureView(const QString& name, Form form = Form::full, QWidget* parent = nullptr);

  /// A layer hidden by its legend stays hidden by its label.
  void setFigure(Figure figure);
  const Figure& figure() const { return figure_; }
  void follow(StepCursor& cursor);
  void setChosen(bool chosen) { setStrong(chosen); }
  bool isChosen() const { return isStrong(); }
  void setLogY(bool log);
  /// Offers the switch in the context menu and a button.
  void offerLogY();
  bool isLogY() const { return figure_.y_scale.kind == charts::AxisScale::Kind::log; }
  /// Where values lie, in the widget.
  QPointF toPixel(double x, double y) const;

 Q_SIGNALS:
  void chosen();
  void logYChanged(bool log);

 protected:
  bool hasData() const override { return figure_.hasData(); }
  charts::PlotScene layOut(const charts::PlotZoom& zoom, const QFont& font, QSizeF room) const override;
  void paintPlot(QPainter& painter, const charts::PlotScene& scene) const override;
  std::optional<charts::Crosshair> read(const std::optional<QPointF>& place) const override;
  bool saysNumbers() const override;
  QList<LegendItem> legendItems(const charts::ChartTheme& theme) const override;
  void setShown(const QString& label, bool shown) override;
  std::unique_ptr<PlotCard> makeTwin() const override;
  charts::CsvTable table() const override { return tableOf(figure_); }
  void addActions(QMenu& menu) override;
  void pointAt(QPointF place) override;

  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  bool followsSteps() const;

  QToolButton* log_;
  Figure figure_;
  QPointer<StepCursor> cursor_;
  bool takes_log_ = false, pressed_ = false;
};

}  // namespace rollouts
