// Conditions, lesson files and progress, without widgets.
#include "ui/lab/lesson.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "base/error.h"
#include "base/resources.h"
#include "ui/lab/lesson_progress.h"

using lab::Condition;

namespace {

lab::LabFacts someFacts() {
  return {.numbers = {{"k", 5}, {"k_star", 18}, {"eps_m", 0.3}}, .words = {{"theorem", "4.2"}}};
}

std::filesystem::path write(const QTemporaryDir& folder, const QByteArray& content) {
  QFile file(folder.filePath(QStringLiteral("lesson.json")));
  if (file.open(QIODevice::WriteOnly)) file.write(content);
  return file.fileName().toStdString();
}

QString refusal(const QByteArray& content) {
  const QTemporaryDir folder;
  try {
    lab::readLesson(write(folder, content));
  } catch (const base::Error& error) {
    return QString::fromStdString(error.what());
  }
  return {};
}

QByteArray withSteps(const QByteArray& steps) { return R"({"title": "T", "summary": "S", "steps": [)" + steps + "]}"; }

}  // namespace

class LessonTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void conditionsCompareNumbersNamesAndWords_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("holds");
    const auto row = [](const char* text, bool holds) { QTest::newRow(text) << QString::fromLatin1(text) << holds; };
    row("k >= 5", true);
    row("k > 5", false);
    row("k<6", true);
    row("k = 5", true);
    row("k != 5", false);
    row("k < k_star", true);
    row("k_star <= k", false);
    row("eps_m <= 0.3", true);
    row("theorem = 4.2", true);
    row("theorem = 4.3", false);
    row("theorem != 4.3", true);
    row("slope > 0", false);  // not known here: no condition on it holds
  }
  void conditionsCompareNumbersNamesAndWords() {
    QFETCH(QString, text);
    QFETCH(bool, holds);
    QCOMPARE(Condition::parse(text).holds(someFacts()), holds);
  }

  void roundingDoesNotDecideACondition() {
    lab::LabFacts facts = someFacts();
    facts.numbers[QStringLiteral("eps_m")] = 0.1 + 0.2;  // above 0.3 by a rounding error
    QVERIFY(Condition::parse(QStringLiteral("eps_m <= 0.3")).holds(facts));
    QVERIFY(!Condition::parse(QStringLiteral("eps_m > 0.3")).holds(facts));
  }

  void whatIsNotANumberHoldsNowhere() {
    lab::LabFacts facts = someFacts();
    facts.numbers[QStringLiteral("eps_m")] = std::nan("");
    for (const char* text : {"eps_m < 1", "eps_m > 0", "eps_m = 0.3"}) {
      QVERIFY(!Condition::parse(QString::fromLatin1(text)).holds(facts));
    }
  }

  void malformedLessonsAreNamedWithTheirPlace_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const QByteArray& content, const char* says) {
      QTest::newRow(name) << content << QString::fromUtf8(says);
    };
    const QByteArray fine = R"({"kind": "change", "text": "x", "until": ["k >= 5"]})";
    row("no JSON", "{]", "byte");
    row("no object", "[]", "no JSON object");
    row("no title", R"({"summary": "S", "steps": []})", "title");
    row("no steps", R"({"title": "T", "summary": "S"})", "steps");
    row("unknown key", R"({"title": "T", "summary": "S", "stops": []})", "stops");
    row("view", R"({"title": "T", "summary": "S", "view": "x", "steps": []})", "finite-mdp");
    row("start", R"({"title": "T", "summary": "S", "start": {"eps_m": 2}, "steps": []})", "eps_m");
    row("theorem", R"({"title": "T", "summary": "S", "start": {"theorem": "5"}, "steps": []})", "4.3-published");
    row("second step", withSteps(fine + R"(, {"kind": "look", "text": "x"})"), "step 2");
    row("no condition", withSteps(R"({"kind": "change", "text": "x"})"), "until");
    row("bad condition", withSteps(R"({"kind": "change", "text": "x", "until": ["k is 5"]})"), "k is 5");
    row("unknown name", withSteps(R"({"kind": "change", "text": "x", "until": ["kk >= 5"]})"), "kk");
    row("word order", withSteps(R"({"kind": "change", "text": "x", "until": ["theorem > 4.2"]})"), "= or !=");
    row("one option", withSteps(R"({"kind": "predict", "text": "x", "options": ["a"], "answer": 0, "because": "b"})"),
        "two");
    row("answer", withSteps(R"({"kind": "predict", "text": "x", "options": ["a", "b"], "answer": 2, "because": "b"})"),
        "answer");
    row("no reason", withSteps(R"({"kind": "check", "text": "x", "options": ["a", "b"], "answer": 1})"), "because");
  }
  void malformedLessonsAreNamedWithTheirPlace() {
    QFETCH(QByteArray, content);
    QFETCH(QString, says);
    const QString said = refusal(content);
    QVERIFY2(said.contains(says), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("lesson.json")), qPrintable(said));
  }

  void aPredictionTicksWhateverItIsAndACheckOnlyWhenRight() {
    const QTemporaryDir folder;
    const lab::Lesson lesson = lab::readLesson(
        write(folder, withSteps(R"({"kind": "predict", "text": "?", "options": ["a", "b"], "answer": 1, "because": "r"},
                             {"kind": "change", "text": "k", "until": ["k >= 9"]},
                             {"kind": "check", "text": "?", "options": ["a", "b"], "answer": 1, "because": "r"})")));
    lab::LessonProgress progress(lesson);
    lab::LabFacts facts = someFacts();
    QVERIFY(!progress.observe(facts));
    QVERIFY(progress.answerCurrent(0, facts));
    QCOMPARE(progress.answer(0), std::optional<int>(0));
    QVERIFY(!progress.observe(facts));
    QVERIFY(!progress.answerCurrent(1, facts));  // a change is not answered
    facts.numbers[QStringLiteral("k")] = 9;
    QVERIFY(progress.observe(facts));
    facts.numbers[QStringLiteral("k")] = 0;
    QVERIFY(progress.isTicked(1));  // and stays so
    QVERIFY(!progress.answerCurrent(0, facts));
    QVERIFY(!progress.isDone());
    QVERIFY(progress.answerCurrent(1, facts));
    QVERIFY(progress.isDone());
  }

  void bundledLessonsArePredictChangeCheck() {
    const auto lessons = lab::readLessons(base::resourceDirectory() / "lessons");
    QVERIFY(lessons.size() >= 6);
    for (const lab::Lesson& lesson : lessons) {
      using Kind = lab::LessonStep::Kind;
      QCOMPARE(lesson.steps.front().kind, Kind::predict);
      QCOMPARE(lesson.steps.back().kind, Kind::check);
      QVERIFY(lesson.steps[1].kind == Kind::change);
      for (const lab::LessonStep& step : lesson.steps) QVERIFY2(!step.because.isEmpty(), qPrintable(lesson.id));
    }
  }

  void aMissingFolderIsNamed() { QVERIFY_EXCEPTION_THROWN(lab::readLessons("/nowhere/lessons"), base::Error); }
};

QTEST_GUILESS_MAIN(LessonTest)
#include "lesson_test.moc"
