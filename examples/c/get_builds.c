/* The 2016 page's sample: GET the builds, insist on success, print the body; on failure, say why. */
#include <azdo.h>
#include <stdio.h>
#include <stdlib.h>

int main(void) {
    azdo_string *body = NULL;
    azdo_error *error = NULL;

    /* Without a project, all builds that the token sees; the page's user name may be empty. */
    if (azdo_get_builds(getenv("AZDO_ORGANIZATION_URL"), getenv("AZDO_PROJECT"), NULL, getenv("AZDO_PAT"), NULL,
                        &body, &error) != AZDO_OK) {
        fprintf(stderr, "%s\n", azdo_error_text(error));
        azdo_error_free(error);
        return EXIT_FAILURE;
    }
    puts(azdo_string_data(body, NULL));
    azdo_string_free(body);
    return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
