#pragma once

#include <QImage>

#include "study/study_result.h"

namespace studies {

/// Both charts of a study side by side for one error measure, with what they stand on below; 1200 units wide, two pixels
/// per unit. GUI thread; needs no window.
QImage studyPicture(const study::StudyResult& result, study::ErrorMeasure measure);

}  // namespace studies
