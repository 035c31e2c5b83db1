#include "CHarfBuzzShims.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

static struct seing_harfbuzz harfbuzz;
static int is_loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* ISO C has no conversion from an object pointer to a function pointer; POSIX wants it to work through memory. */
static int find(void *library, const char *name, void *function) {
    *(void **)function = dlsym(library, name);
    return *(void **)function != NULL;
}

static void load(void) {
    void *library = dlopen("libharfbuzz.so.0", RTLD_NOW | RTLD_LOCAL);
    is_loaded = library != NULL;
#define SEING_FIND(name) is_loaded = is_loaded && find(library, "hb_" #name, &harfbuzz.name);
    SEING_HARFBUZZ_FUNCTIONS(SEING_FIND)
#undef SEING_FIND
}

const struct seing_harfbuzz *seing_harfbuzz_load(void) {
    return pthread_once(&once, load) == 0 && is_loaded ? &harfbuzz : NULL;
}
