#pragma once

#include <QAbstractButton>

#include "ui/charts/chart_theme.h"

namespace charts {

/// The *follow* switch of a chart: filled while the newest point stays in view, an outline while the view stands still.
class FollowPill : public QAbstractButton {
  Q_OBJECT

 public:
  explicit FollowPill(QWidget* parent = nullptr);
  void setTheme(const ChartTheme& theme);
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  ChartTheme theme_;
};

}  // namespace charts
