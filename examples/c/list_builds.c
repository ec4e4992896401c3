/* Every build with this result (all, if none is named), however many pages that takes: list_builds [result] */
#include <azdo.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

int main(int count, char **arguments) {
    azdo_params *options = azdo_params_new(), *query = azdo_params_new();
    azdo_credential *credential = NULL;
    azdo_client *client = NULL;
    azdo_builds *builds = NULL;
    const azdo_build *build = NULL;
    azdo_error *error = NULL;
    azdo_status status;
    long listed = 0;

    if (getenv("AZDO_CA_FILE")) azdo_params_set(options, "ca_file", getenv("AZDO_CA_FILE"));
    if (getenv("AZDO_PROJECT")) azdo_params_set(query, "project", getenv("AZDO_PROJECT"));
    if (count > 1) azdo_params_set(query, "resultFilter", arguments[1]);

    if ((status = azdo_credential_pat(NULL, getenv("AZDO_PAT"), &credential, &error)) == AZDO_OK &&
        (status = azdo_client_new(getenv("AZDO_ORGANIZATION_URL"), credential, options, &client, &error)) ==
            AZDO_OK &&
        (status = azdo_builds_list(client, query, &builds, &error)) == AZDO_OK)
        while ((status = azdo_builds_next(builds, NULL, &build, &error)) == AZDO_OK) {
            const azdo_str *how = build->result_name.len ? &build->result_name : &build->status_name;
            printf("%" PRId64 "  %-14s  %-20s  %s  %s\n", build->id, build->build_number.data, how->data,
                   build->definition_name.data, build->source_branch.data);
            listed++;
        }

    if (status == AZDO_DONE) printf("%ld builds\n", listed);
    else fprintf(stderr, "%s\n", azdo_error_text(error));

    azdo_error_free(error);
    azdo_builds_free(builds);
    azdo_client_free(client);
    azdo_credential_free(credential);
    azdo_params_free(query);
    azdo_params_free(options);
    return status == AZDO_DONE && fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
