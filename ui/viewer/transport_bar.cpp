#include "ui/viewer/transport_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>

#include "ui/viewer/playback.h"

namespace viewer {
namespace {

constexpr int kIcon = 16;

/// Icons are strokes in the palette's own ink: nothing to load, right in every theme.
enum class Glyph { play, pause, restart, back, forward, slower, faster, loop, side_by_side, camera, menu };

QPainterPath outline(Glyph glyph) {
  QPainterPath path;
  switch (glyph) {
    case Glyph::play: path.addPolygon(QPolygonF{{4.5, 2.5}, {13.5, 8}, {4.5, 13.5}, {4.5, 2.5}}); break;
    case Glyph::pause:
      path.addRect(4, 3, 3, 10);
      path.addRect(9, 3, 3, 10);
      break;
    case Glyph::slower:
      path.addPolygon(QPolygonF{{8, 3.5}, {2, 8}, {8, 12.5}, {8, 3.5}});
      path.addPolygon(QPolygonF{{14, 3.5}, {8, 8}, {14, 12.5}, {14, 3.5}});
      break;
    case Glyph::faster:
      path.addPolygon(QPolygonF{{2, 3.5}, {8, 8}, {2, 12.5}, {2, 3.5}});
      path.addPolygon(QPolygonF{{8, 3.5}, {14, 8}, {8, 12.5}, {8, 3.5}});
      break;
    case Glyph::restart:
      path.addRect(2.5, 3, 2.2, 10);
      path.addPolygon(QPolygonF{{13.5, 2.5}, {5.5, 8}, {13.5, 13.5}, {13.5, 2.5}});
      break;
    case Glyph::back:
      path.addPolygon(QPolygonF{{9.5, 3}, {3, 8}, {9.5, 13}, {9.5, 3}});
      path.addRect(11, 3, 2, 10);
      break;
    case Glyph::forward:
      path.addRect(3, 3, 2, 10);
      path.addPolygon(QPolygonF{{6.5, 3}, {13, 8}, {6.5, 13}, {6.5, 3}});
      break;
    case Glyph::loop: {
      QPainterPath ring;
      ring.addEllipse(QPointF(8, 8.5), 5.5, 5.5);
      ring.addEllipse(QPointF(8, 8.5), 3.8, 3.8);
      ring.setFillRule(Qt::OddEvenFill);
      QPainterPath gap;
      gap.addRect(8, 1, 6, 5);
      path = ring.subtracted(gap);
      path.addPolygon(QPolygonF{{7.6, 0.6}, {12.4, 3.9}, {7.6, 7.2}, {7.6, 0.6}});
      break;
    }
    case Glyph::side_by_side:
      path.addRoundedRect(1.5, 3.5, 6, 9, 1, 1);
      path.addRoundedRect(8.5, 3.5, 6, 9, 1, 1);
      break;
    case Glyph::menu:
      path.addRoundedRect(2, 3.2, 12, 1.8, 0.6, 0.6);
      path.addRoundedRect(2, 7.1, 12, 1.8, 0.6, 0.6);
      path.addRoundedRect(2, 11, 12, 1.8, 0.6, 0.6);
      break;
    case Glyph::camera:
      path.addRoundedRect(1.5, 4.5, 9, 7.5, 1.5, 1.5);
      path.addPolygon(QPolygonF{{11, 8.2}, {15, 5}, {15, 11.5}, {11, 8.2}});
      break;
  }
  return path;
}

QIcon drawnIcon(Glyph glyph, const QColor& ink) {
  QIcon icon;
  for (const int ratio : {1, 2}) {
    QPixmap pixmap(kIcon * ratio, kIcon * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(outline(glyph), ink);
    icon.addPixmap(pixmap);
  }
  return icon;
}

}  // namespace

TransportBar::TransportBar(QWidget* parent) : QWidget(parent) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 4, 0, 0);
  row->setSpacing(2);
  pause_ = addButton(QStringLiteral("viewer_pause"), tr("Pause"), tr("Pause or play (Space)"), true);
  reset_ = addButton(QStringLiteral("viewer_reset"), tr("New episode"), tr("New episode (Backspace)"));
  back_ = addButton(QStringLiteral("viewer_back"), tr("Step back"), tr("One step back (←)"));
  forward_ = addButton(QStringLiteral("viewer_forward"), tr("Step forward"), tr("One step forward (→)"));
  row->addSpacing(6);
  slower_ = addButton(QStringLiteral("viewer_slower"), tr("Slower"), tr("Half the speed (−)"));
  speed_ = new QLabel(this);
  speed_->setObjectName(QStringLiteral("viewer_speed"));
  speed_->setAlignment(Qt::AlignCenter);
  speed_->setToolTip(tr("Simulated seconds per second"));
  row->addWidget(speed_);
  faster_ = addButton(QStringLiteral("viewer_faster"), tr("Faster"), tr("Twice the speed (=)"));
  row->addStretch();
  sampled_ = addButton(QStringLiteral("viewer_sampled"), tr("Sampled"),
                       tr("Play actions sampled from the policy, as in training,\n"
                          "instead of its mean action, as in evaluation"),
                       true);
  live_ = addButton(QStringLiteral("viewer_live"), tr("Live"),
                    tr("Take over every new policy as training goes on; off: keep the one that plays"), true);
  loop_ = addButton(QStringLiteral("viewer_loop_button"), tr("Loop"), tr("Begin anew after the last step (L)"), true);
  side_by_side_ = addButton(QStringLiteral("viewer_side_by_side_button"), tr("Side by side"),
                            tr("Each body in a picture of its own, by the same camera (B)"), true);
  camera_ = addButton(QStringLiteral("viewer_camera"), tr("Reset camera"),
                      tr("The camera back to its place, following the body"));
  menu_ = addButton(QStringLiteral("viewer_view"), tr("View"),
                    tr("What the picture shows, cameras, saving and recording, with their keys"));
  menu_->setPopupMode(QToolButton::InstantPopup);
  for (QToolButton* button : {sampled_, live_}) button->setToolButtonStyle(Qt::ToolButtonTextOnly);

