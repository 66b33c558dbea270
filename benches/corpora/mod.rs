//! Text to measure on: the sentences of `../shared/data/sentences` where that
//! stands beside the project, else a few of our own; a table says which.

use std::path::Path;

/// Languages, the files of their treebanks, and what stands in for them.
#[rustfmt::skip]
const LANGUAGES: [(&str, &[&str], &str); 5] = [
    ("en", &["en_ewt", "en_gum"], "The bridge opened at dawn, and people crossed it all day. "),
    ("id", &["id_gsd", "id_csui"], "Jembatan itu dibuka pada pagi hari dan dilalui warga. "),
    ("ru", &["ru_gsd", "ru_taiga"], "Мост открыли на рассвете, и люди шли по нему весь день. "),
    ("hi", &["hi_hdtb"], "पुल सुबह खुला और लोग दिन भर उस पर चलते रहे। "),
    ("zh", &["zh_gsdsimp"], "大桥清晨开放，人们整天从桥上走过。"),
];

/// A corpus.
pub struct Corpus {
    /// The language's tag.
    pub language: &'static str,
    /// Whether the text was made up.
    pub made_up: bool,
    /// Documents, one after the other, a newline between two.
    pub text: String,
}

impl Corpus {
    /// What a table calls it.
    pub fn name(&self) -> String {
        format!("{}{}", self.language, if self.made_up { " (made up)" } else { "" })
    }
}

/// All corpora, each repeated to at least `bytes` bytes.
pub fn corpora(bytes: usize) -> Vec<Corpus> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/sentences/dev/ud");
    let read = |(language, files, fallback): (&'static str, &[&str], &str)| {
        let mut text = String::new();
        for file in files {
            let lines = std::fs::read_to_string(folder.join(format!("{file}.jsonl"))).unwrap_or_default();
            for line in lines.lines() {
                // {"id": …, "text": "…", "boundaries": …}: enough of JSON for plain text.
                let inner = line
                    .split_once("\"text\": \"")
                    .and_then(|(_, rest)| rest.split_once("\", \"boundaries\""));
                if let Some((document, _)) = inner {
                    text.push_str(&document.replace("\\n", "\n").replace("\\\"", "\""));
                    text.push('\n');
                }
            }
        }
        let made_up = text.is_empty();
        if made_up {
            text = fallback.to_owned();
        }
        let text = text.repeat(bytes / text.len() + 1);
        Corpus { language, made_up, text }
    };
    LANGUAGES.into_iter().map(read).collect()
}
