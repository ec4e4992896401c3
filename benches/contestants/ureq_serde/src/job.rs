//! What the driver asks for, and how it is answered: as bench.h has it.

use std::env;
use std::time::{Duration, Instant};

pub const PAGE: usize = 1_000;
pub const HARVEST_PAGE: usize = 100;
pub const LATEST: usize = 10;
pub const THREADS: usize = 16;
pub const PROJECTS: usize = 40;

pub struct Job {
    pub url: String,
    pub project: String,
    pub token: String,
    pub ca_file: String,
    pub first_id: i64,
    pub gets: i64,
    pub print: bool,
    began: Instant,
    cpu: Duration,
}

impl Job {
    pub fn begin() -> Job {
        let (began, cpu) = (Instant::now(), cpu_time());
        let setting =
            |name: &str| env::var(name).unwrap_or_else(|_| panic!("{name} is not set: the driver does that"));
        let number = |name| setting(name).parse().expect("a number");
        Job {
            url: setting("BENCH_URL"),
            project: setting("BENCH_PROJECT"),
            token: setting("BENCH_TOKEN"),
            ca_file: setting("SSL_CERT_FILE"),
            first_id: number("BENCH_FIRST_ID"),
            gets: number("BENCH_GETS"),
            print: env::var_os("BENCH_PRINT").is_some(),
            began,
            cpu,
        }
    }

    #[allow(clippy::too_many_arguments)] // The eight fields.
    pub fn read(
        &self,
        id: i64,
        number: &str,
        status: &str,
        result: &str,
        definition: i64,
        definition_name: &str,
        branch: &str,
        person: &str,
    ) -> i64 {
        if self.print {
            println!(
                "{id}\t{number}\t{status}\t{result}\t{definition}\t{definition_name}\t{branch}\t{person}"
            );
        }
        let texts = number.len() + status.len() + result.len() + definition_name.len() + branch.len();
        id + definition + texts as i64 + i64::from(!person.is_empty())
    }

    pub fn end(&self, sum: i64) {
        let (wall, cpu) = (self.began.elapsed(), cpu_time() - self.cpu);
        println!(
            "{{\"sum\": {sum}, \"wall\": {:.6}, \"cpu\": {:.6}}}",
            wall.as_secs_f64(),
            cpu.as_secs_f64()
        );
    }
}

fn cpu_time() -> Duration {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: it writes to `time` and to nothing else.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}
