//! What a line says of itself, or what its neighbours say of it, without a model.

use memchr::memmem;

use super::kind::Kind;
use super::line::{self, Claims, Line};
use super::phrases::{Phrase, Place, Strength};
use super::reason::{Reason, Rule};

/// What a line is beyond doubt, wherever it stands: nothing in the article looks
/// like it.
pub(super) fn told(line: &Line<'_>) -> Option<(Kind, Reason)> {
    if line.claims == Claims::Alone {
        return Some((Kind::ReadingTime, Rule::Minutes.into()));
    }
    if !line.has_letters && line.has_date {
        return Some((Kind::Date, Rule::OnlyDate.into()));
    }
    let phrase = line.phrase?;
    tells_always(phrase, line.prose || line.ends_sentence).then_some((phrase.kind, Reason::says(phrase)))
}

/// A strong phrase, a button or a label and nothing else on the line, or what
/// says below a picture whose it is. Names of sections may be headings.
fn tells_always(phrase: &Phrase, sentence: bool) -> bool {
    use Kind::{Ad, Caption, Comment, Cookie, Credit, Newsletter, Related, Share};
    let label = matches!(phrase.kind, Ad | Share | Related | Newsletter | Cookie | Comment);
    let picture = matches!(phrase.kind, Caption | Credit) && !sentence;
    phrase.strength == Strength::Strong || picture || (phrase.place == Place::Whole && label)
}

/// What a line is on weaker evidence, once it is known that it goes, or where
/// there is no prose to compare it with.
pub(super) fn hinted(line: &Line<'_>) -> Option<(Kind, Reason)> {
    if let Some(told) = told(line) {
        return Some(told);
    }
    if !line.has_letters {
        return Some((Kind::Other, Rule::NoLetter.into()));
    }
    if let Some(phrase) = line.phrase.filter(|_| !(line.prose || line.ends_sentence)) {
        return Some((phrase.kind, Reason::says(phrase)));
    }
    let kind = if line.has_date { Kind::Date } else { Kind::ReadingTime };
    let claims = line.claims != Claims::Nothing;
    claims.then_some((kind, Rule::MinutesBeside.into()))
}

/// A headline of three words or more, as other lines repeat it.
pub(super) struct Headline {
    bytes: usize,
    /// How many letters and digits it has.
    spelled: u32,
    key: String,
    finder: memmem::Finder<'static>,
}

impl Headline {
    pub fn of(title: &Line<'_>) -> Option<Headline> {
        (title.words() >= 3).then(|| {
            let key = line::key(title.text);
            let finder = memmem::Finder::new(&key).into_owned();
            Headline { bytes: title.text.len(), spelled: spelled(title), key, finder }
        })
    }

    /// Whether a line holds the whole headline beside a few other words: a caption
    /// or a teaser made of it.
    pub fn is_repeated(&self, line: &Line<'_>) -> bool {
        // Of most lines that is enough: what has fewer letters does not hold the title.
        if line.text.len() < self.bytes / 2
            || line.text.len() > 3 * self.bytes
            || spelled(line) < self.spelled
        {
            return false;
        }
        let key = line::key(line.text);
        key.len() < 2 * self.key.len() && self.finder.find(key.as_bytes()).is_some()
    }
}

fn spelled(line: &Line<'_>) -> u32 {
    line.shape.letters + line.shape.digits
}

/// Whether a bare name stands where a byline does: beside a date, a claimed
/// reading time, a picture, a share button or a line that says it is a byline.
/// `Middle East` under a headline is a section.
pub(super) fn signs(lines: &[Line<'_>], at: usize) -> bool {
    // `Facebook'ta Paylaş` looks like a name.
    let other = |line: &Line<'_>| line.phrase.is_some_and(|phrase| phrase.kind != Kind::Byline);
    let Some(line) = lines.get(at).filter(|line| line.is_name && !other(line)) else { return false };
    let tells = |line: &Line<'_>| {
        let beside = |kind| matches!(kind, Kind::Byline | Kind::Caption | Kind::Credit | Kind::Share);
        let byline = line.phrase.is_some_and(|phrase| beside(phrase.kind));
        (line.has_date && !line.prose) || byline || line.claims != Claims::Nothing
    };
    let around = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| lines.get(at));
    repeats_itself(line.text) || around.into_iter().any(tells)
}

/// `Rani Putri By Rani Putri`: the name of the picture beside the byline and the
/// byline itself, as some themes print them.
fn repeats_itself(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let half = words.len() / 2;
    words.len() >= 3 && words.get(..half).is_some_and(|front| words.ends_with(front))
}

/// A short page with a line or two of prose among many that are none, and next
/// to nothing that says it is boilerplate: a poem, a recipe, a chat, a table.
pub(super) fn is_list_or_poem(lines: &[Line<'_>]) -> bool {
    const MOST_LINES: usize = 60;
    let prose = lines.iter().filter(|line| line.prose);
    if lines.len() > MOST_LINES || prose.clone().count() > 2 {
        return false;
    }
    let words = |line: &Line<'_>| line.words();
    let hints = lines.iter().filter(|line| hinted(line).is_some()).count();
    prose.map(words).sum::<usize>() * 2 < lines.iter().map(words).sum() && hints * 10 <= lines.len()
}

/// A sentence under the headline that byline and picture cut off from the rest.
pub(super) fn is_standfirst(line: &Line<'_>, title: Option<&Headline>) -> bool {
    line.ends_sentence
        && line.words() >= 6
        && (line.prose || !line.has_date)
        && hinted(line).is_none()
        && !title.is_some_and(|title| title.is_repeated(line))
}
