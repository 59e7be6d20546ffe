#include "ui/lab/quantity_slider.h"

#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QSlider>
#include <cmath>

namespace lab {
namespace {

constexpr int kPlaces = 1000;

/// Shows no digits that say nothing: 0.02, not 0.020000.
class QuantityBox : public QDoubleSpinBox {
 public:
  using QDoubleSpinBox::QDoubleSpinBox;
  QString textFromValue(double value) const override { return QString::number(value, 'g', 5); }
};

}  // namespace

QuantitySlider::QuantitySlider(LabModel& model, Quantity quantity, QWidget* parent)
    : QWidget(parent),
      model_(model),
      quantity_(quantity),
      grid_(new QGridLayout(this)),
      symbol_(new QLabel(this)),
      name_(new QLabel(this)),
      slider_(new QSlider(Qt::Horizontal, this)),
      spin_(new QuantityBox(this)) {
  const QuantityInfo& info = quantityInfo(quantity);
  const QString key = QLatin1String(info.key);
  const QString tip =
      QStringLiteral("<b>%1</b> · %2<br>%3").arg(info.symbol, info.name, info.explanation.toHtmlEscaped());
  setObjectName(QStringLiteral("labQuantity_") + key);
  setToolTip(tip);
  symbol_->setText(QStringLiteral("<b>%1</b>").arg(info.html()));
  symbol_->setMinimumWidth(symbol_->fontMetrics().horizontalAdvance(QStringLiteral("rmax")));
  symbol_->setToolTip(tip);
  name_->setText(info.name);
  name_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  name_->setToolTip(tip);
  slider_->setObjectName(QStringLiteral("labSlider_") + key);
  slider_->setAccessibleName(tr("%1 slider").arg(info.name));
  slider_->setToolTip(tip);
  slider_->setRange(0, kPlaces);
  slider_->setPageStep(kPlaces / 20);
  spin_->setObjectName(QStringLiteral("labSpin_") + key);
  spin_->setAccessibleName(info.name);
  spin_->setToolTip(tip);
  spin_->setLocale(QLocale::c());
  spin_->setDecimals(info.decimals);
  spin_->setRange(info.scale.minimum, info.scale.maximum);
  spin_->setStepType(info.decimals == 0 ? QDoubleSpinBox::DefaultStepType : QDoubleSpinBox::AdaptiveDecimalStepType);
  spin_->setKeyboardTracking(false);
  spin_->setFixedWidth(spin_->fontMetrics().horizontalAdvance(QStringLiteral("0.00000")) + 27);

  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setHorizontalSpacing(6);
  grid_->setVerticalSpacing(1);
  grid_->setColumnStretch(1, 1);
  setCompact(false);

  connect(slider_, &QSlider::sliderPressed, &model_, &LabModel::beginGesture);
  connect(slider_, &QSlider::sliderReleased, &model_, &LabModel::endGesture);
  connect(slider_, &QSlider::valueChanged, this,
          [this](int place) { model_.edit(quantity_, quantityInfo(quantity_).scale.value(double(place) / kPlaces)); });
  connect(spin_, &QDoubleSpinBox::valueChanged, this, [this](double value) { model_.edit(quantity_, value); });
  connect(&model_, &LabModel::changed, this, &QuantitySlider::refresh);
  refresh();
}

void QuantitySlider::setCompact(bool compact) {
  name_->setVisible(!compact);
  grid_->addWidget(symbol_, 0, 0);
  grid_->addWidget(spin_, 0, 2);
  if (compact) {
    grid_->removeWidget(name_);
    grid_->addWidget(slider_, 0, 1);
  } else {
    grid_->addWidget(name_, 0, 1);
    grid_->addWidget(slider_, 1, 0, 1, 3);
  }
}

void QuantitySlider::refresh() {
  const double value = valueOf(model_.setting(), quantity_);
  const QuantityScale& scale = quantityInfo(quantity_).scale;
  const QSignalBlocker quiet_slider(slider_), quiet_spin(spin_);
  // Under a hand several places may mean one value; the handle stays where the hand is.
  if (!slider_->isSliderDown()) slider_->setValue(static_cast<int>(std::lround(scale.place(value) * kPlaces)));
  spin_->setValue(value);
  spin_->setEnabled(quantity_ != Quantity::k || hasRolloutLength(model_.setting().theorem));
  slider_->setEnabled(spin_->isEnabled());
}

}  // namespace lab
