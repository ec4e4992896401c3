/*
 * azdo: Azure DevOps builds from C.
 *
 * Generated from the library's source; `make header` writes it anew.
 *
 * What holds for every function, and is not said again:
 *
 *   Results     A function that can fail returns an azdo_status. Its outputs come last and are NULL or 0 unless
 *               the status is AZDO_OK. `error` may be NULL; else *error is NULL, or what is known of the failure,
 *               which the caller frees. What outputs and *error held before is overwritten, not freed. Handles
 *               that a call gives out belong to the caller; borrowed pointers live as long as the object they came
 *               from. Nothing of ours goes to free(3).
 *   Text        in is NUL-terminated UTF-8, and so is text out where nothing else is said.
 *   Waiting     Whatever can wait takes an azdo_cancel, which may be NULL, and keeps none. It returns
 *               AZDO_CANCELLED or AZDO_TIMEOUT as soon as the token is signalled or its deadline passes. Where an
 *               answer asked to be left alone for a while (Retry-After, up to 15 minutes; X-RateLimit-*, up to 30 s),
 *               the next calls of all clients of this process that ask the same host with the same credential wait that
 *               long first, or return AZDO_THROTTLED at once if their time does not allow it.
 *   Callbacks   There is one, for interpreters (azdo_thread_watch), on the thread and inside of the call that it is for.
 *   Threads     Clients, credentials, cancel tokens, pages, references, strings and errors may be used by any
 *               number of threads at once; everything else by one at a time. No handle may be freed while another
 *               thread is inside of a function that was given it. A parent may be freed before its children. A
 *               thread that calls into the library needs at least 128 KiB of stack.
 *   fork        A child may go on with a client, and makes connections of its own. Lists in the middle of a step,
 *               responses and cancel tokens stay with the parent. Where it was forked in the middle of a thread's name
 *               lookup, libc may have left it locks that nobody opens: its own lookups then end with their timeouts.
 *   NULL        Every _free takes NULL, and so does every function that reads an error, a page, a reference or a
 *               string. A NULL where something is needed is AZDO_INVALID_ARGUMENT.
 *
 * The library starts no thread that outlives its call, but for one that asks for a list's next page, which ends with the
 * list, and what nothing can interrupt: a name lookup, and the reading of the platform's trust store. It sets no signal handler, prints nothing, and keeps its
 * secrets out of every text it makes.
 */

#ifndef AZDO_H
#define AZDO_H

#include <stddef.h>
#include <stdint.h>

/* The version of this header; azdo_version_number() is that of the library. */
#define AZDO_VERSION_MAJOR 0
#define AZDO_VERSION_MINOR 1
#define AZDO_VERSION_PATCH 0
#define AZDO_VERSION_NUMBER (10000 * AZDO_VERSION_MAJOR + 100 * AZDO_VERSION_MINOR + AZDO_VERSION_PATCH)

/* A time that the service did not give, and the last one that can be told. */
#define AZDO_TIME_NONE INT64_MIN
#define AZDO_TIME_MAX INT64_MAX

/* Whether the library that runs knows this field of this record: for programs newer than it. */
#define AZDO_HAS(record, field) \
    ((record)->struct_size >= (size_t)((const char *)(&(record)->field + 1) - (const char *)(record)))

#ifndef AZDO_API
#if defined(_WIN32) && defined(AZDO_DLLIMPORT)
#define AZDO_API __declspec(dllimport)
#else
#define AZDO_API
#endif
#endif


/**
 * Set in a build's `flags`: it is kept whatever the retention policy says (`keepForever`).
 */
#define AZDO_BUILD_KEEP_FOREVER 1

/**
 * Set in a build's `flags`: a release keeps it (`retainedByRelease`).
 */
#define AZDO_BUILD_RETAINED_BY_RELEASE 2

/**
 * Set in a build's `flags`: it has been deleted (`deleted`).
 */
#define AZDO_BUILD_DELETED 4

/**
 * Set in a change's `flags`: the message is cut (`messageTruncated`).
 */
#define AZDO_CHANGE_MESSAGE_TRUNCATED 1

/**
 * Set in a definition's `flags`: it is a draft (`quality`).
 */
#define AZDO_DEFINITION_DRAFT 1

/**
 * How a program should react. Numbers are explicit, never reused, and only added to.
 */
enum azdo_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Done as asked.
     */
    AZDO_OK = 0,
    /**
     * An iterator has no more; not an error.
     */
    AZDO_DONE = 1,
    /**
     * The call is wrong: fix the program.
     */
    AZDO_INVALID_ARGUMENT = 100,
    /**
     * The object cannot do this now: fix the program.
     */
    AZDO_INVALID_STATE = 101,
    /**
     * The service does not know you: get a new token.
     */
    AZDO_UNAUTHENTICATED = 200,
    /**
     * It knows you and says no: get a permission or a scope.
     */
    AZDO_FORBIDDEN = 201,
    /**
     * There is no such thing, or it is not visible to you: the service does not tell which.
     */
    AZDO_NOT_FOUND = 202,
    /**
     * The thing changed, or is in a state that forbids this.
     */
    AZDO_CONFLICT = 203,
    /**
     * Understood and refused (HTTP 400 and kin).
     */
    AZDO_REJECTED = 204,
    /**
     * Too much, too fast: `azdo_error_retry_after_ms` says when to come back.
     */
    AZDO_THROTTLED = 300,
    /**
     * The service is not there now: try again later.
     */
    AZDO_UNAVAILABLE = 301,
    /**
     * A deadline passed.
     */
    AZDO_TIMEOUT = 400,
    /**
     * A cancel token was signalled.
     */
    AZDO_CANCELLED = 401,
    /**
     * Name lookup, connection, reset, proxy.
     */
    AZDO_NETWORK = 402,
    /**
     * No trustworthy TLS connection.
     */
    AZDO_TLS = 403,
    /**
     * The answer is not what such a service answers.
     */
    AZDO_PROTOCOL = 404,
    /**
     * One of the library's bounds was hit; the message names it.
     */
    AZDO_LIMIT = 405,
    /**
     * A local file or process.
     */
    AZDO_IO = 500,
    /**
     * A bug of the library's own, caught.
     */
    AZDO_INTERNAL = 900,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum azdo_status azdo_status;
#else
typedef int32_t azdo_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What a reference names: the most particular of it.
 */
enum azdo_reference_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Nothing, or what this version does not know.
     */
    AZDO_REFERENCE_KIND_UNKNOWN = 0,
    /**
     * An organization, or a collection of a Server.
     */
    AZDO_REFERENCE_KIND_ORGANIZATION = 1,
    /**
     * A project.
     */
    AZDO_REFERENCE_KIND_PROJECT = 2,
    /**
     * A git repository.
     */
    AZDO_REFERENCE_KIND_REPOSITORY = 3,
    /**
     * A definition (pipeline).
     */
    AZDO_REFERENCE_KIND_DEFINITION = 4,
    /**
     * A build (run), perhaps with a job and a task of it.
     */
    AZDO_REFERENCE_KIND_BUILD = 5,
    /**
     * A log of a build.
     */
    AZDO_REFERENCE_KIND_LOG = 6,
    /**
     * An artifact of a build.
     */
    AZDO_REFERENCE_KIND_ARTIFACT = 7,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum azdo_reference_kind azdo_reference_kind;
#else
typedef int32_t azdo_reference_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How far a build has come.
 */
enum azdo_build_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * A word this version of the library does not know; `status_name` has it.
     */
    AZDO_BUILD_STATUS_UNKNOWN = 0,
    /**
     * No status.
     */
    AZDO_BUILD_STATUS_NONE = 1,
    /**
     * Running.
     */
    AZDO_BUILD_STATUS_IN_PROGRESS = 2,
    /**
     * Finished; the result says how.
     */
    AZDO_BUILD_STATUS_COMPLETED = 3,
    /**
     * Being cancelled.
     */
    AZDO_BUILD_STATUS_CANCELLING = 4,
    /**
     * Put off.
     */
    AZDO_BUILD_STATUS_POSTPONED = 5,
    /**
     * In the queue.
     */
    AZDO_BUILD_STATUS_NOT_STARTED = 6,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum azdo_build_status azdo_build_status;
#else
typedef int32_t azdo_build_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How a build ended.
 */
enum azdo_build_result
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * A word this version of the library does not know; `result_name` has it.
     */
    AZDO_BUILD_RESULT_UNKNOWN = 0,
    /**
     * No result yet.
     */
    AZDO_BUILD_RESULT_NONE = 1,
    /**
     * Everything went well.
     */
    AZDO_BUILD_RESULT_SUCCEEDED = 2,
    /**
     * Something that may fail did.
     */
    AZDO_BUILD_RESULT_PARTIALLY_SUCCEEDED = 3,
    /**
     * Something that may not fail did.
     */
    AZDO_BUILD_RESULT_FAILED = 4,
    /**
     * Cancelled before it was done.
     */
    AZDO_BUILD_RESULT_CANCELED = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum azdo_build_result azdo_build_result;
#else
typedef int32_t azdo_build_result;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Whether builds of a definition can be queued.
 */
enum azdo_queue_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * A word this version of the library does not know; `queue_status_name` has it.
     */
    AZDO_QUEUE_STATUS_UNKNOWN = 0,
    /**
     * The service does not say.
     */
    AZDO_QUEUE_STATUS_NONE = 1,
    /**
     * They are queued and run.
     */
    AZDO_QUEUE_STATUS_ENABLED = 2,
    /**
     * They are queued and wait.
     */
    AZDO_QUEUE_STATUS_PAUSED = 3,
    /**
     * They are refused.
     */
    AZDO_QUEUE_STATUS_DISABLED = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum azdo_queue_status azdo_queue_status;
#else
typedef int32_t azdo_queue_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How far a part of a build has come.
 */
enum azdo_timeline_state
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * A word this version of the library does not know; `state_name` has it.
     */
    AZDO_TIMELINE_STATE_UNKNOWN = 0,
    /**
     * The service does not say.
     */
    AZDO_TIMELINE_STATE_NONE = 1,
    /**
     * It has not begun.
     */
    AZDO_TIMELINE_STATE_PENDING = 2,
    /**
     * It is running.
     */
    AZDO_TIMELINE_STATE_IN_PROGRESS = 3,
    /**
     * It is over; the result says how.
     */
    AZDO_TIMELINE_STATE_COMPLETED = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum azdo_timeline_state azdo_timeline_state;
#else
typedef int32_t azdo_timeline_state;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How a part of a build ended: another set than that of builds.
 */
enum azdo_timeline_result
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * A word this version of the library does not know; `result_name` has it.
     */
    AZDO_TIMELINE_RESULT_UNKNOWN = 0,
    /**
     * No result yet.
     */
    AZDO_TIMELINE_RESULT_NONE = 1,
    /**
     * Everything went well.
     */
    AZDO_TIMELINE_RESULT_SUCCEEDED = 2,
    /**
     * It went well, and something is worth a look.
     */
    AZDO_TIMELINE_RESULT_SUCCEEDED_WITH_ISSUES = 3,
    /**
     * It did not go well.
     */
    AZDO_TIMELINE_RESULT_FAILED = 4,
    /**
     * Cancelled before it was done.
     */
    AZDO_TIMELINE_RESULT_CANCELED = 5,
    /**
     * Its condition was not met.
     */
    AZDO_TIMELINE_RESULT_SKIPPED = 6,
    /**
     * The agent was lost.
     */
    AZDO_TIMELINE_RESULT_ABANDONED = 7,
    /**
     * It waits for somebody to start it.
     */
    AZDO_TIMELINE_RESULT_MANUALLY_QUEUED = 8,
    /**
     * What it depends on waits for somebody to start it.
     */
    AZDO_TIMELINE_RESULT_DEPENDENT_ON_MANUAL_QUEUE = 9,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum azdo_timeline_result azdo_timeline_result;
#else
typedef int32_t azdo_timeline_result;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How bad it is.
 */
enum azdo_issue_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * A word this version of the library does not know; `kind_name` has it.
     */
    AZDO_ISSUE_KIND_UNKNOWN = 0,
    /**
     * The service does not say.
     */
    AZDO_ISSUE_KIND_NONE = 1,
    /**
     * An error.
     */
    AZDO_ISSUE_KIND_ERROR = 2,
    /**
     * A warning.
     */
    AZDO_ISSUE_KIND_WARNING = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum azdo_issue_kind azdo_issue_kind;
#else
typedef int32_t azdo_issue_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Whether something is in order.
 */
enum azdo_verdict
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * The service does not tell.
     */
    AZDO_VERDICT_CANNOT_TELL = 0,
    /**
     * It is in order.
     */
    AZDO_VERDICT_OK = 1,
    /**
     * It is not; the hint says what to do.
     */
    AZDO_VERDICT_PROBLEM = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum azdo_verdict azdo_verdict;
