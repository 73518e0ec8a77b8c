//! Scopes to Rouge's short classes, so that Jekyll's colour sheets keep working.

#[cfg(any(test, not(feature = "onig")))]
use {std::sync::LazyLock, syntect::parsing::Scope};

/// A class by its place in the table; 0 is none.
pub(super) type Class = u8;

/// TextMate scope prefixes with Rouge's class; the longest prefix that fits wins, the innermost scope first.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "c"),
    ("comment.line", "c1"),
    ("comment.block", "cm"),
    ("comment.block.documentation", "cm"),
    ("meta.preprocessor", "cp"),
    ("string", "s"),
    ("string.quoted.single", "s1"),
    ("string.quoted.double", "s2"),
    ("string.regexp", "sr"),
    ("string.unquoted.heredoc", "sh"),
    ("constant.character.escape", "se"),
    ("constant.character", "sc"),
    ("constant.other.placeholder", "si"),
    ("constant.numeric", "mi"),
    ("constant.numeric.float", "mf"),
    ("constant.numeric.hex", "mh"),
    ("constant.numeric.integer.hexadecimal", "mh"),
    ("constant.language", "kc"),
    ("constant.other", "no"),
    ("constant.other.color", "mh"),
    ("keyword", "k"),
    ("keyword.operator", ""),
    ("keyword.operator.word", "ow"),
    ("keyword.operator.logical.python", "ow"),
    ("keyword.declaration", "kd"),
    ("keyword.control.import", "kn"),
    ("keyword.other.import", "kn"),
    ("keyword.other.unit", "nf"),
    ("storage", "k"),
    ("storage.type", "kd"),
    ("storage.modifier", "kd"),
    ("support.type", "kt"),
    ("support.type.property-name", "py"),
    ("support.class", "nc"),
    ("support.function", "nb"),
    ("support.function.builtin", "nb"),
    ("support.constant", "kc"),
    ("support.macro", "nb"),
    ("entity.name.function", "nf"),
    ("entity.name.function.decorator", "nd"),
    ("variable.annotation", "nd"),
    ("entity.name.class", "nc"),
    ("entity.name.struct", "nc"),
    ("entity.name.enum", "nc"),
    ("entity.name.trait", "nc"),
    ("entity.name.type", "nc"),
    ("entity.name.namespace", "nn"),
    ("entity.name.module", "nn"),
    ("entity.name.tag", "nt"),
    ("entity.name.label", "nl"),
    ("entity.name.section", "gh"),
    ("entity.name.constant", "no"),
    ("entity.other.attribute-name", "na"),
    ("entity.other.inherited-class", "nc"),
    ("variable.language", "bp"),
    ("variable.parameter", ""),
    ("variable.function", "nf"),
    ("variable.other.readwrite", ""),
    ("variable.other.member", "py"),
    ("variable.other.constant", "no"),
    ("variable.other", "nv"),
    ("variable.import", "nn"),
    ("markup.deleted", "gd"),
    ("markup.inserted", "gi"),
    ("markup.changed", "gu"),
    ("markup.heading", "gh"),
    ("markup.bold", "gs"),
    ("markup.italic", "ge"),
    ("meta.diff.header", "gh"),
    ("meta.diff.range", "gu"),
    ("meta.annotation", "nd"),
    ("invalid", "err"),
    ("punctuation.definition.string", ""),
    ("punctuation.definition.comment", ""),
    ("punctuation.definition.keyword", ""),
    ("punctuation.definition.variable", ""),
    ("punctuation.definition.inserted", ""),
    ("punctuation.definition.deleted", ""),
    ("punctuation", ""),
];

/// Scope prefixes, longest first, with their classes; an empty one is none.
#[cfg(any(test, not(feature = "onig")))]
static TABLE: LazyLock<Vec<(Scope, Class)>> = LazyLock::new(|| {
    // One number a class, whichever prefix has it.
    let number = |class: &str| CLASSES.iter().position(|(_, other)| *other == class).map_or(0, |at| at as Class + 1);
    let class = |&(prefix, class): &(&str, &str)| Some((Scope::new(prefix).ok()?, if class.is_empty() { 0 } else { number(class) }));
    let mut table: Vec<_> = CLASSES.iter().filter_map(class).collect();
    table.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
    table
});

/// The class of a scope; none also where a string's quotes are to have the string's class.
#[cfg(any(test, not(feature = "onig")))]
pub(super) fn of(scope: Scope) -> Class {
    TABLE.iter().find(|(prefix, _)| prefix.is_prefix_of(scope)).map_or(0, |(_, class)| *class)
}

/// A class's name for HTML; empty for none.
pub(super) fn name(class: Class) -> &'static str {
    usize::from(class).checked_sub(1).and_then(|at| CLASSES.get(at)).map_or("", |(_, name)| name)
}
