/* Queues a build, follows it to its end, and says what became of its tasks: queue_build DEFINITION [BRANCH] */
#include <azdo.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int by_start(const void *one, const void *other) {
    const int64_t first = (*(const azdo_timeline_record *const *)one)->start_time_ns;
    const int64_t second = (*(const azdo_timeline_record *const *)other)->start_time_ns;
    return (first > second) - (first < second);
}

/* The tasks of a timeline in the order in which they began, and what they complained of. */
static void show(const azdo_timeline *timeline) {
    size_t count = 0, index, place;
    const azdo_timeline_record *const *records = azdo_timeline_records(timeline, &count);
    const azdo_timeline_record **sorted = malloc((count + 1) * sizeof *sorted);

    if (!sorted) abort();
    for (index = 0; index < count; index++) sorted[index] = records[index];
    qsort(sorted, count, sizeof *sorted, by_start);
    for (index = 0; index < count; index++) {
        const azdo_timeline_record *record = sorted[index];
        if (strcmp(record->type_name.data, "Task") != 0) continue;
        printf("%-20s  %s\n", record->result_name.len ? record->result_name.data : record->state_name.data,
               record->name.data);
        for (place = 0; place < record->issue_count; place++)
            printf("  %s: %s\n", record->issues[place]->kind_name.data, record->issues[place]->message.data);
    }
    free(sorted);
}

int main(int count, char **arguments) {
    const char *project = getenv("AZDO_PROJECT");
    azdo_params *options = azdo_params_new(), *values = azdo_params_new();
    azdo_credential *credential = NULL;
    azdo_client *client = NULL;
    azdo_build_page *page = NULL, *next = NULL;
    const azdo_build *build = NULL;
    azdo_timeline *timeline = NULL;
    azdo_error *error = NULL;
    azdo_status status;
    int succeeded = 0;

    if (getenv("AZDO_CA_FILE")) azdo_params_set(options, "ca_file", getenv("AZDO_CA_FILE"));
    /* By its id, its name, or its folder and name. */
    azdo_params_set(values, "definition", count > 1 ? arguments[1] : "");
    if (count > 2) azdo_params_set(values, "sourceBranch", arguments[2]);

    if ((status = azdo_credential_pat(NULL, getenv("AZDO_PAT"), &credential, &error)) == AZDO_OK &&
        (status = azdo_client_new(getenv("AZDO_ORGANIZATION_URL"), credential, options, &client, &error)) ==
            AZDO_OK &&
        (status = azdo_build_queue(client, project, values, NULL, &page, &error)) == AZDO_OK) {
        build = azdo_build_page_records(page, NULL)[0];
        printf("%" PRId64 " %s %s\n", build->id, build->build_number.data, build->web_url.data);
        fflush(stdout);
        while (status == AZDO_OK && build->status != AZDO_BUILD_STATUS_COMPLETED) {
            sleep(2);
            if ((status = azdo_build_get(client, project, build->id, NULL, &next, &error)) == AZDO_OK) {
                /* A record lives as long as its page. */
                azdo_build_page_free(page);
                page = next;
                build = azdo_build_page_records(page, NULL)[0];
            }
        }
    }
    if (status == AZDO_OK &&
        (status = azdo_timeline_get(client, project, build->id, NULL, NULL, &timeline, &error)) == AZDO_OK) {
        show(timeline);
        printf("%s\n", build->result_name.data);
        succeeded = build->result == AZDO_BUILD_RESULT_SUCCEEDED;
    }
    if (status != AZDO_OK) fprintf(stderr, "%s\n", azdo_error_text(error));

    azdo_error_free(error);
    azdo_timeline_free(timeline);
    azdo_build_page_free(page);
    azdo_client_free(client);
    azdo_credential_free(credential);
    azdo_params_free(values);
    azdo_params_free(options);
    return succeeded && fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
