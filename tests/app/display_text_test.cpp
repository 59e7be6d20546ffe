#include "app/cli/display_text.h"

#include <QtTest>
#include <cmath>

#include "app/cli/suggestion.h"
#include "app/cli/table.h"

class DisplayTextTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void widthCountsLettersNotBytes() {
    QCOMPARE(cli::calcWidth("ε_π · k"), std::size_t{7});
    QCOMPARE(cli::calcWidth("H̄"), std::size_t{1});
    QCOMPARE(cli::padLeft("γ", 3), std::string("  γ"));
    QCOMPARE(cli::padRight("γ", 3), std::string("γ  "));
  }

  void numbersAreShortAndHonest() {
    QCOMPARE(cli::numberText(873.25), std::string("873.2"));
    QCOMPARE(cli::numberText(-0.05), std::string("-0.05"));
    QCOMPARE(cli::numberText(1e12), std::string("1e+12"));
    QCOMPARE(cli::numberText(std::nan("")), std::string("–"));
    QCOMPARE(cli::countText(1234567), std::string("1 234 567"));
    QCOMPARE(cli::countText(-123), std::string("-123"));
    QCOMPARE(cli::countText(0), std::string("0"));
    QCOMPARE(cli::limitText(256), std::string("256"));
    QCOMPARE(cli::limitText(1e12), std::string("1e+12"));
  }

  void durationsReadLikeAClock() {
    QCOMPARE(cli::durationText(42), std::string("0:42"));
    QCOMPARE(cli::durationText(59.7), std::string("1:00"));
    QCOMPARE(cli::durationText(3 * 3600 + 7 * 60 + 59), std::string("3:07:59"));
    QCOMPARE(cli::durationText(0), std::string("–"));
    QCOMPARE(cli::durationText(INFINITY), std::string("–"));
  }

  void columnsAlign() {
    cli::Table table({{"name"}, {"n", cli::Table::Align::right}});
    table.add({"γ", "10"});
    table.add({"lambda", "5"});
    QCOMPARE(table.text(), std::string("name     n\n──────  ──\nγ       10\nlambda   5\n"));
  }

  void nearestForgivesTypingErrorsOnly() {
    const std::vector<std::string> words{"train", "evaluate", "list"};
    QCOMPARE(cli::nearest("trian", words), std::string("train"));
    QCOMPARE(cli::nearest("evalute", words), std::string("evaluate"));
    QCOMPARE(cli::nearest("xyzzyxyzzy", words), std::string());
  }
};

QTEST_GUILESS_MAIN(DisplayTextTest)
#include "display_text_test.moc"