#else
typedef int32_t azdo_verdict;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Something that a client counts, over all its calls.
 */
enum azdo_counter
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Requests that went out, retries and redirects among them.
     */
    AZDO_COUNTER_REQUESTS = 1,
    /**
     * Requests that were sent again because of a failure.
     */
    AZDO_COUNTER_RETRIES = 2,
    /**
     * Milliseconds that calls waited: before retries, and where the service had asked to be left alone.
     */
    AZDO_COUNTER_WAITED_MS = 3,
    /**
     * Bytes of bodies that were received, decompressed.
     */
    AZDO_COUNTER_RECEIVED_BYTES = 4,
    /**
     * Answers that asked to be left alone for a while: HTTP 429, or any with `Retry-After`.
     */
    AZDO_COUNTER_THROTTLED = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum azdo_counter azdo_counter;
#else
typedef int32_t azdo_counter;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * The artifacts of a build, immutable: records and text live exactly as long as the page. Any thread may read it. The caller
 * owns it: give it back to `azdo_artifact_page_free`.
 */
typedef struct azdo_artifact_page azdo_artifact_page;

/**
 * Some builds, immutable: records and text live exactly as long as the page. Any thread may read it. The caller
 * owns it: give it back to `azdo_build_page_free`.
 */
typedef struct azdo_build_page azdo_build_page;

/**
 * All builds that match, over all pages. It keeps what it needs of its client. Where answers take long to begin, it asks
 * for one page ahead, on a connection and a thread that end soon after it is freed. One thread at a time may use it;
 * what a second one asks for meanwhile fails with `AZDO_INVALID_STATE`. The caller owns it: give it back to
 * `azdo_builds_free`.
 */
typedef struct azdo_builds azdo_builds;

/**
 * Ends calls from outside: signalled, they return `AZDO_CANCELLED`; past its deadline, `AZDO_TIMEOUT`. Any
 * number of threads may use one at once, and one may serve any number of calls. The caller owns it: give it
 * back to `azdo_cancel_free`, when no function is inside of it any more. No function keeps one.
 */
typedef struct azdo_cancel azdo_cancel;

/**
 * Some changes, immutable: records and text live exactly as long as the page. Any thread may read it. The caller
 * owns it: give it back to `azdo_change_page_free`.
 */
typedef struct azdo_change_page azdo_change_page;

/**
 * All changes of a build, over all pages. It keeps what it needs of its client. One thread at a time may use it;
 * what a second one asks for meanwhile fails with `AZDO_INVALID_STATE`. The caller owns it: give it back to
 * `azdo_changes_free`.
 */
typedef struct azdo_changes azdo_changes;

/**
 * A connection to one organization: a URL, a credential, and the connections between. Any number of threads
 * may use it at once. The caller owns it: give it back to `azdo_client_free`, when no function is inside of it
 * any more; what was made from it lives on without it.
 */
typedef struct azdo_client azdo_client;

/**
 * Who asks. Any thread may use it. The caller owns it: give it back to `azdo_credential_free`; a client keeps what it
 * needs. The secret is wiped with its last user, and in the buffers it was sent from; it appears in no text that the
 * library writes, in none of the forms in which a peer may echo it. What a token is fetched with (the answers of git, the Azure CLI and Microsoft Entra) is wiped as far
 * as it is the library's own memory.
 *
 * A credential from git, the Azure CLI or a client secret renews itself inside the calls that use it: within the last
 * five minutes of its token, and once when the service has refused it, whereupon the call is made again. Threads that
 * need a new token at the same time wait for one, and share its failure; where there was no other token, 30 seconds pass
 * before one is asked for again.
 */
typedef struct azdo_credential azdo_credential;

/**
 * Some definitions, immutable: records and text live exactly as long as the page. Any thread may read it. The caller
 * owns it: give it back to `azdo_definition_page_free`.
 */
typedef struct azdo_definition_page azdo_definition_page;

/**
 * All definitions that match, over all pages. It keeps what it needs of its client. One thread at a time may use it;
 * what a second one asks for meanwhile fails with `AZDO_INVALID_STATE`. The caller owns it: give it back to
 * `azdo_definitions_free`.
 */
typedef struct azdo_definitions azdo_definitions;

/**
 * What is known of a failure. The caller owns it: give it back to `azdo_error_free`. It does not change; any
 * thread may read it. All its text is NUL-terminated UTF-8 that lives as long as the error, holds no secret,
 * and is "" for NULL.
 */
typedef struct azdo_error azdo_error;

/**
 * What `azdo_diagnose` found, immutable: records and text live exactly as long as this. Any thread may read it.
 * The caller owns it: give it back to `azdo_findings_free`.
 */
typedef struct azdo_findings azdo_findings;

/**
 * The elements of a list of any operation, over all pages. It keeps what it needs of its client. One thread at a time
 * may use it; what a second one asks for meanwhile fails with `AZDO_INVALID_STATE`. The caller owns it: give it back to
 * `azdo_items_free`.
 */
typedef struct azdo_items azdo_items;

/**
 * The logs of a build, immutable: records and text live exactly as long as the page. Any thread may read it. The caller
 * owns it: give it back to `azdo_log_page_free`.
 */
typedef struct azdo_log_page azdo_log_page;

/**
 * Named values, by the REST reference's own names ("resultFilter", "$top") for an operation, or an option's
 * ("connect_timeout_ms") for a client. The caller owns it: give it back to `azdo_params_free`; what it was given
 * to keeps a copy. One thread at a time may use it.
 */
typedef struct azdo_params azdo_params;

/**
 * Some projects, immutable: records and text live exactly as long as the page. Any thread may read it. The
 * caller owns it: give it back to `azdo_project_page_free`.
 */
typedef struct azdo_project_page azdo_project_page;

/**
 * All projects that match, over all pages. It keeps what it needs of its client. One thread at a time may use it;
 * what a second one asks for meanwhile fails with `AZDO_INVALID_STATE`. The caller owns it: give it back to
 * `azdo_projects_free`; it fails as that does.
 */
typedef struct azdo_projects azdo_projects;

/**
 * What a URL names. It does not change; any thread may read it. The caller owns it: give it back to
 * `azdo_reference_free`. All its text is NUL-terminated UTF-8, percent-encoded in URLs alone; it lives as long as the
 * reference, and is "" where it is absent and for NULL.
 */
typedef struct azdo_reference azdo_reference;

/**
 * The answer to `azdo_request` or `azdo_call`: its head, and a body that is read as it comes. It keeps what it needs of its
 * client. One thread at a time may use it; what a second one asks for meanwhile fails with `AZDO_INVALID_STATE`.
 * The caller owns it: give it back to `azdo_response_free`, which ends the exchange if the body has not been read
 * to its end.
 */
typedef struct azdo_response azdo_response;

/**
 * Text that the caller owns: give it back to `azdo_string_free`. It does not change; any thread may read it.
 */
typedef struct azdo_string azdo_string;

/**
 * The tags of a build, immutable: records and text live exactly as long as the page. Any thread may read it. The caller
 * owns it: give it back to `azdo_tag_page_free`.
 */
typedef struct azdo_tag_page azdo_tag_page;

/**
 * A timeline, immutable: records and text live exactly as long as it does. Any thread may read it. The caller owns it:
 * give it back to `azdo_timeline_free`.
 */
typedef struct azdo_timeline azdo_timeline;

/**
 * The work items of a build, immutable: records and text live exactly as long as the page. Any thread may read it. The caller
 * owns it: give it back to `azdo_work_item_page_free`.
 */
typedef struct azdo_work_item_page azdo_work_item_page;

/**
 * UTF-8 text inside a record. It lives as long as the page that the record is in, `data` is never NULL, and
 * `data[len]` is NUL, except where the record's description says otherwise. It may hold a NUL of its own.
 */
typedef struct azdo_str {
    /**
     * The first byte.
     */
    const char *data;
    /**
     * Bytes, without the NUL.
     */
    size_t len;
} azdo_str;

/**
 * What a build made and kept ("BuildArtifact" in the REST reference). Only the library makes one; a program reads it
 * through a pointer, as later versions append fields. Absent text is "", an absent number 0. It lives exactly as
 * long as the page it is in, and any thread may read it.
 */
typedef struct azdo_artifact {
    /**
     * Bytes that the library knows of: see `AZDO_HAS`.
     */
    uint32_t struct_size;
    /**
     * None are defined yet.
     */
    uint32_t flags;
    /**
     * Its number within the build.
     */
    int64_t id;
    /**
     * How many bytes it has (`properties.artifactsize`); -1 where the service does not say.
     */
    int64_t size;
    /**
     * Its name.
     */
    struct azdo_str name;
    /**
     * The GUID that the job which made it has in the timeline; absent before 2019.
     */
    struct azdo_str source;
    /**
     * How it is stored: "PipelineArtifact", "Container", "FilePath" (a share that the service does not serve), …
     */
    struct azdo_str type_name;
    /**
     * What finds it there: "#/3943501/drop" in a container, an id, a path.
     */
    struct azdo_str data;
    /**
     * Where it can be had, zipped.
     */
    struct azdo_str download_url;
    /**
     * Of the API.
     */
    struct azdo_str url;
    /**
     * The object as the service sent it; no NUL follows. Empty if the client option keep_json is 0.
     */
    struct azdo_str json;
} azdo_artifact;

/**
 * An element that could not be read and was passed over, as the client option skip_broken asks. Only the library makes
 * one; a program reads it through a pointer, as later versions append fields. It lives exactly as long as the page it
 * was found in, and any thread may read it.
 */
typedef struct azdo_broken_element {
    /**
     * Bytes that the library knows of: see `AZDO_HAS`.
     */
    uint32_t struct_size;
    /**
     * None are defined yet.
     */
    uint32_t flags;
    /**
     * Its place in the service's answer, from 0.
     */
    int64_t index;
    /**
     * What is wrong with it: "it has no id".
     */
    struct azdo_str reason;
} azdo_broken_element;

/**
 * A build ("Build" in the REST reference). Only the library makes one; a program reads it through a pointer, as
 * later versions append fields. Absent text is "", an absent number 0, an absent time `AZDO_TIME_NONE`. It lives
 * exactly as long as the page it is in, and any thread may read it.
 */
typedef struct azdo_build {
    /**
     * Bytes that the library knows of: see `AZDO_HAS`.
     */
    uint32_t struct_size;
    /**
     * `AZDO_BUILD_KEEP_FOREVER`, `AZDO_BUILD_RETAINED_BY_RELEASE`, `AZDO_BUILD_DELETED`.
     */
    uint32_t flags;
    /**
     * The build's number in its organization.
     */
    int64_t id;
    /**
     * Of its definition (pipeline).
     */
    int64_t definition_id;
    /**
     * An `azdo_build_status`; the word itself is `status_name`.
     */
    int32_t status;
    /**
     * An `azdo_build_result`, NONE until it is known; the word itself is `result_name`.
     */
    int32_t result;
    /**
     * When it was queued, in nanoseconds since 1970-01-01T00:00:00Z, as all times here.
     */
    int64_t queue_time_ns;
    /**
     * When it started.
     */
    int64_t start_time_ns;
    /**
     * When it finished.
     */
    int64_t finish_time_ns;
    /**
     * When it last changed (`lastChangedDate`).
     */
    int64_t last_changed_time_ns;
    /**
     * Its name, such as "20261124.3".
     */
    struct azdo_str build_number;
    /**
     * The status as the service spells it: "inProgress", …
     */
    struct azdo_str status_name;
    /**
     * The result as the service spells it: "partiallySucceeded", …
     */
    struct azdo_str result_name;
    /**
     * Why it was queued: "manual", "individualCI", …
     */
    struct azdo_str reason;
    /**
     * Its priority in the queue: "normal", …
     */
    struct azdo_str priority;
    /**
     * The definition's (pipeline's) name.
     */
    struct azdo_str definition_name;
    /**
     * The project's GUID.
     */
    struct azdo_str project_id;
    /**
     * The project's name.
     */
    struct azdo_str project_name;
    /**
     * "refs/heads/main", …
     */
    struct azdo_str source_branch;
    /**
     * The commit.
     */
    struct azdo_str source_version;
    /**
     * The repository's id.
     */
    struct azdo_str repository_id;
    /**
     * "TfsGit", "GitHub", …; the service's case varies.
     */
    struct azdo_str repository_type;
    /**
     * The display name of whom the build is for.
     */
    struct azdo_str requested_for_name;
    /**
     * The sign-in name of whom the build is for.
     */
    struct azdo_str requested_for_unique_name;
    /**
     * The display name of who asked for it.
     */
    struct azdo_str requested_by_name;
    /**
     * The agent queue.
     */
    struct azdo_str queue_name;
    /**
     * "vstfs:///Build/Build/…".
     */
    struct azdo_str uri;
    /**
     * Of the API.
     */
    struct azdo_str url;
    /**
     * Of the page that a browser shows.
     */
    struct azdo_str web_url;
    /**
     * The object as the service sent it; no NUL follows. Empty if the client option keep_json is 0.
     */
    struct azdo_str json;
    /**
     * Of the agent queue.
     */
    int64_t queue_id;
    /**
     * Of that queue's agent pool.
     */
    int64_t pool_id;
    /**
     * That queue's agent pool.
     */
    struct azdo_str pool_name;
    /**
     * The GUID of whom the build is for.
     */
    struct azdo_str requested_for_id;
    /**
     * The GUID of who asked for it.
     */
    struct azdo_str requested_by_id;
    /**
     * The sign-in name of who asked for it.
     */
    struct azdo_str requested_by_unique_name;
    /**
     * The GUID of who last changed it, which may be a service.
     */
    struct azdo_str last_changed_by_id;
    /**
     * The display name of who last changed it.
     */
    struct azdo_str last_changed_by_name;
    /**
     * The sign-in name of who last changed it.
     */
    struct azdo_str last_changed_by_unique_name;
} azdo_build;

