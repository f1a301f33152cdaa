#include "StoreTestVFS.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* One watched file: its path, how often it was synced, and its bytes as last synced. */
typedef struct Watched {
    char path[512];
    int syncs;
    unsigned char *synced;
    long long size;
    struct Watched *next;
} Watched;

typedef struct TestFile {
    sqlite3_file base;
    Watched *watched;
    sqlite3_file real; /* the real file follows */
} TestFile;

static sqlite3_vfs *real_vfs;
static sqlite3_vfs test_vfs;
static sqlite3_io_methods methods;
static Watched *all;
static int calls, fail_at, fail_kind, has_failed;
static char full_while[1024];
static sem_t claim;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static Watched *watched_for(const char *path) {
    if (!path || !strstr(path, "/vfs-")) return NULL;
    for (Watched *w = all; w; w = w->next)
        if (strcmp(w->path, path) == 0) return w;
    Watched *w = calloc(1, sizeof *w);
    snprintf(w->path, sizeof w->path, "%s", path);
    w->next = all;
    all = w;
    return w;
}

/* Whether this call fails; `is_write` tells whether a full disk would be noticed by it. */
static int struck(TestFile *file, int is_write) {
    if (!file->watched) return 0;
    pthread_mutex_lock(&mutex);
    calls++;
    int hit = 0;
    if (fail_kind && calls >= fail_at && (fail_kind == 1 || is_write)
        && (!full_while[0] || access(full_while, F_OK) == 0))
        hit = has_failed = 1;
    pthread_mutex_unlock(&mutex);
    return hit;
}

static int x_close(sqlite3_file *f) { TestFile *t = (TestFile *)f; return t->real.pMethods->xClose(&t->real); }

static int x_read(sqlite3_file *f, void *b, int n, sqlite3_int64 o) {
    TestFile *t = (TestFile *)f;
    if (struck(t, 0)) return SQLITE_IOERR_READ;
    return t->real.pMethods->xRead(&t->real, b, n, o);
}

static int x_write(sqlite3_file *f, const void *b, int n, sqlite3_int64 o) {
    TestFile *t = (TestFile *)f;
    if (struck(t, 1)) return fail_kind == 2 ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    return t->real.pMethods->xWrite(&t->real, b, n, o);
}

static int x_truncate(sqlite3_file *f, sqlite3_int64 s) {
    TestFile *t = (TestFile *)f;
    if (struck(t, 0)) return SQLITE_IOERR_TRUNCATE;
    return t->real.pMethods->xTruncate(&t->real, s);
}

static int x_sync(sqlite3_file *f, int flags) {
    TestFile *t = (TestFile *)f;
    if (struck(t, 1)) return fail_kind == 2 ? SQLITE_FULL : SQLITE_IOERR_FSYNC;
    int code = t->real.pMethods->xSync(&t->real, flags);
    if (code == SQLITE_OK && t->watched) {
        sqlite3_int64 size = 0;
        t->real.pMethods->xFileSize(&t->real, &size);
        unsigned char *copy = malloc(size ? (size_t)size : 1);
        for (sqlite3_int64 at = 0; at < size;) {
            int n = size - at > 1 << 20 ? 1 << 20 : (int)(size - at);
            t->real.pMethods->xRead(&t->real, copy + at, n, at);
            at += n;
        }
        pthread_mutex_lock(&mutex);
        free(t->watched->synced);
        t->watched->synced = copy;
        t->watched->size = size;
        t->watched->syncs++;
        pthread_mutex_unlock(&mutex);
    }
    return code;
}

#define PASS(name, ...) TestFile *t = (TestFile *)f; return t->real.pMethods->name(&t->real, ##__VA_ARGS__)
static int x_size(sqlite3_file *f, sqlite3_int64 *s) { PASS(xFileSize, s); }
static int x_lock(sqlite3_file *f, int l) { PASS(xLock, l); }
static int x_unlock(sqlite3_file *f, int l) { PASS(xUnlock, l); }
static int x_reserved(sqlite3_file *f, int *r) { PASS(xCheckReservedLock, r); }
static int x_control(sqlite3_file *f, int op, void *a) { PASS(xFileControl, op, a); }
static int x_sector(sqlite3_file *f) { PASS(xSectorSize); }
static int x_device(sqlite3_file *f) { PASS(xDeviceCharacteristics); }
static int x_map(sqlite3_file *f, int p, int n, int e, void volatile **v) { PASS(xShmMap, p, n, e, v); }
static int x_shmlock(sqlite3_file *f, int o, int n, int flags) { PASS(xShmLock, o, n, flags); }
static void x_barrier(sqlite3_file *f) { TestFile *t = (TestFile *)f; t->real.pMethods->xShmBarrier(&t->real); }
static int x_unmap(sqlite3_file *f, int d) { PASS(xShmUnmap, d); }

static int x_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *out) {
    (void)v;
    TestFile *t = (TestFile *)f;
    memset(t, 0, sizeof *t);
    int code = real_vfs->xOpen(real_vfs, name, &t->real, flags, out);
    if (code != SQLITE_OK) return code;
    pthread_mutex_lock(&mutex);
    t->watched = watched_for(name);
    pthread_mutex_unlock(&mutex);
    t->base.pMethods = &methods;
    return SQLITE_OK;
}

