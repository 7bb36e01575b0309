#include "ccurl.h"
#include "clinux_library.h"

static struct keyturn_curl_functions libcurl;

const char *keyturn_curl_open(void) {
#define NAME(name) "curl_" #name,
    static const char *const names[] = {KEYTURN_CURL_FUNCTIONS(NAME)};
    return keyturn_library_open("libcurl.so.4", names, (void **)&libcurl, sizeof names / sizeof *names);
}

const struct keyturn_curl_functions *keyturn_curl(void) {
    return &libcurl;
}

CURLcode keyturn_curl_set_long(CURL *curl, CURLoption option, long value) {
    return libcurl.easy_setopt(curl, option, value);
}

CURLcode keyturn_curl_set_text(CURL *curl, CURLoption option, const char *value) {
    return libcurl.easy_setopt(curl, option, value);
}

CURLcode keyturn_curl_set_pointer(CURL *curl, CURLoption option, void *value) {
    return libcurl.easy_setopt(curl, option, value);
}

CURLcode keyturn_curl_set_receiver(CURL *curl, CURLoption option, keyturn_curl_receiver receiver) {
    return libcurl.easy_setopt(curl, option, receiver);
}

CURLcode keyturn_curl_set_objector(CURL *curl, curl_prereq_callback objector) {
    return libcurl.easy_setopt(curl, CURLOPT_PREREQFUNCTION, objector);
}

CURLcode keyturn_curl_set_headers(CURL *curl, struct curl_slist *headers) {
    return libcurl.easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
}

CURLcode keyturn_curl_get_long(CURL *curl, CURLINFO info, long *value) {
    return libcurl.easy_getinfo(curl, info, value);
}

CURLcode keyturn_curl_get_offset(CURL *curl, CURLINFO info, curl_off_t *value) {
    return libcurl.easy_getinfo(curl, info, value);
}
