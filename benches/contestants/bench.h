/* What the C and C++ contestants share: what the driver asks for, and how they answer it.
 *
 * Every contestant, in any language, reads the same eight fields of each build and adds them up (bench_read): the
 * driver compares the sums. With BENCH_PRINT set it also prints the fields, which are compared too, in a run that
 * is not timed. Its last line says how long the job took within the process, without what comes before main. */
#ifndef BENCH_H
#define BENCH_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BENCH_THREADS = 16, BENCH_PROJECTS = 40, BENCH_LATEST = 10 };
#define BENCH_PAGE "1000"
#define BENCH_HARVEST_PAGE "100"

struct bench_job {
    const char *url;     /* of the organization */
    const char *project; /* with all builds */
    const char *token;
    const char *ca_file; /* everything to trust */
    long first_id, gets; /* builds that are asked for one by one: first_id, first_id + 1, ... */
    int print;
    double wall, cpu;
};

struct bench_text {
    const char *data;
    size_t len;
};

static inline double bench_clock(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static inline const char *bench_setting(const char *name) {
    const char *value = getenv(name);
    if (value == NULL) {
        fprintf(stderr, "%s is not set: the driver does that\n", name);
        exit(2);
    }
    return value;
}

static inline struct bench_job bench_begin(void) {
    struct bench_job bench;
    bench.wall = bench_clock(CLOCK_MONOTONIC);
    bench.cpu = bench_clock(CLOCK_PROCESS_CPUTIME_ID);
    bench.url = bench_setting("BENCH_URL");
    bench.project = bench_setting("BENCH_PROJECT");
    bench.token = bench_setting("BENCH_TOKEN");
    bench.ca_file = bench_setting("SSL_CERT_FILE");
    bench.first_id = atol(bench_setting("BENCH_FIRST_ID"));
    bench.gets = atol(bench_setting("BENCH_GETS"));
    bench.print = getenv("BENCH_PRINT") != NULL;
    return bench;
}

/* Reads a build. Of the name of whom it is for only its being there counts, as languages measure text differently. */
static inline int64_t bench_read(const struct bench_job *bench, int64_t id, struct bench_text number,
                                 struct bench_text status, struct bench_text result, int64_t definition,
                                 struct bench_text definition_name, struct bench_text branch,
                                 struct bench_text person) {
    if (bench->print)
        printf("%lld\t%.*s\t%.*s\t%.*s\t%lld\t%.*s\t%.*s\t%.*s\n", (long long)id, (int)number.len, number.data,
               (int)status.len, status.data, (int)result.len, result.data, (long long)definition,
               (int)definition_name.len, definition_name.data, (int)branch.len, branch.data, (int)person.len,
               person.data);
    return id + definition + (int64_t)(number.len + status.len + result.len + definition_name.len + branch.len) +
           (person.len > 0);
}

static inline int bench_end(const struct bench_job *bench, int64_t sum) {
    printf("{\"sum\": %lld, \"wall\": %.6f, \"cpu\": %.6f}\n", (long long)sum,
           bench_clock(CLOCK_MONOTONIC) - bench->wall, bench_clock(CLOCK_PROCESS_CPUTIME_ID) - bench->cpu);
    return 0;
}

static inline int bench_unknown(const char *workload) {
    fprintf(stderr, "not a workload of this contestant: %s\n", workload);
    return 2;
}

#endif
