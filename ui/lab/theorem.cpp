#include "ui/lab/theorem.h"

#include <QCoreApplication>

namespace lab {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("LabTheorem", text); }

}  // namespace

std::string_view theoremKey(Theorem theorem) {
  switch (theorem) {
    case Theorem::theorem_4_1: return "4.1";
    case Theorem::theorem_4_2: return "4.2";
    case Theorem::theorem_4_3: return "4.3";
    case Theorem::theorem_4_3_published: return "4.3-published";
  }
  return "";
}

std::optional<Theorem> findTheorem(const QString& key) {
  for (const Theorem theorem : kTheorems) {
    const std::string_view name = theoremKey(theorem);
    if (key == QLatin1String(name.data(), static_cast<qsizetype>(name.size()))) return theorem;
  }
  return std::nullopt;
}

QString theoremTitle(Theorem theorem) {
  switch (theorem) {
    case Theorem::theorem_4_1: return tr("Theorem 4.1");
    case Theorem::theorem_4_2: return tr("Theorem 4.2");
    case Theorem::theorem_4_3: return tr("Theorem 4.3");
    case Theorem::theorem_4_3_published: return tr("Theorem 4.3, published");
  }
  return {};
}

QString theoremNote(Theorem theorem) {
  switch (theorem) {
    case Theorem::theorem_4_1:
      return tr("The model is rolled out to the end, so there is no k: every step's error meets the whole horizon.");
    case Theorem::theorem_4_2:
      return tr(
          "Branched rollouts, charged for ε_m on the states of π_D and twice ε_π for each model step. C never "
          "falls with k, so its best k is always 0.");
    case Theorem::theorem_4_3:
      return tr(
          "Branched rollouts, charged for ε_m′ on the states of π. This form keeps (γᵏ + 2) ε_π, as Theorem "
          "4.2 does; it is this program's default.");
    case Theorem::theorem_4_3_published:
      return tr("As in the paper, γᵏ ε_π without the + 2: tighter by 4 r_max ε_π/(1−γ) at every k, with the same k*.");
  }
  return {};
}

bool hasRolloutLength(Theorem theorem) { return theorem != Theorem::theorem_4_1; }

bool usesEpsMPrime(Theorem theorem) {
  return theorem == Theorem::theorem_4_3 || theorem == Theorem::theorem_4_3_published;
}

}  // namespace lab
