#include "CCurlShims.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

/* The functions of libcurl, found when the first of them is called: the library brings twenty others along, and most commands
   never use it. */
static struct {
    CURLcode (*global_init)(long flags);
    CURL *(*easy_init)(void);
    void (*easy_cleanup)(CURL *handle);
    void (*easy_reset)(CURL *handle);
    CURLcode (*easy_perform)(CURL *handle);
    CURLcode (*easy_setopt)(CURL *handle, CURLoption option, ...);
    CURLcode (*easy_getinfo)(CURL *handle, CURLINFO info, ...);
    const char *(*easy_strerror)(CURLcode code);
    struct curl_slist *(*slist_append)(struct curl_slist *list, const char *string);
    void (*slist_free_all)(struct curl_slist *list);
} curl;
static int is_loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* ISO C has no conversion from an object pointer to a function pointer; POSIX wants it to work through memory. */
static int find(void *library, const char *name, void *function) {
    *(void **)function = dlsym(library, name);
    return *(void **)function != NULL;
}

static void load(void) {
    void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    is_loaded = library != NULL && find(library, "curl_global_init", &curl.global_init)
        && find(library, "curl_easy_init", &curl.easy_init) && find(library, "curl_easy_cleanup", &curl.easy_cleanup)
        && find(library, "curl_easy_reset", &curl.easy_reset) && find(library, "curl_easy_perform", &curl.easy_perform) && find(library, "curl_easy_setopt", &curl.easy_setopt)
        && find(library, "curl_easy_getinfo", &curl.easy_getinfo)
        && find(library, "curl_easy_strerror", &curl.easy_strerror)
        && find(library, "curl_slist_append", &curl.slist_append)
        && find(library, "curl_slist_free_all", &curl.slist_free_all)
        && curl.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

/* Whoever holds a handle or a list has loaded the library. */
static int ready(void) { return pthread_once(&once, load) == 0 && is_loaded; }

CURL *seing_curl_easy_init(void) { return ready() ? curl.easy_init() : NULL; }

void seing_curl_easy_cleanup(CURL *handle) {
    if (handle != NULL) curl.easy_cleanup(handle);
}

void seing_curl_easy_reset(CURL *handle) { curl.easy_reset(handle); }

CURLcode seing_curl_easy_perform(CURL *handle) { return curl.easy_perform(handle); }

const char *seing_curl_easy_strerror(CURLcode code) {
    return ready() ? curl.easy_strerror(code) : "libcurl.so.4 could not be loaded; install the package libcurl4";
}

struct curl_slist *seing_curl_slist_append(struct curl_slist *list, const char *string) {
    return ready() ? curl.slist_append(list, string) : NULL;
}

void seing_curl_slist_free_all(struct curl_slist *list) {
    if (list != NULL) curl.slist_free_all(list);
}

CURLcode seing_curl_setopt_long(CURL *handle, CURLoption option, long value) {
    return curl.easy_setopt(handle, option, value);
}

CURLcode seing_curl_setopt_string(CURL *handle, CURLoption option, const char *value) {
    return curl.easy_setopt(handle, option, value);
}

CURLcode seing_curl_setopt_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl.easy_setopt(handle, option, value);
}

CURLcode seing_curl_setopt_pointer(CURL *handle, CURLoption option, void *value) {
    return curl.easy_setopt(handle, option, value);
}

CURLcode seing_curl_setopt_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return curl.easy_setopt(handle, option, value);
}

CURLcode seing_curl_setopt_transfer(
    CURL *handle, CURLoption option, size_t (*function)(char *buffer, size_t size, size_t count, void *context)) {
    return curl.easy_setopt(handle, option, function);
}

CURLcode seing_curl_getinfo_long(CURL *handle, CURLINFO info, long *value) {
    return curl.easy_getinfo(handle, info, value);
}

CURLcode seing_curl_setopt_opensocket(CURL *handle, curl_opensocket_callback function) {
    return curl.easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, function);
}

CURLcode seing_curl_getinfo_string(CURL *handle, CURLINFO info, char **value) {
    return curl.easy_getinfo(handle, info, value);
}
