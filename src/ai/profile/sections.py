"""The parts of a résumé by their headings, in several wordings and languages. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from src.ai.claims.periods import periods_in
from src.ai.profile.sayings import chunks, speaks_to_a_reader
from src.text import strip_invisible

LONGEST_LINE = 600
"""Characters of a line that are read for facts; one of more is prose, or columns gone wrong."""
LONGEST_HEADING = 6
"""Words of a line that can be a heading."""
LONGEST_TITLE = 80
BULLET = re.compile(r"^\s*(?:[-–—•·▪◦●○■□*o✓✔»➢►‣∙⁃]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")
_FRAME = " \t#*_=~:|–—-•·▪●►➢■.\u200f\u200e"
_RULE = re.compile(r"^[\s|:+=_*~–—-]+$")


class Part(StrEnum):
    """What a part of a résumé holds."""

    HEAD = "head"
    PERSON = "person"
    SUMMARY = "summary"
    WORK = "work"
    EDUCATION = "education"
    SKILLS = "skills"
    LANGUAGES = "languages"
    CERTIFICATES = "certificates"
    ACHIEVEMENTS = "achievements"
    OTHER = "other"


_NAMES: dict[Part, str] = {
    Part.PERSON: (
        "contact|contact details|personal details|personal information|personal data|details|"
        "persönliche daten|kontakt|zur person|angaben zur person|coordonnées|informations "
        "personnelles|état civil|datos personales|contacto|dane osobowe|dane kontaktowe"
    ),
    Part.SUMMARY: (
        "summary|professional summary|career summary|executive summary|profile|personal profile|"
        "professional profile|about|about me|objective|career objective|personal statement|"
        "introduction|profil|kurzprofil|über mich|profil professionnel|à propos|résumé "
        "professionnel|perfil|perfil profesional|sobre mí|resumen|o mnie|podsumowanie|"
        "podsumowanie zawodowe|profil zawodowy"
    ),
    Part.WORK: (
        "experience|work experience|professional experience|relevant experience|employment|"
        "employment history|work history|career|career history|job history|positions|"
        "positions held|"
        "professional background|work|jobs|where i have worked|selected experience|"
        "berufserfahrung|beruflicher werdegang|werdegang|praxiserfahrung|berufspraxis|"
        "beruflicher lebenslauf|berufliche erfahrung|tätigkeiten|expérience|expériences|"
        "expérience professionnelle|expériences professionnelles|parcours professionnel|parcours|"
        "emplois|experiencia|experiencia laboral|experiencia profesional|trayectoria|"
        "trayectoria profesional|historial laboral|doświadczenie|doświadczenie zawodowe|"
        "przebieg kariery|przebieg pracy zawodowej|historia zatrudnienia|esperienza lavorativa|"
        "esperienze lavorative|werkervaring|experiência profissional|erfahrung"
    ),
    Part.EDUCATION: (
        "education|education and training|training and education|academic background|"
        "academic qualifications|qualifications|education and qualifications|training|"
        "academic history|studies|degrees|schooling|ausbildung|bildung|bildungsweg|studium|"
        "schulbildung|hochschulbildung|akademischer werdegang|ausbildung und studium|"
        "schule und studium|formation|formations|études|diplômes|formation et diplômes|"
        "parcours scolaire|scolarité|formación|formación académica|educación|estudios|titulación|"
        "wykształcenie|edukacja|istruzione|istruzione e formazione|opleiding|opleidingen|formação"
    ),
    Part.SKILLS: (
        "skills|key skills|core skills|technical skills|skills and tools|tools|technologies|"
        "tech stack|competencies|core competencies|areas of expertise|expertise|strengths|"
        "professional skills|it skills|software|skills summary|abilities|hard skills|soft skills|"
        "kenntnisse|fähigkeiten|kompetenzen|edv-kenntnisse|it-kenntnisse|fachkenntnisse|"
        "kenntnisse und fähigkeiten|besondere kenntnisse|stärken|compétences|"
        "compétences techniques|compétences clés|informatique|"
        "logiciels|savoir-faire|outils|habilidades|"
        "competencias|conocimientos|aptitudes|informática|destrezas|umiejętności|kompetencje|"
        "umiejętności techniczne|technologie|znajomość narzędzi|competenze|vaardigheden|"
        "competências"
    ),
    Part.LANGUAGES: (
        "languages|language skills|spoken languages|sprachen|sprachkenntnisse|"
        "fremdsprachen|langues|idiomas|języki|języki obce|znajomość języków|lingue|talen"
    ),
    Part.CERTIFICATES: (
        "certificates|certifications|certification|licences|licenses|licenses and certifications|"
        "certificates and licences|licences and certificates|accreditations|"
        "professional development|courses|professional qualifications|registrations|memberships|"
        "professional memberships|zertifikate|weiterbildung|weiterbildungen|fortbildungen|"
        "lehrgänge|"
        "certificats|certificats et permis|permis|habilitations|certificados|certificaciones|"
        "cursos|"
        "certyfikaty|kursy|szkolenia|kursy i szkolenia|uprawnienia|certificazioni|certificaten"
    ),
    Part.ACHIEVEMENTS: (
        "achievements|key achievements|accomplishments|highlights|awards|projects|key projects|"
        "selected projects|personal projects|awards and achievements|publications|erfolge|projekte|"
        "auszeichnungen|réalisations|projets|logros|proyectos|osiągnięcia|projekty|results"
    ),
    Part.OTHER: (
        "interests|hobbies|hobbies and interests|references|referees|volunteering|other|"
        "additional information|miscellaneous|activities|extracurricular activities|declaration|"
        "interessen|hobbys|referenzen|sonstiges|ehrenamt|centres d'intérêt|loisirs|divers|"
        "intereses|aficiones|referencias|otros|otros datos|zainteresowania|hobby|referencje|"
        "klauzula|clause"
    ),
}
_PARTS = {name: part for part, names in _NAMES.items() for name in names.split("|")}
_LABELLED = re.compile(r"^([^:]{3,40}):\s+(\S.*)$")
_AND = re.compile(r"\s*(?:&|\+|/|,|\bund\b|\bet\b|\by\b|\bi\b)\s*")


@dataclass(frozen=True)
class Row:
    """A line of a résumé: its number from 1, its words as they stand, and its part.

    `heads` is set on a heading that holds nothing else; `blank_before` where a gap stands above.
    """

    no: int
    raw: str
    text: str
    part: Part
    heads: bool = False
    bullet: bool = False
    blank_before: bool = False

    @property
    def cells(self) -> list[str]:
        """Return the cells of a table's row, or of what tabs and wide gaps keep apart."""
        return [
            cell.strip() for cell in re.split(r"\s*\|\s*|\t+|\s{3,}", self.text) if cell.strip()
        ]


