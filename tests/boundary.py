"""Every function of the header with NULL for each of its pointers in turn, with bytes that are no UTF-8, and with
wild integers: a status comes of it, never a crash. Run by tests/boundary.rs with the library's own signatures."""

import ctypes
import itertools
import json
import random
import sys

from azdo import _raw
from azdo._library import library

place = json.load(sys.stdin)
URL, PROJECT, PAT = (place[name].encode() for name in ("organization_url", "project", "pat"))
WILD = [0, 1, -1, 2**31 - 1, -(2**31), 2**62, -(2**63), 2**63 - 1]
TEXTS = [None, b"", b"\xff\xfe", b"a" * 70000, b"\xf0\x9f\x92\xa9", b"%00%", b"http://", b"\r\n"]


def made(function, *arguments):
    handle = ctypes.c_void_p()
    status = function(*arguments, ctypes.byref(handle), None)
    assert status == _raw.OK, (function.__name__, status)
    return handle


credential = made(library.azdo_credential_pat, None, PAT)
client = made(library.azdo_client_new, URL, credential, None)
cancel = ctypes.c_void_p()
assert library.azdo_cancel_new(ctypes.byref(cancel), None) == _raw.OK
params = ctypes.c_void_p(library.azdo_params_new())
query = ctypes.c_void_p(library.azdo_params_new())
library.azdo_params_set(query, b"project", PROJECT)
entra = ctypes.c_void_p(library.azdo_params_new())
library.azdo_params_set(entra, b"authority", URL.rsplit(b"/", 1)[0])
tags = (ctypes.c_char_p * 2)(b"a", b"b")

