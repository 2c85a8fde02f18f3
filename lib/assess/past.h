/* SPDX-License-Identifier: MIT */
/* Verbs in the past, by their look: is something told that happened? */
#ifndef VOUCH_ASSESS_PAST_H
#define VOUCH_ASSESS_PAST_H

#include "model/language.h"
#include "model/plain.h"

/* Is word i a form in -ed, or one of the common irregular ones? */
bool vouch__past_verb(const struct vouch__language *language, const struct vouch__plain *plain, size_t i);
/* Does a word stand before word i after which its form is no past: "is recorded", "would have asked"? */
bool vouch__past_unreal(const struct vouch__language *language, const struct vouch__plain *plain, size_t i);
/* Does the sentence tell something that happened? */
bool vouch__past_told(const struct vouch__language *language, const struct vouch__plain *plain);

#endif
