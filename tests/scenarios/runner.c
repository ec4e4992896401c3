/* The scenarios' calls in C: see README.md beside this file. */
#include <azdo.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct line { char *key, *value; } line;

enum { MOST_LINES = 100 };
static line lines[MOST_LINES];
static size_t count;

/* The value of this key from `*index` on, which is left behind it; NULL if there is none. */
static const char *next(const char *key, size_t *index) {
    while (*index < count)
        if (!strcmp(lines[(*index)++].key, key)) return lines[*index - 1].value;
    return NULL;
}

static const char *get(const char *key) {
    size_t index = 0;
    return next(key, &index);
}

static azdo_params *pairs(const char *key) {
    azdo_params *params = azdo_params_new();
    const char *pair;
    for (size_t index = 0; (pair = next(key, &index));) {
        char *name = strdup(pair), *value = strchr(name, '=');
        *value++ = 0;
        azdo_params_set(params, name, value);
        free(name);
    }
    return params;
}

static void unescape(char *text) {
    char *to = text;
    for (; *text; text++)
        if (*text != '\\') *to++ = *text;
        else switch (*++text) {
            case 'n': *to++ = '\n'; break;
            case 'r': *to++ = '\r'; break;
            case 't': *to++ = '\t'; break;
            default: *to++ = '\\';
        }
    *to = 0;
}

static void text(const char *key, const char *value, size_t len) {
    printf("%s ", key);
    for (size_t index = 0; index < len; index++)
        switch (value[index]) {
            case '\\': fputs("\\\\", stdout); break;
            case '\n': fputs("\\n", stdout); break;
            case '\r': fputs("\\r", stdout); break;
            case '\t': fputs("\\t", stdout); break;
            default: putchar(value[index]);
        }
    putchar('\n');
}

static void number(const char *key, int64_t value) { printf("%s %" PRId64 "\n", key, value); }

#define NUMBER(record, field) number(#field, (record)->field)
#define TEXT(record, field) text(#field, (record)->field.data, (record)->field.len)

static void build(const azdo_build *build) {
    puts("record ");
    NUMBER(build, flags);
    NUMBER(build, id);
    NUMBER(build, definition_id);
    NUMBER(build, status);
    NUMBER(build, result);
    NUMBER(build, queue_time_ns);
    NUMBER(build, start_time_ns);
    NUMBER(build, finish_time_ns);
    NUMBER(build, last_changed_time_ns);
    TEXT(build, build_number);
    TEXT(build, status_name);
    TEXT(build, result_name);
    TEXT(build, reason);
    TEXT(build, priority);
    TEXT(build, definition_name);
    TEXT(build, project_id);
    TEXT(build, project_name);
    TEXT(build, source_branch);
    TEXT(build, source_version);
    TEXT(build, repository_id);
    TEXT(build, repository_type);
    TEXT(build, requested_for_name);
    TEXT(build, requested_for_unique_name);
    TEXT(build, requested_by_name);
    TEXT(build, queue_name);
    TEXT(build, uri);
    TEXT(build, url);
    TEXT(build, web_url);
    TEXT(build, json);
    NUMBER(build, queue_id);
    NUMBER(build, pool_id);
    TEXT(build, pool_name);
    TEXT(build, requested_for_id);
    TEXT(build, requested_by_id);
    TEXT(build, requested_by_unique_name);
    TEXT(build, last_changed_by_id);
    TEXT(build, last_changed_by_name);
    TEXT(build, last_changed_by_unique_name);
}

static void project(const azdo_project *project) {
    puts("record ");
    NUMBER(project, flags);
    NUMBER(project, revision);
    NUMBER(project, last_update_time_ns);
    TEXT(project, id);
    TEXT(project, name);
    TEXT(project, description);
    TEXT(project, state);
    TEXT(project, visibility);
    TEXT(project, url);
    TEXT(project, json);
}

static void string(const char *key, azdo_string *string) {
    size_t len;
    const char *data = azdo_string_data(string, &len);
    if (string) text(key, data, len);
    azdo_string_free(string);
}

