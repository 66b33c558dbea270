//! What the name of a person looks like, and what stands beside names (`data/authors.tsv`).

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::script::Script;
use crate::tsv;
use crate::word_class::is_letter;

/// One to five words that each can be part of a name.
pub(crate) fn is_name(words: &[&str]) -> bool {
    (1..=5).contains(&words.len()) && words.iter().all(|word| can_be_name(word))
}

/// Whether a word stands in names without a capital: `von`, `binti`.
pub(crate) fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "van"
            | "von"
            | "de"
            | "der"
            | "den"
            | "bin"
            | "binti"
            | "al"
            | "da"
            | "di"
            | "do"
            | "dos"
            | "del"
            | "la"
            | "le"
            | "el"
            | "ten"
            | "ter"
            | "zu"
    )
}

/// Whether a word can be part of a name.
pub(crate) fn can_be_name(word: &str) -> bool {
    let letters =
        word.chars().all(|c| is_letter(c) || matches!(c, '.' | '\'' | '’' | '-' | '・')) || is_uncased(word);
    let domain = word.char_indices().any(|(at, c)| c == '.' && at > 2 && at + 1 < word.len());
    is_particle(word)
        || (letters && !domain && word.chars().next().is_some_and(|c| c.is_uppercase() || is_uncased(word)))
}

/// Whether a word is written in a script without capitals.
pub(crate) fn is_uncased(word: &str) -> bool {
    word.chars().all(|c| {
        !c.is_lowercase() && !c.is_uppercase() && !c.is_ascii() && Script::of(c) != Script::Other
            || is_vowel_sign(c)
    })
}

/// Vowel signs of Indic scripts are no letters, but stand in names.
fn is_vowel_sign(c: char) -> bool {
    matches!(Script::of(c), Script::Devanagari | Script::Bengali | Script::Tamil | Script::Thai)
}

/// Words of `data/authors.tsv`.
#[derive(Default)]
struct Beside {
    roles: HashSet<&'static str>,
    editors: Vec<&'static str>,
    nobody: HashSet<&'static str>,
    ends: HashSet<&'static str>,
    /// Language and word.
    joins: Vec<(&'static str, &'static str)>,
}

static BESIDE: LazyLock<Beside> = LazyLock::new(|| {
    let mut beside = Beside::default();
    for [language, what, word, _source] in tsv::rows(include_str!("data/authors.tsv")) {
        match what {
            "role" => {
                beside.roles.insert(word);
            }
            "editor" => beside.editors.push(word),
            "end" => {
                beside.ends.insert(word);
            }
            "nobody" => {
                beside.nobody.insert(word);
            }
            _ => beside.joins.push((language, word)),
        }
    }
    beside
});

/// Whether a part of a byline says what somebody is: `Senior Reporter`, `Co-Founder`.
pub(crate) fn says_a_role(part: &str) -> bool {
    let lower = part.to_lowercase();
    lower.split([' ', '-']).any(|word| BESIDE.roles.contains(word.trim_end_matches('.')))
}

/// Whether a name is that of software or a placeholder: `admin`.
pub(crate) fn is_nobody(name: &str) -> bool {
    BESIDE.nobody.contains(name.to_lowercase().as_str())
}

/// Whether a word behind a name is none of its own: `Published`, `Monday`.
pub(crate) fn ends_a_name(word: &str) -> bool {
    BESIDE.ends.contains(word.to_lowercase().trim_end_matches('.'))
}

/// Whether a line names who edited, not who wrote.
pub(crate) fn names_an_editor(line: &str) -> bool {
    let lower = line.to_lowercase();
    BESIDE.editors.iter().any(|editor| lower.starts_with(editor))
}

/// Whether a word joins two names in a language (a primary code): `und`, `&`. Where none is
/// known, those of all do but single letters, which stand in names too: `Rani A Putri`.
pub(crate) fn joins(word: &str, language: Option<&str>) -> bool {
    let word = word.to_lowercase();
    let joins = BESIDE.joins.iter().filter(|(_, join)| *join == word);
    let letters = word.chars().count();
    joins.into_iter().any(|(of, _)| *of == "*" || language.map_or(letters > 1, |language| language == *of))
}

#[cfg(test)]
mod tests {
    use super::{is_nobody, joins, names_an_editor, says_a_role};

    #[test]
    fn what_stands_beside_names_is_told_from_them() {
        for role in ["Co-Founder", "COO", "Senior Reporter", "Ph.D.", "Marketing Director"] {
            assert!(says_a_role(role), "{role}");
        }
        assert!(!says_a_role("Rani Putri") && !says_a_role("Founding Mothers"));
        assert!(is_nobody("Admin") && !is_nobody("Rani Putri"));
        assert!(names_an_editor("Edited by Rani Putri") && names_an_editor("编辑:张三"));
        assert!(joins("&", None) && joins("Und", Some("de")) && joins("und", None));
        assert!(!joins("und", Some("en")) && !joins("A", None) && !joins("a", Some("en")));
        assert!(joins("a", Some("cs")));
    }
}
