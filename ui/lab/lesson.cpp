#include "ui/lab/lesson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

#include "base/atomic_file.h"
#include "base/error.h"

namespace lab {
namespace {

/// Knows where in which file it is, for messages.
class Reader {
 public:
  explicit Reader(const std::filesystem::path& file) : file_(file) {}

  Lesson read() {
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(base::readFile(file_)), &error);
    if (!document.isObject()) {
      refuse(QStringLiteral("it is no JSON object (%1, at byte %2).").arg(error.errorString()).arg(error.offset));
    }
    const QJsonObject object = document.object();
    onlyKnown(object, {"title", "summary", "minutes", "view", "start", "steps"});
    Lesson lesson;
    lesson.id = QString::fromStdString(file_.stem().string());
    lesson.title = text(object, "title");
    lesson.summary = text(object, "summary");
    lesson.minutes = object[QStringLiteral("minutes")].toInt(lesson.minutes);
    lesson.view = object[QStringLiteral("view")].toString(QStringLiteral("bound"));
    if (!QStringList{"bound", "finite-mdp", "algorithm-1"}.contains(lesson.view)) {
      refuse(QStringLiteral("“view” is “%1”; use bound, finite-mdp or algorithm-1.").arg(lesson.view));
    }
    readStart(object[QStringLiteral("start")].toObject(), lesson.start);
    const QJsonArray steps = object[QStringLiteral("steps")].toArray();
    if (steps.isEmpty()) refuse(QStringLiteral("“steps” must be an array of at least one step."));
    for (qsizetype i = 0; i < steps.size(); ++i) {
      place_ = QStringLiteral("step %1: ").arg(i + 1);
      if (!steps[i].isObject()) refuse(QStringLiteral("it must be an object."));
      lesson.steps.push_back(readStep(steps[i].toObject()));
    }
    return lesson;
  }

 private:
  [[noreturn]] void refuse(const QString& problem) const {
    throw base::Error(file_.string() + ": " + place_.toStdString() + problem.toStdString() + " Correct the lesson.");
  }

  void onlyKnown(const QJsonObject& object, const QStringList& known) const {
    for (const QString& key : object.keys()) {
      if (!known.contains(key)) {
        refuse(QStringLiteral("“%1” is unknown; use %2.").arg(key, known.join(QStringLiteral(", "))));
      }
    }
  }

  QString text(const QJsonObject& object, const char* key) const {
    const QString value = object[QLatin1String(key)].toString();
    if (value.isEmpty()) refuse(QStringLiteral("“%1” must be a text.").arg(QLatin1String(key)));
    return value;
  }

  void readStart(const QJsonObject& values, LabSetting& start) const {
    for (const QString& key : values.keys()) {
      if (key == QLatin1String("theorem")) {
        const auto theorem = findTheorem(values[key].toString());
        if (!theorem) refuse(QStringLiteral("“start”: theorem is 4.1, 4.2, 4.3 or 4.3-published."));
        start.theorem = *theorem;
        continue;
      }
      const auto quantity =
          std::ranges::find(kQuantities, key, [](Quantity q) { return QLatin1String(quantityInfo(q).key); });
      if (quantity == kQuantities.end()) refuse(QStringLiteral("“start”: there is no quantity “%1”.").arg(key));
      const QuantityScale& scale = quantityInfo(*quantity).scale;
      const double value = values[key].toDouble(scale.minimum - 1);
      if (value < scale.minimum || value > scale.maximum) {
        refuse(QStringLiteral("“start”: %1 must be a number from %2 to %3.")
                   .arg(key)
                   .arg(scale.minimum)
                   .arg(scale.maximum));
      }
      start = withValue(start, *quantity, value);
    }
  }

  std::vector<Condition> readConditions(const QJsonValue& value) const {
    std::vector<Condition> conditions;
    for (const QJsonValue& entry : value.toArray()) {
      try {
        conditions.push_back(Condition::parse(entry.toString()));
      } catch (const base::Error& error) {
        refuse(QString::fromStdString(error.what()));
      }
    }
    return conditions;
  }

  LessonStep readStep(const QJsonObject& object) const {
    onlyKnown(object, {"kind", "text", "options", "answer", "because", "until"});
    LessonStep step;
    const QString kind = text(object, "kind");
    if (kind == QLatin1String("predict")) {
      step.kind = LessonStep::Kind::predict;
    } else if (kind == QLatin1String("change")) {
      step.kind = LessonStep::Kind::change;
    } else if (kind == QLatin1String("check")) {
      step.kind = LessonStep::Kind::check;
    } else {
      refuse(QStringLiteral("“kind” is “%1”; use predict, change or check.").arg(kind));
    }
    step.text = text(object, "text");
    step.because = object[QStringLiteral("because")].toString();
    step.until = readConditions(object[QStringLiteral("until")]);
    if (step.kind == LessonStep::Kind::change) {
      if (step.until.empty()) refuse(QStringLiteral("a change needs “until”, an array of conditions."));
      return step;
    }
    for (const QJsonValue& option : object[QStringLiteral("options")].toArray()) step.options << option.toString();
    if (step.options.size() < 2 || step.options.contains(QString())) {
      refuse(QStringLiteral("“options” must hold at least two texts."));
    }
    step.answer = object[QStringLiteral("answer")].toInt(-1);
    if (step.answer < 0 || step.answer >= step.options.size()) {
      refuse(QStringLiteral("“answer” must be the index of an option, 0 to %1.").arg(step.options.size() - 1));
    }
    if (step.because.isEmpty()) refuse(QStringLiteral("a question needs “because”, the reasoning."));
    return step;
  }

  std::filesystem::path file_;
  QString place_;
};

}  // namespace

Lesson readLesson(const std::filesystem::path& file) { return Reader(file).read(); }

std::vector<Lesson> readLessons(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  if (error)
    throw base::Error(folder.string() + ": the lessons cannot be listed (" + error.message() +
                      "); restore the folder.");
  std::ranges::sort(files);
  std::vector<Lesson> lessons;
  for (const auto& file : files) lessons.push_back(readLesson(file));
  return lessons;
}

}  // namespace lab
