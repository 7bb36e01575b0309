/* libcurl, with typed forms of its variadic functions, which Swift cannot call. */
#pragma once
#include <curl/curl.h>

static inline CURLcode keyturn_curl_set_long(CURL *curl, CURLoption option, long value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode keyturn_curl_set_text(CURL *curl, CURLoption option, const char *value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode keyturn_curl_set_pointer(CURL *curl, CURLoption option, void *value) {
    return curl_easy_setopt(curl, option, value);
}

typedef size_t (*keyturn_curl_receiver)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode keyturn_curl_set_receiver(CURL *curl, CURLoption option, keyturn_curl_receiver receiver) {
    return curl_easy_setopt(curl, option, receiver);
}

static inline CURLcode keyturn_curl_get_long(CURL *curl, CURLINFO info, long *value) {
    return curl_easy_getinfo(curl, info, value);
}

static inline CURLcode keyturn_curl_get_offset(CURL *curl, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(curl, info, value);
}

static inline CURLcode keyturn_curl_set_headers(CURL *curl, struct curl_slist *headers) {
    return curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
}
