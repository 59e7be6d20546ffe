#pragma once

#include <QWidget>

#include "ui/bridge/parameter_board.h"

namespace panels {

/// A word and a small icon about one parameter's last edit: "pending" (amber, clock), "at step 1 250" (green, tick),
/// "refused" (vermilion, cross); a quiet description while nothing was edited.
class EditBadge : public QWidget {
  Q_OBJECT

 public:
  explicit EditBadge(QWidget* parent = nullptr);

  /// Shown while nothing was edited.
  void setDescription(const QString& text);
  void setEdit(const bridge::EditState& edit);
  QString text() const { return text_; }

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString description_, text_;
  bridge::EditState::Phase phase_ = bridge::EditState::Phase::settled;
};


}  // namespace panels
