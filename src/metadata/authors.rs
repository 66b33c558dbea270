//! Who wrote a page: names out of statements, from the source to be believed most.

use super::site::Site;
use super::{clean, key};
use crate::blocks::{self, Author, Statements, Tree};
use crate::boilerplate::introduces_author;
use crate::language::primary;
use crate::limits::MAX_AUTHORS;
use crate::names::{is_name, is_nobody, joins, says_a_role};
use crate::repair::Spacing;
use crate::word_class::is_letter;

/// How much is known of a statement before it is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// It is said to be the author, in whatever form.
    Stated,
    /// It is said to be the author, and must look like a name of somebody.
    Named,
    /// It stands where authors stand.
    Seen,
}

/// Who wrote the page, from the first source that names somebody; a site or an
/// organisation counts where nobody else is named.
pub(super) fn authors(
    statements: &Statements,
    page: &Tree<'_>,
    site: &Site,
    language: Option<&str>,
) -> Vec<String> {
    let language = language.map(primary);
    let read = |names: &mut dyn Iterator<Item = &str>, trust: Trust| {
        let mut found = Vec::new();
        for name in names {
            add_names(name, trust, language.as_deref(), site, &mut found);
        }
        found
    };
    let listed = |authors: &[Author], organisation: bool, trust: Trust| {
        let wanted = authors.iter().filter(|one| one.organisation == organisation);
        read(&mut wanted.map(|one| one.name.as_str()), trust)
    };
    let metas =
        |names: &[&str], trust: Trust| read(&mut names.iter().flat_map(|name| statements.metas(name)), trust);
    let cited = || {
        // `Putri, Rani`
        let names = statements.metas("citation_author").map(|name| match name.split_once(", ") {
            Some((last, first)) if !first.contains(',') => format!("{first} {last}"),
            _ => name.to_owned(),
        });
        let names: Vec<String> = names.collect();
        read(&mut names.iter().map(String::as_str), Trust::Named)
    };
    let marked = || {
        let mut found = listed(&statements.authors, false, Trust::Seen);
        // More are those of teasers or comments.
        if found.len() > MOST_MARKED {
            found.truncate(1);
        }
        found
    };
    let seen = || {
        let lines = blocks::bylines(page);
        let found = lines.iter().map(|line| read(&mut std::iter::once(line.as_str()), Trust::Seen));
        found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
    };
    let stated = &statements.json_ld.authors;
    let sources: [&dyn Fn() -> Vec<String>; 10] = [
        &|| listed(stated, false, Trust::Named),
        &cited,
        &|| metas(&AUTHORS_OF_TOOLS, Trust::Named),
        &|| metas(&AUTHORS, Trust::Named),
        &marked,
        &|| listed(stated, false, Trust::Stated),
        &seen,
        &|| listed(stated, true, Trust::Stated),
        &|| metas(&AUTHORS, Trust::Stated),
        &|| listed(&statements.authors, true, Trust::Stated),
    ];
    sources.iter().map(|source| source()).find(|found| !found.is_empty()).unwrap_or_default()
}

const AUTHORS_OF_TOOLS: [&str; 5] =
    ["parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl"];

const AUTHORS: [&str; 6] =
    ["author", "article:author", "og:author", "article:author_name", "cxenseparse:author", "dc.author"];

/// Of authors marked in the text of a page, so many are its own.
const MOST_MARKED: usize = 3;

/// Adds the names of one statement: `By Rani Putri and Bayu Laut (AP), Staff Writer`.
fn add_names(statement: &str, trust: Trust, language: Option<&str>, site: &Site, found: &mut Vec<String>) {
    let statement = clean(statement, Spacing::Tight);
    if statement.contains("://") || statement.starts_with(['@', '/']) {
        return;
    }
    let statement = statement.replace([',', ';', '，', '、', '；'], ", ");
    for (at, name) in split_names(&statement, trust, language).into_iter().enumerate() {
        let parts: Vec<&str> = name.split(' ').collect();
        // What follows the first name may say what somebody is.
        let shaped = match trust {
            Trust::Stated => true,
            Trust::Named => at == 0 || is_name(&parts),
            Trust::Seen => parts.len() == 1 || is_name(&parts),
        };
        let known = found.iter().any(|other| key(other) == key(&name));
        if shaped && !known && found.len() < MAX_AUTHORS && names_somebody(&name, trust, site) {
            found.push(name);
        }
    }
}

