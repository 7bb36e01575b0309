#include "transfers.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static size_t count(char *bytes, size_t size, size_t number, void *context) {
    (void)bytes;
    *(uint64_t *)context += size * number;
    return size * number;
}

/* The line that begins there, returns where the next one begins, the first again after the last. */
static const char *next_line(const char *start, const char *lines, char *line, size_t size) {
    size_t length = strcspn(start, "\n");
    snprintf(line, size, "%.*s", (int)length, start);
    return start[length] ? start + length + 1 : lines;
}

const char *peer_get(const char *urls, uint64_t times, uint32_t pause, struct peer_transfers *transfers) {
    *transfers = (struct peer_transfers){0};
    CURL *curl = curl_easy_init();
    if (!curl) return "out of memory";
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 15L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, count);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfers->bytes);
    const char *next = urls;
    char url[256];
    CURLcode code = CURLE_OK;
    for (uint64_t i = 0; i < times && code == CURLE_OK; i++) {
        if (pause > 0) nanosleep(&(struct timespec){pause / 1000000, pause % 1000000 * 1000L}, NULL);
        next = next_line(next, urls, url, sizeof url);
        curl_easy_setopt(curl, CURLOPT_URL, url);
        code = curl_easy_perform(curl);
        long status = 0;
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        transfers->answers += code == CURLE_OK && status == 200;
    }
    curl_easy_cleanup(curl);
    return code == CURLE_OK ? NULL : curl_easy_strerror(code);
}
