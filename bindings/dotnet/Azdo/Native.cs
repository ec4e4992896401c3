using System;
using System.Runtime.InteropServices;

namespace Azdo
{
    /// <summary>Functions and records of include/azdo.h, by the names they have there.</summary>
    static unsafe class Native
    {
        internal const string Library = "azdo";
        const CallingConvention Cdecl = CallingConvention.Cdecl;

        internal const int Ok = 0;
        internal const int Done = 1;
        internal const uint BuildKeepForever = 1;
        internal const uint BuildRetainedByRelease = 2;
        internal const uint BuildDeleted = 4;
        internal const uint ChangeMessageTruncated = 1;
        internal const uint DefinitionDraft = 1;
        internal const long TimeNone = long.MinValue;

        /// <summary>A function that can wait, with all but its last arguments.</summary>
        internal delegate int Call<T>(CancelHandle cancel, out T made, out IntPtr error);

        /// <summary>One that asks something of a project.</summary>
        internal delegate int ProjectCall<T>(byte* project, CancelHandle cancel, out T made, out IntPtr error);

        /// <summary>One that makes nothing.</summary>
        internal delegate int ProjectAction(byte* project, CancelHandle cancel, out IntPtr error);

        static Native() => NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, Loader.Resolve);

        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_version();
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_get_builds(
            byte* url, byte* project, byte* user, byte* pat, CancelHandle cancel, out StringHandle json,
            out IntPtr error);

        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_credential_pat(
            byte* user, byte* pat, out CredentialHandle credential, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_credential_bearer(
            byte* token, long expires_at_ns, out CredentialHandle credential, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_credential_from_environment(
            byte* organization_url, out CredentialHandle credential, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_credential_from_git(
            byte* organization_url, ParamsHandle options, CancelHandle cancel, out CredentialHandle credential,
            out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_credential_from_azure_cli(
            ParamsHandle options, CancelHandle cancel, out CredentialHandle credential, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_credential_from_client_secret(
            byte* tenant, byte* client_id, byte* client_secret, ParamsHandle options, CancelHandle cancel,
            out CredentialHandle credential, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_credential_find(
            byte* organization_url, byte* places, ParamsHandle options, CancelHandle cancel,
            out CredentialHandle credential, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_credential_renew(
            CredentialHandle credential, CancelHandle cancel, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_credential_header(
            CredentialHandle credential, out StringHandle header, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_credential_source(CredentialHandle credential);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern void azdo_credential_free(IntPtr credential);

        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_client_new(
            byte* organization_url, CredentialHandle credential, ParamsHandle options, out ClientHandle client,
            out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_client_set_credential(
            ClientHandle client, CredentialHandle credential, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_client_learn_version(
            ClientHandle client, CancelHandle cancel, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_client_wants_credential(ClientHandle client, IntPtr failure);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern long azdo_client_count(ClientHandle client, int counter);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern void azdo_client_free(IntPtr client);

        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_builds_list(
            ClientHandle client, ParamsHandle query, out BuildListHandle builds, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_builds_next_page(
            BuildListHandle builds, CancelHandle cancel, out BuildPageHandle page, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern void azdo_builds_free(IntPtr builds);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_builds_get_json(
            ClientHandle client, byte* project, CancelHandle cancel, out StringHandle json, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_build_get(
            ClientHandle client, byte* project, long id, CancelHandle cancel, out BuildPageHandle page,
            out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_build_queue(
            ClientHandle client, byte* project, ParamsHandle values, CancelHandle cancel, out BuildPageHandle page,
            out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_build_update(
            ClientHandle client, byte* project, long id, ParamsHandle values, CancelHandle cancel,
            out BuildPageHandle page, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_build_cancel(
            ClientHandle client, byte* project, long id, CancelHandle cancel, out BuildPageHandle page,
            out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_build_retry_stage(
            ClientHandle client, byte* project, long id, byte* stage, int all_jobs, CancelHandle cancel,
            out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_build_delete(
            ClientHandle client, byte* project, long id, CancelHandle cancel, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern IntPtr* azdo_build_page_records(BuildPageHandle page, out UIntPtr count);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern IntPtr* azdo_build_page_broken(BuildPageHandle page, out UIntPtr count);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern azdo_str azdo_build_page_text(BuildPageHandle page);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_build_page_token(BuildPageHandle page);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern void azdo_build_page_free(IntPtr page);

        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_timeline_get(
            ClientHandle client, byte* project, long build_id, ParamsHandle query, CancelHandle cancel,
            out TimelineHandle timeline, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern IntPtr* azdo_timeline_records(TimelineHandle timeline, out UIntPtr count);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern IntPtr* azdo_timeline_broken(TimelineHandle timeline, out UIntPtr count);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern azdo_str azdo_timeline_text(TimelineHandle timeline);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern void azdo_timeline_free(IntPtr timeline);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_timeline_id(TimelineHandle timeline);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern long azdo_timeline_change_id(TimelineHandle timeline);

        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_logs_get(
            ClientHandle client, byte* project, long build_id, ParamsHandle query, CancelHandle cancel,
            out LogPageHandle page, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern IntPtr* azdo_log_page_records(LogPageHandle page, out UIntPtr count);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern IntPtr* azdo_log_page_broken(LogPageHandle page, out UIntPtr count);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern azdo_str azdo_log_page_text(LogPageHandle page);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern void azdo_log_page_free(IntPtr page);

        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_artifacts_get(
            ClientHandle client, byte* project, long build_id, ParamsHandle query, CancelHandle cancel,
            out ArtifactPageHandle page, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern IntPtr* azdo_artifact_page_records(ArtifactPageHandle page, out UIntPtr count);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern IntPtr* azdo_artifact_page_broken(ArtifactPageHandle page, out UIntPtr count);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern azdo_str azdo_artifact_page_text(ArtifactPageHandle page);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern void azdo_artifact_page_free(IntPtr page);

        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_changes_list(
            ClientHandle client, byte* project, long build_id, ParamsHandle query, out ChangeListHandle changes,
            out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_changes_next_page(
            ChangeListHandle changes, CancelHandle cancel, out ChangePageHandle page, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern void azdo_changes_free(IntPtr changes);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern IntPtr* azdo_change_page_records(ChangePageHandle page, out UIntPtr count);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern IntPtr* azdo_change_page_broken(ChangePageHandle page, out UIntPtr count);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern azdo_str azdo_change_page_text(ChangePageHandle page);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_change_page_token(ChangePageHandle page);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern void azdo_change_page_free(IntPtr page);

        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_work_items_get(
            ClientHandle client, byte* project, long build_id, ParamsHandle query, CancelHandle cancel,
            out WorkItemPageHandle page, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern IntPtr* azdo_work_item_page_records(WorkItemPageHandle page, out UIntPtr count);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern IntPtr* azdo_work_item_page_broken(WorkItemPageHandle page, out UIntPtr count);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern azdo_str azdo_work_item_page_text(WorkItemPageHandle page);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern void azdo_work_item_page_free(IntPtr page);

        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_tags_get(
            ClientHandle client, byte* project, long build_id, ParamsHandle query, CancelHandle cancel,
            out TagPageHandle page, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_tags_add(
            ClientHandle client, byte* project, long build_id, byte** tags, UIntPtr count, CancelHandle cancel,
            out TagPageHandle page, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_tags_remove(
            ClientHandle client, byte* project, long build_id, byte** tags, UIntPtr count, CancelHandle cancel,
            out TagPageHandle page, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern IntPtr* azdo_tag_page_records(TagPageHandle page, out UIntPtr count);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern IntPtr* azdo_tag_page_broken(TagPageHandle page, out UIntPtr count);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern azdo_str azdo_tag_page_text(TagPageHandle page);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern void azdo_tag_page_free(IntPtr page);

        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_definitions_list(
            ClientHandle client, ParamsHandle query, out DefinitionListHandle definitions, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_definitions_next_page(
            DefinitionListHandle definitions, CancelHandle cancel, out DefinitionPageHandle page, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern void azdo_definitions_free(IntPtr definitions);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_definition_get(
            ClientHandle client, byte* project, long id, ParamsHandle query, CancelHandle cancel,
            out DefinitionPageHandle page, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_definition_create(
            ClientHandle client, byte* project, byte* json, CancelHandle cancel, out DefinitionPageHandle page,
            out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_definition_update(
            ClientHandle client, byte* project, long id, byte* json, CancelHandle cancel, out DefinitionPageHandle page,
            out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_definition_set_queue_status(
            ClientHandle client, byte* project, long id, int status, CancelHandle cancel, out DefinitionPageHandle page,
            out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_definition_delete(
            ClientHandle client, byte* project, long id, CancelHandle cancel, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern IntPtr* azdo_definition_page_records(DefinitionPageHandle page, out UIntPtr count);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern IntPtr* azdo_definition_page_broken(DefinitionPageHandle page, out UIntPtr count);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern azdo_str azdo_definition_page_text(DefinitionPageHandle page);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_definition_page_token(DefinitionPageHandle page);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern void azdo_definition_page_free(IntPtr page);

        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_projects_list(
            ClientHandle client, ParamsHandle query, out ProjectListHandle projects, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_projects_next_page(
            ProjectListHandle projects, CancelHandle cancel, out ProjectPageHandle page, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern void azdo_projects_free(IntPtr projects);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern IntPtr* azdo_project_page_records(ProjectPageHandle page, out UIntPtr count);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern IntPtr* azdo_project_page_broken(ProjectPageHandle page, out UIntPtr count);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern azdo_str azdo_project_page_text(ProjectPageHandle page);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_project_page_token(ProjectPageHandle page);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern void azdo_project_page_free(IntPtr page);

        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_items_list(
            ClientHandle client, byte* operation, ParamsHandle parameters, out ItemsHandle items, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_items_next(
            ItemsHandle items, CancelHandle cancel, out azdo_str json, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern void azdo_items_free(IntPtr items);

        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_call(
            ClientHandle client, byte* operation, ParamsHandle parameters, byte* body_json, CancelHandle cancel,
            out ResponseHandle response, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_request(
            ClientHandle client, byte* method, byte* url_or_path, ParamsHandle headers, byte[]? body, UIntPtr body_len,
            CancelHandle cancel, out ResponseHandle response, out IntPtr error);

        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_response_status(ResponseHandle response);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_response_header(ResponseHandle response, byte* name);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_response_read(
            ResponseHandle response, byte* buffer, UIntPtr capacity, CancelHandle cancel, out UIntPtr count,
            out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_response_body(
            ResponseHandle response, CancelHandle cancel, out StringHandle body, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern void azdo_response_free(IntPtr response);

        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_diagnose(
            byte* organization_url, CredentialHandle credential, ParamsHandle options, CancelHandle cancel,
            out FindingsHandle findings, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern IntPtr* azdo_findings_records(FindingsHandle findings, out UIntPtr count);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern void azdo_findings_free(IntPtr findings);

        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_reference_parse(byte* url, out ReferenceHandle reference, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern ReferenceKind azdo_reference_kind_of(ReferenceHandle reference);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_reference_organization_url(ReferenceHandle reference);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_reference_organization_name(ReferenceHandle reference);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_reference_project(ReferenceHandle reference);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_reference_repository(ReferenceHandle reference);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern long azdo_reference_definition_id(ReferenceHandle reference);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern long azdo_reference_build_id(ReferenceHandle reference);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern long azdo_reference_log_id(ReferenceHandle reference);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_reference_artifact_name(ReferenceHandle reference);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_reference_job_id(ReferenceHandle reference);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_reference_task_id(ReferenceHandle reference);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_reference_web_url(ReferenceHandle reference);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_reference_api_url(ReferenceHandle reference);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern void azdo_reference_free(IntPtr reference);

        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_cancel_new(out CancelHandle cancel, out IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern void azdo_cancel_signal(CancelHandle cancel);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern void azdo_cancel_after_ms(CancelHandle cancel, long timeout_ms);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern void azdo_cancel_free(IntPtr cancel);

        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern ParamsHandle azdo_params_new();
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_params_set(ParamsHandle parameters, byte* name, byte* value);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern void azdo_params_free(IntPtr parameters);

        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_string_data(StringHandle text, out UIntPtr length);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern void azdo_string_free(IntPtr text);

        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_error_text(IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_error_message(IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_error_hint(IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_error_cause(IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_error_http_status(IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_error_service_code(IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_error_type_key(IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_error_message_code(IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_error_activity_id(IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_error_e2e_id(IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_error_session_id(IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern byte* azdo_error_edge_ref(IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern long azdo_error_retry_after_ms(IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern int azdo_error_is_retriable(IntPtr error);
        [DllImport(Library, CallingConvention = Cdecl)]
        internal static extern void azdo_error_free(IntPtr error);

// The library alone writes these.
#pragma warning disable CS0649

        internal struct azdo_str
        {
            internal byte* data;
            internal UIntPtr len;
        }

        internal struct azdo_artifact
        {
            internal uint struct_size;
            internal uint flags;
            internal long id;
            internal long size;
            internal azdo_str name;
            internal azdo_str source;
            internal azdo_str type_name;
            internal azdo_str data;
            internal azdo_str download_url;
            internal azdo_str url;
            internal azdo_str json;
        }

        internal struct azdo_attempt
        {
            internal uint struct_size;
            internal uint flags;
            internal long attempt;
            internal azdo_str timeline_id;
            internal azdo_str record_id;
        }

        internal struct azdo_broken_element
        {
            internal uint struct_size;
            internal uint flags;
            internal long index;
            internal azdo_str reason;
        }

        internal struct azdo_build
        {
            internal uint struct_size;
            internal uint flags;
            internal long id;
            internal long definition_id;
            internal int status;
            internal int result;
            internal long queue_time_ns;
            internal long start_time_ns;
            internal long finish_time_ns;
            internal long last_changed_time_ns;
            internal azdo_str build_number;
            internal azdo_str status_name;
            internal azdo_str result_name;
            internal azdo_str reason;
            internal azdo_str priority;
            internal azdo_str definition_name;
            internal azdo_str project_id;
            internal azdo_str project_name;
            internal azdo_str source_branch;
            internal azdo_str source_version;
            internal azdo_str repository_id;
            internal azdo_str repository_type;
            internal azdo_str requested_for_name;
            internal azdo_str requested_for_unique_name;
            internal azdo_str requested_by_name;
            internal azdo_str queue_name;
            internal azdo_str uri;
            internal azdo_str url;
            internal azdo_str web_url;
            internal azdo_str json;
            internal long queue_id;
            internal long pool_id;
            internal azdo_str pool_name;
            internal azdo_str requested_for_id;
            internal azdo_str requested_by_id;
            internal azdo_str requested_by_unique_name;
            internal azdo_str last_changed_by_id;
            internal azdo_str last_changed_by_name;
            internal azdo_str last_changed_by_unique_name;
        }

        internal struct azdo_change
        {
            internal uint struct_size;
            internal uint flags;
            internal long time_ns;
            internal azdo_str id;
            internal azdo_str type_name;
            internal azdo_str message;
            internal azdo_str author_id;
            internal azdo_str author_name;
            internal azdo_str author_unique_name;
            internal azdo_str pusher;
            internal azdo_str location;
            internal azdo_str display_url;
            internal azdo_str json;
        }

        internal struct azdo_definition
        {
            internal uint struct_size;
            internal uint flags;
            internal long id;
            internal long revision;
            internal long queue_id;
            internal long pool_id;
            internal long latest_build_id;
            internal long latest_completed_build_id;
            internal int queue_status;
            internal int latest_build_status;
            internal int latest_build_result;
            internal int latest_completed_build_result;
            internal long created_time_ns;
            internal azdo_str name;
            internal azdo_str path;
            internal azdo_str type_name;
            internal azdo_str quality;
            internal azdo_str queue_status_name;
            internal azdo_str description;
            internal azdo_str project_id;
            internal azdo_str project_name;
            internal azdo_str queue_name;
            internal azdo_str pool_name;
            internal azdo_str repository_id;
            internal azdo_str repository_name;
            internal azdo_str repository_type;
            internal azdo_str default_branch;
            internal azdo_str yaml_file;
            internal azdo_str authored_by_name;
            internal azdo_str authored_by_unique_name;
            internal azdo_str latest_build_number;
            internal azdo_str latest_completed_build_number;
            internal azdo_str uri;
            internal azdo_str url;
            internal azdo_str web_url;
            internal azdo_str json;
        }

        internal struct azdo_finding
        {
            internal uint struct_size;
            internal int verdict;
            internal azdo_str check;
            internal azdo_str text;
            internal azdo_str hint;
        }

        internal struct azdo_issue
        {
            internal uint struct_size;
            internal int kind;
            internal azdo_str kind_name;
            internal azdo_str category;
            internal azdo_str message;
        }

        internal struct azdo_log
        {
            internal uint struct_size;
            internal uint flags;
            internal long id;
            internal long line_count;
            internal long created_time_ns;
            internal long last_changed_time_ns;
            internal azdo_str type_name;
            internal azdo_str url;
            internal azdo_str json;
        }

        internal struct azdo_project
        {
            internal uint struct_size;
            internal uint flags;
            internal long revision;
            internal long last_update_time_ns;
            internal azdo_str id;
            internal azdo_str name;
            internal azdo_str description;
            internal azdo_str state;
            internal azdo_str visibility;
            internal azdo_str url;
            internal azdo_str json;
        }

        internal struct azdo_tag
        {
            internal uint struct_size;
            internal uint flags;
            internal azdo_str name;
        }

        internal struct azdo_timeline_record
        {
            internal uint struct_size;
            internal uint flags;
            internal long order;
            internal long attempt;
            internal long percent_complete;
            internal long error_count;
            internal long warning_count;
            internal long log_id;
            internal long queue_id;
            internal long change_id;
            internal int state;
            internal int result;
            internal long start_time_ns;
            internal long finish_time_ns;
            internal long last_modified_time_ns;
            internal azdo_issue** issues;
            internal UIntPtr issue_count;
            internal azdo_attempt** previous_attempts;
            internal UIntPtr previous_attempt_count;
            internal azdo_str id;
            internal azdo_str parent_id;
            internal azdo_str type_name;
            internal azdo_str name;
            internal azdo_str ref_name;
            internal azdo_str identifier;
            internal azdo_str state_name;
            internal azdo_str result_name;
            internal azdo_str result_code;
            internal azdo_str current_operation;
            internal azdo_str worker_name;
            internal azdo_str task_id;
            internal azdo_str task_name;
            internal azdo_str task_version;
            internal azdo_str details_id;
            internal azdo_str log_url;
            internal azdo_str url;
            internal azdo_str json;
        }

        internal struct azdo_work_item
        {
            internal uint struct_size;
            internal uint flags;
            internal long id;
            internal azdo_str url;
            internal azdo_str json;
        }
    }
}