static void failure(azdo_error *error) {
    const char *status = azdo_status_name(azdo_error_status(error));
    text("error_status", status, strlen(status));
    text("error_cause", azdo_error_cause(error), strlen(azdo_error_cause(error)));
    text("error_message", azdo_error_message(error), strlen(azdo_error_message(error)));
    text("error_hint", azdo_error_hint(error), strlen(azdo_error_hint(error)));
    text("error_text", azdo_error_text(error), strlen(azdo_error_text(error)));
    number("error_http_status", azdo_error_http_status(error));
    text("error_service_code", azdo_error_service_code(error), strlen(azdo_error_service_code(error)));
    text("error_type_key", azdo_error_type_key(error), strlen(azdo_error_type_key(error)));
    text("error_message_code", azdo_error_message_code(error), strlen(azdo_error_message_code(error)));
    text("error_activity_id", azdo_error_activity_id(error), strlen(azdo_error_activity_id(error)));
    text("error_e2e_id", azdo_error_e2e_id(error), strlen(azdo_error_e2e_id(error)));
    text("error_session_id", azdo_error_session_id(error), strlen(azdo_error_session_id(error)));
    text("error_edge_ref", azdo_error_edge_ref(error), strlen(azdo_error_edge_ref(error)));
    number("error_retry_after_ms", azdo_error_retry_after_ms(error));
    number("error_is_retriable", azdo_error_is_retriable(error));
    azdo_error_free(error);
}

static void answer(azdo_response *response, azdo_cancel *cancel, azdo_error **error) {
    azdo_string *body = NULL;
    if (response) {
        const char *type = azdo_response_header(response, "Content-Type");
        number("http_status", azdo_response_status(response));
        text("content_type", type, strlen(type));
        azdo_response_body(response, cancel, &body, error);
        string("value", body);
    }
    azdo_response_free(response);
}

static void send_request(const azdo_client *client, azdo_cancel *cancel, azdo_error **error) {
    azdo_params *headers = pairs("header");
    azdo_response *response = NULL;
    const char *sent = get("body");
    azdo_request(client, get("method"), get("path"), headers, sent, sent ? strlen(sent) : 0, cancel, &response, error);
    answer(response, cancel, error);
    azdo_params_free(headers);
}

static void call_operation(const azdo_client *client, azdo_cancel *cancel, azdo_error **error) {
    azdo_params *params = pairs("param");
    azdo_response *response = NULL;
    azdo_call(client, get("operation"), params, get("body"), cancel, &response, error);
    answer(response, cancel, error);
    azdo_params_free(params);
}

static void list_items(const azdo_client *client, azdo_cancel *cancel, azdo_error **error) {
    azdo_params *params = pairs("param");
    azdo_items *items = NULL;
    azdo_str json;
    if (azdo_items_list(client, get("operation"), params, &items, error) == AZDO_OK)
        while (azdo_items_next(items, cancel, &json, error) == AZDO_OK) {
            puts("record ");
            text("json", json.data, json.len);
        }
    azdo_items_free(items);
    azdo_params_free(params);
}

static void list(const azdo_client *client, const char *call, azdo_cancel *cancel, azdo_error **error) {
    azdo_params *query = pairs("param");
    azdo_builds *builds = NULL;
    azdo_projects *projects = NULL;
    azdo_build_page *page;
    const azdo_build *one;
    const azdo_project *other;
    if (!strcmp(call, "projects_list")) {
        if (azdo_projects_list(client, query, &projects, error) == AZDO_OK)
            while (azdo_projects_next(projects, cancel, &other, error) == AZDO_OK) project(other);
    } else if (azdo_builds_list(client, query, &builds, error) != AZDO_OK) {
        /* *error says why. */
    } else if (!strcmp(call, "builds_list")) {
        while (azdo_builds_next(builds, cancel, &one, error) == AZDO_OK) build(one);
    } else {
        while (azdo_builds_next_page(builds, cancel, &page, error) == AZDO_OK) {
            size_t size;
            const azdo_build *const *records = azdo_build_page_records(page, &size);
            number("page", (int64_t)size);
            for (size_t index = 0; index < size; index++) build(records[index]);
            azdo_build_page_free(page);
        }
    }
    azdo_builds_free(builds);
    azdo_projects_free(projects);
    azdo_params_free(query);
}

static void diagnose(const azdo_credential *credential, const azdo_params *options, azdo_cancel *cancel,
                     azdo_error **error) {
    azdo_findings *findings = NULL;
    size_t size = 0;
    azdo_diagnose(get("url"), credential, options, cancel, &findings, error);
    const azdo_finding *const *records = azdo_findings_records(findings, &size);
    for (size_t index = 0; index < size; index++) {
        puts("record ");
        NUMBER(records[index], verdict);
        TEXT(records[index], check);
        TEXT(records[index], text);
        TEXT(records[index], hint);
    }
    azdo_findings_free(findings);
}

