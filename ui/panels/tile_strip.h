#pragma once

#include <QFrame>
#include <QList>

#include "ui/bridge/session_bridge.h"

class QGridLayout;
class QLabel;

namespace panels {

/// One headline number: what it is, its value, and how it came about.
class Tile : public QFrame {
  Q_OBJECT

 public:
  Tile(const QString& id, const QString& caption, const QString& tooltip, QWidget* parent = nullptr);
  /// The short provenance stands in where the tile is too narrow for the long one.
  void setValue(const QString& value, const QString& provenance, const QString& short_provenance = {});
  QString value() const;
  /// Amber for a value that means nothing by itself.
  void setAlarmed(bool alarmed);

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void elide();
  void fitValue();
  QLabel *caption_, *value_, *provenance_;
  QString provenance_text_, short_provenance_;
};

/// The numbers that matter most, along the top of the dashboard: latest and best return, ε_π, validation RMSE, the
/// lower bound, k, updates per second, each with its provenance. In one row, or in two where that is too narrow for
/// their numbers; what does not fit into two goes, the least important first.
class TileStrip : public QWidget {
  Q_OBJECT

 public:
  explicit TileStrip(QWidget* parent = nullptr);
  void refresh(const bridge::RunState& state, const bridge::LatestValues& latest);
  /// The newest lower bound on ν and where it comes from; why it is vacuous, or empty. An empty value: none yet.
  void setBound(const QString& value, const QString& origin, const QString& vacuous_because);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void arrange();
  Tile* add(const QString& id, const QString& caption, const QString& tooltip);

  QGridLayout* grid_;
  QList<Tile*> tiles_;  ///< in the order of the strip
  int columns_ = 0;
  Tile *latest_return_, *best_return_, *eps_pi_, *rmse_, *bound_, *length_, *updates_;
};

}  // namespace panels
