#pragma once

#include <QRectF>
#include <string_view>
#include <vector>

#include "ui/lab/lab_setting.h"
#include "ui/lab/math_box.h"

namespace lab {

/// One additive term, typeset twice: in symbols, and with the numbers in their places.
struct FormulaTerm {
  std::string_view name;
  MathBox symbols, numbers;
  double value = 0;  ///< reward units, the factor 2 r_max included
};

/// A bound's penalty as C(k) = 2 r_max [ term + term + … ], and below it what ε_m′ and k* come to.
struct Formula {
  MathBox head, head_numbers;  ///< "C(k) = 2 r_max", "C(5) = 2 · 1"
  std::vector<FormulaTerm> terms;
  double total = 0;
  std::vector<MathBox> notes;  ///< ε_m′ = …; k* = …
};

/// Pure; the letters' size is the typesetter's.
Formula makeFormula(const LabSetting& setting, const Typesetter& type);

/// A number as formulas show it: four significant digits, "1.2·10⁻⁵" for the very small.
QString formulaNumber(double value);

}  // namespace lab
