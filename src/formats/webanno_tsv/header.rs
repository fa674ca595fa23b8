//! `#T_SP=webanno.custom.Span|value`: which columns there are.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Spans,
    Relations,
    Chains,
}

#[derive(Debug)]
pub(super) struct Layer<'a> {
    pub kind: Kind,
    pub type_name: &'a str,
    /// One for each column.
    pub columns: Vec<Column<'a>>,
    /// How many columns are before them, those of the token among them.
    pub first: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column<'a> {
    /// There is something; it has no features.
    Placeholder,
    Feature(&'a str),
    /// Names of what the next column names, which is part of the feature.
    Roles(&'a str),
    Slots,
    /// The type of what is joined.
    Ends(&'a str),
    ChainElement,
    ChainLink,
}

/// Takes a line of the header, if it is one of a layer.
pub(super) fn layer(line: &str, first: usize) -> Option<Layer<'_>> {
    const KINDS: [(&str, Kind); 3] = [
        ("#T_SP=", Kind::Spans),
        ("#T_RL=", Kind::Relations),
        ("#T_CH=", Kind::Chains),
    ];
    let mut said = KINDS.into_iter();
    let (rest, kind) = said.find_map(|(sign, kind)| Some((line.strip_prefix(sign)?, kind)))?;
    let mut fields = rest.split('|').filter(|it| !it.is_empty());
    let type_name = fields.next()?;
    let mut columns = Vec::new();
    for field in fields {
        let after_roles = matches!(columns.last(), Some(Column::Roles(_)));
        columns.push(match kind {
            Kind::Spans if after_roles => Column::Slots,
            Kind::Spans => match field.strip_prefix("ROLE_") {
                Some(role) => {
                    let feature = role.split_once(':').map_or(role, |it| it.1);
                    Column::Roles(feature.split('_').next().unwrap_or(feature))
                }
                None => Column::Feature(field),
            },
            Kind::Relations => match field.strip_prefix("BT_") {
                Some(ends) => Column::Ends(ends),
                None => Column::Feature(field),
            },
            Kind::Chains if field == "referenceType" => Column::ChainElement,
            Kind::Chains if field == "referenceRelation" => Column::ChainLink,
            Kind::Chains => Column::Feature(field),
        });
    }
    if columns.is_empty() {
        columns.push(Column::Placeholder);
    }
    Some(Layer {
        kind,
        type_name,
        columns,
        first,
    })
}
