//! Presets, and the way back from claims to them. Their counts beside the tools
//! themselves stand in `tests/cases/presets.tsv`.

use minread::{Claim, Preset, ReadingOptions, ReadingTime, Rounding, infer_preset, reading_time};

use crate::file;

fn read(text: &str, language: &str, preset: &str) -> ReadingTime {
    let preset = Some(Preset::named(preset).expect(preset));
    reading_time(text, Some(language), &ReadingOptions { preset, ..ReadingOptions::default() })
}

/// The reading times of one real article, by tool:
/// of its body, and of the whole page as it was scraped. Read where it stands
/// beside the project.
#[test]
fn minutes_of_the_seed() {
    let beside = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/seed");
    let (Ok(page), Ok(gold)) = (
        std::fs::read_to_string(beside.join("article.txt")),
        std::fs::read_to_string(beside.join("gold.json")),
    ) else {
        println!("not run: no data/seed beside the project");
        return;
    };
    let raw = gold.split("\"paragraphs_raw\": [").nth(1).unwrap().split("\n ],").next().unwrap();
    let lines = raw.lines().map(|line| line.trim().trim_end_matches(',').trim_matches('"'));
    let body = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n\n");
    assert_eq!((body.chars().count(), body.split_whitespace().count()), (3903, 514));
    let expected = [
        ("foxiz", 4, 4),
        ("wordpress", 3, 3),
        ("wordpress-range", 2, 2),
        ("yoast", 3, 4),
        ("reading-time-wp", 2, 2),
        ("medium", 2, 3),
        ("readtime", 2, 3),
        ("reading-time", 3, 3),
        ("ghost", 2, 2),
        ("hugo", 3, 3),
        ("zola", 3, 3),
        ("jekyll", 2, 2),
        ("hexo-wordcount", 3, 3),
        ("hexo-symbols-count-time", 3, 3),
        ("hexo-word-counter", 2, 2),
        ("eleventy", 3, 4),
        ("forem", 2, 3),
        ("wallabag", 2, 2),
        ("firefox", 4, 4),
    ];
    let found: Vec<_> = Preset::all()
        .map(Preset::name)
        .map(|name| (name, read(&body, "id", name).minutes, read(&page, "id", name).minutes))
        .collect();
    assert_eq!(found, expected);
    assert_eq!(read(&body, "id", "firefox").label, "4–5 minutes");
    assert_eq!(read(&page, "id", "wordpress-range").label, "2–4 minutes");
}

#[test]
fn known_faults_are_reproduced() {
    let words = |text, preset| read(text, "xx", preset).words;
    // Foxiz: one Han character, and every character counts; Hangul by its bytes.
    assert_eq!((words("satu dua tiga", "foxiz"), words("satu dua 三", "foxiz")), (3, 10));
    assert_eq!((words("한국어 단어", "foxiz"), words("かな", "foxiz")), (6, 3));
    assert_eq!(words("слово, слово", "foxiz"), 2);
    // Yoast: the key `cn` is nobody's, so Chinese is read at the mean.
    assert_eq!(read("字", "zh", "yoast").wpm, 183.125);
    assert_eq!((read("a", "cn", "yoast").wpm, read("a", "en-GB", "yoast").wpm), (158.0, 228.0));
    // Firefox: `jw` and `sk` are not the codes of Japanese and Slovenian.
    assert_eq!((read("か", "ja", "firefox").wpm, read("a", "sl", "firefox").wpm), (987.0, 987.0));
    assert_eq!((read("か", "jw", "firefox").wpm, read("a", "sk", "firefox").wpm), (357.0, 885.0));
    // Hugo: one character switches the page.
    assert_eq!((read("naïve words", "en", "hugo").words, read("naïve words 字", "en", "hugo").words), (2, 7));
    assert_eq!((read("a", "en", "hugo").wpm, read("a 字", "en", "hugo").wpm), (213.0, 501.0));
    // WordPress: numbers are no words on the page, but are in the editor.
    assert_eq!(words("in 2024 we 3", "wordpress"), 2);
    assert_eq!(minread::count_words("in 2024 we 3", minread::Unit::Wordpress), 4);
    // Empty texts have a word where a split gives one part.
    for preset in ["readtime", "reading-time-wp", "wallabag"] {
        assert_eq!(words("", preset), 1, "{preset}");
    }
    // Ghost knows no Thai, and Arabic only alone.
    assert_eq!((words("ไทย", "ghost"), words("سلام a", "ghost"), words("سلام", "ghost")), (0, 1, 1));
    // Zola's fences toggle, hexo's joined words, Forem's ASCII.
    assert_eq!(words("a ``` b ``` c ``` d", "zola"), 2);
    assert_eq!((words("one字two", "hexo-wordcount"), words("café olé", "forem")), (2, 2));
    assert_eq!(words("a [b](c d) e", "hexo-word-counter"), 3);
}

