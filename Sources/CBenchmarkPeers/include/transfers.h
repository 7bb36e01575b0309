/* What Keyturn's bridge client is measured against: libcurl alone, its answers counted and thrown away. */
#pragma once
#include <stdint.h>

/* What a row of GET requests brought. */
struct peer_transfers {
    uint64_t answers; /* of status 200 */
    uint64_t bytes;   /* of all bodies */
};

/* Sends so many GETs, to these addresses in turn, a line for each: one after the other with a pause of so many
   microseconds before each, and each on a connection of its own; NULL, or why it stopped. */
const char *peer_get(const char *urls, uint64_t times, uint32_t pause, struct peer_transfers *transfers);
