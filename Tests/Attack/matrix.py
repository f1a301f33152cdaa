"""Who may do what, typed by hand from the domain's access matrix, and not from the definition.

Where a cell here and the daemon differ, the daemon is looked at first. A cell that the daemon does
not meet yet stays as it should be, and is named in FINDINGS with the reason until it does.
"""
IDENTITY, SOCIAL, HEALTH, JUDICIAL, PROTECTED = 1, 2, 3, 4, 7
CLASSES = (IDENTITY, SOCIAL, HEALTH, JUDICIAL, PROTECTED)

# `C` create, `R` read, `U` correct, `m` read with a reason, `o` read what one wrote, `a` read what
# is addressed to one's organisation. "R (summary)" opens nothing: a summary is an act of its own in
# the reader's class. Who meets a child first, or receives a report, creates the report to the
# prosecutor, and does not read it.
ROLES = {
    # role: scope, then identity, social, health, judicial, protected
    "CPPE-CHAIR": ("conference", "m", "m", "", "", ""),
    "CPPE-CONFERENCE": ("conference", "m", "m", "", "", ""),
    "CPPE-MEMBER": ("referral", "a", "a", "", "", ""),
    "CAPE-COORDINATOR": ("province", "CRU", "CRU", "m", "", "m"),
    "CAPE-EVALUATION": ("province", "CRU", "CRU", "CRU", "C", "Cm"),
    "CAPE-ORIENTATION": ("province", "R", "RU", "a", "", ""),
    "CAPE-FOLLOWUP": ("province", "CR", "RU", "", "CRU", "Cm"),
    "CAPE-SUPPORT": ("none", "", "", "", "", ""),
    "UPE-COORDINATOR": ("unit", "CRU", "CRU", "R", "C", "C"),
    "UPE-WORKER": ("own", "CRU", "CRU", "Co", "C", "C"),
    "UPE-PSYCHOLOGIST": ("own", "R", "R", "CRU", "", ""),
    "SAS-AGENT": ("recent", "C", "C", "C", "C", "C"),
    "EPS-STAFF": ("placement", "CR", "CRU", "a", "C", ""),
    "HEALTH-FOCAL": ("referral", "a", "a", "CaU", "", ""),
    "SERVICE-FOCAL": ("referral", "a", "a", "", "", ""),
    "POLICE-FOCAL": ("referral", "a", "a", "", "C", ""),
    "PROSECUTOR": ("transmission", "R", "R", "R", "CRU", "m"),
    "JUDGE": ("seizure", "CR", "R", "R", "CRU", "m"),
    "COURT-BUREAU": ("inquiry", "R", "CRU", "R", "R", ""),
    "MINISTRY": ("none", "", "", "", "", ""),
    "HCP": ("none", "", "", "", "", ""),
    "AUDITOR": ("none", "", "", "", "", ""),
    "DPO": ("none", "", "", "", "", ""),
    "OPERATOR": ("none", "", "", "", "", ""),
}

# Which files lie in a scope: his own (given to his organisation and to him), one of his
# organisation (given to a colleague), one lent (given to him, of another organisation), one of
# another organisation.
KINDS = ("own", "unit", "lent", "other")
REACH = {
    "province": {"own", "unit", "lent", "other"},
    "own": {"own", "unit", "lent"},
    "unit": {"own", "unit"},
    "recent": {"own", "unit"},
}
# What an act ties a file to: those who reach it then, as long as the tie lasts, and nobody else.
TIES = ("referral", "placement", "transmission", "seizure", "inquiry", "conference")
# What a role of the tests does on every file, and shipped roles only on those in their reach.
NOT_SHIPPED = {
    "placement": "UPE-WORKER does it on files of its unit",
    "health in an extract": "CAPE-EVALUATION does it, which reads both",
}
# What the page has and no method serves in this version.
NO_METHOD = {
    "R (summary)": "no shipped form makes one",
    "Child, guardian: own copy": "a member hands it out on paper",
}