#[test]
fn labels_have_the_forms_of_the_tool() {
    let label = |words: usize, preset| read(&"kata ".repeat(words), "en", preset).label;
    assert_eq!(label(10, "foxiz"), "0 Min Read");
    assert_eq!(
        (label(100, "jekyll"), label(200, "jekyll")),
        ("less than 1 minute read".into(), "1 minute read".into())
    );
    assert_eq!(label(10, "reading-time-wp"), "Reading Time: < 1 minute");
    assert_eq!((label(10, "wordpress"), label(400, "wordpress")), ("1 minute".into(), "2 minutes".into()));
    assert_eq!(
        (label(10, "wordpress-range"), label(800, "wordpress-range")),
        ("1–2 minutes".into(), "3–5 minutes".into())
    );
    assert_eq!((label(10, "firefox"), label(4000, "firefox")), ("~1 minute".into(), "19–24 minutes".into()));
    assert_eq!(
        (label(275 * 60, "hexo-word-counter"), label(275 * 75, "hexo-word-counter")),
        ("1:01".into(), "1:15".into())
    );
    assert_eq!(label(20_000, "eleventy"), "1 hour, 20 minutes");
    assert_eq!((label(10, "wallabag"), label(0, "ghost")), ("< 1 min".into(), "1 min read".into()));
}

#[test]
fn images_follow_the_rule_of_the_preset() {
    let seconds = |preset, images| {
        let preset = Preset::named(preset);
        reading_time("", None, &ReadingOptions { preset, images, ..ReadingOptions::default() }).seconds
    };
    assert_eq!((seconds("yoast", 3), seconds("ghost", 3), seconds("foxiz", 3)), (36.0, 33.0, 0.0));
    assert_eq!((seconds("medium", 9), seconds("medium", 12)), (72.0, 81.0));
}

#[test]
fn a_given_speed_replaces_only_the_speed() {
    let text = vec!["kata"; 200].join(" ");
    let preset = Preset::named("foxiz");
    let time =
        reading_time(&text, None, &ReadingOptions { preset, wpm: Some(100.0), ..ReadingOptions::default() });
    assert_eq!((time.words, time.unit, time.wpm, time.label.as_str()), (200, "foxiz", 100.0, "2 Min Read"));
    let preset = Preset::named("firefox");
    let slow = ReadingOptions { preset, wpm: Some(1.0), ..ReadingOptions::default() };
    assert!(reading_time(&text, None, &slow).low > 0.0);
}

/// Claims of a tool made up of a rounding and a speed are traced back to both.
#[test]
fn a_range_of_speeds_holds_the_one_that_claims_came_from() {
    let claims = |minutes: &dyn Fn(f64) -> f64| -> Vec<Claim> {
        (1..400)
            .map(|n| f64::from(n * 37 % 4001 + 300))
            .map(|words| Claim { words, characters: None, minutes: minutes(words / 200.0) })
            .collect()
    };
    let foxiz = |minutes: f64| minutes.floor() + f64::from(u8::from((minutes.fract() * 60.0).floor() > 30.0));
    let cases: [(&str, Vec<Claim>); 4] = [
        ("floor", claims(&|minutes| minutes.floor())),
        ("half_up", claims(&|minutes| (minutes + 0.5).floor())),
        ("ceil", claims(&|minutes| minutes.ceil())),
        ("foxiz", claims(&foxiz)),
    ];
    assert_eq!(cases.len(), Rounding::COMMON.len());
    for (name, claims) in cases {
        let found = infer_preset(&claims);
        let range = found.ranges.iter().find(|range| range.rounding == name).unwrap();
        assert_eq!((found.rows, range.rows), (399, 399), "{name}");
        assert!(range.low <= 200.0 && 200.0 <= range.high && range.high - range.low < 3.0, "{range:?}");
    }
}

#[test]
fn claims_lead_back_to_their_preset() {
    for preset in Preset::all().map(Preset::name).filter(|name| *name != "wordpress-range") {
        let claims: Vec<Claim> = (1..120)
            .map(|n| {
                let text = "buku baru ".repeat(n * 17);
                let minutes = read(&text, "xx", preset).minutes as f64;
                let words = text.split_whitespace().count() as f64;
                let characters = minread::count_words(&text, minread::Unit::Characters) as f64;
                Claim { words, characters: Some(characters), minutes }
            })
            .collect();
        let found = infer_preset(&claims);
        let best = found.agreements[0].rows;
        let ours = found.agreements.iter().find(|agreement| agreement.preset.name() == preset).unwrap();
        assert_eq!((ours.rows, best), (119, 119), "{preset}");
        let without: Vec<Claim> = claims.iter().map(|claim| Claim { characters: None, ..*claim }).collect();
        let has = |name| infer_preset(&without).agreements.iter().any(|found| found.preset.name() == name);
        assert!(has("foxiz") && !has("firefox") && !has("eleventy"));
    }
}

#[test]
fn odd_claims_do_no_harm() {
    assert_eq!(infer_preset(&[]).rows, 0);
    for (words, minutes) in [(0.0, 0.0), (0.0, 5.0), (1e300, 1.0), (5.0, 1e300), (3.5, 2.5), (1.0, 0.0)] {
        let found = infer_preset(&[Claim { words, characters: None, minutes }]);
        assert!(found.ranges.iter().all(|range| range.low <= range.high && range.rows <= 1), "{found:?}");
    }
}

/// The file of cases is read here too, so that a broken row is found without Python.
#[test]
fn the_cases_are_well_formed() {
    let text = file("tests/cases/presets.tsv");
    let rows: Vec<Vec<&str>> =
        text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    assert!(rows.len() >= 40, "only {} cases", rows.len());
    assert!(rows.iter().all(|row| row.len() == 17 && row[4..].iter().all(|cell| cell.contains('/'))));
}
