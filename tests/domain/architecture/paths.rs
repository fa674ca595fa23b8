//! Every path a source file mentions, with `super` and `self` resolved.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// The paths of a file that is the module `inside`, each as its segments.
pub fn paths_in(source: &str, inside: &[String]) -> syn::Result<Vec<Vec<String>>> {
    let file = syn::parse_file(source)?;
    let mut collector = Collector {
        inside: inside.to_vec(),
        found: Vec::new(),
    };
    collector.visit_file(&file);
    Ok(collector.found)
}

struct Collector {
    inside: Vec<String>,
    found: Vec<Vec<String>>,
}

impl Collector {
    fn add(&mut self, path: Vec<String>) {
        let ups = path.iter().take_while(|it| *it == "super" || *it == "self");
        let ups = ups.count();
        if ups == 0 {
            self.found.push(path);
            return;
        }
        let up = path[..ups].iter().filter(|it| *it == "super").count();
        let kept = self.inside.len().saturating_sub(up);
        let from_root = ["crate".to_owned()]
            .into_iter()
            .chain(self.inside[..kept].iter().cloned())
            .chain(path[ups..].iter().cloned());
        self.found.push(from_root.collect());
    }

    fn add_use(&mut self, prefix: &[String], tree: &syn::UseTree) {
        let with = |ident: &syn::Ident| [prefix, &[ident.to_string()]].concat();
        match tree {
            syn::UseTree::Path(it) => self.add_use(&with(&it.ident), &it.tree),
            syn::UseTree::Name(it) => self.add(with(&it.ident)),
            syn::UseTree::Rename(it) => self.add(with(&it.ident)),
            syn::UseTree::Glob(_) => self.add(prefix.to_vec()),
            syn::UseTree::Group(it) => {
                for tree in &it.items {
                    self.add_use(prefix, tree);
                }
            }
        }
    }

    /// Paths in macros and attributes, which syn leaves unparsed: runs of `name :: name`.
    /// A string there may be a path too (`#[serde(with = "…")]`).
    fn add_tokens(&mut self, tokens: TokenStream, strings: bool) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(it) => {
                    if colons != 2 {
                        self.flush(&mut path);
                    }
                    path.push(it.to_string());
                    colons = 0;
                }
                TokenTree::Punct(it) if it.as_char() == ':' => colons += 1,
                TokenTree::Group(it) => {
                    self.flush(&mut path);
                    colons = 0;
                    self.add_tokens(it.stream(), strings);
                }
                TokenTree::Literal(it) if strings => {
                    let literal = it.to_string();
                    let inner: Result<TokenStream, _> = literal.trim_matches('"').parse();
                    if let Ok(inner) = inner {
                        self.add_tokens(inner, false);
                    }
                }
                _ => {
                    self.flush(&mut path);
                    colons = 0;
                }
            }
        }
        self.flush(&mut path);
    }

    fn flush(&mut self, path: &mut Vec<String>) {
        if path.len() > 1 {
            self.add(std::mem::take(path));
        }
        path.clear();
    }
}

impl<'ast> Visit<'ast> for Collector {
    fn visit_item_mod(&mut self, it: &'ast syn::ItemMod) {
        self.inside.push(it.ident.to_string());
        visit::visit_item_mod(self, it);
        self.inside.pop();
    }

    fn visit_item_use(&mut self, it: &'ast syn::ItemUse) {
        self.add_use(&[], &it.tree);
    }

    fn visit_item_extern_crate(&mut self, it: &'ast syn::ItemExternCrate) {
        self.add(vec![it.ident.to_string()]);
    }

    fn visit_path(&mut self, it: &'ast syn::Path) {
        self.add(it.segments.iter().map(|it| it.ident.to_string()).collect());
        visit::visit_path(self, it);
    }

    fn visit_macro(&mut self, it: &'ast syn::Macro) {
        self.visit_path(&it.path);
        self.add_tokens(it.tokens.clone(), false);
    }

    fn visit_attribute(&mut self, it: &'ast syn::Attribute) {
        if let syn::Meta::List(list) = &it.meta {
            self.add_tokens(list.tokens.clone(), true);
        }
        visit::visit_attribute(self, it);
    }
}