/**
 * A change that a build has and the one before it had not ("Change" in the REST reference): a commit, or a
 * changeset. Only the library makes one; a program reads it through a pointer, as later versions append fields.
 * Absent text is "", an absent number 0, an absent time `AZDO_TIME_NONE`. It lives exactly as long as the page it is
 * in, and any thread may read it.
 */
typedef struct azdo_change {
    /**
     * Bytes that the library knows of: see `AZDO_HAS`.
     */
    uint32_t struct_size;
    /**
     * `AZDO_CHANGE_MESSAGE_TRUNCATED`.
     */
    uint32_t flags;
    /**
     * When it was made (`timestamp`), in nanoseconds since 1970-01-01T00:00:00Z.
     */
    int64_t time_ns;
    /**
     * The commit, or the changeset.
     */
    struct azdo_str id;
    /**
     * "TfsGit", "GitHub", "TfsVersionControl", …
     */
    struct azdo_str type_name;
    /**
     * What its author says of it; the service cuts long ones.
     */
    struct azdo_str message;
    /**
     * The author's GUID, where the service knows the author.
     */
    struct azdo_str author_id;
    /**
     * The author's display name.
     */
    struct azdo_str author_name;
    /**
     * The author's sign-in name.
     */
    struct azdo_str author_unique_name;
    /**
     * The GUID of who pushed it.
     */
    struct azdo_str pusher;
    /**
     * Of the API.
     */
    struct azdo_str location;
    /**
     * Of the page that a browser shows (`displayUri`).
     */
    struct azdo_str display_url;
    /**
     * The object as the service sent it; no NUL follows. Empty if the client option keep_json is 0.
     */
    struct azdo_str json;
} azdo_change;

/**
 * A definition ("BuildDefinition" in the REST reference; pipeline): of a list, or whole with all that its JSON has.
 * Only the library makes one; a program reads it through a pointer, as later versions append fields. Absent text is
 * "", an absent number 0, an absent time `AZDO_TIME_NONE`. It lives exactly as long as the page it is in, and any
 * thread may read it.
 */
typedef struct azdo_definition {
    /**
     * Bytes that the library knows of: see `AZDO_HAS`.
     */
    uint32_t struct_size;
    /**
     * `AZDO_DEFINITION_DRAFT`.
     */
    uint32_t flags;
    /**
     * Its number in the organization.
     */
    int64_t id;
    /**
     * How often it has been changed; a change must name the one that it is of.
     */
    int64_t revision;
    /**
     * Of the agent queue that its builds use unless they say otherwise.
     */
    int64_t queue_id;
    /**
     * Of that queue's agent pool.
     */
    int64_t pool_id;
    /**
     * Of the newest build, where `includeLatestBuilds` asked for it.
     */
    int64_t latest_build_id;
    /**
     * Of the newest build that is completed, likewise.
     */
    int64_t latest_completed_build_id;
    /**
     * An `azdo_queue_status`; the word itself is `queue_status_name`.
     */
    int32_t queue_status;
    /**
     * An `azdo_build_status` of the newest build; NONE where there is none.
     */
    int32_t latest_build_status;
    /**
     * An `azdo_build_result` of the newest build.
     */
    int32_t latest_build_result;
    /**
     * An `azdo_build_result` of the newest build that is completed.
     */
    int32_t latest_completed_build_result;
    /**
     * When this revision was made, in nanoseconds since 1970-01-01T00:00:00Z.
     */
    int64_t created_time_ns;
    /**
     * Its name, once in its folder.
     */
    struct azdo_str name;
    /**
     * The folder: "\", "\Nightly\Windows".
     */
    struct azdo_str path;
    /**
     * "build", or "xaml".
     */
    struct azdo_str type_name;
    /**
     * "definition", or "draft".
     */
    struct azdo_str quality;
    /**
     * Whether builds can be queued, as the service spells it: "enabled", …
     */
    struct azdo_str queue_status_name;
    /**
     * What its authors say of it; in lists it is absent, as are the repository and the file.
     */
    struct azdo_str description;
    /**
     * The project's GUID.
     */
    struct azdo_str project_id;
    /**
     * The project's name.
     */
    struct azdo_str project_name;
    /**
     * The agent queue that its builds use unless they say otherwise.
     */
    struct azdo_str queue_name;
    /**
     * That queue's agent pool.
     */
    struct azdo_str pool_name;
    /**
     * The repository's id.
     */
    struct azdo_str repository_id;
    /**
     * The repository's name.
     */
    struct azdo_str repository_name;
    /**
     * "TfsGit", "GitHub", …; the service's case varies.
     */
    struct azdo_str repository_type;
    /**
     * The branch that is built unless the build says otherwise: "refs/heads/main".
     */
    struct azdo_str default_branch;
    /**
     * The file that the pipeline is written in (`process.yamlFilename`); absent where it was drawn in a browser.
     */
    struct azdo_str yaml_file;
    /**
     * The display name of who made this revision.
     */
    struct azdo_str authored_by_name;
    /**
     * The sign-in name of who made this revision.
     */
    struct azdo_str authored_by_unique_name;
    /**
     * The name of the newest build: "20261124.3".
     */
    struct azdo_str latest_build_number;
    /**
     * The name of the newest build that is completed.
     */
    struct azdo_str latest_completed_build_number;
    /**
     * "vstfs:///Build/Definition/…".
     */
    struct azdo_str uri;
    /**
     * Of the API.
     */
    struct azdo_str url;
    /**
     * Of the page that a browser shows.
     */
    struct azdo_str web_url;
    /**
     * The object as the service sent it; no NUL follows. Empty if the client option keep_json is 0.
     */
    struct azdo_str json;
} azdo_definition;

/**
 * One thing that was looked at. Only the library makes one; a program reads it through a pointer, as later versions
 * append fields. It lives exactly as long as the findings it is among, and any thread may read it.
 */
typedef struct azdo_finding {
    /**
     * Bytes that the library knows of: see `AZDO_HAS`.
     */
    uint32_t struct_size;
    /**
     * An `azdo_verdict`.
     */
    int32_t verdict;
    /**
     * What was looked at, a stable word: "url", "proxy", "name", "connection", "tls", "organization", "token shape",
     * "token", "identity", "projects", "builds", "version", "clock", "rate limit". Only added to.
     */
    struct azdo_str check;
    /**
     * What was found, on one line.
     */
    struct azdo_str text;
    /**
     * What a person does next; "" where nothing is to be done or nothing honest can be said.
     */
    struct azdo_str hint;
} azdo_finding;

/**
 * A log of a build ("BuildLog" in the REST reference), without its lines. Only the library makes one; a program
 * reads it through a pointer, as later versions append fields. Absent text is "", an absent number 0, an absent time
 * `AZDO_TIME_NONE`. It lives exactly as long as the page it is in, and any thread may read it.
 */
typedef struct azdo_log {
    /**
     * Bytes that the library knows of: see `AZDO_HAS`.
     */
    uint32_t struct_size;
    /**
     * None are defined yet.
     */
    uint32_t flags;
    /**
     * Its number within the build.
     */
    int64_t id;
    /**
     * How many lines it has; a running build adds to them.
     */
    int64_t line_count;
    /**
     * When it was made, in nanoseconds since 1970-01-01T00:00:00Z, as all times here.
     */
    int64_t created_time_ns;
    /**
     * When it last changed.
     */
    int64_t last_changed_time_ns;
    /**
     * Where it lies: "Container", …
     */
    struct azdo_str type_name;
    /**
     * Of the API, which has its text there.
     */
    struct azdo_str url;
    /**
     * The object as the service sent it; no NUL follows. Empty if the client option keep_json is 0.
     */
    struct azdo_str json;
} azdo_log;

/**
 * A project ("TeamProjectReference" in the REST reference). Only the library makes one; a program reads it
 * through a pointer, as later versions append fields. Absent text is "", an absent number 0, an absent time
 * `AZDO_TIME_NONE`. It lives exactly as long as the page it is in, and any thread may read it.
 */
typedef struct azdo_project {
    /**
     * Bytes that the library knows of: see `AZDO_HAS`.
     */
    uint32_t struct_size;
    /**
     * None are defined yet.
     */
    uint32_t flags;
    /**
     * How often it has been changed.
     */
    int64_t revision;
    /**
     * When it was last changed, in nanoseconds since 1970-01-01T00:00:00Z.
     */
    int64_t last_update_time_ns;
    /**
     * Its GUID.
     */
    struct azdo_str id;
    /**
     * Its name.
     */
    struct azdo_str name;
    /**
     * What its administrators say of it.
     */
    struct azdo_str description;
    /**
     * "wellFormed", "new", "deleting", …
     */
    struct azdo_str state;
    /**
     * "private", "public", "organization", …
     */
    struct azdo_str visibility;
    /**
     * Of the API.
     */
    struct azdo_str url;
    /**
     * The object as the service sent it; no NUL follows. Empty if the client option keep_json is 0.
     */
    struct azdo_str json;
} azdo_project;

/**
 * A word that somebody has put on a build. Only the library makes one; a program reads it through a pointer, as
 * later versions append fields. It lives exactly as long as the page it is in, and any thread may read it.
 */
typedef struct azdo_tag {
    /**
     * Bytes that the library knows of: see `AZDO_HAS`.
     */
    uint32_t struct_size;
    /**
     * None are defined yet.
     */
    uint32_t flags;
    /**
     * The word.
     */
    struct azdo_str name;
} azdo_tag;

/**
 * Something that a part of a build complained of ("Issue" in the REST reference). Only the library makes one; a
 * program reads it through a pointer, as later versions append fields. Absent text is "". It lives exactly as long
 * as the page it is in, and any thread may read it.
 */
typedef struct azdo_issue {
    /**
     * Bytes that the library knows of: see `AZDO_HAS`.
     */
    uint32_t struct_size;
    /**
     * An `azdo_issue_kind`; the word itself is `kind_name`.
     */
    int32_t kind;
    /**
     * The kind as the service spells it: "error", "warning".
     */
    struct azdo_str kind_name;
    /**
     * "General", "Code", …
     */
    struct azdo_str category;
    /**
     * What is complained of.
     */
    struct azdo_str message;
} azdo_issue;

/**
 * An earlier attempt at a part of a build ("TimelineAttempt" in the REST reference). Only the library makes one; a
 * program reads it through a pointer, as later versions append fields. Absent text is "", an absent number 0. It
 * lives exactly as long as the page it is in, and any thread may read it.
 */
typedef struct azdo_attempt {
    /**
     * Bytes that the library knows of: see `AZDO_HAS`.
     */
    uint32_t struct_size;
    /**
     * None are defined yet.
     */
    uint32_t flags;
    /**
     * Which attempt it was, from 1.
     */
    int64_t attempt;
    /**
     * The GUID of the timeline that has it: the parameter `timelineId` of `azdo_timeline_get`.
     */
    struct azdo_str timeline_id;
    /**
     * The GUID that it has there.
     */
    struct azdo_str record_id;
} azdo_attempt;

/**
 * A part of a build: a stage, job, task, … ("TimelineRecord" in the REST reference), below its parent and in the
 * order of its siblings; records themselves come in no order. Only the library makes one; a program reads it through
 * a pointer, as later versions append fields. Absent text is "", an absent number 0, an absent time
 * `AZDO_TIME_NONE`. It lives exactly as long as the page it is in, and any thread may read it.
 */
