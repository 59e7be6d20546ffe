// What leaves a FigureView.
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

#include "ui/charts/chart_legend.h"
#include "ui/rollouts/figure_view.h"

namespace rollouts {

void FigureView::addActions(QMenu& menu) {
  menu.addSeparator();
  menu.addAction(tr("Show all"), this, &FigureView::showAll);
  if (!takes_log_) return;
  QAction* log = menu.addAction(tr("Logarithmic y axis"), log_, &QToolButton::click);
  log->setCheckable(true);
  log->setChecked(isLogY());
}

std::unique_ptr<FigureView> FigureView::makeCopy(QSize size) const {
  auto copy = std::make_unique<FigureView>(objectName());
  copy->keeps_picture_ = false;  // strokes, where they are wanted
  copy->setAttribute(Qt::WA_DontShowOnScreen);
  copy->setPalette(palette());
  copy->setFont(font());
  copy->setFigure(figure_);
  copy->window_ = window_;
  copy->save_->hide();
  copy->resize(size);
  copy->show();  // with WA_DontShowOnScreen: lays out without a window
  copy->arrange();
  return copy;
}

}  // namespace rollouts
