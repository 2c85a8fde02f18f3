/* SPDX-License-Identifier: MIT */
/* Validation against the embedded schema, and what it finds in our own words. */
#include "read/xml_schema.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlschemas.h>
#include <stdio.h>
#include <string.h>
#include <threads.h>

#include "base/str.h"

extern const char vouch__rubric_xsd[];
extern const size_t vouch__rubric_xsd_size;

enum { PROBLEMS_MOST = 20, EXPECTED_MOST = 32, NAME_MOST = 48 };

/* Parsed once a process: libxml2 fills an unlocked table when it parses a schema. Read only afterwards. */
static once_flag once = ONCE_FLAG_INIT;
static xmlSchemaPtr schema;

static void
silence(void *data, xmlErrorPtr error)
{
  (void)data, (void)error;
}

static void
load_schema(void)
{
  xmlInitParser();
  xmlSchemaParserCtxtPtr parser = xmlSchemaNewMemParserCtxt(vouch__rubric_xsd, (int)vouch__rubric_xsd_size);
  if (!parser)
    return;
  xmlSchemaSetParserStructuredErrors(parser, silence, NULL);
  schema = xmlSchemaParse(parser);
  xmlSchemaFreeParserCtxt(parser);
}

struct judge {
  const struct vouch_source *source;
  struct vouch_diags *diags;
  unsigned problems;
  bool nomem;
  const void *last; /* element of the last problem with a value */
};

/* The part of libxml2's message between two marks, as a string; "" when the marks are not there. */
static void
between(const char *message, const char *open, const char *close, char *out, size_t size)
{
  const char *from = strstr(message, open);
  from = from ? from + strlen(open) : NULL;
  const char *to = from ? strstr(from, close) : NULL;
  snprintf(out, size, "%.*s", to ? (int)(to - from) : 0, to ? from : "");
}

/* "( a, b )" or "'a', 'b'": the names, cut out of `text` in place. */
static size_t
split_names(char *text, const char **names)
{
  size_t n = 0;
  for (char *at = text; *at && n < EXPECTED_MOST;) {
    at += strspn(at, " ,'()");
    size_t len = strcspn(at, " ,'()");
    if (len == 0)
      break;
    names[n++] = at;
    at += len;
    if (*at)
      *at++ = '\0';
  }
  return n;
}

/* a, b or c; in angle brackets for elements. */
static void
join_names(const char *const *names, size_t n, bool elements, char *out, size_t size)
{
  size_t at = 0;
  out[0] = '\0';
  for (size_t i = 0; i < n && at < size; i++) {
    const char *link = i == 0 ? "" : i + 1 == n ? " or " : ", ";
    int wrote = snprintf(out + at, size - at, elements ? "%s<%s>" : "%s%s", link, names[i]);
    at += wrote > 0 ? (size_t)wrote : 0;
  }
}

static const xmlNode *
kid_named(const xmlNode *node, const char *name)
{
  const xmlNode *kid = node ? node->children : NULL;
  while (kid && (kid->type != XML_ELEMENT_NODE || strcmp((const char *)kid->name, name) != 0))
    kid = kid->next;
  return kid;
}

static bool
attribute_is(const xmlNode *node, const char *name, const char *value)
{
  xmlChar *found = node ? xmlGetNoNsProp(node, (const xmlChar *)name) : NULL;
  bool same = found && strcmp((const char *)found, value) == 0;
  xmlFree(found);
  return same;
}

/* The schema's own documentation of a value type, found by its name or by its pattern. */
static void
describe(const char *type, const char *pattern, char *out, size_t size)
{
  xmlDocPtr doc = xmlReadMemory(vouch__rubric_xsd, (int)vouch__rubric_xsd_size, NULL, "UTF-8", XML_PARSE_NONET);
  const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
  out[0] = '\0';
  for (const xmlNode *node = root ? root->children : NULL; node && !out[0]; node = node->next) {
    if (node->type != XML_ELEMENT_NODE || strcmp((const char *)node->name, "simpleType") != 0)
      continue;
    bool same = *type ? attribute_is(node, "name", type)
                      : attribute_is(kid_named(kid_named(node, "restriction"), "pattern"), "value", pattern);
    const xmlNode *text = same ? kid_named(kid_named(node, "annotation"), "documentation") : NULL;
    if (text && text->children && text->children->content)
      snprintf(out, size, "%s", (const char *)text->children->content);
  }
  xmlFreeDoc(doc);
}

static void
tell(struct judge *judge, const xmlError *error, const char *problem, const char *hint)
{
  const xmlNode *node = error->node;
  judge->problems++;
  struct vouch__at at = {
      .source = judge->source, .offset = VOUCH__NO_OFFSET, .line = node ? (uint32_t)xmlGetLineNo(node) : (uint32_t)error->line};
  VOUCH__DIAG(judge->diags, VOUCH__V209, at, hint && *hint ? hint : NULL, problem);
}

