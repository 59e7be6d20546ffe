#pragma once

#include <QObject>
#include <map>

#include "ui/bridge/session_bridge.h"
#include "ui/lab/live_reading.h"

namespace lab {

/// Reads the errors of the bridge's run, whether it is trained here, followed or recorded: the newest values with
/// their estimators, and the trail of (ε_π, ε_m) since its beginning. GUI thread.
class LiveFollower : public QObject {
  Q_OBJECT

 public:
  explicit LiveFollower(bridge::SessionBridge& bridge, QObject* parent = nullptr);

  const LiveReading& reading() const { return reading_; }
  const Trail& trail() const { return trail_; }

 Q_SIGNALS:
  void changed();

 private:
  void restart();
  void refresh();
  void readTrail(const run::History& history);
  LiveReading look() const;
  QString originOf(const char* metric, const QString& symbol, const QString& unit) const;

  bridge::SessionBridge& bridge_;
  LiveReading reading_;
  Trail trail_;
  std::vector<run::Point> eps_m_, eps_pi_;
  std::size_t eps_m_cursor_ = 0, eps_pi_cursor_ = 0, record_cursor_ = 0;
  std::map<std::string, mbpo::MeasurementRecord> records_;  ///< the newest of each name
};

/// Each ε_m with the ε_π known by then: the last one recorded at the same step or before.
Trail joinTrail(const std::vector<run::Point>& eps_m, const std::vector<run::Point>& eps_pi);

}  // namespace lab
