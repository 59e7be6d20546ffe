// What the page shows of the model's answers.
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/bridge/session_bridge.h"
#include "ui/models/number_text.h"
#include "ui/panels/banner.h"
#include "ui/rollouts/buffer_card.h"
#include "ui/rollouts/choices_form.h"
#include "ui/rollouts/episode_bar.h"
#include "ui/rollouts/episode_list.h"
#include "ui/rollouts/fan_board.h"
#include "ui/rollouts/figure_view.h"
#include "ui/rollouts/rollout_stage.h"
#include "ui/rollouts/rollouts_page.h"
#include "ui/rollouts/score_table.h"
#include "ui/rollouts/starts_view.h"
#include "ui/rollouts/step_cursor.h"
#include "ui/rollouts/training_figures.h"

namespace rollouts {

Lengths RolloutsPage::lengths() const {
  Lengths lengths;
  if (shown_) lengths.k = shown_->rollout_length;
  const auto k_star = bridge_.latest().of(mbpo::Metric::k_star);
  if (k_star && std::isfinite(k_star->value)) lengths.k_star = k_star->value;
  return lengths;
}

void RolloutsPage::setDimension(int dimension) {
  if (dimension == dimension_ || dimension < 0) return;
  dimension_ = dimension;
  showComparison();
}

void RolloutsPage::showComparison() {
  const auto newest = inspector_.comparison();
  const bool other = std::exchange(shown_, newest) != newest;
  if (!shown_) {
    fans_->show(nullptr, 0, {});
    cursor_.setLast(-1);
    stage_.reset();
    for (FigureView* chart : {growth_, own_sigma_, coverage_, pit_, scatter_}) chart->setFigure({});
    scores_->setComparison(nullptr);
    if (other) Q_EMIT stageChanged();
    showText();
    return;
  }
  const inspect::Comparison& answer = *shown_;
  if (!answer.fans.empty()) dimension_ = std::clamp(dimension_, 0, static_cast<int>(answer.fans.size()) - 1);
  const auto dimension = static_cast<std::size_t>(dimension_);
  const Lengths marks = lengths();
  fans_->show(shown_, dimension_, marks);
  growth_->setFigure(growthFigure(answer, dimension, marks));
  own_sigma_->setFigure(ownSigmaFigure(answer, marks));
  coverage_->setFigure(coverageFigure(answer, dimension));
  pit_->setFigure(pitFigure(answer));
  scatter_->setFigure(scatterFigure(answer, dimension));
  scores_->setComparison(shown_);
  scores_->choose(dimension_);
  if (answer.spec.members.empty()) {
    const int networks =
        bridge_.state().configuration ? static_cast<int>(bridge_.state().configuration->ensemble_size) : 0;
    const int known = answer.members.empty() ? 0 : std::ranges::max(answer.members) + 1;
    form_->setEnsemble(std::max(networks, known), answer.members);
  }
  // Statistics come after the paths: the same bodies need not be shown anew.
  if (other && (!stage_ || !answer.complete || stage_ticket_ != answer.ticket)) {
    stage_ticket_ = answer.ticket;
    stage_ = makeStage(answer, palette());
    Q_EMIT stageChanged();
  }
  cursor_.setLast(answer.spec.horizon);
  showText();
}

void RolloutsPage::showTraining() {
  const auto view = inspector_.trainingView();
  starts_->setView(view);
  branch_lengths_->setFigure(branchLengthsFigure(view ? *view : inspect::TrainingView()));
  buffer_->setView(view);
  // Before a run's first model a question had no answer; and a run keeps an evaluation's episode just before the model
  // of the same moment, so that an answer to it may be from the model before.
  const bool older = shown_ && following_ && view && view->real_steps > shown_->model_steps;
  if (view && (!shown_ || older)) ask();
}

void RolloutsPage::showText() {
  bar_->showWays(list_->canMove(-1), list_->canMove(1));
  const run::KeptEpisode* episode = list_->episodes().find(list_->chosen());
  if (episode == nullptr) return;
  const bool from_buffer = form_->choices().from_buffer;
  QString basis = tr("The model has not answered yet."), notes;
  if (shown_) {
    const QString drive = shown_->spec.drive == inspect::Drive::open_loop ? tr("real actions")
                          : shown_->spec.sampled_action                   ? tr("π acts, sampled")
                                                                          : tr("π acts, mean");
    basis = tr("model of step %1 · k = %2 · %3 · seed %4 · answered in %5 s")
                .arg(models::groupedText(shown_->model_steps))
                .arg(shown_->rollout_length)
                .arg(drive)
                .arg(shown_->spec.seed)
                .arg(models::shortText(shown_->seconds));
    if (shown_->spec.horizon < form_->choices().horizon) {
      basis += tr(" · truth is known for %1 steps").arg(shown_->spec.horizon);
    }
    for (const std::string& note : {shown_->truth_note, shown_->body_note, shown_->statistics_note}) {
      if (!note.empty()) notes += u'\n' + QString::fromStdString(note);
    }
  }
  bar_->showText(from_buffer ? tr("State %1 of D_env").arg(form_->choices().start) : episodeText(*episode), basis,
                 notes);
}

void RolloutsPage::showProblem(const QString& problem) {
  if (problem.isEmpty()) {
    banners_->dismiss(QStringLiteral("rollout"));
    return;
  }
  const bool early = bridge_.state().active && !shown_;  // a run keeps episodes before it has a model
  banners_->show(early ? panels::Banner::Kind::note : panels::Banner::Kind::error, QStringLiteral("rollout"),
                 early ? tr("No answer yet") : tr("The model cannot answer"), problem);
}

}  // namespace rollouts
