#pragma once

#include <QtTest>

namespace support {

/// Columns "n_s" and "n_a" for a data-driven test: the sizes of every bundled task.
inline void addTaskSizes() {
  QTest::addColumn<int>("n_s");
  QTest::addColumn<int>("n_a");
  struct Sizes {
    const char* task;
    int n_s, n_a;
  };
  for (const Sizes sizes :
       {Sizes{"inverted_pendulum", 4, 1}, Sizes{"inverted_double_pendulum", 11, 1}, Sizes{"hopper", 11, 3},
        Sizes{"walker2d", 17, 6}, Sizes{"half_cheetah", 17, 6}, Sizes{"swimmer", 8, 2}, Sizes{"reacher", 11, 2},
        Sizes{"ant", 27, 8}, Sizes{"humanoid", 45, 17}}) {
    QTest::newRow(sizes.task) << sizes.n_s << sizes.n_a;
  }
}

}  // namespace support
