use super::*;

impl Builder {
    pub(super) fn new(
        (random, title, language, created, extra): (u64, String, String, i64, Extra),
        file: Option<Node>,
    ) -> Self {
        let mut codebook = Codebook::news_claims();
        if random.is_multiple_of(2) {
            let node = Node::Whole(2);
            codebook.labels[0].extra.insert("weight".to_owned(), node);
        }
        let about = About {
            id: id(0, random),
            title,
            language,
            created: Timestamp::from_millis(created),
            extra: with(extra, [("@file", file)]),
        };
        Self {
            project: Project::from_about(about, Rc::new(codebook)),
        }
    }

    pub(super) fn add(&mut self, change: &Change) {
        // What does not fit is left out.
        let _ = self.project.apply(change);
    }

    pub(super) fn provenance(&self, (who, created, modified, origin): Who) -> Provenance {
        let annotators: Vec<_> = self.project.annotators().map(|it| it.id).collect();
        Provenance {
            annotator: annotators[who % annotators.len()],
            created: Timestamp::from_millis(created),
            modified: Timestamp::from_millis(modified),
            origin,
        }
    }

    pub(super) fn actor(&mut self, random: u64, strings: Vec<String>, who: Who, extra: Extra) {
        let [name, kind, affiliation, status, wikidata, note] = strings.try_into().unwrap();
        let alias = (note.clone(), vec![name.clone(), kind.clone()]);
        let record = Actor {
            id: id(3, random),
            aliases: (random.is_multiple_of(2))
                .then_some(alias)
                .into_iter()
                .collect(),
            name,
            kind,
            affiliation,
            status,
            wikidata,
            note,
            provenance: self.provenance(who),
            extra,
        };
        self.add(&Change::add(record));
    }

    pub(super) fn article(
        &mut self,
        random: u64,
        strings: Vec<String>,
        extra: Extra,
        first: bool,
        revisions: Vec<(String, RevisionSource, Extra, Option<Node>)>,
    ) {
        let revisions = (1..).zip(revisions);
        let revisions = revisions.map(|(n, (text, source, extra, unknown))| Revision {
            n,
            text: self.project.keep_text(Rc::new(ArticleText::new(text))),
            source,
            extra: with(extra, [("@source", unknown)]),
        });
        let revisions = revisions.collect();
        let orders: Vec<OrderKey> = {
            let articles = self.project.ordered_articles();
            articles.iter().map(|it| it.order.clone()).collect()
        };
        let [
            title,
            outlet,
            author,
            published,
            url,
            language,
            retrieved,
            note,
        ] = strings.try_into().unwrap();
        let record = Article {
            id: id(5, random),
            order: if first {
                OrderKey::between(None, orders.first())
            } else {
                OrderKey::between(orders.last(), None)
            },
            title,
            outlet,
            author,
            published,
            url,
            language,
            retrieved,
            note,
            revisions,
            extra,
        };
        self.add(&Change::add(record));
    }

    /// Any non-empty stretch of a text.
    fn span(text: &ArticleText, (a, b): (usize, usize)) -> Option<TextSpan> {
        let string = text.as_str();
        let ends = string.char_indices().map(|(at, _)| at);
        let ends: Vec<usize> = ends.chain([string.len()]).collect();
        let (a, b) = (ends[a % ends.len()], ends[b % ends.len()]);
        let place = |at| text.byte(u32::try_from(at).unwrap()).unwrap();
        TextSpan::new(place(a.min(b)), place(a.max(b))).ok()
    }