/* An element in the wrong place, or one that is missing at the end. */
static void
tell_content(struct judge *judge, const xmlError *error, const char *element, bool missing)
{
  const char *message = error->message;
  char list[600], expected[600], problem[800], hint[96] = "";
  const char *names[EXPECTED_MOST];
  between(message, "Expected is", ")", list, sizeof list);
  char *from = strchr(list, '(');
  size_t n = from ? split_names(from, names) : 0;
  join_names(names, n, true, expected, sizeof expected);
  if (missing)
    snprintf(problem, sizeof problem, "<%s> is not complete; %s must follow", element, n ? expected : "another element");
  else if (n)
    snprintf(problem, sizeof problem, "<%s> cannot stand here; expected is %s", element, expected);
  else
    snprintf(problem, sizeof problem, "<%s> cannot stand here; nothing more is expected in this element", element);
  const char *near = missing ? NULL : vouch__nearest(element, names, n);
  if (near)
    snprintf(hint, sizeof hint, "Did you mean <%s>?", near);
  tell(judge, error, problem, hint);
}

/* A value that its type does not take. */
static void
tell_value(struct judge *judge, const xmlError *error, const char *element, const char *attribute)
{
  const char *message = error->message;
  if (strstr(message, "of the list type") && judge->last == error->node)
    return; /* the wrong item was told before */
  judge->last = error->node;
  char value[96], set[600], type[NAME_MOST] = "", pattern[200], list[600] = "", problem[1024], hint[400] = "";
  const char *names[EXPECTED_MOST];
  between(message, "The value '", "'", value, sizeof value);
  between(message, "the set {", "}", set, sizeof set);
  between(message, "the pattern '", "'.", pattern, sizeof pattern);
  const char *is = strstr(message, " type '");
  if (is)
    between(is, " type '", "'", type, sizeof type);
  size_t n = split_names(set, names);
  join_names(names, n, false, list, sizeof list);
  char where[2 * NAME_MOST + 32];
  if (*attribute)
    snprintf(where, sizeof where, "the attribute %s of <%s>", attribute, element);
  else
    snprintf(where, sizeof where, "the text of <%s>", element);
  if (n)
    snprintf(problem, sizeof problem, "%s must be %s, not \"%s\"", where, list, value);
  else if (strstr(message, "Length'"))
    snprintf(problem, sizeof problem, strstr(message, "minLength") ? "%s must not be empty" : "%s is longer than 160 signs",
             where);
  else
    snprintf(problem, sizeof problem, "%s has the wrong form", where);
  const char *near = n ? vouch__nearest(value, names, n) : NULL;
  if (near)
    snprintf(hint, sizeof hint, "Did you mean %s?", near);
  else if (!n && (*type || *pattern))
    describe(type, pattern, hint, sizeof hint);
  tell(judge, error, problem, hint);
}

static void
tell_attribute(struct judge *judge, const xmlError *error, const char *element)
{
  char name[NAME_MOST], problem[200];
  bool needed = error->code == XML_SCHEMAV_CVC_COMPLEX_TYPE_4;
  between(error->message, "The attribute '", "'", name, sizeof name);
  snprintf(problem, sizeof problem, needed ? "<%s> needs the attribute %s" : "<%s> has no attribute %s", element, name);
  tell(judge, error, problem, needed ? NULL : "Look for a slip in its name.");
}

/* Called by libxml2 for each problem. */
static void
on_problem(void *data, xmlErrorPtr error)
{
  struct judge *judge = data;
  if (error->code == XML_ERR_NO_MEMORY)
    judge->nomem = true;
  if (error->level < XML_ERR_ERROR || judge->problems >= PROBLEMS_MOST)
    return;
  const char *message = error->message ? error->message : "";
  char element[NAME_MOST], attribute[NAME_MOST], problem[200];
  between(message, "Element '", "'", element, sizeof element);
  between(message, ", attribute '", "'", attribute, sizeof attribute);
  switch (error->code) {
  case XML_SCHEMAV_ELEMENT_CONTENT:
    tell_content(judge, error, element, strstr(message, "Missing child") != NULL);
    break;
  case XML_SCHEMAV_CVC_ELT_1:
    snprintf(problem, sizeof problem, "the root is <%s>; expected is <rubric> or <concepts>", element);
    tell(judge, error, problem, NULL);
    break;
  case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1:
  case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2:
  case XML_SCHEMAV_CVC_COMPLEX_TYPE_4:
    tell_attribute(judge, error, element);
    break;
  case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1:
  case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3:
    snprintf(problem, sizeof problem, "<%s> holds text, but only elements may stand in it", element);
    tell(judge, error, problem, NULL);
    break;
  case XML_SCHEMAV_CVC_TYPE_3_1_2:
  case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2:
    snprintf(problem, sizeof problem, "<%s> holds an element, but only text may stand in it", element);
    tell(judge, error, problem, NULL);
    break;
  default:
    tell_value(judge, error, element, attribute);
  }
}

enum vouch_status
vouch__xml_validate(struct _xmlDoc *doc, const struct vouch_source *source, struct vouch_diags *diags)
{
  struct judge judge = {.source = source, .diags = diags};
  call_once(&once, load_schema);
  xmlSchemaValidCtxtPtr valid = schema ? xmlSchemaNewValidCtxt(schema) : NULL;
  if (!valid)
    return VOUCH_NOMEM;
  xmlSchemaSetValidStructuredErrors(valid, on_problem, &judge);
  int result = xmlSchemaValidateDoc(valid, doc);
  xmlSchemaFreeValidCtxt(valid);
  if (judge.nomem || result < 0)
    return VOUCH_NOMEM;
  return result == 0 ? VOUCH_OK : VOUCH_INPUT;
}