static void with_client(const char *call, azdo_cancel *cancel, azdo_error **error) {
    azdo_params *options = pairs("option");
    azdo_credential *credential = NULL;
    azdo_client *client = NULL;
    azdo_build_page *page = NULL;
    azdo_string *json = NULL;
    if (get("pat") && azdo_credential_pat(get("user"), get("pat"), &credential, error) != AZDO_OK) {
        /* *error says why. */
    } else if (!strcmp(call, "diagnose")) {
        diagnose(credential, options, cancel, error);
    } else if (azdo_client_new(get("url"), credential, options, &client, error) == AZDO_OK) {
        if (!strcmp(call, "builds_get_json")) {
            azdo_builds_get_json(client, get("project"), cancel, &json, error);
            string("value", json);
        } else if (!strcmp(call, "build_get")) {
            if (azdo_build_get(client, get("project"), strtoll(get("id"), NULL, 10), cancel, &page, error) == AZDO_OK)
                build(*azdo_build_page_records(page, NULL));
            azdo_build_page_free(page);
        } else if (!strcmp(call, "request")) {
            send_request(client, cancel, error);
        } else if (!strcmp(call, "call")) {
            call_operation(client, cancel, error);
        } else if (!strcmp(call, "items")) {
            list_items(client, cancel, error);
        } else {
            list(client, call, cancel, error);
        }
    }
    azdo_client_free(client);
    azdo_credential_free(credential);
    azdo_params_free(options);
}

static void word(const char *key, const char *value) { text(key, value, strlen(value)); }

static void parse_reference(azdo_error **error) {
    azdo_reference *reference = NULL;
    if (azdo_reference_parse(get("url"), &reference, error) != AZDO_OK) return;
    puts("record ");
    number("kind", azdo_reference_kind_of(reference));
    word("organization_url", azdo_reference_organization_url(reference));
    word("organization_name", azdo_reference_organization_name(reference));
    word("project", azdo_reference_project(reference));
    word("repository", azdo_reference_repository(reference));
    number("definition_id", azdo_reference_definition_id(reference));
    number("build_id", azdo_reference_build_id(reference));
    number("log_id", azdo_reference_log_id(reference));
    word("artifact_name", azdo_reference_artifact_name(reference));
    word("job_id", azdo_reference_job_id(reference));
    word("task_id", azdo_reference_task_id(reference));
    word("web_url", azdo_reference_web_url(reference));
    word("api_url", azdo_reference_api_url(reference));
    azdo_reference_free(reference);
}

static void run(void) {
    const char *call = get("call");
    azdo_cancel *cancel = NULL;
    azdo_error *error = NULL;
    azdo_string *value = NULL;
    if (get("deadline_ms") && azdo_cancel_new(&cancel, &error) == AZDO_OK)
        azdo_cancel_after_ms(cancel, strtoll(get("deadline_ms"), NULL, 10));
    if (!strcmp(call, "basic_auth_header")) {
        azdo_basic_auth_header(get("user"), get("pat"), &value, &error);
        string("value", value);
    } else if (!strcmp(call, "get_builds")) {
        azdo_get_builds(get("url"), get("project"), get("user"), get("pat"), cancel, &value, &error);
        string("value", value);
    } else if (!strcmp(call, "reference_parse")) {
        parse_reference(&error);
    } else {
        with_client(call, cancel, &error);
    }
    azdo_cancel_free(cancel);
    if (error) failure(error);
    putchar('\n');
    fflush(stdout);
}

int main(void) {
    char *input = NULL;
    size_t capacity = 0;
    ptrdiff_t length;
    while ((length = getline(&input, &capacity, stdin)) > 0) {
        input[length - 1] = 0;
        char *value = strchr(input, ' ');
        if (value && count < MOST_LINES) {
            *value++ = 0;
            unescape(value);
            lines[count++] = (line){strdup(input), strdup(value)};
            continue;
        }
        run();
        while (count) {
            free(lines[--count].key);
            free(lines[count].value);
        }
    }
    free(input);
    return 0;
}
