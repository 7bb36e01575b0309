/* One terminal a process, put back on every way out: async-signal-safe where a signal may call it. */
#pragma once
#include <stddef.h>
#include <stdint.h>

/* How the terminal hands over what is typed. */
enum {
    KEYTURN_TERMINAL_RAW = 0,    /* every key at once, no echo, Ctrl-C is a key */
    KEYTURN_TERMINAL_LINE = 1,   /* whole lines, edited and echoed by the kernel; Ctrl-C ends a line */
    KEYTURN_TERMINAL_SECRET = 2, /* whole lines, not echoed */
};

/* What signals told since it was last asked; a set of bits. */
enum {
    KEYTURN_TERMINAL_RESIZED = 1,
    KEYTURN_TERMINAL_RESUMED = 2,
};

/* Remembers the settings of `input` and catches the signals that end, stop or resize the program; escape
   sequences go to `output`, and each resize or resume writes to the eventfd `wake`. A ticket above 0, good until it is
   restored; -1 and errno on failure. */
int keyturn_terminal_save(int input, int output, int wake);

/* Changes the settings. -1 and errno on failure; EINVAL when the ticket is no longer good. */
int keyturn_terminal_enter(int ticket, int mode);

/* Puts the settings back, shows the cursor, and gives the signals back to whoever had them. Does nothing when the
   ticket is no longer good: somebody else may have the terminal by now. */
void keyturn_terminal_restore(int ticket);

/* Takes the bits that came together since the last call. */
int keyturn_terminal_changes(void);

/* How often the program was stopped since it started: counted before it stops, so that whoever draws first when it goes
   on can know. */
int keyturn_terminal_stops(void);

/* Columns and rows of the terminal behind `fd`; -1 and errno when it is none. */
int keyturn_terminal_size(int fd, uint16_t *columns, uint16_t *rows);
