#include "ui/charts/plot_card.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QLabel>
#include <QMenu>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolButton>
#include <QWheelEvent>
#include <QtTest>

#include "support/qt_warnings.h"
#include "ui/charts/picture_queue.h"

using charts::PlotCard;
using charts::Range;

namespace {

/// A red rectangle from 2 to 4 along both axes of a plot from 0 to 10; the pointer reads where it is.
class Card : public PlotCard {
 public:
  explicit Card(Form form = Form::full) : PlotCard(QStringLiteral("card"), {}, form, nullptr) {
    show({"Red", "exact"});
  }

  void show(const Heading& heading, bool same_axes = true) { showContent(heading, same_axes); }
  using PlotCard::scene;
  using QWidget::show;

  bool shown = true, has_data = true;
  int painted = 0;

 protected:
  bool hasData() const override { return has_data; }
  charts::PlotScene layOut(const charts::PlotZoom& zoom, const QFont& font, QSizeF room) const override {
    charts::PlotScene scene;
    scene.theme = charts::ChartTheme(palette());
    scene.font = font;
    scene.x = zoom.x.isEmpty() ? Range{0, 10} : zoom.x;
    scene.y = zoom.y.isEmpty() ? Range{0, 10} : zoom.y;
    scene.plot = charts::calcPlotRectangle(scene, room);
    return scene;
  }
  void paintPlot(QPainter& painter, const charts::PlotScene& scene) const override {
    ++const_cast<Card*>(this)->painted;
    if (!shown) return;
    const QPointF corner(scene.toPixelX(2), scene.toPixelY(4)), other(scene.toPixelX(4), scene.toPixelY(2));
    painter.fillRect(QRectF(corner, other), Qt::red);
  }
  std::optional<charts::Crosshair> read(const std::optional<QPointF>& place) const override {
    if (!place) return std::nullopt;
    const double x = scene().fromPixelX(place->x());
    return charts::Crosshair{x, QStringLiteral("x"), {{QStringLiteral("y"), QStringLiteral("7"), Qt::red, x, 7}}};
  }
  QList<LegendItem> legendItems(const charts::ChartTheme&) const override {
    return {{QStringLiteral("red"), QStringLiteral("A rectangle."), shown}, {QStringLiteral("blue"), {}}};
  }
  void setShown(const QString& label, bool is_shown) override {
    if (label == QStringLiteral("red")) shown = is_shown;
  }
  std::unique_ptr<PlotCard> makeTwin() const override {
    auto twin = std::make_unique<Card>();
    twin->shown = shown;
    return twin;
  }
  charts::CsvTable table() const override {
    return [](charts::CsvWriter& csv) { csv.heads({u"x"}); };
  }
};

QPointF at(const Card& card, double x, double y) {
  const QRectF plot = card.plotRectangle();
  const charts::PlotScene& scene = card.scene();
  return plot.topLeft() + QPointF((x - scene.x.low) / scene.x.width() * plot.width(),
                                  (scene.y.high - y) / scene.y.width() * plot.height());
}

void wheel(Card& card, QPointF place, int notches, Qt::KeyboardModifiers modifiers = {}) {
  QWheelEvent event(place, card.mapToGlobal(place), {}, {0, 120 * notches}, Qt::NoButton, modifiers, Qt::NoScrollPhase,
                    false);
  QCoreApplication::sendEvent(&card, &event);
}

void move(QWidget& card, QPointF place, Qt::MouseButtons buttons = {}) {
  QMouseEvent event(QEvent::MouseMove, place, card.mapToGlobal(place), Qt::NoButton, buttons, Qt::NoModifier);
  QCoreApplication::sendEvent(&card, &event);
}

void drag(Card& card, QPointF from, QPointF to) {
  QTest::mousePress(&card, Qt::LeftButton, {}, from.toPoint());
  move(card, to, Qt::LeftButton);
  QTest::mouseRelease(&card, Qt::LeftButton, {}, to.toPoint());
}

bool isRed(const QImage& image, QPointF place) {
  return image.pixelColor((place * image.devicePixelRatio()).toPoint()) == QColor(Qt::red);
}

}  // namespace

class PlotCardTest : public QObject {
  Q_OBJECT

  static void expose(Card& card) {
    card.resize(420, 280);
    card.show();
    QVERIFY(QTest::qWaitForWindowExposed(&card));
  }

 private Q_SLOTS:
  void init() { support::failOnQtWarnings(); }

  void theWheelZoomsXAboutThePointerAndWithShiftY() {
    Card card;
    expose(card);
    wheel(card, at(card, 4, 5), 1);
    QVERIFY(std::abs(card.scene().x.width() - 8) < 0.01);  // 10 / 1.25
    QVERIFY(std::abs(card.scene().x.low - 0.8) < 0.01);    // 4 stays where it is
    QCOMPARE(card.scene().y, (Range{0, 10}));
    wheel(card, at(card, 4, 5), 1, Qt::ShiftModifier);
    QVERIFY(std::abs(card.scene().x.width() - 8) < 0.01);
    QVERIFY(std::abs(card.scene().y.width() - 8) < 0.01);
    QTest::mouseDClick(&card, Qt::LeftButton, {}, at(card, 4, 5).toPoint());
    QCOMPARE(card.scene().x, (Range{0, 10}));
    QCOMPARE(card.scene().y, (Range{0, 10}));
  }

