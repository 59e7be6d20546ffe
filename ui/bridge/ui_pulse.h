#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <array>

namespace bridge {

/// How smoothly the GUI thread runs: a 10 ms heartbeat whose gaps are measured. A gap is time in which the window
/// could not have answered a click.
class UiPulse : public QObject {
  Q_OBJECT

 public:
  explicit UiPulse(QObject* parent = nullptr);

  double beatsPerSecond() const { return beats_per_second_; }  ///< over the last second; 100 when undisturbed
  double worstGap() const { return worst_gap_; }               ///< milliseconds, over the last second
  double worstGapSinceReset() const { return worst_ever_; }    ///< milliseconds
  /// The gap that this part of all beats since the reset stayed below: 0.99 is the 99th percentile. Milliseconds, to
  /// one; 0 before the first beat.
  double gapQuantileSinceReset(double part) const;
  void resetWorst();

 Q_SIGNALS:
  void measured();  ///< once a second

 private:
  void beat();

  QTimer timer_;
  QElapsedTimer since_beat_, since_report_;
  int beats_ = 0;
  std::array<int, 1000> gaps_{};  ///< beats since the reset, by milliseconds; the last one holds all that is longer
  double worst_now_ = 0, worst_gap_ = 0, worst_ever_ = 0, beats_per_second_ = 0;
};

}  // namespace bridge
