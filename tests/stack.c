/* Uses the library on a thread with as little stack as the header allows: stack URL PROJECT CA_FILE KIB < PAT. */
#include <azdo.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char **words, pat[200];

static void must(azdo_status status, azdo_status expected, const azdo_error *error) {
    if (status == expected) return;
    fprintf(stderr, "%d: %s\n", (int)status, azdo_error_text(error));
    exit(EXIT_FAILURE);
}

static void *user(void *nothing) {
    azdo_params *options = azdo_params_new(), *query = azdo_params_new();
    azdo_credential *credential = NULL;
    azdo_client *client = NULL;
    azdo_builds *builds = NULL;
    const azdo_build *build = NULL;
    azdo_build_page *page = NULL;
    azdo_findings *findings = NULL;
    azdo_error *error = NULL;
    azdo_status status;
    int64_t last = 0;
    int count = 0;

    azdo_params_set(options, "ca_file", words[3]);
    azdo_params_set(query, "project", words[2]);
    azdo_params_set_int(query, "page_size", 20);
    must(azdo_credential_pat(NULL, pat, &credential, &error), AZDO_OK, error);
    must(azdo_client_new(words[1], credential, options, &client, &error), AZDO_OK, error);
    must(azdo_builds_list(client, query, &builds, &error), AZDO_OK, error);
    for (; (status = azdo_builds_next(builds, NULL, &build, &error)) == AZDO_OK; count++) last = build->id;
    must(status, AZDO_DONE, error);
    must(azdo_build_get(client, words[2], last, NULL, &page, &error), AZDO_OK, error);
    must(azdo_diagnose(words[1], credential, options, NULL, &findings, &error), AZDO_OK, error);
    printf("%d builds\n", count);
    azdo_findings_free(findings);
    azdo_build_page_free(page);
    azdo_builds_free(builds);
    azdo_client_free(client);
    azdo_credential_free(credential);
    azdo_params_free(query);
    azdo_params_free(options);
    return nothing;
}

int main(int count, char **arguments) {
    pthread_attr_t attributes;
    pthread_t thread;

    words = arguments;
    if (count != 5 || read(0, pat, sizeof pat - 1) < 10) return 2;
    if (pthread_attr_init(&attributes) != 0 ||
        pthread_attr_setstacksize(&attributes, 1024 * (size_t)atoi(arguments[4])) != 0 ||
        pthread_create(&thread, &attributes, user, NULL) != 0)
        return 2;
    return pthread_join(thread, NULL);
}