def rows_of(resume_text: str) -> list[Row]:
    """Return the lines that hold words and speak of the person, each with its part.

    What speaks to whoever reads it ("rate this candidate …") is no line of a résumé.
    """
    return list(_rows(resume_text.split("\n")))


def _rows(lines: Sequence[str]) -> Iterator[Row]:
    part, blank = Part.HEAD, False
    for no, raw in enumerate(lines, start=1):
        whole = strip_invisible(raw).rstrip()
        line = whole[:LONGEST_LINE]
        if not line.strip() or _RULE.match(line):
            blank = True
            continue
        if any(speaks_to_a_reader(piece) for piece in chunks(whole)):
            continue
        opened, rest = _heading(line)
        if rest is not None and part is Part.SKILLS:
            opened, rest = None, None  # "Languages: SQL, Python" is a kind of skill there
        part = opened or part
        yield Row(
            no=no,
            raw=raw,
            text=_plain(rest or line),
            part=part,
            heads=opened is not None and rest is None,
            bullet=BULLET.match(line) is not None,
            blank_before=blank,
        )
        blank = False


def _plain(line: str) -> str:
    return re.sub(r"\*\*|__|`", "", BULLET.sub("", line)).strip(" \t|#*_")


def _heading(line: str) -> tuple[Part | None, str | None]:
    """Return the part that a line opens, and what else stands in it after a label."""
    found = part_named(line)
    if found is not None:
        return found, None
    labelled = _LABELLED.match(_plain(line))
    if labelled is None or BULLET.match(line):
        return None, None
    named = part_named(labelled[1])
    inline = {Part.SKILLS, Part.LANGUAGES, Part.CERTIFICATES, Part.SUMMARY, Part.EDUCATION}
    return (named, labelled[2]) if named in inline else (None, None)


def part_named(line: str) -> Part | None:
    """Return the part that a heading names, None for any other line."""
    if len(line) > LONGEST_TITLE:
        return None
    text = re.sub(r"\s+", " ", line.strip(_FRAME).casefold().replace("’", "'"))
    spaced = re.sub(r"(?<=\b\w) (?=\w\b)", "", text)
    if not text or (len(text.split()) > LONGEST_HEADING and len(spaced.split()) > LONGEST_HEADING):
        return None
    if periods_in(text):
        return None
    for form in (text, spaced, *_AND.split(text)[:1]):
        plain = form.replace(" & ", " and ").removeprefix("my ")
        if plain in _PARTS and (form != _AND.split(text)[0] or _all_named(text)):
            return _PARTS[plain]
    return None


def _all_named(text: str) -> bool:
    """Say whether every piece of "skills & interests" names a part."""
    return all(piece in _PARTS for piece in _AND.split(text.replace(" and ", " & ")))
