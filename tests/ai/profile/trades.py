"""Job descriptions and résumés of several trades, written for these tests.

Each case says what must be read from them: the musts and the nice-to-haves by a few of their words,
and for some of them the number of the résumé line that shows it, or None where none does.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Case:
    """A job, a résumé, and what a careful person reads from them."""

    job: str
    resume: str
    musts: tuple[str, ...]
    nices: tuple[str, ...] = ()
    shown: dict[str, int | None] = field(default_factory=dict)
    never: tuple[str, ...] = ()


NURSE = Case(
    job="""Band 5 Staff Nurse – Acute Medical Unit
Hollowmere District Hospital

ABOUT US
Hollowmere has 320 beds and is a happy place to work. We require all our visitors to smile.

MAIN DUTIES
• Assess, plan and evaluate care for a group of patients
• Supervise healthcare assistants

PERSON SPECIFICATION
Essential criteria
• NMC registered nurse (adult branch)
• At least one year of acute ward experience
• Competent in IV medication and cannulation
• Able to recognise the deteriorating patient (NEWS2)
• Good written and spoken communication
Desirable criteria
• Experience of electronic patient records
• Mentorship qualification

WHAT WE OFFER
• 27 days of annual leave, rising with service
• On-site nursery
We are an equal opportunities employer and must ask for your right to work.
""",
    resume="""Staff nurse, eight years
Registered nurse (adult), NMC pin valid to 2027
Brackwater General, acute medical ward, 2019 – present
- Look after six to eight patients on a 28-bed acute ward
- Gave intravenous antibiotics and inserted cannulas daily
- Escalated septic patients early with NEWS2 scores; audit winner 2023
- Super-user of the EPR when the ward went paperless
Sallow House nursing home, 2016 – 2019
- Ran handovers and wrote care plans with families
""",
    musts=("NMC registered", "acute ward", "cannulation", "deteriorating", "communication"),
    nices=("electronic patient records", "Mentorship"),
    shown={
        "NMC registered": 2,
        "cannulation": 5,
        "deteriorating": 6,
        "electronic patient records": 7,
        "Mentorship": None,
    },
    never=("annual leave", "nursery", "visitors", "equal opp", "Supervise"),
)

SALES = Case(
    job="""**Account Executive, mid-market**

Pebblework sells rota software to cafés and clinics. We closed a big year and we are growing.

**What you'll do**

* Run the full sales cycle from discovery to close
* Forecast weekly

**You might be a fit if you have**

* 3+ years of quota-carrying B2B sales experience
* A record of closing deals of 20k or more
* Used Salesforce or another CRM every day
* Run discovery calls and demos over video

**Bonus points**

* SaaS background
* German or French

**Benefits**

* Stock options and a bonus scheme
* Private health insurance
""",
    resume="""Account manager
Tallow & Finch Print, 2020 – now
Carried a quota of 400k a year in B2B sales and beat it three years running
Closed 14 deals over 25k, the largest 90k
Kept HubSpot clean: every call and stage the same day
Led product demos by video for groups of up to ten buyers
Languages: English, conversational French
""",
    musts=("quota-carrying", "closing deals", "CRM", "discovery calls"),
    nices=("SaaS", "German or French"),
    shown={
        "quota-carrying": 3,
        "closing deals": 4,
        "CRM": 5,
        "discovery calls": 6,
        "German or French": 7,
        "SaaS": None,
    },
    never=("Stock options", "health insurance", "Forecast", "growing"),
)

ACCOUNTANT = Case(
    job="""Management Accountant (12-month contract)

The role
You will own the month-end close for two business units and present results to budget holders.

Requirements: ACCA or CIMA qualified (or finalist). Strong Excel, including pivot tables.
You must have prepared management accounts within five working days of month end.
Experience with accruals, prepayments and balance sheet reconciliations is required.
Knowledge of Power BI would be an advantage. SAP experience is preferred but not essential.

