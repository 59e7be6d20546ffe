#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>
#include <nlohmann/json.hpp>

/// What the real `mbpo` program did with some arguments.
struct ProgramResult {
  int code = -1;
  QString output, errors;
};

inline ProgramResult runProgram(const QStringList& arguments, const QString& folder = {}) {
  QProcess process;
  if (!folder.isEmpty()) process.setWorkingDirectory(folder);
  process.start(MBPO_PROGRAM, arguments);
  ProgramResult result;
  if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit) return result;
  result.code = process.exitCode();
  result.output = QString::fromUtf8(process.readAllStandardOutput());
  result.errors = QString::fromUtf8(process.readAllStandardError());
  return result;
}

/// A training that ends within seconds.
inline QStringList tinyTraining(const QString& out, int steps) {
  QStringList arguments{"train", "--out", out, "--steps", QString::number(steps), "--threads", "1"};
  for (const char* setting :
       {"warm_up_steps=100", "epoch_length=100", "model_train_interval=50", "eval_episodes=1", "rollouts_per_step=8",
        "updates_per_step=2", "ensemble_size=2", "elite_size=1", "model_hidden=16", "agent_hidden=16", "model_layers=2",
        "model_weight_decay=1e-5", "fit_epoch_limit=3"}) {
    arguments << "--set" << setting;
  }
  return arguments;
}

/// Whether a help text says this. A default, written "=10" here, is "[10]" with a newer CLI11.
inline bool helpSays(const QString& help, const QString& text) {
  return help.contains(text) || (text.startsWith('=') && help.contains("[" + text.mid(1) + "]"));
}

inline nlohmann::json parseJson(const QString& text) {
  return nlohmann::json::parse(text.toStdString(), nullptr, /*allow_exceptions=*/false);
}
