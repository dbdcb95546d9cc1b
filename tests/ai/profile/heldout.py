"""Résumés of sixteen trades and eight countries, written before the reader that they test.

Each says what a careful person reads: roles as title, employer, begin and end (None: still there),
degrees with their year, some skills, and the kinds of conflict that stand in it. All are invented.
"""

from dataclasses import dataclass

RoleTruth = tuple[str, str, str, str | None]


@dataclass(frozen=True)
class Written:
    """A résumé and what stands in it. Dates are `2019` or `2019-03`."""

    name: str
    text: str
    roles: tuple[RoleTruth, ...]
    degrees: tuple[tuple[str, int], ...] = ()
    skills: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    private: tuple[str, ...] = ()


PLUMBER = Written(
    "plumber",
    """DEREK OYELARAN
14 Tannery Row, Leeds LS9 8AA | 07700 900123 | derek.oy@example.org
Date of birth: 4 May 1987     Nationality: British

PROFILE
Time-served plumber and heating engineer with 12 years of experience in homes and small offices.

EMPLOYMENT HISTORY
Heating Engineer, Calder Heating Services          March 2018 - Present
* Fitted 140 boilers a year and passed every inspection
* Cut call-backs from 9% to 3% with a checklist
Plumber, Aire Valley Plumbing Ltd          Sept 2014 - Feb 2018
* Bathrooms and kitchens for housing associations
* Trained two apprentices

QUALIFICATIONS
NVQ Level 3 Plumbing and Heating, Leeds Building College, 2014
Gas Safe registered

KEY SKILLS
Boiler installation, pipework, fault finding, customer care
""",
    roles=(
        ("Heating Engineer", "Calder Heating Services", "2018-03", None),
        ("Plumber", "Aire Valley Plumbing Ltd", "2014-09", "2018-02"),
    ),
    degrees=(("NVQ Level 3", 2014),),
    skills=("Boiler installation", "pipework", "fault finding"),
    private=("DEREK", "OYELARAN", "Tannery", "900123", "example.org", "1987", "British"),
)

GERMAN = Written(
    "buchhalterin",
    """Lebenslauf

Persönliche Daten
Name: Anneliese Brückmann
Anschrift: Lindenallee 7, 50667 Köln
Geburtsdatum: 12.03.1985
Familienstand: verheiratet
Staatsangehörigkeit: deutsch

Berufserfahrung
seit 04/2020
Finanzbuchhalterin, Rheinkontor GmbH
- Monatsabschlüsse für drei Gesellschaften, von 9 auf 5 Tage verkürzt
- Einführung von DATEV Unternehmen online
08/2014 – 03/2020
Buchhalterin, Hafenlogistik Nord AG
- Kreditoren und Debitoren, 1.200 Belege im Monat

Ausbildung
2011 – 2014  Ausbildung zur Steuerfachangestellten, Kanzlei Overbeck
2004  Abitur, Gymnasium am Stadtpark

Kenntnisse
DATEV, SAP FI, Excel (Pivot, SVERWEIS)

Sprachen
Deutsch (Muttersprache), Englisch (B2)
""",
    roles=(
        ("Finanzbuchhalterin", "Rheinkontor GmbH", "2020-04", None),
        ("Buchhalterin", "Hafenlogistik Nord AG", "2014-08", "2020-03"),
    ),
    degrees=(("Steuerfachangestellten", 2014), ("Abitur", 2004)),
    skills=("DATEV", "SAP FI"),
    private=("Anneliese", "Lindenallee", "1985", "verheiratet"),
)

