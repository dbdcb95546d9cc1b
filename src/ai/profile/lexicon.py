"""What trades call things: other names of one thing, things of one kind, and words that say little.

A name in `SAME` stands for its concept; a name in `KINDS` is an example of one, so that a person
who knows a neighbour of what is asked shows it in part.
"""

import re
from collections.abc import Mapping

from src.text import normalise, stem

SAME: Mapping[str, tuple[str, ...]] = {
    "kubernetes": ("kubernetes", "k8s", "eks", "gke", "aks", "openshift"),
    "javascript": ("javascript", "js", "ecmascript"),
    "typescript": ("typescript", "ts"),
    "nodejs": ("node.js", "nodejs", "node js"),
    "postgresql": ("postgresql", "postgres"),
    "golang": ("golang",),
    "machinelearning": ("machine learning", "ml"),
    "cicd": (
        "ci/cd",
        "ci cd",
        "continuous integration",
        "continuous delivery",
        "continuous deployment",
        "build pipelines",
        "deployment pipelines",
    ),
    "cloud": ("cloud platform", "cloud platforms", "public cloud", "cloud services"),
    "aws": ("aws", "amazon web services", "ec2", "lambda functions"),
    "gcp": ("gcp", "google cloud"),
    "azure": ("azure", "microsoft cloud"),
    "iac": ("infrastructure as code", "infrastructure-as-code", "iac"),
    "oncall": ("on-call", "on call", "oncall", "pager duty", "pagerduty", "stand-by duty"),
    "incident": ("incident response", "incident management", "incidents", "outages", "outage"),
    "database": ("relational databases", "relational database", "databases", "rdbms", "database"),
    "programming": (
        "scripting language",
        "scripting languages",
        "programming language",
        "programming languages",
    ),
    "tests": (
        "automated tests",
        "automated testing",
        "unit tests",
        "unit testing",
        "test automation",
        "contract tests",
        "integration tests",
        "test suite",
    ),
    "streaming": (
        "event streaming platform",
        "event streaming",
        "message broker",
        "message queue",
        "event pipeline",
        "streaming platform",
    ),
    "monitoring": ("monitoring", "observability", "alerting"),
    "api": ("rest apis", "rest api", "apis", "api", "web services"),
    "ux": ("user experience", "ux", "usability"),
    "agile": ("agile", "scrum", "kanban", "sprints"),
    "statistics": ("statistics", "statistical analysis", "statistical methods"),
    "visualisation": ("data visualisation", "data visualization", "dashboards", "dashboard"),
    "ehr": (
        "electronic health records",
        "electronic health record",
        "electronic patient records",
        "electronic patient record",
        "electronic medical records",
        "electronic medical record",
        "ehr",
        "emr",
        "epr",
    ),
    "registerednurse": ("registered nurse", "registered general nurse", "rn", "rgn"),
    "iv": ("intravenous", "iv", "i.v."),
    "medication": ("medications", "medication", "medicines", "medicine rounds", "drug rounds"),
    "cannula": ("cannulation", "cannulas", "cannula", "cannulate"),
    "wound": ("wound care", "wound dressing", "dressings", "tissue viability"),
    "handover": ("handover", "handovers", "hand over", "hand-over", "hand off"),
    "resus": ("basic life support", "bls", "advanced life support", "als", "cpr"),
    "crm": ("customer relationship management", "crm", "crms"),
    "b2b": ("b2b", "business-to-business", "business to business"),
    "quota": ("sales target", "sales targets", "quota", "quotas"),
    "prospecting": ("prospecting", "cold calling", "cold calls", "lead generation", "outbound"),
    "monthend": ("month-end", "month end", "monthly close", "period end", "month-end close"),
    "reconciliation": ("reconciliations", "reconciliation", "reconciled", "reconcile"),
    "ledger": ("general ledger", "gl", "nominal ledger"),
    "payable": ("accounts payable", "ap", "purchase ledger"),
    "receivable": ("accounts receivable", "ar", "sales ledger", "credit control"),
    "managementaccounts": ("management accounts", "management accounting", "board pack"),
    "cpa": ("certified public accountant", "cpa"),
    "excel": ("excel", "spreadsheets", "spreadsheet"),
    "sen": ("special educational needs", "sen"),
    "onboarding": (
        "training new joiners",
        "new joiners",
        "new starters",
        "onboarding",
        "onboarded",
        "onboard",
        "inductions",
    ),
    "mentoring": (
        "mentoring",
        "mentored",
        "mentor",
        "mentorship",
        "coaching",
        "coached",
        "line management",
    ),
    "supervision": ("supervisory", "supervised", "supervisor", "supervising", "supervision"),
    "escalation": ("de-escalate", "de-escalation", "escalations", "escalation", "escalated"),
    "communication": (
        "written and spoken communication",
        "written and verbal communication",
        "verbal and written communication",
        "communication skills",
        "communication",
        "communicator",
    ),
    "stakeholder": ("stakeholders", "stakeholder management", "stakeholder"),
    "customer": ("customers", "customer", "clients", "client", "callers", "buyers"),
    "budget": ("budgets", "budgeting", "budget", "forecasting", "forecasts"),
    "gdpr": ("gdpr", "data protection"),
    "satisfaction": ("customer satisfaction", "csat", "satisfaction", "nps"),
}
"""Phrases that mean one thing."""

