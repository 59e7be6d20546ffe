#pragma once

#include <QList>
#include <QWidget>

class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace panels {

class AdaptiveGrid;

/// Charts under headings, one section below the other in a scroll area, and a row of chips above it: a click goes to
/// a section, and the chip of the one in view is lit.
class ChartSections : public QWidget {
  Q_OBJECT

 public:
  ChartSections(int least_chart_width, int chart_height, QWidget* parent = nullptr);

  void addSection(const QString& id, const QString& title, const QString& tooltip);
  /// Into the section added last.
  void addChart(QWidget* chart);
  /// Across the width of a section, between its heading and its charts.
  void addAbove(const QString& id, QWidget* widget);

  QStringList ids() const;
  /// Scrolls to a section; nothing where there is none of that name.
  void goTo(const QString& id);
  QString current() const { return current_; }
  /// The others go, and so do the chips: for pictures. An empty name brings all back.
  void showOnly(const QString& id);
  /// What all sections need at this width, at the charts' least height.
  int heightOfAll(int width);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  struct Section {
    QString id;
    QWidget* body;
    QVBoxLayout* column;
    AdaptiveGrid* grid;
    QPushButton* chip;
  };
  const Section* find(const QString& id) const;
  void giveHeight(int viewport_height);
  void lightChip();

  int least_chart_width_, chart_height_;
  QList<Section> sections_;
  QWidget* chips_;
  QHBoxLayout* chip_row_;
  QButtonGroup* chip_group_;
  QScrollArea* scroll_;
  QWidget* content_;
  QVBoxLayout* column_;
  QString current_;
  QString anchor_;  ///< the section that was gone to, until somebody scrolls
};

}  // namespace panels
