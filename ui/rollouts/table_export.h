#pragma once

#include <QToolButton>
#include <functional>

namespace rollouts {

/// The button of a card of numbers: copies them, or saves them, as CSV. `csv` is asked at that moment. GUI thread.
class TableExport : public QToolButton {
  Q_OBJECT

 public:
  /// `title`: of the card; the file's proposed name.
  TableExport(const QString& name, QString title, std::function<QString()> csv, QWidget* parent = nullptr);

  void copy() const;
  /// False with the reason when the file cannot be written; then it is as before.
  bool writeTo(const QString& path, QString* reason = nullptr) const;

 private:
  void askAndWrite();

  QString title_;
  std::function<QString()> csv_;
};

/// A cell of a CSV file: quoted where it must be (RFC 4180).
QString csvCell(const QString& text);

}  // namespace rollouts
