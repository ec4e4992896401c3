"""The C ABI as ctypes sees it. Generated from include/azdo.h: `make header` writes it anew."""

# fmt: off
from ctypes import (
    CDLL, CFUNCTYPE, POINTER, Structure, c_char_p, c_int32, c_int64, c_size_t, c_uint32, c_void_p,
)

VERSION_MAJOR = 0
VERSION_MINOR = 1
VERSION_PATCH = 0
BUILD_KEEP_FOREVER = 1
BUILD_RETAINED_BY_RELEASE = 2
BUILD_DELETED = 4
CHANGE_MESSAGE_TRUNCATED = 1
DEFINITION_DRAFT = 1
OK = 0
DONE = 1
INVALID_ARGUMENT = 100
INVALID_STATE = 101
UNAUTHENTICATED = 200
FORBIDDEN = 201
NOT_FOUND = 202
CONFLICT = 203
REJECTED = 204
THROTTLED = 300
UNAVAILABLE = 301
TIMEOUT = 400
CANCELLED = 401
NETWORK = 402
TLS = 403
PROTOCOL = 404
LIMIT = 405
IO = 500
INTERNAL = 900
REFERENCE_KIND_UNKNOWN = 0
REFERENCE_KIND_ORGANIZATION = 1
REFERENCE_KIND_PROJECT = 2
REFERENCE_KIND_REPOSITORY = 3
REFERENCE_KIND_DEFINITION = 4
REFERENCE_KIND_BUILD = 5
REFERENCE_KIND_LOG = 6
REFERENCE_KIND_ARTIFACT = 7
BUILD_STATUS_UNKNOWN = 0
BUILD_STATUS_NONE = 1
BUILD_STATUS_IN_PROGRESS = 2
BUILD_STATUS_COMPLETED = 3
BUILD_STATUS_CANCELLING = 4
BUILD_STATUS_POSTPONED = 5
BUILD_STATUS_NOT_STARTED = 6
BUILD_RESULT_UNKNOWN = 0
BUILD_RESULT_NONE = 1
BUILD_RESULT_SUCCEEDED = 2
BUILD_RESULT_PARTIALLY_SUCCEEDED = 3
BUILD_RESULT_FAILED = 4
BUILD_RESULT_CANCELED = 5
QUEUE_STATUS_UNKNOWN = 0
QUEUE_STATUS_NONE = 1
QUEUE_STATUS_ENABLED = 2
QUEUE_STATUS_PAUSED = 3
QUEUE_STATUS_DISABLED = 4
TIMELINE_STATE_UNKNOWN = 0
TIMELINE_STATE_NONE = 1
TIMELINE_STATE_PENDING = 2
TIMELINE_STATE_IN_PROGRESS = 3
TIMELINE_STATE_COMPLETED = 4
TIMELINE_RESULT_UNKNOWN = 0
TIMELINE_RESULT_NONE = 1
TIMELINE_RESULT_SUCCEEDED = 2
TIMELINE_RESULT_SUCCEEDED_WITH_ISSUES = 3
TIMELINE_RESULT_FAILED = 4
TIMELINE_RESULT_CANCELED = 5
TIMELINE_RESULT_SKIPPED = 6
TIMELINE_RESULT_ABANDONED = 7
TIMELINE_RESULT_MANUALLY_QUEUED = 8
TIMELINE_RESULT_DEPENDENT_ON_MANUAL_QUEUE = 9
ISSUE_KIND_UNKNOWN = 0
ISSUE_KIND_NONE = 1
ISSUE_KIND_ERROR = 2
ISSUE_KIND_WARNING = 3
VERDICT_CANNOT_TELL = 0
VERDICT_OK = 1
VERDICT_PROBLEM = 2
COUNTER_REQUESTS = 1
COUNTER_RETRIES = 2
COUNTER_WAITED_MS = 3
COUNTER_RECEIVED_BYTES = 4
COUNTER_THROTTLED = 5


