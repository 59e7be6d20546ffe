#pragma once

#include <QWidget>

class QCheckBox;
class QLabel;
class QToolButton;

namespace rollouts {

class BusySign;

/// What is looked at, in two lines, with the way to the episodes before and after.
class EpisodeBar : public QWidget {
  Q_OBJECT

 public:
  explicit EpisodeBar(QWidget* parent = nullptr);

  /// `notes`: below the basis in its tooltip.
  void showText(const QString& what, const QString& basis, const QString& notes = {});
  void showWays(bool previous, bool next);
  void showBusy(bool busy);
  void setFollowing(bool following);
  bool isFollowing() const;
  /// A button that opens the list, for where it has no place of its own.
  void offerList(bool offered, int episodes);
  void setListShown(bool shown);
  QString text() const;

 Q_SIGNALS:
  void previousAsked();
  void nextAsked();
  void followingChanged(bool following);
  void listToggled(bool shown);
  void renewAsked();

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  QToolButton* makeButton(const char* name, const char* icon, const QString& spoken, const QString& tip);
  void elide();

  QToolButton *previous_, *next_, *list_, *renew_;
  QLabel *what_, *basis_;
  QCheckBox* follow_;
  BusySign* busy_;
  QString what_text_, basis_text_;
};

}  // namespace rollouts
