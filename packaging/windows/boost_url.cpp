// SPDX-License-Identifier: EUPL-1.2
// Boost.URL for the preset `windows`, compiled from Debian's headers as they provide for.
#include <boost/url/src.hpp>
