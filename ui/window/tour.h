#pragma once

#include <QList>
#include <QObject>
#include <QSize>
#include <QString>

#include "ui/panels/theme.h"

namespace window {

class MainWindow;
struct LaunchOptions;

/// Pictures of every page, in light and dark, at 1280×720 and 1920×1080, written to one folder as
/// `<page>-<theme>-<width>x<height>.png`; with them the Health panel, the preferences, the sheet of keys and
/// presenter mode. Where no run is ticked, the bundled
/// examples are, so that Compare has something to show. Then the window closes and the program ends: 0, or 1 with a message on standard error.
class Tour : public QObject {
  Q_OBJECT

 public:
  /// Begins `after_seconds` from now.
  Tour(MainWindow& window, const LaunchOptions& options);

 private:
  struct Stop {
    QString name;
    panels::ThemeChoice theme;
    QSize size;
    int page = 0;
    enum class What { page, health, preferences, keys, presenting } what = What::page;
  };

  void plan();
  void arrange();
  void take();
  void end(const QString& problem);

  MainWindow& window_;
  QString folder_;
  QList<Stop> stops_;
  qsizetype at_ = 0;
};

}  // namespace window