# What a sound call of each function has, in order; outputs are made for each call.
SOUND = {
    "azdo_basic_auth_header": [b"u", PAT],
    "azdo_get_builds": [URL, PROJECT, b"u", PAT, cancel],
    "azdo_credential_pat": [b"u", PAT],
    "azdo_credential_bearer": [b"token", 0],
    "azdo_credential_from_environment": [URL],
    "azdo_credential_from_git": [URL, params, cancel],
    "azdo_credential_from_azure_cli": [params, cancel],
    "azdo_credential_from_client_secret": [b"t", b"c", b"s", entra, cancel],
    "azdo_credential_find": [URL, b"environment,git", params, cancel],
    "azdo_credential_renew": [credential, cancel],
    "azdo_credential_header": [credential],
    "azdo_diagnose": [URL, credential, params, cancel],
    "azdo_client_new": [URL, credential, params],
    "azdo_client_set_credential": [client, credential],
    "azdo_client_learn_version": [client, cancel],
    "azdo_builds_list": [client, query],
    "azdo_projects_list": [client, params],
    "azdo_build_get": [client, PROJECT, 1, cancel],
    "azdo_builds_get_json": [client, PROJECT, cancel],
    "azdo_request": [client, b"GET", b"_apis/projects", params, None, 0, cancel],
    "azdo_call": [client, b"Projects - List", params, None, cancel],
    "azdo_items_list": [client, b"Projects - List", params],
    "azdo_definitions_list": [client, query],
    "azdo_definition_get": [client, PROJECT, 1, params, cancel],
    "azdo_definition_create": [client, PROJECT, b"{}", cancel],
    "azdo_definition_update": [client, PROJECT, 1, b"{}", cancel],
    "azdo_definition_set_queue_status": [client, PROJECT, 1, _raw.QUEUE_STATUS_PAUSED, cancel],
    "azdo_definition_delete": [client, PROJECT, 1, cancel],
    "azdo_changes_list": [client, PROJECT, 1, params],
    "azdo_timeline_get": [client, PROJECT, 1, params, cancel],
    "azdo_logs_get": [client, PROJECT, 1, params, cancel],
    "azdo_artifacts_get": [client, PROJECT, 1, params, cancel],
    "azdo_work_items_get": [client, PROJECT, 1, params, cancel],
    "azdo_tags_get": [client, PROJECT, 1, params, cancel],
    "azdo_tags_add": [client, PROJECT, 1, tags, 2, cancel],
    "azdo_tags_remove": [client, PROJECT, 1, tags, 2, cancel],
    "azdo_build_queue": [client, PROJECT, params, cancel],
    "azdo_build_update": [client, PROJECT, 1, params, cancel],
    "azdo_build_cancel": [client, PROJECT, 1, cancel],
    "azdo_build_retry_stage": [client, PROJECT, 1, b"stage", 1, cancel],
    "azdo_build_delete": [client, PROJECT, 1, cancel],
    "azdo_params_set": [params, b"a", b"b"],
    "azdo_params_set_int": [params, b"a", 1],
    "azdo_cancel_new": [],
    "azdo_reference_parse": [URL],
}
FREE = {
    "azdo_basic_auth_header": "azdo_string_free", "azdo_get_builds": "azdo_string_free",
    "azdo_credential_pat": "azdo_credential_free", "azdo_credential_bearer": "azdo_credential_free",
    "azdo_credential_from_environment": "azdo_credential_free", "azdo_credential_from_git": "azdo_credential_free",
    "azdo_credential_from_azure_cli": "azdo_credential_free", "azdo_credential_find": "azdo_credential_free",
    "azdo_credential_from_client_secret": "azdo_credential_free", "azdo_client_new": "azdo_client_free",
    "azdo_credential_header": "azdo_string_free", "azdo_diagnose": "azdo_findings_free",
    "azdo_builds_list": "azdo_builds_free", "azdo_projects_list": "azdo_projects_free",
    "azdo_build_get": "azdo_build_page_free", "azdo_builds_get_json": "azdo_string_free",
    "azdo_call": "azdo_response_free", "azdo_items_list": "azdo_items_free",
    "azdo_request": "azdo_response_free", "azdo_cancel_new": "azdo_cancel_free",
    "azdo_reference_parse": "azdo_reference_free", "azdo_definitions_list": "azdo_definitions_free",
    "azdo_definition_get": "azdo_definition_page_free", "azdo_definition_create": "azdo_definition_page_free",
    "azdo_definition_update": "azdo_definition_page_free",
    "azdo_definition_set_queue_status": "azdo_definition_page_free", "azdo_changes_list": "azdo_changes_free",
    "azdo_timeline_get": "azdo_timeline_free", "azdo_logs_get": "azdo_log_page_free",
    "azdo_artifacts_get": "azdo_artifact_page_free", "azdo_work_items_get": "azdo_work_item_page_free",
    "azdo_tags_get": "azdo_tag_page_free", "azdo_tags_add": "azdo_tag_page_free",
    "azdo_tags_remove": "azdo_tag_page_free", "azdo_build_queue": "azdo_build_page_free",
    "azdo_build_update": "azdo_build_page_free", "azdo_build_cancel": "azdo_build_page_free",
}
calls = 0


def tried(name, inputs, with_output=True, with_error=True):
    global calls, params
    function = getattr(library, name)
    outputs = ctypes.c_void_p(1), ctypes.c_void_p(1)
    arguments = list(inputs)
    if name in FREE:
        arguments.append(ctypes.byref(outputs[0]) if with_output else None)
    if len(arguments) < len(function.argtypes):
        arguments.append(ctypes.byref(outputs[1]) if with_error else None)
    status = function(*arguments)
    calls += 1
    assert _raw.OK <= status < _raw.INTERNAL, (name, inputs, status)
    if name in FREE and with_output:
        assert (status == _raw.OK) == bool(outputs[0]), (name, inputs, status, "output")
        getattr(library, FREE[name])(outputs[0])
    if len(inputs) + (name in FREE) < len(function.argtypes) and with_error:
        assert (status in (_raw.OK, _raw.DONE)) != bool(outputs[1]), (name, inputs, status, "error")
        if outputs[1]:
            assert library.azdo_error_status(outputs[1]) == status
            assert PAT not in library.azdo_error_text(outputs[1])
            library.azdo_error_free(outputs[1])
    return status


