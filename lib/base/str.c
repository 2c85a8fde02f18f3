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
