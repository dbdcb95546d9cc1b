"""Words that tell a job's title from an employer, a degree from a school. Pure."""

import re

_TITLE = re.compile(
    r"(?:\b(?:engineer|developer|programmer|manager|lead|leader|head|director|analyst|designer|"
    r"consultant|architect|nurse|accountant|bookkeeper|representative|rep|agent|scientist|"
    r"administrator|officer|specialist|assistant|intern|trainee|apprentice|teacher|lecturer|tutor|"
    r"professor|carer|clerk|supervisor|foreman|technician|mechanic|electrician|plumber|driver|"
    r"picker|packer|operator|receptionist|secretary|chef|cook|waiter|waitress|barista|bartender|"
    r"cashier|buyer|planner|coordinator|co-ordinator|executive|associate|partner|owner|founder|"
    r"president|vp|cto|ceo|cfo|editor|writer|journalist|translator|paralegal|lawyer|solicitor|"
    r"attorney|doctor|physician|surgeon|pharmacist|therapist|physiotherapist|midwife|paramedic|"
    r"dentist|gardener|builder|carpenter|joiner|welder|painter|fitter|tester|researcher|recruiter|"
    r"controller|auditor|advisor|adviser|salesperson|merchandiser|stylist|hairdresser|guard|"
    r"porter|cleaner|housekeeper|librarian|surveyor|marketer|strategist|sous|owner|freelancer|"
    r"contractor|instructor|coach|trainer|postdoc|fellow|"
    r"leiter|leiterin|entwickler|entwicklerin|ingenieur|ingenieurin|kaufmann|kauffrau|"
    r"sachbearbeiter|sachbearbeiterin|fachkraft|verkäufer|verkäuferin|lehrer|lehrerin|erzieher|"
    r"erzieherin|berater|beraterin|assistent|assistentin|praktikant|praktikantin|werkstudent|"
    r"werkstudentin|koch|köchin|meister|geselle|techniker|referent|referentin|"
    r"infirmi[eè]re?|ing[eé]nieure?|d[eé]veloppeu[rs]e?|chargée?|chef|cheffe|responsable|"
    r"assistante?|comptable|vendeu[rs]e?|professeure?|stagiaire|technicien(?:ne)?|directeur|"
    r"directrice|conseill[eè]re?|cuisini[eè]re?|"
    r"cocinero|cocinera|jefe|jefa|ingeniero|ingeniera|desarrollador|desarrolladora|contable|"
    r"enfermero|enfermera|profesor|profesora|camarero|camarera|dependiente|técnico|técnica|"
    r"director|directora|gerente|auxiliar|administrativo|administrativa|becario|becaria|analista|"
    r"programist[ak]a?|inżynier|kierownik|kierowniczka|specjalist[ak]a?|asystent|asystentka|"
    r"księgow[ya]|nauczyciel|nauczycielka|pielęgniarka|sprzedawca|kucharz|stażyst[ak]a?|analityk)\b"
    r"|\w(?:buchhalter|leiter|entwickler|ingenieur|fachkraft|verkäufer|pfleger|schwester|berater|"
    r"techniker|lehrer|meister|fahrer|assistent|angestellte)(?:in|e|r|n)?\b)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:\b(?:ltd|limited|inc|llc|llp|plc|gmbh|ag|kg|ug|se|s\.?a|s\.?l|sarl|sas|b\.?v|n\.?v|s\.?p\.?a|"
    r"s\.?r\.?l|corp|corporation|company|group|holdings?|partners|bank|hospital|clinic|"
    r"school|academy|college|university|institute|council|agency|studio|studios|hotel|restaurant|"
    r"labs?|systems|software|technologies|solutions|services|consulting|logistics|foundation|trust|"
    r"ministry|department of|klinik|klinikum|krankenhaus|universität|hochschule|schule|gymnasium|"
    r"kanzlei|hôpital|clinique|université|lycée|école|restaurante|hospital|universidad|colegio|"
    r"escuela|instituto|politechnika|uniwersytet|szpital|szkoła|sp\. z o\.?o|self-employed|"
    r"freelance|selbstständig|autónomo)\b|& ?co\b|\bco\.|&)",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"(?:\b(?:ph\.?d|dphil|m\.?b\.?a|(?<!\w\.)m\.?sc|b\.?sc|m\.?eng|b\.?eng|m\.?ed|b\.?ed|ll\.?[bm]|"
    r"m\.?phil|b\.?tech|m\.?tech|b\.?com|m\.?a|b\.?a|b\.?s|m\.?s|pgce|pgdip|hnd|hnc|gnvq|nvq|svq|btec|"
    r"gcses?|a[- ]levels?|o[- ]levels?|ged|abitur|fachabitur|matura|baccalaur[eé]at|bac|bts|dut|"
    r"bachiller(?:ato)?|eso|grado|m[aá]ster(?:'?s)?|bachelor(?:'?s)?|doctor(?:ate|al)?|degree|"
    r"diplom[ae]?|dipl[oô]me|diploma|licenciatura|licenciad[oa]|licence|ing[eé]nierie|magister|"
    r"licencjat|inżynier|mgr|lic|inż|ausbildung|lehre|staatsexamen|promotion|foundation degree|"
    r"associate(?:'?s)? (?:degree|of)|high school|level \d|technicum|technik|técnico (?:en|"
    r"superior)|"
    r"apprenticeship|certificate in|higher national|mittlere reife|realschulabschluss|"
    r"laurea)(?!\w))",
    re.IGNORECASE,
)
_SCHOOL = re.compile(
    r"\b(?:university|université|universität|universidad|uniwersytet|università|universidade|college|"
    r"school|academy|academia|akademie|akademia|institute|institut|instituto|instytut|polytechnic|"
    r"politechnika|politécnica|polytechnique|hochschule|fachhochschule|gymnasium|realschule|lycée|"
    r"école|iut|ifsi|escuela|colegio|szkoła|liceum|technikum|kanzlei|comprehensive|seminary|"
    r"conservatoire|tafe|mit|eth|lse|ucl)\b",
    re.IGNORECASE,
)
PART_TIME = re.compile(
    r"\b(?:part[- ]time|teilzeit|temps partiel|media jornada|tiempo parcial|niepełny etat|student|"
    r"werkstudent\w*|intern(?:ship)?|praktik\w+|stage|stagiaire|volunteer\w*|ehrenamt\w*|freelance\w*|"
    r"self-employed|selbstst?ändig|contract(?:or)?|side project|hobby|evenings|weekends?|saturday|"
    r"summer job|minijob|founder|owner|trustee|board member|tutor|apprentice\w*|trainee)\b",
    re.IGNORECASE,
)
FULL_TIME = re.compile(r"\b(?:full[- ]time|vollzeit|temps plein|jornada completa)\b", re.IGNORECASE)


def is_title(text: str) -> bool:
    """Say whether words name a job's title."""
    return _TITLE.search(text) is not None


def is_place(text: str) -> bool:
    """Say whether words name an employer or a school."""
    return _PLACE.search(text) is not None


def is_degree(text: str) -> bool:
    """Say whether words name a degree or another end of a schooling."""
    return _DEGREE.search(text) is not None


def is_school(text: str) -> bool:
    """Say whether words name a school of any kind."""
    return _SCHOOL.search(text) is not None
