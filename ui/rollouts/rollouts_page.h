#pragma once

#include <QAction>
#include <QJsonObject>
#include <QWidget>
#include <memory>
#include <optional>

#include "ui/rollouts/choices.h"
#include "ui/rollouts/inspector.h"
#include "ui/rollouts/rollout_figures.h"
#include "ui/rollouts/step_cursor.h"
#include "ui/viewer/stage.h"

class QHBoxLayout;
class QStackedWidget;
class QVBoxLayout;

namespace bridge {
class SessionBridge;
}
namespace panels {
class BannerStack;
class ChartSections;
}  // namespace panels

namespace rollouts {

class BufferCard;
class ChoicesForm;
class EpisodeBar;
class EpisodeList;
class FanBoard;
class FigureView;
class Invitation;
class ScoreTable;
class StartsView;

/// The page "Rollouts": a real episode of the shown run, what its model imagines from one of its states, where the two
/// part, and whether the model knows it. All charts, and the bodies in the viewer, look at one step. The model works on
/// a thread of its own; what is shown is the last answer. GUI thread.
class RolloutsPage : public QWidget {
  Q_OBJECT

 public:
  explicit RolloutsPage(bridge::SessionBridge& bridge, QWidget* parent = nullptr);

  /// Its sections, as the command line names them.
  static QStringList sectionNames() { return {"fan", "error", "calibration", "training"}; }
  /// Brings one of them to the top, at once and when the model's first answer has moved the charts.
  void goTo(const QString& section);

  /// From this step on, so many steps; none: as it is.
  void imagine(std::optional<int> start, std::optional<int> horizon);

  QJsonObject state() const;
  void restore(const QJsonObject& state);
  void resetCharts();

  /// What the viewer shows beside the page; null: nothing imagined yet.
  std::shared_ptr<const viewer::Stage> stage() const { return stage_; }
  /// Keys of the page, for a menu.
  const QList<QAction*>& keys() const { return keys_; }

  Inspector& inspector() { return inspector_; }
  StepCursor& cursor() { return cursor_; }
  EpisodeList* episodes() const { return list_; }
  EpisodeBar* bar() const { return bar_; }
  ChoicesForm* form() const { return form_; }
  FanBoard* fans() const { return fans_; }
  panels::ChartSections* sections() const { return sections_; }
  int dimension() const { return dimension_; }
  void setDimension(int dimension);

 public Q_SLOTS:
  /// The viewer has moved on; charts follow, nobody is told.
  void followStep(double step);

 Q_SIGNALS:
  void stageChanged();
  /// Somebody on the page has chosen another step.
  void stepChosen(double step);
  void trainAsked();

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void buildCharts();
  void buildKeys();
  void connectParts();
  void arrange();
  void followRun();
  void followEpisodes();
  void chooseEpisode(const QString& id);
  void ask();
  void showComparison();
  void showTraining();
  void showText();
  void showProblem(const QString& problem);
  Lengths lengths() const;

  bridge::SessionBridge& bridge_;
  Inspector inspector_;
  StepCursor cursor_;
  panels::BannerStack* banners_;
  QStackedWidget* content_;
  Invitation* invitation_;
  EpisodeBar* bar_;
  QWidget* side_;  ///< list and choices: a column where there is room, else above the charts
  QVBoxLayout* side_column_;
  QHBoxLayout* body_;
  EpisodeList* list_;
  ChoicesForm* form_;
  panels::ChartSections* sections_;
  FanBoard* fans_;
  FigureView *growth_, *own_sigma_, *coverage_, *pit_, *scatter_, *branch_lengths_;
  StartsView* starts_;
  ScoreTable* scores_;
  BufferCard* buffer_;
  QList<QAction*> keys_;
  std::shared_ptr<const viewer::Stage> stage_;
  std::shared_ptr<const inspect::Comparison> shown_;
  std::uint64_t stage_ticket_ = 0;  ///< of the answer whose bodies the stage shows
  int dimension_ = 0;
  bool following_ = true, list_shown_ = false, wide_ = false, arranged_ = false, led_by_viewer_ = false;
};

}  // namespace rollouts