KINDS: Mapping[str, tuple[str, ...]] = {
    "iac": ("terraform", "pulumi", "cloudformation", "ansible", "bicep"),
    "cicd": ("jenkins", "github actions", "gitlab ci", "circleci", "argo cd", "teamcity"),
    "programming": ("python", "java", "ruby", "bash", "perl", "php", "rust", "scala", "kotlin"),
    "webframework": ("django", "fastapi", "flask", "spring boot", "rails", "express", "laravel"),
    "frontend": ("react", "angular", "vue", "svelte"),
    "database": ("postgresql", "postgres", "mysql", "oracle", "sql server", "mariadb"),
    "streaming": ("kafka", "rabbitmq", "kinesis", "pulsar", "pub/sub"),
    "cloud": ("aws", "gcp", "azure", "google cloud"),
    "container": ("docker", "kubernetes", "k8s", "podman", "openshift"),
    "monitoring": ("prometheus", "grafana", "datadog", "new relic", "splunk"),
    "visualisation": ("power bi", "tableau", "looker", "qlik", "grafana"),
    "warehouse": ("snowflake", "bigquery", "redshift", "databricks"),
    "crm": ("salesforce", "hubspot", "pipedrive", "zoho", "dynamics"),
    "helpdesk": ("zendesk", "freshdesk", "intercom", "servicenow", "jira service desk"),
    "erp": ("sap", "netsuite", "oracle financials", "workday", "sage"),
    "bookkeeping": ("xero", "quickbooks", "sage", "datev"),
    "excel": ("pivot tables", "xlookup", "vlookup", "lookups", "power query"),
    "accountant": ("acca", "cima", "aca", "cpa", "cfa"),
    "medication": ("antibiotics", "insulin", "analgesia"),
    "tests": ("pytest", "junit", "cypress", "playwright", "selenium"),
    "design": ("figma", "sketch", "adobe xd", "invision"),
}
"""Examples of a kind; the kind itself is named by the phrases of `KIND_NAMES` and of `SAME`."""

KIND_NAMES: Mapping[str, tuple[str, ...]] = {
    "helpdesk": ("helpdesk", "help desk", "ticketing system", "ticketing tool"),
    "erp": ("erp system", "erp"),
    "webframework": ("web framework", "web frameworks"),
    "frontend": ("frontend framework", "front-end framework"),
    "container": ("containers", "containerisation", "containerization"),
    "warehouse": ("data warehouse", "data warehouses", "data warehousing"),
    "bookkeeping": ("accounting software", "bookkeeping software"),
    "design": ("design tool", "design tools"),
}

CASED = (
    (re.compile(r"(?:(?<=[\w,:(/] )|^)Go(?=[,.;)/]|$)|(?<=[\w,:(/] )Go(?=\s)"), "golang"),
    (re.compile(r"\bSEND\b"), "special educational needs"),
    (re.compile(r"\bNode\.js\b", re.IGNORECASE), "nodejs"),
)
"""Names that are ordinary words unless their letters' case says otherwise."""

MARK = "zq"
"""Begins every concept's token; no English word does."""


def _stems(listed: str) -> frozenset[str]:
    return frozenset(stem(word) for word in listed.split())


FILLER = _stems(
    "experience experienced experiences knowledge strong proven solid good excellent ability able "
    "years year months work working skills skill understanding familiar familiarity required "
    "require requires must plus nice preferred bonus degree similar related relevant least minimum "
    "hands proficiency proficient demonstrated demonstrable deep ideally etc including includes "
    "great track record essential desirable advantage comfortable competent confident fluent "
    "looking bring need needs needed helpful useful background another equivalent prior previous "
    "go five two three four one six seven eight nine ten first "
    # German, French and Spanish
    "erfahrung erfahrungen kenntnisse kenntnis gute guter sehr fundierte umgang sicherer mit von "
    "vorteil idealerweise wünschenswert mehrjährige und oder der die das dem den im für bei als "
    "expérience connaissance connaissances maîtrise bonne solide avec des les une atout souhaité "
    "experiencia conocimientos conocimiento manejo dominio buen buena sólidos sólido con para los "
    "las del valorable"
)
"""Stems that say how something is asked for, not what."""

GENERIC = _stems(
    "team environment daily day week month new good use run clear clearly support group language "
    "business tool process system manage lead role company people help learn high fast part level "
    "time data project build develop write key multiple various large small available angry "
    "recognise recognize handle write kindly qualification qualified certification production "
    "patient service standard real user think show eye within across weekly monthly pipeline"
)
"""Stems that many lines share: they count for half."""


def _pattern(table: Mapping[str, tuple[str, ...]]) -> tuple[re.Pattern[str], dict[str, str]]:
    names = {normalise(phrase): concept for concept, all_ in table.items() for phrase in all_}
    longest = sorted(names, key=len, reverse=True)
    joined = "|".join(re.escape(name) for name in longest)
    return re.compile(rf"(?<![\w+#])(?:{joined})(?![\w+#])"), names


_SAME, _SAME_NAMES = _pattern({**SAME, **KIND_NAMES} | {"crm": SAME["crm"]})
_KIND, _KIND_NAMES = _pattern(KINDS)


def with_concepts(text: str) -> str:
    """Return a text in small letters in which names stand as concepts, examples beside their kind.

    An example keeps its own word: "terraform" becomes "terraform zqiac".
    """
    for pattern, instead in CASED:
        text = pattern.sub(instead, text)
    plain = normalise(text)
    kinds = _KIND.sub(
        lambda m: f"{m.group().replace(' ', '')} {MARK}{_KIND_NAMES[m.group()]}", plain
    )
    return _SAME.sub(lambda m: MARK + _SAME_NAMES[m.group()], kinds)