class azdo_str(Structure):
    _fields_ = [
        ("data", c_void_p),
        ("len", c_size_t),
    ]


class azdo_artifact(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("flags", c_uint32),
        ("id", c_int64),
        ("size", c_int64),
        ("name", azdo_str),
        ("source", azdo_str),
        ("type_name", azdo_str),
        ("data", azdo_str),
        ("download_url", azdo_str),
        ("url", azdo_str),
        ("json", azdo_str),
    ]


class azdo_broken_element(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("flags", c_uint32),
        ("index", c_int64),
        ("reason", azdo_str),
    ]


class azdo_build(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("flags", c_uint32),
        ("id", c_int64),
        ("definition_id", c_int64),
        ("status", c_int32),
        ("result", c_int32),
        ("queue_time_ns", c_int64),
        ("start_time_ns", c_int64),
        ("finish_time_ns", c_int64),
        ("last_changed_time_ns", c_int64),
        ("build_number", azdo_str),
        ("status_name", azdo_str),
        ("result_name", azdo_str),
        ("reason", azdo_str),
        ("priority", azdo_str),
        ("definition_name", azdo_str),
        ("project_id", azdo_str),
        ("project_name", azdo_str),
        ("source_branch", azdo_str),
        ("source_version", azdo_str),
        ("repository_id", azdo_str),
        ("repository_type", azdo_str),
        ("requested_for_name", azdo_str),
        ("requested_for_unique_name", azdo_str),
        ("requested_by_name", azdo_str),
        ("queue_name", azdo_str),
        ("uri", azdo_str),
        ("url", azdo_str),
        ("web_url", azdo_str),
        ("json", azdo_str),
        ("queue_id", c_int64),
        ("pool_id", c_int64),
        ("pool_name", azdo_str),
        ("requested_for_id", azdo_str),
        ("requested_by_id", azdo_str),
        ("requested_by_unique_name", azdo_str),
        ("last_changed_by_id", azdo_str),
        ("last_changed_by_name", azdo_str),
        ("last_changed_by_unique_name", azdo_str),
    ]


class azdo_change(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("flags", c_uint32),
        ("time_ns", c_int64),
        ("id", azdo_str),
        ("type_name", azdo_str),
        ("message", azdo_str),
        ("author_id", azdo_str),
        ("author_name", azdo_str),
        ("author_unique_name", azdo_str),
        ("pusher", azdo_str),
        ("location", azdo_str),
        ("display_url", azdo_str),
        ("json", azdo_str),
    ]


class azdo_definition(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("flags", c_uint32),
        ("id", c_int64),
        ("revision", c_int64),
        ("queue_id", c_int64),
        ("pool_id", c_int64),
        ("latest_build_id", c_int64),
        ("latest_completed_build_id", c_int64),
        ("queue_status", c_int32),
        ("latest_build_status", c_int32),
        ("latest_build_result", c_int32),
        ("latest_completed_build_result", c_int32),
        ("created_time_ns", c_int64),
        ("name", azdo_str),
        ("path", azdo_str),
        ("type_name", azdo_str),
        ("quality", azdo_str),
        ("queue_status_name", azdo_str),
        ("description", azdo_str),
        ("project_id", azdo_str),
        ("project_name", azdo_str),
        ("queue_name", azdo_str),
        ("pool_name", azdo_str),
        ("repository_id", azdo_str),
        ("repository_name", azdo_str),
        ("repository_type", azdo_str),
        ("default_branch", azdo_str),
        ("yaml_file", azdo_str),
        ("authored_by_name", azdo_str),
        ("authored_by_unique_name", azdo_str),
        ("latest_build_number", azdo_str),
        ("latest_completed_build_number", azdo_str),
        ("uri", azdo_str),
        ("url", azdo_str),
        ("web_url", azdo_str),
        ("json", azdo_str),
    ]


class azdo_finding(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("verdict", c_int32),
        ("check", azdo_str),
        ("text", azdo_str),
        ("hint", azdo_str),
    ]