for name, sound in SOUND.items():
    tried(name, sound)
    if name in FREE:
        assert tried(name, sound, with_output=False) == _raw.INVALID_ARGUMENT, name
    tried(name, sound, with_error=False)
    for index, (value, kind) in enumerate(zip(sound, getattr(library, name).argtypes)):
        if kind is ctypes.c_char_p:
            others = TEXTS
        elif kind in (ctypes.c_int64, ctypes.c_int32):
            others = WILD
        elif kind is ctypes.c_size_t:
            others = [1, 2**63, 2**64 - 1]
        else:
            others = [None]
        for other in others:
            tried(name, [*sound[:index], other, *sound[index + 1 :]])
    library.azdo_params_free(params)
    params = ctypes.c_void_p(library.azdo_params_new())
    for inputs in SOUND.values():
        for index, value in enumerate(inputs):
            if isinstance(value, ctypes.c_void_p) and value is not params and value not in (credential, client, cancel, query, entra):
                inputs[index] = params

# Iterators and responses: NULL for themselves, and for what they give.
builds, projects = made(library.azdo_builds_list, client, query), made(library.azdo_projects_list, client, params)
items = made(library.azdo_items_list, client, b"Builds - List", query)
definitions = made(library.azdo_definitions_list, client, query)
changes = made(library.azdo_changes_list, client, PROJECT, 1, None)
response = ctypes.c_void_p()
assert library.azdo_request(client, b"GET", b"_apis/projects", None, None, 0, None, ctypes.byref(response), None) == _raw.OK
out = ctypes.c_void_p()
size = ctypes.c_size_t()
buffer = ctypes.create_string_buffer(8)
for function, handle in [
    (library.azdo_builds_next, builds),
    (library.azdo_projects_next, projects),
    (library.azdo_builds_next_page, builds),
    (library.azdo_projects_next_page, projects),
    (library.azdo_items_next, items),
    (library.azdo_definitions_next, definitions),
    (library.azdo_definitions_next_page, definitions),
    (library.azdo_changes_next, changes),
    (library.azdo_changes_next_page, changes),
    (library.azdo_response_body, response),
]:
    slot = ctypes.cast(ctypes.byref(out), function.argtypes[2])
    for self, place_of_output in itertools.product([handle, None], [slot, None]):
        if self is None or place_of_output is None:
            assert function(self, None, place_of_output, None) == _raw.INVALID_ARGUMENT, function.__name__
            calls += 1
assert library.azdo_response_read(None, buffer, 8, None, ctypes.byref(size), None) == _raw.INVALID_ARGUMENT
assert library.azdo_response_read(response, None, 8, None, ctypes.byref(size), None) == _raw.INVALID_ARGUMENT
assert library.azdo_response_read(response, buffer, 0, None, ctypes.byref(size), None) == _raw.INVALID_ARGUMENT
assert library.azdo_response_read(response, buffer, 2**64 - 1, None, ctypes.byref(size), None) == _raw.INVALID_ARGUMENT
assert library.azdo_response_read(response, buffer, 8, None, None, None) == _raw.INVALID_ARGUMENT
library.azdo_builds_free(builds)
library.azdo_projects_free(projects)
library.azdo_items_free(items)
library.azdo_definitions_free(definitions)
library.azdo_changes_free(changes)
library.azdo_response_free(response)

# Whatever bytes a URL is made of: a reference or an error, and text of each part of a reference.
chance = random.Random(7)
PIECES = [b"https://", b"dev.azure.com/", b"a.visualstudio.com/", b"git@ssh.dev.azure.com:v3/",
          b"vstfs:///Build/Build/", b"o/", b"p/", b"_git/", b"_build/results?", b"buildId=", b"&j=", b"_apis/build/builds/", b"42", b"%", b"%00",
          b"\xc3\xbc", b"\xff", b":", b"@", b"#", b" ", b"\r\n"]  # fmt: skip
