#define _GNU_SOURCE
#include "cplatform.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/timex.h>
#include <unistd.h>

extern char **environ;

int madar_forbid_dumps(void) {
    /* Swift's runtime has taken these, and would write registers, and the memory to which they
     * point, where the log is. */
    static const int fatal[] = {SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP};
    for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++) signal(fatal[i], SIG_DFL);
    struct rlimit none = {0, 0};
    int code = prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    /* A filter of system calls may refuse what a unit has set already. */
    return setrlimit(RLIMIT_CORE, &none) != 0 ? -1 : code;
}

int madar_signal_with_parent(int signal_number) {
    return prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0);
}

int64_t madar_peer_user(int socket) {
    struct ucred credentials;
    socklen_t size = sizeof credentials;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return -1;
    return credentials.uid;
}

int madar_pipe(int ends[2]) {
    return pipe2(ends, O_CLOEXEC);
}

static int set_up(posix_spawn_file_actions_t *actions, int input, int output) {
    int code = posix_spawn_file_actions_adddup2(actions, input, 0);
    if (code == 0) code = posix_spawn_file_actions_adddup2(actions, output, 1);
    if (code == 0) code = posix_spawn_file_actions_addopen(actions, 2, "/dev/null", O_WRONLY, 0);
    if (code == 0) code = posix_spawn_file_actions_addclosefrom_np(actions, 3);
    return code;
}

int64_t madar_spawn(const char *path, char *const arguments[], int input, int output) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    pid_t child = -1;
    int code = posix_spawn_file_actions_init(&actions);
    if (code != 0) goto done;
    code = posix_spawnattr_init(&attributes);
    if (code != 0) goto without_attributes;
    code = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
    if (code == 0) code = set_up(&actions, input, output);
    if (code == 0) code = posix_spawn(&child, path, &actions, &attributes, arguments, environ);
    posix_spawnattr_destroy(&attributes);
without_attributes:
    posix_spawn_file_actions_destroy(&actions);
done:
    if (code != 0) {
        errno = code;
        return -1;
    }
    return child;
}

int madar_clock_is_synchronised(void) {
    struct timex asked = {0};
    int state = adjtimex(&asked);
    if (state == -1) return -1;
    return state != TIME_ERROR && !(asked.status & STA_UNSYNC);
}
