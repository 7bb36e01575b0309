/* Libraries that are opened when they are first needed: linked, each would be mapped, with all that it needs in turn, at
   the start of every process. */
#pragma once
#include <stddef.h>

/* Opens a library and puts the addresses of its functions in a table, in the order of their names; a full table is left
   as it is. NULL, or what is wrong, in the dynamic linker's words (dlerror(3)), good until the thread's next call. */
const char *keyturn_library_open(const char *library, const char *const names[], void *table[], size_t count);