FRENCH = Written(
    "infirmière",
    """Camille Roustand
camille.roustand@exemple.fr – 06 12 34 56 78
Née le 3 juin 1990, nationalité française, célibataire

EXPÉRIENCE PROFESSIONNELLE
Infirmière de bloc opératoire – Clinique des Ormes, Lyon
janvier 2019 à aujourd'hui
• 6 interventions par jour en orthopédie
• Encadrement de 4 étudiants
Infirmière – Hôpital Saint-Aubin, Angers
sept. 2013 – déc. 2018
• Service de chirurgie, 32 lits

FORMATION
Diplôme d'État d'infirmier, IFSI Angers, 2013
Baccalauréat scientifique, 2009

COMPÉTENCES
Stérilisation, soins postopératoires, logiciel DxCare

LANGUES
Anglais courant, espagnol scolaire
""",
    roles=(
        ("Infirmière de bloc opératoire", "Clinique des Ormes", "2019-01", None),
        ("Infirmière", "Hôpital Saint-Aubin", "2013-09", "2018-12"),
    ),
    degrees=(("Diplôme d'État", 2013), ("Baccalauréat", 2009)),
    skills=("Stérilisation", "soins postopératoires"),
    private=("Camille", "Roustand", "exemple", "06 12", "1990", "française", "célibataire"),
)

SPANISH = Written(
    "cocinero",
    """Joaquín Belmonte Ruiz
Calle del Olmo 22, 28012 Madrid · Tel. 600 123 456
Fecha de nacimiento: 21/09/1992

EXPERIENCIA LABORAL
Jefe de partida | Restaurante La Almazara | mayo 2021 – actualidad
- 90 cubiertos por servicio, merma reducida un 18 %
Cocinero | Hotel Puerta del Mar | 2016 – 2021
- Menús para 200 personas

FORMACIÓN
Técnico en Cocina y Gastronomía, Escuela de Hostelería de Toledo, 2016

HABILIDADES
Repostería, control de costes, APPCC

IDIOMAS
Español (nativo), inglés (intermedio)
""",
    roles=(
        ("Jefe de partida", "Restaurante La Almazara", "2021-05", None),
        ("Cocinero", "Hotel Puerta del Mar", "2016", "2021"),
    ),
    degrees=(("Técnico en Cocina", 2016),),
    skills=("Repostería", "control de costes", "APPCC"),
    private=("Joaquín", "Belmonte", "Olmo", "600 123", "1992"),
)

POLISH = Written(
    "programistka",
    """Zofia Marczewska
zofia@przyklad.pl, tel. 501 502 503

Doświadczenie zawodowe
Programistka Java, Bałtyk Systemy Sp. z o.o.
06.2021 – obecnie
- mikroserwisy w Spring Boot, 2 mln żądań dziennie
Młodszy programista, Kopernik Software
10.2018 – 05.2021
- testy w JUnit, pokrycie z 40% do 85%

Wykształcenie
Magister informatyki, Politechnika Gdańska, 2018

Umiejętności
Java, Spring Boot, PostgreSQL, Docker

Języki
angielski C1, niemiecki A2
""",
    roles=(
        ("Programistka Java", "Bałtyk Systemy", "2021-06", None),
        ("Młodszy programista", "Kopernik Software", "2018-10", "2021-05"),
    ),
    degrees=(("Magister informatyki", 2018),),
    skills=("Java", "Spring Boot", "Docker"),
    private=("Zofia", "Marczewska", "przyklad", "501 502"),
)

AMERICAN = Written(
    "data analyst",
    """Marisol Entwhistle
Denver, CO 80203 | (303) 555-0142 | marisol@example.com | linkedin.com/in/marisol-e

SUMMARY
Data analyst with 6+ years of experience turning messy tables into decisions. Tableau, SQL, Python.

EXPERIENCE
BRIGHTWATER UTILITIES, Denver, CO
Senior Data Analyst                                  06/2022 – Present
• Built a leak model that saved $1.2M a year
• Reduced report time by 60% with SQL and dbt
Data Analyst                                         01/2020 – 05/2022
• Owned 25 dashboards in Tableau used by 300 people

HARROW COUNTY SCHOOLS, Harrow, KS
Reporting Assistant                                  08/2018 – 12/2019
• Answered 40 data requests a month in Excel

EDUCATION
B.S. in Statistics, Plains State University, 2018

SKILLS
Languages: SQL, Python, R
Tools: Tableau, dbt, Excel, Snowflake
""",
    roles=(
        ("Senior Data Analyst", "BRIGHTWATER UTILITIES", "2022-06", None),
        ("Data Analyst", "BRIGHTWATER UTILITIES", "2020-01", "2022-05"),
        ("Reporting Assistant", "HARROW COUNTY SCHOOLS", "2018-08", "2019-12"),
    ),
    degrees=(("B.S. in Statistics", 2018),),
    skills=("SQL", "Python", "Tableau", "dbt", "Snowflake"),
    conflicts=("claim without evidence",),
    private=("Marisol", "Entwhistle", "555-0142", "example.com", "linkedin"),
)

