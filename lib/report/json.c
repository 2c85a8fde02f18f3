/* SPDX-License-Identifier: MIT */
/* Results as vouch-check/1 (vouch-check-1.schema.json). The door of jansson. */
#include <jansson.h>
#include <string.h>

#include "base/str.h"
#include "report/view.h"

#define SCHEMA "vouch-check/1"

/* Everything is built through these: a value that could not be made marks the whole as failed, and the rest goes on. */
struct json {
  bool failed;
};

static void
set(struct json *json, json_t *object, const char *key, json_t *value)
{
  if (!value || json_object_set_new(object, key, value) != 0)
    json->failed = true;
}

static void
append(struct json *json, json_t *array, json_t *value)
{
  if (!value || json_array_append_new(array, value) != 0)
    json->failed = true;
}

/* File names may hold any bytes: what is no UTF-8 becomes U+FFFD. */
static json_t *
mended(const char *text, size_t len)
{
  char *copy = malloc(len * 3 + 1), *out = copy;
  if (!copy)
    return NULL;
  for (size_t i = 0; i < len;) {
    uint32_t point;
    size_t n = vouch__utf8_decode(text + i, len - i, &point);
    memcpy(out, n ? text + i : "\xEF\xBF\xBD", n ? n : 3);
    out += n ? n : 3;
    i += n ? n : 1;
  }
  json_t *value = json_stringn(copy, (size_t)(out - copy));
  free(copy);
  return value;
}

static json_t *
slice(const char *text, size_t len)
{
  json_t *value = json_stringn(text, len);
  return value ? value : mended(text, len);
}

static json_t *
text(const char *value)
{
  return value ? slice(value, strlen(value)) : json_null();
}

static json_t *
number(size_t n)
{
  return json_integer((json_int_t)n);
}

/* Lines and columns count from 1: 0 is "no such place". */
static json_t *
place(size_t n)
{
  return n ? number(n) : json_null();
}

static void
set_span(struct json *json, json_t *object, const struct vouch_source *source, size_t offset, size_t length)
{
  uint32_t line, column;
  vouch__source_place(source, offset, &line, &column);
  set(json, object, "line", place(line));
  set(json, object, "column", place(column));
  set(json, object, "offset", number(offset));
  set(json, object, "length", number(length));
  set(json, object, "text", slice(source->bytes + offset, length));
}

static json_t *
rubric_json(struct json *json, const struct vouch_rubric *rubric)
{
  json_t *object = json_object();
  set(json, object, "id", text(rubric->id));
  set(json, object, "version", text(rubric->version));
  set(json, object, "sha512", text(rubric->sha512));
  return object;
}

static json_t *
structure_json(struct json *json, const struct vouch_assessment *assessment)
{
  json_t *object = json_object();
  for (int part = VOUCH__SITUATION; part <= VOUCH__REFLECTION; part++) {
    const struct vouch__structure *is = &assessment->structure[part];
    json_t *one = json_object();
    set(json, one, "heading", json_boolean(is->heading));
    set(json, one, "present", json_boolean(is->present));
    set(json, one, "inferred", json_boolean(is->inferred));
    set(json, one, "line", place(is->line));
    set(json, one, "words", number(is->words));
    set(json, object, vouch__section_name((enum vouch__section)part), one);
  }
  return object;
}

static json_t *
voice_json(struct json *json, const struct vouch_assessment *assessment)
{
  json_t *object = json_object();
  set(json, object, "i", number(assessment->voice.i));
  set(json, object, "we", number(assessment->voice.we));
  set(json, object, "would", number(assessment->voice.would));
  return object;
}

static json_t *
links_json(struct json *json, const struct vouch_account *account)
{
  static const char *const names[] = {
      [VOUCH__LINK_OK] = "ok",           [VOUCH__LINK_MISSING] = "missing",
      [VOUCH__LINK_OUTSIDE] = "outside", [VOUCH__LINK_NOT_A_FILE] = "not-a-file",
      [VOUCH__LINK_REMOTE] = "remote",
  };
  json_t *array = json_array();
  for (size_t i = 0; i < account->n_links; i++) {
    const struct vouch__evidence_link *link = &account->links[i];
    if (link->seen_in_place)
      continue; /* no file, so no path and no status */
    json_t *object = json_object();
    set(json, object, "path", text(link->path));
    set(json, object, "line", place(link->line));
    set(json, object, "status", text(names[link->status]));
    append(json, array, object);
  }
  return array;
}

