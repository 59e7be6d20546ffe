#pragma once

#include <QObject>
#include <QTimer>
#include <memory>

#include "inspect/inspect_session.h"

namespace rollouts {

/// The window's door to what a run's model imagines: owns the InspectSession of the shown run, looks at it 20 times a
/// second while somebody watches, and says what changed. Never waits for it but when it is let go of, for one model
/// step. GUI thread.
class Inspector : public QObject {
  Q_OBJECT

 public:
  explicit Inspector(QObject* parent = nullptr);
  ~Inspector() override;

  /// Empty: none. What was known of another run goes. `active`: somebody trains it, so it is looked at again and again.
  void setRun(const QString& directory, bool active);
  const QString& run() const { return run_; }
  /// Costs nothing while nobody does.
  void setWatched(bool watched);
  /// The newest question wins. False without a run.
  bool ask(const inspect::ComparisonSpec& spec);
  /// Looks for new episodes and a newer model now.
  void refresh();

  /// Null before the first.
  std::shared_ptr<const inspect::Comparison> comparison() const { return comparison_; }
  std::shared_ptr<const inspect::TrainingView> trainingView() const { return view_; }
  std::shared_ptr<const std::vector<run::KeptEpisode>> episodes() const { return episodes_; }
  const QString& problem() const { return problem_; }
  bool isBusy() const { return busy_; }

 Q_SIGNALS:
  void runReplaced();
  void episodesChanged();
  void comparisonChanged();
  void trainingViewChanged();
  void problemChanged(const QString& problem);
  void busyChanged(bool busy);

 private:
  void open();
  void poll();

  QTimer timer_, refresh_;
  QString run_, problem_;
  std::unique_ptr<inspect::InspectSession> session_;  ///< from the first look on
  std::shared_ptr<const inspect::Comparison> comparison_;
  std::shared_ptr<const inspect::TrainingView> view_;
  std::shared_ptr<const std::vector<run::KeptEpisode>> episodes_;
  bool active_ = false, watched_ = false, busy_ = false;
};

}  // namespace rollouts
