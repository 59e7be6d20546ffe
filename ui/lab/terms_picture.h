#pragma once

#include <QCoreApplication>
#include <QPainter>

#include "ui/charts/plot_painter.h"
#include "ui/lab/lab_model.h"

namespace lab {

/// How the chart of the terms is looked at.
struct TermsLook {
  bool normalised = false;  ///< everything divided by r_max/(1−γ)
  bool comparing = false;   ///< with C(k) of the other theorems
  bool held = false;        ///< the line of k has the focus, or a hand on it
};

/// What a TermsChart shows, laid out for a size: the stacked terms, the veil over all that is vacuous, other curves,
/// the best k and the current one. Made anew for each painting; refers to its model.
class TermsPicture {
  Q_DECLARE_TR_FUNCTIONS(lab::TermsChart)

 public:
  TermsPicture(const LabModel& model, const TermsLook& look, const QPalette& palette, const QFont& font, QSizeF size);

  const charts::PlotScene& scene() const { return scene_; }
  /// What one unit of the y axis is, in reward units.
  double unit() const { return unit_; }
  void paint(QPainter& painter) const;

 private:
  void paintStack(QPainter& painter) const;
  /// The veil and its name; returns where the name stands.
  QRectF paintVacuous(QPainter& painter) const;
  void paintNames(QPainter& painter, const QRectF& taken) const;
  void paintCurves(QPainter& painter) const;
  void paintBest(QPainter& painter) const;
  void paintCurrent(QPainter& painter) const;

  const LabModel& model_;
  TermsLook look_;
  double unit_;
  charts::PlotScene scene_;
};

}  // namespace lab
