/* The logs of a build as they grow, until it has ended: follow_log BUILD */
#include <azdo.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* How many lines of each log have been shown. */
struct shown {
    int64_t log, lines;
};

/* Shows the lines of a log that follow those shown already. The first line is 1. */
static azdo_status show(azdo_client *client, int64_t build, struct shown *shown, azdo_error **error) {
    azdo_params *params = azdo_params_new();
    azdo_response *response = NULL;
    azdo_status status;
    char bytes[16384], last = '\n';
    size_t count, index;

    if (getenv("AZDO_PROJECT")) azdo_params_set(params, "project", getenv("AZDO_PROJECT"));
    azdo_params_set_int(params, "buildId", build);
    azdo_params_set_int(params, "logId", shown->log);
    azdo_params_set_int(params, "startLine", shown->lines + 1);
    status = azdo_call(client, "Builds - Get Build Log", params, NULL, NULL, &response, error);
    while (status == AZDO_OK &&
           (status = azdo_response_read(response, bytes, sizeof bytes, NULL, &count, error)) == AZDO_OK && count > 0) {
        fwrite(bytes, 1, count, stdout);
        for (index = 0; index < count; index++) shown->lines += bytes[index] == '\n';
        last = bytes[count - 1];
    }
    if (last != '\n') {
        putchar('\n');
        shown->lines++;
    }
    azdo_response_free(response);
    azdo_params_free(params);
    return status;
}

int main(int count, char **arguments) {
    const int64_t id = count > 1 ? atoll(arguments[1]) : 0;
    const char *project = getenv("AZDO_PROJECT");
    azdo_params *options = azdo_params_new();
    azdo_credential *credential = NULL;
    azdo_client *client = NULL;
    azdo_error *error = NULL;
    azdo_status status;
    struct shown *shown = NULL;
    size_t known = 0;
    int ended = 0;

    if (getenv("AZDO_CA_FILE")) azdo_params_set(options, "ca_file", getenv("AZDO_CA_FILE"));
    if ((status = azdo_credential_pat(NULL, getenv("AZDO_PAT"), &credential, &error)) == AZDO_OK)
        status = azdo_client_new(getenv("AZDO_ORGANIZATION_URL"), credential, options, &client, &error);
    while (status == AZDO_OK && !ended) {
        azdo_build_page *build = NULL;
        azdo_log_page *page = NULL;
        size_t logs = 0, index, place;

        /* Asked before the logs: they are whole when the build had ended by then. */
        if ((status = azdo_build_get(client, project, id, NULL, &build, &error)) == AZDO_OK &&
            (status = azdo_logs_get(client, project, id, NULL, NULL, &page, &error)) == AZDO_OK) {
            const azdo_log *const *log = azdo_log_page_records(page, &logs);
            ended = azdo_build_page_records(build, NULL)[0]->status == AZDO_BUILD_STATUS_COMPLETED;
            for (index = 0; index < logs && status == AZDO_OK; index++) {
                for (place = 0; place < known && shown[place].log != log[index]->id;) place++;
                if (place == known) {
                    struct shown *more = realloc(shown, (known + 1) * sizeof *shown);
                    if (!more) abort();
                    shown = more;
                    shown[known].log = log[index]->id;
                    shown[known++].lines = 0;
                }
                if (log[index]->line_count <= shown[place].lines) continue;
                printf("== log %" PRId64 " from line %" PRId64 "\n", shown[place].log, shown[place].lines + 1);
                status = show(client, id, &shown[place], &error);
            }
            fflush(stdout);
        }
        azdo_log_page_free(page);
        azdo_build_page_free(build);
        if (status == AZDO_OK && !ended) sleep(2);
    }
    if (status != AZDO_OK) fprintf(stderr, "%s\n", azdo_error_text(error));

    free(shown);
    azdo_error_free(error);
    azdo_client_free(client);
    azdo_credential_free(credential);
    azdo_params_free(options);
    return status == AZDO_OK && fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
