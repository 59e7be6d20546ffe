#include "mbpo/metric.h"

#include <QtTest>
#include <set>

class MetricTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyMetricHasItsOwnNameLabelAndDescription() {
    std::set<std::string_view> names;
    for (int i = 0; i < mbpo::kMetricCount; ++i) {
      const auto& spec = mbpo::metricSpec(static_cast<mbpo::Metric>(i));
      QVERIFY2(!spec.name.empty() && !spec.label.empty() && !spec.description.empty(), qPrintable(QString::number(i)));
      QVERIFY(names.insert(spec.name).second);
      QCOMPARE(mbpo::findMetric(spec.name).value(), static_cast<mbpo::Metric>(i));
    }
  }

  // The table is positional: a few names spread over it show that it has not slipped.
  void tableAgreesWithTheEnumeration() {
    using mbpo::Metric;
    QCOMPARE(mbpo::metricSpec(Metric::evaluation_return).name, std::string_view("evaluation_return"));
    QCOMPARE(mbpo::metricSpec(Metric::validation_rmse).name, std::string_view("validation_rmse"));
    QCOMPARE(mbpo::metricSpec(Metric::eps_pi_max).name, std::string_view("eps_pi_max"));
    QCOMPARE(mbpo::metricSpec(Metric::rollout_length).name, std::string_view("rollout_length"));
    QCOMPARE(mbpo::metricSpec(Metric::q_abs_max).name, std::string_view("q_abs_max"));
    QCOMPARE(mbpo::metricSpec(Metric::branch_length_mean).name, std::string_view("branch_length_mean"));
    QCOMPARE(mbpo::metricSpec(Metric::resident_memory).name, std::string_view("resident_memory"));
    QCOMPARE(mbpo::metricSpec(Metric::rollouts_per_second).name, std::string_view("rollouts_per_second"));
    QCOMPARE(mbpo::metricSpec(Metric::seconds_publish).name, std::string_view("seconds_publish"));
  }

  void unknownNameIsNoMetric() { QVERIFY(!mbpo::findMetric("nothing")); }
};

QTEST_GUILESS_MAIN(MetricTest)
#include "metric_test.moc"