/// The names in a statement, each still to be looked at.
fn split_names(statement: &str, trust: Trust, language: Option<&str>) -> Vec<String> {
    let mut name: Vec<&str> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    let end = |name: &mut Vec<&str>, names: &mut Vec<String>| {
        if !name.is_empty() {
            names.push(name.join(" "));
            name.clear();
        }
    };
    let mut depth = 0usize;
    for word in statement.split_whitespace() {
        // `(AP)`, `(Reuters, Jakarta)`
        let (opens, closes) = (word.matches(['(', '[']).count(), word.matches([')', ']']).count());
        let inside = depth > 0 || opens > 0;
        depth = (depth + opens).saturating_sub(closes);
        if inside || word.contains('@') || word.starts_with("www.") {
            continue;
        }
        if !name.is_empty() && joins(word, language)
            || matches!(word, "|" | "/" | "·" | "•" | "-" | "–" | "—" | "»")
        {
            end(&mut name, &mut names);
            continue;
        }
        let bare = word.trim_end_matches([',', ';', ':', '，', '、', '|', '：']);
        let colon = word.ends_with([':', '：']);
        let introduces = introduces_author(bare.to_lowercase().as_str());
        // `Von` within a name has no capital; what is no name stands in front of one.
        let capital = bare.starts_with(char::is_uppercase) || matches!(bare, "by" | "oleh");
        let within = trust == Trust::Seen && (capital || !is_name(&name));
        if colon || introduces && (name.is_empty() && (trust == Trust::Seen || bare.len() <= 4) || within) {
            name.clear();
            // `Post, by Rani`: what stands in front is no name.
            if trust == Trust::Seen && names.iter().all(|name| !name.contains(' ')) {
                names.clear();
            }
            continue;
        }
        // `Rani Putri 27 Juni 2024`, `Rani Putri, Juni 27, 2024`
        if trust == Trust::Seen && bare.starts_with(|c: char| c.is_ascii_digit()) {
            if name.len() == 1 && bare.len() <= 2 {
                name.clear();
            }
            if is_name(&name) || !names.is_empty() {
                break;
            }
            name.clear();
        }
        if !bare.is_empty() {
            name.push(bare);
        }
        if bare.len() < word.len() {
            end(&mut name, &mut names);
        }
    }
    end(&mut name, &mut names);
    names
}

/// Whether this can be the name of somebody who writes.
fn names_somebody(name: &str, trust: Trust, site: &Site) -> bool {
    let letters = name.chars().filter(|c| is_letter(*c)).count();
    if letters < 2 || name.split(' ').count() > 6 || is_nobody(name) {
        return false;
    }
    let digits = || name.chars().any(|c| c.is_ascii_digit());
    let is_domain = |word: &str| {
        word.rsplit_once('.').is_some_and(|(front, last)| {
            front.len() > 2 && (2..=3).contains(&last.len()) && last.bytes().all(|c| c.is_ascii_lowercase())
        })
    };
    let domain = || name.split(' ').any(is_domain);
    trust == Trust::Stated || !(digits() || says_a_role(name) || domain() || site.keys.contains(&key(name)))
}

#[cfg(test)]
mod tests {
    use super::{Trust, add_names};
    use crate::metadata::site::Site;

    #[test]
    fn names_are_read_out_of_statements() {
        let site = Site { name: None, keys: vec!["kabarpagi".to_owned(), "kabarpagiexampleid".to_owned()] };
        let names = |statement: &str, trust, language| {
            let mut found = Vec::new();
            add_names(statement, trust, language, &site, &mut found);
            found
        };
        for (statement, language, expected) in [
            ("Rani Putri", None, &["Rani Putri"][..]),
            ("By Rani Putri and Bayu Laut (AP)", Some("en"), &["Rani Putri", "Bayu Laut"]),
            ("Rani Putri dan Bayu Laut", Some("id"), &["Rani Putri", "Bayu Laut"]),
            ("Dan Holt", Some("id"), &["Dan Holt"]),
            ("Jana Weber und Karl von Ahn", Some("de"), &["Jana Weber", "Karl von Ahn"]),
            ("Rani Putri,Bayu Laut;Siti Air", None, &["Rani Putri", "Bayu Laut", "Siti Air"]),
            ("Mary Holt, Senior Reporter", None, &["Mary Holt"]),
            ("Mary Holt, head of something", None, &["Mary Holt"]),
            ("rani@kabar.example Rani Putri", None, &["Rani Putri"]),
            ("https://kabar.example/rani", None, &[]),
            ("@rani", None, &[]),
            ("admin", None, &[]),
            ("Kabar Pagi", None, &[]),
            ("kabarpagi.example.id", None, &[]),
            ("佐藤みどり、田中一", None, &["佐藤みどり", "田中一"]),
            ("Rani &lt;b&gt;Putri&lt;/b&gt;", None, &["Rani Putri"]),
        ] {
            assert_eq!(names(statement, Trust::Named, language), expected, "{statement}");
        }
        for (statement, expected) in [
            ("27.06.2024 um 14:46 von Jana Weber", &["Jana Weber"][..]),
            ("Jana Weber 27. Juni 2024, 3 Min.", &["Jana Weber"]),
            ("Posted by Dr. Mary Holt - Mar 27, 2024", &["Dr. Mary Holt"]),
            ("Post, by galith", &["galith"]),
            ("View all posts of mine", &[]),
        ] {
            assert_eq!(names(statement, Trust::Seen, Some("de")), expected, "{statement}");
        }
        assert_eq!(names("Kabar Pagi", Trust::Stated, None), ["Kabar Pagi"]);
    }
}
