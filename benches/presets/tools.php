<?php
// What the tools written in PHP make of cases from standard input (JSON). They
// need a whole site to run in, so their formulas are restated here; what this
// checks is how PHP's own functions and patterns behave in them.

function foxiz(string $text): int {
    if ($text === '') { return 0; }
    $text = preg_replace('/(<\/[^>]+?>)(<[^>\/][^>]*?>)/', '$1 $2', $text);
    $text = strip_tags(nl2br($text));
    if (preg_match('/[\x{4e00}-\x{9fa5}]/u', $text)) { return mb_strlen($text, 'UTF-8'); }
    if (preg_match('/[А-Яа-яЁё]/u', $text)) { return count(preg_split("~[^\p{L}\p{N}']+~u", $text)); }
    if (preg_match('/[\x{1100}-\x{11FF}\x{3130}-\x{318F}\x{AC00}-\x{D7A3}\x{3040}-\x{30FF}]/u', $text)) {
        return count(preg_split("/[^\p{L}\p{N}']+/", $text));
    }
    return count(preg_split('/\s+/', $text));
}

function foxiz_minutes(int $words): int {
    $minutes = (int) floor($words / 130);
    return $minutes + (floor($words / 130 * 60) % 60 > 30 ? 1 : 0);
}

function wordpress(string $text, string $type): int {
    $text = preg_replace('/<\/?[a-z][^>]*?>/i', "\n", $text . "\n");
    $text = preg_replace('/<!--[\s\S]*?-->/', '', $text);
    $text = preg_replace('/&nbsp;|&#160;/i', ' ', $text);
    if ($type !== 'words') {
        $text = preg_replace('/&\S+?;/', 'a', $text);
        $text = preg_replace('/[\x{010000}-\x{10FFFF}]/u', 'a', $text);
        $counted = $type === 'characters' ? '/\S/u' : "/[^\f\n\r\t\v\x{00AD}\x{2028}\x{2029}]/u";
        return preg_match_all($counted, $text);
    }
    $text = preg_replace('/&\S+?;/', '', $text);
    $text = preg_replace('/--|\x{2014}/u', ' ', $text);
    $removed = '/[\x{0021}-\x{0040}\x{005B}-\x{0060}\x{007B}-\x{007E}\x{0080}-\x{00BF}\x{00D7}\x{00F7}'
        . '\x{2000}-\x{2BFF}\x{2E00}-\x{2E7F}]/u';
    return preg_match_all('/\S\s+/u', preg_replace($removed, '', $text));
}

function reading_time_wp(string $text): int {
    $text = preg_replace('@<(script|style)[^>]*?>.*?</\\1>@si', '', $text);
    return count(preg_split('/\s+/', trim(strip_tags($text))));
}

function wallabag(string $text): int {
    $separator = "~([^\p{L}\p{N}']+|(\p{Han}|\p{Hiragana}|\p{Katakana}|\p{Hangul}){1,2})~u";
    return count(preg_split($separator, strip_tags($text)));
}

$results = [];
foreach (json_decode(stream_get_contents(STDIN), true) as $case) {
    $text = $case['text'];
    $types = ['ja' => 'characters and spaces', 'zh' => 'characters'];
    $words = wordpress($text, $types[$case['language']] ?? 'words');
    $pictures = 0;
    for ($i = 1; $i <= $case['images']; $i++) { $pictures += max(13 - $i, 3); }
    $read = (reading_time_wp($text) + $pictures * 300 / 60) / 300;
    $results[] = [
        'foxiz' => [foxiz($text), foxiz_minutes(foxiz($text))],
        'wordpress-page' => [$words, max(1, (int) round($words / 189))],
        'reading-time-wp' => [reading_time_wp($text), $read < 1 ? 1 : (int) ceil($read)],
        'wallabag' => [wallabag($text), max((int) floor(wallabag($text) / 200), wallabag($text) < 200 ? 1 : 0)],
    ];
}
echo json_encode($results);
