"""Which language a text is in, by its script and its commonest words; no guess on thin evidence."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from heapq import nlargest

# Function words that are common in one language and rare in its neighbours.
_STOP_WORDS: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the of and to in that is was for with as by on it from at be has have were which are this "
        "said not but they who will",
        "de": "der die und das den von ist mit des sich auf für nicht ein eine dem auch wird im zu als bei "
        "nach wurde sind haben werden",
        "fr": "le la les des et est dans du une que qui pour sur pas au avec ce par plus sont été cette "
        "ont aux il elle mais",
        "es": "el la los las de que y en un una por con para del se no su al lo como más es ha pero sus este fue",
        "it": "il la di che e del della per un una con non sono è nel gli le dei si da alla ha anche al più come delle",
        "pt": "o os as de que e do da em um uma para com não por no na se dos mais ao foi são pelo das à como também",
        "nl": "de het een van en in is dat op te zijn met voor niet aan er die ook door bij naar werd heeft worden om",
        "ru": "и в не на что с по его как это из к за от для о но был года он у также все которые году",
        "uk": "і в не на що з та до за від для про як у є це його був року також які або під час вони",
        "pl": "w i na z do się nie że jest o za od po jak dla ma przez oraz tym są jego było który był",
        "tl": "ang ng sa mga na ay at si ni kay para hindi nang ito siya niya ko mo kung may naman din rin po isang",
        "id": "yang dan di itu dengan untuk dari dalam tidak ini akan pada juga ke karena adalah oleh "
        "tersebut telah bisa mereka",
        "sv": "och att det som en på är av för med den till inte om ett har de från vid kan var men också",
        "da": "og at det som en på er af for med den til ikke om et har de fra ved kan var men også blev",
        "no": "og at det som en på er av for med den til ikke om et har de fra ved kan var men også ble",
        "fi": "ja on ei se että oli hän mutta joka ovat myös kun kuin sen tai mukaan jo vuoden ole sekä",
        "tr": "ve bir bu da de için ile olarak olan daha gibi çok ne en kadar sonra o ama olduğu değil",
        "cs": "a se na v je že s z do o i jako pro k by za podle byl ale jsou také od které po",
        "ro": "și de la în a cu pe că nu din un pentru o este care mai au fost sau al prin sunt după",
        "hu": "a az és hogy nem is egy ez volt meg de csak már ha mint még el vagy szerint azt",
        "ca": "el la de i que a en les els per amb un una del és no al més com ha aquest són seva també",
        "af": "die en van is het nie in wat dat met op vir om te was sy ook aan as hulle deur word sal daar",
        "ms": "yang dan di dengan untuk ini kepada dalam pada adalah tidak akan oleh itu beliau telah daripada ialah",
        "hr": "i je u na se da su za od koji kao što ali nije bi će samo ili već bio s kako koja po",
        "sk": "a na sa v je že s z do aj o ako pre by za podľa bol ale sú tiež od ktoré po",
        "sl": "in je na se za da v so s z ki po pa tudi od kot do bi ne pri",
        "bg": "и на да от за се в с е че не по са като до който това но",
        "lt": "ir yra kad į iš su bet kaip apie buvo per po jo tai tik dėl už",
        "lv": "un ir ar no par kas uz ka tika bet arī pēc gan lai kā",
        "et": "ja on ei et oli see kui ning aga mis ka ta oma selle või kes",
        "sq": "dhe në të për që me një është nga ka si u do më por kjo",
        "is": "og að í er sem á við til um það en var ekki með fyrir hann",
        "sw": "ya wa na kwa za katika ni la cha vya hiyo huo hilo kuwa ambayo ambao alisema baada pia kama wake hii",
        "zu": "ukuthi futhi ngoba kanye kodwa uma lapho lokhu kanti ngemuva nokuthi yakhe wakhe abantu uthe manje "
        "kusho le khona nje",
        "xh": "ukuba kwaye okanye kuba ngokuba kunye kodwa xa abantu uthi uthe ngexesha ukuze apho yakhe wakhe oku "
        "kule le into nje",
        "vi": "và của là có được cho không một trong các người với đã này những khi ở tại đến năm",
        "ar": "في من على إلى أن عن مع هذا التي الذي هذه كان ما لا بعد كما قال بين وقال ذلك",
        "fa": "در به از که این را با است برای آن یک خود تا می بر هم نیز شده گفت",
        "ur": "کے کی میں ہے اور سے کا کو نے کہ پر ہیں بھی یہ اس نہیں ان ایک کر گیا",
    }.items()
}
# A script that (in news) one language alone uses; ISO 15924 names as Unicode's character names begin.
_SCRIPTS = (
    ("HIRAGANA", "ja"),
    ("KATAKANA", "ja"),
    ("HANGUL", "ko"),
    ("CJK", "zh"),
    ("THAI", "th"),
    ("HEBREW", "he"),
    ("GREEK", "el"),
    ("DEVANAGARI", "hi"),
    ("BENGALI", "bn"),
    ("TAMIL", "ta"),
    ("GEORGIAN", "ka"),
    ("ARMENIAN", "hy"),
    ("MYANMAR", "my"),
    ("KHMER", "km"),
)
_LANGUAGES_OF: dict[bytes, list[str]] = {}
for _code, _words in _STOP_WORDS.items():
    for _word in _words:
        _LANGUAGES_OF.setdefault(_word.encode(), []).append(_code)
# Codes that one text may rightly bear: another code of the same, or neighbours that these words cannot tell apart.
_ALIKE = (
    frozenset({"hr", "bs", "sr", "sh", "cnr"}),
    frozenset({"no", "nb", "nn", "da"}),
    frozenset({"id", "ms", "in"}),
    frozenset({"tl", "fil"}),
    frozenset({"he", "iw"}),
    frozenset({"zh", "yue", "cmn"}),
)
_SPACED = bytes(c if c >= 128 or chr(c).isalpha() else 32 for c in range(256))
"""ASCII's digits and signs become spaces."""
# What is not Latin, nor one of its accents and phonetic signs.
_BEYOND_LATIN = re.compile("[^\u0000-\u036f]")
_SAMPLE = 6_000
_ENOUGH = 4