/* A deletion counts as durable: the store syncs its folder once SQLite is set up. */
static int x_delete(sqlite3_vfs *v, const char *name, int sync) {
    (void)v;
    pthread_mutex_lock(&mutex);
    for (Watched *w = all; w; w = w->next)
        if (strcmp(w->path, name) == 0) w->path[0] = 0;
    pthread_mutex_unlock(&mutex);
    return real_vfs->xDelete(real_vfs, name, sync);
}

int test_vfs_register(void) {
    if (real_vfs) return SQLITE_OK;
    real_vfs = sqlite3_vfs_find(NULL);
    test_vfs = *real_vfs;
    test_vfs.zName = "madar-test";
    test_vfs.szOsFile = (int)sizeof(TestFile) + real_vfs->szOsFile;
    test_vfs.xOpen = x_open;
    test_vfs.xDelete = x_delete;
    test_vfs.pNext = NULL;
    methods = (sqlite3_io_methods){
        2, x_close, x_read, x_write, x_truncate, x_sync, x_size, x_lock, x_unlock, x_reserved,
        x_control, x_sector, x_device, x_map, x_shmlock, x_barrier, x_unmap, NULL, NULL};
    return sqlite3_vfs_register(&test_vfs, 1);
}

void test_vfs_reset(void) {
    pthread_mutex_lock(&mutex);
    for (Watched *w = all; w; w = w->next) w->syncs = 0;
    calls = fail_at = fail_kind = has_failed = 0;
    full_while[0] = 0;
    pthread_mutex_unlock(&mutex);
}

int test_vfs_sync_count(const char *suffix) {
    int count = 0;
    pthread_mutex_lock(&mutex);
    for (Watched *w = all; w; w = w->next) {
        size_t a = strlen(w->path), b = strlen(suffix);
        if (a >= b && strcmp(w->path + a - b, suffix) == 0) count += w->syncs;
    }
    pthread_mutex_unlock(&mutex);
    return count;
}

int test_vfs_call_count(void) { return calls; }

void test_vfs_fail_at(int call, int kind) {
    pthread_mutex_lock(&mutex);
    calls = has_failed = 0;
    full_while[0] = 0;
    fail_at = call;
    fail_kind = kind;
    pthread_mutex_unlock(&mutex);
}

void test_vfs_full_while(int call, const char *path) {
    test_vfs_fail_at(call, 2);
    pthread_mutex_lock(&mutex);
    snprintf(full_while, sizeof full_while, "%s", path);
    pthread_mutex_unlock(&mutex);
}

static void make_claim(void) { sem_init(&claim, 0, 1); }

void test_vfs_claim(void) {
    pthread_once(&once, make_claim);
    while (sem_wait(&claim) != 0) {}
}

void test_vfs_release(void) {
    test_vfs_reset();
    sem_post(&claim);
}

int test_vfs_has_failed(void) { return has_failed; }

int test_vfs_power_loss(const char *folder, const char *into) {
    int files = 0;
    size_t length = strlen(folder);
    pthread_mutex_lock(&mutex);
    for (Watched *w = all; w; w = w->next) {
        if (strncmp(w->path, folder, length) != 0 || w->path[length] != '/') continue;
        char path[1024];
        snprintf(path, sizeof path, "%s%s", into, w->path + length);
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (fd < 0 || write(fd, w->synced, (size_t)w->size) != w->size) files = -1000000;
        if (fd >= 0) close(fd);
        files++;
    }
    pthread_mutex_unlock(&mutex);
    return files < 0 ? -1 : files;
}

/* The next number of a sequence (splitmix64). */
static unsigned long long next_number(unsigned long long *state) {
    unsigned long long z = *state += 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

int test_vfs_torn_power_loss(const char *folder, const char *into, unsigned long long seed) {
    int files = 0;
    size_t length = strlen(folder);
    pthread_mutex_lock(&mutex);
    for (Watched *w = all; w; w = w->next) {
        if (strncmp(w->path, folder, length) != 0 || w->path[length] != '/') continue;
        struct stat now;
        int from = open(w->path, O_RDONLY);
        if (from < 0 || fstat(from, &now) != 0) {
            if (from >= 0) close(from);
            continue;
        }
        long long longest = now.st_size > w->size ? now.st_size : w->size;
        long long kept = next_number(&seed) & 1 ? now.st_size : w->size;
        unsigned char *mixed = calloc(1, longest ? (size_t)longest : 1);
        if (pread(from, mixed, (size_t)now.st_size, 0) != now.st_size) files = -1000000;
        close(from);
        for (long long at = 0; at < longest; at += 512) {
            long long end = at + 512 < longest ? at + 512 : longest;
            if (next_number(&seed) & 1) continue;
            for (long long i = at; i < end; i++) mixed[i] = i < w->size ? w->synced[i] : 0;
        }
        char path[1024];
        snprintf(path, sizeof path, "%s%s", into, w->path + length);
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (fd < 0 || write(fd, mixed, (size_t)kept) != kept) files = -1000000;
        if (fd >= 0) close(fd);
        free(mixed);
        files++;
    }
    pthread_mutex_unlock(&mutex);
    return files < 0 ? -1 : files;
}