TABLE = Written(
    "teacher table",
    """| Period | Position | School |
|---|---|---|
| Sep 2021 – now | Head of Maths | Ferngate Academy |
| Sep 2015 – Aug 2021 | Maths teacher | St Ursula High School |

Education
| 2015 | PGCE Mathematics | University of Sarnwick |
| 2014 | BSc Mathematics | University of Sarnwick |

Achievements
- A-level pass rate from 71% to 88% in three years
- Timetable for 42 staff
""",
    roles=(
        ("Head of Maths", "Ferngate Academy", "2021-09", None),
        ("Maths teacher", "St Ursula High School", "2015-09", "2021-08"),
    ),
    degrees=(("PGCE", 2015), ("BSc Mathematics", 2014)),
)

FLATTENED = Written(
    "flattened columns",
    """Contact
+44 20 7946 0018
rhys@example.net
Skills
Forklift B1
Warehouse management
SAP EWM
Work experience
Warehouse supervisor
Kestrel Freight
2019 - to date
Lead a shift of 18 pickers
Error rate down from 1.4 % to 0.3 %
Picker
Kestrel Freight
2016 - 2019
210 lines an hour on average
Education
GCSEs, Pembry Comprehensive, 2015
""",
    roles=(
        ("Warehouse supervisor", "Kestrel Freight", "2019", None),
        ("Picker", "Kestrel Freight", "2016", "2019"),
    ),
    degrees=(("GCSEs", 2015),),
    skills=("Forklift B1", "Warehouse management", "SAP EWM"),
    private=("7946", "rhys@"),
)

OVERLAP = Written(
    "overlap",
    """Work history

Office manager at Plume & Partners, January 2019 to June 2022
Ran an office of 35 people and a budget of £240,000

Full-time receptionist at Grove Dental, March 2021 to December 2022
Booked 60 patients a day

Office manager at Tern Studio, since January 2023
Moved the studio to new rooms in 6 weeks

Education
HND Business, Westmere College, 2018
""",
    roles=(
        ("Office manager", "Plume & Partners", "2019-01", "2022-06"),
        ("receptionist", "Grove Dental", "2021-03", "2022-12"),
        ("Office manager", "Tern Studio", "2023-01", None),
    ),
    degrees=(("HND Business", 2018),),
    conflicts=("overlap",),
)

GAP = Written(
    "gap and years",
    """Summary: Logistics planner with more than 10 years of experience.

Experience
2021-09 – 2026-02   Logistics planner, Baltic Lines
 - Planned 70 containers a week
2017-05 – 2019-11   Transport clerk, Mole & Daughters
 - Cut empty runs by 12 %

Education
2017  BA Logistics, Harbour College
""",
    roles=(
        ("Logistics planner", "Baltic Lines", "2021-09", "2026-02"),
        ("Transport clerk", "Mole & Daughters", "2017-05", "2019-11"),
    ),
    degrees=(("BA Logistics", 2017),),
    conflicts=("gap", "stated years"),
)

BACKWARDS = Written(
    "end before start",
    """EXPERIENCE
Store manager — Linden Books — Mar 2022 – Jan 2020
- Turnover up 14 %
Sales assistant — Linden Books — Jun 2016 – Feb 2019
EDUCATION
Diploma in Retail, Stour College, 2016
""",
    roles=(
        ("Store manager", "Linden Books", "2022-03", "2020-01"),
        ("Sales assistant", "Linden Books", "2016-06", "2019-02"),
    ),
    degrees=(("Diploma in Retail", 2016),),
    conflicts=("end before start",),
)

