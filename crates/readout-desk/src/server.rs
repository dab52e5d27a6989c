//! The desk on a port.

use crate::{Desk, Error};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Response, StatusCode};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// The longest body of a request: the longest note, several times over.
const MOST_BYTES: usize = 64 * 1024;

/// Listens on the desk's address until the process ends; `ready` is called with the address once it does (with the port that the system chose,
/// where none was given; the desk then goes by that).
pub fn serve(desk: Desk, ready: impl FnOnce(&Desk, SocketAddr)) -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let wanted = desk.address();
        let listener = tokio::net::TcpListener::bind(wanted).await.map_err(|error| Error::Listen(wanted, error))?;
        let address = listener.local_addr()?;
        let mut desk = desk;
        desk.goes_by(address);
        ready(&desk, address);
        let app = Router::new().fallback(answer).with_state(Arc::new(desk));
        Ok(axum::serve(listener, app).await?)
    })
}

/// Pages are made on threads of their own, so that a slow one holds up no other.
async fn answer(State(desk): State<Arc<Desk>>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let fail = |status: StatusCode| {
        let mut response = Response::new(Body::from(status.canonical_reason().unwrap_or_default()));
        *response.status_mut() = status;
        response
    };
    let Ok(body) = to_bytes(body, MOST_BYTES).await else { return fail(StatusCode::PAYLOAD_TOO_LARGE) };
    let entering = parts.method == axum::http::Method::POST && parts.uri.path() == "/enter";
    let answer = tokio::task::spawn_blocking(move || desk.respond(&axum::http::Request::from_parts(parts, body.to_vec()))).await;
    let Ok(response) = answer else { return fail(StatusCode::INTERNAL_SERVER_ERROR) };
    if entering && response.status() == StatusCode::FORBIDDEN {
        // Whoever guesses passwords has to wait.
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    response.map(Body::from)
}
