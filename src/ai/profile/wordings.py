"""How job descriptions in German, French, Spanish and Polish name what they ask for. Pure data.

Patterns of whole words, beside the English ones of `requirements.py`.
"""

OTHER = (
    r"(?:was )?wir (?:dir |ihnen )?bieten(?: wir)?",
    r"(?:das|was) (?:bieten wir|erwartet (?:dich|sie))(?: (?:bei uns|dir|ihnen))?",
    r"(?:unser|unsere) (?:angebot|benefits|leistungen|unternehmen)",
    r"(?:deine|ihre) (?:vorteile|bewerbung|benefits|ansprechpartner\w*)",
    (
        r"(?:über uns|wer wir sind|benefits|vergütung|gehalt|kontakt|arbeitszeit(?:en)?|"
        r"bewerbung)(?=\s*:?$)"
    ),
    r"(?:ce que )?nous (?:(?:vous )?(?:offrons|proposons))",
    r"(?:nos |vos |les )?avantages(?: sociaux)?",
    r"(?:qui sommes[- ]nous|l'entreprise|notre (?:offre|entreprise|société)|à propos de nous)",
    (
        r"(?:pour postuler|comment postuler|rémunération|salaire|conditions|contact|"
        r"processus)(?=\s*:?$)"
    ),
    r"(?:qué |lo que )?(?:te )?ofrecemos",
    (
        r"(?:(?:nuestros )?beneficios|condiciones|salario|quiénes somos|sobre nosotros|"
        r"la empresa)(?=\s*:?$)"
    ),
    r"(?:cómo (?:postular\w*|aplicar)|contacto|horario)(?=\s*:?$)",
    r"(?:co )?oferujemy",
    (
        r"(?:nasza oferta|benefity|wynagrodzenie|warunki(?: pracy)?|o nas|o firmie|"
        r"kim jesteśmy)(?=\s*:?$)"
    ),
    r"(?:jak aplikować|aplikacja|kontakt|co zyskasz|dlaczego my)(?=\s*:?$)",
)
NICE = (
    r"von vorteil",
    r"(?:wäre|ist) (?:ein|großes) plus",
    r"wünschenswert",
    r"vorteilhaft",
    r"idealerweise",
    r"(?:gern|gerne) gesehen",
    r"bevorzugt",
    r"pluspunkte?",
    r"nicht (?:zwingend |unbedingt )?(?:erforderlich|notwendig|nötig)",
    r"(?:serait|est|sont|seraient) (?:(?:un|des) )?(?:vrai )?(?:plus|atouts?|bienvenue?s?)",
    r"(?:les|un|vos) plus",
    r"(?:vos |les )?atouts?",
    r"apprécié(?:e|s|es)?",
    r"souhaité(?:e|s|es)?",
    r"idéalement",
    r"de préférence",
    r"(?:pas|non) (?:exigé|obligatoire|indispensable|requis)(?:e|s|es)?",
    r"se valorar?(?:á|án|a)?",
    r"valorable",
    r"deseables?",
    r"preferible(?:mente)?",
    r"(?:es|sería) un plus",
    r"idealmente",
    r"no (?:es |son )?(?:imprescindible|necesari[oa]|obligatori[oa])s?",
    r"mile widzian[aeyi]",
    r"(?:dodatkow\w+ )?(?:atut(?:y|em|ami)?|plus(?:em|y))(?: będzie)?",
    r"będzie (?:dodatkowym )?(?:atutem|plusem)",
    r"preferowan[aeyi]",
    r"nie (?:jest |są )?(?:wymagan[aey]|konieczn[aey])",
)
MUST = (
    r"(?:zwingend )?(?:erforderlich|notwendig)",
    r"vorausgesetzt",
    r"zwingend",
    r"(?:exigé|requis|obligatoire|indispensable|impérati[fv])(?:e|s|es)?",
    r"vous devez",
    r"(?:imprescindible|obligatori[oa]|requerid[oa]|exigid[oa])s?",
    r"se (?:requiere|exige)n?",
    r"wymagan[aeyi]",
    r"(?:konieczn|niezbędn)[aeyi]",
)
NOT_MUST = (
    r"nicht (?:zwingend |unbedingt )?(?:erforderlich|notwendig)",
    r"(?:pas|non) (?:exigé|requis|obligatoire|indispensable)\w*",
    r"no (?:es |son )?(?:imprescindible|obligatori[oa]|requerid[oa])s?",
    r"nie (?:jest |są )?(?:wymagan|konieczn|niezbędn)[aeyi]",
)
ASKS = (
    r"(?:das |was )?(?:bringst du|du|sie|bringen sie)(?: \w+)? ?(?:mitbringst|mitbringen|mit)",
    r"(?:dein|ihr|unser) (?:profil|wunschprofil|können|background)",
    (
        r"(?:anforderung(?:en|sprofil)|voraussetzungen|qualifikation(?:en)?|profil|"
        r"muss-kriterien)(?=\s*:?$)"
    ),
    r"(?:was|das) (?:wir|solltest du|zeichnet dich|erwarten wir)(?: \w+){0,2}",
    r"(?:das|was) (?:wünschen|erwarten) wir(?: uns)?",
    r"wir (?:suchen|erwarten)",
    r"(?:votre |le )?profil(?: recherché| souhaité| requis| idéal)?",
    r"(?:vos )?(?:compétences|qualités|qualifications|connaissances)(?=\s*:?$)",
    r"(?:compétences|connaissances) (?:requises|attendues|clés|techniques)",
    (
        r"(?:exigences|prérequis|pré-requis|diplômes? requis|ce que nous (?:recherchons|"
        r"attendons))"
    ),
    r"(?:nous recherchons|vous êtes|vous avez)",
    r"requisitos(?: (?:imprescindibles|mínimos|obligatorios|del puesto))?",
    r"(?:tu |el )?perfil(?: (?:buscado|requerido|del candidato|profesional))?",
    r"(?:lo que |qué )?(?:buscamos|pedimos|necesitas|esperamos de ti)",
    r"(?:competencias|conocimientos|formación|aptitudes)(?=\s*:?$)",
    r"(?:competencias|conocimientos) (?:requerid|necesari)[ao]s",
    r"(?:nasze )?wymagania(?: (?:wobec kandydata|konieczne|niezbędne|formalne))?",
    r"(?:czego )?(?:oczekujemy|szukamy|wymagamy)(?: od (?:ciebie|kandydatów))?",
    (
        r"(?:oczekiwania|kwalifikacje|twój profil|profil kandydata|kogo szukamy|"
        r"umiejętności)(?=\s*:?$)"
    ),
)
DUTIES = (
    r"(?:deine|ihre|die|unsere)? ?(?:aufgaben(?:gebiet|bereich)?|tätigkeiten|rolle)",
    r"(?:das machst du|was dich erwartet|stellenbeschreibung|verantwortung)",
    r"(?:vos |les |principales )?missions?(?: principales)?",
    r"(?:vos )?(?:tâches|responsabilités|activités)|(?:description )?du poste|le poste",
    (
        r"(?:tus |las )?(?:funciones|tareas|responsabilidades|tu misión|qué harás|"
        r"el puesto)(?: principales)?"
    ),
    r"(?:twoje |twój |główne )?(?:zadania|obowiązki|zakres (?:obowiązków|zadań))",
    r"(?:czym będziesz się zajmować|opis stanowiska|za co będziesz odpowiadać)",
)
ASKING = (
    r"(?:erfahrung|kenntnisse) (?:mit|in|im|als|an|von|bei)",
    r"(?:du|sie) (?:hast|haben|bringst|bringen|kannst|beherrschst|verfügst|verfügen)",
    r"wir suchen",
    r"(?:expérience|connaissances?|maîtrise) (?:en|de|du|des|dans|avec|la)",
    r"vous (?:avez|êtes|maîtrisez|possédez|devez|justifiez)",
    r"nous recherchons",
    r"(?:experiencia|conocimientos?|dominio) (?:en|de|del|con|como)",
    r"(?:buscamos|necesitamos)",
    r"(?:znajomość|umiejętność|doświadczenie (?:w|z|na|jako))",
    r"(?:szukamy|poszukujemy|oczekujemy)",
)
BOILERPLATE = (
    r"wir bieten",
    r"(?:gehalt|vergütung)",
    r"nous (?:vous )?(?:offrons|proposons)",
    r"(?:salaire|rémunération)",
    r"(?:te )?ofrecemos",
    r"salario",
    r"oferujemy",
    r"wynagrodzenie",
)