def is_alike(tag: str, code: str) -> bool:
    """Whether a text of the language `tag` (BCP 47) may be one that `guess` calls `code`."""
    own = tag.split("-")[0].lower()
    return own == code or any(own in group and code in group for group in _ALIKE)


def guess(text: str) -> tuple[str, str]:
    """The language code of `text` and the evidence for it, in words; ("", reason) when the text does not tell."""
    sample = text[:_SAMPLE]
    script, share = _script(sample)
    if script:
        return script, f"{share:.0%} of its letters are in a script of that language"
    # Words as bytes: taking a text apart in C is half of the work.
    tokens = sample.replace("’", " ").lower().encode("utf-8", "replace").translate(_SPACED).split()
    found = {"": 0, "?": 0}
    times = Counter(tokens)
    for token in times.keys() & _LANGUAGES_OF.keys():
        for code in _LANGUAGES_OF[token]:
            found[code] = found.get(code, 0) + times[token]
    (best, code), (second, runner_up) = nlargest(2, [(count, code) for code, count in found.items()])
    if best < _ENOUGH or best * 12 < len(tokens):
        return "", f"too few common words of any language ({best} of {len(tokens)})"
    if best * 10 < second * 11 and {code, runner_up} != {"da", "no"}:
        return "", f"as many common words of {code} as of {runner_up}"
    return (
        code,
        f"{best} of {len(tokens)} words are common ones of {code}, {second} of {runner_up}",
    )


def _script(sample: str) -> tuple[str, float]:
    if sample.isascii():
        return "", 0.0
    head = sample[:4_000]
    counts: dict[str, int] = {}
    for sign, times in Counter(_BEYOND_LATIN.findall(head)).items():
        if sign.isalpha():
            script = _script_of(sign)
            counts[script] = counts.get(script, 0) + times
    if not counts:
        return "", 0.0
    letters = sum(map(str.isalpha, head))
    for prefix, code in _SCRIPTS:
        # Japanese is written with Han characters too; a tenth of kana tells it from Chinese.
        if counts.get(prefix, 0) > letters * (0.1 if code == "ja" else 0.5):
            return code, counts[prefix] / letters
    return "", 0.0


@lru_cache(maxsize=4_096)
def _script_of(sign: str) -> str:
    """Which of the scripts a letter belongs to; "" for all others."""
    name = unicodedata.name(sign, "")
    return next((prefix for prefix, _ in _SCRIPTS if name.startswith(prefix)), "")
