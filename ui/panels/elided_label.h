#pragma once

#include <QLabel>

namespace panels {

/// One line that ends in an ellipsis where there is no room for all of it. Asks for no width of its own; `text` is the
/// whole line, to be shown as a tooltip too.
class ElidedLabel : public QLabel {
  Q_OBJECT

 public:
  explicit ElidedLabel(QWidget* parent = nullptr);
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace panels
