#include "ui/rollouts/fan_board.h"

#include <QVBoxLayout>
#include <algorithm>

#include "ui/panels/font_fit.h"
#include "ui/rollouts/figure_view.h"
#include "ui/rollouts/step_cursor.h"
#include "ui/rollouts/thumbnail_grid.h"

namespace rollouts {
namespace {

constexpr int kFanHeight = 300;
constexpr std::size_t kMostThumbnails = 64;  // more would be a wall; the table of scores chooses those beyond

}  // namespace

FanBoard::FanBoard(StepCursor& cursor, QWidget* parent)
    : QWidget(parent),
      cursor_(cursor),
      fan_(new FigureView(QStringLiteral("rollout_fan"), FigureView::Form::full, this)),
      grid_(new ThumbnailGrid(this)) {
  fan_->follow(cursor_);
  panels::fitToFont(*this, [this] { fan_->setFixedHeight(qRound(kFanHeight * std::min(panels::textScale(), 1.4))); });
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(6);
  column->addWidget(fan_);
  column->addWidget(grid_);
}

void FanBoard::growTo(std::size_t count) {
  if (count == thumbnails_.size()) return;
  while (thumbnails_.size() > count) {
    delete thumbnails_.back();
    thumbnails_.pop_back();
  }
  while (thumbnails_.size() < count) {
    const int dimension = static_cast<int>(thumbnails_.size());
    auto* thumbnail = new FigureView(QStringLiteral("rollout_fan_%1").arg(dimension), FigureView::Form::compact, grid_);
    thumbnail->follow(cursor_);
    thumbnail->show();
    connect(thumbnail, &FigureView::chosen, this, [this, dimension] { Q_EMIT chosen(dimension); });
    thumbnails_.push_back(thumbnail);
  }
  QList<QWidget*> widgets;
  for (FigureView* thumbnail : thumbnails_) widgets << thumbnail;
  grid_->setThumbnails(widgets);
}

void FanBoard::show(std::shared_ptr<const inspect::Comparison> comparison, int dimension, const Lengths& lengths) {
  growTo(comparison ? std::min(comparison->fans.size(), kMostThumbnails) : 0);
  if (!comparison) {
    Figure nothing;
    nothing.title = tr("Fan");
    nothing.empty_text = tr("The truth of the chosen episode and what the model imagines from its start appear here.");
    fan_->setFigure(nothing);
    return;
  }
  fan_->setFigure(fanFigure(*comparison, static_cast<std::size_t>(dimension), lengths));
  for (std::size_t i = 0; i < thumbnails_.size(); ++i) {
    thumbnails_[i]->setFigure(fanFigure(*comparison, i, lengths));
    thumbnails_[i]->setChosen(static_cast<int>(i) == dimension);
  }
}

}  // namespace rollouts
