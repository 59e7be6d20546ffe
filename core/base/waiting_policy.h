#pragma once

namespace base {

/// Makes idle threads of the OpenMP runtime sleep instead of spin: with a viewer or another program on the same cores,
/// spinning threads keep the working ones from running, and training becomes several times slower (measured: eight
/// times on two busy cores). The runtime reads OMP_WAIT_POLICY only while the program is loaded, so where it is unset
/// this sets it and starts the program anew; call it first in `main`. A user's own choice is left alone.
void preferPassiveWaiting(char** argv);

}  // namespace base
