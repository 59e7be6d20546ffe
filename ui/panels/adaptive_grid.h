#pragma once

#include <QGridLayout>
#include <QList>
#include <QWidget>

namespace panels {

/// Widgets in as many equal columns as the width allows.
class AdaptiveGrid : public QWidget {
  Q_OBJECT

 public:
  AdaptiveGrid(int least_width, int row_height, QWidget* parent = nullptr);

  void add(QWidget* widget);
  int columns() const { return columns_; }
  /// Rows fill this height if they are too few for it.
  void setViewportHeight(int height);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void arrange();

  QGridLayout* grid_;
  QList<QWidget*> widgets_;
  int least_width_, row_height_;
  int columns_ = 1, viewport_height_ = 0;
};

}  // namespace panels
