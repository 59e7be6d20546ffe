#pragma once

#include <QWidget>

#include "ui/charts/chart_theme.h"

namespace charts {

/// A word of warning beside a chart's title: a triangle and the word, in a pill.
class ChartBadge : public QWidget {
  Q_OBJECT

 public:
  explicit ChartBadge(QWidget* parent = nullptr);
  void setTheme(const ChartTheme& theme);
  void setText(const QString& text);
  const QString& text() const { return text_; }
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  ChartTheme theme_;
  QString text_;
};

}  // namespace charts
