//! Servers that this project did not write, started for one test.

use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::{PATIENCE, scratch};

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
    configuration: impl Fn(u16, &str) -> String,
) -> Server {
    use std::os::unix::fs::PermissionsExt;
    let folder = scratch(name);
    // Started by root, they go on as somebody else.
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o777)).unwrap();
    for _ in 0..5 {
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
        let mut server = Server {
            process,
            port,
            folder: folder.clone(),
        };
        if server.listens() {
            return server;
        }
    }
    panic!("{program} does not listen: see {}", folder.display());
}

impl Server {
    /// Whether it comes to listen; it ends where another program has taken the port in the meantime.
    fn listens(&mut self) -> bool {
        let began = Instant::now();
        while began.elapsed() < PATIENCE && self.process.try_wait().unwrap().is_none() {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                // Whoever else may have been reached: it ends soon if it is not that.
                std::thread::sleep(Duration::from_millis(50));
                return self.process.try_wait().unwrap().is_none();
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        false
    }
}
