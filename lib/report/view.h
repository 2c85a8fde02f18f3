/* SPDX-License-Identifier: MIT */
/* What the renderers share: words for places and reasons, the bytes of a finding. Computes nothing. */
#ifndef VOUCH_REPORT_VIEW_H
#define VOUCH_REPORT_VIEW_H

#include "assess/assess.h"
#include "base/source.h"
#include "report/page.h"

const char *vouch__severity_name(enum vouch_severity severity); /* "error" ... */
void vouch__page_diag(struct vouch__page *page, const struct vouch_diag *diag);

/* "FILE:LINE" of a finding (the file without its folders), then its bytes in quotation marks. */
void vouch__page_quote(struct vouch__page *page, const struct vouch_account *account, size_t offset, size_t length);
/* The same for a hit, with the sentence that it stands in when that is not too long. */
void vouch__page_quote_hit(struct vouch__page *page, const struct vouch_account *account, const struct vouch__hit *hit);
/* "this reads as something your manager did" and its like: why a place did not count. */
void vouch__page_why(struct vouch__page *page, const struct vouch_account *account, const struct vouch__finding *finding);

#endif
