/* A library of another version than the header's: it has every name of the real one, and little behind them. */
#include <stdio.h>

const char *azdo_version(void) { return VERSION; }

unsigned azdo_version_number(void) {
    unsigned major, minor, patch;
    return sscanf(VERSION, "%u.%u.%u", &major, &minor, &patch) == 3 ? 10000 * major + 100 * minor + patch : 0;
}

const char *azdo_status_name(int status) { return status == 101 ? "INVALID_STATE" : "OTHER"; }

long long azdo_error_retry_after_ms(const void *error) { return error ? 0 : -1; }

#define NAME(name) const char *name(void) { return ""; }
#include "names.h"
