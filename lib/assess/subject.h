/* SPDX-License-Identifier: MIT */
/* Subjects of clauses: who a sentence is about, word by word. */
#ifndef VOUCH_ASSESS_SUBJECT_H
#define VOUCH_ASSESS_SUBJECT_H

#include "assess/assertion.h"

/* Lists the cues and the subjects of a plain text. third: whom he, she and they stand for at its start; on return, at its end.
 */
enum vouch_status vouch__subjects_read(struct vouch__arena *arena, const struct vouch__language *language,
                                       const struct vouch__plain *plain, enum vouch__actor *third,
                                       struct vouch__reading *reading);

/* The actor of the word h: the nearest subject to its left (or starting at it), carried through coordination; a passive leaves
 * it unknown; no subject: the sentence's carry. ret_subject: the words that told, or NULL. */
enum vouch__actor vouch__subject_of(const struct vouch__reading *reading, const struct vouch__plain *plain, size_t h,
                                    const struct vouch__subject **ret_subject);

/* The same, leaving out a subject that starts at h itself. */
enum vouch__actor vouch__subject_before(const struct vouch__reading *reading, const struct vouch__plain *plain, size_t h,
                                        const struct vouch__subject **ret_subject);

#endif
