//! The parts of a web address: where a page comes from tells something of it.

/// The host of an address in lower case, without its user and port:
/// `https://News.Example.co.uk:8080/a` gives `news.example.co.uk`.
pub(crate) fn host(url: &str) -> Option<String> {
    let (_, rest) = url.trim().split_once("//")?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = host.split(':').next()?.trim_end_matches('.');
    (!host.is_empty()).then(|| host.to_lowercase())
}

/// The last part of a host, if it is one that a registry gives: `id`, `com`.
pub(crate) fn top_level_domain(url: &str) -> Option<String> {
    let host = host(url)?;
    let (_, last) = host.rsplit_once('.')?;
    let letters = last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_lowercase());
    letters.then(|| last.to_owned())
}

/// The path of an address, without its query.
pub(crate) fn path(url: &str) -> &str {
    let rest = url.trim().split_once("//").map_or("", |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    rest.split_once('/').map_or("", |(_, path)| path)
}

#[cfg(test)]
mod tests {
    use super::{host, path, top_level_domain};

    #[test]
    fn parts() {
        for (url, expected) in [
            ("https://News.Example.co.uk:8080/a/b?c=//d", ("news.example.co.uk", Some("uk"), "a/b")),
            ("//kabar.id", ("kabar.id", Some("id"), "")),
            ("http://me:pw@contoh.com./x#y/z", ("contoh.com", Some("com"), "x")),
            ("http://127.0.0.1/x", ("127.0.0.1", None, "x")),
            ("http://localhost/", ("localhost", None, "")),
        ] {
            let found = (host(url).unwrap_or_default(), top_level_domain(url), path(url));
            assert_eq!((found.0.as_str(), found.1.as_deref(), found.2), expected, "{url}");
        }
        assert_eq!(host("kabar.id/x"), None);
        assert_eq!(host("https:///x"), None);
    }
}