# To which stages a role moves a file, of those that are tried, and those of referrals, measures and
# stays inside it: the last column, and whom the page of the circuit names beside a stage. Whoever
# has a referral answers it, and the orientation team records an answer that came on paper.
ANSWERS = {"ACCEPTED", "REFUSED", "IN-SERVICE", "DONE", "INTERRUPTED"}
STAGES = {
    "UPE-WORKER": {"DETECT", "SIGNAL", "RECEIVE", "LISTEN", "URGENT", "MEASURE-ON", "MEASURE-OFF",
                   "STAY-IN", "STAY-OUT", "J1", "PERSON-ON"},
    "UPE-COORDINATOR": {"J1", "PERSON-ON"},
    "SAS-AGENT": {"DETECT", "SIGNAL", "URGENT", "MEASURE-ON", "J1"},
    "CAPE-EVALUATION": {"DETECT", "SIGNAL", "RECEIVE", "TRIAGE", "URGENT", "ASSESS", "CLOSE-NOACT",
                        "DRAFT", "SENT", "MEASURE-ON", "MEASURE-OFF", "J1", "PERSON-ON"},
    "CAPE-COORDINATOR": {"RECEIVE", "CLOSE", "CLOSE-NOACT", "RIGHTS-ASKED", "PERSON-ON",
                         "CONF-CALLED", "CONF-HELD"},
    "CAPE-ORIENTATION": {"DRAFT", "SENT", "EXPIRED"} | ANSWERS,
    "CAPE-FOLLOWUP": {"CLOSE", "J1", "J2", "COURT-ON", "COURT-OFF", "STAY-IN", "STAY-OUT"},
    "EPS-STAFF": {"STAY-IN", "STAY-OUT"},
    "PROSECUTOR": {"J1", "J2", "COURT-ON"},
    "JUDGE": {"COURT-ON", "COURT-OFF"},
    "CPPE-MEMBER": ANSWERS, "HEALTH-FOCAL": ANSWERS, "SERVICE-FOCAL": ANSWERS,
    "POLICE-FOCAL": ANSWERS,
}
SERVICES = ("CPPE-MEMBER", "HEALTH-FOCAL", "SERVICE-FOCAL", "POLICE-FOCAL")
# Who begins files, and so fills again the form that opens them, beside whoever may correct it.
BEGINS = {"UPE-WORKER", "UPE-COORDINATOR", "SAS-AGENT", "CAPE-EVALUATION"}
# The stages of forms of tracks beside that of the file: they are filled by who moves there.
FORM_STAGES = {
    "F6": {"CONSENT-ON"}, "F6-END": {"CONSENT-WITHDRAWN"}, "F6-WORD": {"CONSENT-ON"},
    "F7-END": {"MEASURE-OFF"}, "F10": {"DRAFT", "SENT"}, "F10-ANS": {"ACCEPTED", "IN-SERVICE"},
    "F10-REF": {"REFUSED"}, "F10-RET": {"DONE", "INTERRUPTED"}, "F12-EXIT": {"STAY-OUT"},
    "F12-FIT": {"STAY-IN"}, "PERSON": {"PERSON-ON"}, "CPPE-CONF": {"CONF-CALLED"},
    "CPPE-CONF-END": {"CONF-HELD"},
}
# Files of other kinds than a child's, typed from the same page: who reads sessions of the committee,
# who opens them, who adds to them, and who reads some kind at all.
READS_SESSIONS = {"CPPE-CHAIR", "CPPE-MEMBER", "CAPE-COORDINATOR", "CAPE-SUPPORT"}
OPENS_SESSIONS = {"CAPE-COORDINATOR", "CAPE-SUPPORT"}
ADDS_TO_SESSIONS = OPENS_SESSIONS | {"CPPE-MEMBER"}
READS_RECORDS = READS_SESSIONS | {
    "CAPE-EVALUATION", "CAPE-ORIENTATION", "CAPE-FOLLOWUP", "UPE-COORDINATOR", "UPE-WORKER",
    "SAS-AGENT", "EPS-STAFF",
}
# Who writes of children in some class, or of the committee, and so may name organisations in an act.
NAMES = {
    "CAPE-COORDINATOR", "CAPE-EVALUATION", "CAPE-ORIENTATION", "CAPE-FOLLOWUP", "UPE-COORDINATOR",
    "UPE-WORKER", "UPE-PSYCHOLOGIST", "SAS-AGENT", "EPS-STAFF", "HEALTH-FOCAL", "POLICE-FOCAL",
    "PROSECUTOR", "JUDGE", "COURT-BUREAU", "CAPE-SUPPORT", "CPPE-MEMBER",
}
ASSIGNS = {"CAPE-COORDINATOR", "UPE-COORDINATOR"}
# Who may open a file out of reach in an emergency, and what that opens: the identity and, with a
# life in danger or a second person, P2 and P3, never P4 and P5.
BREAKS_GLASS = {"UPE-COORDINATOR", "UPE-WORKER", "UPE-PSYCHOLOGIST", "SAS-AGENT"}
GLASS = {False: {IDENTITY}, True: {IDENTITY, SOCIAL, HEALTH}}
# A unit's coordinator gives files to members of the unit; the centre's transfers them too.
TRANSFERS = {"CAPE-COORDINATOR"}
APPROVES_DOWNGRADES = {"CAPE-COORDINATOR"}
# Who answers for a file reads it: who takes one on, and to whom the rest stay closed.
TAKES = {
    "CAPE-COORDINATOR", "CAPE-EVALUATION", "CAPE-ORIENTATION", "CAPE-FOLLOWUP",
    "UPE-COORDINATOR", "UPE-WORKER", "UPE-PSYCHOLOGIST",
}
COORDINATES, OPERATES = "CAPE-COORDINATOR", "OPERATOR"
# Who has the proof of any leaf; others have those of their own acts.
AUDITS = {"AUDITOR", "DPO"}
RUNS = {COORDINATES, OPERATES}
# Who gives orders that take two people, and who approves them: every order is told to the latter.
ORDERS = {"CAPE-COORDINATOR", "CAPE-EVALUATION", "CAPE-FOLLOWUP", "AUDITOR", "DPO"}
APPROVES_ORDERS = {"CAPE-COORDINATOR", "DPO"}
# Who keeps the register of incidents of security, and who says who answers for the data.
INCIDENTS = {"AUDITOR", "DPO"}
SETTINGS = {"CAPE-COORDINATOR", "DPO"}

