"""The months' names and short forms in the languages that clippings come in: words as dates hold them, any case."""

from __future__ import annotations

# English, German, French, Spanish, Italian, Portuguese, Catalan, Romanian; Dutch, Danish, Swedish, Norwegian, Finnish;
# Polish, Czech, Slovak, Russian, Ukrainian (genitive, as in dates); Turkish, Hungarian, Greek, Indonesian, Swahili;
# Arabic, Hindi. Croatian is left out: its October is Polish and Ukrainian November.
_NAMES = (
    "january jan januar janvier enero gennaio janeiro januari января stycznia ene gen janv jän jänner gener ianuarie "
    "tammikuuta ledna januára січня ocak január ιανουαρίου يناير जनवरी janeiro",
    "february feb februar février fevrier febrero febbraio fevereiro februari февраля lutego févr fév fev febr febrer "
    "februarie helmikuuta února februára лютого şubat február φεβρουαρίου فبراير फरवरी",
    "march mar märz maerz mars marzo março maart марта marca mär mrz mrt març martie marts maaliskuuta března "
    "березня mart március μαρτίου maret machi مارس मार्च",
    "april apr avril abril aprile апреля kwietnia avr abr aprilie huhtikuuta dubna apríla квітня nisan április "
    "απριλίου aprili أبريل ابريل अप्रैल",
    "may mai mayo maggio maio mei мая maja mag maig maj toukokuuta května mája травня mayıs május μαΐου مايو मई",
    "june jun juni juin junio giugno junho июня czerwca giu czerw juny iunie kesäkuuta června júna червня haziran "
    "június ιουνίου يونيو जून",
    "july jul juli juillet julio luglio julho июля lipca lug juil juliol iulie heinäkuuta července júla липня "
    "temmuz július ιουλίου julai يوليو जुलाई",
    "august aug août aout agosto augustus августа sierpnia ago agost augusti elokuuta srpna augusta серпня ağustos "
    "augusztus αυγούστου agustus agosti أغسطس अगस्त",
    "september sept sep septembre septiembre settembre setembro сентября września set setembre septembrie syyskuuta "
    "září septembra вересня eylül szeptember σεπτεμβρίου septemba سبتمبر सितंबर",
    "october oct oktober octobre octubre ottobre outubro октября października okt ott out octombrie lokakuuta října "
    "októbra жовтня ekim október οκτωβρίου oktoba أكتوبر अक्टूबर",
    "november nov novembre noviembre novembro ноября listopada noiembrie marraskuuta listopadu novembra листопада "
    "kasım νοεμβρίου novemba نوفمبر नवंबर",
    "december dec dezember décembre decembre diciembre dicembre dezembro декабря grudnia dez déc dic desembre "
    "decembrie joulukuuta prosince decembra грудня aralık δεκεμβρίου desember desemba ديسمبر दिसंबर",
)
MONTHS: dict[str, int] = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
"""Month names in lower case -> 1-12."""
