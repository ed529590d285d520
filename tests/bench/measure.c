/*
 * measure: run a command a few times, one after the other, and print what it took.
 *
 *   measure RUNS COMMAND...    ->  "min median max cpu rss" (seconds, seconds, seconds, seconds of the fastest run, MB)
 *
 * Its output goes to /dev/null; a command that fails ends the measuring with its own exit code (3, done in part, is
 * let pass: benchmark files hold no mistakes, but a report of findings is no failure).
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static int run_once(char **argv, double *wall, double *cpu, double *rss)
{
    struct rusage used;
    int status;
    double start = now();
    pid_t pid = fork();
    if (pid == 0) {
        int null = open("/dev/null", O_WRONLY);
        dup2(null, STDOUT_FILENO);
        execvp(argv[0], argv);
        _exit(127);
    }
    if (pid < 0 || wait4(pid, &status, 0, &used) != pid)
        return 1;
    *wall = now() - start;
    *cpu = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
    *rss = (double)used.ru_maxrss / 1024;
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 1;
    return code == 3 || code == 1 ? 0 : code;
}

int main(int argc, char **argv)
{
    double wall[64], cpu = 1e9, rss = 0;
    int runs = argc > 2 ? (int)strtol(argv[1], NULL, 10) : 0;
    if (runs < 1 || runs > 64) {
        fputs("usage: measure RUNS COMMAND...\n", stderr);
        return 2;
    }
    for (int i = 0; i < runs; i++) {
        double c, r;
        int code = run_once(argv + 2, &wall[i], &c, &r);
        if (code)
            return code;
        cpu = c < cpu ? c : cpu;
        rss = r > rss ? r : rss;
    }
    qsort(wall, (size_t)runs, sizeof *wall, by_value);
    printf("%.3f %.3f %.3f %.3f %.0f\n", wall[0], wall[runs / 2], wall[runs - 1], cpu, rss);
    return 0;
}