OK, BAD, INVALID, NOT_AVAILABLE, PRECONDITION = 0, 0x101, 0x103, 0x104, 0x105
UNKNOWN_METHOD, PERMISSION, SECOND, PURPOSE = 0x102, 0x201, 0x204, 0x205
CONFLICT, SEALED = 0x106, 0x306
# Any status but OK: that it is refused is what counts.
REFUSED = "refused"

WRITERS = ("CAPE-COORDINATOR", "CAPE-EVALUATION", "UPE-COORDINATOR", "UPE-WORKER")
OTHERS = tuple(role for role in ROLES if role not in RUNS)
# What the daemon does not meet yet: why, which attempt, by whom, on which files, and what it says.
FINDINGS = ()
OPEN = {
    (role, what, kind): (why, seen)
    for why, what, roles, kinds, seen in FINDINGS for role in roles for kind in kinds
}


def letters(role, data_class):
    return ROLES[role][1 + CLASSES.index(data_class)]


def with_letters(role, wanted):
    return {one for one in CLASSES if set(wanted) & set(letters(role, one))}


def reaches(role, kind):
    return kind in REACH.get(ROLES[role][0], ())


def opens(role, motive=False):
    """The classes of a file in reach that the role opens, whoever wrote the acts."""
    return with_letters(role, "Rm" if motive else "R")


def reading(role, kind, motive=False, reached=None):
    """The status of a read of a file of a kind."""
    if kind == "malformed":
        return BAD
    if role == OPERATES:
        return PERMISSION
    if not (reaches(role, kind) if reached is None else reached):
        return NOT_AVAILABLE
    if opens(role, motive) or with_letters(role, "oa"):
        return OK
    return PURPOSE if with_letters(role, "m") else NOT_AVAILABLE


def ordering(role, kind):
    """The status of an order that something of a file is erased."""
    if kind == "malformed":
        return BAD
    if role not in ORDERS:
        return PERMISSION
    may = reaches(role, kind) and {IDENTITY, SOCIAL} <= opens(role)
    return OK if may else NOT_AVAILABLE


