//! Who may ask for what: the rules that stand before every page.
//!
//! The desk listens on this machine only, but a browser on this machine also runs other people's pages. Against them:
//!
//! - *DNS rebinding*: the `Host` of every request must be one that the desk goes by ([`Rules::hosts`]);
//! - *forged writes*: whatever is no `GET` must come from the desk's own pages, by `Sec-Fetch-Site`, else by `Origin`; a program that sends
//!   neither must carry the token as `Authorization: Bearer`;
//! - *other people on this machine*: writing needs the token, which is made anew for each run, printed as a link, and kept by the browser in a
//!   cookie; it is compared in constant time;
//! - *beyond this machine*: the desk listens elsewhere only with a password, and then everything needs the token, which the password gives.

use axum::http::{HeaderMap, Method, StatusCode, header, request::Parts};
use std::net::{IpAddr, SocketAddr};
use subtle::ConstantTimeEq;

/// What the rules need to know of the desk.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Where the desk listens.
    pub address: SocketAddr,
    /// Further names that it goes by, with or without port.
    pub names: Vec<String>,
    /// The token of this run.
    pub token: String,
    /// What must be typed before anything is shown; none on this machine.
    pub password: Option<String>,
}

/// What a request may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rights {
    /// Read pages.
    pub(crate) read: bool,
    /// Correct the record.
    pub(crate) write: bool,
}

/// Why a request is turned away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    pub(crate) why: &'static str,
}

