#include "ui/lab/dial.h"

#include <QLabel>
#include <QSlider>
#include <QVBoxLayout>
#include <cmath>

#include "ui/lab/formula.h"

namespace lab {
namespace {

constexpr int kPlaces = 1000;

}  // namespace

Dial::Dial(const QString& key, const QString& caption, const QString& tip, QuantityScale scale, QWidget* parent)
    : QWidget(parent), scale_(scale), slider_(new QSlider(Qt::Horizontal, this)), number_(new QLabel(this)) {
  auto* name = new QLabel(caption, this);
  name->setToolTip(tip);
  slider_->setObjectName(QStringLiteral("dial_") + key);
  slider_->setAccessibleName(caption);
  slider_->setToolTip(tip);
  slider_->setRange(0, kPlaces);
  slider_->setPageStep(kPlaces / 20);
  number_->setObjectName(QStringLiteral("dialValue_") + key);
  number_->setProperty("tone", QStringLiteral("muted"));
  auto* head = new QHBoxLayout;
  head->addWidget(name, 1);
  head->addWidget(number_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(1);
  column->addLayout(head);
  column->addWidget(slider_);
  connect(slider_, &QSlider::valueChanged, this, [this](int place) {
    value_ = scale_.value(double(place) / kPlaces);
    number_->setText(formulaNumber(value_));
    Q_EMIT moved(value_);
  });
}

void Dial::setValue(double value) {
  const QSignalBlocker quiet(slider_);
  value_ = value;
  slider_->setValue(static_cast<int>(std::lround(scale_.place(value) * kPlaces)));
  number_->setText(formulaNumber(value));
}

}  // namespace lab
