/* What is in order between this machine and the builds, what is not, and what to do. */
#include <azdo.h>
#include <stdio.h>
#include <stdlib.h>

int main(void) {
    static const char *const words[] = {"cannot tell", "ok", "PROBLEM"};
    azdo_params *options = azdo_params_new();
    azdo_credential *credential = NULL;
    azdo_findings *findings = NULL;
    azdo_error *error = NULL;
    azdo_status status;
    size_t count = 0, index;
    int problems = 0;

    if (getenv("AZDO_CA_FILE")) azdo_params_set(options, "ca_file", getenv("AZDO_CA_FILE"));
    if ((status = azdo_credential_pat(NULL, getenv("AZDO_PAT"), &credential, &error)) == AZDO_OK)
        status = azdo_diagnose(getenv("AZDO_ORGANIZATION_URL"), credential, options, NULL, &findings, &error);
    if (status == AZDO_OK) {
        const azdo_finding *const *found = azdo_findings_records(findings, &count);
        for (index = 0; index < count; index++) {
            printf("%-12s %-12s %s\n", found[index]->check.data, words[found[index]->verdict], found[index]->text.data);
            if (found[index]->hint.len) printf("%25s %s\n", "", found[index]->hint.data);
            problems += found[index]->verdict == AZDO_VERDICT_PROBLEM;
        }
    } else {
        fprintf(stderr, "%s\n", azdo_error_text(error));
    }
    azdo_error_free(error);
    azdo_findings_free(findings);
    azdo_credential_free(credential);
    azdo_params_free(options);
    return status == AZDO_OK && !problems && fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
