//! The app without a page, over a scene of the desk.

use std::rc::Rc;

use cotejo::app::{
    Action, Effect, Env, LinkingAction, OpenedProject, ProjectsAction, RegisteringAction, Said,
    State, TakenAway, update,
};
use cotejo::model::*;
use uuid::Uuid;

use crate::desk::Desk;

pub struct App {
    pub state: State,
    ids: u128,
}

impl App {
    pub fn over(desk: &Desk) -> Self {
        let (project, me) = (desk.project.id(), AnnotatorId(Uuid::from_u128(90)));
        let replica = ReplicaId(Uuid::from_u128(91));
        let codebook = Rc::clone(desk.project.codebook());
        let mut state = State::new(project, me, replica, codebook, Timestamp::default());
        state.project = desk.project.clone();
        Self { state, ids: 1_000 }
    }

    pub fn act(&mut self, action: impl Into<Action>) -> Vec<Effect> {
        let effects = self.act_and_keep(action);
        assert_eq!(illegal(&self.state.project), Vec::<String>::new());
        effects
    }

    /// Opens another project, as storage gives it.
    pub fn open(&mut self, project: Project) -> Vec<Effect> {
        self.act(ProjectsAction::Opened(Box::new(OpenedProject {
            project,
            history: None,
            keep: true,
            warnings: Vec::new(),
        })))
    }

    /// The same where relations may stay that the codebook does not know.
    pub fn act_and_keep(&mut self, action: impl Into<Action>) -> Vec<Effect> {
        let ids = &mut self.ids;
        let mut new_id = || {
            *ids += 1;
            Uuid::from_u128(*ids)
        };
        let mut env = Env {
            now: Timestamp::from_millis(1_000_000),
            new_id: &mut new_id,
        };
        let effects = update(&mut self.state, action.into(), &mut env);
        assert_eq!(self.state.project.check(), Ok(()));
        effects
    }

    /// A Claim and its Source, which two types of relations can join; only one of these,
    /// `attributed_to`, can be negated.
    pub fn with_two_types() -> (Self, End, End) {
        let mut codebook = Codebook::news_claims();
        let attributed = codebook.relation(&"attributed_to".into()).unwrap().clone();
        codebook.relations.push(RelationType {
            id: "denied_by".into(),
            ..attributed
        });
        let mut desk = Desk::with_codebook(codebook);
        desk.add_article("en", "[source:1|The mayor] said [claim:2|taxes rise].");
        let end = |number: u32| End::Annotation(desk.handles[&number]);
        (Self::over(&desk), end(2), end(1))
    }

    pub fn relate(&mut self, kind: &str, from: impl Into<End>, to: impl Into<End>) {
        self.act(LinkingAction::Relate {
            kind: kind.into(),
            from: from.into(),
            to: to.into(),
        });
    }

    pub fn add_alias(&mut self, actor: ActorId, language: &str, name: &str) {
        self.act(RegisteringAction::SetAlias {
            actor,
            language: language.to_owned(),
            before: None,
            after: name.to_owned(),
        });
    }

    /// What was said that `find` looks for.
    pub fn said<T>(&self, find: impl Fn(&Said) -> Option<T>) -> Option<T> {
        let mut messages = self.state.session.messages.iter();
        messages.find_map(|it| find(&it.text))
    }

    pub fn taken_away(&self) -> Option<TakenAway> {
        self.said(|it| match it {
            Said::TakenAway { what, .. } => Some(*what),
            _ => None,
        })
    }
}

/// Relations that the codebook forbids.
fn illegal(project: &Project) -> Vec<String> {
    let fits = |it: &Relation| {
        let mut allowed = project
            .codebook()
            .relations_between(project, it.from, it.to);
        allowed.any(|kind| kind.id == it.kind)
    };
    let relations = project.relations();
    let broken = relations.filter(|it| !fits(it));
    broken
        .map(|it| format!("{} {:?} {:?}", it.kind, it.from, it.to))
        .collect()
}
