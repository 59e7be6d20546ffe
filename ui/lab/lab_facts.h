#pragma once

#include <QHash>
#include <QString>

namespace lab {

/// What is the case in the laboratory, by name: what a lesson's conditions speak of. A plain value.
struct LabFacts {
  QHash<QString, double> numbers;
  QHash<QString, QString> words;
};

}  // namespace lab
