#pragma once

#include <QtTest>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/atomic_file.h"
#include "base/error.h"

/// The nine bundled tasks with their facts and golden traces in tests/data/environments.
inline const std::vector<std::string> kTasks = {
    "ant",     "half_cheetah", "hopper",  "humanoid", "inverted_double_pendulum", "inverted_pendulum",
    "reacher", "swimmer",      "walker2d"};

inline nlohmann::json reference(const std::string& task, const std::string& kind) {
  return nlohmann::json::parse(base::readFile(WORKBENCH_TEST_DATA "/environments/" + task + "." + kind + ".json"));
}

/// A data row per task, in a column named "task".
inline void addTaskRows() {
  QTest::addColumn<QString>("task");
  for (const std::string& task : kTasks) QTest::newRow(task.c_str()) << QString::fromStdString(task);
}

/// The message of the base::Error that `action` throws; fails the test when there is none.
template <class Action>
QString errorOf(Action action) {
  try {
    action();
  } catch (const base::Error& error) {
    return QString::fromUtf8(error.what());
  }
  return QStringLiteral("(nothing was thrown)");
}

#define VERIFY_MESSAGE(message, ...)                                                         \
  do {                                                                                       \
    const QString said = (message);                                                          \
    for (const char* part : {__VA_ARGS__}) {                                                 \
      QVERIFY2(said.contains(QString::fromUtf8(part)), qPrintable(said + " lacks " + part)); \
    }                                                                                        \
  } while (false)
