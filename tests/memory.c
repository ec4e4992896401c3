/* Looks for a token in its own memory, plain and base64, before and after the library has used it. The token comes from
 * standard input, so that neither arguments nor environment hold it. Arguments: URL, project, CA file or "". */

#include <azdo.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST = 256, MASK = 0x5a };

/* What is looked for, masked: looking must not find itself. */
struct needle {
    unsigned char bytes[LONGEST];
    size_t length;
};

static char token[LONGEST];
static struct needle plain, encoded;

static void wipe(void *memory, size_t length) {
    volatile unsigned char *bytes = memory;
    while (length-- > 0) *bytes++ = 0;
}

static void append(struct needle *needle, unsigned char byte) { needle->bytes[needle->length++] = byte ^ MASK; }

/* The base64 of ":" and the token, which is what an Authorization header holds. */
static void encode(void) {
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const size_t length = strlen(token) + 1;
    for (size_t at = 0; at + 2 < length; at += 3) {
        const unsigned first = at == 0 ? ':' : (unsigned char)token[at - 1];
        const unsigned bits = first << 16 | (unsigned)(unsigned char)token[at] << 8 | (unsigned char)token[at + 1];
        for (int shift = 18; shift >= 0; shift -= 6) append(&encoded, (unsigned char)alphabet[bits >> shift & 63]);
    }
}

static unsigned found(const struct needle *needle, const volatile unsigned char *from, const volatile unsigned char *to) {
    unsigned count = 0;
    const unsigned char first = needle->bytes[0] ^ MASK;
    for (; (size_t)(to - from) >= needle->length; from++) {
        if (*from != first) continue;
        size_t same = 1;
        while (same < needle->length && (from[same] ^ MASK) == needle->bytes[same]) same++;
        if (same == needle->length) count++;
    }
    return count;
}

static void look(const char *when) {
    unsigned counts[2] = {0, 0};
    char line[512];
    FILE *maps = fopen("/proc/self/maps", "r");
    if (maps == NULL) exit(3);
    while (fgets(line, sizeof line, maps) != NULL) {
        unsigned long from, to;
        char rights[5];
        if (sscanf(line, "%lx-%lx %4s", &from, &to, rights) != 3 || rights[0] != 'r' || rights[1] != 'w') continue;
        counts[0] += found(&plain, (unsigned char *)(uintptr_t)from, (unsigned char *)(uintptr_t)to);
        counts[1] += found(&encoded, (unsigned char *)(uintptr_t)from, (unsigned char *)(uintptr_t)to);
    }
    fclose(maps);
    printf("%s: plain %u, base64 %u\n", when, counts[0], counts[1]);
}

static void must(azdo_status status, azdo_error *error) {
    if (status == AZDO_OK) return;
    fprintf(stderr, "%s\n", azdo_error_text(error));
    exit(1);
}

int main(int count, char **arguments) {
    if (count != 4) return 2;
    const char *url = arguments[1], *project = arguments[2], *ca_file = arguments[3];
    ssize_t length = read(0, token, sizeof token - 1);
    if (length < 10) return 2;
    for (const char *byte = token; *byte != '\0'; byte++) append(&plain, (unsigned char)*byte);
    encode();
    look("read");

    azdo_error *error = NULL;
    azdo_credential *credential = NULL;
    azdo_client *client = NULL;
    azdo_params *options = azdo_params_new();
    azdo_params_set(options, "ca_file", ca_file);
    must(azdo_credential_pat(NULL, token, &credential, &error), error);
    must(azdo_client_new(url, credential, options, &client, &error), error);
    look("client");

    for (int round = 0; round < 20; round++) {
        azdo_build_page *page = NULL;
        must(azdo_build_get(client, project, 1001, NULL, &page, &error), error);
        azdo_build_page_free(page);
        azdo_string *json = NULL;
        must(azdo_builds_get_json(client, project, NULL, &json, &error), error);
        azdo_string_free(json);
        if (azdo_build_get(client, "no-such-project", 1, NULL, &page, &error) == AZDO_OK) return 1;
        azdo_error_free(error);
    }
    look("requests");

    azdo_params_free(options);
    azdo_client_free(client);
    azdo_credential_free(credential);
    wipe(token, sizeof token);
    look("freed");
    return 0;
}
