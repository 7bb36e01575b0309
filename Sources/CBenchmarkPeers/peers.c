#include "peers.h"

#include <pcap/pcap.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static _Thread_local char reason[PCAP_ERRBUF_SIZE];

const char *peer_reason(void) {
    return reason;
}

/* Reading the file */

static int run(const char *path, const char *filter, pcap_handler body, void *context) {
    pcap_t *capture = pcap_open_offline(path, reason);
    if (!capture) return -1;
    int result = -1;
    struct bpf_program program;
    if (filter) {
        if (pcap_compile(capture, &program, filter, 1, PCAP_NETMASK_UNKNOWN) != 0) goto failed;
        int set = pcap_setfilter(capture, &program);
        pcap_freecode(&program);
        if (set != 0) goto failed;
    }
    if (pcap_loop(capture, -1, body, context) == 0) result = 0;
failed:
    if (result != 0) snprintf(reason, sizeof reason, "%s", pcap_geterr(capture));
    pcap_close(capture);
    return result;
}

static void count(u_char *context, const struct pcap_pkthdr *header, const u_char *bytes) {
    (void)header;
    (void)bytes;
    ++*(uint64_t *)(void *)context;
}

int peer_count_frames(const char *path, const char *filter, uint64_t *frames) {
    *frames = 0;
    return run(path, filter, count, frames);
}

/* Parsing a frame: every step takes what it needs from the front of `rest`, if it is there. */

struct bytes {
    const uint8_t *start;
    size_t count;
};

static bool skip(struct bytes *rest, size_t count) {
    if (rest->count < count) return false;
    rest->start += count;
    rest->count -= count;
    return true;
}

static uint16_t number(const uint8_t *bytes) {
    return (uint16_t)(bytes[0] << 8 | bytes[1]);
}

static bool skip_ethernet(struct bytes *rest) {
    if (!skip(rest, 12)) return false;
    for (int tags = 0; tags <= 2; tags++) {
        if (rest->count < 2) return false;
        uint16_t type = number(rest->start);
        if (type == 0x0800) return skip(rest, 2);
        if (type != 0x8100 && type != 0x88a8 && type != 0x9100) return false;
        if (!skip(rest, 4)) return false;
    }
    return false;
}

static bool skip_ipv4(struct bytes *rest) {
    if (rest->count < 20 || rest->start[0] >> 4 != 4 || rest->start[9] != 17) return false;
    size_t header = (size_t)(rest->start[0] & 0x0f) * 4, total = number(rest->start + 2);
    bool is_later_fragment = (number(rest->start + 6) & 0x1fff) != 0;
    if (header < 20 || total < header || is_later_fragment) return false;
    if (total < rest->count) rest->count = total;
    return skip(rest, header);
}

static bool is_dhcp_port(uint16_t port) {
    return port == 67 || port == 68;
}

static bool skip_udp(struct bytes *rest) {
    if (rest->count < 8) return false;
    size_t length = number(rest->start + 4);
    if (!is_dhcp_port(number(rest->start)) && !is_dhcp_port(number(rest->start + 2))) return false;
    if (length < 8) return false;
    if (length < rest->count) rest->count = length;
    return skip(rest, 8);
}

/* The first of each option: what this program looks at. */
struct options {
    struct bytes host_name, requested, type, server, client, full_name, overload;
    bool malformed;
};

static struct bytes *place_of(struct options *options, uint8_t code) {
    switch (code) {
    case 12: return &options->host_name;
    case 50: return &options->requested;
    case 52: return &options->overload;
    case 53: return &options->type;
    case 54: return &options->server;
    case 61: return &options->client;
    case 81: return &options->full_name;
    default: return NULL;
    }
}

static void walk(struct options *options, struct bytes area) {
    while (area.count > 0) {
        uint8_t code = area.start[0];
        skip(&area, 1);
        if (code == 0) continue;
        if (code == 255) return;
        if (area.count < 1 || area.count - 1 < area.start[0]) {
            options->malformed = true;
            return;
        }
        struct bytes value = {area.start + 1, area.start[0]};
        struct bytes *place = place_of(options, code);
        if (place && !place->start) *place = value;
        skip(&area, 1 + value.count);
    }
}

static bool is_bridge(struct bytes name) {
    static const char prefix[] = "nuki_bridge_";
    size_t length = sizeof prefix - 1;
    return name.count > length && strncasecmp((const char *)name.start, prefix, length) == 0;
}

static void parse_message(struct peer_counts *counts, struct bytes message) {
    static const uint8_t cookie[] = {0x63, 0x82, 0x53, 0x63};
    if (message.count < 240 || memcmp(message.start + 236, cookie, sizeof cookie) != 0) return;
    struct options options = {0};
    walk(&options, (struct bytes){message.start + 240, message.count - 240});
    uint8_t overload = options.overload.count == 1 ? options.overload.start[0] : 0;
    if (overload & 1) walk(&options, (struct bytes){message.start + 108, 128});
    if (overload & 2) walk(&options, (struct bytes){message.start + 44, 64});
    if (options.type.count < 1) return;

    struct bytes name = options.host_name;
    if (name.count == 0 && options.full_name.count > 3)
        name = (struct bytes){options.full_name.start + 3, options.full_name.count - 3};
    bool is_request = options.type.start[0] == 3;
    counts->messages++;
    counts->requests += is_request;
    counts->host_names += name.count > 0;
    counts->bridges += is_request && is_bridge(name);
    counts->addresses += options.requested.count == 4;
    counts->servers += options.server.count == 4;
    counts->clients += options.client.count > 0;
    counts->malformed += options.malformed;
}

static void parse(u_char *context, const struct pcap_pkthdr *header, const u_char *bytes) {
    struct peer_counts *counts = (void *)context;
    struct bytes rest = {bytes, header->caplen};
    counts->frames++;
    if (skip_ethernet(&rest) && skip_ipv4(&rest) && skip_udp(&rest)) parse_message(counts, rest);
}

int peer_parse_dhcp(const char *path, const char *filter, struct peer_counts *counts) {
    *counts = (struct peer_counts){0};
    return run(path, filter, parse, counts);
}

/* Listening */

static void print_message(u_char *context, const struct pcap_pkthdr *header, const u_char *bytes) {
    struct peer_counts counts = {0};
    parse((void *)&counts, header, bytes);
    (void)context;
    if (counts.messages == 0) return;
    printf("%ld.%06ld message of %u bytes\n", (long)header->ts.tv_sec, (long)header->ts.tv_usec, header->len);
    fflush(stdout);
}

void peer_watch_dhcp(const char *interface) {
    pcap_t *capture = pcap_create(interface, reason);
    if (!capture) return;
    struct bpf_program program;
    pcap_set_snaplen(capture, 1600);
    pcap_set_buffer_size(capture, 4 << 20);
    pcap_set_immediate_mode(capture, 1);
    if (pcap_activate(capture) >= 0 && pcap_compile(capture, &program, "udp and (port 67 or 68)", 1, 0) == 0) {
        if (pcap_setfilter(capture, &program) == 0) pcap_loop(capture, -1, print_message, NULL);
        pcap_freecode(&program);
    }
    snprintf(reason, sizeof reason, "%s", pcap_geterr(capture));
    pcap_close(capture);
}
