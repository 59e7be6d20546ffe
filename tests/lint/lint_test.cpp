// The laws of the house, checked on the sources themselves.
#include <QDirIterator>
#include <QRegularExpression>
#include <QtTest>

namespace {

// A folder may include from its own rank's folders only where listed, and always from lower ranks.
const QMap<QString, int> kRank{{"base", 0},  {"bound", 1},   {"mdp", 2},     {"nn", 1},   {"env", 2}, {"data", 2},
                               {"model", 3}, {"agent", 3},   {"rollout", 4}, {"measure", 4}, {"mbpo", 5}, {"bench", 6}, {"run", 6}, {"study", 6},
                               {"inspect", 7}};

struct Source {
  QString path, folder, text;
};

QList<Source> sourcesBelow(const QString& top) {
  QList<Source> sources;
  const QDir root(WORKBENCH_SOURCE_DIR);
  QDirIterator files(root.filePath(top), {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
  while (files.hasNext()) {
    QFile file(files.next());
    if (!file.open(QIODevice::ReadOnly)) continue;
    const QString path = root.relativeFilePath(file.fileName());
    sources.append({path, path.section('/', 1, 1), QString::fromUtf8(file.readAll())});
  }
  return sources;
}

QStringList includesOf(const Source& source) {
  // No raw string here: moc loses its way in one that holds quotation marks.
  static const QRegularExpression pattern("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]", QRegularExpression::MultilineOption);
  QStringList names;
  for (auto match = pattern.globalMatch(source.text); match.hasNext();) names.append(match.next().captured(1));
  return names;
}

}  // namespace

class LintTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void arrowsInCorePointDown() {
    QStringList wrong;
    for (const Source& source : sourcesBelow("core")) {
      QVERIFY2(kRank.contains(source.folder), qPrintable(source.path));
      for (const QString& include : includesOf(source)) {
        const QString target = include.section('/', 0, 0);
        if (!include.contains('/') || !kRank.contains(target) || target == source.folder) continue;
        if (kRank[target] >= kRank[source.folder]) wrong.append(source.path + " includes " + include);
      }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
  }

  void theoryIsALeaf() {
    const QMap<QString, QStringList> may_include{{"bound", {"base"}}, {"mdp", {"base", "bound"}}};
    QStringList wrong;
    for (const Source& source : sourcesBelow("core")) {
      if (!may_include.contains(source.folder)) continue;
      for (const QString& include : includesOf(source)) {
        const QString target = include.section('/', 0, 0);
        if (include.contains('/') && target != source.folder && !may_include[source.folder].contains(target)) {
          wrong.append(source.path + " includes " + include);
        }
      }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
  }

  void coreKnowsNeitherQtNorTheWindow() {
    QStringList wrong;
    for (const Source& source : sourcesBelow("core")) {
      for (const QString& include : includesOf(source)) {
        static const QRegularExpression qt("^Q[A-Za-z]");
        if (qt.match(include).hasMatch() || include.startsWith("ui/") || include.startsWith("app/")) {
          wrong.append(source.path + " includes " + include);
        }
      }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
  }

  void windowSeesNoTensor() {
    static const QStringList with_tensors = [] {  // headers of core that include LibTorch themselves
      QStringList headers;
      for (const Source& source : sourcesBelow("core")) {
        if (!source.path.endsWith(".h")) continue;
        const QStringList includes = includesOf(source);
        if (!includes.filter(QRegularExpression("^(torch|ATen|c10)/")).isEmpty()) headers.append(source.path.mid(5));
      }
      return headers;
    }();
    QVERIFY(with_tensors.contains("agent/policy.h"));
    QStringList wrong;
    for (const char* top : {"ui", "app"}) {
      for (const Source& source : sourcesBelow(top)) {
        for (const QString& include : includesOf(source)) {
          static const QRegularExpression torch("^(torch|ATen|c10)/");
          if (torch.match(include).hasMatch() || with_tensors.contains(include)) {
            wrong.append(source.path + " includes " + include);
          }
        }
      }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
  }

  void filesAreShort() {
    QStringList wrong;
    for (const char* top : {"core", "ui", "app"}) {
      for (const Source& source : sourcesBelow(top)) {
        const auto lines = source.text.count('\n');
        if (lines > 600) wrong.append(QString("%1 has %2 lines").arg(source.path).arg(lines));
      }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
  }

  void nothingIsLeftForLater() {
    // Spelled apart so that this file does not match itself.
    static const QRegularExpression later(QStringLiteral("\\b(TO") + "DO|FIX" + "ME|X" + "XX|HA" + "CK)\\b");
    QStringList wrong;
    for (const char* top : {"core", "ui", "app", "tests"}) {
      for (const Source& source : sourcesBelow(top)) {
        if (later.match(source.text).hasMatch()) wrong.append(source.path);
      }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
  }

  void everyHeaderGuardsItself() {
    QStringList wrong;
    for (const char* top : {"core", "ui", "app", "tests"}) {
      for (const Source& source : sourcesBelow(top)) {
        if (source.path.endsWith(".h") && !source.text.contains("#pragma once")) wrong.append(source.path);
      }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
  }
};

QTEST_GUILESS_MAIN(LintTest)
#include "lint_test.moc"
