/* libcurl as both contestants that use it have it: a handle that is kept, and a body gathered in memory. */
#ifndef BENCH_LIBCURL_H
#define BENCH_LIBCURL_H

#include "bench.h"
#include <curl/curl.h>

struct body {
    char *data;
    size_t len, capacity;
    size_t spare; /* bytes that stay free behind it */
};

static inline size_t body_append(char *data, size_t size, size_t count, void *to) {
    struct body *body = (struct body *)to;
    size_t len = size * count;
    if (body->len + len + body->spare > body->capacity) {
        size_t capacity = 2 * (body->len + len + body->spare);
        char *grown = (char *)realloc(body->data, capacity);
        if (grown == NULL)
            return 0;
        body->data = grown;
        body->capacity = capacity;
    }
    memcpy(body->data + body->len, data, len);
    body->len += len;
    return len;
}

static inline size_t count_bytes(char *data, size_t size, size_t count, void *to) {
    (void)data;
    *(int64_t *)to += (int64_t)(size * count);
    return size * count;
}

static inline void curl_insist(CURLcode code) {
    if (code != CURLE_OK) {
        fprintf(stderr, "%s\n", curl_easy_strerror(code));
        exit(1);
    }
}

static inline CURL *curl_new(const struct bench_job *bench) {
    CURL *curl = curl_easy_init();
    curl_easy_setopt(curl, CURLOPT_USERPWD, bench->token);
    curl_easy_setopt(curl, CURLOPT_CAINFO, bench->ca_file);
    curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    return curl;
}

static inline void curl_get(CURL *curl, const char *url, struct body *body) {
    body->len = 0;
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, body_append);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, body);
    curl_insist(curl_easy_perform(curl));
}

static inline int64_t curl_log(CURL *curl, const struct bench_job *bench) {
    char url[512];
    int64_t bytes = 0;
    snprintf(url, sizeof url, "%s/%s/_apis/build/builds/%ld/logs/1", bench->url, bench->project, bench->first_id);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, count_bytes);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &bytes);
    curl_insist(curl_easy_perform(curl));
    return bytes;
}

/* The URL of the page that `token` leads to; the first for "". */
static inline void page_url(char *url, size_t size, const struct bench_job *bench, const char *project, const char *top,
                            const char *token) {
    snprintf(url, size, "%s/%s/_apis/build/builds?api-version=7.1&$top=%s%s%s", bench->url, project, top,
             *token ? "&continuationToken=" : "", token);
}

/* The token of the answer, "" where it was the last page. It is good until the handle's next request. */
static inline const char *next_token(CURL *curl) {
    struct curl_header *header;
    return curl_easy_header(curl, "x-ms-continuationtoken", 0, CURLH_HEADER, -1, &header) == CURLHE_OK
               ? header->value
               : "";
}

#endif
