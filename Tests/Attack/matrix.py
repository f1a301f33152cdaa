"""Who may do what, typed by hand from the domain's access matrix, and not from the definition.

Where a cell here and the daemon differ, the daemon is looked at first. A cell that the daemon does
not meet yet stays as it should be, and is named in FINDINGS with the reason until it does.
"""
IDENTITY, SOCIAL, HEALTH, JUDICIAL, PROTECTED = 1, 2, 3, 4, 7
CLASSES = (IDENTITY, SOCIAL, HEALTH, JUDICIAL, PROTECTED)

# `C` create, `R` read, `U` correct, `m` read with a reason, `o` read what one wrote, `a` read what
# is addressed to one's organisation. "R (summary)" opens nothing: a summary is an act of its own in
# the reader's class. An association creates the report to the prosecutor, and does not read it.
ROLES = {
    # role: scope, then identity, social, health, judicial, protected
    "CPPE-CHAIR": ("conference", "m", "m", "", "", ""),
    "CPPE-MEMBER": ("referral", "a", "a", "", "", ""),
    "CAPE-COORDINATOR": ("province", "CRU", "CRU", "m", "", "m"),
    "CAPE-EVALUATION": ("province", "CRU", "CRU", "CRU", "", "m"),
    "CAPE-ORIENTATION": ("province", "R", "RU", "a", "", ""),
    "CAPE-FOLLOWUP": ("province", "R", "RU", "", "CRU", "m"),
    "CAPE-SUPPORT": ("none", "", "", "", "", ""),
    "UPE-COORDINATOR": ("unit", "CRU", "CRU", "R", "C", "C"),
    "UPE-WORKER": ("own", "CRU", "CRU", "Co", "C", "C"),
    "UPE-PSYCHOLOGIST": ("own", "R", "R", "CRU", "", ""),
    "SAS-AGENT": ("recent", "C", "C", "C", "", "C"),
    "EPS-STAFF": ("placement", "R", "CRU", "a", "", ""),
    "HEALTH-FOCAL": ("referral", "a", "a", "CaU", "", ""),
    "SERVICE-FOCAL": ("referral", "a", "a", "", "", ""),
    "POLICE-FOCAL": ("referral", "a", "a", "", "C", ""),
    "PROSECUTOR": ("transmission", "R", "R", "R", "CRU", "m"),
    "JUDGE": ("seizure", "R", "R", "R", "CRU", "m"),
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
# What no act of the engine makes yet: that a file which is given to such a member stays closed is
# tried, what the tie would open is decided by the tests of Authority, on file states by hand.
NOT_YET = {
    "conference": "no act opens a motivated conference",
    "referral": "no act refers a file to a service",
    "placement": "no act places a child in an establishment",
    "transmission": "no act transmits a file to the prosecutor",
    "seizure": "no act seizes a judge of a file",
    "inquiry": "no act asks a court bureau for an inquiry",
}
# What the page has and no method serves in this version.
NO_METHOD = {
    "P0 of eighteen roles": "no method serves figures",
    "AUDITOR, DPO: access log, rights requests": "no method serves leaves",
    "R (summary), minimal extract": "no shipped form makes one",
    "ORIENT, PLAN, FOLLOW, REVIEW, closing, J1 to J9, K4 to K6": "no shipped stage or track",
}

# To which stages a role moves a file, of those that there are.
STAGES = {
    "UPE-WORKER": {"DETECT", "SIGNAL", "RECEIVE", "LISTEN"},
    "SAS-AGENT": {"DETECT", "SIGNAL", "URGENT"},
    "CAPE-EVALUATION": {"TRIAGE", "URGENT", "ASSESS"},
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
RUNS = {COORDINATES, OPERATES}

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


def reading(role, kind, motive=False):
    """The status of a read of a file of a kind."""
    if kind == "malformed":
        return BAD
    if role == OPERATES:
        return PERMISSION
    if not reaches(role, kind):
        return NOT_AVAILABLE
    if opens(role, motive) or with_letters(role, "oa"):
        return OK
    return PURPOSE if with_letters(role, "m") else NOT_AVAILABLE


def finding(role):
    """The status of a search, a list and a subscription: for who reads names without a reason."""
    if role == OPERATES:
        return PERMISSION
    return OK if "R" in letters(role, IDENTITY) else NOT_AVAILABLE


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
    if not classes <= with_letters(role, "C"):
        return NOT_AVAILABLE
    return OK if "DETECT" in STAGES.get(role, ()) else PERMISSION


def appending(role, kind, classes, form=None, stage=None, corrects=False, home=SOCIAL):
    """The status of an act: it needs every class that it touches, then form and stage.

    A psychologist's note is at home in class health: who reads there only what he wrote himself
    would not be told as its author, and writes none. What is added to a file that exists is created
    in it or updates it; a correction updates.
    """
    if kind == "malformed":
        return BAD
    if role == OPERATES:
        return PERMISSION
    if not reaches(role, kind):
        return NOT_AVAILABLE
    if not classes <= with_letters(role, "U" if corrects else "CU"):
        return NOT_AVAILABLE
    if "o" in letters(role, home):
        return NOT_AVAILABLE
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


def running(role, status=OK, who=RUNS):
    """The status of what only those do who run or coordinate the daemon."""
    return status if role in who else PERMISSION
