#pragma once

#include <QIcon>
#include <QPixmap>
#include <QStringList>
#include <memory>
#include <optional>

#include "ui/charts/chart_card.h"
#include "ui/charts/chart_legend.h"
#include "ui/charts/plot_painter.h"
#include "ui/charts/plot_zoom.h"

class QLabel;
class QToolButton;

namespace charts {

/// A small figure: one plot on a ChartCard, with its title, what its numbers stand on, a legend (a click hides or
/// shows) and a button that exports. The pointer reads; the wheel zooms x about it, with Shift y; a drag pans; a
/// double-click shows all. A compact one is a thumbnail: title and plot alone, and neither wheel nor drag.
///
/// What is plotted belongs to the class derived from it, which lays out, paints and reads. The picture without the
/// crosshair is kept, and a new one made when the queue of pictures comes to it. GUI thread.
class PlotCard : public ChartCard {
  Q_OBJECT

 public:
  enum class Form { full, compact };
  ~PlotCard() override;

  QString title() const override { return heading_.title; }
  void showAll();
  /// The lines of the readout as shown; empty without one.
  QStringList readout() const;
  QRectF plotRectangle() const { return scene_.plot.translated(plot_origin_); }

  QSize sizeHint() const override { return isCompact() ? QSize(168, 112) : QSize(420, 280); }
  QSize minimumSizeHint() const override { return isCompact() ? QSize(96, 76) : QSize(220, 160); }

 protected:
  struct Heading {
    QString title{}, caption{}, explanation{};
  };
  struct LegendItem {
    QString label{}, explanation{};
    bool shown = true;
    QPen pen{};
    LegendEntry::Sign sign = LegendEntry::Sign::stroke;
  };

  PlotCard(const QString& name, const QIcon& export_icon, Form form, QWidget* parent);

  virtual bool hasData() const = 0;
  virtual PlotScene layOut(const PlotZoom& zoom, const QFont& font, QSizeF room) const = 0;
  /// Between grid and labels, and what lies in front.
  virtual void paintPlot(QPainter& painter, const PlotScene& scene) const = 0;
  /// What the crosshair says; `place` of the pointer in the plot's pixels, if it is there.
  virtual std::optional<Crosshair> read(const std::optional<QPointF>& place) const = 0;
  virtual QList<LegendItem> legendItems(const ChartTheme& theme) const = 0;
  virtual void setShown(const QString& label, bool shown) = 0;
  /// Another one that shows the same, for pictures of any size.
  virtual std::unique_ptr<PlotCard> makeTwin() const = 0;

  /// Whether the crosshair says numbers, or is no more than a line and dots.
  virtual bool saysNumbers() const { return true; }
  /// The pointer has come to a place of the plot; it is read afterwards.
  virtual void pointAt(QPointF) {}

  /// To be called when there is something else to show; a zoom stays while the axes keep their meaning.
  void showContent(Heading heading, bool same_axes);
  void refresh();
  void readAgain();
  void setZoom(const PlotZoom& zoom);
  /// A stronger rim and title: the chosen one of several.
  void setStrong(bool strong);
  QToolButton* addButton(const QString& name, const QString& spoken, const QString& tip);
  void arrange();

  bool isCompact() const { return form_ == Form::compact; }
  bool isStrong() const { return strong_; }
  const PlotScene& scene() const { return scene_; }
  const PlotZoom& zoom() const { return zoom_; }
  const std::optional<QPointF>& pointer() const { return pointer_; }
  QPointF toPlot(QPointF widget) const { return widget - plot_origin_; }
  QPointF toWidget(QPointF plot) const { return plot + plot_origin_; }

  QSize pictureSize() const override { return size().expandedTo({420, 280}); }
  void paintCard(QPainter& painter, QSize size) const override;
  void addActions(QMenu& menu) override;

  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  void dress();
  void buildLegend(const QList<LegendItem>& items);
  int arrangeHead();
  void renewPicture();
  void paintContents(QPainter& painter) const;
  void paintCursor(QPainter& painter) const;

  Form form_;
  Heading heading_;
  QLabel* title_;
  ChartLegend* legend_;
  QStringList labels_;           ///< in the legend
  QList<QToolButton*> buttons_;  ///< from the right
  PlotZoom zoom_;
  PlotScene scene_;
  QPixmap picture_;  ///< of the contents
  bool stale_ = true, keeps_picture_ = true;
  QPointF plot_origin_, caption_at_;
  std::optional<QPointF> pointer_, drag_from_;  ///< in the plot
  bool dragged_ = false, strong_ = false;
};

}  // namespace charts