  connect(pause_, &QToolButton::clicked, this, &TransportBar::pauseToggled);
  connect(reset_, &QToolButton::clicked, this, &TransportBar::resetRequested);
  connect(slower_, &QToolButton::clicked, this, &TransportBar::slowerRequested);
  connect(faster_, &QToolButton::clicked, this, &TransportBar::fasterRequested);
  connect(sampled_, &QToolButton::clicked, this, &TransportBar::sampledToggled);
  connect(live_, &QToolButton::clicked, this, &TransportBar::liveToggled);
  connect(camera_, &QToolButton::clicked, this, &TransportBar::cameraResetRequested);
  connect(back_, &QToolButton::clicked, this, [this] { Q_EMIT stepRequested(-1); });
  connect(forward_, &QToolButton::clicked, this, [this] { Q_EMIT stepRequested(1); });
  connect(loop_, &QToolButton::clicked, this, &TransportBar::loopToggled);
  connect(side_by_side_, &QToolButton::clicked, this, &TransportBar::sideBySideToggled);
  fitToFont();
  showStage(false, false, false);
  showLive(true);
  showSpeed(1);
  drawIcons();
}

QToolButton* TransportBar::addButton(const QString& name, const QString& text, const QString& tooltip, bool checkable) {
  auto* button = new QToolButton(this);
  button->setObjectName(name);
  button->setText(text);
  button->setAccessibleName(text);
  button->setToolTip(tooltip);
  button->setCheckable(checkable);
  button->setAutoRaise(true);
  button->setFocusPolicy(Qt::TabFocus);  // a click leaves the keys to the picture
  layout()->addWidget(button);
  return button;
}

void TransportBar::drawIcons() {
  const QColor ink = palette().color(QPalette::ButtonText);
  pause_->setIcon(drawnIcon(pause_->isChecked() ? Glyph::play : Glyph::pause, ink));
  reset_->setIcon(drawnIcon(Glyph::restart, ink));
  slower_->setIcon(drawnIcon(Glyph::slower, ink));
  faster_->setIcon(drawnIcon(Glyph::faster, ink));
  camera_->setIcon(drawnIcon(Glyph::camera, ink));
  back_->setIcon(drawnIcon(Glyph::back, ink));
  forward_->setIcon(drawnIcon(Glyph::forward, ink));
  loop_->setIcon(drawnIcon(Glyph::loop, ink));
  side_by_side_->setIcon(drawnIcon(Glyph::side_by_side, ink));
  menu_->setIcon(drawnIcon(Glyph::menu, ink));
}

void TransportBar::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) drawIcons();
  if (event->type() == QEvent::FontChange) fitToFont();
}

void TransportBar::fitToFont() {
  const int side = fontMetrics().height();
  for (QToolButton* button :
       {pause_, reset_, back_, forward_, slower_, faster_, loop_, side_by_side_, camera_, menu_}) {
    button->setIconSize({side, side});
  }
  speed_->setFixedWidth(fontMetrics().horizontalAdvance(QStringLiteral("1/32×")) + 8);
  fitToWidth();
}

void TransportBar::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fitToWidth();
}

/// Which buttons there are follows from the width, so it does not flicker: those before `room` runs out.
void TransportBar::fitToWidth() {
  const QList<QWidget*> always{pause_, reset_, slower_, speed_, faster_, menu_};
  const QList<QWidget*> by_importance = has_stage_ ? QList<QWidget*>{back_, forward_, loop_, side_by_side_, camera_}
                                                   : QList<QWidget*>{live_, camera_, back_, forward_, sampled_};
  constexpr int kGaps = 6 + 8;
  int room = width() - kGaps;
  for (const QWidget* one : always) room -= one->sizeHint().width() + layout()->spacing();
  for (QWidget* one : by_importance) {
    room -= one->sizeHint().width() + layout()->spacing();
    one->setVisible(room >= 0);
  }
  for (QWidget* one : has_stage_ ? QList<QWidget*>{sampled_, live_} : QList<QWidget*>{loop_, side_by_side_})
    one->hide();
}

void TransportBar::showStage(bool has_stage, bool loops, bool side_by_side) {
  has_stage_ = has_stage;
  reset_->setToolTip(has_stage ? tr("Back to the first step (Backspace)") : tr("New episode (Backspace)"));
  loop_->setChecked(loops);
  side_by_side_->setChecked(side_by_side);
  fitToWidth();
}

void TransportBar::showPaused(bool paused) {
  pause_->setChecked(paused);
  drawIcons();
}

void TransportBar::showSampled(bool sampled) { sampled_->setChecked(sampled); }
void TransportBar::showLive(bool live) { live_->setChecked(live); }

void TransportBar::showSpeed(double speed) {
  speed_->setText(Playback::label(speed));
  slower_->setEnabled(speed > Playback::kSlowest);
  faster_->setEnabled(speed < Playback::kFastest);
}

}  // namespace viewer
