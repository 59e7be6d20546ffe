#pragma once

#include <QRegularExpression>
#include <QtTest>

namespace support {

/// From here to the end of the test function, whatever Qt complains about fails it; what the platform that tests run on
/// is known to say is let through. Call it in `init()`.
inline void failOnQtWarnings() {
  QTest::failOnWarning(QRegularExpression(
      QStringLiteral("^(?!.*(propagateSizeHints|XDG_RUNTIME_DIR|This plugin does not support)).*$"),
      QRegularExpression::DotMatchesEverythingOption));
}

}  // namespace support
