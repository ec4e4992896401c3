//! Where the service has its resources, as clients that negotiate ask: `OPTIONS _apis`, and the areas on their hosts.

use serde_json::{Value, json};

use azdo::operation::OPERATIONS;

use crate::flavour::Flavour;
use crate::template::ORIGIN;

/// The resources of Build and Core, and those that clients ask for them: the service's own id, area, name, route, and
/// the revision of its preview.
#[rustfmt::skip]
const LOCATIONS: &[(&str, &str, &str, &str, u32)] = &[
    ("3813d06c-9e36-4ea1-aac3-61a485d60e3d", "build", "ResourceUsage", "_apis/build/{resource}", 2),
    ("fcac1932-2ee1-437f-9b6f-7f696be858f6", "build", "Controllers", "_apis/build/{resource}/{controllerId}", 2),
    ("1a9c48be-0ef5-4ec2-b94f-f053bdd2d3bf", "build", "history", "_apis/{area}/retention/{resource}", 1),
    ("0cd358e1-9217-4d94-8269-1c1ee6f93dcf", "Build", "Builds", "{project}/_apis/build/{resource}/{buildId}", 7),
    ("dbeaf647-6167-421a-bda9-c9327b25e2e6", "Build", "Definitions", "{project}/_apis/build/{resource}/{definitionId}", 7),
    ("e05d4403-9b81-4244-8763-20fde28d1976", "build", "branches", "{project}/_apis/sourceProviders/{providerName}/{resource}", 1),
    ("29d12225-b1d9-425f-b668-6c594a981313", "build", "fileContents", "{project}/_apis/sourceProviders/{providerName}/{resource}", 1),
    ("7944d6fb-df01-4709-920a-7a189aa34037", "build", "pathContents", "{project}/_apis/sourceProviders/{providerName}/{resource}", 1),
    ("d44d1680-f978-4834-9b93-8c6e132329c9", "build", "repositories", "{project}/_apis/sourceProviders/{providerName}/{resource}", 1),
    ("793bceb8-9736-4030-bd2f-fb3ce6d6b478", "build", "webhooks", "{project}/_apis/sourceProviders/{providerName}/{resource}", 1),
    ("8f20ff82-9498-4812-9f6e-9c01bdc50e99", "build", "webhooks", "{project}/_apis/sourceProviders/{providerName}/{resource}", 1),
    ("d8763ec7-9ff0-4fb4-b2b2-9d757906ff14", "build", "pullRequests", "{project}/_apis/sourceProviders/{providerName}/{resource}/{pullRequestId}", 1),
    ("54572c7b-bbd3-45d4-80dc-28be08941620", "build", "changes", "{project}/_apis/{area}/builds/{buildId}/{resource}", 2),
    ("3da19a6a-f088-45c4-83ce-2ad3a87be6c4", "build", "leases", "{project}/_apis/{area}/builds/{buildId}/{resource}", 1),
    ("0a6312e9-0627-49b7-8083-7d74a64849c9", "build", "properties", "{project}/_apis/{area}/builds/{buildId}/{resource}", 1),
    ("45bcaa88-67e1-4042-a035-56d3b4a7d44c", "build", "report", "{project}/_apis/{area}/builds/{buildId}/{resource}", 2),
    ("5a21f5d2-5642-47e4-a0bd-1356e6731bee", "build", "workitems", "{project}/_apis/{area}/builds/{buildId}/{resource}", 2),
    ("6e6114b2-8161-44c8-8f6c-c5505782427f", "build", "tags", "{project}/_apis/{area}/builds/{buildId}/{resource}/{*tag}", 3),
    ("1db06c96-014e-44e1-ac91-90b2d4b3e984", "build", "artifacts", "{project}/_apis/{area}/builds/{buildId}/{resource}/{artifactName}", 5),
    ("35a80daf-7f30-45fc-86e8-6b813d9c90df", "build", "logs", "{project}/_apis/{area}/builds/{buildId}/{resource}/{logId}", 2),
    ("b8aac6c9-744b-46e1-88fc-3550969f9313", "build", "stages", "{project}/_apis/{area}/builds/{buildId}/{resource}/{stageRefName}", 1),
    ("8baac422-4c6e-4de5-8532-db96d92acffa", "build", "Timeline", "{project}/_apis/{area}/builds/{buildId}/{resource}/{timelineId}", 2),
    ("f2192269-89fa-4f94-baf6-8fb128c55159", "build", "attachments", "{project}/_apis/{area}/builds/{buildId}/{resource}/{type}", 2),
    ("af5122d3-3438-485e-a25a-2dbbfde84ee6", "build", "attachments", "{project}/_apis/{area}/builds/{buildId}/{timelineId}/{recordId}/{resource}/{type}/{name}", 2),
    ("d973b939-0ce0-4fec-91d8-da3940fa1827", "build", "Metrics", "{project}/_apis/{area}/definitions/{definitionId}/{resource}", 1),
    ("d9826ad7-2a68-46a9-a6e9-677698777895", "build", "properties", "{project}/_apis/{area}/definitions/{definitionId}/{resource}", 1),
    ("ea623316-1967-45eb-89ab-e9e6110cf2d6", "build", "resources", "{project}/_apis/{area}/definitions/{definitionId}/{resource}", 1),
    ("7c116775-52e5-453e-8c5d-914d9762d8c4", "build", "revisions", "{project}/_apis/{area}/definitions/{definitionId}/{resource}", 3),
    ("7c3df3a1-7e51-4150-8cf7-540347f8697f", "build", "yaml", "{project}/_apis/{area}/definitions/{definitionId}/{resource}", 1),
    ("cb894432-134a-4d31-a839-83beceaace4b", "build", "tags", "{project}/_apis/{area}/definitions/{DefinitionId}/{resource}/{*tag}", 3),
    ("e884571e-7f92-4d6a-9274-3f5649900835", "build", "templates", "{project}/_apis/{area}/definitions/{resource}/{templateId}", 3),
    ("21b3b9ce-fad5-4567-9ad0-80679794e003", "build", "buildbadge", "{project}/_apis/{area}/repos/{repoType}/badge", 2),
    ("272051e4-9af1-45b5-ae22-8d960a5539d4", "build", "leases", "{project}/_apis/{area}/retention/{resource}/{leaseId}", 2),
    ("398c85bc-81aa-4822-947c-a194a05f0fef", "build", "authorizedresources", "{project}/_apis/{area}/{resource}", 1),
    ("f10f0ea5-18a1-43ec-a8fb-2042c7be9b43", "build", "changes", "{project}/_apis/{area}/{resource}", 2),
    ("c4aefd19-30ff-405b-80ad-aca021e7242a", "build", "generalsettings", "{project}/_apis/{area}/{resource}", 1),
    ("591cb5a4-2d46-4f3a-a697-5cd42b6bd332", "build", "options", "{project}/_apis/{area}/{resource}", 2),
    ("dadb46e7-5851-4c72-820e-ae8abb82f59f", "build", "retention", "{project}/_apis/{area}/{resource}", 1),
    ("aa8c1c9c-ef8b-474a-b8c4-785c7b191d0d", "build", "settings", "{project}/_apis/{area}/{resource}", 1),
    ("d84ac5c6-edc7-43d5-adc9-1b34be5dea09", "build", "tags", "{project}/_apis/{area}/{resource}", 3),
    ("52ba8915-5518-42e3-a4bb-b0182d159e2d", "build", "workitems", "{project}/_apis/{area}/{resource}", 2),
    ("54481611-01f4-47f3-998f-160da0f0c229", "build", "latest", "{project}/_apis/{area}/{resource}/{*definition}", 1),
    ("07acfdce-4757-4439-b422-ddd13a2fcc10", "build", "status", "{project}/_apis/{area}/{resource}/{*definition}", 1),
    ("a906531b-d2da-4f55-bda7-f3e676cc50d9", "build", "folders", "{project}/_apis/{area}/{resource}/{*path}", 2),
    ("7433fae7-a6bc-41dc-a6e2-eef9005ce41a", "build", "Metrics", "{project}/_apis/{area}/{resource}/{metricAggregationType}", 1),
    ("3ce81729-954f-423d-a581-9fea01d25186", "build", "sourceProviders", "{project}/_apis/{resource}", 1),
    ("93878975-88c5-4e6a-8abb-7ddd77a8a7d8", "core", "processes", "_apis/process/{resource}/{*processId}", 1),
    ("294c494c-2600-4d7e-b76c-3dd50c3c95be", "core", "members", "_apis/projects/{projectId}/teams/{teamId}/{resource}", 2),
    ("54b2a2a0-859b-4d05-827c-ec4c862f641a", "core", "avatar", "_apis/projects/{projectId}/{resource}", 1),
    ("4976a71a-4487-49aa-8aab-a1eda469037a", "core", "properties", "_apis/projects/{projectId}/{resource}", 1),
    ("d30a3dd1-f8ba-442a-b86a-bd0c0c383e59", "core", "teams", "_apis/projects/{projectId}/{resource}/{*teamId}", 3),
    ("7a4d9ee9-3433-4347-b47a-7a80f1cf307e", "core", "teams", "_apis/{resource}", 3),
    ("603fe2ac-9723-48b9-88ad-09305aa6c6e1", "core", "projects", "_apis/{resource}/{*projectId}", 4),
    ("00d9565f-ed9c-4a06-9a50-00e7896ccab4", "Location", "ConnectionData", "_apis/{resource}", 1),
    ("e81700f7-3be2-46de-8624-2eb35882fcaa", "Location", "ResourceAreas", "_apis/{resource}/{areaId}", 1),
];

