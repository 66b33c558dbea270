//! Minutes as they are said, and as pages claim them.

use crate::file;

/// Minutes and the label that a locale says for them.
fn says(locale: &str, cases: &[(u64, &str)]) {
    for (minutes, label) in cases {
        assert_eq!(minread::label(*minutes, locale).as_deref(), Some(*label), "{locale}, {minutes}");
    }
}

#[test]
fn plural_forms() {
    says("ru", &[(1, "1 мин чтения"), (5, "5 мин чтения")]);
    says(
        "uk",
        &[(1, "1 хвилина"), (3, "3 хвилини"), (11, "11 хвилин"), (21, "21 хвилина"), (22, "22 хвилини")],
    );
    says("uk", &[(12, "12 хвилин"), (0, "0 хвилин"), (111 * 60, "111 годин"), (121 * 60, "121 година")]);
    says("pl", &[(1, "1 minuta"), (4, "4 minuty"), (5, "5 minut"), (12, "12 minut"), (21, "21 minut")]);
    says("pl", &[(22, "22 minuty"), (0, "0 minut"), (22 * 60, "22 godziny"), (112 * 60, "112 godzin")]);
    says(
        "cs",
        &[
            (0, "0 minut"),
            (1, "1 minuta"),
            (2, "2 minuty"),
            (4, "4 minuty"),
            (5, "5 minut"),
            (22, "22 minut"),
        ],
    );
    says(
        "lt",
        &[(1, "1 minutė"), (2, "2 minutės"), (10, "10 minučių"), (11, "11 minučių"), (21, "21 minutė")],
    );
    says(
        "ro",
        &[(0, "0 minute"), (1, "1 minut"), (19, "19 minute"), (20, "20 de minute"), (21, "21 de minute")],
    );
    says("ro", &[(100 * 60, "100 de ore"), (101 * 60, "101 ore")]);
    says("he", &[(1, "1 דקה"), (2, "שתי דקות"), (3, "3 דקות"), (120, "שעתיים")]);
    says("fr", &[(0, "0 minute"), (1, "1 minute"), (2, "2 minutes")]);
    says("pt", &[(0, "0 min de leitura"), (1, "1 min de leitura")]);
    says("en", &[(0, "0 Min Read"), (1, "1 Min Read"), (59, "59 Min Read")]);
}

#[test]
fn arabic_has_six_forms() {
    let forms = [
        (0, "0 دقيقة قراءة"),
        (1, "دقيقة قراءة"),
        (2, "دقيقتان قراءة"),
        (3, "3 دقائق قراءة"),
        (10, "10 دقائق قراءة"),
        (11, "11 دقيقة قراءة"),
        (100 * 60, "100 ساعة قراءة"),
        (103 * 60, "103 ساعات قراءة"),
    ];
    says("ar", &forms);
}

#[test]
fn hours() {
    says("en", &[(60, "1 Hr Read"), (65, "1 Hr 5 Min Read"), (120, "2 Hr Read"), (150, "2 Hr 30 Min Read")]);
    says("de", &[(61, "1 Stunde, 1 Minute"), (125, "2 Stunden, 5 Minuten")]);
    says("ru", &[(65, "1 ч 5 мин чтения")]);
    says("uk", &[(61, "1 година і 1 хвилина"), (125, "2 години і 5 хвилин")]);
    says("fr", &[(62, "1 heure et 2 minutes")]);
    says("ar", &[(60, "ساعة قراءة"), (125, "ساعتان و5 دقائق قراءة")]);
    says("ja", &[(65, "1 時間 5 分")]);
    says("zh", &[(65, "1小时5分钟")]);
    says("zh-HK", &[(65, "1 小時 5 分鐘")]);
    says("sw", &[(65, "saa 1 na dakika 5")]);
}

#[test]
fn every_locale_says_every_number_and_reads_its_own_labels() {
    for locale in minread::locales() {
        for minutes in 0..=600 {
            let label = minread::label(minutes, locale).expect(locale);
            assert!(!label.contains(['{', '}', '|']) && !label.trim().is_empty(), "{locale}: {label}");
            // Arabic says one and two without a digit, and nothing but digits tells a claim.
            let digits = locale != "ar" || (minutes > 2 && minutes < 60);
            let wording = label.contains(|c: char| !c.is_ascii_digit()) && READS.contains(&locale);
            if digits && wording && minutes > 0 {
                assert_eq!(minread::claimed_minutes(&label), Some(minutes as u32), "{locale}: {label}");
            }
        }
    }
}

