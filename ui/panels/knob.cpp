#include "ui/panels/knob.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QSpinBox>
#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/panels/edit_badge.h"
#include "ui/panels/font_fit.h"

namespace panels {
namespace {

constexpr int kRestMilliseconds = 150;
// Positions of a logarithmic slider.
constexpr int kPositions = 1000;
// A linear slider is kinder as long as every value is at least a pixel wide.
constexpr int kLinearUpTo = 64;

}  // namespace

Knob::Knob(bridge::ParameterBoard& board, const QString& key, const QString& name, int slider_maximum, QWidget* parent)
    : QWidget(parent),
      board_(board),
      key_(key),
      slider_maximum_(slider_maximum),
      controls_(new QHBoxLayout),
      slider_(new QSlider(Qt::Horizontal, this)),
      spin_(new QSpinBox(this)),
      badge_(new EditBadge(this)) {
  const mbpo::Parameter& parameter = mbpo::findParameter(key.toStdString());
  minimum_ = static_cast<int>(parameter.minimum);
  maximum_ = static_cast<int>(std::min(parameter.maximum, double{std::numeric_limits<int>::max()}));
  const QString symbol = QString::fromStdString(parameter.symbol);
  const QString tip = QStringLiteral("<b>%1</b> (%2)<br>%3<br>%4")
                          .arg(symbol, key, QString::fromStdString(parameter.help).toHtmlEscaped(),
                               tr("Alt+%1 jumps here. A change takes effect at the next stage boundary.").arg(symbol));
  setObjectName(QStringLiteral("knob_") + key);

  auto* caption = new QLabel(QStringLiteral("<b>%1</b>").arg(symbol), this);
  caption->setToolTip(tip);
  badge_->setObjectName(QStringLiteral("badge_") + key);
  badge_->setDescription(name);
  badge_->setToolTip(tip);

  slider_->setObjectName(QStringLiteral("slider_") + key);
  slider_->setAccessibleName(tr("%1 slider").arg(name));
  slider_->setToolTip(tip);
  const bool linear = slider_maximum_ <= kLinearUpTo;
  slider_->setRange(linear ? minimum_ : 0, linear ? slider_maximum_ : kPositions);
  slider_->setPageStep(linear ? std::max(1, (slider_maximum_ - minimum_) / 10) : kPositions / 10);
  slider_->setMinimumWidth(56);

  spin_->setObjectName(QStringLiteral("spin_") + key);
  spin_->setAccessibleName(name);
  spin_->setToolTip(tip);
  spin_->setRange(minimum_, maximum_);
  spin_->setKeyboardTracking(false);
  spin_->setStepType(linear ? QSpinBox::DefaultStepType : QSpinBox::AdaptiveDecimalStepType);
  fitToFont(*spin_, [this] {
    const QString widest = QString::number(std::max(slider_maximum_, 100) * 10);
    spin_->setFixedWidth(QFontMetrics(QApplication::font()).horizontalAdvance(widest) + 40);
  });

  auto* heading = new QHBoxLayout;
  heading->setSpacing(6);
  heading->addWidget(caption);
  heading->addWidget(badge_, 1);
  controls_->setSpacing(6);
  controls_->addWidget(slider_, 1);
  controls_->addWidget(spin_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  column->addLayout(heading);
  column->addLayout(controls_);

  rest_.setSingleShot(true);
  rest_.setInterval(kRestMilliseconds);
  connect(&rest_, &QTimer::timeout, this, &Knob::commit);
  connect(slider_, &QSlider::valueChanged, this, &Knob::onSliderMoved);
  connect(slider_, &QSlider::sliderReleased, this, &Knob::commit);
  connect(spin_, &QSpinBox::valueChanged, this, [this](int value) {
    rest_.stop();
    request(value);
  });
  connect(&board_, &bridge::ParameterBoard::replaced, this, [this] { refresh(); });
  connect(&board_, &bridge::ParameterBoard::changed, this, [this](const QString& changed) {
    if (changed == key_) refresh();
  });
  Knob::refresh();
}

QString Knob::badgeText() const { return badge_->text(); }

void Knob::focusValue() {
  spin_->setFocus(Qt::ShortcutFocusReason);
  spin_->selectAll();
}

int Knob::sliderPosition(int value) const {
  const int shown = std::clamp(value, minimum_, slider_maximum_);
  if (slider_maximum_ <= kLinearUpTo) return shown;
  // Shifted by one where the range begins at 0, which has no logarithm.
  const double shift = minimum_ < 1 ? 1 - minimum_ : 0;
  const double share = std::log((shown + shift) / (minimum_ + shift)) /
                       std::log((slider_maximum_ + shift) / (minimum_ + shift));
  return static_cast<int>(std::lround(share * kPositions));
}

int Knob::sliderValue(int position) const {
  if (slider_maximum_ <= kLinearUpTo) return position;
  const double shift = minimum_ < 1 ? 1 - minimum_ : 0;
  const double ratio = (slider_maximum_ + shift) / (minimum_ + shift);
  return static_cast<int>(std::lround((minimum_ + shift) * std::pow(ratio, double(position) / kPositions) - shift));
}

void Knob::onSliderMoved(int position) {
  const QSignalBlocker quiet(spin_);
  spin_->setValue(sliderValue(position));
  badge_->setEdit({bridge::EditState::Phase::pending, 0, {}, 0, {}});
  rest_.start();
}

void Knob::commit() {
  if (slider_->isSliderDown() && rest_.isActive()) return;
  rest_.stop();
  request(spin_->value());
}

void Knob::request(int value) { board_.request(key_, QString::number(value)); }

void Knob::showValue(int value) {
  const QSignalBlocker quiet_slider(slider_), quiet_spin(spin_);
  slider_->setValue(sliderPosition(value));
  spin_->setValue(value);
}

void Knob::refresh() {
  // A hand on the slider outranks the news; what it asks for comes next.
  if (!rest_.isActive() && !slider_->isSliderDown()) showValue(board_.value(key_).toInt());
  badge_->setEdit(board_.edit(key_));
  const bool free = board_.lockReason(key_).isEmpty();
  slider_->setEnabled(free);
  spin_->setEnabled(free);
}

}  // namespace panels
