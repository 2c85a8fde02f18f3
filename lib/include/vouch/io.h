/* SPDX-License-Identifier: MIT */
/* The system's side: what stands at a path, folders in a fixed order, writing that never leaves half a file. */
#ifndef VOUCH_IO_H
#define VOUCH_IO_H

#include <vouch/base.h>

enum vouch_path_kind { VOUCH_PATH_ABSENT, VOUCH_PATH_FILE, VOUCH_PATH_FOLDER, VOUCH_PATH_OTHER };

/* Follows links. A path that may not be looked at is ABSENT with errno set, one that is not there has errno ENOENT. */
VOUCH_API enum vouch_path_kind vouch_path_kind(const char *path);

/* Calls `each` for every regular file below `folder` whose name ends in `suffix`, in byte order of the path (files and folders
 * together, depth first), nothing hidden, links that lead out of the folder not followed, each file once. Stops at the
 * first status that is not VOUCH_OK and returns it. A folder below that has a file's name, cannot be listed, or stands
 * more than 64 deep, is handed to `each` as well: reading it says why. VOUCH_IO: `folder` itself cannot be listed (errno). */
VOUCH_API enum vouch_status vouch_folder_walk(const char *folder, const char *suffix,
                                              enum vouch_status (*each)(const char *path, void *data), void *data);

/* Does `path`, links followed, lie inside `folder`? */
VOUCH_API bool vouch_path_inside(const char *folder, const char *path);

/* Writes a new file: under a temporary name in the same folder, flushed to disk, then renamed without replacing. VOUCH_IO with
 * errno (EEXIST: the file is there already and is left as it was). */
VOUCH_API enum vouch_status vouch_file_create(const char *path, const void *bytes, size_t size);

/* Makes a folder if it is not there. VOUCH_IO with errno. */
VOUCH_API enum vouch_status vouch_folder_make(const char *path);

#endif
