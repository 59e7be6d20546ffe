#pragma once

#include <QString>
#include <QStringList>

#include "ui/lab/lab_facts.h"

namespace lab {

/// One thing that a lesson waits for: `k >= 5`, `eps_m <= 0.01`, `k_star > k`, `theorem = 4.2`. A plain value.
///
///     condition  =  name  op  (number | name | word)          op: = != < <= > >=
///
/// Names of numbers and of words are those of `conditionNumbers` and `conditionWords`; words know = and != alone.
class Condition {
 public:
  /// Throws base::Error that says what is wrong with the text and what is allowed.
  static Condition parse(const QString& text);

  bool holds(const LabFacts& facts) const;
  const QString& text() const { return text_; }

 private:
  enum class Op { equal, unequal, less, at_most, more, at_least };
  QString text_, name_, other_;  ///< other_: a name or a word; empty: number_
  Op op_ = Op::equal;
  double number_ = 0;
  bool word_ = false;
};

const QStringList& conditionNumbers();
const QStringList& conditionWords();

}  // namespace lab
