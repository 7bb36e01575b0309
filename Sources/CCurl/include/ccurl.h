/* libcurl, opened when it is first needed. */
#pragma once
#include <curl/curl.h>

/* The functions that are used, by what their names have behind `curl_`. */
#define KEYTURN_CURL_FUNCTIONS(F) \
    F(version) F(slist_append) F(slist_free_all) \
    F(easy_init) F(easy_cleanup) F(easy_reset) F(easy_setopt) F(easy_getinfo) F(easy_strerror) \
    F(multi_init) F(multi_cleanup) F(multi_add_handle) F(multi_remove_handle) F(multi_perform) F(multi_poll) \
    F(multi_info_read) F(multi_strerror)

#define KEYTURN_CURL_POINTER(name) __typeof__(curl_##name) *name;
struct keyturn_curl_functions {
    KEYTURN_CURL_FUNCTIONS(KEYTURN_CURL_POINTER)
};

/* Opens the library, once. NULL, or why it cannot be opened, good until the calling thread's next call. */
const char *keyturn_curl_open(void);

/* The functions of the open library; empty before. */
const struct keyturn_curl_functions *keyturn_curl(void);

/* The variadic functions, which Swift cannot call, by the type of their last argument. */
typedef size_t (*keyturn_curl_receiver)(char *bytes, size_t size, size_t count, void *context);
CURLcode keyturn_curl_set_long(CURL *curl, CURLoption option, long value);
CURLcode keyturn_curl_set_text(CURL *curl, CURLoption option, const char *value);
CURLcode keyturn_curl_set_pointer(CURL *curl, CURLoption option, void *value);
CURLcode keyturn_curl_set_receiver(CURL *curl, CURLoption option, keyturn_curl_receiver receiver);
CURLcode keyturn_curl_set_objector(CURL *curl, curl_prereq_callback objector);
CURLcode keyturn_curl_set_headers(CURL *curl, struct curl_slist *headers);
CURLcode keyturn_curl_get_long(CURL *curl, CURLINFO info, long *value);
CURLcode keyturn_curl_get_offset(CURL *curl, CURLINFO info, curl_off_t *value);
