/* Any calls in any order, with any arguments that the header allows: handles alive, texts with a NUL at their end or
 * NULL, wild numbers, parents freed before their children, cancel tokens signalled from another thread at any moment, and
 * a thread that looks at something of its own while it waits.
 * Nothing of it may crash, leak, hang, or break what the header promises of every call.
 *
 * usage: sequences URL PROJECT CA_FILE SEED SECONDS, the token on standard input */
#include <azdo.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SLOTS 4
#define COUNT(array) (sizeof(array) / sizeof *(array))

#define MUST(condition)                                                                  \
    do {                                                                                 \
        if (!(condition)) {                                                              \
            fprintf(stderr, "%s:%d: %s after %ld calls\n", __FILE__, __LINE__, #condition, calls); \
            abort();                                                                     \
        }                                                                                \
    } while (0)

static const char *url, *project, *ca_file;
static char pat[256];
static long calls;
static volatile size_t seen;

/* SplitMix64, one sequence for each thread. */
static uint64_t next(uint64_t *state)
{
    uint64_t number = *state += 0x9e3779b97f4a7c15u;
    number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9u;
    number = (number ^ (number >> 27)) * 0x94d049bb133111ebu;
    return number ^ (number >> 31);
}

static uint64_t state;

static size_t below(size_t limit)
{
    return (size_t)(next(&state) % limit);
}

static struct azdo_credential *credentials[SLOTS];
static struct azdo_client *clients[SLOTS];
static struct azdo_params *params[SLOTS];
static struct azdo_builds *builds[SLOTS];
static struct azdo_projects *projects[SLOTS];
static struct azdo_items *items[SLOTS];
static struct azdo_definitions *definitions[SLOTS];
static struct azdo_changes *changes[SLOTS];
static struct azdo_definition_page *definition_pages[SLOTS];
static struct azdo_change_page *change_pages[SLOTS];
static struct azdo_timeline *timelines[SLOTS];
static struct azdo_log_page *log_pages[SLOTS];
static struct azdo_artifact_page *artifact_pages[SLOTS];
static struct azdo_tag_page *tag_pages[SLOTS];
static struct azdo_work_item_page *work_item_pages[SLOTS];
static struct azdo_build_page *build_pages[SLOTS];
static struct azdo_project_page *project_pages[SLOTS];
static struct azdo_response *responses[SLOTS];
static struct azdo_string *strings[SLOTS];
static struct azdo_reference *references[SLOTS];
static struct azdo_findings *findings[SLOTS];
static struct azdo_error *errors[SLOTS];
/* Those that the other thread signals: none is freed meanwhile. */
static struct azdo_cancel *cancels[SLOTS];
static pthread_mutex_t cancels_lock = PTHREAD_MUTEX_INITIALIZER;
static volatile int over;

#define ANY(array) ((array)[below(SLOTS)])

/* Puts a new handle where an older one may be, which is freed first. */
#define KEEP(array, made, free_it)            \
    do {                                      \
        size_t slot = below(SLOTS);           \
        free_it((array)[slot]);               \
        (array)[slot] = (made);               \
    } while (0)

static const char *const TEXTS[] = {
    "", " ", "a", "0", "-1", "1", "200", "\xff\xfe", "\xf0\x9f\x92\xa9", "\xc3\xbc", "%00", "%zz", "\r\n", "a\nb",
    "http://", "https://", "ftp://x/y", "http://127.0.0.1:9/c", "https://127.0.0.1:9/c", "http://[::1]:9/c",
    "https://dev.azure.com/o/p/_build/results?buildId=42", "git@ssh.dev.azure.com:v3/o/p/r",
    "vstfs:///Build/Build/42", "https://o.visualstudio.com/DefaultCollection/p/_git/r", "_apis/projects",
    "_apis/build/builds", "/../..", "?x=1", "GET", "POST", "HEAD", "DELETE", "G T", "failed", "2026-11-24T10:00:00Z",
    "9999-99-99", "0001-01-01", "environment", "environment,git,", "Accept", "Authorization", "X-A", "text/html",
    "99999999999999999999", "-9223372036854775809", "1e5", "true", "false",
};

static const char *const NAMES[] = {
    "project", "$top", "page_size", "continuationToken", "resultFilter", "statusFilter", "minTime", "maxTime",
    "queryOrder", "definitions", "properties", "timeout_ms", "connect_timeout_ms", "idle_timeout_ms", "max_retries",
    "max_body_bytes", "max_header_bytes", "max_redirects", "max_json_depth", "max_page_records", "max_pages", "proxy",
    "ca_file", "client_cert_file", "allow_http", "keep_json", "authority", "X-Header", "", "buildId", "api-version",
    "accept", "force", "$skip", "definition", "sourceBranch", "parameters.a", "demands", "keepForever", "status", "changeId",
    "timelineId", "revision", "skip_broken",
};

/* What there is to call, as far as it only reads. */
static const char *const CALLS[] = {
    "Builds - List", "builds - get", "Projects - List", "Definitions - List", "Tags - Get Tags", "Timeline - Get",
    "Teams - Get All Teams", "Connection Data - Get", "Resource Locations - List", "Profiles - Get",
};

static const char *const BODIES[] = {
    "{}", "[]", "{", "{\"definition\":{\"id\":1}}", "\"\xc3\xbc\"", "[[[[[[[[",
};

static const int64_t NUMBERS[] = {
    0, 1, -1, 2, 42, 200, 1001, 1002, 1003, INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN, (int64_t)1 << 62,
};

static char made_text[2][4096];

/* Any text, sound or not; NULL now and then. */
static const char *text(void)
{
    static int turn;
    char *made = made_text[turn ^= 1];
    size_t length = 0, pieces, index;
    switch (below(8)) {
    case 0:
        return NULL;
    case 1:
    case 2:
        made[0] = '\0';
        for (pieces = below(6); pieces > 0; pieces--)
            strcat(made, TEXTS[below(COUNT(TEXTS))]);
        return made;
    case 3:
        length = below(sizeof made_text[0]);
        for (index = 0; index < length; index++)
            made[index] = (char)(1 + below(255));
        made[length] = '\0';
        return made;
    default:
        return TEXTS[below(COUNT(TEXTS))];
    }
}

/* Mostly this one, else any. */
static const char *mostly(const char *sound)
{
    return below(8) ? sound : text();
}

static int64_t number(void)
{
    return below(4) ? NUMBERS[below(COUNT(NUMBERS))] : (int64_t)next(&state);
}

/* One that ends a call soon, or none: the other calls end by the options of their client. */
static const struct azdo_cancel *cancel(void)
{
    return below(3) ? NULL : ANY(cancels);
}

static const struct azdo_cancel *short_cancel(void)
{
    size_t slot = below(SLOTS);
    azdo_cancel_after_ms(cancels[slot], (int64_t)below(400));
    return cancels[slot];
}

/* What every call that can fail keeps to. */
static void check(azdo_status status, const void *output, struct azdo_error *error)
{
    const char *shown = azdo_error_text(error);
    MUST(status >= AZDO_OK && status < AZDO_INTERNAL);
    MUST((status == AZDO_OK) == (output != NULL));
    MUST((status == AZDO_OK || status == AZDO_DONE) == (error == NULL));
    MUST(azdo_error_status(error) == (error ? status : AZDO_OK));
    MUST(strstr(shown, pat) == NULL);
    MUST(strlen(azdo_status_name(status)) > 0);
    if (error)
        KEEP(errors, error, azdo_error_free);
}

static void read_error(const struct azdo_error *error)
{
    seen += strlen(azdo_error_text(error)) + strlen(azdo_error_message(error)) + strlen(azdo_error_hint(error)) +
            strlen(azdo_error_cause(error)) + strlen(azdo_error_service_code(error)) +
            strlen(azdo_error_type_key(error)) + strlen(azdo_error_message_code(error)) +
            strlen(azdo_error_activity_id(error)) + strlen(azdo_error_e2e_id(error)) +
            strlen(azdo_error_session_id(error)) + strlen(azdo_error_edge_ref(error));
    MUST(azdo_error_retry_after_ms(error) >= -1);
    MUST(azdo_error_http_status(error) >= 0 && azdo_error_http_status(error) < 1000);
    MUST(azdo_error_is_retriable(error) == 0 || azdo_error_is_retriable(error) == 1);
}

/* Every byte of it, and the NUL behind. */
static void read_str(struct azdo_str str)
{
    MUST(str.data != NULL && strlen(str.data) <= str.len && str.data[str.len] == '\0');
    seen += str.len;
}

static void read_json(struct azdo_str str)
{
    size_t index;
    MUST(str.data != NULL);
    for (index = 0; index < str.len; index++)
        seen += (size_t)(unsigned char)str.data[index];
}

static void read_build(const struct azdo_build *build)
{
    MUST(AZDO_HAS(build, json));
    seen += (size_t)(build->id + build->definition_id);
    read_str(build->build_number);
    read_str(build->status_name);
    read_str(build->result_name);
    read_str(build->reason);
    read_str(build->priority);
    read_str(build->definition_name);
    read_str(build->project_id);
    read_str(build->project_name);
    read_str(build->source_branch);
    read_str(build->source_version);
    read_str(build->repository_id);
    read_str(build->repository_type);
    read_str(build->requested_for_name);
    read_str(build->requested_for_unique_name);
    read_str(build->requested_by_name);
    read_str(build->queue_name);
    read_str(build->uri);
    read_str(build->url);
    read_str(build->web_url);
    read_str(build->pool_name);
    read_str(build->requested_for_id);
    read_str(build->requested_by_id);
    read_str(build->requested_by_unique_name);
    read_str(build->last_changed_by_id);
    read_str(build->last_changed_by_name);
    read_str(build->last_changed_by_unique_name);
    read_json(build->json);
}

static void read_project(const struct azdo_project *found)
{
    MUST(AZDO_HAS(found, json));
    read_str(found->id);
    read_str(found->name);
    read_str(found->description);
    read_str(found->state);
    read_str(found->visibility);
    read_str(found->url);
    read_json(found->json);
}

static void read_broken(const struct azdo_broken_element *const *broken, size_t count)
{
    size_t index;
    for (index = 0; index < count; index++) {
        MUST(AZDO_HAS(broken[index], reason) && broken[index]->index >= 0);
        read_str(broken[index]->reason);
    }
}

static void read_definition(const struct azdo_definition *found)
{
    MUST(AZDO_HAS(found, json));
    read_str(found->name);
    read_str(found->path);
    read_str(found->type_name);
    read_str(found->quality);
    read_str(found->queue_status_name);
    read_str(found->description);
    read_str(found->project_id);
    read_str(found->project_name);
    read_str(found->queue_name);
    read_str(found->pool_name);
    read_str(found->repository_id);
    read_str(found->repository_name);
    read_str(found->repository_type);
    read_str(found->default_branch);
    read_str(found->yaml_file);
    read_str(found->authored_by_name);
    read_str(found->authored_by_unique_name);
    read_str(found->latest_build_number);
    read_str(found->latest_completed_build_number);
    read_str(found->uri);
    read_str(found->url);
    read_str(found->web_url);
    read_json(found->json);
}

static void read_change(const struct azdo_change *found)
{
    MUST(AZDO_HAS(found, json));
    read_str(found->id);
    read_str(found->type_name);
    read_str(found->message);
    read_str(found->author_id);
    read_str(found->author_name);
    read_str(found->author_unique_name);
    read_str(found->pusher);
    read_str(found->location);
    read_str(found->display_url);
    read_json(found->json);
}

static void read_timeline_record(const struct azdo_timeline_record *found)
{
    size_t index;
    MUST(AZDO_HAS(found, json));
    MUST((found->issues == NULL) == (found->issue_count == 0));
    for (index = 0; index < found->issue_count; index++) {
        MUST(AZDO_HAS(found->issues[index], message));
        read_str(found->issues[index]->kind_name);
        read_str(found->issues[index]->category);
        read_str(found->issues[index]->message);
    }
    MUST((found->previous_attempts == NULL) == (found->previous_attempt_count == 0));
    for (index = 0; index < found->previous_attempt_count; index++) {
        MUST(AZDO_HAS(found->previous_attempts[index], record_id));
        read_str(found->previous_attempts[index]->timeline_id);
        read_str(found->previous_attempts[index]->record_id);
    }
    read_str(found->id);
    read_str(found->parent_id);
    read_str(found->type_name);
    read_str(found->name);
    read_str(found->ref_name);
    read_str(found->identifier);
    read_str(found->state_name);
    read_str(found->result_name);
    read_str(found->result_code);
    read_str(found->current_operation);
    read_str(found->worker_name);
    read_str(found->task_id);
    read_str(found->task_name);
    read_str(found->task_version);
    read_str(found->details_id);
    read_str(found->log_url);
    read_str(found->url);
    read_json(found->json);
}

static void read_definition_page(const struct azdo_definition_page *page)
{
    size_t count = 99, index;
    const struct azdo_definition *const *records = azdo_definition_page_records(page, &count);
    const struct azdo_broken_element *const *broken;
    for (index = 0; index < count; index++) {
        read_definition(records[index]);
    }
    broken = azdo_definition_page_broken(page, &count);
    read_broken(broken, count);
    read_json(azdo_definition_page_text(page));
    seen += strlen(azdo_definition_page_token(page));
}

static void read_change_page(const struct azdo_change_page *page)
{
    size_t count = 99, index;
    const struct azdo_change *const *records = azdo_change_page_records(page, &count);
    const struct azdo_broken_element *const *broken;
    for (index = 0; index < count; index++) {
        read_change(records[index]);
    }
    broken = azdo_change_page_broken(page, &count);
    read_broken(broken, count);
    read_json(azdo_change_page_text(page));
    seen += strlen(azdo_change_page_token(page));
}

static void read_timeline(const struct azdo_timeline *page)
{
    size_t count = 99, index;
    const struct azdo_timeline_record *const *records = azdo_timeline_records(page, &count);
    const struct azdo_broken_element *const *broken;
    for (index = 0; index < count; index++) {
        read_timeline_record(records[index]);
    }
    broken = azdo_timeline_broken(page, &count);
    read_broken(broken, count);
    read_json(azdo_timeline_text(page));
    seen += strlen(azdo_timeline_id(page)) + (size_t)azdo_timeline_change_id(page);
}

static void read_log_page(const struct azdo_log_page *page)
{
    size_t count = 99, index;
    const struct azdo_log *const *records = azdo_log_page_records(page, &count);
    const struct azdo_broken_element *const *broken;
    for (index = 0; index < count; index++) {
        read_str(records[index]->type_name);
        read_str(records[index]->url);
        read_json(records[index]->json);
    }
    broken = azdo_log_page_broken(page, &count);
    read_broken(broken, count);
    read_json(azdo_log_page_text(page));
}

static void read_artifact_page(const struct azdo_artifact_page *page)
{
    size_t count = 99, index;
    const struct azdo_artifact *const *records = azdo_artifact_page_records(page, &count);
    const struct azdo_broken_element *const *broken;
    for (index = 0; index < count; index++) {
        read_str(records[index]->name);
        read_str(records[index]->source);
        read_str(records[index]->type_name);
        read_str(records[index]->data);
        read_str(records[index]->download_url);
        read_str(records[index]->url);
        read_json(records[index]->json);
    }
    broken = azdo_artifact_page_broken(page, &count);
    read_broken(broken, count);
    read_json(azdo_artifact_page_text(page));
}

static void read_tag_page(const struct azdo_tag_page *page)
{
    size_t count = 99, index;
    const struct azdo_tag *const *records = azdo_tag_page_records(page, &count);
    const struct azdo_broken_element *const *broken;
    for (index = 0; index < count; index++) {
        read_str(records[index]->name);
    }
    broken = azdo_tag_page_broken(page, &count);
    read_broken(broken, count);
    read_json(azdo_tag_page_text(page));
}

static void read_work_item_page(const struct azdo_work_item_page *page)
{
    size_t count = 99, index;
    const struct azdo_work_item *const *records = azdo_work_item_page_records(page, &count);
    const struct azdo_broken_element *const *broken;
    for (index = 0; index < count; index++) {
        read_str(records[index]->url);
        read_json(records[index]->json);
    }
    broken = azdo_work_item_page_broken(page, &count);
    read_broken(broken, count);
    read_json(azdo_work_item_page_text(page));
}

static void read_build_page(const struct azdo_build_page *page)
{
    size_t count = 99, index;
    const struct azdo_build *const *records = azdo_build_page_records(page, &count);
    for (index = 0; index < count; index++)
        read_build(records[index]);
    read_broken(azdo_build_page_broken(page, NULL), 0);
    read_json(azdo_build_page_text(page));
    seen += strlen(azdo_build_page_token(page));
}

static void read_project_page(const struct azdo_project_page *page)
{
    size_t count = 99, index;
    const struct azdo_project *const *records = azdo_project_page_records(page, &count);
    for (index = 0; index < count; index++)
        read_project(records[index]);
    read_broken(azdo_project_page_broken(page, NULL), 0);
    read_json(azdo_project_page_text(page));
    seen += strlen(azdo_project_page_token(page));
}

static void read_string(const struct azdo_string *string)
{
    size_t length = 99;
    const char *data = azdo_string_data(string, below(2) ? &length : NULL);
    MUST(data != NULL && (length == 99 || data[length] == '\0'));
    seen += strlen(data);
}

static void read_reference(const struct azdo_reference *reference)
{
    seen += strlen(azdo_reference_organization_url(reference)) + strlen(azdo_reference_organization_name(reference)) +
            strlen(azdo_reference_project(reference)) + strlen(azdo_reference_repository(reference)) +
            strlen(azdo_reference_artifact_name(reference)) + strlen(azdo_reference_job_id(reference)) +
            strlen(azdo_reference_task_id(reference)) + strlen(azdo_reference_web_url(reference)) +
            strlen(azdo_reference_api_url(reference));
    MUST(azdo_reference_definition_id(reference) >= 0 && azdo_reference_build_id(reference) >= 0 &&
         azdo_reference_log_id(reference) >= 0);
    MUST((azdo_reference_kind_of(reference) == AZDO_REFERENCE_KIND_UNKNOWN) == (reference == NULL));
}

static void read_findings(const struct azdo_findings *found)
{
    size_t count = 99, index;
    const struct azdo_finding *const *records = azdo_findings_records(found, &count);
    for (index = 0; index < count; index++) {
        read_str(records[index]->check);
        read_str(records[index]->text);
        read_str(records[index]->hint);
    }
}

/* A client that ends its calls soon, whatever else its options are. */
static struct azdo_client *sound_client(struct azdo_error **error)
{
    struct azdo_client *client = NULL;
    struct azdo_params *options = azdo_params_new();
    azdo_status status;
    azdo_params_set_int(options, "timeout_ms", 1 + (int64_t)below(500));
    azdo_params_set_int(options, "max_retries", (int64_t)below(3));
    if (below(2))
        azdo_params_set_int(options, "keep_json", (int64_t)below(2));
    azdo_params_set(options, "ca_file", ca_file);
    status = azdo_client_new(url, ANY(credentials), options, &client, error);
    check(status, client, error ? *error : NULL);
    azdo_params_free(options);
    return client;
}

/* What another thread writes to, and who reads it in the middle of calls. */
static int watched[2];
static int32_t go_on;

/* Mostly the call goes on, and now and then another one is made in its middle. */
static void look(int32_t *place)
{
    char byte;
    MUST(place == &go_on && *place == 0);
    MUST(read(watched[0], &byte, 1) == 1);
    if (below(4) == 0) {
        struct azdo_string *string = NULL;
        struct azdo_cancel *short_time = NULL;
        azdo_status status;
        MUST(azdo_cancel_new(&short_time, NULL) == AZDO_OK);
        azdo_cancel_after_ms(short_time, (int64_t)below(50));
        if (below(2))
            azdo_thread_watch(watched[0], below(2) ? look : NULL, &go_on);
        status = azdo_get_builds(url, project, NULL, pat, short_time, &string, NULL);
        MUST((status == AZDO_OK) == (string != NULL));
        azdo_string_free(string);
        azdo_cancel_free(short_time);
    }
    *place = below(4) ? 1 : 0;
}

/* Each kind of call; which of them have been answered with AZDO_OK. */
enum { OPERATIONS = 49 };
static long done[OPERATIONS];

static azdo_status step(size_t operation)
{
    azdo_status status = AZDO_OK;
    struct azdo_error *error = NULL;
    struct azdo_credential *credential = NULL;
    struct azdo_client *client = NULL;
    struct azdo_string *string = NULL;
    struct azdo_builds *list = NULL;
    struct azdo_projects *project_list = NULL;
    struct azdo_items *item_list = NULL;
    struct azdo_definitions *definition_list = NULL;
    struct azdo_changes *change_list = NULL;
    struct azdo_definition_page *definition_page = NULL;
    struct azdo_change_page *change_page = NULL;
    struct azdo_timeline *timeline = NULL;
    struct azdo_log_page *log_page = NULL;
    struct azdo_artifact_page *artifact_page = NULL;
    struct azdo_tag_page *tag_page = NULL;
    struct azdo_work_item_page *work_item_page = NULL;
    const struct azdo_definition *definition = NULL;
    const struct azdo_change *change = NULL;
    struct azdo_str json;
    struct azdo_build_page *page = NULL;
    struct azdo_project_page *project_page = NULL;
    struct azdo_response *response = NULL;
    struct azdo_reference *reference = NULL;
    struct azdo_findings *found = NULL;
    const struct azdo_build *build = NULL;
    const struct azdo_project *record = NULL;
    size_t slot = below(SLOTS), count;
    char buffer[3000];

    switch (operation) {
    case 0:
        status = azdo_credential_pat(below(2) ? NULL : text(), mostly(pat), &credential, &error);
        check(status, credential, error);
        KEEP(credentials, credential, azdo_credential_free);
        break;
    case 1:
        status = azdo_credential_bearer(mostly(pat), number(), &credential, &error);
        check(status, credential, error);
        KEEP(credentials, credential, azdo_credential_free);
        break;
    case 2:
        status = azdo_credential_from_environment(mostly(url), &credential, &error);
        check(status, credential, error);
        KEEP(credentials, credential, azdo_credential_free);
        /* Nothing in the environment is for this place. */
        status = AZDO_OK;
        break;
    case 3:
        status = azdo_credential_header(ANY(credentials), &string, &error);
        check(status, string, error);
        KEEP(strings, string, azdo_string_free);
        break;
    case 4:
        status = azdo_credential_renew(ANY(credentials), cancel(), &error);
        check(status, status == AZDO_OK ? pat : NULL, error);
        /* Of these none can be. */
        status = AZDO_OK;
        break;
    case 5:
        status = azdo_basic_auth_header(text(), mostly(pat), &string, &error);
        check(status, string, error);
        KEEP(strings, string, azdo_string_free);
        break;
    case 6:
        KEEP(clients, sound_client(&error), azdo_client_free);
        break;
    case 7:
        status = azdo_client_new(mostly(url), ANY(credentials), ANY(params), &client, &error);
        check(status, client, error);
        azdo_client_free(client);
        break;
    case 8:
        status = azdo_client_learn_version(ANY(clients), cancel(), &error);
        check(status, status == AZDO_OK ? pat : NULL, error);
        error = NULL;
        status = azdo_client_set_credential(ANY(clients), ANY(credentials), &error);
        check(status, status == AZDO_OK ? pat : NULL, error);
        break;
    case 9:
        seen += (size_t)azdo_client_wants_credential(ANY(clients), ANY(errors));
        seen += (size_t)azdo_client_count(ANY(clients), (int32_t)number());
        break;
    case 10:
        KEEP(params, azdo_params_new(), azdo_params_free);
        break;
    case 11:
        status = azdo_params_set(ANY(params), mostly(NAMES[below(COUNT(NAMES))]), mostly(project));
        break;
    case 12:
        status = azdo_params_set_int(ANY(params), mostly(NAMES[below(COUNT(NAMES))]), number());
        break;
    case 13: {
        struct azdo_params *query = azdo_params_new();
        azdo_params_set(query, "project", mostly(project));
        if (below(2))
            azdo_params_set_int(query, "page_size", 1 + (int64_t)below(30));
        status = azdo_builds_list(ANY(clients), below(4) ? query : ANY(params), &list, &error);
        check(status, list, error);
        azdo_params_free(query);
        KEEP(builds, list, azdo_builds_free);
        break;
    }
    case 14:
        status = azdo_builds_next(ANY(builds), cancel(), &build, &error);
        check(status, build, error);
        if (build)
            read_build(build);
        break;
    case 15:
        status = azdo_builds_next_page(ANY(builds), cancel(), &page, &error);
        check(status, page, error);
        KEEP(build_pages, page, azdo_build_page_free);
        break;
    case 16:
        status = azdo_projects_list(ANY(clients), below(4) ? NULL : ANY(params), &project_list, &error);
        check(status, project_list, error);
        KEEP(projects, project_list, azdo_projects_free);
        break;
    case 17:
        status = azdo_projects_next(ANY(projects), cancel(), &record, &error);
        check(status, record, error);
        if (record)
            read_project(record);
        break;
    case 18:
        status = azdo_projects_next_page(ANY(projects), cancel(), &project_page, &error);
        check(status, project_page, error);
        KEEP(project_pages, project_page, azdo_project_page_free);
        break;
    case 19:
        status = azdo_build_get(ANY(clients), mostly(project), number(), cancel(), &page, &error);
        check(status, page, error);
        KEEP(build_pages, page, azdo_build_page_free);
        break;
    case 20:
        status = azdo_builds_get_json(ANY(clients), mostly(project), cancel(), &string, &error);
        check(status, string, error);
        KEEP(strings, string, azdo_string_free);
        break;
    case 21:
        count = below(sizeof buffer);
        memset(buffer, 'x', sizeof buffer);
        status = azdo_request(ANY(clients), mostly("GET"), mostly("_apis/projects"), below(4) ? NULL : ANY(params),
                              below(2) ? buffer : NULL, count, cancel(), &response, &error);
        check(status, response, error);
        KEEP(responses, response, azdo_response_free);
        break;
    case 22:
        count = below(sizeof buffer);
        status = azdo_response_read(ANY(responses), below(9) ? buffer : NULL, count, cancel(), &count, &error);
        check(status, status == AZDO_OK ? pat : NULL, error);
        MUST(status == AZDO_OK || count == 0);
        MUST(count <= sizeof buffer);
        break;
    case 23:
        status = azdo_response_body(ANY(responses), cancel(), &string, &error);
        check(status, string, error);
        KEEP(strings, string, azdo_string_free);
        break;
    case 24:
        seen += (size_t)azdo_response_status(responses[slot]) + strlen(azdo_response_header(responses[slot], text()));
        break;
    case 25:
        status = azdo_reference_parse(text(), &reference, &error);
        check(status, reference, error);
        KEEP(references, reference, azdo_reference_free);
        break;
    case 26:
        status = azdo_get_builds(mostly(url), mostly(project), text(), mostly(pat), short_cancel(), &string, &error);
        check(status, string, error);
        KEEP(strings, string, azdo_string_free);
        /* The certificate is known to none of its clients. */
        if (*ca_file)
            status = AZDO_OK;
        break;
    case 27:
        status = azdo_diagnose(mostly(url), ANY(credentials), NULL, short_cancel(), &found, &error);
        check(status, found, error);
        KEEP(findings, found, azdo_findings_free);
        break;
    case 28:
        pthread_mutex_lock(&cancels_lock);
        azdo_cancel_free(cancels[slot]);
        status = azdo_cancel_new(&cancels[slot], &error);
        check(status, cancels[slot], error);
        pthread_mutex_unlock(&cancels_lock);
        break;
    case 29:
        azdo_cancel_after_ms(cancels[slot], below(2) ? (int64_t)below(300) : number());
        break;
    case 30:
        azdo_cancel_reset(cancels[slot]);
        break;
    case 31: {
        struct azdo_params *query = azdo_params_new();
        azdo_params_set(query, "project", mostly(project));
        status = azdo_call(ANY(clients), below(8) ? CALLS[below(COUNT(CALLS))] : mostly("Builds - Queue"),
                           below(4) ? query : ANY(params), below(4) ? NULL : mostly(BODIES[below(COUNT(BODIES))]),
                           cancel(), &response, &error);
        check(status, response, error);
        azdo_params_free(query);
        KEEP(responses, response, azdo_response_free);
        break;
    }
    case 32: {
        struct azdo_params *query = azdo_params_new();
        azdo_params_set(query, "project", mostly(project));
        azdo_params_set_int(query, "page_size", 1 + (int64_t)below(30));
        status = azdo_items_list(ANY(clients), mostly(CALLS[below(3)]), below(4) ? query : ANY(params), &item_list,
                                 &error);
        check(status, item_list, error);
        azdo_params_free(query);
        KEEP(items, item_list, azdo_items_free);
        break;
    }
    case 33:
        json.data = NULL;
        json.len = 99;
        status = azdo_items_next(ANY(items), cancel(), &json, &error);
        check(status, status == AZDO_OK ? json.data : NULL, error);
        MUST((status == AZDO_OK) == (json.len > 0));
        read_json(json);
        break;
    case 34: {
        struct azdo_params *query = azdo_params_new();
        azdo_params_set(query, "project", mostly(project));
        status = azdo_definitions_list(ANY(clients), below(4) ? query : ANY(params), &definition_list, &error);
        check(status, definition_list, error);
        azdo_params_free(query);
        KEEP(definitions, definition_list, azdo_definitions_free);
        break;
    }
    case 35:
        status = azdo_definitions_next(ANY(definitions), cancel(), &definition, &error);
        check(status, definition, error);
        if (definition)
            read_definition(definition);
        break;
    case 36:
        status = azdo_definitions_next_page(ANY(definitions), cancel(), &definition_page, &error);
        check(status, definition_page, error);
        KEEP(definition_pages, definition_page, azdo_definition_page_free);
        break;
    case 37:
        status = azdo_definition_get(ANY(clients), mostly(project), number(), below(4) ? NULL : ANY(params), cancel(),
                                     &definition_page, &error);
        check(status, definition_page, error);
        KEEP(definition_pages, definition_page, azdo_definition_page_free);
        break;
    case 38:
        status = azdo_changes_list(ANY(clients), mostly(project), number(), below(4) ? NULL : ANY(params), &change_list,
                                   &error);
        check(status, change_list, error);
        KEEP(changes, change_list, azdo_changes_free);
        break;
    case 39:
        status = azdo_changes_next(ANY(changes), cancel(), &change, &error);
        check(status, change, error);
        if (change)
            read_change(change);
        break;
    case 40:
        status = azdo_changes_next_page(ANY(changes), cancel(), &change_page, &error);
        check(status, change_page, error);
        KEEP(change_pages, change_page, azdo_change_page_free);
        break;
    case 41:
        status = azdo_timeline_get(ANY(clients), mostly(project), number(), below(4) ? NULL : ANY(params), cancel(),
                                   &timeline, &error);
        check(status, timeline, error);
        KEEP(timelines, timeline, azdo_timeline_free);
        break;
    case 42:
        status = azdo_logs_get(ANY(clients), mostly(project), number(), below(4) ? NULL : ANY(params), cancel(), &log_page,
                               &error);
        check(status, log_page, error);
        KEEP(log_pages, log_page, azdo_log_page_free);
        break;
    case 43:
        status = azdo_artifacts_get(ANY(clients), mostly(project), number(), below(4) ? NULL : ANY(params), cancel(),
                                    &artifact_page, &error);
        check(status, artifact_page, error);
        KEEP(artifact_pages, artifact_page, azdo_artifact_page_free);
        break;
    case 44:
        status = azdo_work_items_get(ANY(clients), mostly(project), number(), below(4) ? NULL : ANY(params), cancel(),
                                     &work_item_page, &error);
        check(status, work_item_page, error);
        KEEP(work_item_pages, work_item_page, azdo_work_item_page_free);
        break;
    case 45: {
        const char *tags[3];
        for (count = 0; count < COUNT(tags); count++)
            tags[count] = mostly("tag");
        count = below(COUNT(tags) + 1);
        switch (below(3)) {
        case 0:
            status = azdo_tags_get(ANY(clients), mostly(project), number(), below(4) ? NULL : ANY(params), cancel(),
                                   &tag_page, &error);
            break;
        case 1:
            status = azdo_tags_add(ANY(clients), mostly(project), number(), below(9) ? tags : NULL, count, cancel(),
                                   &tag_page, &error);
            break;
        default:
            status = azdo_tags_remove(ANY(clients), mostly(project), number(), below(9) ? tags : NULL, count, cancel(),
                                      &tag_page, &error);
            break;
        }
        check(status, tag_page, error);
        KEEP(tag_pages, tag_page, azdo_tag_page_free);
        break;
    }
    case 46:
        switch (below(8)) {
        case 0:
            status = azdo_build_queue(ANY(clients), mostly(project), ANY(params), cancel(), &page, &error);
            check(status, page, error);
            break;
        case 1:
            status = azdo_build_update(ANY(clients), mostly(project), number(), ANY(params), cancel(), &page, &error);
            check(status, page, error);
            break;
        case 2:
            status = azdo_build_cancel(ANY(clients), mostly(project), number(), cancel(), &page, &error);
            check(status, page, error);
            break;
        case 3:
            status = azdo_build_retry_stage(ANY(clients), mostly(project), number(), mostly("stage"), (int32_t)number(),
                                            cancel(), &error);
            check(status, status == AZDO_OK ? pat : NULL, error);
            break;
        case 4:
            status = azdo_build_delete(ANY(clients), mostly(project), number(), cancel(), &error);
            check(status, status == AZDO_OK ? pat : NULL, error);
            break;
        case 5:
            status = azdo_definition_create(ANY(clients), mostly(project), mostly("{}"), cancel(), &definition_page,
                                            &error);
            check(status, definition_page, error);
            break;
        case 6:
            status = azdo_definition_update(ANY(clients), mostly(project), number(), mostly("{}"), cancel(),
                                            &definition_page, &error);
            check(status, definition_page, error);
            break;
        default:
            status = azdo_definition_set_queue_status(ANY(clients), mostly(project), number(), (int32_t)below(6), cancel(),
                                                      &definition_page, &error);
            check(status, definition_page, error);
            break;
        }
        KEEP(build_pages, page, azdo_build_page_free);
        KEEP(definition_pages, definition_page, azdo_definition_page_free);
        break;
    case 47:
        azdo_thread_watch(below(9) ? watched[0] : -1, below(3) ? look : NULL, below(9) ? &go_on : NULL);
        break;
    default:
        /* Everything that can be read of what is there, or of NULL. */
        read_definition_page(ANY(definition_pages));
        read_change_page(ANY(change_pages));
        read_timeline(ANY(timelines));
        read_log_page(ANY(log_pages));
        read_artifact_page(ANY(artifact_pages));
        read_tag_page(ANY(tag_pages));
        read_work_item_page(ANY(work_item_pages));
        read_error(ANY(errors));
        read_build_page(ANY(build_pages));
        read_project_page(ANY(project_pages));
        read_string(ANY(strings));
        read_reference(ANY(references));
        read_findings(ANY(findings));
        seen += strlen(azdo_credential_source(ANY(credentials)));
        seen += strlen(azdo_status_name((int32_t)number())) + azdo_version_number() + strlen(azdo_version());
        break;
    }
    return status;
}

/* Parents before their children, or the other way round. */
static void free_one(void)
{
    switch (below(22)) {
    case 0: KEEP(credentials, NULL, azdo_credential_free); break;
    case 1: KEEP(clients, NULL, azdo_client_free); break;
    case 2: KEEP(params, NULL, azdo_params_free); break;
    case 3: KEEP(builds, NULL, azdo_builds_free); break;
    case 4: KEEP(projects, NULL, azdo_projects_free); break;
    case 5: KEEP(build_pages, NULL, azdo_build_page_free); break;
    case 6: KEEP(project_pages, NULL, azdo_project_page_free); break;
    case 7: KEEP(responses, NULL, azdo_response_free); break;
    case 8: KEEP(strings, NULL, azdo_string_free); break;
    case 9: KEEP(references, NULL, azdo_reference_free); break;
    case 10: KEEP(findings, NULL, azdo_findings_free); break;
    case 11: KEEP(items, NULL, azdo_items_free); break;
    case 12: KEEP(definitions, NULL, azdo_definitions_free); break;
    case 13: KEEP(changes, NULL, azdo_changes_free); break;
    case 14: KEEP(definition_pages, NULL, azdo_definition_page_free); break;
    case 15: KEEP(change_pages, NULL, azdo_change_page_free); break;
    case 16: KEEP(timelines, NULL, azdo_timeline_free); break;
    case 17: KEEP(log_pages, NULL, azdo_log_page_free); break;
    case 18: KEEP(artifact_pages, NULL, azdo_artifact_page_free); break;
    case 19: KEEP(tag_pages, NULL, azdo_tag_page_free); break;
    case 20: KEEP(work_item_pages, NULL, azdo_work_item_page_free); break;
    default: KEEP(errors, NULL, azdo_error_free); break;
    }
}

static void *signal_at_random(void *seed)
{
    uint64_t own = *(const uint64_t *)seed;
    while (!over) {
        struct timespec pause = {0, (long)(next(&own) % 20000000)};
        nanosleep(&pause, NULL);
        pthread_mutex_lock(&cancels_lock);
        azdo_cancel_signal(cancels[next(&own) % SLOTS]);
        pthread_mutex_unlock(&cancels_lock);
        MUST(write(watched[1], "!", 1) == 1 || errno == EAGAIN);
    }
    return NULL;
}

static int threads(void)
{
    int count = 0;
    DIR *tasks = opendir("/proc/self/task");
    const struct dirent *task;
    MUST(tasks != NULL);
    while ((task = readdir(tasks)))
        count += task->d_name[0] != '.';
    closedir(tasks);
    return count;
}

int main(int count, char **arguments)
{
    pthread_t other;
    uint64_t seed;
    time_t end;
    size_t slot, operation;
    if (count != 6 || fgets(pat, sizeof pat, stdin) == NULL || pipe(watched) != 0)
        return 2;
    fcntl(watched[1], F_SETFL, O_NONBLOCK);
    url = arguments[1];
    project = arguments[2];
    ca_file = arguments[3];
    seed = strtoull(arguments[4], NULL, 10);
    end = time(NULL) + strtol(arguments[5], NULL, 10);
    state = seed;
    seed = ~seed;
    pthread_create(&other, NULL, signal_at_random, &seed);
    while (time(NULL) < end) {
        struct timespec now, then;
        operation = below(OPERATIONS);
        clock_gettime(CLOCK_MONOTONIC, &then);
        if (step(operation) == AZDO_OK)
            done[operation]++;
        clock_gettime(CLOCK_MONOTONIC, &now);
        /* None may take longer than half a second; under a debugger's eyes all is slower. */
        MUST(now.tv_sec - then.tv_sec < 60);
        calls++;
        if (below(6) == 0)
            free_one();
        if (below(200) == 0)
            for (slot = 0; slot < 33; slot++)
                free_one();
    }
    over = 1;
    pthread_join(other, NULL);
    for (slot = 0; slot < SLOTS; slot++) {
        azdo_client_free(clients[slot]);
        azdo_credential_free(credentials[slot]);
        azdo_params_free(params[slot]);
        azdo_builds_free(builds[slot]);
        azdo_projects_free(projects[slot]);
        azdo_items_free(items[slot]);
        azdo_definitions_free(definitions[slot]);
        azdo_changes_free(changes[slot]);
        azdo_definition_page_free(definition_pages[slot]);
        azdo_change_page_free(change_pages[slot]);
        azdo_timeline_free(timelines[slot]);
        azdo_log_page_free(log_pages[slot]);
        azdo_artifact_page_free(artifact_pages[slot]);
        azdo_tag_page_free(tag_pages[slot]);
        azdo_work_item_page_free(work_item_pages[slot]);
        azdo_build_page_free(build_pages[slot]);
        azdo_project_page_free(project_pages[slot]);
        azdo_response_free(responses[slot]);
        azdo_string_free(strings[slot]);
        azdo_reference_free(references[slot]);
        azdo_findings_free(findings[slot]);
        azdo_error_free(errors[slot]);
        azdo_cancel_free(cancels[slot]);
    }
    /* A lookup that libc does not interrupt may outlive its call; it ends, and nothing is left. */
    for (slot = 0; threads() > 1 && slot < 300; slot++)
        poll(NULL, 0, 100);
    MUST(threads() == 1);
    printf("calls %ld\n", calls);
    for (operation = 0; operation < OPERATIONS; operation++)
        printf("operation %d done %ld\n", (int)operation, done[operation]);
    return 0;
}
