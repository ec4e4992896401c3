/* The page's header from a personal access token, for other tools: basic_auth_header | curl -H @- URL */
#include <azdo.h>
#include <stdio.h>
#include <stdlib.h>

int main(void) {
    azdo_string *header = NULL;
    azdo_error *error = NULL;

    if (azdo_basic_auth_header(NULL, getenv("AZDO_PAT"), &header, &error) != AZDO_OK) {
        fprintf(stderr, "%s\n", azdo_error_text(error));
        azdo_error_free(error);
        return EXIT_FAILURE;
    }
    printf("Authorization: %s\n", azdo_string_data(header, NULL));
    azdo_string_free(header);
    return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
