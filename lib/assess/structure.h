/* SPDX-License-Identifier: MIT */
/* Is the content of each STAR part really there. */
#ifndef VOUCH_ASSESS_STRUCTURE_H
#define VOUCH_ASSESS_STRUCTURE_H

#include "assess/assertion.h"
#include "assess/matcher.h"

/* Fills the assessment's structure and voice, and its diagnostics about parts, plan and watching. */
void vouch__structure_judge(const struct vouch_worker *worker, const struct vouch__stance *stance,
                            const struct vouch__hits *hits, struct vouch_assessment *assessment);

#endif