  void aDragPansButATremblingHandDoesNot() {
    Card card;
    expose(card);
    const QPointF from = at(card, 5, 5).toPoint();
    drag(card, from, from + QPointF(2, 0));
    QCOMPARE(card.scene().x, (Range{0, 10}));
    const double units = 10 / card.plotRectangle().width();
    drag(card, from, from + QPointF(40, 20));
    QVERIFY(std::abs(card.scene().x.low + 40 * units) < 0.01);
    QVERIFY(card.scene().y.low > 0);
  }

  void thumbnailsAndEmptyPlotsLeaveTheWheelToThePage() {
    Card thumbnail(PlotCard::Form::compact), empty;
    expose(thumbnail);
    expose(empty);
    empty.has_data = false;
    wheel(thumbnail, at(thumbnail, 5, 5), 2);
    drag(thumbnail, at(thumbnail, 5, 5), at(thumbnail, 7, 5));
    wheel(empty, at(empty, 5, 5), 2);
    QCOMPARE(thumbnail.scene().x, (Range{0, 10}));
    QCOMPARE(empty.scene().x, (Range{0, 10}));
    for (const auto* button : thumbnail.findChildren<QToolButton*>()) QVERIFY(!button->isVisible());
  }

  void aZoomStaysWhileTheAxesKeepTheirMeaning() {
    Card card;
    expose(card);
    wheel(card, at(card, 5, 5), 3);
    const Range zoomed = card.scene().x;
    card.show({"Red", "more of it"}, true);
    QCOMPARE(card.scene().x, zoomed);
    card.show({"Red", "another quantity"}, false);
    QCOMPARE(card.scene().x, (Range{0, 10}));
  }

  void thePointerReadsInThePlotAndNoLongerOutside() {
    Card card;
    expose(card);
    QVERIFY(card.readout().isEmpty());
    move(card, at(card, 5, 5));
    QCOMPARE(card.readout(), (QStringList{"x", "y: 7"}));
    move(card, QPointF(2, 2));
    QVERIFY(card.readout().isEmpty());
    move(card, at(card, 5, 5));
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(&card, &leave);
    QVERIFY(card.readout().isEmpty());
  }

  void aClickInTheLegendHidesAndThePictureFollows() {
    Card card;
    expose(card);
    QVERIFY(isRed(card.grab().toImage(), at(card, 3, 3)));
    auto* entry = card.findChild<charts::LegendEntry*>(QStringLiteral("legend_red"));
    QVERIFY(entry->toolTip().startsWith(QStringLiteral("A rectangle.")));
    QTest::mouseClick(entry, Qt::LeftButton);
    QVERIFY(!card.shown);
    QTRY_VERIFY(!isRed(card.grab().toImage(), at(card, 3, 3)));
  }

  // The cursor moves thirty times a second: the plot below it is not painted anew.
  void theCrosshairCostsNoNewPicture() {
    Card card;
    expose(card);
    card.grab();
    charts::PictureQueue::shared().finish();
    const int before = card.painted;
    for (int x = 1; x < 9; ++x) {
      move(card, at(card, x, 5));
      card.grab();
    }
    QCOMPARE(card.painted, before);
  }

  void picturesOfAnySizeShowWhatTheCardShows() {
    Card card;
    expose(card);
    wheel(card, at(card, 0, 5), 4);  // x from 0 to about 4.1: red comes to half of the plot
    const QImage image = card.toImage({840, 560}, 2);
    QCOMPARE(image.size(), QSize(1680, 1120));
    int red = 0;
    const int row = qRound(image.height() * 0.68);
    for (int x = 0; x < image.width(); ++x) red += image.pixelColor(x, row) == QColor(Qt::red);
    QVERIFY2(red > image.width() * 0.4, qPrintable(QString::number(red)));  // 0.2 without the zoom
  }

  void theMenuCopiesAndShowsAll() {
    Card card;
    expose(card);
    wheel(card, at(card, 5, 5), 3);
    const auto choose = [&](const char* name) {
      QTimer::singleShot(0, &card, [name] {
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        const auto closes = qScopeGuard([menu] { menu->close(); });
        menu->findChild<QAction*>(QString::fromLatin1(name))->trigger();
      });
      QContextMenuEvent event(QContextMenuEvent::Mouse, {100, 100}, card.mapToGlobal(QPoint(100, 100)));
      QCoreApplication::sendEvent(&card, &event);
    };
    choose("chart_copy");
    QCOMPARE(QApplication::clipboard()->image().size(), card.size() * 2);
    choose("chart_show_all");
    QCOMPARE(card.scene().x, (Range{0, 10}));
  }

  void aDrawingIsOfStrokes() {
    const QTemporaryDir folder;
    Card card;
    expose(card);
    const QString path = folder.filePath(QStringLiteral("card.svg"));
    QVERIFY(card.exportTo(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray drawing = file.readAll();
    QVERIFY(drawing.contains("<title>Red</title>"));
    QVERIFY(!drawing.contains("<image"));
    QVERIFY(drawing.contains("#ff0000"));
    QVERIFY(drawing.contains(">exact<"));  // what it stands on
  }

  void theChosenOneHasAStrongerTitle() {
    class Chosen : public Card {
     public:
      using Card::Card;
      using PlotCard::setStrong;
    };
    Chosen card(PlotCard::Form::compact);
    const auto* title = card.findChild<QLabel*>(QStringLiteral("card_title"));
    QCOMPARE(title->font().weight(), QFont::Medium);
    card.setStrong(true);
    QCOMPARE(title->font().weight(), QFont::DemiBold);
  }
};

QTEST_MAIN(PlotCardTest)
#include "plot_card_test.moc"
