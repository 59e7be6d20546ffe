#include "ui/lab/pin_row.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include "ui/lab/formula.h"
#include "ui/panels/icon.h"

namespace lab {
namespace {

QString pinText(const LabSetting& setting) {
  const BestLength best = calcBestLength(setting);
  const QString star = best.kind == BestLength::Kind::finite      ? QString::number(best.k)
                       : best.kind == BestLength::Kind::unbounded ? QStringLiteral("∞")
                                                                  : QStringLiteral("–");
  return PinRow::tr("C = %1, k* = %2").arg(formulaNumber(calcPenalty(setting, setting.k).calcTotal()), star);
}

QString pinTip(const LabSetting& setting) {
  QStringList parts{theoremTitle(setting.theorem)};
  for (const Quantity quantity : kQuantities) {
    parts << QStringLiteral("%1 = %2").arg(quantityInfo(quantity).symbol, formulaNumber(valueOf(setting, quantity)));
  }
  return parts.join(QStringLiteral("<br>"));
}

}  // namespace

PinRow::PinRow(LabModel& model, QWidget* parent) : QWidget(parent), model_(model) {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(6);
  grid->setVerticalSpacing(2);
  auto* caption = new QLabel(tr("<b>What if</b>&nbsp; pins"), this);
  caption->setToolTip(tr("A pinned setting stays in the charts as a dashed line and a lettered square."));
  grid->addWidget(caption, 0, 0, 1, 3);
  for (int i = 0; i < LabModel::kPins; ++i) {
    Pin& pin = pins_[static_cast<std::size_t>(i)];
    pin = {new QPushButton(this), new QToolButton(this), new QLabel(this)};
    const QString name = pinName(i);
    pin.toggle->setObjectName(QStringLiteral("pin_") + name);
    pin.toggle->setText(name);
    pin.toggle->setCheckable(true);
    pin.toggle->setProperty("chip", true);
    pin.toggle->setAccessibleName(tr("Pin %1").arg(name));
    pin.restore->setObjectName(QStringLiteral("pinRestore_") + name);
    pin.restore->setIcon(panels::icon(QStringLiteral("undo"), panels::Tone::muted));
    pin.restore->setAccessibleName(tr("Back to %1").arg(name));
    pin.restore->setToolTip(tr("Bring this setting back"));
    pin.text->setObjectName(QStringLiteral("pinText_") + name);
    pin.text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    grid->addWidget(pin.toggle, i + 1, 0);
    grid->addWidget(pin.text, i + 1, 1);
    grid->addWidget(pin.restore, i + 1, 2);
    connect(pin.toggle, &QPushButton::clicked, this, [this, i] { model_.togglePin(i); });
    connect(pin.restore, &QToolButton::clicked, this, [this, i, name] {
      if (const auto kept = model_.pin(i)) model_.edit(*kept, name);
    });
  }
  grid->setColumnStretch(1, 1);
  connect(&model_, &LabModel::pinsChanged, this, &PinRow::refresh);
  refresh();
}

void PinRow::refresh() {
  for (int i = 0; i < LabModel::kPins; ++i) {
    const Pin& pin = pins_[static_cast<std::size_t>(i)];
    const auto& kept = model_.pin(i);
    pin.toggle->setChecked(kept.has_value());
    pin.toggle->setToolTip(kept ? tr("Let go of %1").arg(pinName(i))
                                : tr("Pin the present setting as %1").arg(pinName(i)));
    pin.restore->setEnabled(kept.has_value());
    pin.text->setText(kept ? pinText(*kept) : tr("free"));
    pin.text->setToolTip(kept ? pinTip(*kept) : QString());
    pin.text->setProperty("tone", kept ? QString() : QStringLiteral("faint"));
    pin.text->setEnabled(kept.has_value());
  }
}

}  // namespace lab