typedef struct azdo_timeline_record {
    /**
     * Bytes that the library knows of: see `AZDO_HAS`.
     */
    uint32_t struct_size;
    /**
     * None are defined yet.
     */
    uint32_t flags;
    /**
     * Its place among its siblings, from 1.
     */
    int64_t order;
    /**
     * Which attempt this is, from 1.
     */
    int64_t attempt;
    /**
     * How much of it is done; 100 says nothing of its result.
     */
    int64_t percent_complete;
    /**
     * How many errors it had: `issues` may hold fewer.
     */
    int64_t error_count;
    /**
     * How many warnings it had.
     */
    int64_t warning_count;
    /**
     * Of its log, 0 until it has one.
     */
    int64_t log_id;
    /**
     * Of the agent queue that it ran on.
     */
    int64_t queue_id;
    /**
     * Of the timeline's last change that touched it.
     */
    int64_t change_id;
    /**
     * An `azdo_timeline_state`; the word itself is `state_name`.
     */
    int32_t state;
    /**
     * An `azdo_timeline_result`, NONE until it is known; the word itself is `result_name`.
     */
    int32_t result;
    /**
     * When it started, in nanoseconds since 1970-01-01T00:00:00Z, as all times here.
     */
    int64_t start_time_ns;
    /**
     * When it finished.
     */
    int64_t finish_time_ns;
    /**
     * When it last changed; the service mostly does not say.
     */
    int64_t last_modified_time_ns;
    /**
     * What it complained of, `issue_count` of them; NULL where it did not.
     */
    const struct azdo_issue *const *issues;
    /**
     * How many `issues` there are.
     */
    size_t issue_count;
    /**
     * What was tried before, `previous_attempt_count` of them; NULL where this is the first attempt.
     */
    const struct azdo_attempt *const *previous_attempts;
    /**
     * How many `previous_attempts` there are.
     */
    size_t previous_attempt_count;
    /**
     * Its GUID, the same in every attempt.
     */
    struct azdo_str id;
    /**
     * The GUID of what it is a part of; "" for a stage. The parent need not be in the timeline.
     */
    struct azdo_str parent_id;
    /**
     * "Stage", "Phase", "Job", "Task", "Checkpoint", …; an open set.
     */
    struct azdo_str type_name;
    /**
     * Its name, as a browser shows it.
     */
    struct azdo_str name;
    /**
     * Its name in the pipeline's text.
     */
    struct azdo_str ref_name;
    /**
     * Where it is in the pipeline: "Build.Linux.__default"; the same in every attempt.
     */
    struct azdo_str identifier;
    /**
     * The state as the service spells it: "inProgress", …
     */
    struct azdo_str state_name;
    /**
     * The result as the service spells it: "succeededWithIssues", …
     */
    struct azdo_str result_name;
    /**
     * More of why, mostly of what was skipped.
     */
    struct azdo_str result_code;
    /**
     * What it is at.
     */
    struct azdo_str current_operation;
    /**
     * The agent.
     */
    struct azdo_str worker_name;
    /**
     * The GUID of the task that it runs.
     */
    struct azdo_str task_id;
    /**
     * That task's name.
     */
    struct azdo_str task_name;
    /**
     * That task's version.
     */
    struct azdo_str task_version;
    /**
     * The GUID of a timeline of its own, where it has one.
     */
    struct azdo_str details_id;
    /**
     * Of its log.
     */
    struct azdo_str log_url;
    /**
     * Of the API.
     */
    struct azdo_str url;
    /**
     * The object as the service sent it; no NUL follows. Empty if the client option keep_json is 0.
     */
    struct azdo_str json;
} azdo_timeline_record;

/**
 * A work item that changes of a build name ("ResourceRef" in the REST reference). Only the library makes one; a
 * program reads it through a pointer, as later versions append fields. Absent text is "". It lives exactly as long
 * as the page it is in, and any thread may read it.
 */
typedef struct azdo_work_item {
    /**
     * Bytes that the library knows of: see `AZDO_HAS`.
     */
    uint32_t struct_size;
    /**
     * None are defined yet.
     */
    uint32_t flags;
    /**
     * Its number in the organization.
     */
    int64_t id;
    /**
     * Of the API.
     */
    struct azdo_str url;
    /**
     * The object as the service sent it; no NUL follows. Empty if the client option keep_json is 0.
     */
    struct azdo_str json;
} azdo_work_item;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The page's records in the service's order, and in `*count` (which may be NULL) how many there are. The array
 * and what it points to live as long as the page.
 */
AZDO_API
const struct azdo_artifact *const *azdo_artifact_page_records(const struct azdo_artifact_page *page,
                                                              size_t *count);

/**
 * As `azdo_build_page_broken`.
 */
AZDO_API
const struct azdo_broken_element *const *azdo_artifact_page_broken(const struct azdo_artifact_page *page,
                                                                   size_t *count);

/**
 * The block that every `azdo_str` of the page's records points into, `json` excepted. It lives as long as the page.
 */
AZDO_API
struct azdo_str azdo_artifact_page_text(const struct azdo_artifact_page *page);

/**
 * Frees a page with its records; NULL is allowed.
 */
AZDO_API void azdo_artifact_page_free(struct azdo_artifact_page *page);

/**
 * Fetches what a build made and kept: "Artifacts - List". `project` and `query`: as for `azdo_logs_get`. The caller frees
 * `*page`. Any thread may call it. What is in an artifact, `azdo_request` gets from its record's `download_url`.
 */
AZDO_API
azdo_status azdo_artifacts_get(const struct azdo_client *client,
                               const char *project,
                               int64_t build_id,
                               const struct azdo_params *query,
                               const struct azdo_cancel *cancel,
                               struct azdo_artifact_page **page,
                               struct azdo_error **error);

/**
 * The page's records in the service's order, and in `*count` (which may be NULL) how many there are. The array
 * and what it points to live as long as the page.
 */
AZDO_API
const struct azdo_build *const *azdo_build_page_records(const struct azdo_build_page *page,
                                                        size_t *count);

/**
 * The elements of the service's answer that could not be read, and were passed over as the client option skip_broken asks;
 * in `*count` (which may be NULL) how many. The array and what it points to live as long as the page.
 */
AZDO_API
const struct azdo_broken_element *const *azdo_build_page_broken(const struct azdo_build_page *page,
                                                                size_t *count);

/**
 * The block that every `azdo_str` of the page's records points into, `json` excepted. It lives as long as the page.
 */
AZDO_API
struct azdo_str azdo_build_page_text(const struct azdo_build_page *page);

/**
 * What to set as "continuationToken" to go on after this page, with the same values otherwise; "" at the end. It
 * lives as long as the page.
 */
AZDO_API
const char *azdo_build_page_token(const struct azdo_build_page *page);

/**
 * Frees a page with its records; NULL is allowed.
 */
AZDO_API void azdo_build_page_free(struct azdo_build_page *page);

/**
 * Asks for every build that matches, over all pages: "Builds - List". Nothing is sent yet.
 *
 * `query`: the reference's own parameters, `project` among them (or the client's URL names it). `$top` is how
 * many are wanted in all, `page_size` (1000) how many are asked for at once; `continuationToken` is where to go
 * on ("" begins at the beginning); `queryOrder` is queueTimeDescending unless set. The query may be freed at
 * once, and so may the client.
 *
 * `AZDO_INVALID_ARGUMENT`: a name or a value that the operation does not have, named with those it has.
 */
AZDO_API
azdo_status azdo_builds_list(const struct azdo_client *client,
                             const struct azdo_params *query,
                             struct azdo_builds **builds,
                             struct azdo_error **error);

/**
 * Steps to the next build, fetching the next page where it must. `*build` is good until the next step or
 * `azdo_builds_free`; it is NULL unless `AZDO_OK`.
 *
 * `AZDO_DONE` after the last. Any failure leaves the list as it was: the next step tries again. `AZDO_PROTOCOL`
 * with the cause paging_loop: the service repeats itself, and the rest cannot be reached.
 */
AZDO_API
azdo_status azdo_builds_next(struct azdo_builds *builds,
                             const struct azdo_cancel *cancel,
                             const struct azdo_build **build,
                             struct azdo_error **error);

/**
 * Fetches the next page that holds anything; the caller frees it. It begins after the last page that either step
 * has fetched. Fails as `azdo_builds_next`, `AZDO_DONE` after the last.
 */
AZDO_API
azdo_status azdo_builds_next_page(struct azdo_builds *builds,
                                  const struct azdo_cancel *cancel,
                                  struct azdo_build_page **page,
                                  struct azdo_error **error);

/**
 * Frees a list; NULL is allowed. Pages it gave out live on.
 */
AZDO_API void azdo_builds_free(struct azdo_builds *builds);

/**
 * Fetches the service's first page of builds as the JSON it sent: `azdo_get_builds` on a client. `project` NULL:
 * as there. The caller frees `*json`. Any thread may call it; it fails as that does.
 */
AZDO_API
azdo_status azdo_builds_get_json(const struct azdo_client *client,
                                 const char *project,
                                 const struct azdo_cancel *cancel,
                                 struct azdo_string **json,
                                 struct azdo_error **error);

/**
 * Fetches one build, in a page of its own that the caller frees: "Builds - Get". `project` NULL: that of the
 * client's URL.
 *
 * `AZDO_NOT_FOUND`: there is no such build or project, or it is not visible.
 */
AZDO_API
azdo_status azdo_build_get(const struct azdo_client *client,
                           const char *project,
                           int64_t id,
                           const struct azdo_cancel *cancel,
                           struct azdo_build_page **page,
                           struct azdo_error **error);

/**
 * Queues a build, which comes in a page of its own that the caller frees: "Builds - Queue". `project` NULL: that of the
 * client's URL. Any thread may call it. `values`:
 *
 * - `definition`: its id, its name, or its folder and name ("\\Nightly\\Windows");
 * - `sourceBranch` ("refs/heads/main"; the definition's own unless set), `sourceVersion`, `reason`, `priority`, `demands`
 *   (with commas between them), `queue` (its id) and `agentSpecification` (its identifier, "ubuntu-latest"), as the
 *   reference has them of a build;
 * - `parameters.NAME`: a variable that the definition lets be set; `templateParameters.NAME`: a parameter of its text;
 * - the operation's own: `ignoreWarnings`, `sourceBuildId`, `checkInTicket`, `api-version`, `force`.
 *
 * It is sent again only where the service has done nothing, so that no build is queued twice. `AZDO_INVALID_ARGUMENT`: a
 * name or a value that there is not, or several definitions of that name. `AZDO_NOT_FOUND`: no definition of that name.
 * `AZDO_REJECTED` with the cause pipeline_invalid: the service took it, and will not run it.
 */
AZDO_API
azdo_status azdo_build_queue(const struct azdo_client *client,
                             const char *project,
                             const struct azdo_params *values,
                             const struct azdo_cancel *cancel,
                             struct azdo_build_page **page,
                             struct azdo_error **error);

/**
 * Changes what `values` name of a build, which then comes in a page of its own that the caller frees: "Builds - Update
 * Build". They are `status` ("cancelling"), `keepForever` ("true" keeps it whatever the retention policy says), `result`,
 * `buildNumber`, `quality` and `priority`, and the operation's own: `retry` ("true") runs what has failed once more.
 * `project` NULL: that of the client's URL. Any thread may call it. It is sent again only where the service has done
 * nothing.
 */
AZDO_API
azdo_status azdo_build_update(const struct azdo_client *client,
                              const char *project,
                              int64_t id,
                              const struct azdo_params *values,
                              const struct azdo_cancel *cancel,
                              struct azdo_build_page **page,
                              struct azdo_error **error);

/**
 * Asks for a build to be cancelled: `azdo_build_update` with the status "cancelling", which it has until what runs has
 * stopped.
 */
AZDO_API
azdo_status azdo_build_cancel(const struct azdo_client *client,
                              const char *project,
                              int64_t id,
                              const struct azdo_cancel *cancel,
                              struct azdo_build_page **page,
                              struct azdo_error **error);

/**
 * Runs a stage of a build once more, by its name in the pipeline's text: what has failed in it, or with `all_jobs` other
 * than 0 all of it: "Stages - Update". `project` NULL: that of the client's URL. Any thread may call it. It is sent again
 * only where the service has done nothing.
 */
AZDO_API
azdo_status azdo_build_retry_stage(const struct azdo_client *client,
                                   const char *project,
                                   int64_t id,
                                   const char *stage,
                                   int32_t all_jobs,
                                   const struct azdo_cancel *cancel,
                                   struct azdo_error **error);

/**
 * Deletes a build: "Builds - Delete". `project` NULL: that of the client's URL. Any thread may call it. It is sent again
 * only where the service has done nothing, as a build that is gone is not found.
 */
AZDO_API
azdo_status azdo_build_delete(const struct azdo_client *client,
                              const char *project,
                              int64_t id,
                              const struct azdo_cancel *cancel,
                              struct azdo_error **error);

/**
 * A token that nothing has signalled yet, without a deadline.
 *
 * Fails with `AZDO_IO` where the process has no descriptors left.
 */
