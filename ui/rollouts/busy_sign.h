#pragma once

#include <QTimer>
#include <QWidget>

namespace rollouts {

/// A small turning arc while work goes on elsewhere; keeps its place, shows nothing otherwise. Work of less than a
/// blink is not announced.
class BusySign : public QWidget {
  Q_OBJECT

 public:
  explicit BusySign(QWidget* parent = nullptr);
  void setBusy(bool busy);
  bool isBusy() const { return busy_; }
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QTimer tick_;
  int turns_ = 0;
  bool busy_ = false;
};

}  // namespace rollouts
