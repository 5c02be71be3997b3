/* Kills the process that it is loaded into when it writes to an index for the n-th time. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long writes_left = -1;
static int half_of_the_last;

/* Let so many writes pass, and kill at the next: before it, or when half of it is done. */
void die_after(long writes, int half) {
    writes_left = writes;
    half_of_the_last = half;
}

static int is_last(const char *path) {
    return writes_left >= 0 && strstr(path, ".index") && writes_left-- == 0;
}

static int is_last_of(int file) {
    char link[64], path[4096] = "";
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    return writes_left >= 0 && readlink(link, path, sizeof path - 1) > 0 && is_last(path);
}

static void die(void) {
    kill(getpid(), SIGKILL);
    pause();
}

#define REAL(name, ...) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))(__VA_ARGS__)

#define WRITE_AT(name, offset_type)                                             \
    ssize_t name(int file, const void *data, size_t size, offset_type offset) { \
        if (is_last_of(file)) {                                                 \
            if (half_of_the_last) REAL(name, file, data, size / 2, offset);     \
            die();                                                              \
        }                                                                       \
        return REAL(name, file, data, size, offset);                            \
    }
WRITE_AT(pwrite, off_t)
WRITE_AT(pwrite64, off64_t)

ssize_t write(int file, const void *data, size_t size) {
    if (is_last_of(file)) {
        if (half_of_the_last) REAL(write, file, data, size / 2);
        die();
    }
    return REAL(write, file, data, size);
}

#define CUT(name, offset_type)             \
    int name(int file, offset_type size) { \
        if (is_last_of(file)) die();       \
        return REAL(name, file, size);     \
    }
CUT(ftruncate, off_t)
CUT(ftruncate64, off64_t)

int unlink(const char *path) {
    if (is_last(path)) die();
    return REAL(unlink, path);
}
