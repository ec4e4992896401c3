//! Artifacts of builds.

use super::described::Described;
use super::nested::{number, within};
use super::scan::{Scan, Scanner};
use super::spelled::Text;
use super::text::{Arena, Str};

/// What a build made and kept ("BuildArtifact" in the REST reference). Only the library makes one; a program reads it
/// through a pointer, as later versions append fields. Absent text is "", an absent number 0. It lives exactly as
/// long as the page it is in, and any thread may read it.
#[repr(C)]
#[derive(Debug)]
pub struct Artifact {
    /// Bytes that the library knows of: see `AZDO_HAS`.
    struct_size: u32,
    /// None are defined yet.
    flags: u32,
    /// Its number within the build.
    id: i64,
    /// How many bytes it has (`properties.artifactsize`); -1 where the service does not say.
    size: i64,
    /// Its name.
    name: Str,
    /// The GUID that the job which made it has in the timeline; absent before 2019.
    source: Str,
    /// How it is stored: "PipelineArtifact", "Container", "FilePath" (a share that the service does not serve), …
    type_name: Str,
    /// What finds it there: "#/3943501/drop" in a container, an id, a path.
    data: Str,
    /// Where it can be had, zipped.
    download_url: Str,
    /// Of the API.
    url: Str,
    /// The object as the service sent it; no NUL follows. Empty if the client option keep_json is 0.
    json: Str,
}

impl Artifact {
    /// Its number within the build.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// Its name.
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    /// The GUID that the job which made it has in the timeline; absent before 2019.
    pub fn source(&self) -> &str {
        self.source.as_str()
    }

    /// How it is stored: `PipelineArtifact`, `Container`, `FilePath` (a share that the service does not serve), …
    pub fn type_name(&self) -> &str {
        self.type_name.as_str()
    }

    /// What finds it there: `#/3943501/drop` in a container, an id, a path.
    pub fn data(&self) -> &str {
        self.data.as_str()
    }

    /// Where it can be had, zipped.
    pub fn download_url(&self) -> &str {
        self.download_url.as_str()
    }

    /// Of the API.
    pub fn url(&self) -> &str {
        self.url.as_str()
    }

    /// The object as the service sent it.
    pub fn json(&self) -> &str {
        self.json.as_str()
    }

    /// How many bytes it has, where the service says.
    pub fn size(&self) -> Option<u64> {
        u64::try_from(self.size).ok()
    }
}

/// What is read of an artifact's JSON; the rest is passed over.
#[derive(Default)]
pub struct Wire<'json> {
    id: Option<i64>,
    name: Text<'json>,
    source: Text<'json>,
    resource: Resource<'json>,
}

#[derive(Default)]
struct Resource<'json> {
    kind: Text<'json>,
    data: Text<'json>,
    size: Text<'json>,
    download_url: Text<'json>,
    url: Text<'json>,
}

impl<'json> Resource<'json> {
    fn scan(scanner: &mut Scanner<'json>) -> Scan<Resource<'json>> {
        let mut resource = Resource::default();
        scanner.members_or_skip(&mut |scanner, name| {
            match name {
                "type" => resource.kind = scanner.text()?,
                "data" => resource.data = scanner.text()?,
                "downloadUrl" => resource.download_url = scanner.text()?,
                "url" => resource.url = scanner.text()?,
                "properties" => resource.size = within(scanner, "artifactsize", Scanner::text)?,
                _ => scanner.skip()?,
            }
            Ok(())
        })?;
        Ok(resource)
    }
}

impl Described for Artifact {
    const NAME: &'static str = "artifact";

    type Wire<'json> = Wire<'json>;

    type Identity = (i64, String);

    fn member<'json>(wire: &mut Wire<'json>, name: &str, scanner: &mut Scanner<'json>) -> Scan<()> {
        match name {
            "id" => wire.id = scanner.integer()?,
            "name" => wire.name = scanner.text()?,
            "source" => wire.source = scanner.text()?,
            "resource" => wire.resource = Resource::scan(scanner)?,
            _ => scanner.skip()?,
        }
        Ok(())
    }

    fn of(wire: &Wire, json: Str, arena: &mut Arena) -> Result<Artifact, &'static str> {
        if wire.name.is_none() {
            return Err("it has no name");
        }
        Ok(Artifact {
            struct_size: size_of::<Artifact>() as u32,
            flags: 0,
            id: wire.id.unwrap_or(0),
            size: number(&wire.resource.size)
                .filter(|size| *size >= 0)
                .unwrap_or(-1),
            name: arena.keep_any(&wire.name),
            source: arena.keep_any(&wire.source),
            type_name: arena.keep_any(&wire.resource.kind),
            data: arena.keep_any(&wire.resource.data),
            download_url: arena.keep_any(&wire.resource.download_url),
            url: arena.keep_any(&wire.resource.url),
            json,
        })
    }

    fn identity(&self) -> (i64, String) {
        (self.id, self.name().to_owned())
    }
}
