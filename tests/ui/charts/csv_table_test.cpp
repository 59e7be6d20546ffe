#include "ui/charts/csv_table.h"

#include <QBuffer>
#include <QtTest>
#include <cmath>
#include <limits>
#include <random>

#include "support/qt_warnings.h"

using charts::CsvWriter;

class CsvTableTest : public QObject {
  Q_OBJECT

  static QString written(const charts::CsvTable& table) { return charts::toText(table); }
  static QString text(const QString& cell) {
    return written([&](CsvWriter& csv) { csv.text(cell).endRow(); });
  }
  static QString key(const QString& cell) {
    return written([&](CsvWriter& csv) { csv.key(cell).endRow(); });
  }
  static QString number(double value) {
    return written([&](CsvWriter& csv) { csv.number(value).endRow(); }).chopped(1);
  }

 private Q_SLOTS:
  void init() { support::failOnQtWarnings(); }

  void cellsAreApartByCommasAndRowsByLines() {
    QCOMPARE(written([](CsvWriter& csv) {
               csv.heads({u"step", u"name", u"y"});
               csv.integer(3).text(u"a").number(0.5).endRow();
               csv.nothing().nothing().nothing().endRow();
             }),
             QStringLiteral("step,name,y\n3,\"a\",0.5\n,,\n"));
  }

  void whatWouldEndACellIsQuotedAndQuotationMarksAreDoubled() {
    QCOMPARE(text(QStringLiteral("ε_π, \"max\"")), QStringLiteral("\"ε_π, \"\"max\"\"\"\n"));
    QCOMPARE(text(QStringLiteral("two\nlines")), QStringLiteral("\"two\nlines\"\n"));
    QCOMPARE(text(QStringLiteral("007")), QStringLiteral("\"007\"\n"));  // stays a text
    QCOMPARE(key(QStringLiteral("real_steps")), QStringLiteral("real_steps\n"));
    for (const char* awkward : {"a,b", "a\"b", "a\nb", "a\rb"}) {
      QVERIFY(key(QString::fromLatin1(awkward)).startsWith(u'"'));
    }
  }

  void numbersReadBackExactlyInFewDigits() {
    QCOMPARE(number(0.1), QStringLiteral("0.1"));
    QCOMPARE(number(250), QStringLiteral("250"));
    QCOMPARE(number(120'001), QStringLiteral("120001"));
    QCOMPARE(number(1'000'000), QStringLiteral("1000000"));
    QCOMPARE(number(-3), QStringLiteral("-3"));
    QCOMPARE(number(0), QStringLiteral("0"));
    QCOMPARE(number(0.0001), QStringLiteral("0.0001"));
    QCOMPARE(number(1e-5), QStringLiteral("1e-05"));
    QVERIFY(std::signbit(number(-0.0).toDouble()));
    std::mt19937_64 random(5);
    for (int i = 0; i < 2000; ++i) {
      const double value = std::ldexp(static_cast<double>(random()) - 9e18, static_cast<int>(random() % 200) - 100);
      QCOMPARE(number(value).toDouble(), value);
    }
  }

  void whatIsNotANumberIsAnEmptyCellAndInfinityIsSaid() {
    QCOMPARE(number(std::nan("")), QString());
    QCOMPARE(number(std::numeric_limits<double>::infinity()), QStringLiteral("inf"));
    QCOMPARE(number(-std::numeric_limits<double>::infinity()), QStringLiteral("-inf"));
  }

  // However long the table, the writer hands it on in pieces and loses none.
  void aLongTableIsHandedOnAsItGrows() {
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    QByteArray expected;
    {
      CsvWriter csv(buffer);
      for (int i = 0; i < 100'000; ++i) {
        csv.integer(i).endRow();
        expected += QByteArray::number(i) + '\n';
      }
      QVERIFY(buffer.size() > expected.size() - (1 << 17));
    }
    QCOMPARE(buffer.data(), expected);
  }
};

QTEST_APPLESS_MAIN(CsvTableTest)
#include "csv_table_test.moc"
