//! Which servers need no proxy, as NO_PROXY names them.

use std::net::IpAddr;

use crate::url::{is_loopback, split_port};

/// What no proxy is asked for.
#[derive(Debug, Clone)]
pub(super) struct Exceptions(Vec<Exception>);

#[derive(Debug, Clone)]
struct Exception {
    what: What,
    /// Every one where none is named.
    port: Option<u16>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    Everything,
    /// A name without a dot.
    Plain,
    /// An address, and how many of its bits count.
    Network(IpAddr, u32),
    /// A name, in lower case; all names below it too, as everybody but ureq takes it.
    Domain(String),
}

impl Exceptions {
    /// Entries with commas or blanks between them, or the first that cannot be understood.
    pub(super) fn parse(text: &str) -> Result<Exceptions, &str> {
        let entries = text.split([',', ' ', '\t']).filter(|entry| !entry.is_empty());
        let read = entries.map(|entry| Exception::parse(entry).ok_or(entry));
        read.collect::<Result<_, _>>().map(Exceptions)
    }

    /// Whether this host is among them. This machine always is; names are not looked up to find their addresses.
    pub(super) fn hold(&self, host: &str, port: u16) -> bool {
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        let address = unbracketed(&host).parse::<IpAddr>().ok();
        is_loopback(&host)
            || self.0.iter().any(|exception| {
                exception.port.is_none_or(|named| named == port)
                    && exception
                        .what
                        .covers(&host, address.map(|address| address.to_canonical()))
            })
    }
}

impl Exception {
    fn parse(entry: &str) -> Option<Exception> {
        if entry == "*" {
            return Some(Exception::of(What::Everything, None));
        }
        // Windows' word for names without a dot, and for this machine, which needs no exception.
        if matches!(entry, "<local>" | "<-loopback>") {
            return Some(Exception::of(What::Plain, None));
        }
        if let Some(network) = of_stars(entry) {
            return Some(Exception::of(network, None));
        }
        if let Some((address, bits)) = entry.split_once('/') {
            let address: IpAddr = unbracketed(address).parse().ok()?;
            let bits = bits.parse().ok().filter(|bits| *bits <= width(address))?;
            return Some(Exception::of(What::Network(address, bits), None));
        }
        if let Ok(address) = unbracketed(entry).parse::<IpAddr>() {
            return Some(Exception::of(What::Network(address, width(address)), None));
        }
        let entry = entry.strip_prefix('*').unwrap_or(entry);
        let (host, port) = split_port(entry.strip_prefix('.').unwrap_or(entry)).ok()?;
        let what = match unbracketed(&host).parse::<IpAddr>() {
            Ok(address) => What::Network(address, width(address)),
            Err(_) => What::Domain(host.trim_end_matches('.').to_owned()),
        };
        Some(Exception::of(what, port))
    }

    fn of(what: What, port: Option<u16>) -> Exception {
        Exception { what, port }
    }
}

impl What {
    fn covers(&self, host: &str, address: Option<IpAddr>) -> bool {
        match self {
            What::Everything => true,
            What::Plain => address.is_none() && !host.contains('.'),
            What::Network(network, bits) => {
                address.is_some_and(|address| share_start(address, network.to_canonical(), *bits))
            }
            What::Domain(domain) => host
                .strip_suffix(domain.as_str())
                .is_some_and(|below| below.is_empty() || below.ends_with('.')),
        }
    }
}

/// "10.*" or "192.168.*", as Windows has networks.
fn of_stars(entry: &str) -> Option<What> {
    let numbers = entry.trim_end_matches(".*");
    let count = numbers.split('.').count();
    if numbers == entry || count > 3 {
        return None;
    }
    let address = format!("{numbers}{}", ".0".repeat(4 - count)).parse().ok()?;
    Some(What::Network(address, 8 * count as u32))
}

fn share_start(one: IpAddr, other: IpAddr, bits: u32) -> bool {
    let (one, other, width) = match (one, other) {
        (IpAddr::V4(one), IpAddr::V4(other)) => (one.to_bits().into(), other.to_bits().into(), 32),
        (IpAddr::V6(one), IpAddr::V6(other)) => (one.to_bits(), other.to_bits(), 128),
        _ => return false,
    };
    let differing: u128 = one ^ other;
    // All bits are shifted out where none counts.
    differing.checked_shr(width - bits).unwrap_or(0) == 0
}

