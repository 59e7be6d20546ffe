#pragma once

#include <QWidget>

#include "ui/lab/quantity.h"

class QLabel;
class QSlider;

namespace lab {

/// A caption, a slider on its own scale, and the value in words. For what is no part of the bound's setting.
class Dial : public QWidget {
  Q_OBJECT

 public:
  /// Object name of the slider: dial_<key>.
  Dial(const QString& key, const QString& caption, const QString& tip, QuantityScale scale, QWidget* parent = nullptr);

  double value() const { return value_; }
  void setValue(double value);  ///< without a signal

 Q_SIGNALS:
  void moved(double value);

 private:
  QuantityScale scale_;
  QSlider* slider_;
  QLabel* number_;
  double value_ = 0;
};

}  // namespace lab
