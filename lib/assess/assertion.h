/* SPDX-License-Identifier: MIT */
/* Who did it, and was it done: attributes of a match, from the cue words around it (ConText: direction, scope, longest first).
 */
#ifndef VOUCH_ASSESS_ASSERTION_H
#define VOUCH_ASSESS_ASSERTION_H

#include "assess/assess.h"

/* A person that a clause may be about: the subject's words and who it is. */
struct vouch__subject {
  uint32_t first, words;
  enum vouch__actor actor;
  bool subordinate; /* the word before it opens a subordinate clause (until he ...) */
};

/* One sentence with its cues. */
struct vouch__reading {
  struct vouch__cue_hit *cues; /* in order of `first` */
  size_t n_cues;
  struct vouch__subject *subjects; /* in order */
  size_t n_subjects;
  enum vouch__actor carry;               /* who is meant when the sentence names no subject */
  enum vouch__actor speaker;             /* quoted: whose words */
  bool unreal;                           /* quoted: the saying itself is hypothetical or negated */
  struct vouch__trigger speaker_trigger; /* quoted: the words that told the speaker; length 0: none */
  size_t said_from; /* narration: plain offset from which the learner's reported words run; SIZE_MAX: none */
};

/* The whole account read for attributes. */
struct vouch__stance {
  struct vouch__reading *readings; /* one a sentence */
  bool plan;                       /* told as what one would do */
  bool no_incident;                /* nothing is told that happened: terms and general statements only */
  bool watched;                    /* somebody else's doing was watched */
  uint32_t would, i, we;
};

enum vouch_status vouch__stance_read(struct vouch__arena *arena, const struct vouch_account *account,
                                     const struct vouch__language *language, struct vouch__stance **ret_stance);

/* Fills actor, asserted and triggers of a hit whose sentence, at, end and pattern voices are set. reported: the match is in the
 * learner's reported words. actors: whom the concept admits; a match that names another person at its start ("he told me all")
 * then belongs to the subject before it. */
void vouch__stance_judge(const struct vouch__stance *stance, const struct vouch_account *account, bool reported,
                         unsigned actors, const struct vouch__language *language, struct vouch__hit *hit);

#endif