class azdo_log(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("flags", c_uint32),
        ("id", c_int64),
        ("line_count", c_int64),
        ("created_time_ns", c_int64),
        ("last_changed_time_ns", c_int64),
        ("type_name", azdo_str),
        ("url", azdo_str),
        ("json", azdo_str),
    ]


class azdo_project(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("flags", c_uint32),
        ("revision", c_int64),
        ("last_update_time_ns", c_int64),
        ("id", azdo_str),
        ("name", azdo_str),
        ("description", azdo_str),
        ("state", azdo_str),
        ("visibility", azdo_str),
        ("url", azdo_str),
        ("json", azdo_str),
    ]


class azdo_tag(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("flags", c_uint32),
        ("name", azdo_str),
    ]


class azdo_issue(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("kind", c_int32),
        ("kind_name", azdo_str),
        ("category", azdo_str),
        ("message", azdo_str),
    ]


class azdo_attempt(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("flags", c_uint32),
        ("attempt", c_int64),
        ("timeline_id", azdo_str),
        ("record_id", azdo_str),
    ]


class azdo_timeline_record(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("flags", c_uint32),
        ("order", c_int64),
        ("attempt", c_int64),
        ("percent_complete", c_int64),
        ("error_count", c_int64),
        ("warning_count", c_int64),
        ("log_id", c_int64),
        ("queue_id", c_int64),
        ("change_id", c_int64),
        ("state", c_int32),
        ("result", c_int32),
        ("start_time_ns", c_int64),
        ("finish_time_ns", c_int64),
        ("last_modified_time_ns", c_int64),
        ("issues", POINTER(POINTER(azdo_issue))),
        ("issue_count", c_size_t),
        ("previous_attempts", POINTER(POINTER(azdo_attempt))),
        ("previous_attempt_count", c_size_t),
        ("id", azdo_str),
        ("parent_id", azdo_str),
        ("type_name", azdo_str),
        ("name", azdo_str),
        ("ref_name", azdo_str),
        ("identifier", azdo_str),
        ("state_name", azdo_str),
        ("result_name", azdo_str),
        ("result_code", azdo_str),
        ("current_operation", azdo_str),
        ("worker_name", azdo_str),
        ("task_id", azdo_str),
        ("task_name", azdo_str),
        ("task_version", azdo_str),
        ("details_id", azdo_str),
        ("log_url", azdo_str),
        ("url", azdo_str),
        ("json", azdo_str),
    ]


class azdo_work_item(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("flags", c_uint32),
        ("id", c_int64),
        ("url", azdo_str),
        ("json", azdo_str),
    ]


