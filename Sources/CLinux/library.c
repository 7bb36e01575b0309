#include "clinux_library.h"

#include <dlfcn.h>
#include <pthread.h>

static const char *fill(const char *library, const char *const names[], void *table[], size_t count) {
    /* Every function of all that comes with it, looked up at once, would take as long as all the rest. */
    void *handle = dlopen(library, RTLD_LAZY | RTLD_LOCAL);
    if (!handle) return dlerror();
    for (size_t i = 0; i < count; i++)
        if (!(table[i] = dlsym(handle, names[i]))) return dlerror();
    return NULL;
}

const char *keyturn_library_open(const char *library, const char *const names[], void *table[], size_t count) {
    static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&mutex);
    /* The last place is the last to be filled. */
    const char *trouble = table[count - 1] ? NULL : fill(library, names, table, count);
    pthread_mutex_unlock(&mutex);
    return trouble;
}
