#include "ui/window/bench_file.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <limits>
#include <optional>

#include "base/error.h"

namespace window {
namespace {

const QString kProducts = QStringLiteral("roof/product_"), kMemory = QStringLiteral("roof/memory");

[[noreturn]] void refuse(const QString& path, const QString& what) {
  throw base::Error(
      QStringLiteral("%1: %2. Write it anew with `mbpo bench --json > %1`.").arg(path, what).toStdString());
}

QString threadsText(double threads) {
  return threads == 1 ? QStringLiteral("1 thread") : QStringLiteral("%1 threads").arg(threads);
}

/// One entry of the array, with its place for messages.
class Entry {
 public:
  Entry(const QString& path, qsizetype number, const QJsonValue& value) : path_(path), number_(number) {
    if (!value.isObject()) refuse(QStringLiteral("is not an object"));
    json_ = value.toObject();
    if (!json_[QStringLiteral("name")].isString()) refuse(QStringLiteral("has no “name” that is a text"));
    name_ = json_[QStringLiteral("name")].toString();
  }

  const QString& name() const { return name_; }
  /// Nothing when the key is missing or null.
  std::optional<double> number(const char* key) const {
    const QJsonValue value = json_[QLatin1String(key)];
    if (value.isUndefined() || value.isNull()) return std::nullopt;
    if (!value.isDouble()) refuse(QStringLiteral("“%1” is neither a number nor null").arg(QLatin1String(key)));
    return value.toDouble();
  }
  double positive(const char* key) const {
    const std::optional<double> value = number(key);
    if (!value || !(*value > 0)) refuse(QStringLiteral("“%1” must be a number above 0").arg(QLatin1String(key)));
    return *value;
  }

 private:
  [[noreturn]] void refuse(const QString& what) const {
    const QString name = name_.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(name_);
    window::refuse(path_, QStringLiteral("entry %1%2: %3").arg(number_).arg(name, what));
  }

  QString path_, name_;
  qsizetype number_;
  QJsonObject json_;
};

QJsonArray readArray(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) refuse(path, QStringLiteral("cannot be read (%1)").arg(file.errorString()));
  QJsonParseError error;
  const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
  if (error.error != QJsonParseError::NoError) {
    refuse(path, QStringLiteral("is not JSON, from byte %1 on: %2").arg(error.offset).arg(error.errorString()));
  }
  if (!document.isArray()) refuse(path, QStringLiteral("holds no array of benchmark results"));
  return document.array();
}

/// The best product of each precision is that precision's roof.
void addRoof(charts::Roofline& roofline, const Entry& entry) {
  const QString label = entry.name().mid(kProducts.size()).section(QLatin1Char('/'), 0, 0);
  const double gflops = entry.positive("gflops");
  for (charts::Roofline::Roof& roof : roofline.roofs) {
    if (roof.label != label) continue;
    roof.gflops = std::max(roof.gflops, gflops);
    return;
  }
  roofline.roofs.push_back({label, gflops});
}

void addCase(charts::Roofline& roofline, const Entry& entry, double roof_threads) {
  const auto gflops = entry.number("gflops"), flops = entry.number("flops"), bytes = entry.number("bytes");
  if (gflops.value_or(0) <= 0 || flops.value_or(0) <= 0 || bytes.value_or(0) <= 0) return;  // nothing counted
  charts::Roofline::Case one;
  one.name = entry.name();
  const double threads = entry.number("threads").value_or(roof_threads);
  const bool says_threads = one.name.contains(QLatin1String("threads_"));
  if (threads != roof_threads && !says_threads) one.name += QStringLiteral(" · ") + threadsText(threads);
  one.flops_per_byte = *flops / *bytes;
  one.gflops = *gflops;
  const double slow = entry.positive("p90_ms"), fast = entry.positive("p10_ms");
  one.gflops_low = *flops / slow * 1e-6;  // flop/ms → GFLOP/s
  one.gflops_high = *flops / fast * 1e-6;
  one.roof_fraction = entry.number("roof_fraction").value_or(std::numeric_limits<double>::quiet_NaN());
  roofline.cases.push_back(one);
}

}  // namespace

charts::Roofline readBench(const QString& path) {
  const QJsonArray array = readArray(path);
  std::vector<Entry> entries;
  for (qsizetype i = 0; i < array.size(); ++i) entries.emplace_back(path, i + 1, array[i]);

  charts::Roofline roofline;
  double threads = 0;
  for (const Entry& entry : entries) {
    if (entry.name() == kMemory) roofline.gbytes_per_s = entry.positive("gbytes_per_s");
    if (entry.name().startsWith(kProducts)) addRoof(roofline, entry);
    if (entry.name().startsWith(QLatin1String("roof/")))
      threads = std::max(threads, entry.number("threads").value_or(0));
  }
  if (roofline.roofs.empty())
    refuse(path, QStringLiteral("has no “roof/product_fp32”, the roof that work is held against"));
  if (!(roofline.gbytes_per_s > 0)) refuse(path, QStringLiteral("has no “roof/memory”, the slope of the roof"));
  const auto fp32 = std::ranges::find(roofline.roofs, QStringLiteral("fp32"), &charts::Roofline::Roof::label);
  if (fp32 != roofline.roofs.end()) std::iter_swap(roofline.roofs.begin(), fp32);
  for (const Entry& entry : entries) {
    if (!entry.name().startsWith(QLatin1String("roof/"))) addCase(roofline, entry, threads);
  }
  if (roofline.cases.empty()) refuse(path, QStringLiteral("has no case with counted flops and bytes"));
  roofline.title = QStringLiteral("Work against the machine’s roof");
  roofline.subtitle = QStringLiteral(
      "Median of each case, bars from the 10th to the 90th percentile; intensity counts the "
      "memory traffic that no cache can save");
  if (threads > 0) roofline.subtitle.prepend(threadsText(threads) + QStringLiteral(". "));
  return roofline;
}

}  // namespace window
