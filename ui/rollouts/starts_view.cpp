#include "ui/rollouts/starts_view.h"

#include <QActionGroup>
#include <QMenu>
#include <QToolButton>

namespace rollouts {

StartsView::StartsView(const QString& name, QWidget* parent)
    : FigureView(name, Form::full, parent),
      axes_(addButton(name + QStringLiteral("_axes"), tr("Axes of this chart"),
                      tr("Axes: where D_env varies most, or two of the observation's numbers"))) {
  axes_->setText(tr("axes ▾"));
  axes_->setPopupMode(QToolButton::InstantPopup);
  auto* menu = new QMenu(axes_);
  axes_->setMenu(menu);
  connect(menu, &QMenu::aboutToShow, this, [this, menu] {
    qDeleteAll(menu->findChildren<QMenu*>(Qt::FindDirectChildrenOnly));
    addAxis(*menu, &StatePlane::x);
    addAxis(*menu, &StatePlane::y);
  });
  showFigure();
}

void StartsView::setView(std::shared_ptr<const inspect::TrainingView> view) {
  view_ = std::move(view);
  if (view_ && !view_->dimensions.empty()) {
    if (!dimensions_.empty() && view_->dimensions != dimensions_) plane_ = {};
    dimensions_ = view_->dimensions;
  }
  showFigure();
}

void StartsView::setPlane(StatePlane plane) {
  if (plane == plane_) return;
  plane_ = plane;
  showFigure();
}

void StartsView::addActions(QMenu& menu) {
  FigureView::addActions(menu);
  if (!hasData()) return;
  menu.addSeparator();
  addAxis(menu, &StatePlane::x);
  addAxis(menu, &StatePlane::y);
}

void StartsView::addAxis(QMenu& menu, int StatePlane::* axis) {
  const bool is_x = axis == &StatePlane::x;
  QMenu* choices = menu.addMenu(is_x ? tr("Horizontal axis") : tr("Vertical axis"));
  auto* group = new QActionGroup(choices);
  const auto add = [&](const QString& text, int dimension) {
    QAction* action = choices->addAction(text);
    action->setObjectName((is_x ? QStringLiteral("x_%1") : QStringLiteral("y_%1")).arg(dimension));
    action->setCheckable(true);
    action->setChecked(plane_.*axis == dimension);
    group->addAction(action);
    connect(action, &QAction::triggered, this, [this, axis, dimension] {
      StatePlane plane = plane_;
      plane.*axis = dimension;
      setPlane(plane);
    });
  };
  add(is_x ? tr("First principal axis") : tr("Second principal axis"), kPrincipal);
  choices->addSeparator();
  for (std::size_t i = 0; i < dimensions_.size(); ++i) {
    add(QString::fromStdString(dimensions_[i]), static_cast<int>(i));
  }
}

void StartsView::showFigure() {
  const inspect::TrainingView none;
  setFigure(startsFigure(view_ ? *view_ : none, plane_));
  axes_->setVisible(hasData());
  arrange();
}

}  // namespace rollouts
