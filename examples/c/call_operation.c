/* What any operation of the REST reference answers: call_operation "Builds - Get" project=Fiber buildId=42 */
#include <azdo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int count, char **arguments) {
    azdo_params *options = azdo_params_new(), *params = azdo_params_new();
    azdo_credential *credential = NULL;
    azdo_client *client = NULL;
    azdo_response *response = NULL;
    azdo_string *body = NULL;
    azdo_error *error = NULL;
    azdo_status status;
    const char *data;
    size_t length;

    if (getenv("AZDO_CA_FILE")) azdo_params_set(options, "ca_file", getenv("AZDO_CA_FILE"));
    for (int index = 2; index < count; index++) {
        char *value = strchr(arguments[index], '=');
        if (value) *value++ = 0;
        azdo_params_set(params, arguments[index], value ? value : "");
    }
    if ((status = azdo_credential_pat(NULL, getenv("AZDO_PAT"), &credential, &error)) == AZDO_OK &&
        (status = azdo_client_new(getenv("AZDO_ORGANIZATION_URL"), credential, options, &client, &error)) ==
            AZDO_OK &&
        (status = azdo_call(client, count > 1 ? arguments[1] : "", params, NULL, NULL, &response, &error)) ==
            AZDO_OK &&
        (status = azdo_response_body(response, NULL, &body, &error)) == AZDO_OK) {
        data = azdo_string_data(body, &length);
        fwrite(data, 1, length, stdout);
    }
    if (status != AZDO_OK) fprintf(stderr, "%s\n", azdo_error_text(error));

    azdo_error_free(error);
    azdo_string_free(body);
    azdo_response_free(response);
    azdo_client_free(client);
    azdo_credential_free(credential);
    azdo_params_free(params);
    azdo_params_free(options);
    return status == AZDO_OK && fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
