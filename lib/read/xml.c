/* SPDX-License-Identifier: MIT */
/* The door of libxml2: XML from strangers to a plain tree, with refusals. */
#include "read/xml.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "read/xml_schema.h"
#include "read/xml_walk.h"

enum { NAMES = 64 };

/* What was refused goes to `diags`; status says so. */
struct door {
  struct vouch__arena *arena;
  const struct vouch_source *source;
  struct vouch_diags *diags;
  enum vouch_status status;
  struct {
    const xmlChar *theirs; /* libxml2 keeps each name once, so the pointer tells it */
    const char *ours;
  } names[NAMES];
};

static struct vouch__at
at_line(const struct door *door, uint32_t line)
{
  return (struct vouch__at){.source = door->source, .offset = VOUCH__NO_OFFSET, .line = line};
}

/* The parser's own words where ours are not plainer. */
static void
parse_problem(const xmlError *error, char *text, size_t size)
{
  const char *one = error->str1 ? error->str1 : "", *two = error->str2 ? error->str2 : "";
  switch (error->code) {
  case XML_ERR_DOCUMENT_EMPTY:
    snprintf(text, size, "there is no element in it");
    break;
  case XML_ERR_TAG_NAME_MISMATCH:
    snprintf(text, size, "<%s> of line %d is closed by </%s>", one, error->int1, two);
    break;
  case XML_ERR_TAG_NOT_FINISHED:
    snprintf(text, size, "the file ends before <%s> is closed", one);
    break;
  case XML_ERR_UNDECLARED_ENTITY:
  case XML_WAR_UNDECLARED_ENTITY:
    snprintf(text, size, "the entity &%s; is not known; write the sign itself", one);
    break;
  case XML_ERR_NAME_REQUIRED:
  case XML_ERR_ENTITYREF_SEMICOL_MISSING:
    snprintf(text, size, "there is a & or < in the text that is no markup; write &amp; or &lt;");
    break;
  case XML_ERR_ATTRIBUTE_REDEFINED:
    snprintf(text, size, "the attribute %s stands twice in one tag", one);
    break;
  case XML_ERR_LT_IN_ATTRIBUTE:
    snprintf(text, size, "there is a < in the value of an attribute; write &lt;");
    break;
  case XML_ERR_DOCUMENT_END:
    snprintf(text, size, "there is text after the end of the root element");
    break;
  default:
    snprintf(text, size, "%s", error->message ? error->message : "the parser gave up");
    text[strcspn(text, "\n")] = '\0';
  }
}

/* Called by libxml2: the first error is told, what follows from it is not. */
static void
on_parse_error(void *data, xmlErrorPtr error)
{
  xmlParserCtxtPtr parser = data;
  struct door *door = parser->_private;
  if (error->level < XML_ERR_ERROR || door->status != VOUCH_OK)
    return;
  if (error->code == XML_ERR_NO_MEMORY) {
    door->status = VOUCH_NOMEM;
    return;
  }
  door->status = VOUCH_INPUT;
  struct vouch__at at = at_line(door, error->line > 0 ? (uint32_t)error->line : 1);
  at.column = error->int2 > 0 ? (uint32_t)error->int2 : 0;
  if (error->domain == XML_FROM_NAMESPACE) {
    VOUCH__DIAG(door->diags, VOUCH__V211, at, "Write names without a colon.", "a namespace");
    return;
  }
  char problem[200];
  parse_problem(error, problem, sizeof problem);
  VOUCH__DIAG(door->diags, VOUCH__V201, at, "The mistake is at this place or just before it.", problem);
}

/* A second lock behind vouch__xml_walk(). */
static void
on_doctype(void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
  (void)name, (void)external, (void)system;
  xmlParserCtxtPtr parser = data;
  struct door *door = parser->_private;
  if (door->status == VOUCH_OK) {
    VOUCH__DIAG(door->diags, VOUCH__V202, at_line(door, 0), "Take the DOCTYPE out and write the text in full.", "");
    door->status = VOUCH_INPUT;
  }
  xmlStopParser(parser);
}

