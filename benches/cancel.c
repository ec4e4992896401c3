/* How soon a cancelled call returns, from every stage that it can be stuck in: 50 calls each, which another thread
 * cancels, each at another moment. cancel: a table of the time from signal to return. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <azdo.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { TRIES = 50, BACKLOG = 4096 };

static azdo_error *error;

static void insist(int holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "%s: %s\n", what, error ? azdo_error_text(error) : "failed");
        exit(1);
    }
}

static double now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void sleep_ms(double ms) {
    struct timespec time = {(time_t)(ms / 1e3), (long)(ms * 1e6) % 1000000000};
    nanosleep(&time, NULL);
}

/* In place of the system's: a name server that answers for no name of the cloud's. */
int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
    int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
    if (name && strcmp(name, "dev.azure.com") == 0)
        for (;;)
            pause();
    *(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
    return real(name, service, hints, found);
}

/* What a server does once it has read a request. */

#define HEAD(status, more) "HTTP/1.1 " status "\r\nContent-Type: application/json\r\n" more "\r\n"

static void say(int client, const char *text) {
    if (send(client, text, strlen(text), MSG_NOSIGNAL) < 0)
        return; /* it has left */
}

static void say_nothing(int client) { (void)client; }

static void say_half(int client) { say(client, HEAD("200 OK", "Content-Length: 16\r\n") "{\"id\":1"); }

static void drip(int client) {
    say(client, HEAD("200 OK", "Content-Length: 1000000\r\n"));
    while (send(client, " ", 1, MSG_NOSIGNAL) == 1)
        sleep_ms(5);
}

static void refuse(int client) { say(client, HEAD("503 Service Unavailable", "Content-Length: 2\r\n") "{}"); }

static void ask_for_patience(int client) {
    say(client, HEAD("200 OK", "Content-Length: 8\r\nRetry-After: 60\r\n") "{\"id\":1}");
}

struct server {
    int listener;
    void (*answer)(int client);
};

struct connection {
    int client;
    void (*answer)(int client);
};

static void *serve(void *argument) {
    struct connection connection = *(struct connection *)argument;
    char request[8192];
    free(argument);
    while (recv(connection.client, request, sizeof request, 0) > 0)
        connection.answer(connection.client);
    close(connection.client);
    return NULL;
}

static void begin(void *(*work)(void *), void *argument) {
    pthread_t thread;
    insist(pthread_create(&thread, NULL, work, argument) == 0, "no thread");
    pthread_detach(thread);
}

static void *accept_all(void *argument) {
    struct server *server = argument;
    int client;
    while ((client = accept(server->listener, NULL, NULL)) >= 0) {
        struct connection *connection = malloc(sizeof *connection);
        insist(connection != NULL, "no memory");
        *connection = (struct connection){client, server->answer};
        begin(serve, connection);
    }
    return NULL;
}

static int listen_at(struct sockaddr_in *address, int backlog) {
    socklen_t size = sizeof *address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    *address = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    insist(bind(listener, (struct sockaddr *)address, size) == 0 && listen(listener, backlog) == 0, "listen");
    insist(getsockname(listener, (struct sockaddr *)address, &size) == 0, "getsockname");
    return listener;
}

/* A URL where everything is answered so. */
static const char *answering(const char *scheme, void (*answer)(int client)) {
    static char url[64];
    struct sockaddr_in address;
    struct server *server = malloc(sizeof *server);
    insist(server != NULL, "no memory");
    *server = (struct server){listen_at(&address, 64), answer};
    begin(accept_all, server);
    snprintf(url, sizeof url, "%s://127.0.0.1:%d/collection", scheme, ntohs(address.sin_port));
    return url;
}

/* A URL where nobody accepts and the backlog is full: the system answers no further SYN. */
static const char *full(void) {
    static char url[64];
    struct sockaddr_in address;
    listen_at(&address, 0);
    for (int count = 0;; count++) {
        int client = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        struct pollfd connected = {client, POLLOUT, 0};
        insist(count < BACKLOG, "the backlog never fills");
        if (connect(client, (struct sockaddr *)&address, sizeof address) != 0 && poll(&connected, 1, 200) == 0)
            break;
    }
    snprintf(url, sizeof url, "http://127.0.0.1:%d/collection", ntohs(address.sin_port));
    return url;
}

