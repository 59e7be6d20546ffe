#include "ui/charts/roofline.h"

#include <QtTest>
#include <cmath>

using charts::ChartTheme;
using charts::Roofline;
using charts::RooflineLayout;

namespace {

// Ridge at 200/40 = 5 flop/byte.
Roofline roofline() {
  Roofline made;
  made.title = QStringLiteral("title");
  made.gbytes_per_s = 40;
  made.roofs = {{QStringLiteral("fp32"), 200}, {QStringLiteral("bf16"), 400}};
  made.cases = {{QStringLiteral("a/one"), 50, 150, 140, 155, 0.75},
                {QStringLiteral("a/two"), 52, 148, 140, 150, 0.74},
                {QStringLiteral("b/three"), 1, 30, 29, 31, 0.15}};
  return made;
}

constexpr QSizeF kSize{1120, 640};

QPalette paletteOf(bool dark) {
  QPalette palette;
  palette.setColor(QPalette::Base, dark ? QColor(0x1b, 0x1e, 0x23) : QColor(Qt::white));
  palette.setColor(QPalette::Text, dark ? QColor(0xe6, 0xe6, 0xe6) : QColor(0x20, 0x20, 0x20));
  return palette;
}

QImage draw(const ChartTheme& theme) {
  QImage image(kSize.toSize(), QImage::Format_RGB32);
  QPainter painter(&image);
  charts::paintRoofline(painter, roofline(), theme, QFont(), kSize);
  return image;
}

}  // namespace

class RooflineTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void dotsStandAtTheirLogarithms() {
    const RooflineLayout layout = charts::layOutRoofline(roofline(), ChartTheme(), QFont(), kSize);
    const auto& plot = layout.scene.plot;
    const auto expected = [&](double intensity, double gflops) {
      const double x = (std::log10(intensity) - layout.scene.x.low) / layout.scene.x.width();
      const double y = (std::log10(gflops) - layout.scene.y.low) / layout.scene.y.width();
      return layout.origin + QPointF(plot.left() + x * plot.width(), plot.bottom() - y * plot.height());
    };
    for (const RooflineLayout::Row& row : layout.rows) {
      const Roofline::Case one = roofline().cases[row.of];
      const QPointF off = row.dot - expected(one.flops_per_byte, one.gflops);
      QVERIFY(std::abs(off.x()) < 1e-6 && std::abs(off.y()) < 1e-6);
      QVERIFY(plot.translated(layout.origin).contains(row.dot));
    }
  }

  void dotsArePaintedWhereTheLayoutSays_data() {
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
  }
  void dotsArePaintedWhereTheLayoutSays() {
    QFETCH(bool, dark);
    const ChartTheme theme(paletteOf(dark));
    QCOMPARE(theme.isDark(), dark);
    const QImage image = draw(theme);
    const RooflineLayout layout = charts::layOutRoofline(roofline(), theme, QFont(), kSize);
    QCOMPARE(image.pixelColor(2, 2), theme.background);
    // The third case's group is the second; the first two lie close together, so only the upper one is sure.
    const auto centre = [&](std::size_t of) {
      for (const auto& row : layout.rows) {
        if (row.of == of) return row.dot.toPoint();
      }
      return QPoint();
    };
    QCOMPARE(image.pixelColor(centre(2)), theme.series(1));
    QCOMPARE(image.pixelColor(centre(1)), theme.series(0));
  }

  void theRoofBendsAtItsRidge() {
    const RooflineLayout layout = charts::layOutRoofline(roofline(), ChartTheme(), QFont(), kSize);
    const QImage image = draw(ChartTheme(paletteOf(false)));
    const auto inkNear = [&](QPointF at) {
      int darkest = 255;
      for (int dy = -2; dy <= 2; ++dy) darkest = std::min(darkest, qGray(image.pixel(at.toPoint() + QPoint(0, dy))));
      return darkest;
    };
    QVERIFY(inkNear(layout.toPixel(20, 200)) < 90);    // flat beyond 5 flop/byte
    QVERIFY(inkNear(layout.toPixel(2.5, 100)) < 90);   // 40 GB/s · 2.5
    QVERIFY(inkNear(layout.toPixel(2.5, 180)) > 200);  // nothing above the slope
  }

  void rowsKeepTheirDistanceAndTheDotsOrder() {
    const RooflineLayout layout = charts::layOutRoofline(roofline(), ChartTheme(), QFont(), kSize);
    QCOMPARE(layout.rows.size(), std::size_t{3});
    for (std::size_t i = 1; i < layout.rows.size(); ++i) {
      QVERIFY(layout.rows[i].middle - layout.rows[i - 1].middle >= layout.row_height - 1e-6);
      QVERIFY(layout.rows[i].dot.y() >= layout.rows[i - 1].dot.y());
    }
    QVERIFY(layout.rows_left > layout.origin.x() + layout.scene.plot.right());
  }

  void manyCasesMakeATallerPicture() {
    Roofline many = roofline();
    for (int i = 0; i < 60; ++i) many.cases.push_back({QStringLiteral("c/%1").arg(i), 40, 100, 90, 110, 0.5});
    const QSize size = charts::sizeOfRoofline(many, QFont());
    QVERIFY(size.height() > charts::sizeOfRoofline(roofline(), QFont()).height());
    const RooflineLayout layout = charts::layOutRoofline(many, ChartTheme(), QFont(), size);
    QVERIFY(layout.rows.front().middle > layout.origin.y());
    QVERIFY(layout.rows.back().middle < size.height());
  }
};

QTEST_MAIN(RooflineTest)
#include "roofline_test.moc"
