#ifndef MADAR_CPLATFORM_H
#define MADAR_CPLATFORM_H

#include <stdint.h>

/* The few calls that Swift cannot make itself: variadic functions, and structures that glibc
 * hides behind _GNU_SOURCE. Each gives 0 or the value asked for, and -1 with errno set. */

/* Forbids debuggers of the same user and core dumps: PR_SET_DUMPABLE 0 and RLIMIT_CORE 0; and
 * what a language's runtime writes of a process that crashes. */
int madar_forbid_dumps(void);

/* Sends this process a signal when its parent ends: PR_SET_PDEATHSIG. */
int madar_signal_with_parent(int signal_number);

/* The user at the other end of a connected UNIX socket: SO_PEERCRED. */
int64_t madar_peer_user(int socket);

/* Makes a pipe whose ends, reading and writing, are closed where another program is run. */
int madar_pipe(int ends[2]);

/* Starts a program in a session of its own with standard input and output on the given
 * descriptors and every other descriptor above 2 closed; gives its process id. */
int64_t madar_spawn(const char *path, char *const arguments[], int input, int output);

/* Whether the clock is kept right by another one (adjtimex): 1 or 0. */
int madar_clock_is_synchronised(void);

#endif
