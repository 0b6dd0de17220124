// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What a reminder says, as plain text and as HTML, in Swedish or English: counts, and a link to the
// pages where one signs in. No names, no ids, no dates of persons: a mail is read over shoulders,
// forwarded and kept for years. Words are those of the vocabulary (brist, överenskommelse, …).
// Pure.

#include "server/agreements/reminders/reminders.h"
#include "server/outgoing/mail.h"

namespace distanskoll::server::agreements::reminders {

/// `pages` is Addresses::pages: where the people's pages are.
[[nodiscard]] outgoing::Mail mail_of(const Reminder& reminder, outgoing::Language language,
                                     std::string_view pages);

}  // namespace distanskoll::server::agreements::reminders