static json_t *
evidence_json(struct json *json, const struct vouch_assessment *assessment, const struct vouch__finding *findings, size_t n)
{
  json_t *array = json_array();
  for (size_t i = 0; i < n; i++) {
    const struct vouch__hit *hit = findings[i].hit;
    json_t *object = json_object(), *triggers = json_array();
    set(json, object, "section", text(vouch__section_name(hit->section)));
    set_span(json, object, assessment->account->source, hit->offset, hit->length);
    set(json, object, "strength", text(hit->strength == VOUCH__STRONG ? "strong" : "weak"));
    set(json, object, "indicator", text(assessment->rubric->concepts[hit->concept].id));
    set(json, object, "pattern", text(assessment->rubric->patterns[hit->pattern].id));
    set(json, object, "actor", text(vouch__actor_name(hit->actor)));
    set(json, object, "asserted", text(vouch__asserted_name(hit->asserted)));
    for (size_t t = 0; t < hit->n_triggers; t++) {
      json_t *trigger = json_object();
      set(json, trigger, "offset", number(hit->triggers[t].offset));
      set(json, trigger, "length", number(hit->triggers[t].length));
      set(json, trigger, "role", text(vouch__trigger_name(hit->triggers[t].role)));
      append(json, triggers, trigger);
    }
    set(json, object, "triggers", triggers);
    append(json, array, object);
  }
  return array;
}

static json_t *
near_misses_json(struct json *json, const struct vouch_assessment *assessment, const struct vouch__criterion_result *result)
{
  json_t *array = json_array();
  for (size_t i = 0; i < result->n_near_misses; i++) {
    const struct vouch__finding *near = &result->near_misses[i];
    json_t *object = json_object();
    set(json, object, "why", text(vouch__why_name(near->why)));
    set(json, object, "section", text(vouch__section_name(near->hit->section)));
    set_span(json, object, assessment->account->source, near->hit->offset, near->hit->length);
    append(json, array, object);
  }
  return array;
}

static json_t *
criteria_json(struct json *json, const struct vouch_assessment *assessment)
{
  json_t *array = json_array();
  for (size_t i = 0; i < assessment->n_criteria; i++) {
    const struct vouch__criterion_result *result = &assessment->criteria[i];
    json_t *object = json_object(), *tagged = json_array();
    set(json, object, "id", text(result->criterion->id));
    set(json, object, "number", text(result->criterion->number));
    set(json, object, "verdict", text(vouch__verdict_name(result->verdict)));
    set(json, object, "conflict", json_boolean(result->conflict));
    set(json, object, "reason", text(result->reason));
    set(json, object, "guidance", text(result->guidance));
    set(json, object, "claimed", json_boolean(result->claimed));
    for (size_t t = 0; t < result->n_tagged; t++)
      append(json, tagged, number(result->tagged[t]));
    set(json, object, "tagged", tagged);
    set(json, object, "evidence", evidence_json(json, assessment, result->evidence, result->n_evidence));
    set(json, object, "near_misses", near_misses_json(json, assessment, result));
    append(json, array, object);
  }
  return array;
}

static json_t *
mistakes_json(struct json *json, const struct vouch_assessment *assessment)
{
  json_t *array = json_array();
  for (size_t i = 0; i < assessment->n_mistakes; i++) {
    const struct vouch__mistake_result *result = &assessment->mistakes[i];
    json_t *object = json_object();
    set(json, object, "id", text(result->mistake->id));
    set(json, object, "verdict", text(vouch__mistake_verdict_name(result->verdict)));
    set(json, object, "evidence", evidence_json(json, assessment, result->evidence, result->n_evidence));
    append(json, array, object);
  }
  return array;
}

