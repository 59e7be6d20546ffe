#include "ui/lab/condition.h"

#include <QRegularExpression>
#include <cmath>

#include "base/error.h"

namespace lab {
namespace {

constexpr double kRelative = 1e-9;  // two ways of writing one number are equal

[[noreturn]] void refuse(const QString& text, const QString& problem) {
  throw base::Error(QStringLiteral("condition “%1”: %2").arg(text, problem).toStdString());
}

bool nearlyEqual(double a, double b) {
  return a == b || std::abs(a - b) <= kRelative * std::max(std::abs(a), std::abs(b));
}

}  // namespace

const QStringList& conditionNumbers() {
  static const QStringList names{"gamma",   "r_max",   "eps_m",         "eps_m_prime", "eps_pi",
                                 "slope",   "k",       "k_star",        "penalty",     "penalty_normalised",
                                 "vacuous", "pins",    "mdp_noise",     "mdp_shift",   "mdp_seed",
                                 "mdp_k",   "mdp_gap", "mdp_tightness", "iterations",  "certified",
                                 "falls"};
  return names;
}

const QStringList& conditionWords() {
  static const QStringList names{"theorem", "view", "world", "certificate", "improvement_world"};
  return names;
}

Condition Condition::parse(const QString& text) {
  static const QRegularExpression form(QStringLiteral("^\\s*([a-z_]+)\\s*(<=|>=|!=|=|<|>)\\s*([\\w.\\-]+)\\s*$"));
  const auto match = form.match(text);
  if (!match.hasMatch()) refuse(text, QStringLiteral("write it like “k >= 5” or “theorem = 4.2”."));
  Condition condition;
  condition.text_ = text.trimmed();
  condition.name_ = match.captured(1);
  const QString op = match.captured(2), right = match.captured(3);
  condition.op_ = op == QLatin1String("=")    ? Op::equal
                  : op == QLatin1String("!=") ? Op::unequal
                  : op == QLatin1String("<")  ? Op::less
                  : op == QLatin1String("<=") ? Op::at_most
                  : op == QLatin1String(">")  ? Op::more
                                              : Op::at_least;
  condition.word_ = conditionWords().contains(condition.name_);
  if (condition.word_) {
    if (condition.op_ != Op::equal && condition.op_ != Op::unequal) {
      refuse(text, QStringLiteral("“%1” is a word; compare it with = or !=.").arg(condition.name_));
    }
    condition.other_ = right;
    return condition;
  }
  if (!conditionNumbers().contains(condition.name_)) {
    refuse(text, QStringLiteral("“%1” is unknown; use one of %2.")
                     .arg(condition.name_, (conditionNumbers() + conditionWords()).join(QStringLiteral(", "))));
  }
  bool number = false;
  condition.number_ = right.toDouble(&number);
  if (!number) {
    if (!conditionNumbers().contains(right)) {
      refuse(text, QStringLiteral("“%1” is neither a number nor a known name.").arg(right));
    }
    condition.other_ = right;
  }
  return condition;
}

bool Condition::holds(const LabFacts& facts) const {
  if (word_) {
    if (!facts.words.contains(name_)) return false;
    return (facts.words[name_] == other_) == (op_ == Op::equal);
  }
  if (!facts.numbers.contains(name_)) return false;
  if (!other_.isEmpty() && !facts.numbers.contains(other_)) return false;
  const double left = facts.numbers[name_], right = other_.isEmpty() ? number_ : facts.numbers[other_];
  switch (op_) {
    case Op::equal: return nearlyEqual(left, right);
    case Op::unequal: return !nearlyEqual(left, right);
    case Op::less: return left < right && !nearlyEqual(left, right);
    case Op::at_most: return left <= right || nearlyEqual(left, right);
    case Op::more: return left > right && !nearlyEqual(left, right);
    case Op::at_least: return left >= right || nearlyEqual(left, right);
  }
  return false;
}

}  // namespace lab
