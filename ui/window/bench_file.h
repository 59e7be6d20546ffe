#pragma once

#include <QString>

#include "ui/charts/roofline.h"

namespace window {

/// Reads what `mbpo bench --json` writes: the roofs and every case whose flops and bytes were counted. Unknown keys are
/// ignored. Throws base::Error that says what is wrong, where in which file, and what to do.
charts::Roofline readBench(const QString& path);

}  // namespace window
