#include "ui/compare/curve_legend.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <algorithm>

#include "ui/charts/chart_legend.h"
#include "ui/charts/chart_theme.h"
#include "ui/panels/flow_layout.h"

namespace compare {

using charts::LegendEntry;

CurveLegend::CurveLegend(Comparison& comparison, QWidget* parent)
    : QWidget(parent),
      comparison_(comparison),
      flow_(new panels::FlowLayout(4, this)),
      all_(new QPushButton(tr("Show all"), this)),
      band_(new QLabel(tr("band: ± sample std over seeds"), this)) {
  setObjectName(QStringLiteral("compareLegend"));
  setAccessibleName(tr("Legend of all charts"));
  all_->setObjectName(QStringLiteral("compareShowAll"));
  all_->setProperty("chip", true);
  all_->setAccessibleName(tr("Show all curves"));
  all_->setToolTip(tr("Show the hidden curves again"));
  band_->setProperty("tone", QStringLiteral("muted"));
  connect(all_, &QPushButton::clicked, &comparison_, &Comparison::showAll);
  connect(&comparison_, &Comparison::curvesChanged, this, &CurveLegend::rebuild);
  connect(&comparison_, &Comparison::visibilityChanged, this, &CurveLegend::follow);
  rebuild();
}

void CurveLegend::rebuild() {
  while (QLayoutItem* item = flow_->takeAt(0)) delete item;
  qDeleteAll(entries_);
  entries_.clear();
  for (std::size_t number = 0; number < comparison_.curves().size(); ++number) {
    const Curve& curve = comparison_.curves()[number];
    auto* entry = new LegendEntry(curve.label, this);
    entry->setObjectName(QStringLiteral("compare_curve_%1").arg(number));
    entry->setToolTip(tr("%1\nClick to show or hide it, Ctrl-click or double-click to show it alone.").arg(curve.name));
    entry->setProperty("curve", static_cast<int>(number));
    entry->installEventFilter(this);
    connect(entry, &QAbstractButton::clicked, this,
            [this, number](bool shown) { comparison_.setVisible(number, shown); });
    connect(entry, &LegendEntry::soloAsked, this, [this, number] { comparison_.showAlone(number); });
    entries_ << entry;
    flow_->addWidget(entry);
    flow_->setAlignment(entry, Qt::AlignVCenter);
    entry->show();
  }
  for (QWidget* widget : std::initializer_list<QWidget*>{all_, band_}) {
    flow_->addWidget(widget);
    flow_->setAlignment(widget, Qt::AlignVCenter);
  }
  dress();
  follow();
}

void CurveLegend::dress() {
  const charts::ChartTheme theme(palette());
  for (std::size_t i = 0; i < comparison_.curves().size(); ++i) {
    const CurveLook look = comparison_.curves()[i].look;
    charts::SeriesSpec spec;
    spec.dash = look.dash;
    entries_[static_cast<qsizetype>(i)]->setLook(theme.pen(spec, look.colour, 0), LegendEntry::Sign::stroke, theme.text,
                                                 theme.muted_text);
  }
}

void CurveLegend::follow() {
  const auto hidden = [](const Curve& curve) { return !curve.visible; };
  const auto spread = [](const Curve& curve) { return curve.runs.size() > 1; };
  for (std::size_t i = 0; i < comparison_.curves().size(); ++i) {
    entries_[static_cast<qsizetype>(i)]->setChecked(comparison_.curves()[i].visible);
  }
  all_->setVisible(std::ranges::any_of(comparison_.curves(), hidden));
  band_->setVisible(std::ranges::any_of(comparison_.curves(), spread));
}

void CurveLegend::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) dress();
}

bool CurveLegend::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::MouseButtonDblClick) {
    comparison_.showAlone(static_cast<std::size_t>(watched->property("curve").toInt()));
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace compare