static json_t *
models_json(struct json *json, const struct vouch_assessment *assessment)
{
  json_t *array = json_array();
  for (size_t i = 0; i < assessment->n_models; i++) {
    const struct vouch__model_result *result = &assessment->models[i];
    json_t *object = json_object(), *steps = json_array(), *missing = json_array();
    for (size_t s = 0; s < result->model->n_steps; s++) {
      const char *id = result->model->steps[s].id;
      json_t *step = json_object();
      set(json, step, "id", text(id));
      set(json, step, "present", json_boolean(result->lines[s] != 0));
      set(json, step, "line", place(result->lines[s]));
      append(json, steps, step);
      if (!result->lines[s])
        append(json, missing, text(id));
    }
    set(json, object, "id", text(result->model->id));
    set(json, object, "steps", steps);
    set(json, object, "missing", missing);
    append(json, array, object);
  }
  return array;
}

static json_t *
privacy_json(struct json *json, const struct vouch_assessment *assessment)
{
  json_t *array = json_array();
  for (size_t i = 0; i < assessment->n_privacy; i++) {
    const struct vouch__privacy *found = &assessment->privacy[i];
    json_t *object = json_object();
    set(json, object, "kind", text(vouch__privacy_name(found->kind)));
    set_span(json, object, assessment->account->source, found->offset, found->length);
    append(json, array, object);
  }
  return array;
}

static json_t *
diags_json(struct json *json, const struct vouch_diags *diags, bool with_path)
{
  json_t *array = json_array();
  for (size_t i = 0; diags && i < vouch_diags_count(diags); i++) {
    const struct vouch_diag *diag = vouch_diags_get(diags, i);
    json_t *object = json_object();
    set(json, object, "code", text(diag->code));
    set(json, object, "severity", text(vouch__severity_name(diag->severity)));
    if (with_path)
      set(json, object, "path", text(diag->path));
    set(json, object, "line", place(diag->line));
    set(json, object, "column", place(diag->column));
    set(json, object, "message", text(diag->message));
    set(json, object, "hint", text(diag->hint));
    append(json, array, object);
  }
  return array;
}

static json_t *
account_json(struct json *json, const struct vouch_assessment *assessment)
{
  const struct vouch_account *account = assessment->account;
  json_t *object = json_object();
  set(json, object, "path", text(account->source->path));
  set(json, object, "title", text(account->title));
  set(json, object, "learner", text(account->learner));
  set(json, object, "date", text(account->date));
  set(json, object, "sha512", text(account->source->sha512));
  set(json, object, "words", number(account->words));
  set(json, object, "rubric", rubric_json(json, assessment->rubric));
  set(json, object, "structure", structure_json(json, assessment));
  set(json, object, "voice", voice_json(json, assessment));
  set(json, object, "links", links_json(json, account));
  set(json, object, "criteria", criteria_json(json, assessment));
  set(json, object, "mistakes", mistakes_json(json, assessment));
  set(json, object, "models", models_json(json, assessment));
  set(json, object, "privacy", privacy_json(json, assessment));
  set(json, object, "diagnostics", diags_json(json, assessment->diags, false));
  return object;
}

/* Where the printed bytes go: each line starts with `indent` blanks (JSON strings hold no line breaks). */
struct sink {
  struct vouch__page *page;
  unsigned indent;
};

static int
print_bytes(const char *bytes, size_t size, void *data)
{
  static const char spaces[] = "        ";
  struct sink *sink = data;
  for (size_t i = 0; i < size;) {
    const char *end = sink->indent ? memchr(bytes + i, '\n', size - i) : NULL;
    size_t n = end ? (size_t)(end - bytes) - i + 1 : size - i;
    vouch__page_raw(sink->page, bytes + i, n);
    if (end)
      vouch__page_raw(sink->page, spaces, sink->indent);
    i += n;
  }
  return sink->page->failed ? -1 : 0;
}

