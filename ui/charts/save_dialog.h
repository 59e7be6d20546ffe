#pragma once

#include <QString>
#include <functional>

class QWidget;

namespace charts {

/// Asks for a file name beside what somebody does in the window; `then` hears the one that is chosen. `kinds` as
/// QFileDialog has them: a name without an ending gets that of the chosen kind. `suggestion`: a name, of which what no
/// file name can hold is replaced. Nothing is heard once `asking` has gone. GUI thread.
void askWhereToSave(QWidget& asking, const QString& title, QString suggestion, const QString& kinds,
                    const std::function<void(const QString& path)>& then);

}  // namespace charts
