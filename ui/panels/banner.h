#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace panels {

/// One message inside the window: what happened, where, and what to do. Never blocks; the reader dismisses it.
class Banner : public QFrame {
  Q_OBJECT

 public:
  enum class Kind { note, success, warning, error };

  Banner(Kind kind, const QString& title, const QString& detail, QWidget* parent = nullptr);

  Kind kind() const { return kind_; }
  QString title() const;
  QString detail() const;
  void setText(const QString& title, const QString& detail);
  /// A button that answers the message; `triggered` follows.
  void setAction(const QString& text, const QString& tooltip);

 Q_SIGNALS:
  void triggered();
  void dismissed();

 private:
  Kind kind_;
  QLabel* text_;
  QPushButton* action_;
  QString title_, detail_;
};

/// The messages at the top of the centre, newest below, three at most.
class BannerStack : public QWidget {
  Q_OBJECT

 public:
  explicit BannerStack(QWidget* parent = nullptr);

  /// A message with the same topic takes the old one's place instead of piling up.
  Banner* show(Banner::Kind kind, const QString& topic, const QString& title, const QString& detail);
  void dismiss(const QString& topic);
  void dismissAll();
  QList<Banner*> banners() const { return banners_; }

 private:
  void remove(Banner* banner);
  QList<Banner*> banners_;
};

}  // namespace panels
