// SPDX-License-Identifier: EUPL-1.2
// Stands for the targets whose precompiled header others share; holds nothing.
