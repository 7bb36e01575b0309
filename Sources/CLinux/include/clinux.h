/* What Glibc's Swift module does not export: feature-test macros hide it, or it is variadic, or a macro. */
#pragma once
#include "clinux_library.h"
#include "clinux_terminal.h"
#include <stdint.h>
#include <sys/types.h>

/* eventfd(2), non-blocking and closed on exec; -1 and errno on failure. */
int keyturn_eventfd(void);

/* Names the calling thread for ps and gdb; longer names are cut at 15 bytes. */
void keyturn_name_thread(const char *name);

/* Whether the calling thread holds a capability now (1, 0, or -1 and errno); capabilities(7). */
int keyturn_holds_capability(int number);

/* Leaves the calling thread those of its permitted capabilities whose bits are set, permitted and effective, and empties
   its inheritable and ambient sets; -1 and errno on failure. */
int keyturn_keep_capabilities(uint64_t kept);

/* Lets the calling thread's permitted capabilities outlast its change from root to another user, which makes none of them
   effective; -1 and errno on failure. */
int keyturn_keep_capabilities_over_setuid(void);

/* Whether the kernel takes its clock to be right within its own bound, as it does while something sets it (adjtimex(2));
   changes nothing. 1, 0, or -1 and errno. */
int keyturn_clock_is_synchronised(void);

/* A netlink socket that can be read whenever a network interface has appeared, changed or gone (rtnetlink(7)),
   non-blocking and closed on exec; -1 and errno on failure. */
int keyturn_link_notifications(void);

/* A stdio stream (FILE *, untyped since every Swift module of a C library has a FILE of its own) that reads a
   descriptor and is at its end as soon as `wake` can be read. It closes neither. NULL and errno on failure. */
void *keyturn_wakeable_stream(int descriptor, int wake);
