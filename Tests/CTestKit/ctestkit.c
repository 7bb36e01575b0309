#define _GNU_SOURCE
#include "ctestkit.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <netpacket/packet.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

int testkit_pipe(int ends[2]) {
    return pipe2(ends, O_CLOEXEC);
}

pid_t testkit_fork(void) {
    return fork();
}

int testkit_spawn_close_from(posix_spawn_file_actions_t *actions, int first) {
    return posix_spawn_file_actions_addclosefrom_np(actions, first);
}

int testkit_pseudo_terminal(char *path, size_t size) {
    int near = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (near < 0) return -1;
    if (grantpt(near) != 0 || unlockpt(near) != 0 || ptsname_r(near, path, size) != 0) {
        int error = errno;
        close(near);
        errno = error;
        return -1;
    }
    return near;
}

int testkit_terminal_set_size(int fd, uint16_t columns, uint16_t rows) {
    struct winsize size = {.ws_row = rows, .ws_col = columns};
    return ioctl(fd, TIOCSWINSZ, &size);
}

int testkit_enter_network(int fd) {
    return setns(fd, CLONE_NEWNET);
}

int testkit_frame_socket(const char *interface) {
    struct sockaddr_ll address = {.sll_family = AF_PACKET, .sll_ifindex = (int)if_nametoindex(interface)};
    if (address.sll_ifindex == 0) return -1;
    int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
    if (fd < 0) return -1;
    if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        int error = errno;
        close(fd);
        errno = error;
        return -1;
    }
    return fd;
}