def finding(role):
    """The status of a search, a list and a subscription: for who reads names without a reason."""
    if role == OPERATES:
        return PERMISSION
    return OK if "R" in letters(role, IDENTITY) else NOT_AVAILABLE


def following(role):
    """The status of a subscription: who finds files follows them, and a service its referrals."""
    return OK if role in SERVICES else finding(role)


def day(role):
    """The status of a day: who is told of files, and who reads some of other kinds than a child's."""
    return OK if role in READS_RECORDS else following(role)


def referred(role):
    """The status of the list of the referrals that lie with the caller's organisation."""
    return OK if role in SERVICES else PERMISSION


def approving(role, kind):
    """The status of the approval of another's lower level of risk."""
    if kind == "malformed":
        return BAD
    if role not in APPROVES_DOWNGRADES:
        return PERMISSION
    return OK if reaches(role, kind) else NOT_AVAILABLE


def attaching(role, kind):
    """The status for the content of another's attachment: it is its author's alone."""
    if kind == "malformed":
        return BAD
    return PERMISSION if role == OPERATES else NOT_AVAILABLE


def opening(role, classes):
    if role == OPERATES:
        return PERMISSION
    # Who reaches a file by a tie alone begins none: it would be tied to nobody.
    if ROLES[role][0] in TIES or not classes <= with_letters(role, "C"):
        return NOT_AVAILABLE
    return OK if "DETECT" in STAGES.get(role, ()) else PERMISSION


def appending(role, kind, classes, form=None, stage=None, corrects=False, home=SOCIAL,
              reached=None, answers=False):
    """The status of an act: it needs every class that it touches, then form and stage.

    A psychologist's note is at home in class health: who reads there only what he wrote himself
    would not be told as its author, and writes none. What is added to a file that exists is created
    in it or updates it; a correction updates. A service has no right to write in class social, and
    answers there the referral that lies with it all the same.
    """
    if kind == "malformed":
        return BAD
    if role == OPERATES:
        return PERMISSION
    if not (reaches(role, kind) if reached is None else reached):
        return NOT_AVAILABLE
    if not (answers or classes <= with_letters(role, "U" if corrects else "CU")):
        return NOT_AVAILABLE
    if "o" in letters(role, home):
        return NOT_AVAILABLE
    if form == "F0" and role not in BEGINS and not classes <= with_letters(role, "U"):
        return NOT_AVAILABLE
    if not corrects and form in FORM_STAGES:
        if not STAGES.get(role, set()) & FORM_STAGES[form]:
            return PERMISSION
    if form == "ASSIGN" and role not in ASSIGNS:
        return PERMISSION
    if stage and stage not in STAGES.get(role, ()):
        return PERMISSION
    return OK


def handing(role, to, whose):
    """The status of an offer of one's own or another's files to a colleague or a stranger."""
    if role == OPERATES:
        return PERMISSION
    if role in TRANSFERS or to == "colleague" and (whose == "own" or role in ASSIGNS):
        return OK
    return PERMISSION


# Who reads the figures of the province as they are.
COUNTS = {"CAPE-COORDINATOR", "CAPE-FOLLOWUP", "CAPE-SUPPORT"}
# Who reads what is published (W-216): the roles with figures, counts or oversees.
FIGURES = COUNTS | {
    "CPPE-CHAIR", "CPPE-MEMBER", "CAPE-EVALUATION", "CAPE-ORIENTATION", "UPE-COORDINATOR",
    "HEALTH-FOCAL", "SERVICE-FOCAL", "POLICE-FOCAL", "PROSECUTOR", "JUDGE", "COURT-BUREAU",
    "MINISTRY", "HCP", "AUDITOR", "DPO",
}
# To whom tables of the province are told in which small counts are hidden (W-226, W-240).
TABLES = COUNTS | {"CPPE-CHAIR", "CPPE-MEMBER", "CAPE-EVALUATION", "CAPE-ORIENTATION"}


def running(role, status=OK, who=RUNS):
    """The status of what only those do who run or coordinate the daemon."""
    return status if role in who else PERMISSION
