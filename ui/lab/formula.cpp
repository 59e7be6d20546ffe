#include "ui/lab/formula.h"

#include "bound/penalty.h"
#include "ui/charts/ticks.h"

namespace lab {
namespace {

constexpr double kNoteSize = 0.84;  // of the formula's letters

/// The parts that terms are made of, once as symbols and once as numbers.
struct Lexicon {
  const Typesetter& type;
  MathBox two, times, gamma, gamma_k, gamma_k1, horizon, horizon_2, k, eps_m, eps_m_prime, eps_pi;
};

Lexicon makeSymbols(const Typesetter& type) {
  const Typesetter small = type.smaller();
  const MathBox gamma = type.symbol(QStringLiteral("γ")), none;
  const MathBox eps = type.symbol(QStringLiteral("ε"));
  const MathBox horizon = type.row({type.upright(QStringLiteral("(1 − ")), gamma, type.upright(QStringLiteral(")"))});
  const MathBox m = small.symbol(QStringLiteral("m"));
  // A prime of full size: it is high by itself, and a raised one would be a speck.
  const MathBox prime = type.upright(QStringLiteral("′"));
  MathBox eps_m_prime = type.script(eps, m, none);
  eps_m_prime.place(prime, {eps.width, 0});
  return {.type = type,
          .two = type.upright(QStringLiteral("2")),
          .times = type.space(0.12),
          .gamma = gamma,
          .gamma_k = type.script(gamma, none, small.symbol(QStringLiteral("k"))),
          .gamma_k1 = type.script(gamma, none,
                                  small.row({small.symbol(QStringLiteral("k")), small.upright(QStringLiteral("+1"))})),
          .horizon = horizon,
          .horizon_2 = type.script(horizon, none, small.upright(QStringLiteral("2"))),
          .k = type.symbol(QStringLiteral("k")),
          .eps_m = type.script(eps, m, none),
          .eps_m_prime = eps_m_prime,
          .eps_pi = type.script(eps, small.symbol(QStringLiteral("π")), none)};
}

Lexicon makeNumbers(const LabSetting& setting, const Typesetter& type) {
  const Typesetter small = type.smaller();
  const auto number = [&](double value) { return type.upright(formulaNumber(value)); };
  const MathBox gamma = number(setting.discount), horizon = number(1 - setting.discount), none;
  const auto power = [&](std::int64_t n) { return type.script(gamma, none, small.upright(QString::number(n))); };
  return {.type = type,
          .two = type.upright(QStringLiteral("2")),
          .times = type.upright(QStringLiteral(" · ")),
          .gamma = gamma,
          .gamma_k = power(setting.k),
          .gamma_k1 = power(setting.k + 1),
          .horizon = horizon,
          .horizon_2 = type.script(horizon, none, small.upright(QStringLiteral("2"))),
          .k = type.upright(QString::number(setting.k)),
          .eps_m = number(setting.eps_m),
          .eps_m_prime = number(calcEpsMPrime(setting)),
          .eps_pi = number(setting.eps_pi)};
}

/// One term without the common factor 2 r_max.
MathBox makeTerm(std::string_view name, Theorem theorem, const Lexicon& x) {
  using namespace bound::term;
  const Typesetter& t = x.type;
  const bool full_length = theorem == Theorem::theorem_4_1;
  if (name == kModelError) {
    if (full_length) return t.fraction(t.row({x.gamma, x.times, x.eps_m}), x.horizon_2);  // γ ε_m/(1−γ)²
    return t.fraction(t.row({x.k, x.times, usesEpsMPrime(theorem) ? x.eps_m_prime : x.eps_m}), x.horizon);
  }
  if (name == kPolicyShiftStates) return t.fraction(t.row({x.two, x.times, x.gamma, x.times, x.eps_pi}), x.horizon_2);
  if (name == kPolicyShiftActions) return t.fraction(t.row({x.two, x.times, x.eps_pi}), x.horizon);
  if (name == kShiftBeforeBranch) return t.fraction(t.row({x.gamma_k1, x.times, x.eps_pi}), x.horizon_2);
  if (name == kShiftAtBranch) return t.fraction(t.row({x.gamma_k, x.times, x.eps_pi}), x.horizon);
  return t.fraction(t.row({x.two, x.times, x.k, x.times, x.eps_pi}), x.horizon);  // shift in the branch
}

MathBox makeErrorNote(const LabSetting& setting, const Lexicon& symbols, const Lexicon& numbers) {
  const Typesetter& t = symbols.type;
  const MathBox equals = t.upright(QStringLiteral(" = ")), plus = t.upright(QStringLiteral(" + "));
  return t.row({symbols.eps_m_prime, equals, symbols.eps_m, plus, t.symbol(QStringLiteral("d")), symbols.times,
                symbols.eps_pi, equals, numbers.eps_m, plus, t.upright(formulaNumber(setting.slope)), numbers.times,
                numbers.eps_pi, equals, numbers.eps_m_prime});
}

MathBox makeLengthNote(const LabSetting& setting, const Lexicon& symbols, const Lexicon& numbers) {
  const Typesetter& t = symbols.type;
  const MathBox equals = t.upright(QStringLiteral(" = ")), none;
  const MathBox k_star = t.script(symbols.k, none, t.smaller().upright(QStringLiteral("*")));
  const BestLength best = calcKStar(setting);
  const MathBox up = t.upright(QStringLiteral("⌈")), down = t.upright(QStringLiteral("⌉"));
  const auto log_of = [&](const MathBox& above, const MathBox& below) {
    return t.row({t.upright(QStringLiteral("ln(")), above, t.upright(QStringLiteral("/")), below,
                  t.upright(QStringLiteral(")"))});
  };
  const MathBox one = t.upright(QStringLiteral("1")), over = t.upright(QStringLiteral(" / "));
  const auto closed_form = [&](const Lexicon& x) {
    return t.row({up, log_of(x.eps_pi, x.eps_m_prime), over, log_of(one, x.gamma), down});
  };
  if (best.kind == BestLength::Kind::unbounded) {
    return t.row({k_star, t.upright(QStringLiteral(" unbounded:  ")), symbols.eps_m_prime,
                  t.upright(QStringLiteral(" = 0 < ")), symbols.eps_pi});
  }
  if (best.k == 0) {
    return t.row({k_star, t.upright(QStringLiteral(" = 0:  ")), symbols.eps_m_prime, t.upright(QStringLiteral(" = ")),
                  numbers.eps_m_prime, t.upright(QStringLiteral(" ≥ ")), symbols.eps_pi,
                  t.upright(QStringLiteral(" = ")), numbers.eps_pi});
  }
  const MathBox value = t.upright(QString::number(best.k));
  if (setting.discount == 0) return t.row({k_star, equals, value});
  return t.row({k_star, equals, closed_form(symbols), equals, closed_form(numbers), equals, value});
}

}  // namespace

QString formulaNumber(double value) { return charts::formatValue(value); }

Formula makeFormula(const LabSetting& setting, const Typesetter& type) {
  const Lexicon symbols = makeSymbols(type), numbers = makeNumbers(setting, type);
  const Typesetter small = type.smaller();
  const MathBox none;
  const bool has_k = hasRolloutLength(setting.theorem);
  const MathBox equals = type.upright(QStringLiteral(" = "));
  const auto head = [&](const MathBox& argument, const MathBox& r_max, const MathBox& times) {
    const MathBox left = has_k ? type.row({type.symbol(QStringLiteral("C")), type.upright(QStringLiteral("(")),
                                           argument, type.upright(QStringLiteral(")"))})
                               : type.symbol(QStringLiteral("C"));
    return type.row({left, equals, type.upright(QStringLiteral("2")), times, r_max, type.space(0.3)});
  };
  Formula formula;
  const MathBox r_max = type.script(type.symbol(QStringLiteral("r")), small.upright(QStringLiteral("max")), none);
  formula.head = head(symbols.k, r_max, symbols.times);
  formula.head_numbers = head(numbers.k, type.upright(formulaNumber(setting.r_max)), numbers.times);
  for (const bound::Term& term : calcPenalty(setting, setting.k).terms) {
    formula.terms.push_back({term.name, makeTerm(term.name, setting.theorem, symbols),
                             makeTerm(term.name, setting.theorem, numbers), term.value});
    formula.total += term.value;
  }
  if (usesEpsMPrime(setting.theorem)) {
    const Typesetter note = type.scaled(kNoteSize);
    const Lexicon note_symbols = makeSymbols(note), note_numbers = makeNumbers(setting, note);
    formula.notes = {makeErrorNote(setting, note_symbols, note_numbers),
                     makeLengthNote(setting, note_symbols, note_numbers)};
  }
  return formula;
}

}  // namespace lab