AZDO_API azdo_status azdo_cancel_new(struct azdo_cancel **cancel, struct azdo_error **error);

/**
 * Ends every call that has this token, now and until `azdo_cancel_reset`; one that is waiting returns at once. Any thread
 * may call it, and a signal handler. NULL is allowed.
 */
AZDO_API
void azdo_cancel_signal(const struct azdo_cancel *cancel);

/**
 * Sets the deadline of the calls that have this token: `timeout_ms` milliseconds from now. Set it before a call, which
 * then ends in time. A call that is waiting already sees what is set now only when its present wait ends, as something
 * comes or the client's own time for that wait is over (`first_byte_timeout_ms` and the like); to end it at once there is
 * `azdo_cancel_signal`. A negative number counts as 0. NULL is allowed; any thread may call it.
 */
AZDO_API
void azdo_cancel_after_ms(const struct azdo_cancel *cancel,
                          int64_t timeout_ms);

/**
 * Makes the token as new: not signalled, without a deadline. No call may be using it. NULL is allowed.
 */
AZDO_API
void azdo_cancel_reset(const struct azdo_cancel *cancel);

/**
 * Frees a token; NULL is allowed. No call may be using it.
 */
AZDO_API void azdo_cancel_free(struct azdo_cancel *cancel);

/**
 * The page's records in the service's order, and in `*count` (which may be NULL) how many there are. The array
 * and what it points to live as long as the page.
 */
AZDO_API
const struct azdo_change *const *azdo_change_page_records(const struct azdo_change_page *page,
                                                          size_t *count);

/**
 * As `azdo_build_page_broken`.
 */
AZDO_API
const struct azdo_broken_element *const *azdo_change_page_broken(const struct azdo_change_page *page,
                                                                 size_t *count);

/**
 * The block that every `azdo_str` of the page's records points into, `json` excepted. It lives as long as the page.
 */
AZDO_API
struct azdo_str azdo_change_page_text(const struct azdo_change_page *page);

/**
 * What to set as "continuationToken" to go on after this page, with the same values otherwise; "" at the end. It
 * lives as long as the page.
 */
AZDO_API
const char *azdo_change_page_token(const struct azdo_change_page *page);

/**
 * Frees a page with its records; NULL is allowed.
 */
AZDO_API void azdo_change_page_free(struct azdo_change_page *page);

/**
 * Asks for the changes that a build is the first to have, over all pages: "Builds - Get Build Changes". Nothing is sent
 * yet. `project` NULL: that of the client's URL. `query`: `includeSourceChange`, `$top` and `page_size` as for
 * `azdo_builds_list`; NULL for none. The query may be freed at once, and so may the client. The service has 200 or so at
 * most.
 *
 * `AZDO_INVALID_ARGUMENT`: a name or a value that the operation does not have, named with those it has.
 */
AZDO_API
azdo_status azdo_changes_list(const struct azdo_client *client,
                              const char *project,
                              int64_t build_id,
                              const struct azdo_params *query,
                              struct azdo_changes **changes,
                              struct azdo_error **error);

/**
 * Steps to the next change, as `azdo_builds_next` does, and fails as that does. `*change` is good until the next step or
 * `azdo_changes_free`.
 */
AZDO_API
azdo_status azdo_changes_next(struct azdo_changes *changes,
                              const struct azdo_cancel *cancel,
                              const struct azdo_change **change,
                              struct azdo_error **error);

/**
 * Fetches the next page that holds anything, as `azdo_builds_next_page` does, and fails as that does; the caller frees it.
 */
AZDO_API
azdo_status azdo_changes_next_page(struct azdo_changes *changes,
                                   const struct azdo_cancel *cancel,
                                   struct azdo_change_page **page,
                                   struct azdo_error **error);

/**
 * Frees a list; NULL is allowed. Pages it gave out live on.
 */
AZDO_API void azdo_changes_free(struct azdo_changes *changes);

/**
 * Makes a client; nothing is sent yet.
 *
 * `organization_url`: `https://dev.azure.com/{organization}`, `https://{account}.visualstudio.com`,
 * `http(s)://{server}[:port][/tfs]/{collection}`, or any other URL that `azdo_reference_parse` understands and
 * that names an organization: of a web page, the API or a git remote. Where it names a project, that is the
 * project of calls that name none. `credential`: NULL for `azdo_credential_from_environment`. `options`: NULL for
 * the defaults of
 *
 * - `timeout_ms` (100000): how long a whole call may take; it and the five times below are 1 to 2147483647;
 * - `resolve_timeout_ms` (30000): looking up a host's name;
 * - `connect_timeout_ms` (30000): a connection, one through a proxy included;
 * - `tls_timeout_ms` (30000): the TLS handshake;
 * - `first_byte_timeout_ms` (60000): from the request to the end of its answer's head;
 * - `idle_timeout_ms` (60000): each wait for more of a body;
 * - `max_retries` (4): how often a request is sent again whose failure may pass (a refused or broken connection, HTTP
 *   408, 429, 500, 502, 503, 504): after up to a quarter of a second, then up to twice as long each time and 30 s at
 *   most, or as long as the service asks for, and never beyond the call's time. What would do more when it is
 *   done twice is sent again only where the service has done nothing: on a refused connection, HTTP 429, and 503 with
 *   Retry-After. That is every POST and PATCH, what docs/operations.md says it of, and with `azdo_request` whatever does
 *   not only read;
 * - `max_body_bytes` (33554432): of an answer that is gathered whole, decompressed, and of several put together;
 * - `max_header_bytes` (32768): of an answer's head, its first line and its headers;
 * - `max_redirects` (5): how often a request is sent on to another place; 0 follows no redirect;
 * - `max_json_depth` (128): how deep objects and lists may lie in each other, in JSON that is handed out;
 * - `max_page_records` (50000): of one page, however many a request asks for; of all its timeline records' issues and
 *   attempts as many;
 * - `max_pages` (100000): of one list;
 * - `proxy`: the URL of the HTTP proxy that everything goes through, `http://user:password@host:port` with %40 for an
 *   @ in the password and the like; an empty text is no proxy at all. Where it is not set, the environment's proxies
 *   (`https_proxy`, `http_proxy`, `all_proxy`, `no_proxy`);
 * - `ca_file`: a PEM file of authorities to trust beside the platform's;
 * - `client_cert_file`: a PEM file with the client's own certificate, and those between it and its authority, for
 *   servers that ask for it;
 * - `client_key_file`: a PEM file with the private key of `client_cert_file`; where it is not set, the key is in that
 *   file too;
 * - `allow_http` (0): 1 lets the token go to other machines in clear text;
 * - `keep_json` (1): 0 drops the JSON of each record;
 * - `skip_broken` (0): 1 passes over elements of a list that cannot be read, which fail it else; its page tells of them
 *   (`azdo_build_page_broken` and its like);
 * - `trace` (the environment variable AZDO_TRACE): a file to which each exchange adds a line when it is over, or
 *   "stderr". A line has the moment (seconds since 1970), method, URL, HTTP status, bytes, milliseconds by phase,
 *   activity id, and why the request was repeated or had no answer; no header, and no secret. On Unix no call waits for it:
 *   lines that cannot be written at once are lost, and the next that can says how many.
 *
 * `AZDO_INVALID_ARGUMENT`: the URL or an option is not understood, the URL is plain http to another machine, or the
 * credential was found for another host: git's belongs to the one it was asked for, the Azure CLI's and a client
 * secret's to Azure DevOps Services. This machine may stand in for either.
 * `AZDO_UNAUTHENTICATED`: no credential was found. `AZDO_IO`: a file that an option names cannot be used. Any thread
 * may call it.
 */
AZDO_API
azdo_status azdo_client_new(const char *organization_url,
                            const struct azdo_credential *credential,
                            const struct azdo_params *options,
                            struct azdo_client **client,
                            struct azdo_error **error);

/**
 * Calls that begin from now on use this credential: tokens expire while clients live. Any thread may call it,
 * also while others are inside of the client.
 *
 * `AZDO_INVALID_ARGUMENT`: a handle is NULL, or the credential was found for another host.
 */
AZDO_API
azdo_status azdo_client_set_credential(const struct azdo_client *client,
                                       const struct azdo_credential *credential,
                                       struct azdo_error **error);

/**
 * 1 if the client's credential should be replaced before the next call, else 0: for programs whose tokens come from a
 * provider of their own. `failure` NULL: it is a bearer token that expires within five minutes. `failure` an error of a
 * call of this client: the service did not accept the credential, and the call may be made once more with another. Of
 * a credential that renews itself it is always 0. Any thread may call it; 0 for NULL.
 */
AZDO_API
int32_t azdo_client_wants_credential(const struct azdo_client *client,
                                     const struct azdo_error *failure);

/**
 * Asks a Server for the versions of its API, so that no request is refused for a newer one: `OPTIONS _apis`. Without
 * that, its first refusal says as much, at the price of one more exchange; what has been learnt counts for the client
 * from then on. It is for the library's own use, and no function tells it: which version a request asked for is the
 * `api-version` of its URL in the client's `trace`. `cancel`: may be NULL. Any thread may call it.
 */
AZDO_API
azdo_status azdo_client_learn_version(const struct azdo_client *client,
                                      const struct azdo_cancel *cancel,
                                      struct azdo_error **error);

/**
 * What the client has counted since it was made, over all its calls, lists and responses; -1 for a number that is no
 * `azdo_counter`, 0 for NULL. Any thread may call it.
 */
AZDO_API
int64_t azdo_client_count(const struct azdo_client *client,
                          int32_t counter);

/**
 * Frees a client; NULL is allowed. Lists and responses made from it go on.
 */
AZDO_API void azdo_client_free(struct azdo_client *client);

/**
 * The sample of the 2016 page "Authenticating with personal access tokens" in one call: makes the header from the
 * token, GETs the builds, insists on success, and gives their JSON as the service sent it (its first page).
 *
 * `url`: any that `azdo_client_new` takes; the page's own `…/DefaultCollection/_apis/build-release/builds` is
 * understood as "the builds of this organization". `project`: NULL for the URL's own; where that names none, all
 * that the token sees (the answer of the route without a project, or the first pages of every visible project in
 * one list). `user`: may be NULL. `cancel`: may be NULL. It waits at most 100 s. The caller frees `*json`.
 * "Builds - List" in the REST reference. Any thread may call it.
 *
 * `AZDO_UNAUTHENTICATED`: the service does not accept the token. `AZDO_NOT_FOUND`: no such project, or it is not
 * visible. Any other failure: the status says how to react, the error what happened.
 */
AZDO_API
azdo_status azdo_get_builds(const char *url,
                            const char *project,
                            const char *user,
                            const char *pat,
                            const struct azdo_cancel *cancel,
                            struct azdo_string **json,
                            struct azdo_error **error);

/**
 * Makes the value of an `Authorization` header from a personal access token: "Basic " and the base64 of
 * `user ":" pat` (RFC 7617, UTF-8). `user` may be NULL; the service ignores it. White space around both is
 * trimmed. No client is needed and nothing is sent. The caller frees `*header`, which wipes it.
 *
 * `AZDO_INVALID_ARGUMENT`: `pat` is NULL or empty, `user` holds a colon, either holds a control character or is
 * not UTF-8; the message never shows them. Any thread may call it.
 */
AZDO_API
azdo_status azdo_basic_auth_header(const char *user,
                                   const char *pat,
                                   struct azdo_string **header,
                                   struct azdo_error **error);

/**
 * A personal access token, as `azdo_basic_auth_header` takes it. Its shape is the service's business: odd ones
 * are sent as they are. Any thread may call it.
 *
 * `AZDO_INVALID_ARGUMENT`: as for `azdo_basic_auth_header`.
 */
AZDO_API
azdo_status azdo_credential_pat(const char *user,
                                const char *pat,
                                struct azdo_credential **credential,
                                struct azdo_error **error);

/**
 * An OAuth (Microsoft Entra) access token, good until `expires_at_ns` (nanoseconds since 1970-01-01T00:00:00Z;
 * `AZDO_TIME_NONE` if that is not known): from then on calls fail with `AZDO_UNAUTHENTICATED` and nothing is
 * sent.
 *
 * `AZDO_INVALID_ARGUMENT`: it is NULL, empty, or holds a character that no header can carry. Any thread may call it.
 */
AZDO_API
azdo_status azdo_credential_bearer(const char *token,
                                   int64_t expires_at_ns,
                                   struct azdo_credential **credential,
                                   struct azdo_error **error);

/**
 * The first of the environment variables AZDO_PAT, AZURE_DEVOPS_EXT_PAT and SYSTEM_ACCESSTOKEN that is set. Only
 * for Azure DevOps Services over https and for the server of SYSTEM_COLLECTIONURI: no other URL can draw a
 * pipeline's token to itself. A variable that holds nothing is passed over. Any thread may call it.
 *
 * `AZDO_UNAUTHENTICATED`: none is set, or the organization is neither. `AZDO_INVALID_ARGUMENT`: the URL is not
 * understood, or the variable holds what no token can.
 */
