/* SPDX-License-Identifier: MIT */
/* What the public header tells of a rubric. */
#include <stdio.h>
#include <string.h>

#include "base/context.h"
#include "model/rubric.h"
#include "read/xml.h"

const char *
vouch_rubric_id(const struct vouch_rubric *rubric)
{
  return rubric->id;
}

const char *
vouch_rubric_title(const struct vouch_rubric *rubric)
{
  return rubric->title;
}

const char *
vouch_rubric_version(const struct vouch_rubric *rubric)
{
  return rubric->version;
}

const char *
vouch_rubric_level(const struct vouch_rubric *rubric)
{
  return rubric->level;
}

size_t
vouch_rubric_criteria(const struct vouch_rubric *rubric)
{
  return rubric->n_criteria;
}

size_t
vouch_rubric_mistakes(const struct vouch_rubric *rubric)
{
  return rubric->n_mistakes;
}

struct vouch_criterion
vouch_rubric_criterion(const struct vouch_rubric *rubric, size_t i)
{
  const struct vouch__criterion *c = &rubric->criteria[i];
  return (struct vouch_criterion){.id = c->id,
                                  .number = c->number,
                                  .kind = c->kind,
                                  .band = c->band,
                                  .statement = c->statement,
                                  .guidance = c->guidance,
                                  .witness = c->witness,
                                  .claim_based = c->claim_based};
}

struct vouch_mistake
vouch_rubric_mistake(const struct vouch_rubric *rubric, size_t i)
{
  const struct vouch__mistake *m = &rubric->mistakes[i];
  return (struct vouch_mistake){.id = m->id, .statement = m->statement, .guidance = m->guidance};
}

static void
copy_attr(const struct vouch__xml *xml, const char *name, char *out, size_t size)
{
  const char *value = vouch__xml_attr(xml, name);
  snprintf(out, size, "%s", value ? value : "");
}

enum vouch_status
vouch_rubric_head(struct vouch_context *context, const struct vouch_source *source, struct vouch_rubric_head *ret_head)
{
  struct vouch__arena arena;
  const struct vouch__xml *root = NULL;
  vouch__arena_init(&arena, context->allocator);
  enum vouch_status status = vouch__xml_read(&arena, source, VOUCH_CAP_CONCEPTS, false, NULL, &root);
  if (status == VOUCH_LIMIT || (status == VOUCH_OK && (strcmp(root->name, "rubric") != 0 || !vouch__xml_attr(root, "id"))))
    status = VOUCH_INPUT;
  if (status == VOUCH_OK) {
    struct vouch_rubric_head head = {.criteria = 0};
    copy_attr(root, "id", head.id, sizeof head.id);
    copy_attr(root, "version", head.version, sizeof head.version);
    copy_attr(root, "level", head.level, sizeof head.level);
    copy_attr(root, "title", head.title, sizeof head.title);
    for (size_t i = 0; i < root->n_kids; i++) {
      head.criteria += strcmp(root->kids[i].name, "criterion") == 0;
      head.mistakes += strcmp(root->kids[i].name, "mistake") == 0;
    }
    *ret_head = head;
  }
  vouch__arena_free(&arena);
  return status;
}
