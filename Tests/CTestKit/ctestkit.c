#define _GNU_SOURCE
#include "ctestkit.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

int testkit_pipe(int ends[2]) {
    return pipe2(ends, O_CLOEXEC);
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

int testkit_enter_network(const char *path) {
    int number = open(path, O_RDONLY | O_CLOEXEC);
    if (number < 0) return -1;
    int result = setns(number, CLONE_NEWNET);
    close(number);
    return result;
}
