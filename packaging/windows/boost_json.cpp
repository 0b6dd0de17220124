// SPDX-License-Identifier: EUPL-1.2
// Boost.JSON for the preset `windows`, compiled from Debian's headers as they provide for.
#include <boost/json/src.hpp>
