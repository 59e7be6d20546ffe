#pragma once

#include <QLayout>
#include <QList>

namespace panels {

/// Widgets side by side as words in a paragraph: what does not fit goes to the next row. A row's items
/// are as tall as its tallest; those with Qt::AlignVCenter keep their own height and share its middle. The layout's height
/// follows its width.
class FlowLayout : public QLayout {
  Q_OBJECT

 public:
  explicit FlowLayout(int spacing, QWidget* parent = nullptr);
  ~FlowLayout() override;

  void addItem(QLayoutItem* item) override { items_ << item; }
  int count() const override { return static_cast<int>(items_.size()); }
  QLayoutItem* itemAt(int index) const override { return items_.value(index); }
  QLayoutItem* takeAt(int index) override;
  Qt::Orientations expandingDirections() const override { return {}; }
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override { return arrange({0, 0, width, 0}, false); }
  QSize sizeHint() const override { return minimumSize(); }
  QSize minimumSize() const override;
  void setGeometry(const QRect& rect) override;

 private:
  /// Returns the height that the rows need.
  int arrange(const QRect& rect, bool move) const;

  QList<QLayoutItem*> items_;
  int spacing_;
};

}  // namespace panels
