#include "ui/window/stage_link.h"

#include <QEvent>

#include "ui/rollouts/rollouts_page.h"
#include "ui/viewer/viewer_pane.h"

namespace window {

StageLink::StageLink(rollouts::RolloutsPage& page, viewer::ViewerPane& pane)
    : QObject(&pane), page_(page), pane_(pane) {
  page_.installEventFilter(this);
  connect(&page_, &rollouts::RolloutsPage::stageChanged, this, &StageLink::show);
  connect(&page_, &rollouts::RolloutsPage::stepChosen, this, [this](double step) {
    if (pane_.stage() != nullptr) pane_.setStep(step);
  });
  connect(&pane_, &viewer::ViewerPane::stepChanged, &page_, &rollouts::RolloutsPage::followStep);
}

void StageLink::show() {
  const auto stage = page_.isVisible() ? page_.stage() : nullptr;
  if (pane_.stage() == stage) return;
  pane_.showStage(stage);
  if (stage != nullptr && page_.cursor().step() > 0) pane_.setStep(page_.cursor().step());
}

bool StageLink::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Show || event->type() == QEvent::Hide) show();
  return QObject::eventFilter(watched, event);
}

}  // namespace window
