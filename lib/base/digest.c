/* SPDX-License-Identifier: MIT */
/* The door of libcrypto: digests. */
#include "base/digest.h"

#include <openssl/evp.h>

enum vouch_status
vouch__sha512(const struct vouch__bytes *ranges, size_t n, char ret_hex[129])
{
  static const char hex[] = "0123456789abcdef";
  unsigned char digest[EVP_MAX_MD_SIZE];
  EVP_MD_CTX *state = EVP_MD_CTX_new();
  bool good = state && EVP_DigestInit_ex(state, EVP_sha512(), NULL) == 1;
  for (size_t i = 0; good && i < n; i++)
    good = EVP_DigestUpdate(state, ranges[i].bytes, ranges[i].size) == 1;
  good = good && EVP_DigestFinal_ex(state, digest, NULL) == 1;
  EVP_MD_CTX_free(state);
  if (!good)
    return VOUCH_NOMEM;
  for (size_t i = 0; i < 64; i++) {
    ret_hex[2 * i] = hex[digest[i] >> 4];
    ret_hex[2 * i + 1] = hex[digest[i] & 15];
  }
  ret_hex[128] = '\0';
  return VOUCH_OK;
}
