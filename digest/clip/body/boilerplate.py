"""What is no part of an article: one ordered table of named rules.

A rule speaks about one whole line. The first rule of the table that matches decides; `clip.sieve` applies it and logs
every piece that leaves the text with its line and the rule's name. When in doubt a line stays: a rule names the words
of a prompt, and no rule cuts a line for being short. `clip.region` judges what stands before and after the article.

The phrases were collected from saved news pages and from the prompts that content systems print.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

MAX_LINE = 2_000
"""Longer lines are paragraphs: no rule is tried on them, so no pattern can become slow on one."""


class Rule(msgspec.Struct, frozen=True):
    """One kind of line."""

    name: str
    pattern: re.Pattern[str]
    """Must match the whole line; a group `value` is what goes to `field`."""
    opens: frozenset[str] = frozenset()
    """The first three signs of every word that such a line may open with, "#" for digits: `opening` of the line."""
    holds: tuple[str, ...] = ()
    """Or a phrase in small letters that it holds, when it may open with any word."""
    field: str = ""
    """The front matter key that the line moves to; "" cuts it."""
    heads_list: bool = False
    """Whether headlines that follow the line belong to it."""
    stern: bool = False
    """Whether it also takes a long sentence that does not speak to the reader, as notices of rights do."""


def _rule(
    name: str, opens: str, *lines: str, field: str = "", heads_list: bool = False, stern: bool = False, holds: str = ""
) -> Rule:
    return Rule(
        name,
        re.compile(rf"(?:{'|'.join(lines)})\W*", re.I),
        frozenset(word[:3] if word != "#" else word for word in opens.split()),
        tuple(holds.split("|")) if holds else (),
        field,
        heads_list,
        stern or bool(field),
    )


_NETWORK = (
    r"(?:facebook|twitter|x(?: \(twitter\))?|instagram|linkedin|reddit|pinterest|whats ?app|"
    r"telegram|viber|messenger|tumblr|"
    r"flipboard|tik ?tok|you ?tube|threads|bluesky|mastodon|line|google(?: news|\+)?|e-?mail|"
    r"pocket|print|copy link|xing|sms)"
)
_LETTER = (
    r"(?:newsletters?|mailing list|(?:news|e-?mail|breaking[- ]news|daily|push) (?:alerts?|"
    r"updates?|briefings?)|e-?mails?|inbox)"
)
_URL = r"https?://[^\s<>\"]{4,500}"
ADDRESS_LABEL = (
    r"(?:source|original(?: article)?|originally (?:published|appeared)(?: at| on)?|via|url|link|quelle|fuente|fonte)"
    r"\s*:?\s*"
)
"""What stands before the address of the original."""
_REFERENCE = (
    r"(?:read(?: more| also| next| here| this)?|also read|also|see(?: also| more)?|related(?: "
    r"stor(?:y|ies)| articles?| news| coverage)?|"
    r"watch(?: more| also| video)?|listen|must[- ]read|don['’]t miss|explainer|"
    r"lesen sie auch|mehr dazu|lire aussi|à lire aussi|lea también|lee también|leia também|leia "
    r"mais|leggi anche|lees ook|"
    r"читайте также|basahin|czytaj także|czytaj też)"
)

RULES: tuple[Rule, ...] = (
    _rule(
        "read-more-address",
        "find fonte fuente link original quelle read see source url via view",
        rf"(?:read|see|view|find) (?:more|the (?:full|original|rest).{{0,40}}?)(?: at| here| "
        rf"on)?\s*:?\s*(?P<value>{_URL})",
        rf"{ADDRESS_LABEL}(?P<url>{_URL})",
        field="url",
    ),
    _rule(
        "tags-line",
        "etiquetas filed keywords more mots parole schlagworte tag temas themen topics étiquettes теги",
        r"(?:tags?|tagged(?: as| with| in)?|topics|keywords|filed under|more (?:on|about)|schlagw(?:o|"
        r"ö)rte(?:r)?|themen|étiquettes|"
        r"etiquetas|temas|mots[- ]clés|parole chiave|теги)\s*[:：]\s*(?P<value>\S.{1,600})",
        field="keywords",
    ),
    _rule(
        "reference-line",
        "also basahin czytaj don explainer lea lee leggi leia lesen lire listen mehr must read related "
        "see watch à читайте",
        rf"[\[(]?{_REFERENCE}\s*(?:[:：]|\|)\s*(?P<value>(?!https?://)\S.{{6,300}}?)[\])]?",
        field="references",
    ),
    _rule(
        "advert",
        "ad ad# adarticle ads advert annons anzeige article close content hide loading mainos news paid "
        "partner passer patalastas post promoted publicité reklama remove report scroll skip sponsored "
        "story this werbung why реклама إعلان 広告",
        r"(?:article|story|post|content|report|news) continues (?:after|below)(?: (?:this|the|"
        r"an))?(?: (?:advertisement|advert|ad|video|promo(?:tion)?))?s?",
        r"[\W_]*(?:advertisements?|adverts?|ads?|advertorial|sponsored(?: content| stories| links?| "
        r"post)?|promoted(?: content| stories| links?)?|"
        r"paid (?:content|post|partnership)|partner content)\W*\d{0,2}(?:\W*(?:scroll to continue|"
        r"article continues.{0,40}|story continues.{0,40}))?",
        r"this ad(?:vertisement)? has not loaded yet.{0,80}",
        r"scroll (?:down )?(?:to|for) (?:continue|more|keep)(?: reading| with content)?",
        r"(?:loading|remove|report this|hide|close|skip)(?: this)? ads?(?:vertisements?)?",
        r"ad feedback",
        r"why (?:am i seeing|you see) this ad",
        r"(?:anzeige|werbung(?: überspringen)?|publicidad|(?:passer la )?publicité|reklama|pubblicità|"
        r"publicidade|advertentie|реклама|annons|"
        r"annonse|mainos|patalastas|إعلان|広告)",
    ),
    _rule(
        "newsletter-form",
        "click don e email enter get join let newsletter provide receive register sign subscribe thank type your zum",
        r"your subscription (?:could not be saved|has been successful|was successful).{0,80}",
        r"(?:subscribe|sign[- ]?up|register|join|get|receive|click here to (?:subscribe|sign up))\b.{0,100}\b"
        + _LETTER
        + r".{0,80}",
        r"(?:subscribe|sign[- ]?up)(?: now| today| here| for free)?",
        r"subscribe to .{0,80} to (?:get|gain|have) (?:full )?access.{0,300}",
        r"(?:enter|provide|type) your e-?mail.{0,80}",
        r"your e-?mail(?: address)?",
        r"(?:your )?e-?mail(?: address)? ?\*",
        r"get .{0,100} (?:delivered|sent|straight|direct(?:ly)?) (?:straight |directly )?(?:in)?to "
        r"your (?:inbox|e-?mail|phone).{0,120}",
        r"let our news meet your inbox.{0,120}",
        r"thank(?:s| you) for (?:subscribing|signing up).{0,80}",
        r"don['’]t miss (?:out on )?(?:the|our) latest (?:news|stories|updates).{0,80}",
        r".{0,40}\bzum newsletter\b.{0,100}",
        r"newsletter",
        holds="zum newsletter",
    ),
    _rule(
        "consent-form",
        "by i this",
        r"by (?:providing|entering|submitting|giving) (?:an|your|my) e-?mail.{0,300}",
        r"by (?:signing up|subscribing|clicking|registering|continuing|submitting|creating an "
        r"account).{0,100}\b(?:you|i) (?:\w+ )?(?:agree|accept|consent|acknowledge|confirm)\b.{0,300}",
        r"i (?:agree to|have read|accept|acknowledge|consent to|would like to be "
        r"e-?mailed)\b.{0,200}\b(?:terms|privacy|policy|offers)\b.{0,150}",
        r"this site is protected by recaptcha.{0,150}",
        stern=True,
    ),
    _rule(
        "cookie-notice",
        "accept allow by cookie decline i manage nous our reject this usamos utilizamos we wecookie wir",
        r"(?:we|this (?:web)?site|our (?:web)?site|(?:we|i) and our (?:\d+ )?partners)\b.{0,80}\bcookies?\b.{0,400}",
        r"this is an information message",
        r"(?:accept|reject|manage|allow|decline)(?: (?:all|necessary|optional))?(?: cookies?| choices| preferences)",
        r"(?:accept|reject|decline) all",
        r"cookies? (?:settings|preferences|policy|notice|consent)",
        r"by continuing(?: to use (?:this|our) site)?, you (?:agree|consent).{0,120}",
        r"wir verwenden cookies.{0,300}",
        r"(?:nous utilisons|usamos|utilizamos|utilizziamo) (?:des |i )?cookies?.{0,300}",
        stern=True,
    ),
    _rule(
        "copyright",
        "19# 20# all c copyright riproduzione the this todos tous tutti wszelkie все",
        r"(?:copyright|©|\(c\))\s*(?:©|\(c\))?\s*(?:copyright )?(?:19|20)\d\d\b.{0,250}",
        r"(?:©|copyright ©)\s*.{0,80}\b(?:19|20)\d\d\b.{0,150}",
        r".{0,160}\ball rights reserved\b.{0,250}",
        r"(?:©\s*)?(?:alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|"
        r"todos os direitos reservados|tutti i diritti riservati|"
        r"riproduzione riservata|alle rechten voorbehouden|все права защищены|wszelkie prawa zastrzeżone).{0,120}",
        r"(?:this|the) (?:material|article|content) may not be (?:published|reproduced|copied|republished).{0,200}",
        stern=True,
        holds="all rights reserved|©",
    ),
    _rule(
        "share-prompt",
        "# artikel beitrag bluesky bookmark click compartir condividi copy delen e email facebook "
        "flipboard google instagram like line mastodon messenger partager pin pocket post print reddit "
        "save send share sms teilen telegram threads tik tumblr tweet twitter viber whats x xing you",
        r"(?:share|tweet|pin|print|save|bookmark|like|e-?mail)(?: this)?(?: (?:article|story|post|"
        r"page|news|now|to friends))?",
        r"(?:click to )?(?:share|e-?mail|tweet|pin|post|send)(?: (?:this|it|a link))?(?: (?:article|"
        rf"story|post|page))?(?: (?:on|via|by|to|with|in))(?: an?)? (?:{_NETWORK}|friend|friends)(?: "
        r"\(opens in new window\))?",
        rf"(?:{_NETWORK}[\s,|/·•]*)+",
        r"(?:artikel|beitrag) teilen",
        r"teilen",
        r"partager(?: cet article)?",
        r"compartir(?: este artículo)?",
        r"condividi",
        r"delen",
        r"copy (?:link|url)|link copied.{0,30}|copied",
        r"\d[\d.,]*k?\s*(?:shares?|views|likes|retweets)",
    ),
    _rule(
        "follow-prompt",
        "chat connect find folgen join like seguici siga suivez síguenos volg",
        rf"(?:like|follow|find|join|connect with|chat with) (?:us|me|the author|our \w+)\b"
        rf".{{0,60}}\b{_NETWORK}\b.{{0,150}}",
        rf"follow (?!up\b).{{1,80}} (?:on|via) {_NETWORK}\b"
        rf"(?:\W+(?:and\W+|or\W+)?{_NETWORK}\b|\W*[(@:][^.!?]{{0,60}})*",
        rf"follow us(?: on)?:? ?{_NETWORK}\b.{{0,150}}",
        r"follow us(?: on social media| here| at \S+)?",
        r"follow (?:@\w+|.{0,60} on (?:his|her|their) .{0,40})",
        r"(?:folgen sie uns|suivez[- ]nous|síguenos|siga-nos|seguici|volg ons).{0,80}",
    ),
    _rule(
        "related-heading",
        "also auch breaking czytaj das editor featured from further in latest lees leggi leia lesen lire "
        "meer mehr meistgelesen more most must más next noticias other popular previous read recommended "
        "related similar suggested sur te top trending up what you zobacz à читайте",
        r"(?:(?:featured|related|recommended|trending|popular|latest|top|more|other|further|suggested|"
        r"similar|must[- ]read|most[- ]read|most popular|next|previous|breaking)\s+"
        r"(?:stor(?:y|ies)|articles?|news|topics?|content|videos?|posts?|coverage|reading|links?|"
        r"headlines?|searches|galleries|photos)(?: for you| now| today)?)",
        r"(?:most (?:read|popular|viewed|shared|commented|watched)|trending(?: now)?|"
        r"editor['’]?s['’]? (?:picks?|choice)|recommended(?: for you| by \w+)?|read next|up next|"
        r"what to read next|you (?:may|might) (?:also )?(?:like|be interested in|enjoy|have missed)|"
        r"also on .{1,40}|from around the web|in case you missed it)",
        r"more (?:from|on|in|by|about) [^.!?]{1,60}",
        r"(?:mehr zum thema|lesen sie (?:auch|mehr).{0,40}|meistgelesen|das könnte sie auch "
        r"interessieren|auch interessant|"
        r"à lire aussi|sur le même sujet|lire aussi|te puede interesar|más información|noticias "
        r"relacionadas|leia também|leggi anche|lees ook|meer over dit onderwerp|"
        r"читайте также|czytaj także|zobacz także)",
        heads_list=True,
    ),
    _rule(
        "comments",
        "# add cancel comment have hide join jump leave let load open post read see show start view what write you",
        r"(?:view|show|leave|post|write|add|read|see|load|hide|open|jump to)(?: all| a| the| your| "
        r"more)?\s*(?:\(?\d[\d,.]*\)? )?comments?.{0,30}",
        r"\(?\d[\d,.]*\)?\s*(?:comments?|kommentare?|commentaires?|comentarios?|commenti|reacties)",
        r"comments?(?: \(?\d+\)?| section| policy| are closed.{0,40}| are subject to.{0,120})?",
        r"(?:join|start) the (?:conversation|discussion).{0,100}",
        r"you must be logged in to.{0,120}",
        r"(?:leave|post) a (?:reply|comment).{0,40}",
        r"cancel reply",
        r"(?:what do you think\?|have your say|let us know) .{0,60}\bcomments?\b.{0,40}",
    ),
    _rule(
        "account-prompt",
        "already create jetzt keep log my please register sign subscribe the this to you",
        r"(?:log|sign) ?[io]n(?: here| now| with .{0,40})?",
        r"log ?out",
        r"register(?: now| here| for free| an account)?",
        r"(?:log|sign)[- ]?in (?:or|to) (?:register|subscribe|create|read|continue|unlock|comment|"
        r"save|view|access|your account).{0,120}",
        r"register / sign in.{0,80}",
        r"(?:please )?(?:log|sign) in to .{0,80}",
        r"create (?:a|an|your)?(?: free)? ?account.{0,100}",
        r"my account",
        r"jetzt anmelden",
        r"(?:this|the) (?:content|article) is (?:reserved|available|exclusively|only) (?:for|"
        r"to).{0,20}(?:subscribers|members).{0,80}",
        r"already (?:a|an|have a)? ?(?:subscriber|member|registered|subscribed|subscription|an account).{0,80}",
        r"you can save this article by registering.{0,120}",
        r"subscribe (?:now|today) (?:to|for) .{0,60}(?:access|unlimited|reading|offer).{0,60}",
        r"(?:to continue reading|keep reading),? .{0,60}(?:subscribe|register|sign|log).{0,80}",
    ),
    _rule(
        "media-control",
        "# about approx enable hear image javascript lesezeit listen loading mute open pause photo play "
        "please reading replay see temps turn unmute video view watch your",
        r"(?:(?:about |approx\.? )?\d{1,2}[- ]?min(?:ute)?s?\.?(?: of)? read(?:ing)?(?: time)?|"
        r"reading time:?.{0,20}|lesezeit:?.{0,20}|temps de lecture:?.{0,20}|\d+ minuten? lesezeit)",
        r"video (?:loading|player.{0,40}|unavailable)",
        r"loading(?: \w+){0,2}",
        r"(?:play|pause|mute|unmute|replay|watch)(?: video| now| live| audio)?",
        r"(?:listen to|hear) this (?:article|story).{0,60}",
        r"\d{1,2}:\d\d(?: ?/ ?\d{1,2}:\d\d)",
        r"your browser does not support.{0,120}",
        r"(?:please )?(?:enable|turn on) javascript.{0,120}",
        r"javascript (?:is|must be) .{0,80}",
        r"(?:view|see|open)(?: the)? (?:gallery|slideshow|image in fullscreen|\d+ images?)",
        r"(?:image|photo) \d+ of \d+",
        r"\d+ ?/ ?\d+",
    ),
    _rule(
        "navigation",
        "a about accessibility advertise back careers close contact datenschutz decrease do faq font go "
        "help home imprint increase jump kontakt main menu navigation next open prev print return rss "
        "search share site skip terms toggle",
        r"(?:skip|jump) to (?:main )?(?:content|navigation|search|footer)",
        r"(?:main |toggle |open |close )?(?:menu|navigation|search)(?: menu)?",
        r"home(?:page)?",
        r"close",
        r"(?:back|return|go) to (?:the )?(?:top|home ?page|homepage|section|article)",
        r"(?:next|previous|prev)(?: (?:article|story|post|page))?",
        r"home(?:\s*[>/›»|]\s*[^>/›»|.]{2,60}){1,6}",
        r"print|print (?:this )?(?:article|page)|font size.{0,20}|(?:increase|decrease) (?:text|font) "
        r"size|a\+|a-|share & more",
        r"(?:about us|contact(?: us)?|privacy(?: policy| notice)?|"
        r"terms(?: of (?:use|service)| (?:and|&) conditions)?|site ?map|careers|advertise(?: with "
        r"us)?|help|faqs?|imprint|impressum|datenschutz|kontakt|rss|accessibility|"
        r"do not sell (?:or share )?my (?:personal )?info(?:rmation)?)(?:\s*[|·•/,-]\s*(?:[\w ]{2,30}))*",
    ),
    _rule(
        "call-to-act",
        "become click continue donate download find for get got have install keep learn leer leggi ler "
        "lire load mehr press read see show support tap view weiterlesen читать",
        r"(?:click|tap|press) (?:here|this link|the link|below|on the link)(?: (?:to|for|if|and) .{0,140})?",
        r"(?:download|get|install) (?:the|our) .{0,40}\bapp\b.{0,100}",
        r"for (?:feedback|complaints?|more news|inquiries|the latest)\b.{0,60}\b(?:contact|click|"
        r"follow|visit|call|e-?mail)\b.{0,100}",
        r"(?:have|got) (?:a|any) (?:news )?(?:tips?|stor(?:y|ies)|confidential).{0,30}\?.{0,200}",
        r"(?:support|become a (?:member|supporter)|donate).{0,60}\b(?:journalism|newsroom|us today)\b.{0,100}",
        r"(?:read|see|view|learn|find out|show|load) more(?: here| »| >|…)?",
        r"(?:continue|keep) reading(?: below)?",
        r"read (?:the )?full (?:story|article)(?: here)?",
        r"learn more(?: here)?",
        r"(?:weiterlesen|mehr lesen|lire la suite|leer más|ler mais|leggi tutto|lees verder|читать далее)",
    ),
)
"""Tried in this order; the first that matches a whole line decides."""


_BY_OPENING = {
    key: tuple(rule for rule in RULES if key in rule.opens) for key in {key for rule in RULES for key in rule.opens}
}
_ANYWHERE = tuple(rule for rule in RULES if rule.holds)
_PHRASES = tuple(phrase.encode() for rule in _ANYWHERE for phrase in rule.holds)
_OPENING = re.compile(r"[\W_]*(\d|[^\W\d_]{1,3})")


def _phrase_lines(texts: Sequence[str]) -> set[int]:
    """The indices of lines that hold a phrase of rules whose lines may open with any word."""
    whole = "\n".join(texts).encode("utf-8", "replace").lower()
    found: set[int] = set()
    for phrase in _PHRASES:
        index, last, at = 0, 0, whole.find(phrase)
        while at >= 0:
            index += whole.count(b"\n", last, at)
            found.add(index)
            last, at = at, whole.find(phrase, at + len(phrase))
    return found


class _Openings(dict[str, tuple[Rule, ...] | None]):
    """The first three signs of a line -> the rules that may match it; None when its first word stands further on."""

    def __missing__(self, signs: str) -> tuple[Rule, ...] | None:
        match = _OPENING.match(signs)
        whole = match and (len(match[1]) == 3 or match[1].isdigit() or match.end() < len(signs))
        found = _rules_at(match) if whole else None
        if len(self) < _OPENINGS_KEPT:
            self[signs] = found
        return found


_OPENINGS_KEPT = 20_000
_openings = _Openings()


def rules_for(texts: Sequence[str]) -> list[tuple[Rule, ...]]:
    """For each line the rules that may match it, by the word it opens with: none for most lines."""
    quick = [_openings[text[:3]] for text in texts]
    found = [
        _rules_at(_OPENING.match(text)) if rules is None else rules for text, rules in zip(texts, quick, strict=True)
    ]
    for index in _phrase_lines(texts):
        found[index] = tuple(rule for rule in RULES if rule in found[index] or rule in _ANYWHERE)
    return found


def _rules_at(match: re.Match[str] | None) -> tuple[Rule, ...]:
    """The rules for the word that a line opens with, or for a digit."""
    return _BY_OPENING.get("#" if match[1].isdigit() else match[1].lower(), ()) if match else ()


_ENDS_SENTENCE = re.compile(r"[.!?…。！？؟۔।][”\"’')\]»]*$")
_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")


def ends_sentence(text: str) -> bool:
    """Whether the line ends as a sentence does, a closing quotation mark or bracket included."""
    return bool(_ENDS_SENTENCE.search(text[-50:]))


def words(text: str) -> int:
    return sum(1 for _ in _WORD.finditer(text))