/// A token of 192 random bits, in hexadecimal digits.
pub fn token() -> Result<String, getrandom::Error> {
    let mut bytes = [0u8; 24];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

impl Rules {
    /// The cookie that keeps the token. Cookies ignore ports, so the port is in the name.
    pub(crate) fn cookie(&self) -> String {
        format!("readout-{}", self.address.port())
    }

    /// Whether `given` is the token, in a time that does not tell how much of it is right.
    pub(crate) fn is_token(&self, given: &str) -> bool {
        !self.token.is_empty() && bool::from(given.as_bytes().ct_eq(self.token.as_bytes()))
    }

    /// Whether `given` is the password.
    pub(crate) fn is_password(&self, given: &str) -> bool {
        self.password.as_ref().is_some_and(|password| bool::from(given.as_bytes().ct_eq(password.as_bytes())))
    }

    /// Whether the desk goes by `host`, the value of a `Host` header.
    fn goes_by(&self, host: &str) -> bool {
        let port = self.address.port();
        let (name, given) = match host.rsplit_once(':') {
            Some((name, digits)) if !digits.contains(']') => (name, digits.parse::<u16>().ok()),
            _ => (host, Some(80)),
        };
        if self.names.iter().any(|known| known.eq_ignore_ascii_case(host) || (known.eq_ignore_ascii_case(name) && given == Some(port))) {
            return true;
        }
        if given != Some(port) {
            return false;
        }
        let ours = |address: IpAddr| match self.address.ip() {
            ip if ip.is_loopback() => address.is_loopback(),
            // A number is no name that somebody else's name server could turn elsewhere.
            ip if ip.is_unspecified() => true,
            ip => ip == address,
        };
        name.eq_ignore_ascii_case("localhost") || name.trim_start_matches('[').trim_end_matches(']').parse().is_ok_and(ours)
    }

    /// What a request may do, or why it is turned away.
    pub(crate) fn admit(&self, parts: &Parts) -> Result<Rights, Refusal> {
        let refuse = |status, why| Err(Refusal { status, why });
        let Some(host) = text(&parts.headers, header::HOST.as_str()).filter(|host| self.goes_by(host)) else {
            return refuse(StatusCode::MISDIRECTED_REQUEST, "the desk does not go by this name; give it with --host");
        };
        let bearer = text(&parts.headers, "authorization").and_then(|value| value.strip_prefix("Bearer "));
        let by_bearer = bearer.is_some_and(|given| self.is_token(given));
        let by_cookie = cookie(&parts.headers, &self.cookie()).is_some_and(|given| self.is_token(given));
        let known = by_bearer || by_cookie;
        if parts.method != Method::GET && parts.method != Method::HEAD {
            if parts.method != Method::POST {
                return refuse(StatusCode::METHOD_NOT_ALLOWED, "the desk knows GET, HEAD and POST");
            }
            let ours = match (text(&parts.headers, "sec-fetch-site"), text(&parts.headers, "origin")) {
                (Some(site), _) => site == "same-origin",
                (None, Some(origin)) => origin.split_once("://").is_some_and(|(_, authority)| authority.eq_ignore_ascii_case(host)),
                // No browser: it must show that it knows the token by more than a cookie.
                (None, None) => by_bearer,
            };
            if !ours {
                return refuse(StatusCode::FORBIDDEN, "this was sent by a page that is not the desk's");
            }
        }
        Ok(Rights { read: known || self.password.is_none(), write: known })
    }
}

/// A header as text.
pub(crate) fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// A cookie's value.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// What stands on every answer.
pub(crate) const HEADERS: &[(&str, &str)] = &[
    // No script at all, no style but the desk's own files, no frame, nothing fetched from elsewhere.
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    // `no-referrer` would take the origin from our own forms.
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ("cache-control", "private, no-cache"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    fn rules(address: &str, password: Option<&str>) -> Rules {
        Rules {
            address: address.parse().expect("an address"),
            names: vec!["desk.example".to_owned()],
            token: "5ecret".to_owned(),
            password: password.map(str::to_owned),
        }
    }

    /// The status by which a request is turned away, or 200 with its rights as `r` and `w`.
    fn check(rules: &Rules, method: &str, headers: &[(&str, &str)], expect: &str) {
        let mut request = Request::builder().method(method).uri("/");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (parts, ()) = request.body(()).expect("a request").into_parts();
        let found = match rules.admit(&parts) {
            Ok(rights) => format!("{}{}", if rights.read { "r" } else { "" }, if rights.write { "w" } else { "" }),
            Err(refusal) => refusal.status.as_u16().to_string(),
        };
        assert_eq!(found, expect, "{method} {headers:?}");
    }

    #[test]
    fn only_names_of_the_desk() {
        let here = rules("127.0.0.1:8123", None);
        for (host, expect) in [
            ("127.0.0.1:8123", "r"),
            ("localhost:8123", "r"),
            ("LocalHost:8123", "r"),
            ("[::1]:8123", "r"),
            ("desk.example:8123", "r"),
            ("desk.example", "r"),
            ("127.0.0.1", "421"),
            ("127.0.0.1:80", "421"),
            ("192.0.2.7:8123", "421"),
            ("evil.example:8123", "421"),
            ("localhost.evil.example:8123", "421"),
            ("127.0.0.1:8123.evil.example", "421"),
            ("", "421"),
        ] {
            check(&here, "GET", &[("host", host)], expect);
        }
        check(&here, "GET", &[], "421");
        let everywhere = rules("0.0.0.0:8123", Some("open"));
        check(&everywhere, "GET", &[("host", "192.0.2.7:8123")], "");
        check(&everywhere, "GET", &[("host", "evil.example:8123")], "421");
    }

    #[test]
    fn writes_come_from_the_desks_own_pages_with_the_token() {
        let here = rules("127.0.0.1:8123", None);
        let host = ("host", "127.0.0.1:8123");
        let cookie = ("cookie", "a=b; readout-8123=5ecret");
        check(&here, "POST", &[host, cookie, ("sec-fetch-site", "same-origin")], "rw");
        check(&here, "POST", &[host, cookie, ("origin", "http://127.0.0.1:8123")], "rw");
        check(&here, "POST", &[host, ("sec-fetch-site", "same-origin")], "r");
        check(&here, "POST", &[host, ("cookie", "readout-8123=5ecre"), ("sec-fetch-site", "same-origin")], "r");
        check(&here, "POST", &[host, ("cookie", "readout-8124=5ecret"), ("sec-fetch-site", "same-origin")], "r");
        for site in ["cross-site", "same-site", "none"] {
            check(&here, "POST", &[host, cookie, ("sec-fetch-site", site), ("origin", "http://127.0.0.1:8123")], "403");
        }
        for origin in ["null", "http://127.0.0.1:9", "http://evil.example", "http://localhost:8123"] {
            check(&here, "POST", &[host, cookie, ("origin", origin)], "403");
        }
        check(&here, "POST", &[host, cookie], "403");
        check(&here, "POST", &[host, ("authorization", "Bearer 5ecret")], "rw");
        check(&here, "POST", &[host, ("authorization", "Bearer wrong")], "403");
        check(&here, "DELETE", &[host, ("authorization", "Bearer 5ecret")], "405");
    }

    #[test]
    fn elsewhere_nothing_is_shown_without_the_token() {
        let there = rules("192.0.2.7:8123", Some("open"));
        check(&there, "GET", &[("host", "192.0.2.7:8123")], "");
        check(&there, "GET", &[("host", "192.0.2.7:8123"), ("cookie", "readout-8123=5ecret")], "rw");
        check(&there, "GET", &[("host", "192.0.2.8:8123")], "421");
        assert!(there.is_password("open") && !there.is_password("ope") && !rules("127.0.0.1:1", None).is_password(""));
    }

    #[test]
    fn a_token_is_long_and_never_the_same() {
        let (one, other) = (token().expect("randomness"), token().expect("randomness"));
        assert!(one.len() == 48 && one != other);
        let none = Rules { token: String::new(), ..rules("127.0.0.1:1", None) };
        assert!(!none.is_token(""));
    }
}
