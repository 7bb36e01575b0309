/* What tests need of the C library and Glibc's Swift module does not export. */
#pragma once
#include <spawn.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* pipe2(2): reader and writer, closed on exec; -1 and errno on failure. */
int testkit_pipe(int ends[2]);

/* Makes posix_spawn(3) close the child's descriptors from `first` on; an error number on failure. */
int testkit_spawn_close_from(posix_spawn_file_actions_t *actions, int first);

/* fork(2), for a program that has one thread. */
pid_t testkit_fork(void);

/* Opens a pseudo-terminal's near side, closed on exec, and writes the path of its far side; -1 and errno on failure. */
int testkit_pseudo_terminal(char *path, size_t size);

/* Moves the calling thread into the network namespace that `fd` was opened on; -1 and errno on failure. */
int testkit_enter_network(int fd);

/* Opens a packet socket that sends whole frames on an interface and hears none; -1 and errno on failure. */
int testkit_frame_socket(const char *interface);

/* Changes the size; the foreground job of the terminal gets SIGWINCH. -1 and errno on failure. */
int testkit_terminal_set_size(int fd, uint16_t columns, uint16_t rows);
