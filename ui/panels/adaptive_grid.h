#pragma once

#include <QGridLayout>
#include <QList>
#include <QWidget>

namespace panels {

/// Widgets in as many columns as the width allows; rows are filled to the right edge, each with nearly as many as the
/// others.
class AdaptiveGrid : public QWidget {
  Q_OBJECT

 public:
  AdaptiveGrid(int least_width, int row_height, QWidget* parent = nullptr);

  void add(QWidget* widget);
  const QList<QWidget*>& widgets() const { return widgets_; }
  int columns() const { return columns_; }
  void setRowHeight(int height);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void arrange();

  QGridLayout* grid_;
  QList<QWidget*> widgets_;
  int least_width_, row_height_;
  int columns_ = 1;
};

}  // namespace panels
