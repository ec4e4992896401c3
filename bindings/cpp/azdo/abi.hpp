// A part of azdo.hpp: azdo.h, and its functions that several types share, by one name each.
#ifndef AZDO_ABI_HPP
#define AZDO_ABI_HPP

#if __cplusplus < 201703L && (!defined(_MSVC_LANG) || _MSVC_LANG < 201703L)
#error "azdo.hpp needs C++17 or later: -std=c++17, or /std:c++17"
#endif

#include <azdo.h>

#include <cstddef>

#if AZDO_VERSION_MAJOR != 0 || AZDO_VERSION_NUMBER < 100
#error "azdo.hpp needs azdo.h 0.1.0 or a later 0.x: install both from one release, or mend the include path"
#endif

#if defined(__cpp_exceptions) || defined(_CPPUNWIND)
#define AZDO_EXCEPTIONS
#endif

namespace azdo {
namespace detail {

inline void release(azdo_artifact_page *raw) noexcept { azdo_artifact_page_free(raw); }
inline void release(azdo_build_page *raw) noexcept { azdo_build_page_free(raw); }
inline void release(azdo_builds *raw) noexcept { azdo_builds_free(raw); }
inline void release(azdo_cancel *raw) noexcept { azdo_cancel_free(raw); }
inline void release(azdo_change_page *raw) noexcept { azdo_change_page_free(raw); }
inline void release(azdo_changes *raw) noexcept { azdo_changes_free(raw); }
inline void release(azdo_client *raw) noexcept { azdo_client_free(raw); }
inline void release(azdo_credential *raw) noexcept { azdo_credential_free(raw); }
inline void release(azdo_definition_page *raw) noexcept { azdo_definition_page_free(raw); }
inline void release(azdo_definitions *raw) noexcept { azdo_definitions_free(raw); }
inline void release(azdo_error *raw) noexcept { azdo_error_free(raw); }
inline void release(azdo_findings *raw) noexcept { azdo_findings_free(raw); }
inline void release(azdo_items *raw) noexcept { azdo_items_free(raw); }
inline void release(azdo_log_page *raw) noexcept { azdo_log_page_free(raw); }
inline void release(azdo_params *raw) noexcept { azdo_params_free(raw); }
inline void release(azdo_project_page *raw) noexcept { azdo_project_page_free(raw); }
inline void release(azdo_projects *raw) noexcept { azdo_projects_free(raw); }
inline void release(azdo_reference *raw) noexcept { azdo_reference_free(raw); }
inline void release(azdo_response *raw) noexcept { azdo_response_free(raw); }
inline void release(azdo_string *raw) noexcept { azdo_string_free(raw); }
inline void release(azdo_tag_page *raw) noexcept { azdo_tag_page_free(raw); }
inline void release(azdo_timeline *raw) noexcept { azdo_timeline_free(raw); }
inline void release(azdo_work_item_page *raw) noexcept { azdo_work_item_page_free(raw); }

struct releaser {
    template <class Raw> void operator()(Raw *raw) const noexcept { release(raw); }
};

inline auto records(const azdo_artifact_page *page, std::size_t *n) noexcept {
    return azdo_artifact_page_records(page, n);
}
inline auto records(const azdo_build_page *page, std::size_t *n) noexcept { return azdo_build_page_records(page, n); }
inline auto records(const azdo_change_page *page, std::size_t *n) noexcept { return azdo_change_page_records(page, n); }
inline auto records(const azdo_definition_page *page, std::size_t *n) noexcept {
    return azdo_definition_page_records(page, n);
}
inline auto records(const azdo_log_page *page, std::size_t *n) noexcept { return azdo_log_page_records(page, n); }
inline auto records(const azdo_project_page *page, std::size_t *n) noexcept {
    return azdo_project_page_records(page, n);
}
inline auto records(const azdo_tag_page *page, std::size_t *n) noexcept { return azdo_tag_page_records(page, n); }
inline auto records(const azdo_timeline *page, std::size_t *n) noexcept { return azdo_timeline_records(page, n); }
inline auto records(const azdo_work_item_page *page, std::size_t *n) noexcept {
    return azdo_work_item_page_records(page, n);
}

inline auto broken(const azdo_artifact_page *page, std::size_t *n) noexcept {
    return azdo_artifact_page_broken(page, n);
}
inline auto broken(const azdo_build_page *page, std::size_t *n) noexcept { return azdo_build_page_broken(page, n); }
inline auto broken(const azdo_change_page *page, std::size_t *n) noexcept { return azdo_change_page_broken(page, n); }
inline auto broken(const azdo_definition_page *page, std::size_t *n) noexcept {
    return azdo_definition_page_broken(page, n);
}
inline auto broken(const azdo_log_page *page, std::size_t *n) noexcept { return azdo_log_page_broken(page, n); }
inline auto broken(const azdo_project_page *page, std::size_t *n) noexcept { return azdo_project_page_broken(page, n); }
inline auto broken(const azdo_tag_page *page, std::size_t *n) noexcept { return azdo_tag_page_broken(page, n); }
inline auto broken(const azdo_timeline *page, std::size_t *n) noexcept { return azdo_timeline_broken(page, n); }
inline auto broken(const azdo_work_item_page *page, std::size_t *n) noexcept {
    return azdo_work_item_page_broken(page, n);
}

inline const char *token(const azdo_build_page *page) noexcept { return azdo_build_page_token(page); }
inline const char *token(const azdo_change_page *page) noexcept { return azdo_change_page_token(page); }
inline const char *token(const azdo_definition_page *page) noexcept { return azdo_definition_page_token(page); }
inline const char *token(const azdo_project_page *page) noexcept { return azdo_project_page_token(page); }

inline auto next_page(azdo_builds *from, const azdo_cancel *until, azdo_build_page **page, azdo_error **why) noexcept {
    return azdo_builds_next_page(from, until, page, why);
}
inline auto next_page(azdo_changes *from, const azdo_cancel *until, azdo_change_page **page,
                      azdo_error **why) noexcept {
    return azdo_changes_next_page(from, until, page, why);
}
inline auto next_page(azdo_definitions *from, const azdo_cancel *until, azdo_definition_page **page,
                      azdo_error **why) noexcept {
    return azdo_definitions_next_page(from, until, page, why);
}
inline auto next_page(azdo_projects *from, const azdo_cancel *until, azdo_project_page **page,
                      azdo_error **why) noexcept {
    return azdo_projects_next_page(from, until, page, why);
}

} // namespace detail
} // namespace azdo

#endif // AZDO_ABI_HPP
