//! Servers that this project did not write, started for one test.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use super::{scratch, until};

/// A server of somebody else's, until the test ends.
pub struct Server {
    process: Child,
    pub port: u16,
    pub folder: PathBuf,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have died already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

/// Starts a server with a configuration that names its port.
pub fn start(
    program: &str,
    name: &str,
    arguments: &[&str],
    configuration: impl FnOnce(u16, &str) -> String,
) -> Server {
    use std::os::unix::fs::PermissionsExt;
    let folder = scratch(name);
    // Started by root, they go on as somebody else.
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o777)).unwrap();
    let port = free_port();
    let file = folder.join("configuration");
    std::fs::write(&file, configuration(port, folder.to_str().unwrap())).unwrap();
    let process = Command::new(program)
        .args(arguments)
        .arg(&file)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(std::fs::File::create(folder.join("errors")).unwrap())
        .spawn()
        .unwrap();
    let server = Server {
        process,
        port,
        folder,
    };
    until(
        &format!("{program} does not listen: see {}", server.folder.display()),
        || std::net::TcpStream::connect(("127.0.0.1", port)).is_ok(),
    );
    server
}
