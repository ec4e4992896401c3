//! An offline stand-in for Azure DevOps, for tests, demonstrations and benchmarks.

mod arguments;
mod artifacts;
mod ask;
mod auth;
mod certificates;
mod clock;
mod definitions;
mod entra;
mod errors;
mod faults;
mod filter;
mod flavour;
mod folders;
mod http;
mod life;
mod locations;
mod numbers;
mod operations;
mod projects;
mod random;
mod replay;
mod runs;
mod server;
mod service;
mod settings;
mod sources;
mod stamps;
mod store;
mod template;
mod ticks;
mod timeline;
mod various;
mod version;
mod world;
mod zip;

use std::error::Error;
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::process::ExitCode;
use std::sync::Arc;
use std::{env, io, thread};

use serde_json::{Value, json};

use arguments::Arguments;
use auth::Credentials;
use certificates::Tls;
use clock::Clock;
use faults::Faults;
use random::Random;
use replay::{Place, Replay};
use server::{Asked, Server, Site};
use service::Service;
use stamps::Stamps;
use store::Store;
use world::World;

/// Exit code for a command line that cannot be followed.
const MISUSE: u8 = 2;

fn main() -> ExitCode {
    let words = env::args_os()
        .skip(1)
        .map(|word| word.to_string_lossy().into_owned());
    let arguments = match Arguments::parse(words) {
        Ok(arguments) => arguments,
        Err(why) => return fail(MISUSE, &format!("{why}; --help says what there is")),
    };
    if arguments.help {
        println!("{}", Arguments::help());
        return ExitCode::SUCCESS;
    }
    let faults = match Faults::parse(&arguments.faults, arguments.seed) {
        Ok(faults) => faults,
        Err(why) => return fail(MISUSE, &format!("--fault: {why}; --help says what there is")),
    };
    let replay = match arguments.replay.as_deref().map(Replay::load).transpose() {
        Ok(replay) => replay,
        Err(why) => return fail(MISUSE, &format!("--replay: {why}")),
    };
    match serve(&arguments, faults, replay) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(1, &error.to_string()),
    }
}

fn fail(code: u8, why: &str) -> ExitCode {
    eprintln!("azdo-sandbox: {why}");
    ExitCode::from(code)
}

/// Serves until there is a reason to stop.
fn serve(arguments: &Arguments, faults: Faults, replay: Option<Replay>) -> Result<(), Box<dyn Error>> {
    let stopped = life::watch();
    let credentials = Credentials::new(&mut Random::new(arguments.seed), arguments.token_life);
    let tls = arguments
        .tls
        .then(|| Tls::new(arguments.client_cert))
        .transpose()?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, arguments.port))?;
    let address = listener.local_addr()?;
    let origin = match tls {
        Some(_) => format!("https://localhost:{}", address.port()),
        None => format!("http://{address}"),
    };

    let client_files = tls.as_ref().and_then(|tls| tls.client_files.as_ref());
    let client_file = |index: usize| client_files.map_or("".into(), |files| files[index].to_string_lossy());
    let mut ready = json!({
        "organization_url": format!("{origin}{}", arguments.flavour.home()),
        "project": "",
        "pat": credentials.pat,
        "expired_pat": credentials.expired_pat,
        "unscoped_pat": credentials.unscoped_pat,
        "authority": origin,
        "tenant": credentials.entra.tenant,
        "client_id": credentials.entra.client_id,
        "client_secret": credentials.entra.client_secret,
        "ca_file": tls.as_ref().map_or("".into(), |tls| tls.ca_file.to_string_lossy()),
        "client_cert_file": client_file(0),
        "client_key_file": client_file(1),
    });
    let site = match replay {
        Some(replay) => {
            let place = |place: Place| {
                json!({
                    "organization_url": format!("{origin}/{}", place.organization),
                    "project": place.project,
                })
            };
            let start = place(replay.start());
            ready["organization_url"] = start["organization_url"].clone();
            ready["project"] = start["project"].clone();
            ready["organizations"] = Value::from_iter(replay.places().into_iter().map(place));
            Site::Replay(replay)
        }
        None => {
            let world = World::new(
                arguments.seed,
                arguments.builds,
                arguments.projects,
                arguments.flavour.home(),
            );
            ready["project"] = world.projects.first().map_or("", |project| &project.name).into();
            let store = Store::new(world, arguments.flavour, arguments.pace);
            let clock = if arguments.manual_clock {
                Clock::manual()
            } else {
                Clock::Real
            };
            let (page_limit, project_less) = (arguments.page_limit, arguments.project_less);
            let service = Service::new(store, clock, credentials, page_limit, project_less);
            Site::World(Box::new(service))
        }
    };
    let server = Arc::new(Server {
        site,
        faults,
        stamps: Stamps::new(arguments.seed),
        tls: tls.as_ref().map(|tls| Arc::clone(&tls.config)),
        address,
        asked: Asked::default(),
    });
    thread::spawn(move || server.run(&listener));

    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{ready}")?;
    stdout.flush()?;
    // An error would mean that nobody is left to send a reason.
    let _ = stopped.recv();
    Ok(())
}