AZDO_API
azdo_status azdo_credential_from_environment(const char *organization_url,
                                             struct azdo_credential **credential,
                                             struct azdo_error **error);

/**
 * What git's credential helper has for the organization's URL (`git credential fill`): any helper, Git Credential
 * Manager included. As git does, it tells the helper what became of it: `approve` after the first call that the service
 * lets in, `reject` after a refusal, whereupon git is asked once more. `options`: NULL for the defaults of
 *
 * - `timeout_ms` (30000): how long git may take;
 * - `prompt` (0): 1 lets git and its helper ask the person, in the terminal or a window;
 * - `tenant`: for `azdo_credential_from_azure_cli`.
 *
 * It starts processes, here and in calls of a client that has the credential. Each has a session of its own (unless it
 * may prompt) and none of this process's descriptors, ends with its call, and does not mind a host that ignores
 * SIGCHLD or takes the status of all its children. What it has started on purpose, a cache of passwords say, may stay;
 * where it may prompt, only git itself is sure to end with a call that is cancelled. A signal that kills this process in
 * the middle of the call ends none that has a session of its own: git then runs on until it ends by itself. git is looked
 * for in the absolute folders of PATH and runs in the root folder, so that no repository's settings count. A helper that
 * hears of an approval or refusal gets two seconds of the call that it ends.
 *
 * `AZDO_UNAUTHENTICATED`: git has none, or may not ask for one. `AZDO_IO`: git cannot be started. `AZDO_TIMEOUT`,
 * `AZDO_CANCELLED`. Any thread may call it.
 */
AZDO_API
azdo_status azdo_credential_from_git(const char *organization_url,
                                     const struct azdo_params *options,
                                     const struct azdo_cancel *cancel,
                                     struct azdo_credential **credential,
                                     struct azdo_error **error);

/**
 * An access token for Azure DevOps Services of whoever is signed in to the Azure CLI
 * (`az account get-access-token --resource 499b84ac-1321-427f-aa17-267ca6975798`). `options` and what is said of
 * processes: as for `azdo_credential_from_git`; `tenant` names the tenant of the organization, where it is not the one
 * that the Azure CLI is signed in to.
 *
 * `AZDO_UNAUTHENTICATED`: nobody is signed in. `AZDO_IO`: the Azure CLI cannot be started. `AZDO_TIMEOUT`,
 * `AZDO_CANCELLED`. Any thread may call it.
 */
AZDO_API
azdo_status azdo_credential_from_azure_cli(const struct azdo_params *options,
                                           const struct azdo_cancel *cancel,
                                           struct azdo_credential **credential,
                                           struct azdo_error **error);

/**
 * Access tokens of an application that is registered with Microsoft Entra, by its client secret (the OAuth 2.0 client
 * credentials flow). `tenant`: its id or one of its domains. `client_secret`: the secret's value, not its id.
 * `options`: NULL, or those of `azdo_client_new` for the connection to Microsoft Entra, and
 *
 * - `authority` (`https://login.microsoftonline.com`): where tokens are issued, in other clouds and in tests.
 *
 * The first token is fetched here. `AZDO_UNAUTHENTICATED`: Microsoft Entra issues none, and the message says why in its
 * own words. Any failure of a connection. Any thread may call it.
 */
AZDO_API
azdo_status azdo_credential_from_client_secret(const char *tenant,
                                               const char *client_id,
                                               const char *client_secret,
                                               const struct azdo_params *options,
                                               const struct azdo_cancel *cancel,
                                               struct azdo_credential **credential,
                                               struct azdo_error **error);

/**
 * The first credential that one of these places has for the organization: `places` is a list, separated by commas and
 * asked in its order, of `environment`, `git` and `azure_cli` (for Azure DevOps Services alone), each as the function
 * of its name takes it; NULL for `environment`. Processes are started only where they are named.
 * `azdo_credential_source` says which place it was. A variable that holds what no token can ends the search.
 *
 * `AZDO_UNAUTHENTICATED`: none has one; the message says of each place why. Any thread may call it.
 */
AZDO_API
azdo_status azdo_credential_find(const char *organization_url,
                                 const char *places,
                                 const struct azdo_params *options,
                                 const struct azdo_cancel *cancel,
                                 struct azdo_credential **credential,
                                 struct azdo_error **error);

/**
 * Fetches a new token where the credential has one that expires within five minutes; calls of a client do so by
 * themselves, and this is for programs that use `azdo_credential_header`. Any thread may call it.
 *
 * `AZDO_UNAUTHENTICATED`: it has expired and cannot be renewed. Any failure of where it comes from.
 */
AZDO_API
azdo_status azdo_credential_renew(const struct azdo_credential *credential,
                                  const struct azdo_cancel *cancel,
                                  struct azdo_error **error);

/**
 * Where the credential came from, "personal access token", "AZDO_PAT", "git credential", …: never the secret. It lives as long as
 * the credential; "" for NULL.
 */
AZDO_API
const char *azdo_credential_source(const struct azdo_credential *credential);

/**
 * The value of the `Authorization` header that this credential stands for, for a program with an HTTP client of
 * its own: of a credential that renews itself the last token, which `azdo_credential_renew` keeps good. The caller frees
 * `*header`, which wipes it. Any thread may call it.
 *
 * `AZDO_UNAUTHENTICATED`: a bearer token that has expired.
 */
AZDO_API
azdo_status azdo_credential_header(const struct azdo_credential *credential,
                                   struct azdo_string **header,
                                   struct azdo_error **error);

/**
 * Frees a credential; NULL is allowed.
 */
AZDO_API void azdo_credential_free(struct azdo_credential *credential);

/**
 * The page's records in the service's order, and in `*count` (which may be NULL) how many there are. The array
 * and what it points to live as long as the page.
 */
AZDO_API
const struct azdo_definition *const *azdo_definition_page_records(const struct azdo_definition_page *page,
                                                                  size_t *count);

/**
 * As `azdo_build_page_broken`.
 */
AZDO_API
const struct azdo_broken_element *const *azdo_definition_page_broken(const struct azdo_definition_page *page,
                                                                     size_t *count);

/**
 * The block that every `azdo_str` of the page's records points into, `json` excepted. It lives as long as the page.
 */
AZDO_API
struct azdo_str azdo_definition_page_text(const struct azdo_definition_page *page);

/**
 * What to set as "continuationToken" to go on after this page, with the same values otherwise; "" at the end. It
 * lives as long as the page.
 */
AZDO_API
const char *azdo_definition_page_token(const struct azdo_definition_page *page);

/**
 * Frees a page with its records; NULL is allowed.
 */
AZDO_API void azdo_definition_page_free(struct azdo_definition_page *page);

/**
 * Asks for every definition (pipeline) that matches, over all pages: "Definitions - List". Nothing is sent yet.
 * `query`: the reference's own parameters, `project` among them (or the client's URL names it); `name` with `*` for any
 * part of it, `path`, `includeLatestBuilds`; `$top` and `page_size` as for `azdo_builds_list`. The query may be freed at
 * once, and so may the client.
 *
 * `AZDO_INVALID_ARGUMENT`: a name or a value that the operation does not have, named with those it has.
 */
AZDO_API
azdo_status azdo_definitions_list(const struct azdo_client *client,
                                  const struct azdo_params *query,
                                  struct azdo_definitions **definitions,
                                  struct azdo_error **error);

/**
 * Steps to the next definition, as `azdo_builds_next` does, and fails as that does. `*definition` is good until the next step or
 * `azdo_definitions_free`.
 */
AZDO_API
azdo_status azdo_definitions_next(struct azdo_definitions *definitions,
                                  const struct azdo_cancel *cancel,
                                  const struct azdo_definition **definition,
                                  struct azdo_error **error);

/**
 * Fetches the next page that holds anything, as `azdo_builds_next_page` does, and fails as that does; the caller frees it.
 */
AZDO_API
azdo_status azdo_definitions_next_page(struct azdo_definitions *definitions,
                                       const struct azdo_cancel *cancel,
                                       struct azdo_definition_page **page,
                                       struct azdo_error **error);

/**
 * Frees a list; NULL is allowed. Pages it gave out live on.
 */
AZDO_API void azdo_definitions_free(struct azdo_definitions *definitions);

/**
 * Fetches one definition, whole, in a page of its own that the caller frees: "Definitions - Get". `project` NULL: that of
 * the client's URL. `query`: `revision` for how it was, `includeLatestBuilds`; NULL for none. Any thread may call it.
 */
AZDO_API
azdo_status azdo_definition_get(const struct azdo_client *client,
                                const char *project,
                                int64_t id,
                                const struct azdo_params *query,
                                const struct azdo_cancel *cancel,
                                struct azdo_definition_page **page,
                                struct azdo_error **error);

/**
 * Makes a definition of its JSON, "BuildDefinition" in the reference, and gives it as it then is: "Definitions - Create".
 * `project` NULL: that of the client's URL. The caller frees `*page`. Any thread may call it. It is sent again only where
 * the service has done nothing.
 */
AZDO_API
azdo_status azdo_definition_create(const struct azdo_client *client,
                                   const char *project,
                                   const char *json,
                                   const struct azdo_cancel *cancel,
                                   struct azdo_definition_page **page,
                                   struct azdo_error **error);

/**
 * Puts a definition in the place of the one with this id, and gives it as it then is: "Definitions - Update". `json` is all
 * of it, with the `revision` that it was read with: the service refuses it if somebody has changed the definition since.
 * Otherwise as `azdo_definition_create`.
 */
AZDO_API
azdo_status azdo_definition_update(const struct azdo_client *client,
                                   const char *project,
                                   int64_t id,
                                   const char *json,
                                   const struct azdo_cancel *cancel,
                                   struct azdo_definition_page **page,
                                   struct azdo_error **error);

/**
 * Says whether builds of a definition can be queued, and gives it as it then is. `status`: an `azdo_queue_status`. The
 * definition is read, and sent back as it is but for that; one that is so already is left alone. Otherwise as
 * `azdo_definition_update`.
 */
AZDO_API
azdo_status azdo_definition_set_queue_status(const struct azdo_client *client,
                                             const char *project,
                                             int64_t id,
                                             int32_t status,
                                             const struct azdo_cancel *cancel,
                                             struct azdo_definition_page **page,
                                             struct azdo_error **error);

/**
 * Deletes a definition, and its builds: "Definitions - Delete". `project` NULL: that of the client's URL. Any thread may
 * call it. It is sent again only where the service has done nothing.
 */
AZDO_API
azdo_status azdo_definition_delete(const struct azdo_client *client,
                                   const char *project,
                                   int64_t id,
                                   const struct azdo_cancel *cancel,
                                   struct azdo_error **error);

/**
 * The name of a status without its prefix, "UNAUTHENTICATED"; "UNKNOWN" for a number that is none. Static: it
 * is never freed. Any thread may call it.
 */
AZDO_API
const char *azdo_status_name(int32_t status);

/**
 * How a program should react: the status that the failed function returned. `AZDO_OK` for NULL.
 */
AZDO_API azdo_status azdo_error_status(const struct azdo_error *error);

/**
 * Message and hint, as one prints them: at most a few lines, without a line break at the end.
 */
AZDO_API const char *azdo_error_text(const struct azdo_error *error);

/**
 * What happened, in the service's own words where it has any, with the request and what support asks for.
 */
AZDO_API
const char *azdo_error_message(const struct azdo_error *error);

/**
 * What a person does next; "" where nothing honest can be said.
 */
AZDO_API const char *azdo_error_hint(const struct azdo_error *error);

/**
 * What happened as a stable word, "token_expired"; docs/errors.md lists them.
 */
AZDO_API const char *azdo_error_cause(const struct azdo_error *error);

/**
 * The HTTP status of the answer; 0 where there was none.
 */
AZDO_API int32_t azdo_error_http_status(const struct azdo_error *error);

/**
 * The service's type key, or else the code of its message; "" if it gave none.
 */
AZDO_API const char *azdo_error_service_code(const struct azdo_error *error);

/**
 * The service's type key, "ProjectDoesNotExistException"; "" if it gave none.
 */
AZDO_API const char *azdo_error_type_key(const struct azdo_error *error);

/**
 * The code that the service's message begins with, "TF400813", or of Microsoft Entra "AADSTS7000215"; "" if it has
 * none.
 */
AZDO_API
const char *azdo_error_message_code(const struct azdo_error *error);

/**
 * What Microsoft's support asks for: the first that the answer has of ActivityId and the three below; "" if it has
 * none.
 */
AZDO_API
const char *azdo_error_activity_id(const struct azdo_error *error);

