/* SPDX-License-Identifier: MIT */
/* Personal data of customers in an account's text. */
#ifndef VOUCH_ASSESS_PRIVACY_H
#define VOUCH_ASSESS_PRIVACY_H

#include "assess/assess.h"
#include "assess/matcher.h"

/* The places that look like personal data, in document order, none inside another. Looks at the body, never the front matter.
 */
enum vouch_status vouch__privacy_find(struct vouch_worker *worker, struct vouch__arena *arena,
                                      const struct vouch_account *account, struct vouch__privacy **ret_list, size_t *ret_n);

#endif
