#ifndef SEING_CCURL_SHIMS_H
#define SEING_CCURL_SHIMS_H

#include <curl/curl.h>

/* libcurl's functions, which load the library when the first of them is called. A handle that could not be made is NULL. */

CURL *seing_curl_easy_init(void);
void seing_curl_easy_cleanup(CURL *handle);
void seing_curl_easy_reset(CURL *handle);
CURLcode seing_curl_easy_perform(CURL *handle);
const char *seing_curl_easy_strerror(CURLcode code);
struct curl_slist *seing_curl_slist_append(struct curl_slist *list, const char *string);
void seing_curl_slist_free_all(struct curl_slist *list);

/* curl_easy_setopt and curl_easy_getinfo are variadic, which Swift does not import: one function for each type of argument. */

CURLcode seing_curl_setopt_long(CURL *handle, CURLoption option, long value);
CURLcode seing_curl_setopt_string(CURL *handle, CURLoption option, const char *value);
CURLcode seing_curl_setopt_list(CURL *handle, CURLoption option, struct curl_slist *value);
CURLcode seing_curl_setopt_pointer(CURL *handle, CURLoption option, void *value);
CURLcode seing_curl_setopt_offset(CURL *handle, CURLoption option, curl_off_t value);
CURLcode seing_curl_setopt_transfer(
    CURL *handle, CURLoption option, size_t (*function)(char *buffer, size_t size, size_t count, void *context));
CURLcode seing_curl_getinfo_long(CURL *handle, CURLINFO info, long *value);
CURLcode seing_curl_getinfo_string(CURL *handle, CURLINFO info, char **value);
CURLcode seing_curl_setopt_opensocket(CURL *handle, curl_opensocket_callback function);

#endif
