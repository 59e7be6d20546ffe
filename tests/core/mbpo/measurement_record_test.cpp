#include "mbpo/measurement_record.h"

#include <QtTest>
#include <cmath>
#include <limits>

#include "base/error.h"

class MeasurementRecordTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void lineAndBack() {
    mbpo::MeasurementRecord record;
    record.serial = 7;
    record.real_steps = 6000;
    record.updates = 20000;
    record.epoch = 1;
    record.wall_seconds = 12.5;
    record.name = "eps_m";
    record.estimator = "resolution_tv";
    record.value = 0.25;
    record.standard_error = std::numeric_limits<double>::quiet_NaN();
    record.samples = 1000;
    record.settings = {{"rho", 0.1}, {"pac_bound", std::numeric_limits<double>::infinity()}};
    record.arrays = {{"bin_mean", {0.25, 0.125}}, {"none", {}}};
    const std::string line = mbpo::toLine(record);
    QVERIFY(line.find("\"standard_error\":null") != std::string::npos);
    const auto back = mbpo::measurementFromLine(line);
    QCOMPARE(mbpo::toLine(back), line);
    QCOMPARE(back.settings, record.settings);
    QCOMPARE(back.arrays, record.arrays);
    QVERIFY(std::isnan(back.standard_error));
  }

  void damagedLineIsRefused() {
    QVERIFY_EXCEPTION_THROWN(mbpo::measurementFromLine("{\"serial\": 1"), base::Error);
    QVERIFY_EXCEPTION_THROWN(mbpo::measurementFromLine("{\"serial\": 1}"), base::Error);
  }
};

QTEST_GUILESS_MAIN(MeasurementRecordTest)
#include "measurement_record_test.moc"
