/* The floor: the same requests and the same bytes through a socket, and nothing made of them. */
#include "bench.h"
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUFFER = 256 * 1024 };

struct connection {
    int socket;
    SSL *ssl; /* NULL over http */
    char *buffer;
};

static struct bench_job bench;
static SSL_CTX *tls;

static void insist(int good, const char *what) {
    if (!good) {
        fprintf(stderr, "%s failed\n", what);
        exit(1);
    }
}

static struct connection open_connection(void) {
    struct connection connection = {socket(AF_INET, SOCK_STREAM, 0), NULL, (char *)malloc(BUFFER + 1)};
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int one = 1;
    address.sin_port = htons((uint16_t)atoi(strchr(strchr(bench.url, ':') + 1, ':') + 1));
    insist(connect(connection.socket, (struct sockaddr *)&address, sizeof address) == 0, "connect");
    setsockopt(connection.socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (tls != NULL) {
        connection.ssl = SSL_new(tls);
        SSL_set_fd(connection.ssl, connection.socket);
        insist(SSL_connect(connection.ssl) == 1, "the TLS handshake");
    }
    return connection;
}

static void close_connection(struct connection *connection) {
    SSL_free(connection->ssl);
    close(connection->socket);
    free(connection->buffer);
}

static size_t read_some(struct connection *connection, char *to, size_t room) {
    ssize_t count = connection->ssl ? SSL_read(connection->ssl, to, (int)room) : read(connection->socket, to, room);
    insist(count > 0, "read");
    return (size_t)count;
}

/* Reads an answer to its end and gives the bytes of its body. `token` receives the continuation token. */
static int64_t get(struct connection *connection, const char *path, char *token, size_t token_size) {
    char *buffer = connection->buffer;
    int len = snprintf(buffer, BUFFER, "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", path);
    if (connection->ssl)
        insist(SSL_write(connection->ssl, buffer, len) == len, "write");
    else
        insist(write(connection->socket, buffer, (size_t)len) == len, "write");
    size_t filled = 0;
    char *end;
    do {
        filled += read_some(connection, buffer + filled, BUFFER - filled);
        buffer[filled] = 0;
    } while ((end = strstr(buffer, "\r\n\r\n")) == NULL);
    *end = 0;
    int64_t length = atoll(strstr(buffer, "Content-Length: ") + strlen("Content-Length: "));
    const char *found = strstr(buffer, "x-ms-continuationtoken: ");
    snprintf(token, token_size, "%s", found ? found + strlen("x-ms-continuationtoken: ") : "");
    token[strcspn(token, "\r")] = 0;
    int64_t left = length - (int64_t)(filled - (size_t)(end + 4 - buffer));
    while (left > 0)
        left -= (int64_t)read_some(connection, buffer, BUFFER);
    return length;
}

static int64_t list(struct connection *connection, const char *project, const char *top, int pages) {
    char path[256], token[128] = "";
    int64_t bytes = 0;
    do {
        snprintf(path, sizeof path, "/fabrikam/%s/_apis/build/builds?$top=%s%s%s", project, top,
                 *token ? "&continuationToken=" : "", token);
        bytes += get(connection, path, token, sizeof token);
    } while (--pages > 0 && *token);
    return bytes;
}

static atomic_int next_project;
static atomic_llong harvested;

static void *harvest(void *unused) {
    struct connection connection = open_connection();
    int project;
    while ((project = atomic_fetch_add(&next_project, 1)) < BENCH_PROJECTS) {
        char name[32];
        snprintf(name, sizeof name, "Fabrikam-%02d", project);
        atomic_fetch_add(&harvested, list(&connection, name, BENCH_HARVEST_PAGE, 1000));
    }
    close_connection(&connection);
    return unused;
}

static int64_t harvest_all(void) {
    pthread_t threads[BENCH_THREADS];
    for (int thread = 0; thread < BENCH_THREADS; thread++)
        pthread_create(&threads[thread], NULL, harvest, NULL);
    for (int thread = 0; thread < BENCH_THREADS; thread++)
        pthread_join(threads[thread], NULL);
    return harvested;
}

int main(int argc, char **argv) {
    const char *workload = argc > 1 ? argv[1] : "";
    char path[256], token[128];
    int64_t bytes = 0;
    bench = bench_begin();
    if (strncmp(bench.url, "https", 5) == 0) {
        tls = SSL_CTX_new(TLS_client_method());
        insist(SSL_CTX_load_verify_locations(tls, bench.ca_file, NULL) == 1, "loading the authorities");
        SSL_CTX_set_verify(tls, SSL_VERIFY_PEER, NULL);
    }
    struct connection connection = open_connection();
    if (strcmp(workload, "list") == 0)
        bytes = list(&connection, bench.project, BENCH_PAGE, 1000);
    else if (strcmp(workload, "cold") == 0)
        bytes = list(&connection, bench.project, "10", 1);
    else if (strcmp(workload, "get") == 0)
        for (long id = bench.first_id; id < bench.first_id + bench.gets; id++) {
            snprintf(path, sizeof path, "/fabrikam/%s/_apis/build/builds/%ld", bench.project, id);
            bytes += get(&connection, path, token, sizeof token);
        }
    else if (strcmp(workload, "harvest") == 0)
        bytes = harvest_all();
    else if (strcmp(workload, "log") == 0) {
        snprintf(path, sizeof path, "/fabrikam/%s/_apis/build/builds/%ld/logs/1", bench.project, bench.first_id);
        bytes = get(&connection, path, token, sizeof token);
    } else
        return bench_unknown(workload);
    close_connection(&connection);
    return bench_end(&bench, bytes);
}