static void
print(struct json *json, struct vouch__page *page, const json_t *value, bool pretty, unsigned indent)
{
  struct sink sink = {page, indent};
  size_t flags = JSON_ENCODE_ANY | (pretty ? JSON_INDENT(2) : JSON_COMPACT);
  if (!value || json_dump_callback(value, print_bytes, &sink, flags) != 0)
    json->failed = true;
}

static enum vouch_status
end(struct json *json, struct vouch__page *page, struct vouch_text *ret_text)
{
  page->failed |= json->failed;
  return vouch__page_end(page, ret_text);
}

enum vouch_status
vouch_report_json_begin(struct vouch_context *context, struct vouch_text *ret_text)
{
  struct vouch__page page;
  static const char head[] =
      "{\n  \"schema\": \"" SCHEMA "\",\n  \"tool\": {\n    \"name\": \"vouch\",\n    \"version\": \"" VOUCH_VERSION
      "\"\n  },\n  \"accounts\": [";
  vouch__page_init(&page, context, NULL);
  vouch__page_raw(&page, head, sizeof head - 1);
  return vouch__page_end(&page, ret_text);
}

enum vouch_status
vouch_report_json_account(struct vouch_context *context, const struct vouch_assessment *assessment, bool pretty,
                          struct vouch_text *ret_text)
{
  struct json json = {false};
  struct vouch__page page;
  vouch__page_init(&page, context, NULL);
  json_t *account = account_json(&json, assessment);
  if (pretty) {
    vouch__page_raw(&page, "\n    ", 5);
    print(&json, &page, account, true, 4);
  } else {
    json_t *line = json_object();
    set(&json, line, "schema", text(SCHEMA));
    set(&json, line, "account", json_incref(account));
    print(&json, &page, line, false, 0);
    json_decref(line);
  }
  json_decref(account);
  return end(&json, &page, ret_text);
}

static json_t *
skipped_json(struct json *json, const struct vouch_run *run)
{
  json_t *array = json_array();
  for (size_t i = 0; i < run->n_skipped; i++) {
    json_t *object = json_object();
    set(json, object, "path", text(run->skipped[i].path));
    set(json, object, "why", text(run->skipped[i].why));
    set(json, object, "code", text(run->skipped[i].code));
    append(json, array, object);
  }
  return array;
}

static json_t *
summary_json(struct json *json, const struct vouch_run *run)
{
  json_t *object = json_object();
  set(json, object, "accounts", number(run->accounts));
  set(json, object, "criteria", number(run->total.criteria));
  set(json, object, "found", number(run->total.found));
  set(json, object, "partial", number(run->total.partial));
  set(json, object, "missing", number(run->total.missing));
  set(json, object, "undecided", number(run->total.undecided));
  set(json, object, "mistakes", number(run->total.mistakes));
  set(json, object, "privacy", number(run->total.privacy));
  return object;
}

enum vouch_status
vouch_report_json_run(struct vouch_context *context, const struct vouch_run *run, bool ndjson, struct vouch_text *ret_text)
{
  struct json json = {false};
  struct vouch__page page;
  vouch__page_init(&page, context, NULL);
  json_t *object = json_object();
  if (ndjson)
    set(&json, object, "schema", text(SCHEMA));
  set(&json, object, "skipped", skipped_json(&json, run));
  set(&json, object, "diagnostics", diags_json(&json, run->diags, true));
  set(&json, object, "summary", summary_json(&json, run));
  if (ndjson) {
    print(&json, &page, object, false, 0);
    vouch__page_raw(&page, "\n", 1);
  } else {
    static const char *const keys[] = {"skipped", "diagnostics", "summary"};
    vouch__page_raw(&page, "\n  ]", 4);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
      vouch__page_raw(&page, ",\n  \"", 5);
      vouch__page_raw(&page, keys[i], strlen(keys[i]));
      vouch__page_raw(&page, "\": ", 3);
      print(&json, &page, json_object_get(object, keys[i]), true, 2);
    }
    vouch__page_raw(&page, "\n}\n", 3);
  }
  json_decref(object);
  return end(&json, &page, ret_text);
}
