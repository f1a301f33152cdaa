#define _GNU_SOURCE
#include "FaultCalls.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#ifdef FAULTS_PRELOAD
#define OF_THREAD
#else
#define OF_THREAD _Thread_local
#endif

static OF_THREAD int armed, fail_at, fail_kind;
static OF_THREAD atomic_int calls, struck;
static OF_THREAD char under[2048];
static _Thread_local int inside, rots;

#define REAL(name)                                                                               \
    (__extension__({                                                                             \
        static __typeof__(&name) real;                                                           \
        if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name);                            \
        real;                                                                                    \
    }))

void fault_calls_arm(const char *path, int call, int kind) {
    snprintf(under, sizeof under, "%s", path);
    calls = struck = 0;
    fail_at = call;
    fail_kind = kind;
    armed = 1;
}

int fault_calls_disarm(void) {
    armed = 0;
    return struck;
}

int fault_calls_count(void) { return calls; }

#ifdef FAULTS_PRELOAD
__attribute__((constructor)) static void arm(void) {
    const char *path = getenv("FAULT_UNDER"), *call = getenv("FAULT_AT");
    const char *kind = getenv("FAULT_KIND");
    if (path && call && kind) fault_calls_arm(path, atoi(call), atoi(kind));
}

static void tell(void) {
    const char *path = getenv("FAULT_STRUCK");
    if (!path) return;
    int file = REAL(open)(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (file >= 0) REAL(close)(file);
}
#else
static void tell(void) {}
#endif

enum what { reads, writes, takes_room, other };

static int is_watched(const char *path) {
    for (const char *from = under; path && *from;) {
        size_t length = strcspn(from, ":");
        int is_whole = length && from[length - 1] == '$';
        if (strncmp(path, from, length - is_whole) == 0
            && (!is_whole || path[length - 1] == 0))
            return 1;
        from += length + (from[length] == ':');
    }
    return 0;
}

/* Whether this call fails, errno set; `*size` is cut where only a part of it is done. */
static int strikes(const char *path, enum what what, size_t *size) {
    if (!is_watched(path)) return 0;
    int now = atomic_fetch_add(&calls, 1) + 1;
    if (now < fail_at) return 0;
    int error = 0;
    switch (fail_kind) {
    case fault_once: error = now == fail_at ? EIO : 0; break;
    case fault_dead: error = EIO; break;
    case fault_full: error = what == writes || what == takes_room ? ENOSPC : 0; break;
    case fault_torn:
        if (what != writes && what != takes_room) break;
        if (what == writes && !struck && size && *size > 1) {
            *size /= 2;
            struck = 1;
            tell();
            return 0;
        }
        error = ENOSPC;
        break;
    case fault_short:
        if (size && *size > 1 && (what == reads || what == writes)) {
            *size -= *size / 2;
            struck = 1;
            tell();
        }
        return 0;
    case fault_rotten:
        if (what == writes && !struck) {
            struck = rots = 1;
            tell();
        }
        return 0;
    }
    if (!error) return 0;
    struck = 1;
    tell();
    errno = error;
    return 1;
}

/* The same for a file that is open. */
static int strikes_file(int file, enum what what, size_t *size) {
    if (!armed || inside) return 0;
    inside = 1;
    char name[64], path[1024];
    snprintf(name, sizeof name, "/proc/self/fd/%d", file);
    ssize_t length = readlink(name, path, sizeof path - 1);
    path[length < 0 ? 0 : length] = 0;
    int hit = strikes(path, what, size);
    inside = 0;
    return hit;
}

static int strikes_path(const char *path, enum what what) {
    if (!armed || inside) return 0;
    inside = 1;
    int hit = strikes(path, what, NULL);
    inside = 0;
    return hit;
}

#define OPENING(name)                                                                            \
    int name(const char *path, int flags, ...) {                                                 \
        va_list list;                                                                            \
        va_start(list, flags);                                                                   \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0;                  \
        va_end(list);                                                                            \
        if (strikes_path(path, flags & O_CREAT ? takes_room : other)) return -1;                 \
        return REAL(name)(path, flags, mode);                                                    \
    }
OPENING(open)
OPENING(open64)

int mkdir(const char *path, mode_t mode) {
    if (strikes_path(path, takes_room)) return -1;
    return REAL(mkdir)(path, mode);
}

int rename(const char *path, const char *final) {
    if (strikes_path(path, takes_room)) return -1;
    return REAL(rename)(path, final);
}

int unlink(const char *path) {
    if (strikes_path(path, other)) return -1;
    return REAL(unlink)(path);
}

int rmdir(const char *path) {
    if (strikes_path(path, other)) return -1;
    return REAL(rmdir)(path);
}

ssize_t read(int file, void *bytes, size_t size) {
    if (strikes_file(file, reads, &size)) return -1;
    return REAL(read)(file, bytes, size);
}

/* A copy of what a write that rots is given, with one bit other; null where it does not rot. */
static void *rotten(const void *bytes, size_t size) {
    if (!rots || !size) return NULL;
    rots = 0;
    unsigned char *copy = malloc(size);
    if (copy) {
        memcpy(copy, bytes, size);
        copy[size / 2] ^= 1;
    }
    return copy;
}

ssize_t write(int file, const void *bytes, size_t size) {
    if (strikes_file(file, writes, &size)) return -1;
    void *copy = rotten(bytes, size);
    ssize_t done = REAL(write)(file, copy ? copy : bytes, size);
    free(copy);
    return done;
}

#define READING(name, offset_t)                                                                  \
    ssize_t name(int file, void *bytes, size_t size, offset_t at) {                              \
        if (strikes_file(file, reads, &size)) return -1;                                         \
        return REAL(name)(file, bytes, size, at);                                                \
    }
READING(pread, off_t)
READING(pread64, off64_t)

#define WRITING(name, offset_t)                                                                  \
    ssize_t name(int file, const void *bytes, size_t size, offset_t at) {                        \
        if (strikes_file(file, writes, &size)) return -1;                                        \
        void *copy = rotten(bytes, size);                                                        \
        ssize_t done = REAL(name)(file, copy ? copy : bytes, size, at);                          \
        free(copy);                                                                              \
        return done;                                                                             \
    }
WRITING(pwrite, off_t)
WRITING(pwrite64, off64_t)

#define SYNCING(name)                                                                            \
    int name(int file) {                                                                         \
        if (strikes_file(file, takes_room, NULL)) return -1;                                     \
        return REAL(name)(file);                                                                 \
    }
SYNCING(fsync)
SYNCING(fdatasync)

int ftruncate(int file, off_t size) {
    if (strikes_file(file, takes_room, NULL)) return -1;
    return REAL(ftruncate)(file, size);
}

int ftruncate64(int file, off64_t size) {
    if (strikes_file(file, takes_room, NULL)) return -1;
    return REAL(ftruncate64)(file, size);
}

/* These give the error and leave errno alone. */
int posix_fallocate(int file, off_t from, off_t size) {
    if (strikes_file(file, takes_room, NULL)) return errno;
    return REAL(posix_fallocate)(file, from, size);
}
