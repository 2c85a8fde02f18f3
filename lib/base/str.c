/* SPDX-License-Identifier: MIT */
/* Small text helpers that do not depend on the locale. */
#include "base/str.h"

#include <string.h>
#include <utf8proc.h>

bool
vouch__equal_fold(const char *a, const char *b)
{
  while (*a && vouch__lower(*a) == vouch__lower(*b)) {
    a++;
    b++;
  }
  return vouch__lower(*a) == vouch__lower(*b);
}

bool
vouch__equal_n(const char *slice, size_t len, const char *text)
{
  return strlen(text) == len && memcmp(slice, text, len) == 0;
}

void
vouch__trim(const char **text, size_t *len)
{
  while (*len && vouch__is_space(**text)) {
    ++*text;
    --*len;
  }
  while (*len && vouch__is_space((*text)[*len - 1]))
    --*len;
}

size_t
vouch__utf8_decode(const char *s, size_t len, uint32_t *ret_point)
{
  utf8proc_int32_t point = -1;
  utf8proc_ssize_t n = len ? utf8proc_iterate((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)len, &point) : 0;
  if (n <= 0 || point < 0)
    return 0;
  *ret_point = (uint32_t)point;
  return (size_t)n;
}

/* Punctuation that people's editors put in place of ASCII. */
static char
fold_punctuation(uint32_t point)
{
  switch (point) {
  case 0x2018:
  case 0x2019:
  case 0x201A:
  case 0x201B:
  case 0x2032:
  case 0x00B4:
  case 0x0060:
  case 0x02BC:
    return '\'';
  case 0x201C:
  case 0x201D:
  case 0x201E:
  case 0x201F:
  case 0x2033:
  case 0x00AB:
  case 0x00BB:
    return '"';
  case 0x2010:
  case 0x2011:
    return '-';
  case 0x2012:
  case 0x2013:
  case 0x2014:
  case 0x2015:
  case 0x2212:
    return VOUCH__DASH;
  case 0x2026:
    return '.';
  case 0x00A3:
    return VOUCH__POUND;
  default:
    return 0;
  }
}

size_t
vouch__fold_point(uint32_t point, char ret_ascii[4])
{
  if (point < 0x80 && point != '`') {
    ret_ascii[0] = point < 0x20 || point == 0x7F ? ' ' : (char)point;
    return 1;
  }
  ret_ascii[0] = fold_punctuation(point);
  if (ret_ascii[0])
    return 1;
  utf8proc_int32_t parts[16];
  int boundary = UTF8PROC_BOUNDCLASS_START;
  utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)point, parts, 16,
                                               UTF8PROC_COMPAT | UTF8PROC_STRIPMARK | UTF8PROC_DECOMPOSE, &boundary);
  size_t out = 0;
  for (utf8proc_ssize_t i = 0; i < n && i < 16 && out < 4; i++)
    if (parts[i] >= 0x20 && parts[i] < 0x7F)
      ret_ascii[out++] = (char)parts[i];
  if (out)
    return out;
  switch (utf8proc_category((utf8proc_int32_t)point)) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LL:
  case UTF8PROC_CATEGORY_LT:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO:
    ret_ascii[0] = 'x';
    return 1;
  case UTF8PROC_CATEGORY_MN:
  case UTF8PROC_CATEGORY_MC:
  case UTF8PROC_CATEGORY_ME:
  case UTF8PROC_CATEGORY_CF:
    return 0;
  default:
    ret_ascii[0] = ' ';
    return 1;
  }
}

int
vouch__utf8_columns(uint32_t point)
{
  bool control = point < 0x20 || (point >= 0x7F && point < 0xA0);
  bool turns = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069) || point == 0x061C;
  if (control || turns || point == 0x2028 || point == 0x2029)
    return -1;
  int columns = utf8proc_charwidth((utf8proc_int32_t)point);
  return columns < 0 ? 1 : columns;
}
