/* Every call that can fail panics once, one after another: panics URL PROJECT < PAT. Each comes back as an error, and the
 * next call knows nothing of it. */
#include <azdo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* In the library that tests/panics.rs links this with, and in no other. */
uint32_t azdo_panic_in(uint32_t calls);

static azdo_status said(azdo_status status, azdo_error **error)
{
    if (status == AZDO_INTERNAL) {
        const char *const message = azdo_error_message(*error);
        if (strncmp(message, "panic: on purpose at src/ffi/", 29) != 0) {
            printf("not what the panic said: %s\n", message);
            exit(1);
        }
    } else if (status != AZDO_OK && status != AZDO_DONE) {
        printf("%s\n", azdo_error_text(*error));
        exit(1);
    }
    azdo_error_free(*error);
    return status;
}

/* What can be done with a client; gives the first status that is not as it should be. */
static azdo_status all_of_it(const char *url, const char *project, const char *pat)
{
    azdo_error *error = NULL;
    azdo_string *header = NULL, *json = NULL, *body = NULL;
    azdo_credential *credential = NULL;
    azdo_cancel *cancel = NULL;
    azdo_client *client = NULL;
    azdo_builds *builds = NULL;
    azdo_build_page *page = NULL;
    azdo_response *response = NULL;
    azdo_reference *reference = NULL;
    const azdo_build *build = NULL;
    azdo_params *const query = azdo_params_new();
    int64_t id = 0;
    int count = 0;
    azdo_status status;

#define TRY(call)                                        \
    if ((status = said((call), &error)) != AZDO_OK) goto done

    TRY(azdo_basic_auth_header("u", pat, &header, &error));
    TRY(azdo_reference_parse(url, &reference, &error));
    TRY(azdo_get_builds(url, project, NULL, pat, NULL, &json, &error));
    TRY(azdo_credential_pat(NULL, pat, &credential, &error));
    TRY(azdo_cancel_new(&cancel, &error));
    TRY(azdo_client_new(url, credential, NULL, &client, &error));
    TRY(azdo_client_set_credential(client, credential, &error));
    azdo_params_set(query, "project", project);
    azdo_params_set_int(query, "page_size", 2);
    TRY(azdo_builds_list(client, query, &builds, &error));
    while ((status = said(azdo_builds_next(builds, cancel, &build, &error), &error)) == AZDO_OK) {
        id = build->id;
        count++;
    }
    if (status != AZDO_DONE) goto done;
    TRY(azdo_build_get(client, project, id, cancel, &page, &error));
    TRY(azdo_request(client, "GET", "_apis/projects", NULL, NULL, 0, cancel, &response, &error));
    TRY(azdo_response_body(response, cancel, &body, &error));
    if (count != 3) {
        printf("%d builds instead of 3\n", count);
        exit(1);
    }
done:
    azdo_reference_free(reference);
    azdo_response_free(response);
    azdo_build_page_free(page);
    azdo_builds_free(builds);
    azdo_client_free(client);
    azdo_cancel_free(cancel);
    azdo_credential_free(credential);
    azdo_params_free(query);
    azdo_string_free(header);
    azdo_string_free(json);
    azdo_string_free(body);
    return status;
}

int main(int count, char **arguments)
{
    char pat[200] = "";
    uint32_t panics = 0;

    if (count != 3 || !fgets(pat, sizeof pat, stdin)) return 2;
    for (;;) {
        azdo_panic_in(panics + 1);
        const azdo_status status = all_of_it(arguments[1], arguments[2], pat);
        if (azdo_panic_in(0) != 0) {
            printf("%u panics, then %s\n", (unsigned)panics, azdo_status_name(status));
            return 0;
        }
        if (status != AZDO_INTERNAL) {
            printf("panic %u was lost\n", (unsigned)panics + 1);
            return 1;
        }
        panics++;
    }
}