PARTS = {name for name in vars(library) if name.startswith("azdo_reference_")} - {
    "azdo_reference_parse", "azdo_reference_free", "azdo_reference_kind_of"
}  # fmt: skip
assert len(PARTS) == 12, PARTS
for _ in range(3000):
    end = chance.randbytes(chance.randrange(6)).replace(b"\0", b"")
    url = b"".join(chance.choices(PIECES, k=chance.randrange(12))) + end
    if tried("azdo_reference_parse", [url]) == _raw.OK:
        reference = made(library.azdo_reference_parse, url)
        assert library.azdo_reference_kind_of(reference) > _raw.REFERENCE_KIND_UNKNOWN
        for name in PARTS:
            value = getattr(library, name)(reference)
            assert value >= 0 if isinstance(value, int) else value.decode() is not None, (name, url)
        library.azdo_reference_free(reference)

# Readers and _free take NULL, and numbers that are no status are named so.
for name in ("error", "build_page", "project_page", "string", "credential", "client", "cancel", "params", "builds",
             "projects", "items", "reference", "response", "definitions", "changes", "timeline"):  # fmt: skip
    getattr(library, f"azdo_{name}_free")(None)
    calls += 1
for name in ("build_page", "project_page", "definition_page", "change_page", "log_page", "artifact_page", "tag_page",
             "work_item_page", "timeline"):  # fmt: skip
    getattr(library, f"azdo_{name}_free")(None)
    assert getattr(library, f"azdo_{name}_text")(None).len == 0
    for array in ("records", "broken"):
        count = ctypes.c_size_t(9)
        assert not getattr(library, f"azdo_{name}_{array}")(None, ctypes.byref(count)) and count.value == 0
        assert not getattr(library, f"azdo_{name}_{array}")(None, None)
    calls += 1
for name in ("build", "project", "definition", "change"):
    assert getattr(library, f"azdo_{name}_page_token")(None) == b""
assert library.azdo_timeline_id(None) == b"" and library.azdo_timeline_change_id(None) == 0
for name in ("text", "message", "hint", "cause", "service_code", "type_key", "message_code", "activity_id", "e2e_id",
             "session_id", "edge_ref"):  # fmt: skip
    assert getattr(library, f"azdo_error_{name}")(None) == b""
assert library.azdo_error_status(None) == _raw.OK
assert library.azdo_error_retry_after_ms(None) == -1
assert not library.azdo_error_is_retriable(None) and not library.azdo_error_http_status(None)
assert ctypes.string_at(library.azdo_string_data(None, None)) == b""
assert not library.azdo_findings_records(None, None)
assert library.azdo_client_wants_credential(None, None) == 0
assert library.azdo_client_count(None, 1) == 0
for number in WILD[:4]:
    assert library.azdo_client_count(client, number) >= 0 if number == 1 else library.azdo_client_count(client, number) == -1
assert library.azdo_client_wants_credential(client, None) == 0
library.azdo_findings_free(None)
assert library.azdo_credential_source(None) == b""
assert library.azdo_reference_kind_of(None) == _raw.REFERENCE_KIND_UNKNOWN
for name in PARTS:
    assert getattr(library, name)(None) in (0, b""), name
assert library.azdo_response_status(None) == 0 and library.azdo_response_header(None, None) == b""
library.azdo_cancel_signal(None)
library.azdo_cancel_reset(None)
for number in (0, -1, 99, 2**31 - 1, -(2**31)):
    assert library.azdo_status_name(number)
    library.azdo_cancel_after_ms(None, number)

covered = set(SOUND)
can_fail = {name for name in vars(library) if name.startswith("azdo_") and getattr(library, name).restype is ctypes.c_int32}
rest = {"azdo_definitions_next", "azdo_definitions_next_page", "azdo_changes_next", "azdo_changes_next_page",
        "azdo_builds_next", "azdo_projects_next", "azdo_items_next", "azdo_builds_next_page", "azdo_projects_next_page",
        "azdo_response_read", "azdo_response_body", "azdo_response_status", "azdo_error_status",
        "azdo_error_http_status", "azdo_error_is_retriable", "azdo_client_wants_credential", "azdo_reference_kind_of"}  # fmt: skip
assert can_fail == covered | rest, can_fail ^ (covered | rest)
print(calls, "calls")
