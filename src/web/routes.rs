//! A route table that can be read: each entry has its method, its path and who may pass. What the router serves and
//! what the tests walk are the same list.

use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use entity::Role;

use crate::app::App;
use crate::clock::HOUR;
use crate::error::Error;
use crate::rules::policy::Denied;
use crate::web::context::Ctx;
use crate::web::{paths, respond, session};

/// Who may pass at all. What they may do there is for the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Public,
    /// Signed in; else log in and come back.
    Member,
    Staff,
    Manager,
    Admin,
}

/// A line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub method: &'static str,
    pub path: &'static str,
    pub access: Access,
}

/// Collects routes and remembers them.
#[derive(Default)]
pub struct Routes {
    router: Router<App>,
    pub table: Vec<Entry>,
}

impl Routes {
    pub fn get<H, T>(self, access: Access, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::GET, access, path, on(MethodFilter::GET, handler))
    }

    pub fn post<H, T>(self, access: Access, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::POST, access, path, on(MethodFilter::POST, handler))
    }

    fn add(mut self, method: Method, access: Access, path: &'static str, route: MethodRouter<App>) -> Self {
        let guarded = if access == Access::Public { route } else { route.route_layer(from_fn(move |ctx: Ctx, request: Request, next: Next| guard(access, path, ctx, request, next))) };
        self.router = self.router.route(path, guarded);
        self.table.push(Entry { method: if method == Method::GET { "GET" } else { "POST" }, path, access });
        self
    }

    pub fn into_router(self) -> Router<App> {
        self.router
    }
}

/// S-08: the administration's pages want a password or a code typed within the last hour, whoever may see them.
fn wants_proof(access: Access, path: &str) -> bool {
    access == Access::Admin || (access != Access::Public && path.starts_with(paths::Admin::PATTERN))
}

async fn proved_lately(ctx: &Ctx) -> bool {
    let at: Option<i64> = ctx.session.get(session::PROVED_AT).await.ok().flatten();
    at.is_some_and(|at| ctx.now - at < HOUR)
}

/// First the proof, then back to the page, or to the one the form was sent from.
fn prove_first(ctx: &Ctx) -> Response {
    respond::see_other(paths::with_query(paths::Prove, &[("next", &ctx.back())]))
}

/// Whoever may not pass a staff or admin door is told that there is none.
async fn guard(access: Access, path: &str, ctx: Ctx, request: Request, next: Next) -> Response {
    let me = match ctx.member() {
        Ok(me) => me,
        Err(e) => return e.into_response(),
    };
    let may = match access {
        Access::Public | Access::Member => true,
        Access::Staff => me.role != Role::Customer,
        Access::Manager => matches!(me.role, Role::Manager | Role::Admin),
        Access::Admin => me.role == Role::Admin,
    };
    if !may {
        return Error::NotFound.into_response();
    }
    if !matches!(access, Access::Public | Access::Member) && ctx.actor().suspended {
        return Error::from(Denied::Suspended).into_response();
    }
    if wants_proof(access, path) && !proved_lately(&ctx).await {
        return prove_first(&ctx);
    }
    next.run(request).await
}
