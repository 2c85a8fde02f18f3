/* SPDX-License-Identifier: MIT */
/* The door of libcrypto: digests. */
#ifndef VOUCH_BASE_DIGEST_H
#define VOUCH_BASE_DIGEST_H

#include <vouch/base.h>

/* SHA-512 (FIPS 180-4) of a sequence of byte ranges, as 128 hex digits and a NUL. VOUCH_NOMEM when libcrypto fails. */
struct vouch__bytes {
  const void *bytes;
  size_t size;
};
enum vouch_status vouch__sha512(const struct vouch__bytes *ranges, size_t n, char ret_hex[129]);

#endif