fn width(address: IpAddr) -> u32 {
    if address.is_ipv4() { 32 } else { 128 }
}

fn unbracketed(host: &str) -> &str {
    let between = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    between.unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hosts_suffixes_ports_and_networks() {
        for (text, host, port, held) in [
            ("", "example.com", 443, false),
            ("*", "example.com", 443, true),
            ("example.com", "example.com", 443, true),
            ("example.com", "EXAMPLE.com.", 443, true),
            ("example.com", "a.b.example.com", 443, true),
            ("example.com", "badexample.com", 443, false),
            ("example.com", "example.com.evil", 443, false),
            (".example.com", "a.example.com", 443, true),
            (".example.com", "example.com", 443, true),
            ("*.example.com", "a.example.com", 443, true),
            ("10.*", "10.1.2.3", 443, true),
            ("10.*,<local>", "11.1.2.3", 443, false),
            ("192.168.*.*", "192.168.7.7", 443, true),
            ("<local>", "buildserver", 443, true),
            ("<local>", "build.server", 443, false),
            ("a,b c,\texample.com ", "example.com", 443, true),
            ("example.com:8080", "example.com", 8080, true),
            ("example.com:8080", "example.com", 443, false),
            ("10.0.0.0/8", "10.255.1.2", 443, true),
            ("10.0.0.0/8", "11.0.0.1", 443, false),
            ("10.1.2.3/8", "10.9.9.9", 443, true),
            ("10.1.2.128/25", "10.1.2.127", 443, false),
            ("0.0.0.0/0", "203.0.113.7", 443, true),
            ("0.0.0.0/0", "[2001:db8::1]", 443, false),
            ("0.0.0.0/0", "example.com", 443, false),
            ("192.0.2.7", "192.0.2.7", 443, true),
            ("192.0.2.7:80", "192.0.2.7", 443, false),
            ("2001:db8::/32", "[2001:db8:9::1]", 443, true),
            ("[2001:db8::]/32", "[2001:db9::1]", 443, false),
            ("::/0", "[2001:db8::1]", 443, true),
            ("2001:db8::1", "[2001:DB8:0::1]", 443, true),
            ("[2001:db8::1]:443", "[2001:db8::1]", 443, true),
            ("[2001:db8::1]:443", "[2001:db8::1]", 444, false),
            ("10.0.0.0/8", "[::ffff:10.1.2.3]", 443, true),
            ("", "localhost", 443, true),
            ("", "127.9.9.9", 443, true),
            ("", "[::1]", 443, true),
        ] {
            let exceptions = Exceptions::parse(text).unwrap();
            assert_eq!(exceptions.hold(host, port), held, "{text:?}, {host}:{port}");
        }
    }

    #[test]
    fn what_is_none_is_named() {
        for (text, wrong) in [
            ("ok.test,10.0.0.0/33", "10.0.0.0/33"),
            ("10.0.0.0/-1", "10.0.0.0/-1"),
            ("2001:db8::/129", "2001:db8::/129"),
            ("example.com/8", "example.com/8"),
            ("10.*.7", "10.*.7"),
            ("host:port", "host:port"),
            ("http://example.com", "http://example.com"),
            ("<locals>", "<locals>"),
        ] {
            assert_eq!(Exceptions::parse(text).unwrap_err(), wrong);
        }
    }

    proptest! {
        #[test]
        fn a_network_holds_what_shares_its_first_bits(address: u32, other: u32, bits in 0u32..=32) {
            let (address, other) = (std::net::Ipv4Addr::from(address), std::net::Ipv4Addr::from(other));
            let first = |address: std::net::Ipv4Addr| format!("{:032b}", address.to_bits())[..bits as usize].to_owned();
            let exceptions = Exceptions::parse(&format!("{address}/{bits}")).unwrap();
            let held = first(address) == first(other) || other.is_loopback();
            prop_assert_eq!(exceptions.hold(&other.to_string(), 1), held);
        }

        #[test]
        fn no_text_is_too_odd(text in "\\PC*", host in "\\PC*") {
            if let Ok(exceptions) = Exceptions::parse(&text) {
                exceptions.hold(&host, 1);
            }
        }
    }
}