static xmlDocPtr
parse(struct door *door)
{
  xmlInitParser();
  xmlParserCtxtPtr parser = xmlNewParserCtxt();
  if (!parser) {
    door->status = VOUCH_NOMEM;
    return NULL;
  }
  parser->_private = door;
  parser->sax->serror = on_parse_error;
  parser->sax->internalSubset = on_doctype;
  const struct vouch_source *source = door->source;
  xmlDocPtr doc = xmlCtxtReadMemory(parser, source->bytes + source->bom, (int)(source->size - source->bom), NULL, "UTF-8",
                                    XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOCDATA);
  xmlFreeParserCtxt(parser);
  if (!doc && door->status == VOUCH_OK)
    door->status = VOUCH_NOMEM;
  return doc;
}

/* Namespaces bring XInclude and schema locations: no rubric has them. */
static bool
foreign(struct door *door, const xmlNode *node)
{
  const char *what = node->nsDef || node->ns || strchr((const char *)node->name, ':') ? "a namespace" : NULL;
  const char *href = node->nsDef && node->nsDef->href ? (const char *)node->nsDef->href : "";
  if (strstr(href, "XInclude"))
    what = "XInclude";
  if (strstr(href, "XMLSchema-instance"))
    what = "a schema location";
  if (!what)
    return false;
  VOUCH__DIAG(door->diags, VOUCH__V211, at_line(door, (uint32_t)xmlGetLineNo(node)), "Take it out.", what);
  door->status = VOUCH_INPUT;
  return true;
}

static const char *
copy_name(struct door *door, const xmlChar *name)
{
  size_t i = ((uintptr_t)name >> 3) % NAMES;
  if (door->names[i].theirs != name) {
    door->names[i].ours = vouch__copy(door->arena, (const char *)name, strlen((const char *)name));
    door->names[i].theirs = name;
  }
  return door->names[i].ours;
}

/* Appends text: each run of white space is one blank, none at the start. */
static char *
squeeze(char *out, const char *start, const char *in)
{
  if (out == start && *in != ' ' && !strpbrk(in, "\t\n\v\f\r") && !strstr(in, "  ")) { /* most texts */
    size_t len = strlen(in);
    memcpy(out, in, len);
    return out + len;
  }
  for (; *in; in++) {
    if (!vouch__is_space(*in))
      *out++ = *in;
    else if (out > start && out[-1] != ' ')
      *out++ = ' ';
  }
  return out;
}

static const char *
copy_text(struct door *door, const xmlNode *first)
{
  size_t len = 0;
  for (const xmlNode *node = first; node; node = node->next)
    if (node->type == XML_TEXT_NODE && node->content)
      len += strlen((const char *)node->content);
  if (len == 0)
    return "";
  char *text = vouch__alloc(door->arena, len + 1), *end = text;
  if (!text)
    return NULL;
  for (const xmlNode *node = first; node; node = node->next)
    if (node->type == XML_TEXT_NODE && node->content)
      end = squeeze(end, text, (const char *)node->content);
  if (end > text && end[-1] == ' ')
    end--;
  *end = '\0';
  return text;
}

static bool
copy_attributes(struct door *door, const xmlNode *node, struct vouch__xml *xml)
{
  for (const xmlAttr *attr = node->properties; attr; attr = attr->next)
    xml->n_attrs++;
  struct vouch__xml_attr *attrs = xml->n_attrs ? vouch__alloc(door->arena, xml->n_attrs * sizeof *attrs) : NULL;
  if (xml->n_attrs && !attrs)
    return false;
  xml->attrs = attrs;
  for (const xmlAttr *attr = node->properties; attr; attr = attr->next, attrs++) {
    attrs->name = copy_name(door, attr->name);
    attrs->value = copy_text(door, attr->children);
    if (!attrs->name || !attrs->value)
      return false;
  }
  return true;
}

