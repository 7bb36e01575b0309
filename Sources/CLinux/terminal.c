#define _GNU_SOURCE
#include "clinux_terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/* Signals that end the program: the terminal is put back, then they go on to whoever had them before. */
static const int deadly[] = {SIGTERM, SIGHUP, SIGINT,  SIGQUIT, SIGABRT, SIGSEGV,
                             SIGBUS,  SIGILL, SIGTRAP, SIGFPE,  SIGSYS};
enum { deadly_count = sizeof deadly / sizeof deadly[0] };

static int input = -1;
static int output = -1;
static int wake = -1;
static struct termios before;   /* as the program found it */
static struct termios entered;  /* as the program uses it */
static struct sigaction earlier[deadly_count], earlier_stop, earlier_continue, earlier_resize;
static atomic_int saved;    /* the ticket of the one whose `before` and handlers are in place; 0 for nobody */
static atomic_int drawing;  /* raw mode: escape sequences may be undone */
static atomic_int changes;
static atomic_int stops;     /* how often the program was stopped */
static atomic_int stopping;  /* the stop is counted that SIGCONT ends */

static void put(const char *text) {
    /* Nothing can be done about a terminal that is gone. */
    ssize_t ignored = write(output, text, strlen(text));
    (void)ignored;
}

/* A program in the background must not change the terminal under the shell; a terminal without job control has
   no foreground (-1) and may be changed. */
static int is_ours(void) {
    pid_t foreground = tcgetpgrp(input);
    return foreground < 0 || foreground == getpgrp();
}

static void put_back(void) {
    if (!is_ours()) return;
    /* Plain colour, cursor shown, pastes no longer bracketed; whatever stood below the cursor goes. */
    if (atomic_load(&drawing)) put("\033[0m\033[?25h\033[?2004l\r\n\033[J");
    tcsetattr(input, TCSANOW, &before);
}

static void tell(int change) {
    uint64_t one = 1;
    atomic_fetch_or(&changes, change);
    ssize_t ignored = write(wake, &one, sizeof one);
    (void)ignored;
}

static void on_deadly(int number) {
    int error = errno;
    if (atomic_load(&saved)) put_back();
    for (int i = 0; i < deadly_count; i++) {
        if (deadly[i] == number) sigaction(number, &earlier[i], NULL);
    }
    raise(number); /* SA_NODEFER: delivered at once, to the earlier action */
    errno = error;
}

static void install(int number, void (*handler)(int), int flags, struct sigaction *old) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART | SA_ONSTACK | flags;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, old);
}

static void on_stop(int number) {
    int error = errno;
    struct sigaction ours;
    put_back();
    atomic_store(&stopping, 1);
    atomic_fetch_add(&stops, 1);
    sigaction(number, &earlier_stop, &ours);
    raise(number);
    sigaction(number, &ours, NULL); /* the program goes on from here */
    errno = error;
}

static void on_continue(int number) {
    int error = errno;
    (void)number;
    /* SIGSTOP came unannounced. */
    if (!atomic_exchange(&stopping, 0)) atomic_fetch_add(&stops, 1);
    if (is_ours()) {
        tcsetattr(input, TCSANOW, &entered);
        if (atomic_load(&drawing)) put("\033[?2004h");
    }
    tell(KEYTURN_TERMINAL_RESUMED);
    errno = error;
}

static void on_resize(int number) {
    int error = errno;
    (void)number;
    tell(KEYTURN_TERMINAL_RESIZED);
    errno = error;
}

static void restore_at_exit(void) { keyturn_terminal_restore(atomic_load(&saved)); }

int keyturn_terminal_save(int in, int out, int wake_fd) {
    static atomic_int tickets;
    if (atomic_load(&saved)) {
        errno = EBUSY;
        return -1;
    }
    if (tcgetattr(in, &before) != 0) return -1;
    entered = before;
    input = in;
    output = out;
    wake = wake_fd;
    atomic_store(&drawing, 0);
    for (int i = 0; i < deadly_count; i++) {
        install(deadly[i], on_deadly, SA_NODEFER, &earlier[i]);
        /* What was ignored (nohup) stays ignored. */
        if (earlier[i].sa_handler == SIG_IGN) sigaction(deadly[i], &earlier[i], NULL);
    }
    install(SIGTSTP, on_stop, SA_NODEFER, &earlier_stop);
    install(SIGCONT, on_continue, 0, &earlier_continue);
    install(SIGWINCH, on_resize, 0, &earlier_resize);
    int ticket = atomic_fetch_add(&tickets, 1) + 1;
    atomic_store(&saved, ticket);
    if (ticket == 1) atexit(restore_at_exit);
    return ticket;
}

int keyturn_terminal_enter(int ticket, int mode) {
    struct termios wanted = before;
    if (atomic_load(&saved) != ticket) {
        errno = EINVAL;
        return -1;
    }
    wanted.c_lflag &= ~(tcflag_t)(ISIG | IEXTEN);
    if (mode == KEYTURN_TERMINAL_RAW) {
        wanted.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ECHONL);
        wanted.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IGNCR | IXON | ISTRIP | BRKINT);
        wanted.c_cc[VMIN] = 1;
        wanted.c_cc[VTIME] = 0;
    } else {
        wanted.c_lflag |= ICANON | ECHO | ECHOE | ECHOK;
        wanted.c_iflag |= ICRNL;
        if (mode == KEYTURN_TERMINAL_SECRET) wanted.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL);
        /* Ends a line like Enter, so that it arrives at once; Ctrl-Z needs IEXTEN for the second such character. */
        wanted.c_lflag |= IEXTEN;
        wanted.c_cc[VEOL] = 'C' - '@';
        wanted.c_cc[VEOL2] = 'Z' - '@';
    }
    entered = wanted;
    if (tcsetattr(input, TCSANOW, &entered) != 0) return -1;
    int raw = mode == KEYTURN_TERMINAL_RAW;
    if (atomic_exchange(&drawing, raw) != raw) put(raw ? "\033[?2004h" : "\033[?2004l");
    return 0;
}

void keyturn_terminal_restore(int ticket) {
    if (ticket == 0 || !atomic_compare_exchange_strong(&saved, &ticket, 0)) return;
    if (atomic_load(&drawing)) put("\033[0m\033[?25h\033[?2004l");
    if (is_ours()) tcsetattr(input, TCSANOW, &before);
    for (int i = 0; i < deadly_count; i++) sigaction(deadly[i], &earlier[i], NULL);
    sigaction(SIGTSTP, &earlier_stop, NULL);
    sigaction(SIGCONT, &earlier_continue, NULL);
    sigaction(SIGWINCH, &earlier_resize, NULL);
}

int keyturn_terminal_changes(void) { return atomic_exchange(&changes, 0); }

int keyturn_terminal_stops(void) { return atomic_load(&stops); }

int keyturn_terminal_size(int fd, uint16_t *columns, uint16_t *rows) {
    struct winsize size;
    if (ioctl(fd, TIOCGWINSZ, &size) != 0) return -1;
    *columns = size.ws_col;
    *rows = size.ws_row;
    return 0;
}
