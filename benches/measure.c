/* measure FD CPU COMMAND...: runs the command, on this core alone unless it is "-", and writes to FD what it took:
 * wall, user and system seconds, and the peak memory of it or of its largest child in KB.
 *
 * A program of its own, as Linux counts the memory of whoever starts a program as that program's. */
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval time) {
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

int main(int argc, char **argv) {
    if (argc < 4) {
        fprintf(stderr, "usage: measure FD CPU COMMAND...\n");
        return 2;
    }
    int out = atoi(argv[1]), status;
    struct timespec start, end;
    struct rusage usage;
    clock_gettime(CLOCK_MONOTONIC, &start);
    pid_t child = fork();
    if (child == 0) {
        close(out);
        if (strcmp(argv[2], "-") != 0) {
            cpu_set_t cores;
            CPU_ZERO(&cores);
            CPU_SET(atoi(argv[2]), &cores);
            sched_setaffinity(0, sizeof cores, &cores);
        }
        execvp(argv[3], argv + 3);
        perror(argv[3]);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) < 0) {
        perror("measure");
        return 1;
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    dprintf(out, "%.6f %.6f %.6f %ld\n",
            (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9, seconds(usage.ru_utime),
            seconds(usage.ru_stime), usage.ru_maxrss);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
