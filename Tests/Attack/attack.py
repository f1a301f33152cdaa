"""The misbehaving peer: one switch for each row of the attacks on the wire.

attack.py [ROW …] runs the rows named (A7, or badLengthNeverAllocates; all without a name), a few
at a time: those of rows.py each against a daemon of its own, those of turned.py as a hostile
daemon against each client. MADAR_BIN_DIR tells where the programs lie. Ends with
"N passed, N failed".
"""
import os
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor

import rows
import turned
from province import Province

ROWS = rows.ROWS | turned.ROWS


def run(name):
    number, function = ROWS[name]
    province = Province() if name in rows.ROWS else None
    try:
        note = function(province) if province else function()
        return name, number, None, note
    except Exception:  # whatever a row stumbles over is its failure
        return name, number, traceback.format_exc(limit=-3), None
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
    failed = 0
    with ThreadPoolExecutor(int(os.environ.get("MADAR_ATTACKS_AT_ONCE", "6"))) as pool:
        for name, number, failure, note in pool.map(run, names):
            failed += failure is not None
            print(f"{'✘' if failure else '✔'} {number} {name}" + (f": {note}" if note else ""))
            if failure:
                print(failure)
    print(f"{len(names) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
