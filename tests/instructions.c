/* What tests/instructions.rs counts: instructions list|get COUNT, against the sandbox. */
#include <azdo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static azdo_error *error;

static int failed(void) {
    fprintf(stderr, "%s\n", azdo_error_text(error));
    return EXIT_FAILURE;
}

static int list(const azdo_client *client, const char *count) {
    azdo_params *query = azdo_params_new();
    azdo_builds *builds = NULL;
    azdo_build_page *page = NULL;
    azdo_status status;
    azdo_params_set(query, "project", getenv("AZDO_PROJECT"));
    azdo_params_set(query, "$top", count);
    if (azdo_builds_list(client, query, &builds, &error) != AZDO_OK)
        return failed();
    while ((status = azdo_builds_next_page(builds, NULL, &page, &error)) == AZDO_OK)
        azdo_build_page_free(page);
    azdo_builds_free(builds);
    azdo_params_free(query);
    return status == AZDO_DONE ? EXIT_SUCCESS : failed();
}

static int get(const azdo_client *client, const char *count) {
    azdo_build_page *page = NULL;
    for (long left = atol(count); left > 0; left--) {
        if (azdo_build_get(client, getenv("AZDO_PROJECT"), atol(getenv("BUILD")), NULL, &page, &error) != AZDO_OK)
            return failed();
        azdo_build_page_free(page);
    }
    return EXIT_SUCCESS;
}

int main(int argc, char **argv) {
    azdo_credential *credential = NULL;
    azdo_client *client = NULL;
    if (argc != 3 || azdo_credential_pat(NULL, getenv("AZDO_PAT"), &credential, &error) != AZDO_OK ||
        azdo_client_new(getenv("AZDO_ORGANIZATION_URL"), credential, NULL, &client, &error) != AZDO_OK)
        return failed();
    int result = strcmp(argv[1], "list") == 0 ? list(client, argv[2]) : get(client, argv[2]);
    azdo_client_free(client);
    azdo_credential_free(credential);
    return result;
}
