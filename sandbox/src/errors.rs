//! Errors in the service's own words.

use serde_json::json;

use crate::http::{Answer, encode};

/// The wrapped exception that every JSON error of the service is.
fn exception(status: u16, type_name: &str, event: u32, message: &str) -> Answer<'static> {
    let class = type_name.split(',').next().unwrap_or(type_name);
    let type_key = class.rsplit('.').next().unwrap_or(class);
    let body = json!({
        "$id": "1",
        "innerException": null,
        "message": message,
        "typeName": type_name,
        "typeKey": type_key,
        "errorCode": 0,
        "eventId": event,
    });
    Answer::new(
        status,
        "application/json; charset=utf-8",
        body.to_string().into_bytes(),
    )
}

pub fn unauthorized(message: &str) -> Answer<'static> {
    let name = "Microsoft.TeamFoundation.Framework.Server.UnauthorizedRequestException, \
                Microsoft.TeamFoundation.Framework.Server";
    exception(401, name, 3000, message)
}

pub fn argument(parameter: &str, message: &str) -> Answer<'static> {
    let message = format!("{message}\r\nParameter name: {parameter}");
    exception(400, "System.ArgumentException, mscorlib", 0, &message)
}

pub fn token(token: &str) -> Answer<'static> {
    let name = "Microsoft.VisualStudio.Services.Common.VssPropertyValidationException, \
                Microsoft.VisualStudio.Services.Common";
    let message = format!("The value of the property continuationToken is not valid: '{token}'.");
    exception(400, name, 3000, &message)
}

pub fn version_out_of_range(version: &str, latest: &str) -> Answer<'static> {
    let name = "Microsoft.VisualStudio.Services.WebApi.VssVersionOutOfRangeException, \
                Microsoft.VisualStudio.Services.WebApi";
    let message = format!(
        "The requested REST API version of {version} is out of range for this server. \
         The latest REST API version this server supports is {latest}."
    );
    exception(400, name, 3000, &message)
}

pub fn no_such_project(project: &str) -> Answer<'static> {
    let name = "Microsoft.TeamFoundation.Core.WebApi.ProjectDoesNotExistWithNameException, \
                Microsoft.TeamFoundation.Core.WebApi";
    let message = format!(
        "TF200016: The following project does not exist: {project}. Verify that the name of the project is \
         correct and that the project exists on the specified Azure DevOps Server."
    );
    exception(404, name, 3000, &message)
}

pub fn no_such_build(id: &str) -> Answer<'static> {
    let message = format!("The requested build {id} could not be found.");
    of_builds(404, "BuildNotFoundException", &message)
}

/// A path that no controller answers.
pub fn no_controller(path: &str) -> Answer<'static> {
    let message =
        format!("The controller for path '{path}' was not found or does not implement IController.");
    let service_error = encode(&message);
    Answer::text(404, message).header("X-TFS-ServiceError", service_error)
}

/// A path that takes other methods only.
pub fn no_such_method(method: &str, allowed: &str) -> Answer<'static> {
    let message = format!("The requested resource does not support http method '{method}'.");
    let body = json!({ "count": 1, "value": { "Message": message } }).to_string();
    Answer::new(405, "application/json; charset=utf-8", body.into_bytes()).header("Allow", allowed)
}

/// The front end's page for an organization it does not know.
pub fn no_such_organization() -> Answer<'static> {
    let page = "<!DOCTYPE html>\r\n<html>\r\n<head><title>Azure DevOps Services | 404</title></head>\r\n<body>\r\n\
                <h2>404 - Page not found</h2>\r\n\
                <p>The page you are looking for is not found, or the organization does not exist.</p>\r\n\
                </body>\r\n</html>\r\n";
    Answer::html(404, page)
}

pub fn throttled() -> Answer<'static> {
    let name = "Microsoft.TeamFoundation.Framework.Server.RequestBlockedException, \
                Microsoft.TeamFoundation.Framework.Server";
    let message = "TF400733: The request has been canceled: Request was blocked due to exceeding usage of \
                   resource 'Concurrency' in namespace 'User'.";
    exception(429, name, 3000, message)
}

/// For a status that was asked for, whatever it is.
pub fn any(status: u16) -> Answer<'static> {
    let name = "Microsoft.VisualStudio.Services.Common.VssServiceException, \
                Microsoft.VisualStudio.Services.Common";
    exception(
        status,
        name,
        3000,
        &format!("The sandbox was told to answer {status}."),
    )
}

/// A required parameter that was not given.
pub fn missing(parameter: &str) -> Answer<'static> {
    let message = format!("Value cannot be null.\r\nParameter name: {parameter}");
    exception(400, "System.ArgumentNullException, mscorlib", 0, &message)
}

/// A body that holds no such object.
pub fn no_body(model: &str) -> Answer<'static> {
    missing(&model.to_lowercase())
}

pub fn media_type(sent: &str) -> Answer<'static> {
    let message = format!(
        "The request indicated a Content-Type of \"{sent}\" for method type \"POST\" which is not supported. Valid \
         content types for this method are: application/json, application/json-patch+json."
    );
    let name = "Microsoft.VisualStudio.Services.WebApi.VssRequestContentTypeNotSupportedException, \
                Microsoft.VisualStudio.Services.WebApi";
    exception(415, name, 3000, &message)
}

pub fn version_not_specified(method: &str) -> Answer<'static> {
    let name = "Microsoft.VisualStudio.Services.WebApi.VssVersionNotSpecifiedException, \
                Microsoft.VisualStudio.Services.WebApi";
    let message = format!(
        "No api-version was supplied for the \"{method}\" request. The version must be supplied either as part of the \
         Accept header (e.g. \"application/json; api-version=1.0\") or as a query parameter (e.g. \"?api-version=1.0\")."
    );
    exception(400, name, 3000, &message)
}

pub fn preview_flag_missing(version: &str) -> Answer<'static> {
    let name = "Microsoft.VisualStudio.Services.WebApi.VssInvalidPreviewVersionException, \
                Microsoft.VisualStudio.Services.WebApi";
    let message = format!(
        "The requested version \"{version}\" of the resource is under preview. The -preview flag must be supplied in the \
         api-version for such requests. For example: \"{version}-preview\""
    );
    exception(400, name, 3000, &message)
}

/// One of the Build area's own: `BuildNotFoundException` and its like.
pub fn of_builds(status: u16, class: &str, message: &str) -> Answer<'static> {
    let name =
        format!("Microsoft.TeamFoundation.Build.WebApi.{class}, Microsoft.TeamFoundation.Build2.WebApi");
    exception(status, &name, 3000, message)
}

pub fn no_such_definition(id: impl std::fmt::Display) -> Answer<'static> {
    let message = format!(
        "The definition with ID {id} does not exist in this project. Specify a valid definition ID and try again."
    );
    of_builds(404, "DefinitionNotFoundException", &message)
}

pub fn no_such_thing(what: &str, name: &str) -> Answer<'static> {
    let message = format!("TF400898: {what} {name} was not found.");
    let class = "Microsoft.TeamFoundation.Framework.Server.TeamFoundationServiceException, \
                 Microsoft.TeamFoundation.Framework.Server";
    exception(404, class, 3000, &message)
}

pub fn needs_oauth() -> Answer<'static> {
    unauthorized("TF400813: The user '' is not authorized to access this resource.")
}

/// One of the Core area's own.
pub fn of_core(status: u16, class: &str, message: &str) -> Answer<'static> {
    let name = format!("Microsoft.TeamFoundation.Core.WebApi.{class}, Microsoft.TeamFoundation.Core.WebApi");
    exception(status, &name, 3000, message)
}