Salary: 45,000 to 50,000 plus pension
Apply by sending your CV before 30 March.
""",
    resume="""Assistant accountant, part-qualified CIMA (10 of 12 papers)
Millrace Foods – 2021 to date
* Month-end close in four days: accruals, prepayments, payroll journals
* Reconciled 40 balance sheet accounts each month
* Rebuilt the board pack with pivot tables and XLOOKUP
* Dashboards in Power BI for six budget holders
""",
    musts=("CIMA", "Excel", "management accounts", "reconciliations"),
    nices=("Power BI", "SAP"),
    shown={"CIMA": 1, "Excel": 5, "reconciliations": 4, "Power BI": 6, "SAP": None},
    never=("Salary", "pension", "sending your CV"),
)

DEVOPS = Case(
    job="""# Platform engineer

## The team
We're six people who keep 200 services running.

## Basic qualifications
- 4+ years of experience with Linux and a scripting language such as Python or Bash
- Hands-on Kubernetes in production
- Infrastructure as code (Terraform or Pulumi)
- CI/CD pipelines
- Monitoring with Prometheus/Grafana

## Preferred qualifications
- AWS certification
- Golang

## Perks
- Remote first; we require no office days
- Annual budget for courses
""",
    resume="""Systems engineer
Ran a 60-node k8s cluster on EKS through three upgrades without downtime
Wrote Terraform modules that eleven teams use
Moved 80 builds from Jenkins to GitHub Actions; deploys went from weekly to daily
Alerts and dashboards in Grafana, Prometheus exporters for legacy boxes
Automated patching of 300 Debian servers with Python and Ansible
Small tools in Go
""",
    musts=("scripting language", "Kubernetes", "Terraform", "CI/CD", "Prometheus"),
    nices=("AWS", "Golang"),
    shown={
        "Kubernetes": 2,
        "Terraform": 3,
        "CI/CD": 4,
        "Prometheus": 5,
        "scripting": 6,
        "Golang": 7,
    },
    never=("office days", "budget for courses", "six people"),
)

TEACHER = Case(
    job="""Primary school teacher wanted in September. Our school has four classes and a garden.
We are looking for a qualified teacher with QTS who has taught phonics in Key Stage 1.
You should be comfortable with mixed-age classes.
Experience of supporting children with SEND is essential.
It would be great if you could lead music or a sports club.
Our school is committed to safeguarding; all posts need an enhanced DBS check.
""",
    resume="""Teacher, QTS 2018
Year 1 and 2 mixed class at Elmstead Primary: daily phonics for 26 children
Wrote support plans for five pupils with special educational needs
Ran the choir and the summer concert
""",
    musts=("QTS", "mixed-age", "SEND"),
    nices=("music",),
    shown={"mixed-age": 2, "SEND": 3, "QTS": 1},
    never=("garden", "four classes"),
)

SUPPORT = Case(
    job="""Customer Support Specialist
Who you are:
1. You write clearly and kindly
2. You have handled at least 40 tickets a day in Zendesk or a similar helpdesk
3. You can de-escalate angry customers
4. Must be available on two weekends a month
Nice to haves:
1. SQL basics
2. Experience training new joiners
How to apply: send us a note with your CV and tell us why you must work here.
""",
    resume="""Support agent, Quillmart, 2022-2025
Answered 55 tickets daily in Freshdesk, 96 % satisfaction
Calmed upset callers; took over escalations for the team of nine
Onboarded seven new colleagues
Worked weekend shifts twice a month
""",
    musts=("write clearly", "tickets", "de-escalate", "weekends"),
    nices=("SQL", "training new joiners"),
    shown={"tickets": 2, "de-escalate": 3, "weekends": 5, "training new joiners": 4, "SQL": None},
    never=("note with your CV",),
)

CASES = {
    "nurse": NURSE,
    "sales": SALES,
    "accountant": ACCOUNTANT,
    "devops": DEVOPS,
    "teacher": TEACHER,
    "support": SUPPORT,
}