/**
 * The answer's X-VSS-E2EID, which differs from the activity's where one service has called another; "" if it has
 * none.
 */
AZDO_API
const char *azdo_error_e2e_id(const struct azdo_error *error);

/**
 * The answer's X-TFS-Session; "" if it has none.
 */
AZDO_API const char *azdo_error_session_id(const struct azdo_error *error);

/**
 * The answer's X-MSEdge-Ref, the front door that it came through; "" if it has none.
 */
AZDO_API const char *azdo_error_edge_ref(const struct azdo_error *error);

/**
 * How long the service wants to be left alone, in milliseconds; -1 if it does not say.
 */
AZDO_API int64_t azdo_error_retry_after_ms(const struct azdo_error *error);

/**
 * 1 if the same call may succeed later without anybody changing anything, else 0. It is 0 too where what was asked for
 * may have been done already and would be done twice, a build queued say: the hint then says so.
 */
AZDO_API
int32_t azdo_error_is_retriable(const struct azdo_error *error);

/**
 * Frees an error; NULL is allowed.
 */
AZDO_API void azdo_error_free(struct azdo_error *error);

/**
 * Tries everything that a list of builds needs, one thing after another: the URL, the proxy, the host's name, the
 * connection, TLS, the organization, the token, who it is, whether projects and builds can be read, the version,
 * the clock, the rate limit. `organization_url`, `credential` and `options`: as for `azdo_client_new`. A few
 * requests are sent, none of which changes anything. The caller frees `*findings`. Any thread may call it.
 *
 * What is not in order is a finding and no failure: `AZDO_OK` says that there are findings. It ends with the
 * first that keeps it from going on. `AZDO_CANCELLED`: the token was signalled. `AZDO_INVALID_ARGUMENT`: an
 * option is not understood. `AZDO_IO`: a file that an option names cannot be used.
 */
AZDO_API
azdo_status azdo_diagnose(const char *organization_url,
                          const struct azdo_credential *credential,
                          const struct azdo_params *options,
                          const struct azdo_cancel *cancel,
                          struct azdo_findings **findings,
                          struct azdo_error **error);

/**
 * The findings in the order in which they were made, and in `*count` (which may be NULL) how many there are. The
 * array and what it points to live as long as the findings; NULL for NULL.
 */
AZDO_API
const struct azdo_finding *const *azdo_findings_records(const struct azdo_findings *findings,
                                                        size_t *count);

/**
 * Frees findings; NULL is allowed.
 */
AZDO_API void azdo_findings_free(struct azdo_findings *findings);

/**
 * Asks for every element of an operation that reads a list, over all pages where it has some: "Definitions - List".
 * Nothing is sent yet. `operation` and `params`: as for `azdo_call`, without `accept`. Where the list has pages, `$top`
 * is how many elements are wanted in all, `page_size` (1000) how many are asked for at once, and `continuationToken` or
 * `$skip` where to begin. The values may be freed at once, and so may the client.
 *
 * `AZDO_INVALID_ARGUMENT`: as for `azdo_call`, or the operation does not read a list.
 */
AZDO_API
azdo_status azdo_items_list(const struct azdo_client *client,
                            const char *operation,
                            const struct azdo_params *params,
                            struct azdo_items **items,
                            struct azdo_error **error);

/**
 * Steps to the next element, fetching the next page where it must. `*json` is the element as the service sent it, an
 * object mostly, whatever the client's option `keep_json` says; no NUL need follow it, and it is good until the next
 * step or `azdo_items_free`. It is empty unless `AZDO_OK`.
 *
 * Fails as `azdo_builds_next`, `AZDO_DONE` after the last.
 */
AZDO_API
azdo_status azdo_items_next(struct azdo_items *items,
                            const struct azdo_cancel *cancel,
                            struct azdo_str *json,
                            struct azdo_error **error);

/**
 * Frees a list; NULL is allowed.
 */
AZDO_API void azdo_items_free(struct azdo_items *items);

/**
 * The page's records in the service's order, and in `*count` (which may be NULL) how many there are. The array
 * and what it points to live as long as the page.
 */
AZDO_API
const struct azdo_log *const *azdo_log_page_records(const struct azdo_log_page *page,
                                                    size_t *count);

/**
 * As `azdo_build_page_broken`.
 */
AZDO_API
const struct azdo_broken_element *const *azdo_log_page_broken(const struct azdo_log_page *page,
                                                              size_t *count);

/**
 * The block that every `azdo_str` of the page's records points into, `json` excepted. It lives as long as the page.
 */
AZDO_API
struct azdo_str azdo_log_page_text(const struct azdo_log_page *page);

/**
 * Frees a page with its records; NULL is allowed.
 */
AZDO_API void azdo_log_page_free(struct azdo_log_page *page);

/**
 * Fetches what logs a build has, without their lines: "Builds - Get Build Logs". `project` NULL: that of the client's
 * URL. `query`: further parameters (`api-version`), NULL for none. The caller frees `*page`. Any thread may call it.
 *
 * A running build has more of them each time, and longer ones.
 *
 * The lines of a log are the text that `azdo_call` answers to "Builds - Get Build Log" with `buildId` and `logId`, the
 * record's `id`; `azdo_response_read` reads them as they come. The reference does not say whether `startLine` counts from
 * 0 or 1; here it is taken for 1, as other clients do: to go on after the first N lines, ask for N + 1. Where there is no
 * such line yet, the body is empty.
 */
AZDO_API
azdo_status azdo_logs_get(const struct azdo_client *client,
                          const char *project,
                          int64_t build_id,
                          const struct azdo_params *query,
                          const struct azdo_cancel *cancel,
                          struct azdo_log_page **page,
                          struct azdo_error **error);

/**
 * No values yet. NULL only where memory has run out.
 */
AZDO_API struct azdo_params *azdo_params_new(void);

/**
 * Sets one value; the last one set for a name counts. Names are checked when the values are used, as only
 * there it is known which exist.
 *
 * `AZDO_INVALID_ARGUMENT` for NULL and for text that is not UTF-8; the fault is also kept and told by the call
 * that uses the values, so that a program need not look here.
 */
AZDO_API
azdo_status azdo_params_set(struct azdo_params *params,
                            const char *name,
                            const char *value);

/**
 * As `azdo_params_set`, for a whole number.
 */
AZDO_API
azdo_status azdo_params_set_int(struct azdo_params *params,
                                const char *name,
                                int64_t value);

/**
 * Frees the values; NULL is allowed.
 */
AZDO_API void azdo_params_free(struct azdo_params *params);

/**
 * The page's records in the service's order, and in `*count` (which may be NULL) how many there are. The array
 * and what it points to live as long as the page.
 */
AZDO_API
const struct azdo_project *const *azdo_project_page_records(const struct azdo_project_page *page,
                                                            size_t *count);

/**
 * As `azdo_build_page_broken`.
 */
AZDO_API
const struct azdo_broken_element *const *azdo_project_page_broken(const struct azdo_project_page *page,
                                                                  size_t *count);

/**
 * The block that every `azdo_str` of the page's records points into, `json` excepted. It lives as long as the page.
 */
AZDO_API
struct azdo_str azdo_project_page_text(const struct azdo_project_page *page);

/**
 * What to set as "continuationToken" to go on after this page, with the same values otherwise; "" at the end. It
 * lives as long as the page.
 */
AZDO_API
const char *azdo_project_page_token(const struct azdo_project_page *page);

/**
 * Frees a page with its records; NULL is allowed.
 */
AZDO_API void azdo_project_page_free(struct azdo_project_page *page);

/**
 * Asks for every project that the credential can see, over all pages: "Projects - List". Nothing is sent yet.
 * `query`: the reference's own parameters, `$top` and `page_size` as for `azdo_builds_list`; NULL for none. The
 * query may be freed at once, and so may the client.
 *
 * `AZDO_INVALID_ARGUMENT`: a name or a value that the operation does not have, named with those it has.
 */
AZDO_API
azdo_status azdo_projects_list(const struct azdo_client *client,
                               const struct azdo_params *query,
                               struct azdo_projects **projects,
                               struct azdo_error **error);

/**
 * Steps to the next project, as `azdo_builds_next` does. `*project` is good until the next step or
 * `azdo_projects_free`.
 */
AZDO_API
azdo_status azdo_projects_next(struct azdo_projects *projects,
                               const struct azdo_cancel *cancel,
                               const struct azdo_project **project,
                               struct azdo_error **error);

/**
 * Fetches the next page that holds anything, as `azdo_builds_next_page` does, and fails as that does; the caller frees it.
 */
AZDO_API
azdo_status azdo_projects_next_page(struct azdo_projects *projects,
                                    const struct azdo_cancel *cancel,
                                    struct azdo_project_page **page,
                                    struct azdo_error **error);

/**
 * Frees a list; NULL is allowed. Pages it gave out live on.
 */
AZDO_API void azdo_projects_free(struct azdo_projects *projects);

/**
 * Reads any URL that people have, and sends nothing. Understood are
 *
 * - `https://dev.azure.com/{organization}`, `https://{account}.visualstudio.com[/DefaultCollection]`,
 *   `http(s)://{server}[:port][/tfs]/{collection}`, the hosts of the cloud's other services, and each of these
 *   without its scheme;
 * - below them `/{project}`, perhaps with a team, and then `_git/{repository}`, `_build?definitionId=7`,
 *   `_build/results?buildId=42&view=logs&j={job}&t={task}`, `_apis/build/builds/42/logs/5`, and the other pages
 *   and routes of builds, definitions and repositories, names of parameters in any case; `_git/{repository}`
 *   without a project names the project of that name;
 * - `git@ssh.dev.azure.com:v3/{organization}/{project}/{repository}`, `{account}@vs-ssh.visualstudio.com:v3/…`, and
 *   `ssh://{server}/…/_git/{repository}`, whose API is taken to be at https;
 * - `vstfs:///Build/Build/42` and `vstfs:///Build/Definition/7`, which name no organization.
 *
 * What cannot be read or is not known below the project is passed over: the reference names less then, and its kind
 * says what. The caller frees `*reference`.
 *
 * `AZDO_INVALID_ARGUMENT`: the URL is NULL or not UTF-8, names no organization, is of a host that is known to have
 * none (`www.visualstudio.com`, `github.com`; any other may be a Server's), or holds a user name or a secret, which
 * the message never shows. Any thread may call it.
 */
AZDO_API
azdo_status azdo_reference_parse(const char *url,
                                 struct azdo_reference **reference,
                                 struct azdo_error **error);

/**
 * What it names, the most particular of it. `AZDO_REFERENCE_KIND_UNKNOWN` for NULL.
 */
AZDO_API azdo_reference_kind azdo_reference_kind_of(const struct azdo_reference *reference);

/**
 * The organization's own URL, without a slash at the end: `https://dev.azure.com/fabrikam`. It makes a client, and
 * so does the URL that was parsed, whose project is then that of calls that name none.
 */
AZDO_API
const char *azdo_reference_organization_url(const struct azdo_reference *reference);

/**
 * The name of the organization, of the account, or of the Server's collection.
 */
AZDO_API const char *azdo_reference_organization_name(const struct azdo_reference *reference);

/**
 * The project's name or GUID.
 */
AZDO_API const char *azdo_reference_project(const struct azdo_reference *reference);

/**
 * The git repository's name or GUID.
 */
AZDO_API const char *azdo_reference_repository(const struct azdo_reference *reference);

/**
 * The definition's (pipeline's) number; 0 if absent, as it is for a build even where the URL had both.
 */
AZDO_API
int64_t azdo_reference_definition_id(const struct azdo_reference *reference);

/**
 * The build's number, also where a log, an artifact, a job or a task of it is named; 0 if absent.
 */
AZDO_API int64_t azdo_reference_build_id(const struct azdo_reference *reference);

/**
 * The log's number in its build; 0 if absent.
 */
AZDO_API int64_t azdo_reference_log_id(const struct azdo_reference *reference);

/**
 * The name of the build's artifact.
 */
AZDO_API const char *azdo_reference_artifact_name(const struct azdo_reference *reference);

/**
 * The id that a job of the build has in its timeline: a GUID in lower case.
 */
AZDO_API const char *azdo_reference_job_id(const struct azdo_reference *reference);

/**
 * The id that a task of the build has in its timeline: a GUID in lower case.
 */
AZDO_API const char *azdo_reference_task_id(const struct azdo_reference *reference);

/**
 * The page that a browser shows; parsed, it gives the same reference. "" without an organization, and for a
 * repository, a definition or a build without a project. Logs and artifacts have no page of their own: it is their
 * build's, and its query says which one is meant.
 */
AZDO_API
const char *azdo_reference_web_url(const struct azdo_reference *reference);

/**
 * Where the API has it, for `azdo_request`; parsed, it gives the same reference, but for a job and a task, which it
 * has no place for. Of an organization it is the list of its projects. "" without an organization.
 */
