/* SPDX-License-Identifier: Apache-2.0
 * What the bare programs share: writers as threads that start together and stop at one moment, and the one line
 * that they print, the number of commits in that time. */
#ifndef KAOMADO_BENCH_STORE_BARE_H
#define KAOMADO_BENCH_STORE_BARE_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { HASHES = 64, MOST_WRITERS = 64 };

struct writer {
    const char* address;
    char case_id[64];
    char* body;
    int body_size;
    unsigned char hashes[HASHES];
    long commits;
};

/* Opens a connection and makes the writer's case; then waits; then writes steps until bare_time_is_up(). */
void bare_write(struct writer* writer);

static pthread_barrier_t bare_start;
static atomic_int bare_stop;
static atomic_long bare_places;

static inline void bare_fail(const char* what) {
    fprintf(stderr, "bare: %s\n", what);
    exit(1);
}

static void* bare_thread(void* writer) {
    bare_write(writer);
    return NULL;
}

/* ADDRESS WRITERS MILLISECONDS BODY-BYTES FIRST-FREE-PLACE */
int main(int argc, char** argv) {
    static struct writer writers[MOST_WRITERS];
    pthread_t threads[MOST_WRITERS];
    if (argc != 6 || atoi(argv[2]) < 1 || atoi(argv[2]) > MOST_WRITERS)
        bare_fail("ADDRESS WRITERS MILLISECONDS BODY-BYTES FIRST-FREE-PLACE");
    const int count = atoi(argv[2]);
    atomic_store(&bare_places, atol(argv[5]));
    pthread_barrier_init(&bare_start, NULL, (unsigned)count + 1);
    for (int i = 0; i < count; ++i) {
        struct writer* writer = &writers[i];
        writer->address = argv[1];
        writer->body_size = atoi(argv[4]);
        writer->body = malloc((size_t)writer->body_size);
        memset(writer->body, 'x', (size_t)writer->body_size);
        snprintf(writer->case_id, sizeof writer->case_id, "BARE-%ld-%d", (long)getpid(), i);
        pthread_create(&threads[i], NULL, bare_thread, writer);
    }
    pthread_barrier_wait(&bare_start);
    struct timespec begun, ended;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    usleep((useconds_t)atol(argv[3]) * 1000);
    atomic_store(&bare_stop, 1);
    long commits = 0;
    for (int i = 0; i < count; ++i) {
        pthread_join(threads[i], NULL);
        commits += writers[i].commits;
        free(writers[i].body);
    }
    clock_gettime(CLOCK_MONOTONIC, &ended);
    const double seconds =
        (double)(ended.tv_sec - begun.tv_sec) + (double)(ended.tv_nsec - begun.tv_nsec) / 1e9;
    printf("%.1f\n", (double)commits / seconds);
    return 0;
}

#endif
