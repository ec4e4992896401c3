//! Which Azure DevOps it is: the cloud's, or a Server of some year.

use std::str::FromStr;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    Services,
    Server2022,
    Server2019,
    Tfs2017,
}

impl FromStr for Flavour {
    type Err = ();

    fn from_str(name: &str) -> Result<Flavour, ()> {
        match name {
            "services" => Ok(Flavour::Services),
            "server-2022" => Ok(Flavour::Server2022),
            "server-2019" => Ok(Flavour::Server2019),
            "tfs-2017" => Ok(Flavour::Tfs2017),
            _ => Err(()),
        }
    }
}

impl Flavour {
    /// The path of its one organization or collection.
    pub fn home(self) -> &'static str {
        match self {
            Flavour::Services => "/fabrikam",
            _ => "/tfs/DefaultCollection",
        }
    }

    pub fn is_server(self) -> bool {
        self != Flavour::Services
    }

    /// The newest released api-version, and the newest that is served, in preview where that is later.
    pub fn versions(self) -> [(u32, u32); 2] {
        match self {
            Flavour::Services => [(7, 1), (7, 2)],
            Flavour::Server2022 => [(7, 0), (7, 0)],
            Flavour::Server2019 => [(5, 0), (5, 1)],
            Flavour::Tfs2017 => [(3, 1), (3, 2)],
        }
    }

    /// What a parameter of today was called when this was new.
    pub fn name_of(self, parameter: &'static str) -> &'static str {
        match (self, parameter) {
            (Flavour::Tfs2017, "$top") => "top",
            (Flavour::Tfs2017, "minTime") => "minFinishTime",
            (Flavour::Tfs2017, "maxTime") => "maxFinishTime",
            _ => parameter,
        }
    }
}