    pub(super) fn annotation(&mut self, it: AnnotationSketch) {
        let revisions: Vec<_> = {
            let articles = self.project.articles();
            articles
                .flat_map(|article| article.revisions.iter().map(|it| (article.id, it.n)))
                .collect()
        };
        let Some((article, revision)) = picked(&revisions, it.at as u64) else {
            return;
        };
        let text = self.project.text_of_revision(article, revision).unwrap();
        let spans = it.pieces.into_iter();
        let fragments = normalize(spans.filter_map(|ends| Self::span(text, ends)));
        let unknown = it.unknown.filter(|_| !fragments.is_empty()).map(|object| {
            let mut all = vec![Node::Null; fragments.len()];
            all[0] = object;
            Node::List(all)
        });
        let actors: Vec<_> = self.project.actors().map(|it| it.id).collect();
        let other = it.other;
        let record = Annotation {
            id: id(6, it.random),
            article,
            revision,
            label: it.label.into(),
            fragments,
            attributes: it.attributes,
            actor: picked(&actors, it.random),
            note: it.note,
            orphan: it.orphan,
            provenance: self.provenance(it.who),
            extra: with(it.extra, [("@fragments", unknown), ("@attributes", other)]),
        };
        self.add(&Change::add(record));
    }

    fn ends(&self) -> Vec<End> {
        let project = &self.project;
        let annotations = project.annotations().map(|it| End::Annotation(it.id));
        let claims = project.canonical_claims();
        let claims = claims.map(|it| End::CanonicalClaim(it.id));
        let actors = project.actors().map(|it| End::Actor(it.id));
        let topics = project.topics().map(|it| End::Topic(it.id));
        annotations
            .chain(claims)
            .chain(actors)
            .chain(topics)
            .collect()
    }

    pub(super) fn decision(&mut self, it: DecisionSketch) {
        if let Some(change) = self.decided(it) {
            self.add(&change);
        }
    }

    fn decided(&self, it: DecisionSketch) -> Option<Change> {
        let project = &self.project;
        let articles: Vec<_> = project.articles().map(|it| it.id).collect();
        let claims: Vec<_> = project.canonical_claims().map(|it| it.id).collect();
        let annotations: Vec<_> = project.annotations().map(|it| it.id).collect();
        let actors: Vec<_> = project.actors().map(|it| it.id).collect();
        let provenance = self.provenance(it.who);
        let (first, second) = it.picks;
        let (text, note) = it.strings;
        let extra = it.extra;
        Some(match it.kind {
            0 | 1 => Change::add(Relation {
                id: id(7, it.random),
                kind: if first.is_multiple_of(3) {
                    "attributed_to"
                } else {
                    "unheard_of"
                }
                .into(),
                from: picked(&self.ends(), first)?,
                to: picked(&self.ends(), second)?,
                attributes: it.attributes,
                note,
                provenance,
                extra: with(extra, [("@from", it.objects.0), ("@to", it.objects.1)]),
            }),
            2 => Change::add(Membership {
                claim: picked(&annotations, first)?,
                canonical_claim: picked(&claims, second)?,
                polarity: if first.is_multiple_of(2) {
                    Polarity::Same
                } else {
                    Polarity::Opposite
                },
                provenance,
                extra,
            }),
            3 => Change::add(Reading {
                article: picked(&articles, first)?,
                revision: 1,
                at: provenance.created,
                provenance,
                extra,
            }),
            4 => Change::add(Override {
                canonical_claim: picked(&claims, first)?,
                article: picked(&articles, second)?,
                status: text,
                note,
                provenance,
                extra,
            }),
            5 => Change::add(Coding {
                article: picked(&articles, first)?,
                attributes: it.attributes,
                provenance,
                extra: with(extra, [("@attributes", it.objects.0)]),
            }),
            6 => Change::add(LintException {
                rule: text.into(),
                subject: match first % 4 {
                    0 => Subject::Annotation(picked(&annotations, second)?),
                    1 => Subject::CanonicalClaim(picked(&claims, second)?),
                    2 => Subject::Actor(picked(&actors, second)?),
                    _ => Subject::Article(picked(&articles, second)?),
                },
                note,
                provenance,
                extra,
            }),
            _ => {
                let article = picked(&articles, first)?;
                let text = project.text_of_revision(article, 1)?;
                let number = |it| usize::try_from(it).unwrap();
                let ends = (number(it.random), number(second));
                Change::add(Part {
                    article,
                    revision: 1,
                    part: "headline".into(),
                    span: Self::span(text, ends)?,
                    provenance,
                    extra,
                })
            }
        })
    }
}
