"""The language of a text, or none when the text does not tell."""

from __future__ import annotations

import pytest

from digest.clip.language import guess, is_alike


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The ferry sailed again on Tuesday, and the people of the port were there to see it.", "en"),
        ("Die Fähre fährt wieder, und die Leute am Hafen sind froh, dass sie nicht mehr warten.", "de"),
        ("Le bateau est revenu dans le port, et les gens sont sur le quai pour le voir.", "fr"),
        ("El barco ha vuelto al puerto y la gente está en el muelle para ver lo que trae.", "es"),
        ("Il traghetto è tornato nel porto e la gente non sa se resta anche per il mercato.", "it"),
        ("O barco voltou ao porto e as pessoas não sabem se ele fica para o mercado da cidade.", "pt"),
        ("De boot is weer in de haven en het is niet zeker dat hij er ook voor de markt is.", "nl"),
        ("Паром вернулся в порт, и люди на берегу не знали, что он привез с собой.", "ru"),
        ("Bumalik ang bangka sa daungan at hindi alam ng mga tao kung ano ang dala nito para sa kanila.", "tl"),
        ("عاد القارب إلى الميناء في الليل ولم يكن على الرصيف من الناس من يعرف هذا الذي حدث", "ar"),
        (
            "Kivuko kimerudi katika bandari na watu wa mji ni wengi, alisema nahodha baada ya safari hiyo ya usiku.",
            "sw",
        ),
        ("Abantu bathi isikebhe sibuyile futhi siyahamba manje, kodwa uma sifika ebusuku ngoba kunomoya.", "zu"),
        ("Die boot is weer in die hawe en die mense was daar om dit te sien, maar hulle het nie geweet nie.", "af"),
        ("Фериботът отново е в пристанището и хората са на кея, за да видят какво е донесъл със себе си.", "bg"),
        ("フェリーは火曜日の夜に再び港を出た。", "ja"),
        ("渡轮星期二晚上再次离开港口。", "zh"),
        ("여객선은 화요일 밤에 다시 항구를 떠났다.", "ko"),
    ],
)
def test_languages(text: str, code: str) -> None:
    found, why = guess(text)
    assert found == code and why


@pytest.mark.parametrize("text", ["", "123 456", "Port Varn", "xyzzy plugh " * 20])
def test_no_guess_on_thin_evidence(text: str) -> None:
    assert guess(text)[0] == ""


@pytest.mark.parametrize(
    ("tag", "code", "alike"),
    [("de-AT", "de", True), ("bs", "hr", True), ("nb-NO", "no", True), ("fil", "tl", True), ("en", "de", False)],
)
def test_codes_that_one_text_may_bear(tag: str, code: str, alike: bool) -> None:
    assert is_alike(tag, code) is alike