/// The locales whose labels have a word of reading.
const READS: [&str; 9] = ["ar", "en", "id", "nl", "pt", "ru", "th", "tr", "vi"];

#[test]
fn claims() {
    let mut wrong = Vec::new();
    let cases = file("tests/cases/claims.tsv");
    let cases = cases.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut count = 0;
    for case in cases {
        let columns: Vec<&str> = case.split('\t').collect();
        let [_, minutes, line] = columns[..] else { panic!("three columns: {case:?}") };
        let minutes = (minutes != "-").then(|| minutes.parse().expect(case));
        let found = minread::claimed_minutes(line);
        if found != minutes {
            wrong.push(format!("{case}: {found:?}"));
        }
        count += 1;
    }
    assert!(count > 1200, "{count} cases");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn durations_of_any_shape() {
    let cases = [
        ("1 hour read", Some(60)),
        ("1 hr, 15 min read", Some(75)),
        ("1.5 hour read", Some(90)),
        ("4.36 min read", Some(4)),
        ("3 to 5 min read", Some(3)),
        ("2 Stunden Lesezeit", Some(120)),
        ("1 час 5 минут чтения", Some(65)),
        ("読了時間 1時間10分", Some(70)),
        ("Muda wa kusoma: dakika 4", Some(4)),
        ("7′ read", Some(7)),
        ("16M READ", Some(16)),
        ("12 March 2024, 08:15Reading time: 4 min", Some(4)),
        ("12 March - 15 min read", Some(15)),
        ("YAKLAŞIK OKUMA SÜRESİ 6 DK", Some(6)),
        ("약 5분 소요", Some(5)),
        ("버스로 약 5분", None),
        ("5'30 read", None),
        ("601 min read", None),
        ("0 min read", None),
        ("½ min read", None),
        ("Read for 20 minutes", None),
        ("Setelah itu, baca 5 menit", None),
        ("所要時間 約10分", None),
    ];
    for (line, minutes) in cases {
        assert_eq!(minread::claimed_minutes(line), minutes, "{line}");
    }
    let long = format!("{} · 4 min read", "Kota ".repeat(20));
    assert_eq!(minread::claimed_minutes(&long), None, "longer than a claim's line");
}

/// A page with `line` between its headline and its article.
fn page(line: &str) -> String {
    let body = "Warga datang berjalan kaki sejak pagi dan berhenti lama di tengah jembatan itu.";
    format!(
        "Jembatan Itu Dibuka Lagi\n{line}\n{body}\n{body} Lalu mereka pulang.\nMuseum Buka Malam Hari\n9 min read"
    )
}

#[test]
fn a_claim_beside_a_byline_or_a_date_is_read_and_dropped() {
    let cases = [
        ("27 June 2024 | 6 min read", Some(6), "date", &[][..]),
        ("Ana Ruiz · 3 min read", Some(3), "byline", &["Ana Ruiz"]),
        ("By Ana Ruiz - 3 min read", Some(3), "byline", &["Ana Ruiz"]),
        ("3 min read · Ana Ruiz", Some(3), "byline", &["Ana Ruiz"]),
        ("berita kota / 5 min read", Some(5), "reading_time", &[]),
        ("0 min read", None, "reading_time", &[]),
    ];
    for (line, minutes, kind, authors) in cases {
        let page = page(line);
        let article = minread::read(&page, None);
        assert_eq!(article.fields.site_minutes, minutes, "{line}");
        assert_eq!(article.fields.authors, authors, "{line}");
        let (_, label) = article.labelled().find(|(part, _)| part.text == line).expect(line);
        assert!(!label.kept, "{line} is kept");
        assert_eq!(label.kind.name(), kind, "{line}");
    }
    // The last line of the page is a teaser's claim.
    let page = page("Berita Kota");
    assert_eq!(minread::read(&page, None).fields.site_minutes, None);
}
