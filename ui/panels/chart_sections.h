#pragma once

#include <QList>
#include <QWidget>

class QButtonGroup;
class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace panels {

class AdaptiveGrid;
class FlowLayout;

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
  /// For a picture: charts of this height; where a section is named, the others and the chips go.
  void makePicture(const QString& id, int chart_height);
  /// Lays everything out at once, where no event loop turns.
  void settle();
  /// What is shown needs this much at this width.
  int heightFor(int width) const;

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
  FlowLayout* chip_row_;
  QButtonGroup* chip_group_;
  QScrollArea* scroll_;
  QWidget* content_;
  QVBoxLayout* column_;
  int picture_chart_height_ = 0;  ///< 0: charts fill the view
  QString current_;
  QString anchor_;  ///< the section that was gone to, until somebody scrolls
};

}  // namespace panels
