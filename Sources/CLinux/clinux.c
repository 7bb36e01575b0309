#define _GNU_SOURCE
#include "clinux.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timex.h>
#include <unistd.h>

int keyturn_eventfd(void) {
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

void keyturn_name_thread(const char *name) {
    prctl(PR_SET_NAME, name, 0, 0, 0);
}

int keyturn_holds_capability(int number) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3];
    if (syscall(SYS_capget, &header, sets) != 0) return -1;
    return (sets[CAP_TO_INDEX(number)].effective & CAP_TO_MASK(number)) != 0;
}

int keyturn_keep_capabilities(uint64_t kept) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3];
    if (syscall(SYS_capget, &header, sets) != 0) return -1;
    for (int i = 0; i < _LINUX_CAPABILITY_U32S_3; i++) {
        sets[i].permitted &= (uint32_t)(kept >> (32 * i));
        sets[i].effective = sets[i].permitted;
        /* An ambient capability goes with the inheritable one. */
        sets[i].inheritable = 0;
    }
    return (int)syscall(SYS_capset, &header, sets);
}

int keyturn_keep_capabilities_over_setuid(void) {
    return prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0);
}

int keyturn_clock_is_synchronised(void) {
    struct timex state = {.modes = 0};
    if (adjtimex(&state) < 0) return -1;
    return (state.status & STA_UNSYNC) == 0;
}

int keyturn_link_notifications(void) {
    int descriptor = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
    if (descriptor < 0) return -1;
    const struct sockaddr_nl address = {.nl_family = AF_NETLINK, .nl_groups = RTMGRP_LINK};
    if (bind(descriptor, (const struct sockaddr *)&address, sizeof address) != 0) {
        int error = errno;
        close(descriptor);
        errno = error;
        return -1;
    }
    return descriptor;
}

struct wakeable {
    int descriptor, wake;
    bool may_wait;
    char buffer[128 * 1024];
};

static ssize_t wakeable_read(void *context, char *buffer, size_t size) {
    const struct wakeable *stream = context;
    struct pollfd entries[2] = {{.fd = stream->wake, .events = POLLIN}, {.fd = stream->descriptor, .events = POLLIN}};
    while (stream->may_wait && poll(entries, 2, -1) < 0)
        if (errno != EINTR) return -1;
    if (entries[0].revents) return 0;
    ssize_t count;
    do count = read(stream->descriptor, buffer, size);
    while (count < 0 && errno == EINTR);
    return count;
}

static int wakeable_close(void *context) {
    free(context);
    return 0;
}

void *keyturn_wakeable_stream(int descriptor, int wake) {
    struct wakeable *context = malloc(sizeof *context);
    if (!context) return NULL;
    context->descriptor = descriptor;
    context->wake = wake;
    /* What is in a file is there already. */
    struct stat status;
    context->may_wait = fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode);
    FILE *stream = fopencookie(context, "r", (cookie_io_functions_t){.read = wakeable_read, .close = wakeable_close});
    if (!stream) {
        free(context);
        return NULL;
    }
    /* glibc would read 8 KiB at a time, and takes no other size without a buffer. */
    setvbuf(stream, context->buffer, _IOFBF, sizeof context->buffer);
    return stream;
}