static bool
copy_element(struct door *door, const xmlNode *node, struct vouch__xml *xml)
{
  if (foreign(door, node))
    return false;
  xml->line = (uint32_t)xmlGetLineNo(node);
  xml->name = copy_name(door, node->name);
  xml->text = copy_text(door, node->children);
  if (!xml->name || !xml->text || !copy_attributes(door, node, xml))
    return false;
  for (const xmlNode *kid = node->children; kid; kid = kid->next)
    xml->n_kids += kid->type == XML_ELEMENT_NODE;
  struct vouch__xml *kids = xml->n_kids ? vouch__alloc(door->arena, xml->n_kids * sizeof *kids) : NULL;
  if (xml->n_kids && !kids)
    return false;
  xml->kids = kids;
  for (const xmlNode *kid = node->children; kid; kid = kid->next)
    if (kid->type == XML_ELEMENT_NODE && !copy_element(door, kid, kids++))
      return false;
  return true;
}

static const xmlNode *
element_before(const xmlNode *node)
{
  for (node = node->prev; node && node->type != XML_ELEMENT_NODE; node = node->prev)
    ;
  return node;
}

/* An element with text alone: no attributes, no elements. */
static bool
plain_text(const xmlNode *node)
{
  return !node->properties && node->children && !node->children->next && node->children->type == XML_TEXT_NODE;
}

/* Wherever the schema takes a phrase or an example it takes any number of them, so of a run of plain ones it need only see the
 * first. They are most of a concept file; their text is in our tree already. */
static void
thin_out(xmlNode *parent)
{
  static const char *const many[] = {"phrase", "example", "counter-example"};
  for (xmlNode *node = parent->children, *next; node; node = next) {
    next = node->next;
    const xmlNode *before = node->type == XML_ELEMENT_NODE && plain_text(node) ? element_before(node) : NULL;
    if (before && before->name == node->name && plain_text(before))
      for (size_t i = 0; i < sizeof many / sizeof *many; i++)
        if (strcmp((const char *)node->name, many[i]) == 0) {
          xmlUnlinkNode(node);
          xmlFreeNode(node);
          node = NULL;
          break;
        }
    if (node && node->type == XML_ELEMENT_NODE)
      thin_out(node);
  }
}

enum vouch_status
vouch__xml_read(struct vouch__arena *arena, const struct vouch_source *source, size_t cap, bool validate,
                struct vouch_diags *diags, const struct vouch__xml **ret_root)
{
  struct door door = {.arena = arena, .source = source, .diags = diags};
  enum vouch_status status = vouch__xml_walk(source, cap, diags);
  if (status != VOUCH_OK)
    return status;
  xmlDocPtr doc = parse(&door);
  struct vouch__xml *root = vouch__alloc(arena, sizeof *root);
  if (door.status == VOUCH_OK && (!root || !copy_element(&door, xmlDocGetRootElement(doc), root)) && door.status == VOUCH_OK)
    door.status = VOUCH_NOMEM;
  if (door.status == VOUCH_OK && validate) {
    thin_out(xmlDocGetRootElement(doc));
    door.status = vouch__xml_validate(doc, source, diags);
  }
  xmlFreeDoc(doc);
  if (door.status == VOUCH_OK)
    *ret_root = root;
  return door.status;
}

const char *
vouch__xml_attr(const struct vouch__xml *xml, const char *name)
{
  for (size_t i = 0; i < xml->n_attrs; i++)
    if (strcmp(xml->attrs[i].name, name) == 0)
      return xml->attrs[i].value;
  return NULL;
}

const struct vouch__xml *
vouch__xml_kid(const struct vouch__xml *xml, const char *name)
{
  for (size_t i = 0; i < xml->n_kids; i++)
    if (strcmp(xml->kids[i].name, name) == 0)
      return &xml->kids[i];
  return NULL;
}