def declare(library: CDLL) -> None:
    """Tells ctypes what each function takes and gives."""
    library.azdo_artifact_page_records.argtypes = [c_void_p, POINTER(c_size_t)]
    library.azdo_artifact_page_records.restype = POINTER(POINTER(azdo_artifact))
    library.azdo_artifact_page_broken.argtypes = [c_void_p, POINTER(c_size_t)]
    library.azdo_artifact_page_broken.restype = POINTER(POINTER(azdo_broken_element))
    library.azdo_artifact_page_text.argtypes = [c_void_p]
    library.azdo_artifact_page_text.restype = azdo_str
    library.azdo_artifact_page_free.argtypes = [c_void_p]
    library.azdo_artifact_page_free.restype = None
    library.azdo_artifacts_get.argtypes = [c_void_p, c_char_p, c_int64, c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_artifacts_get.restype = c_int32
    library.azdo_build_page_records.argtypes = [c_void_p, POINTER(c_size_t)]
    library.azdo_build_page_records.restype = POINTER(POINTER(azdo_build))
    library.azdo_build_page_broken.argtypes = [c_void_p, POINTER(c_size_t)]
    library.azdo_build_page_broken.restype = POINTER(POINTER(azdo_broken_element))
    library.azdo_build_page_text.argtypes = [c_void_p]
    library.azdo_build_page_text.restype = azdo_str
    library.azdo_build_page_token.argtypes = [c_void_p]
    library.azdo_build_page_token.restype = c_char_p
    library.azdo_build_page_free.argtypes = [c_void_p]
    library.azdo_build_page_free.restype = None
    library.azdo_builds_list.argtypes = [c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_builds_list.restype = c_int32
    library.azdo_builds_next.argtypes = [c_void_p, c_void_p, POINTER(POINTER(azdo_build)), POINTER(c_void_p)]
    library.azdo_builds_next.restype = c_int32
    library.azdo_builds_next_page.argtypes = [c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_builds_next_page.restype = c_int32
    library.azdo_builds_free.argtypes = [c_void_p]
    library.azdo_builds_free.restype = None
    library.azdo_builds_get_json.argtypes = [c_void_p, c_char_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_builds_get_json.restype = c_int32
    library.azdo_build_get.argtypes = [c_void_p, c_char_p, c_int64, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_build_get.restype = c_int32
    library.azdo_build_queue.argtypes = [c_void_p, c_char_p, c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_build_queue.restype = c_int32
    library.azdo_build_update.argtypes = [c_void_p, c_char_p, c_int64, c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_build_update.restype = c_int32
    library.azdo_build_cancel.argtypes = [c_void_p, c_char_p, c_int64, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_build_cancel.restype = c_int32
    library.azdo_build_retry_stage.argtypes = [c_void_p, c_char_p, c_int64, c_char_p, c_int32, c_void_p, POINTER(c_void_p)]
    library.azdo_build_retry_stage.restype = c_int32
    library.azdo_build_delete.argtypes = [c_void_p, c_char_p, c_int64, c_void_p, POINTER(c_void_p)]
    library.azdo_build_delete.restype = c_int32
    library.azdo_cancel_new.argtypes = [POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_cancel_new.restype = c_int32
    library.azdo_cancel_signal.argtypes = [c_void_p]
    library.azdo_cancel_signal.restype = None
    library.azdo_cancel_after_ms.argtypes = [c_void_p, c_int64]
    library.azdo_cancel_after_ms.restype = None
    library.azdo_cancel_reset.argtypes = [c_void_p]
    library.azdo_cancel_reset.restype = None
    library.azdo_cancel_free.argtypes = [c_void_p]
    library.azdo_cancel_free.restype = None
    library.azdo_change_page_records.argtypes = [c_void_p, POINTER(c_size_t)]
    library.azdo_change_page_records.restype = POINTER(POINTER(azdo_change))
    library.azdo_change_page_broken.argtypes = [c_void_p, POINTER(c_size_t)]
    library.azdo_change_page_broken.restype = POINTER(POINTER(azdo_broken_element))
    library.azdo_change_page_text.argtypes = [c_void_p]
    library.azdo_change_page_text.restype = azdo_str
    library.azdo_change_page_token.argtypes = [c_void_p]
    library.azdo_change_page_token.restype = c_char_p
    library.azdo_change_page_free.argtypes = [c_void_p]
    library.azdo_change_page_free.restype = None
    library.azdo_changes_list.argtypes = [c_void_p, c_char_p, c_int64, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_changes_list.restype = c_int32
    library.azdo_changes_next.argtypes = [c_void_p, c_void_p, POINTER(POINTER(azdo_change)), POINTER(c_void_p)]
    library.azdo_changes_next.restype = c_int32
    library.azdo_changes_next_page.argtypes = [c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_changes_next_page.restype = c_int32
    library.azdo_changes_free.argtypes = [c_void_p]
    library.azdo_changes_free.restype = None
    library.azdo_client_new.argtypes = [c_char_p, c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_client_new.restype = c_int32
    library.azdo_client_set_credential.argtypes = [c_void_p, c_void_p, POINTER(c_void_p)]
    library.azdo_client_set_credential.restype = c_int32
    library.azdo_client_wants_credential.argtypes = [c_void_p, c_void_p]
    library.azdo_client_wants_credential.restype = c_int32
    library.azdo_client_learn_version.argtypes = [c_void_p, c_void_p, POINTER(c_void_p)]
    library.azdo_client_learn_version.restype = c_int32
    library.azdo_client_count.argtypes = [c_void_p, c_int32]
    library.azdo_client_count.restype = c_int64
    library.azdo_client_free.argtypes = [c_void_p]
    library.azdo_client_free.restype = None
    library.azdo_get_builds.argtypes = [c_char_p, c_char_p, c_char_p, c_char_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_get_builds.restype = c_int32
    library.azdo_basic_auth_header.argtypes = [c_char_p, c_char_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_basic_auth_header.restype = c_int32
    library.azdo_credential_pat.argtypes = [c_char_p, c_char_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_credential_pat.restype = c_int32
    library.azdo_credential_bearer.argtypes = [c_char_p, c_int64, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_credential_bearer.restype = c_int32
    library.azdo_credential_from_environment.argtypes = [c_char_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_credential_from_environment.restype = c_int32
    library.azdo_credential_from_git.argtypes = [c_char_p, c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_credential_from_git.restype = c_int32
    library.azdo_credential_from_azure_cli.argtypes = [c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_credential_from_azure_cli.restype = c_int32
    library.azdo_credential_from_client_secret.argtypes = [c_char_p, c_char_p, c_char_p, c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_credential_from_client_secret.restype = c_int32
    library.azdo_credential_find.argtypes = [c_char_p, c_char_p, c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_credential_find.restype = c_int32
    library.azdo_credential_renew.argtypes = [c_void_p, c_void_p, POINTER(c_void_p)]
    library.azdo_credential_renew.restype = c_int32
    library.azdo_credential_source.argtypes = [c_void_p]
    library.azdo_credential_source.restype = c_char_p
    library.azdo_credential_header.argtypes = [c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_credential_header.restype = c_int32
    library.azdo_credential_free.argtypes = [c_void_p]
    library.azdo_credential_free.restype = None
    library.azdo_definition_page_records.argtypes = [c_void_p, POINTER(c_size_t)]
    library.azdo_definition_page_records.restype = POINTER(POINTER(azdo_definition))
    library.azdo_definition_page_broken.argtypes = [c_void_p, POINTER(c_size_t)]
    library.azdo_definition_page_broken.restype = POINTER(POINTER(azdo_broken_element))
    library.azdo_definition_page_text.argtypes = [c_void_p]
    library.azdo_definition_page_text.restype = azdo_str
    library.azdo_definition_page_token.argtypes = [c_void_p]
    library.azdo_definition_page_token.restype = c_char_p
    library.azdo_definition_page_free.argtypes = [c_void_p]
    library.azdo_definition_page_free.restype = None
    library.azdo_definitions_list.argtypes = [c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_definitions_list.restype = c_int32
    library.azdo_definitions_next.argtypes = [c_void_p, c_void_p, POINTER(POINTER(azdo_definition)), POINTER(c_void_p)]
    library.azdo_definitions_next.restype = c_int32
    library.azdo_definitions_next_page.argtypes = [c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_definitions_next_page.restype = c_int32
    library.azdo_definitions_free.argtypes = [c_void_p]
    library.azdo_definitions_free.restype = None
    library.azdo_definition_get.argtypes = [c_void_p, c_char_p, c_int64, c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_definition_get.restype = c_int32
    library.azdo_definition_create.argtypes = [c_void_p, c_char_p, c_char_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_definition_create.restype = c_int32
    library.azdo_definition_update.argtypes = [c_void_p, c_char_p, c_int64, c_char_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_definition_update.restype = c_int32
    library.azdo_definition_set_queue_status.argtypes = [c_void_p, c_char_p, c_int64, c_int32, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_definition_set_queue_status.restype = c_int32
    library.azdo_definition_delete.argtypes = [c_void_p, c_char_p, c_int64, c_void_p, POINTER(c_void_p)]
    library.azdo_definition_delete.restype = c_int32
    library.azdo_status_name.argtypes = [c_int32]
    library.azdo_status_name.restype = c_char_p
    library.azdo_error_status.argtypes = [c_void_p]
    library.azdo_error_status.restype = c_int32
    library.azdo_error_text.argtypes = [c_void_p]
    library.azdo_error_text.restype = c_char_p
    library.azdo_error_message.argtypes = [c_void_p]
    library.azdo_error_message.restype = c_char_p
    library.azdo_error_hint.argtypes = [c_void_p]
    library.azdo_error_hint.restype = c_char_p
    library.azdo_error_cause.argtypes = [c_void_p]
    library.azdo_error_cause.restype = c_char_p
    library.azdo_error_http_status.argtypes = [c_void_p]
    library.azdo_error_http_status.restype = c_int32
    library.azdo_error_service_code.argtypes = [c_void_p]
    library.azdo_error_service_code.restype = c_char_p
    library.azdo_error_type_key.argtypes = [c_void_p]
    library.azdo_error_type_key.restype = c_char_p
    library.azdo_error_message_code.argtypes = [c_void_p]
    library.azdo_error_message_code.restype = c_char_p
    library.azdo_error_activity_id.argtypes = [c_void_p]
    library.azdo_error_activity_id.restype = c_char_p
    library.azdo_error_e2e_id.argtypes = [c_void_p]
    library.azdo_error_e2e_id.restype = c_char_p
    library.azdo_error_session_id.argtypes = [c_void_p]
    library.azdo_error_session_id.restype = c_char_p
    library.azdo_error_edge_ref.argtypes = [c_void_p]
    library.azdo_error_edge_ref.restype = c_char_p
    library.azdo_error_retry_after_ms.argtypes = [c_void_p]
    library.azdo_error_retry_after_ms.restype = c_int64
    library.azdo_error_is_retriable.argtypes = [c_void_p]
    library.azdo_error_is_retriable.restype = c_int32
    library.azdo_error_free.argtypes = [c_void_p]
    library.azdo_error_free.restype = None
    library.azdo_diagnose.argtypes = [c_char_p, c_void_p, c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_diagnose.restype = c_int32
    library.azdo_findings_records.argtypes = [c_void_p, POINTER(c_size_t)]
    library.azdo_findings_records.restype = POINTER(POINTER(azdo_finding))
    library.azdo_findings_free.argtypes = [c_void_p]
    library.azdo_findings_free.restype = None
    library.azdo_items_list.argtypes = [c_void_p, c_char_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_items_list.restype = c_int32
    library.azdo_items_next.argtypes = [c_void_p, c_void_p, POINTER(azdo_str), POINTER(c_void_p)]
    library.azdo_items_next.restype = c_int32
    library.azdo_items_free.argtypes = [c_void_p]
    library.azdo_items_free.restype = None
    library.azdo_log_page_records.argtypes = [c_void_p, POINTER(c_size_t)]
    library.azdo_log_page_records.restype = POINTER(POINTER(azdo_log))
    library.azdo_log_page_broken.argtypes = [c_void_p, POINTER(c_size_t)]
    library.azdo_log_page_broken.restype = POINTER(POINTER(azdo_broken_element))
    library.azdo_log_page_text.argtypes = [c_void_p]
    library.azdo_log_page_text.restype = azdo_str
    library.azdo_log_page_free.argtypes = [c_void_p]
    library.azdo_log_page_free.restype = None
    library.azdo_logs_get.argtypes = [c_void_p, c_char_p, c_int64, c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_logs_get.restype = c_int32
    library.azdo_params_new.argtypes = []
    library.azdo_params_new.restype = c_void_p
    library.azdo_params_set.argtypes = [c_void_p, c_char_p, c_char_p]
    library.azdo_params_set.restype = c_int32
    library.azdo_params_set_int.argtypes = [c_void_p, c_char_p, c_int64]
    library.azdo_params_set_int.restype = c_int32
    library.azdo_params_free.argtypes = [c_void_p]
    library.azdo_params_free.restype = None
    library.azdo_project_page_records.argtypes = [c_void_p, POINTER(c_size_t)]
    library.azdo_project_page_records.restype = POINTER(POINTER(azdo_project))
    library.azdo_project_page_broken.argtypes = [c_void_p, POINTER(c_size_t)]
    library.azdo_project_page_broken.restype = POINTER(POINTER(azdo_broken_element))
    library.azdo_project_page_text.argtypes = [c_void_p]
    library.azdo_project_page_text.restype = azdo_str
    library.azdo_project_page_token.argtypes = [c_void_p]
    library.azdo_project_page_token.restype = c_char_p
    library.azdo_project_page_free.argtypes = [c_void_p]
    library.azdo_project_page_free.restype = None
    library.azdo_projects_list.argtypes = [c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_projects_list.restype = c_int32
    library.azdo_projects_next.argtypes = [c_void_p, c_void_p, POINTER(POINTER(azdo_project)), POINTER(c_void_p)]
    library.azdo_projects_next.restype = c_int32
    library.azdo_projects_next_page.argtypes = [c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_projects_next_page.restype = c_int32
    library.azdo_projects_free.argtypes = [c_void_p]
    library.azdo_projects_free.restype = None
    library.azdo_reference_parse.argtypes = [c_char_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_reference_parse.restype = c_int32
    library.azdo_reference_kind_of.argtypes = [c_void_p]
    library.azdo_reference_kind_of.restype = c_int32
    library.azdo_reference_organization_url.argtypes = [c_void_p]
    library.azdo_reference_organization_url.restype = c_char_p
    library.azdo_reference_organization_name.argtypes = [c_void_p]
    library.azdo_reference_organization_name.restype = c_char_p
    library.azdo_reference_project.argtypes = [c_void_p]
    library.azdo_reference_project.restype = c_char_p
    library.azdo_reference_repository.argtypes = [c_void_p]
    library.azdo_reference_repository.restype = c_char_p
    library.azdo_reference_definition_id.argtypes = [c_void_p]
    library.azdo_reference_definition_id.restype = c_int64
    library.azdo_reference_build_id.argtypes = [c_void_p]
    library.azdo_reference_build_id.restype = c_int64
    library.azdo_reference_log_id.argtypes = [c_void_p]
    library.azdo_reference_log_id.restype = c_int64
    library.azdo_reference_artifact_name.argtypes = [c_void_p]
    library.azdo_reference_artifact_name.restype = c_char_p
    library.azdo_reference_job_id.argtypes = [c_void_p]
    library.azdo_reference_job_id.restype = c_char_p
    library.azdo_reference_task_id.argtypes = [c_void_p]
    library.azdo_reference_task_id.restype = c_char_p
    library.azdo_reference_web_url.argtypes = [c_void_p]
    library.azdo_reference_web_url.restype = c_char_p
    library.azdo_reference_api_url.argtypes = [c_void_p]
    library.azdo_reference_api_url.restype = c_char_p
    library.azdo_reference_free.argtypes = [c_void_p]
    library.azdo_reference_free.restype = None
    library.azdo_request.argtypes = [c_void_p, c_char_p, c_char_p, c_void_p, c_void_p, c_size_t, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_request.restype = c_int32
    library.azdo_call.argtypes = [c_void_p, c_char_p, c_void_p, c_char_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_call.restype = c_int32
    library.azdo_response_status.argtypes = [c_void_p]
    library.azdo_response_status.restype = c_int32
    library.azdo_response_header.argtypes = [c_void_p, c_char_p]
    library.azdo_response_header.restype = c_char_p
    library.azdo_response_read.argtypes = [c_void_p, c_void_p, c_size_t, c_void_p, POINTER(c_size_t), POINTER(c_void_p)]
    library.azdo_response_read.restype = c_int32
    library.azdo_response_body.argtypes = [c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_response_body.restype = c_int32
    library.azdo_response_free.argtypes = [c_void_p]
    library.azdo_response_free.restype = None
    library.azdo_string_data.argtypes = [c_void_p, POINTER(c_size_t)]
    library.azdo_string_data.restype = c_void_p
    library.azdo_string_free.argtypes = [c_void_p]
    library.azdo_string_free.restype = None
    library.azdo_tag_page_records.argtypes = [c_void_p, POINTER(c_size_t)]
    library.azdo_tag_page_records.restype = POINTER(POINTER(azdo_tag))
    library.azdo_tag_page_broken.argtypes = [c_void_p, POINTER(c_size_t)]
    library.azdo_tag_page_broken.restype = POINTER(POINTER(azdo_broken_element))
    library.azdo_tag_page_text.argtypes = [c_void_p]
    library.azdo_tag_page_text.restype = azdo_str
    library.azdo_tag_page_free.argtypes = [c_void_p]
    library.azdo_tag_page_free.restype = None
    library.azdo_tags_get.argtypes = [c_void_p, c_char_p, c_int64, c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_tags_get.restype = c_int32
    library.azdo_tags_add.argtypes = [c_void_p, c_char_p, c_int64, POINTER(c_char_p), c_size_t, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_tags_add.restype = c_int32
    library.azdo_tags_remove.argtypes = [c_void_p, c_char_p, c_int64, POINTER(c_char_p), c_size_t, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_tags_remove.restype = c_int32
    library.azdo_thread_watch.argtypes = [c_int32, CFUNCTYPE(None, POINTER(c_int32)), POINTER(c_int32)]
    library.azdo_thread_watch.restype = None
    library.azdo_timeline_get.argtypes = [c_void_p, c_char_p, c_int64, c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_timeline_get.restype = c_int32
    library.azdo_timeline_records.argtypes = [c_void_p, POINTER(c_size_t)]
    library.azdo_timeline_records.restype = POINTER(POINTER(azdo_timeline_record))
    library.azdo_timeline_broken.argtypes = [c_void_p, POINTER(c_size_t)]
    library.azdo_timeline_broken.restype = POINTER(POINTER(azdo_broken_element))
    library.azdo_timeline_text.argtypes = [c_void_p]
    library.azdo_timeline_text.restype = azdo_str
    library.azdo_timeline_id.argtypes = [c_void_p]
    library.azdo_timeline_id.restype = c_char_p
    library.azdo_timeline_change_id.argtypes = [c_void_p]
    library.azdo_timeline_change_id.restype = c_int64
    library.azdo_timeline_free.argtypes = [c_void_p]
    library.azdo_timeline_free.restype = None
    library.azdo_version.argtypes = []
    library.azdo_version.restype = c_char_p
    library.azdo_version_number.argtypes = []
    library.azdo_version_number.restype = c_uint32
    library.azdo_work_item_page_records.argtypes = [c_void_p, POINTER(c_size_t)]
    library.azdo_work_item_page_records.restype = POINTER(POINTER(azdo_work_item))
    library.azdo_work_item_page_broken.argtypes = [c_void_p, POINTER(c_size_t)]
    library.azdo_work_item_page_broken.restype = POINTER(POINTER(azdo_broken_element))
    library.azdo_work_item_page_text.argtypes = [c_void_p]
    library.azdo_work_item_page_text.restype = azdo_str
    library.azdo_work_item_page_free.argtypes = [c_void_p]
    library.azdo_work_item_page_free.restype = None
    library.azdo_work_items_get.argtypes = [c_void_p, c_char_p, c_int64, c_void_p, c_void_p, POINTER(c_void_p), POINTER(c_void_p)]
    library.azdo_work_items_get.restype = c_int32
