/* SPDX-License-Identifier: MIT */
/* Between the files of the XML door: validation against the embedded schema. */
#ifndef VOUCH_READ_XML_SCHEMA_H
#define VOUCH_READ_XML_SCHEMA_H

#include "base/source.h"

struct _xmlDoc;

/* Says in our words what the schema finds. Errors: VOUCH_INPUT, VOUCH_NOMEM. */
enum vouch_status vouch__xml_validate(struct _xmlDoc *doc, const struct vouch_source *source, struct vouch_diags *diags);

#endif
