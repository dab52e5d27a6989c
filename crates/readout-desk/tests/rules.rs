//! The rules before every page.

use crate::made::{Folder, HOST, TOKEN, desk, get_with, plain, readings, settings};
use axum::http::{Request, Response};
use readout_desk::Desk;
use readout_store::Store;

fn send(desk: &Desk, method: &str, address: &str, headers: &[(&str, &str)], body: &str) -> Response<Vec<u8>> {
    let mut request = Request::builder().method(method).uri(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    desk.respond(&request.body(body.as_bytes().to_vec()).unwrap())
}

#[test]
fn every_answer_tells_the_browser_to_run_nothing() {
    let folder = Folder::new();
    let desk = desk(&folder, &readings(&plain));
    for (method, address, host) in [
        ("GET", "/", HOST),
        ("GET", "/nothing", HOST),
        ("GET", "/desk.css", HOST),
        ("GET", "/overview.json", HOST),
        ("GET", "/", "evil.example"),
        ("POST", "/corrections", HOST),
        ("PUT", "/", HOST),
        ("HEAD", "/", HOST),
    ] {
        let response = send(&desk, method, address, &[("host", host)], "");
        let header = |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
        let policy = header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none';")
                && !policy.contains("script-src")
                && !policy.contains("unsafe")
                && policy.contains("frame-ancestors 'none'"),
            "{method} {address}"
        );
        assert_eq!((header("x-content-type-options").as_str(), header("x-frame-options").as_str()), ("nosniff", "DENY"));
        assert!(header("access-control-allow-origin").is_empty());
    }
    assert!(send(&desk, "HEAD", "/", &[("host", HOST)], "").body().is_empty());
}

#[test]
fn another_name_is_no_way_in() {
    let folder = Folder::new();
    let desk = desk(&folder, &readings(&plain));
    for host in ["evil.example", "evil.example:7380", "127.0.0.1:7381", "127.0.0.1"] {
        for address in ["/", "/reports.json", "/desk.css", "/?token=0123456789abcdef"] {
            let response = send(&desk, "GET", address, &[("host", host)], "");
            assert_eq!(response.status(), 421, "{host} {address}");
            assert!(!String::from_utf8_lossy(response.body()).contains("Todor"));
        }
    }
}

#[test]
fn the_link_gives_the_right_to_write_and_nothing_else_does() {
    let folder = Folder::new();
    let desk = desk(&folder, &readings(&plain));
    let wrong = get_with(&desk, "/?token=0123456789abcdee", &[]);
    assert!(wrong.status() == 403 && wrong.headers().get("set-cookie").is_none());
    let right = get_with(&desk, &format!("/reports?token={TOKEN}&outlet=Tidings"), &[]);
    let header = |name: &str| right.headers().get(name).unwrap().to_str().unwrap().to_owned();
    assert_eq!((right.status().as_u16(), header("location")), (303, "/reports?outlet=Tidings".to_owned()));
    assert_eq!(header("set-cookie"), format!("readout-7380={TOKEN}; HttpOnly; SameSite=Strict; Path=/"));
    let body = "kind=note&note=x&by=y&report=1";
    let cookie = format!("readout-7380={TOKEN}");
    for (headers, expect) in [
        (vec![("sec-fetch-site", "same-origin")], 403),
        (vec![("sec-fetch-site", "same-origin"), ("cookie", "readout-7380=wrong")], 403),
        (vec![("sec-fetch-site", "cross-site"), ("cookie", cookie.as_str())], 403),
        (vec![("sec-fetch-site", "same-site"), ("cookie", cookie.as_str())], 403),
        (vec![("origin", "http://127.0.0.1:8000"), ("cookie", cookie.as_str())], 403),
        (vec![("cookie", cookie.as_str())], 403),
        // Let in, and told that there is no such report.
        (vec![("sec-fetch-site", "same-origin"), ("cookie", cookie.as_str())], 422),
    ] {
        let all: Vec<(&str, &str)> = headers.iter().copied().chain([("host", HOST)]).collect();
        assert_eq!(send(&desk, "POST", "/corrections", &all, body).status(), expect, "{headers:?}");
        let undo = send(&desk, "POST", "/corrections/x/undo", &all, body).status().as_u16();
        assert_eq!(undo, if expect == 422 { 404 } else { 403 }, "{headers:?}");
    }
    assert!(Store::open(folder.store()).unwrap().corrections().unwrap().is_empty());
}

#[test]
fn a_password_stands_before_everything() {
    let folder = Folder::new();
    Store::open(folder.store()).unwrap().add_all(&readings(&plain)).unwrap();
    let desk = Desk::open(&folder.store(), settings(Some("open sesame"))).unwrap();
    for address in ["/", "/reports.json", "/report/1", "/search?q=Todor", "/nothing"] {
        let response = get_with(&desk, address, &[]);
        let page = String::from_utf8(response.body().clone()).unwrap();
        assert!(response.status() == 401 && page.contains("type=\"password\"") && !page.contains("Todor met"), "{address}");
        assert_eq!(crate::markup::faults(&page), Vec::<String>::new());
    }
    let enter = |password: &str, site: &str| {
        send(&desk, "POST", "/enter", &[("host", HOST), ("sec-fetch-site", site)], &format!("password={password}&to=//evil.example"))
    };
    assert_eq!(enter("open+sesam", "same-origin").status(), 403);
    assert_eq!(enter("", "same-origin").status(), 403);
    assert_eq!(enter("open+sesame", "cross-site").status(), 403);
    let entered = enter("open+sesame", "same-origin");
    assert_eq!((entered.status().as_u16(), entered.headers().get("location").unwrap().to_str().unwrap()), (303, "/"));
    let cookie = entered.headers().get("set-cookie").unwrap().to_str().unwrap().split(';').next().unwrap().to_owned();
    assert_eq!(get_with(&desk, "/reports.json", &[("cookie", &cookie)]).status(), 200);
}
