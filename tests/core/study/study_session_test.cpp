#include "study/study_session.h"

#include <QElapsedTimer>
#include <QtTest>

#include "base/error.h"
#include "tiny_study.h"

using namespace std::chrono_literals;
using study::StudyStatus;

class StudySessionTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aStudyRunsToItsEnd() {
    study::StudySession session(tinyStudy());
    QVERIFY(session.snapshot() && session.snapshot()->result);
    QVERIFY(session.wait(60s));
    QCOMPARE(session.status(), StudyStatus::finished);
    QCOMPARE(session.snapshot()->progress.fraction, 1.0);
    QVERIFY(session.snapshot()->result->complete);
  }

  void cancellingIsPromptAndKeepsWhatIsMeasured() {
    study::StudySettings endless = tinyStudy();
    endless.updates = 10'000'000;
    endless.policies = 1000;
    study::StudySession session(endless);
    QTRY_VERIFY_WITH_TIMEOUT(
        !session.snapshot()->result->curves.empty() && !session.snapshot()->result->curves.front().points.empty(),
        60'000);
    QElapsedTimer since;
    since.start();
    session.cancel();
    QVERIFY(session.status() == StudyStatus::cancelling || session.status() == StudyStatus::cancelled);
    QVERIFY(session.wait(10s));
    qInfo("ended %lld ms after the cancel", static_cast<long long>(since.elapsed()));
    QCOMPARE(session.status(), StudyStatus::cancelled);
    QVERIFY(!session.snapshot()->result->complete);
    QVERIFY(!session.snapshot()->result->curves.front().points.empty());
  }

  void badSettingsAreRefusedAtOnce() {
    study::StudySettings settings = tinyStudy();
    settings.policies = 0;
    QVERIFY_THROWS_EXCEPTION(base::Error, study::StudySession{settings});
  }

  void aMissingCheckpointFailsWithTheReason() {
    study::StudySettings settings = tinyStudy();
    settings.checkpoint = "nowhere/checkpoint/a.pt";
    study::StudySession session(settings);
    QVERIFY(session.wait(60s));
    QCOMPARE(session.status(), StudyStatus::failed);
    QVERIFY2(QString::fromStdString(session.failure()).contains(QStringLiteral("nowhere")), session.failure().c_str());
  }
};

QTEST_GUILESS_MAIN(StudySessionTest)
#include "study_session_test.moc"
