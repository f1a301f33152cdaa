"""The misbehaving peer: one switch for each row of the attacks on the wire.

attack.py [ROW …] runs the rows named (A7, or badLengthNeverAllocates; all without a name), a few
at a time: those of rows.py each against a daemon of its own, those of turned.py as a hostile
daemon against each client, those of insider.py, ties.py and ways.py as a member of each role; by
their name, "insider", they show the table of all outcomes too; that of thief.py, "thief", as one
who stole the data folder. MADAR_BIN_DIR tells where the programs lie. Ends with "N passed, N failed".
"""
import os
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor

import insider
import rows
import thief
import ties
import turned
import ways
from province import Province

INSIDER = insider.ROWS | ties.ROWS | ways.ROWS
ROWS = INSIDER | thief.ROWS | rows.ROWS | turned.ROWS
# What there has to be: the tests of the daemon by the number of their attack.
REQUIRED = {
    "A1": {"handshakeTrickleIsCutAtDeadline"},
    "A2": {"slowFrameIsCut"},
    "A3": {"halfOpenFloodKeepsEnrolledAlive"},
    "A4": {"garbageGetsNoByte"},
    "A5": {"replayedFirstFlightChangesNothing"},
    "A6": {"everyByteTamper"},
    "A7": {"badLengthNeverAllocates"},
    "A8": {"fragmentFloodIsCalmed"},
    "A9": {"cancelDoesNotFreeSlot"},
    "A10": {"provokedErrorsCountAsCancels"},
    "A11": {"controlFloodAndSlowReaderAreCut"},
    "A12": {"windowAbuseEndsConnection"},
    "A13": {"nonceNeverRepeatsNorWraps"},
    "A14": {"weakPublicKeyAborts"},
    "A15": {"rightStaticWrongPrivateKeyFails"},
    "A16": {"unknownAndWrongPskAreIndistinguishable"},
    "A17": {"twoKeysOneToken", "lostConfirmRepeats"},
    "A18": {"preambleBitFlips"},
    "A19": {"deleteDuplicateSwapFrameFails"},
    "A20": {"cutAtEveryByteTakesEffectOnce"},
    "A21": {"decoderBombsStayBounded"},
    "A22": {"nonCanonicalFrameIsRefused", "reencodedPayloadIsNotTheSame"},
    "A23": {"matchAndMissLookEqual"},
    "A24": {"idempotencyMatrix"},
    "A25": {"revokeDuringStream"},
    "A26": {"logsHoldNoPlantedMarker"},
    "A27": {"clockSkewIsHarmless"},
    "A28": {"idleConnectionMemoryIsCapped"},
    "insider": {"everyMethodOfEveryRole", "everyTieOfEveryRole", "everyWayAround"},
    "thief": {"everythingStolen"},
}
# Those in which a client takes no part: turned.py says why.
NOT_TURNED = {"A3", "A17", "insider", "thief"}


def missing():
    """What REQUIRED names and no row is, and the other way round."""
    faults = []
    there = {}
    for name, (number, _) in (INSIDER | thief.ROWS | rows.ROWS).items():
        there.setdefault(number, set()).add(name)
    for number in sorted(REQUIRED.keys() | there.keys(), key=lambda one: (len(one), one)):
        wanted, found = REQUIRED.get(number, set()), there.get(number, set())
        faults += [f"{number}: no row {name}" for name in sorted(wanted - found)]
        faults += [f"{number}: an unknown row {name}" for name in sorted(found - wanted)]
    turned_numbers = {number for number, _ in turned.ROWS.values()}
    for number in sorted((REQUIRED.keys() - NOT_TURNED) ^ turned_numbers):
        faults.append(f"{number}: turned around, or not, against what is said")
    faults += [f"two rows are called {name}" for name in rows.ROWS.keys() & turned.ROWS.keys()]
    return faults


def run(name, in_full):
    """The results of a row, each with its number, name, failure and note, and further lines."""
    number, function = ROWS[name]
    province = Province() if name in rows.ROWS else None
    try:
        if name in INSIDER:
            results, lines = insider.told(function(), in_full)
            return [(number, f"{name} {role}", *rest) for role, *rest in results], lines
        if name in thief.ROWS:
            results, lines = function()
            return [(number, *one) for one in results], lines
        note = function(province) if province else function()
        return [(number, name, None, note)], []
    except Exception:  # whatever a row stumbles over is its failure
        return [(number, name, traceback.format_exc(limit=-3), None)], []
    finally:
        if province:
            province.end()


def main(wanted):
    unknown = [one for one in wanted if not any(one in (name, number)
               for name, (number, _) in ROWS.items())]
    if unknown:
        print(f"unknown rows: {' '.join(unknown)}", file=sys.stderr)
        return 64
    names = [name for name, (number, _) in ROWS.items()
             if not wanted or name in wanted or number in wanted]
    faults = missing()
    for fault in faults:
        print(f"✘ {fault}")
    passed = failed = 0
    with ThreadPoolExecutor(int(os.environ.get("MADAR_ATTACKS_AT_ONCE", "6"))) as pool:
        for results, lines in pool.map(lambda name: run(name, bool(wanted)), names):
            for number, name, failure, note in results:
                passed, failed = passed + (failure is None), failed + (failure is not None)
                print(f"{'✘' if failure else '✔'} {number} {name}" + (f": {note}" if note else ""))
                if failure:
                    print(failure)
            print("".join(f"{one}\n" for one in lines), end="")
    if INSIDER.keys() & set(names):
        print("\n".join(insider.skipped()))
    failed += len(faults)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