/// The areas, by the ids that clients know them by.
const AREAS: [(&str, &str); 3] = [
    ("965220d5-5bb9-42cf-8d67-9b146df2a5a4", "build"),
    ("79134c72-4a58-4b42-976c-04e7115f32bf", "core"),
    ("a85b8835-c1a1-4aac-ae97-1c3d0ba72dbd", "distributedtask"),
];

/// Every location, as a list.
pub fn all(flavour: Flavour) -> Vec<Value> {
    let [released, latest] = flavour.versions();
    let version = |(major, minor): (u32, u32)| format!("{major}.{minor}");
    let known = LOCATIONS.iter().map(|(id, area, name, route, revision)| {
        let preview_only = is_in_preview(area, name, route);
        json!({
            "id": id,
            "area": area,
            "resourceName": name,
            "routeTemplate": route,
            "resourceVersion": revision,
            "minVersion": "1.0",
            "maxVersion": version(latest),
            "releasedVersion": if preview_only { "0.0".to_owned() } else { version(released) },
        })
    });
    known.collect()
}

/// Whether the table has the route in preview alone.
fn is_in_preview(area: &str, name: &str, route: &str) -> bool {
    let plain = route
        .replace("{area}", area)
        .replace("{resource}", name)
        .to_ascii_lowercase();
    let words = |route: &str| -> Vec<String> {
        route
            .to_ascii_lowercase()
            .split('/')
            .filter(|word| !word.is_empty() && !word.starts_with('{'))
            .map(str::to_owned)
            .collect()
    };
    let wanted = words(&plain);
    let mut same = OPERATIONS
        .iter()
        .filter(|operation| words(operation.route) == wanted);
    same.next()
        .is_none_or(|operation| operation.api_version.contains("-preview"))
}

/// Every area; none on a Server, where all are in one place.
pub fn areas(flavour: Flavour) -> Vec<Value> {
    if flavour.is_server() {
        return Vec::new();
    }
    let home = format!("{ORIGIN}{}/", flavour.home());
    let area = |(id, name): &(&str, &str)| json!({ "id": id, "name": name, "locationUrl": home });
    AREAS.iter().map(area).collect()
}
