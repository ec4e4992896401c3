/* Builds with azdo from C. */
#include "bench.h"
#include <azdo.h>
#include <pthread.h>
#include <stdatomic.h>

static struct bench_job bench;
static azdo_client *client;

static void insist(azdo_status status, azdo_error *error) {
    if (status != AZDO_OK && status != AZDO_DONE) {
        fprintf(stderr, "%s\n", azdo_error_text(error));
        exit(1);
    }
}

static struct bench_text text(azdo_str str) {
    struct bench_text text = {str.data, str.len};
    return text;
}

static int64_t read_build(const azdo_build *build) {
    return bench_read(&bench, build->id, text(build->build_number), text(build->status_name), text(build->result_name),
                      build->definition_id, text(build->definition_name), text(build->source_branch),
                      text(build->requested_for_name));
}

static azdo_builds *begin(const char *project, const char *name, const char *value) {
    azdo_builds *builds;
    azdo_error *error;
    azdo_params *query = azdo_params_new();
    azdo_params_set(query, "project", project);
    azdo_params_set(query, name, value);
    insist(azdo_builds_list(client, query, &builds, &error), error);
    azdo_params_free(query);
    return builds;
}

static int64_t list(const char *project, const char *name, const char *value) {
    azdo_builds *builds = begin(project, name, value);
    azdo_error *error;
    const azdo_build *build;
    azdo_status status;
    int64_t sum = 0;
    while ((status = azdo_builds_next(builds, NULL, &build, &error)) == AZDO_OK)
        sum += read_build(build);
    insist(status, error);
    azdo_builds_free(builds);
    return sum;
}

static int64_t hold(void) {
    azdo_builds *builds = begin(bench.project, "page_size", BENCH_PAGE);
    azdo_error *error;
    azdo_build_page *pages[1024];
    azdo_status status;
    int64_t sum = 0;
    int count = 0;
    while ((status = azdo_builds_next_page(builds, NULL, &pages[count], &error)) == AZDO_OK)
        count++;
    insist(status, error);
    azdo_builds_free(builds);
    for (int page = 0; page < count; page++) {
        size_t records;
        const azdo_build *const *record = azdo_build_page_records(pages[page], &records);
        for (size_t index = 0; index < records; index++)
            sum += read_build(record[index]);
        azdo_build_page_free(pages[page]);
    }
    return sum;
}

static int64_t get_each(void) {
    int64_t sum = 0;
    for (long id = bench.first_id; id < bench.first_id + bench.gets; id++) {
        azdo_build_page *page;
        azdo_error *error;
        insist(azdo_build_get(client, bench.project, id, NULL, &page, &error), error);
        sum += read_build(azdo_build_page_records(page, NULL)[0]);
        azdo_build_page_free(page);
    }
    return sum;
}

static atomic_int next_project;
static atomic_llong harvested;

static void *harvest(void *unused) {
    int project;
    while ((project = atomic_fetch_add(&next_project, 1)) < BENCH_PROJECTS) {
        char name[32];
        snprintf(name, sizeof name, "Fabrikam-%02d", project);
        atomic_fetch_add(&harvested, list(name, "page_size", BENCH_HARVEST_PAGE));
    }
    return unused;
}

static int64_t harvest_all(void) {
    pthread_t threads[BENCH_THREADS];
    for (int thread = 0; thread < BENCH_THREADS; thread++)
        pthread_create(&threads[thread], NULL, harvest, NULL);
    for (int thread = 0; thread < BENCH_THREADS; thread++)
        pthread_join(threads[thread], NULL);
    return harvested;
}

static int64_t read_log(void) {
    static char buffer[64 * 1024];
    char path[256];
    azdo_response *response;
    azdo_error *error;
    size_t count;
    int64_t bytes = 0;
    snprintf(path, sizeof path, "%s/_apis/build/builds/%ld/logs/1", bench.project, bench.first_id);
    insist(azdo_request(client, "GET", path, NULL, NULL, 0, NULL, &response, &error), error);
    do {
        insist(azdo_response_read(response, buffer, sizeof buffer, NULL, &count, &error), error);
        bytes += (int64_t)count;
    } while (count > 0);
    azdo_response_free(response);
    return bytes;
}

int main(int argc, char **argv) {
    const char *workload = argc > 1 ? argv[1] : "";
    azdo_credential *credential;
    azdo_error *error;
    bench = bench_begin();
    insist(azdo_credential_pat(NULL, strchr(bench.token, ':') + 1, &credential, &error), error);
    insist(azdo_client_new(bench.url, credential, NULL, &client, &error), error);
    int64_t sum;
    if (strcmp(workload, "list") == 0)
        sum = list(bench.project, "page_size", BENCH_PAGE);
    else if (strcmp(workload, "hold") == 0)
        sum = hold();
    else if (strcmp(workload, "cold") == 0) {
        bench.print = 1;
        sum = list(bench.project, "$top", "10");
    } else if (strcmp(workload, "get") == 0)
        sum = get_each();
    else if (strcmp(workload, "harvest") == 0)
        sum = harvest_all();
    else if (strcmp(workload, "log") == 0)
        sum = read_log();
    else
        return bench_unknown(workload);
    azdo_client_free(client);
    azdo_credential_free(credential);
    return bench_end(&bench, sum);
}