static azdo_client *client_of(const char *url) {
    azdo_client *client;
    azdo_credential *credential;
    azdo_params *options = azdo_params_new();
    azdo_params_set(options, "max_retries", "100");
    azdo_params_set(options, "proxy", "");
    insist(azdo_credential_pat(NULL, "a-token", &credential, &error) == AZDO_OK, "credential");
    insist(azdo_client_new(url, credential, options, &client, &error) == AZDO_OK, "client");
    azdo_credential_free(credential);
    azdo_params_free(options);
    return client;
}

/* A build is asked for; without a client, git for a credential. */
static azdo_status call(const azdo_client *client, const azdo_cancel *cancel) {
    azdo_build_page *page = NULL;
    azdo_credential *credential = NULL;
    azdo_status status = client ? azdo_build_get(client, "p", 1, cancel, &page, &error)
                                : azdo_credential_from_git("https://dev.azure.com/fabrikam", NULL, cancel, &credential,
                                                           &error);
    azdo_build_page_free(page);
    azdo_credential_free(credential);
    return status;
}

struct signaller {
    azdo_cancel *cancel;
    double after_ms, signalled;
};

static void *signal_later(void *argument) {
    struct signaller *signaller = argument;
    sleep_ms(signaller->after_ms);
    signaller->signalled = now_ms();
    azdo_cancel_signal(signaller->cancel);
    return NULL;
}

static int by_size(const void *one, const void *other) {
    double difference = *(const double *)one - *(const double *)other;
    return (difference > 0) - (difference < 0);
}

static void measure(const char *stage, azdo_client *client) {
    double late[TRIES];
    azdo_cancel *cancel;
    insist(azdo_cancel_new(&cancel, &error) == AZDO_OK, stage);
    for (int index = 0; index < TRIES; index++) {
        /* Late enough to be stuck where it is meant to be. */
        struct signaller signaller = {cancel, 10 + 0.4 * index, 0};
        pthread_t thread;
        azdo_cancel_reset(cancel);
        insist(pthread_create(&thread, NULL, signal_later, &signaller) == 0, "no thread");
        azdo_status status = call(client, cancel);
        double returned = now_ms();
        pthread_join(thread, NULL);
        insist(status == AZDO_CANCELLED, stage);
        azdo_error_free(error);
        error = NULL;
        late[index] = returned - signaller.signalled;
    }
    azdo_cancel_free(cancel);
    azdo_client_free(client);
    qsort(late, TRIES, sizeof late[0], by_size);
    printf("  %-22s%9.2f%9.2f\n", stage, (late[TRIES / 2 - 1] + late[TRIES / 2]) / 2, late[TRIES - 1]);
    fflush(stdout);
}

int main(void) {
    printf("from signal to return, %d calls of each stage\n  %-22s%9s%9s\n", TRIES, "", "median ms", "worst");
    measure("name lookup", client_of("https://dev.azure.com/fabrikam"));
    measure("connecting", client_of(full()));
    measure("TLS handshake", client_of(answering("https", say_nothing)));
    measure("headers", client_of(answering("http", say_nothing)));
    measure("body", client_of(answering("http", say_half)));
    measure("dripping body", client_of(answering("http", drip)));
    measure("wait before a retry", client_of(answering("http", refuse)));
    azdo_client *patient = client_of(answering("http", ask_for_patience));
    insist(call(patient, NULL) == AZDO_OK, "the first call at the gate");
    measure("throttle's gate", patient);
    setenv("GIT_CONFIG_COUNT", "1", 1);
    setenv("GIT_CONFIG_KEY_0", "credential.helper", 1);
    setenv("GIT_CONFIG_VALUE_0", "!f() { sleep 600; }; f", 1);
    measure("another program", NULL);
    return 0;
}
