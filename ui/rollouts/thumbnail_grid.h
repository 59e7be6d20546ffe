#pragma once

#include <QList>
#include <QWidget>

namespace rollouts {

/// Small widgets in as many equal columns as the width allows; its height follows.
class ThumbnailGrid : public QWidget {
  Q_OBJECT

 public:
  explicit ThumbnailGrid(QWidget* parent = nullptr);

  void setThumbnails(QList<QWidget*> thumbnails);
  int columns() const { return columns_; }

  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  QSize sizeHint() const override { return {480, heightForWidth(480)}; }
  QSize minimumSizeHint() const override { return {100, 60}; }

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  int columnsIn(int width) const;
  void arrange();

  QList<QWidget*> thumbnails_;
  int columns_ = 1;
};

}  // namespace rollouts
