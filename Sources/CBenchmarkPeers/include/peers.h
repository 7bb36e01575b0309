/* What Keyturn's capture path is measured against: the same work in C, with nothing around it. */
#pragma once
#include <stdint.h>

/* What a parse of a capture file found. */
struct peer_counts {
    uint64_t frames;     /* handed over by libpcap, after the filter */
    uint64_t messages;   /* DHCP: Ethernet, up to two VLAN tags, IPv4, UDP, the magic cookie, option 53 */
    uint64_t requests;   /* of type 3 */
    uint64_t host_names; /* with option 12 or a name in option 81 */
    uint64_t bridges;    /* requests whose name begins with "Nuki_Bridge_", in any case */
    uint64_t addresses;  /* with option 50 of four bytes */
    uint64_t servers;    /* with option 54 of four bytes */
    uint64_t clients;    /* with option 61 */
    uint64_t malformed;  /* messages whose options run past their area */
};

/* Reads a capture file and counts its frames; `filter` is a pcap-filter(7) expression or NULL.
   0, or -1 and peer_reason(). */
int peer_count_frames(const char *path, const char *filter, uint64_t *frames);

/* The same, parsing every frame. */
int peer_parse_dhcp(const char *path, const char *filter, struct peer_counts *counts);

/* Listens on an interface and prints a line for every DHCP message at once, until it fails: peer_reason(). */
void peer_watch_dhcp(const char *interface);

/* Why the last call on this thread failed. */
const char *peer_reason(void);