FUTURE = Written(
    "future",
    """Career
QA engineer, Osprey Apps, 02/2023 – 08/2029
- 400 automated tests in Cypress
Tester, Osprey Apps, 05/2020 – 01/2023
- Manual tests on 12 devices
Education
MSc Computing, Tidewell University, 2020
Skills: Cypress, Selenium, Jira
""",
    roles=(
        ("QA engineer", "Osprey Apps", "2023-02", "2029-08"),
        ("Tester", "Osprey Apps", "2020-05", "2023-01"),
    ),
    degrees=(("MSc Computing", 2020),),
    skills=("Cypress", "Selenium", "Jira"),
    conflicts=("future", "claim without evidence"),
)

FORWARD = Written(
    "forward order, seasons and quarters",
    """Experience
Summer 2018 – Spring 2019
Gardener, Hollin Estate
Pruned 3 acres of orchard

Q2 2019 – Q4 2022
Head gardener, Hollin Estate
Led a crew of 5

2023 to date
Landscape designer, self-employed
19 gardens finished, 16 on budget

Training
RHS Level 3, 2018
""",
    roles=(
        ("Gardener", "Hollin Estate", "2018-06", "2019-05"),
        ("Head gardener", "Hollin Estate", "2019-04", "2022-12"),
        ("Landscape designer", "self-employed", "2023", None),
    ),
    degrees=(("RHS Level 3", 2018),),
)

TWO_VALUES = Written(
    "two values",
    """Ines Carvalhal
Nurse with 8 years of experience
Over 8 years in care
Employment
Charge nurse, Alder Ward, St Piran's Hospital (2021–present)
· Team of 11, later reported as team of 11
Staff nurse, St Piran's Hospital (2018–21)
· 24 beds
Education
BSc Nursing, University of Kernow, 2018
BSc Nursing, University of Kernow, 2017
""",
    roles=(
        ("Charge nurse", "St Piran's Hospital", "2021", None),
        ("Staff nurse", "St Piran's Hospital", "2018", "2021"),
    ),
    degrees=(("BSc Nursing", 2018),),
    conflicts=("two values",),
    private=("Ines", "Carvalhal"),
)

PART_TIME = Written(
    "honest overlap",
    """Experience
Barista (part-time), Copper Kettle, 2020 – 2022
- 300 drinks on a Saturday
Student assistant, Institute of Geography, 2020 – 2023
- Maps in QGIS
GIS analyst, Meridian Surveys, 2023 – present
- 1,100 km of cable mapped in QGIS and PostGIS
Education
BSc Geography, Aldwick University, 2020 – 2023
Skills
QGIS, PostGIS
""",
    roles=(
        ("Barista", "Copper Kettle", "2020", "2022"),
        ("Student assistant", "Institute of Geography", "2020", "2023"),
        ("GIS analyst", "Meridian Surveys", "2023", None),
    ),
    degrees=(("BSc Geography", 2023),),
    skills=("QGIS", "PostGIS"),
)

PROSE = Written(
    "prose",
    """I have worked as a carer since 2017.
From May 2019 to date I have been a senior carer at Rosewood House, where I look after 14 residents.
Before that, from February 2017 to April 2019, I was a care assistant at Beech Lodge.
I hold a Level 2 Diploma in Care (2018).
""",
    roles=(
        ("senior carer", "Rosewood House", "2019-05", None),
        ("care assistant", "Beech Lodge", "2017-02", "2019-04"),
    ),
    degrees=(("Level 2 Diploma", 2018),),
)

ALL = (
    PLUMBER,
    GERMAN,
    FRENCH,
    SPANISH,
    POLISH,
    AMERICAN,
    TABLE,
    FLATTENED,
    OVERLAP,
    GAP,
    BACKWARDS,
    FUTURE,
    FORWARD,
    TWO_VALUES,
    PART_TIME,
    PROSE,
)