AZDO_API
const char *azdo_reference_api_url(const struct azdo_reference *reference);

/**
 * Frees a reference; NULL is allowed.
 */
AZDO_API void azdo_reference_free(struct azdo_reference *reference);

/**
 * Sends any request to the organization, as it stands: `url_or_path` is a URL of its hosts, percent-encoded, or a
 * path below its own URL ("_apis/projects"). `method`: "GET", "POST", … `headers`: NULL for none; JSON is asked
 * for unless they hold an Accept, and a body is sent as JSON unless they hold a Content-Type. `body`: NULL for
 * none, else `body_len` bytes, not kept. Redirects of a GET are followed; the credential goes to the
 * organization's own hosts alone. The caller frees `*response`.
 *
 * Its hosts are the one of its URL, by the same scheme and port, and for Azure DevOps Services dev.azure.com and all
 * names below dev.azure.com and visualstudio.com, by https. An artifact's `download_url` is one of these, but for a
 * "FilePath" (a share), and on a Server that calls itself by another name than the client's URL: a GET has the artifact,
 * zipped. Its body may be of any size when it is read by `azdo_response_read`, as it comes; `max_body_bytes` is of
 * `azdo_response_body`.
 *
 * An answer that is an error (HTTP 400 and above, a sign-in page, any HTML page where `headers` has no `Accept`
 * for one) is one here too. `AZDO_INVALID_ARGUMENT`: the URL is another organization's server, or a header cannot
 * be set.
 */
AZDO_API
azdo_status azdo_request(const struct azdo_client *client,
                         const char *method,
                         const char *url_or_path,
                         const struct azdo_params *headers,
                         const void *body,
                         size_t body_len,
                         const struct azdo_cancel *cancel,
                         struct azdo_response **response,
                         struct azdo_error **error);

/**
 * Calls any operation by its name in the REST reference, in any case: "Builds - Update Build". docs/operations.md lists
 * them. `params`: the reference's own parameters, `project` among them (or the client's URL names it); NULL for none.
 * They are checked before anything is sent. Beside them there are
 *
 * - `api-version`: another than the newest released one that the service has; it is sent as it is;
 * - `accept`: another of the operation's media types, `application/zip` for logs and artifacts;
 * - `force`: names, with commas between them, whose values are sent as they are, known or not: the service grows faster
 *   than any table.
 *
 * `body_json`: what to send, where the operation takes something; NULL where it does not. It is one request, and the
 * answer of an operation whose list has pages is the first; `azdo_items_list` goes through all of them. Redirects of a
 * GET are followed. The caller frees `*response`. Any thread may call it.
 *
 * `AZDO_INVALID_ARGUMENT`: there is no such operation, it has no such parameter, lacks one, or that cannot have such a
 * value; the body is missing, not wanted, or not JSON. The error names what there is. An answer that is an error is one
 * here, as with `azdo_request`.
 */
AZDO_API
azdo_status azdo_call(const struct azdo_client *client,
                      const char *operation,
                      const struct azdo_params *params,
                      const char *body_json,
                      const struct azdo_cancel *cancel,
                      struct azdo_response **response,
                      struct azdo_error **error);

/**
 * The HTTP status, 200 to 399; 0 for NULL.
 */
AZDO_API int32_t azdo_response_status(const struct azdo_response *response);

/**
 * The first value of this header, whatever the case of its name; "" if there is none. It lives as long as the
 * response. Any thread may call it.
 */
AZDO_API
const char *azdo_response_header(const struct azdo_response *response,
                                 const char *name);

/**
 * Reads up to `capacity` bytes of the body, decompressed, as soon as there are any; `*count` is 0 at its end.
 * Each read may take as long as the client's `timeout_ms`. After a failure the body cannot be read on.
 *
 * `AZDO_INVALID_ARGUMENT`: a place for bytes or `count` is NULL, or `capacity` is 0 or beyond all memory.
 * `AZDO_INVALID_STATE`: another thread is reading. Any failure of the connection, and of the body: cut short, or not
 * what its headers say.
 */
AZDO_API
azdo_status azdo_response_read(struct azdo_response *response,
                               void *buffer,
                               size_t capacity,
                               const struct azdo_cancel *cancel,
                               size_t *count,
                               struct azdo_error **error);

/**
 * Reads all that is left of the body, at most the client's `max_body_bytes`; it need not be text. The caller
 * frees `*body`.
 *
 * `AZDO_LIMIT`: it is larger.
 */
AZDO_API
azdo_status azdo_response_body(struct azdo_response *response,
                               const struct azdo_cancel *cancel,
                               struct azdo_string **body,
                               struct azdo_error **error);

/**
 * Frees a response; NULL is allowed.
 */
AZDO_API void azdo_response_free(struct azdo_response *response);

/**
 * The text, NUL-terminated, and in `*len` (which may be NULL) its bytes without that NUL. It lives as long as
 * `string`; that of NULL is "". Any thread may call it.
 */
AZDO_API
const char *azdo_string_data(const struct azdo_string *string,
                             size_t *len);

/**
 * Frees a string; NULL is allowed.
 */
AZDO_API void azdo_string_free(struct azdo_string *string);

/**
 * The page's records in the service's order, and in `*count` (which may be NULL) how many there are. The array
 * and what it points to live as long as the page.
 */
AZDO_API
const struct azdo_tag *const *azdo_tag_page_records(const struct azdo_tag_page *page,
                                                    size_t *count);

/**
 * As `azdo_build_page_broken`.
 */
AZDO_API
const struct azdo_broken_element *const *azdo_tag_page_broken(const struct azdo_tag_page *page,
                                                              size_t *count);

/**
 * The block that every `azdo_str` of the page's records points into, `json` excepted. It lives as long as the page.
 */
AZDO_API
struct azdo_str azdo_tag_page_text(const struct azdo_tag_page *page);

/**
 * Frees a page with its records; NULL is allowed.
 */
AZDO_API void azdo_tag_page_free(struct azdo_tag_page *page);

/**
 * Fetches the tags of a build: "Tags - Get Build Tags". `project` and `query`: as for `azdo_logs_get`. The caller frees
 * `*page`. Any thread may call it.
 */
AZDO_API
azdo_status azdo_tags_get(const struct azdo_client *client,
                          const char *project,
                          int64_t build_id,
                          const struct azdo_params *query,
                          const struct azdo_cancel *cancel,
                          struct azdo_tag_page **page,
                          struct azdo_error **error);

/**
 * Puts `count` tags on a build, and gives all that it then has: "Tags - Add Build Tag" for one that a URL can name, which
 * is sent again when the connection breaks; "Tags - Add Build Tags" for several, and for one with a slash, colon or the
 * like, which is sent again only where the service has done nothing.
 * `tags` is an array of texts, which are not kept. `project` NULL: that of the client's URL. The caller frees `*page`. Any
 * thread may call it.
 */
AZDO_API
azdo_status azdo_tags_add(const struct azdo_client *client,
                          const char *project,
                          int64_t build_id,
                          const char *const *tags,
                          size_t count,
                          const struct azdo_cancel *cancel,
                          struct azdo_tag_page **page,
                          struct azdo_error **error);

/**
 * Takes `count` tags off a build, one after another, and gives all that it then has: "Tags - Delete Build Tag", or
 * "Tags - Update Build Tags" for one that a URL cannot name. Where one fails, those before it are off; it may be called
 * again with all of them. Otherwise as `azdo_tags_add`.
 */
AZDO_API
azdo_status azdo_tags_remove(const struct azdo_client *client,
                             const char *project,
                             int64_t build_id,
                             const char *const *tags,
                             size_t count,
                             const struct azdo_cancel *cancel,
                             struct azdo_tag_page **page,
                             struct azdo_error **error);

/**
 * Has the calls that this thread begins from now on look at something of the caller's while they wait, beside their
 * cancel token: for interpreters, which handle signals on one thread, and only between two of their own steps.
 *
 * When `descriptor` is readable, `*go_on` is set to 0 and `look(go_on)` is called, on this thread, inside of the call
 * that waits. It takes away what can be read, and sets `*go_on` to 1 for the call to go on; otherwise the call returns
 * `AZDO_CANCELLED`. (A place and not a result, as an interpreter whose callback has failed may return anything. It may
 * be the first member of a structure of the caller's.) On systems that cannot wait for descriptors `descriptor` is not
 * used, and `look` is called some fifty times a second.
 *
 * `look` is never called after the call that waits has returned, nor by another thread. It may call this library; such
 * calls look at nothing unless they are told to in their turn, and what is set for them is forgotten when `look` returns.
 * It must return: no exception and no longjmp may leave it. What it takes for itself counts as the call's time.
 *
 * It holds until it is set anew; NULL for `look` takes it away. Until then, and until no call that began before is
 * inside of this library, the descriptor stays open and `look` and `go_on` stay valid. A forked child's only thread has
 * its parent's.
 */
AZDO_API
void azdo_thread_watch(int32_t descriptor,
                       void (*look)(int32_t *go_on),
                       int32_t *go_on);

/**
 * Fetches how far the stages, jobs and tasks of a build have come: "Timeline - Get". `project` NULL: that of the client's
 * URL. `query`: `timelineId` for that of an earlier attempt, `changeId` for what has changed since then alone; NULL for
 * none. A build that has not been planned yet has a timeline without records. The caller frees `*timeline`. Any thread may
 * call it.
 *
 * A timeline has the last attempt of each part. Where something was tried again, those before are in timelines that
 * `previous_attempts` name.
 */
AZDO_API
azdo_status azdo_timeline_get(const struct azdo_client *client,
                              const char *project,
                              int64_t build_id,
                              const struct azdo_params *query,
                              const struct azdo_cancel *cancel,
                              struct azdo_timeline **timeline,
                              struct azdo_error **error);

/**
 * Its records, in no order, and in `*count` (which may be NULL) how many there are. The array and what it points to live
 * as long as the timeline.
 */
AZDO_API
const struct azdo_timeline_record *const *azdo_timeline_records(const struct azdo_timeline *timeline,
                                                                size_t *count);

/**
 * As `azdo_build_page_broken`.
 */
AZDO_API
const struct azdo_broken_element *const *azdo_timeline_broken(const struct azdo_timeline *timeline,
                                                              size_t *count);

/**
 * The block that every `azdo_str` of the timeline points into, `json` excepted. It lives as long as the timeline.
 */
AZDO_API
struct azdo_str azdo_timeline_text(const struct azdo_timeline *timeline);

/**
 * Its GUID; "" where the build has no timeline yet. It lives as long as the timeline.
 */
AZDO_API const char *azdo_timeline_id(const struct azdo_timeline *timeline);

/**
 * The number of its last change: as the parameter `changeId` it asks for what has changed since. 0 for NULL.
 */
AZDO_API
int64_t azdo_timeline_change_id(const struct azdo_timeline *timeline);

/**
 * Frees a timeline with its records; NULL is allowed.
 */
AZDO_API void azdo_timeline_free(struct azdo_timeline *timeline);

/**
 * The library's version, "0.1.0". Static: it is never freed. Any thread may call it.
 */
AZDO_API const char *azdo_version(void);

/**
 * The library's version as a number, `AZDO_VERSION_NUMBER` of the header it was built with: 10000 * major +
 * 100 * minor + patch. A program may go on if the major number is its own and the rest is not smaller. Any
 * thread may call it.
 */
AZDO_API
uint32_t azdo_version_number(void);

/**
 * The page's records in the service's order, and in `*count` (which may be NULL) how many there are. The array
 * and what it points to live as long as the page.
 */
AZDO_API
const struct azdo_work_item *const *azdo_work_item_page_records(const struct azdo_work_item_page *page,
                                                                size_t *count);

/**
 * As `azdo_build_page_broken`.
 */
AZDO_API
const struct azdo_broken_element *const *azdo_work_item_page_broken(const struct azdo_work_item_page *page,
                                                                    size_t *count);

/**
 * The block that every `azdo_str` of the page's records points into, `json` excepted. It lives as long as the page.
 */
AZDO_API
struct azdo_str azdo_work_item_page_text(const struct azdo_work_item_page *page);

/**
 * Frees a page with its records; NULL is allowed.
 */
AZDO_API void azdo_work_item_page_free(struct azdo_work_item_page *page);

/**
 * Fetches which work items the changes of a build name: "Builds - Get Build Work Items Refs". `project` and `query`: as
 * for `azdo_logs_get`; `$top` is how many are wanted. The caller frees `*page`. Any thread may call it.
 */
AZDO_API
azdo_status azdo_work_items_get(const struct azdo_client *client,
                                const char *project,
                                int64_t build_id,
                                const struct azdo_params *query,
                                const struct azdo_cancel *cancel,
                                struct azdo_work_item_page **page,
                                struct azdo_error **error);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* AZDO_H */
