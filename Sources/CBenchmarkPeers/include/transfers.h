/* What Keyturn's bridge client is measured against: libcurl alone, its answers counted and thrown away. */
#pragma once
#include <stdint.h>

/* What a row of GET requests brought. */
struct peer_transfers {
    uint64_t answers; /* of status 200 */
    uint64_t bytes;   /* of all bodies */
};

/* Sends the same GET so many times, one after the other, each on a connection of its own; NULL, or why it stopped. */
const char *peer_get(const char *url, uint64_t times, struct peer_transfers *transfers);
