#include "inspect/comparison_spec.h"

namespace inspect {

std::string_view driveName(Drive drive) { return drive == Drive::open_loop ? "open" : "closed"; }

}  // namespace inspect
