#pragma once

#include <QPixmap>
#include <QPointer>
#include <memory>
#include <optional>

#include "ui/charts/chart_card.h"
#include "ui/rollouts/figure.h"

class QLabel;
class QToolButton;

namespace charts {
class ChartLegend;
}

namespace rollouts {

class StepCursor;

/// A card with a Figure: title, what it stands on, legend (a click hides or shows), a button that exports. The wheel
/// zooms, a drag pans, a double-click shows all; over steps the pointer, or ← → with the focus, moves the page's
/// StepCursor. A compact one is a thumbnail: no legend, no axis titles; a click or Return chooses it. GUI thread.
class FigureView : public charts::ChartCard {
  Q_OBJECT

 public:
  enum class Form { full, compact };
  explicit FigureView(const QString& name, Form form = Form::full, QWidget* parent = nullptr);
  ~FigureView() override;

  /// A layer hidden by its legend stays hidden by its label; a zoom stays while the axes keep their meaning.
  void setFigure(Figure figure);
  const Figure& figure() const { return figure_; }
  void follow(StepCursor& cursor);
  void setChosen(bool chosen);
  bool isChosen() const { return chosen_; }
  void showAll();
  void setLogY(bool log);
  /// Offers the switch in the context menu and a button.
  void offerLogY();
  bool isLogY() const { return figure_.y_scale.kind == charts::AxisScale::Kind::log; }

  /// The lines of the readout as shown: where only a line follows another chart, its step. Empty without one.
  QStringList readout() const;
  /// Where values lie, in the widget.
  QPointF toPixel(double x, double y) const;
  QRectF plotRectangle() const { return scene_.plot.translated(plot_origin_); }

  QString title() const override { return figure_.title; }
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 Q_SIGNALS:
  void chosen();
  void logYChanged(bool log);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void paintCard(QPainter& painter, QSize size) const override { makeCopy(size)->render(&painter); }
  charts::CsvTable table() const override { return tableOf(figure_); }
  QSize pictureSize() const override { return size().expandedTo({420, 280}); }
  void addActions(QMenu& menu) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  bool isCompact() const { return form_ == Form::compact; }
  void dress();
  void arrange();
  void buildLegend();
  void refresh();
  void paintContents(QPainter& painter) const;
  void paintCursor(QPainter& painter) const;
  void renewPicture();
  void readPlace(std::optional<QPointF> place);
  QPointF toPlot(QPointF widget) const { return widget - plot_origin_; }
  std::unique_ptr<FigureView> makeCopy(QSize size) const;

  Form form_;
  QLabel* title_;
  charts::ChartLegend* legend_;
  QToolButton *save_, *log_;
  Figure figure_;
  FigureWindow window_;
  charts::PlotScene scene_;
  QPixmap picture_;  ///< of the contents
  bool stale_ = true, keeps_picture_ = true;
  QPointF plot_origin_, caption_at_;
  QPointer<StepCursor> cursor_;
  std::optional<QPointF> pointer_, drag_from_;  ///< in the plot
  bool chosen_ = false, takes_log_ = false, dragged_ = false;
  bool reads_ = false;  ///< shows numbers at the crosshair
};

}  // namespace rollouts
