#pragma once

#include <QImage>
#include <QWidget>

#include "ui/charts/csv_table.h"
#include "ui/charts/saved_file.h"

class QMenu;
class QPainter;

namespace charts {

/// A chart on a card, and how it leaves the window: as a picture in the clipboard, or as a file that is a picture, a
/// drawing or a table. A context menu offers both, before what the chart adds. GUI thread.
class ChartCard : public QWidget {
  Q_OBJECT

 public:
  using QWidget::QWidget;

  /// What the card is called; names the file that is proposed.
  virtual QString title() const = 0;
  /// A picture of the whole card, independent of the window.
  QImage toImage(QSize size, double device_pixel_ratio = 2) const;

  /// What a file of this name will hold, by suffix: .png, .svg or .csv (all points of what is visible). The chart as it
  /// is now, whatever comes later. Throws base::Error for another suffix.
  FileContent makeContent(const QString& path) const;
  /// Writes it at once, on this thread. False with the reason.
  bool exportTo(const QString& path, QString* reason = nullptr) const;
  /// Writes it beside what somebody does in the window (ExportJob); an ExportEvent tells how that ended. A series that
  /// grows meanwhile is copied, once: 20 to 80 ms for a million points.
  void beginExport(const QString& path);
  /// Asks for a file name and begins.
  void askAndExport();
  void copyPicture() const;

 protected:
  /// All of it in strokes at any size, within (0, 0, size).
  virtual void paintCard(QPainter& painter, QSize size) const = 0;
  virtual CsvTable table() const = 0;
  virtual QSize pictureSize() const { return size().expandedTo(sizeHint()); }
  /// Entries of its own, below those for all.
  virtual void addActions(QMenu&) {}

  void contextMenuEvent(QContextMenuEvent* event) override;
};

}  // namespace charts
