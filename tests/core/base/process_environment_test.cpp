#include "base/process_environment.h"

#include <QProcess>
#include <QtTest>

// The program itself is what is started anew, so it runs in two parts: the test, and what the test starts.
namespace {

constexpr const char* kChild = "--child";

}  // namespace

class ProcessEnvironmentTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void idleThreadsSleepUnlessTheUserSaysOtherwise() {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove("OMP_WAIT_POLICY");
    QCOMPARE(waitPolicyInChild(environment), QByteArray("passive"));
    environment.insert("OMP_WAIT_POLICY", "active");
    QCOMPARE(waitPolicyInChild(environment), QByteArray("active"));
  }

  void withoutOpenblasThereIsNothingToChoose() { QVERIFY(base::betterOpenblasCore().empty()); }

 private:
  static QByteArray waitPolicyInChild(const QProcessEnvironment& environment) {
    QProcess child;
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), {kChild});
    if (!child.waitForFinished()) return "did not finish";
    return child.readAllStandardOutput();
  }
};

int main(int argc, char** argv) {
  if (argc > 1 && qstrcmp(argv[1], kChild) == 0) {
    base::prepareProcessEnvironment(argv);
    std::printf("%s", std::getenv("OMP_WAIT_POLICY"));
    return 0;
  }
  QCoreApplication application(argc, argv);
  ProcessEnvironmentTest test;
  return QTest::qExec(&test, argc, argv);
}
#include "process_environment_test.moc"
