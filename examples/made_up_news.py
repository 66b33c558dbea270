"""Makes news pages in ten languages, as a scraper would bring them: an article among bylines and shares.

Everything in them is invented. The same seed gives the same pages.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple


class Language(NamedTuple):
    """What the pages of one language are made of; `{place}`, `{name}` and `{n}` are filled in."""

    places: str
    names: str
    title: str
    byline: str
    claim: str
    sentences: tuple[str, ...]
    below: tuple[str, ...]
    between: str = " "


LANGUAGES = {
    "id": Language(
        "Tirtawangi|Ranu Dalem|Karang Lembayung|Muara Selayung",
        "Wening Larasita|Barja Suteja|Ratmi Kusumadewi",
        "Pasar {place} Pindah ke Gedung Baru, {n} Pedagang Ikut Serta",
        "Oleh {name}",
        "{n} Min Read",
        (
            "Sebanyak {n} pedagang di {place} mulai menempati gedung baru sejak Senin pagi.",
            "Mereka membawa meja kayu, timbangan, dan karung beras dengan gerobak pinjaman tetangga.",
            "“Kami sudah menunggu atap yang tidak bocor selama bertahun-tahun,” kata {name} sambil tertawa.",
            "Pemerintah setempat berjanji tidak akan menaikkan sewa lapak selama {n} bulan pertama.",
            "Warga yang datang dari {place} dapat memakai perahu penyeberangan tanpa membayar.",
            "Beberapa pembeli mengaku masih tersesat karena letak lapak sayur dan ikan kini berubah.",
        ),
        ("Baca juga: Jembatan lama {place} akan dicat ulang", "Share This Article"),
    ),
    "en": Language(
        "Upper Thessaby|Marrowgate|Penholt|Saltwick Quay",
        "Dorothea Plimley|Amos Tarrant|Winifred Ockley",
        "{place} Ferry Returns After {n} Years on the Slipway",
        "By {name}",
        "{n} Min Read",
        (
            "The ferry between {place} and the far bank carried {n} passengers on its first morning.",
            "Volunteers had scraped, caulked and painted the hull over three winters in a draughty shed.",
            '"We never doubted her," said {name}, who kept the log of the yard. "We doubted the weather."',
            "Dr. {name} of the harbour trust expects the crossing to pay for itself within {n} months.",
            "Schoolchildren from {place} will travel free, provided that they leave their bicycles on deck.",
            "A second boat is still missing its engine, and nobody would say when one might come.",
        ),
        ("Read more: the lighthouse at {place} gets a keeper", "Share this article", "All rights reserved"),
    ),
    "de": Language(
        "Holmstedt|Oberkresbach|Wiesenau|Grünmoor",
        "Friederike Haslbeck|Jost Ameling|Walburga Tönning",
        "{place} bekommt nach {n} Jahren wieder einen Bahnhof",
        "Von {name}",
        "{n} Min. Lesezeit",
        (
            "Zum ersten Mal seit {n} Jahren hat am Montag in {place} wieder ein Personenzug gehalten.",
            "Rund {n} Menschen standen auf dem Bahnsteig, obwohl es seit dem frühen Morgen regnete.",
            "„Ich habe meine Mütze aus dem Keller geholt“, sagte {name}, einst hier Schrankenwärter.",
            "Die Strecke nach {place} war stillgelegt worden, weil eine Brücke keinen Zug mehr trug.",
            "Nach Angaben des Vereins fahren bis Ende des Jahres z. B. am Wochenende vier Züge am Tag.",
        ),
        ("Lesen Sie auch: {place} sucht einen Namen für seine Brücke", "Teilen"),
    ),
    "fr": Language(
        "Brévignac|Saint-Orlin|La Fresnaie-sur-Vive|Montcalou",
        "Solange Périchon|Aubin Lestrade|Maëlle Querrou",
        "À {place}, le moulin tourne de nouveau après {n} ans de silence",
        "Par {name}",
        "{n} min de lecture",
        (
            "Le vieux moulin de {place} a moulu samedi ses premiers sacs de farine depuis {n} ans.",
            "Une foule d’habitants avait pris place sur la berge pour voir la roue se remettre en marche.",
            "« Mon grand-père disait qu’elle reviendrait, et je ne le croyais pas », raconte {name}.",
            "La commune a consacré {n} mille euros à la réparation des vannes et de la charpente.",
            "Les boulangers de {place} se sont engagés à acheter toute la farine de la saison.",
        ),
        ("Lire aussi : le lavoir de {place} sera restauré", "Partager"),
    ),
    "es": Language(
        "Villarroya del Faro|Peñasalada|Los Olmedos|Cala Bermeja",
        "Remedios Alcántara|Gaspar Tolosa|Inés Berrueco",
        "El faro de {place} abre como biblioteca con {n} mil libros",
        "Por {name}",
        "{n} min de lectura",
        (
            "El antiguo faro de {place} abrió ayer sus puertas convertido en una biblioteca de barrio.",
            "Más de {n} vecinos hicieron fila desde temprano para subir por la escalera de caracol.",
            "«Aquí se leía el mar y ahora se leen novelas», dijo {name} mientras repartía carnés.",
            "El ayuntamiento calcula que la obra costó {n} mil euros menos de lo previsto.",
            "Los libros llegaron en barca desde {place} porque la carretera sigue cortada por las lluvias.",
        ),
        ("Lee también: {place} estrena paseo marítimo", "Compartir"),
    ),
    "ru": Language(
        "Верхнеозёрск|Заречинск|Липовый Яр|Старая Пристань",
        "Аглая Северцева|Тихон Бережной|Зоя Ломтева",
        "В посёлке {place} через {n} лет снова открыли музей пуговиц",
        "Автор: {name}",
        "Время чтения: {n} мин",
        (
            "В посёлке {place} после долгого ремонта снова открылся музей, где хранится {n} тысяч пуговиц.",
            "Первые посетители пришли ещё до рассвета и ждали на крыльце, пока найдут ключ.",
            "«Каждая пуговица помнит своё пальто», — говорит хранительница музея {name}.",
            "На ремонт крыши ушло {n} месяцев, а деньги собирали всем районом.",
            "Летом сюда обещают пустить автобус из города {place} по выходным дням.",
        ),
        ("Читайте также: в городе {place} починили часы", "Поделиться"),
    ),
    "ar": Language(
        "الواحة الزرقاء|تل النخيل|وادي الريحان|عين السدرة",
        "سلمى الغزواني|نادر البيلساني|رجاء الخميساني",
        "افتتاح مكتبة جديدة للأطفال في {place} بعد {n} أعوام من الانتظار",
        "كتبت: {name}",
        "{n} دقائق قراءة",
        (
            "افتتحت بلدية {place} يوم الاثنين مكتبة للأطفال داخل عربة قطار قديمة كانت متوقفة منذ سنوات.",
            "وتضم المكتبة {n} ألف كتاب جاء معظمها من تبرعات السكان في القرى المجاورة.",
            "وقالت {name} إن الفكرة بدأت حين رأت الأطفال يقرؤون في ظل العربة كل مساء.",
            "واستغرق طلاء العربة {n} أشهر شارك فيها طلاب المدرسة الصناعية في {place}.",
        ),
        ("اقرأ أيضا: ترميم محطة {place} يبدأ في الربيع", "شارك هذا الخبر"),
    ),
    "hi": Language(
        "चंदनपुरा|नीमखेड़ी|सोनतलाई|पीपलगांव",
        "मीनल कुशवंत|सुलोचना बघेरा|हरिराम टांक",
        "{place} में {n} साल बाद फिर शुरू हुआ नाव वाला स्कूल",
        "लेखक: {name}",
        "{n} मिनट में पढ़ें",
        (
            "नदी के किनारे बसे {place} गांव में सोमवार को नाव पर चलने वाला स्कूल फिर से शुरू हो गया।",
            "पहले दिन {n} बच्चे अपनी किताबें लेकर घाट पर समय से पहले पहुंच गए।",
            "{name} ने बताया कि नाव पर सौर पैनल, पंखे और एक छोटा पुस्तकालय भी लगाया गया है।",
            "बरसात के महीनों में {place} की सड़क डूब जाती है और बच्चों की पढ़ाई रुक जाती है।",
        ),
        ("यह भी पढ़ें: {place} में नया पुल बनेगा", "शेयर करें"),
    ),
    "ja": Language(
        "潮見浜|風待町|白樺谷|三日月島",
        "汐田まどか|岩倉陽平|小松原しのぶ",
        "{place}の灯台食堂、{n}年ぶりに営業再開",
        "文:{name}",
        "この記事は{n}分で読めます",
        (
            "{place}の岬に立つ灯台の食堂が、{n}年ぶりに営業を再開した。",
            "朝から{n}人ほどの住民が坂道に並び、名物の魚の汁を待った。",
            "「火を落とした日のことは忘れられません」と店主の{name}さんは話す。",
            "町は今後、{place}から岬までの小さなバスを週末だけ走らせる予定だという。",
        ),
        ("関連記事:{place}の大凧、空へ", "シェアする"),
        between="",
    ),
    "zh": Language(
        "水湾街|苔溪镇|云栖渡|白沙里",
        "温以棠|简若溪|陆听澜",
        "{place}老书店不打烊,{n}位街坊轮流当店长",
        "记者 {name}",
        "阅读时间:{n}分钟",
        (
            "{place}的旧书店原本打算在夏天结束营业,没想到{n}位街坊站了出来。",
            "他们每人每周看店半天,把捐来的书一本一本擦干净再放上书架。",
            "“这里的灯亮着,回家的路就不黑。”住在{place}的{name}说。",
            "房东答应{n}个月内不涨租金,条件是留一个角落给孩子们写作业。",
        ),
        ("相关阅读:{place}重开老茶馆", "分享"),
        between="",
    ),
}


def pages(count: int, *, seed: int = 7) -> Iterator[dict[str, str]]:
    """Make pages: each with its ``language`` and its ``body``, the dump of a whole page.

    Parameters
    ----------
    count : int
        How many.
    seed : int
        The same seed gives the same pages.
    """
    chance = random.Random(seed)
    for _ in range(count):
        name = chance.choice(list(LANGUAGES))
        yield {"language": name, "body": page(LANGUAGES[name], chance)}


def page(language: Language, chance: random.Random) -> str:
    """Make one page of 4 to 60 sentences, most of them short."""
    length = 4 + min(56, int(chance.expovariate(1 / 16)))
    said = [_filled(chance.choice(language.sentences), language, chance) for _ in range(length)]
    paragraphs = []
    while said:
        size = chance.randint(1, 4)
        paragraphs.append(language.between.join(said[:size]))
        said = said[size:]
    # What such a site states: 130 words (in Chinese and Japanese characters) a minute.
    text = " ".join(paragraphs)
    words = len(text.split() if language.between else "".join(text.split()))
    minutes, seconds = divmod(words * 60 / 130, 60)
    minutes = max(1, int(minutes) + (seconds > 30))
    if len(paragraphs) > 3 and chance.random() < 0.5:
        paragraphs.insert(2, "Ad image")
    head = [_filled(language.title, language, chance), _filled(language.byline, language, chance)]
    if chance.random() < 0.8:
        head.append(language.claim.format(n=minutes))
    below = [_filled(line, language, chance) for line in language.below]
    return "\n".join([*head, "", "\n\n".join(paragraphs), "", *below]) + "\n"


def _filled(line: str, language: Language, chance: random.Random) -> str:
    return line.format(
        place=chance.choice(language.places.split("|")),
        name=chance.choice(language.names.split("|")),
        n=chance.randint(3, 40),
    )
