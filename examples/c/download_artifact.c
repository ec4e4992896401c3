/* An artifact of a build, zipped: download_artifact BUILD NAME > FILE */
#include <azdo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int count, char **arguments) {
    const char *name = count > 2 ? arguments[2] : "", *url = NULL;
    azdo_params *options = azdo_params_new();
    azdo_credential *credential = NULL;
    azdo_client *client = NULL;
    azdo_artifact_page *page = NULL;
    azdo_response *response = NULL;
    azdo_error *error = NULL;
    azdo_status status;
    size_t artifacts = 0, index, length = 0;
    char bytes[65536];

    if (getenv("AZDO_CA_FILE")) azdo_params_set(options, "ca_file", getenv("AZDO_CA_FILE"));
    if ((status = azdo_credential_pat(NULL, getenv("AZDO_PAT"), &credential, &error)) == AZDO_OK &&
        (status = azdo_client_new(getenv("AZDO_ORGANIZATION_URL"), credential, options, &client, &error)) ==
            AZDO_OK &&
        (status = azdo_artifacts_get(client, getenv("AZDO_PROJECT"), count > 1 ? atoll(arguments[1]) : 0, NULL, NULL,
                                     &page, &error)) == AZDO_OK) {
        const azdo_artifact *const *artifact = azdo_artifact_page_records(page, &artifacts);
        for (index = 0; index < artifacts; index++)
            if (strcmp(artifact[index]->name.data, name) == 0) url = artifact[index]->download_url.data;
    }
    if (url) {
        status = azdo_request(client, "GET", url, NULL, NULL, 0, NULL, &response, &error);
        while (status == AZDO_OK) {
            status = azdo_response_read(response, bytes, sizeof bytes, NULL, &length, &error);
            if (length == 0) break;
            fwrite(bytes, 1, length, stdout);
        }
    }
    if (status != AZDO_OK) fprintf(stderr, "%s\n", azdo_error_text(error));
    else if (!url) fprintf(stderr, "the build has no artifact %s\n", name);

    azdo_error_free(error);
    azdo_response_free(response);
    azdo_artifact_page_free(page);
    azdo_client_free(client);
    azdo_credential_free(credential);
    azdo_params_free(options);
    return status == AZDO_OK && url && fflush(stdout) == 0 && !ferror(stdout) ? EXIT_SUCCESS : EXIT_FAILURE;
}
