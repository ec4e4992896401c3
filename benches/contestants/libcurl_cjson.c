/* Builds with libcurl and cJSON, as most C programs would. */
#include "libcurl.h"
#include <cjson/cJSON.h>
#include <pthread.h>
#include <stdatomic.h>

static struct bench_job bench;

static const cJSON *member(const cJSON *object, const char *name) {
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

static struct bench_text text(const cJSON *object, const char *name) {
    const char *value = cJSON_GetStringValue(member(object, name));
    struct bench_text text = {value ? value : "", value ? strlen(value) : 0};
    return text;
}

static int64_t number(const cJSON *object, const char *name) {
    const cJSON *value = member(object, name);
    return cJSON_IsNumber(value) ? (int64_t)value->valuedouble : 0;
}

static int64_t read_build(const cJSON *build) {
    const cJSON *definition = member(build, "definition");
    return bench_read(&bench, number(build, "id"), text(build, "buildNumber"), text(build, "status"),
                      text(build, "result"), number(definition, "id"), text(definition, "name"),
                      text(build, "sourceBranch"), text(member(build, "requestedFor"), "displayName"));
}

static int64_t read_page(const cJSON *page) {
    const cJSON *build;
    int64_t sum = 0;
    cJSON_ArrayForEach(build, member(page, "value")) sum += read_build(build);
    return sum;
}

static cJSON *get(CURL *curl, const char *url, struct body *body) {
    curl_get(curl, url, body);
    cJSON *json = cJSON_ParseWithLength(body->data, body->len);
    if (json == NULL) {
        fprintf(stderr, "not JSON: %s\n", url);
        exit(1);
    }
    return json;
}

/* Every page, up to `pages` of them; held until the end if `hold`. */
static int64_t list(CURL *curl, const char *project, const char *top, int pages, int hold) {
    struct body body = {0};
    char url[512], token[128] = "";
    cJSON *held[1024];
    int64_t sum = 0;
    int count = 0;
    do {
        page_url(url, sizeof url, &bench, project, top, token);
        held[hold ? count : 0] = get(curl, url, &body);
        snprintf(token, sizeof token, "%s", next_token(curl));
        if (!hold) {
            sum += read_page(held[0]);
            cJSON_Delete(held[0]);
        }
    } while (++count < pages && *token);
    free(body.data);
    for (int page = 0; hold && page < count; page++) {
        sum += read_page(held[page]);
        cJSON_Delete(held[page]);
    }
    return sum;
}

static int64_t get_each(CURL *curl) {
    struct body body = {0};
    char url[512];
    int64_t sum = 0;
    for (long id = bench.first_id; id < bench.first_id + bench.gets; id++) {
        snprintf(url, sizeof url, "%s/%s/_apis/build/builds/%ld?api-version=7.1", bench.url, bench.project, id);
        cJSON *build = get(curl, url, &body);
        sum += read_build(build);
        cJSON_Delete(build);
    }
    free(body.data);
    return sum;
}

static atomic_int next_project;
static atomic_llong harvested;

/* A handle for each thread: libcurl's are not to be shared. */
static void *harvest(void *unused) {
    CURL *curl = curl_new(&bench);
    int project;
    while ((project = atomic_fetch_add(&next_project, 1)) < BENCH_PROJECTS) {
        char name[32];
        snprintf(name, sizeof name, "Fabrikam-%02d", project);
        atomic_fetch_add(&harvested, list(curl, name, BENCH_HARVEST_PAGE, 1000, 0));
    }
    curl_easy_cleanup(curl);
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

int main(int argc, char **argv) {
    const char *workload = argc > 1 ? argv[1] : "";
    bench = bench_begin();
    curl_global_init(CURL_GLOBAL_DEFAULT);
    CURL *curl = curl_new(&bench);
    int64_t sum;
    if (strcmp(workload, "list") == 0)
        sum = list(curl, bench.project, BENCH_PAGE, 1000, 0);
    else if (strcmp(workload, "hold") == 0)
        sum = list(curl, bench.project, BENCH_PAGE, 1000, 1);
    else if (strcmp(workload, "cold") == 0) {
        bench.print = 1;
        sum = list(curl, bench.project, "10", 1, 0);
    } else if (strcmp(workload, "get") == 0)
        sum = get_each(curl);
    else if (strcmp(workload, "harvest") == 0)
        sum = harvest_all();
    else if (strcmp(workload, "log") == 0)
        sum = curl_log(curl, &bench);
    else
        return bench_unknown(workload);
    curl_easy_cleanup(curl);
    return bench_end(&bench, sum);
}
