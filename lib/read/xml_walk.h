/* SPDX-License-Identifier: MIT */
/* Between the files of the XML door: what is refused before the parser begins. */
#ifndef VOUCH_READ_XML_WALK_H
#define VOUCH_READ_XML_WALK_H

#include "base/source.h"

/* Refuses, with a diagnostic: size over `cap`, compressed files, other encodings, zero bytes, invalid UTF-8, document types,
 * processing instructions, tags over 16 KiB, elements over 64 deep. What is not well-formed is left for the parser to say.
 * Errors: VOUCH_INPUT, VOUCH_LIMIT. */
enum vouch_status vouch__xml_walk(const struct vouch_source *source, size_t cap, struct vouch_diags *diags);

#endif
