/* A host that leaves SIGPIPE as the system has it: a write to a connection that is gone kills. Run by tests/pipes.rs. */
#include <arpa/inet.h>
#include <azdo.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SIZE = 16 * 1024 * 1024 };

/* What the library must not do: the proof that this server makes it deadly. */
static void write_carelessly(const char *port, const char *bytes) {
    struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(port))};
    int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (descriptor < 0 || connect(descriptor, (struct sockaddr *)&place, sizeof place) != 0) exit(EXIT_FAILURE);
    while (write(descriptor, bytes, SIZE) > 0) continue;
    /* Reset: the next one is to a connection that is gone. */
    (void)!write(descriptor, bytes, SIZE);
    (void)!write(descriptor, bytes, SIZE);
}

int main(int count, char **words) {
    char *bytes = malloc(SIZE);
    azdo_credential *credential = NULL;
    azdo_client *client = NULL;
    azdo_error *error = NULL;

    if (count != 3 || !bytes) return EXIT_FAILURE;
    memset(bytes, 'x', SIZE);
    signal(SIGPIPE, SIG_DFL);
    if (strcmp(words[1], "carelessly") == 0) {
        write_carelessly(words[2], bytes);
        return EXIT_SUCCESS;
    }
    if (azdo_credential_pat(NULL, "a-token", &credential, NULL) != AZDO_OK) return EXIT_FAILURE;
    if (azdo_client_new(words[2], credential, NULL, &client, NULL) != AZDO_OK) return EXIT_FAILURE;
    for (int call = 0; call < 20; call++) {
        azdo_response *response = NULL;
        azdo_status status =
            azdo_request(client, "POST", "_apis/x", NULL, bytes, SIZE, NULL, &response, &error);
        if (status != AZDO_NETWORK) {
            fprintf(stderr, "%d: %s\n", (int)status, azdo_error_text(error));
            return EXIT_FAILURE;
        }
        azdo_error_free(error);
    }
    puts("alive");
    azdo_client_free(client);
    azdo_credential_free(credential);
    free(bytes);
    return EXIT_SUCCESS;
}
